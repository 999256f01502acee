//! The reader's position over a whole history: what condors earned with and without the hedge, when, and at which VIX.

mod panel;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;
use time::Date;

use crate::calendar::date::{days_between, iso};
use crate::field::Problem;
use crate::inputs::evidence::history::History as Typed;
use crate::inquiry::Inquiry;
use crate::panel::Panel;
use crate::past_sessions::{PastSessions, Reading, Session};
use crate::plan::Plan;
use crate::rolling_walk::{Pattern, Rules, Standing, Strikes, Walk};
use crate::signal::moment::DayOrder;
use crate::signal::numeral::Mark;
use crate::units::Days;

/// Sessions of one piece of the work: some milliseconds.
const PIECE: usize = 40;
/// Worst days that are named.
const WORST: usize = 10;

/// A walk through the reader's history.
#[derive(Clone, Debug)]
pub struct History {
    sessions: Vec<Session>,
    /// How the texts were read.
    pub notes: Vec<String>,
    walk: Walk,
    standings: Vec<Standing>,
}

/// What the sessions walked through so far come to. Dollars of today's index; fractions, not percent.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Figures {
    /// Sessions walked through.
    pub sessions: u32,
    /// The first and the last of them.
    pub first: Option<String>,
    /// See `first`.
    pub last: Option<String>,
    /// Years between them.
    pub years: f64,
    /// Times that condors were sold.
    pub entries: u32,
    /// Layers bought, and those sold because they were worth enough.
    pub bought: u32,
    /// See `bought`.
    pub monetised: u32,
    /// Credit taken in, and premium paid.
    pub credit: f64,
    /// See `credit`.
    pub premium: f64,
    /// Without the hedge, of the hedge alone, and together.
    pub condors: f64,
    /// See `condors`.
    pub hedge: f64,
    /// See `condors`.
    pub total: f64,
    /// The same a year; nothing before a month has gone by.
    pub condors_per_year: Option<f64>,
    /// See `condors_per_year`.
    pub hedge_per_year: Option<f64>,
    /// See `condors_per_year`.
    pub total_per_year: Option<f64>,
    /// What the hedge cost as a share of the credit; below zero where it earned.
    pub cost_share: Option<f64>,
    /// The deepest fall from a high: without the hedge and with it.
    pub fall_unhedged: Option<Fall>,
    /// See `fall_unhedged`.
    pub fall_hedged: Option<Fall>,
    /// The days on which the condors lost most, the worst first.
    pub worst: Vec<Day>,
    /// By VIX at the close before.
    pub by_vix: Vec<Part>,
    /// By what the nearest recorded futures stood above or below VIX at the close before; empty without futures.
    pub by_curve: Vec<Part>,
    /// By year.
    pub by_year: Vec<Part>,
}

/// A fall from a high.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fall {
    /// Dollars, above zero.
    pub amount: f64,
    /// The day of the high, and that of the low.
    pub from: String,
    /// See `from`.
    pub to: String,
}

/// One day.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Day {
    /// Its date.
    pub date: String,
    /// Move of SPX since the session before, a fraction.
    pub spx_move: f64,
    /// VIX at its close.
    pub vix: f64,
    /// What changed on it.
    pub condors: f64,
    /// See `condors`.
    pub hedge: f64,
    /// See `condors`.
    pub total: f64,
}

/// The sessions that have something in common, added up.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// What they have in common.
    pub title: String,
    /// How many.
    pub sessions: u32,
    /// What changed on them.
    pub condors: f64,
    /// See `condors`.
    pub hedge: f64,
    /// See `condors`.
    pub total: f64,
    /// The hedge's gain over the condors' loss; `None` where the condors do not lose.
    pub offset: Option<f64>,
}

/// VIX at which regimes begin.
const REGIMES: [f64; 5] = [0.0, 15.0, 20.0, 25.0, 35.0];

impl History {
    /// Reads the reader's texts and stands before the first session, or says what is wrong with them.
    pub fn new(plan: &Plan, texts: &[String]) -> Result<Self, Vec<Problem>> {
        let typed = &plan.inputs().evidence.history;
        let text = |nth: usize| texts.get(nth).map_or("", String::as_str);
        let PastSessions { sessions, notes } = PastSessions::read(text(0), text(1), &reading(typed))?;
        let package = plan.package();
        let pattern = Pattern {
            market: package.market.clone(),
            condor: package.condor,
            layers: package.layers.clone(),
            tenors: plan
                .inputs()
                .futures
                .iter()
                .map(|row| Days::new(row.dte))
                .collect(),
        };
        Ok(Self {
            standings: Vec::with_capacity(sessions.len()),
            sessions,
            notes,
            walk: Walk::new(pattern, rules(typed)),
        })
    }

    /// The sessions walked through, each with where things stood at its close.
    pub fn walked(&self) -> impl Iterator<Item = (&Session, &Standing)> {
        self.sessions.iter().zip(&self.standings)
    }

    /// What it comes to so far.
    pub fn figures(&self) -> Figures {
        let last = self.standings.last().copied().unwrap_or_default();
        let ends = self
            .sessions
            .first()
            .zip(self.walked().last().map(|(session, _)| session));
        let years = ends.map_or(0.0, |(first, last)| {
            f64::from(days_between(first.date, last.date)) / 365.25
        });
        let a_year = |dollars: f64| (years > 1.0 / 12.0).then(|| dollars / years);
        let total = last.condors + last.layers;
        let days: Vec<Day> = self.days().collect();
        let mut worst = days.clone();
        worst.sort_by(|one, other| one.condors.total_cmp(&other.condors));
        worst.retain(|day| day.condors < 0.0);
        worst.truncate(WORST);
        let before = || self.before().zip(&days);
        Figures {
            sessions: count(self.standings.len()),
            first: ends.map(|(first, _)| iso(first.date)),
            last: ends.map(|(_, last)| iso(last.date)),
            years,
            entries: self.walk.entries,
            bought: self.walk.bought,
            monetised: self.walk.monetised,
            credit: last.credit,
            premium: last.premium,
            condors: last.condors,
            hedge: last.layers,
            total,
            condors_per_year: a_year(last.condors),
            hedge_per_year: a_year(last.layers),
            total_per_year: a_year(total),
            cost_share: (last.credit > 0.0).then(|| -last.layers / last.credit),
            fall_unhedged: self.fall(|standing| standing.condors),
            fall_hedged: self.fall(|standing| standing.condors + standing.layers),
            worst,
            by_vix: parts(before().map(|(session, day)| (regime(session.vix), day))),
            by_curve: parts(before().filter_map(|(session, day)| Some((shape(session)?, day)))),
            by_year: parts(days.iter().map(|day| (year(&day.date), day))),
        }
    }

    /// What changed from each session to the next; on the first, from nothing.
    fn days(&self) -> impl Iterator<Item = Day> {
        let was = [Standing::default()];
        let was = was.into_iter().chain(self.standings.iter().copied());
        let steps = was.zip(self.before()).zip(self.walked());
        steps.map(|((was, before), (session, is))| {
            let (condors, hedge) = (is.condors - was.condors, is.layers - was.layers);
            Day {
                date: iso(session.date),
                spx_move: session.spx / before.spx - 1.0,
                vix: session.vix,
                condors,
                hedge,
                total: condors + hedge,
            }
        })
    }

    /// The session before each; the first has none but itself.
    fn before(&self) -> impl Iterator<Item = &Session> {
        self.sessions.iter().take(1).chain(&self.sessions)
    }

    fn fall(&self, of: fn(&Standing) -> f64) -> Option<Fall> {
        // Before the first session nothing was lost.
        let (mut high, mut deepest) = ((self.sessions.first()?.date, 0.0_f64), None::<(f64, Date, Date)>);
        for (session, standing) in self.walked() {
            let now = of(standing);
            if now >= high.1 {
                high = (session.date, now);
            } else if deepest.is_none_or(|(amount, ..)| high.1 - now > amount) {
                deepest = Some((high.1 - now, high.0, session.date));
            }
        }
        deepest.map(|(amount, from, to)| Fall {
            amount,
            from: iso(from),
            to: iso(to),
        })
    }
}

impl Inquiry for History {
    fn advance(&mut self) {
        let from = self.standings.len();
        for session in self.sessions.iter().skip(from).take(PIECE) {
            self.standings.push(self.walk.step(session));
        }
    }

    fn progress(&self) -> f64 {
        f64::from(count(self.standings.len())) / f64::from(count(self.sessions.len().max(1)))
    }

    fn panel(&self) -> Panel {
        panel::panel(&self.figures(), &self.notes)
    }
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

fn reading(typed: &Typed) -> Reading {
    Reading {
        decimal: match typed.walk_decimal.as_str() {
            "dot" => Some(Mark::Dot),
            "comma" => Some(Mark::Comma),
            _ => None,
        },
        dates: match typed.walk_dates.as_str() {
            "dayFirst" => Some(DayOrder::DayFirst),
            "monthFirst" => Some(DayOrder::MonthFirst),
            _ => None,
        },
    }
}

fn rules(typed: &Typed) -> Rules {
    Rules {
        every: typed.walk_every.map(Days::new),
        strikes: match typed.walk_strikes.as_str() {
            "percent" => Strikes::Percent,
            "delta" => Strikes::Delta(typed.walk_delta / 100.0),
            _ => Strikes::Moves,
        },
        budget: typed.walk_budget.map(|percent| percent / 100.0),
        hedge: [typed.walk_hedge_from, typed.walk_hedge_to],
        condors_to: typed.walk_condors_to,
        monetise: typed.walk_monetise,
        roll: typed.walk_roll.map(Days::new),
    }
}

/// The regime of a VIX: its place among all, and what it is called.
fn regime(vix: f64) -> (usize, String) {
    let nth = REGIMES.partition_point(|&from| from <= vix).saturating_sub(1);
    let from = REGIMES.get(nth).copied().unwrap_or(0.0);
    let title = match REGIMES.get(nth + 1) {
        Some(to) if nth == 0 => format!("VIX below {to}"),
        Some(to) => format!("VIX {from} to {to}"),
        None => format!("VIX {from} and above"),
    };
    (nth, title)
}

/// Whether the nearest recorded future stands above VIX; none without futures.
fn shape(session: &Session) -> Option<(usize, String)> {
    let nearest = session
        .futures
        .iter()
        .min_by(|one, other| one.tenor.get().total_cmp(&other.tenor.get()))?;
    Some(if nearest.price > session.vix {
        (0, String::from("Contango: the nearest future above VIX"))
    } else {
        (
            1,
            String::from("Backwardation: the nearest future at VIX or below"),
        )
    })
}

fn year(date: &str) -> (usize, String) {
    let year = date.split('-').next().unwrap_or_default();
    (year.parse().unwrap_or_default(), String::from(year))
}

/// Days with something in common added up, in the order of its places.
fn parts<'d>(days: impl Iterator<Item = ((usize, String), &'d Day)>) -> Vec<Part> {
    let mut parts: Vec<(usize, Part)> = Vec::new();
    for ((place, title), day) in days {
        let at = parts
            .binary_search_by_key(&place, |(place, _)| *place)
            .unwrap_or_else(|at| {
                let fresh = Part {
                    title,
                    sessions: 0,
                    condors: 0.0,
                    hedge: 0.0,
                    total: 0.0,
                    offset: None,
                };
                parts.insert(at, (place, fresh));
                at
            });
        let Some((_, part)) = parts.get_mut(at) else {
            continue;
        };
        part.sessions += 1;
        part.condors += day.condors;
        part.hedge += day.hedge;
        part.total += day.total;
    }
    let mut parts: Vec<Part> = parts.into_iter().map(|(_, part)| part).collect();
    for part in &mut parts {
        part.offset = (part.condors < -0.005).then(|| part.hedge / -part.condors);
    }
    parts
}

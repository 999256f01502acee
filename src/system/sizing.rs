//! Sizing: how many VIX calls at three tenors, what they cost and cover, and whether touching them helps.

mod panel;

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::affordable::{CountNeed, Limits, VegaNeed, count_need, vega_need};
use crate::black76::Kind;
use crate::budget::Count;
use crate::call_set::{CallSet, Reading, SetTerms, TENORS, counted};
use crate::call_spread::{ThreeWays, three_ways};
use crate::contango::{Contango, Gate};
use crate::contract::VIX_OPTION;
use crate::exit_alarm::{ExitAlarm, exit_alarm};
use crate::gamma_scalp::{GammaScalp, gamma_scalp};
use crate::inputs::systems::sizing as inputs;
use crate::market::{Shock, State as MarketState};
use crate::package::Package;
use crate::panel::Panel;
use crate::path::{EPISODES, sketched};
use crate::plan::Plan;
use crate::preset::Preset;
use crate::scenario::standing;
use crate::sizing::{Footing, RuleSize, Size, SizeBy, Sizing, Targets};
use crate::strike_rule::StrikeRule;
use crate::system::{About, System};
use crate::units::{Days, Rate, Usd};
use crate::walk::{Arrival, Position, Walk, arrival, condor_along, walks, within_life};
use crate::whole_contracts::whole;

/// The scenario a hedge is judged by.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct JudgedBy {
    /// Its name.
    pub id: &'static str,
    /// What happens.
    pub title: String,
    /// SPX level.
    pub spx: f64,
    /// VIX level.
    pub vix: f64,
    /// Days from now.
    pub day: Days,
    /// What the condors gain in it.
    pub condor: Usd,
}

/// One tenor of the set. Dollars, for all its contracts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tenor {
    /// Days to expiry.
    pub days: Days,
    /// Its VIX future.
    pub future: f64,
    /// Strike by rule, before listing; `None` where no strike has the delta.
    pub by_rule: Option<f64>,
    /// Strike, VIX points.
    pub strike: f64,
    /// Black's delta of one call.
    pub delta: f64,
    /// Vol used, a fraction.
    pub vol: f64,
    /// Price of one call, VIX points.
    pub price: f64,
    /// Calls of one set.
    pub mix: f64,
    /// Whole contracts.
    pub contracts: f64,
    /// Cost at the start, fees and slippage included.
    pub upfront: Usd,
    /// Share of that cost.
    pub share_of_cost: Option<f64>,
    /// What it loses over the condor's life if nothing moves.
    pub carry: Usd,
    /// The same, bought again at each expiry.
    pub rolled: Usd,
    /// Per calendar day, Black's.
    pub theta: Usd,
    /// Per point of spot VIX.
    pub per_vix_point: Usd,
    /// What it gains in the scenario.
    pub gain: Usd,
    /// Share of what all gain.
    pub share_of_gain: Option<f64>,
    /// Dollars gained per dollar lost over the condor's life if nothing moves; `None` where nothing is lost.
    pub per_carry: Option<f64>,
    /// Dollars gained per dollar lost with rolls.
    pub per_rolled: Option<f64>,
    /// Its place by `per_carry`, 1 the best; a tenor that loses nothing comes first.
    pub rank: f64,
}

/// What one habit came to along a path.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HabitResult {
    /// What the hedge has gained when the path ends.
    pub hedge: Usd,
    /// Condor and hedge together then.
    pub total: Usd,
    /// Where both together stood lowest.
    pub lowest: Usd,
    /// `total` against the hedge left alone.
    pub adds: Usd,
    /// Fees and slippage of the hedge, the first purchase among them.
    pub costs: Usd,
    /// Sessions after which something was traded.
    pub trades: f64,
    /// Share of the condors' loss returned when the path ends.
    pub offset: Option<f64>,
    /// The same after the session on which the condors stand lowest.
    pub offset_at_worst: Option<f64>,
}

/// One session of a path.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// Days from now.
    pub day: Days,
    /// SPX level.
    pub spx: f64,
    /// VIX level.
    pub vix: f64,
    /// The condors.
    pub condor: Usd,
    /// The hedge left alone, looked at once a week, and twice.
    pub hedge: [Usd; 3],
    /// Condors and the hedge left alone.
    pub total: Usd,
    /// Whether SPX is beyond an exit alarm.
    pub alarm: bool,
}

/// The path the reader picked.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PathResult {
    /// When it was.
    pub title: &'static str,
    /// Its sessions, until the condor expires.
    pub sessions: Vec<Session>,
    /// Left alone, looked at once a week, and twice.
    pub habits: Vec<HabitResult>,
    /// Sessions that end with the package at a loss.
    pub red_sessions: f64,
    /// Sessions that end beyond an exit alarm.
    pub alarm_sessions: f64,
    /// Days to the first of them.
    pub first_alarm: Option<Days>,
    /// What condors and hedge, left alone, stood at then.
    pub total_at_alarm: Option<Usd>,
}

/// A spike of the past over today's levels.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EpisodeResult {
    /// When it was.
    pub title: &'static str,
    /// Sessions the condor lives to see.
    pub sessions: f64,
    /// The condors where they stood lowest.
    pub condor_at_worst: Usd,
    /// Share of that loss returned, left alone.
    pub offset_at_worst: Option<f64>,
    /// Looked at once a week.
    pub offset_weekly: Option<f64>,
    /// Looked at twice a week.
    pub offset_twice: Option<f64>,
    /// Condors and hedge at the end, left alone.
    pub total: Usd,
    /// Looked at once a week.
    pub total_weekly: Usd,
    /// Looked at twice a week.
    pub total_twice: Usd,
}

/// What the condors return over their life if nothing happens, fractions.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Returns {
    /// Their most over their margin.
    pub bare: f64,
    /// The same less what the hedge loses, over margin and what is paid for the hedge.
    pub hedged: f64,
}

/// The range of what the hedge left alone returns over the spikes of the past, where the condors stand lowest; of
/// those in which they lose.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Returned {
    /// The least share of a loss.
    pub least: Option<f64>,
    /// The most.
    pub most: Option<f64>,
}

impl Returned {
    fn of(episodes: &[EpisodeResult]) -> Self {
        let shares = || episodes.iter().filter_map(|episode| episode.offset_at_worst);
        Self {
            least: shares().reduce(f64::min),
            most: shares().reduce(f64::max),
        }
    }
}

/// Every figure of sizing.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SizingSystem {
    /// The scenario the hedge is judged by.
    pub judged_by: JudgedBy,
    /// The three tenors, with the contracts of the chosen rule.
    pub tenors: Vec<Tenor>,
    /// Each rule alone.
    pub rules: Vec<RuleSize>,
    /// The chosen rule.
    pub chosen: RuleSize,
    /// What is shown and carried along the paths: the chosen rule's whole contracts, or one set where it has no
    /// answer.
    pub size: Size,
    /// What the condors return on their margin if nothing happens, alone and with the hedge.
    pub returns: Returns,
    /// The reader's own layers in the same terms.
    pub typed: Size,
    /// One set on each count of cost.
    pub counts: Vec<CountNeed>,
    /// One whole set in the terms of every rule.
    pub one: Size,
    /// What the shares of the vega aimed at take.
    pub vega: Vec<VegaNeed>,
    /// Each tenor bought, as a spread, and sold.
    pub spreads: Vec<ThreeWays>,
    /// Gamma scalping of each tenor.
    pub scalps: Vec<GammaScalp>,
    /// The step between the first two futures; `None` with fewer.
    pub contango: Option<Contango>,
    /// Whether it allows adding.
    pub gate: Option<Gate>,
    /// The exit alarms.
    pub alarm: ExitAlarm,
    /// The path picked.
    pub path: PathResult,
    /// Every spike of the past.
    pub episodes: Vec<EpisodeResult>,
    /// What the hedge left alone returns in them.
    pub returned: Returned,
}

const QUESTION: &str = "Does 4/4/2 offset spikes without intraday tweaks, and how much of it is enough?";
const SOURCE: &str =
    "Document 001: 4/4/2 VIX calls beside short condors, 8-12 % of the credit, no more than 15 %";

impl System for SizingSystem {
    const ABOUT: About = About {
        id: "sizing",
        question: QUESTION,
        source: SOURCE,
        groups: &["sizing", "sizingLimits", "sizingPath"],
        presets: &[
            Preset {
                id: "sizing",
                title: "4/4/2, sized",
                question: QUESTION,
                source: SOURCE,
                link: "v=1&system=sizing",
            },
            Preset {
                id: "sizing-weights",
                title: "4/4/2 as weights of the premium",
                question: "What does a tenth of the credit buy, spread 40/40/20?",
                source: "Document 001: 8-12 % of the credit; the weights are another reading of 4/4/2",
                link: "v=1&system=sizing&setReading=premium&sizeBy=credit",
            },
            Preset {
                id: "sizing-long",
                title: "4/4/2 at 30, 110 and 220 days, sized",
                question: "Do the longer tenors that most pages name cover more for the money?",
                source: "The publisher’s glossary: three layers at 30, 110 and 220 days",
                link: "v=1&system=sizing&nearDte=30&middleDte=110&farDte=220",
            },
            Preset {
                id: "sizing-vega",
                title: "Enough calls for 60 % of the vega",
                question: "What would it take to take away 60 to 75 % of the vega?",
                source: "Document 004: 60-75 % of the stressed vega; the cap of document 001 is lifted to show it",
                link: "v=1&system=sizing&sizeBy=vega&creditCap=10000",
            },
        ],
    };

    fn of(plan: &Plan) -> Self {
        let typed = &plan.systems().sizing;
        let package = plan.package();
        let judge = judged_by(plan, &typed.offset_in);
        let footing = Footing::new(package, judge.1);
        let set = CallSet::new(package, plan.costs(), &set_terms(typed));
        let sizing = Sizing::new(package, &set, footing, targets(typed));
        let rules: Vec<RuleSize> = SizeBy::ALL.iter().map(|&rule| sizing.by(rule)).collect();
        let chosen = sizing.by(SizeBy::named(&typed.size_by));
        let one = sizing.size(counted(set.one));
        let size = chosen.whole.unwrap_or(one);
        let contracts = size.contracts.map(whole);
        let hedged = hedged(package, &set, contracts);
        let carried = Carried::new(plan, &set, contracts);
        let limits = Limits {
            low: Rate::from_percent(typed.budget_low),
            high: Rate::from_percent(typed.budget_high),
            cap: Rate::from_percent(typed.credit_cap),
        };
        let life = package.condor.expiry;
        let alarm = exit_alarm(&hedged, Rate::from_percent(typed.ignore_band));
        let episodes = carried.episodes();
        let summaries: Vec<EpisodeResult> = episodes.iter().filter_map(Walked::summary).collect();
        let contango = Contango::of(&package.market.curve);
        Self {
            tenors: tenors(package, &set, &sizing, size.contracts),
            counts: Count::ALL
                .iter()
                .map(|&count| count_need(package, plan.costs(), &set, &footing, limits, count))
                .collect(),
            vega: [typed.vega_share, typed.vega_high]
                .iter()
                .map(|&share| vega_need(&set, &sizing, Rate::from_percent(share)))
                .collect(),
            spreads: set
                .rungs
                .iter()
                .zip(size.contracts)
                .map(|(rung, number)| {
                    let width = typed.spread_width;
                    three_ways(
                        &package.market,
                        life,
                        plan.costs(),
                        rung,
                        number,
                        width,
                        footing.shock,
                    )
                })
                .collect(),
            scalps: set
                .rungs
                .iter()
                .zip(size.contracts)
                .map(|(rung, number)| gamma_scalp(&package.market, rung, number, typed.vix_day / 100.0))
                .collect(),
            gate: contango.map(|step| step.gate(Rate::from_percent(typed.contango_gate))),
            contango,
            path: carried.picked(&episodes, &alarm),
            returned: Returned::of(&summaries),
            episodes: summaries,
            alarm,
            returns: returns(package, &size, footing.credit),
            typed: sizing.typed_layers(),
            judged_by: JudgedBy {
                condor: footing.condor_gain,
                ..judge.0
            },
            rules,
            chosen,
            size,
            one,
        }
    }

    fn panel(&self, plan: &Plan) -> Panel {
        self.shown(plan)
    }
}

/// The scenario of a name, and its shock; the what-if for a name that is none.
fn judged_by(plan: &Plan, id: &str) -> (JudgedBy, Shock) {
    let of = |id: &'static str, title: String, shock: Shock| {
        let told = JudgedBy {
            id,
            title,
            spx: shock.spx,
            vix: shock.vix,
            day: shock.day,
            condor: Usd::ZERO,
        };
        (told, shock)
    };
    standing(plan.package())
        .into_iter()
        .find(|scenario| scenario.id == id)
        .map_or_else(
            || of(inputs::SCENARIOS[0], String::from("Your what-if"), plan.what_if()),
            |scenario| of(scenario.id, scenario.title, scenario.shock),
        )
}

fn returns(package: &Package, size: &Size, credit: Usd) -> Returns {
    let condor = &package.condor;
    let (most, margin) = (condor.gain_at(0.0).get(), condor.dollars(condor.width()).get());
    Returns {
        bare: most / margin,
        hedged: (most - size.share.life * credit.get()) / (margin + size.dollars.get()),
    }
}

fn set_terms(typed: &inputs::Sizing) -> SetTerms {
    let strikes = [typed.near_strike, typed.middle_strike, typed.far_strike];
    SetTerms {
        tenors: [typed.near_dte, typed.middle_dte, typed.far_dte].map(Days::new),
        rules: strikes.map(|strike| match typed.strikes_by.as_str() {
            "level" => StrikeRule::Level(strike),
            "above" => StrikeRule::AboveFuture(Rate::from_percent(typed.call_above)),
            _ => StrikeRule::Delta(typed.call_delta),
        }),
        numbers: [typed.near_count, typed.middle_count, typed.far_count],
        reading: if typed.reading == inputs::READINGS[1] {
            Reading::Premium
        } else {
            Reading::Contracts
        },
    }
}

fn targets(typed: &inputs::Sizing) -> Targets {
    Targets {
        per_condor: typed.per_condor,
        credit: Rate::from_percent(typed.credit_share),
        count: Count::named(&typed.cost_count),
        dollars: Usd::new(typed.hedge_dollars),
        vega: Rate::from_percent(typed.vega_share),
        offset: Rate::from_percent(typed.offset_share),
        cap: Rate::from_percent(typed.credit_cap),
    }
}

/// The condor with the set in place of the reader's layers.
fn hedged(package: &Package, set: &CallSet, contracts: [u32; TENORS]) -> Package {
    let layers = set.rungs.iter().zip(contracts).filter(|(_, number)| *number > 0);
    Package {
        market: package.market.clone(),
        condor: package.condor,
        layers: layers
            .map(|(rung, number)| rung.layer.times(i32::try_from(number).unwrap_or(i32::MAX)))
            .collect(),
    }
}

fn tenors(package: &Package, set: &CallSet, sizing: &Sizing<'_>, contracts: [f64; TENORS]) -> Vec<Tenor> {
    let market = &package.market;
    let today = market.after(market.today());
    let gains = sizing.gains();
    let (cost, gain) = {
        let size = sizing.size(contracts);
        (size.dollars.get(), size.gain.get())
    };
    let share = |part: f64, all: f64| (all > 0.0).then(|| part / all);
    let mut found: Vec<Tenor> = set
        .rungs
        .iter()
        .enumerate()
        .map(|(index, rung)| {
            let number = contracts[index];
            let days = rung.tenor();
            let one = rung.layer.sensitivity(market);
            let option = today.vix_option(Kind::Call, rung.strike, days, None, rung.factor());
            Tenor {
                days,
                future: option.forward,
                by_rule: set.by_rule[index],
                strike: rung.strike,
                delta: one.delta.get() / VIX_OPTION.get(),
                vol: option.vol.get(),
                price: rung.layer.basis(),
                mix: set.mix[index],
                contracts: number,
                upfront: rung.cost.upfront * number,
                share_of_cost: share(rung.cost.upfront.get() * number, cost),
                carry: rung.cost.life * number,
                rolled: rung.cost.rolled * number,
                theta: one.theta * number,
                per_vix_point: rung.per_vix_point * number,
                gain: gains[index] * number,
                share_of_gain: share(gains[index].get() * number, gain),
                per_carry: share(gains[index].get(), rung.cost.life.get()),
                per_rolled: share(gains[index].get(), rung.cost.rolled.get()),
                rank: 0.0,
            }
        })
        .collect();
    let merit = |tenor: &Tenor| tenor.per_carry.unwrap_or(f64::INFINITY);
    let merits: Vec<f64> = found.iter().map(merit).collect();
    for tenor in &mut found {
        let better = merits.iter().filter(|other| **other > merit(tenor)).count();
        tenor.rank = 1.0 + f64::from(u32::try_from(better).unwrap_or(u32::MAX));
    }
    found
}

/// The hedge on its way along paths.
struct Carried<'p> {
    plan: &'p Plan,
    positions: [Position; TENORS],
}

impl<'p> Carried<'p> {
    fn new(plan: &'p Plan, set: &CallSet, contracts: [u32; TENORS]) -> Self {
        let rules = set_terms(&plan.systems().sizing).rules;
        Self {
            plan,
            positions: core::array::from_fn(|index| Position {
                rung: set.rungs[index],
                contracts: contracts[index],
                rule: rules[index],
            }),
        }
    }

    /// A path carried along as far as the condor lives.
    fn along(&self, title: &'static str, path: &[Shock]) -> Walked {
        let package = self.plan.package();
        let market = &package.market;
        let path = within_life(path, package.condor.expiry);
        let states: Vec<MarketState<'_>> = path.iter().map(|&shock| market.after(shock)).collect();
        let condor = condor_along(package, &states);
        let band = self.plan.systems().sizing.rebalance_band;
        let walks = walks(market, &states, &self.positions, band);
        Walked {
            title,
            path,
            condor,
            walks,
        }
    }

    /// Every spike of the past.
    fn episodes(&self) -> Vec<Walked> {
        let typed = &self.plan.systems().sizing;
        let market = &self.plan.package().market;
        EPISODES
            .iter()
            .map(|episode| {
                let path = episode.over(market, typed.path_scale, typed.path_beyond);
                self.along(episode.title, &path)
            })
            .collect()
    }

    /// The path the reader picked: one of the spikes, or their own.
    fn picked(&self, episodes: &[Walked], alarm: &ExitAlarm) -> PathResult {
        let typed = &self.plan.systems().sizing;
        let market = &self.plan.package().market;
        let of_episode = EPISODES
            .iter()
            .zip(episodes)
            .find(|(episode, _)| episode.id == typed.path);
        if let Some((_, walked)) = of_episode {
            return walked.session_by_session(alarm);
        }
        let path = sketched(market, &typed.sketch(), typed.path_scale, typed.path_beyond);
        self.along("your own path", &path).session_by_session(alarm)
    }
}

/// A path with what the condor gains on it and what the hedge does by each habit.
struct Walked {
    title: &'static str,
    path: Vec<Shock>,
    condor: Vec<Usd>,
    walks: [Walk; 3],
}

impl Walked {
    fn session_by_session(&self, alarm: &ExitAlarm) -> PathResult {
        let sessions: Vec<Session> = self
            .path
            .iter()
            .zip(&self.condor)
            .enumerate()
            .map(|(index, (shock, &condor))| Session {
                day: shock.day,
                spx: shock.spx,
                vix: shock.vix,
                condor,
                hedge: core::array::from_fn(|habit| self.walks[habit].hedge[index]),
                total: condor + self.walks[0].hedge[index],
                alarm: alarm.rings(shock.spx),
            })
            .collect();
        let number = |of: fn(&Session) -> bool| {
            let many = sessions.iter().filter(|session| of(session)).count();
            f64::from(u32::try_from(many).unwrap_or(u32::MAX))
        };
        let first = sessions.iter().find(|session| session.alarm);
        PathResult {
            title: self.title,
            habits: habits(&self.condor, &self.walks),
            red_sessions: number(|session| session.total < Usd::ZERO),
            alarm_sessions: number(|session| session.alarm),
            first_alarm: first.map(|session| session.day),
            total_at_alarm: first.map(|session| session.total),
            sessions,
        }
    }

    fn summary(&self) -> Option<EpisodeResult> {
        let [alone, weekly, twice] = self
            .walks
            .each_ref()
            .map(|walk| arrival(&self.condor, &walk.hedge));
        let (alone, weekly, twice) = (alone?, weekly?, twice?);
        Some(EpisodeResult {
            title: self.title,
            sessions: f64::from(u32::try_from(self.path.len()).unwrap_or(u32::MAX)),
            condor_at_worst: alone.condor_at_worst,
            offset_at_worst: alone.offset_at_worst,
            offset_weekly: weekly.offset_at_worst,
            offset_twice: twice.offset_at_worst,
            total: alone.total,
            total_weekly: weekly.total,
            total_twice: twice.total,
        })
    }
}

fn habits(condor: &[Usd], walks: &[Walk]) -> Vec<HabitResult> {
    let arrivals: Vec<(&Walk, Arrival)> = walks
        .iter()
        .filter_map(|walk| Some((walk, arrival(condor, &walk.hedge)?)))
        .collect();
    let alone = arrivals.first().map_or(Usd::ZERO, |(_, arrival)| arrival.total);
    arrivals
        .into_iter()
        .map(|(walk, arrival)| HabitResult {
            hedge: arrival.hedge,
            total: arrival.total,
            lowest: arrival.lowest,
            adds: arrival.total - alone,
            costs: walk.costs,
            trades: f64::from(walk.trades),
            offset: arrival.offset,
            offset_at_worst: arrival.offset_at_worst,
        })
        .collect()
}

//! A hedge of VIX calls carried along a path: left alone, or put back in order once or twice a week.

use alloc::vec::Vec;

use crate::black76::{Kind, Option76};
use crate::contract::VIX_OPTION;
use crate::market::{Market, Shock, State};
use crate::package::Package;
use crate::rung::Rung;
use crate::strike_rule::{StrikeRule, listed, strike};
use crate::units::{Days, Usd};

/// How often the hedge is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Habit {
    /// Never.
    LeftAlone,
    /// After every fifth session.
    Weekly,
    /// After the second and the fifth session of every five.
    TwiceWeekly,
}

impl Habit {
    /// Every habit, the calmest first.
    pub const ALL: [Habit; 3] = [Habit::LeftAlone, Habit::Weekly, Habit::TwiceWeekly];

    /// Whether the hedge is looked at after so many sessions.
    fn looks(self, sessions: usize) -> bool {
        match self {
            Habit::LeftAlone => false,
            Habit::Weekly => sessions.is_multiple_of(5),
            Habit::TwiceWeekly => sessions % 5 == 2 || sessions.is_multiple_of(5),
        }
    }
}

/// One rung of the hedge, in whole contracts, with the rule that strikes it again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Position {
    /// One contract as bought today.
    pub rung: Rung,
    /// How many.
    pub contracts: u32,
    /// Where a new one is struck.
    pub rule: StrikeRule,
}

/// What the hedge did along a path. Dollars, fees and slippage included; a gain is positive.
#[derive(Clone, Debug, PartialEq)]
pub struct Walk {
    /// What it has gained after each session.
    pub hedge: Vec<Usd>,
    /// Its fees and slippage, those of the first purchase among them.
    pub costs: Usd,
    /// Sessions after which something was traded.
    pub trades: u32,
}

/// Where condor and hedge stand when a path ends, and where they stood on the way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arrival {
    /// What the condor has gained at the end.
    pub condor: Usd,
    /// What the hedge has gained at the end.
    pub hedge: Usd,
    /// Both.
    pub total: Usd,
    /// The condor alone where it stood lowest.
    pub condor_at_worst: Usd,
    /// Both together where they stood lowest.
    pub lowest: Usd,
    /// Share of the condor's loss that the hedge returns at the end; `None` when it does not lose.
    pub offset: Option<f64>,
    /// The same after the session on which the condor stands lowest.
    pub offset_at_worst: Option<f64>,
}

/// Where a condor and a hedge arrive whose gains are given session by session; `None` without a session.
pub fn arrival(condor: &[Usd], hedge: &[Usd]) -> Option<Arrival> {
    let total = |(condor, hedge): (&Usd, &Usd)| *condor + *hedge;
    let sessions = || condor.iter().zip(hedge);
    let by = |one: &Usd, other: &Usd| one.get().total_cmp(&other.get());
    let last = sessions().next_back()?;
    let worst = sessions().min_by(|one, other| by(one.0, other.0))?;
    Some(Arrival {
        condor: *last.0,
        hedge: *last.1,
        total: total(last),
        condor_at_worst: *worst.0,
        lowest: sessions().map(total).min_by(by)?,
        offset: offset(last),
        offset_at_worst: offset(worst),
    })
}

/// Share of a loss that the hedge returns; less than half a cent is no loss.
fn offset((condor, hedge): (&Usd, &Usd)) -> Option<f64> {
    (condor.get() < -0.005).then(|| hedge.get() / -condor.get())
}

/// The sessions of a path that the condor lives to see; the one beyond its expiry is moved to it.
pub fn within_life(path: &[Shock], life: Days) -> Vec<Shock> {
    let before = path.iter().take_while(|shock| shock.day < life).count();
    path.iter()
        .take(before + 1)
        .map(|shock| Shock {
            day: shock.day.min(life),
            ..*shock
        })
        .collect()
}

/// What the condor has gained after each session of a path.
pub fn condor_along(package: &Package, path: &[State<'_>]) -> Vec<Usd> {
    path.iter().map(|state| package.condor.gain(state)).collect()
}

/// Carries positions along a path by every habit, in the order of [`Habit::ALL`].
///
/// A layer is traded only when the hedge is looked at and its delta has left its first value by more than
/// `band`, or it has settled: then it is sold at the model's price and bought again at its first tenor, struck
/// by its rule on that day's future, as many contracts as before. Nothing is traded after the last session.
/// A call that settles between two sessions pays on VIX in a straight line between them.
pub fn walks(market: &Market, path: &[State<'_>], positions: &[Position], band: f64) -> [Walk; 3] {
    let mut alone: Vec<Usd> = Vec::new();
    Habit::ALL.map(|habit| {
        let found = walk(market, path, positions, habit, band, &alone);
        if habit == Habit::LeftAlone {
            alone.clone_from(&found.hedge);
        }
        found
    })
}

/// One habit; `alone` is what the hedge left alone gains, which every hedge gains until something is traded.
fn walk(
    market: &Market,
    path: &[State<'_>],
    positions: &[Position],
    habit: Habit,
    band: f64,
    alone: &[Usd],
) -> Walk {
    let mut holdings: Vec<Holding> = positions
        .iter()
        .filter(|position| position.contracts > 0)
        .map(|position| Holding::new(market, position))
        .collect();
    let mut hedge = Vec::with_capacity(path.len());
    let mut trades = 0;
    let mut before = market.today();
    for (state, sessions) in path.iter().zip(1..) {
        for holding in &mut holdings {
            holding.settle(before, state.shock());
        }
        let known = alone.get(hedge.len()).filter(|_| trades == 0);
        hedge.push(known.map_or_else(|| sum(&holdings, |holding| holding.gain(state)), |gain| *gain));
        if habit.looks(sessions) && sessions < path.len() {
            let traded = holdings.iter_mut().map(|holding| holding.renew(state, band));
            trades += u32::from(traded.fold(false, |any, traded| any | traded));
        }
        before = state.shock();
    }
    Walk {
        hedge,
        costs: sum(&holdings, |holding| holding.costs),
        trades,
    }
}

fn sum(holdings: &[Holding], of: impl Fn(&Holding) -> Usd) -> Usd {
    holdings.iter().fold(Usd::ZERO, |sum, holding| sum + of(holding))
}

/// Contracts held, with the money they have taken and brought so far.
struct Holding {
    position: Position,
    strike: f64,
    expiry: Days,
    first_delta: f64,
    settled: bool,
    cash: Usd,
    costs: Usd,
}

impl Holding {
    fn new(market: &Market, position: &Position) -> Self {
        let state = market.after(market.today());
        let layer = &position.rung.layer;
        let mut held = Self {
            position: *position,
            strike: position.rung.strike,
            expiry: layer.terms().expiry,
            first_delta: 0.0,
            settled: false,
            cash: Usd::ZERO,
            costs: Usd::ZERO,
        };
        held.first_delta = held.option(&state).sensitivity().delta;
        held.trade(-layer.basis());
        held
    }

    fn option(&self, state: &State<'_>) -> Option76 {
        let factor = self.position.rung.layer.factor();
        state.vix_option(Kind::Call, self.strike, self.expiry, None, factor)
    }

    fn dollars(&self, points: f64) -> Usd {
        VIX_OPTION * (points * f64::from(self.position.contracts))
    }

    /// Takes the money of a sale at a price, or pays that of a purchase, below zero; with costs.
    fn trade(&mut self, points: f64) {
        let costs = self.position.rung.layer.costs_at(points.abs()) * f64::from(self.position.contracts);
        self.cash += self.dollars(points) - costs;
        self.costs += costs;
    }

    /// Pays out a call that has expired since the session before.
    fn settle(&mut self, before: Shock, now: Shock) {
        if self.settled || self.expiry > now.day {
            return;
        }
        let gone = self.expiry.since(before.day).get() / now.day.since(before.day).get();
        let vix = before.vix + (now.vix - before.vix) * gone;
        self.cash += self.dollars((vix - self.strike).max(0.0));
        self.settled = true;
    }

    fn gain(&self, state: &State<'_>) -> Usd {
        if self.settled {
            self.cash
        } else {
            self.cash + self.dollars(self.option(state).price())
        }
    }

    /// Sells what has drifted and buys it again; whether anything was traded.
    fn renew(&mut self, state: &State<'_>, band: f64) -> bool {
        let held = (!self.settled).then(|| self.option(state).sensitivity());
        if held.is_some_and(|held| (held.delta - self.first_delta).abs() <= band) {
            return false;
        }
        let layer = &self.position.rung.layer;
        let expiry = Days::new(state.shock().day.get() + layer.terms().expiry.get());
        let Some(level) = strike(self.position.rule, state, expiry, layer.factor()) else {
            return false;
        };
        if let Some(held) = held {
            self.trade(held.price);
        }
        self.strike = listed(level);
        self.expiry = expiry;
        self.settled = false;
        let bought = self.option(state).sensitivity();
        self.first_delta = bought.delta;
        self.trade(-bought.price);
        true
    }
}

//! What a budget takes: how many condors carry a set, how far up it must be struck, how many sets cover the vega.

use serde::Serialize;

use crate::budget::{Count, fewest_condors};
use crate::call_set::{CallSet, TENORS, counted};
use crate::contract::Costs;
use crate::market::Market;
use crate::math::ceil;
use crate::package::Package;
use crate::root::first_root_on;
use crate::rung::{Rung, call};
use crate::sizing::{Footing, Size, Sizing, of_loss};
use crate::strike_rule::listed_from;
use crate::units::{Rate, Usd};

/// Shares above the future at which the cost of a set is looked at, the future itself first.
const SHARES: [f64; 11] = [0.0, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0, 1.5, 2.5, 4.0];
/// Exact enough for strikes that are then taken from a list.
const TOLERANCE: f64 = 1e-9;

/// The shares of the credit a budget is held to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Lower end of the budget.
    pub low: Rate,
    /// Upper end.
    pub high: Rate,
    /// The cap.
    pub cap: Rate,
}

/// What one whole set takes on one count of cost.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CountNeed {
    /// The count.
    pub count: &'static str,
    /// Dollars of one set.
    pub cost: Usd,
    /// The same as a share of the gross credit.
    pub share: f64,
    /// Fewest condors for which one set stays within the lower end of the budget.
    pub condors_low: Option<f64>,
    /// Within the upper end.
    pub condors_high: Option<f64>,
    /// Within the cap.
    pub condors_cap: Option<f64>,
    /// How far above each future the whole set must be struck to fit the upper end, a share of the future; 0
    /// where it fits at the futures, `None` where it fits nowhere.
    pub above: Option<f64>,
    /// The listed strike of the nearest calls from there on.
    pub near: Option<f64>,
    /// Of the middle ones.
    pub middle: Option<f64>,
    /// Of the farthest.
    pub far: Option<f64>,
    /// Cost of the set at those strikes, on this count, as a share of the credit.
    pub share_there: Option<f64>,
    /// Share of the condors' answer to a VIX point that it takes away there.
    pub vega: Option<f64>,
    /// Share of their loss in the scenario that it returns there.
    pub offset: Option<f64>,
}

/// How many sets take away a share of the condors' answer to VIX.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VegaNeed {
    /// The share aimed at.
    pub target: f64,
    /// Sets, with fractions; `None` where the condors gain with VIX.
    pub sets: Option<f64>,
    /// Whole sets.
    pub whole_sets: Option<f64>,
    /// What the whole sets come to.
    pub size: Option<Size>,
}

/// What one whole set takes on one count.
pub fn count_need(
    package: &Package,
    costs: Costs,
    set: &CallSet,
    footing: &Footing,
    limits: Limits,
    count: Count,
) -> CountNeed {
    let one = counted(set.one);
    let cost = count.of(&set.cost(one));
    let credit = footing.credit * (1.0 / footing.condors);
    let condors = |limit: Rate| fewest_condors(cost, limit.get(), credit);
    let budget = footing.credit * limits.high.get();
    let above = lowest_that_fits(package, costs, set, count, budget);
    let strikes = above.map(|share| strikes_above(&package.market, set, share));
    let there = strikes.map(|strikes| struck_at(package, costs, set, footing, count, strikes));
    CountNeed {
        count: count.id(),
        cost,
        share: cost.get() / footing.credit.get(),
        condors_low: condors(limits.low),
        condors_high: condors(limits.high),
        condors_cap: condors(limits.cap),
        above,
        near: strikes.map(|[near, _, _]| near),
        middle: strikes.map(|[_, middle, _]| middle),
        far: strikes.map(|[_, _, far]| far),
        share_there: there.map(|there| there.cost.get() / footing.credit.get()),
        vega: there.and_then(|there| of_loss(there.per_vix_point, footing.condor_per_vix_point)),
        offset: there.and_then(|there| of_loss(there.gain, footing.condor_gain)),
    }
}

/// The least share above the futures from which one set fits a budget; 0 where it fits at the futures.
fn lowest_that_fits(
    package: &Package,
    costs: Costs,
    set: &CallSet,
    count: Count,
    budget: Usd,
) -> Option<f64> {
    let (market, life) = (&package.market, package.condor.expiry);
    let over = |share: f64| {
        let spent = set
            .rungs
            .iter()
            .zip(set.one)
            .fold(Usd::ZERO, |sum, (rung, number)| {
                if number == 0 {
                    return sum;
                }
                let layer = call(
                    market,
                    costs,
                    rung.tenor(),
                    future(market, rung) * (1.0 + share),
                    rung.factor(),
                );
                sum + count.cost(&layer, market, life) * f64::from(number)
            });
        (spent - budget).get()
    };
    if over(0.0) <= 0.0 {
        return Some(0.0);
    }
    first_root_on(&SHARES, TOLERANCE, over)
}

fn future(market: &Market, rung: &Rung) -> f64 {
    market.after(market.today()).future(rung.tenor(), None)
}

fn strikes_above(market: &Market, set: &CallSet, share: f64) -> [f64; TENORS] {
    set.rungs
        .map(|rung| listed_from(future(market, &rung) * (1.0 + share)))
}

/// What one set comes to at other strikes.
#[derive(Clone, Copy)]
struct StruckAt {
    cost: Usd,
    per_vix_point: Usd,
    gain: Usd,
}

/// One set at other strikes: its cost on one count, and what it does.
fn struck_at(
    package: &Package,
    costs: Costs,
    set: &CallSet,
    footing: &Footing,
    count: Count,
    strikes: [f64; TENORS],
) -> StruckAt {
    let (market, life) = (&package.market, package.condor.expiry);
    let state = market.after(footing.shock);
    let mut found = StruckAt {
        cost: Usd::ZERO,
        per_vix_point: Usd::ZERO,
        gain: Usd::ZERO,
    };
    for ((rung, strike), number) in set.rungs.iter().zip(strikes).zip(counted(set.one)) {
        let layer = call(market, costs, rung.tenor(), strike, rung.factor());
        found.cost += count.cost(&layer, market, life) * number;
        found.per_vix_point += layer.dollars_per_vix_point(market, market.response) * number;
        found.gain += layer.gain(market, &state) * number;
    }
    found
}

/// How many sets take away `target` of the condors' answer to VIX.
pub fn vega_need(set: &CallSet, sizing: &Sizing<'_>, target: Rate) -> VegaNeed {
    let one = counted(set.one);
    let share = sizing.size(one).vega.filter(|share| *share > 0.0);
    let sets = share.map(|share| target.get() / share);
    // A share reached to the last digit is reached.
    let whole_sets = sets.map(|sets| ceil(sets * (1.0 - 1e-12)));
    VegaNeed {
        target: target.get(),
        sets,
        whole_sets,
        size: whole_sets.map(|sets| sizing.size(one.map(|number| number * sets))),
    }
}

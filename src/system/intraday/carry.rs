//! What holding the futures costs: the basis that runs off, the margin that ties up money, and worse fills.

use alloc::vec::Vec;

use serde::Serialize;

use super::Contracts;
use super::spike::fill_loss;
use crate::inputs::systems::intraday::Intraday;
use crate::math::ln;
use crate::plan::Plan;
use crate::units::{DAYS_PER_YEAR, Days, Usd};

/// VIX levels at which fills are told.
const LEVELS: [f64; 6] = [15.0, 20.0, 25.0, 30.0, 40.0, 60.0];

/// What holding overnight costs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Carry {
    /// The future less spot VIX, points.
    pub basis: f64,
    /// Points one future loses in a day if spot VIX stays.
    pub roll: f64,
    /// The yearly rate the basis amounts to, continuous.
    pub implied_rate: f64,
    /// That less the interest rate.
    pub differential: f64,
    /// What the target loses in a night to the basis.
    pub basis_per_night: Usd,
    /// What its margin costs in a night: cost of capital less interest earned.
    pub funding_per_night: Usd,
    /// The two together.
    pub per_night: Usd,
}

/// What a fill loses at a VIX level.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Fill {
    /// VIX level.
    pub vix: f64,
    /// Points of the future.
    pub points: f64,
    /// Dollars on the whole target, one way.
    pub dollars: Usd,
}

pub(super) fn carry(plan: &Plan, typed: &Intraday, contracts: &Contracts) -> Carry {
    let market = &plan.package().market;
    let (spot, expiry) = (market.curve.spot(), contracts.one.terms().expiry);
    let price = contracts.one.price();
    let tomorrow = market.curve.future(Days::new(expiry.get() - 1.0));
    let roll = price - tomorrow;
    let implied_rate = ln(price / spot) / expiry.years().get();
    let target = f64::from(contracts.target);
    let basis_per_night = contracts.dollars(roll) * target;
    let over_interest = plan.capital().wacc.get() - market.rate.get();
    let funding_per_night = contracts.margin(typed) * (over_interest / DAYS_PER_YEAR);
    Carry {
        basis: price - spot,
        roll,
        implied_rate,
        differential: implied_rate - market.rate.get(),
        basis_per_night,
        funding_per_night,
        per_night: basis_per_night + funding_per_night,
    }
}

pub(super) fn fills(typed: &Intraday, contracts: &Contracts) -> Vec<Fill> {
    let loss = fill_loss(typed);
    LEVELS
        .iter()
        .map(|&vix| Fill {
            vix,
            points: loss.at(vix),
            dollars: contracts.dollars(loss.at(vix)) * f64::from(contracts.target),
        })
        .collect()
}

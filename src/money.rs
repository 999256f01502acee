//! What the position asks of the money behind it: financing, beta, required return, the bad tail.

use crate::condor::Sensitivity;
use crate::difference::derivative;
use crate::distribution::expected_shortfall;
use crate::hedge_cost::FourCounts;
use crate::market::Shock;
use crate::package::Package;
use crate::plan::Plan;
use crate::units::{DAYS_PER_YEAR, Usd};

/// Share of outcomes that expected shortfall averages over.
pub const TAIL: f64 = 0.05;

/// A figure for a fall of SPX and the one for a rise: the line has a slope for each.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct BothWays {
    /// For a fall.
    pub fall: f64,
    /// For a rise.
    pub rise: f64,
}

/// Financing, beta, return and tail of the package.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Money {
    /// WACC x margin x days / 365.
    pub financing: Usd,
    /// The same in index points per condor: how far it moves a break-even.
    pub financing_points: f64,
    /// Maximum profit less the hedge's cost over the condor's life, over margin and premium.
    pub return_on_capital: f64,
    /// Dollar beta times SPX over capital.
    pub beta: BothWays,
    /// Interest rate plus beta (mean of both ways) times the equity premium, a year.
    pub required_return: f64,
    /// Mean of the worst 5 % of results at the condor's expiry; a loss is negative.
    pub expected_shortfall: Usd,
}

/// Dollars per SPX point along the line: delta with VIX unchanged, plus dollars per VIX point times the
/// line's slope. Never a fixed-vol delta plus a VIX leg, never SPX vega plus a vega of VIX options.
pub fn dollar_beta(plan: &Plan, condor: &Sensitivity, hedge_per_vix_point: Usd) -> BothWays {
    let package = plan.package();
    let market = &package.market;
    let delta = condor.delta.get() + hedge_delta(package).get();
    let per_vix_point = condor.per_vix_point.get() + hedge_per_vix_point.get();
    let (fall, rise) = market.line.slopes(market.spx);
    BothWays {
        fall: delta + per_vix_point * fall,
        rise: delta + per_vix_point * rise,
    }
}

/// Dollars the hedge gains per SPX point with VIX unchanged: nothing unless it holds put spreads.
pub fn hedge_delta(package: &Package) -> Usd {
    if !package.hedge_follows_spx() {
        return Usd::ZERO;
    }
    let market = &package.market;
    let today = market.today();
    let gain = |spx: f64| package.hedge_gain(&market.after(Shock { spx, ..today })).get();
    Usd::new(derivative(&gain, today.spx, today.spx * 2e-5))
}

/// Financing, beta, return and tail of a plan whose hedge costs `cost`.
pub fn money(plan: &Plan, margin: Usd, max_profit: Usd, cost: &FourCounts<Usd>, beta: BothWays) -> Money {
    let package = plan.package();
    let (market, condor, capital) = (&package.market, &package.condor, plan.capital());
    let financing = margin * (capital.wacc.get() * condor.expiry.get() / DAYS_PER_YEAR);
    let tied_up = margin.get() + package.premium().get().max(0.0);
    let of_capital = |dollars_per_point: f64| dollars_per_point * market.spx / capital.account.get();
    let beta = BothWays {
        fall: of_capital(beta.fall),
        rise: of_capital(beta.rise),
    };
    Money {
        financing,
        financing_points: condor.points(financing),
        return_on_capital: (max_profit - cost.life).get() / tied_up,
        beta,
        required_return: market.rate.get()
            + f64::midpoint(beta.fall, beta.rise) * capital.equity_premium.get(),
        expected_shortfall: tail(plan),
    }
}

fn tail(plan: &Plan) -> Usd {
    let package = plan.package();
    let (market, condor) = (&package.market, &package.condor);
    let options = market.after(market.today()).spx_expiry(condor.expiry);
    let horizon = package.by(condor.expiry);
    let total = |spx: f64| package.total_in(&horizon.on_the_line_at(spx)).get();
    Usd::new(expected_shortfall(
        &options,
        &package.spx_kinks(condor.expiry),
        TAIL,
        total,
    ))
}

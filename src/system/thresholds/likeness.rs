//! The likeness to a liquidity pool: impermanent loss beside the condors' result at expiry.

use alloc::vec::Vec;

use serde::Serialize;

use crate::impermanent_loss::{Pool, full_range};
use crate::plan::Plan;

/// SPX moves at which the two are put side by side, percent.
const MOVES: [f64; 13] = [
    -20.0, -15.0, -10.0, -7.0, -5.0, -3.0, -1.0, 0.0, 1.0, 3.0, 5.0, 7.0, 10.0,
];

/// Condors beside a liquidity pool.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Likeness {
    /// Lower end of the concentrated pool.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// At several moves.
    pub rows: Vec<Alike>,
    /// In the what-if's move.
    pub what_if: Alike,
}

/// Both at one SPX level, as shares of what was put in: of the pool, of the margin.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Alike {
    /// SPX level.
    pub spx: f64,
    /// SPX move, a fraction.
    pub spx_move: f64,
    /// Impermanent loss of a full-range pool.
    pub full: f64,
    /// Of a pool between its ends; `None` where they do not stand apart.
    pub range: Option<f64>,
    /// The condors' result at expiry over their margin.
    pub condor: f64,
}

/// The pool's ends: typed, or the short strikes.
pub fn pool(plan: &Plan) -> Pool {
    let typed = &plan.systems().thresholds;
    let condor = &plan.package().condor;
    Pool {
        low: typed.pool_low.unwrap_or(condor.short_put),
        high: typed.pool_high.unwrap_or(condor.short_call),
    }
}

pub(super) fn likeness(plan: &Plan) -> Likeness {
    let pool = pool(plan);
    let spx = plan.package().market.spx;
    let rows = MOVES
        .iter()
        .map(|percent| alike(plan, pool, spx * (1.0 + percent / 100.0)));
    Likeness {
        low: pool.low,
        high: pool.high,
        rows: rows.collect(),
        what_if: alike(plan, pool, plan.what_if().spx),
    }
}

/// A pool and the condors with SPX at a level.
pub fn alike(plan: &Plan, pool: Pool, spx: f64) -> Alike {
    let package = plan.package();
    let (today, condor) = (package.market.spx, &package.condor);
    let margin = condor.dollars(condor.width()).get();
    Alike {
        spx,
        spx_move: spx / today - 1.0,
        full: full_range(spx / today),
        range: (pool.low < pool.high).then(|| pool.loss(today, spx)),
        condor: condor.gain_at(condor.payoff(spx)).get() / margin,
    }
}

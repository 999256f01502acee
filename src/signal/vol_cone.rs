//! The vol cone: how realised vol over each horizon has been spread, and where it is now.

use alloc::vec::Vec;

use serde::Serialize;

use crate::signal::percentile::{percentile, quantile};
use crate::signal::realised_vol::rolling;

/// Horizons in trading days: two weeks, a month, a quarter, half a year.
pub const HORIZONS: [usize; 4] = [10, 20, 60, 120];
/// Shares whose vols bound the cone.
const SHARES: [f64; 5] = [0.10, 0.25, 0.50, 0.75, 0.90];

/// Realised vols of every run of so many days, as fractions a year. Source: Burghardt and Lane (1990).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Horizon {
    /// Returns in each run.
    pub days: u32,
    /// How many runs there are, each a day later than the one before.
    pub runs: u32,
    /// How many of them do not overlap: as much as they can be said to be worth.
    pub apart: u32,
    /// The vol below which a tenth, a quarter, a half, three quarters, nine tenths of the runs lie.
    pub p10: f64,
    /// See `p10`.
    pub p25: f64,
    /// See `p10`.
    pub p50: f64,
    /// See `p10`.
    pub p75: f64,
    /// See `p10`.
    pub p90: f64,
    /// The vol of the last run.
    pub now: f64,
    /// Where it lies among all, a fraction; ties count half.
    pub share: f64,
}

/// The cone of a series of returns: every horizon of which there are two runs at least.
pub fn vol_cone(returns: &[f64]) -> Vec<Horizon> {
    HORIZONS
        .iter()
        .filter_map(|&days| horizon(returns, days))
        .collect()
}

fn horizon(returns: &[f64], days: usize) -> Option<Horizon> {
    let mut vols = rolling(returns, days);
    let place = percentile(&vols, usize::MAX)?;
    let now = *vols.last()?;
    vols.sort_unstable_by(f64::total_cmp);
    let [p10, p25, p50, p75, p90] = SHARES.map(|share| quantile(&vols, share));
    Some(Horizon {
        days: u32::try_from(days).ok()?,
        runs: place.rows,
        apart: u32::try_from(returns.len() / days).ok()?,
        p10: p10?,
        p25: p25?,
        p50: p50?,
        p75: p75?,
        p90: p90?,
        now,
        share: place.share,
    })
}

//! How far a day ranges: its high over its low.

use alloc::vec::Vec;

use serde::Serialize;

use crate::signal::percentile::{Percentile, percentile, quantile};

/// Ranges of a series of highs and lows, as fractions: 0.012 where the high is 1.2 % above the low.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Range {
    /// The last row's.
    pub last: f64,
    /// Its place among the last so many.
    pub percentile: Option<Percentile>,
    /// The range that half, three quarters and nine tenths of those rows did not pass.
    pub p50: f64,
    /// See `p50`.
    pub p75: f64,
    /// See `p50`.
    pub p90: f64,
}

/// Ranges over the last `rows` rows; `None` where there is no row, a low is not above 0, or so near that a share
/// of it is beyond a double.
///
/// High over low, less one, as platforms define the average daily range in percent. Gaps from the close before
/// are no part of it.
pub fn range(highs: &[f64], lows: &[f64], rows: usize) -> Option<Range> {
    if lows.iter().any(|low| *low <= 0.0) {
        return None;
    }
    let all: Vec<f64> = highs
        .iter()
        .zip(lows)
        .map(|(high, low)| high / low - 1.0)
        .collect();
    let last = *all.last()?;
    if !all.iter().all(|range| range.is_finite()) {
        return None;
    }
    let mut among: Vec<f64> = all.iter().rev().take(rows).copied().collect();
    among.sort_unstable_by(f64::total_cmp);
    Some(Range {
        last,
        percentile: percentile(&all, rows),
        p50: quantile(&among, 0.50)?,
        p75: quantile(&among, 0.75)?,
        p90: quantile(&among, 0.90)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_range_is_ranked_among_the_others() {
        let found = range(&[110.0, 105.0, 120.0], &[100.0, 100.0, 100.0], 252).expect("three rows");
        // One rounding of each quotient.
        assert!((found.last - 0.2).abs() < 1e-15 && (found.p50 - 0.1).abs() < 1e-15);
        assert_eq!(found.percentile.map(|place| place.below), Some(2));
        assert_eq!(range(&[1.0], &[0.0], 252), None);
        assert_eq!(range(&[], &[], 252), None);
        assert_eq!(
            range(&[2.0], &[1.0], 252).and_then(|found| found.percentile),
            None
        );
    }
}

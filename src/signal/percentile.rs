//! Where the last value of a series stands among those before it.

use serde::Serialize;

/// The place of the last value among the last so many.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Percentile {
    /// Share of the values below it, those equal to it counted half, itself among them: a fraction.
    pub share: f64,
    /// Rows it is ranked among.
    pub rows: u32,
    /// How many lie below it.
    pub below: u32,
    /// How many equal it, itself counted.
    pub equal: u32,
    /// The lowest and the highest of them.
    pub low: f64,
    /// See `low`.
    pub high: f64,
    /// Its place between the two, a fraction: what brokers call IV rank. `None` where they are the same.
    pub rank: Option<f64>,
}

/// Ranks the last value among the last `rows` values, or all where there are fewer; `None` for fewer than two.
///
/// Ties count half ("mid-rank"), as in scipy's `percentileofscore(kind="mean")`: a constant series stands at one half.
pub fn percentile(values: &[f64], rows: usize) -> Option<Percentile> {
    let among = values.get(values.len().saturating_sub(rows)..)?;
    let last = *among.last()?;
    if among.len() < 2 {
        return None;
    }
    let count = |test: fn(f64, f64) -> bool| among.iter().filter(|value| test(**value, last)).count();
    let (below, equal) = (
        small(count(|value, last| value < last)),
        small(count(|value, last| value == last)),
    );
    let rows = small(among.len());
    let low = among.iter().copied().fold(last, f64::min);
    let high = among.iter().copied().fold(last, f64::max);
    Some(Percentile {
        share: (f64::from(below) + f64::from(equal) / 2.0) / f64::from(rows),
        rows,
        below,
        equal,
        low,
        high,
        rank: (high > low).then(|| (last - low) / (high - low)),
    })
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The value below which a share of sorted values lies, in a straight line between neighbours; `None` for none.
///
/// As numpy's `percentile` and pandas' `quantile` do it unless told otherwise: type 7 of Hyndman and Fan (1996).
pub fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = share.clamp(0.0, 1.0) * f64::from(small(last));
    let whole = crate::math::floor(place);
    let at = index(whole);
    let (low, high) = (*sorted.get(at)?, *sorted.get((at + 1).min(last))?);
    Some(low + (place - whole) * (high - low))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whole and not negative"
)]
fn index(whole: f64) -> usize {
    whole as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_count_half() {
        // By hand: two below, two equal of five: (2 + 1)/5.
        let found = percentile(&[1.0, 5.0, 3.0, 2.0, 3.0], 252).expect("five rows");
        assert_eq!(
            (found.share, found.below, found.equal, found.rows),
            (0.6, 2, 2, 5)
        );
        assert_eq!((found.low, found.high, found.rank), (1.0, 5.0, Some(0.5)));
        let flat = percentile(&[4.0; 9], 252).expect("nine rows");
        assert_eq!((flat.share, flat.rank), (0.5, None));
        assert_eq!(percentile(&[4.0], 252), None);
        assert_eq!(percentile(&[], 252), None);
    }

    #[test]
    fn only_the_rows_asked_for_count() {
        let found = percentile(&[9.0, 1.0, 2.0], 2).expect("two rows");
        assert_eq!((found.rows, found.share, found.high), (2, 0.75, 2.0));
    }

    #[test]
    fn quantiles_lie_on_straight_lines_between_values() {
        let sorted = [1.0, 2.0, 4.0, 8.0];
        for (share, value) in [(0.0, 1.0), (0.5, 3.0), (0.25, 1.75), (1.0, 8.0), (2.0, 8.0)] {
            assert_eq!(quantile(&sorted, share), Some(value), "{share}");
        }
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(quantile(&[3.0], 0.9), Some(3.0));
    }
}

//! MACD, the distance between a fast and a slow average of a series, and how it changes.

use alloc::vec::Vec;

use serde::Serialize;

/// Rows of the fast average, of the slow one, and of the signal. Source: Appel; the documents use no other.
pub const FAST: usize = 12;
/// See [`FAST`].
pub const SLOW: usize = 26;
/// See [`FAST`].
pub const SIGNAL: usize = 9;

/// MACD of the last row, in the units of the series.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Macd {
    /// Fast average less slow average.
    pub line: f64,
    /// Average of the line.
    pub signal: f64,
    /// Line less signal.
    pub histogram: f64,
    /// The histogram one row before; `None` for the first row that has one.
    pub before: Option<f64>,
    /// Rows in a row, up to the last, with the histogram on its side of zero.
    pub bars_on_side: u32,
    /// Whether the histogram confirms a rise: above zero, and higher than one row before.
    pub confirms_rise: Option<bool>,
    /// Whether it confirms a fall: below zero, and lower than one row before.
    pub confirms_fall: Option<bool>,
}

/// Line and signal at a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// Fast average less slow average.
    pub line: f64,
    /// Average of the line.
    pub signal: f64,
}

impl Bar {
    /// Line less signal.
    pub fn histogram(self) -> f64 {
        self.line - self.signal
    }
}

/// MACD 12/26/9 at every row from the thirty-fourth.
///
/// Each average begins as a plain mean and then moves by 2/(rows + 1) of its distance to the new value. As in
/// TA-Lib, both begin at row 26, the slow one as the mean of rows 1 to 26, the fast one of rows 15 to 26; the signal
/// begins at row 34 as the mean of nine lines. pandas-ta begins the fast one at row 12, `ta` both at row 1. On prices
/// near 100 their histograms are up to 0.5 away at the start, and less than 0.0001 after 150 rows.
pub fn series(values: &[f64]) -> Vec<Bar> {
    let Some((start, rest)) = values.split_at_checked(SLOW) else {
        return Vec::new();
    };
    let (_, recent) = start.split_at(SLOW - FAST);
    let fast = average(recent, rest);
    let slow = average(start, rest);
    let lines: Vec<f64> = fast.iter().zip(&slow).map(|(fast, slow)| fast - slow).collect();
    let Some((first, later)) = lines.split_at_checked(SIGNAL) else {
        return Vec::new();
    };
    let signals = average(first, later);
    let lines = lines.iter().skip(SIGNAL - 1);
    lines
        .zip(signals)
        .map(|(&line, signal)| Bar { line, signal })
        .collect()
}

/// The exponential average over as many rows as it starts from: the mean of `start`, then one for each of `rest`.
fn average(start: &[f64], rest: &[f64]) -> Vec<f64> {
    let rows = start.iter().fold(0.0, |count, _| count + 1.0);
    let weight = 2.0 / (rows + 1.0);
    let mut last = start.iter().sum::<f64>() / rows;
    let mut all = Vec::with_capacity(rest.len() + 1);
    all.push(last);
    for value in rest {
        last += weight * (value - last);
        all.push(last);
    }
    all
}

/// MACD of the last row; `None` for fewer than 34.
pub fn macd(values: &[f64]) -> Option<Macd> {
    let bars = series(values);
    let last = *bars.last()?;
    let histogram = last.histogram();
    let before = bars.iter().nth_back(1).map(|bar| bar.histogram());
    let side = |bar: &&Bar| bar.histogram() * histogram > 0.0;
    let on_side = bars.iter().rev().take_while(side).count();
    Some(Macd {
        line: last.line,
        signal: last.signal,
        histogram,
        before,
        bars_on_side: u32::try_from(on_side).unwrap_or(u32::MAX),
        confirms_rise: before.map(|before| histogram > 0.0 && histogram > before),
        confirms_fall: before.map(|before| histogram < 0.0 && histogram < before),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_straight_line_is_as_far_apart_as_the_means_of_their_rows() {
        // On a line of slope 1 an average of n rows stays (n-1)/2 behind once it started there: 12.5 less 5.5.
        let line: Vec<f64> = (0..60).map(f64::from).collect();
        let found = macd(&line).expect("sixty rows");
        // Sums of sixty small numbers: a few roundings of 60.
        assert!((found.line - 7.0).abs() < 1e-12 && found.histogram.abs() < 1e-12);
    }

    #[test]
    fn a_series_that_never_moved_confirms_nothing() {
        let found = macd(&[17.0; 40]).expect("forty rows");
        assert_eq!((found.line, found.histogram, found.bars_on_side), (0.0, 0.0, 0));
        assert_eq!(
            (found.confirms_rise, found.confirms_fall),
            (Some(false), Some(false))
        );
        assert_eq!(macd(&[17.0; 33]), None);
        let first = macd(&[17.0; 34]).expect("thirty-four rows");
        assert_eq!((first.before, first.confirms_rise), (None, None));
    }
}

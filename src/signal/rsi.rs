//! RSI, Wilder's relative strength index: the share of recent moves that went up.

use alloc::vec::Vec;

use serde::Serialize;

/// Rows of the index. Source: Wilder, New Concepts in Technical Trading Systems (1978); the documents use no other.
pub const PERIOD: usize = 14;
const PERIODS: f64 = 14.0;

/// RSI of the last row, with what it is made of.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rsi {
    /// RSI, 0 to 100.
    pub value: f64,
    /// Wilder's average gain and loss of a row, in the units of the series.
    pub average_gain: f64,
    /// See `average_gain`; a positive number.
    pub average_loss: f64,
    /// How many rows back it is compared with itself.
    pub bars: u32,
    /// RSI so many rows back; `None` where the series does not reach.
    pub before: Option<f64>,
    /// How far it has risen since, in points.
    pub rise: Option<f64>,
    /// Whether that is as much as was asked for.
    pub is_sharp: Option<bool>,
}

/// The average gain and the average loss at a row.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Averages {
    gain: f64,
    loss: f64,
}

impl Averages {
    /// 100 times the gains' share of all moves; `None` where nothing has moved.
    fn rsi(self) -> Option<f64> {
        let all = self.gain + self.loss;
        (all > 0.0).then(|| 100.0 * (self.gain / all))
    }
}

/// RSI at every row from the fifteenth; `None` while nothing has moved.
///
/// The first averages are plain means of the first 14 moves; each later one keeps 13 parts of the one before and
/// takes 1 of the new move. So Wilder began, and so does TA-Lib, which calls a series that never moved 0. pandas-ta
/// agrees; `ta` and pandas' `ewm` weight from the first move on, up to 10 points away at the start and less than
/// 0.01 after 120 rows.
pub fn series(values: &[f64]) -> Vec<Option<f64>> {
    averages(values).into_iter().map(Averages::rsi).collect()
}

fn averages(values: &[f64]) -> Vec<Averages> {
    let moves: Vec<f64> = values.windows(2).map(move_of).collect();
    let Some((start, rest)) = moves.split_at_checked(PERIOD) else {
        return Vec::new();
    };
    let total = |sign: f64| {
        start
            .iter()
            .fold(0.0, |sum, change| sum + (sign * change).max(0.0))
    };
    let mut last = Averages {
        gain: total(1.0) / PERIODS,
        loss: total(-1.0) / PERIODS,
    };
    let mut all = Vec::with_capacity(rest.len() + 1);
    all.push(last);
    for change in rest {
        let next = |before: f64, new: f64| (before * (PERIODS - 1.0) + new.max(0.0)) / PERIODS;
        last = Averages {
            gain: next(last.gain, *change),
            loss: next(last.loss, -change),
        };
        all.push(last);
    }
    all
}

fn move_of(pair: &[f64]) -> f64 {
    match pair {
        [before, after] => after - before,
        _ => 0.0,
    }
}

/// RSI of the last row, compared with `bars` rows before; a rise of `sharp` points or more is sharp.
///
/// `None` for fewer than 15 rows, and where nothing has moved.
pub fn rsi(values: &[f64], bars: usize, sharp: f64) -> Option<Rsi> {
    let all = averages(values);
    let last = *all.last()?;
    let value = last.rsi()?;
    let at = all.len().checked_sub(bars.saturating_add(1));
    let before = at.and_then(|at| all.get(at)).and_then(|averages| averages.rsi());
    let rise = before.map(|before| value - before);
    Some(Rsi {
        value,
        average_gain: last.gain,
        average_loss: last.loss,
        bars: u32::try_from(bars).unwrap_or(u32::MAX),
        before,
        rise,
        is_sharp: rise.map(|rise| rise >= sharp),
    })
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;

    #[test]
    fn a_series_that_never_moved_has_none() {
        assert_eq!(rsi(&[17.0; 40], 3, 15.0), None);
        assert_eq!(series(&[17.0; 16]), [None, None]);
        // Once it has moved, its share of ups is defined, and stays where it is while nothing more happens.
        let mut values = vec![17.0; 20];
        values.push(18.0);
        values.extend([18.0; 5]);
        let found = rsi(&values, 3, 15.0).expect("it moved");
        assert_eq!((found.value, found.rise), (100.0, Some(0.0)));
        let found = rsi(&values, 6, 15.0).expect("it moved");
        assert_eq!((found.before, found.rise, found.is_sharp), (None, None, None));
    }

    #[test]
    fn too_few_rows_have_none() {
        let rising: Vec<f64> = (0..15).map(f64::from).collect();
        assert_eq!(rsi(&rising[..14], 3, 15.0), None);
        let found = rsi(&rising, 3, 15.0).expect("fifteen rows");
        assert_eq!(
            (found.value, found.average_gain, found.average_loss),
            (100.0, 1.0, 0.0)
        );
        assert_eq!(found.before, None);
        assert!(series(&[]).is_empty() && series(&[1.0]).is_empty());
    }
}

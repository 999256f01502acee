//! Breadth: whether the advance-decline line goes where the index goes.

use alloc::vec::Vec;

use serde::Serialize;

/// What a divergence warns of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Divergence {
    /// Index and line agree, or neither is at an end of its window.
    None,
    /// The index makes a new high, the line does not.
    Bearish,
    /// The index makes a new low, the line does not.
    Bullish,
}

/// Whether the last value of a window lies beyond every other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Extreme {
    /// It does not; as high or low as before is no new high or low.
    None,
    /// Above them.
    High,
    /// Below them.
    Low,
}

/// The last row of an index beside its advance-decline line.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Breadth {
    /// Rows in the window, the last one among them.
    pub window: u32,
    /// What the last row shows.
    pub divergence: Divergence,
    /// Whether the index makes a new high or low of its window.
    pub index: Extreme,
    /// Whether the line does.
    pub line: Extreme,
    /// Rows since the last bearish divergence; `None` where the last rows, as many as the window has, show none.
    pub since_bearish: Option<u32>,
    /// Rows since the last bullish one.
    pub since_bullish: Option<u32>,
    /// Place of the last value between the lowest (0) and the highest (1) of its window; `None` where they are equal.
    pub index_place: Option<f64>,
    /// See `index_place`.
    pub line_place: Option<f64>,
    /// Place of the index less that of the line, -1 to 1: above 0 the index stands higher than its breadth.
    ///
    /// Places, not percent: the level of an advance-decline line is arbitrary, only its course means something.
    pub gap: Option<f64>,
}

/// The advance-decline line of daily advances and declines: their differences added up from the first row.
pub fn advance_decline_line(advances: &[f64], declines: &[f64]) -> Vec<f64> {
    let mut line = 0.0;
    let mut add = |(advance, decline): (&f64, &f64)| {
        line += advance - decline;
        line
    };
    advances.iter().zip(declines).map(&mut add).collect()
}

/// Looks for divergence at the last row; `None` where the series is shorter than the window.
///
/// Bearish: the index closes above every close of the window's earlier rows, and the line is not above its own.
/// Bullish: the same below. The definition is ours; the documents name divergence and leave it open.
pub fn breadth(index: &[f64], line: &[f64], window: usize) -> Option<Breadth> {
    let rows = index.len().min(line.len());
    let at = |end: usize| Some((Window::of(index, end, window)?, Window::of(line, end, window)?));
    let (here, beside) = at(rows)?;
    let since = |wanted: Divergence| {
        let diverges =
            |end: &usize| at(*end).is_some_and(|(index, line)| divergence(&index, &line) == wanted);
        let end = (window..=rows).rev().take(window).find(diverges)?;
        u32::try_from(rows - end).ok()
    };
    let (index_place, line_place) = (here.place(), beside.place());
    Some(Breadth {
        window: u32::try_from(window).unwrap_or(u32::MAX),
        divergence: divergence(&here, &beside),
        index: here.extreme(),
        line: beside.extreme(),
        since_bearish: since(Divergence::Bearish),
        since_bullish: since(Divergence::Bullish),
        index_place,
        line_place,
        gap: index_place.zip(line_place).map(|(index, line)| index - line),
    })
}

fn divergence(index: &Window, line: &Window) -> Divergence {
    match (index.extreme(), line.extreme()) {
        (Extreme::High, Extreme::Low | Extreme::None) => Divergence::Bearish,
        (Extreme::Low, Extreme::High | Extreme::None) => Divergence::Bullish,
        _ => Divergence::None,
    }
}

/// The last value of a window, and the extremes of those before it.
struct Window {
    last: f64,
    low: f64,
    high: f64,
}

impl Window {
    /// The `length` values before `end`; `None` where there are not so many, or nothing before the last.
    fn of(values: &[f64], end: usize, length: usize) -> Option<Self> {
        let (last, before) = values.get(end.checked_sub(length)?..end)?.split_last()?;
        let first = *before.first()?;
        Some(Self {
            last: *last,
            low: before.iter().copied().fold(first, f64::min),
            high: before.iter().copied().fold(first, f64::max),
        })
    }

    fn extreme(&self) -> Extreme {
        if self.last > self.high {
            Extreme::High
        } else if self.last < self.low {
            Extreme::Low
        } else {
            Extreme::None
        }
    }

    fn place(&self) -> Option<f64> {
        let (low, high) = (self.low.min(self.last), self.high.max(self.last));
        (high > low).then(|| (self.last - low) / (high - low))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_high_without_breadth_is_bearish() {
        let index = [10.0, 11.0, 10.5, 12.0];
        let found = breadth(&index, &[5.0, 7.0, 6.0, 6.5], 4).expect("four rows");
        assert_eq!(found.divergence, Divergence::Bearish);
        assert_eq!((found.since_bearish, found.since_bullish), (Some(0), None));
        // By hand: the index at the top of 10 to 12, the line at (6.5 - 5)/(7 - 5).
        assert_eq!(
            (found.index_place, found.line_place, found.gap),
            (Some(1.0), Some(0.75), Some(0.25))
        );
        let agreed = breadth(&index, &[5.0, 7.0, 6.0, 7.5], 4).expect("four rows");
        assert_eq!((agreed.divergence, agreed.gap), (Divergence::None, Some(0.0)));
        // As high as before is no new high, of either.
        let level = breadth(&index, &[5.0, 7.0, 6.0, 7.0], 4).expect("four rows");
        assert_eq!(level.divergence, Divergence::Bearish);
        assert_eq!(
            breadth(&[1.0, 2.0, 2.0], &[3.0, 2.0, 1.0], 3).map(|found| found.divergence),
            Some(Divergence::None)
        );
    }

    #[test]
    fn a_new_low_without_breadth_is_bullish() {
        let found = breadth(&[10.0, 9.0, 9.5, 8.0, 8.5], &[5.0, 3.0, 4.0, 3.5, 4.0], 3).expect("five rows");
        assert_eq!(
            (found.divergence, found.since_bullish),
            (Divergence::None, Some(1))
        );
    }

    #[test]
    fn too_few_rows_have_none_and_flat_ones_no_place() {
        assert_eq!(breadth(&[1.0, 2.0], &[1.0, 2.0], 3), None);
        assert_eq!(breadth(&[], &[], 2), None);
        let flat = breadth(&[1.0; 5], &[0.0; 5], 3).expect("five rows");
        assert_eq!((flat.gap, flat.divergence), (None, Divergence::None));
        assert_eq!(
            advance_decline_line(&[300.0, 100.0], &[200.0, 400.0]),
            [100.0, -200.0]
        );
    }
}

//! Buying and selling in parts: whole contracts of each part, and what a fill loses as VIX rises.

use alloc::vec::Vec;

use crate::units::Rate;
use crate::whole_contracts::whole;

/// Above this VIX fills get worse.
const CALM: f64 = 20.0;
/// A rest of the target below this share is no part of its own: it is what rounding left.
const REST: f64 = 1e-9;

/// A part of a position, and the position with it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tranche {
    /// Share of the target reached with it.
    pub share: f64,
    /// Contracts bought in it; nothing where rounding gives it none.
    pub contracts: u32,
    /// Contracts held with it.
    pub held: u32,
}

/// A target bought in parts: `first` of it, then `slice` after `slice` until all is bought.
///
/// Shares above 0. The contracts held are rounded, not each part, so that they add up to the target.
pub fn bought(target: u32, first: Rate, slice: Rate) -> Vec<Tranche> {
    let mut parts = Vec::new();
    let (mut share, mut held) = (0.0, 0);
    while share < 1.0 - REST {
        let part = if parts.is_empty() { first } else { slice };
        share = (share + part.get()).min(1.0);
        let with_it = whole(f64::from(target) * share);
        parts.push(Tranche {
            share,
            contracts: with_it - held,
            held: with_it,
        });
        held = with_it;
    }
    parts
}

/// Contracts left of `held` after each of `stages` equal removals; none after the last.
pub fn left_after(held: u32, stages: u32) -> Vec<u32> {
    (1..=stages)
        .map(|stage| whole(f64::from(held) * f64::from(stages - stage) / f64::from(stages)))
        .collect()
}

/// What a fill loses against the middle of bid and ask, in points of the future.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FillLoss {
    /// In a calm market, VIX points.
    pub calm: f64,
    /// More for each point of VIX above 20.
    pub per_point: f64,
}

impl FillLoss {
    /// Points lost at a level of VIX.
    pub fn at(self, vix: f64) -> f64 {
        self.calm + self.per_point * (vix - CALM).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Document 004: 25-35 % of the target first. Thirty of ten, and thirty more three times: 3, 6, 9, 10.
    #[test]
    fn parts_add_up_to_the_target() {
        let percent = Rate::from_percent;
        let held = |target, first, slice| -> Vec<u32> {
            bought(target, percent(first), percent(slice))
                .iter()
                .map(|part| part.held)
                .collect()
        };
        assert_eq!(held(10, 30.0, 30.0), [3, 6, 9, 10]);
        assert_eq!(held(2, 30.0, 35.0), [1, 1, 2]);
        assert_eq!(held(0, 30.0, 30.0), [0, 0, 0, 0]);
        assert_eq!(held(7, 100.0, 30.0), [7]);
        // Ten tenths are a whole, though doubles make 0.9999999999999999 of them.
        assert_eq!(held(10, 10.0, 10.0), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        for part in bought(23, percent(27.0), percent(31.0)) {
            assert!(part.contracts <= part.held && part.held <= 23 && part.share <= 1.0);
        }
    }

    #[test]
    fn removal_in_thirds_ends_with_nothing() {
        assert_eq!(left_after(10, 3), [7, 3, 0]);
        assert_eq!(left_after(3, 3), [2, 1, 0]);
        assert_eq!(left_after(1, 3), [1, 0, 0]);
        assert_eq!(left_after(0, 3), [0, 0, 0]);
    }

    #[test]
    fn fills_get_worse_above_twenty() {
        let loss = FillLoss {
            calm: 0.05,
            per_point: 0.01,
        };
        assert_eq!((loss.at(12.0), loss.at(20.0)), (0.05, 0.05));
        assert!((loss.at(30.0) - 0.15).abs() < 1e-15);
    }
}

//! Where the short strikes of a condor go: at a distance, at a delta, or where a credit is still paid.
//!
//! Strikes lie on a grid of equal steps. Each rule goes no nearer to SPX than it says.

use crate::black76::Kind;
use crate::condor::Condor;
use crate::market::SpxExpiry;
use crate::math::{ceil, floor};

/// Strikes are looked for between these shares of SPX.
const REACH: (f64, f64) = (0.05, 2.0);

/// The two short strikes, index points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shorts {
    /// Of the put.
    pub put: f64,
    /// Of the call.
    pub call: f64,
}

/// The grid of strikes around an index level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// SPX, index points.
    pub spx: f64,
    /// Index points from strike to strike; above zero.
    pub step: f64,
}

impl Grid {
    /// So many points from SPX on either side, or the next strikes further out.
    pub fn at_distance(self, points: f64) -> Shorts {
        Shorts {
            put: floor((self.spx - points) / self.step) * self.step,
            call: ceil((self.spx + points) / self.step) * self.step,
        }
    }

    /// The first strikes out from SPX whose Black deltas are no larger than `delta`, above 0 and below 1.
    ///
    /// `None` where a side has none within reach.
    pub fn at_delta(self, options: &SpxExpiry, delta: f64) -> Option<Shorts> {
        let small =
            |kind: Kind, strike: f64| options.option(kind, strike, 1.0).sensitivity().delta.abs() <= delta;
        let near = self.at_distance(0.0);
        let put = |steps: u32| near.put - f64::from(steps) * self.step;
        let call = |steps: u32| near.call + f64::from(steps) * self.step;
        Some(Shorts {
            put: put(first(self.steps(REACH.0), |steps| small(Kind::Put, put(steps)))?),
            call: call(first(self.steps(REACH.1), |steps| {
                small(Kind::Call, call(steps))
            })?),
        })
    }

    /// The widest strikes, as far below SPX as above it, at which the model still pays `credit` for a condor
    /// with wings of `width`; `None` where even the nearest pay less.
    pub fn at_credit(self, like: &Condor, options: &SpxExpiry, credit: f64, width: f64) -> Option<Shorts> {
        let shorts = |steps: u32| self.at_distance(f64::from(steps) * self.step);
        let pays_less = |steps: u32| with_shorts(like, shorts(steps), width).cost_to_close(options) < credit;
        let most = self.steps(REACH.0).saturating_sub(self.steps_in(width));
        let too_far = first(most, pays_less)?;
        too_far.checked_sub(1).map(shorts)
    }

    /// Whole steps between SPX and a share of it.
    fn steps(self, share: f64) -> u32 {
        self.steps_in((share - 1.0).abs() * self.spx)
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "held between zero and a hundred thousand"
    )]
    fn steps_in(self, points: f64) -> u32 {
        floor((points / self.step).clamp(0.0, 1e5)) as u32
    }
}

/// A condor with other shorts and with wings of one width, else as it is.
pub fn with_shorts(like: &Condor, shorts: Shorts, width: f64) -> Condor {
    Condor {
        long_put: shorts.put - width,
        short_put: shorts.put,
        short_call: shorts.call,
        long_call: shorts.call + width,
        ..*like
    }
}

/// The first number up to `most` from which on something holds, by halving; `None` where it holds for none.
fn first(most: u32, holds: impl Fn(u32) -> bool) -> Option<u32> {
    if !holds(most) {
        return None;
    }
    let (mut low, mut high) = (0, most);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(low)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strikes_are_the_next_ones_out() {
        let grid = Grid {
            spx: 7138.8,
            step: 5.0,
        };
        // 96.9 points: 7041.9 and 7235.7.
        assert_eq!(
            grid.at_distance(96.9),
            Shorts {
                put: 7040.0,
                call: 7240.0
            }
        );
        assert_eq!(
            grid.at_distance(0.0),
            Shorts {
                put: 7135.0,
                call: 7140.0
            }
        );
        let whole = Grid {
            spx: 7000.0,
            step: 5.0,
        };
        assert_eq!(
            whole.at_distance(100.0),
            Shorts {
                put: 6900.0,
                call: 7100.0
            }
        );
    }

    #[test]
    fn the_first_of_many_is_found() {
        for from in 0..=20 {
            assert_eq!(first(20, |n| n >= from), Some(from));
        }
        assert_eq!(first(20, |_| false), None);
    }
}

//! A quantity as a function of one standard normal number, tabulated: what any price is, seen from its driver.

use alloc::vec::Vec;

use crate::math::{floor, normal_pdf, sqrt};

/// The table reaches this many standard deviations to either side.
pub const REACH: f64 = 8.0;
/// Nodes per standard deviation.
const PER_DEVIATION: f64 = 32.0;
const NODES: u32 = 513;
/// Where a conditional mean looks at the rest: within six deviations, sixteen nodes each.
const REST_NODES: i32 = 96;
const REST_STEP: f64 = 1.0 / 16.0;

/// A quantity at evenly spaced standard normal numbers from -8 to 8, a straight line between them.
///
/// The line's error is at most an eighth of the second derivative times 1/32 squared: for a log-normal price with a
/// deviation of 0.3, a hundred-thousandth of it.
#[derive(Clone, Debug, PartialEq)]
pub struct NormalTable {
    values: Vec<f64>,
}

impl NormalTable {
    /// The table of a function.
    pub fn of(function: impl Fn(f64) -> f64) -> Self {
        Self {
            values: (0..NODES).map(|node| function(number(node))).collect(),
        }
    }

    /// The quantity at a standard normal number; beyond the table, that of its end.
    pub fn at(&self, z: f64) -> f64 {
        let last = f64::from(NODES - 1);
        let place = ((z + REACH) * PER_DEVIATION).clamp(0.0, last);
        let below = floor(place).min(last - 1.0);
        let share = place - below;
        let node = index(below);
        self.values[node] + (self.values[node + 1] - self.values[node]) * share
    }

    /// Its mean over the normal law.
    pub fn mean(&self) -> f64 {
        let weighted = self.values.iter().zip(0..NODES);
        let sum: f64 = weighted
            .map(|(value, node)| value * normal_pdf(number(node)))
            .sum();
        sum / PER_DEVIATION
    }

    /// The mean of a payoff on it, given `z`, the standardised part known of its number, which has this `share` of the
    /// number's deviation (1: all of it).
    #[must_use]
    pub fn mean_given(&self, share: f64, payoff: impl Fn(f64) -> f64) -> Self {
        let rest = sqrt((1.0 - share * share).max(0.0));
        let weights: Vec<(f64, f64)> = (-REST_NODES..=REST_NODES)
            .map(|node| f64::from(node) * REST_STEP)
            .map(|z| (z * rest, normal_pdf(z) * REST_STEP))
            .collect();
        Self::of(|z| {
            if rest == 0.0 {
                return payoff(self.at(z));
            }
            weights
                .iter()
                .map(|(added, weight)| weight * payoff(self.at(share * z + added)))
                .sum()
        })
    }

    /// The number at which a rising table has this value, held to the table's ends.
    pub fn number_at(&self, value: f64) -> f64 {
        let above = self.values.partition_point(|&at| at < value);
        if above == 0 {
            return -REACH;
        }
        let Some(high) = self.values.get(above) else {
            return REACH;
        };
        let low = self.values[above - 1];
        let from = number(u32::try_from(above - 1).unwrap_or(NODES));
        from + (value - low) / (high - low) / PER_DEVIATION
    }
}

/// The standard normal number of a node.
fn number(node: u32) -> f64 {
    f64::from(node) / PER_DEVIATION - REACH
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held to the table, which has 513 nodes"
)]
fn index(place: f64) -> usize {
    place as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::black76::{Kind, Option76};
    use crate::math::exp;
    use crate::units::{Rate, Vol, Years};

    fn log_normal(deviation: f64) -> NormalTable {
        NormalTable::of(|z| 20.0 * exp(deviation * z - deviation * deviation / 2.0))
    }

    #[test]
    fn the_mean_of_a_log_normal_price_is_its_forward() {
        for deviation in [0.02, 0.3, 0.8] {
            // The sum over even nodes of a smooth function leaves nothing but rounding.
            assert!((log_normal(deviation).mean() / 20.0 - 1.0).abs() < 1e-12);
        }
    }

    /// Black's formula for the rest of the time, at several places that the first part has come to.
    #[test]
    fn a_mean_given_the_first_part_is_black_s_price_of_the_rest() {
        let (deviation, share) = (0.4, 0.6);
        let table = log_normal(deviation);
        let future = table.mean_given(share, |price| price);
        let call = table.mean_given(share, |price| (price - 22.0).max(0.0));
        for z in [-2.0, 0.0, 1.5, 3.0] {
            let known = deviation * share;
            let forward = 20.0 * exp(known * z - known * known / 2.0);
            let option = Option76 {
                kind: Kind::Call,
                forward,
                strike: 22.0,
                years: Years::new(1.0),
                vol: Vol::new(deviation * 0.8),
                rate: Rate::new(0.0),
            };
            // Straight lines between nodes 1/32 apart: 0.4^2 / 8 / 32^2 of the price.
            assert!((future.at(z) / forward - 1.0).abs() < 4e-5, "{z}");
            assert!((call.at(z) - option.price()).abs() < 4e-5 * forward + 2e-4, "{z}");
        }
        assert!((future.mean() / 20.0 - 1.0).abs() < 3e-5);
    }

    #[test]
    fn a_rising_table_is_read_backwards() {
        let table = log_normal(0.3);
        for z in [-7.9, -1.234, 0.0, 2.5, 7.99] {
            assert!((table.number_at(table.at(z)) - z).abs() < 1e-9, "{z}");
        }
        assert_eq!(table.number_at(0.0), -REACH);
        assert_eq!(table.number_at(1e9), REACH);
        assert_eq!(table.at(99.0), table.at(REACH));
    }
}

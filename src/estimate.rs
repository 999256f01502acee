//! Figures estimated from independent draws, each with its standard error.

use alloc::vec::Vec;

use serde::Serialize;

use crate::math::{floor, round, sqrt};

/// A figure and how far it may be off: two thirds of all seeds come within one standard error of the truth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// Its standard error.
    pub error: f64,
}

/// Sums that give a mean and its error.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mean {
    count: f64,
    value: f64,
    /// Squared distances from the mean, added.
    spread: f64,
}

impl Mean {
    /// Takes one more draw. Welford, "Note on a Method for Calculating Corrected Sums of Squares", Technometrics 4 (1962) 419.
    pub fn take(&mut self, draw: f64) {
        self.count += 1.0;
        let before = draw - self.value;
        self.value += before / self.count;
        self.spread += before * (draw - self.value);
    }

    /// Of all of these.
    pub fn of(draws: impl IntoIterator<Item = f64>) -> Self {
        let mut mean = Self::default();
        for draw in draws {
            mean.take(draw);
        }
        mean
    }

    /// The mean and its standard error; zero without a draw.
    pub fn estimate(self) -> Estimate {
        Estimate {
            value: self.value,
            error: if self.count > 0.0 {
                sqrt(self.variance() / self.count)
            } else {
                0.0
            },
        }
    }

    /// The variance of a draw; zero with fewer than two.
    pub fn variance(self) -> f64 {
        if self.count > 1.0 {
            self.spread / (self.count - 1.0)
        } else {
            0.0
        }
    }
}

/// The share of draws for which something holds; zero without a draw.
pub fn share(holds: impl IntoIterator<Item = bool>) -> Estimate {
    let (mut held, mut all) = (0, 0);
    for holds in holds {
        held += usize::from(holds);
        all += 1;
    }
    let value = count_of(held) / count_of(all.max(1));
    Estimate {
        value,
        error: sqrt(value * (1.0 - value) / count_of(all.max(2) - 1)),
    }
}

/// The ratio of two sums of draws taken together; `None` where the one below is nothing.
///
/// Its error is that of the mean of what each pair adds to the ratio, to first order.
pub fn ratio(pairs: &[(f64, f64)]) -> Option<Estimate> {
    let (over, under) = pairs
        .iter()
        .fold((0.0, 0.0), |(over, under), pair| (over + pair.0, under + pair.1));
    if under == 0.0 || pairs.is_empty() {
        return None;
    }
    let value = over / under;
    let mean = under / count_of(pairs.len());
    let added = Mean::of(pairs.iter().map(|(over, under)| (over - value * under) / mean));
    Some(Estimate {
        value,
        error: added.estimate().error,
    })
}

/// How many of so many draws are their worst `share`: at least one.
pub fn worst_count(draws: usize, share: f64) -> usize {
    whole(round(count_of(draws) * share)).clamp(1, draws.max(1))
}

/// The mean of the worst `share` of draws that stand in ascending order; zero without a draw.
///
/// Its error counts that the place where the tail begins is estimated too. Manistre and Hancock, "Variance of the CTE
/// Estimator", North American Actuarial Journal 9 (2005) 129.
pub fn expected_shortfall(ascending: &[f64], share: f64) -> Estimate {
    let worst = worst_count(ascending.len(), share);
    let Some((tail, &edge)) = ascending.get(..worst).zip(ascending.get(worst.saturating_sub(1))) else {
        return Estimate::default();
    };
    let mean = Mean::of(tail.iter().copied());
    let value = mean.estimate().value;
    let beyond = value - edge;
    Estimate {
        value,
        error: sqrt((mean.variance() + (1.0 - share) * beyond * beyond) / count_of(worst)),
    }
}

/// The draw below which a `share` of them lies; zero without one.
pub fn quantile(ascending: &[f64], share: f64) -> f64 {
    let place = whole(floor(count_of(ascending.len()) * share));
    let held = place.min(ascending.len().saturating_sub(1));
    ascending.get(held).copied().unwrap_or_default()
}

/// A count as a number.
#[expect(clippy::cast_precision_loss, reason = "far fewer draws than 2^53")]
pub fn count_of(count: usize) -> f64 {
    count as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whole, not below zero and within a count of draws"
)]
fn whole(number: f64) -> usize {
    number as usize
}

/// How often draws fall into equal steps: those beyond the ends are counted at the ends.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Histogram {
    /// Where the first step begins.
    pub from: f64,
    /// Width of each.
    pub step: f64,
    /// Share of all draws in each; they add up to one.
    pub shares: Vec<f64>,
}

impl Histogram {
    /// Of draws, in so many steps of this width.
    pub fn of(draws: &[f64], from: f64, step: f64, steps: usize) -> Self {
        let mut counts = alloc::vec![0_u32; steps.max(1)];
        let last = counts.len() - 1;
        for draw in draws {
            let place = floor((draw - from) / step).clamp(0.0, count_of(last));
            counts[whole(place)] += 1;
        }
        Self {
            from,
            step,
            shares: counts
                .into_iter()
                .map(|count| f64::from(count) / count_of(draws.len().max(1)))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{inverse_normal_cdf, normal_pdf};
    use crate::standard_normal::StandardNormal;

    #[test]
    fn a_mean_and_its_error_by_hand() {
        // 1, 2, 3, 6: mean 3, squares 4 + 1 + 0 + 9 = 14, variance 14/3, error sqrt(14/12).
        let found = Mean::of([1.0, 2.0, 3.0, 6.0]).estimate();
        assert!((found.value - 3.0).abs() < 1e-15);
        assert!((found.error - sqrt(14.0 / 12.0)).abs() < 1e-15);
        assert_eq!(Mean::default().estimate(), Estimate::default());
    }

    #[test]
    fn a_share_s_error_is_that_of_the_binomial_law() {
        let found = share((0..1000).map(|draw| draw % 4 == 0));
        assert_eq!(found.value, 0.25);
        assert!((found.error - sqrt(0.25 * 0.75 / 999.0)).abs() < 1e-15);
    }

    /// Of the normal law it is minus the density at the quantile over the share; over 60 seeds the error named is the one made.
    #[test]
    fn the_shortfall_of_normal_draws_is_the_known_one() {
        let truth = -normal_pdf(inverse_normal_cdf(0.05)) / 0.05;
        let mut off = Mean::default();
        let mut named = Mean::default();
        for seed in 1..=60 {
            let mut draws = StandardNormal::seeded(seed);
            let mut all: Vec<f64> = (0..4000).map(|_| draws.draw()).collect();
            all.sort_by(f64::total_cmp);
            let found = expected_shortfall(&all, 0.05);
            off.take(found.value - truth);
            named.take(found.error);
        }
        // The deviation of 60 deviations is known to one in sqrt(120), 9 %; three of those.
        let made = sqrt(off.variance());
        assert!((made / named.estimate().value - 1.0).abs() < 0.28, "{made}");
        assert!(off.estimate().value.abs() < 4.0 * off.estimate().error);
    }

    #[test]
    fn a_histogram_counts_every_draw_once() {
        let found = Histogram::of(&[-9.0, 0.0, 0.5, 1.0, 1.9, 99.0], 0.0, 1.0, 3);
        assert_eq!(found.shares, [3.0 / 6.0, 2.0 / 6.0, 1.0 / 6.0]);
    }
}

//! How a move of spot VIX reaches VIX futures and SPX vols of other tenors.

use crate::math::{exp, exp_m1, sqrt};
use crate::units::{DAYS_PER_YEAR, Days, Years};

/// Decay rates of the two factors of forward variance, per year: half-lives of 9 and 108 days.
pub const DECAY: [f64; 2] = [29.0, 2.35];
/// Weight of each factor in a move of instantaneous variance.
pub const WEIGHT: [f64; 2] = [0.60, 0.40];
/// The window of VIX, 30 days.
pub const WINDOW: Years = Years::new(30.0 / DAYS_PER_YEAR);
/// The rule of square roots does not tell tenors below this apart.
const SHORTEST_SQRT_TENOR: f64 = 5.0;

/// The rule by which one VIX move becomes a move of every tenor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Rule {
    /// The measured kernel: log forward variance at horizon u moves by w e^(-k1 u) + (1-w) e^(-k2 u).
    ///
    /// Source: w 0.60, k1 29, k2 2.35 fitted to VIX futures 2004-2025 on days with VIX up 5 points or more.
    #[default]
    Kernel,
    /// Every tenor moves one for one: what most tools assume, for comparison.
    Parallel,
    /// beta = sqrt(30/(30 + tau)), gamma = sqrt(30/max(tau, 5)), tau in days: a common rule of thumb.
    SqrtTime,
    /// Each layer's own beta where it has one, else the kernel.
    Custom,
}

/// How far each tenor moves, in logs, per log move of spot VIX, for one shock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Response {
    /// The kernel, with the weight of each factor in a future and in a vol; they depend on how the rise
    /// was spread over time.
    Kernel {
        /// Weights in the move of a future.
        future: [f64; 2],
        /// Weights in the move of a vol.
        vol: [f64; 2],
    },
    /// One for one.
    Parallel,
    /// Square roots of time.
    SqrtTime,
}

impl Rule {
    /// The response to a move at horizon `after` from now.
    ///
    /// A rise happened somewhere between now and then, so part of the fast factor has already decayed
    /// and longer tenors took a larger share: measured over rises of 5 points or more within 1, 5, 21 and
    /// 31 sessions, predicted over recorded futures moves are 1.02, 0.98, 0.95, 0.92. A fall uses the
    /// plain kernel.
    pub fn response(self, rise: bool, after: Days) -> Response {
        match self {
            Rule::Parallel => Response::Parallel,
            Rule::SqrtTime => Response::SqrtTime,
            Rule::Kernel | Rule::Custom => {
                let window = [average(0, WINDOW), average(1, WINDOW)];
                let h = after.years().get();
                let weight = if rise && h > 0.0 {
                    let mut spread = [0.0; 2];
                    for x in 0..2 {
                        for y in 0..2 {
                            let decay = DECAY[x] + DECAY[y];
                            let variance = -exp_m1(-decay * h) / decay;
                            spread[x] += WEIGHT[x] * WEIGHT[y] * window[y] * variance;
                        }
                    }
                    spread
                } else {
                    WEIGHT
                };
                let vix = weight[0] * window[0] + weight[1] * window[1];
                let vol = [weight[0] / vix, weight[1] / vix];
                Response::Kernel {
                    vol,
                    future: [vol[0] * window[0], vol[1] * window[1]],
                }
            }
        }
    }
}

impl Response {
    /// beta: log move of the VIX future with `left` to its settlement; 1 at settlement.
    pub fn beta(self, left: Days) -> f64 {
        let tau = left.get().max(0.0);
        match self {
            Response::Parallel => 1.0,
            Response::SqrtTime => sqrt(30.0 / (30.0 + tau)),
            Response::Kernel { .. } if tau == 0.0 => 1.0,
            Response::Kernel { future, .. } => {
                let years = Days::new(tau).years().get();
                future[0] * exp(-DECAY[0] * years) + future[1] * exp(-DECAY[1] * years)
            }
        }
    }

    /// gamma: log move of the at-the-money vol of an SPX option with `left` to its expiry.
    pub fn gamma(self, left: Days) -> f64 {
        let tau = left.get().max(0.0);
        match self {
            Response::Parallel => 1.0,
            Response::SqrtTime => sqrt(30.0 / tau.max(SHORTEST_SQRT_TENOR)),
            Response::Kernel { vol, .. } => {
                let years = Days::new(tau).years();
                vol[0] * average(0, years) + vol[1] * average(1, years)
            }
        }
    }
}

/// Average of e^(-k u) for u from now to `until`; 1 for no time at all.
pub fn average(factor: usize, until: Years) -> f64 {
    let ku = DECAY[factor] * until.get();
    if ku == 0.0 { 1.0 } else { -exp_m1(-ku) / ku }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of the published model, three digits.
    #[test]
    fn betas_and_gammas_are_the_published_ones() {
        let plain = Rule::Kernel.response(false, Days::ZERO);
        let beta = [
            (1.0, 0.967),
            (7.0, 0.808),
            (10.0, 0.750),
            (30.0, 0.542),
            (37.0, 0.504),
            (75.0, 0.380),
            (110.0, 0.303),
            (220.0, 0.149),
        ];
        for (days, expected) in beta {
            assert!(
                (plain.beta(Days::new(days)) - expected).abs() <= 5e-4,
                "beta {days}"
            );
        }
        let gamma = [
            (0.0, 1.688),
            (1.0, 1.647),
            (7.0, 1.437),
            (10.0, 1.353),
            (30.0, 1.0),
            (37.0, 0.927),
            (75.0, 0.705),
            (110.0, 0.600),
            (220.0, 0.419),
        ];
        for (days, expected) in gamma {
            assert!(
                (plain.gamma(Days::new(days)) - expected).abs() <= 5e-4,
                "gamma {days}"
            );
        }
    }

    #[test]
    fn a_rise_that_took_longer_reaches_longer_tenors() {
        for (after, expected) in [(0.0, 0.542), (7.0, 0.581), (30.0, 0.659), (45.0, 0.686)] {
            let beta = Rule::Kernel
                .response(true, Days::new(after))
                .beta(Days::new(30.0));
            assert!((beta - expected).abs() <= 5e-4, "after {after}: {beta}");
        }
    }

    #[test]
    fn an_instant_rise_is_the_limit_of_a_short_one() {
        let plain = Rule::Kernel.response(true, Days::ZERO);
        let short = Rule::Kernel.response(true, Days::new(1e-6));
        for days in [0.0, 5.0, 50.0, 500.0] {
            let tenor = Days::new(days);
            // The spread changes weights by a share of order decay * h = 29 * 1e-6 / 365.
            assert!(
                (plain.beta(tenor) - short.beta(tenor)).abs() < 1e-7,
                "beta {days}"
            );
            assert!(
                (plain.gamma(tenor) - short.gamma(tenor)).abs() < 1e-7,
                "gamma {days}"
            );
        }
    }

    #[test]
    fn a_longer_future_never_moves_more() {
        for rule in [Rule::Kernel, Rule::SqrtTime] {
            for after in [0.0, 10.0, 90.0] {
                let response = rule.response(true, Days::new(after));
                let mut before = 1.0 + 1e-15;
                for days in 0..800 {
                    let beta = response.beta(Days::new(f64::from(days)));
                    assert!(beta <= before && beta > 0.0, "{rule:?} after {after} at {days}");
                    before = beta;
                }
            }
        }
    }
}

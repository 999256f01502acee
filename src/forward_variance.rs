//! The ceiling that SPX variance puts over a VIX future.

use crate::math::{ln, sqrt};
use crate::units::{Days, Vol, Years};

/// Variance to one SPX expiry, as the vol a variance swap to it would be struck at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Strip {
    /// Days to the expiry.
    pub tenor: Days,
    /// Square root of the variance to it, a year. An at-the-money vol is lower than that.
    pub vol: Vol,
}

impl Strip {
    /// Variance from now to the expiry.
    fn total(&self) -> f64 {
        self.vol.get() * self.vol.get() * self.tenor.years().get()
    }
}

/// Variance a year between two expiries; `None` where the farther does not lie beyond the nearer, or holds less
/// variance, which no arbitrage-free market does.
pub fn forward_variance(near: &Strip, far: &Strip) -> Option<f64> {
    let between = far.tenor.since(near.tenor).years().get();
    let variance = (far.total() - near.total()) / between;
    (between > 0.0 && variance >= 0.0).then_some(variance)
}

/// What the VIX future that settles at the nearer expiry cannot exceed, VIX points.
///
/// It is worth the mean of a square root; by Jensen's inequality that is at most the root of the mean, which the two
/// strips fix. Between the two lies the price of VIX's own uncertainty, so a gap is no conversion: closing it takes
/// both whole strips, and the future is no option on SPX.
pub fn ceiling(near: &Strip, far: &Strip) -> Option<f64> {
    forward_variance(near, far).map(|variance| 100.0 * sqrt(variance))
}

/// The vol of VIX at which the future sits as far below its ceiling as it does, if VIX is lognormal at settlement:
/// ln(ceiling^2 / future^2) = vol^2 T. `None` at or above the ceiling and with no time left.
pub fn implied_vol_of_vix(ceiling: f64, future: f64, left: Years) -> Option<Vol> {
    let room = ceiling > future && future > 0.0 && left > Years::ZERO;
    room.then(|| Vol::new(sqrt(2.0 * ln(ceiling / future) / left.get())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{exp, inverse_normal_cdf};

    fn strip(days: f64, percent: f64) -> Strip {
        Strip {
            tenor: Days::new(days),
            vol: Vol::from_percent(percent),
        }
    }

    /// `QuantLib` 1.44, `BlackVarianceCurve.blackForwardVol` over 30 to 60 and 30 to 93 days, actual/365.
    #[test]
    fn forward_variance_is_quantlib_s() {
        for (near, far, expected) in [
            (strip(30.0, 17.95), strip(60.0, 18.9), 19.804_481_815_993_066),
            (strip(30.0, 17.95), strip(93.0, 20.1), 21.046_756_338_708_17),
        ] {
            let found = ceiling(&near, &far).expect("one");
            assert!((found - expected).abs() < 1e-12, "{found} is not {expected}");
        }
    }

    /// By hand: 0.04 x 60 - 0.01 x 30 over 30 days is 0.07.
    #[test]
    fn by_hand_and_where_there_is_none() {
        let variance = forward_variance(&strip(30.0, 10.0), &strip(60.0, 20.0)).expect("one");
        assert!((variance - 0.07).abs() < 1e-15);
        assert_eq!(forward_variance(&strip(30.0, 40.0), &strip(60.0, 20.0)), None);
        assert_eq!(forward_variance(&strip(60.0, 20.0), &strip(60.0, 20.0)), None);
        assert_eq!(forward_variance(&strip(60.0, 20.0), &strip(30.0, 20.0)), None);
    }

    /// The law itself, on a lognormal VIX drawn at even probabilities: the mean lies below the root of the mean square,
    /// and the vol it was drawn with comes back.
    #[test]
    fn the_mean_of_a_root_is_below_the_root_of_the_mean() {
        let left = Days::new(30.0).years();
        for vol in [0.3, 0.9, 1.4] {
            let deviation = vol * sqrt(left.get());
            let (mut mean, mut square) = (0.0, 0.0);
            let draws = 20_000;
            for draw in 0..draws {
                let z = inverse_normal_cdf((f64::from(draw) + 0.5) / f64::from(draws));
                let vix = 20.0 * exp(deviation * z);
                mean += vix / f64::from(draws);
                square += vix * vix / f64::from(draws);
            }
            let ceiling = sqrt(square);
            assert!(mean < ceiling);
            let found = implied_vol_of_vix(ceiling, mean, left).expect("one").get();
            // The outermost draws stand for their whole tails.
            assert!((found - vol).abs() < 2e-3, "{found} is not {vol}");
        }
        assert_eq!(implied_vol_of_vix(19.0, 19.0, left), None);
        assert_eq!(implied_vol_of_vix(20.0, 19.0, Years::ZERO), None);
    }
}

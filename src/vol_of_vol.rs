//! Vols of VIX options: their level from VVIX, their tenor and their smile.

use crate::math::{ln, pow, sqrt};
use crate::units::{DAYS_PER_YEAR, Rate, Vol, Years};

/// At-the-money vol of a VIX option as a share of VVIX, up to `FLAT_UNTIL`.
pub const SHARE_OF_VVIX: f64 = 0.9;
/// Tenor up to which the level is flat.
pub const FLAT_UNTIL: Years = Years::new(45.0 / DAYS_PER_YEAR);
/// Beyond it the level falls as this power of the tenor.
pub const DECLINE: f64 = 0.25;
/// Width of the smile's bend, in standard deviations.
pub const BEND: f64 = 0.25;

/// The vol surface of VIX options.
///
/// At the money 0.9 VVIX up to 45 days, times (45 d / tau)^0.25 beyond; across strikes
/// atm (1 + s/2 (x + sqrt(x^2 + 0.25^2) - 0.25)), x = ln(K/F)/(atm sqrt tau).
///
/// Source: closing trades of VIX options on 2024-06-03 (one day, VIX 13.11, VVIX 78.8). Slopes above 0.35
/// would let call prices rise with the strike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VolOfVol {
    /// VVIX as a decimal.
    vvix: Rate,
    /// Slope s of the smile.
    smile: f64,
}

impl VolOfVol {
    /// The surface for a VVIX in points (95.0) and a smile slope (0.31).
    pub const fn new(vvix_points: f64, smile: f64) -> Self {
        Self {
            vvix: Rate::from_percent(vvix_points),
            smile,
        }
    }

    /// VVIX as a decimal.
    pub fn vvix(self) -> Rate {
        self.vvix
    }

    /// Slope of the smile.
    pub fn smile(self) -> f64 {
        self.smile
    }

    /// The surface after spot VIX has moved by `ratio`: VVIX goes with its square root.
    ///
    /// Source: measured on VVIX and VIX; VVIX moves about half as far in logs.
    #[must_use]
    pub fn moved(self, ratio: f64) -> Self {
        Self {
            vvix: Rate::new(self.vvix.get() * sqrt(ratio)),
            ..self
        }
    }

    /// At-the-money vol of a VIX option with `left` to expiry.
    pub fn at_the_money(self, left: Years) -> Vol {
        Vol::new(self.level() * decline(left))
    }

    fn level(self) -> f64 {
        SHARE_OF_VVIX * self.vvix.get()
    }

    /// Vol of a VIX option at a strike, for its future and the calendar time left.
    pub fn vol(self, future: f64, strike: f64, left: Years) -> Vol {
        self.vol_declined(future, strike, left, decline(left))
    }

    /// As `vol`, where the decline of that time is at hand.
    pub(crate) fn vol_declined(self, future: f64, strike: f64, left: Years, decline: f64) -> Vol {
        let atm = self.level() * decline;
        let deviation = atm * sqrt(left.get());
        if deviation <= 0.0 {
            return Vol::new(atm);
        }
        let x = ln(strike / future) / deviation;
        Vol::new(atm * (1.0 + self.smile / 2.0 * (x + sqrt(x * x + BEND * BEND) - BEND)))
    }
}

/// How far the level has fallen with so much time left: 1 up to 45 days, then with the fourth root.
pub(crate) fn decline(left: Years) -> f64 {
    if left > FLAT_UNTIL {
        pow(FLAT_UNTIL.get() / left.get(), DECLINE)
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Days;

    #[test]
    fn at_the_money_is_the_level_and_far_calls_are_dearer() {
        let surface = VolOfVol::new(95.0, 0.31);
        let month = Days::new(30.0).years();
        assert!(
            (surface.vol(19.0, 19.0, month).get() - 0.855).abs() < 1e-15,
            "0.9 * 0.95"
        );
        assert!(surface.vol(19.0, 40.0, month) > surface.vol(19.0, 25.0, month));
    }

    #[test]
    fn the_level_falls_with_the_fourth_root_beyond_45_days() {
        let surface = VolOfVol::new(95.0, 0.31);
        let level = |days: f64| surface.at_the_money(Days::new(days).years()).get();
        assert_eq!(level(1.0), level(45.0));
        // Sixteen times the tenor, half the level.
        assert!((level(720.0) - level(45.0) / 2.0).abs() < 1e-14, "one pow");
    }

    #[test]
    fn vvix_goes_with_the_square_root_of_vix() {
        let month = Days::new(30.0).years();
        let before = VolOfVol::new(80.0, 0.31).at_the_money(month).get();
        let after = VolOfVol::new(80.0, 0.31).moved(4.0).at_the_money(month).get();
        assert!((after - 2.0 * before).abs() < 1e-15, "sqrt 4");
    }
}

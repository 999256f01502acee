//! The SPX skew: a strike's vol as a multiple of the at-the-money vol.

use crate::math::{ln, sqrt};
use crate::units::{DAYS_PER_YEAR, Vol, Years};

/// Slope of the skew in the normalised strike.
pub const SLOPE: f64 = -0.13;
/// Width of the bend.
pub const WIDTH: f64 = 0.10;
/// Where the skew bends up again, in standard deviations above the forward.
pub const BEND_AT: f64 = 1.1;
/// Strength of the bend: at short tenors, and what is added at long ones.
const BEND: (f64, f64) = (0.12, 0.03);
/// Tenor at which half of the addition has arrived.
const BEND_TENOR: Years = Years::new(15.0 / DAYS_PER_YEAR);
/// No strike's vol falls below this share of the at-the-money vol.
pub const FLOOR: f64 = 0.2;

/// The shape of SPX vols across strikes, with `strength` 1 as measured, 0.5 to 1.5.
///
/// In the normalised strike z = ln(K/F)/(atm sqrt T) the vol is atm y(z),
/// y(z) = max(0.2, 1 + k \[a z + b (sqrt((z - z0)^2 + c^2) - sqrt(z0^2 + c^2))\]).
/// In a shock the shape stays and z is recomputed (sticky moneyness).
///
/// Source: fitted to the SPX and SPXW closing chain of 2026-01-30, root mean square error 0.3 vol points
/// at 8 to 30 days within two standard deviations, 0.5 at 3 to 7 and 30 to 50 days, 0.8 beyond.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Skew {
    strength: f64,
}

/// A strike's vol and how it moves with the forward while the shape of the smile stays.
///
/// The vol depends on strike over forward alone, so its slope in the strike is `-per_forward F/K`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SlidingVol {
    /// The vol.
    pub vol: Vol,
    /// dvol/dF, per index point.
    pub per_forward: f64,
    /// d2vol/dF2.
    pub per_forward_2: f64,
}

impl Skew {
    /// A skew of the given strength; 1 is as measured, 0 a flat line.
    pub const fn new(strength: f64) -> Self {
        Self { strength }
    }

    /// Its strength; 1 is as measured.
    pub fn strength(self) -> f64 {
        self.strength
    }

    /// y(z): the vol at normalised strike `z` as a multiple of the at-the-money vol.
    pub fn ratio(self, z: f64, bend: f64) -> f64 {
        self.unfloored(z, bend).max(FLOOR)
    }

    fn unfloored(self, z: f64, bend: f64) -> f64 {
        const WIDTH_2: f64 = WIDTH * WIDTH;
        let from_bend = z - BEND_AT;
        let at_zero = sqrt(BEND_AT * BEND_AT + WIDTH_2);
        1.0 + self.strength * (SLOPE * z + bend * (sqrt(from_bend * from_bend + WIDTH_2) - at_zero))
    }

    /// Vol at a strike, for a forward and the time left on the variance clock.
    ///
    /// With no time or no vol left the normalised strike has no meaning: the at-the-money vol.
    pub fn vol(self, atm: Vol, forward: f64, strike: f64, years: Years) -> Vol {
        let deviation = atm.get() * sqrt(years.get());
        if deviation <= 0.0 {
            return atm;
        }
        let z = ln(strike / forward) / deviation;
        Vol::new(atm.get() * self.ratio(z, bend(years)))
    }

    /// Vol at a strike with its derivatives in the forward.
    pub fn sliding_vol(self, atm: Vol, forward: f64, strike: f64, years: Years) -> SlidingVol {
        let deviation = atm.get() * sqrt(years.get());
        if deviation <= 0.0 {
            return SlidingVol {
                vol: atm,
                per_forward: 0.0,
                per_forward_2: 0.0,
            };
        }
        let z = ln(strike / forward) / deviation;
        let bend = bend(years);
        let ratio = self.unfloored(z, bend);
        if ratio <= FLOOR {
            return SlidingVol {
                vol: Vol::new(atm.get() * FLOOR),
                per_forward: 0.0,
                per_forward_2: 0.0,
            };
        }
        let from_bend = z - BEND_AT;
        let radius = sqrt(from_bend * from_bend + WIDTH * WIDTH);
        let per_z = self.strength * (SLOPE + bend * from_bend / radius);
        let per_z_2 = self.strength * bend * WIDTH * WIDTH / (radius * radius * radius);
        let z_per_forward = -1.0 / (forward * deviation);
        SlidingVol {
            vol: Vol::new(atm.get() * ratio),
            per_forward: atm.get() * per_z * z_per_forward,
            per_forward_2: atm.get()
                * (per_z_2 * z_per_forward * z_per_forward - per_z * z_per_forward / forward),
        }
    }
}

/// Strength of the bend at a tenor: b = 0.12 + 0.03 u^6/(1 + u^6), u = T / 15 days.
pub fn bend(years: Years) -> f64 {
    let u = years.get() / BEND_TENOR.get();
    let u3 = u * u * u;
    let u6 = u3 * u3;
    // Beyond a hundred times the tenor the share is 1 to the last bit, and u6 could overflow.
    let share = if u > 100.0 { 1.0 } else { u6 / (1.0 + u6) };
    BEND.0 + BEND.1 * share
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::difference::{derivative, second_derivative};
    use crate::units::Days;

    fn grid(from: f64, to: f64, steps: u32) -> impl Iterator<Item = f64> {
        (0..=steps).map(move |i| from + (to - from) * f64::from(i) / f64::from(steps))
    }

    #[test]
    fn at_the_money_is_the_level_itself() {
        let vol = Skew::new(1.0).vol(Vol::new(0.148), 7000.0, 7000.0, Days::new(45.0).years());
        assert!(
            (vol.get() - 0.148).abs() < 1e-16,
            "two equal roots cancel: {vol:?}"
        );
    }

    /// Durrleman's condition: the smile leaves no negative probability.
    #[test]
    fn the_density_is_positive_over_the_stated_domain() {
        for strength in [0.5, 1.0, 1.5] {
            for atm in [0.08, 0.15, 0.25, 0.40] {
                for days in [1.0, 7.0, 15.0, 30.0, 45.0] {
                    let skew = Skew::new(strength);
                    let years = Days::new(days).years();
                    let deviation = atm * sqrt(years.get());
                    let width = |z: f64| deviation * skew.ratio(z, bend(years));
                    for z in grid(-7.0, 4.0, 1100) {
                        // k = ln(K/F) = z * deviation; derivatives of w = width^2 by differences in k.
                        let step = 1e-4;
                        let w = |z: f64| width(z) * width(z);
                        let (w0, up, down) = (w(z), w(z + step), w(z - step));
                        let first = (up - down) / (2.0 * step * deviation);
                        let second = (up - 2.0 * w0 + down) / (step * step * deviation * deviation);
                        let k = z * deviation;
                        let a = 1.0 - k * first / (2.0 * w0);
                        let g = a * a - first * first / 4.0 * (1.0 / w0 + 0.25) + second / 2.0;
                        assert!(
                            g > 0.0,
                            "g {g} at z {z}, strength {strength}, atm {atm}, {days} days"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn total_variance_at_a_strike_does_not_fall_with_tenor() {
        for strength in [0.5, 1.0, 1.5] {
            for atm in [0.08, 0.15, 0.25, 0.40] {
                let skew = Skew::new(strength);
                // Fixed strike as log-moneyness, out to four deviations of the shortest tenor.
                for k in grid(-0.15, 0.08, 46) {
                    let mut before = 0.0;
                    for days in 1..=45 {
                        let years = Days::new(f64::from(days)).years();
                        let deviation = atm * sqrt(years.get());
                        let z = k / deviation;
                        if !(-7.0..=4.0).contains(&z) {
                            continue;
                        }
                        let width = deviation * skew.ratio(z, bend(years));
                        assert!(
                            width * width >= before,
                            "k {k}, {days} days, atm {atm}, {strength}"
                        );
                        before = width * width;
                    }
                }
            }
        }
    }

    #[test]
    fn the_slopes_are_the_derivatives() {
        let skew = Skew::new(1.2);
        let years = Days::new(30.0).years();
        for strike in [5500.0, 6400.0, 6900.0, 7050.0, 7400.0, 8000.0] {
            let vol = |forward: f64| skew.vol(Vol::new(0.15), forward, strike, years).get();
            let sliding = skew.sliding_vol(Vol::new(0.15), 7000.0, strike, years);
            assert_eq!(sliding.vol.get(), vol(7000.0));
            // The bend is 0.1 deviations wide, 43 points here: a step of half a point leaves (0.5/43)^4.
            let first = derivative(&vol, 7000.0, 0.5);
            let second = second_derivative(&vol, 7000.0, 0.5);
            // One deviation is 301 points, so vols move by about 0.15/301 a point and bend by 0.15/301^2.
            assert!(
                (sliding.per_forward - first).abs() < 1e-8 * 0.15 / 301.0,
                "{strike}: {sliding:?} {first}"
            );
            let bent = (sliding.per_forward_2 - second).abs();
            assert!(
                bent < 1e-6 * 0.15 / 301.0 / 301.0,
                "{strike}: {sliding:?} {second}"
            );
        }
    }
}

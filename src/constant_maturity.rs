//! A blend of two VIX futures that keeps one maturity, as the products that track an index of them hold.

use crate::units::Days;

/// The maturity that the short-term products keep. Source: S&P 500 VIX Short-Term Futures Index, one month.
pub const MATURITY: Days = Days::new(30.0);

/// Two futures and how much of each.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Blend {
    /// Days to the nearer future's settlement.
    pub near: Days,
    /// Days to the farther one's.
    pub far: Days,
    /// Share of contracts in the nearer one, 0 to 1; the rest is in the farther.
    pub near_share: f64,
}

impl Blend {
    /// The blend of two tenors whose mean maturity is `maturity`; all of the nearer (farther) one where both lie
    /// beyond (within) it. The tenors may be given in either order.
    pub fn new(one: Days, other: Days, maturity: Days) -> Self {
        let (near, far) = if one <= other { (one, other) } else { (other, one) };
        let between = far.since(near).get();
        let share = if between > 0.0 {
            far.since(maturity).get() / between
        } else {
            1.0
        };
        Self {
            near,
            far,
            near_share: share.clamp(0.0, 1.0),
        }
    }

    /// The blend's level between the two futures' prices.
    pub fn level(&self, near: f64, far: f64) -> f64 {
        self.near_share * near + (1.0 - self.near_share) * far
    }

    /// What holding the blend earns a day from the slope of the curve if nothing moves, as a share of its level:
    /// each future slides towards the nearer one's price. Negative in contango.
    pub fn roll_yield(&self, near: f64, far: f64) -> Option<f64> {
        let (between, level) = (self.far.since(self.near).get(), self.level(near, far));
        (between > 0.0 && level > 0.0).then(|| (near - far) / between / level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(days: f64) -> Days {
        Days::new(days)
    }

    /// By hand: 18 and 53 days blend to 30 with (53 - 30)/35 of the nearer; at 19 and 20 that is 19 + 12/35.
    #[test]
    fn the_shares_by_hand() {
        for blend in [
            Blend::new(days(18.0), days(53.0), MATURITY),
            Blend::new(days(53.0), days(18.0), MATURITY),
        ] {
            assert!((blend.near_share - 23.0 / 35.0).abs() < 1e-15);
            let maturity = blend.near_share * 18.0 + (1.0 - blend.near_share) * 53.0;
            assert!((maturity - 30.0).abs() < 1e-13);
            let level = blend.level(19.0, 20.0);
            assert!((level - (19.0 + 12.0 / 35.0)).abs() < 1e-13);
            let day = blend.roll_yield(19.0, 20.0).expect("one");
            assert!((day + 1.0 / 35.0 / level).abs() < 1e-16, "a point in 35 days");
        }
    }

    #[test]
    fn out_of_reach_it_is_the_nearest_there_is() {
        assert_eq!(Blend::new(days(40.0), days(75.0), MATURITY).near_share, 1.0);
        assert_eq!(Blend::new(days(5.0), days(20.0), MATURITY).near_share, 0.0);
        let one = Blend::new(days(30.0), days(30.0), MATURITY);
        assert_eq!((one.near_share, one.roll_yield(19.0, 19.0)), (1.0, None));
    }
}

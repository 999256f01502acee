//! How far SPX is expected to go: the VIX rule, its blend with realised vol, what records say, and announcements.
//!
//! Every move here is one standard deviation, a share of SPX.

use crate::math::sqrt;
use crate::response::WINDOW;
use crate::units::{Days, Rate, TRADING_DAYS, Vol, Years};

/// A trading day, in years of 252.
pub const TRADING_DAY: Years = Years::new(1.0 / TRADING_DAYS);

/// Standard deviation of recorded daily moves over the VIX rule of the day before.
///
/// Source: 5,480 SPX closes, 2004-03-26 to 2026-01-07, each over VIX / sqrt(252) of the day before.
pub const RECORDED: f64 = 0.80;

/// How often SPX closed further from the day before's close than so many times the VIX rule: multiple, share of
/// days below, share above. Source: as for `RECORDED`.
const BEYOND: [(f64, f64, f64); 9] = [
    (0.5, 0.2122, 0.2642),
    (0.75, 0.1440, 0.1650),
    (1.0, 0.0978, 0.0967),
    (1.25, 0.0651, 0.0456),
    (1.5, 0.0409, 0.0212),
    (1.75, 0.0252, 0.0097),
    (2.0, 0.0151, 0.0038),
    (2.5, 0.0062, 0.0004),
    (3.0, 0.0027, 0.0002),
];

/// Shares of closes since 1990 below a VIX level. Source: Cboe's daily VIX, 1990-01-02 to 2026-07-23.
const VIX_CLOSES: [(f64, f64); 13] = [
    (10.16, 0.01),
    (11.44, 0.05),
    (12.15, 0.10),
    (13.33, 0.20),
    (14.71, 0.30),
    (16.15, 0.40),
    (17.61, 0.50),
    (19.45, 0.60),
    (21.50, 0.70),
    (24.18, 0.80),
    (28.55, 0.90),
    (32.94, 0.95),
    (46.71, 0.99),
];

/// A move at a vol over a time.
pub fn at_vol(vol: Vol, time: Years) -> f64 {
    vol.get() * sqrt(time.get())
}

/// Implied and realised vol together: `weight` of the first, the rest of the second.
pub fn blend(implied: Vol, realised: Vol, weight: Rate) -> Vol {
    Vol::new(weight.get() * implied.get() + (1.0 - weight.get()) * realised.get())
}

/// Share of recorded days on which SPX closed further down than `down` times the VIX rule or further up than `up`.
///
/// Straight lines between the multiples on record; `None` outside them, 0.5 to 3.
pub fn recorded_beyond(down: f64, up: f64) -> Option<f64> {
    let below = between(down, BEYOND.iter().map(|&(multiple, below, _)| (multiple, below)))?;
    let above = between(up, BEYOND.iter().map(|&(multiple, _, above)| (multiple, above)))?;
    Some(below + above)
}

/// Share of closes since 1990 below a VIX level: straight lines between what is on record, held to 1 and 99 %.
pub fn vix_rank(vix: f64) -> f64 {
    let (first, last) = (VIX_CLOSES[0], VIX_CLOSES[VIX_CLOSES.len() - 1]);
    between(vix.clamp(first.0, last.0), VIX_CLOSES).unwrap_or(last.1)
}

/// A realised vol's 10th, 50th and 90th percentile over the years: one ring of a vol cone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ring {
    /// A tenth of all days were below.
    pub low: Vol,
    /// Half of them.
    pub middle: Vol,
    /// Nine tenths.
    pub high: Vol,
}

impl Ring {
    /// Share of days below a vol: straight lines between the three, held to 10 and 90 %.
    pub fn rank(&self, vol: Vol) -> f64 {
        let ring = [
            (self.low.get(), 0.1),
            (self.middle.get(), 0.5),
            (self.high.get(), 0.9),
        ];
        between(vol.get().clamp(self.low.get(), self.high.get()), ring).unwrap_or(0.5)
    }
}

/// The value at `x` on straight lines through ascending points; `None` outside them.
fn between(x: f64, points: impl IntoIterator<Item = (f64, f64)>) -> Option<f64> {
    let mut points = points.into_iter();
    let mut left = points.next()?;
    if x < left.0 {
        return None;
    }
    for right in points {
        if x <= right.0 {
            return Some(left.1 + (right.1 - left.1) * (x - left.0) / (right.0 - left.0));
        }
        left = right;
    }
    None
}

/// An announcement on a known day, and the move it is worth beside an ordinary day's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Announcement {
    /// Days from now.
    pub day: Days,
    /// One standard deviation, a share of SPX.
    pub jump: Rate,
}

/// Variance that announcements up to a day bring.
fn variance_until(day: Days, announcements: &[Announcement]) -> f64 {
    announcements
        .iter()
        .filter(|announcement| announcement.day <= day)
        .map(|announcement| announcement.jump.get() * announcement.jump.get())
        .sum()
}

/// The move over `time`, which ends `until` days from now, with the announcements up to then on top of the vol.
pub fn with_announcements(vol: Vol, time: Years, until: Days, announcements: &[Announcement]) -> f64 {
    let quiet = vol.get() * vol.get() * time.get();
    sqrt(quiet + variance_until(until, announcements))
}

/// The vol of the days without an announcement, where VIX already counts those of its own 30 days.
///
/// `None` where the announcements alone are worth more than all of VIX's variance.
pub fn quiet_vol(vix: Vol, announcements: &[Announcement]) -> Option<Vol> {
    let window = Days::new(30.0);
    let left = vix.get() * vix.get() * WINDOW.get() - variance_until(window, announcements);
    (left >= 0.0).then(|| Vol::new(sqrt(left / WINDOW.get())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64) {
        assert!(
            (found - expected).abs() < 1e-15,
            "{found}, not {expected}: a rounding or two"
        );
    }

    /// A published example: VIX 17.95 is 1.13 % a day, at SPX 7138.80 it is 80.7 points; times 1.026, 1.16 % and 82.8.
    #[test]
    fn the_vix_rule_is_the_published_one() {
        let day = at_vol(Vol::from_percent(17.95), TRADING_DAY);
        assert!((day - 0.0113).abs() < 5e-5, "{day}");
        assert!((day * 7138.80 - 80.7).abs() < 0.05);
        assert!((1.026 * day - 0.0116).abs() < 5e-5 && (1.026 * day * 7138.80 - 82.8).abs() < 0.05);
    }

    /// By hand: 0.6 of 17 and 0.4 of 12 is 15.
    #[test]
    fn a_blend_lies_between_its_parts() {
        close(
            blend(
                Vol::from_percent(17.0),
                Vol::from_percent(12.0),
                Rate::from_percent(60.0),
            )
            .get(),
            0.15,
        );
    }

    #[test]
    fn records_are_read_between_their_points_and_not_beyond_them() {
        close(recorded_beyond(1.0, 1.0).expect("on record"), 0.0978 + 0.0967);
        // Half way from 1.0 to 1.25 below, at 2 above.
        close(
            recorded_beyond(1.125, 2.0).expect("on record"),
            f64::midpoint(0.0978, 0.0651) + 0.0038,
        );
        assert!(recorded_beyond(0.4, 1.0).is_none() && recorded_beyond(1.0, 3.1).is_none());
        assert!(recorded_beyond(f64::NAN, 1.0).is_none());
        close(vix_rank(17.61), 0.5);
        close(vix_rank(8.0), 0.01);
        close(vix_rank(90.0), 0.99);
    }

    #[test]
    fn a_ring_of_the_cone_ranks_a_vol() {
        let ring = Ring {
            low: Vol::from_percent(7.5),
            middle: Vol::from_percent(12.5),
            high: Vol::from_percent(26.0),
        };
        for (percent, rank) in [
            (5.0, 0.1),
            (7.5, 0.1),
            (10.0, 0.3),
            (12.5, 0.5),
            (19.25, 0.7),
            (26.0, 0.9),
            (80.0, 0.9),
        ] {
            assert!(
                (ring.rank(Vol::from_percent(percent)) - rank).abs() < 1e-12,
                "{percent} %"
            );
        }
    }

    /// By hand, at a VIX of 20 and one announcement of 1 % in two days: VIX's 30 days hold 0.04 x 30/365 =
    /// 0.0032877; without the 0.0001 of the announcement 0.0031877, a vol of 19.6935 %.
    #[test]
    fn vix_already_counts_the_announcements_of_its_own_thirty_days() {
        let vix = Vol::from_percent(20.0);
        let soon = [Announcement {
            day: Days::new(2.0),
            jump: Rate::from_percent(1.0),
        }];
        let quiet = quiet_vol(vix, &soon).expect("VIX is worth more");
        assert!((quiet.get() - 0.196_935).abs() < 1e-6, "{quiet:?}");
        // Put back where it was, VIX's own window has VIX's own variance again.
        let whole = with_announcements(quiet, WINDOW, Days::new(30.0), &soon);
        close(whole, at_vol(vix, WINDOW));
        // The day before the announcement is quieter than VIX says, the two days around it are not.
        assert!(with_announcements(quiet, TRADING_DAY, Days::new(1.0), &soon) < at_vol(vix, TRADING_DAY));
        let two = Days::new(2.0);
        assert!(with_announcements(quiet, two.years(), two, &soon) > at_vol(vix, two.years()));
        // On top of VIX it is counted twice: sqrt(0.04 x 2/365 + 0.0001).
        assert!((with_announcements(vix, two.years(), two, &soon) - 0.017_865_6).abs() < 1e-7);
    }

    #[test]
    fn announcements_worth_more_than_vix_leave_no_quiet_vol() {
        let huge = [Announcement {
            day: Days::new(3.0),
            jump: Rate::from_percent(9.0),
        }];
        assert_eq!(quiet_vol(Vol::from_percent(20.0), &huge), None);
    }
}

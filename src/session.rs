//! The trading day in New York: what the clock shows when so much is left to an expiry, and the session's busy ends.

use alloc::format;
use alloc::string::String;

use crate::clock::SESSION;
use crate::math::{floor, round};
use crate::units::Days;

/// Minutes in a day.
const DAY: f64 = 1440.0;
/// The session opens at 9:30, in minutes after midnight.
pub const OPEN: u32 = 570;
/// It closes at 16:00, when SPXW options settle.
pub const CLOSE: u32 = 960;
/// The first so many minutes of the session, and the last so many. Source: document 004.
const BUSY: (u32, u32) = (90, 60);

/// A time of day in New York, in minutes after midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClockTime(u32);

/// Where a time of day lies in the trading day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// Before 9:30, or from 16:00.
    Closed,
    /// The first 90 minutes.
    Opening,
    /// Between the two.
    Middle,
    /// The last 60 minutes.
    Closing,
}

impl ClockTime {
    /// So many minutes after midnight; a day is taken off as often as it fits.
    pub const fn new(minutes: u32) -> Self {
        Self(minutes % 1440)
    }

    /// What the clock shows when `left` remains to an expiry at 16:00, to the nearest minute.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rest of a day lies between 0 and 1440"
    )]
    pub fn when_left(left: Days) -> Self {
        let minutes = f64::from(CLOSE) - left.get() * DAY;
        let rest = minutes - floor(minutes / DAY) * DAY;
        Self::new(round(rest) as u32)
    }

    /// Minutes after midnight.
    pub const fn minutes(self) -> u32 {
        self.0
    }

    /// What is left of the day's expiry at 16:00; nothing after it.
    pub fn to_close(self) -> Days {
        Days::new(f64::from(CLOSE.saturating_sub(self.0)) / DAY)
    }

    /// As a clock shows it: "09:30".
    pub fn text(self) -> String {
        format!("{:02}:{:02}", self.0 / 60, self.0 % 60)
    }

    /// Where it lies in the trading day.
    pub fn window(self) -> Window {
        match self.0 {
            OPEN..CLOSE if self.0 < OPEN + BUSY.0 => Window::Opening,
            OPEN..CLOSE if self.0 >= CLOSE - BUSY.1 => Window::Closing,
            OPEN..CLOSE => Window::Middle,
            _ => Window::Closed,
        }
    }

    /// Minutes until one of the session's busy ends; none inside one.
    pub fn until_busy(self) -> u32 {
        match self.window() {
            Window::Opening | Window::Closing => 0,
            Window::Middle => CLOSE - BUSY.1 - self.0,
            Window::Closed if self.0 < OPEN => OPEN - self.0,
            Window::Closed => 1440 - self.0 + OPEN,
        }
    }
}

/// Hours of trading in what is left to an expiry at 16:00; each whole day holds one session.
pub fn trading_hours(left: Days) -> f64 {
    let days = left.get().max(0.0);
    let whole = floor(days);
    24.0 * (whole * SESSION + (days - whole).min(SESSION))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: u32, minute: u32) -> ClockTime {
        ClockTime::new(60 * hour + minute)
    }

    #[test]
    fn the_clock_shows_what_the_time_left_says() {
        for (left, shown) in [
            (0.0, "16:00"),
            (6.5 / 24.0, "09:30"),
            (0.5 / 24.0, "15:30"),
            (1.0, "16:00"),
            (1.25, "10:00"),
            (0.02, "15:31"),
            (2.9, "18:24"),
        ] {
            assert_eq!(ClockTime::when_left(Days::new(left)).text(), shown, "{left} days");
        }
        // 15:31 is 29 minutes from the close.
        assert!(
            (at(15, 31).to_close().get() - 29.0 / 1440.0).abs() < 1e-16,
            "one rounding"
        );
        assert_eq!(at(17, 0).to_close(), Days::ZERO);
    }

    /// Document 004: the first 90 minutes or the final 60.
    #[test]
    fn the_busy_ends_are_the_first_90_and_the_last_60_minutes() {
        for (hour, minute, window, wait) in [
            (9, 29, Window::Closed, 1),
            (9, 30, Window::Opening, 0),
            (10, 59, Window::Opening, 0),
            (11, 0, Window::Middle, 240),
            (14, 59, Window::Middle, 1),
            (15, 0, Window::Closing, 0),
            (15, 59, Window::Closing, 0),
            (16, 0, Window::Closed, 17 * 60 + 30),
            (0, 0, Window::Closed, 570),
        ] {
            let time = at(hour, minute);
            assert_eq!(
                (time.window(), time.until_busy()),
                (window, wait),
                "{}",
                time.text()
            );
        }
    }

    #[test]
    fn a_day_holds_one_session() {
        for (left, hours) in [
            (1.0, 6.5),
            (2.0, 13.0),
            (0.9, 6.5),
            (0.25, 6.0),
            (0.0, 0.0),
            (-1.0, 0.0),
        ] {
            assert!(
                (trading_hours(Days::new(left)) - hours).abs() < 1e-12,
                "{left} days"
            );
        }
    }
}

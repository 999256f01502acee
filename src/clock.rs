//! The variance clock of SPX options: how much of a year's variance lies before an expiry.

use crate::math::floor;
use crate::units::{DAYS_PER_YEAR, Days, Years};

/// Share of a weekday that is the trading session, 9:30 to 16:00 New York time.
pub const SESSION: f64 = 6.5 / 24.0;

/// Share of a weekday's variance that falls in its session; the rest falls overnight.
///
/// Source: measured on daily SPX opens and closes; calendar time would put 27 % there.
pub const SESSION_VARIANCE: f64 = 0.64;

/// Time to an expiry at 16:00 New York on the variance clock, in years.
///
/// Whole days count as by the calendar. The fraction of a day that is left counts by its variance: the
/// last 6.5 hours hold 64 % of it. Zero and negative times are zero.
pub fn variance_years(left: Days) -> Years {
    let days = left.get();
    if days <= 0.0 {
        return Years::ZERO;
    }
    let whole = floor(days);
    Years::new((whole + variance_of_part(days - whole)) / DAYS_PER_YEAR)
}

/// Variance of the last `part` of a day, as a share of the day's.
fn variance_of_part(part: f64) -> f64 {
    if part <= SESSION {
        SESSION_VARIANCE * part / SESSION
    } else {
        SESSION_VARIANCE + (1.0 - SESSION_VARIANCE) * (part - SESSION) / (1.0 - SESSION)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_days_are_calendar_days() {
        for days in [1.0, 7.0, 45.0, 365.0] {
            assert_eq!(variance_years(Days::new(days)), Days::new(days).years());
        }
    }

    #[test]
    fn the_session_holds_64_percent_of_the_last_day() {
        let at_open = variance_years(Days::new(SESSION)).get() * DAYS_PER_YEAR;
        assert!((at_open - 0.64).abs() < 1e-15, "one rounding: {at_open}");
    }

    #[test]
    fn the_clock_never_runs_backwards_and_has_no_jump() {
        let mut before = 0.0;
        for step in 0..=4000 {
            let now = variance_years(Days::new(f64::from(step) / 1000.0)).get();
            // 0.64 per 0.27 of a day is the steepest the clock runs.
            assert!(
                now >= before && now - before < 2.4e-3 / DAYS_PER_YEAR,
                "step {step}"
            );
            before = now;
        }
    }
}

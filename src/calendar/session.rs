//! Trading days: which days have a session, how long it lasts, how many lie between two dates.

use crate::calendar::date::{Date, Month, Weekday, days_between, plus};
use crate::calendar::holiday::{Holiday, holiday};

/// A day without a session that no yearly schedule named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closure {
    /// Year, month, day.
    pub on: (i32, Month, u8),
    /// Why.
    pub reason: &'static str,
}

const fn closure(year: i32, month: Month, day: u8, reason: &'static str) -> Closure {
    Closure {
        on: (year, month, day),
        reason,
    }
}

/// Every unscheduled full day's closure since 2000. Source: NYSE, special closings.
pub const CLOSURES: &[Closure] = &[
    closure(2001, Month::September, 11, "attacks of 11 September"),
    closure(2001, Month::September, 12, "attacks of 11 September"),
    closure(2001, Month::September, 13, "attacks of 11 September"),
    closure(2001, Month::September, 14, "attacks of 11 September"),
    closure(2004, Month::June, 11, "mourning for President Reagan"),
    closure(2007, Month::January, 2, "mourning for President Ford"),
    closure(2012, Month::October, 29, "hurricane Sandy"),
    closure(2012, Month::October, 30, "hurricane Sandy"),
    closure(2018, Month::December, 5, "mourning for President Bush"),
    closure(2025, Month::January, 9, "mourning for President Carter"),
];

/// The closure of a day, if it had one.
pub fn closure_on(date: Date) -> Option<&'static Closure> {
    let on = (date.year(), date.month(), date.day());
    CLOSURES.iter().find(|closure| closure.on == on)
}

/// Whether the year's schedule names the day a session; expiries are fixed by it, and an unscheduled closure
/// moves none.
///
/// So it was on 5 December 2018: contracts that settled that morning kept their date, and took the value of the
/// next.
pub fn is_scheduled(date: Date) -> bool {
    !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) && holiday(date).is_none()
}

/// Whether the market was or will be open.
pub fn is_session(date: Date) -> bool {
    is_scheduled(date) && closure_on(date).is_none()
}

/// Whether a session ends at 13:00 New York instead of 16:00: the day after Thanksgiving, 3 July and 24 December
/// unless they are Fridays or closed. Holds from 2004; options on an index close a quarter of an hour later.
///
/// Source: NYSE, hours and calendars.
pub fn closes_early(date: Date) -> bool {
    let before_friday = !matches!(date.weekday(), Weekday::Friday);
    let early = match (date.month(), date.day()) {
        (Month::July, 3) | (Month::December, 24) => before_friday,
        (Month::November, _) => holiday(plus(date, -1)) == Some(Holiday::Thanksgiving),
        _ => false,
    };
    early && is_session(date)
}

/// The last scheduled session before a day.
#[must_use]
pub fn before(date: Date) -> Date {
    on_or_before(plus(date, -1))
}

/// The day itself when it is scheduled as a session, else the last one before it.
#[must_use]
pub fn on_or_before(date: Date) -> Date {
    // Never more than four days in a row without one.
    (0..7)
        .map(|back| plus(date, -back))
        .find(|day| is_scheduled(*day))
        .unwrap_or(date)
}

/// Sessions after one date up to and with another; negative when the other comes first.
pub fn sessions_between(from: Date, to: Date) -> i32 {
    let days = days_between(from, to);
    let (start, sign) = if days < 0 { (to, -1) } else { (from, 1) };
    let sessions = (1..=days.abs())
        .filter(|step| is_session(plus(start, *step)))
        .count();
    sign * i32::try_from(sessions).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::date::parse;

    fn day(text: &str) -> Date {
        parse(text).expect(text)
    }

    #[test]
    fn a_year_has_as_many_sessions_as_records_of_it_count() {
        // Counted by exchange_calendars 4.13.2, calendar XNYS.
        for (year, sessions) in [
            (2004, 252),
            (2012, 250),
            (2018, 251),
            (2020, 253),
            (2023, 250),
            (2024, 252),
            (2025, 250),
        ] {
            let from = day(&std::format!("{}-12-31", year - 1));
            let to = day(&std::format!("{year}-12-31"));
            assert_eq!(sessions_between(from, to), sessions, "{year}");
            assert_eq!(sessions_between(to, from), -sessions, "{year} backwards");
        }
    }

    #[test]
    fn an_unscheduled_closure_is_no_session_but_moves_nothing() {
        let mourning = day("2018-12-05");
        assert!(!is_session(mourning) && is_scheduled(mourning));
        assert_eq!(on_or_before(mourning), mourning);
    }
}

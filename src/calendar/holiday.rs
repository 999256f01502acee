//! Holidays of the New York exchanges and of Cboe, by rule.

use serde::Serialize;

use crate::calendar::date::{Date, Month, Weekday};

/// A day on which the schedule of every year closes the market.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Holiday {
    /// 1 January; when that is a Saturday, no other day stands for it.
    NewYear,
    /// Third Monday of January.
    MartinLutherKing,
    /// Third Monday of February.
    Presidents,
    /// Two days before Easter.
    GoodFriday,
    /// Last Monday of May.
    Memorial,
    /// 19 June, from 2022.
    Juneteenth,
    /// 4 July.
    Independence,
    /// First Monday of September.
    Labor,
    /// Fourth Thursday of November.
    Thanksgiving,
    /// 25 December.
    Christmas,
}

impl Holiday {
    /// Its name on the page.
    pub fn name(self) -> &'static str {
        match self {
            Holiday::NewYear => "New Year’s Day",
            Holiday::MartinLutherKing => "Martin Luther King Day",
            Holiday::Presidents => "Presidents’ Day",
            Holiday::GoodFriday => "Good Friday",
            Holiday::Memorial => "Memorial Day",
            Holiday::Juneteenth => "Juneteenth",
            Holiday::Independence => "Independence Day",
            Holiday::Labor => "Labor Day",
            Holiday::Thanksgiving => "Thanksgiving",
            Holiday::Christmas => "Christmas",
        }
    }
}

/// The year Juneteenth became a market holiday.
const JUNETEENTH_SINCE: i32 = 2022;

/// The holiday on which a weekday is closed; `None` for a session, and for weekends, which need no holiday.
///
/// Holidays of a fixed day move to Friday when it is a Saturday and to Monday when it is a Sunday; a New Year's
/// Day on a Saturday is not moved. Holds from 1998, the first year with Martin Luther King Day.
/// Source: NYSE rule 7.2 and Cboe rule 5.1, holidays.
pub fn holiday(date: Date) -> Option<Holiday> {
    let monday_of =
        |days: core::ops::RangeInclusive<u8>| date.weekday() == Weekday::Monday && days.contains(&date.day());
    let closed = match date.month() {
        Month::January if moves_to(date, 1) => Holiday::NewYear,
        Month::January if monday_of(15..=21) => Holiday::MartinLutherKing,
        Month::February if monday_of(15..=21) => Holiday::Presidents,
        Month::March | Month::April if date.ordinal() == good_friday(date.year()) => Holiday::GoodFriday,
        Month::May if monday_of(25..=31) => Holiday::Memorial,
        Month::June if date.year() >= JUNETEENTH_SINCE && moves_to(date, 19) => Holiday::Juneteenth,
        Month::July if moves_to(date, 4) => Holiday::Independence,
        Month::September if monday_of(1..=7) => Holiday::Labor,
        Month::November if date.weekday() == Weekday::Thursday && (22..=28).contains(&date.day()) => {
            Holiday::Thanksgiving
        }
        Month::December if moves_to(date, 25) => Holiday::Christmas,
        _ => return None,
    };
    Some(closed)
}

/// Whether a holiday of that day of the date's own month is kept on the date.
///
/// The Friday before belongs to the same month for every holiday that moves: New Year's Day does not.
fn moves_to(date: Date, day: u8) -> bool {
    match date.weekday() {
        Weekday::Saturday | Weekday::Sunday => false,
        Weekday::Friday => date.day() == day || date.day() + 1 == day,
        Weekday::Monday => date.day() == day || date.day() == day + 1,
        _ => date.day() == day,
    }
}

/// Day of the year of Good Friday, counted from 1.
///
/// Easter by the anonymous Gregorian computus, as Meeus prints it (Astronomical Algorithms, chapter 8), with his
/// letters.
fn good_friday(year: i32) -> u16 {
    let a = year % 19;
    let (b, c) = (year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    // Days from 22 March, the earliest Easter there is.
    let after = h + l - 7 * m;
    let leap = i32::from(time::util::is_leap_year(year));
    u16::try_from(81 + leap + after - 2).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::date::parse;

    fn on(text: &str) -> Option<Holiday> {
        holiday(parse(text).expect(text))
    }

    #[test]
    fn good_friday_is_found_at_the_ends_of_its_season() {
        // Easter of 2008 on 23 March and of 2038 on 25 April are the extremes of this century and a half.
        assert_eq!(on("2008-03-21"), Some(Holiday::GoodFriday));
        assert_eq!(on("2038-04-23"), Some(Holiday::GoodFriday));
        // Exceptions that a shorter computus gets wrong.
        assert_eq!(on("2049-04-16"), Some(Holiday::GoodFriday));
        assert_eq!(on("2076-04-17"), Some(Holiday::GoodFriday));
    }

    #[test]
    fn fixed_days_move_off_the_weekend_and_new_year_only_forward() {
        assert_eq!(on("2026-07-03"), Some(Holiday::Independence));
        assert_eq!(on("2027-07-05"), Some(Holiday::Independence));
        assert_eq!(on("2027-06-18"), Some(Holiday::Juneteenth));
        assert_eq!(on("2021-12-24"), Some(Holiday::Christmas));
        assert_eq!(on("2023-01-02"), Some(Holiday::NewYear));
        // 1 January 2022 was a Saturday: the Friday before was a session.
        assert_eq!(on("2021-12-31"), None);
        assert_eq!(on("2022-01-01"), None);
        assert_eq!(on("2022-01-03"), None);
    }

    #[test]
    fn juneteenth_begins_in_2022() {
        assert_eq!(on("2020-06-19"), None);
        assert_eq!(on("2021-06-18"), None);
        assert_eq!(on("2022-06-20"), Some(Holiday::Juneteenth));
    }
}

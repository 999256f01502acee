//! Calendar dates as people write them, and the steps between them.

use alloc::format;
use alloc::string::String;

pub use time::{Date, Month, Weekday};

use time::Duration;

/// A date written as in ISO 8601, four digits, two and two: "2026-01-30". `None` for anything else and for days
/// that do not exist.
pub fn parse(text: &str) -> Option<Date> {
    let digits = |from: usize, to: usize| -> Option<u16> {
        let part = text.get(from..to)?;
        let plain = part.bytes().all(|byte| byte.is_ascii_digit());
        if plain { part.parse().ok() } else { None }
    };
    let dashed = text.len() == 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    if !dashed {
        return None;
    }
    let month = Month::try_from(u8::try_from(digits(5, 7)?).ok()?).ok()?;
    let day = u8::try_from(digits(8, 10)?).ok()?;
    Date::from_calendar_date(i32::from(digits(0, 4)?), month, day).ok()
}

/// The date as ISO 8601 writes it: "2026-01-30".
pub fn iso(date: Date) -> String {
    format!(
        "{:04}-{:02}-{:02}",
        date.year(),
        u8::from(date.month()),
        date.day()
    )
}

/// The date in words that no reader takes for another: "Fri 30 Jan 2026".
pub fn words(date: Date) -> String {
    format!("{} {}", short(date), date.year())
}

/// The date without its year, where the year is told beside it: "Fri 30 Jan".
pub fn short(date: Date) -> String {
    format!("{} {} {}", weekday(date), date.day(), month(date))
}

fn weekday(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "Mon",
        Weekday::Tuesday => "Tue",
        Weekday::Wednesday => "Wed",
        Weekday::Thursday => "Thu",
        Weekday::Friday => "Fri",
        Weekday::Saturday => "Sat",
        Weekday::Sunday => "Sun",
    }
}

fn month(date: Date) -> &'static str {
    match date.month() {
        Month::January => "Jan",
        Month::February => "Feb",
        Month::March => "Mar",
        Month::April => "Apr",
        Month::May => "May",
        Month::June => "Jun",
        Month::July => "Jul",
        Month::August => "Aug",
        Month::September => "Sep",
        Month::October => "Oct",
        Month::November => "Nov",
        Month::December => "Dec",
    }
}

/// The date so many calendar days later, or earlier for a negative number; it stays within the years a date has.
#[must_use]
pub fn plus(date: Date, days: i32) -> Date {
    date.saturating_add(Duration::days(i64::from(days)))
}

/// Calendar days from one date to another, negative when the other comes first.
pub fn days_between(from: Date, to: Date) -> i32 {
    to.to_julian_day() - from.to_julian_day()
}

/// The first of the date's month.
#[must_use]
pub fn first_of_month(date: Date) -> Date {
    plus(date, 1 - i32::from(date.day()))
}

/// The first of the month after the date's.
#[must_use]
pub fn first_of_next_month(date: Date) -> Date {
    // No month is longer than 31 days, and none but its own follows within 31 of its first.
    first_of_month(plus(first_of_month(date), 31))
}

/// The weekday on the date or next after it.
#[must_use]
pub fn on_or_after(date: Date, weekday: Weekday) -> Date {
    let from = i32::from(date.weekday().number_days_from_monday());
    let to = i32::from(weekday.number_days_from_monday());
    plus(date, (to - from).rem_euclid(7))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_only_as_iso_writes_it() {
        let friday = parse("2026-01-30").expect("a Friday");
        assert_eq!(iso(friday), "2026-01-30");
        assert_eq!(words(friday), "Fri 30 Jan 2026");
        let wrong = [
            "",
            "2026-1-30",
            "2026-02-30",
            "2026-00-10",
            "2026-13-01",
            "2026/01/30",
            "30.01.2026",
            "20260130",
            "+026-01-30",
            "2026-01-3é",
            "2026-01-30 ",
            "２026-01-30",
            "2023-02-29",
        ];
        for text in wrong {
            assert_eq!(parse(text), None, "{text:?}");
        }
        assert!(parse("2024-02-29").is_some());
    }

    #[test]
    fn months_follow_each_other() {
        let mut first = parse("2023-01-01").expect("a date");
        for _ in 0..48 {
            let next = first_of_next_month(plus(first, 27));
            assert_eq!(next.day(), 1);
            assert_eq!(next.month(), first.month().next());
            first = next;
        }
        assert_eq!(iso(first), "2027-01-01");
    }

    #[test]
    fn a_weekday_is_found_from_the_first() {
        // Third Fridays of 2026, read off a wall calendar.
        let expected = [16, 20, 20, 17, 15, 19, 17, 21, 18, 16, 20, 18];
        let mut first = parse("2026-01-01").expect("a date");
        for day in expected {
            assert_eq!(plus(on_or_after(first, Weekday::Friday), 14).day(), day);
            first = first_of_next_month(first);
        }
    }
}

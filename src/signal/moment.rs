//! Dates as people write them, with or without a time of day.
//!
//! "01/02/2026" is a day in January to one reader and in February to another. It is read as written, and only the
//! whole column says which it is.

use alloc::format;
use alloc::string::String;

use crate::calendar::date::{Date, Month, iso};

/// A date as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    year: i32,
    day: Day,
    time: Option<Time>,
}

/// Month and day as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Day {
    /// Which is which is certain: a year in front, or a month by its name.
    Certain { month: u8, day: u8 },
    /// Two numbers before the year, and what stands between them.
    Open { first: u8, second: u8, joint: u8 },
}

/// A time of day, in seconds from midnight, and by how many seconds its clock is ahead of universal time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Time {
    seconds: i32,
    ahead: i32,
}

/// Which of two numbers before a year is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOrder {
    /// 30/01/2026.
    DayFirst,
    /// 01/30/2026.
    MonthFirst,
}

/// A date with its time of day, if it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The date as written, whatever its clock.
    pub date: Date,
    time: Option<Time>,
}

impl Written {
    /// Reads a text that is a date and nothing else.
    ///
    /// 2026-01-30, 20260130, 1/30/2026, 30.01.2026, 30-01-26, 30 Jan 2026, January 30, 2026; with "/", "-" or "."
    /// between numbers, and a time like 16:15, 4:15 PM or T16:15:00Z behind. Years of two digits from 70 up are of
    /// the last century. Months have English names.
    pub fn read(text: &str) -> Option<Self> {
        let (written, rest) = Self::prefix(text.trim())?;
        rest.trim().is_empty().then_some(written)
    }

    /// Reads a date that a text begins with, and what follows it.
    pub fn prefix(text: &str) -> Option<(Self, &str)> {
        let begins = Scan(text).first()?;
        if !begins.is_ascii_alphanumeric() {
            return None;
        }
        let mut scan = Scan(text);
        let (year, day) = scan
            .attempt(Scan::year_first)
            .or_else(|| scan.attempt(Scan::year_last))
            .or_else(|| scan.attempt(Scan::month_first))?;
        let time = scan.attempt(Scan::time);
        if scan
            .first()
            .is_some_and(|next| next.is_ascii_alphanumeric() || next == b':')
        {
            return None;
        }
        Some((Self { year, day, time }, scan.0))
    }

    /// The order its numbers prove: one of them is above 12. `None` where they prove nothing.
    pub fn proves(self) -> Option<DayOrder> {
        match self.day {
            Day::Open {
                first: 13..,
                second: ..=12,
                ..
            } => Some(DayOrder::DayFirst),
            Day::Open {
                first: ..=12,
                second: 13..,
                ..
            } => Some(DayOrder::MonthFirst),
            _ => None,
        }
    }

    /// Whether day and month could be taken for each other: both are numbers, different, up to 12, before the year.
    pub fn is_open(self) -> bool {
        matches!(
            self.day,
            Day::Open {
                first: ..=12,
                second: ..=12,
                ..
            }
        )
    }

    /// Whether dots part its numbers; wherever dates are written so, the day comes first.
    pub fn is_dotted(self) -> bool {
        matches!(self.day, Day::Open { joint: b'.', .. })
    }

    /// The moment it stands for; `None` for a day there is not.
    pub fn moment(self, order: DayOrder) -> Option<Moment> {
        let (month, day) = match (self.day, order) {
            (Day::Certain { month, day }, _) => (month, day),
            (Day::Open { first, second, .. }, DayOrder::DayFirst) => (second, first),
            (Day::Open { first, second, .. }, DayOrder::MonthFirst) => (first, second),
        };
        let date = Date::from_calendar_date(self.year, Month::try_from(month).ok()?, day).ok()?;
        Some(Moment {
            date,
            time: self.time,
        })
    }
}

impl Moment {
    /// The same date at a time of day written in a column of its own; `None` where that is no time.
    #[must_use]
    pub fn at(self, time: &str) -> Option<Self> {
        let mut scan = Scan(time.trim());
        let time = Some(scan.attempt(Scan::clock)?);
        scan.0.trim().is_empty().then_some(Self { time, ..self })
    }

    /// Seconds on one scale for all moments of a column, for putting them in order.
    pub fn rank(self) -> i64 {
        let time = self.time.map_or(0, |time| time.seconds - time.ahead);
        i64::from(self.date.to_julian_day()) * SECONDS_PER_DAY + i64::from(time)
    }

    /// As ISO 8601 writes it, to the minute: "2026-01-30", "2026-01-30 16:15".
    pub fn text(self) -> String {
        match self.time {
            None => iso(self.date),
            Some(Time { seconds, .. }) => {
                let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
                format!("{} {hours:02}:{minutes:02}", iso(self.date))
            }
        }
    }
}

/// Seconds in a day.
pub const SECONDS_PER_DAY: i64 = 86_400;

/// Whether a text is a time of day.
pub fn is_time(text: &str) -> bool {
    let mut scan = Scan(text.trim());
    scan.attempt(Scan::clock).is_some() && scan.0.is_empty()
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Which of the names a word is or abbreviates, to three letters at least: "Sept" is the ninth.
fn named(word: &str, names: &[&str]) -> Option<u8> {
    if word.len() < 3 {
        return None;
    }
    let at = names.iter().position(|name| {
        name.get(..word.len())
            .is_some_and(|begin| begin.eq_ignore_ascii_case(word))
    })?;
    u8::try_from(at + 1).ok()
}

/// What is left to read.
#[derive(Clone, Copy)]
struct Scan<'t>(&'t str);

impl<'t> Scan<'t> {
    fn first(self) -> Option<u8> {
        self.0.as_bytes().first().copied()
    }

    /// Reads with a rule; where it fails, nothing has been read.
    fn attempt<T>(&mut self, rule: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let mut ahead = *self;
        let found = rule(&mut ahead)?;
        *self = ahead;
        Some(found)
    }

    fn take(&mut self, sign: u8) -> Option<()> {
        if self.first() != Some(sign) {
            return None;
        }
        self.0 = self.0.get(1..)?;
        Some(())
    }

    /// Takes the characters that are like this, one at least.
    fn run(&mut self, like: impl Fn(u8) -> bool) -> Option<&'t str> {
        let length = self.0.bytes().take_while(|&byte| like(byte)).count();
        // ASCII only, so that the cut lies between characters.
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        (length > 0).then_some(taken)
    }

    fn spaces(&mut self) -> Option<()> {
        self.run(|byte| byte == b' ').map(|_| ())
    }

    fn word(&mut self) -> Option<&'t str> {
        self.run(|byte| byte.is_ascii_alphabetic())
    }

    /// A whole number of so many digits, no more following.
    fn digits(&mut self, lengths: core::ops::RangeInclusive<usize>) -> Option<i32> {
        let text = self.run(|byte| byte.is_ascii_digit())?;
        text.parse().ok().filter(|_| lengths.contains(&text.len()))
    }

    fn small(&mut self) -> Option<u8> {
        u8::try_from(self.digits(1..=2)?).ok()
    }

    fn joint(&mut self) -> Option<u8> {
        let joint = self.first().filter(|byte| b"-/.".contains(byte))?;
        self.take(joint)?;
        Some(joint)
    }

    /// A year of four digits or two.
    fn year(&mut self) -> Option<i32> {
        let before = self.0.len();
        let year = self.digits(2..=4)?;
        match before - self.0.len() {
            4 => Some(year),
            2 if year < 70 => Some(2000 + year),
            2 => Some(1900 + year),
            _ => None,
        }
    }

    /// 2026-01-30, 20260130.
    fn year_first(&mut self) -> Option<(i32, Day)> {
        if let Some(day) = self.attempt(Self::compact) {
            return Some(day);
        }
        let year = self.digits(4..=4)?;
        let joint = self.joint()?;
        let month = self.small()?;
        self.take(joint)?;
        let day = self.small()?;
        Some((year, Day::Certain { month, day }))
    }

    fn compact(&mut self) -> Option<(i32, Day)> {
        let number = self.digits(8..=8)?;
        let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
        let fine = (1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        fine.then_some((year, Day::Certain { month, day }))
    }

    /// 30.01.2026, 1/30/26, 30-Jan-2026, 30 January 2026.
    fn year_last(&mut self) -> Option<(i32, Day)> {
        let first = self.small()?;
        if self.attempt(Self::spaces).is_some() {
            let month = named(self.word()?, &MONTHS)?;
            self.spaces()?;
            return Some((self.year()?, Day::Certain { month, day: first }));
        }
        let joint = self.joint()?;
        let day = match self.attempt(Self::word) {
            Some(word) => Day::Certain {
                month: named(word, &MONTHS)?,
                day: first,
            },
            None => Day::Open {
                first,
                second: self.small()?,
                joint,
            },
        };
        self.take(joint)?;
        Some((self.year()?, day))
    }

    /// Jan 30, 2026; a weekday may stand before it.
    fn month_first(&mut self) -> Option<(i32, Day)> {
        let mut word = self.word()?;
        if named(word, &WEEKDAYS).is_some() {
            let _ = self.take(b',');
            self.spaces()?;
            if let Some(day) = self.attempt(Self::year_last) {
                return Some(day);
            }
            word = self.word()?;
        }
        let month = named(word, &MONTHS)?;
        let _ = self.take(b'.');
        self.spaces()?;
        let day = self.small()?;
        let comma = self.take(b',');
        if self.attempt(Self::spaces).is_none() {
            comma?;
        }
        Some((self.digits(4..=4)?, Day::Certain { month, day }))
    }

    /// A time behind a date: "T16:15:00Z", " 4:15 PM", ", 16:15".
    fn time(&mut self) -> Option<Time> {
        if self.take(b'T').is_none() {
            let _ = self.take(b',');
            self.spaces()?;
        }
        self.clock()
    }

    fn clock(&mut self) -> Option<Time> {
        let mut hours = self.digits(1..=2)?;
        self.take(b':')?;
        let minutes = self.digits(2..=2)?;
        let mut seconds = 0;
        if self.take(b':').is_some() {
            seconds = self.digits(2..=2)?;
            if self.take(b'.').is_some() {
                self.run(|byte| byte.is_ascii_digit())?;
            }
        }
        if let Some(after_noon) = self.attempt(Self::half) {
            if !(1..=12).contains(&hours) {
                return None;
            }
            hours = hours % 12 + if after_noon { 12 } else { 0 };
        }
        let ahead = self.attempt(Self::offset).unwrap_or(0);
        let fine = hours < 24 && minutes < 60 && seconds < 60;
        let seconds = (hours * 60 + minutes) * 60 + seconds;
        fine.then_some(Time { seconds, ahead })
    }

    /// Whether it is after noon.
    fn half(&mut self) -> Option<bool> {
        let _ = self.spaces();
        let word = self.word()?;
        match () {
            () if word.eq_ignore_ascii_case("am") => Some(false),
            () if word.eq_ignore_ascii_case("pm") => Some(true),
            () => None,
        }
    }

    fn offset(&mut self) -> Option<i32> {
        if self.take(b'Z').is_some() {
            return Some(0);
        }
        let sign = match self.first()? {
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        self.run(|byte| byte == b'+' || byte == b'-')?;
        let digits = self.run(|byte| byte.is_ascii_digit() || byte == b':')?;
        let plain: String = digits.chars().filter(|c| *c != ':').collect();
        let number: i32 = plain.parse().ok().filter(|_| plain.len() == 4)?;
        Some(sign * (number / 100 * 60 + number % 100) * 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day_first(text: &str) -> Option<String> {
        Some(Written::read(text)?.moment(DayOrder::DayFirst)?.text())
    }

    #[test]
    fn dates_are_read_in_the_usual_forms() {
        for text in [
            "2026-01-30",
            "2026/1/30",
            "2026.01.30",
            "20260130",
            "30/01/2026",
            "30.1.2026",
            "30-01-26",
            "30 Jan 2026",
            "30-Jan-2026",
            "30-Jan-26",
            "30 January 2026",
            "Jan 30, 2026",
            "January 30 2026",
            "Jan. 30,2026",
            "Fri, Jan 30, 2026",
            "Friday 30 Jan 2026",
            " 2026-01-30 ",
        ] {
            assert_eq!(day_first(text).as_deref(), Some("2026-01-30"), "{text}");
        }
        assert_eq!(day_first("1/2/69").as_deref(), Some("2069-02-01"));
        assert_eq!(day_first("1/2/70").as_deref(), Some("1970-02-01"));
        let month_first = Written::read("1/2/2026").and_then(|written| written.moment(DayOrder::MonthFirst));
        assert_eq!(month_first.map(Moment::text).as_deref(), Some("2026-01-02"));
    }

    #[test]
    fn times_follow_dates() {
        for (text, expected) in [
            ("2026-01-30 16:15", "2026-01-30 16:15"),
            ("2026-01-30T16:15:00Z", "2026-01-30 16:15"),
            ("2026-01-30T16:15:00.000-05:00", "2026-01-30 16:15"),
            ("1/2/2026, 4:15 PM", "2026-02-01 16:15"),
            ("1/2/2026 12:05:09 am", "2026-02-01 00:05"),
        ] {
            assert_eq!(day_first(text).as_deref(), Some(expected), "{text}");
        }
        let rank = |text: &str| Some(Written::read(text)?.moment(DayOrder::DayFirst)?.rank());
        assert_eq!(rank("2026-01-30T16:15:00-05:00"), rank("2026-01-30T21:15:00Z"));
        let date = Written::read("2026-01-30").and_then(|written| written.moment(DayOrder::DayFirst));
        assert_eq!(
            date.and_then(|date| date.at("9:30")).map(Moment::text).as_deref(),
            Some("2026-01-30 09:30")
        );
        assert_eq!(date.and_then(|date| date.at("9.30")), None);
        assert!(is_time("16:15:00") && !is_time("16") && !is_time("25:00") && !is_time("16:15 x"));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "2026",
            "2026-01",
            "2026-1-30-",
            "2026-01/30",
            "30/01",
            "30/01/026",
            "30/01/20261",
            "17.44",
            "1.2",
            "Jan",
            "Jan 2026",
            "30 Foo 2026",
            "Ja 30, 2026",
            "2026-01-30T",
            "2026-01-30 25:00",
            "2026-01-30x",
            "20261330",
            "18000101",
            "2026-01-30 16:15 +",
            "\u{661}/2/2026",
            "é",
            "13:00 PM",
            "1/2/2026 13:00 PM",
        ] {
            assert_eq!(Written::read(text), None, "{text:?}");
        }
        // Written as dates, but of days there are not.
        for text in [
            "2026-02-29",
            "31/04/2026",
            "2026-13-01",
            "0000-00-00",
            "13/13/2026",
            "Feb 30, 2026",
        ] {
            assert!(
                Written::read(text).is_some() && day_first(text).is_none(),
                "{text}"
            );
        }
    }

    #[test]
    fn a_date_says_what_it_proves() {
        let proves = |text: &str| Written::read(text).and_then(Written::proves);
        assert_eq!(proves("30/01/2026"), Some(DayOrder::DayFirst));
        assert_eq!(proves("01/30/2026"), Some(DayOrder::MonthFirst));
        assert_eq!(proves("13/13/2026"), None);
        for (text, open) in [
            ("01/02/2026", true),
            ("02.01.2026", true),
            ("30/01/2026", false),
            ("2026-01-02", false),
            ("1 Feb 2026", false),
        ] {
            assert_eq!(Written::read(text).map(Written::is_open), Some(open), "{text}");
        }
    }

    #[test]
    fn a_date_in_front_leaves_the_rest() {
        let rest = |text| Written::prefix(text).map(|(_, rest)| rest);
        assert_eq!(rest("2026-01-30 17.44"), Some(" 17.44"));
        assert_eq!(rest("Jan 30, 2026,17,44"), Some(",17,44"));
        assert_eq!(rest("2026-01-30 16:15 -5.2"), Some(" -5.2"));
        assert_eq!(rest("17.44 18.1"), None);
    }
}

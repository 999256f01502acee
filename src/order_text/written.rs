//! Numbers and days as order texts write them, each in a word of its own.

use alloc::format;
use alloc::string::String;

use crate::calendar::date::{Date, Month};
use crate::link::shortest;
use crate::order_text::leg::{Right, Side};
use crate::signal::numeral::{Mark, number};

/// English months as all brokers shorten them.
const MONTHS: [&str; 12] = [
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
];
/// Years of two digits are of this century: no option of the last one is left.
const CENTURY: i32 = 2000;
/// More contracts than any field takes, and few enough for every number to be exact.
const MOST_CONTRACTS: u32 = 1_000_000;

/// A number above 0 with a dot for decimals: "6650", ".90", "$21.13". No commas, which some would read as decimals.
pub(super) fn points(word: &str) -> Option<f64> {
    let plain = word.strip_prefix('$').unwrap_or(word);
    let digits = plain.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let value = number(plain, Mark::Dot).filter(|_| digits)?;
    (value > 0.0).then_some(value)
}

/// A price, which may be 0 or, of a spread, have the other sign: "-.80".
pub(super) fn price(word: &str) -> Option<f64> {
    let unsigned = word.strip_prefix('-');
    let plain = unsigned.unwrap_or(word);
    let plain = plain.strip_prefix('$').unwrap_or(plain);
    let digits = plain.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let value = number(plain, Mark::Dot).filter(|_| digits)?;
    Some(if unsigned.is_some() { -value } else { value })
}

/// Contracts, with a sign where there is one: "+4", "-1,000", "10x".
pub(super) fn quantity(word: &str) -> Option<(Option<Side>, u32)> {
    let (side, digits) = match word.split_at_checked(1)? {
        ("+", rest) => (Some(Side::Bought), rest),
        ("-", rest) => (Some(Side::Sold), rest),
        _ => (None, word),
    };
    let digits = digits.strip_suffix(['x', 'X']).unwrap_or(digits);
    let whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
    let count = number(digits, Mark::Dot).filter(|count| whole && *count >= 1.0)?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole, positive, and below a million"
    )]
    let count = (count <= f64::from(MOST_CONTRACTS)).then_some(count as u32)?;
    Some((side, count))
}

/// Call or put, in words or a letter.
pub(super) fn right(word: &str) -> Option<Right> {
    let is = |names: &[&str]| names.iter().any(|name| word.eq_ignore_ascii_case(name));
    if is(&["CALL", "CALLS", "C"]) {
        Some(Right::Call)
    } else if is(&["PUT", "PUTS", "P"]) {
        Some(Right::Put)
    } else {
        None
    }
}

/// A strike with its right behind it: "5650P".
pub(super) fn strike_right(word: &str) -> Option<(f64, Right)> {
    let (strike, letter) = word.split_at_checked(word.len().checked_sub(1)?)?;
    Some((points(strike)?, right(letter)?))
}

/// A day from its parts, if there is one; the year of two digits or four.
fn day(year: &str, month: u8, day: &str) -> Option<Date> {
    let fine = |text: &str, lengths: core::ops::RangeInclusive<usize>| {
        lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !fine(day, 1..=2) || !(fine(year, 2..=2) || fine(year, 4..=4)) {
        return None;
    }
    let year: i32 = year.parse().ok()?;
    let year = if year < 100 { CENTURY + year } else { year };
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day.parse().ok()?).ok()
}

/// The month of an English name of three letters.
pub(super) fn month(word: &str) -> Option<u8> {
    let at = MONTHS.iter().position(|name| name.eq_ignore_ascii_case(word))?;
    u8::try_from(at + 1).ok()
}

/// Of three words: 17 JUL 26.
pub(super) fn spaced(of: &str, month_name: &str, year: &str) -> Option<Date> {
    day(year, month(month_name)?, of)
}

/// 07/17/26: month, day, year, as brokers in the United States write it.
pub(super) fn slashed(word: &str) -> Option<Date> {
    let (first, rest) = word.split_once('/')?;
    let (second, year) = rest.split_once('/')?;
    let short = (1..=2).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_digit());
    day(year, first.parse().ok().filter(|_| short)?, second)
}

/// Jul17'26.
pub(super) fn apostrophe(word: &str) -> Option<Date> {
    let (name, rest) = word.split_at_checked(3)?;
    let (of, year) = rest.split_once('\'')?;
    day(year, month(name)?, of)
}

/// 17JUL26.
pub(super) fn joined(word: &str) -> Option<Date> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (of, rest) = word.split_at_checked(digits)?;
    let (name, year) = rest.split_at_checked(3)?;
    day(year, month(name)?, of)
}

/// 260717.
pub(super) fn six(word: &str) -> Option<Date> {
    let (year, rest) = word.split_at_checked(2).filter(|_| word.len() == 6)?;
    let (number, of) = rest.split_at_checked(2)?;
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    day(year, number.parse().ok().filter(|_| digits)?, of)
}

/// The name of a date’s month, in capitals.
pub(super) fn month_name(date: Date) -> &'static str {
    MONTHS
        .get(usize::from(u8::from(date.month())) - 1)
        .copied()
        .unwrap_or_default()
}

/// The last two digits of a date’s year.
pub(super) fn year_2(date: Date) -> String {
    format!("{:02}", date.year().rem_euclid(100))
}

/// YYMMDD.
pub(super) fn six_of(date: Date) -> String {
    format!("{}{:02}{:02}", year_2(date), u8::from(date.month()), date.day())
}

/// A price with two decimals at least, exact.
pub(super) fn price_of(value: f64) -> String {
    let mut text = shortest(value);
    let decimals = text.split_once('.').map(|(_, decimals)| decimals.len());
    match decimals {
        None if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') => text.push_str(".00"),
        Some(1) => text.push('0'),
        _ => {}
    }
    text
}

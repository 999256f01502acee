//! Numbers as a person reads them, the same in every sentence, label and table the core writes.

use alloc::format;
use alloc::string::{String, ToString};

use crate::math::round;

/// A true minus sign, as wide as a plus.
const MINUS: char = '\u{2212}';

/// Whole number with commas every three digits: 1234567.8 is "1,234,568".
fn grouped(magnitude: f64, decimals: usize) -> String {
    let plain = format!("{magnitude:.decimals$}");
    let (whole, rest) = plain
        .split_once('.')
        .map_or((plain.as_str(), None), |(w, r)| (w, Some(r)));
    let mut text = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(rest) = rest {
        text.push('.');
        text.push_str(rest);
    }
    text
}

/// A sign in front of what is not zero once rounded.
fn signed(value: f64, decimals: usize, unit: &str) -> String {
    let text = grouped(value.abs(), decimals);
    let is_zero = text.chars().all(|c| matches!(c, '0' | '.' | ','));
    if value < 0.0 && !is_zero {
        format!("{MINUS}{unit}{text}")
    } else {
        format!("{unit}{text}")
    }
}

/// Dollars without cents: "$1,234", "−$1,234".
pub fn dollars(value: f64) -> String {
    signed(value, 0, "$")
}

/// A number with so many decimals: "7,138.80".
pub fn number(value: f64, decimals: usize) -> String {
    signed(value, decimals, "")
}

/// A fraction as percent: 0.1432 is "14 %"; below ten percent with one decimal, "2.8 %".
pub fn percent(fraction: f64) -> String {
    let value = fraction * 100.0;
    let decimals = usize::from(value.abs() < 9.95);
    signed(value, decimals, "") + "\u{a0}%"
}

/// A fraction as percent with one decimal, for figures held against a limit: "14.7 %".
pub fn percent_1(fraction: f64) -> String {
    signed(fraction * 100.0, 1, "") + "\u{a0}%"
}

/// A number without trailing zeros, at most four decimals: "7", "1.5".
pub fn plain(value: f64) -> String {
    let rounded = round(value * 1e4) / 1e4;
    let text = rounded.abs().to_string();
    if rounded < 0.0 {
        format!("{MINUS}{text}")
    } else {
        text
    }
}

/// "SPX −7 %", "SPX +2 %".
pub fn percent_move(what: &str, percent: f64) -> String {
    let sign = if percent > 0.0 { "+" } else { "" };
    format!("{what} {sign}{}\u{a0}%", plain(percent))
}

/// Pieces of text with a joint between them.
pub fn joined(pieces: &[&str], joint: &str) -> String {
    let mut text = String::new();
    for (nth, piece) in pieces.iter().enumerate() {
        if nth > 0 {
            text.push_str(joint);
        }
        text.push_str(piece);
    }
    text
}

/// Small whole numbers in words, as sentences use them: "ten condors".
pub fn count(value: u32) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    match WORDS.get(value as usize) {
        Some(word) => (*word).to_string(),
        None => grouped(f64::from(value), 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!(dollars(1_234_567.8), "$1,234,568");
        assert_eq!(dollars(-664.38), "\u{2212}$664");
        assert_eq!(dollars(-0.3), "$0");
        assert_eq!(number(7138.8, 2), "7,138.80");
        assert_eq!(percent(0.143_25), "14\u{a0}%");
        assert_eq!(percent(-0.028), "\u{2212}2.8\u{a0}%");
        assert_eq!(percent(0.0999), "10\u{a0}%");
        assert_eq!(percent_move("SPX", -7.0), "SPX \u{2212}7\u{a0}%");
        assert_eq!(count(10), "ten");
        assert_eq!(count(1000), "1,000");
    }
}

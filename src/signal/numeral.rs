//! Numbers as people write them: with a dot or a comma for decimals, in groups of three or not.
//!
//! "1,234" is a thousand and some to one reader and one and a bit to another. Nothing here prefers either: a
//! written number says which marks it allows, and a whole text of them decides.

use alloc::borrow::Cow;
use alloc::string::String;

/// What stands between the whole part of a number and its fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// 6939.03, and 6,939.03 with groups.
    Dot,
    /// 6939,03, and 6.939,03 with groups.
    Comma,
}

impl Mark {
    /// The mark itself.
    pub fn sign(self) -> char {
        match self {
            Mark::Dot => '.',
            Mark::Comma => ',',
        }
    }

    /// The other one, which then can only part groups of three digits.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Mark::Dot => Mark::Comma,
            Mark::Comma => Mark::Dot,
        }
    }

    /// Its name in a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Mark::Dot => "dot",
            Mark::Comma => "comma",
        }
    }
}

/// What a written number says about the decimal mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// Nothing: it has neither mark.
    Nothing,
    /// It is a number only under this one.
    Only(Mark),
    /// It is one number under one and another under the other: "1,234".
    Either,
}

/// Besides the other mark, what people put between groups of three digits: spaces of several widths, apostrophes.
const JOINTS: [char; 6] = [' ', '\u{a0}', '\u{2009}', '\u{202f}', '\'', '\u{2019}'];

/// The parts of a number: a sign, a whole part that may be grouped, a fraction, a power of ten.
struct Parts<'t> {
    negative: bool,
    whole: &'t str,
    fraction: &'t str,
    exponent: i32,
}

/// What a text says about the decimal mark; `None` where it is no number under either.
pub fn says(text: &str) -> Option<Says> {
    // A pasted table has hundreds of thousands of cells, and nearly all are plain.
    match glance(text.as_bytes()) {
        Glance::Number(said) => return Some(said),
        Glance::Words => return None,
        Glance::Unusual => {}
    }
    let fits = |mark| parts_apart(text, mark).is_some();
    match (fits(Mark::Dot), fits(Mark::Comma)) {
        (true, true) if text.contains(['.', ',']) => Some(Says::Either),
        (true, true) => Some(Says::Nothing),
        (true, false) => Some(Says::Only(Mark::Dot)),
        (false, true) => Some(Says::Only(Mark::Comma)),
        (false, false) => None,
    }
}

/// What one pass over a text shows.
enum Glance {
    /// Digits with one mark at most.
    Number(Says),
    /// A date, a time or a word.
    Words,
    /// Anything that has to be taken apart.
    Unusual,
}

fn glance(text: &[u8]) -> Glance {
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    let mut mark = None;
    for (at, byte) in digits.iter().enumerate() {
        match (byte, mark) {
            (b'0'..=b'9', _) => {}
            (b'.', None) => mark = Some((at, Mark::Dot)),
            (b',', None) => mark = Some((at, Mark::Comma)),
            (b'/' | b':' | b'"' | b';', _) => return Glance::Words,
            _ => return Glance::Unusual,
        }
    }
    let Some((whole, mark)) = mark else {
        return if digits.is_empty() {
            Glance::Words
        } else {
            Glance::Number(Says::Nothing)
        };
    };
    match digits.len() - whole - 1 {
        0 if whole == 0 => Glance::Words,
        // As many digits as a group has, behind as many as may stand before one.
        3 if (1..=3).contains(&whole) && !digits.starts_with(b"0") => Glance::Number(Says::Either),
        _ => Glance::Number(Says::Only(mark)),
    }
}

/// The number a text stands for under a decimal mark, to the last bit; `None` where it is none, or beyond a double.
///
/// A dollar sign before it and a percent sign after it are left out: "17.4 %" is 17.4.
pub fn number(text: &str, mark: Mark) -> Option<f64> {
    let Parts {
        negative,
        whole,
        fraction,
        exponent,
    } = parts(text, mark)?;
    let whole = ungrouped(whole);
    // What the reader of decimals asks for: no zeros in front, none at the end.
    let integer = whole.trim_start_matches('0').as_bytes();
    let fraction = fraction.trim_end_matches('0').as_bytes();
    let magnitude: f64 = minimal_lexical::parse_float(integer.iter(), fraction.iter(), exponent);
    let value = if negative { -magnitude } else { magnitude };
    value.is_finite().then_some(value)
}

fn parts(text: &str, mark: Mark) -> Option<Parts<'_>> {
    match glance(text.as_bytes()) {
        Glance::Words => None,
        Glance::Number(Says::Only(only)) if only != mark => None,
        Glance::Number(Says::Nothing | Says::Only(_)) => Some(plain_parts(text, mark)),
        Glance::Number(Says::Either) | Glance::Unusual => parts_apart(text, mark),
    }
}

/// Of digits with this mark or none.
fn plain_parts(text: &str, mark: Mark) -> Parts<'_> {
    let digits = text.strip_prefix('-');
    let (whole, fraction) = halves(digits.unwrap_or(text), mark);
    Parts {
        negative: digits.is_some(),
        whole,
        fraction,
        exponent: 0,
    }
}

/// What stands before the mark and behind it.
fn halves(text: &str, mark: Mark) -> (&str, &str) {
    text.split_once(mark.sign()).unwrap_or((text, ""))
}

fn parts_apart(text: &str, mark: Mark) -> Option<Parts<'_>> {
    let text = text.trim();
    let unsigned = text.strip_prefix(['-', '\u{2212}']);
    let negative = unsigned.is_some();
    let text = unsigned.unwrap_or_else(|| text.strip_prefix('+').unwrap_or(text));
    let text = text.strip_prefix('$').unwrap_or(text);
    let text = text.strip_suffix('%').unwrap_or(text).trim_end();
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, power(exponent)?),
        None => (text, 0),
    };
    let (whole, fraction) = halves(mantissa, mark);
    let fine = is_whole(whole, mark) && is_digits(fraction) && !(whole.is_empty() && fraction.is_empty());
    fine.then_some(Parts {
        negative,
        whole,
        fraction,
        exponent,
    })
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Digits, or groups of three of them behind a first group of one to three, one joint throughout.
fn is_whole(text: &str, mark: Mark) -> bool {
    let Some(joint) = text.chars().find(|c| !c.is_ascii_digit()) else {
        return true;
    };
    if joint != mark.other().sign() && !JOINTS.contains(&joint) {
        return false;
    }
    let mut groups = text.split(joint);
    let first = groups.next().unwrap_or_default();
    // No one writes "0,123" for 123.
    let begins = (1..=3).contains(&first.len()) && is_digits(first) && !first.starts_with('0');
    begins && groups.all(|group| group.len() == 3 && is_digits(group))
}

fn ungrouped(whole: &str) -> Cow<'_, str> {
    if is_digits(whole) {
        Cow::Borrowed(whole)
    } else {
        Cow::Owned(whole.chars().filter(char::is_ascii_digit).collect::<String>())
    }
}

/// A written power of ten, up to three digits.
fn power(text: &str) -> Option<i32> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let fine = (1..=3).contains(&digits.len()) && is_digits(digits);
    let size: i32 = digits.parse().ok().filter(|_| fine)?;
    Some(if text.starts_with('-') { -size } else { size })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mark_reads_its_own_numbers() {
        let dot = |text| number(text, Mark::Dot);
        let comma = |text| number(text, Mark::Comma);
        for (text, value) in [
            ("17.44", 17.44),
            ("6,939.03", 6939.03),
            ("1,234", 1234.0),
            ("1,234,567.5", 1_234_567.5),
            ("-0.5", -0.5),
            ("\u{2212}.5", -0.5),
            ("+5.", 5.0),
            ("1.5e3", 1500.0),
            ("25E-1", 2.5),
            ("$6,939.03", 6939.03),
            ("17.4 %", 17.4),
            ("6 939.03", 6939.03),
            ("6\u{202f}939.03", 6939.03),
            ("6\u{2019}939.03", 6939.03),
            ("007", 7.0),
            ("0", 0.0),
        ] {
            assert_eq!(dot(text), Some(value), "{text}");
        }
        for (text, value) in [
            ("17,44", 17.44),
            ("6.939,03", 6939.03),
            ("1,234", 1.234),
            ("0,123", 0.123),
            ("6 939,03", 6939.03),
        ] {
            assert_eq!(comma(text), Some(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in [
            "",
            "-",
            ".",
            ",",
            "%",
            "$",
            "--5",
            "5-",
            "1.2.3",
            "12,34.5",
            "1,2345",
            "0,123.5",
            "1,234,56.7",
            "1e",
            "1e5000",
            "e5",
            "1e999",
            "0x10",
            "inf",
            "NaN",
            "17.4x",
            "1 23",
            "1,234 567.8",
            "٣",
            "(5)",
            "½",
            "1_000",
        ] {
            assert_eq!(number(text, Mark::Dot), None, "{text:?}");
        }
        for text in ["17.44", "1.2,5", "1234.567"] {
            assert_eq!(number(text, Mark::Comma), None, "{text:?}");
        }
    }

    /// The glance must not see anything but what taking the text apart shows.
    #[test]
    fn a_glance_agrees_with_a_look() {
        for sign in ["", "-"] {
            for whole in ["", "0", "7", "12", "012", "123", "1234", "1234567"] {
                for mark in ["", ".", ","] {
                    for fraction in ["", "5", "55", "555", "000", "5555"] {
                        let text = [sign, whole, mark, fraction].concat();
                        let fits = |mark| parts_apart(&text, mark).is_some();
                        let found = says(&text);
                        let only = |mark| matches!(found, Some(Says::Only(one)) if one == mark);
                        let both = matches!(found, Some(Says::Nothing | Says::Either));
                        assert_eq!(fits(Mark::Dot), both || only(Mark::Dot), "{text:?} {found:?}");
                        assert_eq!(fits(Mark::Comma), both || only(Mark::Comma), "{text:?} {found:?}");
                        assert!(found != Some(Says::Nothing) || mark.is_empty(), "{text:?}");
                        for mark in [Mark::Dot, Mark::Comma] {
                            let slow = parts_apart(&text, mark).map(|parts| [parts.whole, parts.fraction]);
                            let fast = parts(&text, mark).map(|parts| [parts.whole, parts.fraction]);
                            assert_eq!(fast, slow, "{text:?}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn a_number_says_which_marks_it_allows() {
        for (text, expected) in [
            ("17", Some(Says::Nothing)),
            ("1 234", Some(Says::Nothing)),
            ("17.44", Some(Says::Only(Mark::Dot))),
            ("1234.567", Some(Says::Only(Mark::Dot))),
            ("0.123", Some(Says::Only(Mark::Dot))),
            ("1,234,567", Some(Says::Only(Mark::Dot))),
            ("6,939.03", Some(Says::Only(Mark::Dot))),
            ("17,44", Some(Says::Only(Mark::Comma))),
            ("1.234.567", Some(Says::Only(Mark::Comma))),
            ("6.939,03", Some(Says::Only(Mark::Comma))),
            ("1,234", Some(Says::Either)),
            ("1.234", Some(Says::Either)),
            ("1,23,4", None),
            ("30.01.2026", None),
            ("2026-01-30", None),
            ("16:15", None),
            ("5.", Some(Says::Only(Mark::Dot))),
            (",5", Some(Says::Only(Mark::Comma))),
            ("-1.234", Some(Says::Either)),
            ("+1.234", Some(Says::Either)),
            ("$1,234", Some(Says::Either)),
            ("1e3", Some(Says::Nothing)),
            ("1.5e3", Some(Says::Only(Mark::Dot))),
            ("-", None),
            (".", None),
            ("", None),
        ] {
            assert_eq!(says(text), expected, "{text}");
        }
    }
}

//! Inputs as the text of a link: readable, only what differs from the defaults, exact.
//!
//! `v=1&spx=7138.8&layers=4:vixCall:10d:k18,2:vixFuture:30d`: keys and scalars as everywhere else; a future is
//! `30d:19`; a layer is contracts, instrument and days, then what it has of `k` strike, `lo` lower strike,
//! `p` quote, `e` paid, `on` VIX level it is bought at, `b` beta. An empty list, and an empty optional
//! value, is `none`. Numbers are the shortest that read back to the same double.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::field::Problem;
use crate::format::joined;
use crate::inputs::{
    Entry, FUTURE_COLUMNS, FutureRow, INSTRUMENTS, Inputs, LAYER_COLUMNS, LayerRow, MOST_READ, VERSION,
    entries, entry, is_key,
};
use crate::raw::shortened;

/// Longer texts are not read: no set of inputs needs a tenth of this.
const LONGEST: usize = 20_000;
/// How an empty value is written.
const NONE: &str = "none";
/// The letters of a layer's optional values, in the order of `LAYER_COLUMNS` after quantity and days.
const MARKS: [(&str, &str); 6] = [
    ("strike", "k"),
    ("lowerStrike", "lo"),
    ("price", "p"),
    ("entry", "e"),
    ("activateAt", "on"),
    ("beta", "b"),
];

/// The text of a link, without "#". Any inputs can be written, valid or not.
pub fn to_link(inputs: &Inputs) -> String {
    let defaults = Inputs::default();
    let mut text = format!("v={VERSION}");
    for entry in entries() {
        if let Some(value) = changed(entry, inputs, &defaults) {
            push(&mut text, entry.field().key, &value);
        }
    }
    if inputs.futures != defaults.futures {
        let rows: Vec<String> = inputs
            .futures
            .iter()
            .map(|row| format!("{}d:{}", shortest(row.dte), shortest(row.price)))
            .collect();
        push(&mut text, "futures", &list(&rows));
    }
    if inputs.layers != defaults.layers {
        let rows: Vec<String> = inputs.layers.iter().map(layer_text).collect();
        push(&mut text, "layers", &list(&rows));
    }
    text
}

/// How a value is written where it differs from its default.
fn changed(entry: &Entry, inputs: &Inputs, defaults: &Inputs) -> Option<String> {
    let none = || NONE.to_string();
    match entry {
        Entry::Number(scalar) => {
            let (value, default) = (scalar.get(inputs), scalar.get(defaults));
            let same = value.map(f64::to_bits) == default.map(f64::to_bits);
            (!same).then(|| value.map_or_else(none, shortest))
        }
        Entry::Text(text) => {
            let (words, default) = (text.get(inputs), text.get(defaults));
            (words != default).then(|| words.map_or_else(none, escaped))
        }
    }
}

fn push(text: &mut String, key: &str, value: &str) {
    text.push('&');
    text.push_str(key);
    text.push('=');
    text.push_str(value);
}

fn list(rows: &[String]) -> String {
    if rows.is_empty() {
        NONE.to_string()
    } else {
        joined(&rows.iter().map(String::as_str).collect::<Vec<_>>(), ",")
    }
}

fn layer_text(row: &LayerRow) -> String {
    let mut text = format!(
        "{}:{}:{}d",
        shortest(row.quantity),
        escaped(&row.instrument),
        shortest(row.dte)
    );
    for (key, mark) in MARKS {
        let column = LAYER_COLUMNS.iter().find(|column| column.field.key == key);
        if let Some(value) = column.and_then(|column| (column.get)(row)) {
            text.push(':');
            text.push_str(mark);
            text.push_str(&shortest(value));
        }
    }
    text
}

/// A word of any kind as it may stand in a link: other than letters, digits and hyphens percent-encoded.
fn escaped(word: &str) -> String {
    let mut text = String::new();
    for byte in word.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'-' {
            text.push(char::from(byte));
        } else {
            text.push('%');
            for digit in [byte >> 4, byte & 15] {
                text.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
            }
        }
    }
    text
}

/// The shortest decimal that reads back to the same double; very large and small ones with an exponent.
pub fn shortest(value: f64) -> String {
    let magnitude = value.abs();
    if !value.is_finite() {
        format!("{value}")
    } else if magnitude != 0.0 && !(1e-6..1e21).contains(&magnitude) {
        with_exponent(value)
    } else {
        format!("{value}")
    }
}

/// A number's shortest digits with an exponent: "1e-7", "-2.5e21".
fn with_exponent(value: f64) -> String {
    // Plain notation has the same digits, among many zeros.
    let plain = format!("{}", value.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let all = format!("{whole}{fraction}");
    let significant = all.trim_start_matches('0');
    let zeros = all.len() - significant.len();
    let mut digits = significant.trim_end_matches('0').chars();
    let mut text = String::from(if value < 0.0 { "-" } else { "" });
    text.extend(digits.next());
    if !digits.as_str().is_empty() {
        text.push('.');
        text.push_str(digits.as_str());
    }
    text.push('e');
    if zeros < whole.len() {
        text.push_str(&(whole.len() - zeros - 1).to_string());
    } else {
        text.push('-');
        text.push_str(&(zeros - whole.len() + 1).to_string());
    }
    text
}

/// Reads the text of a link, with or without its "#".
///
/// Always complete inputs: every readable value as written, in range or not; the default, with a problem,
/// for what cannot be read; unknown keys only as problems.
pub fn from_link(text: &str) -> (Inputs, Vec<Problem>) {
    let mut inputs = Inputs::default();
    let mut problems = Vec::new();
    if text.len() > LONGEST {
        let message = format!(
            "This link is {} characters long; none is longer than {LONGEST}.",
            text.len()
        );
        return (inputs, Vec::from([Problem::new("", message)]));
    }
    let text = text.trim().trim_start_matches('#');
    let mut seen: Vec<String> = Vec::new();
    for part in text.split('&').filter(|part| !part.is_empty()) {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        let (Some(key), Some(value)) = (unescaped(key), unescaped(value)) else {
            let message = format!(
                "A part of the link, \u{201c}{}\u{201d}, cannot be read.",
                shortened(part)
            );
            problems.push(Problem::new("", message));
            continue;
        };
        let times = seen.iter().filter(|&other| *other == key).count();
        seen.push(key.clone());
        if times > 0 {
            // Said once, however often it is repeated.
            if times > 1 {
                continue;
            }
            let field = if is_key(&key) { key.as_str() } else { "" };
            let message = format!("The link names {} twice; the first one counts.", shortened(&key));
            problems.push(Problem::new(field, message));
            continue;
        }
        read(&mut inputs, &key, &value, &mut problems);
    }
    (inputs, problems)
}

fn read(inputs: &mut Inputs, key: &str, value: &str, problems: &mut Vec<Problem>) {
    if key == "v" {
        if value != VERSION.to_string() {
            let message = format!(
                "This link is of version \u{201c}{}\u{201d}; this page reads version {VERSION} and takes it as such.",
                shortened(value)
            );
            problems.push(Problem::new("", message));
        }
        return;
    }
    match entry(key) {
        Some(entry) if value == NONE && entry.field().optional => match entry {
            Entry::Number(scalar) => scalar.set(inputs, None),
            Entry::Text(text) => text.set(inputs, None),
        },
        Some(Entry::Number(scalar)) => match number(value) {
            Some(number) => scalar.set(inputs, Some(number)),
            None => problems.push(Problem::new(key, unread(scalar.field.label, value))),
        },
        Some(Entry::Text(text)) if text.takes(value) => text.set(inputs, Some(value)),
        Some(Entry::Text(text)) => {
            let message = format!(
                "{} in the link must be {}; \u{201c}{}\u{201d} is not. The default is used.",
                text.field.label,
                text.fits(),
                shortened(value)
            );
            problems.push(Problem::new(key, message));
        }
        None => read_list(inputs, key, value, problems),
    }
}

fn read_list(inputs: &mut Inputs, key: &str, value: &str, problems: &mut Vec<Problem>) {
    match key {
        "futures" => {
            if let Some(rows) = rows(key, value, problems) {
                inputs.futures = rows
                    .iter()
                    .enumerate()
                    .map(|(index, row)| read_future(index, row, problems))
                    .collect();
            }
        }
        "layers" => {
            if let Some(rows) = rows(key, value, problems) {
                inputs.layers = rows
                    .iter()
                    .enumerate()
                    .map(|(index, row)| read_layer(index, row, problems))
                    .collect();
            }
        }
        unknown => {
            let name = shortened(unknown);
            problems.push(Problem::new(
                name.clone(),
                format!("The link has a value named {name}, which means nothing here."),
            ));
        }
    }
}

fn unread(label: &str, value: &str) -> String {
    if value.is_empty() {
        return format!("{label} in the link is missing; the default is used.");
    }
    format!(
        "{label} in the link is not a number with a dot for decimals: \u{201c}{}\u{201d}. The default is used.",
        shortened(value)
    )
}

fn rows<'v>(key: &str, value: &'v str, problems: &mut Vec<Problem>) -> Option<Vec<&'v str>> {
    if value == NONE {
        return Some(Vec::new());
    }
    if value.is_empty() {
        let message = format!(
            "The link’s list of {key} is empty; the default is used. No {key} at all is written {NONE}."
        );
        problems.push(Problem::new(key, message));
        return None;
    }
    let rows: Vec<&str> = value.split(',').collect();
    if rows.len() > MOST_READ as usize {
        problems.push(Problem::new(
            key,
            format!("The link has {} {key}; the default is used.", rows.len()),
        ));
        return None;
    }
    Some(rows)
}

fn read_future(index: usize, text: &str, problems: &mut Vec<Problem>) -> FutureRow {
    let mut row = FutureRow {
        dte: 30.0,
        price: 19.0,
    };
    if let Some(default) = Inputs::default().futures.get(index) {
        row = *default;
    }
    let (days, price) = text.split_once(':').unwrap_or((text, ""));
    let mut put = |column: usize, value: Option<f64>, typed: &str| {
        let column = &FUTURE_COLUMNS[column];
        match value {
            Some(number) => (column.set)(&mut row, Some(number)),
            None => problems.push(Problem::new(
                format!("futures[{index}].{}", column.field.key),
                unread(column.field.label, typed),
            )),
        }
    };
    put(0, days.strip_suffix('d').and_then(number), days);
    put(1, number(price), price);
    row
}

fn read_layer(index: usize, text: &str, problems: &mut Vec<Problem>) -> LayerRow {
    let default = Inputs::default().layers.get(index).cloned();
    let mut row = default.map_or_else(
        || LayerRow::bare(INSTRUMENTS[0], 1.0, 30.0),
        |default| LayerRow::bare(INSTRUMENTS[0], default.quantity, default.dte),
    );
    let field = |key: &str| format!("layers[{index}].{key}");
    let mut parts = text.split(':');
    let mut next = || parts.next().unwrap_or("");
    let (quantity, instrument, days) = (next(), next(), next());
    match number(quantity) {
        Some(value) => row.quantity = value,
        None => problems.push(Problem::new(field("quantity"), unread("Contracts", quantity))),
    }
    if INSTRUMENTS.contains(&instrument) {
        row.instrument = instrument.to_string();
    } else {
        let choices = joined(&INSTRUMENTS, ", ");
        let message = format!(
            "The instrument in the link is none of {choices}: \u{201c}{}\u{201d}.",
            shortened(instrument)
        );
        problems.push(Problem::new(field("instrument"), message));
    }
    match days.strip_suffix('d').and_then(number) {
        Some(value) => row.dte = value,
        None => problems.push(Problem::new(field("dte"), unread("Days", days))),
    }
    for part in parts {
        let named = MARKS
            .iter()
            .find_map(|(key, mark)| Some((*key, part.strip_prefix(mark)?)));
        let column = named.and_then(|(key, text)| {
            let column = LAYER_COLUMNS.iter().find(|column| column.field.key == key)?;
            Some((column, text))
        });
        if let Some((column, text)) = column {
            match number(text) {
                Some(value) => (column.set)(&mut row, Some(value)),
                None => problems.push(Problem::new(
                    field(column.field.key),
                    unread(column.field.label, text),
                )),
            }
        } else {
            let nth = index + 1;
            let part = shortened(part);
            let message =
                format!("Layer {nth} of the link has a part that cannot be read: \u{201c}{part}\u{201d}.");
            problems.push(Problem::new(format!("layers[{index}]"), message));
        }
    }
    row
}

/// A decimal number as links write it: digits, a dot, an exponent, a minus sign; finite. Nothing else.
fn number(text: &str) -> Option<f64> {
    let body = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = body
        .split_once(['e', 'E'])
        .map_or((body, None), |(m, e)| (m, Some(e)));
    let (whole, fraction) = mantissa
        .split_once('.')
        .map_or((mantissa, None), |(w, f)| (w, Some(f)));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let fine = digits(whole)
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|text| digits(text.strip_prefix(['-', '+']).unwrap_or(text)));
    if !fine {
        return None;
    }
    let integer = whole.trim_start_matches('0').as_bytes();
    let fraction = fraction.unwrap_or("").trim_end_matches('0').as_bytes();
    let magnitude: f64 =
        minimal_lexical::parse_float(integer.iter(), fraction.iter(), power_of_ten(exponent));
    let value = if text.starts_with('-') {
        -magnitude
    } else {
        magnitude
    };
    value.is_finite().then_some(value)
}

/// A written exponent, held to what a double can tell apart.
fn power_of_ten(text: Option<&str>) -> i32 {
    const BEYOND: i32 = 100_000;
    let Some(text) = text else { return 0 };
    let digits = text.trim_start_matches(['-', '+']);
    let size = digits
        .bytes()
        .fold(0, |sum, digit| (sum * 10 + i32::from(digit - b'0')).min(BEYOND));
    if text.starts_with('-') { -size } else { size }
}

/// Undoes percent-encoding, which mail programs and messengers add; `None` where it is broken.
fn unescaped(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_string());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        if byte == b'%' {
            let digit = |at: usize| char::from(*tail.get(at)?).to_digit(16);
            bytes.push(u8::try_from(digit(0)? * 16 + digit(1)?).ok()?);
            rest = &tail[2..];
        } else {
            bytes.push(byte);
            rest = tail;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

        /// The standard library reads decimals exactly; so must the smaller reader used here.
        #[test]
        fn decimals_are_read_as_the_standard_library_reads_them(text in r"-?[0-9]{1,24}(\.[0-9]{1,24})?(e-?[0-9]{1,3})?") {
            let expected = text.parse::<f64>().ok().filter(|value| value.is_finite());
            prop_assert_eq!(number(&text).map(f64::to_bits), expected.map(f64::to_bits), "{}", text);
        }

        #[test]
        fn what_is_written_reads_back_to_the_same_bits(bits in any::<u64>()) {
            let value = f64::from_bits(bits);
            prop_assume!(value.is_finite());
            prop_assert_eq!(number(&shortest(value)).map(f64::to_bits), Some(bits), "{}", shortest(value));
        }
    }

    #[test]
    fn halfway_cases_and_the_ends_of_the_range_are_read_exactly() {
        for text in [
            "9007199254740993",
            "9007199254740992.9999999999999999",
            "2.2250738585072011e-308",
            "5e-324",
            "2.4703282292062327e-324",
            "1.7976931348623157e308",
            "1.7976931348623159e308",
            "0.000000000000000000000000000000000000001",
            "179769313486231570000e289",
        ] {
            let expected = text.parse::<f64>().ok().filter(|value| value.is_finite());
            assert_eq!(
                number(text).map(f64::to_bits),
                expected.map(f64::to_bits),
                "{text}"
            );
        }
    }
}

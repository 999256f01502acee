//! Values as they arrive, before they are known to be what they should be.

use alloc::string::String;
use alloc::vec::Vec;

/// Something that came from a caller, a form or a link. Equal where it would be read alike: numbers to the bit.
#[derive(Clone, Debug)]
pub enum Raw {
    /// Not given.
    Absent,
    /// Given as nothing.
    Null,
    /// A number, possibly not finite.
    Number(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Raw>),
    /// Named values in their order.
    Record(Vec<(String, Raw)>),
    /// Anything else, by the name of what it is: "a function".
    Other(&'static str),
}

impl PartialEq for Raw {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Raw::Absent, Raw::Absent) | (Raw::Null, Raw::Null) => true,
            (Raw::Number(one), Raw::Number(two)) => one.to_bits() == two.to_bits(),
            (Raw::Text(one), Raw::Text(two)) => one == two,
            (Raw::List(one), Raw::List(two)) => one == two,
            (Raw::Record(one), Raw::Record(two)) => one == two,
            (Raw::Other(one), Raw::Other(two)) => one == two,
            _ => false,
        }
    }
}

impl Raw {
    /// What it is, in words fit for a sentence.
    pub fn what(&self) -> String {
        match self {
            Raw::Absent => String::from("nothing"),
            Raw::Null => String::from("null"),
            Raw::Number(value) if value.is_finite() => alloc::format!("{value}"),
            Raw::Number(_) => String::from("no finite number"),
            Raw::Text(text) if text.trim().is_empty() => String::from("empty"),
            Raw::Text(text) => alloc::format!("\u{201c}{}\u{201d}", shortened(text)),
            Raw::List(_) => String::from("a list"),
            Raw::Record(_) => String::from("an object"),
            Raw::Other(what) => String::from(*what),
        }
    }
}

/// Words that never stand on the page, whoever typed them.
const UNSPOKEN: [&str; 3] = ["nan", "infinity", "undefined"];

/// A text short enough to quote in a sentence, control characters left out.
pub fn shortened(text: &str) -> String {
    const LONGEST: usize = 24;
    if UNSPOKEN.iter().any(|word| {
        text.as_bytes()
            .windows(word.len())
            .any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
    }) {
        return String::from("\u{2026}");
    }
    let clean: String = text
        .trim()
        .chars()
        .filter(|c| !c.is_control())
        .take(LONGEST + 1)
        .collect();
    if clean.chars().count() > LONGEST {
        let mut cut: String = clean.chars().take(LONGEST).collect();
        cut.push('\u{2026}');
        cut
    } else {
        clean
    }
}

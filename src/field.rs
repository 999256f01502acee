//! What a field is: one thing a person can set, with its limits, its words and its source.

use alloc::string::String;

use serde::{Serialize, Serializer};

/// One thing a person can set. Form, limits, links, tests and README all come from tables of these.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says something else, and JavaScript reads them by name"
)]
pub struct Field {
    /// Its key in inputs and links.
    pub key: &'static str,
    /// Its name on the page.
    pub label: &'static str,
    /// The unit a person types it in.
    pub unit: &'static str,
    /// The group of the form it stands in.
    pub group: &'static str,
    /// The value it has until a person sets it.
    pub default: Default,
    /// Smallest value allowed.
    pub min: f64,
    /// Largest value allowed.
    pub max: f64,
    /// A sensible step for arrow keys and sliders; values are never snapped to it.
    pub step: f64,
    /// What it is and where it is found, one or two sentences.
    pub help: &'static str,
    /// The choices, for a field that is not a number.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub options: &'static [&'static str],
    /// What each choice is called on the page.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub option_labels: &'static [&'static str],
    /// A date, as text: `2026-01-30`.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub date: bool,
    /// Whole numbers only.
    pub whole: bool,
    /// May be left empty.
    pub optional: bool,
    /// Folded away until asked for.
    pub advanced: bool,
    /// Where the default comes from.
    pub source: &'static str,
    /// Of a layer's field: the instruments that have it.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub instruments: &'static [&'static str],
}

/// The default of a field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Default {
    /// A number.
    Number(f64),
    /// One of the choices, or a date.
    Choice(&'static str),
    /// Left empty.
    Empty,
}

impl Serialize for Default {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Default::Number(value) => serializer.serialize_f64(*value),
            Default::Choice(text) => serializer.serialize_str(text),
            Default::Empty => serializer.serialize_none(),
        }
    }
}

/// A group of the form.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Group {
    /// Short name, stable.
    pub id: &'static str,
    /// Heading.
    pub title: &'static str,
    /// One sentence under the heading.
    pub help: &'static str,
}

/// Something wrong with an input, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// A key of the inputs, `futures[1].price`, `layers[0].strike`, or empty for the whole.
    pub field: String,
    /// One sentence that names the field and the fix.
    pub message: String,
}

impl Problem {
    /// A problem at a field.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            message: message.into(),
        }
    }
}

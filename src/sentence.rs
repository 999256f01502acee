//! Words of the report: sentences whose numbers know which figure they are, and notes at a field.

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

/// A piece of a sentence; one with a key shows that figure of the report.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// The words, or the number as written.
    pub text: String,
    /// Path of the figure in the report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The figure itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
}

/// Something worth a second look, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// A key of the inputs, or empty for the whole.
    pub field: String,
    /// One or two sentences.
    pub message: String,
}

/// A sentence being written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sentence {
    parts: Vec<Part>,
}

impl Sentence {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds words.
    #[must_use]
    pub fn say(mut self, words: &str) -> Self {
        match self.parts.last_mut() {
            Some(last) if last.key.is_none() => last.text.push_str(words),
            _ => self.parts.push(Part {
                text: String::from(words),
                key: None,
                value: None,
            }),
        }
        self
    }

    /// Adds a figure of the report, written as `text`.
    #[must_use]
    pub fn figure(mut self, key: &str, value: f64, text: impl Into<String>) -> Self {
        self.parts.push(Part {
            text: text.into(),
            key: Some(String::from(key)),
            value: Some(value),
        });
        self
    }

    /// The pieces.
    pub fn parts(self) -> Vec<Part> {
        self.parts
    }
}

//! How a system's answer is shown: words, tables and lists whose figures are named by their path in the report.
//!
//! One renderer of the page draws any panel; whoever writes one writes no JavaScript.

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::sentence::Part;

/// What JavaScript sees of it.
pub const DECLARATIONS: &str = include_str!("panel.d.ts");

/// What a reader who picked a system sees, in the order it is shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Panel {
    /// The question it answers: the heading.
    pub question: &'static str,
    /// Where the system comes from.
    pub source: &'static str,
    /// Groups of the form that belong to it, shown inside the panel.
    pub groups: &'static [&'static str],
    /// The answer in plain sentences.
    pub answer: Vec<Vec<Part>>,
    /// Charts drawn beside it.
    pub charts: Vec<Picture>,
    /// Tables of figures.
    pub tables: Vec<Table>,
    /// Lists of words.
    pub lists: Vec<List>,
    /// What deserves a second look, a sentence or two each.
    pub notes: Vec<String>,
    /// What can be taken over from it.
    pub actions: Vec<Action>,
}

/// Something a reader can take over: pressing it opens a whole state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Action {
    /// What it does: "Use these contracts".
    pub title: String,
    /// The state it opens, a link as [`to_link`](crate::link::to_link) writes it.
    pub link: String,
}

/// A chart drawn in a panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Picture {
    /// Which: one of `chart::CHARTS`.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// One or two sentences that say how to read it.
    pub help: &'static str,
}

/// A table of figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Table {
    /// Short name, unique in the panel.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// One or two sentences that explain it.
    pub help: &'static str,
    /// Where its rules and constants come from.
    pub source: &'static str,
    /// Headings of the columns; the first is that of the row titles.
    pub head: Vec<&'static str>,
    /// The rows, each with a cell for every heading but the first.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// What the row is of.
    pub title: String,
    /// Whether it stands out.
    #[serde(skip_serializing_if = "State::is_plain")]
    pub state: State,
    /// Its cells.
    pub cells: Vec<Cell>,
}

impl Row {
    /// A row that does not stand out.
    pub fn new(title: impl Into<String>, cells: impl Into<Vec<Cell>>) -> Self {
        Self {
            title: title.into(),
            state: State::Plain,
            cells: cells.into(),
        }
    }

    /// The same row in a state.
    #[must_use]
    pub fn state(self, state: State) -> Self {
        Self { state, ..self }
    }
}

/// Whether a row or an item stands out, and as what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum State {
    /// It does not.
    #[default]
    Plain,
    /// The one chosen or in force: a rule that applies, the best of several.
    Fires,
    /// Holds a limit.
    Passes,
    /// Breaks a limit.
    Fails,
}

impl State {
    /// Whether it does not stand out.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the form serde asks for")]
    fn is_plain(&self) -> bool {
        *self == State::Plain
    }

    /// Holds a limit, or breaks it.
    pub fn of(holds: bool) -> Self {
        if holds { State::Passes } else { State::Fails }
    }
}

/// A cell of a table: a figure of the report, words, or a button.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// A figure.
    Figure {
        /// Its path in the report: `system.sizing.rules[0].share`.
        key: String,
        /// How it is written.
        format: Format,
        /// Why it may be missing, one sentence.
        #[serde(skip_serializing_if = "Option::is_none")]
        why: Option<&'static str>,
    },
    /// A button that types a number into a field of the form.
    Set {
        /// What it says.
        text: String,
        /// The field: `layers[0].dte`.
        field: String,
        /// The number.
        value: f64,
    },
    /// Words.
    Words {
        /// The words.
        text: String,
    },
}

impl Cell {
    /// A figure that is always there.
    pub fn figure(key: impl Into<String>, format: Format) -> Self {
        Cell::Figure {
            key: key.into(),
            format,
            why: None,
        }
    }

    /// A figure that may be missing, and why.
    pub fn maybe(key: impl Into<String>, format: Format, why: &'static str) -> Self {
        Cell::Figure {
            key: key.into(),
            format,
            why: Some(why),
        }
    }

    /// A button that types a number into a field.
    pub fn set(text: impl Into<String>, field: impl Into<String>, value: f64) -> Self {
        Cell::Set {
            text: text.into(),
            field: field.into(),
            value,
        }
    }

    /// Words.
    pub fn words(text: impl Into<String>) -> Self {
        Cell::Words { text: text.into() }
    }
}

/// How the page writes a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Format {
    /// Whole dollars.
    Usd,
    /// Profit or loss in whole dollars, a loss marked.
    Pl,
    /// Dollars and cents.
    Cents,
    /// A fraction as percent.
    Percent,
    /// A fraction as a move in percent, always signed.
    Move,
    /// An SPX level, whole points.
    Spx,
    /// An index level, two decimals.
    Level,
    /// A VIX level.
    Vix,
    /// The price of a VIX future.
    Future,
    /// Points, two decimals.
    Points,
    /// A ratio, two decimals.
    Ratio,
    /// A small number, three decimals.
    Small,
    /// A whole number: contracts, condors, changes of sign.
    Count,
    /// Calendar days, with a decimal where there is one.
    Days,
}

/// A list of words: rules that fired, sources that disagree.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct List {
    /// Short name, unique in the panel.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// One or two sentences that explain it; may be empty.
    pub help: &'static str,
    /// Its items.
    pub items: Vec<Item>,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Item {
    /// The words, with figures of the report among them.
    pub parts: Vec<Part>,
    /// Where it comes from; empty where the list says so.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub source: &'static str,
    /// Whether it stands out.
    #[serde(skip_serializing_if = "State::is_plain")]
    pub state: State,
}

//! Tables whose rows show the same figures of one thing after another.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::panel::{Cell, Format, Row, State, Table};

/// A column: its heading, the figure's name within a row, how it is written, and why it may be missing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// The heading.
    pub head: &'static str,
    /// The figure's name below the row's own path.
    pub name: &'static str,
    /// How it is written.
    pub format: Format,
    /// Why it may be missing; empty where it never is.
    pub why: &'static str,
}

/// A figure that is always there.
pub const fn column(head: &'static str, name: &'static str, format: Format) -> Column {
    Column {
        head,
        name,
        format,
        why: "",
    }
}

/// A figure that may be missing.
pub const fn maybe(head: &'static str, name: &'static str, format: Format, why: &'static str) -> Column {
    Column {
        head,
        name,
        format,
        why,
    }
}

/// What a table says of itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heading {
    /// Short name, unique in the panel.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// One or two sentences that explain it.
    pub help: &'static str,
    /// Where its rules and constants come from.
    pub source: &'static str,
    /// Heading of the row titles.
    pub of: &'static str,
}

/// A row: its title, the path its figures stand below, and whether it stands out.
pub type Line = (String, String, State);

/// A table of the same figures for every line.
pub fn table(heading: Heading, columns: &[Column], lines: impl IntoIterator<Item = Line>) -> Table {
    let mut head = Vec::from([heading.of]);
    head.extend(columns.iter().map(|column| column.head));
    let rows = lines.into_iter().map(|(title, path, state)| {
        let cells: Vec<Cell> = columns
            .iter()
            .map(|column| {
                let key = format!("{path}.{}", column.name);
                if column.why.is_empty() {
                    Cell::figure(key, column.format)
                } else {
                    Cell::maybe(key, column.format, column.why)
                }
            })
            .collect();
        Row::new(title, cells).state(state)
    });
    Table {
        id: heading.id,
        title: heading.title,
        help: heading.help,
        source: heading.source,
        head,
        rows: rows.collect(),
    }
}

//! Where things come from: the documents, what they disagree about, what of them cannot be computed, and the source
//! of every default and every preset.

mod disagreement;
mod document;
mod method_note;

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

pub use disagreement::{DISAGREEMENTS, Disagreement, Reading};
pub use document::{DOCUMENTS, Document};
pub use method_note::{METHOD_NOTES, MethodNote};

use crate::field::{Default as Start, Field};
use crate::format::plain;
use crate::inputs::{FUTURE_COLUMNS, INSTRUMENT, LAYER_COLUMNS, fields, groups};
use crate::panel::{Cell, Panel, Row, Table};
use crate::preset::PRESETS;
use crate::sentence::Sentence;
use crate::system;

/// Everything about sources, to be shown like a system's answer.
pub fn sources() -> Panel {
    Panel {
        question: "Where do the numbers come from, and where do the sources disagree?",
        source: "Five documents, further pages of their publisher, exchanges, measurements, and ourselves",
        answer: vec![
            Sentence::new()
                .say(
                    "A default is a document’s number where a document gives one; otherwise it is measured, published \
                     elsewhere, or ours, and says so. Claims of effect are not repeated: the page computes, and no \
                     document gives positions, prices and dates that could be checked.",
                )
                .parts(),
            Sentence::new()
                .say(
                    "The documents and the names in them belong to their owners; this page is independent of them and \
                     teaches, it does not advise.",
                )
                .parts(),
        ],
        tables: vec![disagreements(), notes(), defaults(), presets(), documents()],
        ..Panel::default()
    }
}

fn disagreements() -> Table {
    let cited = |reading: &Reading| told(&format!("{} ({})", reading.says, reading.source));
    Table {
        id: "disagreements",
        title: "Where the sources disagree",
        help: "The same name or rule, read in more than one way; the last column says what this page does about it.",
        source: "Five documents and further pages of their publisher",
        head: vec!["What", "One reading", "Another", "This page"],
        rows: DISAGREEMENTS
            .iter()
            .map(|row| Row::new(row.what, [cited(&row.one), cited(&row.other), told(row.used)]))
            .collect(),
    }
}

/// Words of a cell; a number keeps its percent sign beside it.
fn told(words: &str) -> Cell {
    Cell::words(words.replace(" %", "\u{a0}%"))
}

fn notes() -> Table {
    Table {
        id: "method-notes",
        title: "What has no number here",
        help: "Words of the documents that name nothing which could be computed from the inputs. Each has weight zero.",
        source: "Five documents",
        head: vec!["Words", "In", "What the page does with it"],
        rows: METHOD_NOTES
            .iter()
            .map(|note| Row::new(note.what, [Cell::words(note.documents), Cell::words(note.line)]))
            .collect(),
    }
}

fn defaults() -> Table {
    let columns = FUTURE_COLUMNS
        .iter()
        .map(|column| ("A quoted future", column.field));
    let layers = [INSTRUMENT]
        .into_iter()
        .chain(LAYER_COLUMNS.iter().map(|column| column.field));
    let layers = layers.map(|field| ("A layer", field));
    let single = fields().map(|field| (group(field), *field));
    Table {
        id: "defaults",
        title: "Every default",
        help: "What each field holds until you type, and where that comes from.",
        source: "The table of inputs that form, links and checks are made from",
        head: vec!["Field", "Default", "Where it comes from"],
        rows: single
            .chain(columns)
            .chain(layers)
            .map(|(of, field)| {
                let title = format!("{of}: {}", field.label);
                Row::new(title, [Cell::words(default(&field)), Cell::words(field.source)])
            })
            .collect(),
    }
}

fn group(field: &Field) -> &'static str {
    groups()
        .find(|group| group.id == field.group)
        .map_or("", |group| group.title)
}

fn default(field: &Field) -> String {
    match field.default {
        Start::Number(number) => match field.unit {
            "" => plain(number),
            unit => format!("{} {unit}", plain(number)),
        },
        Start::Choice(chosen) => {
            let mut labels = field.options.iter().zip(field.option_labels);
            let label = labels.find(|(option, _)| **option == chosen);
            String::from(label.map_or(chosen, |(_, label)| *label))
        }
        Start::Empty => String::from("empty"),
    }
}

fn presets() -> Table {
    let all: Vec<_> = PRESETS.iter().copied().chain(system::presets()).collect();
    Table {
        id: "presets",
        title: "Every example",
        help: "The question each example answers, and where its numbers come from.",
        source: "Named row by row",
        head: vec!["Example", "Question", "Where it comes from"],
        rows: all
            .iter()
            .map(|preset| {
                Row::new(
                    preset.title,
                    [Cell::words(preset.question), Cell::words(preset.source)],
                )
            })
            .collect(),
    }
}

fn documents() -> Table {
    Table {
        id: "documents",
        title: "The documents",
        help: "Five questions and answers on one public site, and the further pages and records named above.",
        source: "Addresses as of May 2026",
        head: vec!["Name", "What it is", "Where"],
        rows: DOCUMENTS
            .iter()
            .map(|document| {
                Row::new(
                    document.name,
                    [Cell::words(document.what), Cell::words(document.place)],
                )
            })
            .collect(),
    }
}

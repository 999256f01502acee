//! Where things come from: every default, example and contradiction has a source that the page names.

use std::collections::BTreeSet;

use alvh::inputs::{FUTURE_COLUMNS, INSTRUMENT, LAYER_COLUMNS, fields};
use alvh::panel::Panel;
use alvh::preset::PRESETS;
use alvh::sources::{DISAGREEMENTS, DOCUMENTS, METHOD_NOTES, sources};
use alvh::system;
use serde_json::Value;

use crate::fields::Declared;

fn shown() -> Value {
    serde_json::to_value(sources()).expect("JSON")
}

fn rows<'v>(panel: &'v Value, table: &str) -> Vec<(&'v str, Vec<&'v str>)> {
    let tables = panel["tables"].as_array().expect("tables");
    let table = tables.iter().find(|found| found["id"] == table).expect(table);
    let columns = table["head"].as_array().expect("a head").len();
    let rows = table["rows"].as_array().expect("rows");
    rows.iter()
        .map(|row| {
            let cells = row["cells"].as_array().expect("cells");
            assert_eq!(cells.len() + 1, columns, "{row}");
            let words = cells.iter().map(|cell| cell["text"].as_str().expect("words"));
            (row["title"].as_str().expect("a title"), words.collect())
        })
        .collect()
}

#[test]
fn the_panel_is_as_declared_and_whole() {
    let faults = Declared::read().faults("Panel", &shown());
    assert!(faults.is_empty(), "{faults:#?}");
    let Panel { tables, answer, .. } = sources();
    assert!(!answer.is_empty());
    for table in tables {
        assert!(
            table.help.ends_with('.') && !table.source.is_empty(),
            "{}",
            table.id
        );
        assert!(!table.rows.is_empty(), "{}", table.id);
    }
}

#[test]
fn every_default_is_shown_with_its_source() {
    let panel = shown();
    let rows = rows(&panel, "defaults");
    let all = fields()
        .chain(FUTURE_COLUMNS.iter().map(|column| &column.field))
        .chain([&INSTRUMENT])
        .chain(LAYER_COLUMNS.iter().map(|column| &column.field));
    let mut count = 0;
    for (field, (title, cells)) in all.zip(&rows) {
        assert!(!field.source.is_empty(), "{} has no source", field.key);
        assert!(title.ends_with(&format!(": {}", field.label)), "{title}");
        assert!(!title.starts_with(':'), "{} stands in no group", field.key);
        assert_eq!(cells[1], field.source, "{title}");
        assert!(!cells[0].is_empty(), "{title}");
        count += 1;
    }
    assert_eq!(count, rows.len());
}

#[test]
fn every_example_is_shown_with_its_source() {
    let panel = shown();
    let titles: Vec<&str> = rows(&panel, "presets").iter().map(|(title, _)| *title).collect();
    let all: Vec<&str> = PRESETS
        .iter()
        .copied()
        .chain(system::presets())
        .map(|preset| preset.title)
        .collect();
    assert_eq!(titles, all);
}

/// What a reading may cite, besides the five documents.
const CITED: [&str; 4] = ["Glossary", "Learn pages", "Answer pages", "Document 00"];

#[test]
fn every_contradiction_cites_sources_that_are_listed() {
    let names: BTreeSet<&str> = DOCUMENTS.iter().map(|document| document.name).collect();
    assert_eq!(names.len(), DOCUMENTS.len());
    for cited in &CITED[..3] {
        assert!(names.contains(cited), "{cited}");
    }
    let mut what = BTreeSet::new();
    for row in DISAGREEMENTS {
        assert!(what.insert(row.what), "{} twice", row.what);
        assert!(row.used.ends_with('.'), "{}", row.what);
        assert_ne!(row.one.says, row.other.says);
        for reading in [row.one, row.other] {
            assert!(!reading.says.ends_with('.'), "{}", row.what);
            let known = CITED.iter().any(|name| {
                let name = name.to_lowercase();
                reading.source.contains(name.trim_end_matches('s'))
            });
            assert!(known, "{}: {}", row.what, reading.source);
        }
    }
    assert!(what.len() >= 20, "{}", what.len());
}

/// Words of the five documents that stand for nothing computable, and the documents a search for them finds.
const EMPTY_WORDS: [(&str, &str); 13] = [
    ("MEV", "000, 001, 002"),
    ("DeFi", "000, 001, 003, 004"),
    ("AMM", "000, 001, 003, 004"),
    ("High-frequency", "000, 001, 003"),
    ("range orders", "003"),
    ("Steward", "000 to 004"),
    ("false binary", "000 to 004"),
    ("DAO", "000, 001"),
    ("Second Engine", "000, 002, 004"),
    ("temporal theta", "000 to 004"),
    ("REIT", "000, 001"),
    ("ETF rebalancing", "002"),
    ("exchange rate", "000, 001, 003"),
];

#[test]
fn every_empty_word_has_one_honest_line() {
    for (word, documents) in EMPTY_WORDS {
        let note = METHOD_NOTES
            .iter()
            .find(|note| note.what.contains(word))
            .unwrap_or_else(|| panic!("{word} is not on the notes"));
        assert_eq!(note.documents, documents, "{word}");
    }
    for note in METHOD_NOTES {
        assert!(note.line.ends_with('.') && note.line.len() > 40, "{}", note.what);
    }
}

#[test]
fn no_claim_of_effect_is_repeated() {
    let text = shown().to_string();
    for claim in ["drawdowns", "35-40", "35–40", "68-82", "88 %", "win rate"] {
        assert!(!text.contains(claim), "{claim}");
    }
}

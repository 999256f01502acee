//! What every system keeps to: its figures, its panel, its fields and its links.

use std::collections::BTreeSet;

use alvh::field::Problem;
use alvh::inputs::systems::{GROUPS, SYSTEMS};
use alvh::inputs::{Entry, Inputs, Text, fields, scalars, texts};
use alvh::link::{from_link, to_link};
use alvh::plan::plan_of;
use alvh::preset::PRESETS;
use alvh::raw::Raw;
use alvh::system::{self, presets};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;

use crate::fields::{Declared, figure};
use crate::laws::{any_inputs, config, number_of};

/// Every preset's inputs under every system, and every system's own presets.
fn cases() -> Vec<(String, Inputs)> {
    let crossed = PRESETS.iter().flat_map(|preset| {
        system::SYSTEMS.iter().map(|about| {
            let (mut inputs, _) = from_link(preset.link);
            about.id.clone_into(&mut inputs.systems.system);
            (format!("{} under {}", preset.id, about.id), inputs)
        })
    });
    let own = presets()
        .into_iter()
        .map(|preset| (preset.link.to_owned(), from_link(preset.link).0));
    let bare = system::SYSTEMS.iter().map(|about| {
        let (mut inputs, _) = from_link("v=1&layers=none");
        about.id.clone_into(&mut inputs.systems.system);
        (format!("{} without layers", about.id), inputs)
    });
    crossed.chain(own).chain(bare).collect()
}

fn report(name: &str, inputs: &Inputs) -> Value {
    let plan = inputs
        .check()
        .unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
    serde_json::to_value(plan.report()).expect("JSON")
}

fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value[name]
        .as_array()
        .unwrap_or_else(|| panic!("{name} of {value}"))
}

/// Every part with a key names a figure of the report, and carries its value.
fn parts_are_figures(name: &str, report: &Value, parts: &[Value]) -> usize {
    let named = parts.iter().filter(|part| part["key"].is_string());
    named
        .map(|part| {
            let key = part["key"].as_str().expect("a text");
            let number = |value: &Value| value.as_f64();
            let found = figure(report, key).and_then(number);
            assert_eq!(found, number(&part["value"]), "{name}: {key}");
            assert!(found.is_some(), "{name}: {key}");
        })
        .count()
}

fn readable(name: &str, text: &Value, end: &[char]) {
    let text = text.as_str().expect("a text");
    assert!(text.ends_with(end), "{name}: {text:?}");
    for word in ["NaN", "inf", "undefined", "  "] {
        assert!(!text.contains(word), "{name}: {text:?}");
    }
}

#[test]
fn the_choices_are_the_systems() {
    let ids: Vec<&str> = system::SYSTEMS.iter().map(|about| about.id).collect();
    let sorted: BTreeSet<&str> = ids.iter().copied().collect();
    let choices: BTreeSet<&str> = SYSTEMS[1..].iter().copied().collect();
    assert_eq!(SYSTEMS[0], "none");
    assert_eq!(sorted, choices);
    assert_eq!(ids.len(), sorted.len(), "{ids:?}");
}

#[test]
fn nothing_is_computed_until_a_system_is_picked() {
    for preset in PRESETS {
        let report = report(preset.id, &from_link(preset.link).0);
        assert_eq!(report.get("system"), None, "{}", preset.id);
    }
}

#[test]
fn every_system_is_computed_alone_and_as_declared() {
    let declared = Declared::read();
    for (name, inputs) in cases() {
        let report = report(&name, &inputs);
        let faults = declared.faults("Report", &report);
        assert!(faults.is_empty(), "{name}: {faults:#?}");
        let system = report["system"].as_object().expect("a system");
        assert_eq!(system["id"], inputs.systems.system.as_str(), "{name}");
        let names: BTreeSet<&str> = system.keys().map(String::as_str).collect();
        let expected = BTreeSet::from(["id", "panel", inputs.systems.system.as_str()]);
        assert_eq!(names, expected, "{name}");
    }
}

#[test]
fn every_panel_answers_its_question_with_figures_of_the_report() {
    for (name, inputs) in cases() {
        let report = report(&name, &inputs);
        let panel = &report["system"]["panel"];
        readable(&name, &panel["question"], &['?']);
        assert!(!panel["source"].as_str().expect("a source").is_empty(), "{name}");
        let paragraphs = list(panel, "answer");
        let figures: usize = paragraphs
            .iter()
            .map(|paragraph| {
                let parts = paragraph.as_array().expect("a paragraph");
                let last = parts
                    .last()
                    .unwrap_or_else(|| panic!("{name}: an empty paragraph"));
                readable(&name, &last["text"], &['.', '?']);
                parts_are_figures(&name, &report, parts)
            })
            .sum();
        assert!(figures > 0, "{name}: the answer names no figure");
        for note in list(panel, "notes") {
            readable(&name, note, &['.']);
        }
    }
}

#[test]
fn every_table_is_whole_and_its_cells_are_figures_of_the_report() {
    for (name, inputs) in cases() {
        let report = report(&name, &inputs);
        let panel = &report["system"]["panel"];
        let mut ids = BTreeSet::new();
        for table in list(panel, "tables") {
            let name = format!("{name}, table {}", table["id"]);
            assert!(ids.insert(table["id"].as_str()), "{name} twice");
            readable(&name, &table["help"], &['.']);
            assert!(!table["source"].as_str().expect("a text").is_empty(), "{name}");
            assert!(!table["title"].as_str().expect("a text").is_empty(), "{name}");
            let columns = list(table, "head").len();
            for row in list(table, "rows") {
                let cells = list(row, "cells");
                assert_eq!(cells.len() + 1, columns, "{name}: {}", row["title"]);
                for cell in cells.iter().filter(|cell| cell["key"].is_string()) {
                    let key = cell["key"].as_str().expect("a text");
                    let found = figure(&report, key).unwrap_or_else(|| panic!("{name}: no {key}"));
                    let why = cell.get("why").is_some();
                    assert!(
                        found.is_number() || (found.is_null() && why),
                        "{name}: {key} is {found}"
                    );
                }
            }
        }
        for found in list(panel, "lists") {
            assert!(ids.insert(found["id"].as_str()), "{name}: {} twice", found["id"]);
            for item in list(found, "items") {
                parts_are_figures(&name, &report, list(item, "parts"));
            }
        }
        #[cfg(feature = "chart")]
        for chart in list(panel, "charts") {
            let known = alvh::chart::CHARTS.contains(&chart["id"].as_str().expect("an id"));
            assert!(known, "{name}: {chart} is no chart");
            readable(&name, &chart["help"], &['.']);
        }
    }
}

#[test]
fn every_system_has_groups_of_its_own_and_every_group_a_system() {
    let mut used = BTreeSet::from(["system"]);
    for about in system::SYSTEMS {
        for group in about.groups {
            assert!(
                GROUPS.iter().any(|known| known.id == *group),
                "{group} is no group"
            );
            used.insert(group);
        }
    }
    for group in GROUPS {
        assert!(used.contains(group.id), "{} belongs to no system", group.id);
    }
}

#[test]
fn what_is_said_of_systems_is_as_declared() {
    let declared = Declared::read();
    for about in system::SYSTEMS {
        let faults = declared.faults("System", &serde_json::to_value(about).expect("JSON"));
        assert!(faults.is_empty(), "{faults:#?}");
    }
}

#[test]
fn every_preset_opens_its_system_and_its_link_is_the_shortest() {
    let mut ids: BTreeSet<&str> = PRESETS.iter().map(|preset| preset.id).collect();
    for about in system::SYSTEMS {
        let first = about.presets.first().expect("a preset");
        assert_eq!(first.question, about.question);
        for preset in about.presets {
            assert!(ids.insert(preset.id), "{} twice", preset.id);
            let (inputs, problems) = from_link(preset.link);
            assert!(problems.is_empty(), "{}: {problems:?}", preset.id);
            assert_eq!(inputs.systems.system, about.id);
            assert_eq!(to_link(&inputs), preset.link);
            assert!(
                !preset.title.is_empty() && !preset.source.is_empty(),
                "{}",
                preset.id
            );
        }
    }
}

/// Inputs with one of a system's values, under that system.
fn with(group: &str, key: &str, value: Raw) -> Raw {
    let about = system::SYSTEMS.iter().find(|about| about.groups.contains(&group));
    let chosen = about.map_or("none", |about| about.id);
    let mut entries = vec![(key.to_owned(), value)];
    if key != "system" {
        entries.push(("system".to_owned(), Raw::Text(chosen.to_owned())));
    }
    Raw::Record(entries)
}

fn problems(raw: &Raw) -> Vec<Problem> {
    plan_of(raw).err().unwrap_or_default()
}

/// Keys of the systems' own values.
fn of_systems(group: &str) -> bool {
    GROUPS.iter().any(|known| known.id == group)
}

#[test]
fn what_a_system_cannot_use_is_a_problem_at_its_field() {
    for field in fields().filter(|field| of_systems(field.group)) {
        let key = field.key;
        let mut wrong = vec![
            Raw::Text("much".to_owned()),
            Raw::List(Vec::new()),
            Raw::Other("a function"),
        ];
        if !field.optional {
            wrong.push(Raw::Null);
        }
        let is_number = matches!(alvh::inputs::entry(key), Some(Entry::Number(_)));
        if is_number {
            wrong.extend(
                [
                    f64::NAN,
                    field.min - 1e-6 - field.step,
                    field.max + 1e-6 + field.step,
                ]
                .map(Raw::Number),
            );
        } else {
            wrong.push(Raw::Number(1.0));
        }
        for value in wrong {
            let found = problems(&with(field.group, key, value.clone()));
            assert_eq!(found.len(), 1, "{key} {value:?}: {found:?}");
            assert_eq!(found[0].field, key);
            assert!(found[0].message.contains(field.label), "{found:?}");
            assert!(found[0].message.ends_with('.'), "{found:?}");
        }
    }
}

#[test]
fn an_unknown_word_of_a_link_is_a_problem_and_takes_the_default() {
    for text in texts() {
        let (inputs, found) = from_link(&format!("v=1&{}=nonsense", text.field.key));
        assert_eq!(inputs, Inputs::default());
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].field, text.field.key);
        assert!(found[0].message.contains(text.field.label), "{found:?}");
    }
}

#[test]
fn what_a_system_takes_comes_back_from_its_link() {
    for scalar in scalars().filter(|scalar| of_systems(scalar.field.group)) {
        let mut inputs = Inputs::default();
        scalar.set(&mut inputs, Some(scalar.field.max));
        let (back, problems) = from_link(&to_link(&inputs));
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(back, inputs, "{}", scalar.field.key);
    }
    for text in texts() {
        let dates = ["2026-01-30", "2028-02-29"];
        let all = if text.field.date {
            &dates[..]
        } else {
            text.field.options
        };
        for words in all {
            let mut inputs = Inputs::default();
            text.set(&mut inputs, Some(words));
            let (back, problems) = from_link(&to_link(&inputs));
            assert!(problems.is_empty(), "{problems:?}");
            assert_eq!(back, inputs, "{}", text.field.key);
            assert_eq!(text.get(&back), Some(*words));
        }
    }
}

/// One of the choices, or a date of some years.
fn words_of(text: &Text) -> BoxedStrategy<Option<String>> {
    let field = text.field;
    if !field.date {
        let options: Vec<String> = field.options.iter().map(|&option| option.to_owned()).collect();
        return select(options).prop_map(Some).boxed();
    }
    let date = (2020..=2030_u32, 1..=12_u32, 1..=28_u32)
        .prop_map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}"));
    prop::option::weighted(0.7, date).boxed()
}

/// Any position and market, under any system with anything it takes.
fn chosen() -> impl Strategy<Value = Inputs> {
    let numbers: Vec<_> = scalars()
        .filter(|scalar| of_systems(scalar.field.group))
        .map(number_of)
        .collect();
    let words: Vec<_> = texts()
        .filter(|text| of_systems(text.field.group) && text.field.key != "system")
        .map(words_of)
        .collect();
    let ids: Vec<&str> = system::SYSTEMS.iter().map(|about| about.id).collect();
    (any_inputs(), numbers, words, select(ids)).prop_map(|(mut inputs, numbers, words, id)| {
        let own = scalars().filter(|scalar| of_systems(scalar.field.group));
        for (scalar, value) in own.zip(numbers) {
            scalar.set(&mut inputs, value);
        }
        let own = texts().filter(|text| of_systems(text.field.group) && text.field.key != "system");
        for (text, value) in own.zip(&words) {
            text.set(&mut inputs, value.as_deref());
        }
        id.clone_into(&mut inputs.systems.system);
        inputs
    })
}

proptest! {
    #![proptest_config(config(400))]

    /// JSON has no number that is not finite: one would come out as null where a number is declared.
    #[test]
    fn whatever_is_typed_a_system_computes_what_it_declares(inputs in chosen().prop_filter("valid", |inputs| inputs.check().is_ok())) {
        let declared = Declared::read();
        let link = to_link(&inputs);
        let report = report(&link, &inputs);
        let faults = declared.faults("Report", &report);
        prop_assert!(faults.is_empty(), "{link}: {faults:#?}");
    }
}

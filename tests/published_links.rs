//! Links are for ever: a sample of every published version goes on meaning what it meant when it was given out.
//!
//! `tests/golden/links` has a file for each version of the package: a link a line, with the values it means; the first
//! is the example, complete, the others what differs from it. A new version gets a file of its own, written with
//! `ALVH_BLESS` set; a file that is there is never written again, and no line of it may change
//! once the version is published.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use alvh::inputs::{Inputs, groups, scalars, texts};
use alvh::link::{from_link, to_link};
use alvh::preset::PRESETS;
use alvh::system::{SYSTEMS, presets};
use serde_json::{Map, Value, json};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/links")
}

fn values(inputs: &Inputs) -> Map<String, Value> {
    match serde_json::to_value(inputs) {
        Ok(Value::Object(values)) => values,
        other => panic!("inputs are {other:?}"),
    }
}

/// Links that readers may have: the examples, every group's fields all typed over, every kind of layer, and numbers in
/// all the forms they are written in.
fn sample() -> Vec<String> {
    let mut links: Vec<String> = ["v=1"].map(Into::into).into();
    links.extend(PRESETS.iter().map(|preset| preset.link.to_owned()));
    links.extend(presets().into_iter().map(|preset| preset.link.to_owned()));
    for group in groups() {
        let mut inputs = Inputs::default();
        if let Some(about) = SYSTEMS.iter().find(|about| about.groups.contains(&group.id)) {
            about.id.clone_into(&mut inputs.systems.system);
        }
        for scalar in scalars().filter(|scalar| scalar.field.group == group.id) {
            let field = scalar.field;
            let start = scalar.get(&inputs).unwrap_or(field.min);
            let up = start + 3.0 * field.step;
            scalar.set(
                &mut inputs,
                Some(if up <= field.max {
                    up
                } else {
                    start - 3.0 * field.step
                }),
            );
        }
        for text in texts().filter(|text| text.field.group == group.id && text.field.key != "system") {
            let last = if text.field.date {
                Some("2026-01-30")
            } else {
                text.field.options.last().copied()
            };
            text.set(&mut inputs, last);
        }
        links.push(to_link(&inputs));
    }
    links.extend(
        [
            "v=1&layers=none",
            "v=1&futures=8d:18.4,36d:19.15&response=custom&layers=4:vixCall:8d:k18:p1.1:b0.8,-2:vixFuture:36d:e18.9",
            "v=1&layers=1:spxPutSpread:30d:k6700:lo6600:p12.5,3:vixMini:36d:on25",
            "v=1&mark=7.4&vixTo=31&day=0.5&move=-4.5",
            "v=1&spx=7138.800000000001&condorDte=0.0625&capital=1e6",
            "v=1&longPut=9000&credit=-5",
        ]
        .map(Into::into),
    );
    let mut seen = BTreeSet::new();
    links.retain(|link| seen.insert(link.clone()));
    links
}

/// The file of this version, as it is first written.
fn written() -> String {
    let example = values(&Inputs::default());
    let mut text = String::new();
    for link in sample() {
        let (inputs, problems) = from_link(&link);
        assert!(problems.is_empty(), "{link}: {problems:?}");
        let mut means = values(&inputs);
        if link != "v=1" {
            means.retain(|key, value| example.get(key) != Some(value));
        }
        text += &json!({ "link": link, "means": means }).to_string();
        text.push('\n');
    }
    text
}

#[test]
fn links_of_every_published_version_mean_what_they_meant() {
    let own = folder().join(concat!(env!("CARGO_PKG_VERSION"), ".jsonl"));
    if std::env::var_os("ALVH_BLESS").is_some() && !own.exists() {
        fs::create_dir_all(folder()).expect("a folder");
        fs::write(&own, written()).expect("a file");
    }
    assert!(
        own.exists(),
        "this version has no sample yet: cargo xtask bless writes it"
    );
    for entry in fs::read_dir(folder()).expect("the samples") {
        let path = entry.expect("a sample").path();
        let text = fs::read_to_string(&path).expect("a sample");
        let mut example = None;
        let mut count = 0;
        for line in text.lines() {
            let line: Value = serde_json::from_str(line).expect("a line");
            let (link, means) = (
                line["link"].as_str().expect("a link"),
                line["means"].as_object().expect("values"),
            );
            let example = &*example.get_or_insert_with(|| means.clone());
            let (inputs, problems) = from_link(link);
            assert!(problems.is_empty(), "{link}: {problems:?}");
            let now = values(&inputs);
            // A key that came later has its default, whatever that is.
            for (key, default) in example {
                let wanted = means.get(key).unwrap_or(default);
                assert_eq!(now.get(key), Some(wanted), "{}: {key} of {link}", path.display());
            }
            count += 1;
        }
        assert!(count > 40, "{}: {count} links", path.display());
    }
}

/// A value's name may not be given to another, and none may be lost: every key of the sample is still one.
#[test]
fn every_key_ever_published_is_one_still() {
    let now = values(&Inputs::default());
    for entry in fs::read_dir(folder()).expect("the samples") {
        let text = fs::read_to_string(entry.expect("a sample").path()).expect("a sample");
        let first: Value = serde_json::from_str(text.lines().next().expect("a first line")).expect("a line");
        for key in first["means"].as_object().expect("values").keys() {
            assert!(now.contains_key(key), "{key}");
        }
    }
}

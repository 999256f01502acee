//! The answer from all evidence: each account is what its own kind of evidence says, added up again here.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

use alvh::chart::draw_evidence;
use alvh::evidence::Evidence;
use serde_json::{Value, json};

use crate::fields::{Declared, figure};
use crate::json::raw;

/// Fewer paths than a reader draws: what is compared is drawn alike on both sides.
const PATHS: u32 = 4000;

fn begun(kind: &str, inputs: &Value, texts: &[&str]) -> Evidence {
    let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
    let mut evidence =
        Evidence::begin(kind, &raw(inputs), &texts).unwrap_or_else(|problems| panic!("{problems:?}"));
    let mut progress = 0.0;
    while evidence.progress() < 1.0 {
        assert!(evidence.progress() >= progress, "progress goes back");
        progress = evidence.progress();
        evidence.advance();
    }
    evidence
}

fn answer(kind: &str, inputs: &Value, texts: &[&str]) -> Value {
    serde_json::to_value(begun(kind, inputs, texts).answer()).expect("JSON")
}

fn number(answer: &Value, path: &str) -> f64 {
    let found = figure(answer, path).unwrap_or_else(|| panic!("no {path}"));
    found.as_f64().unwrap_or_else(|| panic!("{path} is {found}"))
}

fn account<'a>(answer: &'a Value, id: &str) -> &'a Value {
    let accounts = answer["verdict"]["accounts"].as_array().expect("accounts");
    let found = accounts.iter().find(|account| account["id"] == id);
    found.unwrap_or_else(|| panic!("no account of {id}"))
}

/// Two hundred sessions in which SPX sinks slowly, with a jump of VIX every twentieth.
fn closes() -> String {
    let mut text = String::from("date,spx,vix\n");
    let (mut day, mut spx) = (0_u32, 5000.0);
    for month in 1..=9 {
        for date in 1..=22 {
            day += 1;
            let jump = day % 20 == 0;
            spx *= if jump { 0.95 } else { 1.002 };
            let vix = if jump { 32.0 } else { 17.0 };
            let _ = writeln!(text, "2019-{month:02}-{date:02},{spx:.2},{vix}");
        }
    }
    text
}

#[test]
fn each_account_is_what_its_kind_says() {
    let inputs = json!({ "simulationPaths": PATHS });
    let closes = closes();
    let all = answer("verdict", &inputs, &[&closes, ""]);

    // Spikes: all that comes back over all that is lost, in those in which something is.
    let spikes = answer("spikes", &inputs, &[]);
    let (mut lost, mut back, mut losing, mut gains, mut cases) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for spike in spikes["spikes"]["spikes"].as_array().expect("spikes") {
        let (condor, hedge) = (number(spike, "condor"), number(spike, "recorded.hedge"));
        cases += 1.0;
        if condor <= -0.005 {
            (lost, back, losing) = (lost - condor, back + hedge, losing + 1.0);
            gains += f64::from(u8::from(hedge > 0.0));
        }
    }
    let found = account(&all, "spikes");
    assert_eq!(number(found, "cases"), cases);
    assert!((number(found, "returned") - back / lost).abs() < 1e-12);
    assert_eq!(number(found, "losing"), losing / cases);
    assert_eq!(number(found, "gains"), gains / losing);
    assert_eq!(found["cost"], Value::Null);

    // Futures: the same draws as those of the kind alone.
    let drawn = answer("simulation", &inputs, &[]);
    for (id, name) in [("falls", "falls"), ("rises", "rises"), ("futures", "all")] {
        let (found, path) = (account(&all, id), format!("simulation.hedge.{name}"));
        assert_eq!(number(found, "cases"), f64::from(PATHS));
        for (own, theirs) in [
            ("losing", "share.value"),
            ("returned", "returned.value"),
            ("error", "returned.error"),
            ("gains", "helps.value"),
        ] {
            assert_eq!(
                number(found, own),
                number(&drawn, &format!("{path}.{theirs}")),
                "{id} {own}"
            );
        }
    }
    // Ten condors sold at 12.80.
    let cost = -number(&drawn, "simulation.hedge.mean.value") / 12_800.0;
    assert!((number(account(&all, "futures"), "cost") - cost).abs() < 1e-15);

    // A history: its worst days.
    let walked = answer("history", &inputs, &[&closes, ""]);
    let (mut lost, mut back) = (0.0, 0.0);
    for day in walked["history"]["worst"].as_array().expect("days") {
        let condors = number(day, "condors");
        if condors < 0.0 {
            (lost, back) = (lost - condors, back + number(day, "hedge"));
        }
    }
    let found = account(&all, "history");
    assert!((number(found, "returned") - back / lost).abs() < 1e-12);
    assert_eq!(number(found, "cost"), number(&walked, "history.costShare"));
}

#[test]
fn without_a_history_it_rests_on_two_and_says_so() {
    let two = answer("verdict", &json!({ "simulationPaths": PATHS }), &["", " \n"]);
    let ids: Vec<_> = two["verdict"]["accounts"]
        .as_array()
        .expect("accounts")
        .iter()
        .map(|account| account["id"].as_str().expect("an id"))
        .collect();
    assert_eq!(ids, ["spikes", "falls", "rises", "futures"]);
    assert!(
        two["panel"]["notes"]
            .to_string()
            .contains("third kind is missing")
    );
    let problems = Evidence::begin("verdict", &raw(&json!({})), &[String::from("no closes at all")]);
    assert!(problems.is_err(), "what is no history is refused");
}

#[test]
fn without_layers_nothing_comes_back_and_nothing_is_paid() {
    let bare = answer("verdict", &json!({ "simulationPaths": PATHS, "layers": [] }), &[]);
    for id in ["spikes", "falls", "rises", "futures"] {
        assert_eq!(number(account(&bare, id), "returned"), 0.0, "{id}");
        assert_eq!(number(account(&bare, id), "gains"), 0.0, "{id}");
    }
    for count in ["upfront", "life", "perDay", "rolled"] {
        assert_eq!(number(&bare, &format!("verdict.cost.{count}")), 0.0, "{count}");
    }
}

#[test]
fn it_has_the_shape_that_is_declared() {
    let all = answer("verdict", &json!({ "simulationPaths": PATHS }), &[&closes()]);
    let faults = Declared::read().faults("Answer", &all);
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn the_chart_is_drawn_as_before() {
    let evidence = begun("verdict", &json!({ "simulationPaths": PATHS }), &[&closes()]);
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/charts");
    for (theme, width, height) in [("light", 720.0, 400.0), ("dark", 360.0, 300.0)] {
        let drawing = draw_evidence("verdict", &evidence, width, height, theme).expect("it draws");
        let path = folder.join(format!("verdict-{theme}.svg"));
        if env::var_os("ALVH_BLESS").is_some() {
            fs::write(&path, &drawing.svg).expect("the drawing can be written");
            continue;
        }
        let golden = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            golden == drawing.svg,
            "verdict, {theme}, is no longer drawn as it was. If that is meant, look at the new drawing and bless it."
        );
    }
}

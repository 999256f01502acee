//! Spikes on record: as published, replayed as an independent model replays them, shown as declared, drawn as before.

use std::path::{Path, PathBuf};
use std::{env, fs};

use alvh::chart::draw_evidence;
use alvh::evidence::Evidence;
use alvh::inputs::Inputs;
use alvh::plan::{Plan, plan_of};
use alvh::raw::Raw;
use alvh::replay::replay;
use alvh::spike_record::SPIKES;
use alvh::units::Days;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::fields::{Declared, figure};
use crate::json::raw;
use crate::laws::{any_inputs, config};

/// A cent.
const CENT: f64 = 0.01;

fn oracle() -> Value {
    serde_json::from_str(include_str!("golden/oracle/replay.json")).expect("the oracle's cases")
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

/// Past spikes of inputs, all of them.
fn whole(inputs: &Raw) -> Evidence {
    let mut evidence = Evidence::begin("spikes", inputs, &[]).expect("valid inputs");
    let mut pieces = 0;
    while evidence.progress() < 1.0 {
        evidence.advance();
        pieces += 1;
        assert!(pieces <= SPIKES.len(), "it ends");
    }
    evidence
}

fn answer(evidence: &Evidence) -> Value {
    serde_json::to_value(evidence.answer()).expect("JSON")
}

/// The records are those of the tables that the oracle read.
#[test]
fn the_records_are_those_that_were_published() {
    let oracle = oracle();
    let read = list(&oracle["spikes"]);
    assert_eq!((read.len(), SPIKES.len()), (45, 45));
    for (read, record) in read.iter().zip(SPIKES) {
        let futures: Vec<Value> = record
            .futures
            .iter()
            .map(|future| json!({ "dte": future.dte, "price": future.price }))
            .collect();
        let told = json!({
            "ended": record.ended, "days": record.days, "spx": record.spx, "vix": record.vix, "futures": futures,
        });
        assert_eq!(&told, read, "{}", record.title);
        let [day, year] = [&record.ended[8..], &record.ended[..4]].map(|part| part.trim_start_matches('0'));
        assert!(
            record.title.contains(day) && record.title.ends_with(year),
            "{}",
            record.title
        );
        assert!(
            record.vix[1] > record.vix[0] && record.spx[1] < record.spx[0],
            "{}",
            record.title
        );
        assert!(
            record.futures.iter().all(|future| future.dte > record.days),
            "{}",
            record.title
        );
    }
    assert_eq!(SPIKES.iter().filter(|record| record.one_session).count(), 27);
}

/// The same again from the files, where they stand beside the project.
#[test]
fn the_records_are_those_of_the_files() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let mut seen = 0;
    for name in ["spike_days_top24_since2004.csv", "spike_episodes_multiday.csv"] {
        let Ok(text) = fs::read_to_string(folder.join(name)) else {
            println!("not run: {name} is not there");
            return;
        };
        for line in text.lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            let at = |column: usize| cells[column].parse::<f64>().expect("a number");
            let record = SPIKES
                .iter()
                .find(|record| record.ended == cells[1] && record.spx[0] == at(2) && record.vix[0] == at(5))
                .unwrap_or_else(|| panic!("no record of {line}"));
            assert_eq!((record.spx[1], record.vix[1]), (at(3), at(6)), "{line}");
            for (nth, future) in record.futures.iter().enumerate() {
                let first = 9 + 5 * nth;
                assert_eq!(
                    (f64::from(future.dte), future.price),
                    (at(first + 1), [at(first + 2), at(first + 3)]),
                    "{line}"
                );
            }
            seen += 1;
        }
    }
    assert_eq!(seen, 49, "four stand in both tables");
}

/// Every leg of two dozen positions in every spike, to the cent or, of positions of many contracts, a part in 10⁹.
#[test]
fn replays_are_the_oracle_s_to_the_cent() {
    let oracle = oracle();
    let cases = list(&oracle["cases"]);
    assert!(cases.len() >= 24, "{} cases", cases.len());
    let (mut faults, mut compared) = (Vec::new(), 0);
    for case in cases {
        let name = case["name"].as_str().expect("a name");
        let plan = plan_of(&raw(&case["inputs"])).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
        for (expected, record) in list(&case["expect"]).iter().zip(SPIKES) {
            let replay = replay(plan.package(), record);
            let mut meet = |what: &str, expected: &Value, found: f64| {
                let expected = number(expected);
                compared += 1;
                if (expected - found).abs() > CENT.max(1e-9 * expected.abs()) {
                    faults.push(format!(
                        "{name}, {}, {what}: {found}, the oracle says {expected}",
                        record.title
                    ));
                }
            };
            meet("condor", &expected["condor"], replay.recorded.condor.get());
            for (of, outcome) in [("recorded", &replay.recorded), ("kernel", &replay.kernel)] {
                let layers = list(&expected[of]);
                assert_eq!(layers.len(), outcome.layers.len(), "{name}");
                for (nth, (expected, found)) in layers.iter().zip(&outcome.layers).enumerate() {
                    meet(&format!("{of}, layer {nth}"), expected, found.get());
                }
            }
        }
    }
    assert!(compared > 5000, "{compared} figures");
    assert!(
        faults.is_empty(),
        "{}: {:#?}",
        faults.len(),
        &faults[..faults.len().min(20)]
    );
}

#[test]
fn a_future_moves_as_those_on_record_and_between_them_in_days() {
    for record in SPIKES {
        let log = |[before, after]: [f64; 2]| alvh::math::ln(after / before);
        assert_eq!(
            record.future_move(record.duration()),
            record.vix_move(),
            "{}",
            record.title
        );
        assert_eq!(
            record.future_move(Days::ZERO),
            record.vix_move(),
            "{}",
            record.title
        );
        for future in &record.futures {
            let found = record.future_move(Days::new(f64::from(future.dte)));
            // The way from one node to the next may end a rounding away from it.
            assert!((found - log(future.price)).abs() < 1e-15, "{}", record.title);
        }
        let [first, second, third] = &record.futures;
        let between = record.future_move(Days::new(f64::midpoint(
            f64::from(first.dte),
            f64::from(second.dte),
        )));
        assert!(
            (between - f64::midpoint(log(first.price), log(second.price))).abs() < 1e-15,
            "{}",
            record.title
        );
        assert_eq!(
            record.future_move(Days::new(400.0)),
            record.future_move(Days::new(f64::from(third.dte)))
        );
    }
}

/// A spike whose futures moved as the kernel says is replayed as the kernel says: VIX landing on its own forward, where
/// no beta can be taken, is no exception.
#[test]
fn vix_landing_on_its_forward_is_replayed_like_any_other() {
    let record = SPIKES
        .iter()
        .find(|record| record.ended == "2024-12-18")
        .expect("on record");
    let forward = 17.95 * record.vix[1] / record.vix[0];
    let case = |price: f64| {
        let inputs = json!({ "futures": [{ "dte": 1, "price": price }, { "dte": 30, "price": 19 }] });
        let plan = plan_of(&raw(&inputs)).expect("valid");
        replay(plan.package(), record).recorded
    };
    let [on, beside] = [forward, forward * (1.0 + 1e-7)].map(case);
    for (one, other) in on.layers.iter().zip(&beside.layers) {
        assert!(
            one.get().is_finite() && (one.get() - other.get()).abs() < CENT,
            "{one:?} {other:?}"
        );
    }
}

#[test]
fn the_default_position_is_told_as_its_figures_say() {
    let evidence = whole(&Raw::Record(Vec::new()));
    let answer = answer(&evidence);
    let told: String = answer["panel"]["answer"]
        .as_array()
        .expect("paragraphs")
        .iter()
        .flat_map(list)
        .map(|part| {
            if let Some(key) = part["key"].as_str() {
                let found = figure(&answer, key).unwrap_or_else(|| panic!("no {key}"));
                assert_eq!(number(found), number(&part["value"]), "{key}");
            }
            part["text"].as_str().expect("words")
        })
        .collect();
    let offsets = |of: &str| -> Vec<f64> {
        let mut all: Vec<f64> = list(&answer["spikes"]["spikes"])
            .iter()
            .filter_map(|spike| spike[of]["offset"].as_f64())
            .collect();
        all.sort_by(f64::total_cmp);
        all
    };
    for of in ["recorded", "kernel"] {
        let all = offsets(of);
        let said = |which: &str| number(&answer["spikes"][of][which]["offset"]);
        assert_eq!([said("worst"), said("best")], [all[0], all[all.len() - 1]]);
        assert_eq!(
            all.iter().filter(|offset| **offset < said("median")).count(),
            (all.len() - 1) / 2
        );
    }
    for which in ["best", "median", "worst"] {
        let title = answer["spikes"]["recorded"][which]["title"]
            .as_str()
            .expect("a title");
        assert!(told.contains(title), "{told}");
    }
    // Cells name figures that are there.
    for table in list(&answer["panel"]["tables"]) {
        let width = list(&table["head"]).len();
        for row in list(&table["rows"]) {
            assert_eq!(list(&row["cells"]).len() + 1, width, "{}", table["id"]);
            for cell in list(&row["cells"]) {
                let key = cell["key"].as_str().expect("a figure");
                assert!(figure(&answer, key).is_some(), "{key}");
            }
        }
    }
}

#[test]
fn only_spikes_of_the_asked_length_are_replayed_and_without_layers_nothing_comes_back() {
    for (length, count) in [("all", 45), ("one", 27), ("several", 18)] {
        let evidence = whole(&raw(&json!({ "spikeLength": length, "layers": [] })));
        let answer = answer(&evidence);
        let spikes = list(&answer["spikes"]["spikes"]);
        assert_eq!(spikes.len(), count, "{length}");
        for spike in spikes {
            assert_eq!(number(&spike["recorded"]["hedge"]), 0.0);
            assert_eq!(spike["recorded"]["total"], spike["condor"]);
        }
        assert_eq!(answer["spikes"]["ratio"], Value::Null);
    }
}

#[test]
fn what_cannot_be_begun_is_named() {
    let named = |kind: &str, inputs: &Value| {
        let problems = Evidence::begin(kind, &raw(inputs), &[]).expect_err("it cannot be begun");
        problems[0].field.clone()
    };
    assert_eq!(named("spike", &json!({})), "kind");
    assert_eq!(named("spikes", &json!({ "spikeLength": "long" })), "spikeLength");
    assert_eq!(named("spikes", &json!({ "vix": "18" })), "vix");
}

#[test]
fn the_chart_is_drawn_as_before() {
    let evidence = whole(&Raw::Record(Vec::new()));
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/charts");
    let looks = [("light", 720.0, 400.0), ("dark", 360.0, 300.0)];
    let all = ["pastSpikes", "spikePlane"].map(|chart| looks.map(|look| (chart, look)));
    for (chart, (theme, width, height)) in all.into_iter().flatten() {
        let drawing = draw_evidence(chart, &evidence, width, height, theme).expect("it draws");
        let path = folder.join(format!("{chart}-{theme}.svg"));
        if env::var_os("ALVH_BLESS").is_some() {
            fs::write(&path, &drawing.svg).expect("the drawing can be written");
            continue;
        }
        let golden = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            golden == drawing.svg,
            "{chart}, {theme}, is no longer drawn as it was. If that is meant, look at the new drawing and bless it."
        );
    }
    let wrong = |chart: &str, width: f64, theme: &str| {
        draw_evidence(chart, &evidence, width, 300.0, theme)
            .expect_err("it cannot be drawn")
            .field
    };
    assert_eq!(wrong("payoff", 700.0, "light"), "chart");
    assert_eq!(wrong("pastSpikes", f64::NAN, "light"), "width");
    assert_eq!(wrong("pastSpikes", 700.0, "blue"), "theme");
}

/// A plan of inputs, for those that have one.
fn planned(inputs: &Inputs) -> Option<Plan> {
    inputs.check().ok()
}

proptest! {
    #![proptest_config(config(60))]

    /// Whatever is typed: what is declared, with sums that add up, at every stage of the work.
    #[test]
    fn any_position_is_replayed_as_declared(
        inputs in any_inputs().prop_filter("valid", |inputs| planned(inputs).is_some()),
        stop in 0_usize..50,
    ) {
        let declared = Declared::read();
        let mut evidence = Evidence::begin("spikes", &raw(&serde_json::to_value(&inputs).expect("JSON")), &[]).expect("valid");
        for _ in 0..stop {
            evidence.advance();
        }
        let answer = answer(&evidence);
        let faults = declared.faults("Answer", &answer);
        prop_assert!(faults.is_empty(), "{faults:#?}");
        prop_assert_eq!(evidence.progress(), f64::from(u32::try_from(stop.min(45)).unwrap()) / 45.0);
        for spike in list(&answer["spikes"]["spikes"]) {
            for of in ["recorded", "kernel"] {
                let sum: f64 = list(&spike[of]["layers"]).iter().map(number).sum();
                let total = number(&spike["condor"]) + number(&spike[of]["hedge"]);
                let scale = 1.0 + list(&spike[of]["layers"]).iter().map(|gain| number(gain).abs()).sum::<f64>();
                prop_assert!((sum - number(&spike[of]["hedge"])).abs() < 1e-9 * scale);
                prop_assert!((total - number(&spike[of]["total"])).abs() < 1e-9 * (scale + number(&spike["condor"]).abs()));
            }
        }
        if !list(&answer["panel"]["charts"]).is_empty() {
            for (theme, width) in [("light", 1200.0), ("dark", 320.0)] {
                for chart in list(&answer["panel"]["charts"]) {
                    let chart = chart["id"].as_str().expect("a name");
                    draw_evidence(chart, &evidence, width, 300.0, theme).expect("it draws");
                }
            }
        }
    }
}

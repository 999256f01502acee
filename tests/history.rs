//! The walk through a reader's history: by hand, by its laws, and what is said of histories that are none.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

use alvh::calendar::date::{iso, parse, plus};
use alvh::chart::draw_evidence;
use alvh::evidence::Evidence;
use alvh::history::History;
use alvh::inquiry::Inquiry as _;
use alvh::plan::plan_of;
use serde_json::{Value, json};

use crate::fields::{Declared, figure};
use crate::json::raw;

/// One session: date, SPX, VIX.
type Row = (String, f64, f64);

/// So many weekdays from Monday, 5 January 2015, with SPX and VIX of each.
fn rows(count: usize, levels: impl Fn(usize) -> (f64, f64)) -> Vec<Row> {
    let monday = parse("2015-01-05").expect("a date");
    (0..count)
        .map(|nth| {
            let days = i32::try_from(nth / 5 * 7 + nth % 5).expect("few");
            let (spx, vix) = levels(nth);
            (iso(plus(monday, days)), spx, vix)
        })
        .collect()
}

/// A year and a half with a slide and a spike in it.
fn eventful() -> Vec<Row> {
    rows(380, |nth| {
        let t = f64::from(u32::try_from(nth).expect("few"));
        let wave = (t * 12.0 % 37.0 - 18.0) / 12.0;
        let spike = if (150..175).contains(&nth) {
            1.0 - (t - 162.0).abs() / 13.0
        } else {
            0.0
        };
        let spx = 2000.0 + 1.1 * t + 9.0 * wave - 260.0 * spike;
        // To the digits of a file, so that every way of writing it says the same.
        let two = |value: f64| alvh::math::round(value * 100.0) / 100.0;
        (two(spx), two(14.5 - 1.2 * wave + 26.0 * spike))
    })
}

fn merged(rows: &[Row]) -> String {
    rows.iter()
        .fold(String::from("date,spx,vix\n"), |mut text, (date, spx, vix)| {
            let _ = writeln!(text, "{date},{spx},{vix}");
            text
        })
}

fn begun(inputs: &Value, texts: &[&str]) -> Result<Evidence, Vec<(String, String)>> {
    let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
    Evidence::begin("history", &raw(inputs), &texts).map_err(|problems| {
        problems
            .into_iter()
            .map(|problem| (problem.field, problem.message))
            .collect()
    })
}

fn whole(inputs: &Value, texts: &[&str]) -> Evidence {
    let mut evidence = begun(inputs, texts).unwrap_or_else(|problems| panic!("{problems:?}"));
    while evidence.progress() < 1.0 {
        evidence.advance();
    }
    evidence
}

fn answer(inputs: &Value, texts: &[&str]) -> Value {
    serde_json::to_value(whole(inputs, texts).answer()).expect("JSON")
}

#[track_caller]
fn number(answer: &Value, path: &str) -> f64 {
    let found = figure(answer, path).unwrap_or_else(|| panic!("no {path}"));
    found.as_f64().unwrap_or_else(|| panic!("{path} is {found}"))
}

fn list<'a>(answer: &'a Value, path: &str) -> &'a Vec<Value> {
    figure(answer, path).and_then(Value::as_array).expect("a list")
}

fn told(answer: &Value) -> String {
    list(answer, "panel.lists[0].items")
        .iter()
        .flat_map(|item| item["parts"].as_array().expect("parts"))
        .map(|part| part["text"].as_str().expect("words").to_owned() + "\n")
        .collect()
}

#[track_caller]
fn close(one: f64, other: f64) {
    assert!(
        (one - other).abs() < 1e-6 * (1.0 + one.abs().max(other.abs())),
        "{one} and {other}"
    );
}

/// Five walks over a year of made-up closes, by an independent walk of an independent model: every thirteenth session,
/// to a part in 10⁹ of what was at stake.
#[test]
fn the_walk_is_the_oracle_s() {
    let oracle: Value =
        serde_json::from_str(include_str!("golden/oracle/walk.json")).expect("the oracle's walks");
    let rows: Vec<Row> = list(&oracle, "rows")
        .iter()
        .map(|row| {
            (
                row[0].as_str().expect("a date").to_owned(),
                row[1].as_f64().expect("SPX"),
                row[2].as_f64().expect("VIX"),
            )
        })
        .collect();
    assert_eq!(list(&oracle, "cases").len(), 5);
    for case in list(&oracle, "cases") {
        let plan = plan_of(&raw(&case["inputs"])).unwrap_or_else(|problems| panic!("{problems:?}"));
        let mut history =
            History::new(&plan, &[merged(&rows)]).unwrap_or_else(|problems| panic!("{problems:?}"));
        while history.progress() < 1.0 {
            history.advance();
        }
        let walked: Vec<_> = history.walked().map(|(_, standing)| *standing).collect();
        for expected in list(case, "expect") {
            let at = |nth: usize| expected[nth].as_f64().expect("a number");
            let session = expected[0].as_u64().expect("a session");
            let found = &walked[usize::try_from(session).expect("few")];
            let pairs = [
                (at(1), found.condors),
                (at(2), found.layers),
                (at(3), found.credit),
                (at(4), found.premium),
            ];
            for (expected, found) in pairs {
                assert!(
                    (expected - found).abs() < 1e-9 * at(3).max(1e4),
                    "{}, session {session}: {found}, the oracle says {expected}",
                    case["name"]
                );
            }
        }
    }
}

/// SPX and VIX never move: every condor expires worthless, so the walk earns each credit less its fees, and nothing else.
#[test]
fn where_nothing_moves_the_condors_earn_their_credits() {
    // 45 days from a Monday is a Thursday; nine condors are settled on the last session, and the tenth is sold on it.
    let still = rows(9 * 45 / 7 * 5 + 4, |_| (2000.0, 17.95));
    let inputs = json!({ "layers": [], "walkStrikes": "percent" });
    let answer = answer(&inputs, &[&merged(&still)]);
    let entries = number(&answer, "history.entries");
    let credit = number(&answer, "history.credit") / entries;
    // The credit of the form is what the model says of today, and today is every day of this history.
    close(credit, 12_800.0);
    let last = still.last().expect("sessions");
    assert_eq!(answer["history"]["last"], last.0.as_str());
    // 4 x $1.50 x 10 for each; the one still open is at what it costs to close.
    let open = number(&answer, "history.condors") - (entries - 1.0) * (12_800.0 - 60.0);
    assert!((-60.0..12_740.0).contains(&open), "{open}");
    assert_eq!(number(&answer, "history.hedge"), 0.0);
    assert_eq!(
        number(&answer, "history.total"),
        number(&answer, "history.condors")
    );
}

#[test]
fn without_a_hedge_both_curves_are_one() {
    let text = merged(&eventful());
    for inputs in [
        json!({ "layers": [] }),
        json!({ "walkBudget": 0 }),
        json!({ "walkHedgeFrom": 149 }),
    ] {
        let answer = answer(&inputs, &[&text]);
        let history = &answer["history"];
        assert_eq!(number(history, "hedge"), 0.0, "{inputs}");
        assert_eq!(number(history, "premium"), 0.0, "{inputs}");
        assert_eq!(history["condors"], history["total"], "{inputs}");
        assert_eq!(history["fallHedged"], history["fallUnhedged"], "{inputs}");
        assert_eq!(number(history, "bought"), 0.0, "{inputs}");
    }
}

#[test]
fn the_parts_add_up_to_the_whole() {
    let text = merged(&eventful());
    for inputs in [
        json!({}),
        json!({ "walkEvery": 7, "walkRoll": 5 }),
        json!({ "walkStrikes": "delta", "walkMonetise": 3 }),
    ] {
        let answer = answer(&inputs, &[&text]);
        close(
            number(&answer, "history.condors") + number(&answer, "history.hedge"),
            number(&answer, "history.total"),
        );
        for parts in ["byVix", "byYear"] {
            for of in ["sessions", "condors", "hedge", "total"] {
                let sum: f64 = list(&answer, &format!("history.{parts}"))
                    .iter()
                    .map(|part| number(part, of))
                    .sum();
                close(sum, number(&answer, &format!("history.{of}")));
            }
        }
        assert!(list(&answer, "history.byCurve").is_empty());
        assert!(number(&answer, "history.fallUnhedged.amount") > 0.0);
    }
}

#[test]
fn layers_add_up_and_the_condors_do_not_know_of_them() {
    let text = merged(&eventful());
    let call = json!({ "instrument": "vixCall", "quantity": 4, "dte": 37, "strike": 19 });
    let future = json!({ "instrument": "vixFuture", "quantity": 1, "dte": 30 });
    let spread = json!({ "instrument": "spxPutSpread", "quantity": 3, "dte": 20, "strike": 6800, "lowerStrike": 6600 });
    let of = |layers: Value| {
        let answer = answer(&json!({ "layers": layers, "walkRoll": 4 }), &[&text]);
        (
            number(&answer, "history.condors"),
            number(&answer, "history.hedge"),
        )
    };
    let (condors, all) = of(json!([call, future, spread]));
    let apart: Vec<(f64, f64)> = [call, future, spread]
        .into_iter()
        .map(|layer| of(json!([layer])))
        .collect();
    for (alone, _) in &apart {
        assert_eq!(*alone, condors);
    }
    close(apart.iter().map(|(_, hedge)| hedge).sum(), all);
}

#[test]
fn fees_are_paid_and_a_layer_worth_enough_is_sold_once() {
    let text = merged(&eventful());
    let hedge = |inputs: Value| answer(&inputs, &[&text]);
    let [plain, dear] = [0.0, 10.0].map(|fee| hedge(json!({ "vixFee": fee, "slippage": 0 })));
    let paid = number(&plain, "history.hedge") - number(&dear, "history.hedge");
    let bought = number(&plain, "history.bought");
    // Layers of 4, 4 and 2 contracts, each bought once for every time, none sold before its settlement.
    assert!(
        paid >= 20.0 * bought && paid <= 40.0 * bought,
        "{paid} for {bought}"
    );
    let sold = hedge(json!({ "walkMonetise": 4 }));
    assert!(number(&sold, "history.monetised") > 0.0);
    assert_eq!(number(&plain, "history.monetised"), 0.0);
}

/// However the same closes are written, the walk is the same.
#[test]
fn the_same_closes_in_another_file_are_the_same_history() {
    let rows = eventful();
    let text = merged(&rows);
    let wanted = answer(&json!({}), &[&text])["history"].clone();
    let mut reversed: Vec<&str> = text.lines().collect();
    reversed[1..].reverse();
    let comma = |value: f64| value.to_string().replace('.', ",");
    let german = rows
        .iter()
        .fold(String::from("Datum;SPX;VIX\n"), |mut text, (date, spx, vix)| {
            let [year, month, day] = [&date[..4], &date[5..7], &date[8..]];
            let _ = writeln!(text, "{day}.{month}.{year};{};{}", comma(*spx), comma(*vix));
            text
        });
    let mut doubled: Vec<&str> = text.lines().collect();
    doubled.insert(40, doubled[40]);
    for (what, other) in [
        ("reversed", reversed.join("\n")),
        ("german", german),
        ("doubled", doubled.join("\r\n")),
    ] {
        let answer = answer(&json!({}), &[&other]);
        assert_eq!(answer["history"], wanted, "{what}");
        if what == "doubled" {
            assert!(
                told(&answer).contains("repeats a date with the same value"),
                "{}",
                told(&answer)
            );
        }
    }
    let yahoo = rows.iter().fold(
        String::from("Date,Open,High,Low,Close,Adj Close,Volume\n"),
        |mut text, (date, spx, _)| {
            let _ = writeln!(text, "{date},1,1,1,{spx},{spx},0");
            text
        },
    );
    let cboe = rows.iter().fold(
        String::from("DATE,OPEN,HIGH,LOW,CLOSE\n"),
        |mut text, (date, _, vix)| {
            let [year, month, day] = [&date[..4], &date[5..7], &date[8..]];
            let _ = writeln!(text, "{month}/{day}/{year},1,1,1,{vix}");
            text
        },
    );
    assert_eq!(answer(&json!({}), &[&yahoo, &cboe])["history"], wanted);
}

#[test]
fn what_is_left_out_is_counted_and_named() {
    let mut rows = eventful();
    rows.drain(200..210);
    let mut lines: Vec<String> = merged(&rows).lines().map(String::from).collect();
    lines[20] = String::from("2015-01-30,abc,15");
    lines[31] = String::from("2015-02-30,2000,15");
    lines[42] = format!("{},-5,15", &lines[42][..10]);
    lines[53] = format!("{},2050,", &lines[53][..10]);
    let answer = answer(&json!({}), &[&lines.join("\n")]);
    let told = told(&answer);
    for words in [
        "cannot be read as a number: line 21 (\u{201c}2015-01-30,abc,15\u{201d})",
        "has no date that exists: line 32",
        "at a level that is none of SPX or VIX was left out",
        "has no value: line 54",
        "There is a gap of",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert_eq!(number(&answer, "history.sessions"), 366.0);
}

#[test]
fn what_could_be_read_in_two_ways_is_asked_and_what_is_no_history_refused() {
    let refused = |inputs: &Value, texts: &[&str]| {
        let problems = begun(inputs, texts)
            .err()
            .unwrap_or_else(|| panic!("{texts:?} is read"));
        problems[0].clone()
    };
    let none = json!({});
    assert_eq!(refused(&none, &[]).0, "data[0]");
    assert_eq!(refused(&none, &["", "date,vix\n2020-01-02,12"]).0, "data[0]");
    assert!(
        refused(&none, &["date,close\n2020-01-02,3200\n2020-01-03,3210\n"])
            .1
            .contains("headings spx and vix")
    );
    let disputed = "date,spx,vix\n2020-01-02,3200,12\n2020-01-02,3300,12\n2020-01-03,3210,13\n";
    assert!(refused(&none, &[disputed]).1.contains("different values"));
    let open = "date,spx,vix\n1/2/2020,3200,12\n1/3/2020,3210,13\n1/6/2020,3220,13\n";
    assert_eq!(refused(&none, &[open]).0, "walkDates");
    assert!(begun(&json!({ "walkDates": "monthFirst" }), &[open]).is_ok());
    let mixed =
        "date,spx,vix\n13/01/2020,3200,12\n01/14/2020,3210,13\n15/01/2020,3220,13\n01/16/2020,3230,13\n";
    assert!(
        refused(&none, &[mixed])
            .1
            .contains("Some dates have the day first and some the month first")
    );
    let marks = "date;spx;vix\n2020-01-02;3200,5;12,5\n2020-01-03;3210.5;13.5\n2020-01-06;3220,5;13,5\n2020-01-07;3230.5;13.5\n";
    assert_eq!(refused(&none, &[marks]).0, "walkDecimal");
    let weekly = "date,spx,vix\n2020-01-02,3200,12\n2020-01-09,3210,13\n2020-01-16,3220,13\n";
    assert!(refused(&none, &[weekly]).1.contains("not a day apart"));
    let apart = [
        "date,close\n2020-01-02,3200\n2020-01-03,3210\n",
        "date,close\n2021-01-04,20\n2021-01-05,21\n",
    ];
    assert!(refused(&none, &apart).1.contains("No two dates have both"));
    assert_eq!(
        refused(&json!({ "walkDelta": 90 }), &[&merged(&eventful())]).0,
        "walkDelta"
    );
}

/// Recorded futures and VVIX take the place of what the model makes of VIX.
#[test]
fn recorded_futures_and_vvix_are_used_where_there_are_any() {
    let rows = eventful();
    let with = |future: f64, vvix: f64| {
        rows.iter().fold(
            String::from("date,spx,vix,vvix,settle1,dte1,settle2,dte2\n"),
            |mut text, (date, spx, vix)| {
                let _ = writeln!(
                    text,
                    "{date},{spx},{vix},{vvix},{},30,{},120",
                    vix + future,
                    vix + 2.0 * future
                );
                text
            },
        )
    };
    let hedge = |text: &str| answer(&json!({}), &[text]);
    let (steep, flat, nervous) = (
        hedge(&with(3.0, 90.0)),
        hedge(&with(-0.5, 90.0)),
        hedge(&with(3.0, 140.0)),
    );
    assert!(
        number(&steep, "history.hedge") < number(&flat, "history.hedge"),
        "carry costs"
    );
    assert!(
        number(&nervous, "history.premium") > number(&steep, "history.premium"),
        "vol costs"
    );
    assert_eq!(
        list(&steep, "history.byCurve")[0]["title"],
        "Contango: the nearest future above VIX"
    );
    assert_eq!(
        list(&flat, "history.byCurve")[0]["title"],
        "Backwardation: the nearest future at VIX or below"
    );
    assert_eq!(
        number(&steep, "history.condors"),
        number(&nervous, "history.condors")
    );
}

#[test]
fn any_part_of_the_walk_is_as_declared_and_can_be_drawn() {
    let declared = Declared::read();
    let text = merged(&eventful());
    let mut evidence = begun(&json!({ "walkEvery": 10 }), &[&text]).expect("a history");
    let mut before = -1.0;
    loop {
        let answer = serde_json::to_value(evidence.answer()).expect("JSON");
        let faults = declared.faults("Answer", &answer);
        assert!(faults.is_empty(), "{faults:#?}");
        for picture in list(&answer, "panel.charts") {
            draw_evidence(
                picture["id"].as_str().expect("a name"),
                &evidence,
                700.0,
                300.0,
                "light",
            )
            .expect("it draws");
        }
        for table in list(&answer, "panel.tables") {
            for cell in list(table, "rows").iter().flat_map(|row| list(row, "cells")) {
                if let Some(key) = cell["key"].as_str() {
                    assert!(figure(&answer, key).is_some() || cell["why"].is_string(), "{key}");
                }
            }
        }
        if evidence.progress() >= 1.0 {
            break;
        }
        assert!(evidence.progress() > before);
        before = evidence.progress();
        evidence.advance();
    }
}

#[test]
fn the_charts_are_drawn_as_before() {
    let evidence = whole(&json!({}), &[&merged(&eventful())]);
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/charts");
    for chart in ["historyEquity", "historyFalls"] {
        for (theme, width, height) in [("light", 720.0, 400.0), ("dark", 360.0, 300.0)] {
            let svg = draw_evidence(chart, &evidence, width, height, theme)
                .expect("it draws")
                .svg;
            let path = folder.join(format!("{chart}-{theme}.svg"));
            if env::var_os("ALVH_BLESS").is_some() {
                fs::write(&path, &svg).expect("the drawing can be written");
                continue;
            }
            assert!(
                fs::read_to_string(&path).unwrap_or_default() == svg,
                "{chart}, {theme}, is no longer drawn as it was. If that is meant, look at the new drawing and bless it."
            );
        }
    }
}

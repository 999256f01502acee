//! Inputs that make no sense: each gives one clear sentence at its field, all of them at once, and no report.

use alvh::evaluate::evaluate;
use alvh::field::Problem;
use alvh::inputs::{FUTURE_COLUMNS, INSTRUMENT, Inputs, LAYER_COLUMNS, fields, groups, scalars};
use alvh::raw::Raw;
use serde_json::{Value, json};

use crate::json::raw;
use crate::links::is_path;

/// The problems of inputs; none where there is a report.
fn problems(inputs: &Raw) -> Vec<Problem> {
    evaluate(inputs).err().unwrap_or_default()
}

fn of(inputs: &Value) -> Vec<Problem> {
    problems(&raw(inputs))
}

fn with(key: &str, value: Raw) -> Raw {
    Raw::Record(vec![(key.to_owned(), value)])
}

/// What is wrong with the words of a problem.
fn faults_of(problem: &Problem) -> Vec<String> {
    let Problem { field, message } = problem;
    let mut faults = Vec::new();
    let mut fault = |what: &str| faults.push(format!("{what}: {field:?} {message:?}"));
    if !message.ends_with('.') {
        fault("no full stop");
    }
    let next_sentence = |(at, _): (usize, &str)| message[at + 2..].starts_with(char::is_uppercase);
    if message.match_indices(". ").any(next_sentence) {
        fault("more than one sentence");
    }
    if !message.starts_with(char::is_uppercase) && !message.starts_with(field.as_str()) {
        fault("no beginning");
    }
    let machine = [
        "Some(", "None", "Err(", "Text(", "Number(", "NaN", "inf ", "inf;", "inf.", "e0 ", "  ",
    ];
    for word in machine {
        if message.contains(word) {
            fault("a word of the machine");
        }
    }
    for clumsy in [
        "not a number is not",
        "nothing is not",
        "infinite is not",
        "is empty is not",
    ] {
        if message.contains(clumsy) {
            fault("no sentence anyone would write");
        }
    }
    if message.chars().any(char::is_control) || message.chars().count() > 300 {
        fault("unfit to show");
    }
    faults
}

/// Inputs, and the problems expected: a field, and a word its message must contain.
struct Case {
    inputs: Value,
    expected: Vec<(&'static str, &'static str)>,
}

fn case(inputs: Value, field: &'static str, word: &'static str) -> Case {
    Case {
        inputs,
        expected: vec![(field, word)],
    }
}

/// A layer alone.
fn layer(row: &Value, field: &'static str, word: &'static str) -> Case {
    case(json!({ "layers": [row] }), field, word)
}

fn numbers() -> Vec<Case> {
    vec![
        // Empty, text, and what looks like a number.
        case(json!({ "spx": "" }), "spx", "empty"),
        case(json!({ "spx": "  " }), "spx", "empty"),
        case(json!({ "spx": "lots" }), "spx", "lots"),
        case(json!({ "spx": "7138.8" }), "spx", "number"),
        case(json!({ "spx": "7,138.80" }), "spx", "comma"),
        case(json!({ "vix": "NaN" }), "vix", "number"),
        // Nothing, where something must be.
        case(json!({ "spx": null }), "spx", "missing"),
        case(json!({ "day": null }), "day", "missing"),
        case(json!({ "response": null }), "response", "kernel"),
        case(json!({ "layers": null }), "layers", "list"),
        case(json!({ "futures": null }), "futures", "list"),
        // Of another type.
        case(json!({ "spx": true }), "spx", "yes or no"),
        case(json!({ "spx": [7138.8] }), "spx", "list"),
        case(json!({ "spx": { "value": 7138.8 } }), "spx", "object"),
        case(json!({ "response": 1 }), "response", "kernel"),
        case(json!({ "response": "Kernel" }), "response", "kernel"),
        case(json!({ "response": "" }), "response", "kernel"),
        case(json!({ "layers": 3 }), "layers", "list"),
        case(json!({ "layers": "none" }), "layers", "list"),
        case(json!({ "layers": {} }), "layers", "list"),
        case(json!({ "futures": 19.0 }), "futures", "list"),
        // Out of range.
        case(json!({ "spx": -7138.8 }), "spx", "too small"),
        case(json!({ "spx": 1e300 }), "spx", "too large"),
        case(json!({ "vix": 0 }), "vix", "too small"),
        case(json!({ "vix": 8.99 }), "vix", "between 9 and 150"),
        case(json!({ "condorDte": -3 }), "condorDte", "too small"),
        case(json!({ "condorDte": 0 }), "condorDte", "too small"),
        case(json!({ "day": -1 }), "day", "too small"),
        case(json!({ "credit": -12.8 }), "credit", "too small"),
        case(json!({ "mark": -1 }), "mark", "too small"),
        case(json!({ "vixTo": 8 }), "vixTo", "too small"),
        case(json!({ "slippage": 51 }), "slippage", "too large"),
        case(json!({ "vixSkew": 0.36 }), "vixSkew", "0.35"),
        case(json!({ "condors": 1e9 }), "condors", "too large"),
        case(json!({ "condors": 0 }), "condors", "too small"),
        case(json!({ "condors": 1.5 }), "condors", "whole"),
        case(json!({ "condors": 0.5 }), "condors", "too small"),
        case(json!({ "capital": 0 }), "capital", "too small"),
    ]
}

fn condors() -> Vec<Case> {
    vec![
        // The example is 6600/6650/7475/7525 for 12.80.
        case(json!({ "longPut": 6650 }), "longPut", "below"),
        case(json!({ "longPut": 6700 }), "longPut", "below the short put"),
        case(json!({ "shortPut": 6600 }), "longPut", "below"),
        case(json!({ "shortPut": 7480 }), "shortPut", "above the short call"),
        case(json!({ "shortCall": 7525 }), "longCall", "above"),
        case(json!({ "longCall": 7475 }), "longCall", "above"),
        case(json!({ "longCall": 7000 }), "longCall", "above the short call"),
        case(json!({ "credit": 50 }), "credit", "50"),
        case(json!({ "credit": 75 }), "credit", "wing"),
        case(json!({ "mark": 50 }), "mark", "50"),
        case(json!({ "mark": 4000 }), "mark", "wing"),
        Case {
            inputs: json!({ "credit": 60, "mark": 60 }),
            expected: vec![("credit", "wing"), ("mark", "wing")],
        },
    ]
}

fn futures() -> Vec<Case> {
    let thirteen: Vec<Value> = (1..=13).map(|days| json!({ "dte": days, "price": 19 })).collect();
    let many = vec![json!({ "dte": 5, "price": 19 }); 5000];
    vec![
        // No quote: the nearest layer's future is the one that is missing.
        case(json!({ "futures": [] }), "futures", "10 days"),
        case(
            json!({ "futures": [], "layers": [{ "instrument": "vixFuture", "quantity": 1, "dte": 40 }] }),
            "futures",
            "40 days",
        ),
        case(json!({ "futures": [], "layers": [] }), "futures", "No VIX future"),
        case(
            json!({ "futures": [{ "dte": 30, "price": 19 }, { "dte": 30, "price": 19.5 }] }),
            "futures[1].dte",
            "30 days",
        ),
        case(json!({ "futures": thirteen }), "futures", "At most 12"),
        case(json!({ "futures": many }), "futures", "12"),
        case(
            json!({ "futures": [{ "dte": 30, "price": -1 }] }),
            "futures[0].price",
            "too small",
        ),
        case(
            json!({ "futures": [{ "dte": 0, "price": 19 }] }),
            "futures[0].dte",
            "too small",
        ),
        case(
            json!({ "futures": [{ "dte": "30", "price": 19 }] }),
            "futures[0].dte",
            "number",
        ),
        case(
            json!({ "futures": [{ "dte": 30, "price": null }] }),
            "futures[0].price",
            "missing",
        ),
        case(
            json!({ "futures": [{ "dte": 30 }] }),
            "futures[0].price",
            "missing",
        ),
        case(
            json!({ "futures": [{ "price": 19 }] }),
            "futures[0].dte",
            "missing",
        ),
        case(json!({ "futures": [19] }), "futures[0]", "object"),
        case(json!({ "futures": [[30, 19]] }), "futures[0]", "object"),
        case(json!({ "futures": [null] }), "futures[0]", "object"),
        case(
            json!({ "futures": [{ "dte": 30, "price": 19, "bid": 18.9 }] }),
            "futures[0].bid",
            "bid",
        ),
    ]
}

#[expect(clippy::too_many_lines, reason = "a table")]
fn layers() -> Vec<Case> {
    let call = json!({ "instrument": "vixCall", "quantity": 1, "dte": 30, "strike": 20 });
    let spread = json!({ "instrument": "spxPutSpread", "quantity": 1, "dte": 30, "strike": 6700, "lowerStrike": 6600 });
    let future = json!({ "instrument": "vixFuture", "quantity": 1, "dte": 30 });
    let changed = |row: &Value, key: &str, value: Value| {
        let mut row = row.clone();
        row[key] = value;
        row
    };
    let without = |row: &Value, key: &str| {
        let mut row = row.clone();
        row.as_object_mut().unwrap().remove(key);
        row
    };
    vec![
        layer(&without(&call, "strike"), "layers[0].strike", "strike"),
        layer(
            &changed(&call, "strike", json!(1800)),
            "layers[0].strike",
            "VIX points",
        ),
        layer(
            &changed(&call, "strike", json!(0)),
            "layers[0].strike",
            "too small",
        ),
        layer(
            &changed(&call, "strike", json!(1e9)),
            "layers[0].strike",
            "too large",
        ),
        layer(&changed(&call, "strike", json!("at")), "layers[0].strike", "at"),
        layer(
            &changed(&call, "strike", json!(null)),
            "layers[0].strike",
            "missing",
        ),
        layer(
            &changed(&call, "lowerStrike", json!(15)),
            "layers[0].lowerStrike",
            "leave it out",
        ),
        layer(
            &changed(&future, "strike", json!(20)),
            "layers[0].strike",
            "leave it out",
        ),
        layer(
            &changed(&future, "strike", json!(1e9)),
            "layers[0].strike",
            "strike",
        ),
        layer(
            &json!({ "instrument": "vixMini", "quantity": 1, "dte": 30, "strike": 20 }),
            "layers[0].strike",
            "Mini",
        ),
        layer(
            &changed(&spread, "lowerStrike", json!(6800)),
            "layers[0].lowerStrike",
            "below",
        ),
        layer(
            &changed(&spread, "lowerStrike", json!(6700)),
            "layers[0].lowerStrike",
            "below",
        ),
        layer(
            &without(&spread, "lowerStrike"),
            "layers[0].lowerStrike",
            "lower strike",
        ),
        layer(&without(&spread, "strike"), "layers[0].strike", "strike"),
        layer(
            &changed(&spread, "beta", json!(0.5)),
            "layers[0].beta",
            "leave it out",
        ),
        layer(&changed(&call, "beta", json!(0.5)), "layers[0].beta", "custom"),
        case(
            json!({ "response": "custom", "layers": [changed(&call, "beta", json!(2.5))] }),
            "layers[0].beta",
            "too large",
        ),
        layer(
            &changed(&call, "quantity", json!(1e9)),
            "layers[0].quantity",
            "too large",
        ),
        layer(
            &changed(&call, "quantity", json!(0.5)),
            "layers[0].quantity",
            "whole",
        ),
        layer(
            &changed(&call, "quantity", json!(-2.5)),
            "layers[0].quantity",
            "whole",
        ),
        layer(
            &changed(&call, "quantity", json!(null)),
            "layers[0].quantity",
            "missing",
        ),
        layer(&changed(&call, "dte", json!(-10)), "layers[0].dte", "too small"),
        layer(&changed(&call, "dte", json!(0)), "layers[0].dte", "too small"),
        layer(&changed(&call, "dte", json!("")), "layers[0].dte", "empty"),
        layer(&without(&call, "dte"), "layers[0].dte", "missing"),
        layer(&without(&call, "quantity"), "layers[0].quantity", "missing"),
        layer(&without(&call, "instrument"), "layers[0].instrument", "vixCall"),
        layer(
            &changed(&call, "instrument", json!("vixPut")),
            "layers[0].instrument",
            "vixPut",
        ),
        layer(
            &changed(&call, "instrument", json!(null)),
            "layers[0].instrument",
            "vixCall",
        ),
        layer(
            &changed(&call, "price", json!(-1)),
            "layers[0].price",
            "too small",
        ),
        layer(&changed(&call, "price", json!(null)), "layers[0].price", "number"),
        layer(&changed(&call, "entry", json!(0)), "layers[0].entry", "too small"),
        layer(
            &changed(&call, "activateAt", json!(5)),
            "layers[0].activateAt",
            "too small",
        ),
        layer(
            &json!({ "instrument": "vixCall", "quantity": 1, "dte": 30, "strike": 20, "entry": 1, "activateAt": 25 }),
            "layers[0].activateAt",
            "paid",
        ),
        layer(&changed(&call, "Strike", json!(20)), "layers[0].Strike", "Strike"),
        layer(&json!(5), "layers[0]", "object"),
        layer(&json!("4:vixCall:10d:k18"), "layers[0]", "object"),
        layer(&json!(null), "layers[0]", "object"),
        layer(&json!([]), "layers[0]", "object"),
        case(
            json!({ "layers": vec![call.clone(); 13] }),
            "layers",
            "At most 12",
        ),
        case(json!({ "layers": vec![call; 5000] }), "layers", "12"),
    ]
}

fn judge(cases: &[Case]) {
    let mut faults = Vec::new();
    for Case { inputs, expected } in cases {
        let found = of(inputs);
        let mut shown = inputs.to_string();
        shown.truncate(160);
        let fits = found.len() == expected.len()
            && expected.iter().all(|(field, word)| {
                let at: Vec<&Problem> = found.iter().filter(|problem| problem.field == *field).collect();
                at.len() == 1 && at[0].message.contains(word)
            });
        if !fits {
            faults.push(format!("{shown}: expected {expected:?}, found {found:?}"));
        }
    }
    assert!(
        faults.is_empty(),
        "{} of {}: {faults:#?}",
        faults.len(),
        cases.len()
    );
}

fn every_case() -> Vec<Case> {
    let mut all = numbers();
    all.extend(condors());
    all.extend(futures());
    all.extend(layers());
    all
}

#[test]
fn a_number_that_cannot_be_is_one_problem_at_its_field() {
    judge(&numbers());
}

#[test]
fn a_condor_that_cannot_be_is_one_problem_at_its_field() {
    judge(&condors());
}

#[test]
fn futures_that_cannot_be_are_one_problem_at_their_field() {
    judge(&futures());
}

#[test]
fn a_layer_that_cannot_be_is_one_problem_at_its_field() {
    judge(&layers());
}

#[test]
fn what_is_not_a_number_or_not_finite_is_refused_at_every_scalar() {
    for scalar in scalars() {
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let found = problems(&with(scalar.field.key, Raw::Number(value)));
            assert_eq!(found.len(), 1, "{value} {found:?}");
            assert_eq!(found[0].field, scalar.field.key);
            assert!(found[0].message.contains(scalar.field.label), "{found:?}");
        }
    }
}

#[test]
fn what_is_not_finite_is_refused_in_every_row() {
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        for column in FUTURE_COLUMNS {
            let mut inputs = Inputs::default();
            (column.set)(&mut inputs.futures[1], Some(value));
            let found = inputs.check().expect_err("not finite");
            assert_eq!(found.len(), 1, "{found:?}");
            assert_eq!(found[0].field, format!("futures[1].{}", column.field.key));
        }
        for column in LAYER_COLUMNS
            .iter()
            .filter(|column| column.field.instruments.is_empty())
        {
            let mut inputs = Inputs::default();
            (column.set)(&mut inputs.layers[1], Some(value));
            let found = inputs.check().expect_err("not finite");
            assert_eq!(found.len(), 1, "{found:?}");
            assert_eq!(found[0].field, format!("layers[1].{}", column.field.key));
        }
    }
}

#[test]
fn every_limit_of_the_table_holds_to_its_last_digit() {
    for scalar in scalars() {
        let field = scalar.field;
        for (value, allowed) in [
            (field.min, true),
            (field.max, true),
            (field.min.next_down(), false),
            (field.max.next_up(), false),
        ] {
            let found = problems(&with(field.key, Raw::Number(value)));
            let refused = found
                .iter()
                .any(|problem| problem.field == field.key && problem.message.contains("must lie between"));
            assert_eq!(refused, !allowed, "{} {value}: {found:?}", field.key);
        }
    }
}

#[test]
fn an_unknown_key_is_named() {
    for key in [
        "SPX",
        "movePercent",
        "long_put",
        "spot",
        "",
        "layers[0].strike",
        "__proto__",
    ] {
        let found = problems(&with(key, Raw::Number(1.0)));
        assert_eq!(found.len(), 1, "{key}: {found:?}");
        assert!(found[0].message.contains(key), "{found:?}");
    }
}

#[test]
fn what_is_absent_takes_its_default() {
    let default = evaluate(&Raw::Absent).expect("the example");
    for key in ["spx", "mark", "layers", "futures", "response"] {
        assert_eq!(evaluate(&with(key, Raw::Absent)), Ok(default.clone()), "{key}");
    }
    for key in ["mark", "vixTo"] {
        assert_eq!(
            evaluate(&with(key, Raw::Null)),
            Ok(default.clone()),
            "{key} may be empty"
        );
    }
    assert_eq!(evaluate(&Raw::Record(Vec::new())), Ok(default));
}

#[test]
fn inputs_that_are_no_object_are_one_problem_with_the_whole() {
    for inputs in [
        Raw::Null,
        Raw::Number(5.0),
        Raw::Text("v=1".to_owned()),
        Raw::List(Vec::new()),
        Raw::Other("a function"),
    ] {
        let found = problems(&inputs);
        assert_eq!(found.len(), 1, "{inputs:?}: {found:?}");
        assert!(found[0].field.is_empty() && found[0].message.contains("object"));
    }
}

/// Where a problem's field stands in the form: scalars by the table, rows after the scalars of their group.
fn place(field: &str) -> (usize, usize, usize) {
    let (list, rest) = field.split_once('[').unwrap_or((field, ""));
    let group = match list {
        "futures" => "market",
        "layers" => "layers",
        key => fields()
            .find(|field| field.key == key)
            .map_or("", |field| field.group),
    };
    let group = groups()
        .position(|known| known.id == group)
        .unwrap_or(groups().count());
    if let Some(scalar) = fields().position(|field| field.key == list) {
        return (group, 0, scalar);
    }
    let (row, column) = rest.split_once(']').unwrap_or(("0", ""));
    let columns = [INSTRUMENT]
        .into_iter()
        .chain(LAYER_COLUMNS.iter().map(|column| column.field));
    let column = columns
        .map(|field| field.key)
        .position(|key| column.strip_prefix('.') == Some(key))
        .unwrap_or(0);
    (group, 1 + row.parse::<usize>().unwrap_or(0), column)
}

/// Many things wrong, some that cannot be read and some that can.
fn many_wrong() -> Value {
    json!({
        "capital": "much",
        "spx": -1,
        "vixTo": 5,
        "condorDte": "soon",
        "longPut": 6700,
        "credit": null,
        "response": "linear",
        "futures": [{ "dte": 30, "price": 19 }, { "dte": 30, "price": 1 }],
        "layers": [
            { "instrument": "vixCall", "quantity": 1, "dte": 30 },
            { "instrument": "vixFuture", "quantity": 0.5, "dte": "", "strike": 20 },
        ],
        "slippage": 99,
    })
}

#[test]
fn everything_wrong_is_said_at_once() {
    let mut found: Vec<String> = of(&many_wrong())
        .into_iter()
        .map(|problem| problem.field)
        .collect();
    found.sort();
    assert_eq!(
        found,
        [
            "capital",
            "condorDte",
            "credit",
            "futures[1].dte",
            "futures[1].price",
            "layers[0].strike",
            "layers[1].dte",
            "layers[1].quantity",
            "layers[1].strike",
            "longPut",
            "response",
            "slippage",
            "spx",
            "vixTo",
        ]
    );
}

#[test]
fn problems_stand_in_the_order_of_the_form() {
    let found: Vec<String> = of(&many_wrong())
        .into_iter()
        .map(|problem| problem.field)
        .collect();
    let mut ordered = found.clone();
    ordered.sort_by_key(|field| place(field));
    assert_eq!(found, ordered);
}

#[test]
fn every_problem_is_one_sentence_a_person_would_write() {
    let mut faults = Vec::new();
    for case in every_case() {
        faults.extend(of(&case.inputs).iter().flat_map(faults_of));
    }
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, -1e-300] {
        faults.extend(
            problems(&with("spx", Raw::Number(value)))
                .iter()
                .flat_map(faults_of),
        );
        let inputs = Inputs {
            spx: value,
            ..Inputs::default()
        };
        faults.extend(
            inputs
                .check()
                .err()
                .into_iter()
                .flatten()
                .flat_map(|problem| faults_of(&problem)),
        );
    }
    for text in ["", "\u{0}\u{7}", "<script>alert(1)</script>", &"9".repeat(5000)] {
        let found = problems(&with("spx", Raw::Text(text.to_owned())));
        faults.extend(found.iter().flat_map(faults_of));
    }
    faults.sort();
    faults.dedup();
    assert!(faults.is_empty(), "{}: {faults:#?}", faults.len());
}

#[test]
fn every_problem_stands_at_a_path_of_the_contract() {
    let unknown = ["futures[0].bid", "layers[0].Strike"];
    for case in every_case() {
        for problem in of(&case.inputs) {
            let known = is_path(&problem.field) || unknown.contains(&problem.field.as_str());
            assert!(known, "{problem:?}");
        }
    }
}

#[test]
fn the_paths_of_the_contract_are_told_from_others() {
    for path in [
        "",
        "spx",
        "response",
        "layers",
        "futures[11].price",
        "layers[0]",
        "layers[3].lowerStrike",
    ] {
        assert!(is_path(path), "{path}");
    }
    for path in [
        "SPX",
        "layers[].strike",
        "layers[0].rho",
        "layers[0]strike",
        "spx[0]",
        "futures[0].strike",
    ] {
        assert!(!is_path(path), "{path}");
    }
}

/// The same inputs checked without having been read: what a link brings.
#[test]
fn a_rule_and_an_instrument_no_one_knows_are_refused_however_they_come() {
    let mut inputs = Inputs {
        response: "linear".to_owned(),
        ..Inputs::default()
    };
    inputs.layers[2].instrument = "vixPut".to_owned();
    let found = inputs.check().expect_err("two problems");
    let fields: Vec<&str> = found.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(fields, ["layers[2].instrument", "response"]);
    assert!(
        found.iter().all(|problem| faults_of(problem).is_empty()),
        "{found:?}"
    );
}

#[test]
fn a_dozen_of_everything_is_allowed() {
    let futures: Vec<Value> = (1..=12)
        .map(|days| json!({ "dte": days * 20, "price": 19 }))
        .collect();
    let call = json!({ "instrument": "vixCall", "quantity": -1, "dte": 30, "strike": 20 });
    let found = of(&json!({ "futures": futures, "layers": vec![call; 12] }));
    assert!(found.is_empty(), "{found:?}");
}

//! Adjustments after a shock, against an independent model in Python (`tests/oracle/expansion.py`).

use alvh::adjustment::{Adjustment, Change, Desk, Moves};
use alvh::cash_flow::CashFlows;
use alvh::layer::{Instrument, Layer};
use alvh::market::Shock;
use alvh::plan::{Plan, plan_of};
use alvh::units::{Days, Usd};
use serde_json::Value;

use crate::json::raw;

/// Margin of a VX future in the oracle.
const MARGIN: Usd = Usd::new(9000.0);
/// Allowed, as a share of the margin: both sides are doubles, amounts are differences of prices of that size.
const CLOSE: f64 = 2e-9;
/// Gamma is a second difference of doubles here, of thirty digits there: the margin's rounding over a step squared.
const GAMMA: f64 = 2e-6;

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is a number"))
}

fn shock(state: &Value) -> Shock {
    Shock {
        day: Days::new(number(&state[0])),
        spx: number(&state[1]),
        vix: number(&state[2]),
    }
}

fn moves(plan: &Plan, typed: &Value) -> Moves {
    Moves {
        wings: [number(&typed["wings"]); 2],
        strangle: number(&typed["strangle"]),
        centre: Some(number(&typed["centre"])),
        roll: Days::new(number(&typed["roll"])),
        roll_with_forward: typed["withForward"] == true,
        shift: Days::new(number(&typed["shift"])),
        shift_to_future: typed["toFuture"] == true,
        future: if typed["future"] == "vixFuture" {
            Instrument::VixFuture
        } else {
            Instrument::VixMini
        },
        month: usize::from(typed["month"] == 1),
        leg_slippage: number(&typed["legSlippage"]),
        leg_fee: plan.costs().spx_fee,
    }
}

fn layer_row(layer: &Layer) -> Value {
    let terms = layer.terms();
    let (name, strike) = match terms.instrument {
        Instrument::VixCall { strike } => ("vixCall", Some(strike)),
        Instrument::VixFuture => ("vixFuture", None),
        Instrument::VixMini => ("vixMini", None),
        Instrument::SpxPutSpread { upper, .. } => ("spxPutSpread", Some(upper)),
    };
    serde_json::json!([name, terms.quantity, terms.expiry.get(), strike, layer.basis()])
}

fn flow_rows(flows: &CashFlows) -> Value {
    let rows = flows.flows().iter();
    rows.map(|flow| serde_json::json!([flow.day.get(), flow.amount.get()]))
        .collect()
}

struct Judge {
    name: String,
    scale: f64,
    faults: Vec<String>,
}

impl Judge {
    /// Numbers within `allowed` of the scale; lists, words and nulls alike.
    fn compare(&mut self, what: &str, found: &Value, expected: &Value, allowed: f64) {
        match (found, expected) {
            (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
                for (one, other) in one.iter().zip(other) {
                    self.compare(what, one, other, allowed);
                }
            }
            (Value::Number(_), Value::Number(_)) => {
                let off = (number(found) - number(expected)).abs() / self.scale;
                if off > allowed {
                    self.faults.push(format!(
                        "{} {what}: {found}, the oracle says {expected} ({off:.1e})",
                        self.name
                    ));
                }
            }
            (one, other) if one == other => {}
            _ => self.faults.push(format!(
                "{} {what}: {found}, the oracle says {expected}",
                self.name
            )),
        }
    }
}

fn compare(judge: &mut Judge, plan: &Plan, desk: &Desk<'_>, change: &Change, expected: &Value) {
    let (route, book) = (desk.route(), &change.book);
    let json = |value: f64| serde_json::json!(value);
    judge.compare("cash", &json(change.cash.get()), &expected["cash"], CLOSE);
    judge.compare("costs", &json(change.costs.get()), &expected["costs"], CLOSE);
    judge.compare(
        "realised",
        &json(change.realised.get()),
        &expected["realised"],
        CLOSE,
    );
    let mut condor: Vec<f64> = book.condor.legs().iter().map(|leg| leg.strike).collect();
    condor.push(book.condor.expiry.get());
    judge.compare("condor", &serde_json::json!(condor), &expected["condor"], 1e-12);
    let layers: Value = book.layers.iter().map(layer_row).collect();
    judge.compare("layers", &layers, &expected["layers"], CLOSE);
    for (end, gain) in expected["ends"]
        .as_array()
        .unwrap()
        .iter()
        .zip(expected["gains"].as_array().unwrap())
    {
        judge.compare("gain", &json(book.gain(route, shock(end)).get()), gain, CLOSE);
    }
    let most = serde_json::json!(book.most_lost(route).map(Usd::get));
    judge.compare("mostLost", &most, &expected["mostLost"], CLOSE);
    judge.compare(
        "alone",
        &serde_json::json!(book.break_even_alone()),
        &expected["alone"],
        CLOSE,
    );
    let market = route.market;
    let settle = book.condor.expiry;
    let hedged = book.break_even(route, settle, |spx| market.on_the_line_at(spx, settle).vix);
    judge.compare(
        "hedged",
        &serde_json::json!([hedged.0, hedged.1]),
        &expected["hedged"],
        CLOSE,
    );
    let greeks = book.greeks(route);
    for (what, found, allowed) in [
        ("delta", greeks.delta, CLOSE),
        ("gamma", greeks.gamma, GAMMA / plan.package().market.spx),
        ("theta", greeks.theta, CLOSE),
        ("vega", greeks.vega, CLOSE),
        ("perVixPoint", greeks.per_vix_point, CLOSE),
    ] {
        judge.compare(what, &json(found.get()), &expected[what], allowed);
    }
    let flows = desk.flows(change, MARGIN, shock(&expected["end"]));
    let (found, expected) = (flow_rows(&flows), &expected["flows"]);
    let kept: Value = expected
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| number(&row[1]) != 0.0)
        .cloned()
        .collect();
    judge.compare("flows", &found, &kept, CLOSE);
}

#[test]
fn every_change_is_the_oracle_s() {
    let cases: Vec<Value> =
        serde_json::from_str(include_str!("golden/oracle/expansion.json")).expect("the oracle's cases");
    assert!(cases.len() > 20, "{} cases", cases.len());
    let mut faults = Vec::new();
    let mut compared = 0;
    for case in &cases {
        let name = case["name"].as_str().expect("a name");
        let plan = plan_of(&raw(&case["inputs"])).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
        let desk = Desk::new(plan.package(), plan.what_if(), moves(&plan, &case["moves"]));
        for adjustment in Adjustment::ALL {
            let expected = &case["changes"][adjustment.id()];
            let mut judge = Judge {
                name: format!("{name} {}", adjustment.id()),
                scale: plan.package().condor.dollars(plan.package().condor.width()).get(),
                faults: Vec::new(),
            };
            match (desk.change(adjustment), expected.is_null()) {
                (Err(_), true) => {}
                (Ok(change), false) => {
                    compare(&mut judge, &plan, &desk, &change, expected);
                    compared += 1;
                }
                (found, _) => judge.faults.push(format!("{}: {:?}", judge.name, found.err())),
            }
            faults.append(&mut judge.faults);
        }
    }
    assert!(compared > 200, "{compared} changes");
    assert!(
        faults.is_empty(),
        "{} faults:\n{:#?}",
        faults.len(),
        &faults[..faults.len().min(40)]
    );
}

//! The report against an independent model, written in Python from the same formulas by other hands.

use alvh::break_even::lowest_vix_at;
use alvh::evaluate::evaluate;
use alvh::plan::plan_of;
use serde_json::Value;

use crate::json::raw;

/// Differences allowed, relative to the size of the figures beside which a figure stands.
///
/// Everything is doubles on both sides; roots are solved to 1e-10 and derivatives by differences good to 1e-9.
const CLOSE: f64 = 2e-9;
/// Gamma is a second difference: twice the digits are lost.
const GAMMA: f64 = 2e-6;
/// Of the margin: spread over steps of a twentieth of a standard deviation, against adaptive quadrature.
const SHORTFALL: f64 = 4e-3;

/// A figure of the JSON report by its path; `layers[*].x` is the list of x.
fn at(report: &Value, path: &str) -> Value {
    if let Some((list, rest)) = path.split_once("[*].") {
        let rows = at(report, list);
        return rows
            .as_array()
            .expect("a list")
            .iter()
            .map(|row| at(row, rest))
            .collect();
    }
    path.split('.')
        .fold(report.clone(), |value, key| value[key].clone())
}

/// What is compared apart, or by another convention than the report's; why.
const APART: [&str; 4] = [
    // The oracle works at the strikes, the report at round moves.
    "combined.vixNeeded",
    // Named money.expectedShortfall here, and integrated by another rule.
    "risk.expectedShortfall",
    // The oracle gives a put spread its vega to SPX vol; the report keeps that out of the vol of VIX.
    "layers[*].vegaVolOfVol",
    // The oracle searches SPX from 0.05 to 3 times spot, the report from 0.3 to 1.7.
    "combined.breakEven.hedgeAtModel",
];

struct Judge {
    worst: f64,
    faults: Vec<String>,
}

impl Judge {
    fn compare(&mut self, name: &str, path: &str, expected: &Value, found: &Value, scale: f64, allowed: f64) {
        match (expected, found) {
            (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
                for (one, other) in expected.iter().zip(found) {
                    self.compare(name, path, one, other, scale, allowed);
                }
            }
            (Value::Number(expected), Value::Number(found)) => {
                let (expected, found) = (expected.as_f64().unwrap(), found.as_f64().unwrap());
                let off = (expected - found).abs() / scale.max(expected.abs());
                if off > allowed {
                    self.faults.push(format!(
                        "{name} {path}: {found}, the oracle says {expected} ({off:.1e})"
                    ));
                } else {
                    self.worst = self.worst.max(off);
                }
            }
            (expected, found) if expected == found => {}
            (expected, found) => self
                .faults
                .push(format!("{name} {path}: {found}, the oracle says {expected}")),
        }
    }
}

#[test]
fn the_report_is_the_oracle_s() {
    let text = include_str!("golden/oracle/cases.json");
    let cases: Vec<Value> = serde_json::from_str(text).expect("the oracle's cases");
    assert!(cases.len() > 100, "the oracle gives {} cases", cases.len());
    let mut judge = Judge {
        worst: 0.0,
        faults: Vec::new(),
    };
    for case in &cases {
        let name = case["name"].as_str().expect("a name");
        let plan = plan_of(&raw(&case["inputs"])).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
        let report = serde_json::to_value(evaluate(&raw(&case["inputs"])).expect("a report")).expect("JSON");
        // Gains and Greeks are differences of amounts of this size.
        let margin = report["condor"]["margin"].as_f64().unwrap();
        let spx = case["inputs"]["spx"].as_f64().unwrap();
        for (path, expected) in case["expect"].as_object().expect("figures") {
            if APART.contains(&path.as_str()) {
                continue;
            }
            let found = at(&report, path);
            // Both break-evens or none: the oracle names a lone one.
            if path.starts_with("condor.breakEven") && found.is_null() {
                let both = ["condor.breakEven.lower", "condor.breakEven.upper"];
                assert!(both.iter().any(|side| case["expect"][side].is_null()), "{name}");
                continue;
            }
            // A condor that loses nothing but rounding has no loss to offset.
            if path == "combined.whatIf.offset" && found.is_null() {
                let condor = case["expect"]["combined.whatIf.condor"].as_f64().unwrap();
                assert!(condor > -0.005, "{name}: {condor}");
                continue;
            }
            let (scale, allowed) = match path.as_str() {
                "condor.gamma" => (margin / spx / spx * 1e2, GAMMA),
                "condor.delta" => (margin / spx, CLOSE),
                path if path.starts_with("condor.") && path != "condor.atm" => (margin * 1e-2, CLOSE),
                path if path.starts_with("combined.whatIf") || path.starts_with("scenarios") => {
                    (margin, CLOSE)
                }
                path if path.starts_with("hedge.share") => (1.0, CLOSE),
                _ => (1e-3, CLOSE),
            };
            judge.compare(name, path, expected, &found, scale, allowed);
        }
        let levels = case["expect"]["combined.breakEven.hedgeAtModel"]
            .as_array()
            .unwrap();
        let near: Value = levels
            .iter()
            .filter(|level| (0.3..1.7).contains(&(level.as_f64().unwrap() / spx)))
            .cloned()
            .collect();
        judge.compare(
            name,
            "hedgeAtModel",
            &near,
            &at(&report, "combined.breakEven.hedgeAtModel"),
            spx,
            CLOSE,
        );
        let shortfall = &case["expect"]["risk.expectedShortfall"];
        judge.compare(
            name,
            "shortfall",
            shortfall,
            &report["money"]["expectedShortfall"],
            margin,
            SHORTFALL,
        );
        for row in case["expect"]["combined.vixNeeded"].as_array().unwrap() {
            let spx = row[0].as_f64().unwrap();
            for (column, day) in [(1, plan.what_if().day), (2, plan.package().condor.expiry)] {
                let found = serde_json::to_value(lowest_vix_at(plan.package(), spx, day)).unwrap();
                judge.compare(name, "vixNeeded", &row[column], &found, 1.0, 1e-7);
            }
        }
    }
    println!("{} cases, worst difference {:.1e}", cases.len(), judge.worst);
    let shown: Vec<&String> = judge.faults.iter().take(60).collect();
    assert!(
        judge.faults.is_empty(),
        "{} faults:\n{shown:#?}",
        judge.faults.len()
    );
}

//! The arithmetic told to the reader, worked out again from its text; and the checks a reader can run.

use std::collections::BTreeSet;

use alvh::arithmetic::arithmetic;
use alvh::check::{Check, Sides, checks, checks_of};
use alvh::inputs::{FutureRow, Inputs, LayerRow, RESPONSES};
use alvh::link::from_link;
use alvh::math::{ln, normal_cdf, sqrt};
use alvh::plan::Plan;
use alvh::preset::PRESETS;
use alvh::worksheet::Arithmetic;
use serde_json::Value;

use crate::json::raw;

/// The standard library's power: also of numbers below 0, as squares have them.
#[expect(
    clippy::disallowed_methods,
    reason = "a test judges the core, so it must not use the core’s own"
)]
fn pow(x: f64, y: f64) -> f64 {
    x.powf(y)
}

/// All numbers a printed number may stand for: half a unit of its last digit either way.
#[derive(Clone, Copy, Debug)]
struct Range {
    low: f64,
    high: f64,
}

impl Range {
    fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let none = Self {
            low: f64::INFINITY,
            high: f64::NEG_INFINITY,
        };
        values.into_iter().fold(none, |range, value| {
            assert!(!value.is_nan(), "no number");
            Self {
                low: range.low.min(value),
                high: range.high.max(value),
            }
        })
    }

    fn printed(text: &str) -> Self {
        // Fifteen decimals and no more.
        if text == "0" {
            return Self {
                low: -1e-15,
                high: 1e-15,
            };
        }
        let plain = text.replace(',', "");
        let value: f64 = plain.parse().unwrap_or_else(|_| panic!("{text}"));
        // Trailing zeros are dropped: six digits were meant, and never fewer than two decimals.
        let mut decimals = 2;
        let mut size = value.abs();
        while size < 999.5 && decimals < 15 {
            size *= 10.0;
            decimals += 1;
        }
        let half = 0.5 * pow(10.0, -f64::from(decimals));
        Self {
            low: value - half,
            high: value + half,
        }
    }

    /// A literal of the formula itself.
    fn exact(value: f64) -> Self {
        Self {
            low: value,
            high: value,
        }
    }

    fn ends(self) -> [f64; 2] {
        [self.low, self.high]
    }

    fn with(self, other: Self, f: impl Fn(f64, f64) -> f64) -> Self {
        let pairs = self.ends().map(|one| other.ends().map(|two| (one, two)));
        Self::of(pairs.into_iter().flatten().map(|(one, two)| f(one, two)))
    }

    fn map(self, f: impl Fn(f64) -> f64) -> Self {
        Self::of(self.ends().map(f))
    }

    fn meets(self, other: Self) -> bool {
        // Rounding of the evaluation itself.
        let slack = 1e-12 * (self.low.abs() + other.low.abs());
        self.low <= other.high + slack && other.low <= self.high + slack
    }

    fn width(self) -> f64 {
        self.high - self.low
    }
}

/// A reader of printed arithmetic: + − × ÷ ^ √ | max min ln N e and brackets.
struct Reader<'t> {
    rest: &'t str,
    /// The largest amount met: what is lost by subtraction is judged against it.
    largest: f64,
}

impl<'t> Reader<'t> {
    fn new(rest: &'t str) -> Self {
        Self { rest, largest: 0.0 }
    }

    fn take(&mut self, word: &str) -> bool {
        self.rest = self.rest.trim_start();
        let found = self.rest.strip_prefix(word);
        self.rest = found.unwrap_or(self.rest);
        found.is_some()
    }

    fn sum(&mut self) -> Range {
        let mut value = self.product();
        loop {
            if self.take("+") {
                value = value.with(self.product(), |one, two| one + two);
            } else if self.take("\u{2212}") {
                value = value.with(self.product(), |one, two| one - two);
            } else {
                return value;
            }
        }
    }

    fn product(&mut self) -> Range {
        let mut value = self.signed();
        loop {
            if self.take("×") {
                value = value.with(self.signed(), |one, two| one * two);
            } else if self.take("÷") {
                let by = self.signed();
                assert!(by.low > 0.0 || by.high < 0.0, "divided by nothing: {by:?}");
                value = value.with(by, |one, two| one / two);
            } else {
                self.largest = self.largest.max(value.low.abs());
                return value;
            }
        }
    }

    fn signed(&mut self) -> Range {
        if self.take("\u{2212}") {
            self.signed().map(|value| -value)
        } else {
            self.power()
        }
    }

    fn power(&mut self) -> Range {
        let base = self.atom();
        if self.take("^") {
            let exponent = self.signed_atom();
            // A square is no monotone function: nothing lies below zero.
            if base.low < 0.0 {
                let zero = if base.high > 0.0 { Some(0.0) } else { None };
                let ends = base.ends().map(|value| pow(value, exponent.low));
                return Range::of(ends.into_iter().chain(zero));
            }
            return base.with(exponent, pow);
        }
        base
    }

    fn signed_atom(&mut self) -> Range {
        if self.take("\u{2212}") {
            self.atom().map(|value| -value)
        } else {
            self.atom()
        }
    }

    fn arguments(&mut self) -> Vec<Range> {
        let mut found = vec![self.sum()];
        while self.take(", ") {
            found.push(self.sum());
        }
        assert!(self.take(")"), "a bracket is open before {:?}", self.rest);
        found
    }

    fn atom(&mut self) -> Range {
        if self.take("max(") {
            let [one, two] = self.arguments()[..] else {
                panic!("max of two")
            };
            return one.with(two, f64::max);
        }
        if self.take("min(") {
            let [one, two] = self.arguments()[..] else {
                panic!("min of two")
            };
            return one.with(two, f64::min);
        }
        if self.take("ln(") {
            return self.arguments()[0].map(ln);
        }
        if self.take("N(") {
            return self.arguments()[0].map(normal_cdf);
        }
        if self.take("(") {
            return self.arguments()[0];
        }
        if self.take("√") {
            return self.atom().map(|value| sqrt(value.max(0.0)));
        }
        if self.take("e") {
            return Range::exact(std::f64::consts::E);
        }
        let end = self
            .rest
            .find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
            .unwrap_or(self.rest.len());
        let text = self.rest[..end].trim_end_matches(',');
        self.rest = &self.rest[text.len()..];
        // The formulas' own numbers are what they are.
        match text {
            "2" | "4" | "5" | "8" => Range::exact(text.parse().expect("a number")),
            "1" if self.rest.starts_with(" \u{2212} e") => Range::exact(1.0),
            _ => Range::printed(text),
        }
    }
}

/// The range of an expression, and the largest amount in it.
fn worked_out(text: &str) -> (Range, f64) {
    let number = text.trim_start_matches('\u{2212}');
    if number
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
    {
        let range = Range::printed(number);
        let range = if number == text {
            range
        } else {
            range.map(|value| -value)
        };
        return (range, range.high.abs());
    }
    let mut reader = Reader::new(text);
    let range = reader.sum();
    assert!(
        reader.rest.trim().is_empty(),
        "{text}: not read: {:?}",
        reader.rest
    );
    (range, reader.largest)
}

#[test]
fn the_reader_of_arithmetic_reads() {
    for (text, expected) in [
        ("1 + 2 × 3 − 4 ÷ 8", 6.5),
        ("√(3^2 + 4^2) × 2", 10.0),
        ("max(0, \u{2212}3) + min(1, 2)", 1.0),
        ("e^(\u{2212}0 × 2) × ln(1) + N(0)", 0.5),
        ("\u{2212}(\u{2212}2)^2", -4.0),
        ("1,000 × 3", 3000.0),
    ] {
        let (range, _) = worked_out(text);
        assert!(
            range.low <= expected && expected <= range.high,
            "{text}: {range:?}"
        );
        assert!(range.width() < 1.0, "{text}: {range:?}");
    }
}

/// A figure of the JSON report by its path.
fn at<'v>(report: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(report, |value, part| {
        let (name, index) = match part.split_once('[') {
            Some((name, index)) => (name, Some(index.trim_end_matches(']'))),
            None => (part, None),
        };
        let value = value.get(name)?;
        index.map_or(Some(value), |index| value.get(index.parse::<usize>().ok()?))
    })
}

/// Figures whose formula is in words.
const IN_WORDS: [&str; 3] = [
    "money.expectedShortfall",
    "combined.vixNeeded",
    "combined.breakEven.hedgeAtModel",
];

/// Whether a symbol stands in a formula right of an equals sign, or numbered in a sum.
fn uses(formula: &str, symbol: &str) -> bool {
    let letter = |c: char| c.is_alphanumeric() || matches!(c, '₀'..='₉' | 'ᵢ');
    formula.lines().any(|line| {
        let right = line.split_once(" = ").map_or(line, |(_, right)| right);
        let stem = symbol.trim_end_matches(|c| matches!(c, '₀'..='₉'));
        right
            .split(|c| !letter(c))
            .any(|word| word == symbol || word.strip_suffix('ᵢ') == Some(stem))
    })
}

/// Works a worksheet out again: every line, and the last against the figure.
fn judge(name: &str, sheet: &Arithmetic) {
    let told = |what: &str| {
        format!(
            "{name} {}: {what}\n{}\n{}",
            sheet.key, sheet.formula, sheet.filled
        )
    };
    if sheet.filled.is_empty() {
        assert!(
            IN_WORDS.iter().any(|key| sheet.key.starts_with(key)),
            "{}",
            told("in words")
        );
        return;
    }
    assert_eq!(
        sheet.formula.lines().count(),
        sheet.filled.lines().count(),
        "{}",
        told("lines")
    );
    let mut last = Range::exact(f64::NAN);
    for line in sheet.filled.lines() {
        if let Some((left, right)) = line.split_once(" ≥ ") {
            let (left, right) = (worked_out(left).0, worked_out(right).0);
            assert!(left.high >= right.low, "{}", told(line));
            continue;
        }
        let mut sides: Vec<&str> = line.split(" = ").collect();
        if !sheet.solved {
            // The letter that the line gives.
            sides.remove(0);
        }
        let ranges: Vec<(Range, f64)> = sides.iter().map(|side| worked_out(side)).collect();
        for pair in ranges.windows(2) {
            // Amounts that cancel are told to the cent, each rounded for itself.
            if line.ends_with(" = 0") && sheet.solved {
                assert!(pair[0].0.map(f64::abs).low < 0.015, "{}", told(line));
                continue;
            }
            assert!(
                pair[0].0.meets(pair[1].0),
                "{}",
                told(&format!("{line}: {ranges:?}"))
            );
        }
        // The printed digits say something: six of them, less what subtraction and powers lose.
        let (range, largest) = ranges[0];
        let loss = range.width() / largest.max(range.low.abs()).max(1e-6);
        let loss = if line.ends_with(" = 0") { 0.0 } else { loss };
        assert!(loss < 0.05, "{}", told(&format!("{line} is vague: {loss}")));
        last = ranges[ranges.len() - 1].0;
    }
    if !sheet.solved {
        let value = sheet.value.expect("a figure");
        assert!(last.meets(Range::exact(value)), "{}", told(&format!("{value}")));
    }
}

fn judge_all(name: &str, plan: &Plan) -> Vec<Arithmetic> {
    let report = serde_json::to_value(plan.report()).expect("JSON");
    let sheets = arithmetic(plan);
    let mut keys = BTreeSet::new();
    for sheet in &sheets {
        assert!(keys.insert(sheet.key.clone()), "{name}: {} twice", sheet.key);
        let told =
            at(&report, &sheet.key).unwrap_or_else(|| panic!("{name}: the report has no {}", sheet.key));
        assert_eq!(told.as_f64(), sheet.value, "{name} {}", sheet.key);
        assert!(
            !sheet.title.is_empty() && !sheet.formula.is_empty(),
            "{}",
            sheet.key
        );
        for term in &sheet.terms {
            for text in [&term.symbol, &term.name, &term.value, &term.source] {
                assert!(
                    !text.is_empty() && !text.contains("NaN") && !text.contains("inf"),
                    "{name} {}: {term:?}",
                    sheet.key
                );
            }
            assert!(!term.source.contains('\''), "{term:?}");
            // A level that is waited for, a place that is looked at, what prices are made on: all else is used.
            let told = term.symbol == "L" || term.source == "Computed here";
            let idle = told || sheet.solved || sheet.filled.is_empty();
            assert!(
                idle || uses(&sheet.formula, &term.symbol),
                "{}: {term:?}",
                sheet.key
            );
        }
        judge(name, sheet);
    }
    sheets
}

fn plan_of_link(link: &str) -> Plan {
    let (inputs, problems) = from_link(link);
    assert!(problems.is_empty(), "{link}: {problems:?}");
    inputs
        .check()
        .unwrap_or_else(|problems| panic!("{link}: {problems:?}"))
}

/// Plans that between them take every branch of the formulas; layers bought, sold, quoted, held and waiting.
fn generated() -> Vec<Inputs> {
    let layer = |instrument: &str, quantity: f64, dte: f64| LayerRow::bare(instrument, quantity, dte);
    let call = LayerRow::vix_call;
    let spread = |upper: f64, lower: f64, dte: f64| LayerRow {
        strike: Some(upper),
        lower_strike: Some(lower),
        ..layer("spxPutSpread", 2.0, dte)
    };
    (0..24_u32)
        .map(|index| {
            let step = f64::from(index);
            let response = RESPONSES[index as usize % 4].to_owned();
            let beta = (response == RESPONSES[3]).then_some(0.3 + step / 40.0);
            let layers = vec![
                LayerRow {
                    beta,
                    ..call(4.0 - step, 5.0 + 9.0 * step, 15.0 + step)
                },
                LayerRow {
                    price: Some(1.5 + step / 20.0),
                    ..call(3.0, 40.0 + step, 21.0)
                },
                LayerRow {
                    entry: Some(2.25),
                    ..call(-2.0, 400.0, 19.0)
                },
                LayerRow {
                    activate_at: Some(10.0 + 2.0 * step),
                    ..call(2.0, 60.0, 30.0)
                },
                LayerRow {
                    price: (index % 2 == 0).then_some(20.0),
                    beta,
                    ..layer("vixFuture", 1.0, 30.0 + step)
                },
                layer("vixMini", -3.0, 2.0 + 4.0 * step),
                LayerRow {
                    price: (index % 3 == 0).then_some(9.5),
                    ..spread(6800.0, 6700.0, 3.0 + 5.0 * step)
                },
                LayerRow {
                    activate_at: Some(18.0),
                    ..spread(6900.0, 6650.0, 44.0)
                },
                // No vol explains it.
                LayerRow {
                    price: Some(90.0),
                    ..call(1.0, 20.0, 18.0)
                },
            ];
            Inputs {
                move_percent: -9.0 + step,
                vix_to: (index % 5 == 0).then_some(14.0 + 2.0 * step),
                day: [0.0, 1.0, 7.5, 30.0, 45.0, 60.0][index as usize % 6],
                condor_dte: [0.05, 1.0, 45.0, 21.3, 7.0][index as usize % 5],
                credit: 2.0 + 2.0 * step,
                long_call: 7530.0 + step,
                mark: (index % 7 == 3).then_some(5.0),
                rate: 6.0 - step / 3.0,
                skew: 0.5 + step / 24.0,
                condors: 1.0 + step,
                vix_skew: step / 80.0,
                layers: if index == 11 { Vec::new() } else { layers },
                futures: if index % 8 == 7 {
                    vec![FutureRow {
                        dte: 25.0,
                        price: 18.0,
                    }]
                } else {
                    Inputs::default().futures
                },
                response,
                ..Inputs::default()
            }
        })
        .collect()
}

/// Figures that must be told for the example.
const HEADLINES: &[&str] = &[
    "condor.maxProfit",
    "condor.maxLoss",
    "condor.margin",
    "condor.netCredit",
    "condor.breakEven.lower",
    "condor.breakEven.upper",
    "condor.atm",
    "condor.expectedMove",
    "condor.expectedMoveVixRule",
    "condor.probabilityOfProfit",
    "condor.value",
    "condor.dollarsPerVixPoint",
    "layers[0].forward",
    "layers[0].vol",
    "layers[0].price",
    "layers[0].premium",
    "layers[0].costs",
    "layers[0].beta",
    "layers[0].breakEvenFuture",
    "layers[2].dollarsPerVixPoint",
    "hedge.premium",
    "hedge.share.upfront",
    "hedge.share.life",
    "hedge.share.perDay",
    "hedge.share.rolled",
    "hedge.neutralised.response",
    "hedge.neutralised.parallel",
    "combined.whatIf.vix",
    "combined.whatIf.condor",
    "combined.whatIf.layers[0]",
    "combined.whatIf.hedge",
    "combined.whatIf.total",
    "combined.whatIf.offset",
    "combined.breakEven.hedgeWorthless[0]",
    "combined.breakEven.hedgeWorthless[1]",
    "combined.breakEven.hedgeAtModel[0]",
    "combined.vixNeeded[6].vix",
    "money.financing",
    "money.financingPoints",
    "money.beta.fall",
    "money.beta.rise",
    "money.requiredReturn",
    "money.returnOnCapital",
    "money.expectedShortfall",
];

#[test]
fn the_arithmetic_of_the_example_and_the_presets_comes_to_their_figures() {
    for preset in PRESETS {
        let sheets = judge_all(preset.id, &plan_of_link(preset.link));
        let has = |key: &str| sheets.iter().any(|sheet| sheet.key == key);
        for key in HEADLINES {
            let told = preset.id != PRESETS[0].id || has(key);
            assert!(told, "{key} is not told");
        }
    }
}

#[test]
fn the_arithmetic_of_generated_plans_comes_to_their_figures() {
    for (index, inputs) in generated().iter().enumerate() {
        let plan = inputs
            .check()
            .unwrap_or_else(|problems| panic!("{index}: {problems:?}"));
        judge_all(&format!("plan {index}"), &plan);
    }
}

/// The inputs of the independent model's cases.
fn oracle() -> Vec<Value> {
    serde_json::from_str(include_str!("golden/oracle/cases.json")).expect("the oracle\u{2019}s cases")
}

#[test]
fn the_arithmetic_of_the_oracle_s_cases_comes_to_their_figures() {
    for case in &oracle() {
        let name = case["name"].as_str().expect("a name");
        let plan = alvh::plan::plan_of(&raw(&case["inputs"])).expect("a plan");
        judge_all(name, &plan);
    }
}

#[test]
fn a_wrong_figure_or_a_wrong_line_would_be_seen() {
    let sheets = arithmetic(&plan_of_link("v=1"));
    for sheet in sheets
        .iter()
        .filter(|sheet| !sheet.filled.is_empty() && !sheet.solved)
    {
        let spoilt = Arithmetic {
            value: sheet.value.map(|value| value * 1.001 + 0.1),
            ..sheet.clone()
        };
        let seen = std::panic::catch_unwind(|| judge("spoilt", &spoilt)).is_err();
        assert!(seen, "{}", sheet.key);
    }
}

fn all_pass(name: &str, found: &[Check]) {
    let failed: Vec<&Check> = found.iter().filter(|check| !check.passed).collect();
    assert!(failed.is_empty(), "{name}: {failed:#?}");
    for check in found {
        let numbers = [check.left, check.right, check.difference, check.allowed];
        assert!(
            numbers.iter().all(|number| number.is_finite()),
            "{name}: {check:?}"
        );
        assert_eq!(
            check.passed,
            check.difference <= check.allowed,
            "{name}: {check:?}"
        );
        assert!(
            check.difference >= 0.0 && !check.detail.is_empty(),
            "{name}: {check:?}"
        );
    }
}

#[test]
fn every_check_passes_on_the_example_the_presets_and_the_oracle_s_cases() {
    for preset in PRESETS {
        let (inputs, _) = from_link(preset.link);
        let found = checks(&inputs, &plan_of_link(preset.link));
        assert!(found.len() >= 20, "{} checks", found.len());
        all_pass(preset.id, &found);
    }
    for case in &oracle() {
        let found = checks_of(&raw(&case["inputs"])).expect("checks");
        all_pass(case["name"].as_str().expect("a name"), &found);
    }
}

#[test]
fn every_check_passes_on_generated_plans() {
    for (index, inputs) in generated().iter().enumerate() {
        let found = checks(inputs, &inputs.check().expect("a plan"));
        all_pass(&format!("plan {index}"), &found);
    }
}

/// Checks compare: given inputs that are not the plan's, they say so.
#[test]
fn a_check_that_should_fail_does() {
    let plan = plan_of_link("v=1");
    let mut other = Inputs::default();
    other.futures[1].price = 20.75;
    let found = checks(&other, &plan);
    let check = found.iter().find(|check| check.id == "quotes").expect("quotes");
    assert!(
        !check.passed && check.left == 20.5 && check.right == 20.75,
        "{check:?}"
    );
    assert!(!Check::new("id", "title", Sides::equal(1.0, 1.1, 0.05), String::new()).passed);
    assert!(Check::new("id", "title", Sides::no_less(1.1, 1.0, 0.0), String::new()).passed);
}

//! Sizing and the benchmarks: worked by hand, held against an independent model, and held to their laws.

use std::io::Write as _;
use std::path::Path;
use std::{fs, io};

use alvh::alternative::vxth_share;
use alvh::calendar::date::{Date, days_between, parse};
use alvh::link::from_link;
use alvh::math::{exp, inverse_normal_cdf, ln, pow, sqrt};
use alvh::path::EPISODES;
use alvh::plan::plan_of;
use serde_json::Value;

use crate::fields::figure;
use crate::json::raw;

/// Differences allowed, relative to the size of the figures beside which a figure stands: doubles on both sides, roots to
/// 1e-9 of a range and derivatives by differences good to 1e-9.
const CLOSE: f64 = 2e-8;

/// Every figure the independent model gives is the report's.
fn is_the_oracle_s(system: &str, text: &str) {
    let cases: Vec<Value> = serde_json::from_str(text).expect("the oracle's cases");
    assert!(cases.len() > 20, "the oracle gives {} cases", cases.len());
    let (mut faults, mut compared) = (Vec::new(), 0);
    for case in &cases {
        let name = case["name"].as_str().expect("a name");
        let plan = plan_of(&raw(&case["inputs"])).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
        let report = serde_json::to_value(plan.report()).expect("JSON");
        let margin = report["condor"]["margin"].as_f64().expect("a margin");
        for (path, expected) in case["expect"].as_object().expect("figures") {
            let found = figure(&report, &format!("system.{system}.{path}"));
            let Some(found) = found else {
                faults.push(format!("{name} {path}: missing, the oracle says {expected}"));
                continue;
            };
            // Shares, strikes and counts are of the size of one; the rest are dollars of a position of this margin.
            let shares = [
                "share", "vega", "offset", "sets", "capped", "perCarry", "above", "saves", "bare", "hedged",
            ];
            let small = shares.iter().any(|word| path.contains(word)) && !path.ends_with("dollars");
            let scale = if small { 1.0 } else { margin };
            compare(&mut faults, name, path, expected, found, scale);
            compared += 1;
        }
    }
    assert!(compared > 1000, "{compared} figures");
    assert!(
        faults.is_empty(),
        "{} of {compared}: {:#?}",
        faults.len(),
        &faults[..faults.len().min(40)]
    );
}

fn compare(faults: &mut Vec<String>, name: &str, path: &str, expected: &Value, found: &Value, scale: f64) {
    match (expected, found) {
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            for (expected, found) in expected.iter().zip(found) {
                compare(faults, name, path, expected, found, scale);
            }
        }
        (Value::Number(expected), Value::Number(found)) => {
            let (expected, found) = (
                expected.as_f64().expect("a double"),
                found.as_f64().expect("a double"),
            );
            let off = (expected - found).abs() / scale.max(expected.abs());
            if off > CLOSE {
                faults.push(format!(
                    "{name} {path}: {found}, the oracle says {expected} ({off:.1e})"
                ));
            }
        }
        (expected, found) if expected == found => {}
        (expected, found) => faults.push(format!("{name} {path}: {found}, the oracle says {expected}")),
    }
}

#[test]
fn sizing_is_the_oracle_s() {
    is_the_oracle_s("sizing", include_str!("golden/oracle/sizing.json"));
}

#[test]
fn the_benchmarks_are_the_oracle_s() {
    is_the_oracle_s("benchmarks", include_str!("golden/oracle/benchmarks.json"));
}

/// The report of a link, as JavaScript would see it.
fn report(link: &str) -> Value {
    let (inputs, problems) = from_link(link);
    assert!(problems.is_empty(), "{problems:?}");
    let plan = inputs
        .check()
        .unwrap_or_else(|problems| panic!("{link}: {problems:?}"));
    serde_json::to_value(plan.report()).expect("JSON")
}

#[track_caller]
fn number(report: &Value, path: &str) -> f64 {
    let found = figure(report, path).unwrap_or_else(|| panic!("{path} is there"));
    found.as_f64().unwrap_or_else(|| panic!("{path} is {found}"))
}

#[track_caller]
fn close(found: f64, expected: f64, allowed: f64) {
    assert!((found - expected).abs() <= allowed, "{found} is not {expected}");
}

/// The published example without costs, struck where its layers are.
const EXAMPLE: &str = "v=1&spxFee=0&vixFee=0&futureFee=0&slippage=0&system=sizing&strikeBy=level";

/// Section 8 of the model prints the premium of one set and what it does; the rest is arithmetic on those figures.
#[test]
fn one_set_of_the_example_takes_what_its_printed_figures_say() {
    let report = report(EXAMPLE);
    let at = |path: &str| number(&report, &format!("system.sizing.{path}"));
    close(at("one.dollars"), 1833.57, 0.005);
    close(at("one.share.upfront"), 0.143_25, 5e-6);
    close(at("one.share.life"), 0.118_97, 5e-6);
    close(at("one.share.perDay"), 0.003_48, 5e-6);
    close(at("one.share.rolled"), 0.250_87, 5e-6);
    close(at("one.vega"), 0.2821, 5e-5);
    close(at("one.vegaNaive"), 0.3962, 5e-5);
    close(at("one.gain"), 4992.41, 0.005);
    // 4992.41 / 6536.89.
    close(at("one.offset"), 0.763_73, 2e-6);
    // $1,833.57 against 8, 12 and 15 % of $1,280: 17.9, 11.9 and 9.55 condors.
    assert_eq!(
        ["condorsLow", "condorsHigh", "condorsCap"].map(|key| at(&format!("counts[0].{key}"))),
        [18.0, 12.0, 10.0]
    );
    // $3,211.13 with rolls: 31.4, 20.9 and 16.7 condors.
    assert_eq!(
        ["condorsLow", "condorsHigh", "condorsCap"].map(|key| at(&format!("counts[3].{key}"))),
        [32.0, 21.0, 17.0]
    );
    // 0.60 / 0.2821 is 2.127 sets, 0.75 / 0.2821 is 2.659: three whole ones, 42.975 % of the credit.
    close(at("vega[0].sets"), 2.127, 1e-3);
    close(at("vega[1].sets"), 2.659, 1e-3);
    assert_eq!(at("vega[0].wholeSets"), 3.0);
    close(at("vega[0].size.share.upfront"), 0.429_75, 1.5e-5);
    // 12,800 on 50,000; 12,800 - 1,522.86 on 51,833.57.
    close(at("returns.bare"), 0.256, 1e-12);
    close(at("returns.hedged"), 0.217_56, 5e-6);
    // The reader's layers are the set.
    assert_eq!(
        figure(&report, "system.sizing.typed.share"),
        figure(&report, "hedge.share")
    );
    for (tenor, calls) in [4.0, 4.0, 2.0].into_iter().enumerate() {
        assert_eq!(at(&format!("typed.contracts[{tenor}]")), calls);
    }
}

/// 10 % of the credit is $1,280, 0.69809 sets: 2.792, 2.792 and 1.396 calls. Two, two and one cost $916.79; a near one
/// more makes 1,033.31, a middle one 1,244.73; a far one would make 1,505.62.
#[test]
fn a_budget_is_filled_by_largest_remainder() {
    let report = report(&format!("{EXAMPLE}&sizeBy=credit"));
    let at = |path: &str| number(&report, &format!("system.sizing.{path}"));
    close(at("chosen.sets"), 0.698_09, 5e-6);
    close(at("chosen.exact.dollars"), 1280.0, 1e-9);
    close(at("chosen.exact.contracts[0]"), 2.792, 5e-4);
    assert_eq!(
        [0, 1, 2].map(|k| at(&format!("chosen.whole.contracts[{k}]"))),
        [3.0, 3.0, 1.0]
    );
    close(at("chosen.whole.dollars"), 1244.73, 0.01);
}

/// 40/40/20 of the money at $116.526, $211.421 and $260.891 a call: a dollar buys 0.0343271, 0.0189196 and 0.0076660
/// calls for each tenth, in the ratio that makes ten calls in all.
#[test]
fn the_numbers_can_be_weights_of_the_premium() {
    let report = report(&format!("{EXAMPLE}&setReading=premium"));
    let at = |path: &str| number(&report, &format!("system.sizing.{path}"));
    let calls = [4.0 / 116.526, 4.0 / 211.421, 2.0 / 260.891];
    let all: f64 = calls.iter().sum();
    for (index, calls) in calls.into_iter().enumerate() {
        close(at(&format!("tenors[{index}].mix")), 10.0 * calls / all, 2e-5);
    }
    // 5.64/3.11/1.26: 5/3/1, then the near one, of which most was cut off.
    assert_eq!(
        [0, 1, 2].map(|k| at(&format!("one.contracts[{k}]"))),
        [6.0, 3.0, 1.0]
    );
}

/// With a flat smile the vol is 0.9 VVIX at every strike, so the strike of a delta is F exp(s^2/2 - s N^-1(delta e^rT)).
#[test]
fn a_delta_without_a_smile_has_a_strike_in_closed_form() {
    for delta in [0.5, 0.3, 0.15] {
        let report = report(&format!("v=1&vixSkew=0&system=sizing&callDelta={delta}"));
        for (index, (days, future)) in [(10.0, 18.3), (37.0, 19.131_25)].into_iter().enumerate() {
            let years: f64 = days / 365.0;
            let deviation = 0.855 * sqrt(years);
            let quantile = inverse_normal_cdf(delta * exp(0.04 * years));
            let strike = future * exp(deviation * deviation / 2.0 - deviation * quantile);
            // Roots to 1e-13 standard deviations; the future is typed to its last digit.
            close(
                number(&report, &format!("system.sizing.tenors[{index}].byRule")),
                strike,
                1e-9,
            );
        }
    }
}

/// The listed strikes nearest to the rule have deltas on both sides of it.
#[test]
fn a_listed_strike_is_the_one_nearest_to_the_rule() {
    for delta in [0.5, 0.3, 0.15] {
        let report = report(&format!("v=1&system=sizing&callDelta={delta}"));
        for index in 0..3 {
            let at = |name: &str| number(&report, &format!("system.sizing.tenors[{index}].{name}"));
            assert!((at("byRule") - at("strike")).abs() <= 0.5, "{delta} {index}");
            assert_eq!(at("strike").fract(), 0.0);
            // Half a point of strike moves a delta by less than 0.1 at these tenors.
            close(at("delta"), delta, 0.1);
        }
    }
}

/// Near calls by hand: F 18.3, K 18, 10 days, vol 0.8434 by the printed smile; gamma n(d1) e^-rT / (F s), four calls;
/// VIX up 7.4 % moves the future by 18.3 (1.074^0.750 - 1) = 1.007, a session's vol by 18.3 x 0.8434 / sqrt(252) = 0.972.
#[test]
fn gamma_scalping_of_the_near_calls_is_the_formula() {
    let report = report(EXAMPLE);
    let at = |path: &str| number(&report, &format!("system.sizing.scalps[0].{path}"));
    let (future, strike, years): (f64, f64, f64) = (18.3, 18.0, 10.0 / 365.0);
    let atm = 0.855;
    let x = ln(strike / future) / (atm * sqrt(years));
    let vol = atm * (1.0 + 0.155 * (x + sqrt(x * x + 0.0625) - 0.25));
    let deviation = vol * sqrt(years);
    let d1 = ln(future / strike) / deviation + deviation / 2.0;
    let density = exp(-d1 * d1 / 2.0) / sqrt(2.0 * core::f64::consts::PI);
    let gamma = exp(-0.04 * years) * density / (future * deviation);
    close(at("gamma"), 400.0 * gamma, 1e-8);
    let even = vol * future / sqrt(252.0);
    close(at("breakEvenMove"), even, 1e-9);
    // The response at ten days is printed as 0.750.
    close(at("futureMove"), future * (pow(1.074, 0.75) - 1.0), 1e-3);
    let moved = at("futureMove");
    close(at("gain"), 200.0 * gamma * (moved * moved - even * even), 1e-8);
    assert_eq!(at("minis"), 2.0, "four calls of delta 0.57 are 2.3 minis");
}

/// By hand: 20.5 / 19 - 1 over 80 days is 2.96 % for 30; 10 % of contango in 30 days closes a gate of 9 and not of 10.
#[test]
fn the_gate_closes_above_its_threshold() {
    let gate = |link: &str| {
        let report = report(&format!("v=1&system=sizing&{link}"));
        figure(&report, "system.sizing.gate").cloned().expect("a gate")
    };
    let default = report("v=1&system=sizing");
    close(
        number(&default, "system.sizing.contango.aMonth"),
        1.5 / 19.0 * 30.0 / 80.0,
        1e-15,
    );
    assert_eq!(gate("contangoGate=10"), "open");
    assert_eq!(gate("futures=30d:20,60d:22&contangoGate=9"), "closed");
    assert_eq!(gate("futures=30d:20,60d:22&contangoGate=10.5"), "open");
    assert_eq!(gate("futures=30d:22,60d:20"), "backwardation");
    assert_eq!(gate("futures=30d:20"), Value::Null);
}

/// A hedge left alone for one session is worth what the report's what-if says of the same layers.
#[test]
fn a_path_of_one_session_is_the_what_if() {
    let path = "path=sketch&pathDay1=-4";
    let report = report(&format!(
        "v=1&layers=4:vixCall:10d:k18,4:vixCall:37d:k20,2:vixCall:75d:k21&move=-4&system=sizing&{path}"
    ));
    let at = |path: &str| number(&report, path);
    for (walked, shown) in [
        ("system.sizing.path.habits[0].hedge", "combined.whatIf.hedge"),
        ("system.sizing.path.habits[0].total", "combined.whatIf.total"),
        ("system.sizing.path.sessions[0].vix", "combined.whatIf.vix"),
        ("system.sizing.path.sessions[0].condor", "combined.whatIf.condor"),
    ] {
        // Contracts are multiplied before or after prices are added.
        close(at(walked), at(shown), 1e-9);
    }
    assert_eq!(at("system.sizing.path.habits[1].trades"), 0.0);
}

/// Taking the contracts over makes the layers the set: premium, cost and cover become the same.
#[test]
fn taking_the_contracts_over_makes_them_the_layers() {
    for start in [
        "",
        "&sizeBy=credit",
        "&sizeBy=vega&creditCap=10000",
        "&setReading=premium&callDelta=0.15",
    ] {
        let before = report(&format!("v=1&system=sizing{start}"));
        let action = &before["system"]["panel"]["actions"][0];
        let after = report(action["link"].as_str().expect("a link"));
        let size = |name: &str| number(&before, &format!("system.sizing.size.{name}"));
        close(number(&after, "hedge.cost.upfront"), size("dollars"), 1e-9);
        for (shown, told) in [
            ("hedge.share.life", "share.life"),
            ("hedge.share.rolled", "share.rolled"),
            ("hedge.neutralised.response", "vega"),
            ("hedge.neutralised.parallel", "vegaNaive"),
            ("combined.whatIf.offset", "offset"),
        ] {
            close(number(&after, shown), size(told), 1e-12);
        }
        assert_eq!(
            figure(&after, "system.sizing.size"),
            figure(&before, "system.sizing.size"),
            "the set does not depend on the layers"
        );
    }
}

/// A quote typed for a layer of a tenor is the price of that call in the set.
#[test]
fn a_quoted_tenor_keeps_its_quote() {
    let report = report("v=1&layers=4:vixCall:10d:k18:p1.4&system=sizing&strikeBy=level");
    // The quote's vol is solved to the last digit and priced again.
    close(number(&report, "system.sizing.tenors[0].price"), 1.4, 1e-12);
    close(number(&report, "system.sizing.tenors[1].price"), 2.11421, 5e-6);
}

/// Where a rule has no answer one set is shown, and the panel says so.
#[test]
fn a_rule_without_an_answer_falls_back_to_one_set() {
    // A condor that gains in a quiet scenario has no loss to offset.
    let report = report("v=1&move=0&day=5&vixTo=17.95&system=sizing&sizeBy=offset&offsetIn=whatIf");
    assert!(number(&report, "combined.whatIf.condor") > 0.0);
    assert_eq!(figure(&report, "system.sizing.chosen.whole"), Some(&Value::Null));
    assert_eq!(
        figure(&report, "system.sizing.size"),
        figure(&report, "system.sizing.one")
    );
    let notes = report["system"]["panel"]["notes"].to_string();
    assert!(notes.contains("One set is shown"), "{notes}");
}

#[test]
fn a_delta_that_no_strike_has_is_said_and_stood_in_for() {
    let report = report("v=1&vvix=300&farDte=730&callDelta=0.05&system=sizing");
    assert_eq!(
        figure(&report, "system.sizing.tenors[2].byRule"),
        Some(&Value::Null)
    );
    // The curve is flat beyond 220 days: 21.3, listed 21.
    assert_eq!(number(&report, "system.sizing.tenors[2].strike"), 21.0);
    let notes = report["system"]["panel"]["notes"].to_string();
    assert!(notes.contains("Far calls: No strike has this delta"), "{notes}");
}

#[test]
fn what_disagrees_is_a_problem_at_its_field() {
    for (link, field, words) in [
        (
            "budgetLow=13",
            "budgetLow",
            "Budget from must not lie above Budget to, 12; 13 does.",
        ),
        (
            "budgetHigh=20",
            "budgetHigh",
            "Budget to must not lie above the Cap, 15; 20 does.",
        ),
        ("path=sketch", "pathDay1", "type at least one session"),
        (
            "nearCount=0&middleCount=0&farCount=0",
            "nearCount",
            "a set needs one call at least",
        ),
    ] {
        let (inputs, _) = from_link(&format!("v=1&system=sizing&{link}"));
        let problems = inputs.check().expect_err("a problem");
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(problems[0].field, field);
        assert!(problems[0].message.contains(words), "{problems:?}");
        // Nothing of it matters while another system is asked about.
        let (other, _) = from_link(&format!("v=1&{link}"));
        assert!(other.check().is_ok());
    }
}

/// Cboe's rule at its limits: nothing up to 15 and above 50, 1 % up to 30, 0.5 % up to 50.
#[test]
fn cboe_s_rule_spends_by_the_future() {
    for (future, share) in [
        (12.0, 0.0),
        (15.0, 0.0),
        (15.01, 0.01),
        (30.0, 0.01),
        (30.01, 0.005),
        (50.0, 0.005),
        (50.01, 0.0),
    ] {
        assert_eq!(vxth_share(future).get(), share, "{future}");
    }
}

/// By hand: ten condors of a 50-point wing lose 37,200 before costs; nine lose 33,480, the hedge then nothing.
#[test]
fn plain_alternatives_have_the_figures_of_plain_arithmetic() {
    let report = report("v=1&spxFee=0&vixFee=0&futureFee=0&slippage=0&system=benchmarks&equalOn=upfront");
    let at = |id: usize, name: &str| number(&report, &format!("system.benchmarks.alternatives[{id}].{name}"));
    // Yours: 37,200 and the premium; its what-if is the report's.
    close(at(0, "worstLoss"), 37_200.0 + 1833.57, 0.005);
    close(at(0, "totals[0]"), number(&report, "combined.whatIf.total"), 1e-9);
    close(
        at(0, "share.rolled"),
        number(&report, "hedge.share.rolled"),
        1e-12,
    );
    // None: the condors alone.
    close(at(1, "worstLoss"), 37_200.0, 1e-9);
    close(at(1, "lower"), 6637.2, 1e-6);
    close(at(1, "upper"), 7487.8, 1e-6);
    // Fewer: 1,833.57 / 1,280 is 1.43, nearest to one, so nine are left and 1,280 of credit is given up.
    assert_eq!(at(2, "condors"), 9.0);
    close(at(2, "cost.upfront"), 1280.0, 1e-9);
    close(at(2, "totals[0]"), 0.9 * at(1, "totals[0]"), 1e-9);
    close(at(2, "worstLoss"), 33_480.0, 1e-9);
    // One call for 1, 2 and 4 condors: 10, 5 and 2 calls struck at 1.35 x 17.95 = 24.23, listed 24.
    for (id, calls) in [(5, 10.0), (6, 5.0), (7, 2.0)] {
        close(at(id, "cost.upfront") / calls, at(5, "cost.upfront") / 10.0, 1e-9);
        let holds = figure(&report, &format!("system.benchmarks.alternatives[{id}].holds"));
        assert_eq!(
            holds.and_then(Value::as_str),
            Some(&*format!("{calls} calls 24, 66 days"))
        );
    }
}

/// Put spreads cost at most the hedge's price, and the next strike up would cost more.
#[test]
fn put_spreads_are_struck_where_they_cost_the_hedge_s_price() {
    let cost = |link: &str| {
        let report = report(link);
        (
            number(&report, "system.benchmarks.budget"),
            number(&report, "system.benchmarks.alternatives[4].cost.upfront"),
            figure(&report, "system.benchmarks.alternatives[4].holds").map(Value::to_string),
        )
    };
    let (budget, spent, holds) = cost("v=1&system=benchmarks");
    assert!(spent <= budget, "{spent} of {budget}");
    let holds = holds.expect("words");
    let upper: f64 = holds
        .split_once("put spreads ")
        .and_then(|(_, rest)| rest.split_once('/'))
        .map(|(upper, _)| upper.parse().expect("a strike"))
        .expect("a spread");
    let next = report(&format!(
        "v=1&layers=10:spxPutSpread:45d:k{}:lo{}",
        upper + 5.0,
        upper - 45.0
    ));
    assert!(number(&next, "hedge.cost.upfront") > budget, "{upper}");
}

/// The closes of the spikes are those of the days they name, to the hundredth they are told to.
#[test]
fn the_spikes_of_the_past_are_the_closes_of_their_days() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/daily_spx_vix_vx1-4.csv");
    let Ok(text) = fs::read_to_string(&file) else {
        let _ = writeln!(
            io::stderr(),
            "not run: the daily closes are not beside the project"
        );
        return;
    };
    let closes: Vec<(&str, f64, f64)> = text
        .lines()
        .skip(1)
        .map(|line| {
            let mut cells = line.split(',');
            let date = cells.next().expect("a date");
            let mut number = || cells.next().expect("a cell").parse().expect("a number");
            (date, number(), number())
        })
        .collect();
    let (inputs, _) = from_link("v=1&spx=10000&vix=40");
    let plan = inputs.check().expect("valid");
    let starts = [
        "2011-07-29",
        "2015-08-17",
        "2018-01-31",
        "2020-02-21",
        "2022-08-25",
        "2024-07-31",
        "2025-04-02",
    ];
    assert_eq!(EPISODES.len(), starts.len());
    for (episode, start) in EPISODES.iter().zip(starts) {
        let from = closes
            .iter()
            .position(|(date, _, _)| *date == start)
            .expect("a day");
        let path = episode.over(&plan.package().market, 1.0, 1.0);
        assert_eq!(path.len(), episode.sessions());
        for (shock, (date, spx, vix)) in path.iter().zip(&closes[from + 1..]) {
            let (_, spx_before, vix_before) = closes[from];
            close(shock.spx / 10_000.0, spx / spx_before, 0.5001e-4);
            close(shock.vix - 40.0, vix - vix_before, 0.5001e-2);
            let days = days_between(read(start), read(date));
            assert_eq!(shock.day.get(), f64::from(days), "{start} to {date}");
        }
    }
}

fn read(date: &str) -> Date {
    parse(date).expect("a date")
}

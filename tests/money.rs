//! The system of the money behind the position: by hand, by libraries, and against the report.

use alvh::link::from_link;
use alvh::system;
use serde_json::Value;

fn report(link: &str) -> Value {
    let (inputs, problems) = from_link(link);
    assert!(problems.is_empty(), "{link}: {problems:?}");
    let plan = inputs
        .check()
        .unwrap_or_else(|problems| panic!("{link}: {problems:?}"));
    serde_json::to_value(plan.report()).expect("JSON")
}

fn figures(link: &str) -> Value {
    report(link)["system"]["money"].clone()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is a number"))
}

#[track_caller]
fn close(found: &Value, expected: f64, allowed: f64) {
    assert!(
        (number(found) - expected).abs() <= allowed,
        "{found} is not {expected}"
    );
}

/// By hand: 0.6 x 9 + 0.4 x 7 x 0.75 = 7.5 %; on 50,000 for 45 days 462.33, or 0.4623 points of ten condors; break-evens of
/// 6,637.26 and 7,487.74 move in by that.
#[test]
fn the_cost_of_capital_moves_the_break_evens() {
    let found = figures("v=1&system=money&waccFrom=parts&costOfDebt=7&debtShare=40&taxRate=25");
    close(&found["wacc"], 0.075, 1e-15);
    close(&found["financing"], 462.328_767, 1e-6);
    close(&found["financingPoints"], 0.462_329, 1e-6);
    close(&found["breakEven"][0], 6_637.722_329, 1e-6);
    close(&found["breakEven"][1], 7_487.277_671, 1e-6);
    // On a condor of a day it is a thousandth of a point: 10,000 of margin, 8 %, a day.
    let day = figures(
        "v=1&longPut=7035&shortPut=7045&shortCall=7215&longCall=7225&credit=1.15&condorDte=1&move=-2&system=money",
    );
    close(&day["financing"], 2.191_781, 1e-6);
    close(&day["financingPoints"], 0.002_192, 1e-6);
}

/// The quiet ending is the report's own: the most the condor earns less the hedge's cost over its life.
#[test]
fn the_quiet_ending_is_the_report_s() {
    for link in [
        "v=1&system=money",
        "v=1&condorDte=30&condors=3&credit=9&system=money",
    ] {
        let report = report(link);
        let found = &report["system"]["money"];
        let profit = number(&report["condor"]["maxProfit"]) - number(&report["hedge"]["cost"]["life"]);
        let quiet = &found["endings"][0];
        close(&quiet["profit"], profit, 1e-6);
        let out = number(&report["condor"]["margin"]) + number(&report["hedge"]["cost"]["upfront"])
            - number(&report["condor"]["maxProfit"]);
        close(&quiet["tiedUp"], out, 1e-6);
        close(&quiet["simpleReturn"], profit / out, 1e-12);
        let flows: f64 = found["flows"]
            .as_array()
            .expect("flows")
            .iter()
            .map(|flow| number(&flow["amount"]))
            .sum();
        assert!((flows - profit).abs() < 1e-6);
    }
}

/// Two flows, so by hand: (1 + 11,165.47 / 39,145.24)^(365/45) - 1; scipy 1.17.1's `brentq` gives the same digits.
#[test]
fn the_internal_rate_of_two_flows_by_hand() {
    let quiet = figures("v=1&system=money")["endings"][0].clone();
    assert_eq!(
        (number(&quiet["signChanges"]), number(&quiet["rates"])),
        (1.0, 1.0)
    );
    close(&quiet["irrOverSpan"], number(&quiet["simpleReturn"]), 1e-11);
    close(&quiet["irr"], SCIPY_QUIET, 1e-6);
}

const SCIPY_QUIET: f64 = 6.655_275_6;

/// Flows of -39,145.2425, +110,000 after 10 days and -59,689.2884 after 45: scipy 1.17.1's `brentq`, once on either side of the
/// lowest point, finds both rates over the 45 days.
#[test]
fn a_payment_on_the_way_makes_two_rates() {
    let preset = system::SYSTEMS
        .iter()
        .flat_map(|about| about.presets)
        .find(|preset| preset.id == "money-two-rates");
    let quiet = figures(preset.expect("the preset").link)["endings"][0].clone();
    assert_eq!(
        (number(&quiet["signChanges"]), number(&quiet["rates"])),
        (2.0, 2.0)
    );
    assert_eq!(quiet["irr"], Value::Null);
    for (place, expected) in SCIPY_PUMP.into_iter().enumerate() {
        close(&quiet["allRates"][place], expected, 1e-6 * (1.0 + expected));
    }
    // Modified by numpy-financial's formula: 59,689.29 at 8 % back to now and 39,145.24 against 110,000 at e^0.04 to day 45.
    close(&quiet["mirr"], NUMPY_MIRR, 1e-6);
}

const SCIPY_PUMP: [f64; 2] = [-0.228_718_905, 96.470_960_67];
const NUMPY_MIRR: f64 = 1.574_517_301;

/// Odds of 80, 15 and 5 %: the mean of the three profits by hand.
#[test]
fn the_mean_ending_is_the_odds_mean() {
    let found = figures("v=1&system=money");
    let profit = |place: usize| number(&found["endings"][place]["profit"]);
    let mean = 0.80 * profit(0) + 0.15 * profit(1) + 0.05 * profit(2);
    close(&found["endings"][3]["profit"], mean, 1e-6);
    close(
        &found["capm"]["alphaByOdds"],
        mean / 1e5 - capm_asks(&found),
        1e-12,
    );
}

/// What the mean beta asks for beyond the interest rate over 45 days, a fraction of the capital.
fn capm_asks(found: &Value) -> f64 {
    let beta = &found["capm"]["beta"];
    f64::midpoint(number(&beta["fall"]), number(&beta["rise"])) * 0.05 * 45.0 / 365.0
}

#[test]
fn beta_and_tail_are_the_report_s_and_alpha_by_hand() {
    let report = report("v=1&system=money");
    let (found, money) = (&report["system"]["money"], &report["money"]);
    let capm = &found["capm"];
    assert_eq!(capm["beta"], money["beta"]);
    assert_eq!(capm["required"], money["requiredReturn"]);
    assert_eq!(capm["expectedShortfall"], money["expectedShortfall"]);
    close(
        &capm["alphaDollars"],
        number(&capm["mean"]) - 1e5 * capm_asks(found),
        1e-6,
    );
}

/// A condor alone, sold at the model's own price, earns under the model's own odds what its fees and interest leave: the credit
/// grown at the interest rate is the mean payoff.
#[test]
fn the_mean_of_a_fair_condor_is_interest_and_fees() {
    let report = report("v=1&layers=none&system=money");
    let value = number(&report["condor"]["value"]);
    let expected = 12_800.0 - 60.0 - value * libm::exp(0.04 * 45.0 / 365.0);
    // The distribution is cut at seven deviations below and four above, and is even within steps of a twentieth.
    close(
        &report["system"]["money"]["capm"]["mean"],
        expected,
        50_000.0 * 1e-3,
    );
}

/// By hand: 50,000 over the hedge's 1,885.24 and the worst scenario with 5 % on it.
#[test]
fn the_quick_ratio_by_hand() {
    let report = report("v=1&system=money");
    let totals = report["scenarios"]
        .as_array()
        .expect("scenarios")
        .iter()
        .map(|scenario| number(&scenario["total"]));
    let worst = totals.fold(number(&report["combined"]["whatIf"]["total"]), f64::min);
    let liquidity = &report["system"]["money"]["liquidity"];
    let due = 1_885.242_5 - 1.05 * worst;
    close(&liquidity["due"], due, 1e-4);
    close(&liquidity["ratio"], 50_000.0 / due, 1e-8);
    assert_eq!(liquidity["holds"], true);
    let strict = figures("v=1&system=money&liquidityFloor=2");
    assert_eq!(strict["liquidity"]["holds"], false);
    let typed = figures("v=1&system=money&nearLoss=10000&exitSlippage=10&marginDue=7114.7575&layers=none");
    // 50,000 / (0 + 7,114.7575 + 11,000).
    close(&typed["liquidity"]["ratio"], 2.760_180, 1e-6);
}

/// By hand: 159.2 - 145.1 - e^(-0.04 x 45/365) (7,163.4861 - 7,150) = 0.6802; 0.5 of it goes to the legs. Forward variance:
/// `QuantLib` 1.44, `blackForwardVol` of 17.95 % to 30 and 18.9 % to 60 days.
#[test]
fn relative_value_by_hand() {
    let preset = system::SYSTEMS
        .iter()
        .flat_map(|about| about.presets)
        .find(|preset| preset.id == "money-relative-value");
    let found = figures(preset.expect("the preset").link);
    let parity = &found["parity"];
    close(&parity["forward"], 7_163.486_113, 1e-6);
    close(&parity["gap"], 0.680_230, 1e-6);
    close(&parity["left"], 0.180_230, 1e-6);
    assert_eq!(parity["trade"], "conversion");
    let variance = &found["variance"];
    close(&variance["ceiling"], 19.804_481_815_993_066, 1e-10);
    close(&variance["room"], 0.804_481_815_993_066, 1e-10);
    close(&variance["impliedVolOfVix"], 1.004_532_722_245_914_4, 1e-9);
    // At-the-money vols hold less variance: 0.82 of VIX by the default.
    let scaled = figures("v=1&system=money&varianceFrom=atTheMoney&nearVol=14.719&farVol=15.498");
    close(&scaled["variance"]["ceiling"], 19.804_481_815_993_066, 1e-10);
}

/// What contradicts itself is a problem at its field.
#[test]
fn odds_and_expiries_must_agree() {
    for (link, field) in [
        ("v=1&system=money&winChance=90&moveChance=20", "moveChance"),
        ("v=1&system=money&nearDays=60&farDays=60", "farDays"),
    ] {
        let problems = from_link(link).0.check().expect_err("a contradiction");
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(problems[0].field, field);
    }
}

//! What a person can set for layers that come on at VIX thresholds.

use alloc::format;
use alloc::vec::Vec;

use crate::field::{Group, Problem};
use crate::format::plain;
use crate::inputs::table::{ADVANCED, PLAIN, WHOLE};
use crate::inputs::{Inputs, OURS};

/// Where its fields stand in the form.
pub const GROUP: Group = Group {
    id: "thresholds",
    title: "Layers at VIX thresholds",
    help: "VIX calls that come on as VIX crosses three levels. The what-if above is the rise they meet.",
};

/// Early signs that enlarge the first layer, as typed.
pub const SIGNS: &[&str] = &["none", "breadth", "momentum", "both"];
const SIGN_LABELS: &[&str] = &["None", "Breadth lags SPX", "RSI and MACD turn", "Both"];

const LEVELS: &str =
    "Document 003 names thresholds, no numbers; 16, 20 and 25 are ours. Answer pages: 18, 22, 28";
const CALLS: &str = "4/4/2 as in document 001; which layer has how many is ours";
const JUMP: &str = "Document 003 names the announcement; its size is ours";

table! {
    /// Layers that come on at VIX thresholds.
    pub struct Thresholds at [systems.thresholds];
    level_one: Number = Some(16.0), "levelOne", "First layer from VIX", "VIX points", "thresholds",
        (9.0..=150.0 step 0.5), PLAIN, LEVELS,
        "The first layer is held while VIX is at or above this level.";
    level_one_calls: Number = Some(4.0), "levelOneCalls", "Its calls", "contracts", "thresholds",
        (0.0..=1000.0 step 1.0), WHOLE, CALLS,
        "VIX calls of the first layer.";
    level_two: Number = Some(20.0), "levelTwo", "Second layer from VIX", "VIX points", "thresholds",
        (9.0..=150.0 step 0.5), PLAIN, LEVELS,
        "The second layer is added from this level.";
    level_two_calls: Number = Some(4.0), "levelTwoCalls", "Its calls", "contracts", "thresholds",
        (0.0..=1000.0 step 1.0), WHOLE, CALLS,
        "VIX calls of the second layer.";
    level_three: Number = Some(25.0), "levelThree", "Third layer from VIX", "VIX points", "thresholds",
        (9.0..=150.0 step 0.5), PLAIN, LEVELS,
        "The third layer is added from this level.";
    level_three_calls: Number = Some(2.0), "levelThreeCalls", "Its calls", "contracts", "thresholds",
        (0.0..=1000.0 step 1.0), WHOLE, CALLS,
        "VIX calls of the third layer.";
    level_days: Number = Some(30.0), "levelDays", "Days of the calls", "days", "thresholds",
        (1.0..=365.0 step 1.0), PLAIN, OURS,
        "Calendar days from now to the expiry of all three layers.";
    level_otm: Number = Some(25.0), "levelOtm", "Strike above the future", "%", "thresholds",
        (-50.0..=200.0 step 5.0), PLAIN, "Ours; answer pages: 15 to 35 %",
        "How far above today’s VIX future of that expiry the calls are struck, to the nearest listed strike.";
    early_signs: Choice = SIGNS[0], "earlySigns", "Early signs", "", "thresholds",
        (SIGNS, SIGN_LABELS), PLAIN, "Document 003: RSI, MACD and breadth before VIX spikes",
        "Signs you see now; each enlarges the first layer by the share below.";
    first_boost: Number = Some(40.0), "firstBoost", "Each enlarges it by", "%", "thresholds",
        (0.0..=75.0 step 5.0), ADVANCED, "Document 003: increase the first layer; an answer page: 40 to 75 %",
        "How much larger one early sign makes the first layer.";
    calm_cost: Number = Some(12.0), "calmCost", "Cost allowed in a calm", "% of credit", "thresholds",
        (0.0..=200.0 step 1.0), PLAIN, "Document 001: 8 to 12 % of the credit",
        "What the layers that are on may cost over the condor’s life if nothing happens.";
    pool_low: Maybe = None, "poolLow", "Pool from", "points", "thresholds",
        (1.0..=200_000.0 step 5.0), ADVANCED, "Empty: the short put",
        "Lower end of the range of a concentrated liquidity pool, an SPX level.";
    pool_high: Maybe = None, "poolHigh", "Pool to", "points", "thresholds",
        (1.0..=200_000.0 step 5.0), ADVANCED, "Empty: the short call",
        "Upper end of that range.";
    fomc_in: Maybe = None, "fomcIn", "FOMC decision in", "days", "thresholds",
        (0.0..=365.0 step 1.0), PLAIN, "Empty: none known",
        "Calendar days to the next FOMC decision.";
    fomc_jump: Number = Some(1.0), "fomcJump", "It moves SPX by", "%", "thresholds",
        (0.0..=20.0 step 0.1), ADVANCED, JUMP,
        "One standard deviation that the decision adds to an ordinary day.";
    cpi_in: Maybe = None, "cpiIn", "CPI in", "days", "thresholds",
        (0.0..=365.0 step 1.0), PLAIN, "Empty: none known",
        "Calendar days to the next consumer price release.";
    cpi_jump: Number = Some(1.0), "cpiJump", "It moves SPX by", "%", "thresholds",
        (0.0..=20.0 step 0.1), ADVANCED, JUMP,
        "One standard deviation that the release adds to an ordinary day.";
    ppi_in: Maybe = None, "ppiIn", "PPI in", "days", "thresholds",
        (0.0..=365.0 step 1.0), PLAIN, "Empty: none known",
        "Calendar days to the next producer price release.";
    ppi_jump: Number = Some(0.5), "ppiJump", "It moves SPX by", "%", "thresholds",
        (0.0..=20.0 step 0.1), ADVANCED, JUMP,
        "One standard deviation that the release adds to an ordinary day.";
    wacc_reference: Number = Some(8.0), "waccReference", "Cost of capital at which calls count once", "% a year", "thresholds",
        (0.0..=50.0 step 0.5), ADVANCED, "Document 003 scales exposure with WACC; the rule is ours and has no theory behind it",
        "All calls grow with your cost of capital over this one, held between a half and one and a half; 0 leaves it out.";
    top_ten: Number = Some(35.0), "topTen", "Ten largest companies", "% of the index", "thresholds",
        (5.0..=100.0 step 1.0), ADVANCED, "Ours: at the reference, which changes nothing",
        "Weight of the ten largest companies in the S&P 500.";
    top_ten_reference: Number = Some(35.0), "topTenReference", "Weight at which the third layer counts once", "% of the index", "thresholds",
        (5.0..=100.0 step 1.0), ADVANCED, "Document 003 stresses the tail when the index is concentrated; the rule is ours",
        "The third layer grows with the weight over this one, up to one and a half times.";
}

/// What must agree: levels ascend, and a pool has its lower end below its upper one.
pub fn disagreements(inputs: &Inputs) -> Vec<Problem> {
    let typed = &inputs.systems.thresholds;
    let mut problems = Vec::new();
    // A value outside its limits has its own problem; nothing is said of the others because of it.
    let level = |level: f64| (9.0..=150.0).contains(&level);
    for (key, above, below, words) in [
        (
            "levelTwo",
            typed.level_two,
            typed.level_one,
            "second layer must come on above the first",
        ),
        (
            "levelThree",
            typed.level_three,
            typed.level_two,
            "third layer must come on above the second",
        ),
    ] {
        if level(above) && level(below) && above <= below {
            let message = format!("The {words}: {} is not above {}.", plain(above), plain(below));
            problems.push(Problem::new(key, message));
        }
    }
    let end = |end: Option<f64>| end.is_none_or(|end| (1.0..=200_000.0).contains(&end));
    let typed_one = typed.pool_low.is_some() || typed.pool_high.is_some();
    let low = typed.pool_low.unwrap_or(inputs.short_put);
    let high = typed.pool_high.unwrap_or(inputs.short_call);
    if typed_one && end(typed.pool_low) && end(typed.pool_high) && low >= high {
        let key = if typed.pool_low.is_some() {
            "poolLow"
        } else {
            "poolHigh"
        };
        let message = format!(
            "The pool must begin below its upper end: {} is not below {}.",
            plain(low),
            plain(high)
        );
        problems.push(Problem::new(key, message));
    }
    problems
}

//! What sizing takes: the set of calls, the rule for its size, its limits, and the path it is carried along.

use alloc::format;
use alloc::vec::Vec;

use super::super::table::{ADVANCED, PLAIN, WHOLE};
use super::super::{Inputs, OURS, entry};
use crate::field::{Group, Problem};
use crate::format::plain;

/// The groups of the form.
pub const GROUPS: [Group; 3] = [
    Group {
        id: "sizing",
        title: "The set of calls",
        help: "Three tenors of VIX calls, where they are struck, and the rule that says how many.",
    },
    Group {
        id: "sizingLimits",
        title: "Budget and limits",
        help: "What a set may cost, when nothing is added, and when it is time to leave.",
    },
    Group {
        id: "sizingPath",
        title: "The path",
        help: "A spike of the past over today’s levels, or one of your own, session by session.",
    },
];

/// How 4/4/2 is read.
pub const READINGS: &[&str] = &["contracts", "premium"];
const READING_LABELS: &[&str] = &[
    "Contracts: four, four and two calls",
    "Weights of the premium: 40/40/20",
];
/// How strikes are found.
pub const STRIKES_BY: &[&str] = &["delta", "above", "level"];
const STRIKES_BY_LABELS: &[&str] = &["By delta", "So much above the future", "As typed"];
/// The rules for the size.
pub const SIZES_BY: &[&str] = &["contracts", "credit", "dollars", "vega", "vegaNaive", "offset"];
const SIZES_BY_LABELS: &[&str] = &[
    "Calls for each condor",
    "Share of the credit",
    "Dollars",
    "Share of the vega, by response",
    "Share of the vega, all tenors alike",
    "Share of the loss in a scenario",
];
/// The four counts of cost.
pub const COUNTS: &[&str] = &["upfront", "life", "perDay", "rolled"];
/// What they are called.
pub const COUNT_LABELS: &[&str] = &[
    "Paid up front",
    "Over the condor’s life",
    "For a day",
    "With rolls",
];
/// The scenarios a hedge can be judged by.
pub const SCENARIOS: &[&str] = &[
    "whatIf",
    "fall2",
    "fall4",
    "fall7",
    "fall2beyond",
    "fall4beyond",
    "fall7beyond",
    "fallFlat",
    "riseThrough",
    "spikeFlat",
];
const SCENARIO_LABELS: &[&str] = &[
    "Your what-if",
    "SPX −2 %, VIX on the line",
    "SPX −4 %, VIX on the line",
    "SPX −7 %, VIX on the line",
    "SPX −2 %, VIX 20 % beyond the line",
    "SPX −4 %, VIX 20 % beyond the line",
    "SPX −7 %, VIX 20 % beyond the line",
    "SPX −4 %, VIX unchanged",
    "SPX 1 % above the short call",
    "VIX up 5 points, SPX unchanged",
];
/// The paths.
pub const PATHS: &[&str] = &[
    "sketch", "aug2011", "aug2015", "feb2018", "mar2020", "sep2022", "aug2024", "apr2025",
];
const PATH_LABELS: &[&str] = &[
    "Your own, session by session",
    "August 2011",
    "August 2015",
    "February 2018",
    "March 2020",
    "September 2022",
    "August 2024",
    "April 2025",
];

const COUNTS_442: &str = "Document 001: four layers of 7-14 days, four of 30-45, two of 60 and more";
const CLOSES: &str = "Daily closes of the S&P 500 and of VIX; the moves are laid over today’s levels";

table! {
    /// What sizing takes.
    pub struct Sizing at [systems.sizing];
    near_dte: Number = Some(10.0), "nearDte", "Near calls", "days", "sizing",
        (0.1..=730.0 step 1.0), PLAIN, COUNTS_442,
        "Calendar days to the expiry of the nearest calls.";
    middle_dte: Number = Some(37.0), "middleDte", "Middle calls", "days", "sizing",
        (0.1..=730.0 step 1.0), PLAIN, COUNTS_442,
        "Calendar days to the expiry of the middle calls.";
    far_dte: Number = Some(75.0), "farDte", "Far calls", "days", "sizing",
        (0.1..=730.0 step 1.0), PLAIN, COUNTS_442,
        "Calendar days to the expiry of the farthest calls.";
    near_count: Number = Some(4.0), "nearCount", "Near number", "of 4/4/2", "sizing",
        (0.0..=1000.0 step 1.0), WHOLE, COUNTS_442,
        "The first number of 4/4/2.";
    middle_count: Number = Some(4.0), "middleCount", "Middle number", "of 4/4/2", "sizing",
        (0.0..=1000.0 step 1.0), WHOLE, COUNTS_442,
        "The second number of 4/4/2.";
    far_count: Number = Some(2.0), "farCount", "Far number", "of 4/4/2", "sizing",
        (0.0..=1000.0 step 1.0), WHOLE, COUNTS_442,
        "The third number of 4/4/2.";
    reading: Choice = READINGS[0], "setReading", "4/4/2 means", "", "sizing",
        (READINGS, READING_LABELS), PLAIN, "The publisher’s pages read it both ways; contracts can be traded as they stand",
        "Contracts at each tenor, or weights of the premium: 4/4/2 puts 40 % of it into the first.";
    strikes_by: Choice = STRIKES_BY[0], "strikeBy", "Strikes", "", "sizing",
        (STRIKES_BY, STRIKES_BY_LABELS), PLAIN, "Document 001 names no strike; another page of its publisher says 0.50 delta in every layer",
        "By delta, so much above each future, or as typed; then the nearest listed strike.";
    call_delta: Number = Some(0.50), "callDelta", "Delta", "", "sizing",
        (0.05..=0.95 step 0.05), PLAIN, "0.50 in every layer: another page of document 001’s publisher; 0.30 and 0.15 are common",
        "The delta each call is struck at, on its own future, with the VIX smile.";
    call_above: Number = Some(0.0), "callAbove", "Above the future", "%", "sizing",
        (-50.0..=300.0 step 5.0), ADVANCED, "0 is ours: at the future; the publisher’s guide strikes 30 to 40 % above VIX",
        "How far above its own future each call is struck.";
    near_strike: Number = Some(18.0), "nearStrike", "Near strike", "VIX points", "sizing",
        (1.0..=1000.0 step 0.5), ADVANCED, OURS,
        "Strike of the nearest calls, where strikes are typed.";
    middle_strike: Number = Some(19.0), "middleStrike", "Middle strike", "VIX points", "sizing",
        (1.0..=1000.0 step 0.5), ADVANCED, OURS,
        "Strike of the middle calls, where strikes are typed.";
    far_strike: Number = Some(20.0), "farStrike", "Far strike", "VIX points", "sizing",
        (1.0..=1000.0 step 0.5), ADVANCED, OURS,
        "Strike of the farthest calls, where strikes are typed.";
    size_by: Choice = SIZES_BY[0], "sizeBy", "Size by", "", "sizing",
        (SIZES_BY, SIZES_BY_LABELS), PLAIN, OURS,
        "The rule that says how many sets; what the others would say stands beside it.";
    per_condor: Number = Some(1.0), "perCondor", "Calls for each condor", "contracts", "sizing",
        (0.0..=100.0 step 0.25), PLAIN, "Ten calls for ten condors, as readers of the method do; the publisher’s guide: one for 1, 2 or 4 condors",
        "VIX calls of all tenors together for each condor.";
    credit_share: Number = Some(10.0), "creditShare", "Share of the credit", "%", "sizing",
        (0.0..=1000.0 step 1.0), PLAIN, "Document 001: 8-12 % of the credit; its middle",
        "What the set may cost, as a share of the condors’ gross credit.";
    cost_count: Choice = COUNTS[0], "costCount", "Cost counted", "", "sizing",
        (COUNTS, COUNT_LABELS), PLAIN, "Document 001 speaks of the premium bought: up front",
        "The count of cost that the share and the cap are taken on.";
    hedge_dollars: Number = Some(2500.0), "hedgeDollars", "Dollars", "$", "sizing",
        (0.0..=1e9 step 100.0), ADVANCED, "A reader’s question to the publisher: $2,500 a unit",
        "What the set may cost at the start, fees and slippage included.";
    vega_share: Number = Some(60.0), "vegaShare", "Share of the vega", "%", "sizing",
        (0.0..=1000.0 step 5.0), PLAIN, "Document 004: 60-75 %",
        "Share of the condors’ loss per VIX point that the set is to take away.";
    offset_share: Number = Some(50.0), "offsetShare", "Share of the loss", "%", "sizing",
        (0.0..=1000.0 step 5.0), ADVANCED, OURS,
        "Share of the condors’ loss in the scenario that the set is to return.";
    offset_in: Choice = SCENARIOS[3], "offsetIn", "Judged by", "", "sizing",
        (SCENARIOS, SCENARIO_LABELS), PLAIN, OURS,
        "The scenario whose loss is offset; standing ones are valued after a day.";
    budget_low: Number = Some(8.0), "budgetLow", "Budget from", "% of the credit", "sizingLimits",
        (0.1..=1000.0 step 1.0), PLAIN, "Document 001: 8-12 %",
        "Lower end of the budget, a share of the condors’ gross credit.";
    budget_high: Number = Some(12.0), "budgetHigh", "Budget to", "% of the credit", "sizingLimits",
        (0.1..=1000.0 step 1.0), PLAIN, "Document 001: 8-12 %",
        "Upper end of the budget.";
    credit_cap: Number = Some(15.0), "creditCap", "Cap", "% of the credit", "sizingLimits",
        (0.1..=10_000.0 step 1.0), PLAIN, "Document 001: no more than 15 %",
        "No rule may spend more, on the count of cost chosen above.";
    vega_high: Number = Some(75.0), "vegaHigh", "Vega up to", "%", "sizingLimits",
        (0.0..=1000.0 step 5.0), ADVANCED, "Document 004: 60-75 %",
        "Upper end of the share of the vega, for what it would take.";
    contango_gate: Number = Some(10.0), "contangoGate", "No adding above", "% a month", "sizingLimits",
        (0.0..=100.0 step 1.0), PLAIN, "Document 001: not in extreme contango; 10 % is ours, between the 8 and 12 % of other pages",
        "Contango from the first quoted VIX future to the second, for 30 days, above which nothing is added.";
    ignore_band: Number = Some(0.5), "ignoreBand", "Ignored beyond a break-even", "%", "sizingLimits",
        (0.0..=20.0 step 0.1), PLAIN, "Document 001: leave at break-evens, not on daily noise; the width is ours",
        "How far SPX must be beyond a combined break-even before the alarm rings.";
    spread_width: Number = Some(10.0), "callSpreadWidth", "Call sold above", "VIX points", "sizingLimits",
        (0.5..=500.0 step 0.5), ADVANCED, OURS,
        "How far above each bought call one is sold, for the spread priced beside it.";
    vix_day: Number = Some(7.4), "vixDay", "VIX moves in a day", "%", "sizingLimits",
        (0.0..=100.0 step 0.5), ADVANCED, "Measured: root of the mean square of VIX’s daily log moves, 2004-2026; half of all days move less than 3.8 %",
        "A day’s move of spot VIX, for the estimate of gamma scalping.";
    path: Choice = PATHS[3], "path", "Path", "", "sizingPath",
        (PATHS, PATH_LABELS), PLAIN, CLOSES,
        "A spike of the past, or moves of your own below.";
    path_scale: Number = Some(1.0), "pathScale", "Stretched by", "", "sizingPath",
        (0.0..=5.0 step 0.1), ADVANCED, OURS,
        "Multiplies every move of the path: 0.5 is half the spike.";
    path_beyond: Number = Some(1.0), "pathBeyond", "VIX stretched by", "", "sizingPath",
        (0.0..=5.0 step 0.1), ADVANCED, OURS,
        "Multiplies the moves of VIX once more: 1.2 is 20 % beyond what the path says.";
    rebalance_band: Number = Some(0.20), "rebalanceBand", "Delta may drift by", "", "sizingPath",
        (0.0..=1.0 step 0.05), PLAIN, "Document 001: minor rebalancing once or twice a week; the band is ours",
        "A layer is traded only when its delta has left its first value by more, or it has settled.";
    day_1: Maybe = None, "pathDay1", "Session 1", "% of SPX", "sizingPath",
        (-60.0..=60.0 step 0.5), PLAIN, SKETCHED, "SPX on the first session; VIX follows on the line.";
    day_2: Maybe = None, "pathDay2", "Session 2", "% of SPX", "sizingPath",
        (-60.0..=60.0 step 0.5), PLAIN, SKETCHED, "SPX on the second session.";
    day_3: Maybe = None, "pathDay3", "Session 3", "% of SPX", "sizingPath",
        (-60.0..=60.0 step 0.5), PLAIN, SKETCHED, "SPX on the third session.";
    day_4: Maybe = None, "pathDay4", "Session 4", "% of SPX", "sizingPath",
        (-60.0..=60.0 step 0.5), PLAIN, SKETCHED, "SPX on the fourth session.";
    day_5: Maybe = None, "pathDay5", "Session 5", "% of SPX", "sizingPath",
        (-60.0..=60.0 step 0.5), PLAIN, SKETCHED, "SPX on the fifth session.";
    day_6: Maybe = None, "pathDay6", "Session 6", "% of SPX", "sizingPath",
        (-60.0..=60.0 step 0.5), ADVANCED, SKETCHED, "SPX on the sixth session.";
    day_7: Maybe = None, "pathDay7", "Session 7", "% of SPX", "sizingPath",
        (-60.0..=60.0 step 0.5), ADVANCED, SKETCHED, "SPX on the seventh session.";
    day_8: Maybe = None, "pathDay8", "Session 8", "% of SPX", "sizingPath",
        (-60.0..=60.0 step 0.5), ADVANCED, SKETCHED, "SPX on the eighth session.";
    day_9: Maybe = None, "pathDay9", "Session 9", "% of SPX", "sizingPath",
        (-60.0..=60.0 step 0.5), ADVANCED, SKETCHED, "SPX on the ninth session.";
    day_10: Maybe = None, "pathDay10", "Session 10", "% of SPX", "sizingPath",
        (-60.0..=60.0 step 0.5), ADVANCED, SKETCHED, "SPX on the tenth session.";
}

const SKETCHED: &str = "Empty: nothing moves; the path ends after the last one typed";

impl Sizing {
    /// The moves typed for a path of one's own, percent, up to the last one; what is left empty before it is 0.
    pub fn sketch(&self) -> Vec<f64> {
        let typed = [
            self.day_1,
            self.day_2,
            self.day_3,
            self.day_4,
            self.day_5,
            self.day_6,
            self.day_7,
            self.day_8,
            self.day_9,
            self.day_10,
        ];
        let last = typed.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
        typed
            .into_iter()
            .take(last)
            .map(Option::unwrap_or_default)
            .collect()
    }
}

/// Whether a number lies within the limits of its field.
fn allowed(key: &str, value: f64) -> bool {
    entry(key).is_some_and(|entry| (entry.field().min..=entry.field().max).contains(&value))
}

/// Ends of ranges that stand the wrong way round, and a path without a session.
pub fn disagreements(inputs: &Inputs) -> Vec<Problem> {
    let sizing = &inputs.systems.sizing;
    let mut found = Vec::new();
    let ordered = [
        (
            ("budgetLow", sizing.budget_low),
            ("budgetHigh", sizing.budget_high),
            "Budget from must not lie above Budget to",
        ),
        (
            ("budgetHigh", sizing.budget_high),
            ("creditCap", sizing.credit_cap),
            "Budget to must not lie above the Cap",
        ),
    ];
    for (lower, upper, words) in ordered {
        // A value outside its own limits has its own problem.
        if lower.1 > upper.1 && [lower, upper].iter().all(|(key, value)| allowed(key, *value)) {
            let message = format!("{words}, {}; {} does.", plain(upper.1), plain(lower.1));
            found.push(Problem::new(lower.0, message));
        }
    }
    if sizing.path == PATHS[0] && sizing.sketch().is_empty() {
        found.push(Problem::new(
            "pathDay1",
            "Session 1 is empty: type at least one session of your own path, or pick a spike of the past.",
        ));
    }
    if sizing.near_count + sizing.middle_count + sizing.far_count <= 0.0 {
        found.push(Problem::new(
            "nearCount",
            "Near number, Middle number and Far number are all 0: a set needs one call at least.",
        ));
    }
    found
}

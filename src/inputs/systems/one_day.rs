//! What a person can set for three layers around a condor of one day.

use alloc::vec::Vec;

use crate::field::{Group, Problem};
use crate::inputs::table::{ADVANCED, PLAIN};
use crate::inputs::{Inputs, OURS};

/// Where its fields stand in the form.
pub const GROUP: Group = Group {
    id: "oneDay",
    title: "Three layers around one day",
    help: "The condor, its market and the what-if are those above; here is what the three layers add.",
};

/// Ways to come by the expected move, as typed.
pub const MOVE_RULES: &[&str] = &["vix", "blend"];
const MOVE_RULE_LABELS: &[&str] = &["VIX over the square root of 252", "Blend with realised vol"];
/// What a fast filter says of the short strikes, as typed.
pub const FILTERS: &[&str] = &["hold", "widen", "tighten"];
const FILTER_LABELS: &[&str] = &["Leave as they are", "A strike further out", "A strike nearer"];
/// The sizes of VIX futures, as typed.
pub const FUTURES: &[&str] = &["vxm", "vx"];
/// What they are called.
pub const FUTURE_LABELS: &[&str] = &[
    "Mini VIX future (VXM), $100 a point",
    "VIX future (VX), $1,000 a point",
];
/// Announcements that switch the third layer on, as typed; the first is none.
pub const EVENTS: &[&str] = &["none", "fomc", "cpi", "ppi", "jobs"];
/// What they are called.
pub const EVENT_LABELS: &[&str] = &["None", "FOMC decision", "CPI", "PPI", "Jobs report"];

const MEASURED: &str = "Measured: 20-day realised vol of SPX, 2004-2026";
const TRIGGER: &str = "Document 002 names the trigger; the number is ours";

table! {
    /// Three layers around a condor of one day.
    pub struct OneDay at [systems.one_day];
    move_rule: Choice = MOVE_RULES[0], "moveRule", "Expected move", "", "oneDay",
        (MOVE_RULES, MOVE_RULE_LABELS), PLAIN, "Answer pages: VIX / sqrt(252), and blends",
        "How far SPX is expected to go in a day, one standard deviation.";
    move_factor: Number = Some(1.0), "moveFactor", "Factor on the move", "x", "oneDay",
        (0.5..=2.0 step 0.05), PLAIN, "Ours; answer pages use 1.026, or 0.8 to 2.0 by regime",
        "Multiplies the expected move. Recorded daily moves were 0.8 of the VIX rule.";
    realised_vol: Number = Some(12.5), "realisedVol", "20-day realised vol", "%", "oneDay",
        (1.0..=300.0 step 0.1), PLAIN, "Measured: the median of SPX, 2004-2026",
        "Yearly vol of SPX’s last 20 daily closes; the signals panel computes it from pasted closes.";
    vix9d: Maybe = None, "vix9d", "VIX9D", "VIX points", "oneDay",
        (5.0..=300.0 step 0.05), ADVANCED, "Empty: VIX itself",
        "Cboe’s 9-day VIX, the implied half of the blend.";
    blend_weight: Number = Some(60.0), "blendWeight", "Weight of implied vol", "%", "oneDay",
        (0.0..=100.0 step 5.0), ADVANCED, "Answer pages: 50 to 70 %",
        "Share of implied vol in the blend; realised vol has the rest.";
    cone_low: Number = Some(7.5), "coneLow", "Vol cone, a tenth below", "%", "oneDay",
        (0.1..=300.0 step 0.1), ADVANCED, MEASURED,
        "The 20-day realised vol that a tenth of all days were below.";
    cone_middle: Number = Some(12.5), "coneMiddle", "Vol cone, half below", "%", "oneDay",
        (0.1..=300.0 step 0.1), ADVANCED, MEASURED,
        "The 20-day realised vol that half of all days were below.";
    cone_high: Number = Some(26.0), "coneHigh", "Vol cone, nine tenths below", "%", "oneDay",
        (0.1..=300.0 step 0.1), ADVANCED, MEASURED,
        "The 20-day realised vol that nine tenths of all days were below.";
    shorts_at: Number = Some(1.2), "shortsAt", "Short strikes at", "x move", "oneDay",
        (0.1..=5.0 step 0.05), PLAIN, "Document 002: slightly outside the move; an answer page: 1.1 to 1.3",
        "How many expected moves to the condor’s expiry lie between SPX and each short strike.";
    wing_width: Maybe = None, "wingWidth", "Wing width", "points", "oneDay",
        (1.0..=500.0 step 5.0), PLAIN, "Empty: your wider wing; answer pages say 5 to 250 points and none decides",
        "Points from each short strike to the long one beyond it, for the strikes compared.";
    base_filter: Choice = FILTERS[0], "baseFilter", "Fast MACD says", "", "oneDay",
        (FILTERS, FILTER_LABELS), ADVANCED, "Document 002: MACD on very short time frames tightens or widens; a step is ours",
        "Moves the rule’s short strikes by one strike of 5 points.";
    short_delta: Number = Some(0.15), "shortDelta", "Delta to compare", "", "oneDay",
        (0.01..=0.5 step 0.01), ADVANCED, "An answer page: 0.12 to 0.18",
        "A fixed delta for the short strikes, shown beside those of the move.";
    session_range: Number = Some(70.0), "sessionRange", "Range so far today", "points", "oneDay",
        (0.0..=5000.0 step 5.0), PLAIN, OURS,
        "SPX’s high less its low in this session.";
    range_trigger: Number = Some(75.0), "rangeTrigger", "Layer two from a range of", "% of move", "oneDay",
        (0.0..=500.0 step 5.0), PLAIN, TRIGGER,
        "Switches layer two on when today’s range reaches this share of the expected daily move.";
    vix_up: Number = Some(0.0), "vixUp", "VIX since yesterday", "VIX points", "oneDay",
        (-100.0..=100.0 step 0.5), PLAIN, OURS,
        "VIX now less yesterday’s close.";
    vix_trigger: Number = Some(2.0), "vixTrigger", "Layer two from VIX up", "VIX points", "oneDay",
        (0.0..=50.0 step 0.5), PLAIN, TRIGGER,
        "Switches layer two on when VIX is up by this much since yesterday’s close.";
    pivot_future: Choice = FUTURES[0], "pivotFuture", "Layer two in", "", "oneDay",
        (FUTURES, FUTURE_LABELS), PLAIN, "Document 002: short-dated VIX futures; the mini is ours",
        "The VIX future that layer two buys.";
    pivot_dte: Number = Some(10.0), "pivotDte", "Its days", "days", "oneDay",
        (0.1..=270.0 step 1.0), PLAIN, "Document 002: short-dated; the days are ours",
        "Calendar days to that future’s settlement.";
    pivot_share: Number = Some(50.0), "pivotShare", "Loss to offset", "%", "oneDay",
        (0.0..=200.0 step 5.0), PLAIN, OURS,
        "Share of the condors’ loss in the what-if that layer two is to give back.";
    rsi_spx: Number = Some(55.0), "rsiSpx", "RSI of SPX", "", "oneDay",
        (0.0..=100.0 step 1.0), PLAIN, "Ours: the middle, which changes nothing",
        "14-day relative strength index of SPX; the signals panel computes it from pasted closes.";
    breadth: Number = Some(0.0), "breadth", "Breadth behind SPX", "of its range", "oneDay",
        (-1.0..=1.0 step 0.05), PLAIN, "Ours: level, which changes nothing",
        "SPX’s place between its lowest and highest close of late, 0 to 1, less that of the advance-decline line.";
    pivot_reach: Number = Some(25.0), "pivotReach", "Each signal moves it by", "%", "oneDay",
        (0.0..=90.0 step 5.0), ADVANCED, "Document 002 scales by RSI, term shape and breadth; how far is ours",
        "The most by which one of the three signals makes layer two larger or smaller.";
    tail_event: Choice = EVENTS[0], "tailEvent", "Announcement ahead", "", "oneDay",
        (EVENTS, EVENT_LABELS), PLAIN, "Document 002: layer three only for FOMC and macroeconomic surprises",
        "Switches layer three on, put spreads far below SPX that expire with the condor.";
    tail_at: Number = Some(2.5), "tailAt", "Put spreads at", "x move", "oneDay",
        (0.5..=10.0 step 0.1), PLAIN, OURS,
        "Expected moves to the condor’s expiry between SPX and the put that is bought.";
    tail_width: Number = Some(25.0), "tailWidth", "Their width", "points", "oneDay",
        (1.0..=1000.0 step 5.0), PLAIN, OURS,
        "Points from the put that is bought to the one that is sold.";
    tail_share: Number = Some(50.0), "tailShare", "Spreads per condor", "%", "oneDay",
        (0.0..=500.0 step 10.0), PLAIN, OURS,
        "Put spreads as a share of the condors: 50 is one for two.";
    tail_wacc: Number = Some(8.0), "tailWacc", "Cost of capital at which they count once", "% a year", "oneDay",
        (0.0..=50.0 step 0.5), ADVANCED, "Document 002 refers layer three to WACC; the rule is ours and has no theory behind it",
        "Put spreads grow with your cost of capital over this one, held between a half and one and a half; 0 leaves it out.";
    cap_base: Number = Some(10.0), "capBase", "Cap on the condors", "% of capital", "oneDay",
        (0.1..=100.0 step 0.5), ADVANCED, "An answer page: 10 % of the account; others say 1 to 3 %",
        "The most the condors may lose.";
    cap_pivot: Number = Some(2.0), "capPivot", "Cap on layer two", "% of capital", "oneDay",
        (0.1..=100.0 step 0.5), ADVANCED, OURS,
        "The most layer two may lose when SPX rises by one expected move.";
    cap_tail: Number = Some(1.0), "capTail", "Cap on layer three", "% of capital", "oneDay",
        (0.1..=100.0 step 0.5), ADVANCED, OURS,
        "The most layer three may cost.";
}

/// What must agree: the cone’s three vols ascend.
pub fn disagreements(inputs: &Inputs) -> Vec<Problem> {
    let cone = &inputs.systems.one_day;
    let mut problems = Vec::new();
    // A value outside its limits has its own problem; nothing is said of the others because of it.
    if !(0.1..=300.0).contains(&cone.cone_middle) {
        return problems;
    }
    if cone.cone_low >= cone.cone_middle {
        problems.push(Problem::new(
            "coneLow",
            "The vol that a tenth of all days were below must lie below the one that half of them were below.",
        ));
    }
    if cone.cone_high <= cone.cone_middle {
        problems.push(Problem::new(
            "coneHigh",
            "The vol that nine tenths of all days were below must lie above the one that half of them were below.",
        ));
    }
    problems
}

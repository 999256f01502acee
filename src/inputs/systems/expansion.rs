//! What a person can set of a sudden expansion of volatility: the facts, the changes to try, the target.

use alloc::vec::Vec;

use crate::field::{Group, Problem};
use crate::inputs::systems::{NO_YES, NO_YES_LABELS};
use crate::inputs::table::{ADVANCED, PLAIN, WHOLE};
use crate::inputs::{ASSUMED, Inputs, OURS};

/// Where its fields stand in the form, one group a question.
pub const GROUP: Group = Group {
    id: "expansion",
    title: "Isolated spike, or a regime that persists?",
    help: "Each fact you type has a vote; leave empty what you do not know.",
};
/// How far each change goes.
pub const MOVES: Group = Group {
    id: "expansion-moves",
    title: "The changes to try",
    help: "How far each change goes; all are priced side by side in the expanded market.",
};
/// What a change is held against.
pub const TARGET: Group = Group {
    id: "expansion-target",
    title: "What a change is held against",
    help: "The ending, the return you ask for, and the money set aside for adjustments.",
};

/// Ways in which an expansion exceeds the first two layers, as typed.
pub const EXCEEDS: &[&str] = &["futures", "loss"];
const EXCEEDS_LABELS: &[&str] = &[
    "Both futures are past their layers’ break-evens",
    "The condor loses more than both layers gain",
];
/// Wings that move, as typed.
pub const WING_SIDES: &[&str] = &["both", "puts", "calls"];
const WING_SIDE_LABELS: &[&str] = &["Both", "The put wing", "The call wing"];
/// Levels people call fair, as typed.
pub const FAIR_VALUES: &[&str] = &["forward", "earnings", "gordon"];
const FAIR_VALUE_LABELS: &[&str] = &["The forward", "Earnings x multiple", "Gordon’s dividend value"];
/// What a rolled condor keeps, as typed.
pub const KEEPS: &[&str] = &["strikes", "distance"];
const KEEPS_LABELS: &[&str] = &["Its strikes", "Its distance from the forward"];
/// Where shifted calls are struck, as typed.
pub const STRUCK: &[&str] = &["same", "future"];
const STRUCK_LABELS: &[&str] = &["Where they were", "At their new future"];
/// Futures the hedge is moved into, as typed.
pub const CONTRACTS: &[&str] = &["vixMini", "vixFuture"];
const CONTRACT_LABELS: &[&str] = &["Mini VIX future (VXM)", "VIX future (VX)"];
/// Which of the quoted futures, as typed.
pub const MONTHS: &[&str] = &["front", "second"];
const MONTH_LABELS: &[&str] = &["The nearest", "The second"];
/// The changes, as typed.
pub const CHANGES: &[&str] = &[
    "hold",
    "wingsIn",
    "wingsOut",
    "strangleIn",
    "strangleOut",
    "rollCondor",
    "rollAll",
    "hedgeForward",
    "hedgeBack",
    "toFutures",
    "toBlend",
];
const CHANGE_LABELS: &[&str] = &[
    "Hold",
    "Wings in",
    "Wings out",
    "Strangle in",
    "Strangle out",
    "Roll the condor",
    "Roll everything",
    "Hedge to later expiries",
    "Hedge to nearer expiries",
    "Hedge into VIX futures",
    "Hedge into a 30-day blend",
];

const DOCUMENT: &str = "Document 000";
const NAMED: &str = "Document 000 names it and gives no number; the threshold is ours";
const FLAG: &str = "Document 000 names it; no tested link, so it has no vote until you give flags a weight";

table! {
    /// A sudden expansion of volatility.
    pub struct Expansion at [systems.expansion];
    cpi_last: Maybe = None, "cpiLast", "CPI, last print", "%", "expansion",
        (-20.0..=50.0 step 0.1), PLAIN, DOCUMENT,
        "Consumer prices, the last print: year on year or month on month, as the one before.";
    cpi_before: Maybe = None, "cpiBefore", "CPI, the one before", "%", "expansion",
        (-20.0..=50.0 step 0.1), PLAIN, DOCUMENT,
        "The print before that, in the same measure.";
    ppi_last: Maybe = None, "ppiLast", "PPI, last print", "%", "expansion",
        (-50.0..=100.0 step 0.1), PLAIN, DOCUMENT,
        "Producer prices, the last print.";
    ppi_before: Maybe = None, "ppiBefore", "PPI, the one before", "%", "expansion",
        (-50.0..=100.0 step 0.1), PLAIN, DOCUMENT,
        "The print before that, in the same measure.";
    print_tolerance: Number = Some(0.2), "printTolerance", "Prints are stable within", "points of %", "expansion",
        (0.0..=10.0 step 0.1), ADVANCED, "Document 000 asks for stable prints and gives no number; ours",
        "Two prints no further apart than this speak for an isolated spike.";
    inverted_by: Number = Some(0.0), "invertedBy", "Curve inverted by more than", "%", "expansion",
        (-50.0..=100.0 step 1.0), ADVANCED, NAMED,
        "How far the nearest future stands above the second once VIX has risen. An inverted curve says stress now and expects less later.";
    rsi_spx: Maybe = None, "regimeRsiSpx", "RSI of SPX", "0 to 100", "expansion",
        (0.0..=100.0 step 1.0), PLAIN, DOCUMENT,
        "14-day RSI of SPX (Wilder’s), from your chart or the page’s signals.";
    rsi_spx_weak: Number = Some(40.0), "rsiSpxWeak", "SPX is weak below", "RSI", "expansion",
        (0.0..=100.0 step 1.0), ADVANCED, "The publisher’s pages: below 40 on one, 45 on another",
        "An RSI of SPX below this speaks for a change of regime.";
    rsi_vix: Maybe = None, "regimeRsiVix", "RSI of VIX", "0 to 100", "expansion",
        (0.0..=100.0 step 1.0), PLAIN, DOCUMENT,
        "14-day RSI of VIX (Wilder’s).";
    rsi_vix_high: Number = Some(65.0), "rsiVixHigh", "VIX is high above", "RSI", "expansion",
        (0.0..=100.0 step 1.0), ADVANCED, "The publisher’s pages: 50, 60 or 65 to 68",
        "An RSI of VIX above this speaks for a change of regime.";
    macd_vix: Maybe = None, "regimeMacdVix", "MACD of VIX over its signal", "VIX points", "expansion",
        (-100.0..=100.0 step 0.1), PLAIN, DOCUMENT,
        "MACD 12/26/9 of VIX less its signal line: above zero it is still rising.";
    flag_reer: Choice = NO_YES[0], "flagReer", "Currency stress (REER)", "", "expansion",
        (NO_YES, NO_YES_LABELS), ADVANCED, FLAG,
        "Whether the real effective exchange rate signals stress, as you judge it.";
    flag_rotation: Choice = NO_YES[0], "flagRotation", "Sector rotation", "", "expansion",
        (NO_YES, NO_YES_LABELS), ADVANCED, FLAG,
        "Whether market capitalisation rotates between sectors, as you judge it.";
    flag_gdp: Choice = NO_YES[0], "flagGdp", "GDP revised", "", "expansion",
        (NO_YES, NO_YES_LABELS), ADVANCED, FLAG,
        "Whether growth has been revised enough to matter, as you judge it.";
    flag_weight: Number = Some(0.0), "flagWeight", "Votes of a flag", "votes", "expansion",
        (0.0..=10.0 step 0.5), ADVANCED, OURS,
        "What each of these three flags counts for; nothing, unless you say so.";
    votes_needed: Number = Some(2.0), "votesNeeded", "Votes that make a regime", "votes", "expansion",
        (0.5..=20.0 step 0.5), PLAIN, OURS,
        "A regime persists where at least so many votes say so.";
    exceeds: Choice = EXCEEDS[0], "exceeds", "First two layers exceeded when", "", "expansion",
        (EXCEEDS, EXCEEDS_LABELS), PLAIN, "Document 000 asks for it and does not define it; both readings are ours",
        "A full roll waits until the expansion exceeds the hedge’s first two layers, as listed.";
    wing_step: Number = Some(10.0), "wingStep", "Wings move by", "points", "expansion-moves",
        (1.0..=500.0 step 5.0), PLAIN, "Document 000: 5 to 10 points",
        "How far the long strikes move towards the shorts, and away from them.";
    wing_side: Choice = WING_SIDES[0], "wingSide", "Which wing", "", "expansion-moves",
        (WING_SIDES, WING_SIDE_LABELS), ADVANCED, "Document 000: put and call wings",
        "Both long strikes, or one of them alone.";
    strangle_step: Number = Some(50.0), "strangleStep", "Shorts move by", "points", "expansion-moves",
        (0.0..=2000.0 step 5.0), PLAIN, "Document 000 gives no number; ours",
        "How far each short strike moves, its wing with it: inwards around a fair value, and outwards.";
    fair_value: Choice = FAIR_VALUES[0], "fairValue", "Fair value", "", "expansion-moves",
        (FAIR_VALUES, FAIR_VALUE_LABELS), PLAIN, "Document 000 names a P/E-implied fair value; the forward is ours",
        "The level the inward roll is centred on.";
    earnings: Number = Some(310.0), "earnings", "Earnings", "points a year", "expansion-moves",
        (1.0..=10_000.0 step 1.0), ADVANCED, ASSUMED,
        "Earnings of the index a year, in index points.";
    multiple: Number = Some(23.0), "multiple", "Price over earnings", "multiple", "expansion-moves",
        (1.0..=100.0 step 0.5), ADVANCED, ASSUMED,
        "The multiple of earnings you call fair.";
    dividend_growth: Number = Some(7.5), "dividendGrowth", "Dividends grow by", "% a year", "expansion-moves",
        (-10.0..=20.0 step 0.1), ADVANCED, ASSUMED,
        "For ever: a tenth of a percent moves Gordon’s value by hundreds of points.";
    roll_days: Number = Some(20.0), "rollDays", "Roll out by", "days", "expansion-moves",
        (1.0..=365.0 step 1.0), PLAIN, "The publisher’s pages: 15 to 20 days further",
        "How many days later the rolled condor expires, and the hedge with it where everything is rolled.";
    roll_keeps: Choice = KEEPS[0], "rollKeeps", "A rolled condor keeps", "", "expansion-moves",
        (KEEPS, KEEPS_LABELS), ADVANCED, OURS,
        "Its strikes, or its distance from the forward in whole steps of 5 points.";
    shift_days: Number = Some(30.0), "shiftDays", "Shift the hedge by", "days", "expansion-moves",
        (1.0..=365.0 step 1.0), PLAIN, OURS,
        "How many days later, or sooner, every VIX call expires; never fewer than 7 days ahead.";
    shift_struck: Choice = STRUCK[0], "shiftStruck", "Shifted calls are struck", "", "expansion-moves",
        (STRUCK, STRUCK_LABELS), ADVANCED, OURS,
        "At their old strikes, or at their new future in whole points.";
    futures_contract: Choice = CONTRACTS[0], "futuresContract", "Futures", "", "expansion-moves",
        (CONTRACTS, CONTRACT_LABELS), ADVANCED, OURS,
        "The contract the hedge is moved into: a Mini is a tenth, so whole contracts fit better.";
    futures_month: Choice = MONTHS[1], "futuresMonth", "Which future", "", "expansion-moves",
        (MONTHS, MONTH_LABELS), ADVANCED, "Document 000: longer-dated VIX futures",
        "The quoted future the hedge is moved into, of those that still run.";
    leg_slippage: Number = Some(0.10), "legSlippage", "Slippage of an SPX leg", "points", "expansion-moves",
        (0.0..=20.0 step 0.05), ADVANCED, OURS,
        "Lost on every SPX option traded, between the quote and the fill; more in a spike.";
    next_move: Number = Some(-3.0), "nextMove", "A further move", "%", "expansion-target",
        (-40.0..=40.0 step 0.5), PLAIN, OURS,
        "A second move the day after, VIX on the line from where it stands: what the hedge offsets of it.";
    end_spx: Maybe = None, "endSpx", "SPX at expiry", "points", "expansion-target",
        (100.0..=100_000.0 step 5.0), PLAIN, "Empty: where the expansion left it",
        "The level at which every choice ends, for its return.";
    end_vix: Maybe = None, "endVix", "VIX at expiry", "VIX points", "expansion-target",
        (9.0..=150.0 step 0.5), PLAIN, "Empty: back where it is today",
        "VIX at that ending: spikes fade faster than most hedges are sold.";
    target_irr: Number = Some(18.0), "targetIrr", "Target return", "% a year", "expansion-target",
        (-50.0..=1000.0 step 1.0), PLAIN, "The publisher’s pages: an example with a hurdle of 18 %",
        "The internal rate of return the package is to keep.";
    solve_for: Choice = CHANGES[4], "solveFor", "Fit the hedge after", "", "expansion-target",
        (CHANGES, CHANGE_LABELS), PLAIN, "Document 000: widen the shorts and recalibrate the VIX calls to a target return",
        "The change after which the number of contracts is solved for.";
    solve_layer: Number = Some(2.0), "solveLayer", "By its layer number", "", "expansion-target",
        (1.0..=12.0 step 1.0), WHOLE, OURS,
        "The layer whose contracts are varied, counted as listed after the change.";
    engine: Number = Some(30_000.0), "engine", "Set aside for adjustments", "$", "expansion-target",
        (0.0..=1e12 step 1000.0), PLAIN, "The publisher’s pages: 60 to 70 % of capital for condors, the rest for this",
        "The Second Engine: a purse of its own that pays for changes, so that the credit need not.";
    engine_drawn: Number = Some(0.0), "engineDrawn", "Of that, drawn before", "$", "expansion-target",
        (0.0..=1e12 step 100.0), PLAIN, OURS,
        "What earlier changes of this position have cost.";
    engine_rate: Number = Some(8.0), "engineRate", "Its money costs", "% a year", "expansion-target",
        (0.0..=50.0 step 0.5), ADVANCED, OURS,
        "What the purse’s money costs while it is drawn.";
    vol_cap: Number = Some(20.0), "volCap", "Most the account may swing", "% a year", "expansion-target",
        (0.0..=200.0 step 1.0), PLAIN, "Document 000 asks for thresholds and gives no number; ours",
        "One-day standard deviation of condor and hedge over the capital, times the root of 252.";
}

/// What must agree: the purse has paid no more than was put into it.
pub fn disagreements(inputs: &Inputs) -> Vec<Problem> {
    let purse = &inputs.systems.expansion;
    // A value outside its limits has its own problem; nothing is said of the other because of it.
    if !(0.0..=1e12).contains(&purse.engine) || purse.engine_drawn <= purse.engine {
        return Vec::new();
    }
    Vec::from([Problem::new(
        "engineDrawn",
        "What was drawn before must not exceed what was set aside: raise the one or lower the other.",
    )])
}

//! What a person can set for VIX futures during an intraday spike.

use alloc::format;
use alloc::vec::Vec;

use super::one_day::{FUTURE_LABELS, FUTURES};
use super::{NO_YES, NO_YES_LABELS};
use crate::field::{Group, Problem};
use crate::format::plain;
use crate::inputs::table::{ADVANCED, PLAIN, WHOLE};
use crate::inputs::{Inputs, OURS};

/// Where its fields stand in the form.
pub const GROUP: Group = Group {
    id: "intraday",
    title: "VIX futures in a spike",
    help: "How much of a stressed vega to neutralise, in which slices, and when they come off.",
};

/// Which future is bought, as typed.
pub const MONTHS: &[&str] = &["front", "second"];
const MONTH_LABELS: &[&str] = &["Front: the first quoted", "Second: the next one"];
/// Announcements that add VIX calls, as typed; the first is none.
pub const EVENTS: &[&str] = &["none", "fomc", "cpi", "ppi"];
/// What they are called.
pub const EVENT_LABELS: &[&str] = &["None", "FOMC decision", "CPI", "PPI"];

const SHARE: &str = "Document 004: about 60 to 75 %";
const TRANCHE: &str = "Document 004: 25 to 35 % of the target first";
const REMOVAL: &str = "Document 004: removed in stages; thirds at these levels are ours";

table! {
    /// VIX futures in a spike.
    pub struct Intraday at [systems.intraday];
    vega_inflation: Number = Some(40.0), "vegaInflation", "Vega grows by", "%", "intraday",
        (0.0..=300.0 step 5.0), PLAIN, "Document 004: a spike inflates vega by 40 %",
        "How much larger the spike makes what a VIX point costs the condors.";
    neutral_low: Number = Some(60.0), "neutralLow", "Neutralise from", "%", "intraday",
        (1.0..=150.0 step 5.0), PLAIN, SHARE,
        "The least share of the stressed vega that the futures are to take away.";
    neutral_high: Number = Some(75.0), "neutralHigh", "Neutralise to", "%", "intraday",
        (1.0..=150.0 step 5.0), PLAIN, SHARE,
        "The largest share; whole contracts aim at the middle of the two.";
    hedge_month: Choice = MONTHS[0], "hedgeMonth", "Month", "", "intraday",
        (MONTHS, MONTH_LABELS), PLAIN, "Document 004: front-month or second-month",
        "Which of the quoted VIX futures is bought.";
    hedge_future: Choice = FUTURES[0], "hedgeFuture", "Contract", "", "intraday",
        (FUTURES, FUTURE_LABELS), PLAIN, "Ours: the mini, a tenth, rounds less",
        "The size of the future that is bought.";
    first_tranche: Number = Some(30.0), "firstTranche", "First tranche", "% of target", "intraday",
        (10.0..=100.0 step 5.0), PLAIN, TRANCHE,
        "What is bought at once; the rest waits for confirmation.";
    next_tranche: Number = Some(30.0), "nextTranche", "Each further slice", "% of target", "intraday",
        (10.0..=100.0 step 5.0), PLAIN, "An answer page: slices of 25 to 35 % as well",
        "What each confirmation adds until the target is reached.";
    confirmations: Number = Some(0.0), "confirmations", "MACD confirmations so far", "", "intraday",
        (0.0..=10.0 step 1.0), WHOLE, "Document 004: further slices if MACD on VIX futures confirms",
        "How often MACD on the VIX future has confirmed since the first tranche; the signals panel computes it.";
    spike_start: Number = Some(3.0), "spikeStart", "First tranche at VIX up", "VIX points", "intraday",
        (0.0..=100.0 step 0.5), PLAIN, OURS,
        "How far VIX has risen from now when the first tranche is bought.";
    spike_top: Number = Some(8.0), "spikeTop", "Spike ends at VIX up", "VIX points", "intraday",
        (0.5..=120.0 step 0.5), PLAIN, OURS,
        "How far VIX has risen at its top, where the last slice is bought.";
    take_off_one: Number = Some(33.0), "takeOffOne", "First third off after", "% back", "intraday",
        (1.0..=100.0 step 1.0), ADVANCED, REMOVAL,
        "Share of the rise that VIX has given back when the first third is sold.";
    take_off_two: Number = Some(66.0), "takeOffTwo", "Second third off after", "% back", "intraday",
        (1.0..=100.0 step 1.0), ADVANCED, REMOVAL,
        "Share given back when the second third is sold.";
    take_off_three: Number = Some(90.0), "takeOffThree", "Last third off after", "% back", "intraday",
        (1.0..=100.0 step 1.0), ADVANCED, REMOVAL,
        "Share given back when the rest is sold.";
    nights_held: Number = Some(1.0), "nightsHeld", "Nights held", "", "intraday",
        (0.0..=60.0 step 1.0), WHOLE, OURS,
        "How many nights the futures are carried.";
    fill_loss: Number = Some(0.05), "fillLoss", "Slippage in a calm", "VIX points", "intraday",
        (0.0..=2.0 step 0.01), ADVANCED, "Ours: a tick of VX; an answer page: 0.02 to 0.04",
        "What a fill of one future loses against the middle of bid and ask, VIX at or below 20.";
    fill_loss_growth: Number = Some(0.01), "fillLossGrowth", "More per VIX point above 20", "VIX points", "intraday",
        (0.0..=1.0 step 0.005), ADVANCED, "Document 004: slippage grows in spikes; by how much is ours",
        "How much more a fill loses for each point of VIX above 20.";
    clock_hour: Number = Some(15.0), "clockHour", "New York time, hour", "h", "intraday",
        (0.0..=23.0 step 1.0), WHOLE, OURS,
        "The hour in New York at which you would trade, 0 to 23; the page never reads your clock.";
    clock_minute: Number = Some(10.0), "clockMinute", "New York time, minute", "min", "intraday",
        (0.0..=59.0 step 1.0), WHOLE, OURS,
        "The minute of that hour.";
    rsi_jump: Number = Some(0.0), "rsiJump", "RSI of VIX, rise", "points in three bars", "intraday",
        (-100.0..=100.0 step 1.0), PLAIN, OURS,
        "How far the 14-bar RSI of VIX has risen over three bars; the signals panel computes it.";
    rsi_trigger: Number = Some(15.0), "rsiTrigger", "A sharp rise is", "points", "intraday",
        (0.0..=100.0 step 1.0), ADVANCED, "Document 004: a sharp rise in RSI on VIX; the number is ours",
        "The rise of RSI that counts as sharp.";
    breadth_splits: Choice = NO_YES[0], "breadthSplits", "Breadth diverges from SPX", "", "intraday",
        (NO_YES, NO_YES_LABELS), PLAIN, "Document 004: a divergence of the advance-decline line precedes spikes",
        "Whether the advance-decline line parts from SPX.";
    event_now: Choice = EVENTS[0], "eventNow", "Spike on an announcement", "", "intraday",
        (EVENTS, EVENT_LABELS), PLAIN, "Document 004: FOMC, CPI or PPI add short-dated VIX calls",
        "Adds the VIX calls below while one is on.";
    event_calls: Number = Some(2.0), "eventCalls", "VIX calls added", "contracts", "intraday",
        (0.0..=1000.0 step 1.0), WHOLE, OURS,
        "How many VIX calls an announcement adds.";
    event_calls_days: Number = Some(7.0), "eventCallsDays", "Their days", "days", "intraday",
        (1.0..=90.0 step 1.0), ADVANCED, "Document 004: short-dated; the days are ours",
        "Calendar days to their expiry.";
    event_calls_otm: Number = Some(20.0), "eventCallsOtm", "Strike above their future", "%", "intraday",
        (-50.0..=200.0 step 5.0), ADVANCED, OURS,
        "How far above the VIX future of that expiry they are struck, to the nearest listed strike.";
    hedge_margin: Number = Some(10_000.0), "hedgeMargin", "Margin of one VX", "$", "intraday",
        (0.0..=1_000_000.0 step 500.0), PLAIN, "Ours: brokers have asked for $8,000 to $27,000",
        "Your broker’s margin for one VIX future; a mini takes a tenth.";
}

/// What must agree: shares, levels of the spike and stages of removal ascend.
pub fn disagreements(inputs: &Inputs) -> Vec<Problem> {
    let typed = &inputs.systems.intraday;
    let mut problems = Vec::new();
    for (key, (high, high_limits), (low, low_limits), words) in [
        (
            "neutralHigh",
            (typed.neutral_high, (1.0, 150.0)),
            (typed.neutral_low, (1.0, 150.0)),
            "largest share to neutralise must not lie below the least",
        ),
        (
            "spikeTop",
            (typed.spike_top, (0.5, 120.0)),
            (typed.spike_start, (0.0, 100.0)),
            "spike must not end below where the first tranche is bought",
        ),
        (
            "takeOffTwo",
            (typed.take_off_two, (1.0, 100.0)),
            (typed.take_off_one, (1.0, 100.0)),
            "second third must not come off before the first",
        ),
        (
            "takeOffThree",
            (typed.take_off_three, (1.0, 100.0)),
            (typed.take_off_two, (1.0, 100.0)),
            "last third must not come off before the second",
        ),
    ] {
        // A value outside its limits has its own problem; nothing is said of the others because of it.
        let sound = |value: f64, (least, most): (f64, f64)| (least..=most).contains(&value);
        if sound(high, high_limits) && sound(low, low_limits) && high < low {
            let message = format!("The {words}: {} is below {}.", plain(high), plain(low));
            problems.push(Problem::new(key, message));
        }
    }
    problems
}

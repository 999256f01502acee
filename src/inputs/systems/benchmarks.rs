//! What the benchmarks take: how the plain alternatives to a hedge are cut.

use super::super::OURS;
use super::super::table::{ADVANCED, PLAIN, WHOLE};
use super::sizing::{COUNT_LABELS, COUNTS};
use crate::field::Group;

/// The group of the form.
pub const GROUP: Group = Group {
    id: "benchmarks",
    title: "The alternatives",
    help: "Each costs what your hedge costs, where it can, or follows a rule of its own.",
};

table! {
    /// What the benchmarks take.
    pub struct Benchmarks at [systems.benchmarks];
    equal_on: Choice = COUNTS[1], "equalOn", "Equal cost", "", "benchmarks",
        (COUNTS, COUNT_LABELS), PLAIN, OURS,
        "On which count fewer condors, narrower wings and put spreads cost what your hedge costs.";
    fewer_condors: Maybe = None, "fewerCondors", "Fewer condors", "contracts", "benchmarks",
        (1.0..=10_000.0 step 1.0), WHOLE, "Empty: as many as give up the hedge’s cost in credit",
        "How many condors are left in the benchmark that hedges by selling fewer.";
    put_spreads: Maybe = None, "putSpreads", "Put spreads", "contracts", "benchmarks",
        (1.0..=10_000.0 step 1.0), WHOLE, "Empty: one for each condor",
        "How many SPX put spreads are bought for what the hedge costs.";
    put_spread_width: Maybe = None, "putSpreadWidth", "Width of a put spread", "points", "benchmarks",
        (5.0..=10_000.0 step 5.0), PLAIN, "Empty: as wide as the condor’s put wing",
        "Distance between its strikes; they are then set so that the spreads cost what the hedge costs.";
    simple_above: Number = Some(35.0), "simpleAbove", "Single calls struck above VIX", "%", "benchmarks",
        (0.0..=300.0 step 5.0), ADVANCED, "The publisher’s guide to hedging condors with VIX calls: 30 to 40 % above VIX",
        "Strike of the benchmark of one VIX call for 1, 2 or 4 condors, above spot VIX.";
    simple_after: Number = Some(21.0), "simpleAfter", "Single calls expire after the condor", "days", "benchmarks",
        (0.0..=365.0 step 1.0), ADVANCED, "The publisher’s guide to hedging condors with VIX calls: 2 to 4 weeks later",
        "How long after the condor those calls expire.";
}

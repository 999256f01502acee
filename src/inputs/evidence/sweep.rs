//! What a person can set for the sweep.

use super::super::OURS;
use super::super::table::PLAIN;
use super::Kind;
use crate::field::Group;

/// The kind of evidence.
pub const KIND: Kind = Kind {
    id: "sweep",
    title: "What changes the answer most",
    help: "One thing of the position changed at a time, down and up, in the what-if above; and every mix of contracts of your \
           layers, to see which return most for what they cost.",
    button: "Sweep",
    groups: &["sweep"],
    data: &[],
    texts_of: None,
};

/// The group of the form.
pub const GROUP: Group = Group {
    id: "sweep",
    title: "Sweep",
    help: "What is changed is priced by the model at today’s vols; the what-if is the one of the form.",
};

/// What the changes are measured by.
pub const MEASURES: &[&str] = &["offset", "total"];
const MEASURE_LABELS: &[&str] = &["Share of the loss returned", "Combined profit or loss"];
/// Counts of cost.
pub const COSTS: &[&str] = &["life", "upfront", "rolled"];
const COST_LABELS: &[&str] = &["Over the condor’s life", "Up front", "With rolls"];

table! {
    /// What the sweep takes.
    pub struct Sweep at [evidence.sweep];
    sweep_measure: Choice = MEASURES[0], "sweepMeasure", "Measured by", "", "sweep",
        (MEASURES, MEASURE_LABELS), PLAIN, OURS,
        "What the changes are put in order by; where the condor does not lose there is no share, and profit or loss is taken.";
    sweep_cost: Choice = COSTS[0], "sweepCost", "Cost counted", "", "sweep",
        (COSTS, COST_LABELS), PLAIN, OURS,
        "Which count of what the hedge costs the mixes of contracts are set against, as a share of the credit.";
}

//! The systems of the documents: which one is asked about, and what a person can set for each.
//!
//! The recipe for one more stands at the top of `src/system.rs`; its line here goes into each of five lists: the
//! modules, `SYSTEMS` with `SYSTEM_LABELS`, `GROUPS`, `Systems` and `TABLES`. A sixth, `AGREEMENTS`, is for a
//! system whose values must agree with one another.

pub mod calendar;
pub mod expansion;
pub mod intraday;
pub mod money;
pub mod sizing;
pub mod benchmarks;
pub mod one_day;
pub mod thresholds;

use alloc::vec::Vec;

use super::table::PLAIN;
use super::{Entry, Inputs, OURS};
use crate::field::{Group, Problem};

/// Names of the systems, as typed.
pub const SYSTEMS: &[&str] = &[
    "none", //
    "sizing",
    "expansion",
    "oneDay",
    "thresholds",
    "intraday",
    "money",
    "benchmarks",
    "calendar",
];
const SYSTEM_LABELS: &[&str] = &[
    "None", //
    "Sizing 4/4/2",
    "Sudden expansion",
    "One day",
    "VIX thresholds",
    "VIX futures, intraday",
    "Money",
    "Benchmarks",
    "Calendar",
];
/// A choice between the two.
pub const NO_YES: &[&str] = &["no", "yes"];
/// What they are called.
pub const NO_YES_LABELS: &[&str] = &["No", "Yes"];

/// The groups of the form that belong to systems, in their order.
pub const GROUPS: &[Group] = &[
    Group {
        id: "system",
        title: "Systems",
        help: "One question of the documents at a time; the rest of the page stays as it is.",
    },
    expansion::GROUP,
    expansion::MOVES,
    expansion::TARGET,
    one_day::GROUP,
    thresholds::GROUP,
    intraday::GROUP,
    money::GROUP,
    money::FLOWS,
    money::LIQUIDITY,
    money::PARITY,
    money::VARIANCE,
    calendar::GROUP,
    sizing::GROUPS[0],
    sizing::GROUPS[1],
    sizing::GROUPS[2],
    benchmarks::GROUP,
];

table! {
    /// The system asked about, and what each of them takes.
    pub struct Systems at [systems];
    system: Choice = SYSTEMS[0], "system", "System", "", "system",
        (SYSTEMS, SYSTEM_LABELS), PLAIN, OURS,
        "The document’s system to work through with these numbers; only that one is computed.";
    + {
        /// A sudden expansion of volatility.
        #[serde(flatten)]
        expansion: expansion::Expansion = expansion::Expansion::default();
        /// Three layers around a condor of one day.
        #[serde(flatten)]
        one_day: one_day::OneDay = one_day::OneDay::default();
        /// Layers at VIX thresholds.
        #[serde(flatten)]
        thresholds: thresholds::Thresholds = thresholds::Thresholds::default();
        /// VIX futures in a spike.
        #[serde(flatten)]
        intraday: intraday::Intraday = intraday::Intraday::default();
        /// The money behind the position.
        #[serde(flatten)]
        money: money::Money = money::Money::default();
        /// The dates that days are counted from and to.
        #[serde(flatten)]
        calendar: calendar::Calendar = calendar::Calendar::default();
        /// What sizing takes.
        #[serde(flatten)]
        sizing: sizing::Sizing = sizing::Sizing::default();
        /// What the benchmarks take.
        #[serde(flatten)]
        benchmarks: benchmarks::Benchmarks = benchmarks::Benchmarks::default();
    }
}

/// The tables of all, in the order of the form.
pub const TABLES: &[&[Entry]] = &[
    ENTRIES, //
    expansion::ENTRIES,
    one_day::ENTRIES,
    thresholds::ENTRIES,
    intraday::ENTRIES,
    money::ENTRIES,
    calendar::ENTRIES,
    sizing::ENTRIES,
    benchmarks::ENTRIES,
];

/// A system, and what is wrong with its values together.
type Agreement = (&'static str, fn(&Inputs) -> Vec<Problem>);

/// The systems whose values must agree with one another.
const AGREEMENTS: &[Agreement] = &[
    ("sizing", sizing::disagreements),
    ("expansion", expansion::disagreements),
    ("money", money::disagreements),
    ("oneDay", one_day::disagreements),
    ("thresholds", thresholds::disagreements),
    ("intraday", intraday::disagreements),
    ("calendar", calendar::disagreements),
];

/// What is wrong with the chosen system's values together, each alone being within its limits.
pub fn disagreements(inputs: &Inputs) -> Vec<Problem> {
    AGREEMENTS
        .iter()
        .filter(|(id, _)| *id == inputs.systems.system)
        .flat_map(|(_, disagreements)| disagreements(inputs))
        .collect()
}

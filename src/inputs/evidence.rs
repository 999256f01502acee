//! What a person can set for the evidence: past spikes, and what else takes more than a moment.
//!
//! One more kind of evidence is a module with `GROUP` and `table!`, and its line in each of the lists below.

pub mod past_spikes;
pub mod simulation;
pub mod history;
pub mod sweep;
pub mod verdict;

use serde::Serialize;

use super::Entry;
use crate::field::Group;

/// What JavaScript sees of it.
pub const DECLARATIONS: &str = include_str!("evidence.d.ts");

/// A kind of evidence, before any of it is worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Kind {
    /// Short name, unique.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What is done, in a sentence or two.
    pub help: &'static str,
    /// What the button says that has it worked out.
    pub button: &'static str,
    /// Groups of the form that belong to it.
    pub groups: &'static [&'static str],
    /// The texts it needs of the reader's.
    pub data: &'static [Data],
    /// The kind whose texts it takes as well, where the reader has brought them.
    #[serde(rename = "textsOf")]
    pub texts_of: Option<&'static str>,
}

/// A text that a kind of evidence needs of the reader's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Data {
    /// What it is.
    pub label: &'static str,
    /// What it may look like.
    pub help: &'static str,
}

/// All kinds, in the order they are shown.
pub const KINDS: &[Kind] = &[
    verdict::KIND,
    past_spikes::KIND,
    simulation::KIND,
    history::KIND,
    sweep::KIND,
];

/// The groups of the form that belong to evidence, in their order.
pub const GROUPS: &[Group] = &[
    past_spikes::GROUP,
    simulation::GROUP,
    history::GROUP,
    sweep::GROUP,
];

table! {
    /// What each kind of evidence takes.
    pub struct Evidence at [evidence];
    + {
        /// What past spikes take.
        #[serde(flatten)]
        past_spikes: past_spikes::PastSpikes = past_spikes::PastSpikes::default();
        /// What the simulation takes.
        #[serde(flatten)]
        simulation: simulation::Simulation = simulation::Simulation::default();
        /// What the walk through a history takes.
        #[serde(flatten)]
        history: history::History = history::History::default();
        /// What the sweep takes.
        #[serde(flatten)]
        sweep: sweep::Sweep = sweep::Sweep::default();
    }
}

/// The tables of all, in the order of the form.
pub const TABLES: &[&[Entry]] = &[
    ENTRIES,
    past_spikes::ENTRIES,
    simulation::ENTRIES,
    history::ENTRIES,
    sweep::ENTRIES,
];

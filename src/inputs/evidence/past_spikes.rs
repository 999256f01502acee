//! What a person can set for the replay of past spikes.

use super::super::OURS;
use super::super::table::PLAIN;
use super::Kind;
use crate::field::Group;

/// The kind of evidence.
pub const KIND: Kind = Kind {
    id: "spikes",
    title: "Your structure in past spikes",
    help: "Spikes from 2007 to 2025 laid over today’s numbers: SPX, VIX and the first three VIX futures move as they were \
           recorded to, and beside it stands what the model would have said.",
    button: "Replay past spikes",
    groups: &["spikes"],
    data: &[],
    texts_of: None,
};

/// The group of the form.
pub const GROUP: Group = Group {
    id: "spikes",
    title: "Past spikes",
    help: "Which spikes on record the position goes through again.",
};

/// Which spikes are replayed.
pub const LENGTHS: &[&str] = &["all", "one", "several"];
const LENGTH_LABELS: &[&str] = &["All", "Of one session", "Of several sessions"];

table! {
    /// What past spikes take.
    pub struct PastSpikes at [evidence.past_spikes];
    spike_length: Choice = LENGTHS[0], "spikeLength", "Spikes", "", "spikes",
        (LENGTHS, LENGTH_LABELS), PLAIN, OURS,
        "Which spikes on record are replayed, by how long they took.";
}

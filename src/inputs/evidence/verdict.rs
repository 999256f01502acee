//! What a person can set for the answer from all evidence: nothing of its own, it follows what is set for each kind.

use super::{Kind, history};

/// The kind of evidence.
pub const KIND: Kind = Kind {
    id: "verdict",
    title: "Does it offset spikes? The answer from all evidence",
    help: "What share of the loss the hedge returned, how often, and what it cost: in the spikes on record, in thousands of \
           futures drawn, and over your own history if you bring one. Each goes by what is set for it below.",
    button: "Answer from all evidence",
    groups: &[],
    data: &[],
    texts_of: Some(history::KIND.id),
};

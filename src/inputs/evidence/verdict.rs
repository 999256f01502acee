//! What a person can set for the answer from all evidence: nothing of its own, it follows what is set for each kind.

use super::{Data, Kind};

/// The kind of evidence.
pub const KIND: Kind = Kind {
    id: "verdict",
    title: "Does it offset spikes? The answer from all evidence",
    help: "What share of the loss the hedge returned, how often, and what it cost: in the spikes on record, in thousands of \
           futures drawn, and over your own history if you bring one. Each goes by what is set for it below.",
    button: "Answer from all evidence",
    groups: &[],
    data: &[
        Data {
            label: "If you have them: closes of SPX, or everything in one file",
            help: "The same files as for the walk through a history below; without them the answer rests on the other two.",
        },
        Data {
            label: "Closes of VIX, where they stand in a file of their own",
            help: "Date and close are looked for.",
        },
    ],
};

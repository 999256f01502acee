//! The documents and records that the page takes rules, defaults and checks from.

/// A source by the name that the page gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Document {
    /// What the page calls it.
    pub name: &'static str,
    /// What it is.
    pub what: &'static str,
    /// Where it is found.
    pub place: &'static str,
}

/// Every source, the five documents first.
pub const DOCUMENTS: &[Document] = &[
    Document {
        name: "Document 000",
        what: "What to do when volatility expands: roll the whole position, or adjust the wings",
        place: "vixshield.com/ask, “how do you handle the layered VIX hedge when vol expands suddenly”",
    },
    Document {
        name: "Document 001",
        what: "4/4/2 VIX calls against the short vega of a condor",
        place: "vixshield.com/ask, “anyone using the ALVH 4/4/2 VIX call layering”",
    },
    Document {
        name: "Document 002",
        what: "Three layers around condors of one day",
        place: "vixshield.com/ask, “anyone using ALVH layered VIX hedge with 1DTE SPX condors”",
    },
    Document {
        name: "Document 003",
        what: "Layers that come on at thresholds, likened to a liquidity provider’s hedge",
        place: "vixshield.com/ask, “hedging … the same way DeFi LPs try to hedge impermanent loss”",
    },
    Document {
        name: "Document 004",
        what: "VIX futures against a spike within the day",
        place: "vixshield.com/ask, “thoughts on ALVH hedging with VIX futures during intraday IV spikes”",
    },
    Document {
        name: "Glossary",
        what: "The publisher’s short, definite entries: scaling by VIX, the expected daily range",
        place: "vixshield.com/glossary/vix-risk-scaling and /edr-expected-daily-range",
    },
    Document {
        name: "Learn pages",
        what: "The publisher’s lessons: what a condor is, hedging it with VIX options",
        place: "vixshield.com/learn/how-to-hedge-iron-condors-vix-options and /what-is-an-iron-condor",
    },
    Document {
        name: "Answer pages",
        what: "Further questions and answers of the publisher; many contradict one another",
        place: "vixshield.com/ask",
    },
    Document {
        name: "Cboe, CFE",
        what: "Contract sizes, settlement and expiry of SPX and VIX options and VIX futures; the VXTH index’s rule",
        place: "cboe.com, contract specifications; CFE rule 1202",
    },
    Document {
        name: "NYSE",
        what: "Holidays, short sessions and special closings",
        place: "nyse.com, holidays and trading hours",
    },
    Document {
        name: "Measured",
        what: "How VIX and its futures moved with SPX, daily 2004 to 2026; smiles of single days",
        place: "Closing values that Cboe and CFE publish",
    },
    Document {
        name: "Ours",
        what: "Chosen for the example or for want of a number in any document; type your own",
        place: "This page",
    },
];

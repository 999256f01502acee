//! Words of the documents that name nothing a calculator could compute.

/// Something a document names, and what the page does with it; its weight is zero everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MethodNote {
    /// What the document calls it.
    pub what: &'static str,
    /// The documents that name it, by number.
    pub documents: &'static str,
    /// One honest line.
    pub line: &'static str,
}

const fn note(what: &'static str, documents: &'static str, line: &'static str) -> MethodNote {
    MethodNote {
        what,
        documents,
        line,
    }
}

/// Every one of them.
pub const METHOD_NOTES: &[MethodNote] = &[
    note(
        "Maximal extractable value (MEV)",
        "000, 001, 002",
        "Taken from ordering transactions on a blockchain; listed options have no such thing, and none is computed.",
    ),
    note(
        "DeFi and DEX liquidity, AMM imbalance",
        "000, 001, 003, 004",
        "No tested link to SPX or VIX is given, so no input asks for them; impermanent loss is drawn as a likeness only.",
    ),
    note(
        "High-frequency flow",
        "000, 001, 003",
        "Not seen in anything a reader can type; what it costs is in the fees and the slippage.",
    ),
    note(
        "Oracles and range orders",
        "003",
        "Tools of a liquidity pool; a layer that waits for a VIX level is the nearest thing here.",
    ),
    note(
        "Steward and promoter",
        "000 to 004",
        "A temper, not a rule: no figure depends on which of the two you are.",
    ),
    note(
        "The false binary, loyalty or motion",
        "000 to 004",
        "A way to say that a fixed rule may be changed; holding and adjusting are priced beside each other instead.",
    ),
    note(
        "Decentralised organisations (DAO), risk vaults",
        "000, 001",
        "A comparison; layers are added up like any other positions.",
    ),
    note(
        "Second Engine, Private Leverage Layer",
        "000, 002, 004",
        "The name is its owner’s; the thing, money kept apart for adjustments, is computed as a bucket of capital.",
    ),
    note(
        "Temporal buffer, time travel",
        "000 to 004",
        "Names for rolling to another expiry, which is priced; nothing else is meant by them here.",
    ),
    note(
        "Big Top “temporal theta” cash press",
        "000 to 004",
        "Used for fast decay and for falling volatility alike; theta by the clock and a falling VIX are both computed.",
    ),
    note(
        "Price to cash flow of volatility products",
        "000",
        "Options have no cash flow; offset per dollar of carry stands in its place.",
    ),
    note(
        "P/E and P/CF of the market, against GDP",
        "000 to 004",
        "No threshold is given and none is tested; a P/E can be typed where a fair value is asked for, and nowhere else.",
    ),
    note(
        "Dividend discounting against the vol surface",
        "002",
        "A dividend model says nothing of a day’s volatility; Gordon’s value is offered as context alone.",
    ),
    note(
        "Real effective exchange rate",
        "000, 001, 003",
        "No number and no link is given: a flag you can set, with weight zero. Document 004 means the hedge’s cost by it, \
         which is computed.",
    ),
    note(
        "Rotation between sectors and company sizes",
        "000, 001, 004",
        "A flag you can set, with weight zero; which stocks lead is not in the inputs.",
    ),
    note(
        "REIT stress, IPO clusters, dividend reinvestment",
        "000, 001",
        "Named as regimes to study; no input, no weight.",
    ),
    note(
        "Days of IPOs and ETF rebalancing",
        "002",
        "Not on the calendar, which knows sessions and expiries; the parity gap is computed on any day.",
    ),
    note(
        "Whether a spike is justified",
        "004",
        "A judgement on sectors and valuation that no input can settle; what it costs if the spike is false is computed.",
    ),
];

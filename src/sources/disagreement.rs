//! Rules and names that the sources read in more than one way.

/// Something that is said in two ways or more, and what the page makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// What it is about.
    pub what: &'static str,
    /// One reading.
    pub one: Reading,
    /// Another, or several.
    pub other: Reading,
    /// What the page uses.
    pub used: &'static str,
}

/// What a source says, in our words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The rule.
    pub says: &'static str,
    /// Who says so.
    pub source: &'static str,
}

const fn reading(says: &'static str, source: &'static str) -> Reading {
    Reading { says, source }
}

const fn row(what: &'static str, one: Reading, other: Reading, used: &'static str) -> Disagreement {
    Disagreement {
        what,
        one,
        other,
        used,
    }
}

/// Every disagreement, in the order a position is put together.
pub const DISAGREEMENTS: &[Disagreement] = &[
    row(
        "Tenors of the three layers",
        reading("7-14, 30-45 and 60+ days", "document 001"),
        reading(
            "30, 110 and 220 days; elsewhere 30-45, 60-90, 120+",
            "glossary; answer pages",
        ),
        "10, 37 and 75 days; 30, 110 and 220 are an example of their own.",
    ),
    row(
        "What 4/4/2 counts",
        reading("Four, four and two layers", "document 001"),
        reading(
            "Contracts; or 40, 40 and 20 % of the premium; or 4, 4 and 2 % of the condors’ notional; or units of vega",
            "answer pages",
        ),
        "Contracts, the one reading that can be traded as it stands; weights of the premium when sizing.",
    ),
    row(
        "Which legs are bought",
        reading("All three layers", "document 001"),
        reading(
            "The longest layer sold; or the first one sold",
            "an answer page each",
        ),
        "All bought. A minus sign sells, and the margin of what is sold is shown.",
    ),
    row(
        "Strikes of the VIX calls",
        reading("A delta of 0.50 in every layer", "answer pages"),
        reading(
            "30-40 % above VIX, with examples 40-65 % above it; 4-6 or 8-10 points above; deltas of 0.25-0.40",
            "learn page; answer pages",
        ),
        "At the future in whole points; sizing solves for a level, a delta or a distance.",
    ),
    row(
        "Hedge for how many condors",
        reading("One 4/4/2 set for ten condors", "an answer page"),
        reading(
            "One call for one, two or four condors; one set for $100,000 of condors",
            "learn page; an answer page",
        ),
        "One set for ten; one call for one, two or four condors is a benchmark.",
    ),
    row(
        "What the hedge may cost",
        reading("8-12 % of the credit, 15 % at most", "document 001"),
        reading(
            "18-28 % of the credit; 10-35 %; 1-2 % of the account a year; 0.4-1.2 % of it a month",
            "answer pages",
        ),
        "Document 001’s, an input.",
    ),
    row(
        "Cost counted how",
        reading(
            "No document says whether it means the purchase, or what is lost while the condor lives",
            "document 001",
        ),
        reading("A share of the account a year", "answer pages"),
        "All at once: up front, over the condor’s life, for a day, and with layers that expire bought again.",
    ),
    row(
        "VIX at which condors are sold",
        reading("All below 15, two of three tiers to 20, none above", "glossary"),
        reading(
            "Only below 15; or full size to 28, half to 40, none above",
            "learn page; an answer page",
        ),
        "Nothing is blocked: VIX levels are inputs, and the cost of each is shown.",
    ),
    row(
        "VIX at which a layer comes on",
        reading("At several levels, none named", "document 003"),
        reading(
            "16; 18, 22 and 28; 18-22, 25-28 and above 30; or a gain of 4-6 and then 10 points",
            "answer pages",
        ),
        "Levels are inputs, labelled as ours.",
    ),
    row(
        "Steep contango",
        reading("No layer is added, at no stated steepness", "document 001"),
        reading(
            "8-12 % between the first two futures is a reason to sell condors",
            "answer pages",
        ),
        "A gate on adding, its threshold an input labelled as ours.",
    ),
    row(
        "VIX below its five-day average",
        reading("15-25 % more hedge", "an answer page"),
        reading("The hedge is kept small", "an answer page"),
        "Neither.",
    ),
    row(
        "Share of vega to neutralise",
        reading("60-75 % of the vega after it has grown by 40 %", "document 004"),
        reading("40-60 %; 40 %; 15-25 %; 67-89 % in an example", "answer pages"),
        "Document 004’s, counted both point for point and by how far futures follow VIX.",
    ),
    row(
        "Volatility expands",
        reading("Widen the short strikes", "document 000"),
        reading(
            "Roll the short strangle inward, around a fair value",
            "document 000, two sentences on",
        ),
        "Both are priced beside each other and beside doing nothing.",
    ),
    row(
        "How far wings are moved",
        reading("5 to 10 points at a time", "document 000"),
        reading("8 to 12 points; in steps of 5", "answer pages"),
        "10 points, to be changed; towards the shorts and away from them.",
    ),
    row(
        "RSI of VIX that says so",
        reading("A sharp rise, no number", "document 004"),
        reading("Above 60; above 65 to 68; crossing 50; below 30", "answer pages"),
        "65, to be changed, as one vote of several.",
    ),
    row(
        "When to roll in time",
        reading("Above an expected range of 0.94 % or VIX 16", "glossary"),
        reading("Only when three signs agree", "an answer page"),
        "0.94 % is VIX 14.9: nearly one and the same gate, open on two days in three since 1990. It is an input.",
    ),
    row(
        "When to leave",
        reading(
            "At break-evens fixed beforehand for condor and hedge together",
            "document 001",
        ),
        reading(
            "Never; at twice the credit; at half to 70 % of the profit",
            "answer pages",
        ),
        "The combined break-evens, with a band of noise to ignore.",
    ),
    row(
        "When to roll the 30-day layer",
        reading("With about 21 days left", "an answer page"),
        reading(
            "When 30 % of its time value is gone; or when it has gained 150-200 %",
            "answer pages",
        ),
        "At its expiry, in the cost with rolls; along a path, when its delta has drifted.",
    ),
    row(
        "The condor’s days",
        reading("One day", "document 002; answer pages"),
        reading("45 days; 15-45; 30-60", "answer pages"),
        "45 days in the example, one day in its own system.",
    ),
    row(
        "Width of the wings",
        reading("5 points", "an answer page"),
        reading("20-60 points by volatility; 50-100; 150-250", "answer pages"),
        "50 points at 45 days, 10 at one day; no document fixes it, and it decides how much any hedge can offset.",
    ),
    row(
        "Credit of a tier",
        reading("0.70, 1.15 and 1.60 points", "answer pages"),
        reading(
            "0.55-0.95, 0.75-1.30 and 1.30-2.85, the largest called both riskiest and smallest",
            "glossary",
        ),
        "The first, as a check on the strikes; without a width no credit says how likely a win is.",
    ),
    row(
        "Expected daily range",
        reading(
            "VIX over the root of 252",
            "an answer page, whose example shows half of what its formula gives",
        ),
        reading(
            "0.1 VIX9D + 0.5 realised vol, times a factor; or VIX9D over three",
            "glossary; an answer page",
        ),
        "VIX over the root of 252, blended with realised vol if you like; the glossary’s sum has no unit.",
    ),
    row(
        "Which wing to widen for skew",
        reading(
            "The call wing, once puts are 2.8 vol points dearer",
            "an answer page",
        ),
        reading("The side whose skew is high, the puts", "an answer page"),
        "Neither: the strikes are yours, and the skew prices them.",
    ),
    row(
        "Hours to trade in",
        reading(
            "The first 90 and the last 60 minutes, for liquidity",
            "document 004",
        ),
        reading("After 15:10 Chicago, for condors of one day", "answer pages"),
        "A check against document 004’s hours, with a note that quotes are usually widest at the open.",
    ),
    row(
        "Size of one condor",
        reading("10 % of the account", "answer pages"),
        reading("1-3 % of the account", "answer pages"),
        "Neither: the loss is shown beside the account you type.",
    ),
    row(
        "Return to ask for",
        reading("18 % a year, at a cost of capital of 9 %", "an answer page"),
        reading("More than 2.2 times the cost of capital", "an answer page"),
        "18 % a year, to be changed; the simple return stands first.",
    ),
    row(
        "Gap from parity that pays",
        reading("0.15 to 0.35 points", "an answer page"),
        reading("0.50 to 1.00 points", "an answer page"),
        "0.50 points, to be changed: what all legs cost you.",
    ),
    row(
        "Quick ratio to keep",
        reading("1.0, as for companies", "an answer page"),
        reading("1.2; below 0.5 is distress", "answer pages"),
        "1.0, of what can be paid at once over what the position may claim.",
    ),
    row(
        "What the hedge achieves",
        reading(
            "Shares of the loss, or of the drawdown, that it is said to save",
            "answer pages",
        ),
        reading("Other shares, for the same hedge", "answer pages"),
        "None is repeated: no page gives positions, prices and dates. The page computes the offset from your own.",
    ),
];

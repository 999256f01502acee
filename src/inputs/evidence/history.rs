//! What a person can set for the walk through a history: when condors are sold, where, and how the hedge is kept.

use super::super::OURS;
use super::super::table::{ADVANCED, PLAIN};
use super::{Data, Kind};
use crate::field::Group;

/// The kind of evidence.
pub const KIND: Kind = Kind {
    id: "history",
    title: "Your structure over a whole history",
    help: "Condors like yours, sold one after another over the daily closes you bring, with and without the hedge. The levels \
           are real; every price is the model’s. There are no quotes in it, and no spreads but those you typed.",
    button: "Walk through the history",
    groups: &["history"],
    data: &[
        Data {
            label: "Closes of SPX, or everything in one file",
            help: "Yahoo’s or Stooq’s file of the S&P 500 index as it comes; or one file with the columns date, spx and vix, and \
                   where you have them vvix, and futures as settle1 and dte1 (their days to settlement) to settle4 and dte4.",
        },
        Data {
            label: "Closes of VIX, where they stand in a file of their own",
            help: "Cboe’s VIX history or anybody else’s, as it comes: date and close are looked for.",
        },
    ],
    texts_of: None,
};

/// The group of the form.
pub const GROUP: Group = Group {
    id: "history",
    title: "Rules of the walk",
    help: "When a condor is sold, where its strikes lie, and what happens to the hedge meanwhile.",
};

/// How strikes are placed.
pub const STRIKES: &[&str] = &["moves", "percent", "delta"];
const STRIKE_LABELS: &[&str] = &[
    "As many expected moves away",
    "As many percent away",
    "At a delta",
];
/// Which number of a date is the day, where the text leaves it open.
pub const DATES: &[&str] = &["auto", "dayFirst", "monthFirst"];
const DATE_LABELS: &[&str] = &["Told from the text", "Day first", "Month first"];
/// What marks the decimals.
pub const DECIMALS: &[&str] = &["auto", "dot", "comma"];
const DECIMAL_LABELS: &[&str] = &["Told from the text", "A dot", "A comma"];

table! {
    /// What the walk through a history takes.
    pub struct History at [evidence.history];
    walk_every: Maybe = None, "walkEvery", "A condor every", "days", "history",
        (1.0..=365.0 step 1.0), PLAIN, "Empty: when the one before it has expired",
        "Calendar days from one condor to the next; fewer than it lives, and several are open at once.";
    walk_strikes: Choice = STRIKES[0], "walkStrikes", "Strikes", "", "history",
        (STRIKES, STRIKE_LABELS), PLAIN, OURS,
        "Where strikes lie: as many expected moves, or percent, from a day’s forward as yours from today’s; or at a delta.";
    walk_delta: Number = Some(16.0), "walkDelta", "Delta of the short strikes", "%", "history",
        (1.0..=50.0 step 1.0), PLAIN, "Ours; one standard deviation leaves about 16 % on either side",
        "Only with strikes at a delta; the wings are as wide, in percent, as yours.";
    walk_budget: Maybe = None, "walkBudget", "Budget of the hedge", "% of credit", "history",
        (0.0..=500.0 step 1.0), PLAIN, "Empty: the contracts you typed",
        "Layers are bought in your proportions, whole contracts, for at most this share of the credit.";
    walk_hedge_from: Number = Some(0.0), "walkHedgeFrom", "Hedge bought from VIX", "VIX points", "history",
        (0.0..=150.0 step 1.0), PLAIN, OURS,
        "Below this VIX no layer is bought; those held are kept.";
    walk_hedge_to: Number = Some(150.0), "walkHedgeTo", "Hedge bought up to VIX", "VIX points", "history",
        (0.0..=150.0 step 1.0), PLAIN, OURS,
        "Above this VIX no layer is bought; those held are kept.";
    walk_condors_to: Number = Some(150.0), "walkCondorsTo", "Condors sold up to VIX", "VIX points", "history",
        (0.0..=150.0 step 1.0), PLAIN, OURS,
        "Above this VIX no condor is sold until it is back.";
    walk_monetise: Maybe = None, "walkMonetise", "A layer is sold at", "times its price", "history",
        (1.1..=100.0 step 0.5), PLAIN, "Empty: never",
        "A layer worth so many times what it cost is sold, fees and slippage paid again; the next comes with the next condor.";
    walk_roll: Maybe = None, "walkRoll", "A layer is rolled with", "days left", "history",
        (0.0..=365.0 step 1.0), PLAIN, "Empty: held to its settlement",
        "A layer with fewer days left is sold, and one of its first length is bought.";
    walk_dates: Choice = DATES[0], "walkDates", "Dates", "", "history",
        (DATES, DATE_LABELS), ADVANCED, OURS,
        "Needed only where every date could be read both ways.";
    walk_decimal: Choice = DECIMALS[0], "walkDecimal", "Decimal mark", "", "history",
        (DECIMALS, DECIMAL_LABELS), ADVANCED, OURS,
        "Needed only where every number could be read both ways.";
}

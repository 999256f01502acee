//! What a person can set for the simulation of futures.

use super::super::OURS;
use super::super::table::{PLAIN, WHOLE};
use super::Kind;
use crate::field::Group;

/// The kind of evidence.
pub const KIND: Kind = Kind {
    id: "simulation",
    title: "Thousands of futures",
    help: "SPX and VIX drawn together to the condor’s expiry, from the very prices on this page and from what you believe \
           beyond them: how often the position ends with a profit, what the worst of it looks like, and what the hedge does \
           about that.",
    button: "Draw futures",
    groups: &["simulation"],
    data: &[],
    texts_of: None,
};

/// The group of the form.
pub const GROUP: Group = Group {
    id: "simulation",
    title: "Futures drawn",
    help: "With no drift, moves at 100 % and no premium these are the market’s own odds, at which nothing is expected but costs.",
};

/// Where the defaults come from.
const MEASURED_PREMIUM: &str =
    "Measured 2004-2026: VIX settled 4 % below futures of 25 to 35 days, on average of 1,907";
const MEASURED_MOVES: &str = "Measured 2004-2026: SPX over 31 sessions moved 0.81 of VIX, as standard deviations; the example’s \
                              condor is priced for 1.04 of VIX";

table! {
    /// What the simulation takes.
    pub struct Simulation at [evidence.simulation];
    spx_drift: Number = Some(5.0), "spxDrift", "SPX drift", "% a year", "simulation",
        (-50.0..=50.0 step 0.5), PLAIN, OURS,
        "What you believe SPX earns above its forward: the equity premium.";
    realised_moves: Number = Some(80.0), "realisedMoves", "SPX moves realised", "% of priced", "simulation",
        (10.0..=200.0 step 1.0), PLAIN, MEASURED_MOVES,
        "How large you believe SPX’s moves turn out, against what its options price: below 100, selling them pays.";
    vix_premium: Number = Some(4.0), "vixPremium", "VIX premium", "% of a future", "simulation",
        (-30.0..=50.0 step 0.5), PLAIN, MEASURED_PREMIUM,
        "How far below a future of 30 days you believe VIX lands on average; other tenors follow the kernel.";
    shock_correlation: Number = Some(-0.82), "shockCorrelation", "SPX and VIX", "correlation", "simulation",
        (-1.0..=1.0 step 0.01), PLAIN, "Measured, 2004-2026: R\u{b2} 0.67 of daily changes",
        "How the shocks of SPX and of VIX go together, day by day: -1 is always against each other.";
    simulation_paths: Number = Some(100_000.0), "simulationPaths", "Futures", "paths", "simulation",
        (1000.0..=400_000.0 step 1000.0), WHOLE, OURS,
        "How many are drawn: four times as many halve the errors.";
    simulation_seed: Number = Some(1.0), "simulationSeed", "Seed", "", "simulation",
        (0.0..=9_007_199_254_740_991.0 step 1.0), WHOLE, OURS,
        "Which ones are drawn: the same seed gives the same futures to the last digit, anywhere.";
}

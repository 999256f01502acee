//! What a person can set of the money behind the position.

use alloc::format;
use alloc::vec::Vec;

use crate::field::{Group, Problem};
use crate::format::plain;
use crate::inputs::table::{ADVANCED, PLAIN};
use crate::inputs::{ASSUMED, Inputs, OURS};

/// Where its fields stand in the form, one group a question.
pub const GROUP: Group = Group {
    id: "money-system",
    title: "The cost of capital",
    help: "What the money behind the margin costs, from its parts.",
};
/// Odds of three endings, and money that comes or goes on the way.
pub const FLOWS: Group = Group {
    id: "cash-flows",
    title: "Endings and their odds",
    help: "For the mean of three endings, and one more payment on the way.",
};
/// What can be paid with at once, and what may fall due.
pub const LIQUIDITY: Group = Group {
    id: "liquidity",
    title: "What can be paid at once",
    help: "For the quick ratio: what you can pay with today, and what may fall due.",
};
/// A call and a put of one strike.
pub const PARITY: Group = Group {
    id: "parity",
    title: "A call and a put of one strike",
    help: "SPX quotes of one strike and expiry, both at the same moment.",
};
/// Variances of two SPX expiries around a VIX future.
pub const VARIANCE: Group = Group {
    id: "forward-variance",
    title: "SPX variance around a VIX future",
    help: "Two SPX expiries: where the future settles, and 30 days on.",
};

/// Ways to come by the cost of capital, as typed.
pub const WACC_FROM: &[&str] = &["typed", "parts"];
const WACC_FROM_LABELS: &[&str] = &["As typed under Capital", "From its parts"];
/// Kinds of vol that give an expiry's variance, as typed.
pub const VARIANCE_FROM: &[&str] = &["swap", "atTheMoney"];
const VARIANCE_FROM_LABELS: &[&str] = &["VIX-like, from all strikes", "At the money"];

const THREE_PATHS: &str =
    "The publisher’s pages: an example with 80 % full wins, 15 % adjusted and the rest lost";

table! {
    /// The money behind the position.
    pub struct Money at [systems.money];
    wacc_from: Choice = WACC_FROM[0], "waccFrom", "Cost of capital", "", "money-system",
        (WACC_FROM, WACC_FROM_LABELS), PLAIN, OURS,
        "Take the cost of capital as one number, or put it together from equity and debt.";
    cost_of_equity: Number = Some(9.0), "costOfEquity", "Cost of equity", "% a year", "money-system",
        (0.0..=50.0 step 0.5), PLAIN, OURS,
        "What the owners of the money expect it to earn: the interest rate plus the equity premium, at a beta of one.";
    cost_of_debt: Number = Some(6.0), "costOfDebt", "Cost of debt", "% a year", "money-system",
        (0.0..=50.0 step 0.5), PLAIN, OURS,
        "What borrowed money costs before tax: a margin loan’s rate.";
    debt_share: Number = Some(0.0), "debtShare", "Share of debt", "%", "money-system",
        (0.0..=95.0 step 5.0), PLAIN, OURS,
        "Borrowed money as a share of all the money behind the position.";
    tax_rate: Number = Some(0.0), "taxRate", "Tax rate", "%", "money-system",
        (0.0..=60.0 step 1.0), PLAIN, OURS,
        "The tax rate at which interest on debt can be set off.";
    win_chance: Number = Some(80.0), "winChance", "Chance that nothing happens", "%", "cash-flows",
        (0.0..=100.0 step 5.0), PLAIN, THREE_PATHS,
        "Odds that SPX and VIX end where they are; with the next, at most 100. The rest is the largest loss.";
    move_chance: Number = Some(15.0), "moveChance", "Chance that the what-if holds", "%", "cash-flows",
        (0.0..=100.0 step 5.0), PLAIN, THREE_PATHS,
        "Odds that SPX makes the what-if’s move and stays there until expiry.";
    later_flow: Number = Some(0.0), "laterFlow", "A payment on the way", "$", "cash-flows",
        (-1e9..=1e9 step 100.0), ADVANCED, OURS,
        "Money taken out (plus) or put in (minus) between now and expiry; it can make a rate of return ambiguous.";
    later_day: Number = Some(10.0), "laterDay", "Its day", "days", "cash-flows",
        (0.0..=365.0 step 1.0), ADVANCED, OURS,
        "Days from now; counted only where it lies before the condor’s expiry.";
    cash: Number = Some(10_000.0), "cash", "Cash", "$", "liquidity",
        (0.0..=1e12 step 1000.0), PLAIN, ASSUMED,
        "Cash you could pay with today.";
    bills: Number = Some(40_000.0), "bills", "Treasury bills", "$", "liquidity",
        (0.0..=1e12 step 1000.0), PLAIN, ASSUMED,
        "Bills that can be sold the same day.";
    excess_margin: Number = Some(0.0), "excessMargin", "Excess margin", "$", "liquidity",
        (0.0..=1e12 step 1000.0), PLAIN, ASSUMED,
        "Margin posted beyond what the position requires.";
    margin_due: Number = Some(0.0), "marginDue", "Margin still due", "$", "liquidity",
        (0.0..=1e12 step 1000.0), ADVANCED, OURS,
        "Margin you may still have to post; the condor’s own is taken as posted.";
    near_loss: Maybe = None, "nearLoss", "Near-term loss", "$", "liquidity",
        (0.0..=1e12 step 1000.0), ADVANCED, "Empty: the worst of the scenarios on this page and your what-if",
        "The loss you want to be able to meet at once, before slippage.";
    exit_slippage: Number = Some(5.0), "exitSlippage", "Slippage of closing", "% of the loss", "liquidity",
        (0.0..=100.0 step 1.0), ADVANCED, OURS,
        "What closing in a hurry adds to that loss.";
    liquidity_floor: Number = Some(1.0), "liquidityFloor", "Lowest quick ratio", "ratio", "liquidity",
        (0.0..=100.0 step 0.1), ADVANCED, "The publisher’s pages: 1.0 and 1.2, meant for companies",
        "Below it the position is too large for what you can pay with.";
    vx_margin: Number = Some(10_000.0), "vxMargin", "Margin of a VX future", "$", "liquidity",
        (0.0..=200_000.0 step 500.0), ADVANCED, OURS,
        "What your broker asks for one VX future; a Mini takes a tenth. It rises in a spike.";
    parity_strike: Maybe = None, "parityStrike", "Strike", "points", "parity",
        (1.0..=200_000.0 step 5.0), PLAIN, "Empty: not looked at",
        "Strike of both options.";
    parity_call: Maybe = None, "parityCall", "Call", "points", "parity",
        (0.0..=100_000.0 step 0.05), PLAIN, "Empty: not looked at",
        "Price of the SPX call: the middle of bid and ask.";
    parity_put: Maybe = None, "parityPut", "Put", "points", "parity",
        (0.0..=100_000.0 step 0.05), PLAIN, "Empty: not looked at",
        "Price of the SPX put of the same strike and expiry, quoted at the same moment.";
    parity_days: Maybe = None, "parityDays", "Days to their expiry", "days", "parity",
        (0.02..=730.0 step 1.0), ADVANCED, "Empty: the condor’s",
        "Calendar days to the expiry of both.";
    parity_forward: Maybe = None, "parityForward", "Forward", "points", "parity",
        (1.0..=200_000.0 step 0.25), ADVANCED, "Empty: SPX grown at the interest rate less the dividend yield",
        "The index forward to that expiry: an S&P 500 future settling then, or what another strike’s pair implies.";
    parity_cost: Number = Some(0.50), "parityCost", "Cost of all legs", "points", "parity",
        (0.0..=100.0 step 0.05), PLAIN, "The publisher’s pages: 0.15 to 0.35 on one, 0.50 to 1.00 on another",
        "What the gap must exceed to pay: fees and half-spreads of call, put and forward together.";
    variance_from: Choice = VARIANCE_FROM[0], "varianceFrom", "The vols are", "", "forward-variance",
        (VARIANCE_FROM, VARIANCE_FROM_LABELS), PLAIN, OURS,
        "VIX-like vols hold an expiry’s whole variance; at-the-money vols hold less and are scaled up by SPX vol over VIX.";
    near_days: Number = Some(30.0), "nearDays", "Nearer expiry", "days", "forward-variance",
        (0.5..=365.0 step 1.0), PLAIN, "The example’s first VIX future",
        "Calendar days to the SPX expiry on which the VIX future settles.";
    near_vol: Maybe = None, "nearVol", "Its vol", "%", "forward-variance",
        (1.0..=300.0 step 0.05), PLAIN, "Empty: VIX at 30 days, else not looked at",
        "Vol to that expiry: VIX itself where it lies 30 days ahead.";
    far_days: Number = Some(60.0), "farDays", "Farther expiry", "days", "forward-variance",
        (1.0..=730.0 step 1.0), PLAIN, "30 days after the future settles, the span VIX will then measure",
        "Calendar days to the SPX expiry 30 days later.";
    far_vol: Maybe = None, "farVol", "Its vol", "%", "forward-variance",
        (1.0..=300.0 step 0.05), PLAIN, "Empty: not looked at",
        "Vol to that expiry: VIX3M is the one for 93 days.";
}

/// What is wrong with the values together, each being within its own limits.
pub fn disagreements(inputs: &Inputs) -> Vec<Problem> {
    let money = &inputs.systems.money;
    let mut problems = Vec::new();
    let chance = 0.0..=100.0;
    if chance.contains(&money.win_chance) && money.win_chance + money.move_chance > 100.0 {
        problems.push(Problem::new(
            "moveChance",
            format!(
                "Chance that the what-if holds can be at most what nothing happening leaves, {} %; {} % is more.",
                plain(100.0 - money.win_chance),
                plain(money.move_chance)
            ),
        ));
    }
    if (0.5..=365.0).contains(&money.near_days) && money.far_days <= money.near_days {
        problems.push(Problem::new(
            "farDays",
            format!(
                "Farther expiry must lie beyond the nearer one, {} days; {} days do not.",
                plain(money.near_days),
                plain(money.far_days)
            ),
        ));
    }
    problems
}

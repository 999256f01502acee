//! What a person can set of the money behind the position.

use crate::field::Group;
use crate::inputs::OURS;
use crate::inputs::table::PLAIN;

/// Where its fields stand in the form.
pub const GROUP: Group = Group {
    id: "money-system",
    title: "The cost of capital",
    help: "What the money behind the margin costs, from its parts.",
};

/// Ways to come by the cost of capital, as typed.
pub const WACC_FROM: &[&str] = &["typed", "parts"];
const WACC_FROM_LABELS: &[&str] = &["As typed under Capital", "From its parts"];

table! {
    /// The parts of the cost of capital.
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
}

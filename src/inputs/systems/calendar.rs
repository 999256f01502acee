//! What a person can set of the calendar.

use alloc::vec::Vec;

use crate::calendar::date::{Date, days_between, iso, parse};
use crate::field::{Group, Problem};
use crate::inputs::table::PLAIN;
use crate::inputs::{Inputs, OURS};

/// Where its fields stand in the form.
pub const GROUP: Group = Group {
    id: "calendar",
    title: "Dates",
    help: "The day that the typed days count from. Links carry it; the page never reads the clock by itself.",
};

/// The first day on which SPXW had an expiry every session.
pub const FIRST: &str = "2022-05-11";
/// The last valuation date taken: rules of holidays change, and nobody lists contracts that far.
pub const LAST: &str = "2099-12-31";
/// The longest tenor that a layer can have, in days.
const LONGEST: i32 = 730;

table! {
    /// The dates that days are counted from and to.
    pub struct Calendar at [systems.calendar];
    as_of: Date = None, "asOf", "Valuation date", "", "calendar",
        (), PLAIN, OURS,
        "The day the typed days count from, like 2026-01-30. Empty: the days stay days.";
    expiry_date: Date = None, "expiryDate", "An expiry", "", "calendar",
        (), PLAIN, OURS,
        "A date you consider: the days and sessions to it, what expires then, and which leg to move there.";
}

impl Calendar {
    /// The valuation date, where one is typed.
    pub fn as_of(&self) -> Option<Date> {
        parse(self.as_of.as_deref()?)
    }

    /// The expiry picked, where one is typed.
    pub fn expiry_date(&self) -> Option<Date> {
        parse(self.expiry_date.as_deref()?)
    }
}

/// What is wrong with the two dates together.
pub fn disagreements(inputs: &Inputs) -> Vec<Problem> {
    let calendar = &inputs.systems.calendar;
    let mut problems = Vec::new();
    let Some(as_of) = calendar.as_of() else {
        return problems;
    };
    if Some(as_of) < parse(FIRST) || Some(as_of) > parse(LAST) {
        problems.push(Problem::new(
            "asOf",
            alloc::format!("Valuation date must lie between {FIRST}, when SPXW first had an expiry every session, and {LAST}."),
        ));
    }
    if let Some(expiry) = calendar.expiry_date()
        && !(1..=LONGEST).contains(&days_between(as_of, expiry))
    {
        problems.push(Problem::new(
            "expiryDate",
            alloc::format!(
                "An expiry must come after the valuation date, {}, by at most {LONGEST} days.",
                iso(as_of)
            ),
        ));
    }
    problems
}

//! From a plan to the whole report: the figures, and the words written from them.

use alloc::vec::Vec;

use crate::answer::answer;
use crate::field::Problem;
use crate::note::notes;
use crate::plan::{Plan, plan_of};
use crate::raw::Raw;
use crate::report::Report;

/// Reads, checks and computes: the report of inputs that may be anything, or every problem with them.
pub fn evaluate(raw: &Raw) -> Result<Report, Vec<Problem>> {
    plan_of(raw).map(|plan| plan.report())
}

impl Plan {
    /// Computes every figure and writes the words.
    pub fn report(&self) -> Report {
        let mut report = self.figures();
        report.notes = notes(self, &report);
        report.answer = answer(self, &report);
        report
    }
}

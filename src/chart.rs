//! Charts as SVG text.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::field::Problem;
use crate::plan::Plan;

/// A drawing with where its plot lies.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Drawing {
    /// The drawing as SVG text.
    pub svg: String,
    /// Where its plot lies.
    pub frame: Frame,
}

/// Where a drawing's plot lies, in CSS pixels, and what it shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Frame {
    /// Values at which series are told.
    pub at: Vec<f64>,
}

/// Draws a chart of a plan, in CSS pixels, "light" or "dark".
pub fn draw(chart: &str, _plan: &Plan, _width: f64, _height: f64, _theme: &str) -> Result<Drawing, Problem> {
    Err(Problem::new("", format!("There is no chart named {chart}.")))
}

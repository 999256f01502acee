//! The step from the first VIX future to the second: the gate that says when not to add.

use serde::Serialize;

use crate::curve::Curve;
use crate::units::Rate;

/// Days the step is told for.
const MONTH: f64 = 30.0;

/// The step between the first two quoted futures.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Contango {
    /// Price of the first, VIX points.
    pub front: f64,
    /// Price of the second.
    pub second: f64,
    /// Days between them.
    pub days: f64,
    /// Second over first less one, a fraction per 30 days; below zero is backwardation.
    pub a_month: f64,
}

/// What the gate says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Gate {
    /// More contango than the threshold: nothing is added.
    Closed,
    /// Contango within the threshold.
    Open,
    /// The curve falls: adding is what the rule allows.
    Backwardation,
}

impl Contango {
    /// The step of a curve; `None` with fewer than two quotes.
    pub fn of(curve: &Curve) -> Option<Self> {
        let (front, second) = curve.first_two()?;
        let days = second.tenor.since(front.tenor).get();
        Some(Self {
            front: front.price,
            second: second.price,
            days,
            a_month: (second.price / front.price - 1.0) * MONTH / days,
        })
    }

    /// What the gate says at a threshold, a fraction per 30 days.
    pub fn gate(&self, threshold: Rate) -> Gate {
        if self.a_month > threshold.get() {
            Gate::Closed
        } else if self.a_month < 0.0 {
            Gate::Backwardation
        } else {
            Gate::Open
        }
    }
}

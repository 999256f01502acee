//! Break-evens of the whole package on the days its layers settle.

use alloc::vec::Vec;

use serde::Serialize;

use super::study::Study;
use crate::units::Days;

/// Most days before the condor's expiry on which break-evens are looked for.
const MOST_DAYS: usize = 3;

/// Break-evens of the package on one day.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct BreakEvenOn {
    /// Days from now.
    pub day: f64,
    /// Lower level, VIX on today's line.
    pub lower: Option<f64>,
    /// Upper level.
    pub upper: Option<f64>,
}

impl Study<'_> {
    /// The day of the shock, the next expiries of layers before the condor's, and the condor's.
    pub(super) fn break_evens(&self) -> Vec<BreakEvenOn> {
        let (route, held) = (self.desk.route(), self.desk.held());
        let (market, via, expiry) = (route.market, route.via, held.condor.expiry);
        let mut days: Vec<Days> = Vec::new();
        for day in held.layers.iter().map(|layer| layer.terms().expiry) {
            let place = days.partition_point(|other| *other < day);
            if day > via.day && day < expiry && days.get(place) != Some(&day) {
                days.insert(place, day);
            }
        }
        days.truncate(MOST_DAYS);
        if expiry > via.day {
            days.push(expiry);
        }
        days.into_iter()
            .map(|day| {
                let (lower, upper) = held.break_even(route, day, |spx| market.on_the_line_at(spx, day).vix);
                BreakEvenOn {
                    day: day.get(),
                    lower,
                    upper,
                }
            })
            .collect()
    }
}

//! Exit alarms: the combined break-evens, with a band around them in which nothing is done.

use alloc::vec::Vec;

use serde::Serialize;

use crate::nearest_break_even::nearest_break_even;
use crate::nodes::include;
use crate::package::Package;
use crate::units::{Days, Rate};

/// The nearest break-evens on one date, VIX on the line.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DatedLevels {
    /// Days from now.
    pub day: Days,
    /// The nearest below today's SPX.
    pub lower: Option<f64>,
    /// The nearest above.
    pub upper: Option<f64>,
}

/// The alarms, SPX levels.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExitAlarm {
    /// The combined break-even at the condor's expiry below today's SPX.
    pub lower: Option<f64>,
    /// The one above.
    pub upper: Option<f64>,
    /// SPX at or below this sets off the alarm: the lower break-even less the band.
    pub lower_alarm: Option<f64>,
    /// SPX at or above this sets off the alarm: the upper break-even plus the band.
    pub upper_alarm: Option<f64>,
    /// Where the package, marked to the model, breaks even on the way: tomorrow, and when layers expire.
    pub dates: Vec<DatedLevels>,
}

/// The alarms of a package; `band` is the share of a break-even by which SPX must be beyond it.
pub fn exit_alarm(package: &Package, band: Rate) -> ExitAlarm {
    let life = package.condor.expiry;
    let mut days = Vec::from([life.get()]);
    let expiries = package.layers.iter().map(|layer| layer.terms().expiry);
    for day in expiries.chain([Days::new(1.0)]).filter(|day| *day < life) {
        include(&mut days, day.get());
    }
    let dates: Vec<DatedLevels> = days
        .into_iter()
        .map(|day| {
            let levels = nearest_break_even(package, Days::new(day));
            DatedLevels {
                day: Days::new(day),
                lower: levels.lower,
                upper: levels.upper,
            }
        })
        .collect();
    let (lower, upper) = dates.last().map_or((None, None), |last| (last.lower, last.upper));
    ExitAlarm {
        lower,
        upper,
        lower_alarm: lower.map(|level| level * (1.0 - band.get())),
        upper_alarm: upper.map(|level| level * (1.0 + band.get())),
        dates,
    }
}

impl ExitAlarm {
    /// Whether SPX at a level sets off an alarm.
    pub fn rings(&self, spx: f64) -> bool {
        self.lower_alarm.is_some_and(|level| spx <= level)
            || self.upper_alarm.is_some_and(|level| spx >= level)
    }
}

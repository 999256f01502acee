//! The condor by the clock: what it is worth at each hour of its last day, and what a move at that hour does.

use alloc::vec::Vec;

use serde::Serialize;

use crate::clock::variance_years;
use crate::market::Shock;
use crate::package::Package;
use crate::plan::Plan;
use crate::session::ClockTime;
use crate::units::{Days, Usd};

/// Minutes after midnight at which the last day is looked at: every hour of the session, then every half and quarter.
const TIMES: [u32; 10] = [570, 630, 690, 750, 810, 870, 900, 930, 945, 960];

/// The condor at one time of its last day.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Moment {
    /// Minutes after midnight, New York.
    pub minutes: u32,
    /// Hours left.
    pub hours: f64,
    /// Share of the variance left now that is still left then.
    pub variance_left: f64,
    /// Points one condor is worth then if SPX and its vol stay.
    pub value: f64,
    /// Dollars the condors earn an hour from then to the next time; `None` at the end.
    pub per_hour: Option<f64>,
    /// The condors' gain then if SPX and its vol stay.
    pub unchanged: Usd,
    /// The condors' gain if the what-if's move happens then.
    pub shocked: Usd,
    /// The whole structure's.
    pub shocked_total: Usd,
}

/// The condor now and at each time of its last day that lies ahead.
pub(super) fn moments(plan: &Plan, structure: &Package) -> Vec<Moment> {
    let expiry = structure.condor.expiry;
    let now = (ClockTime::when_left(expiry).minutes(), expiry);
    let ahead = TIMES
        .iter()
        .map(|&minutes| (minutes, ClockTime::new(minutes).to_close()))
        .filter(|(_, left)| *left < expiry);
    let mut moments: Vec<Moment> = [now]
        .into_iter()
        .chain(ahead)
        .map(|(minutes, left)| moment(plan, structure, minutes, left))
        .collect();
    for index in 1..moments.len() {
        let (before, after) = (moments[index - 1], moments[index]);
        let earned = structure.condor.dollars(before.value - after.value);
        moments[index - 1].per_hour = Some(earned.get() / (before.hours - after.hours));
    }
    moments
}

fn moment(plan: &Plan, structure: &Package, minutes: u32, left: Days) -> Moment {
    let (market, condor) = (&structure.market, &structure.condor);
    let day = condor.expiry.since(left);
    let today = market.today();
    // Decay alone: the vol is held, as for theta.
    let options = market
        .after(Shock { day, ..today })
        .spx_expiry(condor.expiry)
        .with_atm(market.atm);
    let value = condor.cost_to_close(&options);
    let what_if = Shock {
        day,
        ..plan.what_if()
    };
    let state = market.after(what_if);
    let shocked = condor.gain(&state);
    Moment {
        minutes,
        hours: 24.0 * left.get(),
        variance_left: variance_years(left).get() / variance_years(condor.expiry).get(),
        value,
        per_hour: None,
        unchanged: condor.gain_at(value),
        shocked,
        shocked_total: shocked + structure.hedge_gain(&state),
    }
}

//! Where a VIX call is struck: at a level, at a delta, or so much above its own future.

use crate::black76::Kind;
use crate::lowest_root::lowest_root_on;
use crate::market::State;
use crate::math::{ceil, exp, inverse_normal_cdf, round, sqrt};
use crate::nodes::even;
use crate::units::{Days, Rate};

/// A rule that gives a strike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum StrikeRule {
    /// At this level, VIX points.
    Level(f64),
    /// Where a call has this Black delta, discounted as everywhere here; between 0 and 1.
    Delta(f64),
    /// This share above the future that settles with the call; never above spot VIX.
    AboveFuture(Rate),
}

/// Standard deviations from the future between which a delta is searched for, and the steps of the search.
const REACH: (f64, f64, u32) = (-8.0, 12.0, 20);
/// The strike is exact to this share of a standard deviation: far below a tick.
const TOLERANCE: f64 = 1e-13;

/// The strike that a rule gives for a VIX call that expires `expiry` from now, VIX points, listed or not.
///
/// `factor` scales the model's vol, for a layer whose quote implied another. `None` where no strike has the
/// delta: with a smile the delta of far calls stops falling, at about 0.02 a month out and 0.10 two years out.
/// Only for expiries after the state's day.
pub fn strike(rule: StrikeRule, state: &State<'_>, expiry: Days, factor: f64) -> Option<f64> {
    match rule {
        StrikeRule::Level(level) => Some(level),
        StrikeRule::AboveFuture(share) => Some(state.future(expiry, None) * (1.0 + share.get())),
        StrikeRule::Delta(delta) => at_delta(delta, state, expiry, factor),
    }
}

fn at_delta(delta: f64, state: &State<'_>, expiry: Days, factor: f64) -> Option<f64> {
    let future = state.future(expiry, None);
    let at_future = state.vix_option(Kind::Call, future, expiry, None, factor);
    let years = at_future.years;
    // The d1 at which the discounted delta is the wanted one.
    let wanted = inverse_normal_cdf(delta * exp(at_future.rate.get() * years.get()));
    if !wanted.is_finite() {
        return None;
    }
    let surface = state.vol_of_vol();
    let deviation = at_future.vol.get() * sqrt(years.get());
    let strike_at = |deviations: f64| future * exp(deviations * deviation);
    let gap = |deviations: f64| {
        let vol = surface.vol(future, strike_at(deviations), years).get() * factor;
        let total = vol * sqrt(years.get());
        -deviations * deviation / total + total / 2.0 - wanted
    };
    let nodes = even(REACH.0, REACH.1, REACH.2);
    lowest_root_on(&nodes, TOLERANCE, |index| gap(nodes[index]), gap).map(strike_at)
}

/// The step between listed strikes of VIX options around a level, VIX points.
///
/// Source: Cboe's contract specification: generally 0.50 below 15, 1 below 200, 5 above.
fn step(level: f64) -> f64 {
    if level < 15.0 {
        0.5
    } else if level < 200.0 {
        1.0
    } else {
        5.0
    }
}

/// The listed strike nearest to a level, VIX points; at least 0.50.
pub fn listed(level: f64) -> f64 {
    let step = step(level);
    (round(level / step) * step).max(step)
}

/// The lowest listed strike that is not below a level, VIX points.
pub fn listed_from(level: f64) -> f64 {
    let step = step(level);
    ceil(level / step) * step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strikes_are_listed_every_half_point_below_15_and_every_point_from_there() {
        for (level, nearest, from) in [
            (0.1, 0.5, 0.5),
            (12.3, 12.5, 12.5),
            (14.76, 15.0, 15.0),
            (14.2, 14.0, 14.5),
            (18.5, 19.0, 19.0),
            (18.49, 18.0, 19.0),
            (19.0, 19.0, 19.0),
            (199.7, 200.0, 200.0),
            (211.0, 210.0, 215.0),
        ] {
            assert_eq!(listed(level), nearest, "nearest to {level}");
            assert_eq!(listed_from(level), from, "from {level}");
        }
    }
}

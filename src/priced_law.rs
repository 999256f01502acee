//! The law that option prices give SPX or VIX at a date, as a function of one standard normal number.
//!
//! The number's rank is the price's rank: a smile that is flat makes the price log-normal, any other bends it. Whatever
//! is drawn from it repays the options it was read from.

use alloc::vec::Vec;

use crate::black76::{Kind, Option76};
use crate::difference::derivative;
use crate::distribution;
use crate::market::SpxExpiry;
use crate::math::{exp, inverse_normal_cdf, ln, normal_cdf, normal_pdf, sqrt};
use crate::nodes::even;
use crate::normal_table::NormalTable;
use crate::root::first_root_on;
use crate::units::{Rate, Vol, Years};
use crate::vol_of_vol::VolOfVol;

/// Standard deviations of SPX between which its smile is read; above them the tail takes over.
const SPX_REACH: (f64, f64) = (distribution::REACH.0, 2.5);
/// Of VIX: its smile was measured on strikes up to about this many deviations above the future.
const VIX_REACH: (f64, f64) = (-6.0, 1.5);
/// A strike further out than this is not reproduced.
const FURTHEST: f64 = 6.0;
const STEPS: u32 = 300;
/// Between these the steepness of a lower tail is looked for, logs per standard deviation.
const STEEPNESS: [f64; 6] = [1e-3, 0.03, 0.1, 0.3, 1.0, 5.0];

/// The law of SPX at an expiry, from its smile. Its mean is the forward.
pub fn of_spx(options: &SpxExpiry) -> NormalTable {
    let deviation = options.atm.get() * sqrt(options.years.get());
    let points = even(SPX_REACH.0, SPX_REACH.1, STEPS).into_iter().map(|x| {
        let level = options.forward * exp(x * deviation);
        (x, level, distribution::probability_below(options, level))
    });
    let put = |level: f64| {
        let option = options.option(Kind::Put, level, 1.0);
        Option76 {
            rate: Rate::ZERO,
            ..option
        }
        .price()
    };
    law(options.forward, points, put)
}

/// The law of VIX at the settlement of a future, from the smile of its options; its mean is the future.
///
/// `factor` scales the smile, as a quote asks; `strike` is reproduced however far out it lies. Beyond 1.5 deviations
/// and that strike the smile is not believed: read to its end, it would have VIX average 90 where it passes 47.
pub fn of_vix(vols: VolOfVol, future: f64, left: Years, factor: f64, strike: Option<f64>) -> NormalTable {
    let years = left.get();
    let unit = vols.at_the_money(left).get() * sqrt(years);
    let at_strike = strike.map_or(0.0, |strike| ln(strike / future) / unit);
    // A factor widens the smile, and with it the levels that are in reach.
    let wider = factor.max(1.0);
    let top = (VIX_REACH.1 * wider).max(at_strike.min(FURTHEST));
    let vol = |strike: f64| vols.vol(future, strike, left).get() * factor;
    let points = even(VIX_REACH.0 * wider, top, STEPS).into_iter().map(|x| {
        let level = future * exp(x * unit);
        let deviation = vol(level) * sqrt(years);
        let d1 = ln(future / level) / deviation + deviation / 2.0;
        let slope = derivative(&vol, level, level * 1e-4 * unit);
        let below = normal_cdf(deviation - d1) + future * normal_pdf(d1) * sqrt(years) * slope;
        (x, level, below)
    });
    let put = |strike: f64| {
        let option = Option76 {
            kind: Kind::Put,
            forward: future,
            strike,
            years: left,
            vol: Vol::new(vol(strike)),
            rate: Rate::ZERO,
        };
        option.price()
    };
    law(future, points, put)
}

/// The law with these probabilities of ending below ascending levels, and this mean; `put` prices puts undiscounted.
///
/// Between the levels it is the one given. Below them it goes on log-normally, as steep as the put struck there asks; above
/// them in a straight line of the normal number, as steep as the mean asks: the lightest of the usual tails.
fn law(mean: f64, points: impl Iterator<Item = (f64, f64, f64)>, put: impl Fn(f64) -> f64) -> NormalTable {
    let mut known: Vec<(f64, f64)> = Vec::new();
    for (x, level, below) in points {
        let z = inverse_normal_cdf(below);
        let rises = z.is_finite() && known.last().is_none_or(|&(last, _)| z > last + 1e-9);
        if rises {
            known.push((z, ln(level)));
        } else if x > 0.0 {
            // Here the smile stops being a law.
            break;
        }
    }
    let ([first, second, ..], Some(&top)) = (known.as_slice(), known.last()) else {
        return NormalTable::of(|_| mean);
    };
    let start = steepness(*first, put(exp(first.1))).unwrap_or((second.1 - first.1) / (second.0 - first.0));
    let body = |z: f64| {
        if z < first.0 {
            return exp(first.1 + start * (z - first.0));
        }
        let above = known.partition_point(|&(at, _)| at <= z);
        match known.get(above) {
            Some(&(high, to)) => {
                let (low, from) = known[above - 1];
                exp(from + (to - from) * (z - low) / (high - low))
            }
            None => exp(top.1),
        }
    };
    let beyond = NormalTable::of(|z| (z - top.0).max(0.0));
    let body = NormalTable::of(body);
    let slope = ((mean - body.mean()) / beyond.mean()).max(0.0);
    let raw = NormalTable::of(|z| body.at(z) + slope * beyond.at(z));
    // Nothing but rounding, unless the levels alone had a higher mean than the price.
    let scale = mean / raw.mean();
    NormalTable::of(|z| raw.at(z) * scale)
}

/// How steeply the log of a price must fall below a number and its level for a put struck there to be worth this much.
///
/// `None` where the put is worth next to nothing: then it says nothing.
fn steepness((number, level): (f64, f64), put: f64) -> Option<f64> {
    let strike = exp(level);
    if put < 1e-6 * strike {
        return None;
    }
    let missed =
        |slope: f64| NormalTable::of(|z| strike * (1.0 - exp(slope * (z - number).min(0.0)))).mean() - put;
    first_root_on(&STEEPNESS, 1e-9, missed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Days;

    /// Calls up to the strike asked for, futures and puts: what the law was read from, to a thousandth of the forward.
    #[test]
    fn the_law_of_vix_repays_its_options() {
        for (smile, vvix) in [(0.0, 95.0), (0.31, 60.0), (0.31, 95.0), (0.31, 150.0)] {
            for days in [1.0, 10.0, 45.0, 75.0, 220.0] {
                for (factor, strike) in [(1.0, None), (1.2, Some(24.0)), (0.8, Some(40.0))] {
                    let vols = VolOfVol::new(vvix, smile);
                    let left = Days::new(days).years();
                    let table = of_vix(vols, 19.0, left, factor, strike);
                    assert!((table.mean() / 19.0 - 1.0).abs() < 1e-12, "the future itself");
                    let unit = vols.at_the_money(left).get() * sqrt(left.get());
                    let reach = 19.0 * exp(1.5 * unit);
                    for strike in [14.0, 18.0, 19.0, 20.0, 22.0, 26.0, strike.unwrap_or(19.0)] {
                        if strike > reach.max(24.0) {
                            continue;
                        }
                        let option = Option76 {
                            kind: Kind::Call,
                            forward: 19.0,
                            strike,
                            years: left,
                            vol: Vol::new(vols.vol(19.0, strike, left).get() * factor),
                            rate: Rate::new(0.0),
                        };
                        let drawn = table.mean_given(0.0, |vix| (vix - strike).max(0.0)).at(0.0);
                        let beyond = strike > reach;
                        // Beyond the reach a strike not asked for is only roughly repaid.
                        let allowed = if beyond { 0.1 } else { 0.02 };
                        assert!(
                            (drawn - option.price()).abs() < allowed,
                            "{strike} in {days} days, VVIX {vvix}, smile {smile}, factor {factor}: {drawn} is not {}",
                            option.price()
                        );
                    }
                }
            }
        }
    }
}

//! The position with one thing changed: what a sweep looks at, one change at a time and each in both directions.
//!
//! What is changed is bought or sold at the model's price of today, at the vols of today; the rest stays as it is.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::condor::Condor;
use crate::format::plain;
use crate::layer::{Instrument, Layer};
use crate::market::{Market, Shock};
use crate::math::{round, sqrt};
use crate::package::Package;
use crate::units::Days;
use crate::vol_of_vol::VolOfVol;

/// Condor strikes stand so many points apart.
const SPX_STEP: f64 = 5.0;
/// Strikes of VIX calls, half a point.
const VIX_STEP: f64 = 0.5;
/// How much nearer and further the short strikes are tried.
const REACH: [f64; 2] = [0.8, 1.2];
/// How much lower and higher the strikes of VIX calls are tried, and VVIX.
const TENTH: [f64; 2] = [0.9, 1.1];
const FIFTH: [f64; 2] = [0.8, 1.2];
/// Half and double.
const TWICE: [f64; 2] = [0.5, 2.0];
/// VIX points per 1 % fall: a muted answer and a sharp one. Source: measured, 2004-2026.
const ANSWERS: [f64; 2] = [0.7, 2.4];

/// One thing changed, down and up.
#[derive(Clone, Debug, PartialEq)]
pub struct Variation {
    /// What is changed.
    pub title: &'static str,
    /// Down, then up; none where there is no such position.
    pub ends: [Option<Changed>; 2],
}

/// The position after a change, and the shock it is looked at in.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    /// To what: "22.5 days".
    pub to: String,
    /// The position.
    pub package: Package,
    /// The shock.
    pub shock: Shock,
}

/// What a sweep tries on a position, in a shock of so many percent of SPX, VIX being on the line or typed.
pub fn variations(package: &Package, shock: Shock, percent: f64, vix_typed: bool) -> Vec<Variation> {
    let mut all = Vec::from([
        days_to_expiry(package, shock),
        width(package, shock),
        short_strikes(package, shock),
    ]);
    if package.layers.iter().any(is_call) {
        all.push(call_strikes(package, shock));
    }
    if !package.layers.is_empty() {
        all.push(days_of_layers(package, shock));
        all.push(contracts(package, shock));
        all.push(vvix(package, shock));
    }
    if package.layers.len() > 1 {
        all.push(layers(package, shock));
    }
    if percent < 0.0 && !vix_typed {
        all.push(answer_of_vix(package, shock, percent));
    }
    all
}

fn days_to_expiry(package: &Package, shock: Shock) -> Variation {
    let change = |factor: f64| {
        let days = package.condor.expiry.get() * factor;
        // As many standard deviations away as before.
        let condor = moved(package, sqrt(factor), package.condor.wings(), Days::new(days))?;
        Some((format!("{} days", plain(days)), sold(package, condor)?))
    };
    both("Condor\u{2019}s days to expiry", shock, TWICE, change)
}

fn width(package: &Package, shock: Shock) -> Variation {
    let change = |factor: f64| {
        let wings = package
            .condor
            .wings()
            .map(|wing| on_step(wing * factor, SPX_STEP));
        let condor = moved(package, 1.0, wings, package.condor.expiry)?;
        let words = if wings[0] == wings[1] {
            format!("{} points", plain(wings[0]))
        } else {
            format!("{} and {} points", plain(wings[0]), plain(wings[1]))
        };
        Some((words, sold(package, condor)?))
    };
    both("Width of the wings", shock, TWICE, change)
}

fn short_strikes(package: &Package, shock: Shock) -> Variation {
    let change = |factor: f64| {
        let condor = moved(package, factor, package.condor.wings(), package.condor.expiry)?;
        let words = format!("{} and {}", plain(condor.short_put), plain(condor.short_call));
        Some((words, sold(package, condor)?))
    };
    both("Short strikes nearer, further", shock, REACH, change)
}

fn call_strikes(package: &Package, shock: Shock) -> Variation {
    let change = |factor: f64| {
        let mut strikes = Vec::new();
        let package = each_layer(package, &package.market, |layer| {
            let terms = layer.terms();
            let Instrument::VixCall { strike } = terms.instrument else {
                return (terms.instrument, terms.expiry);
            };
            let strike = on_step(strike * factor, VIX_STEP);
            strikes.push(plain(strike));
            (Instrument::VixCall { strike }, terms.expiry)
        });
        Some((strikes.join(", "), package))
    };
    both("Strikes of the VIX calls", shock, TENTH, change)
}

fn days_of_layers(package: &Package, shock: Shock) -> Variation {
    let change = |factor: f64| {
        let mut days = Vec::new();
        let package = each_layer(package, &package.market, |layer| {
            let terms = layer.terms();
            let expiry = Days::new(terms.expiry.get() * factor);
            days.push(plain(expiry.get()));
            (terms.instrument, expiry)
        });
        Some((format!("{} days", days.join(", ")), package))
    };
    both("Days of the layers", shock, TWICE, change)
}

fn contracts(package: &Package, shock: Shock) -> Variation {
    let change = |factor: f64| {
        let layers: Vec<Layer> = package
            .layers
            .iter()
            .map(|layer| layer.times(times(layer.terms().quantity, factor)))
            .collect();
        let counts: Vec<String> = layers.iter().map(|layer| plain(layer.contracts())).collect();
        let words = counts.join("/");
        Some((
            words,
            Package {
                layers,
                ..package.clone()
            },
        ))
    };
    both("Contracts, and with them the budget", shock, TWICE, change)
}

fn layers(package: &Package, shock: Shock) -> Variation {
    let mut order: Vec<usize> = (0..package.layers.len()).collect();
    order.sort_by(|&one, &other| {
        let days = |nth: usize| {
            package
                .layers
                .get(nth)
                .map_or(0.0, |layer| layer.terms().expiry.get())
        };
        days(one).total_cmp(&days(other))
    });
    let without = |nth: Option<&usize>, words: &str| {
        let &nth = nth?;
        let mut left = package.clone();
        left.layers.remove(nth);
        Some(Changed {
            to: String::from(words),
            package: left,
            shock,
        })
    };
    Variation {
        title: "One layer less",
        ends: [
            without(order.first(), "without the nearest"),
            without(order.last(), "without the farthest"),
        ],
    }
}

fn vvix(package: &Package, shock: Shock) -> Variation {
    let vols = package.market.vol_of_vol;
    let change = |factor: f64| {
        let points = round(vols.vvix().get() * 100.0 * factor);
        let market = Market {
            vol_of_vol: VolOfVol::new(points, vols.smile()),
            ..package.market.clone()
        };
        let changed = each_layer(package, &market, |layer| {
            (layer.terms().instrument, layer.terms().expiry)
        });
        Some((format!("VVIX {}", plain(points)), changed))
    };
    both("What VIX options cost", shock, FIFTH, change)
}

fn answer_of_vix(package: &Package, shock: Shock, percent: f64) -> Variation {
    let ends = ANSWERS.map(|per_fall| {
        let mut changed = package.clone();
        changed.market.line.per_fall = per_fall;
        let shock = changed.market.on_the_line(percent, shock.day);
        Some(Changed {
            to: format!("{} points per 1 %", plain(per_fall)),
            package: changed,
            shock,
        })
    });
    Variation {
        title: "How VIX answers the fall",
        ends,
    }
}

fn both(
    title: &'static str,
    shock: Shock,
    factors: [f64; 2],
    mut change: impl FnMut(f64) -> Option<(String, Package)>,
) -> Variation {
    Variation {
        title,
        ends: factors.map(|factor| change(factor).map(|(to, package)| Changed { to, package, shock })),
    }
}

/// The condor with its short strikes so many times as far from SPX, wings of these widths, and this expiry; none where its
/// strikes would cross.
fn moved(package: &Package, distance: f64, wings: [f64; 2], expiry: Days) -> Option<Condor> {
    let (condor, spx) = (&package.condor, package.market.spx);
    let at = |strike: f64| on_step(spx + (strike - spx) * distance, SPX_STEP);
    let (short_put, short_call) = (at(condor.short_put), at(condor.short_call));
    let moved = Condor {
        long_put: short_put - wings[0],
        short_put,
        short_call,
        long_call: short_call + wings[1],
        expiry,
        ..*condor
    };
    let in_order = moved.long_put > 0.0
        && moved.long_put < short_put
        && short_put <= short_call
        && short_call < moved.long_call;
    in_order.then_some(moved)
}

/// The position with this condor, sold at the model's price; none where it would pay nothing.
fn sold(package: &Package, condor: Condor) -> Option<Package> {
    let state = package.market.after(package.market.today());
    let credit = condor.cost_to_close(&state.spx_expiry(condor.expiry));
    (credit > 0.0).then(|| Package {
        condor: Condor { credit, ..condor },
        ..package.clone()
    })
}

/// The position in a market with each layer that is held or bought now exchanged for what `change` makes of it.
fn each_layer(
    package: &Package,
    market: &Market,
    mut change: impl FnMut(&Layer) -> (Instrument, Days),
) -> Package {
    let today = market.after(market.today());
    let layers = package.layers.iter().map(|layer| {
        let (instrument, expiry) = change(layer);
        if !layer.is_active(market) {
            return *layer;
        }
        let with = |paid: f64| layer.exchanged(instrument, layer.terms().quantity, expiry, paid);
        with(with(0.0).value(&today))
    });
    Package {
        layers: layers.collect(),
        market: market.clone(),
        condor: package.condor,
    }
}

fn is_call(layer: &Layer) -> bool {
    matches!(layer.terms().instrument, Instrument::VixCall { .. })
}

/// So many times as many contracts, at least one where there was one.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a typed quantity is within ten thousand, and twice that fits"
)]
fn times(quantity: i32, factor: f64) -> i32 {
    let changed = round(f64::from(quantity) * factor) as i32;
    if changed == 0 { quantity.signum() } else { changed }
}

/// The multiple of a step nearest to a strike, at least one step.
fn on_step(strike: f64, step: f64) -> f64 {
    (round(strike / step) * step).max(step)
}

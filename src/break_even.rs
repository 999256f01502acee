//! Where the package breaks even: SPX levels at the condor's expiry, and the VIX level each SPX level needs.

use alloc::vec::Vec;

use crate::condor::Condor;
use crate::lowest_root::lowest_root_on;
use crate::market::{Horizon, LOWEST_VIX};
use crate::nodes::{even, include};
use crate::package::Package;
use crate::root::roots_on;
use crate::units::{Days, Usd};

/// No VIX above this is looked for. Source: the highest close since 1990 is 82.69 (2020-03-16).
pub const HIGHEST_VIX: f64 = 150.0;
/// SPX levels searched, as shares of today's.
const SPX_RANGE: (f64, f64) = (0.3, 1.7);
/// Equal steps of the search between them.
const SPX_STEPS: u32 = 140;
/// Break-even levels are exact to this, index points: far below a cent.
const SPX_TOLERANCE: f64 = 1e-10;
/// The sides of a jump are looked at this share of SPX apart.
const JUMP: f64 = 1e-9;
/// VIX levels are exact to this, VIX points.
const VIX_TOLERANCE: f64 = 1e-10;
/// SPX moves, percent, at which the VIX needed is told.
pub const MOVES: [f64; 21] = [
    -20.0, -15.0, -12.0, -10.0, -9.0, -8.0, -7.0, -6.0, -5.0, -4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0,
    4.0, 5.0, 7.0, 10.0,
];
/// VIX levels between which a break-even is looked for, ascending from the lowest.
const VIX_NODES: [f64; 13] = [
    9.0, 11.5, 14.5, 18.0, 22.5, 28.5, 36.0, 45.0, 57.0, 72.0, 91.0, 115.0, 150.0,
];

/// Break-even levels of SPX at the condor's expiry, ascending.
#[derive(Clone, Debug, PartialEq)]
pub struct BreakEven {
    /// Of the condor alone, after fees.
    pub unhedged: Vec<f64>,
    /// Of the package if the hedge ends worthless.
    pub hedge_worthless: Vec<f64>,
    /// Of the package with VIX on the line and the hedge at the model's value: every level at which the total
    /// changes its sign, also where buying a layer makes it jump.
    pub hedge_at_model: Vec<f64>,
}

/// VIX needed at one SPX level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VixNeeded {
    /// SPX level, index points.
    pub spx: f64,
    /// The lowest VIX at which the package does not lose; `LOWEST_VIX` where any level will do.
    pub vix: Option<f64>,
}

/// Break-even levels of SPX at the condor's expiry.
pub fn break_even(package: &Package) -> BreakEven {
    let condor = &package.condor;
    let net = condor.net_credit();
    let cost = condor.points(package.premium() + package.trading_costs());
    BreakEven {
        unhedged: unhedged(condor),
        hedge_worthless: strikes_moved(condor, net - cost),
        hedge_at_model: at_model(package),
    }
}

/// Break-even levels of the condor alone at its expiry, after fees.
pub fn unhedged(condor: &Condor) -> Vec<f64> {
    strikes_moved(condor, condor.net_credit())
}

/// The levels at which a payoff of the wings uses up `points` of credit.
fn strikes_moved(condor: &Condor, points: f64) -> Vec<f64> {
    let mut levels = Vec::new();
    if points < 0.0 {
        return levels;
    }
    if points <= condor.short_put - condor.long_put {
        levels.push(condor.short_put - points);
    }
    if points <= condor.long_call - condor.short_call {
        levels.push(condor.short_call + points);
    }
    levels
}

fn at_model(package: &Package) -> Vec<f64> {
    let (market, condor) = (&package.market, &package.condor);
    let horizon = package.by(condor.expiry);
    let total = |spx: f64| package.total_in(&horizon.on_the_line_at(spx)).get();
    // Between kinks the total is smooth, so a step holds one root at most.
    let mut nodes = even(market.spx * SPX_RANGE.0, market.spx * SPX_RANGE.1, SPX_STEPS);
    for kink in package.spx_kinks(condor.expiry) {
        // A layer that is bought at a level makes a jump there: looked at from both sides.
        for point in [kink * (1.0 - JUMP), kink, kink * (1.0 + JUMP)] {
            if point > nodes[0] && point < nodes[nodes.len() - 1] {
                include(&mut nodes, point);
            }
        }
    }
    roots_on(&nodes, SPX_TOLERANCE, total)
}

/// The lowest VIX at which the package does not lose, `day` days from now, at each of `MOVES`.
pub fn vix_needed(package: &Package, day: Days) -> Vec<VixNeeded> {
    let market = &package.market;
    let settled = day >= package.condor.expiry;
    let fixed_hedge = !package.hedge_follows_spx();
    let horizon = package.by(day);
    // The hedge of VIX products does not see SPX: valued once per VIX level.
    let hedge: Vec<Usd> = if fixed_hedge {
        VIX_NODES
            .iter()
            .map(|&vix| package.hedge_gain(&horizon.after(market.spx, vix)))
            .collect()
    } else {
        Vec::new()
    };
    MOVES
        .iter()
        .map(|&percent| {
            let spx = market.spx * (1.0 + percent / 100.0);
            let settled_gain = settled.then(|| package.condor.gain_at(package.condor.payoff(spx)));
            let total_at = |node: usize| {
                let state = horizon.after(spx, VIX_NODES[node]);
                if !fixed_hedge {
                    return package.total_in(&state).get();
                }
                let condor = settled_gain.unwrap_or_else(|| package.condor.gain(&state));
                (condor + hedge[node]).get()
            };
            VixNeeded {
                spx,
                vix: lowest_vix(total_at, |vix| package.total_in(&horizon.after(spx, vix)).get()),
            }
        })
        .collect()
}

/// The lowest VIX at which the package does not lose with SPX at `spx` on a day from now; `LOWEST_VIX` where
/// any level will do, `None` where none up to 150 does.
pub fn lowest_vix_at(package: &Package, spx: f64, day: Days) -> Option<f64> {
    lowest_vix_by(package, &package.by(day), spx)
}

/// As `lowest_vix_at`, for many levels on one day.
pub fn lowest_vix_by(package: &Package, horizon: &Horizon<'_>, spx: f64) -> Option<f64> {
    let total = |vix: f64| package.total_in(&horizon.after(spx, vix)).get();
    lowest_vix(|node| total(VIX_NODES[node]), total)
}

fn lowest_vix(at_node: impl Fn(usize) -> f64, at: impl Fn(f64) -> f64 + Copy) -> Option<f64> {
    if at_node(0) >= 0.0 {
        return Some(LOWEST_VIX);
    }
    lowest_root_on(&VIX_NODES, VIX_TOLERANCE, at_node, at)
}

//! The break-evens on either side of today's SPX: how far it may go before the package loses, or earns again.

use alloc::vec::Vec;

use crate::nodes::include;
use crate::package::Package;
use crate::root::first_root_on;
use crate::units::Days;

/// How far from today's SPX is searched, as a share of it. Source: as for the break-evens of the report.
const REACH: f64 = 0.7;
/// Shares of SPX at which the total is looked at, beside its kinks.
const SHARES: [f64; 14] = [
    0.0, 0.01, 0.02, 0.03, 0.045, 0.06, 0.08, 0.1, 0.13, 0.17, 0.22, 0.3, 0.45, REACH,
];
/// Levels are exact to this, index points: far below a cent.
const TOLERANCE: f64 = 1e-9;
/// Where a layer waits for a level, buying it makes a jump: its sides are looked at this share apart.
const JUMP: f64 = 1e-9;

/// The nearest SPX levels below and above today's at which the total changes its sign.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NearestBreakEven {
    /// The one below; `None` where there is none down to 30 % of today's level.
    pub lower: Option<f64>,
    /// The one above; `None` where there is none up to 170 %.
    pub upper: Option<f64>,
}

/// The nearest break-evens `day` days from now, VIX on the line.
pub fn nearest_break_even(package: &Package, day: Days) -> NearestBreakEven {
    let market = &package.market;
    let horizon = package.by(day);
    let kinks = package.spx_kinks(day);
    let jumps = package.layers.iter().any(|layer| !layer.is_active(market));
    let side = |sign: f64| {
        let level = |away: f64| market.spx + sign * away;
        let mut nodes: Vec<f64> = SHARES.iter().map(|share| market.spx * share).collect();
        for kink in &kinks {
            let away = sign * (kink - market.spx);
            if away > 0.0 && away < market.spx * REACH {
                include(&mut nodes, away);
                if jumps {
                    include(&mut nodes, away * (1.0 - JUMP));
                    include(&mut nodes, away * (1.0 + JUMP));
                }
            }
        }
        first_root_on(&nodes, TOLERANCE, |away| {
            package.total_in(&horizon.on_the_line_at(level(away))).get()
        })
        .map(level)
    };
    NearestBreakEven {
        lower: side(-1.0),
        upper: side(1.0),
    }
}

//! Layer three: put spreads far below SPX, switched on for announcements.

use serde::Serialize;

use super::{Moves, is_event, within};
use crate::inputs::systems::one_day::OneDay;
use crate::layer::{Instrument, Layer, Terms};
use crate::multiplier::proportion;
use crate::plan::Plan;
use crate::short_strikes::Grid;
use crate::units::{Rate, Usd};
use crate::whole_contracts::whole;

/// Index points between strikes.
const STEP: f64 = 5.0;
/// The lowest strike that can be typed.
const LOWEST: f64 = 1.0;
/// The cost of capital moves the layer between these factors.
const BOUNDS: (f64, f64) = (0.5, 1.5);

/// Layer three.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tail {
    /// Strike of the put bought.
    pub upper: f64,
    /// Strike of the put sold.
    pub lower: f64,
    /// Price of one spread, index points.
    pub price: f64,
    /// Cost of one spread with fees and slippage.
    pub cost_each: Usd,
    /// The factor of the cost of capital.
    pub by_wacc: f64,
    /// Spreads wanted, before rounding.
    pub exact: f64,
    /// Whole spreads within the cap: nothing while no announcement is ahead.
    pub spreads: u32,
    /// Whole spreads it would have with one.
    pub if_on: u32,
    /// Most that the spreads of `if_on` pay, before their cost.
    pub pays_at_most: Usd,
}

impl Tail {
    /// The layer, where it is on and holds anything.
    pub fn layer(&self, plan: &Plan) -> Option<Layer> {
        (self.spreads > 0).then(|| spreads(plan, (self.upper, self.lower), self.spreads))
    }
}

fn spreads(plan: &Plan, (upper, lower): (f64, f64), quantity: u32) -> Layer {
    let package = plan.package();
    let terms = Terms {
        instrument: Instrument::SpxPutSpread { upper, lower },
        quantity: i32::try_from(quantity).unwrap_or(i32::MAX),
        expiry: package.condor.expiry,
        quote: None,
        entry: None,
        activate_at: None,
        beta: None,
    };
    Layer::new(terms, &package.market, plan.costs())
}

/// The put spreads; `None` where SPX has no strikes that far down.
pub(super) fn tail(plan: &Plan, typed: &OneDay, moves: &Moves) -> Option<Tail> {
    let package = plan.package();
    let grid = Grid {
        spx: package.market.spx,
        step: STEP,
    };
    let upper = grid.at_distance(typed.tail_at * moves.to_expiry).put;
    let lower = upper - typed.tail_width;
    if lower < LOWEST {
        return None;
    }
    let one = spreads(plan, (upper, lower), 1);
    let cost_each = one.premium(&package.market) + one.trading_costs(&package.market);
    let by_wacc = proportion(
        plan.capital().wacc.get(),
        Rate::from_percent(typed.tail_wacc).get(),
        BOUNDS,
    );
    let exact = f64::from(package.condor.quantity) * typed.tail_share / 100.0 * by_wacc;
    let limit = plan.capital().account * (typed.cap_tail / 100.0);
    let if_on = within(cost_each, limit).map_or(whole(exact), |most| whole(exact).min(whole(most)));
    Some(Tail {
        upper,
        lower,
        price: one.price(),
        cost_each,
        by_wacc,
        exact,
        spreads: if is_event(typed) { if_on } else { 0 },
        if_on,
        pays_at_most: one.dollars(upper - lower) * f64::from(if_on),
    })
}

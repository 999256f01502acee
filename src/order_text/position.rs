//! The inputs as legs: what an order of the whole position trades.

use alloc::vec::Vec;

use crate::calendar::date::{Date, plus};
use crate::calendar::expiry::{VixSeries, vix_on};
use crate::calendar::listing::{Product, whole_days};
use crate::inputs::{INSTRUMENTS, Inputs, LayerRow};
use crate::order_text::leg::{Leg, Right, Root, Side};
use crate::order_text::placement::expiry;
use crate::units::Days;

/// Legs that are traded together.
#[derive(Clone, Debug, PartialEq)]
pub struct Traded {
    /// How many of each.
    pub quantity: u32,
    /// Bought or sold as a whole: a put spread by its upper strike.
    pub side: Side,
    /// Its legs, each with its own side.
    pub legs: Vec<Leg>,
    /// Points for one, where a price was typed.
    pub price: Option<f64>,
    /// Which layer it is; `None` for the condor.
    pub layer: Option<usize>,
    /// VIX level at which it is bought, where it waits for one.
    pub activate_at: Option<f64>,
}

/// The condor and the layers of checked inputs on a day, in their order.
pub fn traded(inputs: &Inputs, as_of: Date) -> Vec<Traded> {
    let layers = inputs.layers.iter().enumerate();
    core::iter::once(condor(inputs, as_of))
        .chain(layers.filter_map(|(at, row)| layer(at, row, as_of)))
        .collect()
}

fn condor(inputs: &Inputs, as_of: Date) -> Traded {
    let expiry = plus(as_of, whole_days(Product::Spxw, Days::new(inputs.condor_dte)));
    let quantity = whole(inputs.condors);
    let leg = |side, right, strike| Leg::option(Root::Spxw, expiry, right, strike).traded(side, quantity);
    Traded {
        quantity,
        side: Side::Sold,
        legs: Vec::from([
            leg(Side::Sold, Right::Call, inputs.short_call),
            leg(Side::Bought, Right::Call, inputs.long_call),
            leg(Side::Sold, Right::Put, inputs.short_put),
            leg(Side::Bought, Right::Put, inputs.long_put),
        ]),
        price: Some(inputs.credit),
        layer: None,
        activate_at: None,
    }
}

fn layer(at: usize, row: &LayerRow, as_of: Date) -> Option<Traded> {
    let expiry = expiry(row, as_of);
    let quantity = whole(row.quantity);
    let side = if row.quantity < 0.0 {
        Side::Sold
    } else {
        Side::Bought
    };
    let of = INSTRUMENTS.iter().position(|name| *name == row.instrument)?;
    let legs = match of {
        0 => {
            let root = if vix_on(expiry) == Some(VixSeries::Weekly) {
                Root::Vixw
            } else {
                Root::Vix
            };
            Vec::from([Leg::option(root, expiry, Right::Call, row.strike?).traded(side, quantity)])
        }
        3 => {
            let put = |side: Side, strike| {
                Leg::option(Root::Spxw, expiry, Right::Put, strike).traded(side, quantity)
            };
            Vec::from([put(side, row.strike?), put(side.other(), row.lower_strike?)])
        }
        _ => {
            let root = if of == 1 { Root::Vx } else { Root::Vxm };
            Vec::from([Leg::bare(root, expiry).traded(side, quantity)])
        }
    };
    (quantity > 0).then_some(Traded {
        quantity,
        side,
        legs,
        price: row.price,
        layer: Some(at),
        activate_at: row.activate_at,
    })
}

/// A checked quantity, whole and at most ten thousand, without its sign.
fn whole(quantity: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole and in range: the inputs are checked"
    )]
    let whole = quantity.abs() as u32;
    whole
}

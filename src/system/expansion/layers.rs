//! Each layer before and after, and whether the expansion exceeds the first two.

use alloc::vec::Vec;

use serde::Serialize;

use super::side::Side;
use super::study::{Study, whole};
use crate::book::Book;
use crate::inputs::systems::expansion::EXCEEDS;
use crate::layer::{Instrument, Layer};
use crate::market::Shock;
use crate::math::exp;
use crate::route::Route;
use crate::units::{Days, Usd};

/// One layer before and after.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LayerSides {
    /// Price of one, points: before and after.
    pub price: [f64; 2],
    /// Of that, time value.
    pub time_value: [f64; 2],
    /// Its future, or the SPX forward of a put spread.
    pub forward: [f64; 2],
    /// Where its future must settle for the layer to have earned its price; `None` for put spreads.
    pub break_even_future: Option<f64>,
    /// Dollars per point of spot VIX, whole layer.
    pub per_vix_point: [Usd; 2],
    /// Dollars per calendar day if nothing moves, whole layer.
    pub theta: [Usd; 2],
    /// Gain since it was bought, whole layer.
    pub gain: Usd,
    /// What was paid for each dollar it is worth once volatility has expanded; `None` for futures and what is worthless.
    pub paid_per_dollar: Option<f64>,
    /// Points that VIX must rise each day to pay for its carry, before; `None` where it does not answer to VIX.
    pub carry_points: Option<f64>,
}

/// Whether the expansion exceeds the hedge's first two layers, both readings.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Exceeded {
    /// Layers of VIX calls or futures looked at: the first two, or fewer.
    pub layers: f64,
    /// How far the closer of their futures is past its break-even; negative short of it.
    pub past_break_even: Option<f64>,
    /// Whether every one of their futures is past its break-even.
    pub futures: bool,
    /// Their gains, added.
    pub gain: Usd,
    /// Whether the condor's loss exceeds that.
    pub loss: bool,
    /// The reading in force.
    pub holds: bool,
}

impl Study<'_> {
    pub(super) fn layers(&self, today: &Route<'_>) -> Vec<LayerSides> {
        let route = self.desk.route();
        let sides = [today, route];
        let states = sides.map(|side| side.market.after(side.via));
        let held = self.desk.held().layers.iter();
        held.map(|layer| {
            let each = [0, 1];
            let price = each.map(|side| sides[side].value(layer, &states[side]));
            let forward = each.map(|side| forward(layer, sides[side]));
            let per_vix_point = each.map(|side| Book::layer_per_vix_point(layer, sides[side]));
            let theta = each.map(|side| a_day(layer, sides[side]));
            let paid = layer.basis();
            let is_option = !layer.terms().instrument.is_future();
            LayerSides {
                price,
                time_value: each.map(|side| time_value(layer, sides[side], price[side], forward[side])),
                forward,
                break_even_future: break_even_future(layer),
                per_vix_point,
                theta,
                gain: Book::layer_gain(layer, route, &states[1]),
                paid_per_dollar: (is_option && price[1] > 0.0).then(|| paid / price[1]),
                carry_points: (per_vix_point[0].get() != 0.0)
                    .then(|| -theta[0].get() / per_vix_point[0].get()),
            }
        })
        .collect()
    }

    pub(super) fn exceeded(&self, after: &Side) -> Exceeded {
        let route = self.desk.route();
        let state = route.market.after(route.via);
        let first: Vec<&Layer> = self
            .desk
            .held()
            .layers
            .iter()
            .filter(|layer| break_even_future(layer).is_some() && layer.is_active(route.market))
            .take(2)
            .collect();
        let past = first
            .iter()
            .filter_map(|layer| Some(forward(layer, route) - break_even_future(layer)?))
            .reduce(f64::min);
        let gain = first.iter().fold(Usd::ZERO, |sum, layer| {
            sum + Book::layer_gain(layer, route, &state)
        });
        let futures = past.is_some_and(|past| past > 0.0);
        let loss = after.condor < Usd::ZERO && -after.condor > gain;
        Exceeded {
            layers: whole(first.len()),
            past_break_even: past,
            futures,
            gain,
            loss,
            holds: if self.typed.exceeds == EXCEEDS[0] {
                futures
            } else {
                loss
            },
        }
    }
}

/// A layer's future, or the SPX forward of a put spread; the level it was paid on once it has settled.
fn forward(layer: &Layer, route: &Route<'_>) -> f64 {
    let terms = layer.terms();
    let state = route.market.after(route.via);
    let settled = state.settled(terms.expiry);
    let (spx, vix) = route.levels(terms.expiry, route.via);
    match terms.instrument {
        Instrument::SpxPutSpread { .. } if settled => spx,
        Instrument::SpxPutSpread { .. } => state.spx_expiry(terms.expiry).forward,
        _ if settled => vix,
        _ => state.future(terms.expiry, terms.beta),
    }
}

/// Where a layer's future must settle for the layer to have earned its price.
fn break_even_future(layer: &Layer) -> Option<f64> {
    match layer.terms().instrument {
        Instrument::VixCall { strike } => Some(strike + layer.basis()),
        Instrument::VixFuture | Instrument::VixMini => Some(layer.basis()),
        Instrument::SpxPutSpread { .. } => None,
    }
}

/// Points of a layer's price that only time holds: its price less what its forward's payoff is worth now.
fn time_value(layer: &Layer, route: &Route<'_>, price: f64, forward: f64) -> f64 {
    let terms = layer.terms();
    if terms.instrument.is_future() || route.market.after(route.via).settled(terms.expiry) {
        return 0.0;
    }
    let years = terms.expiry.since(route.via.day).years().get();
    price - exp(-route.market.rate.get() * years) * terms.instrument.payoff(forward, forward)
}

/// What a layer gains over the next day if nothing moves.
fn a_day(layer: &Layer, route: &Route<'_>) -> Usd {
    let via = route.via;
    let next = Shock {
        day: Days::new(via.day.get() + 1.0),
        ..via
    };
    let gain = |end: Shock| Book::layer_gain(layer, route, &route.market.after(end));
    gain(next) - gain(via)
}

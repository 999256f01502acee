//! The position carried over into the expanded market, as a reader would type it there.

use alloc::vec::Vec;

use crate::book::Book;
use crate::inputs::{FutureRow, Inputs, LayerRow, MOST_ROWS};
use crate::layer::{Instrument, Layer};
use crate::math::round;
use crate::plan::Plan;
use crate::route::Route;
use crate::units::Days;

/// Vols this close are the same but for the rounding of a price.
const CLOSE: f64 = 0.01;

/// Inputs that hold the same position with the expanded market as today's; `None` where they would not be
/// valid, or not the same.
///
/// The condor gets its price to close, which fixes its vol; each layer its quote and what was paid. Layers that have
/// settled are left out with what they paid; levels are rounded as they are quoted.
pub(super) fn carried_over(plan: &Plan, held: &Book, route: &Route<'_>) -> Option<Inputs> {
    let (market, via) = (route.market, route.via);
    let state = market.after(via);
    let options = state.spx_expiry(held.condor.expiry);
    let vvix = state.vol_of_vol().vvix().get() * 100.0;
    let layers = held
        .layers
        .iter()
        .filter(|layer| !state.settled(layer.terms().expiry));
    let inputs = Inputs {
        spx: hundredths(via.spx),
        vix: hundredths(via.vix),
        vvix: round(vvix * 10.0) / 10.0,
        condor_dte: held.condor.expiry.since(via.day).get(),
        vix_to: None,
        mark: Some(fine(held.condor.cost_to_close(&options))),
        futures: quotes_there(held, route),
        layers: layers.map(|layer| row(layer, route)).collect::<Vec<LayerRow>>(),
        ..plan.inputs().clone()
    };
    // A price may fit two vols, and the lower one would be read back.
    let there = inputs.check().ok()?.vol().used.get();
    let same = (there / options.atm.get() - 1.0).abs() < CLOSE;
    same.then_some(inputs)
}

/// The futures that still run, and the layers' own: the curve bends more in a spike than between its quotes.
fn quotes_there(held: &Book, route: &Route<'_>) -> Vec<FutureRow> {
    let state = route.market.after(route.via);
    let quoted = route.market.curve.quotes().iter().map(|quote| quote.tenor);
    let layers = held
        .layers
        .iter()
        .map(Layer::terms)
        .filter(|terms| terms.instrument.is_vix());
    let mut tenors: Vec<Days> = Vec::new();
    for tenor in layers.map(|terms| terms.expiry).chain(quoted) {
        if !state.settled(tenor) && !tenors.contains(&tenor) && tenors.len() < MOST_ROWS {
            tenors.push(tenor);
        }
    }
    tenors
        .into_iter()
        .map(|tenor| FutureRow {
            dte: tenor.since(route.via.day).get(),
            price: hundredths(state.future(tenor, None)),
        })
        .collect()
}

fn row(layer: &Layer, route: &Route<'_>) -> LayerRow {
    let (terms, state) = (layer.terms(), route.market.after(route.via));
    let (name, strike, lower) = match terms.instrument {
        Instrument::VixCall { strike } => ("vixCall", Some(strike), None),
        Instrument::VixFuture => ("vixFuture", None, None),
        Instrument::VixMini => ("vixMini", None, None),
        Instrument::SpxPutSpread { upper, lower } => ("spxPutSpread", Some(upper), Some(lower)),
    };
    let waits = !layer.is_active(route.market);
    LayerRow {
        strike,
        lower_strike: lower,
        price: (!waits).then(|| fine(layer.value(&state))),
        entry: (!waits).then(|| fine(layer.basis())),
        activate_at: terms.activate_at.filter(|_| waits),
        beta: terms.beta,
        ..LayerRow::bare(name, layer.contracts(), terms.expiry.since(route.via.day).get())
    }
}

fn hundredths(level: f64) -> f64 {
    round(level * 100.0) / 100.0
}

/// A ten-thousandth of a point: a cent on a contract.
fn fine(price: f64) -> f64 {
    round(price * 1e4) / 1e4
}

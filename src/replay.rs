//! A spike on record, gone through again by today's position.

use crate::layer::Layer;
use crate::market::{Market, Shock, State};
use crate::math::{exp, ln};
use crate::package::{Outcome, Package};
use crate::response::Rule;
use crate::spike_record::SpikeRecord;
use crate::units::Usd;

/// What condor and layers gain in a spike on record.
#[derive(Clone, Debug, PartialEq)]
pub struct Replay {
    /// With every VIX future moved as it was recorded to.
    pub recorded: Outcome,
    /// With every VIX future moved as the kernel says, given where SPX and VIX went.
    pub kernel: Outcome,
}

/// Takes a position through a spike.
///
/// SPX moves by the recorded share of itself, spot VIX by the recorded log move, and so does the future of each layer,
/// at its days to settlement. There is no record of the condor's own vols, nor of those of VIX options: they move as
/// the model says, given VIX. A layer that settles before the spike ends does so on VIX in a straight line; one that
/// waits for a VIX level is bought there, its future as far along its move as VIX is along its own. The reader's own
/// response rule and betas play no part.
pub fn replay(package: &Package, record: &SpikeRecord) -> Replay {
    let mut today = Package {
        layers: package.layers.iter().map(|layer| layer.with_beta(None)).collect(),
        ..package.clone()
    };
    today.market.response = Rule::Kernel;
    let shock = Shock {
        spx: today.market.spx * record.spx_ratio(),
        vix: today.market.curve.spot() * exp(record.vix_move()),
        day: record.duration(),
    };
    let kernel = today.outcome(shock);
    let gains = today
        .layers
        .iter()
        .map(|layer| gain(layer, &today.market, record, shock));
    Replay {
        recorded: Outcome::of(shock, kernel.condor, gains.collect()),
        kernel,
    }
}

/// What a layer gains when its future moves as recorded.
fn gain(layer: &Layer, market: &Market, record: &SpikeRecord, shock: Shock) -> Usd {
    let expiry = layer.terms().expiry;
    let log_move = record.future_move(expiry);
    let state = market.after(clear_of_forward(market, shock));
    let there = moved(layer, &state, log_move);
    let level = match layer.terms().activate_at {
        Some(level) if !layer.is_active(market) => level,
        _ => return there.gain(market, &state),
    };
    if shock.vix < level || state.settled(expiry) {
        return Usd::ZERO;
    }
    let along = ln(level / market.curve.spot()) / record.vix_move();
    let state_then = market.after(clear_of_forward(market, Shock { vix: level, ..shock }));
    let paid = moved(layer, &state_then, log_move * along).value(&state_then);
    layer.dollars(there.value(&state) - paid) - layer.costs_at(paid)
}

/// The layer with the beta under which its future makes a log move in this state.
fn moved(layer: &Layer, state: &State<'_>, log_move: f64) -> Layer {
    layer.with_beta(Some(log_move / state.surprise()))
}

/// The smallest log of VIX over its forward that a beta is taken of; so much of VIX is far below a cent.
const LEAST_SURPRISE: f64 = 1e-9;

/// The shock, with VIX a trifle above its forward where it would land on it: there every beta gives the same future.
fn clear_of_forward(market: &Market, shock: Shock) -> Shock {
    if market.after(shock).surprise().abs() > LEAST_SURPRISE {
        return shock;
    }
    Shock {
        vix: shock.vix * (1.0 + 3.0 * LEAST_SURPRISE),
        ..shock
    }
}

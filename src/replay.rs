//! A spike on record, gone through again by today's position.

use crate::market::Shock;
use crate::math::exp;
use crate::package::{Outcome, Package};
use crate::response::Rule;
use crate::spike_record::SpikeRecord;

/// What condor and layers gain in a spike on record.
#[derive(Clone, Debug, PartialEq)]
pub struct Replay {
    /// With every VIX future moved as it was recorded to.
    pub recorded: Outcome,
    /// With every VIX future moved as the kernel says, given where SPX and VIX went.
    pub kernel: Outcome,
}

/// The smallest log of VIX over its forward that a beta is taken of; 1e-9 of VIX is far below a cent.
const LEAST_SURPRISE: f64 = 1e-9;

/// Takes a position through a spike.
///
/// SPX moves by the recorded share of itself, spot VIX by the recorded log move, and so does the future of each layer,
/// at its days to settlement. There is no record of the condor's own vols, nor of those of VIX options: they move as
/// the model says, given VIX. A layer that settles before the spike ends does so on VIX in a straight line. The
/// reader's own response rule and betas play no part.
pub fn replay(package: &Package, record: &SpikeRecord) -> Replay {
    let mut today = Package {
        layers: package.layers.iter().map(|layer| layer.with_beta(None)).collect(),
        ..package.clone()
    };
    today.market.response = Rule::Kernel;
    let vix = today.market.curve.spot() * exp(record.vix_move());
    let mut shock = Shock {
        spx: today.market.spx * record.spx_ratio(),
        vix,
        day: record.duration(),
    };
    let mut surprise = today.market.after(shock).surprise();
    if surprise.abs() < LEAST_SURPRISE {
        shock.vix = vix * (1.0 + 3.0 * LEAST_SURPRISE);
        surprise = today.market.after(shock).surprise();
    }
    let kernel = today.outcome(shock);
    for layer in &mut today.layers {
        let beta = record.future_move(layer.terms().expiry) / surprise;
        *layer = layer.with_beta(Some(beta));
    }
    Replay {
        recorded: today.outcome(shock),
        kernel,
    }
}

//! Mixes of contracts of the layers there are: what each returns and costs, and which of them nothing beats.

use alloc::vec;
use alloc::vec::Vec;

use serde::Serialize;

use crate::hedge_cost::{FourCounts, hedge_cost};
use crate::layer::Layer;
use crate::market::Shock;
use crate::package::Package;
use crate::units::Usd;

/// Layers whose contracts are mixed; those behind them stay as they are.
pub const MIXED: usize = 3;
/// Steps from none to twice as many contracts, where a layer has more than half as many.
const STEPS: u32 = 8;

/// A mix of contracts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mix {
    /// Contracts of each layer that is mixed.
    pub contracts: Vec<u32>,
    /// Share of the condor's loss in the shock that the hedge returns.
    pub offset: f64,
    /// What the hedge costs, as shares of the credit.
    pub share: FourCounts<f64>,
}

/// What one contract of a layer does: its gain in the shock and its cost, dollars.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Each {
    gain: f64,
    cost: FourCounts<f64>,
}

/// Every mix of zero to twice as many contracts of the layers bought, and the reader's own first; empty where the condor does
/// not lose in the shock, or nothing is bought.
pub fn mixes(package: &Package, shock: Shock) -> Vec<Mix> {
    let loss = -package.outcome(shock).condor.get();
    let credit = package.condor.dollars(package.condor.credit).get();
    let places = mixed(package);
    if loss < 0.005 || places.is_empty() {
        return Vec::new();
    }
    let layer = |place: usize| package.layers.get(place);
    let each: Vec<Each> = places
        .iter()
        .filter_map(|&place| layer(place))
        .map(|layer| effect(package, shock, &layer.times(1)))
        .collect();
    let rest = package
        .layers
        .iter()
        .enumerate()
        .filter(|(place, _)| !places.contains(place));
    let fixed = rest
        .map(|(_, layer)| effect(package, shock, layer))
        .fold(NOTHING, |sum, one| plus(sum, one, 1.0));
    let yours: Vec<u32> = places
        .iter()
        .filter_map(|&place| layer(place))
        .map(|layer| layer.terms().quantity.unsigned_abs())
        .collect();
    let mut counts = vec![yours.clone()];
    counts.extend(all_counts(&yours).into_iter().filter(|counts| *counts != yours));
    counts
        .into_iter()
        .map(|contracts| {
            let sum = contracts
                .iter()
                .zip(&each)
                .fold(fixed, |sum, (&count, &one)| plus(sum, one, f64::from(count)));
            Mix {
                contracts,
                offset: sum.gain / loss,
                share: sum.cost.map(|cost| cost / credit),
            }
        })
        .collect()
}

/// Those that no other mix beats: none returns more for as little, ascending in cost.
pub fn frontier(mixes: &[Mix], cost: impl Fn(&Mix) -> f64) -> Vec<&Mix> {
    let mut order: Vec<&Mix> = mixes.iter().collect();
    order.sort_by(|one, other| {
        cost(one)
            .total_cmp(&cost(other))
            .then(other.offset.total_cmp(&one.offset))
    });
    let mut best = f64::NEG_INFINITY;
    order.retain(|mix| {
        let beats = mix.offset > best;
        best = best.max(mix.offset);
        beats
    });
    order
}

/// Places of the layers that are mixed: the first three that are bought and held or bought now.
pub fn mixed(package: &Package) -> Vec<usize> {
    let layers = package.layers.iter().enumerate();
    layers
        .filter(|(_, layer)| layer.terms().quantity > 0 && layer.is_active(&package.market))
        .map(|(place, _)| place)
        .take(MIXED)
        .collect()
}

const NOTHING: Each = Each {
    gain: 0.0,
    cost: FourCounts {
        upfront: 0.0,
        life: 0.0,
        per_day: 0.0,
        rolled: 0.0,
    },
};

fn plus(sum: Each, one: Each, count: f64) -> Each {
    Each {
        gain: sum.gain + count * one.gain,
        cost: FourCounts {
            upfront: sum.cost.upfront + count * one.cost.upfront,
            life: sum.cost.life + count * one.cost.life,
            per_day: sum.cost.per_day + count * one.cost.per_day,
            rolled: sum.cost.rolled + count * one.cost.rolled,
        },
    }
}

fn effect(package: &Package, shock: Shock, layer: &Layer) -> Each {
    let alone = Package {
        layers: Vec::from([*layer]),
        ..package.clone()
    };
    let state = package.market.after(shock);
    Each {
        gain: alone.hedge_gain(&state).get(),
        cost: hedge_cost(&alone).map(Usd::get),
    }
}

/// Every combination of zero to twice these counts: each number of them, or eight even steps where there are more.
fn all_counts(yours: &[u32]) -> Vec<Vec<u32>> {
    let mut all = vec![Vec::new()];
    for &count in yours {
        let most = 2 * count;
        let tried: Vec<u32> = if most <= STEPS {
            (0..=most).collect()
        } else {
            (0..=STEPS).map(|step| step * most / STEPS).collect()
        };
        all = all
            .into_iter()
            .flat_map(|begun: Vec<u32>| {
                tried
                    .iter()
                    .map(move |&count| {
                        let mut longer = begun.clone();
                        longer.push(count);
                        longer
                    })
                    .collect::<Vec<_>>()
            })
            .collect();
    }
    all
}

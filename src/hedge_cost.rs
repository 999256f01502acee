//! What the hedge costs, counted four ways, each as a share of the condors' gross credit.

use alloc::vec::Vec;

use serde::Serialize;

use crate::layer::Layer;
use crate::market::{Market, Shock};
use crate::package::Package;
use crate::units::{Days, Usd};

/// The documents' budget for the hedge, as shares of the credit. Source: document 001.
pub const BUDGET: (f64, f64) = (0.08, 0.12);
/// The documents' cap. Source: document 001, "no more than 15%".
pub const CAP: f64 = 0.15;

/// The four counts, dollars or shares of the credit. One alone misleads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FourCounts<T> {
    /// Premium, fees and slippage paid at the start.
    pub upfront: T,
    /// What is lost over the condor's life if spot VIX and SPX stay where they are.
    pub life: T,
    /// The same over the first day (or the condor's life, if shorter).
    pub per_day: T,
    /// As `life`, with every layer that expires inside bought again.
    pub rolled: T,
}

impl<T> FourCounts<T> {
    /// The same counts in another measure.
    pub fn map<U>(self, f: impl Fn(T) -> U) -> FourCounts<U> {
        FourCounts {
            upfront: f(self.upfront),
            life: f(self.life),
            per_day: f(self.per_day),
            rolled: f(self.rolled),
        }
    }
}

/// The counts that are over the documents' cap, in words. A day's cost is no purchase and is not held to it.
pub fn over_cap(share: &FourCounts<f64>) -> Vec<&'static str> {
    [
        ("up front", share.upfront),
        ("over the condor\u{2019}s life", share.life),
        ("with rolls", share.rolled),
    ]
    .into_iter()
    .filter(|(_, share)| *share > CAP)
    .map(|(words, _)| words)
    .collect()
}

/// What the hedge costs, dollars.
pub fn hedge_cost(package: &Package) -> FourCounts<Usd> {
    let market = &package.market;
    let life = package.condor.expiry;
    let unchanged = |day: Days| {
        market.after(Shock {
            day,
            ..market.today()
        })
    };
    FourCounts {
        upfront: package.premium() + package.trading_costs(),
        life: -package.hedge_gain(&unchanged(life)),
        per_day: -package.hedge_gain(&unchanged(life.min(Days::new(1.0)))),
        rolled: -package
            .layers
            .iter()
            .fold(Usd::ZERO, |sum, layer| sum + rolled_gain(layer, market, life)),
    }
}

/// What one layer gains until `life` if nothing moves and it is bought again each time it expires.
pub fn rolled_gain(layer: &Layer, market: &Market, life: Days) -> Usd {
    let mut held = *layer;
    let mut gain = Usd::ZERO;
    loop {
        let expiry = held.terms().expiry;
        let until = expiry.min(life);
        gain += held.gain(
            market,
            &market.after(Shock {
                day: until,
                ..market.today()
            }),
        );
        if until == life {
            return gain;
        }
        held = layer.renewed(market, expiry);
    }
}

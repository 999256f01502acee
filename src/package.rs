//! The condor and its hedge together: what each leg gains in a shock.

use alloc::vec::Vec;

use crate::condor::Condor;
use crate::layer::{Instrument, Layer};
use crate::market::{Market, Shock, State};
use crate::units::Usd;

/// Less than half a cent is no loss.
const LOSS: Usd = Usd::new(-0.005);

/// A condor, the layers that hedge it, and the market they are priced in.
#[derive(Clone, Debug, PartialEq)]
pub struct Package {
    /// Today's market.
    pub market: Market,
    /// The short condor.
    pub condor: Condor,
    /// The hedge.
    pub layers: Vec<Layer>,
}

/// What each leg gains in one shock, dollars, fees and slippage included.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The shock.
    pub shock: Shock,
    /// The condor's gain.
    pub condor: Usd,
    /// Each layer's gain.
    pub layers: Vec<Usd>,
    /// The layers' gains added.
    pub hedge: Usd,
    /// Condor and hedge added.
    pub total: Usd,
    /// Share of the condor's loss the hedge returns; `None` when the condor does not lose.
    pub offset: Option<f64>,
}

impl Package {
    /// What each leg gains in a shock.
    pub fn outcome(&self, shock: Shock) -> Outcome {
        let state = self.market.after(shock);
        let condor = self.condor.gain(&state);
        let layers: Vec<Usd> = self
            .layers
            .iter()
            .map(|layer| layer.gain(&self.market, &state))
            .collect();
        let hedge = layers.iter().fold(Usd::ZERO, |sum, &gain| sum + gain);
        let offset = (condor < LOSS).then(|| hedge.get() / -condor.get());
        Outcome {
            shock,
            condor,
            layers,
            hedge,
            total: condor + hedge,
            offset,
        }
    }

    /// What the hedge gains in a state of the market.
    pub fn hedge_gain(&self, state: &State<'_>) -> Usd {
        self.layers
            .iter()
            .fold(Usd::ZERO, |sum, layer| sum + layer.gain(&self.market, state))
    }

    /// What condor and hedge gain together in a shock.
    pub fn total(&self, shock: Shock) -> Usd {
        let state = self.market.after(shock);
        self.condor.gain(&state) + self.hedge_gain(&state)
    }

    /// What the hedge costs today, dollars, before fees and slippage.
    pub fn premium(&self) -> Usd {
        self.layers
            .iter()
            .fold(Usd::ZERO, |sum, layer| sum + layer.premium(&self.market))
    }

    /// Fees and slippage of the hedge, dollars.
    pub fn trading_costs(&self) -> Usd {
        self.layers
            .iter()
            .fold(Usd::ZERO, |sum, layer| sum + layer.trading_costs(&self.market))
    }

    /// SPX levels at which gains bend: strikes, and today's level, where the line has its corner.
    pub fn spx_kinks(&self) -> Vec<f64> {
        let mut kinks: Vec<f64> = self.condor.legs().iter().map(|leg| leg.strike).collect();
        kinks.push(self.market.spx);
        for layer in &self.layers {
            if let Instrument::SpxPutSpread { upper, lower } = layer.terms().instrument {
                kinks.extend([upper, lower]);
            }
        }
        kinks
    }

    /// Whether the hedge's gain in a shock depends on SPX itself and not on VIX and time alone.
    pub fn hedge_follows_spx(&self) -> bool {
        self.layers.iter().any(|layer| !layer.terms().instrument.is_vix())
    }
}

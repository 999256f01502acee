//! The condor and its hedge together: what each leg gains in a shock.

use alloc::vec::Vec;

use crate::condor::Condor;
use crate::layer::{Instrument, Layer};
use crate::market::{Horizon, LOWEST_VIX, Market, Shock, State};
use crate::units::{Days, Usd};

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

impl Outcome {
    /// The gains of the legs with their sums.
    pub(crate) fn of(shock: Shock, condor: Usd, layers: Vec<Usd>) -> Self {
        let hedge = layers.iter().fold(Usd::ZERO, |sum, &gain| sum + gain);
        let offset = (condor < LOSS).then(|| hedge.get() / -condor.get());
        Self {
            shock,
            condor,
            layers,
            hedge,
            total: condor + hedge,
            offset,
        }
    }
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
        Outcome::of(shock, condor, layers)
    }

    /// What the hedge gains in a state of the market.
    pub fn hedge_gain(&self, state: &State<'_>) -> Usd {
        self.layers
            .iter()
            .fold(Usd::ZERO, |sum, layer| sum + layer.gain(&self.market, state))
    }

    /// What condor and hedge gain together in a shock.
    pub fn total(&self, shock: Shock) -> Usd {
        self.total_in(&self.market.after(shock))
    }

    /// What condor and hedge gain together in a state of the market.
    pub fn total_in(&self, state: &State<'_>) -> Usd {
        self.condor.gain(state) + self.hedge_gain(state)
    }

    /// The market by a day from now, ready for many shocks.
    pub fn by(&self, day: Days) -> Horizon<'_> {
        let layers = self.layers.iter().map(|layer| layer.terms().expiry);
        self.market.by(day, layers.chain([self.condor.expiry]))
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

    /// SPX levels at which gains along the line may bend or jump, `day` days from now.
    ///
    /// Strikes; today's level, where the line has its corner; where the line meets its floor, the forward of
    /// VIX, or a level at which a layer is bought; where a layer that has settled by then met its strike.
    pub fn spx_kinks(&self, day: Days) -> Vec<f64> {
        let market = &self.market;
        let spot = market.curve.spot();
        let state = market.after(Shock {
            day,
            ..market.today()
        });
        let mut kinks: Vec<f64> = self.condor.legs().iter().map(|leg| leg.strike).collect();
        kinks.push(market.spx);
        let mut levels = Vec::from([LOWEST_VIX, market.curve.future(day)]);
        for terms in self
            .layers
            .iter()
            .map(Layer::terms)
            .filter(|terms| terms.quantity != 0)
        {
            // How much further a move goes by `day` than it had come when the layer settled.
            let stretch = if state.settled(terms.expiry) {
                day.get() / terms.expiry.get()
            } else {
                1.0
            };
            match terms.instrument {
                Instrument::SpxPutSpread { upper, lower } => {
                    kinks.extend([upper, lower].map(|strike| market.spx + (strike - market.spx) * stretch));
                }
                Instrument::VixCall { strike } => levels.push(spot + (strike - spot) * stretch),
                Instrument::VixFuture | Instrument::VixMini => {}
            }
            levels.extend(terms.activate_at);
        }
        for level in levels {
            if let Some(percent) = market.line.percent_to(spot, level, day) {
                kinks.push(market.spx * (1.0 + percent / 100.0));
            }
        }
        kinks
    }

    /// Whether the hedge's gain in a shock depends on SPX itself and not on VIX and time alone.
    pub fn hedge_follows_spx(&self) -> bool {
        self.layers.iter().any(|layer| !layer.terms().instrument.is_vix())
    }
}

//! One VIX call at one tenor: what one contract costs on the four counts, and how it answers VIX.

use crate::black76::Kind;
use crate::budget::Count;
use crate::contract::Costs;
use crate::hedge_cost::FourCounts;
use crate::layer::{Instrument, Layer, Terms};
use crate::market::{Market, Shock};
use crate::package::Package;
use crate::response::Rule;
use crate::units::{Days, Usd};

/// One bought VIX call. Everything about it is linear in contracts, so a set is a sum of multiples of these.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rung {
    /// The contract, as a layer of one.
    pub layer: Layer,
    /// Strike, VIX points.
    pub strike: f64,
    /// Dollars on the four counts, over the life of the condor it hedges.
    pub cost: FourCounts<Usd>,
    /// Dollars per point of spot VIX, under the chosen response rule.
    pub per_vix_point: Usd,
    /// The same where every tenor moves alike.
    pub per_vix_point_parallel: Usd,
}

impl Rung {
    /// One call struck at `strike` that expires in `tenor`, bought today; `factor` scales the model's vol.
    pub fn new(market: &Market, life: Days, costs: Costs, tenor: Days, strike: f64, factor: f64) -> Self {
        let layer = call(market, costs, tenor, strike, factor);
        Self {
            layer,
            strike,
            cost: FourCounts {
                upfront: Count::Upfront.cost(&layer, market, life),
                life: Count::Life.cost(&layer, market, life),
                per_day: Count::PerDay.cost(&layer, market, life),
                rolled: Count::Rolled.cost(&layer, market, life),
            },
            per_vix_point: layer.dollars_per_vix_point(market, market.response),
            per_vix_point_parallel: layer.dollars_per_vix_point(market, Rule::Parallel),
        }
    }

    /// Days to its expiry.
    pub fn tenor(&self) -> Days {
        self.layer.terms().expiry
    }

    /// The quote's vol over the model's; 1 without a quote.
    pub fn factor(&self) -> f64 {
        self.layer.factor()
    }

    /// What one contract gains in a shock, dollars.
    pub fn gain(&self, market: &Market, shock: Shock) -> Usd {
        self.layer.gain(market, &market.after(shock))
    }
}

/// One call bought today as a layer of one contract; a factor other than 1 comes in as the quote it implies.
pub fn call(market: &Market, costs: Costs, tenor: Days, strike: f64, factor: f64) -> Layer {
    let quote = (factor != 1.0).then(|| {
        market
            .after(market.today())
            .vix_option(Kind::Call, strike, tenor, None, factor)
            .price()
    });
    let terms = Terms {
        instrument: Instrument::VixCall { strike },
        quantity: 1,
        expiry: tenor,
        quote,
        entry: None,
        activate_at: None,
        beta: None,
    };
    Layer::new(terms, market, costs)
}

/// How far the reader's own quote for a call of this tenor lies from the model's vol; 1 where none is quoted.
pub fn quoted_factor(package: &Package, tenor: Days) -> f64 {
    package
        .layers
        .iter()
        .find(|layer| {
            let terms = layer.terms();
            let call = matches!(terms.instrument, Instrument::VixCall { .. });
            call && terms.expiry == tenor && terms.quote.is_some() && layer.explained()
        })
        .map_or(1.0, Layer::factor)
}

//! A condor and its layers part-way: what is open after trades on the way, and what those trades have brought.

use alloc::vec::Vec;

use crate::break_even::unhedged;
use crate::cash_flow::Flow;
use crate::condor::Condor;
use crate::difference::{derivative, first_two_derivatives};
use crate::layer::{Instrument, Layer};
use crate::market::{LOWEST_VIX, Shock, State};
use crate::nodes::even;
use crate::package::Package;
use crate::root::{Bracket, root};
use crate::route::Route;
use crate::units::{Days, Usd};

/// What is open on the day of a shock, and what is behind it.
///
/// Gains are counted from the very start: the condor's credit and fees are those of every trade so far, each layer
/// counts from what was paid for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Book {
    /// The condor, its credit net of what changing it has cost.
    pub condor: Condor,
    /// The layers held, and those that still wait for a VIX level.
    pub layers: Vec<Layer>,
    /// Gain on layers that were closed, fees and slippage included.
    pub realised: Usd,
}

/// How a book answers to small moves from the shock, dollars.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BookGreeks {
    /// Per index point, VIX unchanged.
    pub delta: Usd,
    /// Change of delta per index point.
    pub gamma: Usd,
    /// Over the next day (or until the condor's expiry, if that is sooner), SPX and VIX unchanged.
    pub theta: Usd,
    /// Of the condor, per 0.01 of SPX vol: Black's vegas of its legs, added.
    pub vega: Usd,
    /// Per point of spot VIX, through the response rule.
    pub per_vix_point: Usd,
    /// Of that, the hedge.
    pub hedge_per_vix_point: Usd,
}

/// Steps of the search for a break-even beyond the long strikes, each way.
const STEPS: u32 = 12;
/// How far from the middle of the shorts it reaches, as shares of that level.
const SEARCH: (f64, f64) = (0.6, 1.4);
/// Break-even levels are exact to this, index points.
const TOLERANCE: f64 = 1e-8;

impl Book {
    /// A package as it stands on the day of a shock; a layer bought on the way counts from what it cost then.
    pub fn held(package: &Package, via: Shock) -> Self {
        let state = package.market.after(via);
        let layers = package.layers.iter().map(|layer| {
            let terms = layer.terms();
            match (terms.activate_at, layer.paid(&package.market, &state)) {
                (None, _) | (Some(_), None) => *layer,
                (Some(_), Some(paid)) => {
                    layer.exchanged(terms.instrument, terms.quantity, terms.expiry, paid)
                }
            }
        });
        Self {
            condor: package.condor,
            layers: layers.collect(),
            realised: Usd::ZERO,
        }
    }

    /// The condor's gain at `end`.
    pub fn condor_gain(&self, route: &Route<'_>, end: &State<'_>) -> Usd {
        if end.settled(self.condor.expiry) {
            let (spx, _) = route.levels(self.condor.expiry, end.shock());
            self.condor.gain_at(self.condor.payoff(spx))
        } else {
            self.condor.gain(end)
        }
    }

    /// One layer's gain at `end`.
    pub fn layer_gain(layer: &Layer, route: &Route<'_>, end: &State<'_>) -> Usd {
        if !layer.is_active(route.market) {
            return layer.gain(route.market, end);
        }
        let basis = layer.basis();
        layer.dollars(route.value(layer, end) - basis) - layer.costs_at(basis)
    }

    /// The hedge's gain at `end`, closed layers included.
    pub fn hedge_gain(&self, route: &Route<'_>, end: &State<'_>) -> Usd {
        self.layers.iter().fold(self.realised, |sum, layer| {
            sum + Self::layer_gain(layer, route, end)
        })
    }

    /// The gain of all of it at `end`, from the very start.
    pub fn gain(&self, route: &Route<'_>, end: Shock) -> Usd {
        let state = route.market.after(end);
        self.condor_gain(route, &state) + self.hedge_gain(route, &state)
    }

    /// Reg T margin of the condor, and `per_future` for each VIX future, a tenth of it for a Mini.
    pub fn margin(&self, per_future: Usd) -> Usd {
        let futures: f64 = self
            .layers
            .iter()
            .map(|layer| match layer.terms().instrument {
                Instrument::VixFuture => layer.contracts().abs(),
                Instrument::VixMini => layer.contracts().abs() / 10.0,
                Instrument::VixCall { .. } | Instrument::SpxPutSpread { .. } => 0.0,
            })
            .sum();
        self.condor.dollars(self.condor.width()) + per_future * futures
    }

    /// The most that can be lost by the condor's expiry, a positive amount: the wider side at its full width, options of
    /// the hedge worthless, futures at the lowest VIX. `None` where something sold has no limit.
    ///
    /// Nothing is that unlucky at once: it is a bound, not a scenario.
    pub fn most_lost(&self, route: &Route<'_>) -> Option<Usd> {
        let mut gain = self.condor.gain_at(self.condor.width()) + self.realised;
        let state = route.market.after(route.via);
        for layer in self.layers.iter().filter(|layer| layer.is_active(route.market)) {
            let basis = layer.basis();
            let worst = if state.settled(layer.terms().expiry) {
                route.value(layer, &state)
            } else {
                worst_points(layer)?
            };
            gain += layer.dollars(worst - basis) - layer.costs_at(basis);
        }
        Some(-gain)
    }

    /// Break-even levels of the condor at its expiry with everything realised so far, and nothing from what is open of
    /// the hedge.
    pub fn break_even_alone(&self) -> Vec<f64> {
        unhedged(&Condor {
            fees: self.condor.fees - self.realised,
            ..self.condor
        })
    }

    /// The nearest SPX levels below and above the middle of the shorts at which all of it gains nothing on `day`, VIX
    /// where `vix` says it stands at a level; `None` where it does not gain in the middle, or not lose further out.
    pub fn break_even(
        &self,
        route: &Route<'_>,
        day: Days,
        vix: impl Fn(f64) -> f64,
    ) -> (Option<f64>, Option<f64>) {
        let middle = f64::midpoint(self.condor.short_put, self.condor.short_call);
        let total = |spx: f64| {
            let end = Shock {
                spx,
                vix: vix(spx),
                day,
            };
            self.gain(route, end).get()
        };
        let at_middle = total(middle);
        if at_middle <= 0.0 {
            return (None, None);
        }
        let outwards = |short: f64, long: f64, reach: f64| {
            let mut inner = (middle, at_middle);
            // The total bends at the strikes: a loss between them must not be stepped over.
            let beyond = even(long, middle * reach, STEPS);
            for spx in [short, f64::midpoint(short, long)].into_iter().chain(beyond) {
                let outer = (spx, total(spx));
                if outer.1 <= 0.0 {
                    let (low, high) = if inner.0 < outer.0 {
                        (inner, outer)
                    } else {
                        (outer, inner)
                    };
                    let bracket = Bracket {
                        low: low.0,
                        high: high.0,
                        at_low: low.1,
                        at_high: high.1,
                    };
                    return root(bracket, TOLERANCE, total);
                }
                inner = outer;
            }
            None
        };
        let condor = &self.condor;
        (
            outwards(condor.short_put, condor.long_put, SEARCH.0),
            outwards(condor.short_call, condor.long_call, SEARCH.1),
        )
    }

    /// How all of it answers to small moves from the shock.
    pub fn greeks(&self, route: &Route<'_>) -> BookGreeks {
        let via = route.via;
        // Nothing of VIX sees SPX: only put spreads are valued with the condor.
        let spreads = self
            .layers
            .iter()
            .filter(|layer| !layer.terms().instrument.is_vix());
        let at_spx = |spx: f64| {
            let state = route.market.after(Shock { spx, ..via });
            let hedge = spreads
                .clone()
                .map(|layer| Self::layer_gain(layer, route, &state).get());
            self.condor_gain(route, &state).get() + hedge.sum::<f64>()
        };
        let at_vix = |vix: f64| {
            let state = route.market.after(Shock { vix, ..via });
            self.condor_gain(route, &state).get()
        };
        let left = self.condor.expiry.since(via.day);
        let next = Days::new(via.day.get() + left.min(Days::new(1.0)).get().max(0.0));
        let state = route.market.after(via);
        let options = state.spx_expiry(self.condor.expiry);
        let vega: f64 = self
            .condor
            .legs()
            .iter()
            .map(|leg| leg.side * options.option(leg.kind, leg.strike, 1.0).greeks().vega)
            .sum();
        let [_, delta, gamma] = first_two_derivatives(&at_spx, via.spx, via.spx * 4e-5);
        let hedge_per_vix_point = self.hedge_per_vix_point(route);
        let condor_per_vix_point = Usd::new(derivative(&at_vix, via.vix, via.vix * 2e-4));
        BookGreeks {
            delta: Usd::new(delta),
            gamma: Usd::new(gamma),
            theta: self.gain(route, Shock { day: next, ..via }) - self.gain(route, via),
            vega: self.condor.dollars(vega / 100.0),
            per_vix_point: condor_per_vix_point + hedge_per_vix_point,
            hedge_per_vix_point,
        }
    }

    /// Dollars a layer gains per point of spot VIX, just around the shock.
    pub fn layer_per_vix_point(layer: &Layer, route: &Route<'_>) -> Usd {
        let via = route.via;
        let at = |vix: f64| Self::layer_gain(layer, route, &route.market.after(Shock { vix, ..via })).get();
        Usd::new(derivative(&at, via.vix, via.vix * 2e-4))
    }

    /// Dollars the hedge gains per point of spot VIX, just around the shock.
    pub fn hedge_per_vix_point(&self, route: &Route<'_>) -> Usd {
        self.layers.iter().fold(Usd::ZERO, |sum, layer| {
            sum + Self::layer_per_vix_point(layer, route)
        })
    }

    /// What is received after the shock until `end`, the condor's settlement, where everything left is sold at the
    /// model's price: settlements on their days, then the condor's payoff and what the layers fetch.
    pub fn later_flows(&self, route: &Route<'_>, end: Shock) -> Vec<Flow> {
        let state = route.market.after(end);
        let mut flows = Vec::new();
        let (spx, _) = route.levels(self.condor.expiry, end);
        let owed = self.condor.dollars(self.condor.payoff(spx));
        flows.push(Flow {
            day: self.condor.expiry.min(end.day),
            amount: -owed,
        });
        for layer in &self.layers {
            if !layer.is_active(route.market) {
                // Bought and sold by then, or never: one sum.
                flows.push(Flow {
                    day: end.day,
                    amount: layer.gain(route.market, &state),
                });
                continue;
            }
            flows.push(Flow {
                day: layer.terms().expiry.min(end.day),
                amount: received(layer, route.value(layer, &state)),
            });
        }
        flows
    }
}

/// A position from its opening to the settlement of its condor.
#[derive(Clone, Copy, Debug)]
pub struct Passage<'a, 'm> {
    /// What was opened.
    pub package: &'m Package,
    /// The way it goes.
    pub route: &'a Route<'m>,
    /// What is held on the day of the shock, before anything is traded.
    pub held: &'a Book,
    /// What is held from there on.
    pub then: &'a Book,
    /// Received for the trades between the two, costs taken off; negative when paid.
    pub traded: Usd,
}

impl Passage<'_, '_> {
    /// All that is paid and received, the margin among it (`per_future` for each VIX future), until the condor settles at
    /// `end` and what is left of the hedge is sold at the model's price.
    pub fn flows(&self, per_future: Usd, end: Shock) -> Vec<Flow> {
        let (package, via) = (self.package, self.route.via);
        let condor = &package.condor;
        let (opened, then) = (self.held.margin(per_future), self.then.margin(per_future));
        let start = condor.dollars(condor.credit) - condor.fees - package.premium() - package.trading_costs();
        let bought_on_the_way = package
            .layers
            .iter()
            .zip(&self.held.layers)
            .filter(|(before, now)| !before.is_active(&package.market) && now.is_active(&package.market));
        let bought = bought_on_the_way.fold(Usd::ZERO, |sum, (_, now)| {
            sum + now.premium_at(now.basis()) + now.costs_at(now.basis())
        });
        let at = |day: Days, amount: Usd| Flow { day, amount };
        let mut flows = self.then.later_flows(self.route, end);
        flows.push(at(Days::ZERO, start - opened));
        flows.push(at(via.day, self.traded - bought + opened - then));
        flows.push(at(self.then.condor.expiry.min(end.day), then));
        flows
    }
}

/// Dollars that change hands when a layer is closed at `points`: an option is sold, a future has its gain paid out.
pub fn received(layer: &Layer, points: f64) -> Usd {
    if layer.terms().instrument.is_future() {
        layer.dollars(points - layer.basis())
    } else {
        layer.dollars(points)
    }
}

/// The lowest one contract can be worth at the condor's expiry, from the side it is held on.
fn worst_points(layer: &Layer) -> Option<f64> {
    let bought = layer.contracts() >= 0.0;
    match layer.terms().instrument {
        Instrument::VixCall { .. } => bought.then_some(0.0),
        Instrument::VixFuture | Instrument::VixMini => bought.then_some(LOWEST_VIX),
        Instrument::SpxPutSpread { upper, lower } => Some(if bought { 0.0 } else { upper - lower }),
    }
}

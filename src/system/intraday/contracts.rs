//! How many futures: against the condors' stressed answer to VIX, by the response rule and naively.

use alloc::vec::Vec;

use serde::Serialize;

use crate::condor::Sensitivity;
use crate::curve::Quote;
use crate::inputs::systems::intraday::{Intraday, MONTHS};
use crate::inputs::systems::one_day::FUTURES;
use crate::layer::{Instrument, Layer, Terms};
use crate::plan::Plan;
use crate::units::Usd;
use crate::whole_contracts::whole;

/// What a VIX point costs the condors, dollars; a loss is negative.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Stressed {
    /// Black's vega, per 0.01 of SPX vol.
    pub vega: Usd,
    /// Per VIX point, by the response rule.
    pub per_point: Usd,
    /// Black's vega, grown by the chosen share.
    pub vega_grown: Usd,
    /// Per VIX point, grown by it.
    pub per_point_grown: Usd,
    /// How much Black's vega itself grows in the what-if; `None` once the condor is settled or without vega.
    pub in_what_if: Option<f64>,
}

/// Contracts of one future.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Needed {
    /// Whether it is the mini.
    #[serde(skip)]
    pub is_mini: bool,
    /// 0 for the front month, 1 for the second.
    #[serde(skip)]
    pub month: usize,
    /// Days to settlement.
    pub days: f64,
    /// Price now, VIX points.
    pub price: f64,
    /// Share of a VIX move, in logs, that reaches it.
    pub beta: f64,
    /// Dollars one gains per point of spot VIX.
    pub each: Usd,
    /// Contracts for the least share, before rounding; `None` where the condors do not lose as VIX rises.
    pub from: Option<f64>,
    /// For the largest share.
    pub to: Option<f64>,
    /// Whole contracts nearest to the middle.
    pub contracts: u32,
    /// Share of the stressed vega they take away.
    pub share: Option<f64>,
    /// Whole contracts if a vol point were a VIX point and the future moved like spot.
    pub naive: u32,
    /// Share that those take away.
    pub naive_share: Option<f64>,
}

/// The futures to choose from, and the chosen one.
#[derive(Clone, Debug)]
pub struct Contracts {
    /// Every kind.
    pub needed: Vec<Needed>,
    /// The chosen future, one contract.
    pub one: Layer,
    /// Contracts of it.
    pub target: u32,
}

pub(super) fn stressed(plan: &Plan, typed: &Intraday, sensitivity: &Sensitivity) -> Stressed {
    let package = plan.package();
    let (market, condor) = (&package.market, &package.condor);
    let grown = 1.0 + typed.vega_inflation / 100.0;
    let state = market.after(plan.what_if());
    let vega_there = (!state.settled(condor.expiry)).then(|| {
        let options = state.spx_expiry(condor.expiry);
        let points: f64 = condor
            .legs()
            .iter()
            .map(|leg| leg.side * options.option(leg.kind, leg.strike, 1.0).sensitivity().vega)
            .sum();
        condor.dollars(points / 100.0).get()
    });
    let vega = sensitivity.vega;
    Stressed {
        vega,
        per_point: sensitivity.per_vix_point,
        vega_grown: vega * grown,
        per_point_grown: sensitivity.per_vix_point * grown,
        in_what_if: vega_there
            .map(|there| there / vega.get() - 1.0)
            .filter(|growth| growth.is_finite()),
    }
}

/// One future that settles with a quote.
fn future(plan: &Plan, quote: Quote, is_mini: bool) -> Layer {
    let terms = Terms {
        instrument: if is_mini {
            Instrument::VixMini
        } else {
            Instrument::VixFuture
        },
        quantity: 1,
        expiry: quote.tenor,
        quote: None,
        entry: None,
        activate_at: None,
        beta: None,
    };
    Layer::new(terms, &plan.package().market, plan.costs())
}

impl Contracts {
    pub(super) fn new(plan: &Plan, typed: &Intraday, stressed: &Stressed) -> Self {
        let quotes = plan.package().market.curve.quotes();
        let kinds = quotes
            .iter()
            .take(MONTHS.len())
            .enumerate()
            .flat_map(|(month, &quote)| [false, true].map(|is_mini| (month, quote, is_mini)));
        let needed: Vec<Needed> = kinds
            .map(|(month, quote, is_mini)| {
                needed(plan, typed, stressed, month, &future(plan, quote, is_mini))
            })
            .collect();
        let month = MONTHS
            .iter()
            .position(|month| *month == typed.hedge_month)
            .unwrap_or(0)
            .min(quotes.len().saturating_sub(1));
        let is_mini = typed.hedge_future == FUTURES[0];
        let quote = quotes.get(month).copied().unwrap_or(Quote {
            tenor: plan.package().condor.expiry,
            price: plan.package().market.curve.spot(),
        });
        let target = needed
            .iter()
            .find(|kind| kind.month == month && kind.is_mini == is_mini)
            .map_or(0, |kind| kind.contracts);
        Self {
            needed,
            one: future(plan, quote, is_mini),
            target,
        }
    }

    /// Dollars of so many points on one contract.
    pub(super) fn dollars(&self, points: f64) -> Usd {
        self.one.dollars(points)
    }

    /// Dollars the target gains per point of spot VIX.
    pub(super) fn per_point(&self) -> Usd {
        let chosen = self.needed.iter().find(|kind| {
            kind.days == self.one.terms().expiry.get()
                && kind.is_mini == (self.one.terms().instrument == Instrument::VixMini)
        });
        chosen.map_or(Usd::ZERO, |kind| kind.each * f64::from(self.target))
    }

    /// Margin of the target.
    pub(super) fn margin(&self, typed: &Intraday) -> Usd {
        let of_vx = self.one.terms().instrument.multiplier().get() / Instrument::VixFuture.multiplier().get();
        Usd::new(typed.hedge_margin * of_vx) * f64::from(self.target)
    }

    /// At-the-money VIX calls on the same future with the target's dollars per VIX point, and their premium.
    pub(super) fn as_calls(&self, plan: &Plan) -> (f64, Usd) {
        let market = &plan.package().market;
        let terms = Terms {
            instrument: Instrument::VixCall {
                strike: self.one.price(),
            },
            ..*self.one.terms()
        };
        let call = Layer::new(terms, market, plan.costs());
        let each = call.dollars_per_vix_point(market, market.response).get();
        if each <= 0.0 {
            return (0.0, Usd::ZERO);
        }
        let calls = self.per_point().get() / each;
        (calls, call.premium(market) * calls)
    }
}

fn needed(plan: &Plan, typed: &Intraday, stressed: &Stressed, month: usize, one: &Layer) -> Needed {
    let market = &plan.package().market;
    let each = one.dollars_per_vix_point(market, market.response);
    let lost = -stressed.per_point_grown.get();
    let short = lost > 0.0 && each.get() > 0.0;
    let at = |percent: f64| short.then(|| percent / 100.0 * lost / each.get());
    let (from, to) = (at(typed.neutral_low), at(typed.neutral_high));
    let middle = f64::midpoint(typed.neutral_low, typed.neutral_high) / 100.0;
    let contracts = at(100.0 * middle).map_or(0, whole);
    let multiplier = one.terms().instrument.multiplier().get();
    let naive = whole(middle * -stressed.vega_grown.get() / multiplier);
    let share = |contracts: u32| short.then(|| f64::from(contracts) * each.get() / lost);
    Needed {
        is_mini: one.terms().instrument == Instrument::VixMini,
        month,
        days: one.terms().expiry.get(),
        price: one.price(),
        beta: one.beta(market).unwrap_or(1.0),
        each,
        from,
        to,
        contracts,
        share: share(contracts),
        naive,
        naive_share: share(naive),
    }
}

//! One layer of the hedge: VIX calls, VIX futures or SPX put spreads, in whole contracts.

use crate::black76::Kind;
use crate::contract::{Costs, SPX_OPTION, VIX_FUTURE, VIX_MINI, VIX_OPTION};
use crate::difference::Differences;
use crate::implied_vol::implied_vol;
use crate::market::{Market, Shock, State};
use crate::math::ln;
use crate::nodes::{geometric, include};
use crate::response::Rule;
use crate::root::roots_on;
use crate::units::{DAYS_PER_YEAR, Days, Rate, Usd, Vol};

/// What a layer is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Instrument {
    /// VIX calls with a strike in VIX points.
    VixCall {
        /// Strike, VIX points.
        strike: f64,
    },
    /// VIX futures, $1,000 a point.
    VixFuture,
    /// Mini VIX futures, $100 a point.
    VixMini,
    /// SPX put spreads: one put bought at `upper`, one sold at `lower`, index points.
    SpxPutSpread {
        /// Strike of the put bought.
        upper: f64,
        /// Strike of the put sold; below `upper`.
        lower: f64,
    },
}

impl Instrument {
    /// Dollars per point.
    pub fn multiplier(self) -> Usd {
        match self {
            Instrument::VixCall { .. } => VIX_OPTION,
            Instrument::VixFuture => VIX_FUTURE,
            Instrument::VixMini => VIX_MINI,
            Instrument::SpxPutSpread { .. } => SPX_OPTION,
        }
    }

    /// Whether it is a future: nothing is paid for it, its price is a level.
    pub fn is_future(self) -> bool {
        matches!(self, Instrument::VixFuture | Instrument::VixMini)
    }

    /// Whether it settles on VIX.
    pub fn is_vix(self) -> bool {
        !matches!(self, Instrument::SpxPutSpread { .. })
    }

    /// Points that one of it pays at its settlement, with SPX and VIX at these levels.
    pub fn payoff(self, spx: f64, vix: f64) -> f64 {
        match self {
            Instrument::VixCall { strike } => (vix - strike).max(0.0),
            Instrument::VixFuture | Instrument::VixMini => vix,
            Instrument::SpxPutSpread { upper, lower } => (upper - spx).clamp(0.0, upper - lower),
        }
    }

    /// Fee for one of it.
    fn fee(self, costs: &Costs) -> Usd {
        match self {
            Instrument::VixCall { .. } => costs.vix_fee,
            Instrument::VixFuture | Instrument::VixMini => costs.future_fee,
            Instrument::SpxPutSpread { .. } => costs.spx_fee * 2.0,
        }
    }
}

/// What a person says of a layer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Terms {
    /// What it is made of.
    pub instrument: Instrument,
    /// Contracts; negative = sold.
    pub quantity: i32,
    /// Days to expiry or settlement.
    pub expiry: Days,
    /// Quote now, points.
    pub quote: Option<f64>,
    /// What was paid earlier, points, for a layer held.
    pub entry: Option<f64>,
    /// VIX level at which it is bought.
    pub activate_at: Option<f64>,
    /// Its own beta in place of the response rule's.
    pub beta: Option<f64>,
}

/// Black's sensitivities of a whole layer, dollars.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LayerSensitivity {
    /// Per point of the layer's own future (of the SPX forward for a put spread).
    pub delta: Usd,
    /// Per calendar day.
    pub theta: Usd,
    /// Per 0.01 of the vol of VIX; nothing for futures and put spreads.
    pub vega_vol_of_vol: Usd,
}

/// A layer with its price, its place in the model, and what it costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layer {
    terms: Terms,
    costs: Costs,
    factor: Option<f64>,
    price: f64,
}

impl Layer {
    /// A layer in today's market: its quote, where it has one, sets how far its vol is from the model's.
    pub fn new(terms: Terms, market: &Market, costs: Costs) -> Self {
        let state = market.after(market.today());
        let model = value(&terms, &state, 1.0);
        let factor = match terms.quote {
            None => Some(1.0),
            Some(quote) => factor_of(&terms, market, quote, model),
        };
        Self {
            terms,
            costs,
            factor,
            price: terms.quote.unwrap_or(model),
        }
    }

    /// What is held in its place after a trade on some later day, at `paid` points and the same fees and slippage.
    ///
    /// Options for options of the same kind keep how far the quote was from the model; a beta of its own belongs to
    /// its expiry and stays with it.
    #[must_use]
    pub fn exchanged(&self, instrument: Instrument, quantity: i32, expiry: Days, paid: f64) -> Self {
        let alike = core::mem::discriminant(&instrument) == core::mem::discriminant(&self.terms.instrument);
        let terms = Terms {
            instrument,
            quantity,
            expiry,
            quote: None,
            entry: Some(paid),
            activate_at: None,
            beta: self.terms.beta.filter(|_| expiry == self.terms.expiry),
        };
        Self {
            terms,
            costs: self.costs,
            factor: if alike { self.factor } else { Some(1.0) },
            price: paid,
        }
    }

    /// What it is.
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// The quote, or the model's price today, points; for a future its level.
    pub fn price(&self) -> f64 {
        self.price
    }

    /// What profit is counted from: what was paid, else the quote, else the model's price.
    pub fn basis(&self) -> f64 {
        self.terms.entry.unwrap_or(self.price)
    }

    /// False where no vol explains the quote; the model's vol is used then.
    pub fn explained(&self) -> bool {
        self.factor.is_some()
    }

    /// The quote's vol over the model's (for a future: its price over the curve's); 1 without a quote.
    pub fn factor(&self) -> f64 {
        self.factor.unwrap_or(1.0)
    }

    /// Held or bought now, as against waiting for its VIX level.
    pub fn is_active(&self, market: &Market) -> bool {
        self.terms
            .activate_at
            .is_none_or(|level| level <= market.curve.spot())
    }

    /// The same in another number of contracts.
    #[must_use]
    pub fn times(&self, quantity: i32) -> Self {
        Self {
            terms: Terms {
                quantity,
                ..self.terms
            },
            ..*self
        }
    }

    /// The same with a beta of its own, or without one.
    #[cfg(feature = "evidence")]
    #[must_use]
    pub fn with_beta(&self, beta: Option<f64>) -> Self {
        Self {
            terms: Terms { beta, ..self.terms },
            ..*self
        }
    }

    /// Contracts; negative = sold.
    pub fn contracts(&self) -> f64 {
        f64::from(self.terms.quantity)
    }

    /// Fees of one contract.
    pub fn fee(&self) -> Usd {
        self.terms.instrument.fee(&self.costs)
    }

    /// Share of the premium lost between quote and fill.
    pub fn slippage(&self) -> Rate {
        self.costs.slippage
    }

    /// Dollars of so many points on every contract.
    pub fn dollars(&self, points: f64) -> Usd {
        self.terms.instrument.multiplier() * (points * self.contracts())
    }

    /// Premium at a price, dollars: positive when bought, nothing for a future.
    pub fn premium_at(&self, points: f64) -> Usd {
        if self.terms.instrument.is_future() {
            Usd::ZERO
        } else {
            self.dollars(points)
        }
    }

    /// Fees and slippage of trading the layer at a price.
    pub fn costs_at(&self, points: f64) -> Usd {
        self.fee() * self.contracts().abs()
            + Usd::new(self.premium_at(points).get().abs()) * self.costs.slippage.get()
    }

    /// What the layer costs, dollars; negative when sold, nothing while it waits.
    pub fn premium(&self, market: &Market) -> Usd {
        if self.is_active(market) {
            self.premium_at(self.basis())
        } else {
            Usd::ZERO
        }
    }

    /// Fees and slippage, dollars; nothing while it waits.
    pub fn trading_costs(&self, market: &Market) -> Usd {
        if self.is_active(market) {
            self.costs_at(self.basis())
        } else {
            Usd::ZERO
        }
    }

    /// Points of one contract in a state of the market.
    pub fn value(&self, state: &State<'_>) -> f64 {
        value(&self.terms, state, self.factor())
    }

    /// Profit of the whole layer in a state of the market, fees and slippage included.
    ///
    /// A layer that waits for a VIX level earns nothing below it; at or above it, it was bought on the
    /// same date at the model's price with VIX at that level.
    pub fn gain(&self, market: &Market, state: &State<'_>) -> Usd {
        match self.paid(market, state) {
            Some(paid) => self.dollars(self.value(state) - paid) - self.costs_at(paid),
            None => Usd::ZERO,
        }
    }

    /// Points that profit in a state of the market is counted from; `None` where the layer still waits.
    pub fn paid(&self, market: &Market, state: &State<'_>) -> Option<f64> {
        if self.is_active(market) {
            return Some(self.basis());
        }
        let level = self.terms.activate_at.unwrap_or(f64::INFINITY);
        let shock = state.shock();
        let waits = shock.vix < level || state.settled(self.terms.expiry);
        (!waits).then(|| self.value(&market.after(Shock { vix: level, ..shock })))
    }

    /// Black's Greeks of the whole layer today, dollars; nothing while it waits.
    pub fn sensitivity(&self, market: &Market) -> LayerSensitivity {
        if !self.is_active(market) {
            return LayerSensitivity::default();
        }
        let state = market.after(market.today());
        let terms = &self.terms;
        let (delta, theta, vega) = match terms.instrument {
            Instrument::VixCall { strike } => {
                let option = state.vix_option(Kind::Call, strike, terms.expiry, terms.beta, self.factor());
                let greeks = option.greeks();
                (greeks.delta, greeks.theta, greeks.vega)
            }
            Instrument::VixFuture | Instrument::VixMini => (1.0, 0.0, 0.0),
            Instrument::SpxPutSpread { upper, lower } => {
                let options = state.spx_expiry(terms.expiry);
                let bought = options.option(Kind::Put, upper, self.factor()).greeks();
                let sold = options.option(Kind::Put, lower, self.factor()).greeks();
                // Its vega is to SPX vol: another quantity, never added to a vol of VIX.
                (bought.delta - sold.delta, bought.theta - sold.theta, 0.0)
            }
        };
        LayerSensitivity {
            delta: self.dollars(delta),
            theta: self.dollars(theta / DAYS_PER_YEAR),
            vega_vol_of_vol: self.dollars(vega / 100.0),
        }
    }

    /// The model's vol today with the quote's factor; `None` for futures and spreads.
    pub fn vol(&self, market: &Market) -> Option<Vol> {
        let Instrument::VixCall { strike } = self.terms.instrument else {
            return None;
        };
        let state = market.after(market.today());
        Some(
            state
                .vix_option(
                    Kind::Call,
                    strike,
                    self.terms.expiry,
                    self.terms.beta,
                    self.factor(),
                )
                .vol,
        )
    }

    /// Share of a log move of spot VIX that reaches the layer's future today; `None` for spreads.
    pub fn beta(&self, market: &Market) -> Option<f64> {
        let state = market.after(market.today());
        let by_rule = || state.response().beta(self.terms.expiry);
        self.terms
            .instrument
            .is_vix()
            .then(|| self.terms.beta.unwrap_or_else(by_rule))
    }

    /// Dollars the whole layer gains per point of spot VIX today, under a response rule.
    ///
    /// The total derivative: the future's move, the smile's slide along it, and VVIX with it.
    pub fn dollars_per_vix_point(&self, market: &Market, rule: Rule) -> Usd {
        if !self.is_active(market) {
            return Usd::ZERO;
        }
        self.dollars(self.around_vix(market, rule).slope())
    }

    /// Points of one contract just around today's spot VIX, under a response rule.
    pub fn around_vix(&self, market: &Market, rule: Rule) -> Differences {
        let today = market.today();
        // Under the naive rule every beta is 1, a layer's own included.
        let terms = Terms {
            beta: if rule == Rule::Parallel {
                None
            } else {
                self.terms.beta
            },
            ..self.terms
        };
        let at = |vix: f64| {
            value(
                &terms,
                &market.after_by(Shock { vix, ..today }, rule),
                self.factor(),
            )
        };
        Differences::around(&at, today.vix, today.vix * 2e-4)
    }

    /// The layer's future today: of the VIX contract, or the SPX forward of a put spread.
    pub fn forward(&self, market: &Market) -> f64 {
        let state = market.after(market.today());
        match self.terms.instrument {
            Instrument::VixCall { .. } => state.future(self.terms.expiry, self.terms.beta),
            Instrument::VixFuture | Instrument::VixMini => {
                state.future(self.terms.expiry, self.terms.beta) * self.factor()
            }
            Instrument::SpxPutSpread { .. } => state.spx_expiry(self.terms.expiry).forward,
        }
    }

    /// This layer bought again on `day`, when an earlier one like it expires.
    ///
    /// Same tenor and same strike over forward, at the model's price of that date; spot VIX and SPX are
    /// where they are today.
    #[must_use]
    pub fn renewed(&self, market: &Market, day: Days) -> Self {
        let first = market.after(market.today());
        let then = market.after(Shock {
            day,
            ..market.today()
        });
        let tenor = self.terms.expiry;
        let expiry = Days::new(day.get() + tenor.get());
        let instrument = match self.terms.instrument {
            Instrument::VixCall { strike } => {
                let moved = then.future(expiry, self.terms.beta) / first.future(tenor, self.terms.beta);
                Instrument::VixCall {
                    strike: strike * moved,
                }
            }
            Instrument::SpxPutSpread { upper, lower } => {
                let moved = then.spx_expiry(expiry).forward / first.spx_expiry(tenor).forward;
                Instrument::SpxPutSpread {
                    upper: upper * moved,
                    lower: lower * moved,
                }
            }
            future => future,
        };
        let terms = Terms {
            instrument,
            expiry,
            quote: None,
            entry: None,
            ..self.terms
        };
        Self {
            terms,
            price: value(&terms, &then, self.factor()),
            ..*self
        }
    }
}

/// Points of one contract in a state of the market, its model vol scaled by `factor`.
fn value(terms: &Terms, state: &State<'_>, factor: f64) -> f64 {
    if state.settled(terms.expiry) {
        let (spx, vix) = (state.spx_at(terms.expiry), state.vix_at(terms.expiry));
        return terms.instrument.payoff(spx, vix);
    }
    match terms.instrument {
        Instrument::VixCall { strike } => {
            state.vix_option_price(Kind::Call, strike, terms.expiry, terms.beta, factor)
        }
        Instrument::VixFuture | Instrument::VixMini => state.future(terms.expiry, terms.beta) * factor,
        Instrument::SpxPutSpread { upper, lower } => {
            let options = state.spx_expiry(terms.expiry);
            options.price(Kind::Put, upper, factor) - options.price(Kind::Put, lower, factor)
        }
    }
}

/// How far the quote is from the model: the factor on the model's vol (on a future's level).
fn factor_of(terms: &Terms, market: &Market, quote: f64, model: f64) -> Option<f64> {
    let state = market.after(market.today());
    match terms.instrument {
        Instrument::VixCall { strike } => {
            let option = state.vix_option(Kind::Call, strike, terms.expiry, terms.beta, 1.0);
            implied_vol(
                option.kind,
                option.forward,
                strike,
                option.years,
                option.rate,
                quote,
            )
            .ok()
            .map(|vol| vol.get() / option.vol.get())
        }
        Instrument::VixFuture | Instrument::VixMini => Some(quote / model),
        Instrument::SpxPutSpread { .. } => {
            let gap = |factor: f64| value(terms, &state, factor) - quote;
            // A spread's value rises and falls with vol, so several factors may do: the one nearest the
            // model's own vols is meant.
            let mut nodes = geometric::<41>(0.1, 10.0).to_vec();
            include(&mut nodes, 1.0);
            let distance = |factor: &f64| ln(*factor).abs();
            roots_on(&nodes, 1e-14, gap)
                .into_iter()
                .min_by(|one, other| distance(one).total_cmp(&distance(other)))
        }
    }
}

//! The short SPX iron condor: its legs, its value, its vol, its payoff.

use crate::black76::Kind;
use crate::contract::SPX_OPTION;
use crate::difference::Differences;
use crate::lowest_root::lowest_root_on;
use crate::market::{Market, Shock, SpxExpiry, State};
use crate::math::{exp, ln};
use crate::nodes::even;
use crate::response::Rule;
use crate::units::{Days, Usd, Vol};

/// The lowest and highest at-the-money vol a quote is searched for.
const ATM_RANGE: (Vol, Vol) = (Vol::from_percent(2.0), Vol::from_percent(150.0));
/// Steps of the search between them, each 11 % apart: wider than that no condor rises and falls again.
const ATM_STEPS: u32 = 40;
/// The solved vol is exact to this; a price moves by less than its last digit.
const ATM_TOLERANCE: f64 = 1e-14;

/// A short iron condor in whole contracts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Condor {
    /// Strike of the put bought, index points; the lowest strike.
    pub long_put: f64,
    /// Strike of the put sold.
    pub short_put: f64,
    /// Strike of the call sold.
    pub short_call: f64,
    /// Strike of the call bought; the highest strike.
    pub long_call: f64,
    /// Days to expiry, at 16:00 New York.
    pub expiry: Days,
    /// How many.
    pub quantity: u32,
    /// Credit received for one, index points.
    pub credit: f64,
    /// Dollars of fees for the whole position.
    pub fees: Usd,
}

/// One leg of the condor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leg {
    /// Call or put.
    pub kind: Kind,
    /// Strike, index points.
    pub strike: f64,
    /// Contracts per condor: 1 bought, -1 sold.
    pub side: f64,
}

/// Sensitivities of the whole position to the market as the model moves it, dollars.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sensitivity {
    /// Per index point, VIX unchanged, the smile moving with SPX.
    pub delta: Usd,
    /// Change of delta per index point.
    pub gamma: Usd,
    /// Per calendar day, the at-the-money vol held.
    pub theta: Usd,
    /// Per 0.01 of vol: Black's vegas of the legs, added.
    pub vega: Usd,
    /// Per point of spot VIX, through the response rule.
    pub per_vix_point: Usd,
}

impl Condor {
    /// The four legs, from the lowest strike up.
    pub fn legs(&self) -> [Leg; 4] {
        [
            Leg {
                kind: Kind::Put,
                strike: self.long_put,
                side: 1.0,
            },
            Leg {
                kind: Kind::Put,
                strike: self.short_put,
                side: -1.0,
            },
            Leg {
                kind: Kind::Call,
                strike: self.short_call,
                side: -1.0,
            },
            Leg {
                kind: Kind::Call,
                strike: self.long_call,
                side: 1.0,
            },
        ]
    }

    /// Points to close one condor, priced on SPX options of its expiry.
    pub fn cost_to_close(&self, options: &SpxExpiry) -> f64 {
        self.legs()
            .iter()
            .map(|leg| -leg.side * options.price(leg.kind, leg.strike, 1.0))
            .sum()
    }

    /// Points one condor costs at its own expiry, with SPX at `spx`.
    pub fn payoff(&self, spx: f64) -> f64 {
        let puts = (self.short_put - spx).clamp(0.0, self.short_put - self.long_put);
        let calls = (spx - self.short_call).clamp(0.0, self.long_call - self.short_call);
        puts + calls
    }

    /// Profit of the whole position where one condor costs `points` to close, fees included.
    pub fn gain_at(&self, points: f64) -> Usd {
        self.dollars(self.credit - points) - self.fees
    }

    /// Profit of the whole position in a state of the market; settled once its expiry has passed.
    pub fn gain(&self, state: &State<'_>) -> Usd {
        if state.settled(self.expiry) {
            self.gain_at(self.payoff(state.shock().spx))
        } else {
            self.gain_at(self.cost_to_close(&state.spx_expiry(self.expiry)))
        }
    }

    /// Dollars of so many points on every condor of the position.
    pub fn dollars(&self, points: f64) -> Usd {
        SPX_OPTION * (points * f64::from(self.quantity))
    }

    /// Points per condor of so many dollars.
    pub fn points(&self, dollars: Usd) -> f64 {
        dollars.get() / (SPX_OPTION.get() * f64::from(self.quantity))
    }

    /// Credit of one condor after fees, points.
    pub fn net_credit(&self) -> f64 {
        self.credit - self.points(self.fees)
    }

    /// The wider of the two wings, points.
    pub fn width(&self) -> f64 {
        (self.short_put - self.long_put).max(self.long_call - self.short_call)
    }

    /// Widths of the wing of puts and of that of calls, points.
    #[cfg(feature = "evidence")]
    pub fn wings(&self) -> [f64; 2] {
        [self.short_put - self.long_put, self.long_call - self.short_call]
    }

    /// The at-the-money vol at which the model prices one condor at `quote` points; the lowest one.
    ///
    /// A condor is not monotone in vol: it is worth little when vol is low, most near its strikes' own
    /// vol, and less again beyond. `None` where no vol between 2 % and 150 % gives the quote.
    pub fn implied_atm(&self, market: &Market, quote: f64) -> Option<Vol> {
        let options = market.after(market.today()).spx_expiry(self.expiry);
        let gap = |log_vol: f64| self.cost_to_close(&options.with_atm(Vol::new(exp(log_vol)))) - quote;
        let nodes = even(ln(ATM_RANGE.0.get()), ln(ATM_RANGE.1.get()), ATM_STEPS);
        let log_vol = lowest_root_on(&nodes, ATM_TOLERANCE, |i| gap(nodes[i]), gap);
        log_vol.map(|log_vol| Vol::new(exp(log_vol)))
    }

    /// Dollars the whole position gains per point of spot VIX today, under a response rule.
    pub fn dollars_per_vix_point(&self, market: &Market, rule: Rule) -> Usd {
        Usd::new(self.around_vix(market, rule).slope())
    }

    /// What it gains just around today's spot VIX, dollars, under a response rule.
    pub fn around_vix(&self, market: &Market, rule: Rule) -> Differences {
        let today = market.today();
        let at = |vix: f64| self.gain(&market.after_by(Shock { vix, ..today }, rule)).get();
        Differences::around(&at, today.vix, today.vix * 2e-4)
    }

    /// What one costs to close a day on, or at its expiry if that is sooner, SPX and its vol unchanged; points.
    pub fn cost_tomorrow(&self, market: &Market) -> f64 {
        let today = market.today();
        let day = self.expiry.min(Days::new(1.0));
        let tomorrow = market.after(Shock { day, ..today });
        if tomorrow.settled(self.expiry) {
            return self.payoff(today.spx);
        }
        let atm = market.after(today).spx_expiry(self.expiry).atm;
        self.cost_to_close(&tomorrow.spx_expiry(self.expiry).with_atm(atm))
    }

    /// How the whole position answers to small moves from today's market.
    pub fn sensitivity(&self, market: &Market) -> Sensitivity {
        let today = market.today();
        let here = market.after(today).spx_expiry(self.expiry);
        let later = self.cost_tomorrow(market);
        let (mut delta, mut gamma, mut vega) = (0.0, 0.0, 0.0);
        for leg in self.legs() {
            let greeks = here.option(leg.kind, leg.strike, 1.0).greeks();
            let slide = here.sliding_vol(leg.strike);
            delta += leg.side * (greeks.delta + greeks.vega * slide.per_forward);
            gamma += leg.side
                * (greeks.gamma
                    + 2.0 * greeks.vanna * slide.per_forward
                    + greeks.volga * slide.per_forward * slide.per_forward
                    + greeks.vega * slide.per_forward_2);
            vega += leg.side * greeks.vega;
        }
        let carry = here.forward / today.spx;
        Sensitivity {
            delta: self.dollars(delta * carry),
            gamma: self.dollars(gamma * carry * carry),
            theta: self.dollars(self.cost_to_close(&here) - later),
            vega: self.dollars(vega / 100.0),
            per_vix_point: self.dollars_per_vix_point(market, market.response),
        }
    }
}

//! Condors sold one after another over past sessions, and the hedge kept beside them, at the model's prices.

use alloc::vec::Vec;

use time::Date;

use crate::black76::Kind;
use crate::calendar::date::{days_between, plus};
use crate::condor::Condor;
use crate::curve::{Curve, Quote};
use crate::layer::{Instrument, Layer};
use crate::market::{Market, Shock, SpxExpiry};
use crate::math::{ceil, exp, floor, ln};
use crate::past_sessions::Session;
use crate::units::{Days, Vol};
use crate::vol_of_vol::VolOfVol;

/// When condors are sold and how the hedge is kept.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rules {
    /// Days from one condor to the next; `None`: when the one before has expired.
    pub every: Option<Days>,
    /// Where the strikes lie.
    pub strikes: Strikes,
    /// Most that the layers cost, as a share of the condor's credit; `None`: the contracts as they are.
    pub budget: Option<f64>,
    /// VIX from which and up to which layers are bought.
    pub hedge: [f64; 2],
    /// VIX up to which condors are sold.
    pub condors_to: f64,
    /// Value over price at which a layer is sold; `None`: never.
    pub monetise: Option<f64>,
    /// Days left below which a layer is replaced; `None`: it is held to its settlement.
    pub roll: Option<Days>,
}

/// Where strikes lie on a day, seen from that day's forward.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Strikes {
    /// As many at-the-money standard deviations away as today.
    Moves,
    /// As many percent away as today.
    Percent,
    /// The short ones at a delta, a fraction; the wings as wide in percent as today.
    Delta(f64),
}

/// The position of today that is sold again and again.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// Today's market.
    pub market: Market,
    /// The condor.
    pub condor: Condor,
    /// The layers.
    pub layers: Vec<Layer>,
    /// Tenors of the VIX futures that today's curve is made of.
    pub tenors: Vec<Days>,
}

/// What has come of it by the end of a session, dollars since the beginning.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Standing {
    /// Profit of the condors, those still open at what they cost to close.
    pub condors: f64,
    /// Profit of the layers, those still held at their value.
    pub layers: f64,
    /// Credit taken in.
    pub credit: f64,
    /// Premium paid for layers, less what was received for layers sold short.
    pub premium: f64,
}

/// A condor that is open.
#[derive(Clone, Copy, Debug)]
struct Open {
    condor: Condor,
    expires: Date,
    /// Index points of today for a point of then.
    scale: f64,
}

/// A layer that is held.
#[derive(Clone, Copy, Debug)]
struct Held {
    layer: Layer,
    expires: Date,
    scale: f64,
}

/// What stands in the place of one of the reader's layers.
#[derive(Clone, Copy, Debug)]
enum Slot {
    Holds(Held),
    /// Empty; whether it waits for the next condor.
    Empty {
        waits: bool,
    },
}

/// A walk in progress.
#[derive(Clone, Debug)]
pub struct Walk {
    pattern: Pattern,
    rules: Rules,
    open: Vec<Open>,
    slots: Vec<Slot>,
    next: Option<Date>,
    /// What is settled.
    done: Standing,
    /// Condors sold so far, in lots.
    pub entries: u32,
    /// Layers sold because they were worth enough.
    pub monetised: u32,
    /// Layers bought.
    pub bought: u32,
}

impl Walk {
    /// Before the first session.
    pub fn new(pattern: Pattern, rules: Rules) -> Self {
        let slots = pattern
            .layers
            .iter()
            .map(|_| Slot::Empty { waits: true })
            .collect();
        Self {
            pattern,
            rules,
            open: Vec::new(),
            slots,
            next: None,
            done: Standing::default(),
            entries: 0,
            monetised: 0,
            bought: 0,
        }
    }

    /// Goes on to the close of a session; sessions come in order of time.
    ///
    /// History gives moves, not levels: each condor is sold as if SPX then stood where it stands in today's market, so
    /// that the dollars of all years are of one size. VIX is as recorded.
    pub fn step(&mut self, session: &Session) -> Standing {
        let market = self.market(session);
        let mut standing = self.settle_condors(&market, session);
        self.keep_layers(&market, session, &mut standing);
        if self.next.is_none_or(|next| session.date >= next) && session.vix <= self.rules.condors_to {
            self.sell_condor(&market, session, &mut standing);
        }
        self.fill_slots(&market, session, &mut standing);
        standing
    }

    /// The model's market at a close, SPX in points of then.
    ///
    /// The at-the-money vol keeps its ratio to VIX. Without recorded futures the curve is today's, moved as the response
    /// rule says VIX at that level would move it at once; VVIX without a record likewise.
    fn market(&self, session: &Session) -> Market {
        let today = &self.pattern.market;
        let spot = today.curve.spot();
        let moved = today.after(Shock {
            spx: today.spx,
            vix: session.vix,
            day: Days::ZERO,
        });
        let quotes: Vec<Quote> = if session.futures.is_empty() {
            let quote = |&tenor: &Days| Quote {
                tenor,
                price: moved.future(tenor, None),
            };
            self.pattern.tenors.iter().map(quote).collect()
        } else {
            session.futures.clone()
        };
        Market {
            spx: session.spx,
            atm: Vol::new(today.atm.get() * session.vix / spot),
            curve: Curve::new(session.vix, quotes),
            vol_of_vol: match session.vvix {
                Some(vvix) => VolOfVol::new(vvix, today.vol_of_vol.smile()),
                None => moved.vol_of_vol(),
            },
            ..today.clone()
        }
    }

    /// Index points of today for a point at a close.
    fn scale(&self, session: &Session) -> f64 {
        self.pattern.market.spx / session.spx
    }

    /// Values what is open and books what has expired.
    fn settle_condors(&mut self, market: &Market, session: &Session) -> Standing {
        let mut running = 0.0;
        let mut kept = Vec::with_capacity(self.open.len());
        for open in core::mem::take(&mut self.open) {
            let left = left(session.date, open.expires);
            let condor = Condor {
                expiry: left,
                ..open.condor
            };
            let gain = condor.gain(&scaled(market, open.scale).today_state()).get();
            if left > Days::ZERO {
                running += gain;
                kept.push(open);
            } else {
                self.done.condors += gain;
                if self.rules.every.is_none() {
                    self.next = Some(session.date);
                }
            }
        }
        self.open = kept;
        Standing {
            condors: self.done.condors + running,
            ..self.done
        }
    }

    /// Values the layers; settles, rolls and sells those whose time has come.
    fn keep_layers(&mut self, market: &Market, session: &Session, standing: &mut Standing) {
        let mut running = 0.0;
        for slot in &mut self.slots {
            let Slot::Holds(held) = *slot else { continue };
            let left = left(session.date, held.expires);
            let layer = held.at(left);
            let market = scaled(market, held.scale).0;
            let state = market.after(market.today());
            let gain = layer.gain(&market, &state).get();
            let value = layer.value(&state);
            if left <= Days::ZERO {
                self.done.layers += gain;
                *slot = Slot::Empty { waits: false };
            } else if self.rules.roll.is_some_and(|roll| left < roll) {
                self.done.layers += gain - layer.costs_at(value).get();
                *slot = Slot::Empty { waits: false };
            } else if self
                .rules
                .monetise
                .is_some_and(|times| worth(&layer, value) >= times)
            {
                self.done.layers += gain - layer.costs_at(value).get();
                self.monetised += 1;
                *slot = Slot::Empty { waits: true };
            } else {
                running += gain;
            }
        }
        standing.layers = self.done.layers + running;
    }

    fn sell_condor(&mut self, market: &Market, session: &Session, standing: &mut Standing) {
        let scale = self.scale(session);
        let market = scaled(market, scale);
        let options = market.today_state().spx_expiry(self.pattern.condor.expiry);
        let Some(condor) = self.placed(&options) else {
            return;
        };
        self.entries += 1;
        let expires = plus(session.date, whole(condor.expiry));
        self.next = Some(match self.rules.every {
            Some(every) => plus(session.date, whole(every)),
            // Set when it settles.
            None => Date::MAX,
        });
        self.open.push(Open {
            condor,
            expires,
            scale,
        });
        let credit = condor.dollars(condor.credit).get();
        self.done.credit += credit;
        standing.credit += credit;
        standing.condors += condor.gain(&market.today_state()).get();
        for slot in &mut self.slots {
            if let Slot::Empty { waits } = slot {
                *waits = false;
            }
        }
    }

    /// The condor of a day, at the model's price; none where that is nothing.
    fn placed(&self, options: &SpxExpiry) -> Option<Condor> {
        let today = self.pattern.market.after(self.pattern.market.today());
        let then = today.spx_expiry(self.pattern.condor.expiry);
        let own = self.pattern.condor;
        let place = |strike: f64| match self.rules.strikes {
            Strikes::Moves => {
                options.forward * exp(ln(strike / then.forward) * options.atm.get() / then.atm.get())
            }
            _ => options.forward * strike / then.forward,
        };
        let mut condor = Condor {
            long_put: place(own.long_put),
            short_put: place(own.short_put),
            short_call: place(own.short_call),
            long_call: place(own.long_call),
            ..own
        };
        if let Strikes::Delta(delta) = self.rules.strikes {
            let widths = [
                condor.short_put - condor.long_put,
                condor.long_call - condor.short_call,
            ];
            condor.short_put = at_delta(options, Kind::Put, delta);
            condor.short_call = at_delta(options, Kind::Call, delta);
            condor.long_put = (condor.short_put - widths[0]).max(options.forward * LEAST_STRIKE);
            condor.long_call = condor.short_call + widths[1];
        }
        condor.credit = condor.cost_to_close(options);
        (condor.credit > 0.0).then_some(condor)
    }

    /// Buys what is missing, while a condor is open and VIX is where hedges are bought.
    fn fill_slots(&mut self, market: &Market, session: &Session, standing: &mut Standing) {
        let [from, to] = self.rules.hedge;
        let Some(latest) = self.open.last().copied() else {
            return;
        };
        if session.vix < from || session.vix > to {
            return;
        }
        let market = scaled(market, self.scale(session)).0;
        let wanted: Vec<Option<Layer>> = self
            .slots
            .iter()
            .enumerate()
            .map(|(nth, slot)| match slot {
                Slot::Empty { waits: false } => self.bought_on(&market, nth),
                _ => None,
            })
            .collect();
        let share = self.affordable(&market, latest.condor);
        for (nth, layer) in wanted.into_iter().enumerate() {
            let Some(layer) = layer else { continue };
            let contracts = floor(share * layer.contracts().abs()) * layer.contracts().signum();
            #[expect(
                clippy::cast_possible_truncation,
                reason = "no more than the reader's own contracts, or a budget's"
            )]
            let layer = layer.times(contracts.clamp(-1e6, 1e6) as i32);
            if layer.terms().quantity == 0 {
                continue;
            }
            let premium = layer.premium_at(layer.basis()).get();
            self.done.premium += premium;
            standing.premium += premium;
            standing.layers -= layer.costs_at(layer.basis()).get();
            self.bought += 1;
            if let Some(slot) = self.slots.get_mut(nth) {
                *slot = Slot::Holds(Held {
                    layer,
                    expires: plus(session.date, whole(layer.terms().expiry)),
                    scale: self.pattern.market.spx / session.spx,
                });
            }
        }
    }

    /// One of the reader's layers as it is bought on a day.
    fn bought_on(&self, market: &Market, nth: usize) -> Option<Layer> {
        let own = self.pattern.layers.get(nth)?;
        let today = &self.pattern.market;
        let level = own.terms().activate_at;
        if level.is_some_and(|level| market.curve.spot() < level) {
            return None;
        }
        let expiry = own.terms().expiry;
        let instrument = match own.terms().instrument {
            Instrument::VixCall { strike } => Instrument::VixCall {
                strike: strike * market.curve.future(expiry) / today.curve.future(expiry),
            },
            Instrument::SpxPutSpread { upper, lower } => {
                let forward = |market: &Market| market.after(market.today()).spx_expiry(expiry).forward;
                let moved = forward(market) / forward(today);
                Instrument::SpxPutSpread {
                    upper: upper * moved,
                    lower: lower * moved,
                }
            }
            future => future,
        };
        let unpriced = own.exchanged(instrument, own.terms().quantity, expiry, 0.0);
        let price = unpriced.value(&market.after(market.today()));
        Some(own.exchanged(instrument, own.terms().quantity, expiry, price))
    }

    /// The share of the reader's contracts that the budget pays for, all layers together.
    fn affordable(&self, market: &Market, condor: Condor) -> f64 {
        let Some(budget) = self.rules.budget else {
            return 1.0;
        };
        let all = (0..self.pattern.layers.len()).filter_map(|nth| self.bought_on(market, nth));
        let premium: f64 = all.map(|layer| layer.premium_at(layer.basis()).get()).sum();
        if premium <= 0.0 {
            return 1.0;
        }
        budget * condor.dollars(condor.credit).get() / premium
    }
}

/// No strike lies below this share of the forward.
const LEAST_STRIKE: f64 = 0.05;

impl Held {
    /// The layer with so much time left.
    fn at(&self, left: Days) -> Layer {
        let terms = self.layer.terms();
        self.layer
            .exchanged(terms.instrument, terms.quantity, left, self.layer.basis())
    }
}

/// What a layer is worth over what was paid for it; nothing for a future, for which nothing is paid.
fn worth(layer: &Layer, value: f64) -> f64 {
    if layer.terms().instrument.is_future() || layer.basis() <= 0.0 || layer.terms().quantity < 0 {
        0.0
    } else {
        value / layer.basis()
    }
}

/// A market whose SPX is told in points of today.
struct Scaled(Market);

fn scaled(market: &Market, scale: f64) -> Scaled {
    Scaled(Market {
        spx: market.spx * scale,
        ..market.clone()
    })
}

impl Scaled {
    fn today_state(&self) -> crate::market::State<'_> {
        self.0.after(self.0.today())
    }
}

/// Days from a session to an expiry; zero once it has come.
fn left(from: Date, to: Date) -> Days {
    Days::new(f64::from(days_between(from, to).max(0)))
}

/// Whole days, at least one: sessions are told by date.
#[expect(clippy::cast_possible_truncation, reason = "days of an expiry are few")]
fn whole(days: Days) -> i32 {
    ceil(days.get()).clamp(1.0, 10_000.0) as i32
}

/// The strike at which an option has a delta, told without its sign.
fn at_delta(options: &SpxExpiry, kind: Kind, delta: f64) -> f64 {
    let (mut out, mut at) = match kind {
        Kind::Put => (ln(LEAST_STRIKE), 0.0),
        Kind::Call => (-ln(LEAST_STRIKE), 0.0),
    };
    // Between a strike far out and the forward; sixty halvings leave nothing.
    for _ in 0..60 {
        let middle = f64::midpoint(out, at);
        let strike = options.forward * exp(middle);
        if options.option(kind, strike, 1.0).greeks().delta.abs() < delta {
            out = middle;
        } else {
            at = middle;
        }
    }
    options.forward * exp(f64::midpoint(out, at))
}

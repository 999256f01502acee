//! What can be done with a condor and its hedge once volatility has expanded, each change priced in that market.

use alloc::vec::Vec;

use crate::book::{Book, Passage, received};
use crate::cash_flow::CashFlows;
use crate::condor::Condor;
use crate::constant_maturity::{Blend, MATURITY};
use crate::curve::Quote;
use crate::difference::derivative;
use crate::layer::{Instrument, Layer};
use crate::market::{Shock, State};
use crate::math::{floor, round};
use crate::package::Package;
use crate::route::Route;
use crate::units::{Days, Usd};

/// No layer is moved to fewer days than this after the shock. Source: document 001's shortest layer, 7 to 14 days.
pub const SHORTEST: Days = Days::new(7.0);
/// Strikes that are solved for fall on multiples of this. Source: Cboe lists SPX strikes at 5 points near the money.
pub const STRIKE_GRID: f64 = 5.0;

/// How far each change goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moves {
    /// Index points the long put and the long call move.
    pub wings: [f64; 2],
    /// Index points each short strike moves, its wing with it.
    pub strangle: f64,
    /// The level the inward roll is centred on, index points; `None` where there is none.
    pub centre: Option<f64>,
    /// Days the condor is rolled out.
    pub roll: Days,
    /// Whether a rolled condor keeps its distance from the forward and not its strikes.
    pub roll_with_forward: bool,
    /// Days the hedge is shifted.
    pub shift: Days,
    /// Whether shifted calls are struck at their future again and do not keep their strikes.
    pub shift_to_future: bool,
    /// What futures the hedge is moved into: [`Instrument::VixFuture`] or [`Instrument::VixMini`].
    pub future: Instrument,
    /// Which quoted future still running on the day: 0 is the nearest.
    pub month: usize,
    /// Points lost on each SPX option traded, between the quote and the fill.
    pub leg_slippage: f64,
    /// Fee of one SPX option.
    pub leg_fee: Usd,
}

/// Which change it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adjustment {
    /// Nothing is traded.
    Hold,
    /// The long strikes move towards the shorts.
    WingsIn,
    /// The long strikes move away from the shorts.
    WingsOut,
    /// The short strangle is drawn in and centred on a fair value, wings with it.
    StrangleIn,
    /// The short strikes are widened, wings with them.
    StrangleOut,
    /// The condor is closed and sold again at a later expiry.
    RollCondor,
    /// The condor and every layer go to later expiries.
    RollAll,
    /// The VIX calls go to later expiries.
    HedgeForward,
    /// The VIX calls go to nearer expiries.
    HedgeBack,
    /// The VIX calls become VIX futures that answer to VIX as they did.
    ToFutures,
    /// The VIX calls become a blend of two futures with a mean maturity of 30 days.
    ToBlend,
}

impl Adjustment {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 11] = [
        Self::Hold,
        Self::WingsIn,
        Self::WingsOut,
        Self::StrangleIn,
        Self::StrangleOut,
        Self::RollCondor,
        Self::RollAll,
        Self::HedgeForward,
        Self::HedgeBack,
        Self::ToFutures,
        Self::ToBlend,
    ];

    /// Its short name, stable.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Hold => "hold",
            Self::WingsIn => "wingsIn",
            Self::WingsOut => "wingsOut",
            Self::StrangleIn => "strangleIn",
            Self::StrangleOut => "strangleOut",
            Self::RollCondor => "rollCondor",
            Self::RollAll => "rollAll",
            Self::HedgeForward => "hedgeForward",
            Self::HedgeBack => "hedgeBack",
            Self::ToFutures => "toFutures",
            Self::ToBlend => "toBlend",
        }
    }
}

/// A book after a change, and what the change took.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What is open then.
    pub book: Book,
    /// Received for the trades at the model's prices; negative when paid.
    pub cash: Usd,
    /// Fees and slippage of the trades, a positive amount.
    pub costs: Usd,
    /// Gain on what was closed, from its entry to now, before these costs.
    pub realised: Usd,
}

/// The market of the shock, and what is held there.
#[derive(Clone, Debug)]
pub struct Desk<'m> {
    package: &'m Package,
    route: Route<'m>,
    moves: Moves,
    held: Book,
}

impl<'m> Desk<'m> {
    /// What is held when the package meets a shock.
    pub fn new(package: &'m Package, via: Shock, moves: Moves) -> Self {
        Self {
            package,
            route: Route {
                market: &package.market,
                via,
            },
            moves,
            held: Book::held(package, via),
        }
    }

    /// The way through the shock.
    pub fn route(&self) -> &Route<'m> {
        &self.route
    }

    /// What is held before anything is traded.
    pub fn held(&self) -> &Book {
        &self.held
    }

    /// The book after a change, or in a few words why there is no such change.
    pub fn change(&self, adjustment: Adjustment) -> Result<Change, &'static str> {
        let state = self.state();
        if state.settled(self.held.condor.expiry) {
            return match adjustment {
                Adjustment::Hold => Ok(self.nothing()),
                _ => Err("The condor has expired by then."),
            };
        }
        match adjustment {
            Adjustment::Hold => Ok(self.nothing()),
            Adjustment::WingsIn => self.wings(1.0),
            Adjustment::WingsOut => self.wings(-1.0),
            Adjustment::StrangleIn => self.strangle_in(),
            Adjustment::StrangleOut => self.strangle_out(),
            Adjustment::RollCondor => Ok(self.roll_condor(self.nothing())),
            Adjustment::RollAll => self
                .shifted(self.moves.roll, false)
                .map(|change| self.roll_condor(change)),
            Adjustment::HedgeForward => self.shifted(self.moves.shift, self.moves.shift_to_future),
            Adjustment::HedgeBack => {
                let back = Days::new(-self.moves.shift.get());
                self.shifted(back, self.moves.shift_to_future)
            }
            Adjustment::ToFutures => self.to_futures(),
            Adjustment::ToBlend => self.to_blend(),
        }
    }

    fn state(&self) -> State<'m> {
        self.package.market.after(self.route.via)
    }

    fn nothing(&self) -> Change {
        Change {
            book: self.held.clone(),
            cash: Usd::ZERO,
            costs: Usd::ZERO,
            realised: Usd::ZERO,
        }
    }

    /// The condor exchanged for one with other strikes or another expiry: only legs that differ are traded.
    fn with_condor(&self, change: Change, strikes: [f64; 4], expiry: Days) -> Change {
        let old = change.book.condor;
        let [long_put, short_put, short_call, long_call] = strikes;
        let new = Condor {
            long_put,
            short_put,
            short_call,
            long_call,
            expiry,
            ..old
        };
        let state = self.state();
        let today = self
            .package
            .market
            .after(self.package.market.today())
            .spx_expiry(old.expiry);
        let (options, later) = (state.spx_expiry(old.expiry), state.spx_expiry(expiry));
        let (mut points, mut realised, mut traded) = (0.0, 0.0, 0.0);
        for (closed, opened) in old.legs().iter().zip(new.legs()) {
            if closed.strike == opened.strike && old.expiry == expiry {
                continue;
            }
            let out = options.option(closed.kind, closed.strike, 1.0).price();
            points += closed.side * out - opened.side * later.option(opened.kind, opened.strike, 1.0).price();
            realised += closed.side * (out - today.option(closed.kind, closed.strike, 1.0).price());
            traded += 2.0;
        }
        let options_traded = traded * f64::from(old.quantity);
        let costs = self.moves.leg_fee * options_traded + new.dollars(traded * self.moves.leg_slippage);
        Change {
            book: Book {
                condor: Condor {
                    credit: old.credit + points,
                    fees: old.fees + costs,
                    ..new
                },
                ..change.book
            },
            cash: change.cash + new.dollars(points),
            costs: change.costs + costs,
            realised: change.realised + new.dollars(realised),
        }
    }

    /// The long strikes moved towards the shorts, or away from them with -1.
    fn wings(&self, inwards: f64) -> Result<Change, &'static str> {
        let condor = &self.held.condor;
        let [put, call] = self.moves.wings.map(|step| step * inwards);
        let strikes = [
            condor.long_put + put,
            condor.short_put,
            condor.short_call,
            condor.long_call - call,
        ];
        if strikes[0] >= strikes[1] || strikes[3] <= strikes[2] {
            return Err("A wing is no wider than the step.");
        }
        if strikes[0] <= 0.0 {
            return Err("The long put would fall to zero.");
        }
        Ok(self.with_condor(self.nothing(), strikes, condor.expiry))
    }

    fn strangle_in(&self) -> Result<Change, &'static str> {
        let centre = self.moves.centre.ok_or("There is no fair value to centre on.")?;
        let half =
            f64::midpoint(-self.held.condor.short_put, self.held.condor.short_call) - self.moves.strangle;
        if half < 0.0 {
            return Err("The shorts are closer together than the step.");
        }
        self.with_shorts(on_grid(centre - half), on_grid(centre + half))
    }

    fn strangle_out(&self) -> Result<Change, &'static str> {
        let (condor, step) = (&self.held.condor, self.moves.strangle);
        self.with_shorts(condor.short_put - step, condor.short_call + step)
    }

    /// Other short strikes, the wings as wide as they are.
    fn with_shorts(&self, put: f64, call: f64) -> Result<Change, &'static str> {
        let condor = &self.held.condor;
        let strikes = [
            put - (condor.short_put - condor.long_put),
            put,
            call,
            call + (condor.long_call - condor.short_call),
        ];
        if strikes[0] <= 0.0 {
            return Err("The long put would fall to zero.");
        }
        Ok(self.with_condor(self.nothing(), strikes, condor.expiry))
    }

    fn roll_condor(&self, change: Change) -> Change {
        let condor = &self.held.condor;
        let expiry = Days::new(condor.expiry.get() + self.moves.roll.get());
        let mut strikes = condor.legs().map(|leg| leg.strike);
        if self.moves.roll_with_forward {
            let today = self.package.market.after(self.package.market.today());
            let moved = self.state().spx_expiry(expiry).forward - today.spx_expiry(condor.expiry).forward;
            strikes = strikes.map(|strike| strike + on_grid(moved));
        }
        self.with_condor(change, strikes, expiry)
    }

    /// Whether a layer is a VIX call that is held and still runs.
    fn is_movable(&self, layer: &Layer) -> bool {
        let call = matches!(layer.terms().instrument, Instrument::VixCall { .. });
        call && layer.contracts() != 0.0
            && layer.is_active(self.route.market)
            && !self.state().settled(layer.terms().expiry)
    }

    /// Closes one layer at the model's price.
    fn without_layer(&self, mut change: Change, index: usize) -> Change {
        let layer = change.book.layers.remove(index);
        let points = self.route.value(&layer, &self.state());
        let gain = layer.dollars(points - layer.basis());
        let costs = layer.costs_at(points);
        change.book.realised += gain - layer.costs_at(layer.basis()) - costs;
        Change {
            cash: change.cash + received(&layer, points),
            costs: change.costs + costs,
            realised: change.realised + gain,
            ..change
        }
    }

    /// Opens what stands in a layer's place at the model's price.
    fn with_layer(
        &self,
        mut change: Change,
        index: usize,
        like: &Layer,
        instrument: Instrument,
        quantity: i32,
        expiry: Days,
    ) -> Change {
        let state = self.state();
        let points = like.exchanged(instrument, quantity, expiry, 0.0).value(&state);
        let layer = like.exchanged(instrument, quantity, expiry, points);
        change.book.layers.insert(index, layer);
        Change {
            cash: change.cash - layer.premium_at(points),
            costs: change.costs + layer.costs_at(points),
            ..change
        }
    }

    fn shifted(&self, by: Days, to_future: bool) -> Result<Change, &'static str> {
        let earliest = self.route.via.day.get() + SHORTEST.get();
        let mut change = self.nothing();
        let mut moved = false;
        for index in 0..self.held.layers.len() {
            let layer = self.held.layers[index];
            let terms = layer.terms();
            let expiry = Days::new((terms.expiry.get() + by.get()).max(earliest.min(terms.expiry.get())));
            if !self.is_movable(&layer) || expiry == terms.expiry {
                continue;
            }
            let instrument = if to_future {
                Instrument::VixCall {
                    strike: round(self.state().future(expiry, None)).max(1.0),
                }
            } else {
                terms.instrument
            };
            moved = true;
            change = self.without_layer(change, index);
            change = self.with_layer(change, index, &layer, instrument, terms.quantity, expiry);
        }
        if moved {
            Ok(change)
        } else {
            Err("No VIX call is left that could move.")
        }
    }

    /// Every movable call closed: what is left, one of them to trade by, and the dollars per VIX point given up.
    fn without_calls(&self) -> Result<(Change, Layer, f64), &'static str> {
        let mut change = self.nothing();
        let mut like = None;
        let mut per_point = 0.0;
        for index in (0..self.held.layers.len()).rev() {
            let layer = self.held.layers[index];
            if self.is_movable(&layer) {
                per_point += layer.dollars(self.per_vix_point(&layer)).get();
                change = self.without_layer(change, index);
                like = Some(layer);
            }
        }
        like.map(|like| (change, like, per_point))
            .ok_or("No VIX call is left that could move.")
    }

    /// Points of one contract per point of spot VIX, just around the shock.
    fn per_vix_point(&self, layer: &Layer) -> f64 {
        let via = self.route.via;
        let at = |vix: f64| layer.value(&self.route.market.after(Shock { vix, ..via }));
        derivative(&at, via.vix, via.vix * 2e-4)
    }

    /// Quoted futures that still run, nearest first.
    fn running(&self) -> Vec<Quote> {
        let state = self.state();
        let quotes = self.route.market.curve.quotes().iter().copied();
        quotes.filter(|quote| !state.settled(quote.tenor)).collect()
    }

    /// Futures of one tenor, whole contracts, that answer to VIX with `per_point` dollars.
    fn futures(&self, change: Change, like: &Layer, tenor: Days, per_point: f64) -> Change {
        let one = like.exchanged(self.moves.future, 1, tenor, 0.0);
        let each = one.dollars(self.per_vix_point(&one)).get();
        let quantity = whole(per_point / each);
        if quantity == 0 {
            return change;
        }
        let place = change.book.layers.len();
        self.with_layer(change, place, like, self.moves.future, quantity, tenor)
    }

    /// A change with another number of contracts in one of its layers, the difference traded at the model's price.
    pub fn with_quantity(&self, mut change: Change, index: usize, quantity: i32) -> Change {
        let Some(&layer) = change.book.layers.get(index) else {
            return change;
        };
        let terms = layer.terms();
        let more = quantity.saturating_sub(terms.quantity);
        if more > 0 {
            let place = change.book.layers.len();
            return self.with_layer(change, place, &layer, terms.instrument, more, terms.expiry);
        }
        let part = |quantity: i32| layer.exchanged(terms.instrument, quantity, terms.expiry, layer.basis());
        let place = change.book.layers.len();
        change.book.layers[index] = part(quantity);
        change.book.layers.push(part(more.saturating_neg()));
        self.without_layer(change, place)
    }

    /// All that is paid and received from the very start until the condor settles at `end`, as in [`Passage::flows`].
    pub fn flows(&self, change: &Change, per_future: Usd, end: Shock) -> CashFlows {
        let passage = Passage {
            package: self.package,
            route: &self.route,
            held: &self.held,
            then: &change.book,
            traded: change.cash - change.costs,
        };
        CashFlows::new(passage.flows(per_future, end))
    }

    fn to_futures(&self) -> Result<Change, &'static str> {
        let (change, like, per_point) = self.without_calls()?;
        let running = self.running();
        let quote = running
            .get(self.moves.month)
            .or(running.last())
            .ok_or("No quoted VIX future still runs.")?;
        Ok(self.futures(change, &like, quote.tenor, per_point))
    }

    /// The two quoted futures around 30 days after the shock, and the shares that keep that maturity.
    pub fn blend(&self) -> Option<Blend> {
        let running = self.running();
        let at = self.route.via.day.get() + MATURITY.get();
        let beyond = running.iter().position(|quote| quote.tenor.get() >= at);
        let far = beyond.unwrap_or(running.len().saturating_sub(1)).max(1);
        let (near, far) = (running.get(far - 1)?, running.get(far)?);
        Some(Blend::new(near.tenor, far.tenor, Days::new(at)))
    }

    fn to_blend(&self) -> Result<Change, &'static str> {
        let blend = self
            .blend()
            .ok_or("It takes two quoted VIX futures that still run.")?;
        let (change, like, per_point) = self.without_calls()?;
        let each = |tenor: Days| {
            let one = like.exchanged(self.moves.future, 1, tenor, 0.0);
            one.dollars(self.per_vix_point(&one)).get()
        };
        let (near, far) = (blend.near_share, 1.0 - blend.near_share);
        // So many of both that the blend as a whole answers as the calls did.
        let contracts = per_point / (near * each(blend.near) + far * each(blend.far));
        let change = self.futures(change, &like, blend.near, contracts * near * each(blend.near));
        Ok(self.futures(change, &like, blend.far, contracts * far * each(blend.far)))
    }
}

fn on_grid(level: f64) -> f64 {
    round(level / STRIKE_GRID) * STRIKE_GRID
}

/// The nearest whole number of contracts within ten million.
#[expect(
    clippy::cast_possible_truncation,
    reason = "clamped to whole numbers that fit"
)]
fn whole(value: f64) -> i32 {
    if value.is_finite() {
        floor(value.clamp(-1e7, 1e7) + 0.5) as i32
    } else {
        0
    }
}

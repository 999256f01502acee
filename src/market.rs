//! Today's market, and the market after a shock: every forward and vol a leg is priced on.

use alloc::vec::Vec;

use crate::black76::{Kind, Option76, discount};
use crate::clock::variance_years;
use crate::curve::Curve;
use crate::math::{exp, ln, pow};
use crate::response::{Response, Rule};
use crate::skew::{Skew, SlidingVol};
use crate::units::{Days, Rate, Vol, Years};
use crate::vol_of_vol::{VolOfVol, decline};

/// VIX on the line does not fall below this level. Source: the lowest close since 1990 is 9.14 (2017-11-03).
pub const LOWEST_VIX: f64 = 9.0;
/// The line's slope shrinks with this power of the days a move takes.
pub const LINE_DECAY: f64 = -0.12;

/// How VIX follows SPX: VIX points per 1 % of SPX, on the way down and on the way up.
///
/// Source: measured 2004-2026, R2 0.67 at one day; the sensitivity hardly depends on the size of the move.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// VIX points gained per 1 % fall of SPX.
    pub per_fall: f64,
    /// VIX points lost per 1 % rise of SPX.
    pub per_rise: f64,
}

impl Line {
    /// VIX after SPX has moved by `percent` within `after`, from `spot`; never below 9.
    ///
    /// The slope is scaled by max(1, days)^-0.12: slow declines raise VIX less.
    pub fn vix(self, spot: f64, percent: f64, after: Days) -> f64 {
        self.vix_slowed(spot, percent, slowed(after))
    }

    /// As `vix`, where the scale of that time is at hand.
    fn vix_slowed(self, spot: f64, percent: f64, slowed: f64) -> f64 {
        let slope = if percent < 0.0 {
            self.per_fall
        } else {
            self.per_rise
        };
        (spot - percent * slope * slowed).max(LOWEST_VIX)
    }

    /// The SPX move, percent, that takes VIX from `spot` to `vix` within `after`; `None` where none does.
    pub fn percent_to(self, spot: f64, vix: f64, after: Days) -> Option<f64> {
        let slope = if vix > spot { self.per_fall } else { self.per_rise };
        let percent = (spot - vix) / (slope * slowed(after));
        percent.is_finite().then_some(percent)
    }

    /// The line's slope now, VIX points per index point (negative), for a fall and for a rise.
    pub fn slopes(self, spx: f64) -> (f64, f64) {
        (-self.per_fall * 100.0 / spx, -self.per_rise * 100.0 / spx)
    }
}

/// The scale of the line's slope for a move that takes so long.
fn slowed(after: Days) -> f64 {
    pow(after.get().max(1.0), LINE_DECAY)
}

/// Today's market.
#[derive(Clone, Debug, PartialEq)]
pub struct Market {
    /// S&P 500, index points.
    pub spx: f64,
    /// Interest rate, continuous.
    pub rate: Rate,
    /// Dividend yield of the index, continuous.
    pub dividend: Rate,
    /// Shape of SPX vols across strikes.
    pub skew: Skew,
    /// At-the-money SPX vol today, one level for every tenor.
    pub atm: Vol,
    /// VIX spot and futures.
    pub curve: Curve,
    /// Vols of VIX options.
    pub vol_of_vol: VolOfVol,
    /// How a VIX move reaches other tenors.
    pub response: Rule,
    /// How VIX follows SPX.
    pub line: Line,
}

/// Where the market stands after a shock: SPX and VIX levels, and how many days from now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shock {
    /// SPX level, index points.
    pub spx: f64,
    /// Spot VIX, VIX points.
    pub vix: f64,
    /// Days from now.
    pub day: Days,
}

/// The market after a shock: prices any leg.
#[derive(Clone, Copy, Debug)]
pub struct State<'m> {
    market: &'m Market,
    shock: Shock,
    /// ln of spot VIX over the future that was to settle on that day.
    surprise: f64,
    /// Whether VIX is above that future.
    rise: bool,
    response: Response,
    vol_of_vol: VolOfVol,
    /// Tenors whose share of the work is done.
    tenors: &'m [Tenor],
}

/// A day from now, before any level is known: what all shocks of that day share, worked out once.
///
/// Prices are the same to the bit as those of [`Market::after`].
#[derive(Clone, Debug)]
pub struct Horizon<'m> {
    market: &'m Market,
    day: Days,
    /// The future that settles on that day.
    expected: f64,
    /// The response to a fall of VIX, and to a rise.
    responses: [Response; 2],
    /// The scale of the line's slope.
    slowed: f64,
    tenors: Vec<Tenor>,
}

/// What time alone decides of an expiry, seen from a later day.
#[derive(Clone, Copy, Debug)]
struct Tenor {
    expiry: Days,
    /// After a fall of VIX, and after a rise.
    beta: [f64; 2],
    gamma: [f64; 2],
    /// Of VIX options: how far their level of vol has declined, and their discount.
    decline: f64,
    discount: f64,
    /// Of SPX options.
    spx: SpxTime,
}

/// What time alone decides of SPX options of one expiry.
#[derive(Clone, Copy, Debug)]
struct SpxTime {
    /// Forward over spot.
    growth: f64,
    discount: f64,
    years: Years,
}

/// SPX options of one expiry in one state of the market.
#[derive(Clone, Copy, Debug)]
pub struct SpxExpiry {
    /// Forward at the expiry, index points.
    pub forward: f64,
    /// At-the-money vol.
    pub atm: Vol,
    /// Time left on the variance clock.
    pub years: Years,
    /// Interest rate.
    pub rate: Rate,
    discount: f64,
    skew: Skew,
}

impl Market {
    /// The shock that changes nothing.
    pub fn today(&self) -> Shock {
        Shock {
            spx: self.spx,
            vix: self.curve.spot(),
            day: Days::ZERO,
        }
    }

    /// SPX moved by `percent` within `day`, VIX on the line.
    pub fn on_the_line(&self, percent: f64, day: Days) -> Shock {
        Shock {
            spx: self.spx * (1.0 + percent / 100.0),
            vix: self.line.vix(self.curve.spot(), percent, day),
            day,
        }
    }

    /// SPX at `spx` within `day`, VIX on the line.
    pub fn on_the_line_at(&self, spx: f64, day: Days) -> Shock {
        let percent = (spx / self.spx - 1.0) * 100.0;
        Shock {
            spx,
            vix: self.line.vix(self.curve.spot(), percent, day),
            day,
        }
    }

    /// The market after a shock. Levels are above zero, the day not before today.
    pub fn after(&self, shock: Shock) -> State<'_> {
        self.after_by(shock, self.response)
    }

    /// The market after a shock under another response rule.
    pub fn after_by(&self, shock: Shock, rule: Rule) -> State<'_> {
        let expected = self.curve.future(shock.day);
        let rise = shock.vix > expected;
        State {
            market: self,
            shock,
            surprise: ln(shock.vix / expected),
            rise,
            response: rule.response(rise, shock.day),
            vol_of_vol: self.vol_of_vol.moved(shock.vix / self.curve.spot()),
            tenors: &[],
        }
    }

    /// The market by a day from now, ready for many shocks that ask for these expiries.
    pub fn by(&self, day: Days, expiries: impl IntoIterator<Item = Days>) -> Horizon<'_> {
        let responses = [false, true].map(|rise| self.response.response(rise, day));
        let ahead = expiries.into_iter().filter(|&expiry| expiry > day);
        let tenors = ahead.map(|expiry| {
            let left = expiry.since(day);
            Tenor {
                expiry,
                beta: responses.map(|response| response.beta(left)),
                gamma: responses.map(|response| response.gamma(left)),
                decline: decline(left.years()),
                discount: discount(self.rate, left.years()),
                spx: self.spx_time(left),
            }
        });
        Horizon {
            market: self,
            day,
            expected: self.curve.future(day),
            responses,
            slowed: slowed(day),
            tenors: tenors.collect(),
        }
    }

    fn spx_time(&self, left: Days) -> SpxTime {
        let years = variance_years(left);
        let carry = self.rate.get() - self.dividend.get();
        SpxTime {
            growth: exp(carry * years.get()),
            discount: discount(self.rate, years),
            years,
        }
    }
}

impl Horizon<'_> {
    /// The market with SPX and spot VIX at these levels on that day; both above zero.
    pub fn after(&self, spx: f64, vix: f64) -> State<'_> {
        let rise = vix > self.expected;
        State {
            market: self.market,
            shock: Shock {
                spx,
                vix,
                day: self.day,
            },
            surprise: ln(vix / self.expected),
            rise,
            response: self.responses[usize::from(rise)],
            vol_of_vol: self.market.vol_of_vol.moved(vix / self.market.curve.spot()),
            tenors: &self.tenors,
        }
    }

    /// The market with SPX at a level on that day and VIX on a line.
    pub fn on(&self, line: Line, spx: f64) -> State<'_> {
        let percent = (spx / self.market.spx - 1.0) * 100.0;
        self.after(
            spx,
            line.vix_slowed(self.market.curve.spot(), percent, self.slowed),
        )
    }

    /// The market with SPX at a level on that day and VIX on its own line.
    pub fn on_the_line_at(&self, spx: f64) -> State<'_> {
        self.on(self.market.line, spx)
    }
}

impl State<'_> {
    /// The shock that led here.
    pub fn shock(&self) -> Shock {
        self.shock
    }

    /// Log of spot VIX over the future that was to settle on that day: what a beta is a share of.
    #[cfg(feature = "evidence")]
    pub fn surprise(&self) -> f64 {
        self.surprise
    }

    /// The response rule's reach at each tenor in this state.
    pub fn response(&self) -> Response {
        self.response
    }

    /// Vols of VIX options in this state.
    pub fn vol_of_vol(&self) -> VolOfVol {
        self.vol_of_vol
    }

    /// Whether an instrument that expires on day `expiry` from now has settled by now.
    pub fn settled(&self, expiry: Days) -> bool {
        expiry <= self.shock.day
    }

    /// The future that settles `expiry` from now; `beta` overrides the response rule's.
    ///
    /// F0(T) (X/F0(h))^beta: VIX landing on its forward leaves every future where it was. Only for
    /// expiries after this day.
    pub fn future(&self, expiry: Days, beta: Option<f64>) -> f64 {
        let beta = beta.unwrap_or_else(|| match self.tenor(expiry) {
            Some(tenor) => tenor.beta[usize::from(self.rise)],
            None => self.response.beta(expiry.since(self.shock.day)),
        });
        self.market.curve.future(expiry) * exp(beta * self.surprise)
    }

    fn tenor(&self, expiry: Days) -> Option<&Tenor> {
        self.tenors.iter().find(|tenor| tenor.expiry == expiry)
    }

    /// VIX when a contract settled on day `expiry`, before this day: spot VIX went in a straight line.
    pub fn vix_at(&self, expiry: Days) -> f64 {
        let from = self.market.curve.spot();
        from + (self.shock.vix - from) * self.share_of_the_way(expiry)
    }

    /// SPX when a contract settled on day `expiry`, before this day, likewise.
    pub fn spx_at(&self, expiry: Days) -> f64 {
        self.market.spx + (self.shock.spx - self.market.spx) * self.share_of_the_way(expiry)
    }

    fn share_of_the_way(&self, expiry: Days) -> f64 {
        if expiry == self.shock.day {
            1.0
        } else {
            expiry.get() / self.shock.day.get()
        }
    }

    /// A VIX option on the future that settles with it: never on spot VIX.
    ///
    /// `factor` scales the model's vol, for a layer whose quote implied another.
    pub fn vix_option(
        &self,
        kind: Kind,
        strike: f64,
        expiry: Days,
        beta: Option<f64>,
        factor: f64,
    ) -> Option76 {
        let years = expiry.since(self.shock.day).years();
        let forward = self.future(expiry, beta);
        let decline = match self.tenor(expiry) {
            Some(tenor) => tenor.decline,
            None => decline(years),
        };
        let vol = self.vol_of_vol.vol_declined(forward, strike, years, decline);
        Option76 {
            kind,
            forward,
            strike,
            years,
            vol: Vol::new(vol.get() * factor),
            rate: self.market.rate,
        }
    }

    /// The price of that option, points.
    pub fn vix_option_price(
        &self,
        kind: Kind,
        strike: f64,
        expiry: Days,
        beta: Option<f64>,
        factor: f64,
    ) -> f64 {
        let option = self.vix_option(kind, strike, expiry, beta, factor);
        match self.tenor(expiry) {
            Some(tenor) => option.price_discounted(tenor.discount),
            None => option.price(),
        }
    }

    /// SPX options that expire `expiry` from now; their intrinsic value on or after that day.
    pub fn spx_expiry(&self, expiry: Days) -> SpxExpiry {
        let left = expiry.since(self.shock.day);
        let (time, gamma) = match self.tenor(expiry) {
            Some(tenor) => (tenor.spx, tenor.gamma[usize::from(self.rise)]),
            None => (self.market.spx_time(left), self.response.gamma(left)),
        };
        SpxExpiry {
            forward: self.shock.spx * time.growth,
            atm: Vol::new(self.market.atm.get() * exp(gamma * self.surprise)),
            years: time.years,
            rate: self.market.rate,
            discount: time.discount,
            skew: self.market.skew,
        }
    }
}

impl SpxExpiry {
    /// The same expiry at another at-the-money vol.
    #[must_use]
    pub fn with_atm(self, atm: Vol) -> Self {
        Self { atm, ..self }
    }

    /// One option; `factor` scales the model's vol.
    pub fn option(&self, kind: Kind, strike: f64, factor: f64) -> Option76 {
        let vol = self.skew.vol(self.atm, self.forward, strike, self.years);
        Option76 {
            kind,
            forward: self.forward,
            strike,
            years: self.years,
            vol: Vol::new(vol.get() * factor),
            rate: self.rate,
        }
    }

    /// The price of that option, points.
    pub fn price(&self, kind: Kind, strike: f64, factor: f64) -> f64 {
        self.option(kind, strike, factor).price_discounted(self.discount)
    }

    /// Vol at a strike with how it slides as the forward moves.
    pub fn sliding_vol(&self, strike: f64) -> SlidingVol {
        self.skew.sliding_vol(self.atm, self.forward, strike, self.years)
    }
}

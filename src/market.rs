//! Today's market, and the market after a shock: every forward and vol a leg is priced on.

use crate::black76::{Kind, Option76};
use crate::clock::variance_years;
use crate::curve::Curve;
use crate::math::{exp, ln, pow};
use crate::response::{Response, Rule};
use crate::skew::{Skew, SlidingVol};
use crate::units::{Days, Rate, Vol, Years};
use crate::vol_of_vol::VolOfVol;

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
        let slope = if percent < 0.0 {
            self.per_fall
        } else {
            self.per_rise
        };
        (spot - percent * slope * pow(after.get().max(1.0), LINE_DECAY)).max(LOWEST_VIX)
    }

    /// The SPX move, percent, that takes VIX from `spot` to `vix` within `after`; `None` where none does.
    pub fn percent_to(self, spot: f64, vix: f64, after: Days) -> Option<f64> {
        let slope = if vix > spot { self.per_fall } else { self.per_rise };
        let percent = (spot - vix) / (slope * pow(after.get().max(1.0), LINE_DECAY));
        percent.is_finite().then_some(percent)
    }

    /// The line's slope now, VIX points per index point (negative), for a fall and for a rise.
    pub fn slopes(self, spx: f64) -> (f64, f64) {
        (-self.per_fall * 100.0 / spx, -self.per_rise * 100.0 / spx)
    }
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
    response: Response,
    vol_of_vol: VolOfVol,
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
        State {
            market: self,
            shock,
            surprise: ln(shock.vix / expected),
            response: rule.response(shock.vix > expected, shock.day),
            vol_of_vol: self.vol_of_vol.moved(shock.vix / self.curve.spot()),
        }
    }
}

impl State<'_> {
    /// The shock that led here.
    pub fn shock(&self) -> Shock {
        self.shock
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
        let beta = beta.unwrap_or_else(|| self.response.beta(expiry.since(self.shock.day)));
        self.market.curve.future(expiry) * exp(beta * self.surprise)
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
        let vol = self.vol_of_vol.vol(forward, strike, years);
        Option76 {
            kind,
            forward,
            strike,
            years,
            vol: Vol::new(vol.get() * factor),
            rate: self.market.rate,
        }
    }

    /// SPX options that expire `expiry` from now; their intrinsic value on or after that day.
    pub fn spx_expiry(&self, expiry: Days) -> SpxExpiry {
        let left = expiry.since(self.shock.day);
        let years = variance_years(left);
        let carry = self.market.rate.get() - self.market.dividend.get();
        SpxExpiry {
            forward: self.shock.spx * exp(carry * years.get()),
            atm: Vol::new(self.market.atm.get() * exp(self.response.gamma(left) * self.surprise)),
            years,
            rate: self.market.rate,
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

    /// Vol at a strike with how it slides as the forward moves.
    pub fn sliding_vol(&self, strike: f64) -> SlidingVol {
        self.skew.sliding_vol(self.atm, self.forward, strike, self.years)
    }
}

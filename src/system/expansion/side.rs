//! The position in one market: today’s, or the expanded one.

use serde::Serialize;

use super::study::Study;
use crate::book::{Book, BookGreeks};
use crate::daily_swing::daily_swings;
use crate::distribution::probability_below;
use crate::math::sqrt;
use crate::route::Route;
use crate::units::{Days, TRADING_DAYS, Usd};

/// The position in one market.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Side {
    /// SPX level.
    pub spx: f64,
    /// VIX level.
    pub vix: f64,
    /// Days from now.
    pub day: f64,
    /// At-the-money vol at the condor's expiry, a fraction; `None` once it has expired.
    pub atm: Option<f64>,
    /// The condor's gain since it was sold.
    pub condor: Usd,
    /// The hedge's gain since it was bought.
    pub hedge: Usd,
    /// Both.
    pub total: Usd,
    /// How both answer to small moves.
    pub greeks: BookGreeks,
    /// Share of the condor's answer to VIX taken away; `None` where it has none.
    pub neutralised: Option<f64>,
    /// Probability that the condor ends between its own break-evens; `None` where it has no two or has expired.
    pub probability_of_profit: Option<f64>,
    /// SPX below which all of it would be at a loss on that day, VIX on the line from there.
    pub lower: Option<f64>,
    /// SPX above which it would.
    pub upper: Option<f64>,
    /// Mean of the betas for a fall and a rise, on the capital.
    pub beta: f64,
    /// One-day standard deviation over the capital, times the root of 252.
    pub swing: f64,
    /// The same of the condor alone.
    pub swing_alone: f64,
}

impl Study<'_> {
    pub(super) fn side(&self, book: &Book, route: &Route<'_>) -> Side {
        let (market, via) = (route.market, route.via);
        let state = market.after(via);
        let (condor, hedge) = (book.condor_gain(route, &state), book.hedge_gain(route, &state));
        let greeks = book.greeks(route);
        let hedge_per_point = greeks.hedge_per_vix_point;
        let condor_per_point = greeks.per_vix_point.get() - hedge_per_point.get();
        let running = !state.settled(book.condor.expiry);
        let options = state.spx_expiry(book.condor.expiry);
        let alone = book.break_even_alone();
        let probability = match alone.as_slice() {
            [lower, upper] if running => {
                Some(probability_below(&options, *upper) - probability_below(&options, *lower))
            }
            _ => None,
        };
        let from_here = |spx: f64| {
            market
                .line
                .vix(via.vix, (spx / via.spx - 1.0) * 100.0, Days::ZERO)
        };
        let (lower, upper) = book.break_even(route, via.day, from_here);
        let [swing, swing_alone] = self.swings(book, route);
        Side {
            spx: via.spx,
            vix: via.vix,
            day: via.day.get(),
            atm: running.then(|| options.atm.get()),
            condor,
            hedge,
            total: condor + hedge,
            greeks,
            neutralised: (condor_per_point != 0.0).then(|| -hedge_per_point.get() / condor_per_point),
            probability_of_profit: probability,
            lower,
            upper,
            beta: self.beta(&greeks, via.spx),
            swing,
            swing_alone,
        }
    }

    /// One-day standard deviations over the capital, a year, of the whole book and of its condor: SPX moves by VIX over the
    /// root of 252, VIX on the line from where it stands.
    fn swings(&self, book: &Book, route: &Route<'_>) -> [f64; 2] {
        let via = route.via;
        let swings = daily_swings(via.vix / 100.0 / sqrt(TRADING_DAYS), |ratio| {
            let state = route.market.after(self.from(via, (ratio - 1.0) * 100.0));
            let alone = book.condor_gain(route, &state);
            [(alone + book.hedge_gain(route, &state)).get(), alone.get()]
        });
        swings.map(|swing| self.of_capital(swing * sqrt(TRADING_DAYS)))
    }
}

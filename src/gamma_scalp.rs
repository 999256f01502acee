//! Gamma scalping: what a day's move brings a layer of VIX calls that is kept neutral with futures, less its theta.

use serde::Serialize;

use crate::black76::Kind;
use crate::contract::{VIX_MINI, VIX_OPTION};
use crate::market::Market;
use crate::math::{exp, ln_1p, round, sqrt};
use crate::rung::Rung;
use crate::units::{TRADING_DAYS, Usd};

/// The estimate for one layer and one session.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GammaScalp {
    /// The layer's future, VIX points.
    pub future: f64,
    /// Vol of the call, a fraction.
    pub vol: f64,
    /// Dollars of delta gained per point of the future, whole layer.
    pub gamma: Usd,
    /// How far the future goes when spot VIX makes the day's move, VIX points.
    pub future_move: f64,
    /// The move at which a session's gain and loss cancel, VIX points.
    pub break_even_move: f64,
    /// ½ gamma (move² − vol² future² Δt), whole layer, a session.
    pub gain: Usd,
    /// Mini VIX futures sold against it at the start, whole ones.
    pub minis: f64,
    /// Minis the move asks to trade, with fractions.
    pub to_trade: f64,
}

/// The estimate for `contracts` of a rung when spot VIX moves by `share` of itself in a session.
///
/// ½ Γ (ΔF² − σ² F² Δt) with Black's gamma at the start, ΔF = F ((1 + share)^beta − 1) and Δt = 1/252 year, so
/// that a session bears its part of the weekends. Futures' fees, the smile and what is lost by trading once a
/// session only are left out: it is an estimate.
pub fn gamma_scalp(market: &Market, rung: &Rung, contracts: f64, share: f64) -> GammaScalp {
    let state = market.after(market.today());
    let option = state.vix_option(Kind::Call, rung.strike, rung.tenor(), None, rung.factor());
    let greeks = option.greeks();
    let (future, vol) = (option.forward, option.vol.get());
    let beta = state.response().beta(rung.tenor());
    let future_move = future * (exp(beta * ln_1p(share)) - 1.0);
    let break_even_move = vol * future * sqrt(1.0 / TRADING_DAYS);
    let gamma = VIX_OPTION * (greeks.gamma * contracts);
    let per_mini = VIX_MINI.get();
    GammaScalp {
        future,
        vol,
        gamma,
        future_move,
        break_even_move,
        gain: gamma * (0.5 * (future_move * future_move - break_even_move * break_even_move)),
        minis: round(VIX_OPTION.get() * greeks.delta * contracts / per_mini),
        to_trade: gamma.get() * future_move / per_mini,
    }
}

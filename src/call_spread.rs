//! A call bought, a higher one sold against it, and the sold one alone: what each pays, costs and ties up.

use serde::Serialize;

use crate::contract::{Costs, VIX_OPTION};
use crate::market::{Market, Shock};
use crate::rung::{Rung, call};
use crate::sold_call::uncovered_margin;
use crate::strike_rule::listed;
use crate::units::{Days, Usd};

/// A position in VIX calls of one tenor. Dollars, for all its contracts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CallPosition {
    /// Paid at the start, fees and slippage included; negative when received.
    pub paid: Usd,
    /// What it loses over the condor's life if nothing moves.
    pub carry: Usd,
    /// Per point of spot VIX.
    pub per_vix_point: Usd,
    /// What it gains in the scenario.
    pub gain: Usd,
    /// Margin beside what is paid.
    pub margin: Usd,
    /// The most it can lose, from what is paid; `None` without end.
    pub max_loss: Option<Usd>,
    /// The most it can gain; `None` without end.
    pub max_gain: Option<Usd>,
}

/// One tenor three ways.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ThreeWays {
    /// Days to expiry.
    pub tenor: Days,
    /// Contracts.
    pub contracts: f64,
    /// Strike of the call bought, VIX points.
    pub strike: f64,
    /// Strike of the call sold, VIX points.
    pub sold_strike: f64,
    /// The call bought alone.
    pub bought: CallPosition,
    /// Both: the spread.
    pub spread: CallPosition,
    /// The call sold alone, with nothing bought against it.
    pub sold: CallPosition,
}

/// A rung bought, as a spread with a call sold `width` higher, and that call sold alone.
///
/// A spread of one expiry is paid in full and asks for no margin beyond that; a call sold alone asks for
/// [`uncovered_margin`] and can lose without end. Fees and slippage are paid on every contract, sold ones too.
pub fn three_ways(
    market: &Market,
    life: Days,
    costs: Costs,
    rung: &Rung,
    contracts: f64,
    width: f64,
    shock: Shock,
) -> ThreeWays {
    let sold_strike = listed(rung.strike + width);
    let layer = call(market, costs, rung.tenor(), sold_strike, rung.factor());
    let state = market.after(shock);
    let unchanged = market.after(Shock {
        day: life,
        ..market.today()
    });
    let price = layer.basis();
    let fees = layer.costs_at(price);
    // A contract sold gains what one bought loses, before costs; both pay costs.
    let sell = |gain: Usd| -(gain + fees) - fees;
    let bought = CallPosition {
        paid: rung.cost.upfront,
        carry: rung.cost.life,
        per_vix_point: rung.per_vix_point,
        gain: rung.layer.gain(market, &state),
        margin: Usd::ZERO,
        max_loss: Some(rung.cost.upfront),
        max_gain: None,
    };
    let received = VIX_OPTION * price - fees;
    let sold = CallPosition {
        paid: -received,
        carry: -sell(layer.gain(market, &unchanged)),
        per_vix_point: -layer.dollars_per_vix_point(market, market.response),
        gain: sell(layer.gain(market, &state)),
        margin: uncovered_margin(market.curve.spot(), sold_strike, price),
        max_loss: None,
        max_gain: Some(received),
    };
    let paid = bought.paid + sold.paid;
    let spread = CallPosition {
        paid,
        carry: bought.carry + sold.carry,
        per_vix_point: bought.per_vix_point + sold.per_vix_point,
        gain: bought.gain + sold.gain,
        margin: Usd::ZERO,
        max_loss: Some(paid),
        max_gain: Some(VIX_OPTION * (sold_strike - rung.strike) - paid),
    };
    let times = |position: CallPosition| CallPosition {
        paid: position.paid * contracts,
        carry: position.carry * contracts,
        per_vix_point: position.per_vix_point * contracts,
        gain: position.gain * contracts,
        margin: position.margin * contracts,
        max_loss: position.max_loss.map(|loss| loss * contracts),
        max_gain: position.max_gain.map(|gain| gain * contracts),
    };
    ThreeWays {
        tenor: rung.tenor(),
        contracts,
        strike: rung.strike,
        sold_strike,
        bought: times(bought),
        spread: times(spread),
        sold: times(sold),
    }
}

//! A change with everything it is compared by.

use alloc::string::String;

use serde::Serialize;

use super::study::{Study, only, whole};
use super::words::holding;
use crate::adjustment::{Adjustment, Change};
use crate::book::Book;
use crate::cash_flow::CashFlows;
use crate::liquidity::{Due, Liquid, with_slippage};
use crate::market::Shock;
use crate::reserve::{Reserve, credit_left};
use crate::units::{Days, Rate, Usd};

/// A change with everything it is compared by. A figure of a change that cannot be made is missing.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangeFigures {
    /// Short name, stable.
    pub id: &'static str,
    /// Why it cannot be made; empty where it can.
    pub why_not: &'static str,
    /// The strikes of the condor then, and what is held beside it.
    pub holding: String,
    /// Received for the trades; negative when paid.
    pub cash: Option<Usd>,
    /// Fees and slippage.
    pub costs: Option<Usd>,
    /// Gain on what is closed, from its entry to now; `None` where only one leg of a spread is.
    pub realised: Option<Usd>,
    /// The most that can be lost by the condor's expiry.
    pub most_lost: Option<Usd>,
    /// Lower break-even of the condor alone, all that is realised counted.
    pub alone_lower: Option<f64>,
    /// Upper one.
    pub alone_upper: Option<f64>,
    /// Lower break-even with the hedge, VIX on today's line.
    pub lower: Option<f64>,
    /// Upper one.
    pub upper: Option<f64>,
    /// Per index point.
    pub delta: Option<Usd>,
    /// Change of delta per index point.
    pub gamma: Option<Usd>,
    /// Over the next day.
    pub theta: Option<Usd>,
    /// Of the condor, per 0.01 of SPX vol.
    pub vega: Option<Usd>,
    /// Per point of spot VIX.
    pub per_vix_point: Option<Usd>,
    /// Share of the condor's loss in a further move that the hedge returns; `None` where it does not lose.
    pub offset: Option<f64>,
    /// Gain of all of it in that further move, from there.
    pub further: Option<Usd>,
    /// Beta on the capital, mean of both ways.
    pub beta: Option<f64>,
    /// Gain at the ending, from the very start.
    pub profit: Option<Usd>,
    /// That over the most that is tied up, not annualised.
    pub simple_return: Option<f64>,
    /// How often the flows change sign.
    pub sign_changes: Option<f64>,
    /// The internal rate a year, where there is exactly one.
    pub irr: Option<f64>,
    /// The modified rate a year.
    pub mirr: Option<f64>,
    /// Whether the flows are worth something at the target rate.
    pub meets_target: bool,
    /// What the purse pays.
    pub drawn: Option<Usd>,
    /// What is left in it then.
    pub engine_left: Option<Usd>,
    /// What it is short.
    pub engine_short: Option<Usd>,
    /// Interest on what it pays, until the condor's expiry.
    pub interest: Option<Usd>,
    /// What would be left of the credit if it paid.
    pub credit_left: Option<Usd>,
    /// What can be paid at once over what the change and a further move may claim; `None` where that is nothing.
    pub quick_ratio: Option<f64>,
}

/// The credit, and what has been paid out of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Credit {
    /// Gross credit.
    pub credit: Usd,
    /// Fees, and what the hedge cost.
    pub spent: Usd,
    /// What earlier changes drew from the purse.
    pub drawn: Usd,
    /// What is left of the credit while the purse pays for changes.
    pub kept: Usd,
    /// What would be left had the credit paid for earlier changes.
    pub if_it_paid: Usd,
}

impl Study<'_> {
    pub(super) fn figures(
        &self,
        adjustment: Adjustment,
        change: &Result<Change, &'static str>,
    ) -> ChangeFigures {
        let change = match change {
            Ok(change) => change,
            Err(why_not) => return impossible(adjustment.id(), why_not),
        };
        // A long strike closed while its short stays open gains what the short loses: alone it says nothing.
        let only_wings = matches!(adjustment, Adjustment::WingsIn | Adjustment::WingsOut);
        let (route, book) = (self.desk.route(), &change.book);
        let (market, expiry) = (route.market, book.condor.expiry);
        let greeks = book.greeks(route);
        let (lower, upper) = book.break_even(route, expiry, |spx| market.on_the_line_at(spx, expiry).vix);
        let alone = book.break_even_alone();
        let both = |side: usize| {
            if alone.len() == 2 {
                alone.get(side).copied()
            } else {
                None
            }
        };
        let (offset, further) = self.further(book);
        let flows = self.flows(change);
        let rates = flows.internal_returns();
        let wacc = self.plan.capital().wacc;
        let debit = change.costs - change.cash;
        let left = expiry.since(route.via.day);
        let draw = self
            .reserve()
            .pay(debit, if left < Days::ZERO { Days::ZERO } else { left });
        let credit = self.credit();
        ChangeFigures {
            id: adjustment.id(),
            why_not: "",
            holding: holding(book, route),
            cash: Some(change.cash),
            costs: Some(change.costs),
            realised: (!only_wings).then_some(change.realised),
            most_lost: book.most_lost(route),
            alone_lower: both(0),
            alone_upper: both(1),
            lower,
            upper,
            delta: Some(greeks.delta),
            gamma: Some(greeks.gamma),
            theta: Some(greeks.theta),
            vega: Some(greeks.vega),
            per_vix_point: Some(greeks.per_vix_point),
            offset,
            further: Some(further),
            beta: Some(self.beta(&greeks, route.via.spx)),
            profit: Some(flows.profit()),
            simple_return: flows.simple_return(),
            sign_changes: Some(whole(flows.sign_changes())),
            irr: only(&rates).and_then(|rate| rate.per_year),
            mirr: flows.modified_return(wacc, wacc).and_then(|rate| rate.per_year),
            meets_target: flows.present_value(self.target()) >= Usd::ZERO,
            drawn: Some(draw.paid),
            engine_left: Some(draw.left),
            engine_short: Some(draw.short),
            interest: Some(draw.interest),
            credit_left: Some(credit.if_it_paid - Usd::new(debit.get().max(0.0))),
            quick_ratio: self.quick_ratio(book, debit, further),
        }
    }

    /// The market in which a book whose condor settles on `day` ends.
    pub(super) fn ending(&self, day: Days) -> Shock {
        let (market, via) = (self.desk.route().market, self.desk.route().via);
        Shock {
            spx: self.typed.end_spx.unwrap_or(via.spx),
            vix: self.typed.end_vix.unwrap_or(market.curve.spot()),
            day: if day < via.day { via.day } else { day },
        }
    }

    pub(super) fn flows(&self, change: &Change) -> CashFlows {
        let end = self.ending(change.book.condor.expiry);
        self.desk.flows(change, self.per_future(), end)
    }

    pub(super) fn target(&self) -> Rate {
        Rate::from_percent(self.typed.target_irr)
    }

    /// Share of the condor's loss in the further move that the hedge returns, and what all of it gains.
    pub(super) fn further(&self, book: &Book) -> (Option<f64>, Usd) {
        let route = self.desk.route();
        let market = route.market;
        let (here, there) = (
            market.after(route.via),
            market.after(self.from(route.via, self.typed.next_move)),
        );
        let condor = book.condor_gain(route, &there) - book.condor_gain(route, &here);
        let hedge = book.hedge_gain(route, &there) - book.hedge_gain(route, &here);
        let offset = (condor.get() < -0.005).then(|| hedge.get() / -condor.get());
        (offset, condor + hedge)
    }

    pub(super) fn reserve(&self) -> Reserve {
        Reserve {
            size: Usd::new(self.typed.engine),
            drawn: Usd::new(self.typed.engine_drawn),
            rate: Rate::from_percent(self.typed.engine_rate),
        }
    }

    /// The change's debit, the margin it adds, and the loss to be met soon: typed, or that of the further move.
    pub(super) fn quick_ratio(&self, book: &Book, debit: Usd, further: Usd) -> Option<f64> {
        let typed = &self.plan.systems().money;
        let per_future = self.per_future();
        let added = book.margin(per_future) - self.desk.held().margin(per_future);
        let loss = typed.near_loss.unwrap_or(-further.get().min(0.0));
        let due = Due {
            hedge_debit: debit,
            margin: Usd::new(typed.margin_due + added.get().max(0.0)),
            near_term_loss: with_slippage(Usd::new(loss), typed.exit_slippage / 100.0),
        };
        let liquid = Liquid {
            cash: Usd::new(typed.cash),
            bills: Usd::new(typed.bills),
            excess_margin: Usd::new(typed.excess_margin),
        };
        liquid.quick_ratio(&due)
    }

    pub(super) fn credit(&self) -> Credit {
        let package = self.plan.package();
        let condor = &package.condor;
        let credit = condor.dollars(condor.credit);
        let hedge = package.premium() + package.trading_costs();
        let drawn = Usd::new(self.typed.engine_drawn);
        Credit {
            credit,
            spent: condor.fees + hedge,
            drawn,
            kept: credit_left(credit, condor.fees, hedge, Usd::ZERO),
            if_it_paid: credit_left(credit, condor.fees, hedge, drawn),
        }
    }
}

fn impossible(id: &'static str, why_not: &'static str) -> ChangeFigures {
    ChangeFigures {
        id,
        why_not,
        ..ChangeFigures::default()
    }
}

//! The spike, bought in tranches on the way up and sold in stages on the way back.

use alloc::vec::Vec;

use serde::Serialize;

use super::Contracts;
use crate::inputs::systems::intraday::Intraday;
use crate::market::{Market, Shock};
use crate::package::Package;
use crate::plan::Plan;
use crate::response::Rule;
use crate::skew::Skew;
use crate::tranches::{FillLoss, bought, left_after};
use crate::units::{Days, Rate, Usd};
use crate::whole_contracts::whole;

/// How much steeper the skew gets in the shock that steepens it, and where it stops.
const STEEPER: (f64, f64) = (0.2, 1.5);
/// SPX falls no further than this along the line, percent.
const DEEPEST: f64 = -60.0;

/// The spike, and what the plan makes of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Spike {
    /// VIX when the first tranche is bought.
    pub start: f64,
    /// VIX at the top.
    pub top: f64,
    /// SPX on the line there.
    pub spx: f64,
    /// What is bought on the way up.
    pub bought: Vec<Bought>,
    /// What is sold on the way back.
    pub sold: Vec<Sold>,
    /// Fees and slippage of all of it.
    pub trading: Usd,
    /// Only the first tranche was bought, and VIX is back the same session.
    pub false_spike: Run,
    /// All was bought at once, and VIX is back.
    pub false_spike_at_once: Run,
    /// At the top, all bought.
    pub at_top: Run,
    /// All bought, and VIX falls straight back from the top.
    pub turn: Run,
    /// All bought, and sold in stages.
    pub in_stages: Run,
    /// What the top does to the condors, SPX unchanged, by the shape of the vol shock.
    pub shapes: [Shape; 3],
}

/// A tranche.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Bought {
    /// Share of the target with it.
    pub share: f64,
    /// VIX level it is bought at.
    pub vix: f64,
    /// The future there, VIX points.
    pub price: f64,
    /// Contracts in it.
    pub contracts: u32,
    /// Contracts with it.
    pub held: u32,
    /// Slippage and fees.
    pub costs: Usd,
}

/// A stage of removal.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Sold {
    /// Share of the rise that VIX has given back.
    pub back: f64,
    /// VIX level.
    pub vix: f64,
    /// The future there.
    pub price: f64,
    /// Contracts sold.
    pub contracts: u32,
    /// Contracts left.
    pub left: u32,
    /// Slippage and fees.
    pub costs: Usd,
}

/// What futures and condors make on one path, from now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Run {
    /// The futures, fees and slippage paid.
    pub futures: Usd,
    /// The condors, SPX unchanged.
    pub unchanged: Usd,
    /// The condors, SPX on the line.
    pub on_the_line: Usd,
}

/// What a shape of the vol shock does to the condors.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Shape {
    /// Their gain.
    pub gain: Usd,
}

impl Spike {
    /// Contracts held after the confirmations so far.
    pub(super) fn held(&self, typed: &Intraday) -> u32 {
        let last = self.bought.len().saturating_sub(1);
        let reached = whole(typed.confirmations) as usize;
        self.bought.get(reached.min(last)).map_or(0, |part| part.held)
    }
}

/// Prices and costs of the chosen future along the spike.
struct Tape<'p> {
    market: &'p Market,
    contracts: &'p Contracts,
    loss: FillLoss,
}

impl Tape<'_> {
    fn price(&self, vix: f64) -> f64 {
        let today = self.market.today();
        self.contracts
            .one
            .value(&self.market.after(Shock { vix, ..today }))
    }

    /// Slippage and fees of so many contracts.
    fn costs(&self, vix: f64, contracts: u32) -> Usd {
        (self.contracts.dollars(self.loss.at(vix)) + self.contracts.one.fee()) * f64::from(contracts)
    }

    fn buy(&self, share: f64, vix: f64, contracts: u32, held: u32) -> Bought {
        Bought {
            share,
            vix,
            price: self.price(vix),
            contracts,
            held,
            costs: self.costs(vix, contracts),
        }
    }

    fn sell(&self, back: f64, vix: f64, contracts: u32, left: u32) -> Sold {
        Sold {
            back,
            vix,
            price: self.price(vix),
            contracts,
            left,
            costs: self.costs(vix, contracts),
        }
    }

    /// What purchases and sales make together; the same number must have been sold as bought.
    fn made(&self, bought: &[Bought], sold: &[Sold]) -> Usd {
        let paid: f64 = bought
            .iter()
            .map(|part| part.price * f64::from(part.contracts))
            .sum();
        let got: f64 = sold
            .iter()
            .map(|part| part.price * f64::from(part.contracts))
            .sum();
        self.contracts.dollars(got - paid) - spent(bought, sold)
    }
}

fn spent(bought: &[Bought], sold: &[Sold]) -> Usd {
    let costs = bought
        .iter()
        .map(|part| part.costs)
        .chain(sold.iter().map(|part| part.costs));
    costs.fold(Usd::ZERO, |sum, cost| sum + cost)
}

/// The loss of fills as typed.
pub(super) fn fill_loss(typed: &Intraday) -> FillLoss {
    FillLoss {
        calm: typed.fill_loss,
        per_point: typed.fill_loss_growth,
    }
}

pub(super) fn spike(plan: &Plan, typed: &Intraday, contracts: &Contracts) -> Spike {
    let package = plan.package();
    let market = &package.market;
    let now = market.curve.spot();
    let (start, top) = (now + typed.spike_start, now + typed.spike_top);
    let tape = Tape {
        market,
        contracts,
        loss: fill_loss(typed),
    };
    let target = contracts.target;
    let parts = bought(
        target,
        Rate::from_percent(typed.first_tranche),
        Rate::from_percent(typed.next_tranche),
    );
    let last = parts.len().saturating_sub(1);
    let bought: Vec<Bought> = parts
        .iter()
        .enumerate()
        .map(|(nth, part)| {
            let vix = start + (top - start) * share_of_the_way(nth, last);
            tape.buy(part.share, vix, part.contracts, part.held)
        })
        .collect();
    let stages = [typed.take_off_one, typed.take_off_two, typed.take_off_three];
    let mut held = target;
    let sold: Vec<Sold> = stages
        .iter()
        .zip(left_after(target, 3))
        .map(|(percent, left)| {
            let back = percent / 100.0;
            let stage = tape.sell(back, top - back * (top - now), held - left, left);
            held = left;
            stage
        })
        .collect();
    let first = bought.first().map_or(0, |part| part.contracts);
    let back_at_once =
        |bought: &[Bought], contracts: u32| tape.made(bought, &[tape.sell(1.0, now, contracts, 0)]);
    let on_the_line = |vix: f64| {
        let percent = market.line.percent_to(now, vix, Days::ZERO).unwrap_or(0.0);
        market.spx * (1.0 + percent.max(DEEPEST) / 100.0)
    };
    let spx = on_the_line(top);
    let day = Days::ZERO;
    let condor = |spx: f64, vix: f64| change(package, market, market.response, Shock { spx, vix, day });
    let run = |futures: Usd, vix: f64, spx: f64| Run {
        futures,
        unchanged: condor(market.spx, vix),
        on_the_line: condor(spx, vix),
    };
    let on_top: f64 = bought
        .iter()
        .map(|part| (tape.price(top) - part.price) * f64::from(part.contracts))
        .sum();
    let marked = contracts.dollars(on_top) - spent(&bought, &[]);
    let back = |futures: Usd| run(futures, now, market.spx);
    let end = sold.last().map_or(now, |stage| stage.vix);
    let at_once = [tape.buy(1.0, start, target, target)];
    Spike {
        start,
        top,
        spx,
        trading: spent(&bought, &sold),
        false_spike: back(back_at_once(&bought[..bought.len().min(1)], first)),
        false_spike_at_once: back(back_at_once(&at_once, target)),
        at_top: run(marked, top, spx),
        turn: back(back_at_once(&bought, target)),
        in_stages: run(tape.made(&bought, &sold), end, on_the_line(end)),
        shapes: shapes(package, top),
        bought,
        sold,
    }
}

/// Steps taken of those there are; nothing of none.
fn share_of_the_way(nth: usize, last: usize) -> f64 {
    let count = |steps: usize| f64::from(u32::try_from(steps).unwrap_or(u32::MAX));
    if last == 0 { 0.0 } else { count(nth) / count(last) }
}

/// What the condors gain from now to a shock in a market, by a response rule.
fn change(package: &Package, market: &Market, rule: Rule, shock: Shock) -> Usd {
    let before = package.condor.gain(&package.market.after(package.market.today()));
    package.condor.gain(&market.after_by(shock, rule)) - before
}

/// The top with SPX unchanged: by the response rule, all tenors alike, and with a steeper skew.
fn shapes(package: &Package, top: f64) -> [Shape; 3] {
    let market = &package.market;
    let shock = Shock {
        vix: top,
        ..market.today()
    };
    let steeper = Market {
        skew: Skew::new((market.skew.strength() + STEEPER.0).min(STEEPER.1)),
        ..market.clone()
    };
    let gain = |market: &Market, rule: Rule| Shape {
        gain: change(package, market, rule, shock),
    };
    [
        gain(market, market.response),
        gain(market, Rule::Parallel),
        gain(&steeper, market.response),
    ]
}

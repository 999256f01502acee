//! VIX futures during an intraday spike: document 004.

mod carry;
mod contracts;
mod shown;
mod spike;

use alloc::vec::Vec;

use serde::Serialize;

use crate::inputs::systems::intraday::{EVENTS, Intraday};
use crate::layer::{Instrument, Layer, Terms};
use crate::market::Shock;
use crate::money::BothWays;
use crate::panel::Panel;
use crate::plan::Plan;
use crate::preset::Preset;
use crate::strike_rule::listed;
use crate::system::{About, System};
use crate::units::{DAYS_PER_YEAR, Days, Usd};
use crate::whole_contracts::whole;

pub use carry::{Carry, Fill};
pub use contracts::{Contracts, Needed, Stressed};
pub use spike::{Bought, Run, Shape, Sold, Spike};

/// VIX futures in a spike.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IntradaySystem {
    /// What the hedge costs over what the condors were paid.
    pub insurance: Insurance,
    /// What a VIX point costs the condors.
    pub stressed: Stressed,
    /// Contracts needed: front VX, front VXM, second VX, second VXM, as far as quoted.
    pub needed: Vec<Needed>,
    /// Contracts of the chosen kind.
    pub target: u32,
    /// Contracts held now, by the confirmations so far.
    pub held: u32,
    /// The spike, bought and sold in parts.
    pub spike: Spike,
    /// What holding overnight costs.
    pub carry: Carry,
    /// What fills lose as VIX rises.
    pub fills: Vec<Fill>,
    /// VIX calls for an announcement, whether one is on or not.
    pub calls: Calls,
    /// Margin, and what a turn of VIX costs.
    pub margin: Margin,
    /// Beta of the capital to SPX without the futures.
    pub beta_before: BothWays,
    /// With them.
    pub beta_after: BothWays,
    /// Result at the top of the spike over the condors' margin.
    pub stress: Stress,
}

/// The insurance rate: cost of the hedge over the condors' credit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Insurance {
    /// Fees and slippage of the whole plan, in and out.
    pub trading: Usd,
    /// Carry of the whole target over the nights held.
    pub carry: Usd,
    /// VIX calls, where an announcement is on.
    pub calls: Usd,
    /// The three together.
    pub cost: Usd,
    /// Their share of the credit.
    pub rate: f64,
    /// What a false spike costs with the first tranche alone, a share of the credit.
    pub false_spike_rate: f64,
}

/// VIX calls for an announcement.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Calls {
    /// Strike, VIX points.
    pub strike: f64,
    /// Price of one, points.
    pub price: f64,
    /// Cost of all, with fees and slippage.
    pub cost: Usd,
    /// What they gain at the top of the spike.
    pub at_top: Usd,
}

/// Margin, and what a turn of VIX costs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Margin {
    /// Of the condors.
    pub condor: Usd,
    /// Of the target in futures.
    pub futures: Usd,
    /// The two and the calls' cost, a share of the capital.
    pub share: f64,
    /// What the whole target loses if VIX turns at the top and falls back at once.
    pub turn: Usd,
    /// At-the-money VIX calls on the same future with the same dollars per VIX point.
    pub as_calls: f64,
    /// Their premium: the most they can lose.
    pub as_calls_premium: Usd,
}

/// Results at the top of the spike, SPX on the line, over the condors' margin.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Stress {
    /// Of the condors alone.
    pub alone: f64,
    /// With futures and calls.
    pub hedged: f64,
    /// What the margin costs over the condor's life.
    pub financing: f64,
}

impl System for IntradaySystem {
    const ABOUT: About = About {
        id: "intraday",
        question: "How many VIX futures hedge condors in an intraday spike, in which slices, and when do they come off?",
        source: "Document 004: VIX futures sized on a stressed vega, bought and removed in stages",
        groups: &["intraday"],
        presets: &[
            Preset {
                id: "intraday",
                title: "Futures against a spike",
                question: "How many VIX futures hedge condors in an intraday spike, in which slices, and when do they come off?",
                source: "Document 004: vega up 40 %, 60 to 75 % neutralised, 25 to 35 % first",
                link: "v=1&system=intraday",
            },
            Preset {
                id: "intraday-fomc",
                title: "A spike on an FOMC decision",
                question: "What do front and second month do, and what do short-dated calls add?",
                source: "Document 004; futures of 12 and 40 days, the time and the size of the spike are ours",
                link: "v=1&move=-3&day=0&system=intraday&confirmations=2&clockHour=14&clockMinute=20&rsiJump=18\
                    &breadthSplits=yes&eventNow=fomc&futures=12d:18.6,40d:19.4,75d:20",
            },
        ],
    };

    fn of(plan: &Plan) -> Self {
        let typed = &plan.systems().intraday;
        let package = plan.package();
        let (market, condor) = (&package.market, &package.condor);
        let sensitivity = condor.sensitivity(market);
        let stressed = contracts::stressed(plan, typed, &sensitivity);
        let contracts = Contracts::new(plan, typed, &stressed);
        let spike = spike::spike(plan, typed, &contracts);
        let carry = carry::carry(plan, typed, &contracts);
        let calls = calls(plan, typed, &spike);
        let credit = condor.dollars(condor.credit);
        let slopes = market.line.slopes(market.spx);
        let beta = |futures: f64| {
            let point = sensitivity.per_vix_point.get() + futures;
            let along = |slope: f64| {
                (sensitivity.delta.get() + point * slope) * market.spx / plan.capital().account.get()
            };
            BothWays {
                fall: along(slopes.0),
                rise: along(slopes.1),
            }
        };
        Self {
            insurance: insurance(typed, &spike, &carry, &calls, credit),
            margin: margin(plan, typed, &contracts, &spike, &calls),
            stress: stress(plan, typed, &spike, &calls),
            fills: carry::fills(typed, &contracts),
            beta_before: beta(0.0),
            beta_after: beta(contracts.per_point().get()),
            target: contracts.target,
            held: spike.held(typed),
            needed: contracts.needed,
            stressed,
            spike,
            carry,
            calls,
        }
    }

    fn panel(&self, plan: &Plan) -> Panel {
        shown::panel(self, plan)
    }
}

/// Whether an announcement is on.
fn is_event(typed: &Intraday) -> bool {
    typed.event_now != EVENTS[0]
}

fn insurance(typed: &Intraday, spike: &Spike, carry: &Carry, calls: &Calls, credit: Usd) -> Insurance {
    let carried = carry.per_night * typed.nights_held;
    let added = if is_event(typed) { calls.cost } else { Usd::ZERO };
    let cost = spike.trading + carried + added;
    Insurance {
        trading: spike.trading,
        carry: carried,
        calls: added,
        cost,
        rate: cost.get() / credit.get(),
        false_spike_rate: -spike.false_spike.futures.get() / credit.get(),
    }
}

/// The calls that an announcement adds, priced in today's market.
fn calls(plan: &Plan, typed: &Intraday, spike: &Spike) -> Calls {
    let market = &plan.package().market;
    let expiry = Days::new(typed.event_calls_days);
    let strike = listed(market.curve.future(expiry) * (1.0 + typed.event_calls_otm / 100.0));
    let terms = Terms {
        instrument: Instrument::VixCall { strike },
        quantity: i32::try_from(whole(typed.event_calls)).unwrap_or(i32::MAX),
        expiry,
        quote: None,
        entry: None,
        activate_at: None,
        beta: None,
    };
    let layer = Layer::new(terms, market, plan.costs());
    let top = market.after(Shock {
        vix: spike.top,
        ..market.today()
    });
    Calls {
        strike,
        price: layer.price(),
        cost: layer.premium(market) + layer.trading_costs(market),
        at_top: layer.gain(market, &top),
    }
}

fn margin(plan: &Plan, typed: &Intraday, contracts: &Contracts, spike: &Spike, calls: &Calls) -> Margin {
    let condor = &plan.package().condor;
    let own = condor.dollars(condor.width());
    let futures = contracts.margin(typed);
    let added = if is_event(typed) { calls.cost } else { Usd::ZERO };
    let (as_calls, as_calls_premium) = contracts.as_calls(plan);
    Margin {
        condor: own,
        futures,
        share: (own + futures + added).get() / plan.capital().account.get(),
        turn: -spike.turn.futures,
        as_calls,
        as_calls_premium,
    }
}

fn stress(plan: &Plan, typed: &Intraday, spike: &Spike, calls: &Calls) -> Stress {
    let condor = &plan.package().condor;
    let margin = condor.dollars(condor.width()).get();
    let added = if is_event(typed) { calls.at_top } else { Usd::ZERO };
    let (alone, futures) = (spike.at_top.on_the_line, spike.at_top.futures);
    Stress {
        alone: alone.get() / margin,
        hedged: (alone + futures + added).get() / margin,
        financing: plan.capital().wacc.get() * condor.expiry.get() / DAYS_PER_YEAR,
    }
}

//! What else the money for a hedge would buy: plain alternatives to hold it against.

use alloc::vec::Vec;

use crate::budget::Count;
use crate::condor::Condor;
use crate::contract::{Costs, SPX_OPTION, VIX_OPTION};
use crate::hedge_cost::hedge_cost;
use crate::layer::{Instrument, Layer, Terms};
use crate::market::LOWEST_VIX;
use crate::math::{ceil, floor};
use crate::package::Package;
use crate::root::first_root_on;
use crate::strike_rule::{StrikeRule, listed, strike};
use crate::units::{Days, Rate, Usd};
use crate::whole_contracts::whole;

/// The alternatives, the reader's own hedge and none at all first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The reader's own layers.
    Yours,
    /// No hedge.
    Nothing,
    /// Fewer condors, no hedge.
    Fewer,
    /// The same condors with narrower wings, no hedge.
    Narrower,
    /// SPX put spreads that cost what the hedge costs.
    PutSpread,
    /// One VIX call for so many condors.
    OnePer(u32),
    /// The rule of Cboe's VIX Tail Hedge Index.
    Vxth,
}

impl Kind {
    /// Every alternative, in the order in which they are told.
    pub const ALL: [Kind; 9] = [
        Kind::Yours,
        Kind::Nothing,
        Kind::Fewer,
        Kind::Narrower,
        Kind::PutSpread,
        Kind::OnePer(1),
        Kind::OnePer(2),
        Kind::OnePer(4),
        Kind::Vxth,
    ];
}

/// What the reader can choose about the alternatives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Menu {
    /// Condors left; `None`: as many as give up the hedge's cost in credit.
    pub fewer: Option<u32>,
    /// Put spreads; `None`: one for each condor.
    pub put_spreads: Option<u32>,
    /// Their width, index points; `None`: the condor's put wing.
    pub put_width: Option<f64>,
    /// How far above spot VIX the single calls are struck.
    pub call_above: Rate,
    /// How long after the condor they expire.
    pub call_after: Days,
    /// The count of cost on which the alternatives cost what the hedge costs.
    pub equal_on: Count,
    /// The account, of which Cboe's rule spends a share.
    pub account: Usd,
}

/// Steps of SPX strikes, index points. Source: SPX options are listed at least every 5 points near the money.
const SPX_STEP: f64 = 5.0;

/// A package beside the reader's: the same market, another condor or another hedge; `None` where the kind has
/// no answer.
pub fn alternative(package: &Package, costs: Costs, menu: &Menu, kind: Kind) -> Option<Package> {
    let condor = package.condor;
    let budget = hedge_budget(package, menu.equal_on);
    match kind {
        Kind::Yours => Some(package.clone()),
        Kind::Nothing => Some(with(package, condor, None)),
        Kind::Fewer => {
            let left = menu.fewer.unwrap_or_else(|| condors_left(&condor, budget));
            Some(with(
                package,
                fewer(&condor, left.clamp(1, condor.quantity)),
                None,
            ))
        }
        Kind::Narrower => Some(with(package, narrower(package, budget), None)),
        Kind::PutSpread => put_spread(package, costs, menu, budget),
        Kind::OnePer(condors) => {
            let contracts = f64::from(condor.quantity / condors);
            let expiry = Days::new(condor.expiry.get() + menu.call_after.get());
            let strike = listed(package.market.curve.spot() * (1.0 + menu.call_above.get()));
            Some(with(
                package,
                condor,
                calls(package, costs, strike, expiry, contracts),
            ))
        }
        Kind::Vxth => vxth(package, costs, menu.account),
    }
}

/// What the hedge costs on a count; nothing where it brings money in.
pub fn hedge_budget(package: &Package, count: Count) -> Usd {
    let cost = count.of(&hedge_cost(package));
    // `f64::max` leaves open which zero it answers, and no hedge costs minus zero.
    if cost > Usd::ZERO { cost } else { Usd::ZERO }
}

fn with(package: &Package, condor: Condor, layer: Option<Layer>) -> Package {
    Package {
        market: package.market.clone(),
        condor,
        layers: Vec::from_iter(layer),
    }
}

/// The number of condors that gives up nearest to a budget in credit; one at least.
fn condors_left(condor: &Condor, budget: Usd) -> u32 {
    let each = SPX_OPTION.get() * condor.credit;
    whole((f64::from(condor.quantity) - budget.get() / each).max(1.0))
}

/// The same condor, another number of them.
pub fn fewer(condor: &Condor, quantity: u32) -> Condor {
    Condor {
        quantity,
        fees: condor.fees * (f64::from(quantity) / f64::from(condor.quantity)),
        ..*condor
    }
}

/// The condor with both long strikes moved towards the short ones by the number of steps that gives up nearest
/// to a budget in credit; the narrower wing keeps one step.
fn narrower(package: &Package, budget: Usd) -> Condor {
    let condor = package.condor;
    let by = |steps: u32| narrower_by(package, f64::from(steps) * SPX_STEP);
    let beyond = |other: &Condor| (condor.dollars(condor.credit - other.credit) - budget).get();
    // What is given up grows with every step, so the two steps around the budget are found by halving.
    let (mut short, mut enough) = (0, most_steps(&condor));
    while enough > short + 1 {
        let middle = u32::midpoint(short, enough);
        if beyond(&by(middle)) >= 0.0 {
            enough = middle;
        } else {
            short = middle;
        }
    }
    let (short, enough) = (by(short), by(enough));
    if beyond(&short).abs() <= beyond(&enough).abs() {
        short
    } else {
        enough
    }
}

/// Steps both wings can be narrowed by.
fn most_steps(condor: &Condor) -> u32 {
    let wings = (condor.short_put - condor.long_put).min(condor.long_call - condor.short_call);
    whole(ceil(wings / SPX_STEP) - 1.0)
}

/// The condor with its wings as narrow as they can be.
pub fn narrowest(package: &Package) -> Condor {
    narrower_by(package, f64::from(most_steps(&package.condor)) * SPX_STEP)
}

/// The condor with each wing narrower by so many points: its credit is less by what the model says the wings
/// between are worth today.
pub fn narrower_by(package: &Package, points: f64) -> Condor {
    let (market, condor) = (&package.market, package.condor);
    let options = market.after(market.today()).spx_expiry(condor.expiry);
    let other = Condor {
        long_put: condor.long_put + points,
        long_call: condor.long_call - points,
        ..condor
    };
    let given_up = condor.cost_to_close(&options) - other.cost_to_close(&options);
    Condor {
        credit: condor.credit - given_up,
        ..other
    }
}

/// Put spreads of the condor's expiry, struck on the highest listed strike at which they cost a budget at most.
fn put_spread(package: &Package, costs: Costs, menu: &Menu, budget: Usd) -> Option<Package> {
    let (market, condor) = (&package.market, package.condor);
    let number = menu.put_spreads.unwrap_or(condor.quantity);
    let width = menu.put_width.unwrap_or(condor.short_put - condor.long_put);
    let spread = |upper: f64, quantity: i32| {
        let terms = Terms {
            instrument: Instrument::SpxPutSpread {
                upper,
                lower: upper - width,
            },
            quantity,
            expiry: condor.expiry,
            quote: None,
            entry: None,
            activate_at: None,
            beta: None,
        };
        Layer::new(terms, market, costs)
    };
    let cost = |upper: f64| {
        let layer = spread(upper, 1);
        (layer.premium(market) + layer.trading_costs(market)).get() * f64::from(number)
    };
    let nodes = UPPER_STRIKES
        .map(|share| market.spx * share)
        .map(|upper| upper.max(width * LOWEST_LOWER));
    let upper = first_root_on(&nodes, SPX_STEP * 1e-9, |upper| cost(upper) - budget.get())?;
    let upper = floor(upper / SPX_STEP) * SPX_STEP;
    let number = i32::try_from(number).ok()?;
    (upper > width).then(|| with(package, condor, Some(spread(upper, number))))
}

/// Upper strikes among which the spread's is searched, as shares of SPX.
const UPPER_STRIKES: [f64; 10] = [0.5, 0.65, 0.75, 0.82, 0.87, 0.91, 0.95, 1.0, 1.05, 1.15];
/// The lower strike stays above zero by this share of the width.
const LOWEST_LOWER: f64 = 1.01;

fn calls(package: &Package, costs: Costs, strike: f64, expiry: Days, contracts: f64) -> Option<Layer> {
    let quantity = i32::try_from(whole(contracts)).ok()?;
    let terms = Terms {
        instrument: Instrument::VixCall { strike },
        quantity,
        expiry,
        quote: None,
        entry: None,
        activate_at: None,
        beta: None,
    };
    (quantity > 0).then(|| Layer::new(terms, &package.market, costs))
}

/// Days to the expiry of the calls of Cboe's rule: one month.
const VXTH_TENOR: Days = Days::new(30.0);
/// Their delta.
const VXTH_DELTA: f64 = 0.30;

/// Share of the money that Cboe's VIX Tail Hedge Index puts into one-month calls of 30 delta, by the future of
/// their expiry: nothing up to 15, 1 % up to 30, 0.5 % up to 50, nothing above.
///
/// Source: the description of the First Trust fund on that index, as thestreet.com printed it on 2012-08-30, and
/// optionMonster's of the same year; Cboe's own page gives the schedule as a picture.
pub fn vxth_share(future: f64) -> Rate {
    Rate::new(if future <= 15.0 || future > 50.0 {
        0.0
    } else if future <= 30.0 {
        0.01
    } else {
        0.005
    })
}

/// Calls by Cboe's rule, the account standing for the index's money; whole contracts, rounded down.
fn vxth(package: &Package, costs: Costs, account: Usd) -> Option<Package> {
    let market = &package.market;
    let today = market.after(market.today());
    let share = vxth_share(today.future(VXTH_TENOR, None));
    let level = strike(StrikeRule::Delta(VXTH_DELTA), &today, VXTH_TENOR, 1.0)?;
    let one = calls(package, costs, listed(level), VXTH_TENOR, 1.0)?;
    let price = (VIX_OPTION * one.basis() + one.costs_at(one.basis())).get();
    let contracts = floor(account.get() * share.get() / price);
    let layer = calls(package, costs, listed(level), VXTH_TENOR, contracts);
    Some(with(package, package.condor, layer))
}

/// The most the package can lose by the condor's expiry, dollars; `None` without end.
///
/// Nothing the hedge holds is worth anything by then, except put spreads of the condor's own expiry, which pay
/// what SPX makes them pay, and VIX futures, which lose as if VIX had fallen to 9. Calls and futures that were
/// sold lose without end. Layers that wait for a level were not bought.
pub fn worst_loss(package: &Package) -> Option<Usd> {
    let (market, condor) = (&package.market, &package.condor);
    let mut fixed = Usd::ZERO;
    let mut strikes: Vec<f64> = condor.legs().iter().map(|leg| leg.strike).collect();
    let mut spreads: Vec<(&Layer, f64, f64)> = Vec::new();
    for layer in package.layers.iter().filter(|layer| layer.is_active(market)) {
        let sold = layer.terms().quantity < 0;
        let against = |points: f64| layer.dollars(points - layer.basis()) - layer.costs_at(layer.basis());
        match layer.terms().instrument {
            Instrument::SpxPutSpread { upper, lower } if layer.terms().expiry == condor.expiry => {
                strikes.extend([upper, lower]);
                spreads.push((layer, upper, lower));
            }
            Instrument::SpxPutSpread { upper, lower } => {
                fixed += against(if sold { upper - lower } else { 0.0 });
            }
            _ if sold => return None,
            Instrument::VixCall { .. } => fixed += against(0.0),
            Instrument::VixFuture | Instrument::VixMini => {
                fixed += against(LOWEST_VIX);
            }
        }
    }
    let gain = |spx: f64| {
        let hedge = spreads.iter().fold(fixed, |sum, (layer, upper, lower)| {
            let pays = (upper - spx).clamp(0.0, upper - lower);
            sum + layer.dollars(pays - layer.basis()) - layer.costs_at(layer.basis())
        });
        condor.gain_at(condor.payoff(spx)) + hedge
    };
    // Straight between strikes and flat beyond them: the least lies on one.
    let least = strikes
        .iter()
        .map(|&spx| gain(spx).get())
        .fold(f64::INFINITY, f64::min);
    Some(Usd::new(-least))
}

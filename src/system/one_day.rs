//! Three layers around a condor of one day: document 002.

mod base;
mod decay;
mod pivot;
mod shown;
mod tail;
mod taken;

use alloc::vec::Vec;

use serde::Serialize;

use crate::break_even::break_even;
use crate::clock::variance_years;
use crate::condor::Condor;
use crate::expected_move::{self, Ring, TRADING_DAY, at_vol, blend};
use crate::hedge_cost::{FourCounts, hedge_cost};
use crate::inputs::systems::one_day::{EVENTS, FUTURES, MOVE_RULES, OneDay};
use crate::math::{floor, sqrt};
use crate::package::Package;
use crate::panel::Panel;
use crate::plan::Plan;
use crate::preset::Preset;
use crate::session::trading_hours;
use crate::system::{About, System};
use crate::units::{DAYS_PER_YEAR, Rate, Usd, Vol};

pub use base::{Candidate, TIERS, Tier};
pub use decay::Moment;
pub use pivot::Pivot;
pub use tail::Tail;

/// Multiples of the expected daily move at which the structure is valued.
const MULTIPLES: [f64; 10] = [-3.0, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0];

/// Three layers around a condor of one day.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OneDaySystem {
    /// How much time is left.
    pub clock: Clock,
    /// How far SPX is expected to go.
    pub moves: Moves,
    /// Short strikes compared: the typed ones first.
    pub base: Vec<Candidate>,
    /// The credit tier nearest to the typed credit, index points.
    pub tier: f64,
    /// The condor by the clock, from now to its settlement.
    pub decay: Vec<Moment>,
    /// Layer two.
    pub pivot: Pivot,
    /// Layer three.
    pub tail: Option<Tail>,
    /// The structure across moves of SPX, on the what-if's day.
    pub across: Vec<Shocked>,
    /// Where it breaks even.
    pub break_even: Levels,
    /// What each layer may lose, against its cap.
    pub layers: Vec<AtRisk>,
    /// What layers two and three cost, as a share of the credit, counted four ways.
    pub cost: FourCounts<f64>,
    /// Most the condors can earn over their margin.
    pub return_alone: f64,
    /// The same less what the layers cost over the condor's life, over margin and premium.
    pub return_with_layers: f64,
}

/// How much time is left to the condor's settlement.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Clock {
    /// Hours by the clock.
    pub hours: f64,
    /// Hours of trading among them.
    pub trading_hours: f64,
    /// Days of variance among them: a session holds 64 % of a day's.
    pub variance_days: f64,
}

/// How far SPX is expected to go, one standard deviation, index points unless said.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Moves {
    /// In a day by the VIX rule.
    pub vix_rule: f64,
    /// In a day by the blend of implied and realised vol.
    pub blend: f64,
    /// In a day by the chosen rule and factor.
    pub day: f64,
    /// The same as a share of SPX.
    pub day_share: f64,
    /// To the condor's settlement by the chosen rule.
    pub to_expiry: f64,
    /// To the condor's settlement at the vol its price implies.
    pub by_price: f64,
    /// What days on record were worth beside the VIX rule.
    pub recorded: f64,
    /// In a day at the realised vol that a tenth of all days were below, half, and nine tenths.
    pub cone: [f64; 3],
    /// Share of days on record with a lower realised vol than the typed one.
    pub realised_rank: f64,
    /// Share of closes since 1990 with a lower VIX.
    pub vix_rank: f64,
}

/// What each part of the structure gains in a move.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Shocked {
    /// The move in expected daily moves; of the what-if, whatever it is.
    pub multiple: f64,
    /// SPX level.
    pub spx: f64,
    /// VIX level.
    pub vix: f64,
    /// The condors' gain.
    pub condor: Usd,
    /// Layer two's.
    pub pivot: Usd,
    /// Layer three's.
    pub tail: Usd,
    /// All together.
    pub total: Usd,
    /// Share of the condors' loss given back; `None` when they do not lose.
    pub offset: Option<f64>,
}

/// Break-even levels of SPX at the condor's expiry, ascending.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Levels {
    /// Of the condors alone.
    pub condor: Vec<f64>,
    /// Of the structure if layers two and three end worthless, fees paid.
    pub layers_worthless: Vec<f64>,
    /// Of the whole structure, VIX on the line.
    pub structure: Vec<f64>,
}

/// What a layer may lose, against its cap.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AtRisk {
    /// What it may lose.
    pub dollars: Usd,
    /// The same as a share of the capital.
    pub share: f64,
    /// The cap as a share of the capital.
    pub cap: f64,
    /// Most contracts within the cap: condors, futures, spreads; `None` where one loses nothing.
    pub most: Option<f64>,
}

impl System for OneDaySystem {
    const ABOUT: About = About {
        id: "oneDay",
        question: "How do three layers around a one-day condor work, and where does the whole structure break even?",
        source: "Document 002: a condor slightly outside the expected move, VIX futures in a ratio, far put spreads",
        groups: &["oneDay"],
        presets: &[Preset {
            id: "one-day-layers",
            title: "Three layers around one day, before an FOMC decision",
            question: "How do three layers around a one-day condor work, and where does the whole structure break even?",
            source: "Document 002; strikes at 1.2 expected moves, ten-point wings and their credit are ours",
            link: "v=1&longPut=7030&shortPut=7040&shortCall=7240&longCall=7250&credit=1&condorDte=1&move=-2\
                &system=oneDay&tailEvent=fomc",
        }],
    };

    fn of(plan: &Plan) -> Self {
        let typed = &plan.systems().one_day;
        let package = plan.package();
        let condor = &package.condor;
        let moves = moves(plan, typed);
        let pivot = pivot::pivot(plan, typed, &moves);
        let tail = tail::tail(plan, typed, &moves);
        let structure = structure(plan, &pivot, tail.as_ref());
        let levels = break_even(&structure);
        let cost = hedge_cost(&structure);
        let credit = condor.dollars(condor.credit).get();
        let margin = condor.dollars(condor.width()).get();
        let best = condor.gain_at(0.0);
        let premium = structure.premium().get().max(0.0);
        Self {
            clock: clock(condor),
            base: base::candidates(plan, typed, &moves),
            tier: base::nearest_tier(condor.credit).credit,
            decay: decay::moments(plan, &structure),
            across: shocked(plan, &structure, &moves),
            break_even: Levels {
                condor: levels.unhedged,
                layers_worthless: levels.hedge_worthless,
                structure: levels.hedge_at_model,
            },
            layers: at_risk(plan, typed, &pivot, tail.as_ref()),
            cost: cost.map(|dollars| dollars.get() / credit),
            return_alone: best.get() / margin,
            return_with_layers: (best - cost.life).get() / (margin + premium),
            moves,
            pivot,
            tail,
        }
    }

    fn panel(&self, plan: &Plan) -> Panel {
        shown::panel(self, plan)
    }
}

fn clock(condor: &Condor) -> Clock {
    Clock {
        hours: 24.0 * condor.expiry.get(),
        trading_hours: trading_hours(condor.expiry),
        variance_days: variance_years(condor.expiry).get() * DAYS_PER_YEAR,
    }
}

fn moves(plan: &Plan, typed: &OneDay) -> Moves {
    let package = plan.package();
    let (market, condor) = (&package.market, &package.condor);
    let spot = market.curve.spot();
    let vix = Vol::from_percent(spot);
    let realised = Vol::from_percent(typed.realised_vol);
    let implied = typed.vix9d.map_or(vix, Vol::from_percent);
    let blended = blend(implied, realised, Rate::from_percent(typed.blend_weight));
    let in_a_day = |vol: Vol| market.spx * at_vol(vol, TRADING_DAY);
    let chosen = if typed.move_rule == MOVE_RULES[0] {
        vix
    } else {
        blended
    };
    let day = typed.move_factor * in_a_day(chosen);
    let options = market.after(market.today()).spx_expiry(condor.expiry);
    let ring = Ring {
        low: Vol::from_percent(typed.cone_low),
        middle: Vol::from_percent(typed.cone_middle),
        high: Vol::from_percent(typed.cone_high),
    };
    Moves {
        vix_rule: in_a_day(vix),
        blend: in_a_day(blended),
        day,
        day_share: day / market.spx,
        to_expiry: day * sqrt(options.years.get() * DAYS_PER_YEAR),
        by_price: market.spx * at_vol(options.atm, options.years),
        recorded: expected_move::RECORDED * in_a_day(vix),
        cone: [ring.low, ring.middle, ring.high].map(in_a_day),
        realised_rank: ring.rank(realised),
        vix_rank: expected_move::vix_rank(spot),
    }
}

/// The typed condor with the layers that are on, as many contracts as their caps allow.
fn structure(plan: &Plan, pivot: &Pivot, tail: Option<&Tail>) -> Package {
    let package = plan.package();
    let layers = [pivot.layer(plan), tail.and_then(|tail| tail.layer(plan))];
    Package {
        market: package.market.clone(),
        condor: package.condor,
        layers: layers.into_iter().flatten().collect(),
    }
}

/// What the structure gains at multiples of the expected move, and last in the what-if.
fn shocked(plan: &Plan, structure: &Package, moves: &Moves) -> Vec<Shocked> {
    let market = &structure.market;
    let what_if = plan.what_if();
    let on_the_line = MULTIPLES.map(|multiple| {
        let spx = market.spx + multiple * moves.day;
        (multiple, market.on_the_line_at(spx, what_if.day))
    });
    let typed = ((what_if.spx - market.spx) / moves.day, what_if);
    on_the_line
        .into_iter()
        .chain([typed])
        .map(|(multiple, shock)| {
            let outcome = structure.outcome(shock);
            let of = |is_vix: bool| {
                let gains = structure.layers.iter().zip(&outcome.layers);
                gains
                    .filter(|(layer, _)| layer.terms().instrument.is_vix() == is_vix)
                    .fold(Usd::ZERO, |sum, (_, &gain)| sum + gain)
            };
            Shocked {
                multiple,
                spx: shock.spx,
                vix: shock.vix,
                condor: outcome.condor,
                pivot: of(true),
                tail: of(false),
                total: outcome.total,
                offset: outcome.offset,
            }
        })
        .collect()
}

fn at_risk(plan: &Plan, typed: &OneDay, pivot: &Pivot, tail: Option<&Tail>) -> Vec<AtRisk> {
    let condor = &plan.package().condor;
    let account = plan.capital().account;
    let row = |each: Usd, contracts: f64, cap: f64| AtRisk {
        dollars: each * contracts,
        share: each.get() * contracts / account.get(),
        cap: cap / 100.0,
        most: within(each, account * (cap / 100.0)),
    };
    let condors = f64::from(condor.quantity);
    let loss = -condor.gain_at(condor.width());
    let base = row(loss * (1.0 / condors), condors, typed.cap_base);
    let two = row(pivot.risk_each, f64::from(pivot.contracts), typed.cap_pivot);
    let three = tail.map_or_else(
        || row(Usd::ZERO, 0.0, typed.cap_tail),
        |tail| row(tail.cost_each, f64::from(tail.spreads), typed.cap_tail),
    );
    Vec::from([base, two, three])
}

/// Most whole contracts that lose no more than `limit` together; `None` where one loses nothing.
fn within(each: Usd, limit: Usd) -> Option<f64> {
    (each.get() > 0.0).then(|| floor(limit.get() / each.get()))
}

/// Whether layer two is the mini future.
fn is_mini(typed: &OneDay) -> bool {
    typed.pivot_future == FUTURES[0]
}

/// Whether an announcement has switched layer three on.
fn is_event(typed: &OneDay) -> bool {
    typed.tail_event != EVENTS[0]
}

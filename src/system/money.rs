//! Money: what the capital behind the position costs, what it earns, and whether it can be paid when it falls due.

mod panel;

use alloc::vec::Vec;

use serde::Serialize;

use crate::book::{Book, Passage};
use crate::capm;
use crate::cash_flow::{CashFlows, Flow};
use crate::condor::Sensitivity;
use crate::daily_swing::daily_swings;
use crate::distribution::expected_shortfall;
use crate::forward_variance::{Strip, ceiling, implied_vol_of_vix};
use crate::hedge_cost::hedge_cost;
use crate::inputs::systems::money::{VARIANCE_FROM, WACC_FROM};
use crate::liquidity::{Due, Liquid, with_slippage};
use crate::market::Shock;
use crate::math::{exp_m1, sqrt};
use crate::money::{BothWays, dollar_beta, money};
use crate::panel::Panel;
use crate::parity::{Pair, Trade, trade};
use crate::plan::Plan;
use crate::preset::Preset;
use crate::route::Route;
use crate::scenario::scenarios;
use crate::system::{About, System};
use crate::units::{Days, Rate, TRADING_DAYS, Usd, Vol};
use crate::wacc::{Funding, financing};

const QUESTION: &str = "What does the money behind the position cost, and does the position earn it?";
const SOURCE: &str =
    "Documents 000 to 004 ask for WACC, IRR, CAPM betas, a quick ratio and parity between calls and puts";

/// The money behind the position.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MoneySystem {
    /// Weighted average cost of capital, a fraction a year.
    pub wacc: f64,
    /// Of the condor's margin over its days.
    pub financing: Usd,
    /// The same in index points per condor: how far it moves a break-even.
    pub financing_points: f64,
    /// Break-evens of the condor alone once it is charged; as many as there are without it, or fewer.
    pub break_even: Vec<f64>,
    /// What the position earns in three endings, and their mean by the reader's odds.
    pub endings: Vec<Ending>,
    /// Dated flows where nothing happens.
    pub flows: Vec<Flow>,
    /// Beta, what it asks for, and the bad tail.
    pub capm: Capm,
    /// What can be paid at once over what may fall due.
    pub liquidity: Liquidity,
    /// Put-call parity at one strike, where two quotes were typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parity: Option<Parity>,
    /// What SPX variance says of a VIX future, where two vols are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variance: Option<Variance>,
}

/// What the position earns in one ending, margin and all.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Ending {
    /// Short name, stable.
    pub id: &'static str,
    /// SPX at the condor's expiry; `None` for the mean.
    pub spx: Option<f64>,
    /// VIX then.
    pub vix: Option<f64>,
    /// Its odds, a fraction.
    pub chance: f64,
    /// Profit, not discounted.
    pub profit: Usd,
    /// The most that is tied up.
    pub tied_up: Usd,
    /// Profit over that, not annualised.
    pub simple_return: Option<f64>,
    /// How often the flows change sign.
    pub sign_changes: f64,
    /// How many internal rates there are.
    pub rates: f64,
    /// The internal rate a year, where there is exactly one.
    pub irr: Option<f64>,
    /// The same over the span of the flows.
    pub irr_over_span: Option<f64>,
    /// Every internal rate over the span of the flows, ascending.
    pub all_rates: Vec<f64>,
    /// The modified rate a year: paid at the cost of capital, reinvested at the interest rate.
    pub mirr: Option<f64>,
    /// Worth today at the cost of capital.
    pub present_value: Usd,
}

/// Beta on the capital, with and without the hedge.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Capm {
    /// Of condor and hedge: dollar beta times SPX over capital.
    pub beta: BothWays,
    /// Of the condor alone.
    pub beta_alone: BothWays,
    /// What the mean beta asks for, a year, with the capital earning the interest rate.
    pub required: f64,
    /// The same of the condor alone.
    pub required_alone: f64,
    /// One-day standard deviation over the capital, times the root of 252.
    pub swing: f64,
    /// The same of the condor alone.
    pub swing_alone: f64,
    /// Mean result at expiry under the option market's own odds, VIX on the line.
    pub mean: Usd,
    /// Jensen's alpha of that mean over the condor's life, a fraction of the capital.
    pub alpha: f64,
    /// The same in dollars.
    pub alpha_dollars: Usd,
    /// Jensen's alpha of the mean by the reader's odds, a fraction of the capital.
    pub alpha_by_odds: f64,
    /// Mean of the worst 5 % of results at expiry; a loss is negative.
    pub expected_shortfall: Usd,
}

/// The quick ratio and its parts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Liquidity {
    /// Cash, bills and excess margin.
    pub liquid: Usd,
    /// What the hedge costs, fees and slippage in.
    pub hedge_debit: Usd,
    /// Margin still due.
    pub margin_due: Usd,
    /// The near-term loss with the slippage of closing.
    pub near_term_loss: Usd,
    /// All that may fall due.
    pub due: Usd,
    /// Liquid over due; `None` where nothing is due.
    pub ratio: Option<f64>,
    /// The lowest ratio asked for.
    pub floor: f64,
    /// Whether the ratio is not below it.
    pub holds: bool,
}

/// How far a call and a put of one strike are from parity.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Parity {
    /// The forward they are held against.
    pub forward: f64,
    /// Call - put - D (forward - strike), points.
    pub gap: f64,
    /// What the gap must exceed.
    pub cost: f64,
    /// The gap's size less that.
    pub left: f64,
    /// What it pays for.
    pub trade: Trade,
    /// The forward at which the two are at parity.
    pub implied_forward: f64,
    /// The dividend yield that puts it there, a fraction.
    pub implied_dividend: Option<f64>,
}

/// A VIX future against the ceiling of SPX forward variance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Variance {
    /// Vol to the nearer expiry, a fraction.
    pub near_vol: f64,
    /// Vol to the farther one.
    pub far_vol: f64,
    /// The future that settles at the nearer expiry.
    pub future: f64,
    /// Root of the variance between the two, VIX points; `None` where the farther expiry holds less variance.
    pub ceiling: Option<f64>,
    /// How far the future lies below it; negative above.
    pub room: Option<f64>,
    /// The vol of VIX that explains the room, a fraction.
    pub implied_vol_of_vix: Option<f64>,
}

impl System for MoneySystem {
    const ABOUT: About = About {
        id: "money",
        question: QUESTION,
        source: SOURCE,
        groups: &[
            "money-system",
            "cash-flows",
            "liquidity",
            "parity",
            "forward-variance",
        ],
        presets: &[
            Preset {
                id: "money",
                title: "The cost of capital, and what is earned on it",
                question: QUESTION,
                source: SOURCE,
                link: "v=1&system=money",
            },
            Preset {
                id: "money-relative-value",
                title: "A parity gap, and a VIX future under its ceiling",
                question: "Is there a conversion between SPX and VIX futures?",
                source: "Document 000: conversion and reversal mechanics; the quotes are ours",
                link: "v=1&system=money&parityStrike=7150&parityCall=159.2&parityPut=145.1&farVol=18.9",
            },
            Preset {
                id: "money-two-rates",
                title: "Flows with two internal rates",
                question: "What is the return when money comes out early and goes back in?",
                source: "The publisher’s pages warn of several roots; the payment is ours",
                link: "v=1&system=money&laterFlow=110000",
            },
        ],
    };

    fn of(plan: &Plan) -> Self {
        let condor = &plan.package().condor;
        let wacc = cost_of_capital(plan);
        let charged = financing(condor.dollars(condor.width()), wacc, condor.expiry);
        let endings = endings(plan, wacc);
        let odds = endings.last().map_or(Usd::ZERO, |(ending, _)| ending.profit);
        let flows = endings.first().map(|(_, flows)| flows.flows().to_vec());
        Self {
            wacc: wacc.get(),
            financing: charged,
            financing_points: condor.points(charged),
            break_even: crate::break_even::unhedged(&crate::condor::Condor {
                fees: condor.fees + charged,
                ..*condor
            }),
            capm: capital_asset_pricing(plan, odds),
            flows: flows.unwrap_or_default(),
            endings: endings.into_iter().map(|(ending, _)| ending).collect(),
            liquidity: liquidity(plan),
            parity: parity(plan),
            variance: variance(plan),
        }
    }

    fn panel(&self, plan: &Plan) -> Panel {
        panel::panel(self, plan)
    }
}

/// The cost of capital as typed, or from its parts.
fn cost_of_capital(plan: &Plan) -> Rate {
    let parts = &plan.systems().money;
    if parts.wacc_from == WACC_FROM[0] {
        return plan.capital().wacc;
    }
    let funding = Funding {
        equity_share: Rate::from_percent(100.0 - parts.debt_share),
        cost_of_equity: Rate::from_percent(parts.cost_of_equity),
        cost_of_debt: Rate::from_percent(parts.cost_of_debt),
        tax: Rate::from_percent(parts.tax_rate),
    };
    funding.wacc()
}

/// Where three endings leave SPX and VIX, and their odds.
fn three_endings(plan: &Plan) -> [(&'static str, Shock, f64); 3] {
    let (package, typed) = (plan.package(), &plan.systems().money);
    let (market, condor) = (&package.market, &package.condor);
    let day = condor.expiry;
    let quiet = Shock {
        day,
        ..market.today()
    };
    let held = market.on_the_line_at(plan.what_if().spx, day);
    let vix = if plan.vix_typed() {
        plan.what_if().vix
    } else {
        held.vix
    };
    let sides = [condor.long_put, condor.long_call].map(|spx| market.on_the_line_at(spx, day));
    let worst = if package.total(sides[0]) <= package.total(sides[1]) {
        sides[0]
    } else {
        sides[1]
    };
    let (win, moved) = (typed.win_chance / 100.0, typed.move_chance / 100.0);
    [
        ("quiet", quiet, win),
        ("whatIf", Shock { vix, ..held }, moved),
        ("worst", worst, 1.0 - win - moved),
    ]
}

/// Each ending with its flows, then their mean.
fn endings(plan: &Plan, wacc: Rate) -> Vec<(Ending, CashFlows)> {
    let (package, typed) = (plan.package(), &plan.systems().money);
    let route = Route {
        market: &package.market,
        via: package.market.today(),
    };
    let held = Book::held(package, route.via);
    let passage = Passage {
        package,
        route: &route,
        held: &held,
        then: &held,
        traded: Usd::ZERO,
    };
    let later = Flow {
        day: Days::new(typed.later_day),
        amount: Usd::new(typed.later_flow),
    };
    let reinvest = Rate::new(exp_m1(package.market.rate.get()));
    let mut mean = Vec::new();
    let mut found = Vec::new();
    for (id, end, chance) in three_endings(plan) {
        let mut flows = passage.flows(Usd::new(typed.vx_margin), end);
        if later.day < end.day {
            flows.push(later);
            // What is taken out on the way is missing at the end, and what is put in comes back.
            flows.push(Flow {
                day: end.day,
                amount: -later.amount,
            });
        }
        mean.extend(flows.iter().map(|flow| Flow {
            amount: flow.amount * chance,
            ..*flow
        }));
        let flows = CashFlows::new(flows);
        found.push((ending(id, Some(end), chance, &flows, [wacc, reinvest]), flows));
    }
    let flows = CashFlows::new(mean);
    found.push((ending("mean", None, 1.0, &flows, [wacc, reinvest]), flows));
    found
}

fn ending(
    id: &'static str,
    end: Option<Shock>,
    chance: f64,
    flows: &CashFlows,
    [wacc, reinvest]: [Rate; 2],
) -> Ending {
    let rates = flows.internal_returns();
    let only = rates.first().filter(|_| rates.len() == 1);
    Ending {
        id,
        spx: end.map(|end| end.spx),
        vix: end.map(|end| end.vix),
        chance,
        profit: flows.profit(),
        tied_up: flows.tied_up(),
        simple_return: flows.simple_return(),
        sign_changes: whole(flows.sign_changes()),
        rates: whole(rates.len()),
        irr: only.and_then(|rate| rate.per_year),
        irr_over_span: only.map(|rate| rate.over_span),
        all_rates: rates.iter().map(|rate| rate.over_span).collect(),
        mirr: flows
            .modified_return(wacc, reinvest)
            .and_then(|rate| rate.per_year),
        present_value: flows.present_value(wacc),
    }
}

/// A small count as a figure.
#[expect(clippy::cast_precision_loss, reason = "a few dozen flows")]
fn whole(count: usize) -> f64 {
    count as f64
}

fn capital_asset_pricing(plan: &Plan, by_odds: Usd) -> Capm {
    let package = plan.package();
    let (market, condor, capital) = (&package.market, &package.condor, plan.capital());
    let sensitivity = condor.sensitivity(market);
    let hedge = package.layers.iter().fold(Usd::ZERO, |sum, layer| {
        sum + layer.dollars_per_vix_point(market, market.response)
    });
    let line = dollar_beta(plan, &sensitivity, hedge);
    let figures = money(
        plan,
        condor.dollars(condor.width()),
        condor.gain_at(0.0),
        &hedge_cost(package),
        line,
    );
    let account = capital.account.get();
    let alone = beta_alone(plan, &sensitivity);
    let pricing = capm::Market {
        riskless: market.rate,
        premium: capital.equity_premium,
    };
    let mean_beta = |beta: BothWays| f64::midpoint(beta.fall, beta.rise);
    let mean = mean_gain(plan);
    let [swing, swing_alone] = swings(plan);
    let alpha = |gain: Usd| pricing.alpha(gain.get() / account, mean_beta(figures.beta), condor.expiry);
    Capm {
        beta: figures.beta,
        beta_alone: alone,
        required: figures.required_return,
        required_alone: pricing.required(mean_beta(alone)).get(),
        swing,
        swing_alone,
        mean,
        alpha: alpha(mean),
        alpha_dollars: capital.account * alpha(mean),
        alpha_by_odds: alpha(by_odds),
        expected_shortfall: figures.expected_shortfall,
    }
}

fn beta_alone(plan: &Plan, condor: &Sensitivity) -> BothWays {
    let market = &plan.package().market;
    let (fall, rise) = market.line.slopes(market.spx);
    let of_capital = |slope: f64| {
        let per_point = condor.delta.get() + condor.per_vix_point.get() * slope;
        per_point * market.spx / plan.capital().account.get()
    };
    BothWays {
        fall: of_capital(fall),
        rise: of_capital(rise),
    }
}

/// The mean of the package's result at the condor's expiry under the model's own distribution, VIX on the line.
fn mean_gain(plan: &Plan) -> Usd {
    let package = plan.package();
    let (market, condor) = (&package.market, &package.condor);
    let options = market.after(market.today()).spx_expiry(condor.expiry);
    let total = |spx: f64| package.total(market.on_the_line_at(spx, condor.expiry)).get();
    // The mean of the worst whole is the mean.
    Usd::new(expected_shortfall(
        &options,
        &package.spx_kinks(condor.expiry),
        1.0,
        total,
    ))
}

/// One-day standard deviations over the capital, a year, of condor and hedge and of the condor alone: SPX moves by VIX over
/// the root of 252, VIX on the line.
fn swings(plan: &Plan) -> [f64; 2] {
    let package = plan.package();
    let (market, condor) = (&package.market, &package.condor);
    let day = condor.expiry.min(Days::new(1.0));
    let deviation = market.curve.spot() / 100.0 / sqrt(TRADING_DAYS);
    let swings = daily_swings(deviation, |ratio| {
        let state = market.after(market.on_the_line_at(market.spx * ratio, day));
        let alone = condor.gain(&state);
        [(alone + package.hedge_gain(&state)).get(), alone.get()]
    });
    swings.map(|swing| swing * sqrt(TRADING_DAYS) / plan.capital().account.get())
}

fn liquidity(plan: &Plan) -> Liquidity {
    let (package, typed) = (plan.package(), &plan.systems().money);
    let worst = || {
        let totals = scenarios(package)
            .into_iter()
            .map(|scenario| scenario.outcome.total.get());
        let what_if = package.total(plan.what_if()).get();
        -totals.fold(what_if, f64::min).min(0.0)
    };
    let loss = typed.near_loss.unwrap_or_else(worst);
    let liquid = Liquid {
        cash: Usd::new(typed.cash),
        bills: Usd::new(typed.bills),
        excess_margin: Usd::new(typed.excess_margin),
    };
    let due = Due {
        hedge_debit: package.premium() + package.trading_costs(),
        margin: Usd::new(typed.margin_due),
        near_term_loss: with_slippage(Usd::new(loss), typed.exit_slippage / 100.0),
    };
    let ratio = liquid.quick_ratio(&due);
    Liquidity {
        liquid: liquid.total(),
        hedge_debit: due.hedge_debit,
        margin_due: due.margin,
        near_term_loss: due.near_term_loss,
        due: due.total(),
        ratio,
        floor: typed.liquidity_floor,
        holds: ratio.is_none_or(|ratio| ratio >= typed.liquidity_floor),
    }
}

fn parity(plan: &Plan) -> Option<Parity> {
    let (market, typed) = (&plan.package().market, &plan.systems().money);
    let pair = Pair {
        strike: typed.parity_strike?,
        call: typed.parity_call?,
        put: typed.parity_put?,
    };
    let days = typed.parity_days.map_or(plan.package().condor.expiry, Days::new);
    let expiry = market.after(market.today()).spx_expiry(days);
    let forward = typed.parity_forward.unwrap_or(expiry.forward);
    let gap = pair.gap(forward, expiry.rate, expiry.years);
    let (trade, left) = trade(gap, typed.parity_cost);
    Some(Parity {
        forward,
        gap,
        cost: typed.parity_cost,
        left,
        trade,
        implied_forward: pair.implied_forward(expiry.rate, expiry.years),
        implied_dividend: pair.implied_dividend(market.spx, expiry.rate, expiry.years),
    })
}

fn variance(plan: &Plan) -> Option<Variance> {
    let (market, typed) = (&plan.package().market, &plan.systems().money);
    let at_the_money = typed.variance_from != VARIANCE_FROM[0];
    // SPX vol over VIX: what an at-the-money vol is short of.
    let short_of = plan.vol().from_vix.get() * 100.0 / market.curve.spot();
    let ratio = if at_the_money { short_of } else { 1.0 };
    let of_vix = (typed.near_days == 30.0).then(|| market.curve.spot());
    let near_vol = typed.near_vol.map(|vol| vol / ratio).or(of_vix)?;
    let strip = |days: f64, vol: f64| Strip {
        tenor: Days::new(days),
        vol: Vol::from_percent(vol),
    };
    let near = strip(typed.near_days, near_vol);
    let far = strip(typed.far_days, typed.far_vol? / ratio);
    let future = market.curve.future(near.tenor);
    let ceiling = ceiling(&near, &far);
    let implied = ceiling.and_then(|ceiling| implied_vol_of_vix(ceiling, future, near.tenor.years()));
    Some(Variance {
        near_vol: near.vol.get(),
        far_vol: far.vol.get(),
        future,
        ceiling,
        room: ceiling.map(|ceiling| ceiling - future),
        implied_vol_of_vix: implied.map(Vol::get),
    })
}

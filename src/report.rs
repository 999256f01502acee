//! Every figure the page shows, computed from a plan.

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::black76::Kind;
use crate::break_even::{MOVES, break_even, vix_needed};
use crate::condor::{Condor, Sensitivity};
use crate::distribution::probability_outside;
use crate::hedge_cost::{FourCounts, hedge_cost};
use crate::layer::Instrument;
use crate::market::{Shock, SpxExpiry};
use crate::math::sqrt;
use crate::money::{BothWays, Money, dollar_beta, money};
use crate::plan::Plan;
use crate::response::Rule;
use crate::scenario::scenarios;
use crate::sentence::{Note, Part};
use crate::units::{DAYS_PER_YEAR, TRADING_DAYS, Usd, Vol};

/// Every figure of the answer. Dollars unless said; fractions, not percent; gains positive; `max_loss`,
/// `margin` and `premium` are positive amounts. Numbers are finite; where there is no answer, `None`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The answer in plain sentences.
    pub answer: Vec<Vec<Part>>,
    /// The condor, whole position.
    pub condor: CondorReport,
    /// Each layer, whole layer.
    pub layers: Vec<LayerReport>,
    /// The hedge as a whole.
    pub hedge: HedgeReport,
    /// Condor and hedge together.
    pub combined: CombinedReport,
    /// The money behind it.
    pub money: Money,
    /// The standing scenarios.
    pub scenarios: Vec<ScenarioReport>,
    /// What deserves a second look.
    pub notes: Vec<Note>,
    /// The system asked about.
    #[cfg(feature = "study")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<crate::system::SystemReport>,
}

/// The lower and the upper of two SPX levels.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Levels {
    /// The lower.
    pub lower: f64,
    /// The upper.
    pub upper: f64,
}

/// One leg of the condor: price in points, Greeks in dollars for the whole position.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct LegReport {
    /// "call" or "put".
    pub kind: &'static str,
    /// Strike, index points.
    pub strike: f64,
    /// Contracts; negative = sold.
    pub quantity: f64,
    /// Vol, a fraction.
    pub vol: f64,
    /// Price of one, index points.
    pub price: f64,
    /// Black's delta, per point of the forward.
    pub delta: Usd,
    /// Black's gamma.
    pub gamma: Usd,
    /// Black's theta, per calendar day.
    pub theta: Usd,
    /// Black's vega, per 0.01 of vol.
    pub vega: Usd,
}

/// The condor's figures, whole position.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CondorReport {
    /// Model cost to close.
    pub value: Usd,
    /// Gross credit.
    pub credit: Usd,
    /// Credit of one after fees, index points.
    pub net_credit: f64,
    /// Fees.
    pub fees: Usd,
    /// SPX forward at expiry.
    pub forward: f64,
    /// At-the-money vol used.
    pub atm: f64,
    /// At-the-money vol that VIX alone implies.
    pub atm_from_vix: f64,
    /// Whether the condor's price gave the vol used.
    pub atm_solved: bool,
    /// Most it can earn.
    pub max_profit: Usd,
    /// Most it can lose.
    pub max_loss: Usd,
    /// Reg T margin: the wider side, once; the VIX hedge earns no offset.
    pub margin: Usd,
    /// Risk-neutral probability of ending between the unhedged break-evens.
    pub probability_of_profit: f64,
    /// Unhedged break-evens after fees; `None` unless there are two.
    pub break_even: Option<Levels>,
    /// One standard deviation to expiry, index points.
    pub expected_move: f64,
    /// One day by the VIX rule, index points.
    pub expected_move_vix_rule: f64,
    /// Per index point, VIX unchanged.
    pub delta: Usd,
    /// Change of delta per index point.
    pub gamma: Usd,
    /// Per calendar day.
    pub theta: Usd,
    /// Per 0.01 of SPX vol.
    pub vega: Usd,
    /// Per point of spot VIX.
    pub dollars_per_vix_point: Usd,
    /// The four legs, from the lowest strike.
    pub legs: Vec<LegReport>,
}

/// One layer's figures, whole layer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LayerReport {
    /// What it is priced on: its VIX future, or the SPX forward.
    pub forward: f64,
    /// Vol of VIX used; `None` for futures and spreads.
    pub vol: Option<f64>,
    /// Price of one, points.
    pub price: f64,
    /// What it costs; negative when sold.
    pub premium: Usd,
    /// Fees and slippage.
    pub costs: Usd,
    /// Per point of its future.
    pub delta: Usd,
    /// Per 0.01 of the vol of VIX.
    pub vega_vol_of_vol: Usd,
    /// Per calendar day.
    pub theta: Usd,
    /// Share of a VIX move, in logs, that reaches its future.
    pub beta: Option<f64>,
    /// Per point of spot VIX.
    pub dollars_per_vix_point: Usd,
    /// Strike plus price: where its future must settle; `None` for futures and spreads.
    pub break_even_future: Option<f64>,
    /// Share of the hedge's premium.
    pub share_of_premium: Option<f64>,
    /// Share of the hedge's gain in the what-if.
    pub share_of_offset: Option<f64>,
    /// What it loses over the condor's life if nothing moves.
    pub carry: Usd,
    /// Held or bought now.
    pub active: bool,
}

/// Share of the condor's answer to a VIX point that the hedge takes away.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Neutralised {
    /// Under the chosen response rule.
    pub response: Option<f64>,
    /// Under the naive rule that moves every tenor alike.
    pub parallel: Option<f64>,
}

/// The hedge's figures.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HedgeReport {
    /// What the layers cost; negative when more is sold than bought.
    pub premium: Usd,
    /// Fees and slippage.
    pub costs: Usd,
    /// Cost as a share of the gross credit.
    pub share: FourCounts<f64>,
    /// Cost in dollars.
    pub cost: FourCounts<Usd>,
    /// Layers' deltas added, VIX layers only.
    pub delta: Usd,
    /// Layers' vegas added, to the vol of VIX.
    pub vega_vol_of_vol: Usd,
    /// Per calendar day.
    pub theta: Usd,
    /// Per point of spot VIX.
    pub dollars_per_vix_point: Usd,
    /// Share of the condor's answer to VIX taken away.
    pub neutralised: Neutralised,
}

/// Break-even levels of SPX, ascending.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BreakEvens {
    /// Of the condor alone.
    pub unhedged: Vec<f64>,
    /// If the hedge ends worthless.
    pub hedge_worthless: Vec<f64>,
    /// With VIX on the line and the hedge at model value: every root.
    pub hedge_at_model: Vec<f64>,
}

/// The VIX level the package needs at one SPX level.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VixNeededReport {
    /// SPX level.
    pub spx: f64,
    /// SPX move, a fraction.
    pub spx_move: f64,
    /// Lowest VIX at which the package does not lose on the what-if's day; 9 where any will do.
    pub vix: Option<f64>,
    /// The same at the condor's expiry.
    pub vix_at_expiry: Option<f64>,
}

/// What each leg gains in the what-if.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WhatIf {
    /// SPX level.
    pub spx: f64,
    /// VIX level.
    pub vix: f64,
    /// The condor's gain.
    pub condor: Usd,
    /// Each layer's gain.
    pub layers: Vec<Usd>,
    /// The layers' gains added.
    pub hedge: Usd,
    /// Condor and hedge added.
    pub total: Usd,
    /// Share of the condor's loss returned; `None` when it does not lose.
    pub offset: Option<f64>,
}

/// Condor and hedge together.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CombinedReport {
    /// Where SPX must be at the condor's expiry.
    pub break_even: BreakEvens,
    /// Where VIX must be, at each SPX level.
    pub vix_needed: Vec<VixNeededReport>,
    /// The what-if.
    pub what_if: WhatIf,
    /// Dollars per SPX point along the line.
    pub dollar_beta: BothWays,
    /// Per calendar day.
    pub theta: Usd,
}

/// One standing scenario.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ScenarioReport {
    /// Short name, stable.
    pub id: &'static str,
    /// What happens.
    pub title: String,
    /// SPX level.
    pub spx: f64,
    /// SPX move, a fraction.
    pub spx_move: f64,
    /// VIX level.
    pub vix: f64,
    /// Days from now.
    pub day: f64,
    /// The condor's gain.
    pub condor: Usd,
    /// Each layer's gain.
    pub layers: Vec<Usd>,
    /// The layers' gains added.
    pub hedge: Usd,
    /// Condor and hedge added.
    pub total: Usd,
    /// Share of the condor's loss returned.
    pub offset: Option<f64>,
}

impl Plan {
    /// Computes every figure; the words, `answer` and `notes`, are left empty for those who write them.
    pub fn figures(&self) -> Report {
        let package = self.package();
        let cost = hedge_cost(package);
        let sensitivity = package.condor.sensitivity(&package.market);
        let condor = self.condor_report(&sensitivity);
        let what_if = package.outcome(self.what_if());
        let layers = self.layer_reports(what_if.hedge, &what_if.layers);
        let hedge = self.hedge_report(&cost, &layers, condor.dollars_per_vix_point);
        let levels = break_even(package);
        let now = vix_needed(package, self.what_if().day);
        let later = vix_needed(package, package.condor.expiry);
        let dollar_beta = dollar_beta(self, &sensitivity, hedge.dollars_per_vix_point);
        Report {
            answer: Vec::new(),
            combined: CombinedReport {
                break_even: BreakEvens {
                    unhedged: levels.unhedged,
                    hedge_worthless: levels.hedge_worthless,
                    hedge_at_model: levels.hedge_at_model,
                },
                vix_needed: MOVES
                    .iter()
                    .zip(now.iter().zip(&later))
                    .map(|(percent, (now, later))| VixNeededReport {
                        spx: now.spx,
                        spx_move: percent / 100.0,
                        vix: now.vix,
                        vix_at_expiry: later.vix,
                    })
                    .collect(),
                what_if: WhatIf {
                    spx: what_if.shock.spx,
                    vix: what_if.shock.vix,
                    condor: what_if.condor,
                    layers: what_if.layers,
                    hedge: what_if.hedge,
                    total: what_if.total,
                    offset: what_if.offset,
                },
                dollar_beta,
                theta: condor.theta + hedge.theta,
            },
            money: money(self, condor.margin, condor.max_profit, &cost, dollar_beta),
            scenarios: scenarios(package)
                .into_iter()
                .map(|scenario| ScenarioReport {
                    id: scenario.id,
                    title: scenario.title,
                    spx: scenario.outcome.shock.spx,
                    spx_move: scenario.spx_move,
                    vix: scenario.outcome.shock.vix,
                    day: scenario.outcome.shock.day.get(),
                    condor: scenario.outcome.condor,
                    layers: scenario.outcome.layers,
                    hedge: scenario.outcome.hedge,
                    total: scenario.outcome.total,
                    offset: scenario.outcome.offset,
                })
                .collect(),
            notes: Vec::new(),
            #[cfg(feature = "study")]
            system: self.system(),
            condor,
            layers,
            hedge,
        }
    }

    fn condor_report(&self, sensitivity: &Sensitivity) -> CondorReport {
        let package = self.package();
        let (market, condor, vol) = (&package.market, &package.condor, self.vol());
        let options = market.after(market.today()).spx_expiry(condor.expiry);
        let levels = break_even_levels(condor);
        let legs = condor.legs().map(|leg| {
            let option = options.option(leg.kind, leg.strike, 1.0);
            let greeks = option.greeks();
            let dollars = |points: f64| condor.dollars(leg.side * points);
            LegReport {
                kind: if leg.kind == Kind::Call { "call" } else { "put" },
                strike: leg.strike,
                quantity: leg.side * f64::from(condor.quantity),
                vol: option.vol.get(),
                price: greeks.price,
                delta: dollars(greeks.delta),
                gamma: dollars(greeks.gamma),
                theta: dollars(greeks.theta / DAYS_PER_YEAR),
                vega: dollars(greeks.vega / 100.0),
            }
        });
        let width = condor.width();
        CondorReport {
            value: condor.dollars(condor.cost_to_close(&options)),
            credit: condor.dollars(condor.credit),
            net_credit: condor.net_credit(),
            fees: condor.fees,
            forward: options.forward,
            atm: vol.used.get(),
            atm_from_vix: vol.from_vix.get(),
            atm_solved: vol.solved,
            max_profit: condor.gain_at(0.0),
            max_loss: -condor.gain_at(width),
            margin: condor.dollars(width),
            probability_of_profit: probability_of_profit(condor, &options),
            break_even: levels,
            expected_move: market.spx * vol.used.get() * sqrt(options.years.get()),
            expected_move_vix_rule: market.spx * market.curve.spot() / 100.0 / sqrt(TRADING_DAYS),
            delta: sensitivity.delta,
            gamma: sensitivity.gamma,
            theta: sensitivity.theta,
            vega: sensitivity.vega,
            dollars_per_vix_point: sensitivity.per_vix_point,
            legs: legs.to_vec(),
        }
    }

    fn layer_reports(&self, hedge_gain: Usd, gains: &[Usd]) -> Vec<LayerReport> {
        let package = self.package();
        let market = &package.market;
        let premium = package.premium().get();
        let unchanged = market.after(Shock {
            day: package.condor.expiry,
            ..market.today()
        });
        let share = |part: Usd, whole: f64| (whole > 0.0).then(|| part.get() / whole);
        package
            .layers
            .iter()
            .zip(gains)
            .map(|(layer, &gain)| {
                let sensitivity = layer.sensitivity(market);
                let break_even_future = match layer.terms().instrument {
                    Instrument::VixCall { strike } => Some(strike + layer.basis()),
                    _ => None,
                };
                LayerReport {
                    forward: layer.forward(market),
                    vol: layer.vol(market).map(Vol::get),
                    price: layer.price(),
                    premium: layer.premium(market),
                    costs: layer.trading_costs(market),
                    delta: sensitivity.delta,
                    vega_vol_of_vol: sensitivity.vega_vol_of_vol,
                    theta: sensitivity.theta,
                    beta: layer.beta(market),
                    dollars_per_vix_point: layer.dollars_per_vix_point(market, market.response),
                    break_even_future,
                    share_of_premium: share(layer.premium(market), premium),
                    share_of_offset: share(gain, hedge_gain.get()),
                    carry: -layer.gain(market, &unchanged),
                    active: layer.is_active(market),
                }
            })
            .collect()
    }

    fn hedge_report(
        &self,
        cost: &FourCounts<Usd>,
        layers: &[LayerReport],
        condor_per_point: Usd,
    ) -> HedgeReport {
        let package = self.package();
        let market = &package.market;
        let credit = package.condor.dollars(package.condor.credit).get();
        let sum = |of: fn(&LayerReport) -> Usd| layers.iter().fold(Usd::ZERO, |sum, layer| sum + of(layer));
        let per_point = sum(|layer| layer.dollars_per_vix_point);
        // A hedge neutralises only what moves against it; a condor that gains with VIX has nothing to neutralise.
        let share = |hedge: Usd, condor: Usd| (condor.get() < 0.0).then(|| hedge.get() / -condor.get());
        let parallel_hedge = package.layers.iter().fold(Usd::ZERO, |sum, layer| {
            sum + layer.dollars_per_vix_point(market, Rule::Parallel)
        });
        let parallel_condor = package.condor.dollars_per_vix_point(market, Rule::Parallel);
        HedgeReport {
            premium: package.premium(),
            costs: package.trading_costs(),
            share: cost.map(|dollars| dollars.get() / credit),
            cost: *cost,
            delta: package
                .layers
                .iter()
                .zip(layers)
                .filter(|(layer, _)| layer.terms().instrument.is_vix())
                .fold(Usd::ZERO, |sum, (_, report)| sum + report.delta),
            vega_vol_of_vol: sum(|layer| layer.vega_vol_of_vol),
            theta: sum(|layer| layer.theta),
            dollars_per_vix_point: per_point,
            neutralised: Neutralised {
                response: share(per_point, condor_per_point),
                parallel: share(parallel_hedge, parallel_condor),
            },
        }
    }
}

/// Probability of ending between the unhedged break-evens; a side the credit covers whole cannot lose.
fn probability_of_profit(condor: &Condor, options: &SpxExpiry) -> f64 {
    let (below, above) = probability_outside(condor, options);
    (1.0 - below - above).clamp(0.0, 1.0)
}

/// The two unhedged break-evens, where there are two.
fn break_even_levels(condor: &Condor) -> Option<Levels> {
    let net = condor.net_credit();
    let reached = net >= 0.0
        && net <= condor.short_put - condor.long_put
        && net <= condor.long_call - condor.short_call;
    reached.then_some(Levels {
        lower: condor.short_put - net,
        upper: condor.short_call + net,
    })
}

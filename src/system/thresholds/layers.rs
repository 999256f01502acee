//! The three layers: how many calls, and what buying them today, at their level, or after a gap makes of a rise.

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::inputs::LayerRow;
use crate::inputs::systems::thresholds::{SIGNS, Thresholds};
use crate::layer::{Instrument, Layer, Terms};
use crate::market::{Market, Shock, State};
use crate::multiplier::proportion;
use crate::package::Package;
use crate::plan::Plan;
use crate::scenario::scenarios;
use crate::strike_rule::listed;
use crate::units::{Days, Rate, Usd};
use crate::whole_contracts::whole;

/// VIX levels at which the calls are counted.
const RUNGS: [f64; 11] = [12.0, 14.0, 16.0, 18.0, 20.0, 22.0, 25.0, 28.0, 32.0, 40.0, 50.0];
/// The cost of capital moves all calls between these factors.
const BY_WACC: (f64, f64) = (0.5, 1.5);
/// Concentration moves the third layer between these.
const BY_CONCENTRATION: (f64, f64) = (1.0, 1.5);

/// What scales the calls; 1 changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Factors {
    /// All layers, by the cost of capital.
    pub wacc: f64,
    /// The third, by the concentration of the index.
    pub concentration: f64,
    /// The first, by early signs.
    pub early: f64,
}

/// A layer: its calls, and their price in points and cost in dollars at three moments.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Level {
    /// VIX level from which it is held.
    pub level: f64,
    /// Calls with every factor, before rounding.
    pub exact: f64,
    /// Whole calls.
    pub calls: u32,
    /// Strike, VIX points.
    pub strike: f64,
    /// The future they are priced on, now.
    pub future: f64,
    /// A call now.
    pub price_now: f64,
    /// A call with VIX just at the level, on the what-if's day; now's where VIX is there already. `None` once settled.
    pub price_at_level: Option<f64>,
    /// A call with VIX where the what-if puts it; `None` where that is below the level, or settled.
    pub price_after: Option<f64>,
    /// All of its calls bought now, fees and slippage paid.
    pub cost_now: Usd,
    /// The same at the level.
    pub cost_at_level: Option<f64>,
    /// The same after the gap.
    pub cost_after: Option<f64>,
    /// What buying after the gap costs more than at the level.
    pub late: Option<f64>,
}

/// The layers at one VIX level on the what-if's day.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rung {
    /// VIX level.
    pub vix: f64,
    /// Calls the rule holds there, back-filled.
    pub calls: u32,
    /// What the layers gain if all were bought today.
    pub today: Usd,
    /// If each was bought as VIX crossed its level.
    pub crossed: Usd,
    /// If VIX gapped there and they were back-filled after.
    pub gapped: Usd,
}

/// Condors and layers together in a standing scenario.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Scene {
    /// What happens.
    #[serde(skip)]
    pub title: String,
    /// VIX level.
    pub vix: f64,
    /// The condors alone.
    pub alone: Usd,
    /// With all layers bought today.
    pub today: Usd,
    /// With each bought at its level.
    pub crossed: Usd,
    /// With those crossed back-filled after a gap.
    pub gapped: Usd,
}

/// The worst scenario of each kind.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Worst {
    /// The condors alone.
    pub alone: Usd,
    /// With all layers bought today.
    pub today: Usd,
    /// With each bought at its level.
    pub crossed: Usd,
    /// With those crossed back-filled after a gap.
    pub gapped: Usd,
}

/// One layer of the ladder.
#[derive(Clone, Copy, Debug)]
struct Step {
    level: f64,
    exact: f64,
    calls: u32,
    strike: f64,
    /// As if bought today.
    bought: Layer,
    /// Waiting for its level.
    waiting: Layer,
}

/// The three layers, priced.
#[derive(Clone, Debug)]
pub struct Ladder {
    /// What scales them.
    pub factors: Factors,
    steps: [Step; 3],
}

impl Ladder {
    pub(super) fn new(plan: &Plan, typed: &Thresholds) -> Self {
        let market = &plan.package().market;
        let factors = factors(plan, typed);
        let expiry = Days::new(typed.level_days);
        let strike = listed(market.curve.future(expiry) * (1.0 + typed.level_otm / 100.0));
        let step = |level: f64, calls: f64, factor: f64| {
            let exact = calls * factor;
            let calls = whole(exact);
            let layer = |activate_at: Option<f64>| {
                let terms = Terms {
                    instrument: Instrument::VixCall { strike },
                    quantity: i32::try_from(calls).unwrap_or(i32::MAX),
                    expiry,
                    quote: None,
                    entry: None,
                    activate_at,
                    beta: None,
                };
                Layer::new(terms, market, plan.costs())
            };
            Step {
                level,
                exact,
                calls,
                strike,
                bought: layer(None),
                waiting: layer(Some(level)),
            }
        };
        let Factors {
            wacc,
            concentration,
            early,
        } = factors;
        Self {
            factors,
            steps: [
                step(typed.level_one, typed.level_one_calls, wacc * early),
                step(typed.level_two, typed.level_two_calls, wacc),
                step(typed.level_three, typed.level_three_calls, wacc * concentration),
            ],
        }
    }

    /// Calls that the rule holds with VIX at a level.
    pub(super) fn held_at(&self, vix: f64) -> u32 {
        self.steps
            .iter()
            .filter(|step| step.level <= vix)
            .map(|step| step.calls)
            .sum()
    }

    /// The condors with those layers that are on now, or with all as if bought now.
    pub(super) fn package(&self, plan: &Plan, all: bool) -> Package {
        let package = plan.package();
        let on = |step: &&Step| all || step.waiting.is_active(&package.market);
        Package {
            market: package.market.clone(),
            condor: package.condor,
            layers: self.steps.iter().filter(on).map(|step| step.bought).collect(),
        }
    }

    /// The layers as a person would type them, each waiting for its level.
    pub(super) fn rows(&self) -> Vec<LayerRow> {
        let typed = self.steps.iter().filter(|step| step.calls > 0);
        typed
            .map(|step| LayerRow {
                activate_at: Some(step.level),
                ..LayerRow::vix_call(
                    f64::from(step.calls),
                    step.bought.terms().expiry.get(),
                    step.strike,
                )
            })
            .collect()
    }

    pub(super) fn levels(&self, plan: &Plan) -> Vec<Level> {
        let market = &plan.package().market;
        let what_if = plan.what_if();
        self.steps
            .iter()
            .map(|step| step.priced(market, what_if))
            .collect()
    }

    pub(super) fn rung(&self, plan: &Plan, vix: f64) -> Rung {
        let market = &plan.package().market;
        let state = market.after(Shock {
            vix,
            ..plan.what_if()
        });
        let gains = self.gains(market, &state);
        Rung {
            vix,
            calls: self.held_at(vix),
            today: gains.today,
            crossed: gains.crossed,
            gapped: gains.gapped,
        }
    }

    pub(super) fn rungs(&self, plan: &Plan) -> Vec<Rung> {
        RUNGS.iter().map(|&vix| self.rung(plan, vix)).collect()
    }

    pub(super) fn scenes(&self, plan: &Plan) -> Vec<Scene> {
        let package = plan.package();
        let alone = Package {
            market: package.market.clone(),
            condor: package.condor,
            layers: Vec::new(),
        };
        scenarios(&alone)
            .into_iter()
            .map(|scenario| {
                let shock = scenario.outcome.shock;
                let gains = self.gains(&package.market, &package.market.after(shock));
                let condor = scenario.outcome.condor;
                Scene {
                    title: scenario.title,
                    vix: shock.vix,
                    alone: condor,
                    today: condor + gains.today,
                    crossed: condor + gains.crossed,
                    gapped: condor + gains.gapped,
                }
            })
            .collect()
    }

    fn gains(&self, market: &Market, state: &State<'_>) -> Gains {
        let sum =
            |gain: &dyn Fn(&Step) -> Usd| self.steps.iter().fold(Usd::ZERO, |sum, step| sum + gain(step));
        Gains {
            today: sum(&|step| step.bought.gain(market, state)),
            crossed: sum(&|step| step.waiting.gain(market, state)),
            gapped: sum(&|step| step.gapped(market, state)),
        }
    }
}

struct Gains {
    today: Usd,
    crossed: Usd,
    gapped: Usd,
}

impl Step {
    /// Back-filled after a gap: only the fees are gone, and none of the rise is earned.
    fn gapped(&self, market: &Market, state: &State<'_>) -> Usd {
        let shock = state.shock();
        if self.waiting.is_active(market) {
            self.bought.gain(market, state)
        } else if shock.vix >= self.level && !state.settled(self.bought.terms().expiry) {
            -self.bought.costs_at(self.bought.value(state))
        } else {
            Usd::ZERO
        }
    }

    fn priced(&self, market: &Market, what_if: Shock) -> Level {
        let layer = &self.bought;
        let open = layer.terms().expiry > what_if.day;
        let value = |vix: f64| layer.value(&market.after(Shock { vix, ..what_if }));
        let price_at_level = if self.waiting.is_active(market) {
            Some(layer.price())
        } else {
            open.then(|| value(self.level))
        };
        let price_after = (open && what_if.vix >= self.level).then(|| value(what_if.vix));
        let cost = |points: f64| layer.premium_at(points) + layer.costs_at(points);
        let cost_at_level = price_at_level.map(|points| cost(points).get());
        let cost_after = price_after.map(|points| cost(points).get());
        let waits = !self.waiting.is_active(market);
        Level {
            level: self.level,
            exact: self.exact,
            calls: self.calls,
            strike: self.strike,
            future: layer.forward(market),
            price_now: layer.price(),
            price_at_level,
            price_after,
            cost_now: cost(layer.price()),
            cost_at_level,
            cost_after,
            late: cost_after
                .zip(cost_at_level)
                .filter(|_| waits)
                .map(|(after, at_level)| after - at_level),
        }
    }
}

impl Worst {
    pub(super) fn of(scenes: &[Scene]) -> Self {
        let least = |of: fn(&Scene) -> Usd| {
            let values = scenes.iter().map(|scene| of(scene).get());
            Usd::new(values.reduce(f64::min).unwrap_or(0.0))
        };
        Self {
            alone: least(|scene| scene.alone),
            today: least(|scene| scene.today),
            crossed: least(|scene| scene.crossed),
            gapped: least(|scene| scene.gapped),
        }
    }
}

fn factors(plan: &Plan, typed: &Thresholds) -> Factors {
    let reference = Rate::from_percent(typed.wacc_reference).get();
    let signs = match SIGNS.iter().position(|sign| *sign == typed.early_signs) {
        Some(3) => 2.0,
        Some(1 | 2) => 1.0,
        _ => 0.0,
    };
    Factors {
        wacc: proportion(plan.capital().wacc.get(), reference, BY_WACC),
        concentration: proportion(typed.top_ten, typed.top_ten_reference, BY_CONCENTRATION),
        early: 1.0 + signs * typed.first_boost / 100.0,
    }
}

//! Layer two: VIX futures in a ratio that signals move, sized on the what-if.

use serde::Serialize;

use super::{Moves, is_mini, within};
use crate::inputs::systems::one_day::OneDay;
use crate::layer::{Instrument, Layer, Terms};
use crate::market::Shock;
use crate::multiplier::Ramp;
use crate::plan::Plan;
use crate::response::Rule;
use crate::units::{Days, Usd};
use crate::whole_contracts::whole;

/// Less than half a cent is no loss.
const LOSS: f64 = 0.005;
/// RSI of a weak and of a strong index. Source: an answer page, regimes below 40 and from 55 to 70.
const RSI: (f64, f64) = (40.0, 70.0);
/// The curve at 60 days over 30 days, less 1: flat, and as steep as one day in ten. Source: VIX futures 2004-2026.
const TERM: (f64, f64) = (0.0, 0.10);
/// SPX's place in its range above that of the advance-decline line: level, and half a range ahead; ours.
const BREADTH: (f64, f64) = (0.0, 0.5);

/// Layer two and how its size comes about.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Pivot {
    /// Whether today's range or VIX has switched it on.
    #[serde(skip)]
    pub is_on: bool,
    /// Today's range as a share of the expected daily move.
    pub range_share: f64,
    /// The future now, VIX points.
    pub future: f64,
    /// What the condors lose in the what-if; `None` when they do not.
    pub loss: Option<f64>,
    /// What one contract gains there, fees paid.
    pub gain_each: Usd,
    /// The same if every tenor moved like spot VIX.
    pub gain_each_parallel: Usd,
    /// Contracts for the chosen share of the loss; `None` where there is no loss or the future does not gain.
    pub for_share: Option<f64>,
    /// The same by the rule that moves every tenor like spot VIX.
    pub for_share_parallel: Option<f64>,
    /// The factor of RSI.
    pub by_rsi: f64,
    /// The curve at 60 days over 30 days, less 1.
    pub slope: f64,
    /// The factor of the term shape.
    pub by_term: f64,
    /// The factor of breadth.
    pub by_breadth: f64,
    /// The three factors multiplied.
    pub ratio: f64,
    /// Contracts with the ratio, before rounding.
    pub exact: Option<f64>,
    /// Whole contracts, before the cap.
    pub rounded: u32,
    /// What one contract loses when SPX rises by one expected move, VIX on the line.
    pub risk_each: Usd,
    /// Whole contracts within the cap: nothing while the layer is off.
    pub contracts: u32,
    /// Whole contracts it would have if it were on.
    pub if_on: u32,
    /// Share of the loss that the contracts of `if_on` give back.
    pub share: Option<f64>,
}

impl Pivot {
    /// The layer, where it is on and holds anything.
    pub fn layer(&self, plan: &Plan) -> Option<Layer> {
        (self.contracts > 0).then(|| futures(plan, &plan.systems().one_day, self.contracts))
    }
}

/// So many of the chosen futures, as a layer.
fn futures(plan: &Plan, typed: &OneDay, contracts: u32) -> Layer {
    let terms = Terms {
        instrument: if is_mini(typed) {
            Instrument::VixMini
        } else {
            Instrument::VixFuture
        },
        quantity: i32::try_from(contracts).unwrap_or(i32::MAX),
        expiry: Days::new(typed.pivot_dte),
        quote: None,
        entry: None,
        activate_at: None,
        beta: None,
    };
    Layer::new(terms, &plan.package().market, plan.costs())
}

pub(super) fn pivot(plan: &Plan, typed: &OneDay, moves: &Moves) -> Pivot {
    let package = plan.package();
    let (market, condor) = (&package.market, &package.condor);
    let one = futures(plan, typed, 1);
    let what_if = plan.what_if();
    let gain = |shock: Shock, rule: Rule| one.gain(market, &market.after_by(shock, rule));
    let lost = -condor.gain(&market.after(what_if)).get();
    let loss = (lost > LOSS).then_some(lost);
    let (gain_each, gain_each_parallel) = (gain(what_if, market.response), gain(what_if, Rule::Parallel));
    let wanted = |each: Usd| {
        let share = typed.pivot_share / 100.0;
        loss.filter(|_| each.get() > 0.0)
            .map(|loss| share * loss / each.get())
    };
    let for_share = wanted(gain_each);
    let slope = market.curve.future(Days::new(60.0)) / market.curve.future(Days::new(30.0)) - 1.0;
    let factors = Factors::new(typed, slope);
    let ratio = factors.rsi * factors.term * factors.breadth;
    let exact = for_share.map(|contracts| contracts * ratio);
    let rounded = exact.map_or(0, whole);
    let risk_each = -gain(
        market.on_the_line(100.0 * moves.day_share, what_if.day),
        market.response,
    );
    let limit = plan.capital().account * (typed.cap_pivot / 100.0);
    let if_on = within(risk_each, limit).map_or(rounded, |most| rounded.min(whole(most)));
    let range_share = typed.session_range / moves.day;
    let is_on = range_share >= typed.range_trigger / 100.0 || typed.vix_up >= typed.vix_trigger;
    Pivot {
        is_on,
        range_share,
        future: one.price(),
        loss,
        gain_each,
        gain_each_parallel,
        for_share,
        for_share_parallel: wanted(gain_each_parallel),
        by_rsi: factors.rsi,
        slope,
        by_term: factors.term,
        by_breadth: factors.breadth,
        ratio,
        exact,
        rounded,
        risk_each,
        contracts: if is_on { if_on } else { 0 },
        if_on,
        share: loss.map(|loss| f64::from(if_on) * gain_each.get() / loss),
    }
}

/// The three signals' factors, each between one less and one more than the reach.
struct Factors {
    rsi: f64,
    term: f64,
    breadth: f64,
}

impl Factors {
    fn new(typed: &OneDay, slope: f64) -> Self {
        let reach = typed.pivot_reach / 100.0;
        let ramp = |from: (f64, f64), to: (f64, f64)| Ramp { from, to };
        Self {
            rsi: ramp((RSI.0, 1.0 + reach), (RSI.1, 1.0 - reach)).at(typed.rsi_spx),
            term: ramp((TERM.0, 1.0 + reach), (TERM.1, 1.0 - reach)).at(slope),
            breadth: ramp((BREADTH.0, 1.0), (BREADTH.1, 1.0 + reach)).at(typed.breadth),
        }
    }
}

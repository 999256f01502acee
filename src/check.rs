//! Checks that a reader can run on the own numbers: identities that hold whatever the inputs are, and
//! derivatives worked out a second way.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::black76::{Kind, Option76};
use crate::break_even::{HIGHEST_VIX, break_even};
use crate::difference::{derivative, second_derivative};
use crate::distribution::{REACH, probability_below};
use crate::field::Problem;
use crate::format::plain;
use crate::implied_vol::implied_vol;
use crate::inputs::{FUTURE_COLUMNS, Inputs, LAYER_COLUMNS, scalars};
use crate::layer::{Instrument, Layer};
use crate::link::{from_link, to_link};
use crate::market::{Shock, SpxExpiry};
use crate::math::{exp, ln, sqrt};
use crate::nodes::even;
use crate::package::{Outcome, Package};
use crate::plan::{Plan, plan_of};
use crate::raw::Raw;
use crate::scenario::scenarios;
use crate::units::{DAYS_PER_YEAR, Days, Vol, Years};
use crate::worksheet::layer_number;

/// Two numbers that must agree, and whether they do.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Check {
    /// Short name, stable.
    pub id: &'static str,
    /// What must hold, a plain sentence.
    pub title: &'static str,
    /// One side.
    pub left: f64,
    /// The other.
    pub right: f64,
    /// How far they are apart, or how far on the wrong side.
    pub difference: f64,
    /// How far they may be.
    pub allowed: f64,
    /// Whether they are no further apart than that.
    pub passed: bool,
    /// How many pairs were compared, and which one is shown: the worst.
    pub detail: String,
}

impl Check {
    /// A check of two numbers that may differ by `allowed`.
    pub fn new(id: &'static str, title: &'static str, sides: Sides, detail: String) -> Self {
        // What is no number is as wrong as can be, and stays out of the page.
        let number = |value: f64| if value.is_finite() { value } else { f64::MAX };
        Self {
            id,
            title,
            left: number(sides.left),
            right: number(sides.right),
            difference: number(sides.difference),
            allowed: number(sides.allowed),
            passed: sides.difference <= sides.allowed,
            detail,
        }
    }
}

/// Two sides of a comparison.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sides {
    /// One side.
    pub left: f64,
    /// The other.
    pub right: f64,
    /// How far they are apart.
    pub difference: f64,
    /// How far they may be.
    pub allowed: f64,
}

impl Sides {
    /// Two numbers that must be equal but for `allowed`.
    pub fn equal(left: f64, right: f64, allowed: f64) -> Self {
        Self {
            left,
            right,
            difference: (left - right).abs(),
            allowed,
        }
    }

    /// A number that must not be below another by more than `allowed`.
    pub fn no_less(left: f64, right: f64, allowed: f64) -> Self {
        Self {
            left,
            right,
            difference: (right - left).max(0.0),
            allowed,
        }
    }

    /// Share of what is allowed that is used up.
    fn share(&self) -> f64 {
        if self.difference <= self.allowed && self.allowed == 0.0 {
            0.0
        } else {
            self.difference / self.allowed
        }
    }
}

/// One statement, compared at many places.
struct Family {
    id: &'static str,
    title: &'static str,
    compared: usize,
    worst: Option<(Sides, String)>,
}

impl Family {
    fn new(id: &'static str, title: &'static str) -> Self {
        Self {
            id,
            title,
            compared: 0,
            worst: None,
        }
    }

    fn compare(&mut self, sides: Sides, place: &dyn Fn() -> String) {
        self.compared += 1;
        let share = sides.share();
        let worse = self.worst.as_ref().is_none_or(|(worst, _)| {
            // A share that is no number is worse than all.
            share > worst.share() || share.is_nan()
        });
        if worse {
            self.worst = Some((sides, place()));
        }
    }

    /// The worst of what was compared; nothing where nothing was.
    fn close(self, checks: &mut Vec<Check>) {
        let (id, title, compared) = (self.id, self.title, self.compared);
        let Some((sides, place)) = self.worst else { return };
        let detail = if compared == 1 {
            place
        } else {
            format!("{compared} compared; shown: {place}")
        };
        checks.push(Check::new(id, title, sides, detail));
    }
}

/// A rounding, relative.
const ULP: f64 = f64::EPSILON;
/// Roundings a price may carry: it is a handful of operations on numbers of the forward's size.
const PRICE_ULPS: f64 = 16.0 * ULP;
/// Points below which a price is none: how its roundings and its curvature compare no longer matters.
const NO_PRICE: f64 = 1e-6;
/// Differences divide errors of the prices by their step, which is this share of a standard deviation (or of
/// the vol, or of the time); what they leave out is of the order of its fourth power.
const STEP: f64 = 2e-3;
/// What a first difference may miss, relative: the bend of the smile is a tenth of a deviation wide, so the
/// fourth power of a step of 0.02 of it.
const FIRST: f64 = 2e-6;
/// What a second difference may miss, relative: two more derivatives of that bend.
const SECOND: f64 = 1e-5;

/// Reads and checks inputs that may be anything, then runs every check on them.
pub fn checks_of(raw: &Raw) -> Result<Vec<Check>, Vec<Problem>> {
    let plan = plan_of(raw)?;
    Ok(checks(&Inputs::read(raw).0, &plan))
}

/// Runs every check on inputs and the plan made of them.
pub fn checks(inputs: &Inputs, plan: &Plan) -> Vec<Check> {
    let mut found = Vec::new();
    let package = plan.package();
    options(package, &mut found);
    condor_greeks(package, &mut found);
    layer_greeks(package, &mut found);
    sums(plan, &mut found);
    curve(inputs, plan, &mut found);
    probabilities(package, &mut found);
    break_evens(package, &mut found);
    link(inputs, &mut found);
    found
}

/// Options of one expiry, at any strike, with what they are called.
struct Smile<'s> {
    name: String,
    option: &'s dyn Fn(Kind, f64) -> Option76,
    /// Strikes held.
    strikes: Vec<f64>,
    /// Standard deviations within which the smile is a proper one.
    reach: (f64, f64),
    /// No strike above this is looked at.
    highest: f64,
}

fn at(name: &str, strike: f64) -> String {
    format!("{name}, strike {}", plain(strike))
}

fn options(package: &Package, found: &mut Vec<Check>) {
    let market = &package.market;
    let today = market.after(market.today());
    let mut parity = Family::new(
        "parity",
        "A call less a put is the discounted forward less strike, at every strike held",
    );
    let mut calls = Family::new("monotoneCalls", "A call with a higher strike costs no more");
    let mut puts = Family::new("monotonePuts", "A put with a higher strike costs no less");
    let mut vols = Family::new(
        "impliedVol",
        "The vol implied by each option\u{2019}s price is the vol it was priced on",
    );
    let mut all = |smile: &Smile<'_>| {
        for &strike in &smile.strikes {
            let (call, put) = (
                (smile.option)(Kind::Call, strike),
                (smile.option)(Kind::Put, strike),
            );
            let discount = exp(-call.rate.get() * call.years.get());
            let place = || at(&smile.name, strike);
            parity.compare(
                Sides::equal(
                    call.price() - put.price(),
                    discount * (call.forward - strike),
                    PRICE_ULPS * (call.forward + strike),
                ),
                &place,
            );
            round_trip(&mut vols, &call, &place);
        }
        let here = (smile.option)(Kind::Call, smile.strikes[0]);
        let money = (smile.option)(Kind::Call, here.forward);
        let deviation = money.vol.get() * sqrt(money.years.get());
        let rounding = PRICE_ULPS * here.forward;
        let mut before: Option<(f64, f64)> = None;
        for z in even(smile.reach.0, smile.reach.1, 24) {
            let strike = here.forward * exp(z * deviation);
            if strike > smile.highest {
                break;
            }
            let call = (smile.option)(Kind::Call, strike).price();
            let put = (smile.option)(Kind::Put, strike).price();
            let place = || at(&smile.name, strike);
            if let Some((cheaper, dearer)) = before {
                calls.compare(Sides::no_less(cheaper, call, rounding), &place);
                puts.compare(
                    Sides::no_less(put, dearer, rounding + PRICE_ULPS * strike),
                    &place,
                );
            }
            before = Some((call, put));
        }
    };
    let spx = |name: String, expiry: Days, strikes: Vec<f64>, all: &mut dyn FnMut(&Smile<'_>)| {
        let options = today.spx_expiry(expiry);
        all(&Smile {
            name,
            option: &|kind, strike| options.option(kind, strike, 1.0),
            strikes,
            reach: REACH,
            highest: f64::INFINITY,
        });
    };
    let legs = package.condor.legs();
    let strikes = legs.iter().map(|leg| leg.strike).collect();
    spx(
        String::from("SPX options of the condor"),
        package.condor.expiry,
        strikes,
        &mut all,
    );
    for (index, layer) in package.layers.iter().enumerate() {
        let terms = *layer.terms();
        let name = ["layer ", &layer_number(index)].concat();
        match terms.instrument {
            Instrument::VixCall { strike } => all(&Smile {
                name,
                // The model's own surface: a quote says something of its own strike alone.
                option: &|kind, strike| today.vix_option(kind, strike, terms.expiry, terms.beta, 1.0),
                strikes: Vec::from([strike]),
                reach: (-4.0, 4.0),
                highest: HIGHEST_VIX,
            }),
            Instrument::SpxPutSpread { upper, lower } => {
                spx(name, terms.expiry, Vec::from([upper, lower]), &mut all);
            }
            _ => {}
        }
    }
    for family in [parity, calls, puts, vols] {
        family.close(found);
    }
}

fn round_trip(vols: &mut Family, option: &Option76, place: &dyn Fn() -> String) {
    let (kind, price) = (option.kind, option.price());
    let solved = implied_vol(
        kind,
        option.forward,
        option.strike,
        option.years,
        option.rate,
        price,
    );
    // A price of no time value says nothing of vol.
    let Ok(vol) = solved else { return };
    // A rounding of the price moves the vol by it over vega.
    let allowed = PRICE_ULPS * (option.vol.get() + price / option.sensitivity().vega);
    if allowed.is_finite() {
        vols.compare(Sides::equal(vol.get(), option.vol.get(), allowed), place);
    }
}

/// What an option's price is differentiated in.
#[derive(Clone, Copy)]
enum Variable {
    Forward,
    Vol,
    Years,
}

/// The derivative of a position's price by differences, and how far it may be off.
fn by_difference(position: &[(Option76, f64)], variable: Variable) -> (f64, f64) {
    let (mut sum, mut allowed) = (0.0, 0.0);
    for &(option, size) in position {
        let deviation = option.vol.get() * sqrt(option.years.get());
        let (here, scale) = match variable {
            Variable::Forward => (option.forward, option.forward * deviation),
            Variable::Vol => (option.vol.get(), option.vol.get()),
            Variable::Years => (option.years.get(), option.years.get()),
        };
        let price = |x: f64| {
            match variable {
                Variable::Forward => Option76 { forward: x, ..option },
                Variable::Vol => Option76 {
                    vol: Vol::new(x),
                    ..option
                },
                Variable::Years => Option76 {
                    years: Years::new(x),
                    ..option
                },
            }
            .price()
        };
        let step = scale * STEP;
        let slope = derivative(&price, here, step);
        sum += size * slope;
        // Far from the money a price changes by d1^2 of itself per change of its vol or time.
        let d1 = option.d1_d2().map_or(0.0, |(d1, _)| d1);
        let missed = STEP * (1.0 + d1 * d1);
        let missed = FIRST + missed * missed * missed * missed;
        allowed += size.abs() * (missed * slope.abs() + PRICE_ULPS * (option.price() + NO_PRICE) / step);
    }
    (sum, allowed)
}

fn condor_greeks(package: &Package, found: &mut Vec<Check>) {
    let (market, condor) = (&package.market, &package.condor);
    let today = market.today();
    let options = market.after(today).spx_expiry(condor.expiry);
    let told = condor.sensitivity(market);
    let position: Vec<(Option76, f64)> = condor
        .legs()
        .iter()
        .map(|leg| {
            (
                options.option(leg.kind, leg.strike, 1.0),
                condor.dollars(leg.side).get(),
            )
        })
        .collect();
    // Greeks of the legs without their signs: what rounding and what differences leave out are shares of these.
    let sizes = position.iter().fold(
        [condor.dollars(condor.credit).get(), 0.0, 0.0],
        |sum, (option, size)| {
            let greeks = option.greeks();
            // The smile's slide adds its own slope on top of Black's, no more than vega over a deviation or so.
            let slide = greeks.vega / option.forward / sqrt(option.years.get());
            let bend = slide / (option.forward * option.vol.get() * sqrt(option.years.get()));
            [
                sum[0] + size.abs() * greeks.price,
                sum[1] + size.abs() * (greeks.delta.abs() + slide),
                sum[2] + size.abs() * (greeks.gamma + bend),
            ]
        },
    );
    let value = |spx: f64| condor.gain(&market.after(Shock { spx, ..today })).get();
    let step = today.spx * options.atm.get() * sqrt(options.years.get()) * STEP;
    let rounding = PRICE_ULPS * sizes[0] / step;
    let mut one =
        |id: &'static str, title: &'static str, left: f64, right: f64, allowed: f64, detail: &str| {
            let sides = Sides::equal(left, right, allowed);
            found.push(Check::new(id, title, sides, String::from(detail)));
        };
    one(
        "condorDelta",
        "The condors\u{2019} delta is what their value changes by when SPX does",
        told.delta.get(),
        derivative(&value, today.spx, step),
        FIRST * sizes[1] + rounding,
        "$ per index point, the smile moving with SPX",
    );
    one(
        "condorGamma",
        "Their gamma is what that delta changes by",
        told.gamma.get(),
        second_derivative(&value, today.spx, step),
        // Five values weigh 64/12 in all, and are divided by the step twice.
        SECOND * sizes[2] + 8.0 * rounding / step,
        "$ per index point, per index point",
    );
    let (vega, allowed) = by_difference(&position, Variable::Vol);
    one(
        "condorVega",
        "Their vega is what their value changes by when every leg\u{2019}s vol does",
        told.vega.get(),
        vega / 100.0,
        allowed / 100.0,
        "$ per 0.01 of vol",
    );
    let black = position
        .iter()
        .fold(0.0, |sum, (option, size)| sum + size * option.greeks().theta);
    let (longer, allowed) = by_difference(&position, Variable::Years);
    one(
        "condorTheta",
        "The legs\u{2019} theta is what their value changes by as time passes",
        black / DAYS_PER_YEAR,
        -longer / DAYS_PER_YEAR,
        allowed / DAYS_PER_YEAR,
        "$ per day, Black\u{2019}s theta of the legs added",
    );
}

fn layer_greeks(package: &Package, found: &mut Vec<Check>) {
    let market = &package.market;
    let today = market.after(market.today());
    let mut delta = Family::new(
        "layerDelta",
        "Each layer\u{2019}s delta is what its value changes by when its forward does",
    );
    let mut vega = Family::new(
        "layerVega",
        "Each layer\u{2019}s vega is what its value changes by when its vol does",
    );
    for (index, layer) in package.layers.iter().enumerate() {
        if !layer.is_active(market) {
            continue;
        }
        let terms = *layer.terms();
        let size = layer.dollars(1.0).get();
        let told = layer.sensitivity(market);
        let place = || ["layer ", &layer_number(index)].concat();
        let position = match terms.instrument {
            Instrument::VixCall { strike } => {
                let option = today.vix_option(Kind::Call, strike, terms.expiry, terms.beta, layer.factor());
                Vec::from([(option, size)])
            }
            Instrument::SpxPutSpread { upper, lower } => {
                let options = today.spx_expiry(terms.expiry);
                let put = |strike: f64| options.option(Kind::Put, strike, layer.factor());
                Vec::from([(put(upper), size), (put(lower), -size)])
            }
            // A future's delta is its size.
            _ => continue,
        };
        let (slope, allowed) = by_difference(&position, Variable::Forward);
        delta.compare(Sides::equal(told.delta.get(), slope, allowed), &place);
        if terms.instrument.is_vix() {
            let (slope, allowed) = by_difference(&position, Variable::Vol);
            let sides = Sides::equal(told.vega_vol_of_vol.get(), slope / 100.0, allowed / 100.0);
            vega.compare(sides, &place);
        }
    }
    delta.close(found);
    vega.close(found);
}

fn sums(plan: &Plan, found: &mut Vec<Check>) {
    let package = plan.package();
    let mut hedge = Family::new(
        "hedgeIsLayers",
        "The layers\u{2019} gains add up to the hedge\u{2019}s, in the what-if and every scenario",
    );
    let mut total = Family::new(
        "totalIsBoth",
        "Condors and hedge, each valued on its own, add up to the total",
    );
    let mut compare = |outcome: &Outcome, name: &str| {
        // Added from the other end: sums of the same numbers in another order differ by their roundings.
        let layers = outcome
            .layers
            .iter()
            .rev()
            .fold(0.0, |sum, gain| sum + gain.get());
        let size = outcome
            .layers
            .iter()
            .fold(outcome.condor.get().abs(), |sum, gain| sum + gain.get().abs());
        let place = || String::from(name);
        hedge.compare(
            Sides::equal(outcome.hedge.get(), layers, PRICE_ULPS * size),
            &place,
        );
        let state = package.market.after(outcome.shock);
        let apart = package.condor.gain(&state).get() + layers;
        total.compare(
            Sides::equal(outcome.total.get(), apart, PRICE_ULPS * size),
            &place,
        );
    };
    compare(&package.outcome(plan.what_if()), "the what-if");
    for scenario in scenarios(package) {
        compare(&scenario.outcome, &scenario.title);
    }
    hedge.close(found);
    total.close(found);
}

fn curve(inputs: &Inputs, plan: &Plan, found: &mut Vec<Check>) {
    let market = &plan.package().market;
    let mut quotes = Family::new("quotes", "The curve gives back every VIX future you typed");
    let mut still = Family::new(
        "landing",
        "VIX landing on its own future leaves every other future where it was",
    );
    for row in &inputs.futures {
        let tenor = Days::new(row.dte);
        let place = || format!("the future of {} days", plain(row.dte));
        let future = market.curve.future(tenor);
        // A quote is handed back as it is, to the bit.
        quotes.compare(Sides::equal(future, row.price, 0.0), &place);
        for day in [Days::ZERO, plan.what_if().day] {
            let shock = Shock {
                spx: market.spx,
                vix: market.curve.future(day),
                day,
            };
            let state = market.after(shock);
            if !state.settled(tenor) {
                let sides = Sides::equal(state.future(tenor, None), future, PRICE_ULPS * future);
                still.compare(sides, &place);
            }
        }
    }
    quotes.close(found);
    still.close(found);
}

fn probabilities(package: &Package, found: &mut Vec<Check>) {
    let (market, condor) = (&package.market, &package.condor);
    let options: SpxExpiry = market.after(market.today()).spx_expiry(condor.expiry);
    let deviation = options.atm.get() * sqrt(options.years.get());
    // Beyond its reach the smile gives no proper probability, and the model holds it to 0 or 1.
    let within_reach = |level: f64| {
        let z = ln(level / options.forward) / deviation;
        z > REACH.0 && z < REACH.1
    };
    let growth = exp(options.rate.get() * options.years.get());
    let mut slope = Family::new(
        "probability",
        "The probability of ending below a strike is what a put there gains by a higher strike",
    );
    let mut whole = Family::new(
        "probabilitySum",
        "With the probability of ending above, from the calls, it adds up to one",
    );
    for leg in condor.legs() {
        if !within_reach(leg.strike) {
            continue;
        }
        let below = probability_below(&options, leg.strike);
        let step = leg.strike * deviation * STEP;
        let by_difference = |kind: Kind| {
            let price = |strike: f64| growth * options.option(kind, strike, 1.0).price();
            let rounding = PRICE_ULPS * (price(leg.strike) + NO_PRICE) / step;
            (derivative(&price, leg.strike, step), FIRST + rounding)
        };
        let place = || at("options of the condor", leg.strike);
        let (put, allowed) = by_difference(Kind::Put);
        slope.compare(Sides::equal(below, put, allowed), &place);
        let (call, allowed) = by_difference(Kind::Call);
        whole.compare(Sides::equal(below - call, 1.0, allowed), &place);
    }
    let mut rising = Family::new(
        "probabilityRises",
        "That probability never falls from a lower strike to a higher one",
    );
    let mut before: Option<f64> = None;
    for level in even(condor.long_put, condor.long_call, 44) {
        if !within_reach(level) {
            continue;
        }
        let below = probability_below(&options, level);
        if let Some(lower) = before {
            // A probability is a handful of operations on numbers up to 1.
            rising.compare(Sides::no_less(below, lower, PRICE_ULPS), &|| {
                at("between the wings", level)
            });
        }
        before = Some(below);
    }
    for family in [slope, whole, rising] {
        family.close(found);
    }
}

fn break_evens(package: &Package, found: &mut Vec<Check>) {
    let (market, condor) = (&package.market, &package.condor);
    let levels = break_even(package);
    let margin = condor.dollars(condor.width()).get();
    let notional = |layer: &Layer| layer.dollars(layer.forward(market)).get().abs();
    let hedge = package.layers.iter().map(notional).sum::<f64>();
    // Levels are solved to 1e-10 of a point, and a point is worth no more than the margin or the layers' notional.
    let allowed = 1e-9 * margin + 1e-11 * hedge;
    let mut alone = Family::new(
        "breakEvenAlone",
        "At its break-evens the condor alone ends at zero",
    );
    for &level in &levels.unhedged {
        let left = condor.gain_at(condor.payoff(level)).get();
        alone.compare(Sides::equal(left, 0.0, allowed), &|| {
            format!("SPX at {}", plain(level))
        });
    }
    let mut both = Family::new(
        "breakEvenTotal",
        "At each break-even with VIX on the line, condors and hedge together end at zero",
    );
    let total = |spx: f64| package.total(market.on_the_line_at(spx, condor.expiry)).get();
    for &level in &levels.hedge_at_model {
        let here = total(level);
        let mut sides = Sides::equal(here, 0.0, allowed);
        // Where a layer is bought at its VIX level the total jumps: it passes zero without being zero.
        let aside = level * 1e-9;
        if here.abs() > allowed && total(level - aside) * total(level + aside) < 0.0 {
            sides = Sides::equal(0.0, 0.0, allowed);
        }
        both.compare(sides, &|| format!("SPX at {}", plain(level)));
    }
    alone.close(found);
    both.close(found);
}

/// Every number of the inputs, row by row.
fn numbers(inputs: &Inputs) -> Vec<Option<u64>> {
    let scalars = scalars().map(|scalar| scalar.get(inputs));
    let futures = inputs
        .futures
        .iter()
        .flat_map(|row| FUTURE_COLUMNS.iter().map(|column| (column.get)(row)));
    let layers = inputs
        .layers
        .iter()
        .flat_map(|row| LAYER_COLUMNS.iter().map(|column| (column.get)(row)));
    scalars
        .chain(futures)
        .chain(layers)
        .map(|value| value.map(f64::to_bits))
        .collect()
}

fn link(inputs: &Inputs, found: &mut Vec<Check>) {
    let text = to_link(inputs);
    let (read, problems) = from_link(&text);
    let (written, back) = (numbers(inputs), numbers(&read));
    let same = written
        .iter()
        .zip(&back)
        .filter(|(one, other)| one == other)
        .count();
    // Words and the number of rows count as one more.
    let words = problems.is_empty() && read == *inputs;
    let count = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    found.push(Check::new(
        "link",
        "The link to these numbers opens them again, to the last bit",
        Sides::equal(count(same + usize::from(words)), count(written.len() + 1), 0.0),
        String::from("values that come back as they were, of all there are"),
    ));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_beyond_what_is_allowed_fails() {
        let check = |left: f64, allowed: f64| {
            Check::new("id", "title", Sides::equal(left, 1.0, allowed), String::new())
        };
        assert!(check(1.5, 0.5).passed && check(1.0, 0.0).passed);
        assert!(!check(1.5, 0.4).passed && !check(f64::NAN, 1.0).passed);
        assert!(check(f64::NAN, 1.0).difference.is_finite());
    }

    #[test]
    fn the_worst_of_a_family_is_shown() {
        let mut family = Family::new("id", "title");
        for (index, left) in [1.1, f64::NAN, 1.2, 1.0].into_iter().enumerate() {
            family.compare(Sides::equal(left, 1.0, 0.5), &|| layer_number(index));
        }
        let mut found = Vec::new();
        family.close(&mut found);
        assert!(!found[0].passed, "{found:?}");
    }
}

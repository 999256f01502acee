//! `decay`: what is left of each layer's and the condor's time value, day by day.

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use plotters::style::RGBColor;

use super::canvas::{ROUND, Side};
use super::label::{Labels, around};
use super::offsets::{by_tenor, layer_name, outlines};
use super::plot::Plot;
use super::{Drawing, Frame, Look, Mark, Series, day_words};
use crate::black76::{Kind, Option76};
use crate::condor::Condor;
use crate::format::{dollars, number, plain};
use crate::layer::{Instrument, Layer};
use crate::market::{Market, Shock, State};
use crate::math::{ceil, floor, round};
use crate::nodes::include;
use crate::package::Package;
use crate::plan::Plan;
use crate::units::{Days, Vol};

/// The longest stretch shown, days.
const LONGEST: f64 = 120.0;
/// Steps along it, at most.
const STEPS: f64 = 60.0;
/// How strongly the layers cover the paper.
const COVER: f64 = 0.85;
const FINE_DASHED: &str = "stroke-dasharray=\"25 30\"";

/// The curves, all at the same days.
struct Curves<'p> {
    at: Vec<f64>,
    /// By tenor, the longest first.
    layers: Vec<&'p Layer>,
    /// Time values: of the condor, below zero where it is owed, of all together, of each layer.
    values: Vec<Vec<f64>>,
}

/// Draws the chart.
pub(super) fn draw(plan: &Plan, look: &Look) -> Drawing {
    let (package, theme) = (plan.package(), look.theme);
    let day = plan.what_if().day;
    let layers = layers(plan);
    let full = full(package, &layers);
    let x = look.across(full, [0.0, LONGEST]);
    let curves = curves(plan, layers, x);
    let mut in_sight = Vec::new();
    for values in &curves.values[..2] {
        in_sight.extend_from_slice(values);
    }
    for side in [1.0, -1.0] {
        in_sight.extend_from_slice(&stack(&curves, side)[curves.layers.len()]);
    }
    let plot = Plot::new(look, x, in_sight.into_iter(), 1);
    let svg = paint(plan, look, &plot, &curves);
    let mut marks = Vec::from([
        Mark::point(
            "Gained on a quiet day from today",
            0.0,
            quiet_day(package, Days::ZERO),
        ),
        Mark::point(
            "Gained on a quiet day from the what-if\u{2019}s",
            day.get(),
            quiet_day(package, day),
        ),
        Mark::level("Condor expires", package.condor.expiry.get()),
    ]);
    for layer in curves.layers.iter().rev() {
        marks.push(Mark::level("Layer expires", layer.terms().expiry.get()));
    }
    let summary = summary(package, &curves);
    let count = curves.layers.len();
    let mut series = Vec::new();
    for (nth, values) in curves.values.into_iter().enumerate() {
        series.push(match nth {
            0 => Series::new(String::from("Condor"), theme.condor, values),
            1 => Series::new(String::from("Together"), theme.combined, values),
            _ => Series {
                area: true,
                cover: COVER,
                ..Series::new(
                    layer_name(curves.layers[nth - 2]),
                    theme.layer(count + 1 - nth, count),
                    values,
                )
            },
        });
    }
    let frame = Frame {
        plot: plot.rect,
        x: plot.x,
        y: plot.y,
        full: Some(plot.full(full)),
        series,
        at: curves.at,
        x_label: "Days from today, SPX and VIX unchanged",
        y_label: "Time value owned (above zero) and owed (below), dollars",
        marks,
        summary,
        ..Frame::default()
    };
    Drawing { svg, frame }
}

/// The market on a later day with SPX and VIX where they are.
fn unchanged(market: &Market, day: f64) -> State<'_> {
    market.after(Shock {
        day: Days::new(day),
        ..market.today()
    })
}

/// The layers, the longest tenor first.
fn layers(plan: &Plan) -> Vec<&Layer> {
    let order = by_tenor(plan).into_iter().rev();
    order.map(|nth| &plan.package().layers[nth]).collect()
}

/// The days shown where no part of them is asked for: to the last expiry, if that is near enough.
fn full(package: &Package, layers: &[&Layer]) -> [f64; 2] {
    let longest = layers.first().map_or(Days::ZERO, |layer| layer.terms().expiry);
    [0.0, longest.get().max(package.condor.expiry.get()).min(LONGEST)]
}

fn curves<'p>(plan: &'p Plan, layers: Vec<&'p Layer>, [from, to]: [f64; 2]) -> Curves<'p> {
    let package = plan.package();
    // Whole days where there are enough: the clock of SPX options runs unevenly within a day.
    let span = to - from;
    let step = if span > STEPS / 2.0 {
        ceil(span / STEPS)
    } else {
        span / STEPS
    };
    let mut at = Vec::from([from]);
    let mut day = (floor(from / step) + 1.0) * step;
    while day < to - 1e-9 * span {
        include(&mut at, day);
        day += step;
    }
    include(&mut at, to);
    let expiries = layers.iter().map(|layer| layer.terms().expiry);
    let mut bends = Vec::from([plan.what_if().day.get()]);
    for expiry in expiries.chain([package.condor.expiry]) {
        bends.extend([expiry.get(), expiry.get() - step.min(1.0)]);
    }
    for bend in bends {
        if bend > from && bend < to {
            include(&mut at, bend);
        }
    }
    let mut values = Vec::new();
    values.resize(layers.len() + 2, Vec::new());
    for &day in &at {
        for (values, value) in values.iter_mut().zip(time_values(package, &layers, day)) {
            values.push(value);
        }
    }
    Curves { at, layers, values }
}

/// Time values on a day: of the condor, of all together, of each layer.
fn time_values(package: &Package, layers: &[&Layer], day: f64) -> Vec<f64> {
    let state = unchanged(&package.market, day);
    let condor = time_value_of_condor(&package.condor, &state);
    let mut values = Vec::from([condor, condor]);
    for layer in layers {
        let value = time_value_of_layer(layer, &package.market, &state);
        values.push(value);
        values[1] += value;
    }
    values
}

/// What an option is worth beyond its discounted intrinsic value.
fn time_value(option: Option76) -> f64 {
    let intrinsic = Option76 {
        vol: Vol::ZERO,
        ..option
    };
    option.price() - intrinsic.price()
}

/// Dollars of time value in the condor: below zero where it is owed.
fn time_value_of_condor(condor: &Condor, state: &State<'_>) -> f64 {
    if state.settled(condor.expiry) {
        return 0.0;
    }
    let options = state.spx_expiry(condor.expiry);
    let mut points = 0.0;
    for leg in condor.legs() {
        points += leg.side * time_value(options.option(leg.kind, leg.strike, 1.0));
    }
    condor.dollars(points).get()
}

/// Dollars of time value in a layer, on its own future; nothing while it waits for its level, or once it has settled.
fn time_value_of_layer(layer: &Layer, market: &Market, state: &State<'_>) -> f64 {
    let terms = layer.terms();
    if state.settled(terms.expiry) || !layer.is_active(market) {
        return 0.0;
    }
    let points = match terms.instrument {
        Instrument::VixCall { strike } => {
            time_value(state.vix_option(Kind::Call, strike, terms.expiry, terms.beta, layer.factor()))
        }
        Instrument::VixFuture | Instrument::VixMini => 0.0,
        Instrument::SpxPutSpread { upper, lower } => {
            let options = state.spx_expiry(terms.expiry);
            let put = |strike: f64| time_value(options.option(Kind::Put, strike, layer.factor()));
            put(upper) - put(lower)
        }
    };
    layer.dollars(points).get()
}

/// What the package gains from one day to the next with SPX and VIX unchanged, dollars.
fn quiet_day(package: &Package, day: Days) -> f64 {
    let today = package.market.today();
    let total = |day: f64| {
        let day = Days::new(day);
        package.total(Shock { day, ..today }).get()
    };
    total(day.get() + 1.0) - total(day.get())
}

/// The layers' values on one side of zero, each added to those before it; the first is nothing.
fn stack(curves: &Curves<'_>, side: f64) -> Vec<Vec<f64>> {
    let mut tops = vec![vec![0.0; curves.at.len()]];
    for (nth, values) in curves.values[2..].iter().enumerate() {
        let mut top = tops[nth].clone();
        for (top, value) in top.iter_mut().zip(values) {
            *top += side * (side * value).max(0.0);
        }
        tops.push(top);
    }
    tops
}

/// "earns $285", "costs $12".
fn earns(gain: f64) -> String {
    let verb = if gain < 0.0 { "costs" } else { "earns" };
    format!("{verb} {}", dollars(gain.abs()))
}

fn summary(package: &Package, curves: &Curves<'_>) -> String {
    let expiry = package.condor.expiry;
    let mut early = Vec::new();
    for layer in &curves.layers {
        if layer.terms().expiry < expiry {
            include(&mut early, layer.terms().expiry.get());
        }
    }
    let now = time_values(package, &curves.layers, 0.0);
    let hedge = if curves.layers.is_empty() {
        String::new()
    } else {
        let left = time_values(package, &curves.layers, expiry.get());
        let [first, last] = [&now, &left].map(|values| dollars(values[2..].iter().sum()));
        format!(" while the hedge\u{2019}s goes from {first} to {last}")
    };
    let mut text = format!(
        "With SPX and VIX unchanged, the condor\u{2019}s time value of {} runs out by day {}{hedge}; the first day {}",
        dollars(now[0]),
        plain(expiry.get()),
        earns(quiet_day(package, Days::ZERO)),
    );
    for (nth, &day) in early.iter().enumerate() {
        text += match nth {
            0 if early.len() == 1 => "; to keep the hedge, roll on day ",
            0 => "; to keep the hedge, roll on days ",
            _ if nth + 1 == early.len() => " and ",
            _ => ", ",
        };
        text += &plain(day);
    }
    text + "."
}

fn paint(plan: &Plan, look: &Look, plot: &Plot, curves: &Curves<'_>) -> String {
    let (theme, package) = (look.theme, plan.package());
    let mut canvas = plot.canvas(look);
    let mut labels = Labels::within(plot.rect);
    plot.axes(
        &mut canvas,
        look,
        ("Days", "Time value, owned and owed"),
        number,
        None,
    );
    let count = curves.layers.len();
    canvas.group(theme.seam, &mut |pen| {
        for side in [1.0, -1.0] {
            for (place, pair) in stack(curves, side).windows(2).enumerate() {
                for outline in outlines(plot, &curves.at, &pair[0], &pair[1]) {
                    pen.fill(&outline, theme.layer(count - 1 - place, count), COVER);
                }
            }
        }
    });
    plot.zero_line(&mut canvas, look);
    let (condor, together) = (
        plot.curve(&curves.at, &curves.values[0]),
        plot.curve(&curves.at, &curves.values[1]),
    );
    let (top, bottom) = (plot.rect.y, plot.bottom());
    let expiry = package.condor.expiry.get();
    canvas.group(FINE_DASHED, &mut |pen| {
        for layer in &curves.layers {
            let x = plot.across(layer.terms().expiry.get());
            if plot.shows(layer.terms().expiry.get()) {
                pen.line(&[(x, top), (x, bottom)], theme.hedge, 1.0);
            }
        }
        if plot.shows(expiry) {
            let x = plot.across(expiry);
            pen.line(&[(x, top), (x, bottom)], theme.condor, 1.2);
        }
    });
    canvas.group(ROUND, &mut |pen| {
        pen.line(&condor, theme.condor, 1.8);
        pen.line(&together, theme.combined, 3.0);
    });
    labels.avoid(&condor);
    labels.avoid(&together);
    let day = plan.what_if().day;
    if let Some(nth) = curves.at.iter().position(|&at| at == day.get()) {
        let place = together[nth];
        canvas.group("", &mut |pen| {
            pen.dot(place, 6.6, theme.paper);
            pen.dot(place, 5.2, theme.combined);
        });
        labels.keep_clear(place, 7.0);
        let text = format!("{} {} a day", day_words(day), earns(quiet_day(package, day)));
        labels.put(text, theme.ink, &around(place, 10.0));
    }
    name_expiries(&mut labels, look, plot, curves, expiry);
    if count > 0 {
        labels.put_on(&[together], "together", theme.ink);
    }
    labels.put_on(&[condor], "condor", theme.condor);
    labels.draw(&mut canvas, theme);
    canvas.finish()
}

/// Words at the lines of the expiries.
fn name_expiries(labels: &mut Labels, look: &Look, plot: &Plot, curves: &Curves<'_>, expiry: f64) {
    let low = plot.bottom() - 10.0;
    let mut name = |day: f64, text: String, color: RGBColor| {
        if plot.shows(day) {
            let x = plot.across(day);
            let places = [0.0, 1.0, 2.0].map(|row| low - 14.0 * row);
            let beside = places.map(|y| [((x + 4.0, y), Side::Right), ((x - 4.0, y), Side::Left)]);
            labels.put(text, color, beside.as_flattened());
        }
    };
    name(expiry, String::from("condor expires"), look.theme.condor);
    let mut named = f64::NAN;
    for layer in curves.layers.iter().rev() {
        let day = layer.terms().expiry.get();
        if day != named {
            name(
                day,
                format!("roll, day {}", plain(round(day * 10.0) / 10.0)),
                look.theme.hedge,
            );
        }
        named = day;
    }
}

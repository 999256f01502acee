//! `response`: the VIX futures before and after the shock, and every layer's place on them.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::canvas::{Canvas, Point, Side};
use super::label::Labels;
use super::line::{Line, band, extent, legend, paint};
use super::offsets::{by_tenor, layer_name};
use super::plot::Plot;
use super::{Drawing, Frame, Look, Mark, day_words};
use crate::black76::{Kind, Option76};
use crate::curve::Curve;
use crate::format::{dollars, number, plain};
use crate::layer::{Instrument, Layer};
use crate::market::State;
use crate::math::floor;
use crate::nodes::include;
use crate::plan::Plan;
use crate::response::Rule;
use crate::units::{Days, Vol};

/// CSS pixels from one computed point of a curve to the next, and how many there are at least and at most.
const STRIDE: f64 = 11.0;
const POINTS: (f64, f64) = (30.0, 70.0);
/// Days shown: at least and, where the what-if is no later, at most.
const SHOWN: (f64, f64) = (30.0, 260.0);
/// Days shown where they are asked for: two years, as far as the what-if goes.
const REACHED: [f64; 2] = [0.0, 730.0];
/// Days shown beyond the what-if's, at least.
const BEYOND: f64 = 30.0;
/// How strongly the measured band covers the paper.
const BAND_COVER: f64 = 0.13;
/// The arrow from before to after has a head where it is longer than this, CSS pixels.
const ARROW: f64 = 22.0;
const FINE_DASHED: &str = "stroke-dasharray=\"25 30\"";

/// Points of the future per point of VIX that 10 % and 90 % of spike days stayed below, by days to settlement: the
/// middle of each range of days, 1-7, 8-14, 15-30, 31-60, 61-90 and 91-180.
///
/// Source: measured, VIX futures 2004-2025 on days with VIX up 5 points or more (13 to 227 moves in a range).
const MEASURED: [(f64, [f64; 2]); 6] = [
    (4.0, [0.70, 0.98]),
    (11.0, [0.54, 1.0]),
    (22.5, [0.30, 0.68]),
    (45.5, [0.23, 0.65]),
    (75.5, [0.16, 0.48]),
    (135.5, [0.11, 0.38]),
];
/// Days to settlement that were measured.
const REACH: (f64, f64) = (1.0, 180.0);

/// The rules, the names of the curves under them, and what they are called beside them.
const RULES: [(Rule, &str, &str); 3] = [
    (Rule::Kernel, "After, as measured", "as measured"),
    (Rule::Parallel, "After, every future alike", "all alike"),
    (Rule::SqrtTime, "After, square root of time", "square root"),
];

/// The curves, all at the same days.
struct Curves {
    at: Vec<f64>,
    /// Before; after, under the plan's own rule and under the others; after a rise, the edges of the measured band.
    lines: Vec<Line>,
}

/// One layer's VIX future before and after.
struct Stop {
    /// Its place in the plan.
    nth: usize,
    days: f64,
    before: f64,
    after: f64,
}

/// Draws the chart.
pub(super) fn draw(plan: &Plan, look: &Look) -> Drawing {
    let what_if = plan.what_if();
    let market = &plan.package().market;
    let stops = stops(plan);
    let full = [0.0, days_shown(plan)];
    let x = look.across(full, REACHED);
    let curves = curves(plan, look, &stops, x);
    let mut ends = Vec::new();
    for stop in &stops {
        if stop.days >= x[0] && stop.days <= x[1] {
            ends.extend([stop.before, stop.after]);
        }
    }
    let [low, high] = extent(&curves.lines, &ends);
    // A future cannot fall to zero: the axis begins a little below the lowest.
    let plot = Plot::of_levels(
        look,
        x,
        floor(0.95 * low),
        (high + 0.04 * (high - low)).max(low + 1.0),
    );
    let rise = what_if.vix > market.curve.future(what_if.day);
    let svg = picture(plan, look, &plot, &curves, &stops);
    let mut marks = Vec::from([
        Mark::point("VIX now", 0.0, market.curve.spot()),
        Mark::point("VIX in the what-if", what_if.day.get(), what_if.vix),
    ]);
    let mut asides = Vec::new();
    for stop in &stops {
        asides.extend(on_spot(plan, stop.nth));
        marks.push(Mark::point(
            "Layer\u{2019}s future before",
            stop.days,
            stop.before,
        ));
        marks.push(Mark::point("Layer\u{2019}s future after", stop.days, stop.after));
    }
    let frame = Frame {
        plot: plot.rect,
        x: plot.x,
        y: plot.y,
        full: Some(plot.full(full)),
        summary: summary(plan, &stops, rise),
        asides,
        series: legend(curves.lines),
        at: curves.at,
        x_label: "Days to settlement",
        y_label: "VIX future, points",
        marks,
        ..Frame::default()
    };
    Drawing { svg, frame }
}

/// How many days the chart reaches: to the longest quote and layer, but to `SHOWN`, and past the what-if.
fn days_shown(plan: &Plan) -> f64 {
    let package = plan.package();
    let layers = package.layers.iter().map(|layer| layer.terms().expiry.get());
    let longest = layers.fold(package.market.curve.reach().get(), f64::max);
    let past = plan.what_if().day.get() + BEYOND;
    longest.clamp(SHOWN.0, SHOWN.1).max(past)
}

/// A contract of so many days after a shock: what it settled on, or its future.
fn future(state: &State<'_>, days: Days, beta: Option<f64>) -> f64 {
    if state.settled(days) {
        state.vix_at(days)
    } else {
        state.future(days, beta)
    }
}

/// The layers that settle on VIX, from the shortest tenor to the longest.
fn stops(plan: &Plan) -> Vec<Stop> {
    let market = &plan.package().market;
    let state = market.after(plan.what_if());
    let mut stops = Vec::new();
    for nth in by_tenor(plan) {
        let layer = &plan.package().layers[nth];
        let terms = layer.terms();
        if !terms.instrument.is_vix() {
            continue;
        }
        // A future quoted off the curve stays off it in the same ratio until it settles.
        let off = if terms.instrument.is_future() && !state.settled(terms.expiry) {
            layer.factor()
        } else {
            1.0
        };
        stops.push(Stop {
            nth,
            days: terms.expiry.get(),
            before: layer.forward(market),
            after: off * future(&state, terms.expiry, terms.beta),
        });
    }
    stops
}

fn curves(plan: &Plan, look: &Look, stops: &[Stop], [from, to]: [f64; 2]) -> Curves {
    let theme = look.theme;
    let (market, shock) = (&plan.package().market, plan.what_if());
    let day = shock.day.get();
    let steps = look.steps_apart(STRIDE, POINTS);
    let mut at = Vec::new();
    let mut step = 0.0;
    while step <= steps {
        at.push(from + (to - from) * (step / steps));
        step += 1.0;
    }
    // Curves bend at quotes, layers are read off at their own days, and a band ends where it was measured.
    let mut bends = quoted_days(&market.curve);
    for left in [0.0, REACH.0, REACH.1] {
        bends.push(day + left);
    }
    for (left, _) in MEASURED {
        bends.push(day + left);
    }
    for stop in stops {
        bends.push(stop.days);
    }
    for bend in bends {
        if bend >= from && bend <= to {
            include(&mut at, bend);
        }
    }
    let mut before = Vec::new();
    for &days in &at {
        before.push(market.curve.future(Days::new(days)));
    }
    let mut lines = Vec::new();
    let own = own_rule(plan);
    for (place, color) in [theme.hedge, theme.condor_later, theme.soft]
        .into_iter()
        .enumerate()
    {
        let (rule, name, _) = RULES[(own + place) % RULES.len()];
        let state = market.after_by(shock, rule);
        let mut values = Vec::new();
        for &days in &at {
            values.push(future(&state, Days::new(days), None));
        }
        lines.push(if place == 0 {
            Line::new(name, color, 3.0, values)
        } else {
            Line::new(name, color, 1.2, values).dashed()
        });
    }
    let rise = shock.vix - market.curve.future(shock.day);
    if rise > 0.0 {
        for (edge, name) in ["Spike days, 10\u{a0}%", "Spike days, 90\u{a0}%"]
            .into_iter()
            .enumerate()
        {
            // Where nothing was measured the band has no width.
            let mut values = lines[0].series.values.clone();
            for (nth, value) in values.iter_mut().enumerate() {
                if let Some(beta) = measured_beta(at[nth] - day, edge) {
                    *value = before[nth] + beta * rise;
                }
            }
            lines.push(Line::edge(name, theme.hedge, BAND_COVER, values));
        }
    }
    lines.insert(0, Line::new("Before", theme.combined_later, 1.8, before));
    Curves { at, lines }
}

/// The plan's rule among `RULES`: layers with betas of their own leave the curve where it was.
fn own_rule(plan: &Plan) -> usize {
    match plan.package().market.response {
        Rule::Kernel | Rule::Custom => 0,
        Rule::Parallel => 1,
        Rule::SqrtTime => 2,
    }
}

/// An edge of the measured band, straight between the middles of its ranges; `None` where nothing was measured.
fn measured_beta(left: f64, edge: usize) -> Option<f64> {
    if left < REACH.0 || left > REACH.1 {
        return None;
    }
    let mut before = MEASURED[0];
    for range in MEASURED {
        if left <= range.0 {
            let share = if range.0 > before.0 {
                (left - before.0) / (range.0 - before.0)
            } else {
                0.0
            };
            return Some(before.1[edge] + (range.1[edge] - before.1[edge]) * share);
        }
        before = range;
    }
    Some(before.1[edge])
}

/// The days of the quotes, ascending.
fn quoted_days(curve: &Curve) -> Vec<f64> {
    let mut days = Vec::new();
    let mut past = Days::new(1e-9);
    loop {
        let (_, next) = curve.around(past);
        if next.tenor <= past {
            return days;
        }
        days.push(next.tenor.get());
        past = Days::new(next.tenor.get() * (1.0 + 1e-12));
    }
}

/// What a tool that prices a layer on spot VIX shows in the what-if, against its gain on its own future; `None` for a
/// layer that waits.
fn on_spot(plan: &Plan, nth: usize) -> Option<String> {
    let package = plan.package();
    let (market, layer) = (&package.market, &package.layers[nth]);
    if !layer.is_active(market) {
        return None;
    }
    let seeming = priced_on_spot(layer, &market.after(plan.what_if()))
        - priced_on_spot(layer, &market.after(market.today()));
    let (now, then) = (market.after(market.today()), market.after(plan.what_if()));
    let real = layer.dollars(layer.value(&then) - layer.value(&now)).get();
    let seeming = layer.dollars(seeming).get();
    Some(format!(
        "A tool that used spot VIX would show {} for {}; on its own future it is {}, costs apart.",
        dollars(seeming),
        layer_name(layer),
        dollars(real)
    ))
}

/// Points of a contract as if spot VIX were its future.
fn priced_on_spot(layer: &Layer, state: &State<'_>) -> f64 {
    let (terms, spot) = (layer.terms(), state.shock().vix);
    if state.settled(terms.expiry) {
        return layer.value(state);
    }
    let Instrument::VixCall { strike } = terms.instrument else {
        return spot;
    };
    // The layer's option in every respect but the future.
    let own = state.vix_option(Kind::Call, strike, terms.expiry, terms.beta, layer.factor());
    let vol = state.vol_of_vol().vol(spot, strike, own.years);
    let option = Option76 {
        forward: spot,
        vol: Vol::new(vol.get() * layer.factor()),
        ..own
    };
    option.price()
}

/// What the shock does to VIX, and to the shortest and the longest of the layers' futures.
fn summary(plan: &Plan, stops: &[Stop], rise: bool) -> String {
    let (market, shock) = (&plan.package().market, plan.what_if());
    let mut text = format!(
        "With VIX at {} {} ({} now), ",
        number(shock.vix, 2),
        day_words(shock.day),
        number(market.curve.spot(), 2)
    );
    let ends = match stops {
        [] => Vec::new(),
        [only] => Vec::from([only]),
        [first, .., last] => Vec::from([first, last]),
    };
    for (nth, stop) in ends.iter().enumerate() {
        text += if nth > 0 { " and that" } else { "the future" };
        text += &goes(stop.days, stop.before, stop.after);
    }
    if ends.is_empty() {
        let month = Days::new(shock.day.get() + 30.0);
        text += "the future";
        text += &goes(
            month.get(),
            market.curve.future(month),
            market.after(shock).future(month, None),
        );
    }
    text + if rise {
        "; shaded, 10\u{2013}90\u{a0}% of what futures did on the days of 2004\u{2013}2025 when VIX rose five points or more."
    } else {
        "."
    }
}

fn goes(days: f64, before: f64, after: f64) -> String {
    format!(
        " of {} days goes from {} to {}",
        plain(days),
        number(before, 2),
        number(after, 2)
    )
}

fn picture(plan: &Plan, look: &Look, plot: &Plot, curves: &Curves, stops: &[Stop]) -> String {
    let theme = look.theme;
    let mut canvas = plot.canvas(look);
    let (at, lines) = (&curves.at, &curves.lines);
    let day = plan.what_if().day.get();
    if let [.., low, high] = lines.as_slice()
        && high.series.area
    {
        // Only where it was measured.
        let from = at.partition_point(|&at| at - day < REACH.0);
        let to = at.partition_point(|&at| at - day <= REACH.1);
        let outline = band(
            plot,
            &at[from..to],
            &low.values()[from..to],
            &high.values()[from..to],
        );
        canvas.group("", &mut |pen| pen.fill(&outline, theme.hedge, BAND_COVER));
    }
    plot.axes(&mut canvas, look, ("Days", "VIX future"), number, None);
    // Up to the what-if's day contracts have settled, on the way VIX took.
    let settled = at.partition_point(|&at| at < day);
    let passed = at.len().min(settled + 1);
    let way = plot.curve(&at[..passed], &lines[1].values()[..passed]);
    if day > 0.0 {
        let x = plot.across(day);
        canvas.group(FINE_DASHED, &mut |pen| {
            pen.line(&[(x, plot.rect.y), (x, plot.bottom())], theme.soft, 1.0);
            pen.line(&way, theme.hedge, 1.6);
        });
    }
    let mut labels = Labels::within(plot.rect);
    paint(&mut canvas, &mut labels, plot, at, 0, &lines[..1]);
    paint(&mut canvas, &mut labels, plot, at, settled, &lines[1..]);
    paint_stops(&mut canvas, &mut labels, plan, look, plot, stops);
    name_curves(&mut labels, plan, plot, curves);
    labels.draw(&mut canvas, theme);
    canvas.finish()
}

/// Each layer's future: a ring before, an arrow, a dot after.
fn paint_stops(
    canvas: &mut Canvas,
    labels: &mut Labels,
    plan: &Plan,
    look: &Look,
    plot: &Plot,
    stops: &[Stop],
) {
    let theme = look.theme;
    let layers = &plan.package().layers;
    let shown = || stops.iter().enumerate().filter(|(_, stop)| plot.shows(stop.days));
    let ends = |stop: &Stop| [plot.at(stop.days, stop.before), plot.at(stop.days, stop.after)];
    canvas.group("", &mut |pen| {
        for (nth, stop) in shown() {
            let [from, to] = ends(stop);
            let color = theme.layer(nth, stops.len());
            pen.line(&[from, to], color, 1.4);
            pen.ring(from, 3.4, color, 1.8, theme.paper);
            // The arrow's head, where there is room for one between the two points.
            let up = if to.1 < from.1 { 1.0 } else { -1.0 };
            if (to.1 - from.1).abs() > ARROW {
                let tip = to.1 + up * 5.0;
                let foot = tip + up * 7.0;
                pen.fill(&[(to.0, tip), (to.0 - 3.6, foot), (to.0 + 3.6, foot)], color, 1.0);
            }
            pen.dot(to, 5.8, theme.paper);
            pen.dot(to, 4.6, color);
        }
    });
    for (_, stop) in shown() {
        for (x, y) in ends(stop) {
            labels.keep_clear((x, y), 6.0);
        }
    }
    for (_, stop) in shown() {
        let [(x, before), (_, y)] = ends(stop);
        // Beyond the arrow's end.
        let on = if y > before { 14.0 } else { -14.0 };
        let places = [
            ((x + 6.0, y + on), Side::Right),
            ((x, y + on), Side::Middle),
            ((x - 6.0, y + on), Side::Left),
            ((x + 7.0, y - on), Side::Right),
        ];
        let text = match layers[stop.nth].terms().instrument {
            Instrument::VixCall { strike } => format!("call {}", plain(strike)),
            _ => String::from("future"),
        };
        labels.put(text, theme.ink, &places);
    }
}

/// What each curve is, beside its right end or wherever there is room.
fn name_curves(labels: &mut Labels, plan: &Plan, plot: &Plot, curves: &Curves) {
    let own = own_rule(plan);
    let names = [
        "before",
        "after",
        RULES[(own + 1) % RULES.len()].2,
        RULES[(own + 2) % RULES.len()].2,
    ];
    for (text, line) in names.into_iter().zip(&curves.lines) {
        let mut places: Vec<(Point, Side)> = Vec::new();
        for (x, y) in plot.curve(&curves.at, line.values()).into_iter().rev().step_by(4) {
            places.push(((x - 2.0, y - 9.0), Side::Left));
            places.push(((x - 2.0, y + 10.0), Side::Left));
        }
        labels.put(String::from(text), line.color, &places);
    }
}

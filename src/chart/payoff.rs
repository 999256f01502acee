//! `payoff`: profit and loss against SPX, on the what-if's day and at the condor's expiry.

use alloc::string::String;
use alloc::vec::Vec;

use plotters::style::RGBColor;

use super::canvas::{Canvas, ROUND, Side};
use super::label::Labels;
use super::plot::Plot;
use super::theme::hex;
use super::{Drawing, Frame, Look, Mark, Series, day_words, expected_move};
use crate::break_even::{BreakEven, break_even};
use crate::format::{dollars, number};
use crate::layer::Instrument;
use crate::math::round;
use crate::package::Outcome;
use crate::plan::Plan;
use crate::units::Days;

/// CSS pixels from one computed point of a curve to the next, and how many there are at least and at most.
const STRIDE: f64 = 7.0;
const POINTS: (f64, f64) = (40.0, 110.0);
/// How many expected moves are shown on either side of spot.
const MOVES: f64 = 1.6;
/// The what-if is shown if it lies within this share of spot.
const FAR: f64 = 0.2;
/// Room at either end, as a share of what is shown.
const ROOM: f64 = 0.03;
/// Dashes of the lines at expiry, in units of the drawing.
const DASHED: &str = "stroke-dasharray=\"55 35\" stroke-linejoin=\"round\"";
const FINE_DASHED: &str = "stroke-dasharray=\"25 30\"";

/// The curves, all at the same levels of SPX.
struct Curves {
    at: Vec<f64>,
    condor: Vec<f64>,
    hedge: Vec<f64>,
    combined: Vec<f64>,
    condor_later: Vec<f64>,
    combined_later: Vec<f64>,
}

/// Draws the chart.
pub(super) fn draw(plan: &Plan, look: &Look) -> Drawing {
    let what_if = plan.package().outcome(plan.what_if());
    let levels = break_even(plan.package());
    let band = expected_move(plan);
    let x = range(plan, &what_if, band);
    let curves = curves(plan, x, what_if.shock.spx, Plot::likely_width(look));
    let every = [
        &curves.condor,
        &curves.hedge,
        &curves.combined,
        &curves.condor_later,
        &curves.combined_later,
    ];
    // A VIX typed off the line puts the what-if off the curves.
    let shown = (what_if.shock.spx >= x[0] && what_if.shock.spx <= x[1]).then(|| what_if.total.get());
    let plot = Plot::new(look, x, every.into_iter().flatten().copied().chain(shown), 1);
    let svg = paint(plan, look, &plot, &curves, &what_if, &levels, band);
    let frame = Frame {
        plot: plot.rect,
        x: plot.x,
        y: plot.y,
        marks: marks(plan, &what_if, &levels, band),
        series: series(look, &curves),
        at: curves.at,
        x_label: "SPX, index points",
        y_label: "Profit or loss, dollars",
    };
    Drawing { svg, frame }
}

/// The levels of SPX shown: the strikes, the expected move with a margin, the what-if unless it is far away.
fn range(plan: &Plan, what_if: &Outcome, band: f64) -> [f64; 2] {
    let (spot, condor) = (plan.package().market.spx, &plan.package().condor);
    let mut low = condor.long_put.min(spot - MOVES * band);
    let mut high = condor.long_call.max(spot + MOVES * band);
    if (what_if.shock.spx / spot - 1.0).abs() <= FAR + 1e-9 {
        low = low.min(what_if.shock.spx);
        high = high.max(what_if.shock.spx);
    }
    let room = ROOM * (high - low);
    // SPX stays above zero however wide the expected move.
    [(low - room).max(0.05 * spot.min(condor.long_put)), high + room]
}

fn curves(plan: &Plan, [low, high]: [f64; 2], what_if: f64, width: f64) -> Curves {
    let package = plan.package();
    let (market, condor) = (&package.market, &package.condor);
    let steps = round((width / STRIDE).clamp(POINTS.0, POINTS.1));
    let mut at = Vec::new();
    let mut step = 0.0;
    while step <= steps {
        at.push(low + (high - low) * (step / steps));
        step += 1.0;
    }
    // Curves bend at these, so each is a point of its own.
    at.extend(condor.legs().map(|leg| leg.strike));
    at.extend([market.spx, what_if]);
    for layer in &package.layers {
        if let Instrument::SpxPutSpread { upper, lower } = layer.terms().instrument {
            at.extend([upper, lower]);
        }
    }
    at.retain(|&spx| spx >= low && spx <= high);
    at.sort_by(f64::total_cmp);
    at.dedup();
    let day = plan.what_if().day;
    let gains = |day: Days| -> (Vec<f64>, Vec<f64>, Vec<f64>) {
        let (mut condors, mut hedges, mut totals) = (Vec::new(), Vec::new(), Vec::new());
        for &spx in &at {
            let state = market.after(market.on_the_line_at(spx, day));
            let (condor, hedge) = (condor.gain(&state), package.hedge_gain(&state));
            condors.push(condor.get());
            hedges.push(hedge.get());
            totals.push((condor + hedge).get());
        }
        (condors, hedges, totals)
    };
    let (condors, hedges, totals) = gains(day);
    let (condor_later, _, combined_later) = gains(condor.expiry);
    Curves {
        at,
        condor: condors,
        hedge: hedges,
        combined: totals,
        condor_later,
        combined_later,
    }
}

fn series(look: &Look, curves: &Curves) -> Vec<Series> {
    let theme = look.theme;
    let one = |name: &str, color: RGBColor, dash: bool, values: &[f64]| Series {
        name: String::from(name),
        color: hex(color),
        dash,
        values: values.to_vec(),
    };
    Vec::from([
        one("Combined", theme.combined, false, &curves.combined),
        one("Condor", theme.condor, false, &curves.condor),
        one("Hedge", theme.hedge, false, &curves.hedge),
        one(
            "Combined at expiry",
            theme.combined_later,
            true,
            &curves.combined_later,
        ),
        one("Condor at expiry", theme.condor_later, true, &curves.condor_later),
    ])
}

fn marks(plan: &Plan, what_if: &Outcome, levels: &BreakEven, band: f64) -> Vec<Mark> {
    let (market, condor) = (&plan.package().market, &plan.package().condor);
    let mut marks = Vec::from([
        Mark::point("What if", what_if.shock.spx, what_if.total.get()),
        Mark::level("SPX now", market.spx),
        Mark::level("Expected move down", market.spx - band),
        Mark::level("Expected move up", market.spx + band),
        Mark::level("Long put", condor.long_put),
        Mark::level("Short put", condor.short_put),
        Mark::level("Short call", condor.short_call),
        Mark::level("Long call", condor.long_call),
    ]);
    marks.extend(
        levels
            .hedge_at_model
            .iter()
            .map(|&spx| Mark::point("Break-even at expiry", spx, 0.0)),
    );
    marks.extend(
        levels
            .unhedged
            .iter()
            .map(|&spx| Mark::point("Break-even of the condor alone", spx, 0.0)),
    );
    marks
}

fn paint(
    plan: &Plan,
    look: &Look,
    plot: &Plot,
    curves: &Curves,
    what_if: &Outcome,
    levels: &BreakEven,
    band: f64,
) -> String {
    let (theme, market, condor) = (look.theme, &plan.package().market, &plan.package().condor);
    let mut canvas = Canvas::new(look.width, look.height);
    let (top, bottom) = (plot.rect.y, plot.bottom());
    let from = plot.across((market.spx - band).max(plot.x[0]));
    let to = plot.across((market.spx + band).min(plot.x[1]));
    canvas.group("", |pen| {
        pen.block((from, top), (to, bottom), theme.hedge, theme.band)
    });
    plot.axes(&mut canvas, look, ("SPX", "Profit or loss"), number, None);
    plot.zero_line(&mut canvas, look);
    let spot = plot.across(market.spx);
    canvas.group(FINE_DASHED, |pen| {
        pen.line(&[(spot, top), (spot, bottom)], theme.soft, 1.0)
    });
    canvas.group("", |pen| {
        for leg in condor.legs() {
            let x = plot.across(leg.strike);
            pen.line(&[(x, bottom - 7.0), (x, bottom)], theme.condor, 2.0);
        }
    });
    canvas.group(DASHED, |pen| {
        pen.line(
            &plot.curve(&curves.at, &curves.condor_later),
            theme.condor_later,
            1.2,
        );
        pen.line(
            &plot.curve(&curves.at, &curves.combined_later),
            theme.combined_later,
            1.8,
        );
    });
    canvas.group(ROUND, |pen| {
        pen.line(&plot.curve(&curves.at, &curves.condor), theme.condor, 1.6);
        pen.line(&plot.curve(&curves.at, &curves.hedge), theme.hedge, 1.6);
        pen.line(&plot.curve(&curves.at, &curves.combined), theme.combined, 3.0);
    });
    let mut labels = Labels::within(plot.rect);
    let zero = plot.down(0.0);
    canvas.group("", |pen| {
        for &spx in levels.unhedged.iter().filter(|&&spx| plot.shows(spx)) {
            pen.ring(
                (plot.across(spx), zero),
                3.0,
                theme.condor_later,
                1.3,
                theme.paper,
            );
            labels.keep_clear((plot.across(spx), zero), 4.0);
        }
        for &spx in levels.hedge_at_model.iter().filter(|&&spx| plot.shows(spx)) {
            pen.dot((plot.across(spx), zero), 4.6, theme.paper);
            pen.dot((plot.across(spx), zero), 3.6, theme.combined_later);
            labels.keep_clear((plot.across(spx), zero), 5.0);
        }
    });
    if plot.shows(what_if.shock.spx) {
        let (x, y) = plot.at(what_if.shock.spx, what_if.total.get());
        labels.keep_clear((x, y), 7.0);
        if plan.vix_typed() {
            // VIX was typed: the result is off the line's curve, and tied to it.
            let on_line = curves
                .at
                .iter()
                .zip(&curves.combined)
                .find(|(at, _)| **at >= what_if.shock.spx);
            canvas.group(FINE_DASHED, |pen| {
                if let Some((_, &total)) = on_line {
                    pen.line(&[(x, plot.down(total)), (x, y)], theme.combined, 1.2);
                }
            });
            canvas.group("", |pen| pen.ring((x, y), 5.0, theme.combined, 2.2, theme.paper));
        } else {
            canvas.group("", |pen| {
                pen.dot((x, y), 6.6, theme.paper);
                pen.dot((x, y), 5.2, theme.combined);
            });
        }
        let text = dollars(what_if.total.get()) + " " + &day_words(what_if.shock.day);
        let places = [
            ((x + 10.0, y + 13.0), Side::Right),
            ((x + 10.0, y - 13.0), Side::Right),
            ((x - 10.0, y - 13.0), Side::Left),
            ((x - 10.0, y + 13.0), Side::Left),
            ((x, y - 16.0), Side::Middle),
            ((x, y + 16.0), Side::Middle),
        ];
        labels.put(text, theme.ink, &places);
    }
    let row = top + 8.0;
    labels.put(
        String::from("now"),
        theme.soft,
        &[((spot + 4.0, row), Side::Right), ((spot - 4.0, row), Side::Left)],
    );
    let spread = [((from + 4.0, row), Side::Right), ((to - 4.0, row), Side::Left)];
    labels.put(String::from("expected move"), theme.soft, &spread);
    for &spx in levels.hedge_at_model.iter().filter(|&&spx| plot.shows(spx)) {
        let x = plot.across(spx);
        let places = [
            ((x + 6.0, zero + 13.0), Side::Right),
            ((x - 6.0, zero + 13.0), Side::Left),
            ((x - 6.0, zero - 13.0), Side::Left),
            ((x + 6.0, zero - 13.0), Side::Right),
        ];
        labels.put(number(spx, 0), theme.ink, &places);
    }
    labels.draw(&mut canvas, theme);
    canvas.finish()
}

//! `vixNeeded`: the lowest VIX at which the package breaks even, at each level of SPX.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::canvas::{Point, ROUND};
use super::contour::Sheet;
use super::heatmap::values;
use super::label::{Labels, around};
use super::payoff::{range, reach};
use super::plot::Plot;
use super::{Drawing, Frame, Look, Mark, Series, day_words, expected_move, level, spx_marks};
use crate::break_even::{HIGHEST_VIX, lowest_vix_at, lowest_vix_by, unhedged};
use crate::format::number;
use crate::market::{Horizon, LOWEST_VIX};
use crate::nodes::{even, include};
use crate::plan::Plan;
use crate::units::Days;

/// Equal steps along SPX, to which strikes, break-evens and the what-if are added.
const STEPS: u32 = 32;
/// Room above the highest level in sight.
const ROOM: f64 = 1.06;
/// How far the chart goes at least above VIX now.
const ABOVE: f64 = 1.5;
/// Equal steps along VIX where the day's break-even is looked for.
const ROWS: u32 = 24;
/// How strongly the ground on which the package does not lose covers the paper.
const COVER: f64 = 0.11;
const DASHED: &str = "stroke-dasharray=\"55 35\" stroke-linejoin=\"round\"";

/// Draws the chart.
pub(super) fn draw(plan: &Plan, look: &Look) -> Drawing {
    let package = plan.package();
    let (market, condor) = (&package.market, &package.condor);
    let what_if = package.outcome(plan.what_if());
    let shock = what_if.shock;
    let expected_move = expected_move(plan);
    let full = range(plan, &what_if, expected_move);
    let x = look.across(full, reach(plan));
    let mut at = even(x[0], x[1], look.steps(STEPS));
    let mut levels = package.spx_kinks(shock.day);
    levels.extend_from_slice(&unhedged(condor));
    levels.push(shock.spx);
    for level in levels {
        if level >= x[0] && level <= x[1] {
            include(&mut at, level);
        }
    }
    let mut curves = [const { Vec::new() }; 3];
    let mut high = ROOM * shock.vix.max(market.curve.spot() * ABOVE);
    let (then, later) = (package.by(shock.day), package.by(condor.expiry));
    for &spx in &at {
        let needed = |by: &Horizon<'_>| lowest_vix_by(package, by, spx).unwrap_or(HIGHEST_VIX);
        let line = market.on_the_line_at(spx, shock.day).vix;
        let three = [needed(&then), needed(&later), line];
        for (curve, vix) in curves.iter_mut().zip(three) {
            curve.push(vix);
            // The highest stands for none at all.
            if vix < HIGHEST_VIX {
                high = high.max(vix * ROOM);
            }
        }
    }
    let [now, later, line] = curves;
    let plot = Plot::of_levels(look, x, LOWEST_VIX.min(shock.vix), high.min(HIGHEST_VIX));
    let words = day_words(shock.day);
    let theme = look.theme;
    let summary = summary(plan, &words);
    let mut series = Vec::from([
        Series::new(format!("VIX needed {words}"), theme.combined, now),
        Series::new(String::from("VIX needed at expiry"), theme.combined_later, later),
        Series::new(String::from("VIX on its line"), theme.hedge, line),
    ]);
    series[1].dash = true;
    let svg = paint(plan, look, &plot, &at, &series, &words);
    let mut marks = Vec::from([Mark::point("What if", shock.spx, shock.vix)]);
    marks.extend(spx_marks(plan, expected_move));
    let frame = Frame {
        plot: plot.rect,
        x: plot.x,
        y: plot.y,
        full: Some(plot.full(full)),
        series,
        at,
        x_label: "SPX, index points",
        y_label: "Lowest VIX without a loss, points; 9: any lower would do too, 150: none below it does",
        marks,
        summary,
        ..Frame::default()
    };
    Drawing { svg, frame }
}

/// What the what-if's SPX level needs.
fn summary(plan: &Plan, words: &str) -> String {
    let (package, shock) = (plan.package(), plan.what_if());
    let needs = |day: Days| match lowest_vix_at(package, shock.spx, day) {
        None => format!("with no VIX up to {}", number(HIGHEST_VIX, 0)),
        Some(vix) if vix <= LOWEST_VIX => format!("with VIX as low as {}", number(vix, 0)),
        Some(vix) => format!("from VIX {}", number(vix, 2)),
    };
    let line = package.market.on_the_line_at(shock.spx, shock.day).vix;
    format!(
        "With SPX at {}, the package breaks even {} {words} and {} at the condor\u{2019}s expiry; the line puts VIX at {} \
         {words}.",
        level(shock.spx),
        needs(shock.day),
        needs(package.condor.expiry),
        number(line, 2),
    )
}

fn paint(plan: &Plan, look: &Look, plot: &Plot, at: &[f64], series: &[Series], words: &str) -> String {
    let (theme, shock) = (look.theme, plan.what_if());
    let mut canvas = plot.canvas(look);
    let mut labels = Labels::within(plot.rect);
    plot.axes(
        &mut canvas,
        look,
        ("SPX", "VIX needed to break even"),
        number,
        None,
    );
    // The lowest VIX that will do may jump, and a higher one may do no longer: the whole ground shows it.
    let rows = even(plot.y[0], plot.y[1], look.steps(ROWS));
    let (ground, _) = values(plan, at.to_vec(), rows);
    let ground = Sheet {
        x: &ground.x,
        y: &ground.y,
        values: &ground.values,
    };
    canvas.group("fill-rule=\"evenodd\"", &mut |pen| {
        let region = ground.region(plot, 0.0);
        if !region.is_empty() {
            pen.fill(&region, theme.hedge, COVER);
        }
    });
    let package = plan.package();
    let horizon = package.by(shock.day);
    let total = |spx: f64, vix: f64| package.total_in(&horizon.after(spx, vix)).get();
    let now = ground.lines(plot, 0.0, Some(&total));
    let (later, line) = (
        found(plot, at, &series[1].values),
        found(plot, at, &series[2].values),
    );
    canvas.strokes(DASHED, &later, theme.combined_later, 1.8);
    canvas.strokes(ROUND, &line, theme.hedge, 1.6);
    canvas.strokes(ROUND, &now, theme.combined, 3.0);
    for curves in [&now, &later, &line] {
        labels.avoid_all(curves);
    }
    if let Some(place) = plot.place(shock.spx, shock.vix) {
        canvas.group("", &mut |pen| {
            pen.dot(place, 6.6, theme.paper);
            pen.dot(place, 5.2, theme.hedge);
        });
        labels.keep_clear(place, 7.0);
        labels.put(String::from("what if"), theme.ink, &around(place, 9.0));
    }
    let mut best = (0.0, 0);
    for (nth, &value) in ground.values.iter().enumerate() {
        if value > best.0 {
            best = (value, nth);
        }
    }
    if best.0 > 0.0 {
        let (column, row) = (best.1 % ground.x.len(), best.1 / ground.x.len());
        let place = plot.at(ground.x[column], ground.y[row]);
        labels.put(String::from("no loss"), theme.hedge, &around(place, 8.0));
    }
    labels.put_on(&now, words, theme.ink);
    labels.put_on(&line, "VIX on its line", theme.hedge);
    labels.put_on(&later, "at expiry", theme.soft);
    labels.draw(&mut canvas, theme);
    canvas.finish()
}

/// The parts of a curve that are neither beyond the plot nor levels that were not found.
fn found(plot: &Plot, at: &[f64], values: &[f64]) -> Vec<Vec<Point>> {
    let mut parts = Vec::new();
    let mut part = Vec::new();
    for (nth, &vix) in values.iter().enumerate() {
        if vix < HIGHEST_VIX {
            part.push(plot.at(at[nth], vix));
        }
        if part.len() > 1 && (vix >= HIGHEST_VIX || nth + 1 == values.len()) {
            parts.push(part.clone());
        }
        if vix >= HIGHEST_VIX {
            part.clear();
        }
    }
    parts
}

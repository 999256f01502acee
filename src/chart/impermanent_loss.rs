//! `impermanentLoss`: what a liquidity pool loses to divergence, beside the condors' result at expiry.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::label::{Labels, around};
use super::line::{Line, extent, legend, paint as paint_lines};
use super::payoff::{range, reach};
use super::plot::Plot;
use super::{Drawing, Frame, Look, Mark, expected_move, level, spx_marks};
use crate::format::{number, percent};
use crate::nodes::{even, include};
use crate::plan::Plan;
use crate::system::thresholds::{Alike, alike, pool};

/// Equal steps along SPX, to which every bend is added.
const STEPS: u32 = 96;

/// Draws the chart.
pub(super) fn draw(plan: &Plan, look: &Look) -> Drawing {
    let package = plan.package();
    let what_if = package.outcome(plan.what_if());
    let expected_move = expected_move(plan);
    let ends = pool(plan);
    let full = range(plan, &what_if, expected_move);
    let x = look.across(full, reach(plan));
    let mut at = even(x[0], x[1], STEPS);
    let mut bends: Vec<f64> = package.condor.legs().iter().map(|leg| leg.strike).collect();
    bends.extend([ends.low, ends.high, package.market.spx, what_if.shock.spx]);
    for bend in bends {
        if bend > x[0] && bend < x[1] {
            include(&mut at, bend);
        }
    }
    let alike: Vec<Alike> = at.iter().map(|&spx| alike(plan, ends, spx)).collect();
    let lines = lines(look, &alike, (ends.low, ends.high));
    let plot = Plot::of_shares(look, x, extent(&lines, &[0.0]));
    let svg = paint(plan, look, &plot, &at, &lines);
    let mut marks = Vec::from([
        Mark::level("What if", what_if.shock.spx),
        Mark::level("Pool from", ends.low),
        Mark::level("Pool to", ends.high),
    ]);
    marks.extend(spx_marks(plan, expected_move));
    let frame = Frame {
        plot: plot.rect,
        x: plot.x,
        y: plot.y,
        full: Some(plot.full(full)),
        series: legend(lines),
        at,
        x_label: "SPX, index points",
        y_label: "Percent: of the margin for the condors at expiry, of what was put in for the pools",
        marks,
        summary: summary(plan),
        ..Frame::default()
    };
    Drawing { svg, frame }
}

/// The condors first; a pool whose ends do not stand apart is left out.
fn lines(look: &Look, alike: &[Alike], (low, high): (f64, f64)) -> Vec<Line> {
    let theme = look.theme;
    let percents = |of: fn(&Alike) -> Option<f64>| -> Vec<f64> {
        alike.iter().filter_map(of).map(|share| 100.0 * share).collect()
    };
    let mut lines = Vec::from([Line::new(
        "Condors at expiry, of their margin",
        theme.condor,
        2.4,
        percents(|alike| Some(alike.condor)),
    )]);
    let range = percents(|alike| alike.range);
    if range.len() == alike.len() {
        let name = format!("Pool from {} to {}", level(low), level(high));
        lines.push(Line::new(&name, theme.hedge, 2.4, range));
    }
    let full = percents(|alike| Some(alike.full));
    lines.push(Line::new("Full-range pool", theme.combined_later, 1.8, full).dashed());
    lines
}

fn summary(plan: &Plan) -> String {
    let spx = plan.what_if().spx;
    let there = alike(plan, pool(plan), spx);
    let verb = if there.condor < 0.0 { "lost" } else { "earned" };
    let range = there.range.map_or_else(String::new, |loss| {
        format!(", one between the ends {}", percent(-loss))
    });
    format!(
        "With SPX at {} a full-range pool has lost {} to divergence{range}; at expiry the condors have {verb} {} of their \
         margin.",
        level(spx),
        percent(-there.full),
        percent(there.condor.abs()),
    )
}

fn paint(plan: &Plan, look: &Look, plot: &Plot, at: &[f64], lines: &[Line]) -> String {
    let theme = look.theme;
    let mut canvas = plot.canvas(look);
    let mut labels = Labels::within(plot.rect);
    plot.axes(
        &mut canvas,
        look,
        ("SPX", "Percent of what was put in"),
        number,
        None,
    );
    plot.zero_line(&mut canvas, look);
    paint_lines(&mut canvas, &mut labels, plot, at, 0, lines);
    let spx = plan.what_if().spx;
    if let Some(nth) = at.iter().position(|&at| at == spx) {
        let place = plot.at(spx, lines[0].values()[nth]);
        canvas.group("", &mut |pen| {
            pen.dot(place, 6.6, theme.paper);
            pen.dot(place, 5.2, theme.condor);
        });
        labels.keep_clear(place, 7.0);
        labels.put(String::from("what if"), theme.ink, &around(place, 9.0));
    }
    // The pools lie along zero, where a line has no room for its name on itself.
    let beside = at.len() - at.len() / 8 - 1;
    for line in &lines[1..] {
        let place = plot.at(at[beside], line.values()[beside]);
        let text = if line.series.dash {
            "full-range pool"
        } else {
            "pool in a range"
        };
        labels.put(String::from(text), line.color, &around(place, 12.0));
    }
    labels.put_on(&[plot.curve(at, lines[0].values())], "condors", theme.condor);
    labels.draw(&mut canvas, theme);
    canvas.finish()
}

//! `frontier`: what every mix of contracts costs and returns, those that nothing beats joined, the reader's own marked.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::label::{Labels, around};
use super::plot::Plot;
use super::{Drawing, Frame, Look, Mark, Series};
use crate::contract_mix::{Mix, frontier};
use crate::format::{number, percent_1};
use crate::sweep::{Sweep, contracts};

/// Radii of a mix's dot and of the reader's own, CSS pixels.
const DOT: f64 = 1.6;
const OWN: f64 = 5.0;
/// Room beyond the dearest mix, as a share of its cost.
const ROOM: f64 = 1.04;

/// Draws the chart.
pub(super) fn draw(sweep: &Sweep, look: &Look) -> Drawing {
    let cost = |mix: &Mix| 100.0 * sweep.cost().of(&mix.share);
    let best = frontier(&sweep.mixes, cost);
    let costs = sweep.mixes.iter().map(cost);
    let (low, high) = costs.fold((0.0, 1.0), |(low, high): (f64, f64), cost| {
        (low.min(cost), high.max(cost))
    });
    let ends = sweep
        .mixes
        .iter()
        .map(offset)
        .fold([0.0, 0.0], |[low, high]: [f64; 2], offset| {
            [low.min(offset), high.max(offset)]
        });
    let plot = Plot::of_shares(look, [low, high * ROOM], ends);
    let line = Series::new(
        String::from("Mixes that nothing beats"),
        look.theme.hedge,
        best.iter().map(|mix| offset(mix)).collect(),
    );
    let yours = sweep.mixes.first();
    let frame = Frame {
        plot: plot.rect,
        x: plot.x,
        y: plot.y,
        series: Vec::from([line]),
        at: best.iter().map(|mix| cost(mix)).collect(),
        x_label: "Cost, percent of the credit",
        y_label: "Percent of the loss returned",
        marks: yours
            .map(|mix| Mark::point("yours", cost(mix), offset(mix)))
            .into_iter()
            .collect(),
        summary: summary(sweep),
        ..Frame::default()
    };
    Drawing {
        svg: paint(sweep, &best, look, &plot),
        frame,
    }
}

fn offset(mix: &Mix) -> f64 {
    100.0 * mix.offset
}

fn summary(sweep: &Sweep) -> String {
    let Some(yours) = &sweep.figures.yours else {
        return String::from("There is no loss in this what-if for a hedge to return.");
    };
    let cost = |mix: &Mix| percent_1(sweep.cost().of(&mix.share));
    let better = sweep.figures.better.as_ref();
    let more = better.filter(|mix| mix.offset > yours.offset).map(|better| {
        format!(
            " For no more, {} returns {}.",
            contracts(better),
            percent_1(better.offset)
        )
    });
    format!(
        "Of {} mixes yours, {}, returns {} and costs {} of the credit {}.{}",
        number(f64::from(sweep.figures.tried), 0),
        contracts(yours),
        percent_1(yours.offset),
        cost(yours),
        sweep.cost().words(),
        more.unwrap_or_default(),
    )
}

fn paint(sweep: &Sweep, best: &[&Mix], look: &Look, plot: &Plot) -> String {
    let theme = look.theme;
    let place = |mix: &Mix| plot.at(100.0 * sweep.cost().of(&mix.share), offset(mix));
    let mut canvas = plot.canvas(look);
    let titles = ("Cost, percent of the credit", "Percent of the loss returned");
    plot.axes(&mut canvas, look, titles, number, None);
    canvas.group("", &mut |pen| {
        for mix in &sweep.mixes {
            pen.dot(place(mix), DOT, theme.zero);
        }
    });
    let line: Vec<_> = best.iter().map(|mix| place(mix)).collect();
    canvas.group("", &mut |pen| pen.line(&line, theme.hedge, 2.0));
    plot.zero_line(&mut canvas, look);
    if let Some(yours) = sweep.mixes.first() {
        let at = place(yours);
        canvas.group("", &mut |pen| pen.ring(at, OWN, theme.ink, 2.0, theme.paper));
        let mut labels = Labels::within(plot.rect);
        labels.avoid(&line);
        labels.keep_clear(at, OWN);
        labels.put(
            format!("yours: {}", contracts(yours)),
            theme.ink,
            &around(at, OWN + 7.0),
        );
        labels.draw(&mut canvas, theme);
    }
    canvas.finish()
}

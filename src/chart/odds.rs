//! `odds`: how often which profit or loss, of the condor alone and with the hedge.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::plot::Plot;
use super::{Drawing, Frame, Look, Series};
use crate::estimate::{Histogram, count_of};
use crate::format::{count, dollars, percent_1};
use crate::simulation::Simulated;

/// Room between bars, as a share of a step.
const GAP: f64 = 0.06;

/// Draws the chart.
pub(super) fn draw(figures: &Simulated, look: &Look) -> Drawing {
    let [unhedged, hedged] = &figures.histogram;
    let steps = count_of(hedged.shares.len());
    let x = [hedged.from, hedged.from + steps * hedged.step];
    let high = unhedged
        .shares
        .iter()
        .chain(&hedged.shares)
        .fold(0.0, |high: f64, share| high.max(100.0 * share));
    let plot = Plot::of_shares(look, x, [0.0, high]);
    let percents = |histogram: &Histogram| histogram.shares.iter().map(|share| 100.0 * share).collect();
    let mut with = Series::new(
        String::from("Condor and hedge"),
        look.theme.combined,
        percents(hedged),
    );
    with.area = true;
    let alone = Series::new(
        String::from("Condor alone"),
        look.theme.condor,
        percents(unhedged),
    );
    let frame = Frame {
        plot: plot.rect,
        x: plot.x,
        y: plot.y,
        series: Vec::from([with, alone]),
        at: (0..hedged.shares.len())
            .map(|step| hedged.from + (count_of(step) + 0.5) * hedged.step)
            .collect(),
        x_label: "Profit or loss at expiry",
        y_label: "Percent of futures",
        summary: summary(figures),
        ..Frame::default()
    };
    Drawing {
        svg: paint(figures, look, &plot),
        frame,
    }
}

fn summary(figures: &Simulated) -> String {
    format!(
        "Of {} futures {} end with a profit, without the hedge {}. Half end below {}, without it below {}; the worst 5 % average \
         {}, without it {}.",
        count(figures.paths),
        percent_1(figures.hedged.profit.value),
        percent_1(figures.unhedged.profit.value),
        dollars(figures.hedged.median),
        dollars(figures.unhedged.median),
        dollars(figures.hedged.shortfall95.value),
        dollars(figures.unhedged.shortfall95.value),
    )
}

fn paint(figures: &Simulated, look: &Look, plot: &Plot) -> String {
    let theme = look.theme;
    let mut canvas = plot.canvas(look);
    let titles = ("Profit or loss at expiry", "Percent of futures");
    plot.axes(&mut canvas, look, titles, |value, _| dollars(value), None);
    let [unhedged, hedged] = &figures.histogram;
    let edge = |step: usize| hedged.from + count_of(step) * hedged.step;
    canvas.group("", &mut |pen| {
        for (step, share) in hedged.shares.iter().enumerate() {
            if *share > 0.0 {
                let gap = GAP * hedged.step;
                pen.block(
                    plot.at(edge(step) + gap, 100.0 * share),
                    plot.at(edge(step + 1) - gap, 0.0),
                    theme.combined,
                    0.45,
                );
            }
        }
    });
    canvas.group("", &mut |pen| {
        let steps = unhedged.shares.iter().enumerate();
        let outline: Vec<_> = steps
            .flat_map(|(step, share)| [edge(step), edge(step + 1)].map(|x| plot.at(x, 100.0 * share)))
            .collect();
        pen.line(&outline, theme.condor, 1.6);
    });
    plot.zero_line(&mut canvas, look);
    canvas.finish()
}

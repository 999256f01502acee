//! `pastSpikes`: the share of the condor's loss that the hedge returns, spike by spike, from the least to the most.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::canvas::{Point, Side};
use super::label::Labels;
use super::plot::Plot;
use super::{Drawing, Frame, Look, Mark, Series};
use crate::format::{joined, number, percent};
use crate::past_spikes::{Figures, Replayed};

/// Half of a bar's width, as a share of the room for one; of a stroke's.
const BAR: f64 = 0.38;
const STROKE: f64 = 0.46;
/// Percents beyond which a bar is cut off: what is beyond is a gain many times a small loss.
const REACH: [f64; 2] = [-100.0, 200.0];

/// A spike in which the condor loses.
struct Bar<'s> {
    spike: &'s Replayed,
    /// Its place, from 1.
    at: f64,
    /// Percent of the loss returned, as recorded and as the kernel says.
    recorded: f64,
    kernel: f64,
}

/// Draws the chart.
pub(super) fn draw(figures: &Figures, look: &Look) -> Drawing {
    let bars = bars(figures);
    let last = bars.last().map_or(1.0, |bar| bar.at);
    let x = [0.5, last + 0.5];
    let values = bars.iter().flat_map(|bar| [bar.recorded, bar.kernel]);
    let ends = values.fold([0.0, 0.0], |[low, high]: [f64; 2], value| {
        [low.min(value.max(REACH[0])), high.max(value.min(REACH[1]))]
    });
    let plot = Plot::of_shares(look, x, ends);
    let svg = paint(figures, &bars, look, &plot);
    let of = |value: fn(&Bar<'_>) -> f64| bars.iter().map(value).collect();
    let mut recorded = Series::new(
        String::from("As recorded"),
        look.theme.hedge,
        of(|bar| bar.recorded),
    );
    recorded.area = true;
    let kernel = Series::new(
        String::from("As the model says"),
        look.theme.ink,
        of(|bar| bar.kernel),
    );
    let frame = Frame {
        plot: plot.rect,
        x: plot.x,
        y: plot.y,
        series: Vec::from([recorded, kernel]),
        at: of(|bar| bar.at),
        x_label: "Spikes, by the share returned",
        y_label: "Percent of the condor’s loss",
        marks: marks(figures, &bars),
        summary: summary(figures, &bars),
        asides: asides(&bars),
        ..Frame::default()
    };
    Drawing { svg, frame }
}

fn bars(figures: &Figures) -> Vec<Bar<'_>> {
    let mut bars: Vec<Bar<'_>> = figures
        .spikes
        .iter()
        .filter_map(|spike| {
            Some(Bar {
                spike,
                at: 0.0,
                recorded: 100.0 * spike.recorded.offset?,
                kernel: 100.0 * spike.kernel.offset?,
            })
        })
        .collect();
    bars.sort_by(|one, other| one.recorded.total_cmp(&other.recorded));
    let mut at = 0.0;
    for bar in &mut bars {
        at += 1.0;
        bar.at = at;
    }
    bars
}

/// The best, the middle one and the worst, each with its name.
fn named<'b>(figures: &Figures, bars: &'b [Bar<'b>]) -> Vec<(&'static str, &'b Bar<'b>)> {
    let Some(spread) = figures.recorded else {
        return Vec::new();
    };
    [
        ("worst", spread.worst),
        ("median", spread.median),
        ("best", spread.best),
    ]
    .into_iter()
    .filter_map(|(name, of)| Some((name, bars.iter().find(|bar| bar.spike.title == of.title)?)))
    .collect()
}

fn marks(figures: &Figures, bars: &[Bar<'_>]) -> Vec<Mark> {
    let named = named(figures, bars);
    named
        .iter()
        .map(|(name, bar)| Mark::point(name, bar.at, bar.recorded))
        .collect()
}

fn summary(figures: &Figures, bars: &[Bar<'_>]) -> String {
    let Some(spread) = figures.recorded else {
        return String::from("The condor loses in none of the spikes replayed so far.");
    };
    format!(
        "In {} of {} spikes the condor loses. The hedge returns {} of the loss in the worst of them ({}), {} in the middle \
         one ({}) and {} in the best ({}).",
        bars.len(),
        figures.spikes.len(),
        percent(spread.worst.offset),
        spread.worst.title,
        percent(spread.median.offset),
        spread.median.title,
        percent(spread.best.offset),
        spread.best.title,
    )
}

/// The bars that are cut off, in one sentence.
fn asides(bars: &[Bar<'_>]) -> Vec<String> {
    let cut: Vec<String> = bars
        .iter()
        .filter(|bar| bar.recorded > REACH[1] || bar.recorded < REACH[0])
        .map(|bar| format!("{} ({})", bar.spike.title, percent(bar.recorded / 100.0)))
        .collect();
    if cut.is_empty() {
        return Vec::new();
    }
    let names: Vec<&str> = cut.iter().map(String::as_str).collect();
    Vec::from([format!("Beyond the chart: {}.", joined(&names, ", "))])
}

fn paint(figures: &Figures, bars: &[Bar<'_>], look: &Look, plot: &Plot) -> String {
    let theme = look.theme;
    let mut canvas = plot.canvas(look);
    let mut labels = Labels::within(plot.rect);
    let titles = ("spikes, least returned first", "Percent of the condor’s loss");
    plot.axes(&mut canvas, look, titles, number, None);
    canvas.group("", &mut |pen| {
        for bar in bars {
            let (low, high) = (bar.recorded.min(0.0), bar.recorded.max(0.0));
            pen.block(
                plot.at(bar.at - BAR, high),
                plot.at(bar.at + BAR, low),
                theme.hedge,
                0.55,
            );
        }
    });
    canvas.group("", &mut |pen| {
        for bar in bars {
            let ends = [
                plot.at(bar.at - STROKE, bar.kernel),
                plot.at(bar.at + STROKE, bar.kernel),
            ];
            pen.line(&ends, theme.ink, 1.8);
        }
    });
    plot.zero_line(&mut canvas, look);
    for bar in bars {
        labels.keep_clear(plot.at(bar.at, bar.kernel), 4.0);
    }
    for (name, bar) in named(figures, bars) {
        let top = plot.at(bar.at, bar.recorded.max(0.0).min(plot.y[1]));
        canvas.group("", &mut |pen| pen.dot(top, 3.2, theme.ink));
        labels.put(
            format!("{name}: {}", bar.spike.title),
            theme.ink,
            &above(top, plot),
        );
    }
    labels.draw(&mut canvas, theme);
    canvas.finish()
}

/// Places for a name above a bar: to its left, where bars are lower, and to its right for the first of them.
fn above((x, y): Point, plot: &Plot) -> Vec<(Point, Side)> {
    let steps = [0.0, 12.0, 24.0, 38.0, 54.0, 72.0, 92.0];
    let heights = steps.iter().map(|step| (y - 8.0 - step).max(plot.rect.y + 8.0));
    heights
        .flat_map(|height| [((x - 5.0, height), Side::Left), ((x + 5.0, height), Side::Right)])
        .collect()
}

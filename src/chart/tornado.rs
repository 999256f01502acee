//! `tornado`: how far the answer goes when one thing is changed down and up, what changes it most on top.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::canvas::{Side, text_width};
use super::plot::Plot;
use super::{Drawing, Frame, Look, Mark, Series};
use crate::format::{dollars, percent};
use crate::sweep::{End, Sweep, Swing};

/// Where a bar begins and ends below its name, as shares of the room for both; and where the name stands.
const BAR: [f64; 2] = [0.0, 0.42];
const NAME: f64 = -0.22;

/// A swing with its place and the values at its ends, percent or dollars.
struct Bar<'s> {
    swing: &'s Swing,
    at: f64,
    down: Option<f64>,
    up: Option<f64>,
}

/// Draws the chart.
pub(super) fn draw(sweep: &Sweep, look: &Look) -> Drawing {
    let base = value(sweep, sweep.measure(&sweep.figures.base)).unwrap_or(0.0);
    let bars = bars(sweep);
    let reach = bars.iter().flat_map(|bar| [bar.down, bar.up]).flatten();
    let (low, high) = reach.fold((base, base), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    let room = ((high - low) * 0.05).max(1e-3);
    let rows = bars.last().map_or(1.0, |bar| bar.at);
    let plot = Plot::of_rows(look, [low - room, high + room], rows);
    let of = |side: fn(&Bar<'_>) -> Option<f64>| bars.iter().map(|bar| side(bar).unwrap_or(base)).collect();
    let mut down = Series::new(String::from("Down"), look.theme.condor, of(|bar| bar.down));
    let mut up = Series::new(String::from("Up"), look.theme.hedge, of(|bar| bar.up));
    down.area = true;
    up.area = true;
    let frame = Frame {
        plot: plot.rect,
        x: plot.x,
        y: plot.y,
        series: Vec::from([down, up]),
        at: bars.iter().map(|bar| bar.at).collect(),
        x_label: label(sweep),
        y_label: "What is changed",
        marks: Vec::from([Mark::point("as it is", base, 0.5)]),
        summary: summary(sweep, base),
        ..Frame::default()
    };
    let svg = paint(sweep, &bars, base, look, &plot);
    Drawing { svg, frame }
}

fn label(sweep: &Sweep) -> &'static str {
    if sweep.by_offset() {
        "Percent of the loss returned"
    } else {
        "Combined profit or loss"
    }
}

/// A figure of the sweep as the chart has it: percent, or dollars.
fn value(sweep: &Sweep, measured: Option<f64>) -> Option<f64> {
    measured.map(|value| if sweep.by_offset() { 100.0 * value } else { value })
}

fn written(sweep: &Sweep, value: f64) -> String {
    if sweep.by_offset() {
        percent(value / 100.0)
    } else {
        dollars(value)
    }
}

fn bars(sweep: &Sweep) -> Vec<Bar<'_>> {
    let mut at = 0.0;
    let end = |end: &Option<End>| value(sweep, end.as_ref().and_then(|end| sweep.measure(&end.measured)));
    let swings = sweep.figures.swings.iter();
    swings
        .map(|swing| {
            at += 1.0;
            Bar {
                swing,
                at,
                down: end(&swing.down),
                up: end(&swing.up),
            }
        })
        .collect()
}

fn summary(sweep: &Sweep, base: f64) -> String {
    let Some(first) = sweep.figures.swings.first() else {
        return String::from("Nothing has been changed yet.");
    };
    let told = |end: &Option<End>| {
        let end = end.as_ref()?;
        let value = if sweep.by_offset() {
            percent(end.measured.offset?)
        } else {
            dollars(end.measured.total.get())
        };
        Some(format!("{value} at {}", end.to))
    };
    let ends: Vec<String> = [&first.down, &first.up].into_iter().filter_map(told).collect();
    format!(
        "As it is: {}. Most changes with \u{201c}{}\u{201d}: {}.",
        written(sweep, base),
        first.title,
        ends.join(", ")
    )
}

fn paint(sweep: &Sweep, bars: &[Bar<'_>], base: f64, look: &Look, plot: &Plot) -> String {
    let theme = look.theme;
    let mut canvas = plot.canvas(look);
    let write = |value: f64, _: usize| written(sweep, value);
    plot.axes(&mut canvas, look, (label(sweep), ""), write, None);
    canvas.group("", &mut |pen| {
        for bar in bars {
            for (end, color) in [(bar.down, theme.condor), (bar.up, theme.hedge)] {
                let Some(end) = end else { continue };
                pen.block(
                    plot.at(base.min(end), bar.at + BAR[0]),
                    plot.at(base.max(end), bar.at + BAR[1]),
                    color,
                    0.5,
                );
            }
        }
    });
    canvas.group("", &mut |pen| {
        // Beside the bars only, so that it crosses no name.
        for bar in bars {
            let line = BAR.map(|end| plot.at(base, bar.at + end));
            pen.line(&line, theme.zero, 1.6);
        }
    });
    canvas.group("", &mut |pen| {
        for bar in bars {
            let at = (plot.rect.x, plot.down(bar.at + NAME));
            pen.text(&name(bar.swing, plot.rect.w), at, Side::Right, theme.ink);
        }
    });
    canvas.finish()
}

/// What is changed, and from where to where if there is room.
fn name(swing: &Swing, room: f64) -> String {
    let to = |end: &Option<End>| end.as_ref().map(|end| end.to.clone());
    let long = match (to(&swing.down), to(&swing.up)) {
        (Some(down), Some(up)) => format!("{}: {down} \u{2026} {up}", swing.title),
        (Some(only), None) | (None, Some(only)) => format!("{}: {only}", swing.title),
        (None, None) => String::from(swing.title),
    };
    if text_width(&long) <= room {
        long
    } else {
        String::from(swing.title)
    }
}

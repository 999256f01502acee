//! `verdict`: the share of losses that the hedge returns, by each kind of evidence.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::canvas::Side;
use super::plot::Plot;
use super::{Drawing, Frame, Look, Series};
use crate::format::{joined, percent};
use crate::verdict::{Account, Figures};

/// Where a bar begins and ends below its name, as shares of the room for both; and where the name stands.
const BAR: [f64; 2] = [0.0, 0.42];
const NAME: f64 = -0.22;
/// Percents beyond which a bar is cut off: what is beyond is a gain many times a small loss.
const REACH: [f64; 2] = [-100.0, 200.0];

/// What has a share, with its place and the share in percent.
struct Bar<'f> {
    account: &'f Account,
    at: f64,
    percent: f64,
    error: f64,
}

/// Draws the chart.
pub(super) fn draw(figures: &Figures, look: &Look) -> Drawing {
    let bars = bars(figures);
    let (low, high) = bars.iter().fold((0.0, 25.0), |(low, high): (f64, f64), bar| {
        let held = bar.percent.clamp(REACH[0], REACH[1]);
        (low.min(held), high.max(held))
    });
    let room = (high - low) * 0.05;
    let rows = bars.last().map_or(1.0, |bar| bar.at);
    let plot = Plot::of_rows(look, [low - room, high + room], rows);
    let mut returned = Series::new(
        String::from("Returned"),
        look.theme.hedge,
        bars.iter().map(|bar| bar.percent).collect(),
    );
    returned.area = true;
    let frame = Frame {
        plot: plot.rect,
        x: plot.x,
        y: plot.y,
        series: Vec::from([returned]),
        at: bars.iter().map(|bar| bar.at).collect(),
        x_label: "Percent of the condor\u{2019}s losses",
        y_label: "Evidence",
        summary: summary(&bars),
        ..Frame::default()
    };
    let svg = paint(&bars, look, &plot);
    Drawing { svg, frame }
}

fn bars(figures: &Figures) -> Vec<Bar<'_>> {
    let mut at = 0.0;
    let accounts = figures.accounts.iter();
    accounts
        .filter_map(|account| {
            let percent = 100.0 * account.returned?;
            at += 1.0;
            Some(Bar {
                account,
                at,
                percent,
                error: 100.0 * account.error.unwrap_or(0.0),
            })
        })
        .collect()
}

fn told(bar: &Bar<'_>) -> String {
    format!("{}: {}", bar.account.title, percent(bar.percent / 100.0))
}

fn summary(bars: &[Bar<'_>]) -> String {
    let all: Vec<String> = bars.iter().map(told).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    format!(
        "Share of the condor\u{2019}s losses that the hedge returned. {}.",
        joined(&all, "; ")
    )
}

fn paint(bars: &[Bar<'_>], look: &Look, plot: &Plot) -> String {
    let theme = look.theme;
    let mut canvas = plot.canvas(look);
    let write = |value: f64, _: usize| percent(value / 100.0);
    plot.axes(
        &mut canvas,
        look,
        ("Percent of the condor\u{2019}s losses", ""),
        write,
        None,
    );
    canvas.group("", &mut |pen| {
        for bar in bars {
            let held = bar.percent.clamp(REACH[0], REACH[1]);
            let color = if held < 0.0 { theme.condor } else { theme.hedge };
            pen.block(
                plot.at(held.min(0.0), bar.at + BAR[0]),
                plot.at(held.max(0.0), bar.at + BAR[1]),
                color,
                0.55,
            );
        }
    });
    canvas.group("", &mut |pen| {
        for bar in bars {
            let line = BAR.map(|end| plot.at(0.0, bar.at + end));
            pen.line(&line, theme.zero, 1.6);
            // Two standard errors either way.
            let middle = bar.at + f64::midpoint(BAR[0], BAR[1]);
            let ends = [-2.0, 2.0].map(|times| {
                let end = (bar.percent + times * bar.error).clamp(REACH[0], REACH[1]);
                plot.at(end.clamp(plot.x[0], plot.x[1]), middle)
            });
            if bar.error > 0.0 {
                pen.line(&ends, theme.ink, 1.4);
            }
        }
    });
    canvas.group("", &mut |pen| {
        for bar in bars {
            let at = (plot.rect.x, plot.down(bar.at + NAME));
            pen.text(&told(bar), at, Side::Right, theme.ink);
        }
    });
    canvas.finish()
}

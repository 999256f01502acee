//! `historyEquity` and `historyFalls`: profit and loss over a history, and how far below the last high it was.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::label::Labels;
use super::line::{Line, extent, legend, paint};
use super::plot::Plot;
use super::{Drawing, Frame, Look};
use crate::format::dollars;
use crate::history::History;

/// Stretches of a curve of which the lowest and the highest point are drawn: finer than a pixel shows nothing.
const STRETCHES: usize = 200;

/// Profit and loss so far, condors alone and with the hedge.
pub(super) fn equity(history: &History, look: &Look) -> Drawing {
    let [alone, hedged] = standings(history);
    let summary = format!(
        "At the end the condors alone stand at {}, with the hedge at {}.",
        dollars(alone.last().copied().unwrap_or(0.0)),
        dollars(hedged.last().copied().unwrap_or(0.0)),
    );
    draw(
        history,
        look,
        [alone, hedged],
        "Profit and loss so far, dollars",
        summary,
    )
}

/// How far below the last high, condors alone and with the hedge.
pub(super) fn falls(history: &History, look: &Look) -> Drawing {
    let [alone, hedged] = standings(history).map(|values| {
        let mut high = 0.0_f64;
        let below = |value: f64| {
            high = high.max(value);
            value - high
        };
        values.into_iter().map(below).collect::<Vec<f64>>()
    });
    let deepest = |values: &[f64]| dollars(-values.iter().copied().fold(0.0, f64::min));
    let summary = format!(
        "The deepest fall from a high is {} for the condors alone and {} with the hedge.",
        deepest(&alone),
        deepest(&hedged),
    );
    draw(
        history,
        look,
        [alone, hedged],
        "Below the last high, dollars",
        summary,
    )
}

fn standings(history: &History) -> [Vec<f64>; 2] {
    let alone = history.walked().map(|(_, standing)| standing.condors);
    let hedged = history
        .walked()
        .map(|(_, standing)| standing.condors + standing.layers);
    [alone.collect(), hedged.collect()]
}

fn draw(
    history: &History,
    look: &Look,
    [alone, hedged]: [Vec<f64>; 2],
    y_label: &'static str,
    summary: String,
) -> Drawing {
    let years: Vec<f64> = history
        .walked()
        .map(|(session, _)| f64::from(session.date.year()) + f64::from(session.date.ordinal() - 1) / 366.0)
        .collect();
    let shown = telling(&alone, &hedged);
    let pick =
        |values: &[f64]| -> Vec<f64> { shown.iter().filter_map(|&at| values.get(at).copied()).collect() };
    let at = pick(&years);
    let theme = look.theme;
    let lines = [
        Line::new("Condors and hedge", theme.combined, 2.0, pick(&hedged)),
        Line::new("Condors alone", theme.condor, 1.6, pick(&alone)),
    ];
    let first = at.first().copied().unwrap_or(0.0);
    let x = [first, at.last().copied().unwrap_or(first).max(first + 0.01)];
    let [low, high] = extent(&lines, &[0.0]);
    let plot = Plot::new(look, x, [low, high].into_iter(), 1);
    let mut canvas = plot.canvas(look);
    let mut labels = Labels::within(plot.rect);
    let several = x[1] - x[0] > SEVERAL;
    plot.axes(
        &mut canvas,
        look,
        ("", y_label),
        |year, _| year_of(year, several),
        None,
    );
    plot.zero_line(&mut canvas, look);
    paint(&mut canvas, &mut labels, &plot, &at, 0, &lines);
    labels.draw(&mut canvas, theme);
    let svg = canvas.finish();
    let frame = Frame {
        plot: plot.rect,
        x: plot.x,
        y: plot.y,
        series: legend(Vec::from(lines)),
        at,
        x_label: "Year",
        y_label,
        summary,
        ..Frame::default()
    };
    Drawing { svg, frame }
}

/// "2008"; between two years "2008.5", and nothing where several years are shown.
fn year_of(year: f64, several: bool) -> String {
    if several && year % 1.0 != 0.0 {
        String::new()
    } else {
        format!("{year}")
    }
}

/// More years than this are several.
const SEVERAL: f64 = 3.0;

/// The sessions that are drawn: of each stretch the lowest and the highest of either curve, and the ends.
fn telling(alone: &[f64], hedged: &[f64]) -> Vec<usize> {
    let count = alone.len().min(hedged.len());
    let stretch = count.div_ceil(STRETCHES).max(1);
    let mut shown = Vec::from([0, count.saturating_sub(1)]);
    for from in (0..count).step_by(stretch) {
        let to = (from + stretch).min(count);
        for values in [alone, hedged] {
            let part = || values.iter().enumerate().take(to).skip(from);
            let by = |one: &(usize, &f64), other: &(usize, &f64)| one.1.total_cmp(other.1);
            shown.extend(part().min_by(by).map(|(at, _)| at));
            shown.extend(part().max_by(by).map(|(at, _)| at));
        }
    }
    shown.sort_unstable();
    shown.dedup();
    shown
}

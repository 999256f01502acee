//! Curves that are drawn as lines and listed in a legend.

use alloc::string::String;
use alloc::vec::Vec;

use plotters::style::RGBColor;

use super::Series;
use super::canvas::{Canvas, Point, ROUND};
use super::label::Labels;
use super::plot::Plot;

const DASHED: &str = "stroke-dasharray=\"55 35\" stroke-linejoin=\"round\"";

/// A curve as a legend names it and as it is drawn.
pub(super) struct Line {
    pub(super) series: Series,
    pub(super) color: RGBColor,
    /// CSS pixels; nothing for an edge of a band, which is no line.
    width: f64,
}

impl Line {
    /// A line of a width.
    pub(super) fn new(name: &str, color: RGBColor, width: f64, values: Vec<f64>) -> Self {
        Self {
            series: Series::new(String::from(name), color, values),
            color,
            width,
        }
    }

    /// The same, dashed.
    pub(super) fn dashed(mut self) -> Self {
        self.series.dash = true;
        self
    }

    /// One edge of a band that covers the paper so strongly, itself not drawn.
    pub(super) fn edge(name: &str, color: RGBColor, cover: f64, values: Vec<f64>) -> Self {
        let mut line = Self::new(name, color, 0.0, values);
        line.series.area = true;
        line.series.cover = cover;
        line
    }

    pub(super) fn values(&self) -> &[f64] {
        &self.series.values
    }
}

/// Lowest and highest of all values of the lines, and of `more`.
pub(super) fn extent(lines: &[Line], more: &[f64]) -> [f64; 2] {
    let mut range = [f64::MAX, f64::MIN];
    let mut hold = |values: &[f64]| {
        for &value in values {
            range = [range[0].min(value), range[1].max(value)];
        }
    };
    hold(more);
    for line in lines {
        hold(line.values());
    }
    range
}

/// Draws the lines from their point `from` on: dashed ones below the others, the first above the next.
pub(super) fn paint(
    canvas: &mut Canvas,
    labels: &mut Labels,
    plot: &Plot,
    at: &[f64],
    from: usize,
    lines: &[Line],
) {
    for (dash, attributes) in [(true, DASHED), (false, ROUND)] {
        canvas.group(attributes, &mut |pen| {
            for line in lines.iter().rev() {
                if line.width > 0.0 && line.series.dash == dash {
                    let points = plot.curve(&at[from..], &line.values()[from..]);
                    pen.line(&points, line.color, line.width);
                    labels.avoid(&points);
                }
            }
        });
    }
}

/// The outline of the band between two curves.
pub(super) fn band(plot: &Plot, at: &[f64], low: &[f64], high: &[f64]) -> Vec<Point> {
    let mut outline = plot.curve(at, high);
    let mut back = plot.curve(at, low);
    back.reverse();
    outline.append(&mut back);
    outline
}

/// The legend of the lines.
pub(super) fn legend(lines: Vec<Line>) -> Vec<Series> {
    let mut series = Vec::new();
    for line in lines {
        series.push(line.series);
    }
    series
}

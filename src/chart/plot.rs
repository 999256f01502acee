//! The plot of a chart with two axes: where values lie, and the lines and labels around it.

use alloc::string::String;
use alloc::vec::Vec;

use super::axis::{Ticks, range_with_zero, short_dollars, ticks};
use super::canvas::{Canvas, Point, Side, text_width};
use super::{Full, Look, Rect, within};
use crate::break_even::HIGHEST_VIX;
use crate::format::number;
use crate::market::LOWEST_VIX;
use crate::math::ceil;

/// CSS pixels that ticks stand apart, at least, along x and along y; along x in a narrow plot, and what is narrow.
const APART: (f64, f64) = (76.0, 38.0);
const APART_NARROW: f64 = 58.0;
const NARROW: f64 = 400.0;
/// Room above the plot for the title of y, right of it, and for a line of labels below it.
const ABOVE: f64 = 22.0;
const BESIDE: f64 = 12.0;
const ROW: f64 = 15.0;
/// Dollars an axis has words for.
const DOLLARS: [f64; 2] = [-1e12, 1e12];
/// Length of a tick on the axis.
const TICK: f64 = 4.0;

/// Height of a plot with so many rows of labels below it.
fn height(look: &Look, rows: u8) -> f64 {
    let below = TICK + ROW * f64::from(rows) + 2.0;
    (look.height - ABOVE - below).max(10.0)
}

/// How many gaps between ticks of y it has room for.
fn most_gaps(look: &Look, rows: u8) -> f64 {
    (height(look, rows) / APART.1).max(1.0)
}

/// A plot of one quantity, mostly dollars, against another.
#[derive(Clone, Debug)]
pub(super) struct Plot {
    pub(super) rect: Rect,
    pub(super) x: [f64; 2],
    pub(super) y: [f64; 2],
    /// What y is where no part of it is asked for.
    full_y: [f64; 2],
    x_ticks: Ticks,
    y_ticks: Ticks,
    y_texts: Vec<String>,
}

impl Plot {
    /// A plot of `x` that holds every one of the dollar values, with so many rows of labels below it.
    pub(super) fn new(look: &Look, x: [f64; 2], dollars: impl Iterator<Item = f64>, rows: u8) -> Self {
        let most = most_gaps(look, rows);
        let full = range_with_zero(dollars, most);
        let y = within(look.part.y, full, DOLLARS);
        let largest = y[0].abs().max(y[1].abs());
        Self::laid_out(look, x, (y, full), rows, &|value, _| {
            short_dollars(value, largest)
        })
    }

    /// A plot of `x` against percents that holds zero and both ends, with one row of labels.
    #[cfg(any(feature = "study", feature = "evidence"))]
    pub(super) fn of_shares(look: &Look, x: [f64; 2], ends: [f64; 2]) -> Self {
        let full = range_with_zero(ends.into_iter(), most_gaps(look, 1));
        let y = within(look.part.y, full, DOLLARS);
        Self::laid_out(look, x, (y, full), 1, &|value, decimals| {
            number(value, decimals) + "\u{a0}%"
        })
    }

    /// A plot of `x` with so many rows below each other, the first at 1 on top.
    #[cfg(feature = "evidence")]
    pub(super) fn of_rows(look: &Look, x: [f64; 2], rows: f64) -> Self {
        let y = [rows + 0.5, 0.5];
        let no_ticks = Ticks {
            values: Vec::new(),
            ..ticks(0.0, 1.0, 1.0)
        };
        Self {
            y,
            full_y: y,
            y_ticks: no_ticks,
            y_texts: Vec::new(),
            ..Self::laid_out(look, x, ([0.0, 1.0], [0.0, 1.0]), 1, &|_, _| String::new())
        }
    }

    /// A plot of `x` against levels of an index from `low` to `high` or a little above, with one row of labels.
    pub(super) fn of_levels(look: &Look, x: [f64; 2], low: f64, high: f64) -> Self {
        // Ends at a half step, so that it does not tremble as the levels move.
        let half = ticks(low, high, most_gaps(look, 1)).step / 2.0;
        let full = [low, ceil(high / half) * half];
        let y = within(look.part.y, full, [LOWEST_VIX, HIGHEST_VIX]);
        Self::laid_out(look, x, (y, full), 1, &number)
    }

    fn laid_out(
        look: &Look,
        x: [f64; 2],
        (y, full_y): ([f64; 2], [f64; 2]),
        rows: u8,
        text: &dyn Fn(f64, usize) -> String,
    ) -> Self {
        let y_ticks = ticks(y[0], y[1], most_gaps(look, rows));
        let y_texts: Vec<String> = y_ticks
            .values
            .iter()
            .map(|&value| text(value, y_ticks.decimals))
            .collect();
        let before = y_texts.iter().map(|text| text_width(text)).fold(20.0, f64::max) + 8.0;
        let width = (look.width - before - BESIDE).max(10.0);
        let rect = Rect {
            x: before,
            y: ABOVE,
            w: width,
            h: height(look, rows),
        };
        let apart = if width < NARROW { APART_NARROW } else { APART.0 };
        let x_ticks = ticks(x[0], x[1], (width / apart).max(1.0));
        Self {
            rect,
            x,
            y,
            full_y,
            x_ticks,
            y_ticks,
            y_texts,
        }
    }

    /// What the chart shows where no part of it is asked for.
    pub(super) fn full(&self, x: [f64; 2]) -> Full {
        Full { x, y: self.full_y }
    }

    /// The width of the plot of a drawing, near enough to decide how finely to draw.
    pub(super) fn likely_width(look: &Look) -> f64 {
        (look.width - 60.0).max(100.0)
    }

    /// Where a value of x lies, CSS pixels.
    pub(super) fn across(&self, x: f64) -> f64 {
        self.rect.x + (x - self.x[0]) / (self.x[1] - self.x[0]) * self.rect.w
    }

    /// Where a value of y lies, CSS pixels.
    pub(super) fn down(&self, y: f64) -> f64 {
        self.rect.y + (self.y[1] - y) / (self.y[1] - self.y[0]) * self.rect.h
    }

    /// Where a point lies.
    pub(super) fn at(&self, x: f64, y: f64) -> Point {
        (self.across(x), self.down(y))
    }

    /// The values at a place.
    pub(super) fn values_at(&self, (x, y): Point) -> (f64, f64) {
        let (across, down) = ((x - self.rect.x) / self.rect.w, (y - self.rect.y) / self.rect.h);
        (
            self.x[0] + (self.x[1] - self.x[0]) * across,
            self.y[1] - (self.y[1] - self.y[0]) * down,
        )
    }

    /// The points of a curve.
    pub(super) fn curve(&self, at: &[f64], values: &[f64]) -> Vec<Point> {
        at.iter().zip(values).map(|(&x, &y)| self.at(x, y)).collect()
    }

    /// Whether a value of x lies on the plot.
    pub(super) fn shows(&self, x: f64) -> bool {
        x >= self.x[0] && x <= self.x[1]
    }

    /// Where a point lies, if that is on the plot.
    pub(super) fn place(&self, x: f64, y: f64) -> Option<Point> {
        (self.shows(x) && y >= self.y[0] && y <= self.y[1]).then(|| self.at(x, y))
    }

    /// Lower edge, CSS pixels.
    pub(super) fn bottom(&self) -> f64 {
        self.rect.y + self.rect.h
    }

    /// An empty drawing, of which only texts and axes go beyond the plot.
    pub(super) fn canvas(&self, look: &Look) -> Canvas {
        let mut canvas = Canvas::new(look.width, look.height);
        canvas.keep_within(Some(self.rect));
        canvas
    }

    /// Grid, ticks and labels. `second` gives a second row of labels below the first.
    pub(super) fn axes(
        &self,
        canvas: &mut Canvas,
        look: &Look,
        titles: (&str, &str),
        number: impl Fn(f64, usize) -> String,
        second: Option<&dyn Fn(f64) -> String>,
    ) {
        let theme = look.theme;
        let (left, right, bottom) = (self.rect.x, self.rect.x + self.rect.w, self.bottom());
        let within = canvas.keep_within(None);
        canvas.group("", &mut |pen| {
            for &value in &self.y_ticks.values {
                let y = self.down(value);
                if value != 0.0 {
                    pen.line(&[(left, y), (right, y)], theme.grid, 1.0);
                }
            }
            for &value in &self.x_ticks.values {
                let x = self.across(value);
                pen.line(&[(x, bottom), (x, bottom + TICK)], theme.zero, 1.0);
            }
            for (&value, text) in self.y_ticks.values.iter().zip(&self.y_texts) {
                pen.text(text, (left - 8.0, self.down(value)), Side::Left, theme.soft);
            }
            pen.text(titles.1, (0.0, 8.0), Side::Right, theme.soft);
            let row = bottom + TICK + ROW / 2.0 + 1.0;
            pen.text(titles.0, (right, row), Side::Left, theme.soft);
            let end = right - text_width(titles.0) - 4.0;
            for &value in &self.x_ticks.values {
                let (x, text) = (self.across(value), number(value, self.x_ticks.decimals));
                let below = second.map(|second| second(value));
                let half = text_width(below.as_deref().unwrap_or(&text)).max(text_width(&text)) / 2.0;
                // The title stands at the end of the row; a label that would touch it is left out.
                if x + half > end || x - half < 0.0 {
                    continue;
                }
                pen.text(&text, (x, row), Side::Middle, theme.soft);
                if let Some(below) = below {
                    pen.text(&below, (x, row + ROW), Side::Middle, theme.soft);
                }
            }
        });
        canvas.keep_within(within);
    }

    /// The line of neither profit nor loss.
    pub(super) fn zero_line(&self, canvas: &mut Canvas, look: &Look) {
        let y = self.down(0.0);
        let right = self.rect.x + self.rect.w;
        canvas.group("", &mut |pen| {
            pen.line(&[(self.rect.x, y), (right, y)], look.theme.zero, 1.4);
        });
    }
}

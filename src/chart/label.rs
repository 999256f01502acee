//! Texts within a plot that keep out of each other's way.

use alloc::string::String;
use alloc::vec::Vec;

use plotters::style::RGBColor;

use super::Rect;
use super::canvas::{Canvas, Point, Side, TEXT, text_width};
use super::theme::Theme;

/// Clear space around a text, CSS pixels.
const CLEAR: f64 = 3.0;
/// Curves are looked at this often, CSS pixels.
const LOOK_EVERY: f64 = 4.0;
/// Points of curves are kept by columns of this width, CSS pixels: about that of a short text.
const COLUMN: f64 = 32.0;
/// A text on a line is left out where it would cover this many points of lines: too many run side by side.
const CROWDED: usize = 26;
/// Where a text on a line may stand, as shares of the line, the best first.
const ALONG: [f64; 9] = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9];

/// Texts placed so far, and the space that is taken.
#[derive(Debug)]
pub(super) struct Labels {
    within: Rect,
    taken: Vec<Rect>,
    columns: Vec<Vec<Point>>,
    texts: Vec<(String, Point, Side, RGBColor)>,
}

impl Labels {
    /// No texts yet; all must lie within a rectangle.
    pub(super) fn within(within: Rect) -> Self {
        Self {
            within,
            taken: Vec::new(),
            columns: Vec::new(),
            texts: Vec::new(),
        }
    }

    /// Keeps texts away from a mark.
    pub(super) fn keep_clear(&mut self, (x, y): Point, radius: f64) {
        self.taken.push(Rect {
            x: x - radius,
            y: y - radius,
            w: 2.0 * radius,
            h: 2.0 * radius,
        });
    }

    /// Keeps texts off a curve where they have a choice.
    pub(super) fn avoid(&mut self, curve: &[Point]) {
        for pair in curve.windows(2) {
            let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
            let length = (x1 - x0).abs() + (y1 - y0).abs();
            let mut done = 0.0;
            while done < length {
                let share = done / length;
                self.see((x0 + (x1 - x0) * share, y0 + (y1 - y0) * share));
                done += LOOK_EVERY;
            }
        }
    }

    /// Remembers a point of a curve, if a text may ever lie there.
    fn see(&mut self, point: Point) {
        if !holds(&self.within, point) {
            return;
        }
        let column = self.column(point.0);
        if self.columns.len() <= column {
            self.columns.resize_with(column + 1, Vec::new);
        }
        self.columns[column].push(point);
    }

    /// The column a place within the rectangle lies in.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "within a drawing at most 4,000 pixels wide"
    )]
    fn column(&self, x: f64) -> usize {
        ((x - self.within.x) / COLUMN) as usize
    }

    /// How many points of curves a text would cover.
    fn covered(&self, around: &Rect) -> usize {
        let (first, last) = (self.column(around.x), self.column(around.x + around.w));
        let near = self.columns.iter().take(last + 1).skip(first);
        near.flatten().filter(|&&point| holds(around, point)).count()
    }

    /// Keeps texts off several curves.
    pub(super) fn avoid_all(&mut self, curves: &[Vec<Point>]) {
        for curve in curves {
            self.avoid(curve);
        }
    }

    /// Puts a text at one of these places, the best of which come first: one that is free and covers little of
    /// the curves. Leaves the text out where no place is free.
    pub(super) fn put(&mut self, text: String, color: RGBColor, places: &[(Point, Side)]) {
        self.put_over(text, color, places, usize::MAX);
    }

    /// As `put`, unless the best place is worse than this many points of curves covered.
    fn put_over(&mut self, text: String, color: RGBColor, places: &[(Point, Side)], worst: usize) {
        let width = text_width(&text) + 2.0 * CLEAR;
        let mut best: Option<(usize, Rect, Point, Side)> = None;
        for (rank, &((x, y), side)) in places.iter().enumerate() {
            let left = match side {
                Side::Left => x - width + CLEAR,
                Side::Middle => x - width / 2.0,
                Side::Right => x - CLEAR,
            };
            let around = Rect {
                x: left,
                y: y - TEXT / 2.0 - 1.0,
                w: width,
                h: TEXT + 2.0,
            };
            if !inside(&around, &self.within) || self.taken.iter().any(|other| overlap(&around, other)) {
                continue;
            }
            let covered = rank + self.covered(&around);
            if best.is_none_or(|(least, ..)| covered < least) {
                best = Some((covered, around, (x, y), side));
            }
        }
        if let Some((covered, around, at, side)) = best
            && covered <= worst
        {
            self.taken.push(around);
            self.texts.push((text, at, side, color));
        }
    }

    /// Puts a text on one of these lines, about its middle where that is free, unless others crowd it.
    pub(super) fn put_on(&mut self, lines: &[Vec<Point>], text: &str, color: RGBColor) {
        let mut places = Vec::new();
        for share in ALONG {
            for line in lines {
                let mut left = 0.0;
                for pair in line.windows(2) {
                    left += share * length_of(pair);
                }
                for pair in line.windows(2) {
                    let own = length_of(pair);
                    if left <= own && own > 0.0 {
                        let (from, to, part) = (pair[0], pair[1], left / own);
                        let place = (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
                        places.push((place, Side::Middle));
                        break;
                    }
                    left -= own;
                }
            }
        }
        self.put_over(String::from(text), color, &places, CROWDED);
    }

    /// Draws the texts, each with a rim of paper so that it can be read across a line.
    pub(super) fn draw(self, canvas: &mut Canvas, theme: &Theme) {
        canvas.group(theme.halo, &mut |pen| {
            for (text, at, side, color) in &self.texts {
                pen.text(text, *at, *side, *color);
            }
        });
    }
}

/// Places for a text around a mark of this radius: beside it, above and below it, then at its corners.
pub(super) fn around((x, y): Point, off: f64) -> [(Point, Side); 8] {
    let (near, far) = (0.8 * off, off + TEXT / 2.0);
    [
        ((x + off, y), Side::Right),
        ((x - off, y), Side::Left),
        ((x + near, y - far), Side::Right),
        ((x - near, y - far), Side::Left),
        ((x + near, y + far), Side::Right),
        ((x - near, y + far), Side::Left),
        ((x, y - far - 2.0), Side::Middle),
        ((x, y + far + 2.0), Side::Middle),
    ]
}

/// How long a piece of a line is, along the pixels' rows and columns.
fn length_of(pair: &[Point]) -> f64 {
    (pair[1].0 - pair[0].0).abs() + (pair[1].1 - pair[0].1).abs()
}

fn inside(inner: &Rect, outer: &Rect) -> bool {
    inner.x >= outer.x
        && inner.y >= outer.y
        && inner.x + inner.w <= outer.x + outer.w
        && inner.y + inner.h <= outer.y + outer.h
}

fn overlap(a: &Rect, b: &Rect) -> bool {
    a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
}

fn holds(rect: &Rect, (x, y): Point) -> bool {
    x >= rect.x && x <= rect.x + rect.w && y >= rect.y && y <= rect.y + rect.h
}

//! A drawing that is being made: plotters' SVG, several times finer than CSS pixels.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, Drawable, PathElement, PointCollection, Polygon, Rectangle, Text};
use plotters::prelude::SVGBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle};

use super::Rect;
use super::clip::clipped;
use super::theme::hex;
use crate::math::round;

/// Units of the drawing per CSS pixel. plotters has whole units only; one per pixel makes a staircase of a curve.
const FINENESS: f64 = 10.0;
/// Size of every text, CSS pixels.
pub(super) const TEXT: f64 = 11.0;
/// plotters writes a font's size divided by this.
const FONT_SCALE: f64 = 1.24;
const FONT: &str = "system-ui, sans-serif";
/// Curves: joined and ended round.
pub(super) const ROUND: &str = "stroke-linejoin=\"round\" stroke-linecap=\"round\"";

/// A place in the drawing, CSS pixels from its upper left corner.
pub(super) type Point = (f64, f64);

/// A drawing that is being made.
#[derive(Debug)]
pub(super) struct Canvas {
    size: (u32, u32),
    body: String,
    within: Option<Rect>,
}

/// Draws the elements of one group.
pub(super) struct Pen<'s> {
    area: DrawingArea<SVGBackend<'s>, Shift>,
    within: Option<Rect>,
}

/// Where a text lies from the point it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Ends there.
    Left,
    /// Has its middle there.
    Middle,
    /// Starts there.
    Right,
}

impl Canvas {
    /// An empty drawing of a size in CSS pixels.
    pub(super) fn new(width: f64, height: f64) -> Self {
        Self {
            size: (fine(width).unsigned_abs(), fine(height).unsigned_abs()),
            body: String::new(),
            within: None,
        }
    }

    /// From now on nothing but texts is drawn outside a rectangle; `None` for anywhere. Answers what held before.
    pub(super) fn keep_within(&mut self, rect: Option<Rect>) -> Option<Rect> {
        core::mem::replace(&mut self.within, rect)
    }

    /// Draws a group of elements that share SVG attributes plotters has no words for: dashes, joins, halos.
    pub(super) fn group(&mut self, attributes: &'static str, draw: &mut dyn FnMut(&Pen<'_>)) {
        let mut svg = String::new();
        draw(&Pen {
            area: SVGBackend::with_string(&mut svg, self.size).into_drawing_area(),
            within: self.within,
        });
        // plotters wraps what it draws in an svg element of its own; the drawing has one for all groups.
        let inner = svg
            .split_once('>')
            .map_or("", |(_, rest)| rest.trim_start_matches('\n'));
        let inner = inner.strip_suffix("</svg>\n").unwrap_or(inner);
        if inner.is_empty() {
            return;
        }
        let wrapped = !attributes.is_empty();
        if wrapped {
            for part in ["<g ", attributes, ">\n"] {
                self.body.push_str(part);
            }
        }
        self.tidy(inner);
        if wrapped {
            self.body.push_str("</g>\n");
        }
    }

    /// Draws lines of one kind as a group.
    pub(super) fn strokes(
        &mut self,
        attributes: &'static str,
        lines: &[Vec<Point>],
        color: RGBColor,
        width: f64,
    ) {
        self.group(attributes, &mut |pen| {
            for line in lines {
                pen.line(line, color, width);
            }
        });
    }

    /// Draws small dots of one kind as a single element: many of them cost a reader's browser what one does.
    ///
    /// plotters has no word for it: strokes of no length, with round ends.
    pub(super) fn specks(&mut self, points: &[Point], across: f64, color: RGBColor) {
        if points.is_empty() {
            return;
        }
        let starts: Vec<String> = points
            .iter()
            .map(|point| format!("M{},{}h0", fine(point.0), fine(point.1)))
            .collect();
        let speck = format!(
            "<path d=\"{}\" stroke=\"{}\" stroke-width=\"{}\" stroke-linecap=\"round\"/>\n",
            starts.concat(),
            hex(color),
            fine(across),
        );
        self.body.push_str(&speck);
    }

    /// Adds elements without what every reader assumes, an opacity of 1, and without trailing spaces.
    ///
    /// Quotes in texts are escaped, so that what stands between two quotes is a value.
    fn tidy(&mut self, elements: &str) {
        let mut pieces = elements.split('"');
        while let Some(before) = pieces.next() {
            let value = pieces.next();
            if value == Some("1")
                && let Some(before) = before.strip_suffix(" opacity=")
            {
                self.body.push_str(before);
                continue;
            }
            self.body.push_str(before);
            if let Some(value) = value {
                for piece in ["\"", value.trim_end_matches(' '), "\""] {
                    self.body.push_str(piece);
                }
            }
        }
    }

    /// The whole drawing, sized in CSS pixels when nothing else sizes it.
    pub(super) fn finish(self) -> String {
        let (width, height) = self.size;
        let (wide, high) = (f64::from(width) / FINENESS, f64::from(height) / FINENESS);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" \
             viewBox=\"0 0 {width} {height}\">\n{}</svg>\n",
            self.body
        )
    }
}

impl Pen<'_> {
    fn draw<E>(&self, element: &E)
    where
        for<'a> &'a E: PointCollection<'a, (i32, i32)>,
        for<'s> E: Drawable<SVGBackend<'s>>,
    {
        // A string takes whatever is written to it, so there is no error to hand on.
        let _ = self.area.draw(element);
    }

    /// A line through points, `width` CSS pixels wide.
    pub(super) fn line(&self, points: &[Point], color: RGBColor, width: f64) {
        for part in clipped(points, self.within, false) {
            self.draw(&PathElement::new(fine_points(&part), stroke(color, width)));
        }
    }

    /// A filled shape; `cover` from 0 (nothing) to 1 (opaque).
    pub(super) fn fill(&self, outline: &[Point], color: RGBColor, cover: f64) {
        for part in clipped(outline, self.within, true) {
            self.draw(&Polygon::new(fine_points(&part), fill(color, cover)));
        }
    }

    /// A filled rectangle between two corners.
    pub(super) fn block(&self, from: Point, to: Point, color: RGBColor, cover: f64) {
        let [from, to] = [from, to].map(|corner| self.within.map_or(corner, |rect| rect.nearest(corner)));
        if to.0 > from.0 && to.1 > from.1 {
            let corners = [(fine(from.0), fine(from.1)), (fine(to.0), fine(to.1))];
            self.draw(&Rectangle::new(corners, fill(color, cover)));
        }
    }

    /// A filled circle.
    pub(super) fn dot(&self, center: Point, radius: f64, color: RGBColor) {
        self.circle(center, radius, fill(color, 1.0));
    }

    /// A circle filled with the paper's colour.
    pub(super) fn ring(&self, center: Point, radius: f64, color: RGBColor, width: f64, paper: RGBColor) {
        self.dot(center, radius, paper);
        self.circle(center, radius, stroke(color, width));
    }

    /// A circle, unless its centre lies outside.
    fn circle(&self, center: Point, radius: f64, style: ShapeStyle) {
        if self.within.is_none_or(|rect| rect.holds(center)) {
            let place = (fine(center.0), fine(center.1));
            self.draw(&Circle::new(place, fine(radius), style));
        }
    }

    /// A text whose middle line runs through a point.
    pub(super) fn text(&self, text: &str, at: Point, side: Side, color: RGBColor) {
        let h_pos = match side {
            Side::Left => HPos::Right,
            Side::Middle => HPos::Center,
            Side::Right => HPos::Left,
        };
        let size = TEXT * FINENESS * FONT_SCALE;
        let font = FontDesc::new(FontFamily::Name(FONT), size, FontStyle::Normal);
        let style = font.color(&color).pos(Pos::new(h_pos, VPos::Center));
        self.draw(&Text::new(String::from(text), (fine(at.0), fine(at.1)), style));
    }
}

fn stroke(color: RGBColor, width: f64) -> ShapeStyle {
    ShapeStyle {
        color: color.to_rgba(),
        filled: false,
        stroke_width: fine(width).unsigned_abs(),
    }
}

fn fill(color: RGBColor, cover: f64) -> ShapeStyle {
    color.mix(cover).filled()
}

fn fine_points(points: &[Point]) -> Vec<(i32, i32)> {
    points.iter().map(|&(x, y)| (fine(x), fine(y))).collect()
}

/// CSS pixels to whole units of the drawing.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a drawing is at most 40,000 units wide, and what lies far outside may stop at the end of i32"
)]
fn fine(pixels: f64) -> i32 {
    round(pixels * FINENESS) as i32
}

/// About how wide a text is, CSS pixels: never measured, so that no page is needed, and rather too wide.
pub(super) fn text_width(text: &str) -> f64 {
    text.chars()
        .map(|letter| match letter {
            ',' | '.' | ' ' | '\u{a0}' | ':' | '/' => 0.4,
            'm' | 'M' | 'w' | 'W' | '%' | '±' | '−' => 0.95,
            letter if letter.is_ascii_uppercase() => 0.75,
            _ => 0.62,
        })
        .sum::<f64>()
        * TEXT
}

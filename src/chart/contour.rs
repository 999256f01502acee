//! Regions and lines of equal value on a grid, by marching squares.

use alloc::vec;
use alloc::vec::Vec;

use super::canvas::Point;
use super::plot::Plot;
use crate::math::sqrt;

/// A bend less than this beside a straight line is left out, CSS pixels.
const STRAIGHT: f64 = 0.08;

/// A line that turns by more than this from one piece to the next, as a sine, is looked at between its points,
const TURN: f64 = 0.1;
/// if they are this far apart, CSS pixels.
const APART: f64 = 6.0;
/// A point put between two lies at most this far off the straight way, as a share of it.
const OFF: f64 = 0.3;

/// Values over a grid of points, one row for each y, one after another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sheet<'g> {
    /// Ascending, at least two.
    pub(super) x: &'g [f64],
    /// Ascending, at least two.
    pub(super) y: &'g [f64],
    /// Finite.
    pub(super) values: &'g [f64],
}

/// The value at any point, where it can be had.
pub(super) type Exact<'e> = Option<&'e dyn Fn(f64, f64) -> f64>;

/// A point of a ring around a region.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Vertex {
    x: f64,
    y: f64,
    /// Where the grid ends and not where the value is crossed.
    at_edge: bool,
}

impl Sheet<'_> {
    /// The value at a corner of the cells, which have a frame of nothing around the grid; `None` on that frame.
    fn value(&self, i: usize, j: usize) -> Option<f64> {
        let inside = i > 0 && j > 0 && i <= self.x.len() && j <= self.y.len();
        inside.then(|| self.values[(j - 1) * self.x.len() + i - 1])
    }

    /// Where a corner lies; one on the frame lies on the grid's own edge.
    fn place(&self, i: usize, j: usize) -> (f64, f64) {
        let on = |nodes: &[f64], nth: usize| nodes[nth.saturating_sub(1).min(nodes.len() - 1)];
        (on(self.x, i), on(self.y, j))
    }

    /// Where the value is crossed on a side of a cell.
    fn crossing(&self, cell: (usize, usize), side: usize, level: f64, exact: Exact<'_>) -> Vertex {
        let ((i, j), (k, l)) = (corner(cell, side), corner(cell, side + 1));
        let ((x0, y0), (x1, y1)) = (self.place(i, j), self.place(k, l));
        let share = match (self.value(i, j), self.value(k, l)) {
            (Some(a), Some(b)) => {
                let (a, b) = (a - level, b - level);
                let straight = a / (a - b);
                Some(exact.map_or(straight, |exact| {
                    let middle = exact(x0 + (x1 - x0) * straight, y0 + (y1 - y0) * straight) - level;
                    bent(straight, a, middle, b)
                }))
            }
            _ => None,
        };
        let along = share.unwrap_or(0.0);
        Vertex {
            x: x0 + (x1 - x0) * along,
            y: y0 + (y1 - y0) * along,
            at_edge: share.is_none(),
        }
    }

    /// The rings around the region of values at or above `level`, the region on their left.
    fn rings(&self, level: f64, exact: Exact<'_>) -> Vec<Vec<Vertex>> {
        let (columns, rows) = (self.x.len() + 1, self.y.len() + 1);
        let mut seen = vec![false; columns * rows];
        let mut rings = Vec::new();
        for start in 0..columns * rows {
            let mut cell = (start % columns, start / columns);
            // Every ring goes up through the lower side of a cell: there it is taken up.
            if seen[start] || !self.enters(cell, level) {
                continue;
            }
            let (mut ring, mut side) = (Vec::new(), 0);
            loop {
                if side == 0 {
                    let place = cell.1 * columns + cell.0;
                    if seen[place] {
                        break;
                    }
                    seen[place] = true;
                }
                ring.push(self.crossing(cell, side, level, exact));
                let out = self.way_out(cell, side, level);
                match out {
                    0 => cell.1 -= 1,
                    1 => cell.0 += 1,
                    2 => cell.1 += 1,
                    _ => cell.0 -= 1,
                }
                side = (out + 2) % 4;
            }
            rings.push(ring);
        }
        rings
    }

    /// Which corners of a cell are in the region.
    fn high(&self, cell: (usize, usize), level: f64) -> [bool; 4] {
        let mut high = [false; 4];
        for (nth, high) in high.iter_mut().enumerate() {
            let (i, j) = corner(cell, nth);
            *high = self.value(i, j).is_some_and(|value| value >= level);
        }
        high
    }

    fn enters(&self, cell: (usize, usize), level: f64) -> bool {
        let high = self.high(cell, level);
        high[0] && !high[1]
    }

    /// The side by which a ring that came in through `side` leaves a cell.
    fn way_out(&self, cell: (usize, usize), side: usize, level: f64) -> usize {
        let high = self.high(cell, level);
        if high[0] == high[2] && high[1] == high[3] {
            // A saddle: its middle decides which of two opposite corners are one region.
            let mut sum = 0.0;
            for nth in 0..4 {
                let (i, j) = corner(cell, nth);
                sum += self.value(i, j).unwrap_or(level);
            }
            return (side + if sum >= 4.0 * level { 1 } else { 3 }) % 4;
        }
        let mut out = (side + 1) % 4;
        while high[out] || !high[(out + 1) % 4] {
            out = (out + 1) % 4;
        }
        out
    }

    /// The region of values at or above `level` as one outline for even-odd filling; empty where there is none.
    ///
    /// Its rings hang on the first one's first point by lines that go there and back and so enclose nothing.
    pub(super) fn region(&self, plot: &Plot, level: f64) -> Vec<Point> {
        let mut outline: Vec<Point> = Vec::new();
        for ring in self.rings(level, None) {
            let mut points = rounded(&ring, plot);
            points.push(points[0]);
            outline.extend_from_slice(&simple(&points));
            outline.push(outline[0]);
        }
        outline
    }

    /// The lines on which the value is `level`; `exact` gives values between the points of the grid.
    pub(super) fn lines(&self, plot: &Plot, level: f64, exact: Exact<'_>) -> Vec<Vec<Point>> {
        let mut lines = Vec::new();
        for ring in self.rings(level, exact) {
            // A ring that meets the edge is taken up there, so that no line is cut in two.
            let start = ring.iter().position(|vertex| vertex.at_edge).unwrap_or(0);
            let mut line = Vec::new();
            for nth in start..=start + ring.len() {
                let vertex = ring[nth % ring.len()];
                if !vertex.at_edge {
                    line.push(plot.at(vertex.x, vertex.y));
                }
                if vertex.at_edge || nth == start + ring.len() {
                    if let Some(exact) = exact {
                        line = refined(&line, &|place| {
                            let (x, y) = plot.values_at(place);
                            exact(x, y) - level
                        });
                    }
                    if line.len() > 1 {
                        lines.push(simple(&line));
                    }
                    line.clear();
                }
            }
        }
        lines
    }
}

/// A corner of a cell, counted from the lower left one, against the clock. Side n runs from corner n to the next.
fn corner((i, j): (usize, usize), nth: usize) -> (usize, usize) {
    match nth % 4 {
        0 => (i, j),
        1 => (i + 1, j),
        2 => (i + 1, j + 1),
        _ => (i, j + 1),
    }
}

/// Where the parabola through values at 0, `share` and 1, the first and last of different signs, crosses zero.
fn bent(share: f64, first: f64, middle: f64, last: f64) -> f64 {
    let (before, after) = ((middle - first) / share, (last - middle) / (1.0 - share));
    let bend = after - before;
    let slope = before - share * bend;
    let root = sqrt((slope * slope - 4.0 * bend * first).max(0.0));
    // The half of the two solutions that does not cancel; the other follows from their product.
    let half = -0.5 * if slope < 0.0 { slope - root } else { slope + root };
    let within = |place: &f64| (0.0..=1.0).contains(place);
    [half / bend, first / half]
        .into_iter()
        .find(within)
        .unwrap_or(share)
}

/// Whether a line turns at the middle one of three points so that it is to be seen.
fn turns(before: Point, at: Point, after: Point) -> bool {
    let ((a, b), (c, d)) = (
        (at.0 - before.0, at.1 - before.1),
        (after.0 - at.0, after.1 - at.1),
    );
    let area = a * d - b * c;
    area * area > TURN * TURN * (a * a + b * b) * (c * c + d * d)
}

/// A line with a point more on each piece beside which it turns, where `off`, the value less that of the line, is none.
fn refined(line: &[Point], off: &dyn Fn(Point) -> f64) -> Vec<Point> {
    let mut turned = vec![false; line.len() + 1];
    for (nth, three) in line.windows(3).enumerate() {
        turned[nth + 1] = turns(three[0], three[1], three[2]);
    }
    let mut fine = Vec::new();
    for (nth, &point) in line.iter().enumerate() {
        fine.push(point);
        if let Some(&next) = line.get(nth + 1)
            && (turned[nth] || turned[nth + 1])
        {
            fine.extend(between(point, next, off));
        }
    }
    fine
}

/// Where the line runs across the middle between two of its points, by two steps along the secant.
fn between(from: Point, to: Point, off: &dyn Fn(Point) -> f64) -> Option<Point> {
    let (along, down) = (to.0 - from.0, to.1 - from.1);
    if along * along + down * down < APART * APART {
        return None;
    }
    let middle = (f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1));
    let place = |share: f64| (middle.0 - down * share, middle.1 + along * share);
    let (mut before, mut share) = (0.0, OFF / 3.0);
    let mut was = off(middle);
    for _ in 0..2 {
        let is = off(place(share));
        (before, share) = (share, share - is * (share - before) / (is - was));
        was = is;
        // What is no number lies nowhere, either.
        if !(-OFF..=OFF).contains(&share) {
            return None;
        }
    }
    Some(place(share))
}

/// A ring's points in the drawing, with one more on each piece beside which it turns: where the cubic through four
/// neighbours has its middle.
fn rounded(ring: &[Vertex], plot: &Plot) -> Vec<Point> {
    let count = ring.len();
    let mut points = Vec::new();
    for nth in 0..count {
        let four = [count - 1, 0, 1, 2].map(|ahead| ring[(nth + ahead) % count]);
        let [before, from, to, after] = four.map(|vertex| plot.at(vertex.x, vertex.y));
        points.push(from);
        let bent = turns(before, from, to) || turns(from, to, after);
        if bent && !four.iter().any(|vertex| vertex.at_edge) {
            let middle = |a: f64, b: f64, c: f64, d: f64| (9.0 * (b + c) - a - d) / 16.0;
            points.push((
                middle(before.0, from.0, to.0, after.0),
                middle(before.1, from.1, to.1, after.1),
            ));
        }
    }
    points
}

/// The same line without the points that lie on it anyway.
fn simple(points: &[Point]) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::new();
    for (nth, &point) in points.iter().enumerate() {
        let needed = match (kept.last(), points.get(nth + 1)) {
            (Some(&before), Some(&after)) => bend(before, point, after) > STRAIGHT,
            _ => true,
        };
        if needed {
            kept.push(point);
        }
    }
    kept
}

/// How far `point` lies from the straight way between its neighbours.
fn bend(before: Point, point: Point, after: Point) -> f64 {
    let (along, down) = (after.0 - before.0, after.1 - before.1);
    let length = along.abs() + down.abs();
    if length < STRAIGHT {
        // There and back again: the point is the tip.
        return (point.0 - before.0).abs() + (point.1 - before.1).abs();
    }
    let area = along * (point.1 - before.1) - down * (point.0 - before.0);
    // Beyond the neighbours it is a tip as well.
    let ahead = along * (point.0 - before.0) + down * (point.1 - before.1);
    let behind = along * (after.0 - point.0) + down * (after.1 - point.1);
    if ahead < 0.0 || behind < 0.0 {
        return length;
    }
    area.abs() / length
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: [f64; 3] = [0.0, 1.0, 2.0];

    fn rings(values: &[f64; 9], level: f64) -> Vec<Vec<Vertex>> {
        Sheet {
            x: &AT,
            y: &AT,
            values,
        }
        .rings(level, None)
    }

    #[test]
    fn a_peak_is_ringed_halfway_down() {
        let found = rings(&[0.0, 0.0, 0.0, 0.0, 4.0, 0.0, 0.0, 0.0, 0.0], 1.0);
        assert_eq!(found.len(), 1);
        let mut places: Vec<(f64, f64)> = found[0].iter().map(|vertex| (vertex.x, vertex.y)).collect();
        places.sort_by(|a, b| a.partial_cmp(b).expect("finite"));
        assert_eq!(places, [(0.25, 1.0), (1.0, 0.25), (1.0, 1.75), (1.75, 1.0)]);
        assert!(found[0].iter().all(|vertex| !vertex.at_edge));
    }

    #[test]
    fn what_is_high_everywhere_is_ringed_by_the_edge() {
        let found = rings(&[5.0; 9], 1.0);
        assert_eq!(found.len(), 1);
        assert!(found[0].iter().all(|vertex| vertex.at_edge));
        assert!(rings(&[5.0; 9], 6.0).is_empty());
    }

    #[test]
    fn a_hole_is_a_ring_of_its_own() {
        assert_eq!(
            rings(&[4.0, 4.0, 4.0, 4.0, 0.0, 4.0, 4.0, 4.0, 4.0], 1.0).len(),
            2
        );
    }

    #[test]
    fn a_bent_curve_is_crossed_where_it_is_zero() {
        // x^2 - 0.25 from 0 to 1: the straight line crosses at 0.25.
        let value = |x: f64| x * x - 0.25;
        let place = bent(0.25, value(0.0), value(0.25), value(1.0));
        assert!((place - 0.5).abs() < 1e-15, "{place}");
        // A cliff: nothing is gained, nothing goes astray.
        for middle in [-1.0, -0.5, 0.0, 1e-9, 3.0] {
            let place = bent(0.25, -1.0, middle, 3.0);
            assert!((0.0..=1.0).contains(&place), "{middle}: {place}");
        }
    }

    #[test]
    fn a_line_that_turns_is_followed_between_the_points_of_the_grid() {
        // A circle with few points: each new one lies on it to a tenth of a pixel, where the straight way is 7.6 off.
        let circle = |(x, y): Point| x * x + y * y - 1e4;
        let half = 100.0 * core::f64::consts::FRAC_1_SQRT_2;
        let line = [
            (100.0, 0.0),
            (half, half),
            (0.0, 100.0),
            (-half, half),
            (-100.0, 0.0),
        ];
        let fine = refined(&line, &circle);
        assert_eq!(fine.len(), 2 * line.len() - 1);
        for &(x, y) in &fine {
            assert!((sqrt(x * x + y * y) - 100.0).abs() < 0.1, "{x}, {y}");
        }
        // Straight pieces between corners stay straight; what is nowhere none is left alone.
        let corner = [(0.0, 50.0), (50.0, 0.0), (100.0, 50.0)];
        let bent = |(x, y): Point| y - (x - 50.0).abs();
        for (x, y) in refined(&corner, &bent) {
            assert!(bent((x, y)).abs() < 1e-9, "{x}, {y}");
        }
        assert_eq!(refined(&corner, &|_| 1.0), corner);
        assert_eq!(refined(&corner, &|_| f64::NAN), corner);
    }

    #[test]
    fn the_middle_of_a_saddle_decides() {
        // Corners of one cell: high at two opposite ones. The rest of the grid is low.
        let saddle = |high: f64| {
            Sheet {
                x: &AT[..2],
                y: &AT[..2],
                values: &[high, 0.0, 0.0, high],
            }
            .rings(1.0, None)
            .len()
        };
        assert_eq!(saddle(4.0), 1, "the middle is high: one region");
        assert_eq!(saddle(1.5), 2, "the middle is low: two");
    }
}

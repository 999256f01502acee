//! What of a line or a shape lies within a rectangle.

use alloc::vec;
use alloc::vec::Vec;

use super::Rect;
use super::canvas::Point;

impl Rect {
    /// How far a point lies inside each edge; below zero outside.
    fn depths(&self, (x, y): Point) -> [f64; 4] {
        [x - self.x, self.x + self.w - x, y - self.y, self.y + self.h - y]
    }

    /// Whether a point lies within the rectangle or on its edge.
    pub(super) fn holds(&self, point: Point) -> bool {
        self.depths(point).iter().all(|&depth| depth >= 0.0)
    }

    /// The point of the rectangle nearest to another.
    pub(super) fn nearest(&self, (x, y): Point) -> Point {
        (x.clamp(self.x, self.x + self.w), y.clamp(self.y, self.y + self.h))
    }
}

/// The parts of a line within a rectangle; or, of an outline that is `closed`, the outline of what lies within.
///
/// Where an outline leaves the rectangle more than once, its parts are joined along the edge, which encloses nothing.
pub(super) fn clipped(points: &[Point], within: Option<Rect>, closed: bool) -> Vec<Vec<Point>> {
    let mut parts = vec![points.to_vec()];
    if let Some(rect) = within.filter(|rect| !points.iter().all(|&point| rect.holds(point))) {
        for edge in 0..4 {
            let mut inside = Vec::new();
            for part in parts {
                cut(&part, closed, &|point| rect.depths(point)[edge], &mut inside);
            }
            parts = inside;
        }
    }
    parts
}

/// Adds to `parts` what of a line lies on the inner side of an edge, `depth` being how far inside a point is.
fn cut(points: &[Point], closed: bool, depth: &dyn Fn(Point) -> f64, parts: &mut Vec<Vec<Point>>) {
    let mut part = Vec::new();
    let mut before = points.last().copied().filter(|_| closed);
    for &point in points {
        let here = depth(point);
        if let Some(last) = before {
            let there = depth(last);
            if (there < 0.0) != (here < 0.0) {
                let share = there / (there - here);
                part.push((
                    last.0 + (point.0 - last.0) * share,
                    last.1 + (point.1 - last.1) * share,
                ));
                if here < 0.0 && !closed {
                    parts.push(core::mem::take(&mut part));
                }
            }
        }
        if here >= 0.0 {
            part.push(point);
        }
        before = Some(point);
    }
    if part.len() > 1 {
        parts.push(part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNIT: Rect = Rect {
        x: 0.0,
        y: 0.0,
        w: 1.0,
        h: 1.0,
    };

    #[test]
    fn what_lies_within_stays_to_the_bit() {
        let line = [(0.0, 0.1), (0.3, 1.0), (1.0, 0.7)];
        for closed in [false, true] {
            assert_eq!(clipped(&line, Some(UNIT), closed), [line]);
            assert_eq!(
                clipped(&[(9.0, 9.0), (8.0, 8.0)], None, closed),
                [[(9.0, 9.0), (8.0, 8.0)]]
            );
        }
    }

    #[test]
    fn a_line_ends_at_the_edge_and_begins_there_again() {
        // Up out of the rectangle and down into it again, then out to the right.
        let line = [(0.0, 0.5), (0.25, 1.5), (0.5, 0.5), (1.5, 0.5)];
        let parts = clipped(&line, Some(UNIT), false);
        assert_eq!(
            parts,
            [
                vec![(0.0, 0.5), (0.125, 1.0)],
                vec![(0.375, 1.0), (0.5, 0.5), (1.0, 0.5)],
            ]
        );
        assert!(clipped(&[(-1.0, 0.5), (-0.5, 0.5)], Some(UNIT), false).is_empty());
    }

    #[test]
    fn a_shape_keeps_the_area_it_shares_with_the_rectangle() {
        let area = |outline: &[Point]| {
            let next = outline.iter().cycle().skip(1);
            let twice: f64 = outline.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum();
            twice.abs() / 2.0
        };
        // A square around a corner; a diamond over all four edges, which loses four small triangles.
        for (outline, expected) in [
            ([(0.5, 0.5), (2.0, 0.5), (2.0, 2.0), (0.5, 2.0)], 0.25),
            (
                [(0.5, -0.25), (1.25, 0.5), (0.5, 1.25), (-0.25, 0.5)],
                1.0 - 4.0 * 0.25 * 0.25 / 2.0,
            ),
            ([(-1.0, -1.0), (2.0, -1.0), (2.0, 2.0), (-1.0, 2.0)], 1.0),
        ] {
            let parts = clipped(&outline, Some(UNIT), true);
            assert_eq!(parts.len(), 1, "{outline:?}");
            assert!(
                (area(&parts[0]) - expected).abs() < 1e-12,
                "{outline:?}: {}",
                area(&parts[0])
            );
        }
        assert!(clipped(&[(2.0, 2.0), (3.0, 2.0), (3.0, 3.0)], Some(UNIT), true).is_empty());
    }
}

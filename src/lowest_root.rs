//! The lowest root of a function that may touch zero and turn back between two nodes.

use crate::extremum::peak;
use crate::root::{Bracket, root};

/// The lowest root of `at` that the ascending `nodes` reveal, to `tolerance`.
///
/// Beside changes of sign between neighbours, a gap in which the function may rise to zero and turn back is looked at
/// closely: two roots may lie in it. `at_node` gives the value at a node by its index, for callers who have parts of it
/// at hand. `None` where no root shows; a node at exactly zero is a root.
pub fn lowest_root_on(
    nodes: &[f64],
    tolerance: f64,
    at_node: impl Fn(usize) -> f64,
    at: impl Fn(f64) -> f64,
) -> Option<f64> {
    search(nodes, tolerance, &at_node, &at)
}

/// A place and the value there, seen from the side the function starts on: every root is a rise through zero.
type Point = (f64, f64);

fn search(
    nodes: &[f64],
    tolerance: f64,
    at_node: &dyn Fn(usize) -> f64,
    at: &dyn Fn(f64) -> f64,
) -> Option<f64> {
    let first = at_node(0);
    if first == 0.0 {
        return nodes.first().copied();
    }
    let side = -first.signum();
    let seen = |index: usize| Some((*nodes.get(index)?, side * at_node(index)));
    let towards_zero = |x: f64| side * at(x);
    let between = |low: Point, high: Point| {
        root(
            Bracket {
                low: low.0,
                high: high.0,
                at_low: side * low.1,
                at_high: side * high.1,
            },
            tolerance,
            at,
        )
    };
    let (mut before, mut left, mut right) = (None, seen(0)?, seen(1));
    let mut index = 2;
    while let Some(here) = right {
        if here.1 >= 0.0 {
            return between(left, here);
        }
        let after = seen(index);
        if may_reach_zero(before, [left, here], after) {
            let top = peak(towards_zero, left.0, here.0);
            let highest = towards_zero(top);
            if highest >= 0.0 {
                return between(left, (top, highest));
            }
        }
        (before, left, right) = (Some(left), here, after);
        index += 1;
    }
    None
}

/// Whether a function below zero at both ends of a gap may rise to zero within it: where it rises into the gap and
/// falls out of it, no higher than the lines through its neighbours lead.
fn may_reach_zero(before: Option<Point>, [left, right]: [Point; 2], after: Option<Point>) -> bool {
    let slope = |low: Point, high: Point| (high.1 - low.1) / (high.0 - low.0);
    // Beyond the ends nothing is known; there a line of the other side alone is the limit.
    let rise = before.map_or(f64::INFINITY, |before| slope(before, left));
    let fall = after.map_or(f64::NEG_INFINITY, |after| slope(right, after));
    if rise <= 0.0 || fall >= 0.0 {
        return false;
    }
    let width = right.0 - left.0;
    let crest = if rise.is_infinite() {
        right.1 - fall * width
    } else if fall.is_infinite() {
        left.1 + rise * width
    } else {
        let way = ((right.1 - left.1 - fall * width) / (rise - fall)).clamp(0.0, width);
        left.1 + rise * way
    };
    crest >= 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hump_between_nodes_is_seen() {
        // Above zero only between 1.9 and 2.1.
        let f = |x: f64| 0.01 - (x - 2.0) * (x - 2.0);
        let nodes = [0.0, 1.0, 1.8, 3.0, 4.0];
        for sign in [1.0, -1.0] {
            let at = |x: f64| sign * f(x);
            let found = lowest_root_on(&nodes, 1e-12, |i| at(nodes[i]), at).expect("a root");
            assert!((found - 1.9).abs() < 1e-11, "{found}");
        }
    }

    #[test]
    fn a_sharp_hump_far_from_the_highest_node_is_seen() {
        // Steep up to 25.3, slowly down from there; above zero between 24.4 and 27.3.
        let f = |x: f64| {
            if x < 25.3 {
                200.0 * (x - 24.4)
            } else {
                180.0 - 90.0 * (x - 25.3)
            }
        };
        let nodes = [14.5, 18.0, 22.5, 28.5, 36.0];
        let found = lowest_root_on(&nodes, 1e-12, |i| f(nodes[i]), f).expect("a root");
        assert!((found - 24.4).abs() < 1e-11, "{found}");
    }

    #[test]
    fn a_hump_in_the_first_and_in_the_last_gap_is_seen() {
        let f = |x: f64| 0.01 - (x - 2.0) * (x - 2.0);
        for nodes in [[1.0, 4.0, 5.0, 6.0], [-2.0, -1.0, 0.0, 3.0]] {
            let found = lowest_root_on(&nodes, 1e-12, |i| f(nodes[i]), f).expect("a root");
            assert!((found - 1.9).abs() < 1e-11, "{found}");
        }
    }

    #[test]
    fn a_function_without_a_root_has_none() {
        assert_eq!(lowest_root_on(&[0.0, 1.0, 2.0], 1e-12, |_| 1.0, |_| 1.0), None);
    }
}

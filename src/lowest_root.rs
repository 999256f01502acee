//! The lowest root of a function that may touch zero and turn back between two nodes.

use crate::extremum::peak;
use crate::root::{Bracket, root};

/// The lowest root of `at` that the ascending `nodes` reveal, to `tolerance`.
///
/// Beside changes of sign between neighbours, a node nearer to zero than both its neighbours is looked at
/// closely: two roots may lie beside it. `at_node` gives the value at a node by its index, for callers who
/// have parts of it at hand. `None` where no root shows; a node at exactly zero is a root.
pub fn lowest_root_on(
    nodes: &[f64],
    tolerance: f64,
    at_node: impl Fn(usize) -> f64,
    at: impl Fn(f64) -> f64,
) -> Option<f64> {
    search(nodes, tolerance, &at_node, &at)
}

fn search(
    nodes: &[f64],
    tolerance: f64,
    at_node: &dyn Fn(usize) -> f64,
    at: &dyn Fn(f64) -> f64,
) -> Option<f64> {
    let between = |low: (f64, f64), high: (f64, f64)| {
        root(
            Bracket {
                low: low.0,
                high: high.0,
                at_low: low.1,
                at_high: high.1,
            },
            tolerance,
            at,
        )
    };
    let mut left = (*nodes.first()?, at_node(0));
    if left.1 == 0.0 {
        return Some(left.0);
    }
    // Seen from the side the function starts on, every root is a rise through zero.
    let side = -left.1.signum();
    let towards_zero = |x: f64| side * at(x);
    let mut before = left;
    for (index, &x) in nodes.iter().enumerate().skip(1) {
        let right = (x, at_node(index));
        if may_reach_zero([before, left, right].map(|(x, y)| (x, side * y))) {
            let top = peak(towards_zero, before.0, right.0);
            let highest = at(top);
            if side * highest >= 0.0 {
                return between(before, (top, highest));
            }
        }
        if side * right.1 >= 0.0 {
            return between(left, right);
        }
        before = left;
        left = right;
    }
    None
}

/// How many times higher than the parabola through three points a hump is allowed to rise.
const STEEPNESS: f64 = 4.0;

/// Whether a function through three ascending points, all below zero, may rise to zero between them.
fn may_reach_zero([left, middle, right]: [(f64, f64); 3]) -> bool {
    if middle.1 <= left.1 || middle.1 <= right.1 {
        return false;
    }
    let rise = (middle.1 - left.1) / (middle.0 - left.0);
    let fall = (right.1 - middle.1) / (right.0 - middle.0);
    let bend = (rise - fall) / (right.0 - left.0);
    // The parabola's slope at the middle point, and how far above that point its top lies.
    let slope = rise - bend * (middle.0 - left.0);
    middle.1 + STEEPNESS * slope * slope / (4.0 * bend) >= 0.0
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
    fn a_function_without_a_root_has_none() {
        assert_eq!(lowest_root_on(&[0.0, 1.0, 2.0], 1e-12, |_| 1.0, |_| 1.0), None);
    }
}

//! Roots of a function of one variable, always between two points where it is known to change sign.

use alloc::vec::Vec;

/// Two points and the values a function takes there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bracket {
    /// The lower point.
    pub low: f64,
    /// The upper point, above `low`.
    pub high: f64,
    /// The function's value at `low`.
    pub at_low: f64,
    /// The function's value at `high`.
    pub at_high: f64,
}

/// A root of `f` inside `bracket`, found by the ITP method.
///
/// * The two end values belong to the caller, who usually has them already; `f` is never called at the ends.
///   The ends may be of either sign, but not both of the same: then the answer is None. It is None too when an
///   end or a value (also one met on the way) is not finite, or `low` is not below `high`.
/// * `tolerance`, in the units of x: the answer lies within it of a sign change of `f`, which for a continuous
///   `f` is a root. Anything smaller than the spacing of doubles at the larger end (0 too) means that spacing.
/// * `f` is called at most `ceil(log2((high - low) / (2 tolerance))) + 1` times, one more than bisection would
///   call it, and never more than 54 times; a smooth `f` takes 5 to 10 calls. A value of exactly 0 ends the search.
///
/// Oliveira and Takahashi, "An Enhancement of the Bisection Method Average Performance Preserving Minmax
/// Optimality", ACM Trans. Math. Softw. 47 (2020) 5, with kappa1 = 0.2/(b - a), kappa2 = 2, n0 = 1.
pub fn root(bracket: Bracket, tolerance: f64, mut f: impl FnMut(f64) -> f64) -> Option<f64> {
    let Bracket {
        low: mut a,
        high: mut b,
        at_low: mut ya,
        at_high: mut yb,
    } = bracket;
    let finite = a.is_finite() && b.is_finite() && ya.is_finite() && yb.is_finite();
    // Written so that a NaN tolerance is refused too.
    if !(finite && a < b && (b - a).is_finite() && tolerance >= 0.0) {
        return None;
    }
    if ya == 0.0 {
        return Some(a);
    }
    if yb == 0.0 {
        return Some(b);
    }
    if (ya > 0.0) == (yb > 0.0) {
        return None;
    }
    let rising = yb > 0.0;
    let spacing = a.abs().max(b.abs()) * f64::EPSILON;
    let epsilon = tolerance.max(spacing).max(f64::MIN_POSITIVE);
    let kappa = 0.2 / (b - a);
    // The paper's budget 2^(n_max - j) epsilon, halved at each step.
    let mut reach = 2.0 * epsilon;
    while reach < b - a {
        reach *= 2.0;
    }
    while b - a > 2.0 * epsilon {
        let middle = a + 0.5 * (b - a);
        let radius = reach - 0.5 * (b - a);
        let delta = kappa * (b - a) * (b - a);
        // Weighting instead of the usual quotient: the difference of two large values could overflow.
        let share = ya / (ya - yb);
        let secant = if share.is_finite() {
            a + share * (b - a)
        } else {
            middle
        };
        let side = if middle > secant { 1.0 } else { -1.0 };
        let pulled = if delta <= (middle - secant).abs() {
            secant + side * delta
        } else {
            middle
        };
        let x = if (pulled - middle).abs() <= radius {
            pulled
        } else {
            middle - side * radius
        };
        // Rounding may leave x on an end or, with a subnormal width, beyond it.
        let x = if x > a && x < b { x } else { middle };
        if x <= a || x >= b {
            break;
        }
        let y = f(x);
        if !y.is_finite() {
            return None;
        }
        if y == 0.0 {
            return Some(x);
        }
        if (y > 0.0) == rising {
            b = x;
            yb = y;
        } else {
            a = x;
            ya = y;
        }
        reach *= 0.5;
    }
    Some(a + 0.5 * (b - a))
}

/// Every root of `f` that the ascending `nodes` tell apart, in ascending order, each to `tolerance` as in [`root`].
///
/// * Between two neighbouring nodes whose values differ in sign lies one root of the answer. Two roots between the
///   same neighbours leave no sign change and are not seen: the caller chooses nodes that close.
/// * A value of exactly 0 on a node is a root, once, whether or not the sign changes there. On a flat stretch, several
///   neighbouring nodes at 0, only the first of them is one.
/// * A node with a value that is not finite ends a stretch: nothing is looked for between it and its neighbours.
///
/// `f` is called once per node and then as [`root`] calls it. Fewer than two nodes can still give the zero on a node.
pub fn roots_on(nodes: &[f64], tolerance: f64, f: impl FnMut(f64) -> f64) -> Vec<f64> {
    let mut roots = Vec::new();
    scan(nodes, tolerance, f, |x| {
        roots.push(x);
        true
    });
    roots
}

/// The lowest of the roots that [`roots_on`] finds, without looking at nodes above it.
pub fn first_root_on(nodes: &[f64], tolerance: f64, f: impl FnMut(f64) -> f64) -> Option<f64> {
    let mut first = None;
    scan(nodes, tolerance, f, |x| {
        first = Some(x);
        false
    });
    first
}

/// Hands each root to `found` until that answers false.
fn scan(nodes: &[f64], tolerance: f64, mut f: impl FnMut(f64) -> f64, mut found: impl FnMut(f64) -> bool) {
    let mut before: Option<(f64, f64)> = None;
    for &x in nodes {
        let y = f(x);
        let hit = match before {
            Some((_, 0.0)) => None,
            _ if y == 0.0 => Some(x),
            Some((low, at_low)) => root(
                Bracket {
                    low,
                    high: x,
                    at_low,
                    at_high: y,
                },
                tolerance,
                &mut f,
            ),
            None => None,
        };
        if let Some(x) = hit
            && !found(x)
        {
            return;
        }
        before = Some((x, y));
    }
}

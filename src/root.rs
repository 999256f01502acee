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
    search(bracket, tolerance, &mut f)
}

/// The one copy of the search in a program, whatever the functions searched.
fn search(bracket: Bracket, tolerance: f64, f: &mut dyn FnMut(f64) -> f64) -> Option<f64> {
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
    // The second condition ends the last step where rounding has left the width a hair above the aim.
    while b - a > 2.0 * epsilon && reach > epsilon {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::exp;
    use alloc::vec;
    use proptest::prelude::*;

    fn between(low: f64, high: f64, f: impl Fn(f64) -> f64) -> Bracket {
        Bracket {
            low,
            high,
            at_low: f(low),
            at_high: f(high),
        }
    }

    #[test]
    fn the_cubic_of_newton_and_the_root_of_two() {
        // Wallis's example of Newton's method: x^3 - 2x - 5 = 0 at 2.0945514815423265...
        let f = |x: f64| x * x * x - 2.0 * x - 5.0;
        let x = root(between(2.0, 3.0, f), 0.0, f).expect("a root");
        assert!((x - 2.094_551_481_542_326_5).abs() <= 2.0 * f64::EPSILON * x);
        let f = |x: f64| 2.0 - x * x;
        let x = root(between(0.0, 100.0, f), 0.0, f).expect("a root");
        assert!((x - core::f64::consts::SQRT_2).abs() <= 100.0 * f64::EPSILON);
    }

    #[test]
    fn no_bracket_no_root() {
        let f = |x: f64| x * x + 1.0;
        assert_eq!(root(between(-1.0, 2.0, f), 1e-9, f), None);
        let line = |x: f64| x;
        for (low, high) in [
            (2.0, -1.0),
            (f64::NAN, 1.0),
            (-1.0, f64::INFINITY),
            (-f64::MAX, f64::MAX),
        ] {
            assert_eq!(root(between(low, high, line), 1e-9, line), None);
        }
        assert_eq!(root(between(-1.0, 2.0, line), f64::NAN, line), None);
        assert_eq!(root(between(-1.0, 2.0, line), -1.0, line), None);
        // A hole met on the way.
        assert_eq!(root(between(-1.0, 2.0, line), 1e-9, |_| f64::NAN), None);
    }

    #[test]
    fn an_end_that_is_a_root_needs_no_call() {
        let never = |_: f64| -> f64 { unreachable!("the ends are known") };
        assert_eq!(
            root(
                Bracket {
                    low: 1.0,
                    high: 2.0,
                    at_low: 0.0,
                    at_high: 3.0
                },
                0.0,
                never
            ),
            Some(1.0)
        );
        assert_eq!(
            root(
                Bracket {
                    low: 1.0,
                    high: 2.0,
                    at_low: 3.0,
                    at_high: 0.0
                },
                0.0,
                never
            ),
            Some(2.0)
        );
    }

    #[test]
    fn a_scan_finds_each_root_once_and_in_order() {
        let f = |x: f64| (x - 1.0) * (x - 2.5) * (x - 4.0);
        let nodes = [0.0, 1.0, 2.0, 3.0, 5.0];
        let roots = roots_on(&nodes, 1e-12, f);
        assert_eq!(roots.len(), 3);
        for (root, want) in roots.iter().zip([1.0, 2.5, 4.0]) {
            assert!((root - want).abs() <= 1e-12);
        }
        assert_eq!(first_root_on(&nodes, 1e-12, f), Some(1.0));
        // The first root is found without the nodes above it.
        assert_eq!(
            first_root_on(&[0.0, 1.0, 9.0], 1e-12, |x| if x > 5.0 {
                panic!("too far")
            } else {
                f(x)
            }),
            Some(1.0)
        );
    }

    #[test]
    fn touching_flats_and_holes() {
        // A touch on a node is a root; one between nodes leaves no sign change and is not seen.
        assert_eq!(roots_on(&[-1.0, 0.0, 1.0], 1e-12, |x| x * x), vec![0.0]);
        assert_eq!(roots_on(&[-1.0, 0.5, 1.0], 1e-12, |x| x * x), Vec::<f64>::new());
        // Of a flat stretch, its first node.
        let dead_zone = |x: f64| if x.abs() <= 1.0 { 0.0 } else { x };
        assert_eq!(
            roots_on(&[-2.0, -1.0, 0.0, 1.0, 2.0], 1e-12, dead_zone),
            vec![-1.0]
        );
        // A pole changes sign without being a root: its value on the node is not finite.
        assert_eq!(roots_on(&[-1.0, 0.0, 1.0], 1e-12, |x| 1.0 / x), Vec::<f64>::new());
        assert_eq!(roots_on(&[], 1e-12, |x| x), Vec::<f64>::new());
        assert_eq!(roots_on(&[0.0], 1e-12, |x| x), vec![0.0]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 5000, failure_persistence: None, ..ProptestConfig::default() })]

        /// Steep, flat, lopsided and stepped functions: the answer is near the sign change and the calls are counted.
        #[test]
        fn the_guarantee_holds(
            zero in -1.0_f64..1.0,
            below in 1e-6_f64..1e3,
            above in 1e-6_f64..1e3,
            digits in 0..18,
            steep in -2.0_f64..6.0,
            shape in 0..4,
            rising in any::<bool>(),
        ) {
            let scale: f64 = exp(steep);
            let f = |x: f64| -> f64 {
                let d = x - zero;
                let y: f64 = match shape {
                    0 => d,
                    1 => d * d * d * scale,
                    2 => exp(f64::clamp(d * scale, -700.0, 700.0)) - 1.0,
                    _ => if d >= 0.0 { 1.0 } else { -1.0 / scale },
                };
                if rising { y } else { -y }
            };
            let (low, high) = (zero - below, zero + above);
            let tolerance = crate::math::pow(10.0, -f64::from(digits));
            let mut calls = 0;
            let found = root(between(low, high, f), tolerance, |x| { calls += 1; f(x) }).expect("a root");
            let spacing = f64::EPSILON * low.abs().max(high.abs());
            // The cube is 0 for some way around its root: an exact zero ends the search.
            let flat = if shape == 1 { 1e-100 } else { 0.0 };
            prop_assert!((found - zero).abs() <= tolerance.max(spacing) + spacing + flat, "{found} for {zero}");
            let halvings = crate::math::ceil(libm::log2((high - low) / (2.0 * tolerance.max(spacing)))).max(0.0);
            prop_assert!(f64::from(calls) <= halvings + 1.0 && calls <= 54, "{calls} calls, {halvings} halvings");
        }
    }
}

//! How far a position's value swings from one day to the next.

use crate::math::{exp, normal_pdf, sqrt};

/// Standard deviations looked at on either side, and points to each.
const REACH: i32 = 5;
const POINTS: i32 = 2;

/// Standard deviation of `gain` over a day in which SPX moves by a normal number of `deviation`s in logs.
///
/// `gain` takes SPX over its level now. Even steps of half a deviation, weighed by the normal density: for a smooth gain
/// the error is far below a millionth, a kink costs a few thousandths.
pub fn daily_swing(deviation: f64, gain: impl Fn(f64) -> f64) -> f64 {
    let (mut weight, mut sum, mut square) = (0.0, 0.0, 0.0);
    // Counted from the middle, so that the sums of squares are of swings and not of levels.
    let middle = gain(1.0);
    for point in -REACH * POINTS..=REACH * POINTS {
        let z = f64::from(point) / f64::from(POINTS);
        let swing = if point == 0 {
            0.0
        } else {
            gain(exp(deviation * z)) - middle
        };
        let density = normal_pdf(z);
        weight += density;
        sum += density * swing;
        square += density * swing * swing;
    }
    let mean = sum / weight;
    sqrt((square / weight - mean * mean).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::ln;

    /// By hand: a gain linear in the log swings by its slope; a parabola a z^2 by a sqrt 2, since z^4 averages 3.
    #[test]
    fn lines_and_parabolas_by_hand() {
        let line = daily_swing(0.01, |ratio| 5e4 * ln(ratio));
        assert!(
            (line - 500.0).abs() < 500.0 * 1e-4,
            "{line}: cut off at five deviations"
        );
        let parabola = daily_swing(0.01, |ratio| {
            let z = ln(ratio) / 0.01;
            7.0 + 100.0 * z * z
        });
        assert!(
            (parabola - 100.0 * core::f64::consts::SQRT_2).abs() < 0.05,
            "{parabola}"
        );
        assert_eq!(daily_swing(0.01, |_| 12.0), 0.0);
    }
}

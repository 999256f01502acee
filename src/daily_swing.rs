//! How far a position's value swings from one day to the next.

use crate::math::{exp, normal_pdf, sqrt};

/// Standard deviations looked at on either side, and points to each.
const REACH: i32 = 5;
const POINTS: i32 = 2;

/// Standard deviations of several gains over a day in which SPX moves by a normal number of `deviation`s in logs.
///
/// `gains` takes SPX over its level now. Even steps of half a deviation, weighed by the normal density: for a smooth gain
/// the error is far below a millionth, a kink costs a few thousandths.
pub fn daily_swings<const N: usize>(deviation: f64, gains: impl Fn(f64) -> [f64; N]) -> [f64; N] {
    let mut weight = 0.0;
    let (mut sum, mut square) = ([0.0; N], [0.0; N]);
    // Counted from the middle, so that the sums of squares are of swings and not of levels.
    let middle = gains(1.0);
    for point in -REACH * POINTS..=REACH * POINTS {
        let z = f64::from(point) / f64::from(POINTS);
        let density = normal_pdf(z);
        weight += density;
        if point == 0 {
            continue;
        }
        for (place, gain) in gains(exp(deviation * z)).into_iter().enumerate() {
            let swing = gain - middle[place];
            sum[place] += density * swing;
            square[place] += density * swing * swing;
        }
    }
    core::array::from_fn(|place| {
        let mean = sum[place] / weight;
        sqrt((square[place] / weight - mean * mean).max(0.0))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::ln;

    /// By hand: a gain linear in the log swings by its slope; a parabola a z^2 by a sqrt 2, since z^4 averages 3; what does
    /// not move does not swing.
    #[test]
    fn lines_and_parabolas_by_hand() {
        let [line, parabola, still] = daily_swings(0.01, |ratio| {
            let z = ln(ratio) / 0.01;
            [500.0 * z, 7.0 + 100.0 * z * z, 12.0]
        });
        assert!(
            (line - 500.0).abs() < 500.0 * 1e-4,
            "{line}: cut off at five deviations"
        );
        assert!(
            (parabola - 100.0 * core::f64::consts::SQRT_2).abs() < 0.05,
            "{parabola}"
        );
        assert_eq!(still, 0.0);
    }
}

//! The lower triangular root of a covariance: what turns independent normal draws into ones that move together.

use alloc::vec;
use alloc::vec::Vec;

use crate::math::sqrt;

/// What is left of a variance below this share of it is rounding: the number is one already drawn.
const NOTHING: f64 = 1e-12;

/// Lower triangular `root` with `root rootᵀ` the given covariance, row by row, each row up to its diagonal.
///
/// Cholesky's way. The covariance may be singular: where two numbers are the same, the later one draws nothing of its own.
pub fn lower_root(covariance: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let mut root: Vec<Vec<f64>> = Vec::with_capacity(covariance.len());
    for (place, given) in covariance.iter().enumerate() {
        let mut row = vec![0.0; place + 1];
        for column in 0..place {
            let explained: f64 = (0..column).map(|k| row[k] * root[column][k]).sum();
            let pivot = root[column][column];
            if pivot > 0.0 {
                row[column] = (given[column] - explained) / pivot;
            }
        }
        let left = given[place] - row.iter().map(|part| part * part).sum::<f64>();
        if left > NOTHING * given[place] {
            row[place] = sqrt(left);
        }
        root.push(row);
    }
    root
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_times_itself_is_the_covariance() {
        let covariance = [
            vec![4.0, 2.0, 2.0, -1.0],
            vec![2.0, 2.0, 2.0, 0.5],
            // The same number as the one before.
            vec![2.0, 2.0, 2.0, 0.5],
            vec![-1.0, 0.5, 0.5, 9.0],
        ];
        let root = lower_root(&covariance);
        for (one, given) in root.iter().zip(&covariance) {
            for (other, expected) in root.iter().zip(given) {
                let product: f64 = one.iter().zip(other).map(|(a, b)| a * b).sum();
                // A few roundings of numbers below ten.
                assert!((product - expected).abs() < 1e-14, "{product} is not {expected}");
            }
        }
        assert_eq!(root[2][2], 0.0, "what is the same draws nothing of its own");
    }
}

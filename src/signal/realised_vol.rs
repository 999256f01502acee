//! Realised vol: how much a series of closes has moved, as a vol a year.

use alloc::vec::Vec;

use crate::math::{ln, sqrt};
use crate::units::{TRADING_DAYS, Vol};

/// Log returns from each close to the next; `None` where a close is not above 0, which has no logarithm.
pub fn log_returns(closes: &[f64]) -> Option<Vec<f64>> {
    if closes.iter().any(|close| *close <= 0.0) {
        return None;
    }
    let logs: Vec<f64> = closes.iter().map(|close| ln(*close)).collect();
    Some(logs.windows(2).map(step).collect())
}

fn step(pair: &[f64]) -> f64 {
    match pair {
        [before, after] => after - before,
        _ => 0.0,
    }
}

/// The vol a year of daily returns: their sample deviation (one less than their number below) times sqrt(252).
///
/// `None` for fewer than two. The mean is taken out, so a steady drift is no vol.
pub fn annualised(returns: &[f64]) -> Option<Vol> {
    let count = f64::from(u32::try_from(returns.len()).ok()?);
    if count < 2.0 {
        return None;
    }
    let mean = returns.iter().sum::<f64>() / count;
    let squares: f64 = returns.iter().map(|one| (one - mean) * (one - mean)).sum();
    Some(Vol::new(sqrt(squares / (count - 1.0) * TRADING_DAYS)))
}

/// The vol of every run of so many returns, oldest first.
pub fn rolling(returns: &[f64], window: usize) -> Vec<f64> {
    if window < 2 {
        return Vec::new();
    }
    returns
        .windows(window)
        .filter_map(annualised)
        .map(Vol::get)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_up_and_down_by_one_percent_are_sixteen_percent_a_year() {
        // Returns +a, -a, +a, -a: mean 0, sum of squares 4 a^2, over 3, times 252.
        let a = 0.01;
        let vol = annualised(&[a, -a, a, -a]).expect("four returns").get();
        // A handful of roundings.
        assert!((vol - a * sqrt(4.0 / 3.0 * 252.0)).abs() < 1e-15);
        assert_eq!(annualised(&[a]), None);
        assert_eq!(annualised(&[]), None);
    }

    #[test]
    fn a_close_without_a_logarithm_leaves_none() {
        assert_eq!(log_returns(&[1.0, 0.0, 2.0]), None);
        assert_eq!(log_returns(&[1.0, -1.0]), None);
        assert_eq!(log_returns(&[5.0, 5.0]), Some(Vec::from([0.0])));
        assert_eq!(log_returns(&[]), Some(Vec::new()));
        assert!(rolling(&[0.1, 0.2], 1).is_empty() && rolling(&[0.1], 2).is_empty());
    }
}

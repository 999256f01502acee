//! Three levels people call SPX's fair value: where its forward is, what its earnings fetch, what its dividends are worth.

use crate::units::Rate;

/// A multiple of earnings: index points of yearly earnings x the price paid for one of them.
pub fn earnings_multiple(earnings: f64, multiple: f64) -> f64 {
    earnings * multiple
}

/// Gordon's value of dividends that grow for ever: D1 / (required - growth), D1 = dividend x (1 + growth).
///
/// `dividend` in index points a year, as paid now. `None` where dividends are to grow as fast as what is required, or
/// faster: then no price is high enough. Near that point a tenth of a percent moves it by hundreds of points.
pub fn gordon(dividend: f64, required: Rate, growth: Rate) -> Option<f64> {
    let spread = required.get() - growth.get();
    let value = dividend * (1.0 + growth.get()) / spread;
    (spread > 0.0 && value.is_finite()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: 2 x 1.05 / (0.10 - 0.05) = 42, and 2 x 1.04 / (0.10 - 0.04) = 34.67.
    #[test]
    fn gordon_by_hand() {
        let value = |growth| gordon(2.0, Rate::from_percent(10.0), Rate::from_percent(growth));
        assert!((value(5.0).expect("one") - 42.0).abs() < 1e-12);
        assert!((value(4.0).expect("one") - 104.0 / 3.0).abs() < 1e-12);
        assert_eq!(value(10.0), None);
        assert_eq!(value(12.0), None);
    }

    #[test]
    fn a_multiple_by_hand() {
        assert_eq!(earnings_multiple(310.0, 23.0), 7130.0);
    }
}

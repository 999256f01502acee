//! Impermanent loss: what a liquidity provider has less than one who kept the two assets, after the price has moved.
//!
//! A pool that keeps x y constant holds ever more of what falls. With r the price over the first price, full range,
//!
//! ```text
//! loss = 2 sqrt(r)/(1 + r) - 1
//! ```
//!
//! and for liquidity between two prices a and b, with c the price held to that range,
//!
//! ```text
//! x = 1/sqrt(c) - 1/sqrt(b)      y = sqrt(c) - sqrt(a)      value = x P + y
//! ```
//!
//! Source: Adams and others, "Uniswap v3 Core" (2021), section 2; fees are left out, as everywhere in the name.

use crate::math::sqrt;

/// Liquidity between two prices.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pool {
    /// The lower price; above zero.
    pub low: f64,
    /// The upper price; above the lower.
    pub high: f64,
}

/// The loss of a full-range pool when the price is `ratio` times the first, `ratio` above zero: 0 or less.
pub fn full_range(ratio: f64) -> f64 {
    2.0 * sqrt(ratio) / (1.0 + ratio) - 1.0
}

impl Pool {
    /// The loss when the price has gone from `first` to `price`, both above zero: 0 or less.
    ///
    /// A share of what holding the two assets of the start would be worth.
    pub fn loss(self, first: f64, price: f64) -> f64 {
        let start = self.holding(first);
        let held = start.asset * price + start.cash;
        let now = self.holding(price);
        (now.asset * price + now.cash) / held - 1.0
    }

    /// What a unit of liquidity holds at a price.
    fn holding(self, price: f64) -> Holding {
        let inside = sqrt(price.clamp(self.low, self.high));
        Holding {
            asset: 1.0 / inside - 1.0 / sqrt(self.high),
            cash: inside - sqrt(self.low),
        }
    }
}

/// What a pool holds: so much of the asset, so much cash.
struct Holding {
    asset: f64,
    cash: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pintail, "Uniswap: A Good Deal for Liquidity Providers?" (2019): 1.25x is a 0.6 % loss, 1.5x 2.0 %, 1.75x 3.8 %,
    /// 2x 5.7 %, 3x 13.4 %, 4x 20.0 %, 5x 25.5 %.
    #[test]
    fn full_range_losses_are_the_published_ones() {
        for (ratio, percent) in [
            (1.25, 0.6),
            (1.5, 2.0),
            (1.75, 3.8),
            (2.0, 5.7),
            (3.0, 13.4),
            (4.0, 20.0),
            (5.0, 25.5),
        ] {
            let loss = -100.0 * full_range(ratio);
            assert!((loss - percent).abs() <= 0.05 + 1e-9, "{ratio}: {loss}");
            // A fall by as much costs as much.
            assert!(
                (full_range(1.0 / ratio) - full_range(ratio)).abs() < 1e-15,
                "{ratio}"
            );
        }
        assert_eq!(full_range(1.0), 0.0);
    }

    /// The closed form inside a range: full / (1 - (sqrt(a/P) + r sqrt(P/b))/(1 + r)).
    #[test]
    fn a_range_magnifies_the_loss_by_what_it_leaves_out() {
        let (first, low, high) = (7138.8, 6650.0, 7475.0);
        let pool = Pool { low, high };
        for price in [6650.0, 6800.0, 7000.0, 7138.8, 7200.0, 7475.0] {
            let ratio = price / first;
            let left_out = (sqrt(low / first) + ratio * sqrt(first / high)) / (1.0 + ratio);
            let expected = full_range(ratio) / (1.0 - left_out);
            // Values within 6e-4 of each other are subtracted: 1e-16 in them is 1e-13 here.
            assert!((pool.loss(first, price) - expected).abs() < 1e-12, "{price}");
        }
    }

    #[test]
    fn a_very_wide_range_is_a_full_one_and_beyond_a_range_the_loss_is_that_of_one_asset() {
        let wide = Pool {
            low: 1e-12,
            high: 1e12,
        };
        for ratio in [0.25, 0.9, 1.0, 1.1, 4.0] {
            assert!(
                (wide.loss(1.0, ratio) - full_range(ratio)).abs() < 2e-6,
                "{ratio}: ends a millionth away"
            );
        }
        // Bought all the way down to 90 from 100, then only the asset: its value falls with the price.
        let pool = Pool {
            low: 90.0,
            high: 110.0,
        };
        let value = |price: f64| {
            let held = pool.holding(price);
            held.asset * price + held.cash
        };
        assert!((value(45.0) / value(90.0) - 0.5).abs() < 1e-14);
        assert_eq!(
            value(110.0).to_bits(),
            value(150.0).to_bits(),
            "all cash above the range"
        );
        assert!(pool.loss(100.0, 80.0) < pool.loss(100.0, 90.0));
    }
}

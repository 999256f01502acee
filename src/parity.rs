//! Put-call parity at one strike: how far two quotes are from it, and whether that pays for a conversion or a reversal.

use crate::math::{exp, ln};
use crate::units::{Rate, Years};

/// A call and a put of one strike and expiry, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// Strike, index points.
    pub strike: f64,
    /// Price of the call.
    pub call: f64,
    /// Price of the put.
    pub put: f64,
}

/// What a gap from parity is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Trade {
    /// The call is dear against the put: sell it, buy the put and the index forward.
    Conversion,
    /// The call is cheap against the put: buy it, sell the put and the index forward.
    Reversal,
    /// The gap does not pay for the trades.
    Neither,
}

impl Pair {
    /// Call - put - D (forward - strike), points: what a conversion earns at expiry's certainty, before costs.
    ///
    /// `rate` is continuous, over `years`.
    pub fn gap(&self, forward: f64, rate: Rate, years: Years) -> f64 {
        self.call - self.put - exp(-rate.get() * years.get()) * (forward - self.strike)
    }

    /// The forward at which the two quotes are at parity.
    pub fn implied_forward(&self, rate: Rate, years: Years) -> f64 {
        self.strike + (self.call - self.put) * exp(rate.get() * years.get())
    }

    /// The dividend yield that puts the implied forward where it is; `None` where that forward is not above zero or
    /// no time is left. What looks like a gap is often this.
    pub fn implied_dividend(&self, spot: f64, rate: Rate, years: Years) -> Option<f64> {
        let forward = self.implied_forward(rate, years);
        (forward > 0.0 && years > Years::ZERO).then(|| rate.get() - ln(forward / spot) / years.get())
    }
}

/// The trade that a gap pays for when trading all its legs costs `cost` points, and what is left, points.
pub fn trade(gap: f64, cost: f64) -> (Trade, f64) {
    let left = gap.abs() - cost;
    let trade = match () {
        () if left <= 0.0 => Trade::Neither,
        () if gap > 0.0 => Trade::Conversion,
        () => Trade::Reversal,
    };
    (trade, left)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Days;

    const RATE: Rate = Rate::from_percent(4.0);

    fn years() -> Years {
        Days::new(45.0).years()
    }

    /// `QuantLib` 1.44, `blackFormula` at 15 % vol, 45 days, forward 7163.48611316006: at parity, so that any gap is ours.
    #[test]
    fn quantlib_s_prices_have_no_gap() {
        let forward = 7_163.486_113_160_06;
        for (strike, call, put) in [
            (7000.0, 243.387_017_323_896_52, 80.705_152_343_025_28),
            (7200.0, 132.672_650_072_610_17, 169.006_911_705_011_13),
        ] {
            let pair = Pair { strike, call, put };
            // Prices near 200 carry rounding of a few 1e-14 each.
            assert!(pair.gap(forward, RATE, years()).abs() < 1e-11);
            assert!((pair.implied_forward(RATE, years()) - forward).abs() < 1e-11);
            let dividend = pair.implied_dividend(7138.80, RATE, years()).expect("one");
            assert!((dividend - 0.012).abs() < 1e-12, "{dividend}");
        }
    }

    /// By hand, without interest: a 100 call at 6, put at 4, forward 101: the gap is 1 point.
    #[test]
    fn a_dear_call_is_converted_and_a_cheap_one_reversed() {
        let gap = |call| {
            let pair = Pair {
                strike: 100.0,
                call,
                put: 4.0,
            };
            pair.gap(101.0, Rate::ZERO, years())
        };
        assert_eq!(trade(gap(6.0), 0.5), (Trade::Conversion, 0.5));
        assert_eq!(trade(gap(4.0), 0.25), (Trade::Reversal, 0.75));
        assert_eq!(trade(gap(5.25), 0.5).0, Trade::Neither);
    }
}

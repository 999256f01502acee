//! A budget for the hedge: a share of the condors' credit on one of the four counts of cost.

use crate::hedge_cost::{FourCounts, rolled_gain};
use crate::layer::Layer;
use crate::market::{Market, Shock};
use crate::math::ceil;
use crate::units::{Days, Usd};

/// One of the four counts of what a hedge costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Premium, fees and slippage at the start.
    Upfront,
    /// What is lost over the condor's life if nothing moves.
    Life,
    /// The same over the first day.
    PerDay,
    /// As `Life`, with layers that expire inside bought again.
    Rolled,
}

impl Count {
    /// All four, in the order in which they are told.
    pub const ALL: [Count; 4] = [Count::Upfront, Count::Life, Count::PerDay, Count::Rolled];

    /// This count of four.
    pub fn of<T: Copy>(self, counts: &FourCounts<T>) -> T {
        match self {
            Count::Upfront => counts.upfront,
            Count::Life => counts.life,
            Count::PerDay => counts.per_day,
            Count::Rolled => counts.rolled,
        }
    }

    /// What one layer costs on this count, dollars, beside a condor that lives for `life`.
    pub fn cost(self, layer: &Layer, market: &Market, life: Days) -> Usd {
        let until = |day: Days| {
            -layer.gain(
                market,
                &market.after(Shock {
                    day,
                    ..market.today()
                }),
            )
        };
        match self {
            Count::Upfront => layer.premium(market) + layer.trading_costs(market),
            Count::Life => until(life),
            Count::PerDay => until(life.min(Days::new(1.0))),
            Count::Rolled => -rolled_gain(layer, market, life),
        }
    }

    /// Its name in inputs and in the report.
    pub fn id(self) -> &'static str {
        match self {
            Count::Upfront => "upfront",
            Count::Life => "life",
            Count::PerDay => "perDay",
            Count::Rolled => "rolled",
        }
    }

    /// What it is called in a table.
    pub fn title(self) -> &'static str {
        match self {
            Count::Upfront => "Up front",
            Count::Life => "Over the condor’s life",
            Count::PerDay => "For a day",
            Count::Rolled => "With rolls",
        }
    }

    /// The count of this name; `Upfront` for a name that is none.
    pub fn named(id: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|count| count.id() == id)
            .unwrap_or(Count::Upfront)
    }
}

/// Most condors that are counted; needing more is no answer.
const MOST: f64 = 1e6;

/// The fewest condors whose credit keeps a cost within a share of it; 1 for a cost that is none.
///
/// `credit` is that of one condor, dollars. `None` above a million.
pub fn fewest_condors(cost: Usd, share: f64, credit: Usd) -> Option<f64> {
    let exact = cost.get() / (share * credit.get());
    // A cost that uses the budget to the cent fits.
    let needed = ceil(exact * (1.0 - 1e-12)).max(1.0);
    (needed <= MOST).then_some(needed)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: $1,833.57 against 12 % of $1,280 is 11.94 condors, 12; $153.60 is exactly one; nothing is one.
    #[test]
    fn condors_are_whole_and_at_least_one() {
        let condors = |cost: f64| fewest_condors(Usd::new(cost), 0.12, Usd::new(1280.0));
        assert_eq!(condors(1833.57), Some(12.0));
        assert_eq!(condors(153.6), Some(1.0));
        assert_eq!(condors(-20.0), Some(1.0));
        assert_eq!(condors(1e12), None);
    }
}

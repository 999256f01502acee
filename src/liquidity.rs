//! The quick ratio of an account: what can be paid at once over what may fall due at once.

use crate::units::Usd;

/// What can be paid with at once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Liquid {
    /// Cash.
    pub cash: Usd,
    /// Treasury bills.
    pub bills: Usd,
    /// Margin posted beyond what is required.
    pub excess_margin: Usd,
}

/// What may fall due at once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Due {
    /// What the hedge costs to buy, fees and slippage included; nothing where it brings money in.
    pub hedge_debit: Usd,
    /// Margin still to be posted.
    pub margin: Usd,
    /// The loss to be met soon, slippage of closing included.
    pub near_term_loss: Usd,
}

impl Liquid {
    /// All of it.
    pub fn total(&self) -> Usd {
        self.cash + self.bills + self.excess_margin
    }

    /// (cash + bills + excess margin) / (hedge debit + margin due + near-term loss); `None` where nothing is due.
    ///
    /// The acid test of a company's accounts, with the position's own claims in place of its current liabilities.
    pub fn quick_ratio(&self, due: &Due) -> Option<f64> {
        let claims = due.total().get();
        (claims > 0.0).then(|| self.total().get() / claims)
    }
}

impl Due {
    /// All of it; a claim below zero is none.
    pub fn total(&self) -> Usd {
        [self.hedge_debit, self.margin, self.near_term_loss]
            .into_iter()
            .filter(|claim| *claim > Usd::ZERO)
            .fold(Usd::ZERO, |sum, claim| sum + claim)
    }
}

/// A loss with what closing in a hurry adds to it: `slippage` is a share of the loss.
pub fn with_slippage(loss: Usd, slippage: f64) -> Usd {
    loss * (1.0 + slippage)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: (20,000 + 30,000 + 10,000) / (2,000 + 0 + 38,000) = 1.5.
    #[test]
    fn the_ratio_by_hand() {
        let liquid = Liquid {
            cash: Usd::new(20_000.0),
            bills: Usd::new(30_000.0),
            excess_margin: Usd::new(10_000.0),
        };
        let due = Due {
            hedge_debit: Usd::new(2_000.0),
            margin: Usd::ZERO,
            near_term_loss: Usd::new(38_000.0),
        };
        assert_eq!(liquid.quick_ratio(&due), Some(1.5));
        // A hedge that brings money in is no claim, and does not make another claim smaller.
        let sold = Due {
            hedge_debit: Usd::new(-2_000.0),
            ..due
        };
        assert_eq!(sold.total(), Usd::new(38_000.0));
        let nothing = Due {
            near_term_loss: Usd::ZERO,
            ..sold
        };
        assert_eq!(liquid.quick_ratio(&nothing), None);
    }
}

//! The weighted average cost of capital, and what a margin costs at it.

use crate::units::{Days, Rate, Usd};

/// How the capital behind a position is made up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Funding {
    /// Own money as a share of all of it, 0 to 1; the rest is borrowed.
    pub equity_share: Rate,
    /// What the own money is expected to earn elsewhere, a year.
    pub cost_of_equity: Rate,
    /// Interest on what is borrowed, a year, before tax.
    pub cost_of_debt: Rate,
    /// Tax rate at which that interest is deducted.
    pub tax: Rate,
}

impl Funding {
    /// E/V x cost of equity + D/V x cost of debt x (1 - tax), a year.
    pub fn wacc(&self) -> Rate {
        let equity = self.equity_share.get();
        let debt = self.cost_of_debt.get() * (1.0 - self.tax.get());
        Rate::new(equity * self.cost_of_equity.get() + (1.0 - equity) * debt)
    }
}

/// What it costs to tie up `amount` for `time` at a yearly rate, simple interest, actual/365.
pub fn financing(amount: Usd, yearly: Rate, time: Days) -> Usd {
    amount * (yearly.get() * time.years().get())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(value: f64) -> Rate {
        Rate::from_percent(value)
    }

    /// By hand: 0.6 x 9 + 0.4 x 7 x (1 - 0.25) = 5.4 + 2.1 = 7.5 %.
    #[test]
    fn the_parts_weigh_in() {
        let funding = Funding {
            equity_share: Rate::new(0.6),
            cost_of_equity: percent(9.0),
            cost_of_debt: percent(7.0),
            tax: percent(25.0),
        };
        assert!((funding.wacc().get() - 0.075).abs() < 1e-15);
        let own = Funding {
            equity_share: Rate::new(1.0),
            ..funding
        };
        assert_eq!(
            own.wacc(),
            percent(9.0),
            "nothing borrowed, so debt and tax do not count"
        );
    }

    /// By hand: $8,850 x 8 % / 365 = $1.94 for a day; on ten condors that is 0.0019 points.
    #[test]
    fn a_day_of_margin_costs_cents() {
        let day = financing(Usd::new(8850.0), percent(8.0), Days::new(1.0)).get();
        assert!((day - 1.9397).abs() < 5e-5, "{day}");
    }
}

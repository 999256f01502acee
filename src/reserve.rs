//! A purse kept apart from the position, out of which adjustments are paid.
//!
//! The documents call it the Second Engine. It changes who pays, never how much: the position gains and loses the same.

use crate::units::{Days, Rate, Usd};
use crate::wacc::financing;

/// The purse.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reserve {
    /// What was put in.
    pub size: Usd,
    /// What earlier adjustments have drawn.
    pub drawn: Usd,
    /// What its money costs a year.
    pub rate: Rate,
}

/// A debit paid out of the purse.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Draw {
    /// What the purse pays.
    pub paid: Usd,
    /// What it has not got: that comes out of the credit after all.
    pub short: Usd,
    /// What is left in it.
    pub left: Usd,
    /// Interest on what this draws.
    pub interest: Usd,
}

impl Reserve {
    /// Pays `debit` and holds it for `time`; what is received (a debit below zero) is not put into the purse.
    pub fn pay(&self, debit: Usd, time: Days) -> Draw {
        let available = (self.size - self.drawn).get().max(0.0);
        let owed = debit.get().max(0.0);
        let paid = owed.min(available);
        Draw {
            paid: Usd::new(paid),
            short: Usd::new(owed - paid),
            left: Usd::new(available - paid),
            interest: financing(Usd::new(paid), self.rate, time),
        }
    }
}

/// What is left of a condor's credit after its fees, the hedge, and every adjustment it has had to pay for.
///
/// The documents' rule is that it stays whole; below zero the position has cost more than it brought in.
pub fn credit_left(credit: Usd, fees: Usd, hedge: Usd, debits: Usd) -> Usd {
    credit - fees - hedge - debits
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: 1,000 put in, 400 drawn before; 750 more leaves nothing, 150 short, 600 x 7.3 % x 50/365 = 6 interest.
    #[test]
    fn it_pays_what_it_has() {
        let reserve = Reserve {
            size: Usd::new(1000.0),
            drawn: Usd::new(400.0),
            rate: Rate::from_percent(7.3),
        };
        let draw = reserve.pay(Usd::new(750.0), Days::new(50.0));
        assert_eq!(
            (draw.paid, draw.short, draw.left),
            (Usd::new(600.0), Usd::new(150.0), Usd::ZERO)
        );
        assert!((draw.interest.get() - 6.0).abs() < 1e-12);
        let credit = reserve.pay(Usd::new(-750.0), Days::new(50.0));
        assert_eq!((credit.paid, credit.left), (Usd::ZERO, Usd::new(600.0)));
    }

    #[test]
    fn the_credit_by_hand() {
        let left = credit_left(
            Usd::new(12_800.0),
            Usd::new(60.0),
            Usd::new(1_890.0),
            Usd::new(2_000.0),
        );
        assert_eq!(left, Usd::new(8_850.0));
    }
}

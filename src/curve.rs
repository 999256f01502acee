//! The VIX futures curve: the forward that a VIX option of any tenor is priced on.

use alloc::vec::Vec;

use crate::units::Days;

/// One quote: a VIX future's days to settlement and its price in VIX points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quote {
    /// Days to settlement, above zero.
    pub tenor: Days,
    /// VIX points, above zero.
    pub price: f64,
}

/// Today's VIX futures by tenor: linear through spot VIX at zero and the quotes, flat beyond the last.
///
/// It reproduces every quote.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    spot: f64,
    quotes: Vec<Quote>,
}

impl Curve {
    /// A curve through spot VIX and quotes given in any order, their tenors distinct.
    pub fn new(spot: f64, quotes: impl IntoIterator<Item = Quote>) -> Self {
        let mut ascending: Vec<Quote> = Vec::new();
        for quote in quotes {
            let place = ascending.partition_point(|other| other.tenor < quote.tenor);
            ascending.insert(place, quote);
        }
        Self {
            spot,
            quotes: ascending,
        }
    }

    /// Spot VIX.
    pub fn spot(&self) -> f64 {
        self.spot
    }

    /// The future that settles in `tenor`: spot at zero and before, the last quote beyond it.
    pub fn future(&self, tenor: Days) -> f64 {
        let (left, right) = self.around(tenor);
        if left.tenor == right.tenor {
            return left.price;
        }
        let share = (tenor.get() - left.tenor.get()) / (right.tenor.get() - left.tenor.get());
        left.price + (right.price - left.price) * share
    }

    /// The quotes on either side of a tenor, spot VIX counting as one at zero; twice the same where one
    /// stands at the tenor itself or none lies beyond it.
    pub fn around(&self, tenor: Days) -> (Quote, Quote) {
        let mut left = Quote {
            tenor: Days::ZERO,
            price: self.spot,
        };
        if tenor <= Days::ZERO {
            return (left, left);
        }
        for &right in &self.quotes {
            if tenor == right.tenor {
                return (right, right);
            }
            if tenor < right.tenor {
                return (left, right);
            }
            left = right;
        }
        (left, left)
    }

    /// The quotes, the nearest first.
    #[cfg(any(feature = "study", feature = "evidence"))]
    pub fn quotes(&self) -> &[Quote] {
        &self.quotes
    }

    /// The two quotes nearest to today; `None` with fewer.
    #[cfg(feature = "study")]
    pub fn first_two(&self) -> Option<(Quote, Quote)> {
        match self.quotes.as_slice() {
            [front, second, ..] => Some((*front, *second)),
            _ => None,
        }
    }

    /// The longest quoted tenor; zero without a quote.
    pub fn reach(&self) -> Days {
        self.quotes.last().map_or(Days::ZERO, |quote| quote.tenor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Curve {
        let quote = |tenor, price| Quote {
            tenor: Days::new(tenor),
            price,
        };
        Curve::new(17.95, [quote(220.0, 21.3), quote(30.0, 19.0), quote(110.0, 20.5)])
    }

    #[test]
    fn every_quote_is_reproduced() {
        for (tenor, price) in [(0.0, 17.95), (30.0, 19.0), (110.0, 20.5), (220.0, 21.3)] {
            assert_eq!(example().future(Days::new(tenor)), price);
        }
    }

    #[test]
    fn between_quotes_it_is_a_straight_line_and_beyond_them_flat() {
        // By hand: 17.95 + 1.05 / 3; 19 + 1.5 * 45 / 80.
        assert!(
            (example().future(Days::new(10.0)) - 18.3).abs() < 1e-14,
            "one rounding"
        );
        assert!(
            (example().future(Days::new(75.0)) - 19.843_75).abs() < 1e-14,
            "one rounding"
        );
        assert_eq!(example().future(Days::new(900.0)), 21.3);
        assert_eq!(example().reach(), Days::new(220.0));
    }
}

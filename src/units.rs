//! The dimensions whose numbers look alike: a newtype exists where a swap would give a plausible wrong answer.

use core::ops::{Add, AddAssign, Mul, Neg, Sub};

macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name(f64);

        impl $name {
            /// Nothing of it.
            pub const ZERO: Self = Self(0.0);

            /// Wraps a number that is already in this unit.
            pub const fn new(value: f64) -> Self {
                Self(value)
            }

            /// The bare number, in this unit.
            pub const fn get(self) -> f64 {
                self.0
            }
        }
    };
}

quantity! {
    /// A volatility as a decimal per square root of a year: 0.18, never 18.
    Vol
}
quantity! {
    /// A rate or a share as a decimal: 0.04, never 4.
    Rate
}
quantity! {
    /// A time in years of 365 days.
    Years
}
quantity! {
    /// A time in calendar days, fractions allowed.
    Days
}
quantity! {
    /// An amount of United States dollars; a gain is positive.
    Usd
}

/// Days in the year that every rate and vol here refers to (actual/365 fixed).
pub const DAYS_PER_YEAR: f64 = 365.0;
/// Trading days in a year, of the rule of thumb that turns a yearly vol into a daily move.
pub const TRADING_DAYS: f64 = 252.0;

impl Vol {
    /// From percent, as people and VIX quote it: `Vol::from_percent(18.0)` is 0.18.
    pub const fn from_percent(percent: f64) -> Self {
        Self(percent / 100.0)
    }
}

impl Rate {
    /// From percent: `Rate::from_percent(4.0)` is 0.04.
    pub const fn from_percent(percent: f64) -> Self {
        Self(percent / 100.0)
    }
}

impl Days {
    /// The same time in years, by the calendar.
    pub const fn years(self) -> Years {
        Years(self.0 / DAYS_PER_YEAR)
    }

    /// The time from `earlier` to `self`.
    #[must_use]
    pub const fn since(self, earlier: Days) -> Days {
        Days(self.0 - earlier.0)
    }

    /// The shorter of two times.
    #[must_use]
    pub const fn min(self, other: Days) -> Days {
        if other.0 < self.0 { other } else { self }
    }
}

impl Add for Usd {
    type Output = Usd;
    fn add(self, other: Usd) -> Usd {
        Usd(self.0 + other.0)
    }
}

impl AddAssign for Usd {
    fn add_assign(&mut self, other: Usd) {
        self.0 += other.0;
    }
}

impl Sub for Usd {
    type Output = Usd;
    fn sub(self, other: Usd) -> Usd {
        Usd(self.0 - other.0)
    }
}

impl Neg for Usd {
    type Output = Usd;
    fn neg(self) -> Usd {
        Usd(-self.0)
    }
}

impl Mul<f64> for Usd {
    type Output = Usd;
    fn mul(self, factor: f64) -> Usd {
        Usd(self.0 * factor)
    }
}

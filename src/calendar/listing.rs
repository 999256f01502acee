//! Which of the expiries that the rules give stand in the chains of a given day.

use serde::Serialize;

use crate::calendar::date::{Date, Weekday, days_between, on_or_after, plus};
use crate::calendar::expiry::{
    Settlement, VixSeries, is_month_end, is_spx_monthly, is_spxw, is_week_end, vix_on, vix_settlement,
};
use crate::math::{ceil, floor};
use crate::units::Days;

/// The products whose expiries are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Product {
    /// SPX options that settle at the close.
    Spxw,
    /// Monthly SPX options that settle at the open.
    Spx,
    /// VIX options and futures.
    Vix,
}

impl Product {
    /// How it settles.
    pub fn settlement(self) -> Settlement {
        match self {
            Product::Spxw => Settlement::Close,
            Product::Spx | Product::Vix => Settlement::Open,
        }
    }
}

/// Calendar days ahead to which SPXW has an expiry every session, and a further one every week's end.
///
/// Ours, read off one chain: on 30 January 2026 every session to 9 March was listed, Fridays to 27 March, then
/// third Fridays and month ends. Cboe adds more as they are asked for.
pub const DAILY_REACH: i32 = 35;
/// See [`DAILY_REACH`].
pub const WEEKLY_REACH: i32 = 56;
/// VIX expiries in a row that are listed with weeklies among them. Source: Cboe, VIX Weeklys.
pub const VIX_WEEKS: usize = 6;
/// No chain is searched further than this: SPX options are listed some five years ahead.
const FURTHEST: i32 = 5 * 366;

/// Days from a valuation date to the date on which typed days, at most 730, end.
///
/// A fraction counts the hours that are left of today: up to 16:00 New York for what settles at the close, so it
/// adds no date; up to 9:30 for what settles at the open, so what is left then is less than a whole day.
pub fn whole_days(product: Product, days: Days) -> i32 {
    let whole = match product.settlement() {
        Settlement::Close => floor(days.get()),
        Settlement::Open => ceil(days.get()),
    };
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole, and at most 730 by the table of inputs"
    )]
    let whole = whole as i32;
    whole
}

/// Whether the product has an expiry on a day, listed by now or not.
pub fn has_expiry(product: Product, date: Date) -> bool {
    match product {
        Product::Spxw => is_spxw(date),
        Product::Spx => is_spx_monthly(date),
        Product::Vix => vix_on(date).is_some(),
    }
}

/// Whether the product's expiry on a day is listed as early as another.
pub fn is_listed(product: Product, as_of: Date, date: Date) -> bool {
    let ahead = days_between(as_of, date);
    ahead >= 0
        && has_expiry(product, date)
        && match product {
            Product::Spxw => {
                ahead <= DAILY_REACH
                    || (ahead <= WEEKLY_REACH && is_week_end(date))
                    || is_spx_monthly(date)
                    || is_month_end(date)
            }
            Product::Spx => true,
            Product::Vix => vix_on(date) == Some(VixSeries::Monthly) || within_the_row(as_of, date),
        }
}

/// Whether a day is among the next VIX expiries that are listed without a gap.
fn within_the_row(as_of: Date, date: Date) -> bool {
    let mut wednesday = on_or_after(as_of, Weekday::Wednesday);
    let mut earlier = 0;
    while earlier < VIX_WEEKS {
        let settled = vix_settlement(wednesday);
        if settled >= date {
            return true;
        }
        earlier += usize::from(settled > as_of);
        wednesday = plus(wednesday, 7);
    }
    false
}

/// The listed expiries of a product after a day, the next one first, as far as any chain reaches.
pub fn expiries(product: Product, as_of: Date) -> impl Iterator<Item = Date> {
    (1..=FURTHEST)
        .map(move |step| plus(as_of, step))
        .filter(move |date| is_listed(product, as_of, *date))
}

/// The listed expiries nearest a day on either side, itself on both when it is one; the earlier is missing when
/// none is left between `as_of` and the day.
pub fn around(product: Product, as_of: Date, date: Date) -> (Option<Date>, Option<Date>) {
    let ahead = days_between(as_of, date);
    let earlier = (0..=ahead)
        .rev()
        .map(|step| plus(as_of, step))
        .find(|day| is_listed(product, as_of, *day));
    let later = (ahead.max(0)..=FURTHEST)
        .map(|step| plus(as_of, step))
        .find(|day| is_listed(product, as_of, *day));
    (earlier, later)
}

//! The days on which SPX options, SPXW options and VIX options and futures expire, and how they settle.

use serde::Serialize;

use crate::calendar::date::{Date, Weekday, first_of_month, first_of_next_month, on_or_after, plus};
use crate::calendar::session::{before, is_scheduled, on_or_before};

/// What decides the final value of a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Settlement {
    /// The opening prices of its last morning (AM, a special opening quotation); it last trades the session before.
    Open,
    /// The close of its last day (PM).
    Close,
}

/// Days between a VIX settlement and the expiry of the SPX options its value is computed from.
pub const VIX_SPAN: i32 = 30;

/// Whether SPXW options expire on a day: on every session.
///
/// Mondays to Fridays since 11 May 2022; month ends and the PM-settled third Fridays are among them.
/// Source: Cboe, SPX Weeklys with Tuesday and Thursday expirations, 2022.
pub fn is_spxw(date: Date) -> bool {
    is_scheduled(date)
}

/// The day in a date's month on which the AM-settled monthly SPX options expire: the third Friday, or the session
/// before when that is a holiday. Source: Cboe, SPX options specifications.
#[must_use]
pub fn spx_monthly(date: Date) -> Date {
    on_or_before(third_friday(date))
}

/// The third Friday of a date's month, open or not.
#[must_use]
pub fn third_friday(date: Date) -> Date {
    plus(on_or_after(first_of_month(date), Weekday::Friday), 14)
}

/// Whether AM-settled SPX options expire on a day.
pub fn is_spx_monthly(date: Date) -> bool {
    spx_monthly(date) == date
}

/// Whether a day is the last session of its month.
pub fn is_month_end(date: Date) -> bool {
    is_scheduled(date) && on_or_before(plus(first_of_next_month(date), -1)) == date
}

/// Whether a day is the last session of its week: the Friday, or the day that stands for it.
pub fn is_week_end(date: Date) -> bool {
    is_scheduled(date) && on_or_before(on_or_after(date, Weekday::Friday)) == date
}

/// The two series of VIX contracts, alike but for how long they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum VixSeries {
    /// Settles on the monthly SPX options, 30 days before the next month's third Friday.
    Monthly,
    /// Settles on the SPXW options of another Friday.
    Weekly,
}

/// The VIX contract, option and future alike, that settles in the morning of a day, if one does.
///
/// It is a Wednesday, unless that Wednesday or the Friday 30 days after it is a holiday: then it is the session
/// before the Wednesday. Source: CFE rulebook, VX contract specifications, rule 1202.
pub fn vix_on(date: Date) -> Option<VixSeries> {
    // Never more than a Monday and a Tuesday lie between.
    if date.weekday().number_days_from_monday() > 2 {
        return None;
    }
    let wednesday = on_or_after(date, Weekday::Wednesday);
    if vix_settlement(wednesday) != date {
        return None;
    }
    let friday = plus(wednesday, VIX_SPAN);
    Some(if third_friday(friday) == friday {
        VixSeries::Monthly
    } else {
        VixSeries::Weekly
    })
}

/// The morning on which the VIX contract of a Wednesday settles.
#[must_use]
pub fn vix_settlement(wednesday: Date) -> Date {
    if is_scheduled(wednesday) && is_scheduled(plus(wednesday, VIX_SPAN)) {
        wednesday
    } else {
        before(wednesday)
    }
}

/// The last day on which a contract that expires on `date` trades in the regular session.
#[must_use]
pub fn last_trading_day(date: Date, settlement: Settlement) -> Date {
    match settlement {
        Settlement::Open => before(date),
        Settlement::Close => date,
    }
}

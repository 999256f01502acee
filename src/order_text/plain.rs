//! Our own plain text: `Sell 10 SPXW 2026-07-17 6650 put`, `Buy 2 VX 2026-06-17 @19.20`, `Net credit 12.80`.
//!
//! Words and dates that need no platform. A net line gives the price of the legs above it, up to an empty line.

use alloc::format;
use alloc::string::String;

use crate::calendar::date::{iso, parse};
use crate::link::shortest;
use crate::order_text::leg::{Leg, Right, Root, Side};
use crate::order_text::words::{Miss, Words};
use crate::order_text::written::{points, price_of, right};

const ROOT: &str = "SPX, SPXW, VIX, VIXW, VX or VXM";
const DATE: &str = "a day like 2026-07-17";
const STRIKE: &str = "a strike like 6650";
const RIGHT: &str = "call or put";
const NET: &str = "credit or debit, and points: Net credit 12.80";

/// Reads an option, or a future by the day it settles.
pub fn contract(words: &mut Words<'_>) -> Result<Leg, Miss> {
    let root = words.need(ROOT, Root::named)?;
    let expiry = words.need(DATE, parse)?;
    if root.is_future() {
        return Ok(Leg::bare(root, expiry));
    }
    let strike = words.need(STRIKE, points)?;
    let right = words.need(RIGHT, right)?;
    Ok(Leg::option(root, expiry, right, strike))
}

/// The points of a net line, a credit positive; `None` where the line is none.
pub fn net(words: &mut Words<'_>) -> Result<Option<f64>, Miss> {
    if !words.is("Net") {
        return Ok(None);
    }
    let side = words.need(NET, |word| {
        let is = |name: &str| word.eq_ignore_ascii_case(name);
        match () {
            () if is("credit") => Some(Side::Sold),
            () if is("debit") => Some(Side::Bought),
            () => None,
        }
    })?;
    words.is("of");
    let points = words.need(NET, |word| points(word.strip_prefix('@').unwrap_or(word)))?;
    Ok(Some(match side {
        Side::Sold => points,
        Side::Bought => -points,
    }))
}

/// The net line of a credit, or of a debit where it is negative.
pub fn net_line(credit: f64) -> String {
    let word = if credit < 0.0 { "debit" } else { "credit" };
    format!("Net {word} {}", price_of(credit.abs()))
}

/// `SPXW 2026-07-17 6650 put`; `VX 2026-06-17`.
pub fn contract_of(leg: &Leg) -> String {
    let series = format!("{} {}", leg.root.name(), iso(leg.expiry));
    match (leg.strike, leg.right) {
        (Some(strike), Some(Right::Call)) => format!("{series} {} call", shortest(strike)),
        (Some(strike), Some(Right::Put)) => format!("{series} {} put", shortest(strike)),
        _ => series,
    }
}

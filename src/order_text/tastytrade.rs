//! Legs as tastytrade describes them: `Sold 1 SPY 06/06/25 Put 500.00 @ 4.16`, `Bought 1 /MCLZ5 @ 57.10`.
//!
//! The day is month, day, year. Orders of the same house’s traders also go round as `STO SPXW 7730C 10/13/26 at 55.25`
//! and `Sell To Open SPXW 07/18/24 5650P @ $21.13`. Source: descriptions in the house’s own
//! transaction exports, as published with importers of them; symbols: its API’s Instruments & Symbology.

use alloc::format;
use alloc::string::String;

use crate::link::shortest;
use crate::order_text::leg::{Leg, Right, Root};
use crate::order_text::words::{Miss, Words};
use crate::order_text::written::{points, right, slashed, strike_right, year_2};

const ROOT: &str = "SPX, SPXW, VIX or VIXW";
const DATE: &str = "a day like 07/17/26: month, day, year";
const REST: &str = "a right and a strike like Put 6650, or 6650P";

/// Reads an option.
pub fn contract(words: &mut Words<'_>) -> Result<Leg, Miss> {
    let option = |word: &str| Root::named(word).filter(|root| !root.is_future());
    let root = words.need(ROOT, option)?;
    if let Some((strike, right)) = words.read(strike_right) {
        let expiry = words.need(DATE, slashed)?;
        return Ok(Leg::option(root, expiry, right, strike));
    }
    let expiry = words.need(DATE, slashed)?;
    if let Some((strike, right)) = words.read(strike_right) {
        return Ok(Leg::option(root, expiry, right, strike));
    }
    let (right, strike) = if let Some(right) = words.read(right) {
        (right, words.need(REST, points)?)
    } else {
        let strike = words.need(REST, points)?;
        (words.need(REST, right)?, strike)
    };
    Ok(Leg::option(root, expiry, right, strike))
}

/// `SPXW 07/17/26 Put 6650`.
pub fn option(leg: &Leg) -> Option<String> {
    let (right, strike) = (leg.right?, leg.strike?);
    let word = match right {
        Right::Call => "Call",
        Right::Put => "Put",
    };
    let date = format!(
        "{:02}/{:02}/{}",
        u8::from(leg.expiry.month()),
        leg.expiry.day(),
        year_2(leg.expiry)
    );
    Some(format!("{} {date} {word} {}", leg.root.name(), shortest(strike)))
}

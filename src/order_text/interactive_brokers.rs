//! Legs as Interactive Brokers describes them: `SPX Jul17'26 6650 PUT @SMART` in its platform, `SPX 20DEC24 5900.0 C` in
//! its statements.
//!
//! Source: contract samples of the broker’s API (`DBK Dec15'23 2 CALL @EUREX`) and its flex statements.

use alloc::format;
use alloc::string::String;

use crate::link::shortest;
use crate::order_text::leg::{Leg, Root};
use crate::order_text::thinkorswim::word;
use crate::order_text::words::{Miss, Words};
use crate::order_text::written::{apostrophe, joined, month_name, points, right, strike_right, year_2};

const ROOT: &str = "SPX, SPXW, VIX or VIXW";
const DATE: &str = "a day like Jul17'26 or 17JUL26";
const STRIKE: &str = "a strike like 6650";
const RIGHT: &str = "CALL or PUT";

/// Reads an option.
pub fn contract(words: &mut Words<'_>) -> Result<Leg, Miss> {
    let option = |word: &str| Root::named(word).filter(|root| !root.is_future());
    let root = words.need(ROOT, option)?;
    let expiry = words.need(DATE, |word| apostrophe(word).or_else(|| joined(word)))?;
    if let Some((strike, right)) = words.read(strike_right) {
        return Ok(Leg::option(root, expiry, right, strike));
    }
    let strike = words.need(STRIKE, points)?;
    let right = words.need(RIGHT, right)?;
    Ok(Leg::option(root, expiry, right, strike))
}

/// `SPXW Jul17'26 6650 PUT`.
pub fn option(leg: &Leg) -> Option<String> {
    let (right, strike) = (leg.right?, leg.strike?);
    let name = month_name(leg.expiry);
    let (first, rest) = name.split_at_checked(1)?;
    Some(format!(
        "{} {first}{}{}'{} {} {}",
        leg.root.name(),
        rest.to_ascii_lowercase(),
        leg.expiry.day(),
        year_2(leg.expiry),
        shortest(strike),
        word(right)
    ))
}

//! Option symbols: the 21 characters of OCC’s symbology, and the same without padding.
//!
//! `SPXW  260717P06650000`: the root padded to six, year, month and day, call or put, the strike in thousandths in
//! eight digits. thinkorswim and `OptionStrat` write `.SPXW260717P6650`: no padding, the strike as it is.
//! Source: OCC, Options Symbology Initiative, 2008; tastytrade and Interactive Brokers list legs under the same symbol.

use alloc::format;
use alloc::string::String;

use crate::link::shortest;
use crate::order_text::leg::{Leg, Right, Root};
use crate::order_text::words::{Miss, Words};
use crate::order_text::written::{points, right, six, six_of};

const SYMBOL: &str =
    "an option symbol of SPX, SPXW, VIX or VIXW, like SPXW  260717P06650000 or .SPXW260717P6650";
/// Digits of a strike in thousandths.
const STRIKE_DIGITS: usize = 8;

/// Reads a symbol, of one word or with the root in a word of its own.
pub fn contract(words: &mut Words<'_>) -> Result<Leg, Miss> {
    let word = words.take().ok_or(words.miss(SYMBOL))?;
    if let Some(leg) = symbol(word) {
        return Ok(leg);
    }
    let root = Root::named(word).filter(|root| !root.is_future());
    let root = root.ok_or(words.miss_last(SYMBOL))?;
    words.need(SYMBOL, |rest| key(root, rest, false))
}

/// A symbol in one word, a dot before it or not.
pub fn symbol(word: &str) -> Option<Leg> {
    let plain = word.strip_prefix('.');
    let symbol = plain.unwrap_or(word);
    let letters = symbol.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, rest) = symbol.split_at_checked(letters)?;
    let root = Root::named(name).filter(|root| !root.is_future())?;
    key(root, rest, plain.is_some())
}

/// What follows the root: date, letter, strike. Eight digits are thousandths, unless a dot marked the symbol.
fn key(root: Root, text: &str, dotted: bool) -> Option<Leg> {
    let (date, rest) = text.split_at_checked(6)?;
    let (letter, strike) = rest.split_at_checked(1)?;
    let thousandths =
        !dotted && strike.len() == STRIKE_DIGITS && strike.bytes().all(|byte| byte.is_ascii_digit());
    let strike = if thousandths {
        points(strike)? / 1000.0
    } else {
        points(strike)?
    };
    Some(Leg::option(root, six(date)?, right(letter)?, strike))
}

/// The symbol of an option; `None` for a future, and for a strike that eight digits of thousandths cannot say.
pub fn padded(leg: &Leg) -> Option<String> {
    let (right, strike) = (leg.right?, leg.strike?);
    let (whole, decimals) = shortest(strike).split_once('.').map_or_else(
        || (shortest(strike), String::new()),
        |(w, d)| (w.into(), d.into()),
    );
    let digits = format!("{whole:0>5}{decimals:0<3}");
    let fits = digits.len() == STRIKE_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| {
        format!(
            "{:<6}{}{}{digits}",
            leg.root.name(),
            six_of(leg.expiry),
            letter(right)
        )
    })
}

/// The symbol as thinkorswim and `OptionStrat` write it; `None` for a future.
pub fn compact(leg: &Leg) -> Option<String> {
    let (right, strike) = (leg.right?, leg.strike?);
    let root = leg.root.name();
    Some(format!(
        ".{root}{}{}{}",
        six_of(leg.expiry),
        letter(right),
        shortest(strike)
    ))
}

/// C or P.
pub fn letter(right: Right) -> char {
    match right {
        Right::Call => 'C',
        Right::Put => 'P',
    }
}

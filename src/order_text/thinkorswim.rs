//! Orders and fills of thinkorswim, one a line.
//!
//! `SELL -1 IRON CONDOR SPX 100 (Weeklys) 28 JUL 23 4450/4460/4450/4440 CALL/PUT @9.60 LMT`, `BOT +5 VERTICAL SPX 100
//! (Weeklys) 4 JUN 26 7535/7515 PUT @1.95`, `BUY +1 SPX 100 17 JAN 25 5900 CALL`. Of each pair of strikes the first has
//! the order’s side; the pairs stand in the order of the rights. `(Weeklys)` settles at the close, `[AM]` at the open.
//! Source: lines of the platform’s account statements as published with importers of them, `edgebips/johnny`
//! (`johnny/broker/ameritrade/transactions.py`) above all, and orders quoted in programs that send them.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::calendar::date::Date;
use crate::calendar::expiry::{VixSeries, is_spx_monthly, vix_on};
use crate::link::shortest;
use crate::order_text::leg::{Leg, Right, Root, Side};
use crate::order_text::words::{Miss, Words};
use crate::order_text::written::{month_name, points, price_of, right, spaced, year_2};

/// What has several legs in one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spread {
    /// Two strikes of one right.
    Vertical,
    /// Two strikes of each right.
    IronCondor,
}

/// Spreads that the page has no place for; named, so that they are not taken for something else.
const OTHERS: [&str; 14] = [
    "BUTTERFLY",
    "CONDOR",
    "CALENDAR",
    "DIAGONAL",
    "STRADDLE",
    "STRANGLE",
    "CUSTOM",
    "COVERED",
    "COLLAR",
    "COMBO",
    "BACKRATIO",
    "VERT",
    "UNBALANCED",
    "~IRON",
];
const SPREAD: &str = "a single option or future, VERTICAL or IRON CONDOR";
const ROOT: &str = "SPX or VIX, or a future like /VXM26";
const INDEX: &str = "SPX: the page’s spreads are of SPX";
const DATE: &str = "a day like 17 JUL 26";
const FOUR: &str = "four strikes like 7475/7525/6650/6600";
const TWO: &str = "two strikes like 6800/6700";
const STRIKE: &str = "a strike like 6650";
const PAIRS: &str = "CALL/PUT or PUT/CALL";
const RIGHT: &str = "CALL or PUT";

/// The spread a line names, if it names one.
pub fn spread(words: &mut Words<'_>) -> Result<Option<Spread>, Miss> {
    if words.is("VERTICAL") {
        return Ok(Some(Spread::Vertical));
    }
    if words.are(&["IRON", "CONDOR"]) {
        return Ok(Some(Spread::IronCondor));
    }
    // “1/-1/1/-1 CUSTOM” tells the ratio of its legs first.
    let ratio = |word: &str| word.contains('/') && word.bytes().all(|byte| b"0123456789-/".contains(&byte));
    let other = words.next().is_some_and(|next| {
        next == "IRON" || ratio(next) || OTHERS.iter().any(|name| next.eq_ignore_ascii_case(name))
    });
    if other {
        return Err(words.miss(SPREAD));
    }
    words.is("SINGLE");
    Ok(None)
}

/// The legs of a spread, after its name; each with its side once the order’s is known.
pub fn legs(words: &mut Words<'_>, spread: Spread, side: Option<Side>) -> Result<Vec<Leg>, Miss> {
    let root = words.need(INDEX, |word| Root::named(word).filter(|root| root.is_spx()))?;
    let (root, expiry) = listed(words, root)?;
    let (rights, strikes) = match spread {
        Spread::Vertical => {
            let strikes = words.need(TWO, strikes::<2>)?;
            let right = words.need(RIGHT, right)?;
            (Vec::from([right; 2]), Vec::from(strikes))
        }
        Spread::IronCondor => {
            let strikes = words.need(FOUR, strikes::<4>)?;
            let [first, second] = words.need(PAIRS, pairs)?;
            (Vec::from([first, first, second, second]), Vec::from(strikes))
        }
    };
    let legs = rights.into_iter().zip(strikes).enumerate();
    Ok(legs
        .map(|(at, (right, strike))| Leg {
            side: side.map(|side| if at % 2 == 0 { side } else { side.other() }),
            ..Leg::option(root, expiry, right, strike)
        })
        .collect())
}

/// A single option: `SPX 100 (Weeklys) 17 JUL 26 6650 PUT`.
pub fn contract(words: &mut Words<'_>) -> Result<Leg, Miss> {
    let option = |word: &str| Root::named(word).filter(|root| !root.is_future());
    let root = words.need(ROOT, option)?;
    let (root, expiry) = listed(words, root)?;
    let strike = words.need(STRIKE, points)?;
    let right = words.need(RIGHT, right)?;
    Ok(Leg::option(root, expiry, right, strike))
}

/// The root under which it is listed, and its day: `100 (Weeklys) 17 JUL 26`, `100 17 JUL 26 [AM]`.
fn listed(words: &mut Words<'_>, root: Root) -> Result<(Root, Date), Miss> {
    words.is("100");
    let weekly = ["(Weeklys)", "(Quarterlys)", "(EOM)"]
        .iter()
        .any(|mark| words.is(mark));
    let mut ahead = words.clone();
    let parts = [ahead.take(), ahead.take(), ahead.take()];
    let [Some(day), Some(month), Some(year)] = parts else {
        return Err(words.miss(DATE));
    };
    let expiry = spaced(day, month, year).ok_or(words.miss(DATE))?;
    *words = ahead;
    let morning = words.is("[AM]");
    words.is("[PM]");
    let root = match root {
        Root::Spx if weekly && !morning => Root::Spxw,
        Root::Vix if weekly => Root::Vixw,
        other => other,
    };
    Ok((root, expiry))
}

fn strikes<const N: usize>(word: &str) -> Option<[f64; N]> {
    let found: Option<Vec<f64>> = word.split('/').map(points).collect();
    found?.try_into().ok()
}

fn pairs(word: &str) -> Option<[Right; 2]> {
    let (first, second) = word.split_once('/')?;
    let rights = [right(first)?, right(second)?];
    (rights[0] != rights[1]).then_some(rights)
}

/// A line of the platform: side and quantity, what it is, a limit.
pub fn line(side: Side, quantity: u32, what: &str, price: Option<f64>) -> String {
    let (word, sign) = match side {
        Side::Bought => ("BUY", '+'),
        Side::Sold => ("SELL", '-'),
    };
    let limit = price.map_or_else(String::new, |price| format!(" @{} LMT", price_of(price)));
    format!("{word} {sign}{quantity} {what}{limit}")
}

/// An option as a line has it.
pub fn option(leg: &Leg) -> Option<String> {
    let (right, strike) = (leg.right?, leg.strike?);
    Some(format!(
        "{} {} {}",
        series(leg.root, leg.expiry),
        shortest(strike),
        word(right)
    ))
}

/// `SPX 100 (Weeklys) 17 JUL 26`.
pub fn series(root: Root, expiry: Date) -> String {
    let name = if root.is_spx() { "SPX" } else { "VIX" };
    let weekly = match root {
        Root::Spx => !is_spx_monthly(expiry),
        Root::Spxw => true,
        _ => vix_on(expiry) != Some(VixSeries::Monthly),
    };
    let mark = if weekly { " (Weeklys)" } else { "" };
    let date = format!("{} {} {}", expiry.day(), month_name(expiry), year_2(expiry));
    format!("{name} 100{mark} {date}")
}

/// CALL or PUT.
pub fn word(right: Right) -> &'static str {
    match right {
        Right::Call => "CALL",
        Right::Put => "PUT",
    }
}

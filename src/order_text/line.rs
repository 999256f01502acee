//! A line: who trades how many of what, at which price. What is around the contract is alike in all forms.

use alloc::vec::Vec;

use crate::calendar::date::Date;
use crate::order_text::leg::{Leg, Side};
use crate::order_text::words::{Miss, Words};
use crate::order_text::written::{price, quantity};
use crate::order_text::{interactive_brokers, occ, plain, tastytrade, thinkorswim, vix_future};

/// What a line says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Line {
    /// One leg.
    Leg(Leg),
    /// The legs of a spread, and its net price: a credit positive.
    Spread(Vec<Leg>, Option<f64>),
    /// The net price of the legs above.
    Net(f64),
}

const CONTRACT: &str = "an order of SPX or VIX options or VIX futures, like SELL -1 SPX 100 (Weeklys) 17 JUL 26 6650 PUT @12.30 \
     or +4 VIX 260617C00018000";
const SERIES: &str = "a day like 17 JUL 26, 07/17/26 (month, day, year), Jul17'26 or 2026-07-17, or the rest of a symbol like \
     260717P06650000";
const OPENING: &str = "an order that opens: the page prices what you hold, not what closes it";
const QUANTITY: &str = "contracts with the sign of the side: BUY +4, SELL -4";
const PRICE: &str = "a price like @12.30, with a dot for decimals and no commas";
const CREDIT: &str = "a credit for what is sold, a debit for what is bought";
const END: &str = "a price like @12.30, an order type like LMT, or the end of the line";

/// Words behind an order that say how it is worked, not what it is.
const TAIL: [&str; 22] = [
    "LMT", "LIMIT", "MKT", "MARKET", "DAY", "GTC", "GTC_EXT", "EXT", "GTD", "AON", "SMART", "CBOE", "C2",
    "CFE", "XCBF", "[TO", "TO", "OPEN]", "OPEN", "USD", "PM", "[PM]",
];

/// Reads a line that is not empty.
pub(super) fn read(words: &mut Words<'_>, as_of: Option<Date>) -> Result<Line, Miss> {
    if let Some(credit) = plain::net(words)? {
        end(words)?;
        return Ok(Line::Net(credit));
    }
    let (side, quantity) = traded(words)?;
    if let Some(spread) = thinkorswim::spread(words)? {
        let legs = thinkorswim::legs(words, spread, side)?;
        let price = price_of(words, side)?;
        end(words)?;
        let legs = legs.into_iter().map(|leg| Leg { quantity, ..leg }).collect();
        let credit = price.map(|price| if side == Some(Side::Bought) { -price } else { price });
        return Ok(Line::Spread(legs, credit));
    }
    let future = |words: &mut Words<'_>| vix_future::contract(words, as_of);
    let leg = words.either(
        &[
            &occ::contract,
            &thinkorswim::contract,
            &tastytrade::contract,
            &interactive_brokers::contract,
            &plain::contract,
            &future,
        ],
        CONTRACT,
        SERIES,
    )?;
    let (side, quantity) = behind(words, side, quantity)?;
    let price = price_of(words, side)?;
    end(words)?;
    Ok(Line::Leg(Leg {
        side,
        quantity,
        price,
        ..leg
    }))
}

/// Side and contracts. A quantity without sign or side is bought: a minus sells.
fn traded(words: &mut Words<'_>) -> Result<(Option<Side>, Option<u32>), Miss> {
    let word = words.read(side);
    if closes(word, words) {
        return Err(words.miss_last(OPENING));
    }
    words.are(&["to", "open"]);
    let signed = words.read(quantity);
    let side = match (word, signed) {
        (Some((side, _)), Some((Some(sign), _))) if side != sign => return Err(words.miss_last(QUANTITY)),
        (Some((side, _)), _) | (None, Some((Some(side), _))) => Some(side),
        (None, Some((None, _))) => Some(Side::Bought),
        (None, None) => None,
    };
    Ok((side, signed.map(|(_, count)| count)))
}

/// Contracts behind the contract, where none stood before it; with their sign, or they could be a price.
fn behind(
    words: &mut Words<'_>,
    side: Option<Side>,
    before: Option<u32>,
) -> Result<(Option<Side>, Option<u32>), Miss> {
    let signed = |word| quantity(word).filter(|(sign, _)| sign.is_some());
    let Some((sign, count)) = words.read(|word| signed(word).filter(|_| before.is_none())) else {
        return Ok((side, before));
    };
    if side.is_some() && side != sign {
        return Err(words.miss_last(QUANTITY));
    }
    Ok((sign, Some(count)))
}

/// The side a word names, and whether it closes.
fn side(word: &str) -> Option<(Side, bool)> {
    const NAMES: [(&str, Side, bool); 11] = [
        ("BUY", Side::Bought, false),
        ("BOT", Side::Bought, false),
        ("BOUGHT", Side::Bought, false),
        ("BTO", Side::Bought, false),
        ("BTC", Side::Bought, true),
        ("SELL", Side::Sold, false),
        ("SOLD", Side::Sold, false),
        ("SLD", Side::Sold, false),
        ("STO", Side::Sold, false),
        ("STC", Side::Sold, true),
        ("SHORT", Side::Sold, false),
    ];
    let named = NAMES.iter().find(|(name, ..)| word.eq_ignore_ascii_case(name));
    named.map(|(_, side, closes)| (*side, *closes))
}

fn closes(word: Option<(Side, bool)>, words: &mut Words<'_>) -> bool {
    word.is_some_and(|(_, closes)| closes || words.are(&["to", "close"]))
}

/// The price, where one follows: “@5.20”, “@ $5.20”, “at 5.20”, “LMT 5.20”. An exchange after “@” is passed over.
fn price_of(words: &mut Words<'_>, side: Option<Side>) -> Result<Option<f64>, Miss> {
    let mut found = None;
    while let Some(word) = words.next() {
        let glued = word.strip_prefix('@').filter(|rest| !rest.is_empty());
        if let Some(rest) = glued {
            words.take();
            if TAIL.iter().any(|name| rest.eq_ignore_ascii_case(name)) {
                continue;
            }
            found = Some(price(rest).ok_or(words.miss_last(PRICE))?);
        } else if words.is("@") || words.is("at") {
            found = Some(words.need(PRICE, price)?);
        } else if words.is("LMT") || words.is("LIMIT") {
            found = found.or_else(|| words.read(price));
            continue;
        } else {
            break;
        }
        let unit = words.read(|word| {
            let is = |names: [&str; 2]| names.iter().any(|name| word.eq_ignore_ascii_case(name));
            match () {
                () if is(["CR", "CREDIT"]) => Some(Side::Sold),
                () if is(["DB", "DEBIT"]) => Some(Side::Bought),
                () => None,
            }
        });
        if unit.is_some() && side.is_some() && unit != side {
            return Err(words.miss_last(CREDIT));
        }
    }
    Ok(found)
}

/// The end of a line, but for words that say how an order is worked.
fn end(words: &mut Words<'_>) -> Result<(), Miss> {
    loop {
        if words.are(&["TO", "CLOSE"]) || words.are(&["[TO", "CLOSE]"]) {
            return Err(words.miss_last(OPENING));
        }
        if words.next().is_none() {
            return Ok(());
        }
        if !TAIL.iter().any(|name| words.is(name)) {
            return Err(words.miss(END));
        }
    }
}

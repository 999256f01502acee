//! Links of `OptionStrat`: `https://optionstrat.com/build/iron-condor/SPX/.SPXW260717P6600,-.SPXW260717P6650,…`.
//!
//! Legs stand behind the name of a strategy and the underlying, with commas between them: a minus for what is sold,
//! the symbol, then contracts as `x10` or `x-10` and a price as `@1.05` where they are not 1 and open.
//! Source: `szagar/optionstrat-link`, whose author held `[-].{ROOT}{YYMMDD}{C|P}{STRIKE}[x{RATIO}]` against the site in
//! July 2026, and other programs that build and read such links. The site itself publishes no format.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::order_text::leg::{Leg, Side};
use crate::order_text::occ::{compact, symbol};
use crate::order_text::words::Miss;
use crate::order_text::written::{price, price_of, quantity};

/// Where the site is, without which of its names.
const SITE: &str = "optionstrat.com/";
const BUILD: &str = "build/";
const LINK: &str = "a link like https://optionstrat.com/build/iron-condor/SPX/.SPXW260717P6600,-.SPXW260717P6650, \
     which holds its legs";
const LEG: &str = "legs of SPX or VIX like -.SPXW260717P6650x10@12.30";

/// A leg of a link, or the piece that is none, with what was expected.
pub type Piece<'t> = Result<Leg, (&'t str, Miss)>;

/// The legs of a link; `None` where the line holds none.
pub fn legs(line: &str) -> Option<Vec<Piece<'_>>> {
    let (_, rest) = line.split_once(SITE)?;
    let address = rest.split([' ', '?', '#', '\t']).next().unwrap_or_default();
    let parts = address.strip_prefix(BUILD).map(|path| path.splitn(3, '/'));
    // Strategy, underlying, legs.
    let legs = parts
        .and_then(|mut parts| parts.nth(2))
        .filter(|legs| !legs.is_empty());
    let missed = |piece, expected| Err((piece, Miss { at: 0, expected }));
    let Some(legs) = legs else {
        return Some(Vec::from([missed(address, LINK)]));
    };
    Some(
        legs.split(',')
            .flat_map(|part| part.split("%2C"))
            .map(|part| leg(part).map_or_else(|| missed(part, LEG), Ok))
            .collect(),
    )
}

fn leg(text: &str) -> Option<Leg> {
    let text = text.trim_end_matches('/');
    let sold = text.strip_prefix('-');
    let (rest, paid) = sold
        .unwrap_or(text)
        .split_once('@')
        .or_else(|| sold.unwrap_or(text).split_once("%40"))
        .map_or((sold.unwrap_or(text), None), |(rest, paid)| (rest, Some(paid)));
    // An x of the root has letters behind it.
    let (name, count) = rest
        .rsplit_once(['x', 'X'])
        .filter(|(_, count)| quantity(count).is_some())
        .unwrap_or((rest, "1"));
    let (sign, count) = quantity(count)?;
    let side = match (sold, sign) {
        (Some(_), None) | (None, Some(Side::Sold)) => Side::Sold,
        (None, _) => Side::Bought,
        // A minus on both: sold, or sold less than none?
        (Some(_), Some(_)) => return None,
    };
    let price = match paid {
        Some(paid) => Some(price(paid)?),
        None => None,
    };
    Some(Leg {
        price,
        ..symbol(name)?.traded(side, count)
    })
}

/// A link with legs of one underlying, `SPX` or `VIX`.
pub fn link(underlying: &str, legs: &[Leg]) -> String {
    let mut text = format!("https://{SITE}{BUILD}custom/{underlying}/");
    for (nth, leg) in legs.iter().enumerate() {
        let Some(name) = compact(leg) else { continue };
        if nth > 0 {
            text.push(',');
        }
        if leg.side == Some(Side::Sold) {
            text.push('-');
        }
        text.push_str(&name);
        if let Some(count) = leg.quantity.filter(|count| *count != 1) {
            text.push('x');
            text.push_str(&count.to_string());
        }
        if let Some(price) = leg.price {
            text.push('@');
            text.push_str(&price_of(price));
        }
    }
    text
}

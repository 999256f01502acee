//! Legs put together: a condor, put spreads, VIX calls, VIX futures. What is none of these is said, never forced.
//!
//! Within a block legs of one structure stand next to each other. Any two ways of pairing bought and sold puts come to
//! the same position, so the order of the text may decide; calls have no place but in the condor.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::calendar::date::Date;
use crate::calendar::listing::Product;
use crate::math::round;
use crate::order_text::Unread;
use crate::order_text::block::Block;
use crate::order_text::leg::{Leg, Right, Root, Side};

/// A hedge the page has a layer for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Hedge {
    /// Two SPX puts of one expiry, one bought, one sold.
    PutSpread(Pair),
    /// VIX calls or futures.
    Single(Leg),
}

/// A short iron condor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Condor {
    /// What its options are listed as.
    pub product: Product,
    /// The day they expire.
    pub expiry: Date,
    /// How many; `None` where the text does not say.
    pub quantity: Option<u32>,
    /// Long put, short put, short call, long call.
    pub strikes: [f64; 4],
    /// Points that one pays; `None` where the text does not say.
    pub credit: Option<f64>,
    /// Its line.
    pub line: u32,
}

/// Two options of one right and expiry, one bought, one sold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// What they are listed as.
    pub product: Product,
    /// The day they expire.
    pub expiry: Date,
    /// How many.
    pub quantity: u32,
    /// Calls or puts.
    pub right: Right,
    /// The strike bought.
    pub bought: f64,
    /// The strike sold.
    pub sold: f64,
    /// Points received for one; negative where they are paid.
    pub credit: Option<f64>,
    /// Its line.
    pub line: u32,
}

/// The structures of a text, and what has no place.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The condor, if there is one.
    pub condor: Option<Condor>,
    /// Hedges, in the order of the text.
    pub hedges: Vec<Hedge>,
    /// Legs without a place.
    pub unread: Vec<Unread>,
    /// What deserves a second look.
    pub notes: Vec<String>,
}

/// A piece of a block.
enum Part {
    Condor(Condor),
    Pair(Pair),
    Single(Leg),
    Stray(Leg, &'static str),
}

const WHOLE: &str =
    "a whole condor: four SPX options of one expiry and one number of contracts, the inner two sold";
const NAKED: &str =
    "its other leg in a line next to it: the page has condors and put spreads of SPX, no single options";
const LONG: &str = "a condor that is sold: this one is bought";
const CALLS: &str = "the put side of the condor: the page has no SPX call spread alone";
const MANY_PUTS: &str =
    "one put spread to go with this call spread: there are several, so write the condor as one order";
const SECOND: &str = "one condor: the page holds no second one";
const VIX_PUT: &str = "VIX calls: the page has no VIX puts";
const COUNT: &str = "contracts with a sign, like +4, or the side, like BUY 4";

/// Puts the legs of all blocks together.
pub fn structures(blocks: &[Block]) -> Found {
    let mut found = Found::default();
    let mut calls: Vec<Pair> = Vec::new();
    for block in blocks {
        for part in parts(block, &mut found) {
            match part {
                Part::Condor(condor) if found.condor.is_none() => found.condor = Some(condor),
                Part::Condor(condor) => found.say(condor.line, &describe(condor.strikes), SECOND),
                Part::Pair(pair) if pair.right == Right::Call => calls.push(pair),
                Part::Pair(pair) => found.hedges.push(Hedge::PutSpread(pair)),
                Part::Single(leg) => found.hedges.push(Hedge::Single(leg)),
                Part::Stray(leg, expected) => found.say(leg.line, &words(&leg), expected),
            }
        }
    }
    for call in calls {
        found.join(call);
    }
    found
}

impl Found {
    fn say(&mut self, line: u32, text: &str, expected: &str) {
        let message = format!("Line {line}: {text} has no place here. Expected {expected}.");
        self.unread.push(Unread {
            line,
            text: String::from(text),
            message,
        });
    }

    /// A call spread that was sold beside a put spread is the condor’s upper half.
    fn join(&mut self, call: Pair) {
        let text = format!("the call spread {}/{}", call.sold, call.bought);
        if self.condor.is_some() {
            return self.say(call.line, &text, SECOND);
        }
        if call.sold >= call.bought {
            return self.say(call.line, &text, LONG);
        }
        let fits = |hedge: &Hedge| match hedge {
            Hedge::PutSpread(put) => {
                put.sold > put.bought
                    && (put.expiry, put.product, put.quantity) == (call.expiry, call.product, call.quantity)
            }
            Hedge::Single(_) => false,
        };
        let mut places = (0..).zip(&self.hedges).filter(|(_, hedge)| fits(hedge));
        let (first, second) = (places.next(), places.next());
        match (first, second) {
            (Some((at, Hedge::PutSpread(put))), None) => {
                let put = *put;
                self.condor = Some(Condor {
                    product: call.product,
                    expiry: call.expiry,
                    quantity: Some(call.quantity),
                    strikes: [put.bought, put.sold, call.sold, call.bought],
                    credit: put.credit.zip(call.credit).map(|(put, call)| exact(put + call)),
                    line: call.line,
                });
                self.hedges.remove(at);
            }
            (Some(_), Some(_)) => self.say(call.line, &text, MANY_PUTS),
            _ => self.say(call.line, &text, CALLS),
        }
    }
}

/// The parts of a block. A net price belongs to one part alone.
fn parts(block: &Block, found: &mut Found) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = block.legs.as_slice();
    while let Some((first, after)) = rest.split_first() {
        if let Some((four, after)) = rest.split_at_checked(4)
            && let Some(part) = condor(four, block)
        {
            parts.push(part);
            rest = after;
        } else if let Some((two, after)) = rest.split_at_checked(2)
            && let Some(pair) = pair(two)
        {
            parts.push(Part::Pair(pair));
            rest = after;
        } else {
            parts.push(single(first));
            rest = after;
        }
    }
    match (block.credit, parts.as_mut_slice()) {
        (None, _) => {}
        (Some(credit), [Part::Condor(condor)]) => condor.credit = Some(credit),
        (Some(credit), [Part::Pair(pair)]) => pair.credit = Some(credit),
        (Some(credit), [Part::Single(leg)]) if leg.price.is_none() => leg.price = Some(credit.abs()),
        (Some(_), _) => {
            let line = block.legs.first().map_or(1, |leg| leg.line);
            found.notes.push(format!(
                "The net price of the legs from line {line} is of several structures together, so it fills no field."
            ));
        }
    }
    parts
}

/// Four legs as a condor, or as one that has no place; `None` where they are none.
fn condor(legs: &[Leg], block: &Block) -> Option<Part> {
    let first = legs.first()?;
    let alike = legs.iter().all(|leg| {
        leg.root.is_spx()
            && (leg.expiry, leg.product(), leg.quantity) == (first.expiry, first.product(), first.quantity)
    });
    let [low_put, high_put] = two(legs, Right::Put)?;
    let [low_call, high_call] = two(legs, Right::Call)?;
    if !alike {
        return None;
    }
    let sides = [low_put.1, high_put.1, low_call.1, high_call.1];
    let sold = [Side::Bought, Side::Sold, Side::Sold, Side::Bought];
    if sides == sold.map(|side| Some(side.other())) {
        return Some(Part::Stray(*first, LONG));
    }
    let untold = sides == [None; 4] && first.quantity.is_none() && legs.len() == block.legs.len();
    if sides != sold.map(Some) && !untold {
        return None;
    }
    Some(Part::Condor(Condor {
        product: first.product(),
        expiry: first.expiry,
        quantity: first.quantity,
        strikes: [low_put.0, high_put.0, low_call.0, high_call.0],
        credit: credit(legs),
        line: first.line,
    }))
}

/// The two strikes of a right, the lower first, each with its side; `None` where there are more or fewer.
fn two(legs: &[Leg], right: Right) -> Option<[(f64, Option<Side>); 2]> {
    let mut found = legs.iter().filter(|leg| leg.right == Some(right));
    let (one, other) = (found.next()?, found.next()?);
    let [one, other] = [(one.strike?, one.side), (other.strike?, other.side)];
    if found.next().is_some() {
        None
    } else if one.0 <= other.0 {
        Some([one, other])
    } else {
        Some([other, one])
    }
}

/// Two legs as a spread of SPX options; `None` where they are none.
fn pair(legs: &[Leg]) -> Option<Pair> {
    let [one, other] = legs else { return None };
    let alike = one.root.is_spx()
        && other.root.is_spx()
        && (one.expiry, one.product(), one.right, one.quantity)
            == (other.expiry, other.product(), other.right, other.quantity);
    let (bought, sold) = match (one.side?, other.side?) {
        (Side::Bought, Side::Sold) => (one, other),
        (Side::Sold, Side::Bought) => (other, one),
        _ => return None,
    };
    let (bought, sold) = (bought.strike?, sold.strike?);
    (alike && bought != sold).then_some(Pair {
        product: one.product(),
        expiry: one.expiry,
        quantity: one.quantity?,
        right: one.right?,
        bought,
        sold,
        credit: credit(legs),
        line: one.line,
    })
}

fn single(leg: &Leg) -> Part {
    match (leg.root, leg.right) {
        (Root::Spx | Root::Spxw, _) => Part::Stray(*leg, if leg.side.is_none() { WHOLE } else { NAKED }),
        (_, Some(Right::Put)) => Part::Stray(*leg, VIX_PUT),
        _ if leg.side.is_none() || leg.quantity.is_none() => Part::Stray(*leg, COUNT),
        _ => Part::Single(*leg),
    }
}

/// Points received for one of each leg, where every leg has its price.
fn credit(legs: &[Leg]) -> Option<f64> {
    let each = legs.iter().map(|leg| Some(-leg.side?.signed(1) * leg.price?));
    each.sum::<Option<f64>>().map(exact)
}

/// Sums of prices are decimals again.
fn exact(points: f64) -> f64 {
    round(points * 1e6) / 1e6
}

fn describe([long_put, short_put, short_call, long_call]: [f64; 4]) -> String {
    format!("the condor {long_put}/{short_put}/{short_call}/{long_call}")
}

/// A leg in words: “SPXW 6650 put of 2026-07-17”.
fn words(leg: &Leg) -> String {
    let date = crate::calendar::date::iso(leg.expiry);
    match (leg.strike, leg.right) {
        (Some(strike), Some(right)) => {
            let right = if right == Right::Call { "call" } else { "put" };
            format!("the {} {strike} {right} of {date}", leg.root.name())
        }
        _ => format!("the {} future of {date}", leg.root.name()),
    }
}

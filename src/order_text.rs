//! Orders as brokers write them, read into the form and written from it.
//!
//! A text goes in: lines of thinkorswim, tastytrade or Interactive Brokers, OCC symbols, an `OptionStrat` link. Legs come
//! out, then the fields they belong in. Nothing is guessed: a piece that is not understood, or has no place on the
//! page, is quoted with what was expected there, and everything wrong is said at once.

pub mod leg;
pub mod words;
mod written;
pub mod vix_future;
pub mod occ;
pub mod thinkorswim;
pub mod tastytrade;
pub mod interactive_brokers;
pub mod plain;
mod line;
pub mod option_strat;
pub mod block;
pub mod structure;
pub mod placement;
pub mod position;
pub mod form;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::field::Problem;
use crate::format::number;
use crate::inputs::Inputs;
use crate::order_text::block::Reading;
use crate::order_text::form::Form;
use crate::order_text::leg::Leg;
use crate::order_text::placement::{Fill, Placed};
use crate::plan::plan_of;
use crate::raw::Raw;

/// What JavaScript sees of it.
pub const DECLARATIONS: &str = include_str!("order_text/order_text.d.ts");

/// Longer texts are not read: the legs of a full form need a tenth of this.
pub const LONGEST: u32 = 20_000;
/// Pieces that are quoted; of more there is only the count.
pub const MOST_QUOTED: usize = 20;

/// What a pasted order says, and where it would go.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderRead {
    /// The legs understood, in the order of the text.
    pub legs: Vec<Leg>,
    /// The inputs that the legs set, and no others; `None` where there is nothing to fill.
    pub inputs: Option<Placed>,
    /// The same for a reader: each field with what stands in it and what would.
    pub fills: Vec<Fill>,
    /// Pieces that were not understood or have no place, with what was expected.
    pub unread: Vec<Unread>,
    /// What is wrong at fields: the day the order is of, and limits that a filled field breaks.
    pub problems: Vec<Problem>,
    /// What deserves a second look.
    pub notes: Vec<String>,
}

/// A piece of the text that fills nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unread {
    /// Its line, counted from 1.
    pub line: u32,
    /// The piece, shortened.
    pub text: String,
    /// One sentence: where it stands, and what was expected.
    pub message: String,
}

/// Legs as text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct OrderText {
    /// The lines.
    pub text: String,
    /// What the form cannot say, or the text cannot.
    pub notes: Vec<String>,
}

/// Reads an order, and says what it would fill in the inputs as they stand. Days count from `asOf` of the inputs.
pub fn read_order(text: &Raw, inputs: &Raw) -> OrderRead {
    let inputs = Inputs::read_loosely(inputs);
    let Raw::Text(text) = text else {
        let message = format!("An order is a text; this is {}.", text.what());
        return refused("text", message);
    };
    if text.len() > LONGEST as usize {
        let message = format!(
            "This text has {} bytes; the legs of a position need no more than {}: paste the orders alone.",
            number(f64::from(u32::try_from(text.len()).unwrap_or(u32::MAX)), 0),
            number(f64::from(LONGEST), 0)
        );
        return refused("text", message);
    }
    let as_of = inputs.systems.calendar.as_of();
    let Reading { blocks, legs, unread } = block::read(text, as_of);
    let mut read = OrderRead {
        legs,
        unread,
        ..OrderRead::default()
    };
    match as_of {
        Some(as_of) => placement::place(&blocks, &inputs, as_of, &mut read),
        None => read.problems.push(Problem::new(
            "asOf",
            "Type the day of the order, like 2026-01-30: days to expiry count from it.",
        )),
    }
    cut(&mut read.unread);
    read
}

/// The legs of inputs as a text of a form, or every problem with them. Days count from `asOf` of the inputs.
pub fn order_text(inputs: &Raw, form: &Raw) -> Result<OrderText, Vec<Problem>> {
    let chosen = match form {
        Raw::Text(form) => Form::named(form),
        _ => None,
    };
    let Some(chosen) = chosen else {
        let names: Vec<&str> = form::FORMS.iter().map(|form| form.id).collect();
        let message = format!(
            "The form must be one of {}; {} is not.",
            crate::format::joined(&names, ", "),
            form.what()
        );
        return Err(Vec::from([Problem::new("form", message)]));
    };
    let plan = plan_of(inputs)?;
    let Some(as_of) = plan.inputs().systems.calendar.as_of() else {
        let message = "Type the day of the order, like 2026-01-30: expiries are dates that count from it.";
        return Err(Vec::from([Problem::new("asOf", message)]));
    };
    Ok(form::write(
        chosen,
        &position::traded(plan.inputs(), as_of),
        as_of,
    ))
}

fn refused(field: &str, message: String) -> OrderRead {
    OrderRead {
        problems: Vec::from([Problem::new(field, message)]),
        ..OrderRead::default()
    }
}

fn cut(unread: &mut Vec<Unread>) {
    let Some(more) = unread.len().checked_sub(MOST_QUOTED).filter(|more| *more > 0) else {
        return;
    };
    unread.truncate(MOST_QUOTED);
    let line = unread.last().map_or(1, |last| last.line);
    unread.push(Unread {
        line,
        text: String::new(),
        message: format!("{more} more pieces below were not understood either."),
    });
}

//! A text as blocks: lines that stand together, up to an empty line or a net price.

use alloc::string::String;
use alloc::vec::Vec;
use core::mem::take;

use crate::calendar::date::Date;
use crate::order_text::leg::Leg;
use crate::order_text::line::{Line, read as read_line};
use crate::order_text::option_strat;
use crate::order_text::words::{Miss, Words};
use crate::order_text::{LONGEST, Unread};

const ABOVE: &str = "legs on the lines above a net price";

/// Legs that stand together, with their net price where one is given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    /// In the order of the text.
    pub legs: Vec<Leg>,
    /// Points received for one of each; negative where they are paid.
    pub credit: Option<f64>,
}

/// What was read of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// All legs, in the order of the text.
    pub legs: Vec<Leg>,
    /// What was not understood.
    pub unread: Vec<Unread>,
}

/// Reads a text. The day of the order says which decade one digit of a year is of.
pub fn read(text: &str, as_of: Option<Date>) -> Reading {
    let mut reading = Reading::default();
    let mut open = Block::default();
    for (at, line) in text.lines().enumerate() {
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let line = cleaned(line);
        if line.trim().is_empty() {
            reading.close(&mut open);
        } else if let Some(pieces) = option_strat::legs(&line) {
            reading.close(&mut open);
            for piece in pieces {
                match piece {
                    Ok(leg) => open.legs.push(Leg { line: number, ..leg }),
                    Err((text, miss)) => reading.unread.push(Words::of(text).unread(number, miss)),
                }
            }
            reading.close(&mut open);
        } else {
            reading.take_line(&line, number, as_of, &mut open);
        }
    }
    reading.close(&mut open);
    reading
}

impl Reading {
    fn take_line(&mut self, line: &str, number: u32, as_of: Option<Date>, open: &mut Block) {
        let mut words = Words::of(line);
        match read_line(&mut words, as_of) {
            Ok(Line::Leg(leg)) => open.legs.push(Leg { line: number, ..leg }),
            Ok(Line::Spread(legs, credit)) => {
                self.close(open);
                let legs = legs.into_iter().map(|leg| Leg { line: number, ..leg });
                *open = Block {
                    legs: legs.collect(),
                    credit,
                };
                self.close(open);
            }
            Ok(Line::Net(credit)) if !open.legs.is_empty() => {
                open.credit = Some(credit);
                self.close(open);
            }
            Ok(Line::Net(_)) => {
                let miss = Miss {
                    at: 0,
                    expected: ABOVE,
                };
                self.unread.push(Words::of(line).unread(number, miss));
            }
            Err(miss) => self.unread.push(words.unread(number, miss)),
        }
    }

    fn close(&mut self, open: &mut Block) {
        let block = take(open);
        self.legs.extend(block.legs.iter().copied());
        if !block.legs.is_empty() {
            self.blocks.push(block);
        }
    }
}

/// A line as a person reads it: every kind of minus and apostrophe alike, nothing that does not show.
fn cleaned(line: &str) -> String {
    line.chars()
        .take(LONGEST as usize)
        .map(|c| match c {
            '\u{2212}' | '\u{2013}' | '\u{2010}' | '\u{2011}' => '-',
            '\u{2019}' | '\u{2018}' => '\'',
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => ' ',
            c if c.is_control() => ' ',
            c => c,
        })
        .collect()
}

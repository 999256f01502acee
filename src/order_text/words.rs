//! A line as words, read from the left; what could not be read is remembered with what was expected.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::order_text::Unread;
use crate::raw::shortened;

/// The words of a line, and how far they are read.
#[derive(Clone, Debug)]
pub struct Words<'t> {
    words: Vec<&'t str>,
    at: usize,
}

/// Where reading stopped, and what would have gone on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Miss {
    /// Words read before it.
    pub at: usize,
    /// What was expected, as it follows “expected”.
    pub expected: &'static str,
}

/// Reads something from the next words on.
type Rule<'f, 't, T> = dyn Fn(&mut Words<'t>) -> Result<T, Miss> + 'f;

impl<'t> Words<'t> {
    /// Of a line.
    pub fn of(line: &'t str) -> Self {
        Self {
            words: line.split_whitespace().collect(),
            at: 0,
        }
    }

    /// The next word, not taken.
    pub fn next(&self) -> Option<&'t str> {
        self.words.get(self.at).copied()
    }

    /// Takes the next word.
    pub fn take(&mut self) -> Option<&'t str> {
        let word = self.next()?;
        self.at += 1;
        Some(word)
    }

    /// Takes the next word if it is this one, in capitals or not.
    pub fn is(&mut self, word: &str) -> bool {
        let is = self.next().is_some_and(|next| next.eq_ignore_ascii_case(word));
        self.at += usize::from(is);
        is
    }

    /// Takes the next words if they are these.
    pub fn are(&mut self, words: &[&str]) -> bool {
        let mut ahead = self.clone();
        let are = words.iter().all(|word| ahead.is(word));
        if are {
            *self = ahead;
        }
        are
    }

    /// Takes the next word if a reading understands it.
    pub fn read<T>(&mut self, reading: impl FnOnce(&'t str) -> Option<T>) -> Option<T> {
        let found = reading(self.next()?)?;
        self.at += 1;
        Some(found)
    }

    /// As `read`, or what was expected.
    pub fn need<T>(
        &mut self,
        expected: &'static str,
        reading: impl FnOnce(&'t str) -> Option<T>,
    ) -> Result<T, Miss> {
        self.read(reading).ok_or(self.miss(expected))
    }

    /// Something else was expected here.
    pub fn miss(&self, expected: &'static str) -> Miss {
        Miss {
            at: self.at,
            expected,
        }
    }

    /// Something else was expected at the word just taken.
    pub fn miss_last(&self, expected: &'static str) -> Miss {
        Miss {
            at: self.at.saturating_sub(1),
            expected,
        }
    }

    /// Tries one reading after another on the same words. Where none understands them, the one that got furthest says
    /// what it expected; where several got as far, `tied` does, and `expected` where none got anywhere.
    pub fn either<T>(
        &mut self,
        readings: &[&Rule<'_, 't, T>],
        expected: &'static str,
        tied: &'static str,
    ) -> Result<T, Miss> {
        let mut furthest = self.miss(expected);
        for reading in readings {
            let mut ahead = self.clone();
            match reading(&mut ahead) {
                Ok(found) => {
                    *self = ahead;
                    return Ok(found);
                }
                Err(miss) if miss.at > furthest.at => furthest = miss,
                Err(miss) if miss.at == furthest.at && miss.at > self.at => furthest.expected = tied,
                Err(_) => {}
            }
        }
        Err(furthest)
    }

    /// The piece at which reading stopped, quoted.
    pub fn unread(&self, line: u32, miss: Miss) -> Unread {
        let quoted = |at: usize| self.words.get(at).map(|word| shortened(word));
        let expected = miss.expected;
        let (text, message) = match (quoted(miss.at), miss.at.checked_sub(1).and_then(quoted)) {
            (Some(word), _) => {
                let message = format!("Line {line}: “{word}” is not understood here. Expected {expected}.");
                (word, message)
            }
            (None, Some(last)) => {
                let message = format!("Line {line} ends after “{last}”. Expected {expected}.");
                (last, message)
            }
            (None, None) => (
                String::new(),
                format!("Line {line} is empty. Expected {expected}."),
            ),
        };
        Unread { line, text, message }
    }
}

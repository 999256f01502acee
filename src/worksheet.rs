//! Worksheets: a figure with its formula, the same formula with the numbers in it, and where each came from.

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::field::{Default, Field};
use crate::format::number;
use crate::inputs::{FUTURE_COLUMNS, LAYER_COLUMNS, fields};

/// How one figure of the report is computed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Arithmetic {
    /// Path of the figure in the report.
    pub key: String,
    /// What the figure is.
    pub title: String,
    /// The figure; `None` where there is no answer.
    pub value: Option<f64>,
    /// Its unit; empty for a plain number or a fraction.
    pub unit: &'static str,
    /// The formula in letters, a line for each step; the last gives the figure.
    pub formula: String,
    /// The same with the numbers in it, each line closed by what it comes to; empty where words must do.
    pub filled: String,
    /// The figure is a root: `filled` is the equation that holds there, not a sum that ends in the figure.
    pub solved: bool,
    /// What each letter stands for, in the order of use.
    pub terms: Vec<Term>,
}

/// A letter of a formula.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Term {
    /// The letter, as it stands in the formula.
    pub symbol: String,
    /// What it stands for.
    pub name: String,
    /// Its value as written in the filled formula.
    pub value: String,
    /// The input it is, or who measured or specified it, or that it is computed.
    pub source: String,
}

/// Source of a figure that has a worksheet of its own.
pub const ABOVE: &str = "Computed above";
/// Source of a letter that a line of the same formula gives.
const HERE: &str = "Computed here";

/// Worksheets being written; every method but `open` adds to the last one opened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Worksheets {
    sheets: Vec<Arithmetic>,
    sources: &'static [(&'static str, &'static str)],
}

impl Worksheets {
    /// None yet; `sources` gives sources that many letters share short names.
    pub fn new(sources: &'static [(&'static str, &'static str)]) -> Self {
        Self {
            sheets: Vec::new(),
            sources,
        }
    }

    /// What has been written.
    pub fn finish(self) -> Vec<Arithmetic> {
        self.sheets
    }

    /// Opens the worksheet of a figure.
    pub fn open(&mut self, key: &str, title: &str, unit: &'static str, value: Option<f64>) -> &mut Self {
        self.sheets.push(Arithmetic {
            key: String::from(key),
            title: String::from(title),
            value,
            unit,
            formula: String::new(),
            filled: String::new(),
            solved: false,
            terms: Vec::new(),
        });
        self
    }

    /// Opens the worksheet of a figure told as "key|title|unit".
    pub fn head(&mut self, head: &'static str, value: f64) -> &mut Self {
        let (key, rest) = head.split_once('|').unwrap_or((head, ""));
        let (title, unit) = rest.split_once('|').unwrap_or((rest, ""));
        self.open(key, title, unit, Some(value))
    }

    /// A whole worksheet: its head, then the lines that `write` takes.
    pub fn figure(&mut self, text: &'static str, value: f64, values: &[f64]) -> &mut Self {
        let (head, lines) = text.split_once('\n').unwrap_or((text, ""));
        self.head(head, value).write(lines, values)
    }

    /// Several lines at once, each but the last with the next of `values`: a letter "symbol|name|source", one
    /// that is typed "symbol|#key of its input", one that is computed "symbol = ...|name", and the last line
    /// "symbol = ...", which gives the figure.
    pub fn write(&mut self, lines: &str, values: &[f64]) -> &mut Self {
        let mut values = values.iter().copied();
        for line in lines.split('\n') {
            let (first, rest) = line.split_once('|').unwrap_or((line, ""));
            if rest.is_empty() {
                self.result(first);
                continue;
            }
            let value = values.next().unwrap_or_default();
            match (rest.split_once('|'), rest.strip_prefix('#')) {
                (Some((name, source)), _) => self.given(first, name, value, source),
                (_, Some(key)) => self.input(first, key, value),
                _ => self.step(first, rest, value),
            };
        }
        self
    }

    /// A letter with its source; said again it changes nothing.
    pub fn given(&mut self, symbol: &str, name: &str, value: f64, source: &str) -> &mut Self {
        let short = self.sources.iter().find(|(name, _)| *name == source);
        let source = short.map_or(source, |(_, source)| *source);
        if let Some(sheet) = self.sheets.last_mut()
            && sheet.terms.iter().all(|term| term.symbol != symbol)
        {
            sheet.terms.push(Term {
                symbol: String::from(symbol),
                name: String::from(name),
                value: written(value),
                source: String::from(source),
            });
        }
        self
    }

    /// A letter that is a figure with a worksheet above.
    pub fn above(&mut self, symbol: &str, name: &str, value: f64) -> &mut Self {
        self.given(symbol, name, value, ABOVE)
    }

    /// A letter that a person types: named after its field; where the default stands, with the default's source.
    pub fn input(&mut self, symbol: &str, key: &str, value: f64) -> &mut Self {
        let Some(field) = field_of(key) else { return self };
        let mut source = String::from("Input: ");
        source.push_str(field.label);
        if let Default::Number(default) = field.default
            // Percent are typed, fractions computed with.
            && (value == default || value == default / 100.0)
        {
            source.push_str("; default: ");
            source.push_str(field.source);
        }
        self.given(symbol, field.label, value, &source)
    }

    /// A line "y = ..." that gives a letter for the lines below it.
    pub fn step(&mut self, line: &str, name: &str, value: f64) -> &mut Self {
        self.line(line, Some(value));
        let symbol = line.split_once(" = ").map_or("", |(symbol, _)| symbol);
        self.given(symbol, name, value, HERE)
    }

    /// The last line "y = ...", which gives the figure.
    pub fn result(&mut self, line: &str) {
        let value = self.sheets.last().and_then(|sheet| sheet.value);
        self.line(line, value);
    }

    /// The equation of which the figure is a root.
    pub fn equation(&mut self, line: &str) {
        self.line(line, None);
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.solved = true;
        }
    }

    /// A formula that has no short form in numbers.
    pub fn words(&mut self, formula: &str) {
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.formula.push_str(formula);
        }
    }

    /// The figure as a sum over the layers, "y = Σ xᵢ", each told as "what it is|source".
    pub fn sum(&mut self, symbol: &str, stem: &str, name: &str, parts: &[f64]) {
        let (name, source) = name.split_once('|').unwrap_or((name, ABOVE));
        let Some(sheet) = self.sheets.last_mut() else {
            return;
        };
        sheet.formula = [symbol, " = Σ ", stem, "ᵢ"].concat();
        let mut line = String::from(symbol);
        line.push_str(" = ");
        for (index, &part) in parts.iter().enumerate() {
            let nth = layer_number(index);
            let symbol = [stem, &lowered(&nth)].concat();
            if index > 0 {
                line.push_str(" + ");
            }
            line.push_str(&symbol);
            sheet.terms.push(Term {
                symbol,
                name: ["Layer ", &nth, ": ", name].concat(),
                value: written(part),
                source: String::from(source),
            });
        }
        if parts.is_empty() {
            line.push('0');
        }
        sheet.filled = closed(fill(&line, &sheet.terms), sheet.value);
    }

    fn line(&mut self, line: &str, value: Option<f64>) {
        let Some(sheet) = self.sheets.last_mut() else {
            return;
        };
        for text in [&mut sheet.formula, &mut sheet.filled] {
            if !text.is_empty() {
                text.push('\n');
            }
        }
        sheet.formula.push_str(line);
        sheet.filled.push_str(&closed(fill(line, &sheet.terms), value));
    }
}

/// The number of a layer as a person counts.
pub fn layer_number(index: usize) -> String {
    alloc::format!("{}", index + 1)
}

/// A field by its key, of the form or of a row of it.
fn field_of(key: &str) -> Option<&'static Field> {
    let layers = LAYER_COLUMNS.iter().map(|column| &column.field);
    let futures = FUTURE_COLUMNS.iter().map(|column| &column.field);
    fields()
        .chain(layers)
        .chain(futures)
        .find(|field| field.key == key)
}

/// Digits as subscripts.
fn lowered(digits: &str) -> String {
    digits
        .chars()
        .map(|digit| char::from_u32(u32::from(digit) - u32::from('0') + u32::from('₀')).unwrap_or(digit))
        .collect()
}

/// A number to six digits or more, dollars and index points to the second decimal, without trailing zeros.
pub fn written(value: f64) -> String {
    let mut decimals = 2;
    let mut size = value.abs();
    while size < 1000.0 && decimals < 15 {
        size *= 10.0;
        decimals += 1;
    }
    let text = number(value, decimals);
    String::from(text.trim_end_matches('0').trim_end_matches('.'))
}

/// A filled line with what it comes to, unless that is all it says.
fn closed(mut line: String, value: Option<f64>) -> String {
    if let Some(value) = value {
        let end = [" = ", &written(value)].concat();
        if !line.ends_with(&end) {
            line.push_str(&end);
        }
    }
    line
}

/// A line with the letters right of its "=" replaced by their values, negative ones in brackets; of an
/// equation, whose left side is no letter, both sides.
fn fill(line: &str, terms: &[Term]) -> String {
    let (mut text, mut rest) = match line.split_once(" = ") {
        Some((left, right)) if left.chars().all(is_letter) => ([left, " = "].concat(), right),
        _ => (String::new(), line),
    };
    // Whether a letter may begin here: not within a longer one.
    let mut fresh = true;
    while let Some(first) = rest.chars().next() {
        let may_begin = fresh && is_letter(first);
        fresh = !is_letter(first);
        let mut known = terms.iter().filter(|_| may_begin);
        let Some(term) = known.find(|term| begins_with(rest, &term.symbol)) else {
            text.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        };
        rest = &rest[term.symbol.len()..];
        // A minus sign needs brackets behind another sign and before a power.
        let leads = text.is_empty() || text.ends_with('(') || text.ends_with("= ");
        if term.value.starts_with('\u{2212}') && (!leads || rest.starts_with('^')) {
            for piece in ["(", &term.value, ")"] {
                text.push_str(piece);
            }
        } else {
            text.push_str(&term.value);
        }
    }
    text
}

fn begins_with(text: &str, symbol: &str) -> bool {
    text.strip_prefix(symbol)
        .is_some_and(|after| !after.chars().next().is_some_and(is_letter))
}

/// Latin and Greek letters, digits and subscripts: what a symbol is made of.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, 'Α'..='ω' | '₀'..='ₜ' | 'ᵢ'..='ᵪ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_six_digits_or_the_cent() {
        for (value, text) in [
            (12.8, "12.8"),
            (7138.8, "7,138.8"),
            (1_234_567.891, "1,234,567.89"),
            (0.148_052_431, "0.148052"),
            (-0.001_234_567_8, "\u{2212}0.00123457"),
            (0.0, "0"),
            (100.0, "100"),
        ] {
            assert_eq!(written(value), text);
        }
    }

    #[test]
    fn letters_are_filled_whole_and_nothing_else_is() {
        let mut sheets = Worksheets::new(&[]);
        sheets
            .open("key", "title", "$", Some(-17.5))
            .given("K", "strike", 20.0, "Input")
            .given("K₁", "another", -3.0, "Input")
            .step("x = K ÷ 8", "a part", 2.5)
            .result("max = max(K₁, x) − K");
        let sheet = &sheets.finish()[0];
        assert_eq!(
            sheet.filled,
            "x = 20 ÷ 8 = 2.5\nmax = max(\u{2212}3, 2.5) − 20 = \u{2212}17.5"
        );
        assert_eq!(sheet.terms.len(), 3);
        assert_eq!(sheet.terms[2].source, HERE);
    }
}

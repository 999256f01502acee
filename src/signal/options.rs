//! What is asked of a pasted text: which figures, how it is written, and over how many rows.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::field::{Default, Field, Problem};
use crate::format::{joined, plain};
use crate::math::floor;
use crate::raw::{Raw, shortened};
use crate::signal::moment::DayOrder;
use crate::signal::numeral::Mark;

/// Longer texts are not read: daily rows of a century are a hundredth of this.
pub const LONGEST: usize = 8_000_000;

/// What the columns of a text are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// One column of levels: an index, VIX, a future, an implied vol.
    #[default]
    Close,
    /// The highest and the lowest level of each row.
    HighLow,
    /// Levels of an index, and the advance-decline line or what it adds up.
    Breadth,
}

/// What a series is of: which fields its figures go into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Subject {
    /// SPX.
    #[default]
    Spx,
    /// VIX, or a VIX future.
    Vix,
    /// Anything else: figures to look at.
    Other,
}

/// A pasted text and what is asked of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// The text.
    pub text: String,
    /// What its columns are.
    pub kind: Kind,
    /// What it is of.
    pub subject: Subject,
    /// Names or numbers of the columns to use, commas between them; empty: found by their headings.
    pub column: String,
    /// The decimal mark; `None`: told from the text.
    pub decimal: Option<Mark>,
    /// Which number of a date is the day; `None`: told from the text.
    pub dates: Option<DayOrder>,
    /// Without dates: whether the first row is the newest.
    pub newest_first: bool,
    /// Rows over which a new high or low is one, for breadth.
    pub window: usize,
    /// Rows the percentile looks back over.
    pub lookback: usize,
    /// Rows over which RSI is compared with itself.
    pub rsi_bars: usize,
    /// Points of RSI that count as a sharp rise.
    pub rsi_rise: f64,
}

impl core::default::Default for Options {
    fn default() -> Self {
        Self {
            text: String::new(),
            kind: Kind::Close,
            subject: Subject::Spx,
            column: String::new(),
            decimal: None,
            dates: None,
            newest_first: false,
            window: 20,
            lookback: 252,
            rsi_bars: 3,
            rsi_rise: 15.0,
        }
    }
}

const KINDS: &[&str] = &["close", "highLow", "breadth"];
const SUBJECTS: &[&str] = &["spx", "vix", "other"];
const DECIMALS: &[&str] = &["auto", "dot", "comma"];
const DATES: &[&str] = &["auto", "dayFirst", "monthFirst"];
const ORDERS: &[&str] = &["oldestFirst", "newestFirst"];

/// The text and the names of columns: the two options that are free text.
const TEXTS: [&str; 2] = ["text", "column"];

const fn option(key: &'static str, label: &'static str, help: &'static str) -> Field {
    Field {
        key,
        label,
        unit: "",
        group: "signals",
        default: Default::Empty,
        min: 0.0,
        max: 0.0,
        step: 0.0,
        help,
        options: &[],
        option_labels: &[],
        date: false,
        whole: false,
        optional: false,
        advanced: false,
        source: "Ours",
        instruments: &[],
    }
}

/// Every option but the text and the names of its columns, as the page asks for them.
pub const OPTIONS: &[Field] = &[
    Field {
        default: Default::Choice("close"),
        options: KINDS,
        option_labels: &[
            "Closes or levels",
            "Highs and lows",
            "Index and advance-decline line",
        ],
        ..option(
            "kind",
            "What it holds",
            "Levels give RSI, MACD, percentile and realised vol; highs and lows the daily range; an index with its advance-decline line the breadth.",
        )
    },
    Field {
        default: Default::Choice("spx"),
        options: SUBJECTS,
        option_labels: &["SPX", "VIX or a VIX future", "Something else"],
        ..option("of", "Series of", "Which fields its figures may be put into.")
    },
    Field {
        default: Default::Choice("auto"),
        options: DECIMALS,
        option_labels: &["As the text shows", "Dot: 6,939.03", "Comma: 6.939,03"],
        ..option(
            "decimal",
            "Decimal mark",
            "Needed only where every number could be read both ways, like 1,234.",
        )
    },
    Field {
        default: Default::Choice("auto"),
        options: DATES,
        option_labels: &[
            "As the text shows",
            "Day first: 30/01/2026",
            "Month first: 01/30/2026",
        ],
        ..option(
            "dates",
            "Dates",
            "Needed only where every date could be read both ways, like 01/02/2026.",
        )
    },
    Field {
        default: Default::Choice("oldestFirst"),
        options: ORDERS,
        option_labels: &["Oldest row first", "Newest row first"],
        ..option(
            "order",
            "Rows without dates",
            "Which end of the text is today; rows with dates are put in order by them.",
        )
    },
    Field {
        default: Default::Number(252.0),
        unit: "rows",
        min: 2.0,
        max: 10_000.0,
        step: 1.0,
        whole: true,
        advanced: true,
        source: "A year of sessions, as brokers count it",
        ..option(
            "lookback",
            "Percentile over",
            "How many of the last rows the last one is ranked among; all of them where there are fewer.",
        )
    },
    Field {
        default: Default::Number(20.0),
        unit: "rows",
        min: 2.0,
        max: 252.0,
        step: 1.0,
        whole: true,
        advanced: true,
        source: "Ours: a month of sessions; readers of the documents use 3 to 10",
        ..option(
            "window",
            "New high or low over",
            "An index diverges from breadth when it makes a new high of so many rows and the line does not.",
        )
    },
    Field {
        default: Default::Number(3.0),
        unit: "rows",
        min: 1.0,
        max: 60.0,
        step: 1.0,
        whole: true,
        advanced: true,
        source: "Ours: document 004 asks for a sharp rise and gives no number",
        ..option(
            "rsiBars",
            "RSI compared with",
            "How many rows back RSI is compared with itself.",
        )
    },
    Field {
        default: Default::Number(15.0),
        unit: "points",
        min: 0.5,
        max: 100.0,
        step: 0.5,
        advanced: true,
        source: "Ours: document 004 asks for a sharp rise and gives no number",
        ..option(
            "rsiRise",
            "Sharp rise of RSI",
            "By how many points RSI must have risen to be marked as rising sharply.",
        )
    },
];

impl Options {
    /// Reads options that may be anything, or names every problem with them.
    pub fn read(raw: &Raw) -> Result<Self, Vec<Problem>> {
        let Raw::Record(entries) = raw else {
            let message = format!(
                "Options must be an object with a text in it; this is {}.",
                raw.what()
            );
            return Err(Vec::from([Problem::new("", message)]));
        };
        let mut options = Self::default();
        let mut problems = Vec::new();
        if !entries.iter().any(|(key, _)| key == "text") {
            problems.push(Problem::new(
                "text",
                "The text is missing: give the series as a text.",
            ));
        }
        for (key, value) in entries {
            if let Err(message) = options.set(key, value) {
                problems.push(Problem::new(shortened(key), message));
            }
        }
        if problems.is_empty() {
            Ok(options)
        } else {
            Err(problems)
        }
    }

    fn set(&mut self, key: &str, value: &Raw) -> Result<(), String> {
        if TEXTS.contains(&key) {
            return self.set_text(key, value);
        }
        let Some(field) = OPTIONS.iter().find(|field| field.key == key) else {
            return Err(format!("There is no option named {}.", shortened(key)));
        };
        match value {
            Raw::Absent => {}
            _ if field.options.is_empty() => self.set_number(field, number(field, value)?),
            _ => self.choose(key, choice(field, value)?),
        }
        Ok(())
    }

    fn set_text(&mut self, key: &str, value: &Raw) -> Result<(), String> {
        match (key, value) {
            ("column", Raw::Absent | Raw::Null) => Ok(()),
            ("column", Raw::Text(text)) => {
                self.column = String::from(text.trim());
                Ok(())
            }
            ("column", other) => Err(format!(
                "Columns must be named in a text; {} is not one.",
                other.what()
            )),
            (_, Raw::Text(text)) if text.len() > LONGEST => Err(format!(
                "The text is longer than {} million characters: paste fewer rows.",
                LONGEST / 1_000_000
            )),
            (_, Raw::Text(text)) => {
                self.text.clone_from(text);
                Ok(())
            }
            (_, other) => Err(format!("The series must be a text; {} is not one.", other.what())),
        }
    }

    fn set_number(&mut self, field: &Field, value: f64) {
        match field.key {
            "window" => self.window = rows(value),
            "lookback" => self.lookback = rows(value),
            "rsiBars" => self.rsi_bars = rows(value),
            _ => self.rsi_rise = value,
        }
    }

    fn choose(&mut self, key: &str, choice: &str) {
        match key {
            "kind" => {
                self.kind = match choice {
                    "highLow" => Kind::HighLow,
                    "breadth" => Kind::Breadth,
                    _ => Kind::Close,
                }
            }
            "of" => {
                self.subject = match choice {
                    "vix" => Subject::Vix,
                    "other" => Subject::Other,
                    _ => Subject::Spx,
                }
            }
            "decimal" => {
                self.decimal = match choice {
                    "dot" => Some(Mark::Dot),
                    "comma" => Some(Mark::Comma),
                    _ => None,
                }
            }
            "dates" => {
                self.dates = match choice {
                    "dayFirst" => Some(DayOrder::DayFirst),
                    "monthFirst" => Some(DayOrder::MonthFirst),
                    _ => None,
                }
            }
            _ => self.newest_first = choice == "newestFirst",
        }
    }
}

/// A checked number of rows as an index.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whole, and between 1 and 10,000"
)]
fn rows(value: f64) -> usize {
    value as usize
}

fn number(field: &Field, value: &Raw) -> Result<f64, String> {
    let Raw::Number(number) = value else {
        return Err(format!(
            "{} must be a number; {} is not.",
            field.label,
            value.what()
        ));
    };
    if !number.is_finite() {
        return Err(format!("{} must be a finite number.", field.label));
    }
    if !(field.min..=field.max).contains(number) {
        return Err(format!(
            "{} must be between {} and {} {}; {} is not.",
            field.label,
            plain(field.min),
            plain(field.max),
            field.unit,
            value.what()
        ));
    }
    if field.whole && floor(*number) != *number {
        return Err(format!(
            "{} must be a whole number; {} is not.",
            field.label,
            value.what()
        ));
    }
    Ok(*number)
}

fn choice(field: &Field, value: &Raw) -> Result<&'static str, String> {
    let chosen = match value {
        Raw::Text(text) => field.options.iter().find(|option| *option == text),
        _ => None,
    };
    chosen.copied().ok_or_else(|| {
        format!(
            "{} must be one of {}; {} is not.",
            field.label,
            joined(field.options, ", "),
            value.what()
        )
    })
}

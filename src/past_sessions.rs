//! Daily closes that a reader brings, joined by date: SPX and VIX, and VVIX and futures where there are any.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use time::Date;

use crate::calendar::date::words;
use crate::curve::Quote;
use crate::field::Problem;
use crate::signal::moment::DayOrder;
use crate::signal::numeral::Mark;
use crate::signal::options::Options;
use crate::signal::series::{Series, Spacing, read};
use crate::signal::sheet::Sheet;
use crate::units::Days;

/// One session of a history.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// Its date.
    pub date: Date,
    /// Close of the S&P 500, index points.
    pub spx: f64,
    /// Close of VIX, points.
    pub vix: f64,
    /// Close of VVIX, points.
    pub vvix: Option<f64>,
    /// Settlement prices of VIX futures.
    pub futures: Vec<Quote>,
}

/// A history in order of time, and how it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct PastSessions {
    /// Its sessions, each date once.
    pub sessions: Vec<Session>,
    /// What was read, what was left out and why, in sentences.
    pub notes: Vec<String>,
}

/// What stands before a history can be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The decimal mark; `None`: told from the text.
    pub decimal: Option<Mark>,
    /// Which number of a date is the day; `None`: told from the text.
    pub dates: Option<DayOrder>,
}

/// VIX and its futures outside of these are no levels of VIX.
const VIX_LEVELS: [f64; 2] = [4.0, 200.0];
/// VVIX likewise.
const VVIX_LEVELS: [f64; 2] = [20.0, 400.0];
/// Headings of columns in a file that holds everything.
const SPX_NAMES: &[&str] = &["spx", "s&p 500", "s&p500", "sp500", "^gspc", "^spx", "gspc"];
const VIX_NAMES: &[&str] = &["vix", "^vix", "vixcls"];
const VVIX_NAMES: &[&str] = &["vvix", "^vvix"];
/// Most futures of one day.
const FUTURES: usize = 8;

impl PastSessions {
    /// Joins the reader's texts, or says what is wrong with them or has to be told.
    ///
    /// The first text holds SPX; where the second is empty, VIX too, in a column of that name.
    pub fn read(spx: &str, vix: &str, reading: &Reading) -> Result<Self, Vec<Problem>> {
        if spx.trim().is_empty() {
            let message = "There is no history yet: bring a file with daily closes of SPX.";
            return Err(Vec::from([Problem::new("data[0]", message)]));
        }
        let apart = !vix.trim().is_empty();
        let names = headings(spx, reading);
        let column = |text: usize, content: &str, column: &str| {
            let options = Options {
                text: String::from(content),
                column: String::from(column),
                decimal: reading.decimal,
                dates: reading.dates,
                ..Options::default()
            };
            Column::of(text, &options)
        };
        let spx_name = find(&names, SPX_NAMES);
        let (first, second) = if apart {
            let [first, second] = [
                column(0, spx, spx_name.unwrap_or_default()),
                column(
                    1,
                    vix,
                    find(&headings(vix, reading), VIX_NAMES).unwrap_or_default(),
                ),
            ];
            both(first, second)?
        } else {
            let Some((spx_name, vix_name)) = spx_name.zip(find(&names, VIX_NAMES)) else {
                let message = "One file needs columns with the headings spx and vix; else bring VIX in a file of its own.";
                return Err(Vec::from([Problem::new("data[0]", message)]));
            };
            both(column(0, spx, spx_name), column(0, spx, vix_name))?
        };
        let mut more = Vec::new();
        for name in find(&names, VVIX_NAMES)
            .into_iter()
            .map(String::from)
            .chain(future_names(&names))
        {
            more.push((name.clone(), column(0, spx, &name)?));
        }
        Self::join(&first, &second, apart, &more)
    }

    fn join(
        spx: &Column,
        vix: &Column,
        apart: bool,
        more: &[(String, Column)],
    ) -> Result<Self, Vec<Problem>> {
        let mut notes = spx.told("SPX");
        if apart {
            notes.extend(vix.told("VIX"));
        } else {
            notes.extend(vix.skipped("VIX"));
        }
        for (name, column) in more {
            notes.extend(column.skipped(name));
        }
        let mut alone = Vec::new();
        let mut outside = Vec::new();
        let mut sessions = Vec::new();
        let mut rest = Cursor::new(vix);
        let mut extra: Vec<(&str, Cursor<'_>)> = more
            .iter()
            .map(|(name, column)| (name.as_str(), Cursor::new(column)))
            .collect();
        for (&date, &level) in spx.series.dates.iter().zip(spx.values()) {
            let Some(vix) = rest.at(date) else {
                alone.push(date);
                continue;
            };
            if level <= 0.0 || !within(vix, VIX_LEVELS) {
                outside.push(date);
                continue;
            }
            let vvix = extra
                .iter_mut()
                .filter(|(name, _)| VVIX_NAMES.iter().any(|own| name.eq_ignore_ascii_case(own)))
                .find_map(|(_, cursor)| cursor.at(date));
            sessions.push(Session {
                date,
                spx: level,
                vix,
                vvix: vvix.filter(|vvix| within(*vvix, VVIX_LEVELS)),
                futures: futures(&mut extra, date),
            });
        }
        notes.extend(named(&alone, "of SPX without a VIX of the same date"));
        notes.extend(named(
            &rest.passed_over(spx),
            "of VIX without an SPX of the same date",
        ));
        notes.extend(named(&outside, "at a level that is none of SPX or VIX"));
        notes.extend(gap(&sessions));
        if sessions.len() < 2 {
            let mut message = String::from("No two dates have both SPX and VIX.");
            for note in notes.iter().take(4) {
                message.push(' ');
                message.push_str(note);
            }
            return Err(Vec::from([Problem::new("data[0]", message)]));
        }
        Ok(Self { sessions, notes })
    }
}

/// Two columns, or the problems of both.
fn both(
    first: Result<Column, Vec<Problem>>,
    second: Result<Column, Vec<Problem>>,
) -> Result<(Column, Column), Vec<Problem>> {
    match (first, second) {
        (Ok(first), Ok(second)) => Ok((first, second)),
        (Err(mut first), Err(second)) => {
            first.extend(
                second
                    .into_iter()
                    .filter(|problem| !first.contains(problem))
                    .collect::<Vec<_>>(),
            );
            Err(first)
        }
        (Err(problems), _) | (_, Err(problems)) => Err(problems),
    }
}

/// A column of daily values with its dates.
struct Column {
    series: Series,
}

impl Column {
    fn of(text: usize, options: &Options) -> Result<Self, Vec<Problem>> {
        let field = |name: &str| match name {
            "decimal" => String::from("walkDecimal"),
            "dates" => String::from("walkDates"),
            _ => format!("data[{text}]"),
        };
        let placed = |problem: Problem| Problem::new(field(&problem.field), problem.message);
        let series =
            read(options).map_err(|problems| problems.into_iter().map(placed).collect::<Vec<_>>())?;
        let refused = |message: &str| Err(Vec::from([Problem::new(field("text"), message)]));
        if series.dates.len() != series.reading.rows as usize {
            return refused("There are no dates: every row of a history needs one.");
        }
        if series.spacing != Spacing::Daily {
            return refused("These rows are not a day apart: a history has one row for each session.");
        }
        Ok(Self { series })
    }

    fn values(&self) -> &[f64] {
        self.series.columns.first().map_or(&[], Vec::as_slice)
    }

    /// How it was read, and what was left out.
    fn told(&self, what: &str) -> Vec<String> {
        let reading = &self.series.reading;
        let mut told = Vec::from([format!(
            "{what}: {} of {} lines were read.",
            reading.rows, reading.lines
        )]);
        told.extend(reading.how.iter().map(|sentence| format!("{what}: {sentence}")));
        told.extend(self.skipped(what));
        told
    }

    fn skipped(&self, what: &str) -> Vec<String> {
        let skipped = self.series.reading.skipped.iter();
        skipped
            .map(|skipped| format!("{what}: {}", skipped.message))
            .collect()
    }
}

/// The values of a column, looked up in order of time.
struct Cursor<'c> {
    column: &'c Column,
    next: usize,
}

impl<'c> Cursor<'c> {
    fn new(column: &'c Column) -> Self {
        Self { column, next: 0 }
    }

    /// The value of a date, no earlier than the one asked for before.
    fn at(&mut self, date: Date) -> Option<f64> {
        let dates = &self.column.series.dates;
        while dates.get(self.next).is_some_and(|other| *other < date) {
            self.next += 1;
        }
        let found = dates.get(self.next).is_some_and(|other| *other == date);
        self.column.values().get(self.next).copied().filter(|_| found)
    }

    /// Its dates that another column has not.
    fn passed_over(&self, other: &Column) -> Vec<Date> {
        let mut others = other.series.dates.iter().peekable();
        let dates = self.column.series.dates.iter().copied();
        dates
            .filter(|date| {
                while others.next_if(|other| **other < *date).is_some() {}
                others.peek() != Some(&date)
            })
            .collect()
    }
}

fn within(level: f64, [least, most]: [f64; 2]) -> bool {
    level >= least && level <= most
}

/// The headings of a text that has any.
fn headings(text: &str, reading: &Reading) -> Vec<String> {
    let first = text
        .split(['\n', '\r'])
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let Ok(sheet) = Sheet::read(first, reading.decimal.or(Some(Mark::Dot))) else {
        return Vec::new();
    };
    let cells = |cells: &[&str]| cells.iter().map(|cell| String::from(*cell)).collect();
    sheet
        .rows()
        .next()
        .map(|row| cells(row.cells))
        .unwrap_or_default()
}

fn find<'h>(headings: &'h [String], names: &[&str]) -> Option<&'h str> {
    names.iter().find_map(|name| {
        let heading = headings.iter().find(|heading| heading.eq_ignore_ascii_case(name));
        heading.map(String::as_str)
    })
}

/// The headings of futures that come with their days: settle1 and dte1, and so on.
fn future_names(headings: &[String]) -> Vec<String> {
    let named = |name: &str| {
        headings
            .iter()
            .find(|heading| heading.eq_ignore_ascii_case(name))
            .cloned()
    };
    let pair = |nth: usize| Some([named(&format!("settle{nth}"))?, named(&format!("dte{nth}"))?]);
    (1..=FUTURES).filter_map(pair).flatten().collect()
}

/// The futures of a date, each tenor once.
fn futures(columns: &mut [(&str, Cursor<'_>)], date: Date) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    for nth in 1..=FUTURES {
        let mut value = |name: String| {
            let mut found = columns
                .iter_mut()
                .filter(|(own, _)| own.eq_ignore_ascii_case(&name));
            found.next().and_then(|(_, cursor)| cursor.at(date))
        };
        let (Some(price), Some(dte)) = (value(format!("settle{nth}")), value(format!("dte{nth}"))) else {
            continue;
        };
        let fresh = quotes.iter().all(|quote| quote.tenor.get() != dte);
        if fresh && dte > 0.0 && within(price, VIX_LEVELS) {
            quotes.push(Quote {
                tenor: Days::new(dte),
                price,
            });
        }
    }
    quotes
}

/// "12 days of VIX without an SPX of the same date were left out, the first Mon 5 Jan 2026."
fn named(dates: &[Date], what: &str) -> Option<String> {
    let first = words(*dates.first()?);
    Some(match dates.len() {
        1 => format!("One day {what} was left out: {first}."),
        count => format!("{count} days {what} were left out, the first {first}."),
    })
}

/// A stretch without sessions is walked over in one step.
fn gap(sessions: &[Session]) -> Option<String> {
    /// No holiday closes the market for longer.
    const LONGEST: i32 = 5;
    let days = |pair: &[Session]| match pair {
        [before, after] => crate::calendar::date::days_between(before.date, after.date),
        _ => 0,
    };
    let gaps = sessions.windows(2).filter(|pair| days(pair) > LONGEST);
    let count = gaps.clone().count();
    let longest = gaps.max_by_key(|pair| days(pair))?;
    let until = words(longest.last()?.date);
    let longest = days(longest);
    Some(match count {
        1 => format!("There is a gap of {longest} days, before {until}; it counts as one step."),
        _ => format!(
            "There are {count} gaps of more than {LONGEST} days, the longest {longest} days, before {until}; each counts as one step."
        ),
    })
}

//! A pasted text as a series: values in order of time, with what was read, what was left out and why.

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use serde::Serialize;
use time::Date;

use crate::calendar::date::words;
use crate::field::Problem;
use crate::format::{joined, number as written};
use crate::raw::shortened;
use crate::signal::columns::{Columns, is_missing};
use crate::signal::moment::{DayOrder, Moment, SECONDS_PER_DAY, Written};
use crate::signal::numeral::{Mark, number};
use crate::signal::options::{Kind, Options};
use crate::signal::sheet::{Row, Sheet};

/// Values in order of time, the oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// One list for each column that was asked for, all of one length.
    pub columns: Vec<Vec<f64>>,
    /// The date of each row; none of them where rows have none.
    pub dates: Vec<Date>,
    /// How far apart the rows are.
    pub spacing: Spacing,
    /// What was read.
    pub reading: Reading,
}

/// How far apart the rows of a series are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Spacing {
    /// A day, weekends aside.
    Daily,
    /// Less than that.
    Intraday,
    /// A week or more.
    Longer,
    /// There are no dates, or a single one.
    Unknown,
}

/// What was read from a text, and what was not.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reading {
    /// Rows used.
    pub rows: u32,
    /// Lines that held anything.
    pub lines: u32,
    /// The columns used, by heading or place.
    pub columns: Vec<String>,
    /// How far apart the rows are.
    pub spacing: Spacing,
    /// The oldest row and the newest.
    pub first: Point,
    /// See `first`.
    pub last: Point,
    /// How the text was read, in sentences.
    pub how: Vec<String>,
    /// Lines that were left out, by reason.
    pub skipped: Vec<Skipped>,
}

/// A row as it was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Point {
    /// Its date, as ISO 8601 writes it; `None` without dates.
    pub date: Option<String>,
    /// Its values.
    pub values: Vec<f64>,
}

/// Lines left out for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// How many.
    pub count: u32,
    /// The first of them, by number from 1.
    pub lines: Vec<u32>,
    /// A sentence that names them.
    pub message: String,
}

/// Why a line is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reason {
    Heading,
    Width,
    Date,
    Missing,
    Number,
    Crossed,
    Repeated,
}

impl Reason {
    const ALL: [Reason; 7] = [
        Reason::Heading,
        Reason::Width,
        Reason::Date,
        Reason::Missing,
        Reason::Number,
        Reason::Crossed,
        Reason::Repeated,
    ];

    /// What is said of one line, and of several.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Reason::Heading => ("stands before the data", "stand before the data"),
            Reason::Width => (
                "has not as many cells as the rest",
                "have not as many cells as the rest",
            ),
            Reason::Date => ("has no date that exists", "have no date that exists"),
            Reason::Missing => ("has no value", "have no value"),
            Reason::Number => ("cannot be read as a number", "cannot be read as numbers"),
            Reason::Crossed => ("has a high below its low", "have highs below their lows"),
            Reason::Repeated => (
                "repeats a date with the same value",
                "repeat dates with the same values",
            ),
        }
    }

    /// Whether a line is left out because it is broken, not because it holds nothing new.
    fn is_broken(self) -> bool {
        matches!(
            self,
            Reason::Width | Reason::Date | Reason::Number | Reason::Crossed
        )
    }
}

/// Lines left out so far.
#[derive(Default)]
struct Left<'t> {
    lines: Vec<(Reason, usize, &'t str)>,
}

impl Left<'_> {
    fn count(&self, test: impl Fn(Reason) -> bool) -> usize {
        self.lines.iter().filter(|(reason, ..)| test(*reason)).count()
    }

    fn told(&self) -> Vec<Skipped> {
        Reason::ALL.iter().filter_map(|reason| self.of(*reason)).collect()
    }

    fn of(&self, wanted: Reason) -> Option<Skipped> {
        const NAMED: usize = 5;
        const QUOTED: usize = 3;
        let mut all: Vec<(usize, &str)> = self
            .lines
            .iter()
            .filter(|(reason, ..)| *reason == wanted)
            .map(|(_, line, text)| (*line, *text))
            .collect();
        all.sort_unstable_by_key(|(line, _)| *line);
        let count = all.len();
        let pieces: Vec<String> = all
            .iter()
            .take(NAMED)
            .enumerate()
            .map(|(nth, (line, text))| {
                if nth < QUOTED {
                    format!("{line} (\u{201c}{}\u{201d})", shortened(text))
                } else {
                    format!("{line}")
                }
            })
            .collect();
        let pieces: Vec<&str> = pieces.iter().map(String::as_str).collect();
        let more = count.saturating_sub(NAMED);
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        let (one, several) = wanted.words();
        let listed = joined(&pieces, ", ");
        let message = match count {
            0 => return None,
            1 => format!("One line {one}: line {listed}."),
            _ => format!("{count} lines {several}: lines {listed}{more}."),
        };
        Some(Skipped {
            count: small(count),
            lines: all.iter().take(NAMED).map(|(line, _)| small(*line)).collect(),
            message,
        })
    }
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A row whose cells have been understood.
struct Read {
    line: usize,
    moment: Option<Moment>,
    values: Vec<f64>,
}

/// Reads a text as a series, or says what is wrong with it or has to be told.
///
/// Takes time in proportion to the text's length, apart from sorting rows that stand in no order.
pub fn read(options: &Options) -> Result<Series, Vec<Problem>> {
    let one = |problem: Problem| vec![problem];
    let sheet = Sheet::read(&options.text, options.decimal).map_err(one)?;
    if sheet.rows().next().is_none() {
        return Err(one(Problem::new(
            "text",
            "The text is empty: paste a series, one row a line.",
        )));
    }
    let columns = Columns::find(&sheet, options)?;
    let mut left = Left::default();
    let mut rows = Vec::new();
    let titles = columns.leading.saturating_sub(1);
    for (nth, row) in sheet.rows().enumerate() {
        if nth < columns.leading {
            if nth < titles || !columns.fit(&row) {
                left.lines.push((Reason::Heading, row.line, row.text));
            }
            continue;
        }
        match values_of(&row, &columns, options.kind) {
            Ok(read) => rows.push(read),
            Err(reason) => left.lines.push((reason, row.line, row.text)),
        }
    }
    mostly_read(rows.len(), &left).map_err(one)?;
    let order = put_in_order(&mut rows, columns.dates.is_some(), options.newest_first);
    let rows = without_repetitions(rows, &sheet, &mut left).map_err(one)?;
    let gaps = Gaps::between(&rows);
    let reading = Reading {
        rows: small(rows.len()),
        lines: small(sheet.rows().count()),
        columns: columns.values.iter().map(|&at| columns.name(at)).collect(),
        spacing: gaps.spacing,
        first: rows.first().map(point).unwrap_or_default(),
        last: rows.last().map(point).unwrap_or_default(),
        how: how(&sheet, &columns, options.kind, order, &gaps, &rows),
        skipped: left.told(),
    };
    let column = |nth: usize| {
        rows.iter()
            .filter_map(|row| row.values.get(nth).copied())
            .collect()
    };
    Ok(Series {
        columns: (0..columns.values.len()).map(column).collect(),
        dates: rows.iter().filter_map(|row| Some(row.moment?.date)).collect(),
        spacing: gaps.spacing,
        reading,
    })
}

/// Larger values are no prices, and their sums could leave the doubles.
const LARGEST: f64 = 1e12;

fn values_of(row: &Row, columns: &Columns, kind: Kind) -> Result<Read, Reason> {
    if !columns.fit(row) {
        return Err(Reason::Width);
    }
    let cell = |at: usize| row.cells.get(at).copied().unwrap_or_default();
    let moment = match columns.dates {
        Some(at) => Some(moment_of(cell(at), columns.times.map(cell), columns.order).ok_or(Reason::Date)?),
        None => None,
    };
    let mut values = Vec::with_capacity(columns.values.len());
    for &at in &columns.values {
        if is_missing(cell(at)) {
            return Err(Reason::Missing);
        }
        let value = number(cell(at), columns.mark).filter(|value| value.abs() <= LARGEST);
        values.push(value.ok_or(Reason::Number)?);
    }
    match (kind, values.as_slice()) {
        (Kind::HighLow, [high, low]) if high < low => Err(Reason::Crossed),
        _ => Ok(Read {
            line: row.line,
            moment,
            values,
        }),
    }
}

fn moment_of(date: &str, time: Option<&str>, order: DayOrder) -> Option<Moment> {
    let moment = Written::read(date)?.moment(order)?;
    match time {
        Some(time) => moment.at(time),
        None => Some(moment),
    }
}

/// A text of which most is broken is something else, or read by the wrong rules.
fn mostly_read(read: usize, left: &Left) -> Result<(), Problem> {
    let broken = left.count(Reason::is_broken);
    if read > 0 && broken <= read {
        return Ok(());
    }
    let worst = Reason::ALL
        .iter()
        .filter(|reason| reason.is_broken())
        .filter_map(|reason| left.of(*reason));
    let message = match worst.max_by_key(|skipped| skipped.count) {
        Some(skipped) => format!(
            "Most of the text cannot be read; {}",
            decapitalised(&skipped.message)
        ),
        None => String::from("No row of the text has a value: paste a series, one row a line."),
    };
    Err(Problem::new("text", message))
}

fn decapitalised(sentence: &str) -> String {
    sentence.replacen("One", "one", 1)
}

/// How the rows stood in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Ascending,
    Descending,
    Mixed,
    Assumed { newest_first: bool },
}

fn put_in_order(rows: &mut [Read], dated: bool, newest_first: bool) -> Order {
    if !dated {
        if newest_first {
            rows.reverse();
        }
        return Order::Assumed { newest_first };
    }
    let rank = |row: &Read| row.moment.map_or(0, Moment::rank);
    if rows.is_sorted_by_key(rank) {
        return Order::Ascending;
    }
    let ends = rows.first().map(rank) > rows.last().map(rank);
    rows.reverse();
    if rows.is_sorted_by_key(rank) {
        return Order::Descending;
    }
    // Sorting keeps rows of the same moment in the order of the text.
    if !ends {
        rows.reverse();
    }
    rows.sort_by_key(rank);
    Order::Mixed
}

/// Rows of one moment count once where they agree; where they do not, the reader is asked.
fn without_repetitions<'t>(
    rows: Vec<Read>,
    sheet: &Sheet<'t>,
    left: &mut Left<'t>,
) -> Result<Vec<Read>, Problem> {
    let mut kept: Vec<Read> = Vec::with_capacity(rows.len());
    let mut repeated: Vec<usize> = Vec::new();
    let mut disputed = 0;
    let mut dispute = None;
    for row in rows {
        match kept.last() {
            Some(last)
                if row.moment.is_some() && row.moment.map(Moment::rank) == last.moment.map(Moment::rank) =>
            {
                if row.values == last.values {
                    repeated.push(row.line);
                } else {
                    disputed += 1;
                    dispute = dispute.or(last.moment.map(|moment| (moment, last.line, row.line)));
                }
            }
            _ => kept.push(row),
        }
    }
    if let Some((moment, one, other)) = dispute {
        let (first, second) = (one.min(other), one.max(other));
        let more = match disputed {
            1 => String::new(),
            _ => format!(", the first of {disputed} such rows"),
        };
        let message = format!(
            "The date {} stands on lines {first} and {second} with different values{more}: keep one row for each date.",
            moment.text()
        );
        return Err(Problem::new("text", message));
    }
    repeated.sort_unstable();
    let is_repeated = |row: &Row| repeated.binary_search(&row.line).is_ok();
    let lines = sheet
        .rows()
        .filter(is_repeated)
        .map(|row| (Reason::Repeated, row.line, row.text));
    left.lines.extend(lines);
    Ok(kept)
}

const HALF_A_DAY: i64 = SECONDS_PER_DAY / 2;
/// Days before and after a long weekend are closer than this, weeks are not.
const SEVERAL_DAYS: i64 = 5 * SECONDS_PER_DAY;

/// The distances between rows.
struct Gaps {
    spacing: Spacing,
    /// The longest, in days, and the row after it.
    longest: Option<(i64, Moment)>,
}

impl Gaps {
    fn between(rows: &[Read]) -> Self {
        let moments: Vec<Moment> = rows.iter().filter_map(|row| row.moment).collect();
        let mut seconds: Vec<i64> = moments.windows(2).map(distance).collect();
        let longest = moments.windows(2).max_by_key(|pair| distance(pair));
        let longest = longest.and_then(|pair| Some((distance(pair) / SECONDS_PER_DAY, *pair.last()?)));
        let middle = seconds.len() / 2;
        if seconds.is_empty() {
            return Self {
                spacing: Spacing::Unknown,
                longest,
            };
        }
        let spacing = match *seconds.select_nth_unstable(middle).1 {
            ..HALF_A_DAY => Spacing::Intraday,
            HALF_A_DAY..SEVERAL_DAYS => Spacing::Daily,
            _ => Spacing::Longer,
        };
        Self { spacing, longest }
    }
}

fn distance(pair: &[Moment]) -> i64 {
    match pair {
        [before, after] => after.rank() - before.rank(),
        _ => 0,
    }
}

fn point(row: &Read) -> Point {
    Point {
        date: row.moment.map(Moment::text),
        values: row.values.clone(),
    }
}

/// The sentences that say how a text was read.
fn how(
    sheet: &Sheet,
    columns: &Columns,
    kind: Kind,
    order: Order,
    gaps: &Gaps,
    rows: &[Read],
) -> Vec<String> {
    let mut said = Vec::new();
    let names: Vec<String> = columns.values.iter().map(|&at| columns.name(at)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let roles = match (kind, names.len()) {
        (Kind::Close, _) => "Levels",
        (Kind::HighLow, _) => "Highs and lows",
        (Kind::Breadth, 3) => "Index, advances and declines",
        (Kind::Breadth, _) => "Index and advance-decline line",
    };
    if columns.width > 1 {
        let separated = sheet.separator.name();
        said.push(format!(
            "{roles} are read from {}; {separated} part the columns.",
            joined(&names, ", ")
        ));
    }
    if columns.marked {
        let mark = columns.mark;
        let groups = if mark == Mark::Dot { "6,939.03" } else { "6.939,03" };
        said.push(format!("A {} marks the decimals, as in {groups}.", mark.name()));
    }
    if columns.ordered {
        let first = if columns.order == DayOrder::DayFirst {
            "day"
        } else {
            "month"
        };
        said.push(format!("In dates the {first} comes first."));
    }
    said.push(String::from(match order {
        Order::Ascending => "The oldest row stands first.",
        Order::Descending => "The newest row stands first; the rows were turned round.",
        Order::Mixed => "The rows stand in no order; they were sorted by date.",
        Order::Assumed { newest_first: false } => "There are no dates: the first row is taken as the oldest.",
        Order::Assumed { newest_first: true } => "There are no dates: the first row is taken as the newest.",
    }));
    said.extend(ends(rows));
    said.extend(gap(gaps));
    said
}

/// The first and the last row as they were read, so that a wrong reading shows.
fn ends(rows: &[Read]) -> Option<String> {
    let told = |row: &Read| {
        let values: Vec<String> = row
            .values
            .iter()
            .map(|value| written(*value, decimals(*value)))
            .collect();
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        let values = joined(&values, " and ");
        match row.moment {
            Some(moment) => format!("{values} on {}", words(moment.date)),
            None => values,
        }
    };
    let (first, last) = (rows.first()?, rows.last()?);
    Some(format!(
        "The oldest row is {}; the newest is {}.",
        told(first),
        told(last)
    ))
}

/// Decimals a value is shown with: two, four for small ones.
fn decimals(value: f64) -> usize {
    if value.abs() < 1.0 { 4 } else { 2 }
}

fn gap(gaps: &Gaps) -> Option<String> {
    /// No holiday closes the market for longer.
    const LONGEST: i64 = 5;
    let (days, after) = gaps.longest?;
    let odd = gaps.spacing != Spacing::Longer && days > LONGEST;
    odd.then(|| {
        format!(
            "The longest gap is {days} days, before {}; it counts as one step.",
            words(after.date)
        )
    })
}

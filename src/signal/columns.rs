//! Which column of a sheet is what: dates, and the numbers that are asked for.
//!
//! Headings decide; without them, the only column of numbers does. Where several would do, the reader is asked.

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use crate::field::Problem;
use crate::format::joined;
use crate::raw::shortened;
use crate::signal::moment::{DayOrder, Written, is_time};
use crate::signal::numeral::{Mark, Says, says};
use crate::signal::options::{Kind, Options};
use crate::signal::sheet::{Row, Separator, Sheet};

/// What the cells of one column are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Tally<'t> {
    /// Cells that hold anything.
    filled: usize,
    numbers: usize,
    /// The first of them, to show.
    number: &'t str,
    dates: usize,
    times: usize,
    /// Dates written as eight digits, which are numbers too.
    compact: usize,
    /// Numbers that fit one decimal mark only, and those that fit both.
    dots: usize,
    commas: usize,
    either: usize,
    /// One of each, to name.
    dot: &'t str,
    comma: &'t str,
    open: &'t str,
    /// Dates that prove an order of their numbers, and those that prove none.
    day_first: usize,
    month_first: usize,
    undecided: usize,
    undotted: usize,
    undecided_date: &'t str,
}

impl<'t> Tally<'t> {
    fn add(&mut self, cell: &'t str) {
        if is_missing(cell) {
            return;
        }
        self.filled += 1;
        if let Some(said) = says(cell) {
            self.numbers += 1;
            if self.number.is_empty() {
                self.number = cell;
            }
            self.compact += usize::from(cell.len() == 8 && Written::read(cell).is_some());
            let (count, example) = match said {
                Says::Nothing => return,
                Says::Only(Mark::Dot) => (&mut self.dots, &mut self.dot),
                Says::Only(Mark::Comma) => (&mut self.commas, &mut self.comma),
                Says::Either => (&mut self.either, &mut self.open),
            };
            *count += 1;
            if example.is_empty() {
                *example = cell;
            }
        } else if let Some(date) = Written::read(cell) {
            self.dates += 1;
            match date.proves() {
                Some(DayOrder::DayFirst) => self.day_first += 1,
                Some(DayOrder::MonthFirst) => self.month_first += 1,
                None if date.is_open() => {
                    self.undecided += 1;
                    if !date.is_dotted() {
                        self.undotted += 1;
                        if self.undecided_date.is_empty() {
                            self.undecided_date = cell;
                        }
                    }
                }
                None => {}
            }
        } else {
            self.times += usize::from(is_time(cell));
        }
    }

    fn mostly(&self, count: usize) -> bool {
        count > 0 && count * 2 >= self.filled
    }
}

/// What stands in a cell that has no value.
pub(super) fn is_missing(cell: &str) -> bool {
    const WORDS: [&str; 10] = ["", "-", "--", ".", "n/a", "na", "nan", "null", "none", "#n/a"];
    cell.len() <= 4 && WORDS.iter().any(|word| cell.eq_ignore_ascii_case(word))
}

/// The columns of a sheet, and which of them are used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// Cells in a row.
    pub width: usize,
    /// Rows before the first that holds data: headings, titles.
    pub leading: usize,
    /// Where the dates stand, and times of day in a column of their own.
    pub dates: Option<usize>,
    /// See `dates`.
    pub times: Option<usize>,
    /// Where the numbers stand that are asked for, in the order of the kind.
    pub values: Vec<usize>,
    /// The decimal mark.
    pub mark: Mark,
    /// Whether any number has a decimal mark.
    pub marked: bool,
    /// Which number of a date is the day.
    pub order: DayOrder,
    /// Whether that had to be told from the dates.
    pub ordered: bool,
    names: Vec<String>,
}

/// Headings of a column of levels, the most certain first.
const LEVELS: &[&str] = &[
    "close",
    "close/last",
    "last",
    "latest",
    "price",
    "settle",
    "settlement",
    "adj close",
    "value",
    "spx",
    "vix",
];
const HIGHS: &[&str] = &["high", "day high", "high price"];
const LOWS: &[&str] = &["low", "day low", "low price"];
const LINES: &[&str] = &[
    "ad line",
    "a/d line",
    "a-d line",
    "advance-decline line",
    "advance/decline line",
    "adl",
    "line",
];
const ADVANCES: &[&str] = &["advances", "advancing", "advancing issues", "adv"];
const DECLINES: &[&str] = &["declines", "declining", "declining issues", "decl", "dec"];

impl Columns {
    /// Finds the columns of a sheet, or says what has to be told.
    pub fn find(sheet: &Sheet, options: &Options) -> Result<Self, Vec<Problem>> {
        let width = usual_width(sheet);
        let leading = sheet.rows().take_while(is_leading).count();
        agree_with_headings(sheet, leading, width).map_err(|problem| vec![problem])?;
        stand_in_lines(sheet, width).map_err(|problem| vec![problem])?;
        let mut tallies = vec![Tally::default(); width];
        for row in sheet.rows().skip(leading).filter(|row| fits(row, width)) {
            for (tally, cell) in tallies.iter_mut().zip(row.cells) {
                tally.add(cell);
            }
        }
        let names = names(sheet, leading, width);
        let (dates, times, numbers) = parted(&tallies);
        let values = chosen(options, &names, &numbers, &tallies).map_err(|problem| vec![problem])?;
        let used: Vec<&Tally> = values.iter().filter_map(|&at| tallies.get(at)).collect();
        let dated = dates.and_then(|at| tallies.get(at));
        let mark = mark(options, sheet.separator, &used, &tallies);
        let order = dated.map_or(Ok(DayOrder::DayFirst), |tally| day_order(options, tally));
        match (mark, order) {
            (Ok(mark), Ok(order)) => Ok(Self {
                width,
                leading,
                dates,
                times,
                values,
                mark,
                marked: used
                    .iter()
                    .any(|tally| tally.dots + tally.commas + tally.either > 0),
                order,
                ordered: dated.is_some_and(|tally| tally.day_first + tally.month_first + tally.undecided > 0),
                names,
            }),
            (mark, order) => Err([mark.err(), order.err()].into_iter().flatten().collect()),
        }
    }

    /// Whether a row has as many cells as the rest; a separator at its end counts for nothing.
    pub fn fit(&self, row: &Row) -> bool {
        fits(row, self.width)
    }

    /// What a column is called: its heading, or its place.
    pub fn name(&self, at: usize) -> String {
        called(&self.names, at)
    }
}

fn called(names: &[String], at: usize) -> String {
    match names.get(at) {
        Some(name) if !name.is_empty() => format!("\u{201c}{}\u{201d}", shortened(name)),
        _ => format!("column {}", at + 1),
    }
}

/// How many cells most rows have; the longer of two as frequent.
fn usual_width(sheet: &Sheet) -> usize {
    let mut widths: Vec<usize> = sheet.rows().map(|row| row.cells.len()).collect();
    widths.sort_unstable();
    widths
        .chunk_by(|one, other| one == other)
        .max_by_key(|group| group.len())
        .and_then(|group| group.first().copied())
        .unwrap_or(0)
}

fn fits(row: &Row, width: usize) -> bool {
    let count = row.cells.len();
    count == width || (count == width + 1 && row.cells.last().is_some_and(|last| last.is_empty()))
}

/// Whether a row can't be data: none of its cells is a number or a date.
fn is_leading(row: &Row) -> bool {
    let is_datum = |cell: &&str| says(cell).is_some() || Written::read(cell).is_some();
    !row.cells.iter().any(is_datum)
}

/// The headings: the last of the leading rows, if it has a cell for every column.
fn names(sheet: &Sheet, leading: usize, width: usize) -> Vec<String> {
    let last = leading.checked_sub(1).and_then(|at| sheet.rows().nth(at));
    last.filter(|row| fits(row, width))
        .map(|row| row.cells.iter().map(|cell| String::from(*cell)).collect())
        .unwrap_or_default()
}

/// Rows with one cell more than there are headings have a decimal comma that parts them once too often.
fn agree_with_headings(sheet: &Sheet, leading: usize, width: usize) -> Result<(), Problem> {
    let last = leading.checked_sub(1).and_then(|at| sheet.rows().nth(at));
    match last {
        Some(row) if sheet.separator == Separator::Comma && row.cells.len() + 1 == width && width > 2 => {
            let message = format!(
                "There are {} headings and {width} cells in a row: if the comma also marks the decimals, part the \
                 columns with semicolons.",
                row.cells.len()
            );
            Err(Problem::new("text", message))
        }
        _ => Ok(()),
    }
}

/// Several numbers on the only line are a series that was not parted into lines.
fn stand_in_lines(sheet: &Sheet, width: usize) -> Result<(), Problem> {
    if sheet.rows().nth(1).is_none() && width > 2 {
        let message = "The text is a single line: paste one number a line, or one row of a table.";
        return Err(Problem::new("text", message));
    }
    Ok(())
}

/// The column of dates, one of times beside it, and those of numbers.
fn parted(tallies: &[Tally]) -> (Option<usize>, Option<usize>, Vec<usize>) {
    let position = |test: &dyn Fn(&Tally) -> bool| tallies.iter().position(test);
    let numbers = |but: Option<usize>| -> Vec<usize> {
        let numeric = |at: &usize| tallies.get(*at).is_some_and(|tally| tally.mostly(tally.numbers));
        (0..tallies.len())
            .filter(|at| Some(*at) != but)
            .filter(numeric)
            .collect()
    };
    let mut dates = position(&|tally| tally.mostly(tally.dates));
    if dates.is_none() {
        // Eight digits are a date where other numbers stand beside them.
        let compact = position(&|tally| tally.mostly(tally.compact));
        dates = compact.filter(|_| !numbers(compact).is_empty());
    }
    let times = dates.and(position(&|tally| tally.mostly(tally.times)));
    (dates, times, numbers(dates))
}

/// The columns that a kind asks for.
fn chosen(
    options: &Options,
    names: &[String],
    numbers: &[usize],
    tallies: &[Tally],
) -> Result<Vec<usize>, Problem> {
    if numbers.is_empty() {
        return Err(Problem::new(
            "text",
            "No column of numbers was found: paste one number a line, or a table with a column of closes.",
        ));
    }
    if !options.column.is_empty() {
        return named(options, names, numbers, tallies.len());
    }
    let headed = |headings: &[&str]| {
        // As it stands; without signs around it; and begun with, as in "Close Close price adjusted for splits".
        let readings: [fn(&str) -> &str; 3] = [|name| name, heading_of, first_word];
        readings.iter().find_map(|reading| {
            headings.iter().find_map(|heading| {
                let is = |name: &String| reading(name).eq_ignore_ascii_case(heading);
                numbers.iter().copied().find(|at| names.get(*at).is_some_and(is))
            })
        })
    };
    let found = match options.kind {
        Kind::Close => headed(LEVELS).map(|at| vec![at]),
        Kind::HighLow => headed(HIGHS).zip(headed(LOWS)).map(|(high, low)| vec![high, low]),
        Kind::Breadth => headed(LEVELS).and_then(|index| {
            let line = headed(LINES).map(|line| vec![index, line]);
            let parts = || Some(vec![index, headed(ADVANCES)?, headed(DECLINES)?]);
            line.or_else(parts)
        }),
    };
    let asked = if options.kind == Kind::Close { 1 } else { 2 };
    match found {
        Some(found) => Ok(found),
        None if numbers.len() == asked => Ok(numbers.to_vec()),
        None => Err(ask(options.kind, names, numbers, tallies)),
    }
}

/// A heading without the signs that some files put around it: "<CLOSE>", "Close*".
fn heading_of(name: &str) -> &str {
    name.trim_matches(['<', '>', '*', ' '])
}

fn first_word(name: &str) -> &str {
    name.split(' ').next().unwrap_or_default()
}

/// The columns a reader named, by heading or by number.
fn named(
    options: &Options,
    names: &[String],
    numbers: &[usize],
    width: usize,
) -> Result<Vec<usize>, Problem> {
    let wrong = |message: String| Problem::new("column", message);
    let mut found = Vec::new();
    for word in options.column.split([',', ';']).map(str::trim) {
        let by_name = names.iter().position(|name| name.eq_ignore_ascii_case(word));
        let by_place = || {
            word.parse::<usize>()
                .ok()?
                .checked_sub(1)
                .filter(|at| *at < width)
        };
        let Some(at) = by_name.or_else(by_place) else {
            return Err(wrong(format!(
                "There is no column \u{201c}{}\u{201d} in the text.",
                shortened(word)
            )));
        };
        if !numbers.contains(&at) {
            return Err(wrong(format!(
                "The column {} does not hold numbers.",
                called(names, at)
            )));
        }
        found.push(at);
    }
    let fine = match options.kind {
        Kind::Close => found.len() == 1,
        Kind::HighLow => found.len() == 2,
        Kind::Breadth => found.len() == 2 || found.len() == 3,
    };
    if fine {
        Ok(found)
    } else {
        Err(wrong(String::from(wanted(options.kind))))
    }
}

/// What to name, for each kind.
fn wanted(kind: Kind) -> &'static str {
    match kind {
        Kind::Close => "Name one column of levels.",
        Kind::HighLow => "Name two columns, the highs and the lows, with a comma between them.",
        Kind::Breadth => {
            "Name the column of the index and that of the line, or of advances and declines, with commas between them."
        }
    }
}

fn ask(kind: Kind, names: &[String], numbers: &[usize], tallies: &[Tally]) -> Problem {
    const MOST: usize = 4;
    let listed: Vec<String> = numbers
        .iter()
        .take(MOST)
        .map(|&at| {
            let example = tallies.get(at).map_or("", |tally| tally.number);
            let name = called(names, at);
            let place = if name.starts_with('c') {
                String::new()
            } else {
                format!("{} ", at + 1)
            };
            format!("{place}{name} ({})", shortened(example))
        })
        .collect();
    let listed: Vec<&str> = listed.iter().map(String::as_str).collect();
    let more = if numbers.len() > MOST { " and more" } else { "" };
    let message = format!(
        "Numbers stand in {}{more}. {}",
        joined(&listed, ", "),
        wanted(kind)
    );
    Problem::new("column", message.replacen(". Name", ": name", 1))
}

/// The decimal mark, told from the columns used, then from all of them.
fn mark(options: &Options, separator: Separator, used: &[&Tally], all: &[Tally]) -> Result<Mark, Problem> {
    if let Some(mark) = options.decimal {
        return Ok(mark);
    }
    let sum = |tallies: &mut dyn Iterator<Item = &Tally>| {
        tallies.fold((0, 0, 0), |sum, tally| {
            (sum.0 + tally.dots, sum.1 + tally.commas, sum.2 + tally.either)
        })
    };
    let first = |example: &dyn Fn(&Tally) -> String| -> String {
        used.iter()
            .map(|tally| example(tally))
            .find(|text| !text.is_empty())
            .unwrap_or_default()
    };
    let mut found = sum(&mut used.iter().copied());
    if found.0 + found.1 == 0 {
        let (dots, commas, _) = sum(&mut all.iter());
        found = (dots, commas, found.2);
    }
    let (dots, commas, either) = found;
    // A twentieth of the numbers may be broken: they are named later.
    if dots > commas * 20 || (dots == 0 && commas == 0 && either == 0) {
        return Ok(Mark::Dot);
    }
    if commas > dots * 20 {
        return Ok(Mark::Comma);
    }
    if dots + commas > 0 {
        let message = format!(
            "Some numbers have a decimal dot (\u{201c}{}\u{201d}) and some a decimal comma (\u{201c}{}\u{201d}): choose the decimal mark.",
            shortened(&first(&|tally| String::from(tally.dot))),
            shortened(&first(&|tally| String::from(tally.comma))),
        );
        return Err(Problem::new("decimal", message));
    }
    let example = first(&|tally| String::from(tally.open));
    // Whoever parts columns with commas writes decimals with dots, unless the comma stands in quotes.
    if separator == Separator::Comma && !example.contains(',') {
        return Ok(Mark::Dot);
    }
    let message = format!(
        "Every number could be read both ways, like \u{201c}{}\u{201d}: choose whether a dot or a comma marks the decimals.",
        shortened(&example)
    );
    Err(Problem::new("decimal", message))
}

/// Which number of a date is the day, told from the whole column.
fn day_order(options: &Options, tally: &Tally) -> Result<DayOrder, Problem> {
    if let Some(order) = options.dates {
        return Ok(order);
    }
    let (day, month) = (tally.day_first, tally.month_first);
    if day > month * 20 || (day + month == 0 && tally.undotted == 0) {
        return Ok(DayOrder::DayFirst);
    }
    if month > day * 20 {
        return Ok(DayOrder::MonthFirst);
    }
    let message = if day + month > 0 {
        String::from("Some dates have the day first and some the month first: choose which it is.")
    } else {
        format!(
            "Every date could be read both ways, like \u{201c}{}\u{201d}: choose whether the day or the month comes first.",
            shortened(tally.undecided_date)
        )
    };
    Err(Problem::new("dates", message))
}

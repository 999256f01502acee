//! Pasted text as rows of cells: what separates them is decided from the whole text.
//!
//! A tab or a semicolon is plain. A comma may separate cells, mark decimals or part thousands; each of these
//! readings is held against every line, and where two of them fit, the reader is asked.

use alloc::format;
use alloc::vec::Vec;

use crate::field::Problem;
use crate::raw::shortened;
use crate::signal::moment::Written;
use crate::signal::numeral::{Mark, Says, says};

/// What stands between two cells of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// A tab, as spreadsheets copy.
    Tab,
    /// A semicolon.
    Semicolon,
    /// A comma.
    Comma,
    /// Spaces, or nothing: one number a line.
    Space,
}

impl Separator {
    fn sign(self) -> char {
        match self {
            Separator::Tab => '\t',
            Separator::Semicolon => ';',
            Separator::Comma => ',',
            Separator::Space => ' ',
        }
    }

    /// What it is called in a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Separator::Tab => "tabs",
            Separator::Semicolon => "semicolons",
            Separator::Comma => "commas",
            Separator::Space => "spaces",
        }
    }
}

/// Rows of cells.
#[derive(Clone, Debug)]
pub struct Sheet<'t> {
    /// What separates the cells.
    pub separator: Separator,
    cells: Vec<&'t str>,
    rows: Vec<Place<'t>>,
}

/// Where a row came from and where its cells lie.
#[derive(Clone, Copy, Debug)]
struct Place<'t> {
    line: usize,
    text: &'t str,
    start: usize,
    end: usize,
}

/// A row: the cells of one line, blanks around them and quotes left out.
#[derive(Clone, Copy, Debug)]
pub struct Row<'s, 't> {
    /// Number of the line in the text, from 1.
    pub line: usize,
    /// The line as it stands.
    pub text: &'t str,
    /// Its cells.
    pub cells: &'s [&'t str],
}

impl<'t> Sheet<'t> {
    /// Cuts a text into cells. Lines that hold nothing are left out; `mark` is the decimal mark, if it is known.
    pub fn read(text: &'t str, mark: Option<Mark>) -> Result<Self, Problem> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let lines: Vec<(usize, &str)> = numbered(text);
        let separator = separator(&lines, mark)?;
        let mut sheet = Self {
            separator,
            cells: Vec::new(),
            rows: Vec::with_capacity(lines.len()),
        };
        for (line, text) in lines {
            let start = sheet.cells.len();
            cut(text, separator, &mut sheet.cells);
            let end = sheet.cells.len();
            sheet.rows.push(Place {
                line,
                text,
                start,
                end,
            });
        }
        Ok(sheet)
    }

    /// Its rows, in their order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_, 't>> {
        self.rows.iter().map(|place| Row {
            line: place.line,
            text: place.text,
            cells: self.cells.get(place.start..place.end).unwrap_or_default(),
        })
    }
}

/// The lines that hold anything, each with its number.
fn numbered(text: &str) -> Vec<(usize, &str)> {
    let keep = |(index, line): (usize, _)| holds(line).then_some((index + 1, line));
    if text.contains('\n') {
        text.lines().enumerate().filter_map(keep).collect()
    } else {
        text.split('\r').enumerate().filter_map(keep).collect()
    }
}

fn holds(line: &str) -> bool {
    !line.trim().is_empty()
}

/// Cuts a line at a separator outside quotes.
fn cut<'t>(line: &'t str, separator: Separator, cells: &mut Vec<&'t str>) {
    if separator == Separator::Space {
        return cut_at_spaces(line, cells);
    }
    let mut rest = line;
    if separator == Separator::Comma
        && let Some((date, after)) = date_with_comma(line)
    {
        cells.push(date);
        rest = after;
    }
    loop {
        let end = end_of_cell(rest, separator.sign());
        cells.push(bare(rest.get(..end).unwrap_or(rest)));
        match rest.get(end + 1..) {
            Some(next) if end < rest.len() => rest = next,
            _ => return,
        }
    }
}

/// "Jan 30, 2026" is one cell although it has a comma; with what follows it.
fn date_with_comma(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start();
    if !line.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let (_, after) = Written::prefix(line)?;
    let date = line.get(..line.len() - after.len())?;
    Some((date, after.trim_start().strip_prefix(',')?))
}

/// A date in front keeps its blanks; after it, every word is a cell.
fn cut_at_spaces<'t>(line: &'t str, cells: &mut Vec<&'t str>) {
    let line = line.trim();
    let mut rest = line;
    if let Some((_, after)) = Written::prefix(line) {
        // Digits alone are a date only in front of something.
        let alone = after.is_empty() && says(line).is_some();
        if !alone && (after.is_empty() || after.starts_with(' ')) {
            cells.push(line.get(..line.len() - after.len()).unwrap_or_default());
            rest = after;
        }
    }
    // Only the plain space parts cells: the others stand within numbers.
    cells.extend(rest.split_ascii_whitespace().map(bare));
}

/// Where a cell ends: at the first separator outside quotes, or with the line.
fn end_of_cell(text: &str, separator: char) -> usize {
    if !text.trim_start().starts_with('"') {
        return text.find(separator).unwrap_or(text.len());
    }
    let mut quoted = false;
    text.find(|c: char| {
        quoted ^= c == '"';
        c == separator && !quoted
    })
    .unwrap_or(text.len())
}

fn bare(cell: &str) -> &str {
    // Most cells have nothing to take away.
    let plain = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_graphic() && *byte != b'"');
    if plain(cell.as_bytes().first()) && plain(cell.as_bytes().last()) {
        return cell;
    }
    let cell = cell.trim();
    cell.strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .map_or(cell, str::trim)
}

fn separator(lines: &[(usize, &str)], mark: Option<Mark>) -> Result<Separator, Problem> {
    for plain in [Separator::Tab, Separator::Semicolon] {
        let with = lines.iter().filter(|(_, line)| has(line, plain.sign())).count();
        if with > 0 && with * 2 >= lines.len() {
            return Ok(plain);
        }
    }
    let mut commas = Commas::default();
    for (_, line) in lines {
        commas.hold_against(line);
    }
    commas.decide(mark)
}

/// Whether a sign stands in a line outside quotes.
fn has(line: &str, sign: char) -> bool {
    if !line.contains(sign) {
        return false;
    }
    let mut quoted = false;
    line.chars().any(|c| {
        quoted ^= c == '"';
        c == sign && !quoted
    })
}

/// The readings of a comma, and how many lines speak against each.
#[derive(Default)]
struct Commas<'t> {
    /// Lines with a comma, and those of them in which it can only separate.
    lines: usize,
    separating: usize,
    /// Whether they part the words above the numbers.
    heading: bool,
    /// Lines that are all numbers, and those of them that do not fit each reading.
    numeric: usize,
    not_thousands: usize,
    not_decimals: usize,
    not_cells: usize,
    /// Lines of which a word is no number under either mark.
    not_numbers: usize,
    /// Commas in the first numeric line that has one.
    in_first: Option<usize>,
    /// Whether any number has a dot.
    dots: bool,
    /// Whether the first pieces count the lines: 1, 2, 3.
    counting: bool,
    last_count: Option<u64>,
    /// The first number with a comma, to ask about.
    example: Option<&'t str>,
}

impl<'t> Commas<'t> {
    fn hold_against(&mut self, line: &'t str) {
        let line = line.trim();
        let (dated, rest) = match Written::prefix(line) {
            Some((_, rest)) if !rest.is_empty() => (true, rest.trim_start()),
            _ => (false, line),
        };
        let commas = rest.bytes().filter(|&byte| byte == b',').count();
        self.lines += usize::from(commas > 0);
        if commas > 0 && (separates(rest) || (dated && rest.starts_with(','))) {
            self.separating += 1;
            self.heading |= self.lines == 1 && self.numeric == 0 && rest.contains(char::is_alphabetic);
            return;
        }
        if !rest.starts_with(|c: char| c.is_ascii_digit() || ".,+-\u{2212}$".contains(c)) {
            return;
        }
        self.numeric += 1;
        let mut fits = [true, true];
        for word in rest.split_ascii_whitespace() {
            let said = says(word);
            self.dots |= word.contains('.');
            fits[0] &= matches!(said, Some(Says::Nothing | Says::Either | Says::Only(Mark::Dot)));
            fits[1] &= matches!(said, Some(Says::Nothing | Says::Either | Says::Only(Mark::Comma)));
            if self.example.is_none() && word.contains(',') {
                self.example = Some(word);
            }
        }
        self.not_numbers += usize::from(rest.split_ascii_whitespace().any(|word| says(word).is_none()));
        self.not_thousands += usize::from(!fits[0]);
        self.not_decimals += usize::from(!fits[1]);
        if commas > 0 && self.in_first.is_none() {
            self.in_first = Some(commas);
        }
        self.not_cells += usize::from(dated || self.in_first != Some(commas));
        if commas > 0 {
            self.count(rest);
        }
    }

    fn count(&mut self, line: &str) {
        let first = line.split(',').next().and_then(|piece| piece.parse::<u64>().ok());
        let follows = match (self.last_count, first) {
            (None, Some(_)) => self.numeric == 1,
            (Some(last), Some(first)) => self.counting && last.checked_add(1) == Some(first),
            _ => false,
        };
        self.counting = follows;
        self.last_count = first;
    }

    fn decide(&self, mark: Option<Mark>) -> Result<Separator, Problem> {
        if self.lines == 0 {
            return Ok(Separator::Space);
        }
        // A tenth of the lines may be broken: they are named later.
        let fewest = self.not_thousands.min(self.not_decimals).min(self.not_cells);
        let some = |lines: usize| lines * 10 > self.numeric;
        if self.heading || self.numeric == 0 || self.separating * 2 >= self.lines {
            return Ok(Separator::Comma);
        }
        if some(fewest) {
            // Numbers all of them, under marks that differ: that is said where the mark is told.
            let numbers = !some(self.not_numbers);
            return Ok(if numbers {
                Separator::Space
            } else {
                Separator::Comma
            });
        }
        let counts = self.counting && self.numeric > 2;
        let thousands = self.not_thousands == fewest && mark != Some(Mark::Comma);
        let decimals = self.not_decimals == fewest && mark != Some(Mark::Dot);
        let cells = self.not_cells == fewest;
        match (thousands, decimals, cells) {
            (false, false, _) => Ok(Separator::Comma),
            // Said by the reader: what they do not say is left out.
            _ if mark.is_some() => Ok(Separator::Space),
            (true, false, false) | (false, true, false) => Ok(Separator::Space),
            (true, false, true) if self.dots && !counts => Ok(Separator::Space),
            (false, true, true) if !counts => Ok(Separator::Space),
            _ => Err(self.ask()),
        }
    }

    fn ask(&self) -> Problem {
        let example = shortened(self.example.unwrap_or_default());
        let message = format!(
            "The commas are not clear: \u{201c}{example}\u{201d} may have a decimal comma, groups of thousands or \
             two columns; choose the decimal mark, or part columns with semicolons."
        );
        Problem::new("decimal", message)
    }
}

/// Whether a comma of a line can only separate: beside letters or quotes, or not between two digits.
fn separates(line: &str) -> bool {
    let bytes = line.as_bytes();
    let letter = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'"';
    if bytes.iter().any(letter) || (!line.is_ascii() && line.contains(char::is_alphabetic)) {
        return true;
    }
    let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let within = |at: usize| digit(at.checked_sub(1)) && digit(at.checked_add(1));
    let commas = bytes.iter().enumerate().filter(|(_, byte)| **byte == b',');
    // ",5" is a number whose whole part was left out.
    commas.into_iter().any(|(at, _)| !within(at) && at != 0)
}

#[cfg(test)]
mod tests {
    use alloc::string::String;

    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        let sheet = Sheet::read(text, None).expect("a clear text");
        sheet
            .rows()
            .map(|row| row.cells.iter().map(|cell| String::from(*cell)).collect())
            .collect()
    }

    fn separator_of(text: &str) -> Option<Separator> {
        Sheet::read(text, None).ok().map(|sheet| sheet.separator)
    }

    #[test]
    fn separators_are_told_from_the_whole_text() {
        use Separator::{Comma, Semicolon, Space, Tab};
        for (text, expected) in [
            ("Date\tClose\n30.01.2026\t17,44", Tab),
            ("Date;Close\n30.01.2026;17,44", Semicolon),
            ("Date,Close\n2026-01-30,17.44", Comma),
            ("2026-01-30,17.44\n2026-01-31,18", Comma),
            ("2026-01-30 17,44\n2026-01-31 18,1", Space),
            ("2026-01-30 6,939.03\n2026-01-31 6,940.10", Space),
            ("\"30.01.2026\",\"17,44\"", Comma),
            ("17,44\n18,1\n16,95", Space),
            ("6,939.03\n6,940.10\n999.5", Space),
            ("1,234\n12,5", Space),
            ("17.4,18.3\n17.5,18.4", Comma),
            ("1,100.25\n1,101.5\n1,102.75", Space),
            ("17\n18\n19", Space),
            ("17, 18\n19, 20", Comma),
            ("SPX,6939\nVIX,17", Comma),
            ("1,1234.5\n2,1300.5", Comma),
            ("a,b\n1,2", Comma),
            ("SPX,VIX\n17,44\n18,45\n16,43", Comma),
            ("Date,Close\n30.01.2026,17,44", Comma),
        ] {
            assert_eq!(separator_of(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn commas_that_allow_two_readings_are_asked_about() {
        for text in [
            "1,234",
            "1,234\n1,250\n1,301",
            "Close\n1,234\n1,250",
            // Row numbers, or a number that rises by one?
            "1,100.25\n2,101.5\n3,102.75",
            "1,17\n2,18\n3,19",
            "101,234,567\n102,345,678",
        ] {
            let problem = Sheet::read(text, None).expect_err(text);
            assert_eq!(problem.field, "decimal", "{text}");
            for mark in [Mark::Dot, Mark::Comma] {
                assert!(Sheet::read(text, Some(mark)).is_ok(), "{text} {mark:?}");
            }
        }
        let lone = Sheet::read("1,234", Some(Mark::Dot)).expect("said");
        assert_eq!(lone.separator, Separator::Space);
    }

    #[test]
    fn cells_lose_quotes_and_blanks_and_dates_stay_whole() {
        let row = |cells: &[&str]| -> Vec<String> { cells.iter().copied().map(String::from).collect() };
        assert_eq!(
            cells("\u{feff}a;\" b;c \";d\r\n\r\n 1 ;2;3;\r\n"),
            [row(&["a", "b;c", "d"]), row(&["1", "2", "3", ""]),]
        );
        assert_eq!(
            cells("Jan 30, 2026,17.44\nFeb 2, 2026, 18"),
            [row(&["Jan 30, 2026", "17.44"]), row(&["Feb 2, 2026", "18"]),]
        );
        assert_eq!(
            cells("30 Jan 2026  17.44\n2026-02-02 16:15 18"),
            [row(&["30 Jan 2026", "17.44"]), row(&["2026-02-02 16:15", "18"]),]
        );
        assert_eq!(
            cells("20260130 17.44\n20260131"),
            [row(&["20260130", "17.44"]), row(&["20260131"])]
        );
        assert_eq!(cells("17\r18\r19").len(), 3);
        assert_eq!(cells("a;\"open\n1;2"), [row(&["a", "\"open"]), row(&["1", "2"])]);
        assert!(cells("").is_empty() && cells(" \n\t\n").is_empty());
    }

    #[test]
    fn lines_keep_their_numbers() {
        let sheet = Sheet::read("a\n\n1\r\n\r\n2", None).expect("a clear text");
        assert_eq!(sheet.rows().map(|row| row.line).collect::<Vec<_>>(), [1, 3, 5]);
    }
}

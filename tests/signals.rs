//! Pasted series: how they are read, and their figures against TA-Lib, numpy, pandas and scipy.

use alvh::inputs::fields;
use alvh::panel::{Cell, Panel};
use alvh::raw::Raw;
use alvh::signal::breadth::{Divergence, advance_decline_line, breadth};
use alvh::signal::options::{Kind, OPTIONS, Options, Subject};
use alvh::signal::range::range;
use alvh::signal::realised_vol::{log_returns, rolling};
use alvh::signal::{Signals, Typed, macd, percentile, rsi, signals, vol_cone};
use alvh::units::Vol;
use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::fields::{Declared, figure};
use crate::json::raw;
use crate::laws::config;

static DECLARED: LazyLock<Declared> = LazyLock::new(Declared::read);

fn pasted(text: &str) -> Options {
    Options {
        text: text.to_owned(),
        ..Options::default()
    }
}

fn read(text: &str) -> Signals {
    Signals::of(&pasted(text)).unwrap_or_else(|problems| panic!("{text:?}: {problems:?}"))
}

/// Dates in order, no two alike: months of 28 days.
fn date(row: usize) -> String {
    format!(
        "{}-{:02}-{:02}",
        1850 + row / 336,
        1 + row / 28 % 12,
        1 + row % 28
    )
}

/// A text of so many lines.
fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect::<Vec<_>>().join("\n")
}

/// The fields of the problems a text has.
fn refused(options: &Options) -> Vec<(String, String)> {
    let problems = Signals::of(options).expect_err(&options.text);
    problems
        .into_iter()
        .map(|problem| (problem.field, problem.message))
        .collect()
}

/// Closes that TA-Lib's own tests use (`TA_SREF_close_daily_ref_0`, the first 34), and what its tests expect of them
/// (`ta_regtest`, `test_rsi.c` and `test_macd.c`): RSI cut to two decimals, MACD rounded to four.
mod published {
    pub(super) const CLOSES: [f64; 34] = [
        91.5, 94.815, 94.375, 95.095, 93.78, 94.625, 92.53, 92.75, 90.315, 92.47, 96.125, 97.25, 98.5,
        89.875, 91.0, 92.815, 89.155, 89.345, 91.625, 89.875, 88.375, 87.625, 84.78, 83.0, 83.5, 81.375,
        84.44, 89.25, 86.375, 86.25, 85.25, 87.125, 85.815, 88.97,
    ];
    pub(super) const RSI: [f64; 3] = [49.14, 52.32, 46.07];
    pub(super) const MACD: (f64, f64) = (-1.9738, -2.7071);
}

#[test]
fn rsi_and_macd_are_those_of_ta_lib_s_own_tests() {
    let found = rsi::series(&published::CLOSES);
    for (found, expected) in found.iter().zip(published::RSI) {
        let cut = found.expect("prices moved") - expected;
        assert!((0.0..0.01).contains(&cut), "{found:?} {expected}");
    }
    let found = macd::series(&published::CLOSES);
    assert_eq!(found.len(), 1);
    assert!((found[0].line - published::MACD.0).abs() < 5e-5);
    assert!((found[0].signal - published::MACD.1).abs() < 5e-5);
}

/// `tests/golden/signals.csv`, written by `tests/oracle/signals.py`.
struct Golden {
    rows: Vec<Vec<&'static str>>,
}

impl Golden {
    fn read() -> Self {
        let rows = include_str!("golden/signals.csv").lines();
        Self {
            rows: rows.map(|line| line.split(',').collect()).collect(),
        }
    }

    fn named(&self, name: &str) -> Vec<Vec<&'static str>> {
        let named = self.rows.iter().filter(|row| row[0] == name);
        named.map(|row| row[1..].to_vec()).collect()
    }

    /// A column of the rows; `None` where a cell is empty.
    fn column(&self, name: &str) -> Vec<Option<f64>> {
        let at = self.rows[0].iter().position(|head| *head == name).expect(name);
        let rows = self.rows.iter().filter(|row| row[0] == "row");
        rows.map(|row| row[at].parse().ok()).collect()
    }

    fn numbers(&self, name: &str) -> Vec<f64> {
        self.column(name)
            .into_iter()
            .map(|cell| cell.expect("a number"))
            .collect()
    }
}

/// Two columns agree where the other library has a value, and end together.
fn agree(name: &str, found: &[Option<f64>], expected: &[Option<f64>], allowed: f64) {
    let known: Vec<f64> = expected.iter().copied().flatten().collect();
    assert_eq!(found.len(), known.len(), "{name}: as many values");
    assert!(known.len() > 200, "{name}");
    for (row, (found, expected)) in found.iter().zip(known).enumerate() {
        let found = found.unwrap_or(f64::NAN);
        assert!(
            (found - expected).abs() <= allowed,
            "{name} {row}: {found} {expected}"
        );
    }
}

fn some(values: impl IntoIterator<Item = f64>) -> Vec<Option<f64>> {
    values.into_iter().map(Some).collect()
}

#[test]
fn every_row_agrees_with_ta_lib_numpy_pandas_and_scipy() {
    let golden = Golden::read();
    let closes = golden.numbers("close");
    // The same sums in nearly the same order, on both sides doubles: a few roundings of 100 and of 9,000.
    agree("rsi", &rsi::series(&closes), &golden.column("rsi"), 1e-11);
    let bars = macd::series(&closes);
    agree(
        "macd",
        &some(bars.iter().map(|bar| bar.line)),
        &golden.column("macd"),
        1e-9,
    );
    agree(
        "signal",
        &some(bars.iter().map(|bar| bar.signal)),
        &golden.column("signal"),
        1e-9,
    );
    agree(
        "histogram",
        &some(bars.iter().map(|bar| bar.histogram())),
        &golden.column("histogram"),
        1e-9,
    );
    let shares = (2..=closes.len()).map(|rows| {
        percentile::percentile(&closes[..rows], 252)
            .expect("two rows")
            .share
    });
    // One quotient, and its product with 100 on the other side.
    agree("share", &some(shares), &golden.column("share"), 1e-15);
    let returns = log_returns(&closes).expect("closes above 0");
    for days in vol_cone::HORIZONS {
        let name = format!("vol{days}");
        // Logarithms of two libraries differ by an ulp, 1e-15 of a level's logarithm of 9, a hundredth of which is a return.
        agree(
            &name,
            &some(rolling(&returns, days)),
            &golden.column(&name),
            1e-13,
        );
    }
}

#[test]
fn the_cone_and_the_ranges_agree_with_numpy_and_scipy() {
    let golden = Golden::read();
    let cell = |text: &str| text.parse::<f64>().expect("a number");
    let returns = log_returns(&golden.numbers("close")).expect("closes above 0");
    let cone = vol_cone::vol_cone(&returns);
    let expected = golden.named("cone");
    assert_eq!(cone.len(), expected.len());
    for (found, row) in cone.iter().zip(expected) {
        let numbers = [
            f64::from(found.days),
            f64::from(found.runs),
            found.p10,
            found.p25,
            found.p50,
            found.p75,
            found.p90,
            found.now,
            found.share,
        ];
        for (found, text) in numbers.iter().zip(row) {
            assert!((found - cell(text)).abs() < 1e-13, "{found} {text}");
        }
        assert_eq!(found.apart, 399 / found.days);
    }
    let found = range(&golden.numbers("high"), &golden.numbers("low"), 252).expect("ranges");
    let place = found.percentile.expect("a percentile");
    let row = &golden.named("range")[0];
    for (found, text) in [found.last, place.share, found.p50, found.p75, found.p90]
        .iter()
        .zip(row)
    {
        assert!((found - cell(text)).abs() < 1e-15, "{found} {text}");
    }
}

#[test]
fn divergences_are_where_pandas_finds_them() {
    let golden = Golden::read();
    let index = golden.numbers("close");
    let line = advance_decline_line(&golden.numbers("advances"), &golden.numbers("declines"));
    let mut met = [0, 0, 0];
    for (row, cells) in golden.named("row").iter().enumerate() {
        let found = breadth(&index[..=row], &line[..=row], 20).map(|found| found.divergence);
        let expected = match *cells.last().expect("a cell") {
            "bearish" => Some(Divergence::Bearish),
            "bullish" => Some(Divergence::Bullish),
            "none" => Some(Divergence::None),
            _ => None,
        };
        assert_eq!(found, expected, "row {row}");
        met[expected.map_or(0, |found| found as usize)] += 1;
    }
    assert!(met.iter().all(|count| *count > 10), "{met:?}");
}

/// The same six days in the dress of many files.
const DRESSES: [&str; 24] = [
    "2026-01-26,6950.23\n2026-01-27,6978.6\n2026-01-28,6978.03\n2026-01-29,6969.01\n2026-01-30,6939.03\n2026-02-02,6976.44",
    "Date,Close\r\n2026-01-26,6950.23\r\n2026-01-27,6978.60\r\n2026-01-28,6978.03\r\n2026-01-29,6969.01\r\n2026-01-30,6939.03\r\n2026-02-02,6976.44\r\n",
    "\u{feff}Date;Schluss\n26.01.2026;6.950,23\n27.01.2026;6.978,60\n28.01.2026;6.978,03\n29.01.2026;6.969,01\n30.01.2026;6.939,03\n02.02.2026;6.976,44\n",
    "Date\tOpen\tHigh\tLow\tClose*\tClose\n02/02/2026\t1.5\t2.5\t3.5\t4.5\t6,976.44\n01/30/2026\t1.5\t2.5\t3.5\t4.5\t6,939.03\n01/29/2026\t1.5\t2.5\t3.5\t4.5\t6,969.01\n01/28/2026\t1.5\t2.5\t3.5\t4.5\t6,978.03\n01/27/2026\t1.5\t2.5\t3.5\t4.5\t6,978.60\n01/26/2026\t1.5\t2.5\t3.5\t4.5\t6,950.23",
    "\"Date\",\"Price\",\"Vol.\"\n\"02/02/2026\",\"6,976.44\",\"\"\n\"01/30/2026\",\"6,939.03\",\"\"\n\"01/29/2026\",\"6,969.01\",\"\"\n\"01/28/2026\",\"6,978.03\",\"\"\n\"01/27/2026\",\"6,978.60\",\"\"\n\"01/26/2026\",\"6,950.23\",\"\"\n",
    "6950.23\n6978.6\n6978.03\n6969.01\n6939.03\n6976.44",
    "6950,23\n6978,6\n6978,03\n6969,01\n6939,03\n6976,44",
    "6,950.23\n6,978.60\n6,978.03\n6,969.01\n6,939.03\n6,976.44",
    "SPX\n6.950,23\n6.978,60\n6.978,03\n6.969,01\n6.939,03\n6.976,44\n\n",
    "Jan 26, 2026,6950.23\nJan 27, 2026,6978.60\nJan 28, 2026,6978.03\nJan 29, 2026,6969.01\nJan 30, 2026,6939.03\nFeb 2, 2026,6976.44",
    "26 Jan 2026 6,950.23\n27 Jan 2026 6,978.60\n28 Jan 2026 6,978.03\n29 Jan 2026 6,969.01\n30 Jan 2026 6,939.03\n2 Feb 2026 6,976.44",
    "20260126 6950,23\n20260127 6978,60\n20260128 6978,03\n20260129 6969,01\n20260130 6939,03\n20260202 6976,44",
    "Date;Time;Last\n26-Jan-26;16:00;6950.23\n27-Jan-26;16:00;6978.60\n28-Jan-26;16:00;6978.03\n29-Jan-26;16:00;6969.01\n30-Jan-26;16:00;6939.03\n02-Feb-26;16:00;6976.44",
    "time,close\n2026-01-26T21:00:00Z,6950.23\n2026-01-27T16:00:00-05:00,6978.60\n2026-01-28 16:00:00-0500,6978.03\n2026-01-29T21:00:00Z,6969.01\n2026-01-30T21:00:00Z,6939.03\n2026-02-02T21:00:00.000Z,6976.44",
    "6\u{a0}950,23\n6\u{a0}978,60\n6\u{a0}978,03\n6\u{a0}969,01\n6\u{a0}939,03\n6\u{a0}976,44",
    "6'950.23\n6'978.60\n6'978.03\n6'969.01\n6'939.03\n6'976.44",
    "$6,950.23\n$6,978.60\n$6,978.03\n$6,969.01\n$6,939.03\n$6,976.44",
    "Date,Close/Last,Volume,Open,High,Low\n02/02/2026,6976.44,--,1.5,2.5,3.5\n01/30/2026,6939.03,--,1.5,2.5,3.5\n01/29/2026,6969.01,--,1.5,2.5,3.5\n01/28/2026,6978.03,--,1.5,2.5,3.5\n01/27/2026,6978.60,--,1.5,2.5,3.5\n01/26/2026,6950.23,--,1.5,2.5,3.5\n",
    "Fri, Jan 30, 2026\t6939.03\nMon, Jan 26, 2026\t6950.23\nTue, Jan 27, 2026\t6978.60\nMon, Feb 2, 2026\t6976.44\nWed, Jan 28, 2026\t6978.03\nThu, Jan 29, 2026\t6969.01",
    "1/26/26 6950.23\r1/27/26 6978.60\r1/28/26 6978.03\r1/29/26 6969.01\r1/30/26 6939.03\r2/2/26 6976.44\r",
    "Date,Close,\n2026-01-26,6950.23,\n2026-01-27,6978.60,\n2026-01-28,6978.03,\n2026-01-29,6969.01,\n2026-01-30,6939.03,\n2026-02-02,6976.44,\n",
    "Symbol,Date,Value\nSPX,2026-01-26,6950.23\nSPX,2026-01-27,6978.60\nSPX,2026-01-28,6978.03\nSPX,2026-01-29,6969.01\nSPX,2026-01-30,6939.03\nSPX,2026-02-02,6976.44\n",
    "<TICKER>,<DATE>,<TIME>,<OPEN>,<CLOSE>\n^SPX,20260126,160000,1,6950.23\n^SPX,20260127,160000,1,6978.6\n^SPX,20260128,160000,1,6978.03\n^SPX,20260129,160000,1,6969.01\n^SPX,20260130,160000,1,6939.03\n^SPX,20260202,160000,1,6976.44",
    "Date\tOpen\tClose Close price adjusted for splits.\tAdj Close Adjusted close price.\nFeb 2, 2026\t1.5\t6,976.44\t1.5\nJan 30, 2026\t1.5\t6,939.03\t1.5\nJan 29, 2026\t1.5\t6,969.01\t1.5\nJan 28, 2026\t1.5\t6,978.03\t1.5\nJan 27, 2026\t1.5\t6,978.60\t1.5\nJan 26, 2026\t1.5\t6,950.23\t1.5",
];

#[test]
fn one_series_in_many_dresses_is_one_series() {
    for text in DRESSES {
        let found = read(text).reading;
        assert_eq!((found.rows, found.skipped.len()), (6, 0), "{text}\n{found:#?}");
        assert_eq!(found.first.values, [6950.23], "{text}");
        assert_eq!(found.last.values, [6976.44], "{text}");
        if let Some(date) = &found.last.date {
            assert!(date.starts_with("2026-02-02"), "{text}: {date}");
            assert!(
                found
                    .first
                    .date
                    .as_ref()
                    .is_some_and(|date| date.starts_with("2026-01-26")),
                "{text}"
            );
        }
        let series = alvh::signal::series::read(&pasted(text)).expect("read before");
        assert_eq!(
            series.columns,
            [[6950.23, 6978.6, 6978.03, 6969.01, 6939.03, 6976.44]],
            "{text}"
        );
    }
}

#[test]
fn what_could_be_read_in_two_ways_is_asked_not_guessed() {
    for (text, field, quoted) in [
        ("1,234\n1,250\n1,301", "decimal", "1,234"),
        ("17.330\n16.500\n17.000", "decimal", "17.330"),
        ("Close\n1,234", "decimal", "1,234"),
        ("a;b\n1.234;x\n2.345;y", "decimal", "1.234"),
        ("17.44\n16,5\n17.3\n15,25", "decimal", "17.44"),
        ("01/02/2026,17.44\n01/05/2026,18.1", "dates", "01/02/2026"),
        ("1-2-2026;17.44\n1-5-2026;18.1", "dates", "1-2-2026"),
        ("01/13/2026,17.44\n14/01/2026,18.1", "dates", "day first"),
        ("Date,Open,High\n2026-01-30,1.5,2.5", "column", "Open"),
        ("1.5 2.5\n3.5 4.5", "column", "column 2"),
        ("6 939,03\n6 940,05", "column", "column 1 (6), column 2 (939,03)"),
        (
            "2026-01-30,17.4\n2026-01-30,18.1\n2026-02-02,18",
            "text",
            "2026-01-30",
        ),
    ] {
        let problems = refused(&pasted(text));
        assert_eq!(problems.len(), 1, "{text}: {problems:?}");
        let (found, message) = &problems[0];
        assert!(
            found == field && message.contains(quoted),
            "{text}: {found} {message}"
        );
    }
}

#[test]
fn an_answer_settles_it() {
    use alvh::signal::moment::DayOrder;
    use alvh::signal::numeral::Mark;
    let last = |options: &Options| Signals::of(options).expect("settled").reading.last;
    let thousands = |decimal| Options {
        decimal: Some(decimal),
        ..pasted("1,234\n1,250")
    };
    assert_eq!(last(&thousands(Mark::Dot)).values, [1250.0]);
    assert_eq!(last(&thousands(Mark::Comma)).values, [1.25]);
    let dates = |order| Options {
        dates: Some(order),
        ..pasted("01/02/2026,17.44\n01/05/2026,18.1")
    };
    assert_eq!(
        last(&dates(DayOrder::DayFirst)).date.as_deref(),
        Some("2026-05-01")
    );
    assert_eq!(
        last(&dates(DayOrder::MonthFirst)).date.as_deref(),
        Some("2026-01-05")
    );
    let column = |name: &str| Options {
        column: name.to_owned(),
        ..pasted("Date,Open,High\n2026-01-30,1.5,2.5")
    };
    assert_eq!(last(&column("high")).values, [2.5]);
    assert_eq!(last(&column("2")).values, [1.5]);
    for (wrong, words) in [
        ("Volume", "no column"),
        ("9", "no column"),
        ("0", "no column"),
        ("Date", "does not hold"),
        ("2,3", "one column"),
    ] {
        let problems = refused(&column(wrong));
        assert!(
            problems[0].0 == "column" && problems[0].1.contains(words),
            "{wrong}: {problems:?}"
        );
    }
    let newest = Options {
        newest_first: true,
        ..pasted("18.5\n17.5")
    };
    assert_eq!(last(&newest).values, [18.5]);
}

#[test]
fn a_column_that_decides_is_believed_a_few_broken_cells_aside() {
    // One date above 12 settles every other; one decimal of two digits settles "1,234".
    assert_eq!(
        read("01/02/2026,17.44\n01/13/2026,18.1")
            .reading
            .last
            .date
            .as_deref(),
        Some("2026-01-13")
    );
    assert_eq!(read("1,234\n12,5").reading.first.values, [1.234]);
    // Dots part day, month and year only where the day comes first.
    assert_eq!(
        read("01.02.2026;17,44\n03.02.2026;18,1")
            .reading
            .last
            .date
            .as_deref(),
        Some("2026-02-03")
    );
    let rows = lines(28, |row| format!("{};{}.25", date(row), 6900 + row));
    let text = format!("Date;Close\n{rows}\n2026-02-03;6931,5\n");
    let found = read(&text).reading;
    assert_eq!((found.rows, found.skipped.len()), (28, 1));
    assert_eq!(found.skipped[0].lines, [30]);
    assert!(
        found.skipped[0].message.contains("2026-02-03;6931,5"),
        "{}",
        found.skipped[0].message
    );
}

#[test]
fn broken_rows_are_counted_and_named_and_the_rest_is_read() {
    let text = "VIX history\nDate,Close\n2026-01-26,16.15\n2026-01-27,\n2026-01-28,n/a\n2026-01-29,abc\n2026-02-30,17\nhello\n2026-01-30,17.44,5\n\n2026-02-02,17.1\n2026-02-02,17.10\n2026-02-03,18\n2026-02-04,17.9\n2026-02-05,17.3\n";
    let found = read(text).reading;
    assert_eq!((found.rows, found.lines), (5, 14));
    let told: Vec<(u32, &[u32], &str)> = found
        .skipped
        .iter()
        .map(|skipped| (skipped.count, skipped.lines.as_slice(), skipped.message.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (
                1,
                &[1][..],
                "One line stands before the data: line 1 (\u{201c}VIX history\u{201d})."
            ),
            (
                2,
                &[8, 9],
                "2 lines have not as many cells as the rest: lines 8 (\u{201c}hello\u{201d}), 9 (\u{201c}2026-01-30,17.44,5\u{201d})."
            ),
            (
                1,
                &[7],
                "One line has no date that exists: line 7 (\u{201c}2026-02-30,17\u{201d})."
            ),
            (
                2,
                &[4, 5],
                "2 lines have no value: lines 4 (\u{201c}2026-01-27,\u{201d}), 5 (\u{201c}2026-01-28,n/a\u{201d})."
            ),
            (
                1,
                &[6],
                "One line cannot be read as a number: line 6 (\u{201c}2026-01-29,abc\u{201d})."
            ),
            (
                1,
                &[12],
                "One line repeats a date with the same value: line 12 (\u{201c}2026-02-02,17.10\u{201d})."
            ),
        ]
    );
}

#[test]
fn many_broken_rows_are_counted_and_the_first_named() {
    let value = |row: usize| {
        if row % 100 == 7 {
            String::from("oops")
        } else {
            format!("{}.5", 100 + row)
        }
    };
    let rows = lines(1000, |row| format!("{},{}", date(row), value(row)));
    let text = format!("Date,Close\n{rows}");
    let found = read(&text).reading;
    assert_eq!((found.rows, found.skipped.len()), (990, 1));
    let skipped = &found.skipped[0];
    assert_eq!(
        (skipped.count, skipped.lines.as_slice()),
        (10, &[9, 109, 209, 309, 409][..])
    );
    assert!(
        skipped.message.ends_with("409 and 5 more."),
        "{}",
        skipped.message
    );
}

#[test]
fn what_is_mostly_broken_is_refused_with_the_reason() {
    for (text, words) in [
        ("", "empty"),
        (" \n\u{feff}\n", "no column of numbers"),
        ("[17.5, 18.2, 17.1]", "single line"),
        ("17.5 18.2 17.1", "single line"),
        ("hello\nworld", "no column of numbers"),
        ("<script>alert(1)</script>", "no column of numbers"),
        ("Date,Close\n30.01.2026,17,44\n02.02.2026,17,10\n", "cells"),
        (
            "2026-02-30,17.5\n2026-02-31,18.5\n2026-02-27,18",
            "no date that exists",
        ),
    ] {
        let problems = refused(&pasted(text));
        let (field, message) = &problems[0];
        let asked = field == "text" || field == "column";
        assert!(
            asked && message.to_lowercase().contains(words),
            "{text:?}: {field} {message}"
        );
    }
}

#[test]
fn the_reading_says_what_was_done() {
    let found = read(DRESSES[3]).reading;
    assert_eq!(
        found.how,
        [
            "Levels are read from \u{201c}Close\u{201d}; tabs part the columns.",
            "A dot marks the decimals, as in 6,939.03.",
            "In dates the month comes first.",
            "The newest row stands first; the rows were turned round.",
            "The oldest row is 6,950.23 on Mon 26 Jan 2026; the newest is 6,976.44 on Mon 2 Feb 2026.",
        ]
    );
    let gap = read("2026-01-02;1.5\n2026-01-05;1.6\n2026-01-06;1.7\n2026-01-20;1.8\n2026-01-21;1.9").reading;
    assert_eq!(
        gap.how.last().map(String::as_str),
        Some("The longest gap is 14 days, before Tue 20 Jan 2026; it counts as one step.")
    );
}

/// The closes of the golden file as a text of dated rows, and the figures that are read off it by hand.
#[test]
fn a_pasted_table_gives_the_figures_of_its_closes() {
    let golden = Golden::read();
    let last = |name: &str| golden.column(name).pop().flatten().expect("a value");
    let cells = golden.named("row");
    let rows = lines(cells.len(), |row| {
        let [close, advances, declines] = [0, 3, 4].map(|at| cells[row][at]);
        format!("{},{close},{advances},{declines}", date(row))
    });
    let text = format!("Date,Close,Advances,Declines\n{rows}");
    let found = Signals::of(&Options {
        kind: Kind::Breadth,
        ..pasted(&text)
    })
    .expect("a table");
    let close = |found: f64, name: &str| assert!((found - last(name)).abs() < 1e-9, "{name}: {found}");
    let (rsi, macd) = (found.rsi.expect("RSI"), found.macd.expect("MACD"));
    close(rsi.value, "rsi");
    close(macd.histogram, "histogram");
    close(found.percentile.expect("a percentile").share, "share");
    close(found.realised_vol.expect("a vol").get(), "vol20");
    let rsis = golden.column("rsi");
    let before = rsis[rsis.len() - 4].expect("RSI");
    assert!((rsi.rise.expect("a rise") - (last("rsi") - before)).abs() < 1e-9);
    assert_eq!(found.breadth.expect("breadth").divergence, Divergence::None);
    assert_eq!((found.cone.len(), found.notes.len()), (4, 0));
    let offered: Vec<(&str, Typed)> = found
        .offers
        .iter()
        .map(|offer| (offer.keys[0], offer.value))
        .collect();
    // From the last row of the golden file: 63.5239..., 0.03205... a year.
    assert_eq!(offered[0], ("rsiSpx", Typed::Number(63.52)));
    assert_eq!(offered[1], ("realisedVol", Typed::Number(3.21)));
    assert_eq!(offered[2].0, "breadth");
    assert_eq!(offered[3], ("breadthSplits", Typed::Choice("no")));
    // The cone itself is checked elsewhere; here, that its ring of 20 days is what is offered.
    let ring = found.cone.iter().find(|ring| ring.days == 20).expect("a ring");
    let cone = [
        ("coneLow", ring.p10),
        ("coneMiddle", ring.p50),
        ("coneHigh", ring.p90),
    ];
    for ((key, value), (name, vol)) in offered[4..].iter().zip(cone) {
        let Typed::Number(value) = value else {
            panic!("{key}")
        };
        assert_eq!(*key, name);
        assert!((value - vol * 100.0).abs() <= 0.005 + 1e-12, "{key}");
    }
    assert_eq!(offered.len(), 7);
}

#[test]
fn a_short_series_says_what_it_is_too_short_for() {
    let found = read("17.5\n18.5\n16.5");
    assert_eq!((found.rsi, found.macd, found.realised_vol), (None, None, None));
    assert_eq!(found.percentile.map(|place| place.below), Some(0));
    let told: Vec<(&str, &str)> = found
        .notes
        .iter()
        .map(|note| (note.field.as_str(), note.message.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("rsi", "RSI needs 15 rows; there are 3."),
            ("macd", "MACD needs 34 rows; there are 3."),
            (
                "realisedVol",
                "Realised vol of 20 returns needs 21 rows; there are 3."
            ),
            ("cone", "The cone over 10 days needs 12 closes; there are 3."),
        ]
    );
    assert_eq!(found.offers, []);
    let lone = read("17.5");
    assert_eq!((lone.last, lone.percentile), (Some(17.5), None));
}

#[test]
fn levels_at_or_below_zero_have_no_vol_and_constant_ones_no_rsi() {
    let spread = read(&lines(40, |row| {
        if row < 3 {
            format!("-{row}.5")
        } else {
            format!("{row}.5")
        }
    }));
    assert!(spread.rsi.is_some() && spread.realised_vol.is_none() && spread.cone.is_empty());
    assert!(spread.notes.iter().any(|note| note.message.contains("above 0")));
    let flat = read(&lines(40, |_| String::from("17.5")));
    assert_eq!(flat.rsi, None);
    assert_eq!(flat.realised_vol.map(Vol::get), Some(0.0));
    assert_eq!(flat.macd.map(|macd| macd.histogram), Some(0.0));
    assert_eq!(
        flat.percentile.map(|place| (place.share, place.rank)),
        Some((0.5, None))
    );
    assert!(
        flat.notes
            .iter()
            .any(|note| note.message.contains("nothing has moved"))
    );
}

#[test]
fn vol_a_year_is_not_computed_from_bars_that_are_no_days() {
    let minutes = lines(40, |row| {
        format!(
            "2026-01-30 {:02}:{:02},{}.5",
            10 + row / 12,
            row % 12 * 5,
            100 + row
        )
    });
    let weeks = lines(40, |row| format!("{},{}.5", date(row * 7), 100 + row));
    for found in [minutes, weeks].map(|text| read(&text)) {
        assert!(found.rsi.is_some() && found.macd.is_some());
        assert!(found.realised_vol.is_none() && found.cone.is_empty());
        assert!(
            found
                .notes
                .iter()
                .any(|note| note.message.contains("not a day apart")),
            "{:?}",
            found.notes
        );
    }
}

#[test]
fn highs_and_lows_give_ranges() {
    let table =
        "Date,High,Low\n2026-01-29,102,100\n2026-01-30,103,100\n2026-02-02,99,100\n2026-02-03,101,100\n";
    let found = Signals::of(&Options {
        kind: Kind::HighLow,
        ..pasted(table)
    })
    .expect("highs and lows");
    let ranges = found.range.expect("ranges");
    // One rounding of a quotient.
    assert!((ranges.last - 0.01).abs() < 1e-15 && (ranges.p50 - 0.02).abs() < 1e-15);
    assert_eq!(
        found.reading.skipped[0].message,
        "One line has a high below its low: line 4 (\u{201c}2026-02-02,99,100\u{201d})."
    );
    assert_eq!(found.rsi, None);
    let bare = Signals::of(&Options {
        kind: Kind::HighLow,
        ..pasted("102.5 100.5\n103.5 100.5")
    })
    .expect("two columns");
    assert_eq!(bare.reading.columns, ["column 1", "column 2"]);
    let one = refused(&Options {
        kind: Kind::HighLow,
        ..pasted("102.5\n103.5")
    });
    assert_eq!(one[0].0, "column");
}

fn asked(options: &Value) -> Result<Signals, Vec<(String, String)>> {
    signals(&raw(options)).map_err(|problems| {
        problems
            .into_iter()
            .map(|problem| (problem.field, problem.message))
            .collect()
    })
}

#[test]
fn wrong_options_are_answered_one_sentence_each() {
    for (options, field) in [
        (json!(null), ""),
        (json!("17.5"), ""),
        (json!([]), ""),
        (json!({}), "text"),
        (json!({ "text": 5 }), "text"),
        (json!({ "text": null }), "text"),
        (json!({ "text": "1.5", "kind": "open" }), "kind"),
        (json!({ "text": "1.5", "of": 5 }), "of"),
        (json!({ "text": "1.5", "column": 2 }), "column"),
        (json!({ "text": "1.5", "decimal": "," }), "decimal"),
        (json!({ "text": "1.5", "dates": true }), "dates"),
        (json!({ "text": "1.5", "order": null }), "order"),
        (json!({ "text": "1.5", "window": 1 }), "window"),
        (json!({ "text": "1.5", "window": 2.5 }), "window"),
        (json!({ "text": "1.5", "window": "20" }), "window"),
        (json!({ "text": "1.5", "rsiRise": 1e9 }), "rsiRise"),
        (json!({ "text": "1.5", "lookBack": 20 }), "lookBack"),
    ] {
        let problems = asked(&options).expect_err(&options.to_string());
        assert_eq!(problems.len(), 1, "{options}: {problems:?}");
        assert_eq!(problems[0].0, field, "{options}");
        assert!(
            problems[0].1.ends_with('.') && !problems[0].1.contains("None"),
            "{problems:?}"
        );
    }
    let both = asked(&json!({ "text": "1.5", "kind": 1, "of": 2 })).expect_err("two");
    assert_eq!(both.len(), 2);
    let long = Raw::Record(vec![("text".to_owned(), Raw::Text("1\n".repeat(4_000_001)))]);
    assert_eq!(signals(&long).expect_err("too long")[0].field, "text");
    for number in [f64::NAN, f64::INFINITY] {
        let options = [("text", Raw::Text("1.5".into())), ("window", Raw::Number(number))];
        let options = Raw::Record(options.map(|(key, value)| (key.to_owned(), value)).to_vec());
        let problems = signals(&options).expect_err("not finite");
        assert_eq!(
            problems[0].message,
            "New high or low over must be a finite number."
        );
    }
}

#[test]
fn every_option_of_the_table_is_read() {
    for field in OPTIONS {
        let values: Vec<Value> = if field.options.is_empty() {
            vec![json!(field.min), json!(field.max)]
        } else {
            field.options.iter().map(|option| json!(option)).collect()
        };
        assert_eq!(field.options.len(), field.option_labels.len(), "{}", field.key);
        assert!(
            field.help.ends_with('.') && !field.source.is_empty() && !field.label.is_empty(),
            "{}",
            field.key
        );
        let read = |value: &Value| Options::read(&raw(&json!({ "text": "1.5", field.key: value })));
        let mut different = values
            .iter()
            .map(|value| read(value).unwrap_or_else(|problems| panic!("{problems:?}")));
        let (first, second) = (
            different.next().expect("a value"),
            different.next().expect("another"),
        );
        assert_ne!(first, second, "{} changes something", field.key);
        let default = serde_json::to_value(field.default).expect("JSON");
        assert_eq!(
            read(&default),
            Ok(pasted("1.5")),
            "{} has the default of the table",
            field.key
        );
    }
}

/// One series of each kind, short and long.
fn kinds() -> Vec<Signals> {
    let golden = Golden::read();
    let cells = golden.named("row");
    let columns = |picked: &[usize]| {
        lines(cells.len(), |row| {
            picked
                .iter()
                .map(|at| cells[row][*at])
                .collect::<Vec<_>>()
                .join(" ")
        })
    };
    let cases = [
        (Kind::Close, Subject::Spx, "17.5".to_owned()),
        (Kind::Close, Subject::Other, DRESSES[3].to_owned()),
        (Kind::Close, Subject::Vix, columns(&[0])),
        (
            Kind::HighLow,
            Subject::Spx,
            "102.5 100.5\n103.5 oops\n101.5 100.5".to_owned(),
        ),
        (Kind::HighLow, Subject::Spx, columns(&[1, 2])),
        (Kind::Breadth, Subject::Spx, columns(&[0, 3])),
    ];
    let read = |(kind, subject, text): (Kind, Subject, String)| {
        Signals::of(&Options {
            kind,
            subject,
            ..pasted(&text)
        })
        .expect("read")
    };
    cases.into_iter().map(read).collect()
}

#[test]
fn every_panel_shows_figures_that_are_there() {
    for found in kinds() {
        let value = json!({ "signals": serde_json::to_value(&found).expect("JSON") });
        let Panel {
            question,
            answer,
            tables,
            lists,
            ..
        } = &found.panel;
        assert!(question.ends_with('?'));
        for paragraph in answer {
            for part in paragraph {
                let Some(key) = &part.key else { continue };
                let there = figure(&value, key).and_then(Value::as_f64);
                assert_eq!(there, part.value, "{key}");
            }
            let words: String = paragraph.iter().map(|part| part.text.as_str()).collect();
            assert!(words.ends_with('.') && !words.contains("  "), "{words}");
        }
        for table in tables {
            assert!(
                table.help.ends_with('.') && !table.source.is_empty(),
                "{}",
                table.id
            );
            for row in &table.rows {
                assert_eq!(row.cells.len() + 1, table.head.len(), "{}", table.id);
                for cell in &row.cells {
                    let Cell::Figure { key, why, .. } = cell else {
                        panic!("{cell:?}")
                    };
                    let found = figure(&value, key);
                    // A figure below one that is missing is missing too.
                    assert!(
                        found.is_some_and(Value::is_number) || why.is_some(),
                        "{key}: {found:?}"
                    );
                }
            }
        }
        for list in lists {
            assert!(!list.items.is_empty() && !list.title.is_empty());
        }
    }
}

#[test]
fn the_answer_reads_the_figures_out() {
    let said = |found: &Signals| -> Vec<String> {
        let words =
            |paragraph: &Vec<alvh::sentence::Part>| paragraph.iter().map(|part| part.text.as_str()).collect();
        found.panel.answer.iter().map(words).collect()
    };
    let all = kinds();
    assert!(said(&all[0]).is_empty());
    // The last rows of the golden file, rounded by hand.
    assert_eq!(
        said(&all[2]),
        [
            "RSI is 63.52, 9.14 points lower than 3 rows before.",
            "MACD\u{2019}s histogram is \u{2212}2.85, after 0.11 one row before: it confirms a fall.",
            "The newest level, 9,676.28, stands above 98\u{a0}% of the last 252 rows.",
            "Realised vol of the last 20 returns is 3.2\u{a0}% a year, higher than 15\u{a0}% of all its runs of 20.",
        ]
    );
    assert_eq!(
        said(&all[4]),
        [
            "The newest range is 0.6\u{a0}% of its low, wider than 78\u{a0}% of them; nine in ten stayed within 0.8\u{a0}%.",
        ]
    );
    assert_eq!(
        said(&all[5]).pop().as_deref(),
        Some("The newest row shows no divergence from breadth over 20 rows.")
    );
}

/// A figure that a field cannot take, and one that none takes, would be a button that makes a mistake.
#[test]
fn offers_fit_the_fields_that_take_them() {
    let mut offered = 0;
    for found in kinds() {
        for offer in &found.offers {
            for key in offer.keys {
                let field = fields().find(|field| field.key == *key).expect(key);
                match offer.value {
                    Typed::Number(value) => {
                        assert!((field.min..=field.max).contains(&value), "{key} {value}");
                    }
                    Typed::Choice(choice) => assert!(field.options.contains(&choice), "{key} {choice}"),
                }
                offered += 1;
            }
        }
    }
    assert!(offered > 5, "{offered}");
}

#[test]
fn signals_are_as_declared() {
    for found in kinds() {
        let faults = DECLARED.faults("Signals", &serde_json::to_value(found).expect("JSON"));
        assert!(faults.is_empty(), "{faults:#?}");
    }
    for field in OPTIONS {
        let faults = DECLARED.faults("Field", &serde_json::to_value(field).expect("JSON"));
        assert!(faults.is_empty(), "{faults:#?}");
    }
}

#[test]
fn fifty_thousand_rows_are_read_to_the_last() {
    let level = |row: usize| 1000 + row * 7919 % 997;
    let rows = lines(50_000, |row| {
        format!("{},1.5,2.5,0.5,{}.25,1234567", date(row), level(row))
    });
    let text = format!("Date,Open,High,Low,Close,Volume\n{rows}\noops\n");
    let found = read(&text);
    assert_eq!(
        (found.reading.rows, found.reading.skipped[0].lines.as_slice()),
        (50_000, &[50_002][..])
    );
    assert_eq!(found.cone.len(), 4);
}

/// Pieces that files are made of, good and bad, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\n"),
        Just("\n"),
        Just("\r\n"),
        Just(","),
        Just(";"),
        Just("\t"),
        Just(" "),
        Just("\""),
        Just("."),
        Just("-"),
        Just("1,234"),
        Just("17.44"),
        Just("17,5"),
        Just("6,939.03"),
        Just("2026-01-30"),
        Just("01/02/2026"),
        Just("30.01.2026"),
        Just("Jan 30, 2026"),
        Just("20260130"),
        Just("16:15"),
        Just("Close"),
        Just("Date"),
        Just("null"),
        Just("NaN"),
        Just("1e308"),
        Just("-5"),
        Just("0"),
        Just("é"),
        Just("\u{feff}"),
        Just("\u{202f}"),
        Just("=1+1"),
        Just("<b>"),
        Just("\0"),
        Just("Infinity"),
        Just("99999999999999999999999"),
        Just("$"),
        Just("%"),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Every number of a value is there: JSON has no other; and every word is fit to show.
fn fit(value: &Value) -> bool {
    match value {
        Value::String(text) => {
            let lower = text.to_lowercase();
            !["nan", "infinity", "undefined"]
                .iter()
                .any(|word| lower.contains(word))
                && !text.contains(char::is_control)
        }
        Value::Array(items) => items.iter().all(fit),
        Value::Object(entries) => entries.values().all(fit),
        _ => true,
    }
}

proptest! {
    #![proptest_config(config(1000))]

    #[test]
    fn no_text_stops_the_reader(text in pieces(), kind in 0..3_usize, marks in 0..9_usize) {
        let kinds = ["close", "highLow", "breadth"];
        let options = json!({
            "text": text, "kind": (kinds[kind]), "of": if marks % 2 == 0 { "spx" } else { "vix" },
            "decimal": (["auto", "dot", "comma"][marks % 3]), "dates": (["auto", "dayFirst", "monthFirst"][marks / 3]),
        });
        match signals(&raw(&options)) {
            Ok(found) => {
                let written = serde_json::to_string(&found).expect("JSON");
                let value: Value = serde_json::from_str(&written).expect("JSON");
                let faults = DECLARED.faults("Signals", &value);
                prop_assert!(faults.is_empty(), "{faults:#?}");
                prop_assert!(fit(&value), "{written}");
                let skipped: u32 = found.reading.skipped.iter().map(|skipped| skipped.count).sum();
                // Every line is a row, a line left out, or the heading.
                let told = found.reading.rows + skipped;
                prop_assert!(told == found.reading.lines || told + 1 == found.reading.lines, "{written}");
            }
            Err(problems) => {
                prop_assert!(!problems.is_empty());
                for problem in problems {
                    prop_assert!(fit(&json!(problem.message)) && problem.message.ends_with('.'), "{problem:?}");
                    prop_assert!(problem.message.chars().count() <= 300, "{problem:?}");
                }
            }
        }
    }

    /// Numbers written in any of the usual ways come back to the last bit, in order.
    #[test]
    fn series_written_out_come_back(cents in prop::collection::vec(100_000..99_999_999_u32, 4..40), dress in 0..6_usize) {
        let plain = |cents: &u32| format!("{}.{:02}", cents / 100, cents % 100);
        let grouped = |cents: &u32| {
            let whole = (cents / 100).to_string();
            let mut text = String::new();
            for (at, digit) in whole.chars().enumerate() {
                if at > 0 && (whole.len() - at).is_multiple_of(3) { text.push(','); }
                text.push(digit);
            }
            format!("{text}.{:02}", cents % 100)
        };
        let swapped = |text: String| -> String {
            text.chars().map(|c| match c { '.' => ',', ',' => '.', c => c }).collect()
        };
        let mut text: Vec<String> = cents.iter().enumerate().map(|(row, cents)| match dress {
            0 => plain(cents),
            1 => swapped(plain(cents)),
            2 => grouped(cents),
            3 => format!("{};{}", date(row), swapped(grouped(cents))),
            4 => format!("{},\"{}\"", date(row), grouped(cents)),
            _ => format!("{}\t{}", date(row), swapped(plain(cents))),
        }).collect();
        if dress > 2 {
            text.reverse();
        }
        let found = alvh::signal::series::read(&pasted(&text.join("\n"))).expect("clear");
        let expected: Vec<f64> = cents.iter().map(|cents| plain(cents).parse().expect("a number")).collect();
        prop_assert_eq!(&found.columns[0], &expected);
        prop_assert!(found.reading.skipped.is_empty());
    }
}

//! How the figures of a pasted series are shown.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::columns::{Column, Heading, column, table};
use crate::format::{number, percent};
use crate::panel::{Cell, Format, Item, List, Panel, Row, State, Table};
use crate::sentence::{Part, Sentence};
use crate::signal::Signals;
use crate::signal::breadth::{Breadth, Divergence};
use crate::signal::macd::Macd;
use crate::signal::options::Options;
use crate::signal::percentile::Percentile;
use crate::signal::range::Range;
use crate::signal::rsi::Rsi;

const QUESTION: &str = "What do your own data show?";
const SOURCE: &str = "The text you pasted; nothing of it leaves this browser";

/// Why a figure may be missing.
const TOO_SHORT: &str = "The series does not reach back so far.";
const ALL_EQUAL: &str = "All these rows have the same value.";
const NOT_MET: &str = "There is none within the window.";

impl Signals {
    pub(super) fn shown(&self, options: &Options) -> Panel {
        let answer = [
            self.rsi.as_ref().map(|rsi| said_of_rsi(rsi, options)),
            self.macd.as_ref().map(said_of_macd),
            self.percentile.as_ref().map(|place| self.said_of_place(place)),
            self.said_of_vol(),
            self.range.as_ref().map(said_of_range),
            self.breadth.as_ref().map(said_of_breadth),
        ];
        let tables = [
            self.rsi.as_ref().map(rsi_table),
            self.macd.as_ref().map(|_| macd_table()),
            self.percentile.as_ref().map(|_| place_table()),
            self.cone_table(),
            self.range.as_ref().map(|_| range_table()),
            self.breadth.as_ref().map(|_| breadth_table()),
        ];
        Panel {
            question: QUESTION,
            source: SOURCE,
            answer: answer.into_iter().flatten().map(Sentence::parts).collect(),
            tables: tables.into_iter().flatten().collect(),
            lists: self.lists(),
            notes: self.notes.iter().map(|note| note.message.clone()).collect(),
            ..Panel::default()
        }
    }

    fn said_of_place(&self, place: &Percentile) -> Sentence {
        let sentence = Sentence::new().say("The newest level, ");
        let sentence = match self.last {
            Some(last) => sentence.figure("signals.last", last, number(last, 2)).say(", "),
            None => sentence,
        };
        sentence
            .say("stands above ")
            .figure("signals.percentile.share", place.share, percent(place.share))
            .say(" of the last ")
            .figure(
                "signals.percentile.rows",
                f64::from(place.rows),
                number(f64::from(place.rows), 0),
            )
            .say(" rows.")
    }

    fn said_of_vol(&self) -> Option<Sentence> {
        let vol = self.realised_vol?.get();
        let sentence = Sentence::new()
            .say("Realised vol of the last 20 returns is ")
            .figure("signals.realisedVol", vol, percent(vol))
            .say(" a year");
        let at = self.cone.iter().position(|horizon| horizon.days == 20);
        let sentence = match at.and_then(|at| Some((at, self.cone.get(at)?.share))) {
            Some((at, share)) => sentence
                .say(", higher than ")
                .figure(&format!("signals.cone[{at}].share"), share, percent(share))
                .say(" of all its runs of 20"),
            None => sentence,
        };
        Some(sentence.say("."))
    }

    fn cone_table(&self) -> Option<Table> {
        const COLUMNS: [Column; 9] = [
            column("10 %", "p10", Format::Percent),
            column("25 %", "p25", Format::Percent),
            column("Middle", "p50", Format::Percent),
            column("75 %", "p75", Format::Percent),
            column("90 %", "p90", Format::Percent),
            column("Now", "now", Format::Percent),
            column("Higher than", "share", Format::Percent),
            column("Runs", "runs", Format::Count),
            column("Apart", "apart", Format::Count),
        ];
        let lines = self.cone.iter().enumerate().map(|(at, horizon)| {
            let title = format!("{} days", horizon.days);
            (title, format!("signals.cone[{at}]"), State::Plain)
        });
        let heading = Heading {
            id: "cone",
            title: "Vol cone",
            help: "Realised vol a year over every run of so many days: a tenth, a quarter and so on of the runs lie \
                   below. Runs overlap; only those apart are worth counting as separate.",
            source: "Burghardt and Lane, How to Tell if Options Are Cheap (1990)",
            of: "Horizon",
        };
        (!self.cone.is_empty()).then(|| table(heading, &COLUMNS, lines))
    }

    fn lists(&self) -> Vec<List> {
        let list = |id, title, help, items: Vec<Item>| {
            let full = !items.is_empty();
            full.then_some(List {
                id,
                title,
                help,
                items,
            })
        };
        let how = self.reading.how.iter().map(|words| item(words));
        let skipped = self.reading.skipped.iter().map(|skipped| item(&skipped.message));
        [
            list(
                "skipped",
                "What was left out",
                "Lines that could not be used, by number.",
                skipped.collect(),
            ),
            list(
                "how",
                "How the text was read",
                "If this is not what you meant, say so above.",
                how.collect(),
            ),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

fn item(words: &str) -> Item {
    let parts: Vec<Part> = Sentence::new().say(words).parts();
    Item {
        parts,
        source: "",
        state: State::Plain,
    }
}

fn said_of_rsi(rsi: &Rsi, options: &Options) -> Sentence {
    let sentence =
        Sentence::new()
            .say("RSI is ")
            .figure("signals.rsi.value", rsi.value, number(rsi.value, 2));
    let Some(rise) = rsi.rise else {
        return sentence.say(".");
    };
    let rows = if rsi.bars == 1 {
        String::from("one row")
    } else {
        format!("{} rows", rsi.bars)
    };
    let way = if rise < 0.0 {
        " points lower than "
    } else {
        " points higher than "
    };
    let sentence = sentence
        .say(", ")
        .figure("signals.rsi.rise", rise, number(rise.abs(), 2))
        .say(way)
        .say(&rows)
        .say(" before");
    if rsi.is_sharp == Some(true) {
        let limit = number(options.rsi_rise, 1);
        return sentence.say(&format!(": a sharp rise, by your measure of {limit} points."));
    }
    sentence.say(".")
}

fn said_of_macd(macd: &Macd) -> Sentence {
    let sentence = Sentence::new().say("MACD\u{2019}s histogram is ").figure(
        "signals.macd.histogram",
        macd.histogram,
        number(macd.histogram, 2),
    );
    let Some(before) = macd.before else {
        return sentence.say(".");
    };
    let confirms = match (macd.confirms_rise, macd.confirms_fall) {
        (Some(true), _) => "it confirms a rise.",
        (_, Some(true)) => "it confirms a fall.",
        _ => "it confirms neither a rise nor a fall.",
    };
    sentence
        .say(", after ")
        .figure("signals.macd.before", before, number(before, 2))
        .say(" one row before: ")
        .say(confirms)
}

fn said_of_range(range: &Range) -> Sentence {
    let sentence = Sentence::new()
        .say("The newest range is ")
        .figure("signals.range.last", range.last, percent(range.last))
        .say(" of its low");
    let sentence = match &range.percentile {
        Some(place) => sentence
            .say(", wider than ")
            .figure(
                "signals.range.percentile.share",
                place.share,
                percent(place.share),
            )
            .say(" of them"),
        None => sentence,
    };
    sentence
        .say("; nine in ten stayed within ")
        .figure("signals.range.p90", range.p90, percent(range.p90))
        .say(".")
}

fn said_of_breadth(breadth: &Breadth) -> Sentence {
    let rows = breadth.window;
    let said = match breadth.divergence {
        Divergence::Bearish => {
            format!(
                "The index makes a new high of {rows} rows and its advance-decline line does not: a bearish divergence."
            )
        }
        Divergence::Bullish => {
            format!(
                "The index makes a new low of {rows} rows and its advance-decline line does not: a bullish divergence."
            )
        }
        Divergence::None => format!("The newest row shows no divergence from breadth over {rows} rows."),
    };
    Sentence::new().say(&said)
}

/// A table of single figures: what each is, its path below `signals`, how it is written, why it may be missing.
fn figures(heading: Heading, rows: &[(&str, &str, Format, &'static str)]) -> Table {
    let row = |(title, name, format, why): &(&str, &str, Format, &'static str)| {
        let key = format!("signals.{name}");
        let cell = if why.is_empty() {
            Cell::figure(key, *format)
        } else {
            Cell::maybe(key, *format, why)
        };
        Row::new(*title, [cell])
    };
    Table {
        id: heading.id,
        title: heading.title,
        help: heading.help,
        source: heading.source,
        head: Vec::from([heading.of, "Figure"]),
        rows: rows.iter().map(row).collect(),
    }
}

fn rsi_table(rsi: &Rsi) -> Table {
    let before = if rsi.bars == 1 {
        String::from("One row before")
    } else {
        format!("{} rows before", rsi.bars)
    };
    let heading = Heading {
        id: "rsi",
        title: "RSI 14",
        help: "100 times the average gain over average gain and loss. The averages begin as plain means of 14 moves \
               and then keep 13 parts in 14, as Wilder and TA-Lib do.",
        source: "Wilder, New Concepts in Technical Trading Systems (1978)",
        of: "Measure",
    };
    figures(
        heading,
        &[
            ("RSI of the newest row", "rsi.value", Format::Points, ""),
            (&before, "rsi.before", Format::Points, TOO_SHORT),
            ("Rise since", "rsi.rise", Format::Points, TOO_SHORT),
            ("Average gain of a row", "rsi.averageGain", Format::Small, ""),
            ("Average loss of a row", "rsi.averageLoss", Format::Small, ""),
        ],
    )
}

fn macd_table() -> Table {
    let heading = Heading {
        id: "macd",
        title: "MACD 12/26/9",
        help: "An exponential average of 12 rows less one of 26; the signal averages nine of these. All begin as \
               plain means, as in TA-Lib; other programs differ over the first hundred rows or so.",
        source: "Appel, Technical Analysis: Power Tools for Active Investors (2005)",
        of: "Measure",
    };
    figures(
        heading,
        &[
            ("Line", "macd.line", Format::Small, ""),
            ("Signal", "macd.signal", Format::Small, ""),
            ("Histogram, line less signal", "macd.histogram", Format::Small, ""),
            (
                "Histogram one row before",
                "macd.before",
                Format::Small,
                TOO_SHORT,
            ),
            ("Rows on this side of zero", "macd.barsOnSide", Format::Count, ""),
        ],
    )
}

fn place_table() -> Table {
    let heading = Heading {
        id: "percentile",
        title: "Percentile",
        help: "Share of the rows below the newest one, which counts half itself, as do rows equal to it. Brokers\u{2019} \
               rank is its place between the lowest and the highest instead.",
        source: "Mid-rank, as scipy\u{2019}s percentileofscore with kind=\u{201c}mean\u{201d}",
        of: "Measure",
    };
    figures(
        heading,
        &[
            ("Percentile", "percentile.share", Format::Percent, ""),
            ("Rank", "percentile.rank", Format::Percent, ALL_EQUAL),
            ("Rows looked at", "percentile.rows", Format::Count, ""),
            ("Rows below", "percentile.below", Format::Count, ""),
            (
                "Rows equal, itself among them",
                "percentile.equal",
                Format::Count,
                "",
            ),
            ("Lowest", "percentile.low", Format::Points, ""),
            ("Highest", "percentile.high", Format::Points, ""),
        ],
    )
}

fn range_table() -> Table {
    let heading = Heading {
        id: "range",
        title: "Daily range",
        help: "High over low, less one. A gap from the close before is no part of it.",
        source: "Ours, as charting platforms define the average daily range in percent",
        of: "Measure",
    };
    figures(
        heading,
        &[
            ("Newest row", "range.last", Format::Percent, ""),
            ("Wider than", "range.percentile.share", Format::Percent, TOO_SHORT),
            ("Half stayed within", "range.p50", Format::Percent, ""),
            ("Three quarters stayed within", "range.p75", Format::Percent, ""),
            ("Nine in ten stayed within", "range.p90", Format::Percent, ""),
        ],
    )
}

fn breadth_table() -> Table {
    let heading = Heading {
        id: "breadth",
        title: "Breadth",
        help: "Places between the lowest (0) and the highest (1) of the window. The level of an advance-decline line \
               is arbitrary, so places are compared, not percent.",
        source: "The documents name divergence from the advance-decline line; the definition is ours",
        of: "Measure",
    };
    figures(
        heading,
        &[
            (
                "Place of the index",
                "breadth.indexPlace",
                Format::Ratio,
                ALL_EQUAL,
            ),
            ("Place of the line", "breadth.linePlace", Format::Ratio, ALL_EQUAL),
            (
                "Index above its breadth by",
                "breadth.gap",
                Format::Ratio,
                ALL_EQUAL,
            ),
            (
                "Rows since a bearish divergence",
                "breadth.sinceBearish",
                Format::Count,
                NOT_MET,
            ),
            (
                "Rows since a bullish divergence",
                "breadth.sinceBullish",
                Format::Count,
                NOT_MET,
            ),
        ],
    )
}

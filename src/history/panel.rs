//! How a walk through a history is shown.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Figures, Part};
use crate::format::{count, dollars, number, percent};
use crate::panel::{Cell, Format, Item, List, Panel, Picture, Row, State, Table};
use crate::sentence::{Part as Piece, Sentence};

const SOURCE: &str = "The closes you brought; every price is the model’s, at those closes";
const GAINS: &str = "The condors do not lose over these sessions: there is nothing to offset.";

pub(super) fn panel(figures: &Figures, notes: &[String]) -> Panel {
    let mut tables = Vec::from([whole(figures)]);
    if !figures.worst.is_empty() {
        tables.push(worst(figures));
    }
    let by = [
        (
            "historyVix",
            "By the level of VIX",
            "Told by VIX at the close before.",
            "VIX",
            "byVix",
            &figures.by_vix,
        ),
        (
            "historyCurve",
            "By the shape of the curve",
            "Told by the nearest recorded future at the close before.",
            "Curve",
            "byCurve",
            &figures.by_curve,
        ),
        (
            "historyYear",
            "Year by year",
            "Positions are carried over from one year to the next.",
            "Year",
            "byYear",
            &figures.by_year,
        ),
    ];
    for (id, title, help, head, key, parts) in by {
        if !parts.is_empty() {
            tables.push(by_part(id, title, help, head, key, parts));
        }
    }
    Panel {
        question: "What would it have earned, and what would the hedge have cost?",
        source: SOURCE,
        groups: &["history"],
        answer: answer(figures),
        charts: charts(figures),
        tables,
        lists: Vec::from([read(notes)]),
        notes: notes_of(),
        actions: Vec::new(),
    }
}

fn answer(figures: &Figures) -> Vec<Vec<Piece>> {
    let (Some(first), Some(last)) = (&figures.first, &figures.last) else {
        return Vec::from([Sentence::new()
            .say("No session has been walked through yet.")
            .parts()]);
    };
    let mut answer = Vec::from([Sentence::new()
        .say(&format!(
            "Model prices on real closes, {first} to {last}: condors sold "
        ))
        .figure(
            "history.entries",
            f64::from(figures.entries),
            count(figures.entries),
        )
        .say(if figures.entries == 1 { " time" } else { " times" })
        .say(" would have made ")
        .figure("history.condors", figures.condors, dollars(figures.condors))
        .say(" without the hedge and ")
        .figure("history.total", figures.total, dollars(figures.total))
        .say(" with it.")
        .parts()]);
    let mut sentence = Sentence::new().say("The hedge itself came to ").figure(
        "history.hedge",
        figures.hedge,
        dollars(figures.hedge),
    );
    if let Some(a_year) = figures.hedge_per_year {
        sentence = sentence
            .say(", ")
            .figure("history.hedgePerYear", a_year, dollars(a_year))
            .say(" a year");
    }
    if let Some(share) = figures.cost_share.filter(|share| *share > 0.0) {
        sentence = sentence
            .say(": a cost of ")
            .figure("history.costShare", share, percent(share))
            .say(" of the credit");
    }
    answer.push(sentence.say(".").parts());
    if let Some(alone) = &figures.fall_unhedged {
        let mut sentence = Sentence::new()
            .say("The deepest fall from a high was ")
            .figure("history.fallUnhedged.amount", alone.amount, dollars(alone.amount))
            .say(&format!(" without it ({} to {})", alone.from, alone.to));
        if let Some(hedged) = &figures.fall_hedged {
            sentence = sentence
                .say(" and ")
                .figure("history.fallHedged.amount", hedged.amount, dollars(hedged.amount))
                .say(&format!(" with it ({} to {})", hedged.from, hedged.to));
        }
        answer.push(sentence.say(".").parts());
    }
    answer
}

fn charts(figures: &Figures) -> Vec<Picture> {
    if figures.sessions < 2 {
        return Vec::new();
    }
    Vec::from([
        Picture {
            id: "historyEquity",
            title: "Profit and loss so far",
            help: "Condors alone, and condors with the hedge, marked at the model’s prices at every close.",
        },
        Picture {
            id: "historyFalls",
            title: "How far below the last high",
            help: "Zero is a new high. What lies below it has yet to be made good.",
        },
    ])
}

fn whole(figures: &Figures) -> Table {
    let row = |title: &str, all: &str, a_year: &str, fall: &str| {
        let short = "Less than a month has gone by.";
        let mut cells = Vec::from([
            Cell::figure(format!("history.{all}"), Format::Pl),
            Cell::maybe(format!("history.{a_year}"), Format::Pl, short),
        ]);
        cells.push(if fall.is_empty() {
            Cell::words("")
        } else {
            Cell::maybe(
                format!("history.{fall}.amount"),
                Format::Usd,
                "There was no fall.",
            )
        });
        Row::new(title, cells)
    };
    Table {
        id: "historyWhole",
        title: "The whole of it",
        help: "Dollars at today’s level of SPX, fees and slippage as you typed them.",
        source: SOURCE,
        head: Vec::from(["", "In all", "A year", "Deepest fall"]),
        rows: Vec::from([
            row("Condors alone", "condors", "condorsPerYear", "fallUnhedged"),
            row("The hedge", "hedge", "hedgePerYear", ""),
            row("Together", "total", "totalPerYear", "fallHedged"),
            Row::new(
                format!(
                    "{} of credit, {} of premium over {} years",
                    dollars(figures.credit),
                    dollars(figures.premium),
                    number(figures.years, 1)
                ),
                [
                    Cell::maybe("history.costShare", Format::Percent, "No credit was taken in."),
                    Cell::words("of the credit"),
                    Cell::words(""),
                ],
            ),
        ]),
    }
}

fn worst(figures: &Figures) -> Table {
    let rows = figures.worst.iter().enumerate().map(|(nth, day)| {
        let key = |name: &str| format!("history.worst[{nth}].{name}");
        Row::new(
            day.date.clone(),
            [
                Cell::figure(key("spxMove"), Format::Move),
                Cell::figure(key("vix"), Format::Vix),
                Cell::figure(key("condors"), Format::Pl),
                Cell::figure(key("hedge"), Format::Pl),
                Cell::figure(key("total"), Format::Pl),
            ],
        )
    });
    Table {
        id: "historyWorst",
        title: "The worst days of the condors",
        help: "From one close to the next, and what the hedge did that day.",
        source: SOURCE,
        head: Vec::from(["Day", "SPX", "VIX", "Condors", "Hedge", "Together"]),
        rows: rows.collect(),
    }
}

fn by_part(
    id: &'static str,
    title: &'static str,
    help: &'static str,
    head: &'static str,
    name: &str,
    parts: &[Part],
) -> Table {
    let rows = parts.iter().enumerate().map(|(nth, part)| {
        let key = |figure: &str| format!("history.{name}[{nth}].{figure}");
        Row::new(
            part.title.clone(),
            [
                Cell::figure(key("sessions"), Format::Count),
                Cell::figure(key("condors"), Format::Pl),
                Cell::figure(key("hedge"), Format::Pl),
                Cell::figure(key("total"), Format::Pl),
                Cell::maybe(key("offset"), Format::Percent, GAINS),
            ],
        )
    });
    Table {
        id,
        title,
        help,
        source: SOURCE,
        head: Vec::from([head, "Sessions", "Condors", "Hedge", "Together", "Loss returned"]),
        rows: rows.collect(),
    }
}

fn read(notes: &[String]) -> List {
    let item = |note: &String| Item {
        parts: Sentence::new().say(note).parts(),
        source: "",
        state: State::Plain,
    };
    List {
        id: "historyRead",
        title: "How the files were read",
        help: "What was left out is named; nothing was filled in.",
        items: notes.iter().map(item).collect(),
    }
}

fn notes_of() -> Vec<String> {
    Vec::from([
        String::from(
            "No quote of those days is in it. The condor’s at-the-money vol keeps the ratio to VIX that it has today, its \
             skew is today’s, strikes are not rounded to listed ones, and every trade is made at the model’s price.",
        ),
        String::from(
            "Each condor is sold as if SPX stood where it stands in the form: history gives the moves, so that the dollars \
             of all years can be compared. VIX is as recorded.",
        ),
        String::from(
            "With strikes as many expected moves away as yours, the wings are wider where VIX is higher, and so is what can be \
             lost; with strikes in percent or at a delta they are always as wide, in percent, as yours.",
        ),
        String::from(
            "Where your file has no futures, the curve is yours, moved as the model moves it to the VIX of the day; where it \
             has no VVIX, VVIX follows VIX likewise. Interest and dividends are as typed, throughout.",
        ),
        String::from(
            "Positions settle at the first close on or after their date, VIX layers on that close of VIX, not on an opening \
             auction. What is still open at the end is marked at the model’s price.",
        ),
    ])
}

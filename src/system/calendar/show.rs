//! How the calendar is shown.

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::legs::{LayerLeg, Leg, Runs};
use super::{CalendarSystem, Expiring, Expiry, Picked};
use crate::calendar::date::{Date, Weekday, parse, plus, short, words};
use crate::calendar::expiry::{Settlement, VixSeries, is_month_end, is_spx_monthly, is_week_end, vix_on};
use crate::calendar::holiday::holiday;
use crate::calendar::listing::{DAILY_REACH, Product, WEEKLY_REACH};
use crate::calendar::session::{closes_early, closure_on, is_scheduled, is_session};
use crate::format::{joined, plain};
use crate::inputs::fields;
use crate::layer::Instrument;
use crate::panel::{Cell, Format, Item, List, Panel, Row, State, Table};
use crate::plan::Plan;
use crate::sentence::{Part, Sentence};

const CBOE: &str = "Cboe: SPX and VIX options specifications; CFE rule 1202 for VIX futures";
const NYSE: &str = "As NYSE schedules them; days of mourning and storms as they were.";

/// A leg with its name and the path of its figures.
struct Named<'a> {
    name: String,
    path: String,
    /// The field its days are typed in.
    field: String,
    leg: &'a Leg,
}

pub(super) fn panel(system: &CalendarSystem, plan: &Plan) -> Panel {
    let legs = named(system, plan);
    let as_of = system.as_of.as_deref().and_then(parse);
    let mut answer = vec![condor(system, as_of)];
    answer.extend(alone(system));
    answer.extend(system.picked.as_ref().map(picked));
    let mut tables = Vec::new();
    let mut lists = Vec::new();
    if let Some(as_of) = as_of {
        tables.push(on_the_calendar(&legs));
        tables.extend(system.picked.as_ref().and_then(|picked| movable(picked, &legs)));
        lists.push(off_the_list(&legs));
        lists.push(closed(as_of, &legs));
    }
    if !system.layers.is_empty() {
        tables.push(left_alone(system, &legs, as_of.is_some()));
    }
    tables.extend(next(system));
    lists.retain(|list: &List| !list.items.is_empty());
    Panel {
        answer,
        tables,
        lists,
        notes: notes(system),
        ..Panel::default()
    }
}

fn named<'a>(system: &'a CalendarSystem, plan: &Plan) -> Vec<Named<'a>> {
    let mut legs = vec![Named {
        name: String::from("Condor"),
        path: String::from("system.calendar.condor"),
        field: String::from("condorDte"),
        leg: &system.condor,
    }];
    let instruments = plan.package().layers.iter().map(|layer| layer.terms().instrument);
    for (index, (layer, instrument)) in system.layers.iter().zip(instruments).enumerate() {
        legs.push(Named {
            name: format!("Layer {}, {}", index + 1, noun(instrument)),
            path: format!("system.calendar.layers[{index}]"),
            field: format!("layers[{index}].dte"),
            leg: &layer.leg,
        });
    }
    for (index, leg) in system.futures.iter().enumerate() {
        legs.push(Named {
            name: format!("Quoted future {}", index + 1),
            path: format!("system.calendar.futures[{index}]"),
            field: format!("futures[{index}].dte"),
            leg,
        });
    }
    legs
}

fn noun(instrument: Instrument) -> &'static str {
    match instrument {
        Instrument::VixCall { .. } => "VIX calls",
        Instrument::VixFuture => "VIX futures",
        Instrument::VixMini => "mini VIX futures",
        Instrument::SpxPutSpread { .. } => "put spreads",
    }
}

/// "1 day", "45 days".
fn counted(number: f64, one: &str) -> String {
    let ending = if number == 1.0 { "" } else { "s" };
    format!("{} {one}{ending}", plain(number))
}

/// A date of the report in words; the report writes only dates that can be read.
fn told(date: &str) -> String {
    parse(date).map_or_else(String::new, words)
}

fn condor(system: &CalendarSystem, as_of: Option<Date>) -> Vec<Part> {
    let leg = &system.condor;
    let days = |sentence: Sentence| {
        sentence.figure("system.calendar.condor.days", leg.days, counted(leg.days, "day"))
    };
    let (Some(as_of), Some(dated)) = (as_of, &leg.dated) else {
        return days(Sentence::new().say("The condor expires at the close in "))
            .say(
                ". Type a valuation date, or press Today, and days become dates: the page never reads the clock by \
                 itself.",
            )
            .parts();
    };
    let sentence = Sentence::new().say(&format!("Counted from {}, the condor’s ", words(as_of)));
    days(sentence)
        .say(&format!(" end on {}, ", told(&dated.date)))
        .figure(
            "system.calendar.condor.dated.sessions",
            dated.sessions,
            counted(dated.sessions, "trading day"),
        )
        .say(" on")
        .say(&match why_not(leg) {
            None => String::from(", and SPXW options expire at that day’s close."),
            Some(why) => format!(", where no SPXW option expires: {why}."),
        })
        .parts()
}

/// Why a leg's product has no listed expiry on its date; `None` where it has one.
fn why_not(leg: &Leg) -> Option<String> {
    let dated = leg.dated.as_ref()?;
    let date = parse(&dated.date)?;
    if dated.listed {
        return None;
    }
    Some(match leg.product {
        _ if !is_scheduled(date) => {
            let what = holiday(date).map_or("a weekend", |holiday| holiday.name());
            format!("{what} has no session")
        }
        Product::Vix if vix_on(date).is_some() => {
            String::from("weeklies are listed among the next six VIX expiries only")
        }
        Product::Vix if date.weekday() == Weekday::Wednesday => {
            String::from("the Friday 30 days later is a holiday, so its contract settles a session early")
        }
        Product::Vix => String::from("VIX contracts settle on Wednesdays"),
        Product::Spxw | Product::Spx => {
            String::from("that far ahead only week ends, month ends and third Fridays are listed")
        }
    })
}

/// Who runs on without whom, layer by layer.
fn alone(system: &CalendarSystem) -> Vec<Vec<Part>> {
    let told = |runs: Runs, opening: &str, joint: &str, close: &str| {
        let layers = system.layers.iter().enumerate();
        let mut found = layers.filter(|(_, layer)| layer.alone.runs == runs).peekable();
        found.peek()?;
        let mut sentence = Sentence::new().say(opening);
        let mut first = true;
        for (index, layer) in found {
            let days = layer.alone.days;
            sentence = sentence
                .say(if first { "" } else { ", " })
                .say(&format!("{joint}{} for ", index + 1))
                .figure(
                    &format!("system.calendar.layers[{index}].alone.days"),
                    days,
                    counted(days, "day"),
                );
            first = false;
        }
        Some(sentence.say(close).parts())
    };
    [
        told(
            Runs::Condor,
            "The condor runs on without layers that have settled: ",
            "without layer ",
            ".",
        ),
        told(
            Runs::Layer,
            "Layers that run on after the condor, and can be sold or kept for the next one: ",
            "layer ",
            ".",
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn picked(picked: &Picked) -> Vec<Part> {
    let expiring: Vec<String> = picked.expiring.iter().copied().map(expires).collect();
    let expiring: Vec<&str> = expiring.iter().map(String::as_str).collect();
    let expiring = if expiring.is_empty() {
        String::from(". Nothing expires then.")
    } else {
        format!(". By the rules these expire then: {}.", joined(&expiring, ", "))
    };
    let figure = |sentence: Sentence, name: &str, value: f64, one: &str| {
        sentence.figure(
            &format!("system.calendar.picked.{name}"),
            value,
            counted(value, one),
        )
    };
    let sentence = Sentence::new().say(&format!("{} is ", told(&picked.date)));
    let sentence = figure(sentence, "days", picked.days, "day").say(" and ");
    figure(sentence, "sessions", picked.sessions, "trading day")
        .say(" ahead")
        .say(&expiring)
        .parts()
}

/// What expires, and how.
fn expires(expiring: Expiring) -> String {
    let what = match (expiring.product, expiring.series) {
        (Product::Spxw, _) => "SPXW options at the close",
        (Product::Spx, _) => "monthly SPX options at the open",
        (Product::Vix, Some(VixSeries::Monthly)) => "monthly VIX options and futures at the open",
        (Product::Vix, _) => "weekly VIX options and futures at the open",
    };
    let yet = if expiring.listed {
        ""
    } else {
        " (not listed so far ahead)"
    };
    format!("{what}{yet}")
}

fn on_the_calendar(legs: &[Named<'_>]) -> Table {
    Table {
        id: "legs",
        title: "Where the typed days fall",
        help: "Where nothing is listed on the day, a press types the days of the expiry before it or after it.",
        source: CBOE,
        head: vec![
            "Leg",
            "Days typed",
            "Falls on",
            "Trading days",
            "Listed before",
            "Listed after",
        ],
        rows: legs.iter().filter_map(placed).collect(),
    }
}

fn placed(named: &Named<'_>) -> Option<Row> {
    let dated = named.leg.dated.as_ref()?;
    let figure = |name: &str, format| Cell::figure(format!("{}.{name}", named.path), format);
    let [before, after] = [&dated.earlier, &dated.later].map(|expiry| match expiry {
        Some(expiry) if expiry.days >= 1.0 => typing(named, expiry.days, &expiry.date),
        _ => Cell::words("none"),
    });
    let (before, after) = if dated.listed {
        (Cell::words("that day"), Cell::words(""))
    } else {
        (before, after)
    };
    let cells = vec![
        figure("days", Format::Days),
        Cell::words(told(&dated.date)),
        figure("dated.sessions", Format::Count),
        before,
        after,
    ];
    Some(Row::new(named.name.as_str(), cells))
}

/// A button that moves a leg to a date; words where the field takes no days that long.
fn typing(named: &Named<'_>, days: f64, date: &str) -> Cell {
    let date = parse(date).map_or_else(String::new, short);
    let text = format!("{date}, {}", counted(days, "day"));
    let limit = fields()
        .find(|field| field.key == named.field)
        .map(|field| field.max);
    if limit.is_some_and(|most| days > most) {
        Cell::words(text)
    } else {
        Cell::set(text, named.field.as_str(), days)
    }
}

/// The legs that could be moved to the date picked.
fn movable(picked: &Picked, legs: &[Named<'_>]) -> Option<Table> {
    let listed = |product| {
        let mut expiring = picked.expiring.iter();
        expiring.any(|expiring| expiring.product == product && expiring.listed)
    };
    let rows: Vec<Row> = legs
        .iter()
        .filter(|named| listed(named.leg.product))
        .map(|named| Row::new(named.name.as_str(), [typing(named, picked.days, &picked.date)]))
        .collect();
    (!rows.is_empty()).then_some(Table {
        id: "picked",
        title: "Move a leg to the date picked",
        help: "A press types the days to that date for the leg; only those that can expire then are shown.",
        source: CBOE,
        head: vec!["Leg", "Type"],
        rows,
    })
}

fn settles(settlement: Settlement) -> &'static str {
    match settlement {
        Settlement::Open => "at the open (AM)",
        Settlement::Close => "at the close (PM)",
    }
}

fn left_alone(system: &CalendarSystem, legs: &[Named<'_>], dated: bool) -> Table {
    let mut head = vec!["Layer", "Settles", "Left alone", "Days between"];
    if dated {
        head.push("Trading days alone");
    }
    let row = |(index, (layer, named)): (usize, (&LayerLeg, &Named<'_>))| {
        let path = format!("system.calendar.layers[{index}].alone");
        let mut cells = vec![
            Cell::words(settles(layer.leg.settlement)),
            Cell::words(match layer.alone.runs {
                Runs::Condor => "the condor",
                Runs::Layer => "the layer",
                Runs::Neither => "neither",
            }),
            Cell::figure(format!("{path}.days"), Format::Count),
        ];
        if dated {
            cells.push(Cell::figure(format!("{path}.sessions"), Format::Count));
        }
        Row::new(named.name.as_str(), cells)
    };
    Table {
        id: "alone",
        title: "Which leg is left alone",
        help: "Calendar days between the layer’s settlement and the condor’s, and the trading days on which one trades \
               without the other.",
        source: CBOE,
        head,
        rows: system
            .layers
            .iter()
            .zip(legs.iter().skip(1))
            .enumerate()
            .map(row)
            .collect(),
    }
}

fn next(system: &CalendarSystem) -> Vec<Table> {
    let Some(next) = &system.next else {
        return Vec::new();
    };
    [
        (
            "spxw",
            "Next SPXW expiries",
            "Options on SPX that settle at the close: the next five, then the ends of weeks and months. Every session between has one too, five weeks ahead.",
            &next.spxw,
        ),
        (
            "spx",
            "Next monthly SPX expiries",
            "Options on SPX that settle at the opening prices of a third Friday.",
            &next.spx,
        ),
        (
            "vix",
            "Next VIX expiries",
            "Options and futures on VIX, settled at the opening prices of SPX options 30 days from expiry.",
            &next.vix,
        ),
    ]
    .map(|(id, title, help, expiries)| Table {
        id,
        title,
        help,
        source: CBOE,
        head: vec!["Expiry", "Days", "Trading days", "Last trades", "Series"],
        rows: expiries
            .iter()
            .enumerate()
            .map(|(index, expiry)| {
                let figure = |name: &str| {
                    Cell::figure(
                        format!("system.calendar.next.{id}[{index}].{name}"),
                        Format::Count,
                    )
                };
                Row::new(
                    told(&expiry.date),
                    [
                        figure("days"),
                        figure("sessions"),
                        Cell::words(told(&expiry.last_traded)),
                        Cell::words(series(id, expiry)),
                    ],
                )
            })
            .collect(),
    })
    .into()
}

/// What an expiry is among those of its product.
fn series(id: &str, expiry: &Expiry) -> &'static str {
    let date = parse(&expiry.date);
    match expiry.series {
        Some(VixSeries::Monthly) => "monthly",
        Some(VixSeries::Weekly) => "weekly",
        None if id == "spx" => "monthly",
        None => date.map_or("", end_of),
    }
}

/// What a session ends.
fn end_of(date: Date) -> &'static str {
    if is_spx_monthly(date) {
        "third Friday"
    } else if is_month_end(date) {
        "month end"
    } else if is_week_end(date) {
        "week end"
    } else {
        "daily"
    }
}

/// Legs whose days end on no listed expiry, with the nearest on either side.
fn off_the_list(legs: &[Named<'_>]) -> List {
    let item = |named: &Named<'_>| {
        let dated = named.leg.dated.as_ref()?;
        let why = why_not(named.leg)?;
        let mut sentence = Sentence::new().say(&format!(
            "{}: {} is no listed expiry: {why}. ",
            named.name,
            told(&dated.date)
        ));
        for (name, expiry, way) in [
            ("earlier", &dated.earlier, "before"),
            ("later", &dated.later, "after"),
        ] {
            let Some(expiry) = expiry else { continue };
            let days = expiry.days;
            sentence = sentence
                .say(&format!("Listed {way} it: {}, ", told(&expiry.date)))
                .figure(
                    &format!("{}.dated.{name}.days", named.path),
                    days,
                    counted(days, "day"),
                )
                .say(". ");
        }
        Some(Item {
            parts: trimmed(sentence.parts()),
            source: "",
            state: State::Plain,
        })
    };
    List {
        id: "off",
        title: "Days that fall on no listed expiry",
        help: "The model takes the days as typed; type those of a listed expiry to price what can be traded.",
        items: legs.iter().filter_map(item).collect(),
    }
}

/// Without the space that the next sentence would have followed.
fn trimmed(mut parts: Vec<Part>) -> Vec<Part> {
    if let Some(last) = parts.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    parts
}

/// Weekdays without a session and short sessions, up to the last leg.
fn closed(as_of: Date, legs: &[Named<'_>]) -> List {
    let last = legs
        .iter()
        .filter_map(|named| parse(&named.leg.dated.as_ref()?.date))
        .max();
    let mut items = Vec::new();
    let mut date = plus(as_of, 1);
    while Some(date) <= last {
        let why = if let Some(holiday) = holiday(date) {
            Some(String::from(holiday.name()))
        } else if is_scheduled(date) && !is_session(date) {
            closure_on(date).map(|closure| format!("closed, {}", closure.reason))
        } else if closes_early(date) {
            Some(String::from("closes at 13:00 New York"))
        } else {
            None
        };
        if let Some(why) = why {
            items.push(Item {
                parts: Sentence::new().say(&format!("{}: {why}.", words(date))).parts(),
                source: "",
                state: State::Plain,
            });
        }
        date = plus(date, 1);
    }
    List {
        id: "closed",
        title: "Holidays and short sessions until the last leg",
        help: NYSE,
        items,
    }
}

fn notes(system: &CalendarSystem) -> Vec<String> {
    let mut notes = vec![String::from(
        "A fraction of a day counts the hours left today: to 16:00 New York for what settles at the close, to 9:30 for \
         what settles at the open.",
    )];
    let condor = system.condor.dated.as_ref().and_then(|dated| parse(&dated.date));
    if system.as_of.is_some() {
        notes.push(format!(
            "Listed means by rule, not by a quote: SPXW every session for {DAILY_REACH} days, week ends for \
             {WEEKLY_REACH}, beyond that month ends and third Fridays (ours, read off the chain of 30 January 2026); VIX \
             weeklies among the next six expiries. Cboe lists more as it sees fit."
        ));
    }
    if condor.is_some_and(is_spx_monthly) {
        notes.push(String::from(
            "Monthly SPX options expire on the condor’s date as well, but at its open, and trade for the last time the \
             session before. The page prices the ones that settle at the close.",
        ));
    }
    if condor.is_some_and(closes_early) {
        notes.push(String::from(
            "The condor’s last session closes at 13:00 New York, three hours early.",
        ));
    }
    notes
}

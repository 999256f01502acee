//! How the odds are shown.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::Odds;
use crate::estimate::Estimate;
use crate::format::{count, dollars, number, percent_1, plain};
use crate::panel::{Cell, Format, Panel, Picture, Row, Table};
use crate::past_spikes::layer_title;
use crate::response::Rule;
use crate::sentence::{Part, Sentence};
use crate::simulation::Simulated;

const SOURCE: &str = "Drawn from the prices on this page and from what you believe beyond them";
const NO_LOSS: &str = "The condor loses in none of these futures.";
const SETTLED: &str = "It settles before the condor does.";
const WAITS: &str = "It waits for its VIX level and is left out.";

pub(super) fn panel(odds: &Odds) -> Panel {
    let figures = &odds.figures;
    let mut panel = Panel {
        question: "What may come of it, and how often?",
        source: SOURCE,
        groups: &["simulation"],
        notes: notes(odds),
        ..Panel::default()
    };
    if figures.paths == 0 {
        panel.answer = Vec::from([Sentence::new().say("Nothing has been drawn yet.").parts()]);
        return panel;
    }
    panel.answer = Vec::from([
        with_your_odds(figures),
        what_the_hedge_does(figures),
        how_sure(figures),
    ]);
    panel.charts = Vec::from([Picture {
        id: "odds",
        title: "How often which profit or loss",
        help: "Share of futures that end in each step of dollars. Bars: condor and hedge; line: the condor alone. The steps at \
               the ends take everything beyond them.",
    }]);
    panel.tables = Vec::from([both(figures), losses(), tails(odds), repaid(odds), betas(figures)]);
    panel
}

/// A figure with how far it may be off: "76.4 % (give or take 0.1)".
fn given(sentence: Sentence, key: &str, estimate: Estimate, write: fn(f64) -> String) -> Sentence {
    sentence
        .figure(&format!("{key}.value"), estimate.value, write(estimate.value))
        .say(" (\u{b1} ")
        .figure(&format!("{key}.error"), estimate.error, write(estimate.error))
        .say(")")
}

fn with_your_odds(figures: &Simulated) -> Vec<Part> {
    let sentence = Sentence::new()
        .say("In ")
        .figure("simulation.paths", f64::from(figures.paths), count(figures.paths))
        .say(" futures drawn with your odds the condor alone ends with a profit in ");
    let sentence = given(
        sentence,
        "simulation.unhedged.profit",
        figures.unhedged.profit,
        percent_1,
    );
    let sentence = given(
        sentence.say(" and makes "),
        "simulation.unhedged.mean",
        figures.unhedged.mean,
        dollars,
    );
    let sentence = given(
        sentence.say(" on average. With the hedge it is "),
        "simulation.hedged.profit",
        figures.hedged.profit,
        percent_1,
    );
    let sentence = given(
        sentence.say(" and "),
        "simulation.hedged.mean",
        figures.hedged.mean,
        dollars,
    );
    sentence
        .say(". In the worst twentieth the condor alone averages ")
        .figure(
            "simulation.unhedged.shortfall95.value",
            figures.unhedged.shortfall95.value,
            dollars(figures.unhedged.shortfall95.value),
        )
        .say(", with the hedge ")
        .figure(
            "simulation.hedged.shortfall95.value",
            figures.hedged.shortfall95.value,
            dollars(figures.hedged.shortfall95.value),
        )
        .say(".")
        .parts()
}

fn what_the_hedge_does(figures: &Simulated) -> Vec<Part> {
    let hedge = &figures.hedge;
    let Some(all) = hedge.all.returned else {
        return Sentence::new().say(NO_LOSS).parts();
    };
    let mut sentence = Sentence::new();
    for (losses, name, words) in [
        (
            &hedge.falls,
            "falls",
            "Where SPX has fallen and the condor loses, ",
        ),
        (&hedge.rises, "rises", "where it has risen and the condor loses, "),
    ] {
        if let Some(returned) = losses.returned {
            sentence = given(
                sentence.say(words).say("the hedge returns "),
                &format!("simulation.hedge.{name}.returned"),
                returned,
                percent_1,
            )
            .say(" of the loss; ");
        }
    }
    let sentence = given(
        sentence.say("over all losses it is "),
        "simulation.hedge.all.returned",
        all,
        percent_1,
    );
    sentence
        .say(". It turns a loss into a profit in ")
        .figure(
            "simulation.hedge.turns.value",
            hedge.turns.value,
            percent_1(hedge.turns.value),
        )
        .say(" of futures, and its cost turns a profit into a loss in ")
        .figure(
            "simulation.hedge.spoils.value",
            hedge.spoils.value,
            percent_1(hedge.spoils.value),
        )
        .say(".")
        .parts()
}

fn how_sure(figures: &Simulated) -> Vec<Part> {
    let drawn = figures.condor.drawn;
    let sentence = Sentence::new()
        .say("Without your beliefs, at the market\u{2019}s own odds, the same draws repay what things cost: the condor, which costs ")
        .figure(
            "simulation.condor.priced",
            figures.condor.priced,
            number(figures.condor.priced, 2),
        )
        .say(" to close, pays ");
    given(sentence, "simulation.condor.drawn", drawn, |points| {
        number(points, 2)
    })
    .say(" on average. What stands after \u{b1} is a standard error: two of three seeds come out within it.")
    .parts()
}

/// Cells of an estimate: its value and its error.
fn cells(key: &str, format: Format) -> [Cell; 2] {
    [
        Cell::figure(format!("{key}.value"), format),
        Cell::figure(format!("{key}.error"), format),
    ]
}

/// The same of an estimate that may be missing.
fn maybe(key: &str, format: Format, why: &'static str) -> [Cell; 2] {
    [
        Cell::maybe(format!("{key}.value"), format, why),
        Cell::maybe(format!("{key}.error"), format, why),
    ]
}

fn both(figures: &Simulated) -> Table {
    let row = |title: &str, name: &str, format: Format| {
        let of = |side: &str| cells(&format!("simulation.{side}.{name}"), format);
        Row::new(title, [of("unhedged"), of("hedged")].concat())
    };
    let level = |title: &str, name: &str| {
        let of = |side: &str| {
            [
                Cell::figure(format!("simulation.{side}.{name}"), Format::Pl),
                Cell::words(""),
            ]
        };
        Row::new(title, [of("unhedged"), of("hedged")].concat())
    };
    Table {
        id: "odds",
        title: "The condor alone, and with the hedge",
        help: "Profit and loss at the condor\u{2019}s expiry, fees and slippage paid; layers that live longer at what they are worth then.",
        source: SOURCE,
        head: Vec::from(["", "Condor alone", "\u{b1}", "With the hedge", "\u{b1}"]),
        rows: Vec::from([
            row("Ends with a profit", "profit", Format::Percent),
            row("Average", "mean", Format::Pl),
            level("Half end below", "median"),
            row("Average of the worst 5 %", "shortfall95", Format::Pl),
            row("Average of the worst 1 %", "shortfall99", Format::Pl),
            level(&format!("Worst of {}", count(figures.paths)), "worst"),
            level("Best", "best"),
        ]),
    }
}

fn losses() -> Table {
    let row = |title: &str, name: &str| {
        let key = |what: &str| format!("simulation.hedge.{name}.{what}");
        let mut row = Vec::from(cells(&key("share"), Format::Percent));
        row.extend(maybe(&key("returned"), Format::Percent, NO_LOSS));
        row.push(Cell::maybe(key("helps.value"), Format::Percent, NO_LOSS));
        Row::new(title, row)
    };
    Table {
        id: "oddsLosses",
        title: "Where the condor loses",
        help: "Of the losses there, all added, how much the hedge returns; and in how many of these futures it gains at all.",
        source: SOURCE,
        head: Vec::from([
            "The condor loses",
            "Of futures",
            "\u{b1}",
            "Loss returned",
            "\u{b1}",
            "Hedge gains in",
        ]),
        rows: Vec::from([
            row("SPX below today\u{2019}s", "falls"),
            row("SPX above today\u{2019}s", "rises"),
            row("In all", "all"),
        ]),
    }
}

fn tails(odds: &Odds) -> Table {
    let row = |title: String, leg: usize| {
        let cell =
            |tail: usize, of: &str| Cell::figure(format!("simulation.tails[{tail}].{of}[{leg}]"), Format::Pl);
        Row::new(
            title,
            [
                cell(0, "ofHedged"),
                cell(1, "ofHedged"),
                cell(0, "ofUnhedged"),
                cell(1, "ofUnhedged"),
            ],
        )
    };
    let mut rows = Vec::from([row(String::from("Condor"), 0)]);
    for (nth, layer) in odds.package.layers.iter().enumerate() {
        rows.push(row(layer_title(layer), nth + 1));
    }
    Table {
        id: "oddsTails",
        title: "What the worst futures are made of",
        help: "Average profit or loss of each leg: in the worst 5 % and 1 % of condor and hedge together, whose legs add up to the \
               average above, and in the worst of the condor alone.",
        source: SOURCE,
        head: Vec::from([
            "Leg",
            "Worst 5 %, combined",
            "Worst 1 %, combined",
            "Worst 5 %, condor",
            "Worst 1 %, condor",
        ]),
        rows,
    }
}

fn repaid(odds: &Odds) -> Table {
    let figures = &odds.figures;
    let row = |title: String, key: &str| {
        let mut row = Vec::from([Cell::figure(format!("{key}.priced"), Format::Small)]);
        row.extend(cells(&format!("{key}.drawn"), Format::Small));
        Row::new(title, row)
    };
    let mut rows = Vec::from([row(String::from("Condor, to close"), "simulation.condor")]);
    for (nth, (layer, check)) in odds.package.layers.iter().zip(&figures.layers).enumerate() {
        rows.push(match check {
            Some(_) => row(layer_title(layer), &format!("simulation.layers[{nth}]")),
            None => Row::new(
                layer_title(layer),
                [Cell::words(WAITS), Cell::words(""), Cell::words("")],
            ),
        });
    }
    for (nth, future) in figures.futures.iter().enumerate() {
        rows.push(row(
            format!("VIX future, {} days", plain(future.tenor.get())),
            &format!("simulation.futures[{nth}].price"),
        ));
    }
    Table {
        id: "oddsRepaid",
        title: "What the draws repay at the market\u{2019}s odds",
        help: "Points. Drawn with no drift, moves as priced and no premium, everything must average its price: three of the \
               standard errors beside it are rarely passed.",
        source: SOURCE,
        head: Vec::from(["", "Price", "Drawn", "\u{b1}"]),
        rows,
    }
}

fn betas(figures: &Simulated) -> Table {
    let rows = figures.futures.iter().enumerate().map(|(nth, future)| {
        let cell = |name: &str| {
            Cell::maybe(
                format!("simulation.futures[{nth}].{name}"),
                Format::Small,
                SETTLED,
            )
        };
        Row::new(
            format!("{} days", plain(future.tenor.get())),
            [cell("beta"), cell("atOnce"), cell("spread")],
        )
    });
    Table {
        id: "oddsBetas",
        title: "How far futures follow VIX",
        help: "Log move of a future per log move of VIX until the condor expires: as drawn, and as the response kernel has it for \
               a move all at once and for one spread over that time.",
        source: "The response kernel: fitted to VIX futures 2004-2025",
        head: Vec::from(["VIX future", "Drawn", "At once", "Spread"]),
        rows: rows.collect(),
    }
}

fn notes(odds: &Odds) -> Vec<String> {
    let mut notes = Vec::new();
    let market = &odds.package.market;
    if odds.package.layers.iter().any(|layer| !layer.is_active(market)) {
        notes.push(String::from(
            "A layer that waits for a VIX level is left out: whether the level is passed on the way is not drawn.",
        ));
    }
    let own_beta = odds
        .package
        .layers
        .iter()
        .any(|layer| layer.terms().beta.is_some());
    if market.response != Rule::Kernel || own_beta {
        notes.push(String::from(
            "Futures are drawn by the response kernel, whatever rule the page moves VIX futures by.",
        ));
    }
    if odds.assumptions.realised < 1.0 {
        notes.push(String::from(
            "With SPX moving less than is priced, selling options pays by assumption: the average profit above says what you \
             believe, not what is known.",
        ));
    }
    notes.push(String::from(
        "The chances of the far tail are the market\u{2019}s, as far as option prices reach; beyond the strikes that are traded \
         they are ours. Nothing here trades, closes or rolls before expiry.",
    ));
    notes
}

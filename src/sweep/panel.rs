//! How the sweep is shown.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{End, Figures, Sweep};
use crate::contract_mix::Mix;
use crate::format::{dollars, number, percent, percent_1};
use crate::panel::{Cell, Format, Panel, Picture, Row, State, Table};
use crate::sentence::{Part, Sentence};

const SOURCE: &str = "The model; the what-if of the form";
const NO_LOSS: &str = "The condor does not lose then: there is nothing to offset.";
const NONE_THERE: &str = "There is no such position.";

pub(super) fn panel(sweep: &Sweep) -> Panel {
    let figures = &sweep.figures;
    let mut panel = Panel {
        question: "What changes the answer most?",
        source: SOURCE,
        groups: &["sweep"],
        answer: Vec::from([most(sweep)]),
        tables: Vec::from([swings(figures)]),
        notes: notes(sweep),
        ..Panel::default()
    };
    if !figures.swings.is_empty() {
        panel.charts.push(Picture {
            id: "tornado",
            title: "One thing changed at a time",
            help: "What changes the answer most stands on top. Each bar goes from the change down to the change up; the line is \
                   the position as it is. Shares beyond 200 %, gains many times a small loss, are cut off there.",
        });
    }
    if let Some(yours) = &figures.yours {
        panel.answer.push(mixes(sweep, yours));
        panel.charts.push(Picture {
            id: "frontier",
            title: "What other mixes of your layers would do",
            help: "Every dot is a mix of contracts: what it costs, and the share of the what-if\u{2019}s loss that it returns. The \
                   line joins those that nothing beats.",
        });
        panel.tables.push(frontier(sweep));
    }
    panel
}

/// Contracts of a mix: "4/4/2".
pub(crate) fn contracts(mix: &Mix) -> String {
    let counts: Vec<String> = mix
        .contracts
        .iter()
        .map(|&contracts| number(f64::from(contracts), 0))
        .collect();
    counts.join("/")
}

fn most(sweep: &Sweep) -> Vec<Part> {
    let figures = &sweep.figures;
    let base = &figures.base;
    let sentence = Sentence::new().say("In the what-if ");
    let sentence = match base.offset {
        Some(offset) => sentence
            .say("the hedge returns ")
            .figure("sweep.base.offset", offset, percent(offset))
            .say(" of the condor\u{2019}s loss and the position makes "),
        None => sentence.say("the condor does not lose, so there is no share of a loss; the position makes "),
    };
    let sentence = sentence
        .figure("sweep.base.total", base.total.get(), dollars(base.total.get()))
        .say(".");
    let Some(first) = figures.swings.first() else {
        return sentence.parts();
    };
    let mut sentence = sentence.say(&format!(
        " Nothing tried here changes that more than \u{201c}{}\u{201d}: ",
        first.title
    ));
    let mut joint = "";
    for (name, end) in [("down", &first.down), ("up", &first.up)] {
        let Some(end) = end else { continue };
        sentence = told(sentence.say(joint), sweep, name, end);
        joint = ", ";
    }
    match figures.swings.get(1) {
        Some(second) => sentence
            .say(&format!("; then \u{201c}{}\u{201d}.", second.title))
            .parts(),
        None => sentence.say(".").parts(),
    }
}

/// One end of the first swing: "33 % at 22.5 days".
fn told(sentence: Sentence, sweep: &Sweep, name: &str, end: &End) -> Sentence {
    let key = |what: &str| format!("sweep.swings[0].{name}.{what}");
    let sentence = match end.measured.offset {
        Some(offset) if sweep.by_offset() => sentence.figure(&key("offset"), offset, percent(offset)),
        None if sweep.by_offset() => sentence.say("no loss"),
        _ => {
            let total = end.measured.total.get();
            sentence.figure(&key("total"), total, dollars(total))
        }
    };
    sentence.say(&format!(" at {}", end.to))
}

fn mixes(sweep: &Sweep, yours: &Mix) -> Vec<Part> {
    let figures = &sweep.figures;
    let (cost, words) = (sweep.cost(), sweep.cost().words());
    let key = |name: &str| format!("sweep.{name}.share.{}", name_of(sweep));
    let sentence = Sentence::new()
        .say(&format!("Your {} returns ", contracts(yours)))
        .figure("sweep.yours.offset", yours.offset, percent_1(yours.offset))
        .say(" and costs ")
        .figure(
            &key("yours"),
            cost.of(&yours.share),
            percent_1(cost.of(&yours.share)),
        )
        .say(&format!(" of the credit {words}. "));
    let sentence = match &figures.better {
        Some(better) if better.offset > yours.offset => sentence
            .say(&format!("For no more than that, {} returns ", contracts(better)))
            .figure("sweep.better.offset", better.offset, percent_1(better.offset))
            .say(". "),
        _ => sentence.say("No mix tried returns more for as little. "),
    };
    match &figures.cheaper {
        Some(cheaper) if cost.of(&cheaper.share) < cost.of(&yours.share) => sentence
            .say(&format!(
                "As much as yours comes back with {} for ",
                contracts(cheaper)
            ))
            .figure(
                &key("cheaper"),
                cost.of(&cheaper.share),
                percent_1(cost.of(&cheaper.share)),
            )
            .say(" of the credit."),
        _ => sentence,
    }
    .say(" One what-if decides this; in another one another mix is best.")
    .parts()
}

fn name_of(sweep: &Sweep) -> &'static str {
    match sweep.cost() {
        super::Count::Life => "life",
        super::Count::Upfront => "upfront",
        super::Count::Rolled => "rolled",
    }
}

fn swings(figures: &Figures) -> Table {
    let rows = figures.swings.iter().enumerate().map(|(nth, swing)| {
        let side = |name: &str, end: &Option<End>| {
            let key = |what: &str| format!("sweep.swings[{nth}].{name}.{what}");
            match end {
                Some(end) => [
                    Cell::words(end.to.clone()),
                    Cell::maybe(key("offset"), Format::Percent, NO_LOSS),
                    Cell::figure(key("total"), Format::Pl),
                    Cell::figure(key("life"), Format::Percent),
                ],
                None => [
                    Cell::words(NONE_THERE),
                    Cell::words(""),
                    Cell::words(""),
                    Cell::words(""),
                ],
            }
        };
        Row::new(
            swing.title,
            [side("down", &swing.down), side("up", &swing.up)].concat(),
        )
    });
    Table {
        id: "sweepSwings",
        title: "One thing changed at a time",
        help: "In the what-if: the share of the condor\u{2019}s loss that the hedge returns, and profit or loss of both; beside it \
               what the hedge costs over the condor\u{2019}s life, of the credit.",
        source: SOURCE,
        head: Vec::from([
            "Changed", "Down to", "Returned", "Combined", "Cost", "Up to", "Returned", "Combined", "Cost",
        ]),
        rows: rows.collect(),
    }
}

fn frontier(sweep: &Sweep) -> Table {
    let figures = &sweep.figures;
    let row = |title: String, key: &str| {
        let at = |name: &str| format!("sweep.{key}.{name}");
        Row::new(
            title,
            [
                Cell::figure(at("offset"), Format::Percent),
                Cell::figure(at("share.upfront"), Format::Percent),
                Cell::figure(at("share.life"), Format::Percent),
                Cell::figure(at("share.perDay"), Format::Percent),
                Cell::figure(at("share.rolled"), Format::Percent),
            ],
        )
    };
    let mut rows: Vec<Row> = figures
        .frontier
        .iter()
        .enumerate()
        .map(|(nth, mix)| row(contracts(mix), &format!("frontier[{nth}]")))
        .collect();
    if let Some(yours) = &figures.yours {
        rows.push(row(format!("Yours, {}", contracts(yours)), "yours").state(State::Fires));
    }
    Table {
        id: "sweepMixes",
        title: "Mixes that nothing beats",
        help: "Contracts of your layers, up to twice as many of each. Of a long line every few are told.",
        source: SOURCE,
        head: Vec::from([
            "Contracts",
            "Loss returned",
            "Up front",
            "Over the life",
            "For a day",
            "With rolls",
        ]),
        rows,
    }
}

fn notes(sweep: &Sweep) -> Vec<String> {
    let mut notes = Vec::from([String::from(
        "A changed condor is sold at the model\u{2019}s price at today\u{2019}s vol, a changed layer bought at its model price, \
         keeping how far your quote is from the model; listed strikes and expiries may not be there.",
    )]);
    if sweep.figures.base.offset.is_none() {
        notes.push(String::from(
            "In this what-if the condor does not lose: type another SPX move to see shares of a loss, and mixes of contracts.",
        ));
    }
    if sweep.package.layers.len() > crate::contract_mix::MIXED {
        notes.push(String::from(
            "Mixes are of the first three layers bought; the others stay as they are.",
        ));
    }
    notes
}

//! How the answer from all evidence is shown.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Account, Figures, Verdict};
use crate::format::{count, percent, percent_1};
use crate::panel::{Cell, Format, Panel, Picture, Row, Table};
use crate::sentence::{Part, Sentence};

const SOURCE: &str = "Each kind of evidence below says where its figures come from";
const NO_LOSS: &str = "The condor does not lose in any of these.";
const NO_COST: &str = "It says what came back when the hedge was needed, not what the time between cost.";

pub(super) fn panel(verdict: &Verdict) -> Panel {
    let figures = verdict.figures();
    let mut panel = Panel {
        question: "Does it actually offset spikes, how often, and at what cost?",
        source: SOURCE,
        notes: notes(verdict),
        ..Panel::default()
    };
    if figures.accounts.is_empty() {
        panel.answer = Vec::from([Sentence::new().say("Nothing has been worked out yet.").parts()]);
        return panel;
    }
    panel.answer = Vec::from([answer(&figures)]);
    if figures.accounts.iter().any(|account| account.returned.is_some()) {
        panel.charts = Vec::from([Picture {
            id: "verdict",
            title: "Share of the losses returned, by each kind of evidence",
            help: "All that the hedge gains where the condor loses, over all that the condor loses there.",
        }]);
    }
    panel.tables = Vec::from([table(&figures)]);
    panel
}

fn answer(figures: &Figures) -> Vec<Part> {
    let mut sentence = Sentence::new();
    for (nth, account) in figures.accounts.iter().enumerate() {
        sentence = match account.id {
            "spikes" => of_spikes(sentence, nth, account),
            "falls" => of_falls(sentence, nth, account),
            "rises" => of_rises(sentence, nth, account),
            "futures" => of_all(sentence, nth, account),
            _ => of_history(sentence, nth, account),
        };
    }
    sentence
        .say("By the model it costs ")
        .figure(
            "verdict.cost.upfront",
            figures.cost.upfront,
            percent_1(figures.cost.upfront),
        )
        .say(" of the credit up front, ")
        .figure(
            "verdict.cost.life",
            figures.cost.life,
            percent_1(figures.cost.life),
        )
        .say(" over the condor\u{2019}s life if nothing happens, and ")
        .figure(
            "verdict.cost.rolled",
            figures.cost.rolled,
            percent_1(figures.cost.rolled),
        )
        .say(" with rolls.")
        .parts()
}

/// A share of the account's, where there is one.
fn told(sentence: Sentence, nth: usize, name: &str, share: Option<f64>) -> Sentence {
    match share {
        Some(share) => sentence.figure(&format!("verdict.accounts[{nth}].{name}"), share, percent(share)),
        None => sentence.say("nothing"),
    }
}

fn of_spikes(sentence: Sentence, nth: usize, account: &Account) -> Sentence {
    let sentence = sentence.say("In ").figure(
        &format!("verdict.accounts[{nth}].cases"),
        f64::from(account.cases),
        count(account.cases),
    );
    if account.returned.is_none() {
        return sentence.say(" spikes on record the condor would not have lost. ");
    }
    let sentence = told(
        sentence.say(" spikes on record the condor would have lost in "),
        nth,
        "losing",
        account.losing,
    );
    let sentence = told(
        sentence.say(" of them, and the hedge would have returned "),
        nth,
        "returned",
        account.returned,
    );
    let sentence = told(
        sentence.say(" of those losses, gaining in "),
        nth,
        "gains",
        account.gains,
    );
    sentence.say(" of them. ")
}

fn of_falls(sentence: Sentence, nth: usize, account: &Account) -> Sentence {
    if account.returned.is_none() {
        return sentence.say("Held to expiry, the condor loses on no fall that was drawn");
    }
    let sentence = told(
        sentence.say("Held to expiry, in futures drawn with your odds, it returns "),
        nth,
        "returned",
        account.returned,
    );
    sentence.say(" of the losses after a fall")
}

fn of_rises(sentence: Sentence, nth: usize, account: &Account) -> Sentence {
    if account.returned.is_none() {
        return sentence.say("");
    }
    let sentence = told(sentence.say(", "), nth, "returned", account.returned);
    sentence.say(" after a rise")
}

fn of_all(sentence: Sentence, nth: usize, account: &Account) -> Sentence {
    let sentence = if account.returned.is_some() {
        told(sentence.say(", and "), nth, "returned", account.returned).say(" of all losses")
    } else {
        sentence
    };
    match account.cost {
        Some(cost) if cost >= 0.0 => told(
            sentence.say("; on average over all of them it costs "),
            nth,
            "cost",
            account.cost,
        )
        .say(" of the credit. "),
        Some(cost) => sentence
            .say("; on average over all of them it earns ")
            .figure(&format!("verdict.accounts[{nth}].cost"), cost, percent_1(-cost))
            .say(" of the credit. "),
        None => sentence.say(". "),
    }
}

fn of_history(sentence: Sentence, nth: usize, account: &Account) -> Sentence {
    if account.returned.is_none() {
        return sentence.say("Over your history the condors have lost on no day. ");
    }
    let sentence = told(
        sentence.say("On the condors\u{2019} worst days of your history it returned "),
        nth,
        "returned",
        account.returned,
    );
    let sentence = told(
        sentence.say(" of their loss, gaining on "),
        nth,
        "gains",
        account.gains,
    );
    match account.cost {
        Some(cost) if cost >= 0.0 => told(
            sentence.say(" of those days, and over all of it cost "),
            nth,
            "cost",
            account.cost,
        )
        .say(" of the credit. "),
        Some(cost) => sentence
            .say(" of those days, and over all of it earned ")
            .figure(&format!("verdict.accounts[{nth}].cost"), cost, percent_1(-cost))
            .say(" of the credit. "),
        None => sentence.say(" of those days. "),
    }
}

fn table(figures: &Figures) -> Table {
    let rows = figures.accounts.iter().enumerate().map(|(nth, account)| {
        let key = |name: &str| format!("verdict.accounts[{nth}].{name}");
        Row::new(
            account.title,
            [
                Cell::figure(key("cases"), Format::Count),
                Cell::maybe(key("losing"), Format::Percent, NO_LOSS),
                Cell::maybe(key("returned"), Format::Percent, NO_LOSS),
                Cell::maybe(
                    key("error"),
                    Format::Percent,
                    "It is a record and not an estimate.",
                ),
                Cell::maybe(key("gains"), Format::Percent, NO_LOSS),
                Cell::maybe(key("cost"), Format::Percent, NO_COST),
            ],
        )
    });
    Table {
        id: "verdict",
        title: "The evidence side by side",
        help: "Of the cases, those in which the condor loses; of its losses there, what the hedge returned; of those cases, in \
               how many it gained; and what it cost over all cases, of the credit.",
        source: SOURCE,
        head: Vec::from([
            "Evidence",
            "Cases",
            "Condor loses",
            "Returned",
            "Give or take",
            "Hedge gains",
            "Cost",
        ]),
        rows: rows.collect(),
    }
}

fn notes(verdict: &Verdict) -> Vec<String> {
    let mut notes = Vec::from([String::from(
        "The three do not ask the same. Spikes are the days the hedge is bought for. A condor held to expiry often loses \
         without one, by a slow fall or a rise, when layers have settled or cost: the futures drawn count those too.",
    )]);
    if !verdict.has_history() {
        notes.push(String::from(
            "The third kind is missing: bring daily closes of SPX and VIX, and the condors\u{2019} worst days are told beside.",
        ));
    }
    notes
}

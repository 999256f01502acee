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
    let accounts: Vec<Told<'_>> = figures.accounts.iter().enumerate().map(Told).collect();
    let one = |id: &str| accounts.iter().find(|Told((_, account))| account.id == id);
    let mut sentence = Sentence::new();
    if let Some(spikes) = one("spikes") {
        sentence = of_spikes(sentence, spikes);
    }
    if let Some(all) = one("futures") {
        let drawn = [
            (one("falls"), " of the losses after a fall"),
            (one("rises"), " of those after a rise"),
            (Some(all), " of all"),
        ];
        sentence = of_futures(sentence, &drawn);
        sentence = all.cost(sentence.say("; on average over all of them it "));
    }
    if let Some(history) = one("history") {
        sentence = of_history(sentence, history);
    }
    let cost = &figures.cost;
    for (before, name, share) in [
        ("By the model it costs ", "upfront", cost.upfront),
        (" of the credit up front, ", "life", cost.life),
        (
            " over the condor\u{2019}s life if nothing happens, and ",
            "rolled",
            cost.rolled,
        ),
    ] {
        let key = format!("verdict.cost.{name}");
        sentence = sentence.say(before).figure(&key, share, percent_1(share));
    }
    sentence.say(" with rolls.").parts()
}

/// An account with its place among all.
struct Told<'f>((usize, &'f Account));

impl Told<'_> {
    fn key(&self, name: &str) -> String {
        format!("verdict.accounts[{}].{name}", self.0.0)
    }

    /// A share, where there is one.
    fn share(&self, sentence: Sentence, name: &str, share: Option<f64>) -> Sentence {
        match share {
            Some(share) => sentence.figure(&self.key(name), share, percent(share)),
            None => sentence,
        }
    }

    /// "costs 3.4 % of the credit. ", or what it earns.
    fn cost(&self, sentence: Sentence) -> Sentence {
        let Some(cost) = self.0.1.cost else {
            return sentence.say("costs nothing that is known. ");
        };
        let verb = if cost < 0.0 { "earns " } else { "costs " };
        let sentence = sentence.say(verb);
        sentence
            .figure(&self.key("cost"), cost, percent_1(cost.abs()))
            .say(" of the credit. ")
    }
}

fn of_spikes(sentence: Sentence, spikes: &Told<'_>) -> Sentence {
    let Told((_, account)) = spikes;
    let cases = count(account.cases);
    if account.returned.is_none() {
        return sentence.say(&format!(
            "In none of the {cases} spikes on record would the condor have lost. "
        ));
    }
    let sentence = sentence
        .say("Of ")
        .figure(&spikes.key("cases"), f64::from(account.cases), cases)
        .say(" spikes on record the condor would have lost in ");
    let sentence = spikes.share(sentence, "losing", account.losing);
    let sentence = spikes.share(
        sentence.say("; of those losses the hedge would have returned "),
        "returned",
        account.returned,
    );
    let sentence = spikes.share(sentence.say(", gaining in "), "gains", account.gains);
    sentence.say(" of them. ")
}

/// What comes back where the condor loses, of those parts of the futures in which it does.
fn of_futures(sentence: Sentence, parts: &[(Option<&Told<'_>>, &str)]) -> Sentence {
    let lost: Vec<_> = parts
        .iter()
        .filter_map(|&(told, words)| told.filter(|told| told.0.1.returned.is_some()).zip(Some(words)))
        .collect();
    let Some((_, before)) = lost.split_last() else {
        return sentence.say("Held to expiry, the condor loses in none of the futures drawn with your odds");
    };
    let mut sentence = sentence.say("Held to expiry, in futures drawn with your odds, it returns ");
    for (nth, (told, words)) in lost.iter().enumerate() {
        let joint = match nth {
            0 => "",
            _ if nth == before.len() => " and ",
            _ => ", ",
        };
        sentence = told
            .share(sentence.say(joint), "returned", told.0.1.returned)
            .say(words);
    }
    sentence
}

fn of_history(sentence: Sentence, history: &Told<'_>) -> Sentence {
    let Told((_, account)) = history;
    if account.returned.is_none() {
        return sentence.say("Over your history the condors have lost on no day. ");
    }
    let sentence = history.share(
        sentence.say("On the condors\u{2019} worst days of your history it returned "),
        "returned",
        account.returned,
    );
    let sentence = history.share(
        sentence.say(" of their loss, gaining on "),
        "gains",
        account.gains,
    );
    history.cost(sentence.say(" of those days; over all of it, it "))
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
            "The third kind is missing: bring daily closes of SPX and VIX to the walk through a history below, and the condors\u{2019} worst days are told beside.",
        ));
    }
    notes
}

//! The answer from all evidence: what share of the loss the hedge returned, how often, and what it cost.

mod panel;

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::estimate::count_of;
use crate::field::Problem;
use crate::hedge_cost::{FourCounts, hedge_cost};
use crate::history::{self, History};
use crate::inquiry::Inquiry;
use crate::odds::Odds;
use crate::panel::Panel;
use crate::past_spikes::{self, PastSpikes};
use crate::plan::Plan;
use crate::simulation::{Losses, Simulated};

/// The kinds of evidence, worked through one after another.
#[derive(Clone, Debug)]
pub struct Verdict {
    spikes: PastSpikes,
    odds: Odds,
    history: Option<History>,
    credit: f64,
    /// What the hedge costs by the model, as shares of the credit.
    pub cost: FourCounts<f64>,
}

/// What each kind of evidence says so far. Fractions, not percent.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figures {
    /// By the model, as shares of the credit: what everything below is paid with.
    pub cost: FourCounts<f64>,
    /// One for each piece of evidence that has something to say, in the order shown.
    pub accounts: Vec<Account>,
}

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Account {
    /// Which: `spikes`, `falls`, `rises`, `futures`, `history`.
    pub id: &'static str,
    /// What it is, in a few words.
    pub title: &'static str,
    /// In how many cases the condor could have lost.
    pub cases: u32,
    /// Share of them in which it does.
    pub losing: Option<f64>,
    /// All that the hedge gains in those over all that the condor loses; `None` where it never loses.
    pub returned: Option<f64>,
    /// Standard error of `returned`, where it is an estimate.
    pub error: Option<f64>,
    /// Share of the losing cases in which the hedge gains.
    pub gains: Option<f64>,
    /// What the hedge cost over all cases, as a share of the credit; below zero where it earned.
    pub cost: Option<f64>,
}

impl Verdict {
    /// The answer about the reader's position; nothing worked out yet. Texts are a history's, all empty where there is none.
    pub fn new(plan: &Plan, texts: &[String]) -> Result<Self, Vec<Problem>> {
        let condor = &plan.package().condor;
        let credit = condor.dollars(condor.credit).get();
        let brought = texts.iter().any(|text| !text.trim().is_empty());
        Ok(Self {
            spikes: PastSpikes::new(plan),
            odds: Odds::new(plan),
            history: if brought {
                Some(History::new(plan, texts)?)
            } else {
                None
            },
            credit,
            cost: hedge_cost(plan.package()).map(|cost| cost.get() / credit),
        })
    }

    /// What is known so far.
    pub fn figures(&self) -> Figures {
        let mut accounts = Vec::new();
        let replayed = &self.spikes.figures;
        if !replayed.spikes.is_empty() {
            accounts.push(on_record(replayed));
        }
        let drawn = &self.odds.figures;
        if drawn.paths > 0 {
            let hedge = &drawn.hedge;
            let cost = (self.credit > 0.0).then(|| -hedge.mean.value / self.credit);
            let of = |id, title, losses, cost| of_futures(id, title, drawn, losses, cost);
            accounts.push(of(
                "falls",
                "Futures drawn, SPX lower at expiry",
                &hedge.falls,
                None,
            ));
            accounts.push(of(
                "rises",
                "Futures drawn, SPX higher at expiry",
                &hedge.rises,
                None,
            ));
            accounts.push(of("futures", "Futures drawn, all of them", &hedge.all, cost));
        }
        if let Some(history) = &self.history {
            accounts.extend(on_worst_days(&history.figures()));
        }
        Figures {
            cost: self.cost,
            accounts,
        }
    }

    /// Whether a history was brought.
    pub fn has_history(&self) -> bool {
        self.history.is_some()
    }

    fn kinds(&self) -> impl Iterator<Item = (f64, &dyn Inquiry)> {
        let spikes: (f64, &dyn Inquiry) = (0.1, &self.spikes);
        let odds: (f64, &dyn Inquiry) = (0.5, &self.odds);
        let history = self.history.iter().map(|history| (0.4, history as &dyn Inquiry));
        [spikes, odds].into_iter().chain(history)
    }
}

impl Inquiry for Verdict {
    fn advance(&mut self) {
        let mut kinds: Vec<&mut dyn Inquiry> = Vec::from([
            &mut self.spikes as &mut dyn Inquiry,
            &mut self.odds as &mut dyn Inquiry,
        ]);
        if let Some(history) = &mut self.history {
            kinds.push(history);
        }
        if let Some(kind) = kinds.into_iter().find(|kind| kind.progress() < 1.0) {
            kind.advance();
        }
    }

    fn progress(&self) -> f64 {
        if self.kinds().all(|(_, kind)| kind.progress() >= 1.0) {
            return 1.0;
        }
        let all: f64 = self.kinds().map(|(weight, _)| weight).sum();
        let done: f64 = self.kinds().map(|(weight, kind)| weight * kind.progress()).sum();
        // The end is told by the kinds themselves and not by a sum of roundings.
        (done / all).min(0.999)
    }

    fn panel(&self) -> Panel {
        panel::panel(self)
    }
}

fn on_record(replayed: &past_spikes::Figures) -> Account {
    let losing = || {
        let all = replayed.spikes.iter();
        all.filter(|spike| spike.recorded.offset.is_some())
    };
    let gains = losing().filter(|spike| spike.recorded.hedge.get() > 0.0).count();
    Account {
        id: "spikes",
        title: "Spikes on record",
        cases: u32::try_from(replayed.spikes.len()).unwrap_or(u32::MAX),
        losing: part(losing().count(), replayed.spikes.len()),
        returned: replayed.pooled,
        error: None,
        gains: part(gains, losing().count()),
        cost: None,
    }
}

fn of_futures(
    id: &'static str,
    title: &'static str,
    drawn: &Simulated,
    losses: &Losses,
    cost: Option<f64>,
) -> Account {
    Account {
        id,
        title,
        cases: drawn.paths,
        losing: Some(losses.share.value),
        returned: losses.returned.map(|returned| returned.value),
        error: losses.returned.map(|returned| returned.error),
        gains: losses.helps.map(|helps| helps.value),
        cost,
    }
}

fn on_worst_days(walked: &history::Figures) -> Option<Account> {
    let losing = || walked.worst.iter().filter(|day| day.condors < 0.0);
    let loss: f64 = losing().map(|day| -day.condors).sum();
    let gain: f64 = losing().map(|day| day.hedge).sum();
    (walked.sessions > 0).then(|| Account {
        id: "history",
        title: "Your history, the condors\u{2019} worst days",
        cases: u32::try_from(walked.worst.len()).unwrap_or(u32::MAX),
        losing: part(losing().count(), walked.worst.len()),
        returned: (loss > 0.0).then(|| gain / loss),
        error: None,
        gains: part(losing().filter(|day| day.hedge > 0.0).count(), losing().count()),
        cost: walked.cost_share,
    })
}

fn part(of: usize, all: usize) -> Option<f64> {
    (all > 0).then(|| count_of(of) / count_of(all))
}

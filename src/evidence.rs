//! The kinds of evidence: each is begun from a plan, worked through in pieces, and answered at any time.
//!
//! To add the kind `simulation`: `src/inputs/evidence/simulation.rs` (`KIND`, `GROUP`, `table!`) with its lines in
//! `src/inputs/evidence.rs`; an [`Inquiry`] in modules of its own above this one; below, its variant of [`Evidence`], its
//! figures in [`Answer`]; its shape in `evidence.d.ts`; its charts in `chart::draw_evidence`.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::field::Problem;
use crate::format::joined;
use crate::history::{self, History};
use crate::inputs::evidence::KINDS;
use crate::inquiry::Inquiry;
use crate::odds::Odds;
use crate::panel::Panel;
use crate::past_spikes::{self, PastSpikes};
use crate::plan::plan_of;
use crate::raw::Raw;
use crate::simulation::Simulated;
use crate::sweep::{self, Sweep};
use crate::verdict::{self, Verdict};

/// What JavaScript sees of it.
pub const DECLARATIONS: &str = include_str!("evidence.d.ts");

/// Evidence that is being worked out.
#[derive(Clone, Debug)]
pub enum Evidence {
    /// The structure in the spikes on record.
    Spikes(Box<PastSpikes>),
    /// Thousands of futures of it.
    Simulation(Box<Odds>),
    /// The structure over the reader’s own history.
    History(Box<History>),
    /// One thing of it changed at a time.
    Sweep(Box<Sweep>),
    /// The answer from all of these.
    Verdict(Box<Verdict>),
}

/// What is known so far, and how it is shown.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer<'e> {
    /// Which kind.
    pub id: &'static str,
    /// Share of the work that is done, 0 to 1.
    pub progress: f64,
    /// How it is shown; paths of figures begin with the kind's name.
    pub panel: Panel,
    /// The figures of past spikes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spikes: Option<&'e past_spikes::Figures>,
    /// The figures of the futures drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub simulation: Option<&'e Simulated>,
    /// The figures of a history.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<history::Figures>,
    /// The figures of the sweep.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sweep: Option<&'e sweep::Figures>,
    /// The figures of the answer from all of these.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<verdict::Figures>,
}

impl Evidence {
    /// Begins a kind of evidence on inputs that may be anything, or names every problem with them.
    ///
    /// `texts` are what the reader dropped or pasted, in the order of the kind’s `data`.
    pub fn begin(kind: &str, inputs: &Raw, texts: &[String]) -> Result<Self, Vec<Problem>> {
        let plan = plan_of(inputs)?;
        match kind {
            "spikes" => Ok(Evidence::Spikes(Box::new(PastSpikes::new(&plan)))),
            "sweep" => Ok(Evidence::Sweep(Box::new(Sweep::new(&plan)))),
            "simulation" => Ok(Evidence::Simulation(Box::new(Odds::new(&plan)))),
            "verdict" => Ok(Evidence::Verdict(Box::new(Verdict::new(&plan, texts)?))),
            "history" => Ok(Evidence::History(Box::new(History::new(&plan, texts)?))),
            _ => Err(Vec::from([unknown()])),
        }
    }

    /// Does the next piece of the work, of some milliseconds.
    pub fn advance(&mut self) {
        match self {
            Evidence::Spikes(spikes) => spikes.advance(),
            Evidence::Simulation(odds) => odds.advance(),
            Evidence::History(history) => history.advance(),
            Evidence::Sweep(sweep) => sweep.advance(),
            Evidence::Verdict(verdict) => verdict.advance(),
        }
    }

    /// Share of the work that is done, 0 to 1; 1 once nothing is left.
    pub fn progress(&self) -> f64 {
        self.inquiry().progress()
    }

    /// What is known so far.
    pub fn answer(&self) -> Answer<'_> {
        let inquiry = self.inquiry();
        let mut answer = Answer {
            id: "",
            progress: inquiry.progress(),
            panel: inquiry.panel(),
            spikes: None,
            simulation: None,
            history: None,
            sweep: None,
            verdict: None,
        };
        match self {
            Evidence::Spikes(spikes) => {
                answer.id = "spikes";
                answer.spikes = Some(&spikes.figures);
            }
            Evidence::Simulation(odds) => {
                answer.id = "simulation";
                answer.simulation = Some(&odds.figures);
            }
            Evidence::History(history) => {
                answer.id = "history";
                answer.history = Some(history.figures());
            }
            Evidence::Sweep(sweep) => {
                answer.id = "sweep";
                answer.sweep = Some(&sweep.figures);
            }
            Evidence::Verdict(verdict) => {
                answer.id = "verdict";
                answer.verdict = Some(verdict.figures());
            }
        }
        answer
    }

    fn inquiry(&self) -> &dyn Inquiry {
        match self {
            Evidence::Spikes(spikes) => spikes.as_ref(),
            Evidence::Simulation(odds) => odds.as_ref(),
            Evidence::History(history) => history.as_ref(),
            Evidence::Sweep(sweep) => sweep.as_ref(),
            Evidence::Verdict(verdict) => verdict.as_ref(),
        }
    }
}

fn unknown() -> Problem {
    let names: Vec<&str> = KINDS.iter().map(|kind| kind.id).collect();
    let message = format!(
        "There is no evidence of that name; there is {}.",
        joined(&names, ", ")
    );
    Problem::new("kind", message)
}

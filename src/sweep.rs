//! What changes the answer most: the position with one thing changed at a time, and with other mixes of contracts.

mod panel;

pub(crate) use panel::contracts;

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::contract_mix::{Mix, frontier, mixes};
use crate::hedge_cost::{FourCounts, hedge_cost};
use crate::inquiry::Inquiry;
use crate::market::Shock;
use crate::package::Package;
use crate::panel::Panel;
use crate::plan::Plan;
use crate::units::Usd;
use crate::variation::{Changed, Variation, variations};

/// Mixes of the frontier that are told.
const TOLD: usize = 12;
/// Shares of a loss beyond these are gains many times a small loss, and count as these.
const REACH: [f64; 2] = [-1.0, 2.0];

/// A sweep, change after change.
#[derive(Clone, Debug)]
pub struct Sweep {
    package: Package,
    shock: Shock,
    by_offset: bool,
    cost: Count,
    variations: Vec<Variation>,
    done: usize,
    /// Every mix tried, the reader's own first.
    pub mixes: Vec<Mix>,
    /// The figures so far.
    pub figures: Figures,
}

/// A count of what the hedge costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Over the condor's life.
    Life,
    /// Up front.
    Upfront,
    /// With rolls.
    Rolled,
}

impl Count {
    /// That count of the four.
    pub fn of(self, share: &FourCounts<f64>) -> f64 {
        match self {
            Count::Life => share.life,
            Count::Upfront => share.upfront,
            Count::Rolled => share.rolled,
        }
    }

    /// In words that follow "cost".
    pub fn words(self) -> &'static str {
        match self {
            Count::Life => "over the condor\u{2019}s life",
            Count::Upfront => "up front",
            Count::Rolled => "with rolls",
        }
    }
}

/// What the sweep says. Dollars; fractions, not percent.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Figures {
    /// SPX and VIX in the what-if.
    pub spx: f64,
    /// VIX in it.
    pub vix: f64,
    /// The position as it is.
    pub base: Measured,
    /// Each change, the one that changes most first.
    pub swings: Vec<Swing>,
    /// How many mixes of contracts were tried.
    pub tried: u32,
    /// Mixes that no other beats, the cheapest first; of many, some.
    pub frontier: Vec<Mix>,
    /// The reader's own mix.
    pub yours: Option<Mix>,
    /// The one that returns most for at most what the reader's costs.
    pub better: Option<Mix>,
    /// The cheapest that returns at least what the reader's does.
    pub cheaper: Option<Mix>,
}

/// A position in the what-if.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Measured {
    /// Share of the condor's loss that the hedge returns; `None` where the condor does not lose.
    pub offset: Option<f64>,
    /// Condor and hedge together.
    pub total: Usd,
    /// What the hedge costs over the condor's life, as a share of the credit.
    pub life: f64,
}

/// One thing changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Swing {
    /// What is changed.
    pub title: &'static str,
    /// Down.
    pub down: Option<End>,
    /// Up.
    pub up: Option<End>,
    /// How far apart the two ends and the position as it is lie, by the measure chosen.
    pub span: f64,
}

/// One end of a swing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct End {
    /// To what it is changed.
    pub to: String,
    /// The position then.
    #[serde(flatten)]
    pub measured: Measured,
}

impl Sweep {
    /// A sweep of the reader's position in the reader's what-if; nothing changed yet.
    pub fn new(plan: &Plan) -> Self {
        let typed = &plan.inputs().evidence.sweep;
        let (package, shock) = (plan.package(), plan.what_if());
        let base = Measured::of(package, shock);
        Self {
            by_offset: typed.sweep_measure == "offset" && base.offset.is_some(),
            cost: match typed.sweep_cost.as_str() {
                "upfront" => Count::Upfront,
                "rolled" => Count::Rolled,
                _ => Count::Life,
            },
            variations: variations(package, shock, plan.move_percent(), plan.vix_typed()),
            done: 0,
            mixes: Vec::new(),
            figures: Figures {
                spx: shock.spx,
                vix: shock.vix,
                base,
                swings: Vec::new(),
                tried: 0,
                frontier: Vec::new(),
                yours: None,
                better: None,
                cheaper: None,
            },
            package: package.clone(),
            shock,
        }
    }

    /// Which count of cost mixes are set against.
    pub fn cost(&self) -> Count {
        self.cost
    }

    /// Whether changes are measured by the share of the loss returned.
    pub fn by_offset(&self) -> bool {
        self.by_offset
    }

    /// A figure by the measure chosen, a fraction or dollars; shares are held to between -100 % and 200 %.
    pub fn measure(&self, measured: &Measured) -> Option<f64> {
        if self.by_offset {
            measured.offset.map(|offset| offset.clamp(REACH[0], REACH[1]))
        } else {
            Some(measured.total.get())
        }
    }

    fn swing(&self, variation: &Variation) -> Swing {
        let [down, up] = variation.ends.each_ref().map(|end| end.as_ref().map(End::of));
        let values = [down.as_ref(), up.as_ref()]
            .into_iter()
            .flatten()
            .filter_map(|end| self.measure(&end.measured))
            .chain(self.measure(&self.figures.base));
        let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        Swing {
            title: variation.title,
            down,
            up,
            span: (high - low).max(0.0),
        }
    }

    fn mix(&mut self) {
        self.mixes = mixes(&self.package, self.shock);
        let cost = |mix: &Mix| self.cost.of(&mix.share);
        let best = frontier(&self.mixes, cost);
        let figures = &mut self.figures;
        figures.tried = u32::try_from(self.mixes.len()).unwrap_or(u32::MAX);
        let Some(yours) = self.mixes.first() else {
            return;
        };
        let affordable = best.iter().rfind(|mix| cost(mix) <= cost(yours));
        let enough = best.iter().find(|mix| mix.offset >= yours.offset);
        figures.better = affordable.map(|mix| (*mix).clone());
        figures.cheaper = enough.map(|mix| (*mix).clone());
        figures.yours = Some(yours.clone());
        let every = best.len().div_ceil(TOLD).max(1);
        let last = best.len().saturating_sub(1);
        figures.frontier = best
            .iter()
            .enumerate()
            .filter(|(place, _)| (last - place) % every == 0)
            .map(|(_, mix)| (*mix).clone())
            .collect();
    }
}

impl Inquiry for Sweep {
    fn advance(&mut self) {
        if let Some(variation) = self.variations.get(self.done) {
            let swing = self.swing(variation);
            let swings = &mut self.figures.swings;
            let place = swings.partition_point(|other| other.span >= swing.span);
            swings.insert(place, swing);
        } else if self.done == self.variations.len() {
            self.mix();
        } else {
            return;
        }
        self.done += 1;
    }

    fn progress(&self) -> f64 {
        let count = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        count(self.done) / count(self.variations.len() + 1)
    }

    fn panel(&self) -> Panel {
        panel::panel(self)
    }
}

impl Measured {
    fn of(package: &Package, shock: Shock) -> Self {
        let outcome = package.outcome(shock);
        let credit = package.condor.dollars(package.condor.credit);
        Self {
            offset: outcome.offset,
            total: outcome.total,
            life: hedge_cost(package).life.get() / credit.get(),
        }
    }
}

impl End {
    fn of(changed: &Changed) -> Self {
        Self {
            to: changed.to.clone(),
            measured: Measured::of(&changed.package, changed.shock),
        }
    }
}

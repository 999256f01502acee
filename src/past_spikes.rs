//! The reader's position in every spike on record: what the hedge returned, how often, and what the model would have said.

mod panel;

pub(crate) use panel::layer_title;

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::inquiry::Inquiry;
use crate::package::{Outcome, Package};
use crate::panel::Panel;
use crate::plan::Plan;
use crate::replay::replay;
use crate::spike_record::{SPIKES, SpikeRecord};
use crate::units::Usd;

/// Past spikes, replayed one after another.
#[derive(Clone, Debug)]
pub struct PastSpikes {
    plan: Plan,
    spikes: Vec<&'static SpikeRecord>,
    /// The figures so far.
    pub figures: Figures,
}

/// What the spikes replayed so far come to. Dollars; fractions, not percent.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Figures {
    /// Each spike, in the order it ended.
    pub spikes: Vec<Replayed>,
    /// In how many of them the condor loses.
    pub losing: u32,
    /// Over those: the share of the loss that the hedge returns, as recorded.
    pub recorded: Option<Spread>,
    /// The same as the kernel says.
    pub kernel: Option<Spread>,
    /// All the hedge gains in them over all the condor loses: recorded, and as the kernel says.
    pub pooled: Option<f64>,
    /// See `pooled`.
    pub kernel_pooled: Option<f64>,
    /// Recorded gain of the hedge over the kernel's, where the kernel says that the hedge gains: a tenth of the spikes lie
    /// below `low`, a tenth above `high`.
    pub ratio: Option<Band>,
    /// What each layer does.
    pub layers: Vec<LayerRecord>,
}

/// One spike.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Replayed {
    /// When it was.
    pub title: &'static str,
    /// Calendar days it took.
    pub days: f64,
    /// Move of SPX, a fraction.
    pub spx_move: f64,
    /// SPX after it, from today's level.
    pub spx: f64,
    /// VIX after it, from today's level.
    pub vix: f64,
    /// The condor's gain.
    pub condor: Usd,
    /// With the futures as recorded.
    pub recorded: Hedged,
    /// With the futures as the kernel says.
    pub kernel: Hedged,
}

/// What a hedge gains in a spike.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Hedged {
    /// Each layer's gain.
    pub layers: Vec<Usd>,
    /// Each layer's gain as a share of the condor's loss; nothing where it does not lose.
    pub shares: Vec<Option<f64>>,
    /// The layers' gains added.
    pub hedge: Usd,
    /// Condor and hedge added.
    pub total: Usd,
    /// Share of the condor's loss that the hedge returns; `None` where the condor does not lose.
    pub offset: Option<f64>,
}

/// The best, the middle one and the worst of several spikes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Spread {
    /// The one in which most of the loss comes back.
    pub best: Named,
    /// The one in the middle; of an even number the lesser of the two.
    pub median: Named,
    /// The one in which least comes back.
    pub worst: Named,
}

/// A share of the loss, and the spike it is of.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Named {
    /// When it was.
    pub title: &'static str,
    /// Share of the condor's loss that the hedge returns.
    pub offset: f64,
}

/// Where the middle eight tenths of some ratios lie.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Band {
    /// A tenth lies below.
    pub low: f64,
    /// Half lies below.
    pub median: f64,
    /// A tenth lies above.
    pub high: f64,
    /// How many there are.
    pub count: u32,
}

/// What a layer does over all spikes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LayerRecord {
    /// What it is, in a few words.
    pub title: String,
    /// The middle one of its recorded gains.
    pub median: Usd,
    /// The middle one of the gains that the kernel says.
    pub kernel_median: Usd,
    /// Middle share of the condor's loss it returns, where the condor loses.
    pub share: Option<f64>,
    /// In how many spikes it gains.
    pub gains: u32,
}

impl PastSpikes {
    /// The spikes a reader asks for; none replayed yet.
    pub fn new(plan: &Plan) -> Self {
        let length = plan.inputs().evidence.past_spikes.spike_length.as_str();
        let asked = |spike: &&SpikeRecord| match length {
            "one" => spike.one_session,
            "several" => !spike.one_session,
            _ => true,
        };
        Self {
            plan: plan.clone(),
            spikes: SPIKES.iter().filter(asked).collect(),
            figures: Figures::default(),
        }
    }

    /// What is replayed.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The spikes replayed so far, with what was found.
    pub fn replayed(&self) -> impl Iterator<Item = (&'static SpikeRecord, &Replayed)> {
        self.spikes.iter().copied().zip(&self.figures.spikes)
    }
}

impl Inquiry for PastSpikes {
    fn advance(&mut self) {
        let Some(spike) = self.spikes.get(self.figures.spikes.len()) else {
            return;
        };
        self.figures.spikes.push(Replayed::of(self.plan.package(), spike));
        self.figures.sum_up(self.plan.package());
    }

    fn progress(&self) -> f64 {
        let count = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        count(self.figures.spikes.len()) / count(self.spikes.len().max(1))
    }

    fn panel(&self) -> Panel {
        panel::panel(self)
    }
}

impl Replayed {
    fn of(package: &Package, spike: &'static SpikeRecord) -> Self {
        let replay = replay(package, spike);
        let shock = replay.recorded.shock;
        Self {
            title: spike.title,
            days: spike.duration().get(),
            spx_move: spike.spx_ratio() - 1.0,
            spx: shock.spx,
            vix: shock.vix,
            condor: replay.recorded.condor,
            recorded: Hedged::of(replay.recorded),
            kernel: Hedged::of(replay.kernel),
        }
    }
}

impl Hedged {
    fn of(outcome: Outcome) -> Self {
        let share = |gain: &Usd| outcome.offset.map(|_| gain.get() / -outcome.condor.get());
        Self {
            shares: outcome.layers.iter().map(share).collect(),
            layers: outcome.layers,
            hedge: outcome.hedge,
            total: outcome.total,
            offset: outcome.offset,
        }
    }
}

impl Figures {
    fn sum_up(&mut self, package: &Package) {
        let losing = self.spikes.iter().filter(|spike| spike.recorded.offset.is_some());
        self.losing = u32::try_from(losing.count()).unwrap_or(u32::MAX);
        self.recorded = Spread::of(&self.spikes, |spike| &spike.recorded);
        self.kernel = Spread::of(&self.spikes, |spike| &spike.kernel);
        self.pooled = pooled(&self.spikes, |spike| &spike.recorded);
        self.kernel_pooled = pooled(&self.spikes, |spike| &spike.kernel);
        let ratio = |spike: &Replayed| {
            let said = spike.kernel.hedge.get();
            (said > 0.0).then(|| spike.recorded.hedge.get() / said)
        };
        self.ratio = Band::of(self.spikes.iter().filter_map(ratio).collect());
        self.layers = (0..package.layers.len())
            .filter_map(|nth| LayerRecord::of(package, nth, &self.spikes))
            .collect();
    }
}

impl Spread {
    fn of(spikes: &[Replayed], hedged: fn(&Replayed) -> &Hedged) -> Option<Self> {
        let named = |spike: &Replayed| {
            hedged(spike).offset.map(|offset| Named {
                title: spike.title,
                offset,
            })
        };
        let mut all: Vec<Named> = spikes.iter().filter_map(named).collect();
        all.sort_by(|one, other| one.offset.total_cmp(&other.offset));
        Some(Self {
            best: *all.last()?,
            median: *middle(&all)?,
            worst: *all.first()?,
        })
    }
}

impl Band {
    fn of(mut ratios: Vec<f64>) -> Option<Self> {
        ratios.sort_by(f64::total_cmp);
        let tenth = ratios.len() / 10;
        Some(Self {
            low: *ratios.get(tenth)?,
            median: *middle(&ratios)?,
            high: *ratios.get(ratios.len().checked_sub(tenth + 1)?)?,
            count: u32::try_from(ratios.len()).unwrap_or(u32::MAX),
        })
    }
}

impl LayerRecord {
    fn of(package: &Package, nth: usize, spikes: &[Replayed]) -> Option<Self> {
        let of = |hedged: fn(&Replayed) -> &Hedged| -> Vec<f64> {
            let gains = spikes.iter().filter_map(|spike| hedged(spike).layers.get(nth));
            sorted(gains.map(|gain| gain.get()).collect())
        };
        let recorded = of(|spike| &spike.recorded);
        let shares = spikes.iter().filter_map(|spike| *spike.recorded.shares.get(nth)?);
        Some(Self {
            title: layer_title(package.layers.get(nth)?),
            median: Usd::new(*middle(&recorded)?),
            kernel_median: Usd::new(*middle(&of(|spike| &spike.kernel))?),
            share: middle(&sorted(shares.collect())).copied(),
            gains: u32::try_from(recorded.iter().filter(|gain| **gain > 0.0).count()).unwrap_or(u32::MAX),
        })
    }
}

/// All that a hedge gains over all that the condor loses, in the spikes in which it loses.
fn pooled(spikes: &[Replayed], hedged: fn(&Replayed) -> &Hedged) -> Option<f64> {
    let losing = || spikes.iter().filter(|spike| hedged(spike).offset.is_some());
    let loss: f64 = losing().map(|spike| -spike.condor.get()).sum();
    let gain: f64 = losing().map(|spike| hedged(spike).hedge.get()).sum();
    (loss > 0.0).then(|| gain / loss)
}

fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    values
}

/// The middle one; of an even number the lesser of the two.
fn middle<T>(sorted: &[T]) -> Option<&T> {
    sorted.get(sorted.len().checked_sub(1)? / 2)
}

//! Layers that come on at VIX thresholds, and their likeness to a liquidity pool: document 003.

mod announced;
mod calm;
mod layers;
mod likeness;
mod shown;

use alloc::vec::Vec;

use serde::Serialize;

use crate::panel::Panel;
use crate::plan::Plan;
use crate::preset::Preset;
use crate::system::{About, System};

pub use announced::{Announced, Horizon, Reach};
pub use calm::{Calm, Side};
pub use layers::{Factors, Ladder, Level, Rung, Scene, Worst};
pub use likeness::{Alike, Likeness, alike, pool};

/// Layers at VIX thresholds.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ThresholdsSystem {
    /// What scales the calls.
    pub factors: Factors,
    /// The three layers.
    pub levels: Vec<Level>,
    /// Calls the rule holds now.
    pub held: u32,
    /// What the layers gain in the what-if: bought today, at their levels, after the gap.
    pub what_if: Rung,
    /// The condors' gain in the what-if.
    pub condor: f64,
    /// Calls by VIX level.
    pub ladder: Vec<Rung>,
    /// The standing scenarios.
    pub scenes: Vec<Scene>,
    /// The worst of them.
    pub worst: Worst,
    /// What the layers cost while nothing happens.
    pub calm: Calm,
    /// Condors beside a liquidity pool.
    pub likeness: Likeness,
    /// How far SPX is expected to go, announcements counted.
    pub announced: Announced,
}

impl System for ThresholdsSystem {
    const ABOUT: About = About {
        id: "thresholds",
        question: "Can layers that come on at VIX thresholds protect condors as LPs hedge impermanent loss?",
        source: "Document 003: layers of VIX exposure that activate at different volatility thresholds",
        groups: &["thresholds"],
        presets: &[
            Preset {
                id: "thresholds",
                title: "Layers at VIX 16, 20 and 25",
                question: "Can layers that come on at VIX thresholds protect condors as LPs hedge impermanent loss?",
                source: "Document 003; the levels are ours",
                link: "v=1&system=thresholds",
            },
            Preset {
                id: "thresholds-announced",
                title: "Layers at VIX 18, 22 and 28 before CPI and an FOMC decision",
                question: "What do the announcements add to the expected move, and which layers does it reach?",
                source: "Document 003; levels from answer pages, dates and sizes of the announcements are ours",
                link: "v=1&move=-4&system=thresholds&levelOne=18&levelTwo=22&levelThree=28&fomcIn=6&cpiIn=2",
            },
        ],
    };

    fn of(plan: &Plan) -> Self {
        let typed = &plan.systems().thresholds;
        let ladder = Ladder::new(plan, typed);
        let what_if = plan.what_if();
        let market = &plan.package().market;
        let scenes = ladder.scenes(plan);
        Self {
            factors: ladder.factors,
            levels: ladder.levels(plan),
            held: ladder.held_at(market.curve.spot()),
            what_if: ladder.rung(plan, what_if.vix),
            condor: plan.package().condor.gain(&market.after(what_if)).get(),
            ladder: ladder.rungs(plan),
            worst: Worst::of(&scenes),
            scenes,
            calm: calm::calm(plan, typed, &ladder),
            likeness: likeness::likeness(plan),
            announced: announced::announced(plan, typed, &ladder),
        }
    }

    fn panel(&self, plan: &Plan) -> Panel {
        shown::panel(self, plan)
    }
}

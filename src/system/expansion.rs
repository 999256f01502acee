//! A sudden expansion of volatility (document 000): roll the whole thing, adjust the wings, or hold?

mod answer;
mod break_evens;
mod carried_over;
mod change;
mod evidence;
mod fair_value;
mod fit;
mod layers;
mod panel;
mod side;
mod study;
mod words;

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

pub use break_evens::BreakEvenOn;
pub use change::{ChangeFigures, Credit};
pub use fair_value::{BlendFigures, FairValues};
pub use fit::Fit;
pub use layers::{Exceeded, LayerSides};
pub use side::Side;

use self::study::Study;
use crate::adjustment::{Adjustment, Change};
use crate::book::Book;
use crate::link::to_link;
use crate::panel::Panel;
use crate::plan::Plan;
use crate::preset::Preset;
use crate::regime::{Decision, Diagnosis, Evidence, votes};
use crate::route::Route;
use crate::system::{About, System};
use crate::units::Usd;

const QUESTION: &str =
    "Volatility expands suddenly: do you roll the whole thing, adjust the wings on the fly, or hold?";
const SOURCE: &str = "Document 000: a layered VIX hedge when volatility expands suddenly";

/// A sudden expansion of volatility.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExpansionSystem {
    /// The position today.
    pub before: Side,
    /// The position once volatility has expanded: the what-if.
    pub after: Side,
    /// Each layer, before and after.
    pub layers: Vec<LayerSides>,
    /// Break-evens of the package on later days, nothing traded.
    pub break_evens: Vec<BreakEvenOn>,
    /// What speaks for a spike or a regime.
    pub evidence: Vec<Evidence>,
    /// Votes for a regime that persists.
    pub votes: f64,
    /// Votes that make one.
    pub votes_needed: f64,
    /// Nearest over second VIX future once volatility has expanded, less one; `None` without two.
    pub inversion: Option<f64>,
    /// Whether the expansion exceeds the first two layers.
    pub exceeded: Exceeded,
    /// What the table says.
    pub decision: Decision,
    /// The change that goes with it, as a place in `changes`.
    pub chosen: usize,
    /// Every change, in a fixed order.
    pub changes: Vec<ChangeFigures>,
    /// Levels people call fair.
    pub fair: FairValues,
    /// The 30-day blend of futures, where two are quoted.
    pub blend: Option<BlendFigures>,
    /// How many contracts the target return leaves room for.
    pub fit: Fit,
    /// The credit, and what has been paid out of it.
    pub credit: Credit,
    /// The state with the expanded market as today's, as a link.
    #[serde(skip)]
    there: Option<String>,
}

impl System for ExpansionSystem {
    const ABOUT: About = About {
        id: "expansion",
        question: QUESTION,
        source: SOURCE,
        groups: &["expansion", "expansion-moves", "expansion-target", "liquidity"],
        presets: &[
            Preset {
                id: "expansion",
                title: "Volatility expands: roll, adjust or hold",
                question: QUESTION,
                source: SOURCE,
                link: "v=1&system=expansion",
            },
            Preset {
                id: "expansion-isolated",
                title: "An isolated spike",
                question: "A spike with steady prices: is it enough to adjust the wings?",
                source: "Document 000: stable CPI and PPI; the numbers are ours",
                link: "v=1&move=-4&vixTo=28&day=2&system=expansion&cpiLast=2.9&cpiBefore=2.8&ppiLast=2.4&ppiBefore=2.5&regimeRsiSpx=44&regimeRsiVix=62&regimeMacdVix=-0.2",
            },
            Preset {
                id: "expansion-regime",
                title: "A regime that persists",
                question: "Prices accelerate and VIX keeps rising: does the whole position roll?",
                source: "Document 000: a persistent regime beyond the first two layers; the numbers are ours",
                link: "v=1&move=-9&vixTo=38&day=5&system=expansion&cpiLast=3.6&cpiBefore=2.9&ppiLast=4.1&ppiBefore=3&regimeRsiSpx=28&regimeRsiVix=74&regimeMacdVix=1.8",
            },
        ],
    };

    fn of(plan: &Plan) -> Self {
        let study = Study::new(plan);
        let route = study.desk.route();
        let changes: Vec<(Adjustment, Result<Change, &'static str>)> = Adjustment::ALL
            .into_iter()
            .map(|adjustment| (adjustment, study.desk.change(adjustment)))
            .collect();
        let today = Route {
            market: route.market,
            via: route.market.today(),
        };
        let before = study.side(&Book::held(plan.package(), today.via), &today);
        let after = study.side(study.desk.held(), route);
        let exceeded = study.exceeded(&after);
        let inversion = study.inversion();
        let evidence = evidence::evidence(study.typed, inversion);
        let votes = votes(&evidence);
        let diagnosis = Diagnosis {
            expanded: after.vix > before.vix,
            persistent: votes >= study.typed.votes_needed,
            exceeded: exceeded.holds,
            loses: after.total < Usd::ZERO,
        };
        let decision = diagnosis.decision();
        let figures: Vec<ChangeFigures> = changes
            .iter()
            .map(|(adjustment, change)| study.figures(*adjustment, change))
            .collect();
        Self {
            before,
            after,
            layers: study.layers(&today),
            break_evens: study.break_evens(),
            votes,
            votes_needed: study.typed.votes_needed,
            evidence,
            inversion,
            exceeded,
            decision,
            chosen: chosen(decision, &figures),
            fair: fair_value::fair_values(plan, study.typed),
            blend: study.blend(),
            fit: study.fit(&changes),
            credit: study.credit(),
            there: carried_over::carried_over(plan, study.desk.held(), route).map(|inputs| to_link(&inputs)),
            changes: figures,
        }
    }

    fn panel(&self, plan: &Plan) -> Panel {
        panel::panel(self, plan)
    }
}

/// The change that goes with a decision: of those the decision allows, one that meets the target if any does, and of
/// these the one that leaves the least to lose.
fn chosen(decision: Decision, changes: &[ChangeFigures]) -> usize {
    let allowed: &[Adjustment] = match decision {
        Decision::Hold => &[Adjustment::Hold],
        Decision::AdjustWings => &[
            Adjustment::WingsIn,
            Adjustment::WingsOut,
            Adjustment::StrangleIn,
            Adjustment::StrangleOut,
        ],
        Decision::Roll => &[Adjustment::RollCondor, Adjustment::RollAll],
    };
    let lost = |change: &ChangeFigures| change.most_lost.map_or(f64::INFINITY, Usd::get);
    let best = changes
        .iter()
        .enumerate()
        .filter(|(_, change)| change.why_not.is_empty() && allowed.iter().any(|id| id.id() == change.id))
        .min_by(|(_, one), (_, other)| {
            let missed = one.meets_target.cmp(&other.meets_target).reverse();
            missed.then(lost(one).total_cmp(&lost(other)))
        });
    best.map_or(0, |(place, _)| place)
}

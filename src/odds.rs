//! The position's odds: its futures drawn piece by piece, with what the reader believes beyond prices.

mod panel;

use crate::inquiry::Inquiry;
use crate::package::Package;
use crate::panel::Panel;
use crate::plan::Plan;
use crate::simulation::{Assumptions, Simulated, Simulation};
use crate::units::Rate;

/// Paths drawn in a piece.
const PIECE: u32 = 1000;
/// Figures are taken anew when another of so many parts is drawn: taking them costs as much as drawing that many.
const PARTS: u32 = 4;

/// The futures of a position, drawn piece by piece.
#[derive(Clone, Debug)]
pub struct Odds {
    package: Package,
    assumptions: Assumptions,
    simulation: Simulation,
    /// The figures of the parts that are whole.
    pub figures: Simulated,
}

impl Odds {
    /// The futures of the reader's position; none drawn yet.
    pub fn new(plan: &Plan) -> Self {
        let typed = &plan.inputs().evidence.simulation;
        let assumptions = Assumptions {
            seed: whole(typed.simulation_seed),
            paths: u32::try_from(whole(typed.simulation_paths)).unwrap_or(u32::MAX),
            correlation: typed.shock_correlation,
            drift: Rate::from_percent(typed.spx_drift),
            realised: typed.realised_moves / 100.0,
            vix_premium: typed.vix_premium / 100.0,
        };
        let simulation = Simulation::new(plan.package(), assumptions);
        Self {
            package: plan.package().clone(),
            assumptions,
            figures: simulation.figures(),
            simulation,
        }
    }
}

impl Inquiry for Odds {
    fn advance(&mut self) {
        let asked = self.simulation.asked();
        let part = |drawn: u32| drawn / asked.div_ceil(PARTS).max(1);
        let before = self.simulation.drawn();
        let drawn = self.simulation.advance(PIECE);
        if drawn > before && (part(drawn) > part(before) || drawn == asked) {
            self.figures = self.simulation.figures();
        }
    }

    fn progress(&self) -> f64 {
        f64::from(self.simulation.drawn()) / f64::from(self.simulation.asked().max(1))
    }

    fn panel(&self) -> Panel {
        panel::panel(self)
    }
}

/// A whole number that has passed its check.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be whole, not below zero and below 2^53"
)]
fn whole(number: f64) -> u64 {
    number as u64
}

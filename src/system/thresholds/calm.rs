//! The calm-market check: whether the layers that are on leave the condors their decay.

use serde::Serialize;

use super::Ladder;
use crate::hedge_cost::{FourCounts, hedge_cost};
use crate::inputs::systems::thresholds::Thresholds;
use crate::package::Package;
use crate::plan::Plan;
use crate::units::{DAYS_PER_YEAR, Usd};

/// What the layers cost while nothing happens.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Calm {
    /// The condors' decay, dollars a calendar day.
    pub condor_theta: Usd,
    /// With the layers that are on.
    pub held: Side,
    /// With all three, as if always on.
    pub all: Side,
    /// The cost allowed, a share of the credit.
    pub allowed: f64,
    /// What the margin costs over the condor's life, a share of it.
    pub financing: f64,
}

/// The check for some layers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Side {
    /// Decay of condors and layers, dollars a calendar day.
    pub theta: Usd,
    /// Cost as a share of the credit, counted four ways.
    pub share: FourCounts<f64>,
    /// Most the package earns over what it ties up.
    pub earns: f64,
}

pub(super) fn calm(plan: &Plan, typed: &Thresholds, ladder: &Ladder) -> Calm {
    let package = plan.package();
    let (market, condor) = (&package.market, &package.condor);
    let theta = condor.sensitivity(market).theta;
    let side = |package: Package| side(&package, theta);
    Calm {
        condor_theta: theta,
        held: side(ladder.package(plan, false)),
        all: side(ladder.package(plan, true)),
        allowed: typed.calm_cost / 100.0,
        financing: plan.capital().wacc.get() * condor.expiry.get() / DAYS_PER_YEAR,
    }
}

fn side(package: &Package, condor_theta: Usd) -> Side {
    let (market, condor) = (&package.market, &package.condor);
    let cost = hedge_cost(package);
    let credit = condor.dollars(condor.credit).get();
    let tied_up = condor.dollars(condor.width()) + package.premium();
    Side {
        theta: package
            .layers
            .iter()
            .fold(condor_theta, |sum, layer| sum + layer.sensitivity(market).theta),
        // No layers cost nothing, not minus nothing.
        share: cost.map(|dollars| dollars.get() / credit + 0.0),
        earns: (condor.gain_at(0.0) - cost.life).get() / tied_up.get(),
    }
}

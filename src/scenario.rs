//! The standing scenarios: the same dozen shocks for every package, so that packages can be compared.

use alloc::string::String;
use alloc::vec::Vec;

use crate::format::percent_move;
use crate::market::{LOWEST_VIX, Shock};
use crate::package::{Outcome, Package};
use crate::units::Days;

/// One standing scenario with what each leg gains in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Short name, stable.
    pub id: &'static str,
    /// What happens, in a few words.
    pub title: String,
    /// SPX move, a fraction.
    pub spx_move: f64,
    /// What each leg gains.
    pub outcome: Outcome,
}

/// Falls that are valued with VIX on the line and 20 % beyond it, percent.
const FALLS: [(f64, &str, &str); 3] = [
    (-2.0, "fall2", "fall2beyond"),
    (-4.0, "fall4", "fall4beyond"),
    (-7.0, "fall7", "fall7beyond"),
];
/// How much further than the line VIX goes in the `beyond` scenarios.
const BEYOND: f64 = 1.2;
/// The fall in which VIX does not move, percent.
const FLAT_FALL: f64 = -4.0;
/// How far above the short call `riseThrough` ends, as a share of it.
const THROUGH: f64 = 1.01;
/// Points VIX gains in `spikeFlat`.
const SPIKE: f64 = 5.0;

/// One standing scenario before anything is valued in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Short name, stable.
    pub id: &'static str,
    /// What happens, in a few words.
    pub title: String,
    /// Where SPX and VIX go, and when it is valued.
    pub shock: Shock,
}

/// Every standing scenario, each valued after a day, or at the condor's expiry if that is sooner.
pub fn standing(package: &Package) -> Vec<Standing> {
    let market = &package.market;
    let day = package.condor.expiry.min(Days::new(1.0));
    let today = Shock {
        day,
        ..market.today()
    };
    let mut shocks: Vec<(&'static str, String, Shock)> = Vec::new();
    for (percent, id, _) in FALLS {
        let title = percent_move("SPX", percent) + ", VIX on the line";
        shocks.push((id, title, market.on_the_line(percent, day)));
    }
    for (percent, _, id) in FALLS {
        let line = market.on_the_line(percent, day);
        let vix = (today.vix + BEYOND * (line.vix - today.vix)).max(LOWEST_VIX);
        let title = percent_move("SPX", percent) + ", VIX 20 % beyond the line";
        shocks.push((id, title, Shock { vix, ..line }));
    }
    let flat = market.on_the_line(FLAT_FALL, day);
    let title = percent_move("SPX", FLAT_FALL) + ", VIX unchanged";
    shocks.push((
        "fallFlat",
        title,
        Shock {
            vix: today.vix,
            ..flat
        },
    ));
    let through = market.on_the_line_at(package.condor.short_call * THROUGH, day);
    shocks.push((
        "riseThrough",
        String::from("SPX 1 % above the short call, VIX on the line"),
        through,
    ));
    let spike = Shock {
        vix: today.vix + SPIKE,
        ..today
    };
    shocks.push(("spikeFlat", String::from("VIX up 5 points, SPX unchanged"), spike));
    shocks.push((
        "fade",
        String::from("A spike that fades the same day: back at today’s levels"),
        today,
    ));
    shocks
        .into_iter()
        .map(|(id, title, shock)| Standing { id, title, shock })
        .collect()
}

/// What each leg gains in every standing scenario.
pub fn scenarios(package: &Package) -> Vec<Scenario> {
    standing(package)
        .into_iter()
        .map(|Standing { id, title, shock }| Scenario {
            id,
            title,
            spx_move: shock.spx / package.market.spx - 1.0,
            outcome: package.outcome(shock),
        })
        .collect()
}

//! Expected moves with announcements in them, and the thresholds they reach.

use alloc::vec::Vec;

use serde::Serialize;

use super::Ladder;
use crate::expected_move::{Announcement, TRADING_DAY, at_vol, quiet_vol, with_announcements};
use crate::inputs::systems::thresholds::Thresholds;
use crate::plan::Plan;
use crate::response::WINDOW;
use crate::units::{Days, Rate, Vol, Years};

/// Falls for which the layers reached are told, in expected moves.
const FALLS: [f64; 4] = [0.5, 1.0, 1.5, 2.0];

/// How far SPX is expected to go, announcements counted.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Announced {
    /// Vol of the days without an announcement; `None` where VIX is too low for the announcements typed.
    pub quiet_vol: Option<f64>,
    /// The next trading day, the condor's life, VIX's own thirty days.
    pub horizons: Vec<Horizon>,
    /// Falls of so many expected moves by the condor's expiry, and the layers they reach.
    pub falls: Vec<Reach>,
}

/// One standard deviation over a time, index points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Horizon {
    /// By VIX alone.
    pub by_vix: f64,
    /// With the announcements on top of VIX, which counts those of its thirty days twice.
    pub on_top: f64,
    /// With VIX's own variance put on the days of the announcements.
    pub dated: Option<f64>,
}

/// A fall, VIX on the line, and the calls held there.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reach {
    /// In expected moves.
    pub moves: f64,
    /// SPX level.
    pub spx: f64,
    /// VIX level on the line.
    pub vix: f64,
    /// Calls the rule holds there.
    pub calls: u32,
}

pub(super) fn announcements(typed: &Thresholds) -> Vec<Announcement> {
    [
        (typed.fomc_in, typed.fomc_jump),
        (typed.cpi_in, typed.cpi_jump),
        (typed.ppi_in, typed.ppi_jump),
    ]
    .into_iter()
    .filter_map(|(day, jump)| {
        day.map(|day| Announcement {
            day: Days::new(day),
            jump: Rate::from_percent(jump),
        })
    })
    .collect()
}

pub(super) fn announced(plan: &Plan, typed: &Thresholds, ladder: &Ladder) -> Announced {
    let package = plan.package();
    let (market, condor) = (&package.market, &package.condor);
    let vix = Vol::from_percent(market.curve.spot());
    let list = announcements(typed);
    let quiet = quiet_vol(vix, &list);
    let horizon = |time: Years, until: Days| Horizon {
        by_vix: market.spx * at_vol(vix, time),
        on_top: market.spx * with_announcements(vix, time, until, &list),
        dated: quiet.map(|quiet| market.spx * with_announcements(quiet, time, until, &list)),
    };
    let life = horizon(condor.expiry.years(), condor.expiry);
    let one_move = life.dated.unwrap_or(life.on_top);
    let falls = FALLS.iter().map(|&moves| {
        // No fall takes SPX below a twentieth of itself, whatever VIX says.
        let spx = (market.spx - moves * one_move).max(market.spx / 20.0);
        let shock = market.on_the_line_at(spx, condor.expiry);
        Reach {
            moves,
            spx,
            vix: shock.vix,
            calls: ladder.held_at(shock.vix),
        }
    });
    Announced {
        quiet_vol: quiet.map(Vol::get),
        horizons: Vec::from([
            horizon(TRADING_DAY, Days::new(1.0)),
            life,
            horizon(WINDOW, Days::new(30.0)),
        ]),
        falls: falls.collect(),
    }
}

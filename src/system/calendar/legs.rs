//! The legs on the calendar: when each settles, what is listed around that day, and for how long one runs alone.

use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Ordering;

use serde::Serialize;

use crate::calendar::date::{Date, iso, plus};
use crate::calendar::expiry::Settlement;
use crate::calendar::listing::{Product, around, whole_days};
use crate::calendar::session::sessions_between;
use crate::layer::Layer;
use crate::plan::Plan;
use crate::system::calendar::Expiry;
use crate::units::Days;

/// A leg of the position, or a quoted future.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Leg {
    /// Calendar days as typed.
    pub days: f64,
    /// What it is listed as.
    pub product: Product,
    /// How that settles.
    pub settlement: Settlement,
    /// Where it lies on the calendar; null without a valuation date.
    pub dated: Option<Dated>,
}

/// A leg on the calendar.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Dated {
    /// The date its days end on, ISO 8601.
    pub date: String,
    /// Sessions after the valuation date, up to and with that date.
    pub sessions: f64,
    /// Whether its product has a listed expiry that day.
    pub listed: bool,
    /// The last listed expiry up to that day; null when none is left before it.
    pub earlier: Option<Expiry>,
    /// The first listed expiry from that day on.
    pub later: Option<Expiry>,
}

/// A layer on the calendar, beside the condor.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LayerLeg {
    /// The layer itself.
    #[serde(flatten)]
    pub leg: Leg,
    /// The time in which it or the condor runs without the other.
    pub alone: Alone,
}

/// The time between two settlements.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Alone {
    /// Which of the two runs on.
    pub runs: Runs,
    /// Calendar days between the two settlements.
    pub days: f64,
    /// Sessions in which it trades without the other; null without a valuation date.
    pub sessions: Option<f64>,
}

/// Which of two legs outlives the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Runs {
    /// The condor: the layer has settled.
    Condor,
    /// The layer: the condor has expired.
    Layer,
    /// Neither: they trade for the last time on one day.
    Neither,
}

/// The condor's leg: SPXW, settled at the close.
pub(super) fn condor(plan: &Plan, as_of: Option<Date>) -> Leg {
    leg(Product::Spxw, plan.package().condor.expiry, as_of)
}

/// The layers' legs: VIX in the morning, put spreads on SPXW at the close.
pub(super) fn layers(plan: &Plan, as_of: Option<Date>) -> Vec<LayerLeg> {
    let condor = plan.package().condor.expiry;
    let terms = plan.package().layers.iter().map(Layer::terms);
    terms
        .map(|terms| {
            let product = if terms.instrument.is_vix() {
                Product::Vix
            } else {
                Product::Spxw
            };
            LayerLeg {
                leg: leg(product, terms.expiry, as_of),
                alone: alone(product, terms.expiry, condor, as_of),
            }
        })
        .collect()
}

/// The quoted futures' legs, as typed.
pub(super) fn futures(plan: &Plan, as_of: Option<Date>) -> Vec<Leg> {
    let tenors = plan.tenors().iter();
    tenors.map(|tenor| leg(Product::Vix, *tenor, as_of)).collect()
}

fn leg(product: Product, days: Days, as_of: Option<Date>) -> Leg {
    Leg {
        days: days.get(),
        product,
        settlement: product.settlement(),
        dated: as_of.map(|as_of| dated(product, as_of, plus(as_of, whole_days(product, days)))),
    }
}

fn dated(product: Product, as_of: Date, date: Date) -> Dated {
    let (earlier, later) = around(product, as_of, date);
    let expiry = |date| Expiry::new(product, as_of, date);
    Dated {
        date: iso(date),
        sessions: f64::from(sessions_between(as_of, date)),
        listed: earlier == Some(date),
        earlier: earlier.map(expiry),
        later: later.map(expiry),
    }
}

fn alone(product: Product, layer: Days, condor: Days, as_of: Option<Date>) -> Alone {
    let (layer, condor) = (whole_days(product, layer), whole_days(Product::Spxw, condor));
    let at_open = product.settlement() == Settlement::Open;
    // What settles at the open has traded for the last time the day before.
    let layer_trades_to = layer - i32::from(at_open);
    let runs = match layer_trades_to.cmp(&condor) {
        Ordering::Less => Runs::Condor,
        Ordering::Equal => Runs::Neither,
        Ordering::Greater => Runs::Layer,
    };
    let (first, last) = (layer_trades_to.min(condor), layer_trades_to.max(condor));
    Alone {
        runs,
        days: f64::from((layer - condor).abs()),
        sessions: as_of.map(|as_of| f64::from(sessions_between(plus(as_of, first), plus(as_of, last)))),
    }
}

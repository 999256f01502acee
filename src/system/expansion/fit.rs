//! How many contracts of a layer the target return leaves room for, after a change.

use serde::Serialize;

use super::study::{Study, only};
use crate::adjustment::{Adjustment, Change};
use crate::hedge_for_return::{Room, room};

/// Most contracts of a layer that the solver looks at.
const MOST_CONTRACTS: i32 = 10_000;

/// How many contracts of a layer the target return leaves room for, after a change.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Fit {
    /// The change.
    pub change: &'static str,
    /// The layer's number, as listed after it.
    pub layer: f64,
    /// Contracts held then; `None` where there is no such layer or it has settled.
    pub held: Option<f64>,
    /// How the answer reads: "atMost", "atLeast", "any", "never" or "none".
    pub reading: &'static str,
    /// The number of contracts.
    pub contracts: Option<f64>,
    /// The yearly internal rate with them.
    pub irr: Option<f64>,
    /// With one contract more on the wrong side.
    pub irr_beyond: Option<f64>,
    /// Share of the condor's loss in the further move that the hedge returns with them.
    pub offset: Option<f64>,
}

impl Study<'_> {
    pub(super) fn fit(&self, changes: &[(Adjustment, Result<Change, &'static str>)]) -> Fit {
        let change = changes
            .iter()
            .find(|(adjustment, _)| adjustment.id() == self.typed.solve_for);
        let id = change.map_or(Adjustment::Hold.id(), |(adjustment, _)| adjustment.id());
        let empty = Fit {
            change: id,
            layer: self.typed.solve_layer,
            held: None,
            reading: "none",
            contracts: None,
            irr: None,
            irr_beyond: None,
            offset: None,
        };
        let Some(change) = change.and_then(|(_, change)| change.as_ref().ok()) else {
            return empty;
        };
        let Some((index, held)) = self.solvable(change) else {
            return empty;
        };
        let with = |contracts: i32| self.desk.with_quantity(change.clone(), index, contracts);
        let worth = |contracts: i32| self.flows(&with(contracts)).present_value(self.target()).get();
        let irr = |contracts: i32| {
            only(&self.flows(&with(contracts)).internal_returns()).and_then(|rate| rate.per_year)
        };
        let (reading, contracts, beyond) = match room(worth, held, MOST_CONTRACTS) {
            Room::AtMost(contracts) => ("atMost", Some(contracts), contracts.checked_add(1)),
            Room::AtLeast(contracts) => ("atLeast", Some(contracts), contracts.checked_sub(1)),
            Room::Any => ("any", None, None),
            Room::Never => ("never", None, None),
        };
        Fit {
            held: Some(f64::from(held)),
            reading,
            contracts: contracts.map(f64::from),
            irr: contracts.and_then(irr),
            irr_beyond: beyond.filter(|contracts| *contracts >= 0).and_then(irr),
            offset: contracts.and_then(|contracts| self.further(&with(contracts).book).0),
            ..empty
        }
    }

    /// The layer to be varied after a change, and its contracts: one that is bought and still runs.
    fn solvable(&self, change: &Change) -> Option<(usize, i32)> {
        let route = self.desk.route();
        let state = route.market.after(route.via);
        let number = self.typed.solve_layer;
        let (index, layer) = change
            .book
            .layers
            .iter()
            .enumerate()
            .find(|(index, _)| number == f64::from(u32::try_from(index + 1).unwrap_or(u32::MAX)))?;
        let terms = layer.terms();
        let runs = layer.is_active(route.market) && !state.settled(terms.expiry);
        (runs && terms.quantity >= 0).then_some((index, terms.quantity))
    }
}

//! What a reader can take over: the strikes of the expected move, and layers two and three.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{OneDaySystem, is_mini};
use crate::format::number;
use crate::inputs::{INSTRUMENTS, Inputs, LayerRow};
use crate::link::to_link;
use crate::math::round;
use crate::panel::Action;
use crate::plan::Plan;

/// The shortest tenor that a layer can be typed with, days.
const SHORTEST: f64 = 0.1;
/// The least credit that can be typed, index points.
const LEAST: f64 = 0.01;

pub(super) fn actions(of: &OneDaySystem, plan: &Plan) -> Vec<Action> {
    [strikes(of, plan), layers(of, plan)]
        .into_iter()
        .flatten()
        .filter(|(_, inputs)| inputs != plan.inputs())
        .map(|(title, inputs)| Action {
            title,
            link: to_link(&inputs),
        })
        .collect()
}

/// The condor at the expected move, at the model's price in cents.
fn strikes(of: &OneDaySystem, plan: &Plan) -> Option<(String, Inputs)> {
    let rule = of.base.get(1)?;
    let (put, call, credit) = (rule.put?, rule.call?, rule.credit?);
    let credit = round(credit * 100.0) / 100.0;
    let width = plan.systems().one_day.wing_width;
    let width = width.unwrap_or_else(|| plan.package().condor.width());
    if credit < LEAST || credit >= width {
        return None;
    }
    let inputs = Inputs {
        long_put: put - width,
        short_put: put,
        short_call: call,
        long_call: call + width,
        credit,
        mark: None,
        ..plan.inputs().clone()
    };
    let title = format!("Use these strikes: {} and {}", number(put, 0), number(call, 0));
    Some((title, inputs))
}

/// Layers two and three in place of the form's, as many as are on.
fn layers(of: &OneDaySystem, plan: &Plan) -> Option<(String, Inputs)> {
    let typed = &plan.systems().one_day;
    let mut layers = Vec::new();
    if of.pivot.contracts > 0 {
        let future = if is_mini(typed) {
            INSTRUMENTS[2]
        } else {
            INSTRUMENTS[1]
        };
        layers.push(LayerRow::bare(
            future,
            f64::from(of.pivot.contracts),
            typed.pivot_dte,
        ));
    }
    let days = plan.package().condor.expiry.get();
    if let Some(tail) = of.tail.filter(|tail| tail.spreads > 0 && days >= SHORTEST) {
        layers.push(LayerRow {
            strike: Some(tail.upper),
            lower_strike: Some(tail.lower),
            ..LayerRow::bare(INSTRUMENTS[3], f64::from(tail.spreads), days)
        });
    }
    if layers.is_empty() {
        return None;
    }
    let inputs = Inputs {
        layers,
        ..plan.inputs().clone()
    };
    Some((String::from("Take layers two and three into the form"), inputs))
}

//! What deserves a second look: limits of the model and rules of the documents that these inputs touch.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::format::{dollars, joined, number, percent, plain};
use crate::hedge_cost::{CAP, over_cap};
use crate::layer::{Instrument, Layer};
use crate::market::Shock;
use crate::plan::Plan;
use crate::report::Report;
use crate::sentence::Note;
use crate::units::Days;

/// Solved and VIX-implied vols further apart than this share get a note.
const VOL_GAP: f64 = 0.25;
/// A future this far above spot VIX moved less in recorded spikes than the model says.
const STEEP: f64 = 1.15;
/// A future's typed price further from the curve than this share gets a note.
const OFF_CURVE: f64 = 0.02;
/// Condors this short rest on few one-day figures.
const SHORT: Days = Days::new(2.0);
/// Below these days weekends and events explain a gap between vols.
const EVENTFUL: Days = Days::new(5.0);

/// Every note these inputs deserve.
pub fn notes(plan: &Plan, report: &Report) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut say = |field: &str, message: String| {
        notes.push(Note {
            field: String::from(field),
            message,
        });
    };
    on_cost(report, &mut say);
    on_vol(plan, report, &mut say);
    on_break_even(report, &mut say);
    for (index, layer) in plan.package().layers.iter().enumerate() {
        on_layer(plan, index, layer, &mut say);
    }
    on_settlement(plan, &mut say);
    notes
}

fn on_cost(report: &Report, say: &mut impl FnMut(&str, String)) {
    let over = over_cap(&report.hedge.share);
    if !over.is_empty() {
        say(
            "layers",
            format!(
                "The hedge is over document 001\u{2019}s cap of {} of the credit, counted {}.",
                percent(CAP),
                joined(&over, " and ")
            ),
        );
    }
}

fn on_vol(plan: &Plan, report: &Report, say: &mut impl FnMut(&str, String)) {
    let (condor, vol) = (&plan.package().condor, plan.vol());
    let (field, words) = if plan.mark().is_some() {
        ("mark", "price to close")
    } else {
        ("credit", "credit")
    };
    if !vol.solved {
        say(
            field,
            format!(
                "No SPX vol between 2 % and 150 % gives this {words}; the vol that VIX implies, {}, is used instead. \
                 Check strikes, days and {words}.",
                percent(vol.from_vix.get())
            ),
        );
    } else if (vol.used.get() / vol.from_vix.get() - 1.0).abs() > VOL_GAP {
        let why = if condor.expiry < EVENTFUL {
            " At so few days weekends and events do this."
        } else {
            " Check strikes, days and price."
        };
        say(
            field,
            format!(
                "The {words} implies an at-the-money vol of {}, VIX one of {}.{why}",
                percent(vol.used.get()),
                percent(vol.from_vix.get())
            ),
        );
    }
    if condor.expiry <= SHORT {
        say(
            "condorDte",
            format!(
                "Figures for a condor this short rest on few records: the model moves its vol by {} per log move of \
                 VIX, 27 recorded spike days say 1.6 pooled and 1.05 at the median.",
                number(
                    plan.package()
                        .market
                        .after(plan.package().market.today())
                        .response()
                        .gamma(condor.expiry),
                    2
                )
            ),
        );
    }
    if report.condor.break_even.is_none() {
        say(
            "credit",
            String::from(
                "The credit after fees does not lie between nothing and the narrower wing, so the condor alone has no \
                 pair of break-evens.",
            ),
        );
    }
}

fn on_break_even(report: &Report, say: &mut impl FnMut(&str, String)) {
    let levels = &report.combined.break_even;
    if levels.hedge_worthless.is_empty() && !levels.unhedged.is_empty() {
        say(
            "layers",
            String::from(
                "If the hedge ends worthless the package has no break-even: the hedge costs more than the credit.",
            ),
        );
    }
    if levels.hedge_at_model.is_empty() {
        let outcome = if report.combined.what_if.total.get() >= 0.0 {
            "no"
        } else {
            "every"
        };
        say(
            "",
            format!(
                "With VIX on the line the package breaks even at no SPX level: it loses at {outcome} one searched."
            ),
        );
    }
}

fn on_layer(plan: &Plan, index: usize, layer: &Layer, say: &mut impl FnMut(&str, String)) {
    let market = &plan.package().market;
    let terms = layer.terms();
    let name = |column: &str| format!("layers[{index}].{column}");
    let nth = index + 1;
    if !layer.explained() {
        let forward = layer.forward(market);
        let message = match terms.instrument {
            Instrument::VixCall { strike } => format!(
                "No vol explains a price of {} for the {} call of layer {nth} on a future at {}: the price must lie \
                 between the discounted intrinsic value and the future. The model’s vol is used.",
                plain(layer.price()),
                plain(strike),
                number(forward, 2)
            ),
            _ => format!(
                "No vol explains layer {nth}’s quote of {}; the model’s vols are used.",
                plain(layer.price())
            ),
        };
        say(&name("price"), message);
    }
    if terms.instrument.is_vix() {
        let curve = market.curve.future(terms.expiry);
        if terms.expiry > market.curve.reach() {
            say(
                &name("dte"),
                format!(
                    "Layer {nth} settles beyond the last quoted future ({} days); the curve is held flat from there. \
                     Quote a longer future.",
                    plain(market.curve.reach().get())
                ),
            );
        }
        if curve > STEEP * market.curve.spot() {
            say(
                &name("dte"),
                format!(
                    "Layer {nth}’s future, {}, stands more than 15 % above spot VIX. On the nine recorded spike days \
                     that began so, futures moved 0.7 of what the model says.",
                    number(curve, 2)
                ),
            );
        }
        if terms.instrument.is_future() && (layer.factor() - 1.0).abs() > OFF_CURVE {
            say(
                &name("price"),
                format!(
                    "Layer {nth}’s price, {}, is off the curve, {}: add it to the quoted futures instead.",
                    number(layer.price(), 2),
                    number(curve, 2)
                ),
            );
        }
    }
    if let Some(level) = terms.activate_at {
        if layer.is_active(market) {
            say(
                &name("activateAt"),
                format!(
                    "VIX already stands at or above {}, so layer {nth} is bought now.",
                    plain(level)
                ),
            );
        } else {
            say(
                &name("activateAt"),
                format!(
                    "Layer {nth} costs nothing until VIX reaches {}, and is then bought at the model’s price with VIX \
                     just there. A gap through that level buys it dearer.",
                    plain(level)
                ),
            );
        }
    }
}

fn on_settlement(plan: &Plan, say: &mut impl FnMut(&str, String)) {
    let package = plan.package();
    let market = &package.market;
    let what_if = plan.what_if();
    let state = market.after(what_if);
    let settled = |layer: &&Layer| state.settled(layer.terms().expiry) && layer.terms().instrument.is_vix();
    if package.layers.iter().any(|layer| settled(&layer)) {
        let unmoved = market.after(Shock {
            spx: market.spx,
            vix: market.curve.spot(),
            ..what_if
        });
        let late = package.layers.iter().fold(0.0, |sum, layer| {
            let at = if settled(&layer) { &unmoved } else { &state };
            sum + layer.gain(market, at).get()
        });
        say(
            "day",
            format!(
                "Layers that settle before day {} are paid on VIX half way, as if it went there in a straight line. If \
                 the whole move comes after they settle, the hedge makes {} instead.",
                plain(what_if.day.get()),
                dollars(late)
            ),
        );
    }
    if what_if.day > package.condor.expiry {
        say(
            "day",
            String::from("The condor has expired by then: it is settled at the what-if’s SPX level."),
        );
    }
}

//! Short words for what is held and what is done.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::adjustment::Adjustment;
use crate::book::Book;
use crate::format::{joined, plain};
use crate::layer::{Instrument, Layer};
use crate::regime::Decision;
use crate::route::Route;

/// The condor's strikes and expiry, and the layers that still run: "6,600/6,650/7,475/7,525 at 45 d; 4 calls 18 at 10 d".
pub(super) fn holding(book: &Book, route: &Route<'_>) -> String {
    let strikes = book.condor.legs().map(|leg| plain(leg.strike));
    let strikes: Vec<&str> = strikes.iter().map(String::as_str).collect();
    let mut words = format!(
        "{} at {} d",
        joined(&strikes, "/"),
        plain(book.condor.expiry.get())
    );
    let state = route.market.after(route.via);
    for layer in book
        .layers
        .iter()
        .filter(|layer| !state.settled(layer.terms().expiry))
    {
        words.push_str("; ");
        words.push_str(&of_layer(layer));
    }
    words
}

/// "4 calls 18 at 10 d".
pub(super) fn of_layer(layer: &Layer) -> String {
    let terms = layer.terms();
    let (what, strike) = match terms.instrument {
        Instrument::VixCall { strike } => ("VIX call", format!(" {}", plain(strike))),
        Instrument::VixFuture => ("VX", String::new()),
        Instrument::VixMini => ("VXM", String::new()),
        Instrument::SpxPutSpread { upper, lower } => {
            ("put spread", format!(" {}/{}", plain(upper), plain(lower)))
        }
    };
    format!(
        "{} {what}{strike} at {} d",
        plain(layer.contracts()),
        plain(terms.expiry.get())
    )
}

/// What a change is called, with how far it goes.
pub(super) fn title(id: &str, typed: &crate::inputs::systems::expansion::Expansion) -> String {
    let points = |step: f64| format!("{} points", plain(step));
    let Some(adjustment) = Adjustment::ALL
        .into_iter()
        .find(|adjustment| adjustment.id() == id)
    else {
        return String::from(id);
    };
    let wings = match typed.wing_side.as_str() {
        "puts" => "Put wing",
        "calls" => "Call wing",
        _ => "Wings",
    };
    match adjustment {
        Adjustment::Hold => String::from("Hold"),
        Adjustment::WingsIn => format!("{wings} in by {}", points(typed.wing_step)),
        Adjustment::WingsOut => format!("{wings} out by {}", points(typed.wing_step)),
        Adjustment::StrangleIn => format!("Shorts in by {}, around fair value", points(typed.strangle_step)),
        Adjustment::StrangleOut => format!("Shorts out by {}", points(typed.strangle_step)),
        Adjustment::RollCondor => format!("Condor {} days later", plain(typed.roll_days)),
        Adjustment::RollAll => format!("Condor and calls {} days later", plain(typed.roll_days)),
        Adjustment::HedgeForward => format!("Calls {} days later", plain(typed.shift_days)),
        Adjustment::HedgeBack => format!("Calls {} days nearer", plain(typed.shift_days)),
        Adjustment::ToFutures => String::from("Calls into VIX futures"),
        Adjustment::ToBlend => String::from("Calls into a 30-day blend"),
    }
}

/// A decision as a verb.
pub(super) fn decided(decision: Decision) -> &'static str {
    match decision {
        Decision::Hold => "hold",
        Decision::AdjustWings => "adjust the wings",
        Decision::Roll => "roll the whole position",
    }
}

//! The forms in which a position can be written.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::calendar::date::{Date, words};
use crate::calendar::listing::{Product, has_expiry};
use crate::format::plain;
use crate::order_text::leg::{Leg, Side};
use crate::order_text::position::Traded;
use crate::order_text::written::price_of;
use crate::order_text::{
    OrderText, interactive_brokers, occ, option_strat, plain as ours, tastytrade, thinkorswim, vix_future,
};

/// A form, and what it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Form {
    /// Its name in calls.
    pub id: &'static str,
    /// Its name on the page.
    pub title: &'static str,
}

const THINKORSWIM: &str = "thinkorswim";
const TASTYTRADE: &str = "tastytrade";
const INTERACTIVE_BROKERS: &str = "interactiveBrokers";
const OCC: &str = "occ";
const OPTION_STRAT: &str = "optionStrat";
const PLAIN: &str = "plain";

/// Every form.
pub const FORMS: [Form; 6] = [
    form(THINKORSWIM, "thinkorswim"),
    form(TASTYTRADE, "tastytrade"),
    form(INTERACTIVE_BROKERS, "Interactive Brokers"),
    form(OCC, "OCC symbols"),
    form(OPTION_STRAT, "OptionStrat links"),
    form(PLAIN, "Plain text"),
];

const fn form(id: &'static str, title: &'static str) -> Form {
    Form { id, title }
}

impl Form {
    /// The form of that name.
    pub fn named(id: &str) -> Option<Self> {
        FORMS.into_iter().find(|form| form.id == id)
    }
}

/// Two digits of a year cannot say more.
const LAST_YEAR: i32 = 2099;

/// The structures as text, in their order; what a form cannot say is noted and left out.
pub(super) fn write(form: Form, structures: &[Traded], as_of: Date) -> OrderText {
    let mut written = OrderText::default();
    let mut fit: Vec<&Traded> = Vec::new();
    for one in structures {
        if let Some(reason) = unsaid(form, one) {
            written
                .notes
                .push(format!("{} is left out: {reason}", title(one)));
            continue;
        }
        written.notes.extend(notes(one, as_of));
        fit.push(one);
    }
    written.text = match form.id {
        OPTION_STRAT => {
            if !fit.is_empty() {
                written.notes.push(String::from(
                    "A link has no net price: credit of the condor and quotes of put spreads are not in it.",
                ));
            }
            links(&fit)
        }
        THINKORSWIM => lines(&fit, "\n", thinkorswim_line),
        _ => lines(&fit, "\n\n", |one| legs(form, one)),
    };
    written
}

fn lines(structures: &[&Traded], joint: &str, line: impl Fn(&Traded) -> Option<String>) -> String {
    let lines: Vec<String> = structures.iter().filter_map(|one| line(one)).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    crate::format::joined(&lines, joint)
}

/// Why a form cannot say a structure; `None` where it can.
fn unsaid(form: Form, one: &Traded) -> Option<String> {
    let leg = one.legs.first()?;
    if leg.expiry.year() > LAST_YEAR {
        return Some(format!("{} lies beyond the century.", words(leg.expiry)));
    }
    match form.id {
        PLAIN => None,
        OPTION_STRAT if leg.root.is_future() => Some(String::from("OptionStrat has no VIX futures.")),
        _ if leg.root.is_future() && vix_future::symbol(leg).is_none() => Some(format!(
            "no VIX future with a known symbol settles on {}.",
            words(leg.expiry)
        )),
        OCC if !leg.root.is_future() && one.legs.iter().any(|leg| occ::padded(leg).is_none()) => Some(
            String::from("a symbol holds strikes below 100,000 in thousandths of a point."),
        ),
        _ => None,
    }
}

fn notes(one: &Traded, as_of: Date) -> Vec<String> {
    let mut notes = Vec::new();
    let Some(leg) = one.legs.first() else {
        return notes;
    };
    let listed = if leg.root.is_spx() {
        Product::Spxw
    } else {
        Product::Vix
    };
    if !has_expiry(listed, leg.expiry) {
        notes.push(format!(
            "{}: nothing of {} expires on {}, counted from {}.",
            title(one),
            if leg.root.is_spx() { "SPX" } else { "VIX" },
            words(leg.expiry),
            words(as_of)
        ));
    }
    if let Some(level) = one.activate_at {
        notes.push(format!("{} waits for VIX at {}.", title(one), plain(level)));
    }
    notes
}

fn title(one: &Traded) -> String {
    one.layer
        .map_or_else(|| String::from("The condor"), |at| format!("Layer {}", at + 1))
}

/// One line for all legs.
fn thinkorswim_line(one: &Traded) -> Option<String> {
    let [first, ..] = one.legs.as_slice() else {
        return None;
    };
    let strike = |at: usize| one.legs.get(at)?.strike.map(crate::link::shortest);
    let series = || thinkorswim::series(first.root, first.expiry);
    let what = match one.legs.len() {
        4 => format!(
            "IRON CONDOR {} {}/{}/{}/{} CALL/PUT",
            series(),
            strike(0)?,
            strike(1)?,
            strike(2)?,
            strike(3)?
        ),
        2 => format!("VERTICAL {} {}/{} PUT", series(), strike(0)?, strike(1)?),
        _ if first.root.is_future() => format!("/{}", vix_future::symbol(first)?),
        _ => thinkorswim::option(first)?,
    };
    Some(thinkorswim::line(one.side, one.quantity, &what, one.price))
}

/// A line for each leg, and one for the net price of several.
fn legs(form: Form, one: &Traded) -> Option<String> {
    let single = one.legs.len() == 1;
    let mut lines: Vec<String> = Vec::new();
    for leg in &one.legs {
        let price = one.price.filter(|_| single);
        lines.push(leg_line(form, leg, price)?);
    }
    if let Some(price) = one.price.filter(|_| !single) {
        lines.push(ours::net_line(if one.side == Side::Sold {
            price
        } else {
            -price
        }));
    }
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    Some(crate::format::joined(&lines, "\n"))
}

fn leg_line(form: Form, leg: &Leg, price: Option<f64>) -> Option<String> {
    let quantity = leg.quantity?;
    let sold = leg.side? == Side::Sold;
    let symbol = |slash: &str| vix_future::symbol(leg).map(|symbol| format!("{slash}{symbol}"));
    let future = leg.root.is_future();
    let (before, what) = match form.id {
        TASTYTRADE => (
            format!("{} to Open {quantity} ", if sold { "Sell" } else { "Buy" }),
            if future {
                symbol("/")?
            } else {
                tastytrade::option(leg)?
            },
        ),
        INTERACTIVE_BROKERS => (
            format!("{} {quantity} ", if sold { "SELL" } else { "BUY" }),
            if future {
                symbol("")?
            } else {
                interactive_brokers::option(leg)?
            },
        ),
        OCC => (
            format!("{}{quantity} ", if sold { '-' } else { '+' }),
            if future { symbol("/")? } else { occ::padded(leg)? },
        ),
        _ => (
            format!("{} {quantity} ", if sold { "Sell" } else { "Buy" }),
            ours::contract_of(leg),
        ),
    };
    let price = price.map_or_else(String::new, |price| format!(" @{}", price_of(price)));
    Some(format!("{before}{what}{price}"))
}

/// One link for SPX, one for VIX.
fn links(structures: &[&Traded]) -> String {
    let mut links: Vec<String> = Vec::new();
    for (underlying, spx) in [("SPX", true), ("VIX", false)] {
        let legs: Vec<Leg> = structures
            .iter()
            .flat_map(|one| {
                let price = one.price.filter(|_| one.legs.len() == 1);
                one.legs.iter().map(move |leg| Leg { price, ..*leg })
            })
            .filter(|leg| leg.root.is_spx() == spx)
            .collect();
        if !legs.is_empty() {
            links.push(option_strat::link(underlying, &legs));
        }
    }
    let links: Vec<&str> = links.iter().map(String::as_str).collect();
    crate::format::joined(&links, "\n")
}

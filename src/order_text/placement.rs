//! Where legs go: the fields of the inputs that a condor and its hedges fill, and what stays as it is.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::calendar::date::{Date, days_between, iso, plus, words};
use crate::calendar::listing::{Product, around, has_expiry, whole_days};
use crate::field::Problem;
use crate::format::plain;
use crate::inputs::{INSTRUMENT, INSTRUMENTS, Inputs, LayerRow, fields};
use crate::order_text::block::Block;
use crate::order_text::leg::{Leg, Root, Side};
use crate::order_text::structure::{Condor, Hedge, Pair, structures};
use crate::order_text::{OrderRead, Unread};
use crate::units::Days;

/// The inputs that an order sets, as typed; what it does not set is left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Placed {
    /// Strike of the put bought.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub long_put: Option<f64>,
    /// Strike of the put sold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short_put: Option<f64>,
    /// Strike of the call sold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short_call: Option<f64>,
    /// Strike of the call bought.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub long_call: Option<f64>,
    /// Points one condor paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<f64>,
    /// Calendar days to its expiry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condor_dte: Option<f64>,
    /// How many condors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condors: Option<f64>,
    /// All layers of the hedge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layers: Option<Vec<LayerRow>>,
}

/// A field before and after, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fill {
    /// Its key: `longPut`, `layers[0]`.
    pub field: String,
    /// Its name on the page.
    pub label: String,
    /// What stands in it; empty for a row that is not there.
    pub before: String,
    /// What would; empty for a row that goes.
    pub after: String,
}

impl Placed {
    /// The inputs with these in place.
    #[must_use]
    pub fn over(&self, inputs: &Inputs) -> Inputs {
        let mut next = inputs.clone();
        for (key, value) in self.scalars() {
            if let (Some(value), Some(entry)) =
                (value, crate::inputs::scalars().find(|one| one.field.key == key))
            {
                entry.set(&mut next, Some(value));
            }
        }
        if let Some(layers) = &self.layers {
            next.layers.clone_from(layers);
        }
        next
    }

    fn scalars(&self) -> [(&'static str, Option<f64>); 7] {
        [
            ("longPut", self.long_put),
            ("shortPut", self.short_put),
            ("shortCall", self.short_call),
            ("longCall", self.long_call),
            ("credit", self.credit),
            ("condorDte", self.condor_dte),
            ("condors", self.condors),
        ]
    }
}

/// Puts what was read into the fields of the inputs as they stand on a day.
pub(super) fn place(blocks: &[Block], inputs: &Inputs, as_of: Date, read: &mut OrderRead) {
    let found = structures(blocks);
    let mut placing = Placing {
        inputs,
        as_of,
        placed: Placed::default(),
        read,
    };
    placing.read.unread.extend(found.unread);
    placing.read.notes.extend(found.notes);
    if let Some(condor) = &found.condor {
        placing.condor(condor);
    }
    let hedges: Vec<LayerRow> = found
        .hedges
        .iter()
        .filter_map(|hedge| placing.layer(hedge))
        .collect();
    if hedges.iter().any(|row| row.quantity < 0.0) {
        placing.note("What is sold beside the condor stands as a layer with a minus before its contracts.");
    }
    if !hedges.is_empty() {
        placing.placed.layers = Some(seated(hedges, inputs, as_of));
        if !inputs.layers.is_empty() {
            placing.note("The layers of the order take the place of those in the form.");
        }
    }
    placing.finish();
}

struct Placing<'a> {
    inputs: &'a Inputs,
    as_of: Date,
    placed: Placed,
    read: &'a mut OrderRead,
}

impl Placing<'_> {
    fn condor(&mut self, condor: &Condor) {
        let Some(days) = self.days(
            condor.product,
            condor.expiry,
            Some(self.inputs.condor_dte),
            condor.line,
        ) else {
            return;
        };
        let [long_put, short_put, short_call, long_call] = condor.strikes;
        self.placed = Placed {
            long_put: Some(long_put),
            short_put: Some(short_put),
            short_call: Some(short_call),
            long_call: Some(long_call),
            credit: condor.credit,
            condor_dte: Some(days),
            condors: condor.quantity.map(f64::from),
            layers: None,
        };
        if condor.credit.is_none() {
            self.note("No price for the condor was read: its credit stays as it is.");
        }
        if condor.quantity.is_none() {
            self.note("No side and no number of contracts was read: the page’s condor sells the inner two, and the number of condors stays as it is.");
        }
        if self.inputs.mark.is_some() {
            self.note("Price to close now stays as it is: empty it for a condor just sold.");
        }
    }

    fn layer(&mut self, hedge: &Hedge) -> Option<LayerRow> {
        match hedge {
            Hedge::Single(leg) => self.single(leg),
            Hedge::PutSpread(pair) => self.put_spread(pair),
        }
    }

    fn single(&mut self, leg: &Leg) -> Option<LayerRow> {
        let quantity = leg.side?.signed(leg.quantity?);
        let instrument = match leg.root {
            Root::Vx => INSTRUMENTS[1],
            Root::Vxm => INSTRUMENTS[2],
            _ => INSTRUMENTS[0],
        };
        let row = LayerRow {
            strike: leg.strike,
            price: leg.price,
            ..LayerRow::bare(instrument, quantity, f64::NAN)
        };
        self.dated(row, Product::Vix, leg.expiry, leg.line)
    }

    fn put_spread(&mut self, pair: &Pair) -> Option<LayerRow> {
        let bought = pair.bought > pair.sold;
        let side = if bought { Side::Bought } else { Side::Sold };
        let row = LayerRow {
            strike: Some(pair.bought.max(pair.sold)),
            lower_strike: Some(pair.bought.min(pair.sold)),
            price: pair.credit.map(|credit| if bought { -credit } else { credit }),
            ..LayerRow::bare(INSTRUMENTS[3], side.signed(pair.quantity), f64::NAN)
        };
        self.dated(row, pair.product, pair.expiry, pair.line)
    }

    /// A layer with its days, as typed where the form has the same contract.
    fn dated(&mut self, row: LayerRow, product: Product, expires: Date, line: u32) -> Option<LayerRow> {
        let own = self.inputs.layers.iter();
        let typed = own
            .filter(|own| same_terms(own, &row) && expiry(own, self.as_of) == expires)
            .map(|own| own.dte)
            .next();
        let dte = self.days(product, expires, typed, line)?;
        Some(LayerRow { dte, ..row })
    }

    /// Calendar days to an expiry. Days that were typed with a fraction, and end on the same date, stay as they are.
    fn days(&mut self, product: Product, expiry: Date, typed: Option<f64>, line: u32) -> Option<f64> {
        let days = days_between(self.as_of, expiry);
        if product == Product::Spx {
            self.note(
                "SPX options of this day settle at its open; the page counts to 16:00. Take 0.27 off the days to count \
                 to the open.",
            );
        }
        let same = |typed: &f64| *typed > 0.0 && whole_days(product, Days::new(*typed)) == days;
        if let Some(typed) = typed.filter(same) {
            return Some(typed);
        }
        if days <= 0 {
            let when = if days == 0 { "on" } else { "before" };
            let message = format!(
                "{} lies {when} the day of the order, {}: days to expiry must be above 0; for the last day type a \
                 fraction yourself, 0.27 at the open.",
                iso(expiry),
                iso(self.as_of)
            );
            self.read.unread.push(Unread {
                line,
                text: iso(expiry),
                message,
            });
            return None;
        }
        if !has_expiry(product, expiry) {
            self.note(&self.unlisted(product, expiry));
        }
        Some(f64::from(days))
    }

    fn unlisted(&self, product: Product, expiry: Date) -> String {
        let name = name(product);
        let (earlier, later) = around(product, self.as_of, expiry);
        let near: Vec<String> = earlier.into_iter().chain(later).map(words).collect();
        let near: Vec<&str> = near.iter().map(String::as_str).collect();
        format!(
            "No {name} settles on {}; listed around it: {}.",
            words(expiry),
            crate::format::joined(&near, ", ")
        )
    }

    fn note(&mut self, words: &str) {
        if !self.read.notes.iter().any(|note| note == words) {
            self.read.notes.push(String::from(words));
        }
    }

    /// Tells what changes, and which limits it breaks.
    fn finish(self) {
        let Self {
            inputs,
            as_of,
            placed,
            read,
        } = self;
        let next = placed.over(inputs);
        for (key, value) in placed.scalars() {
            let field = fields().find(|field| field.key == key);
            if let (Some(value), Some(field)) = (value, field) {
                let before = crate::inputs::scalars()
                    .find(|one| one.field.key == key)
                    .and_then(|one| one.get(inputs));
                read.fills.push(Fill {
                    field: String::from(key),
                    label: String::from(field.label),
                    before: before.map_or_else(String::new, plain),
                    after: plain(value),
                });
            }
        }
        if let Some(layers) = &placed.layers {
            for at in 0..layers.len().max(inputs.layers.len()) {
                let told = |rows: &[LayerRow]| {
                    rows.get(at)
                        .map_or_else(String::new, |row| layer_words(row, as_of))
                };
                read.fills.push(Fill {
                    field: format!("layers[{at}]"),
                    label: format!("Layer {}", at + 1),
                    before: told(&inputs.layers),
                    after: told(layers),
                });
            }
        }
        if placed == Placed::default() {
            return;
        }
        let wrong = next.check().err().unwrap_or_default();
        let filled = |problem: &Problem| {
            let root = problem.field.split('[').next().unwrap_or_default();
            (root == "layers" && placed.layers.is_some())
                || placed
                    .scalars()
                    .iter()
                    .any(|(key, value)| *key == root && value.is_some())
        };
        read.problems.extend(wrong.into_iter().filter(filled));
        read.inputs = Some(placed);
    }
}

fn name(product: Product) -> &'static str {
    match product {
        Product::Spxw => "SPXW option",
        Product::Spx => "monthly SPX option",
        Product::Vix => "VIX option or future",
    }
}

/// Pasted layers among those in the form: the same contract keeps its place, and what no order can say.
fn seated(pasted: Vec<LayerRow>, inputs: &Inputs, as_of: Date) -> Vec<LayerRow> {
    let mut seats: Vec<Option<LayerRow>> = inputs.layers.iter().map(|_| None).collect();
    let mut others = Vec::new();
    for row in pasted {
        let mut free = seats.iter_mut().zip(&inputs.layers);
        let seat = free.find(|(seat, own)| seat.is_none() && same_contract(own, &row, as_of));
        match seat {
            Some((seat, own)) => {
                *seat = Some(LayerRow {
                    quantity: row.quantity,
                    price: row.price.or(own.price),
                    ..own.clone()
                });
            }
            None => others.push(row),
        }
    }
    seats.into_iter().flatten().chain(others).collect()
}

fn same_contract(own: &LayerRow, row: &LayerRow, as_of: Date) -> bool {
    same_terms(own, row) && expiry(own, as_of) == expiry(row, as_of)
}

fn same_terms(own: &LayerRow, row: &LayerRow) -> bool {
    (&own.instrument, own.strike, own.lower_strike) == (&row.instrument, row.strike, row.lower_strike)
}

/// The day a layer settles.
pub(super) fn expiry(row: &LayerRow, as_of: Date) -> Date {
    plus(as_of, whole_days(product(row), Days::new(row.dte)))
}

/// What a layer is listed as.
pub(super) fn product(row: &LayerRow) -> Product {
    if row.instrument == INSTRUMENTS[3] {
        Product::Spxw
    } else {
        Product::Vix
    }
}

/// A layer in words: “4 × VIX call, strike 18, 15 days (Wed 20 May 2026), quote 1.05”.
fn layer_words(row: &LayerRow, as_of: Date) -> String {
    let label = INSTRUMENTS
        .iter()
        .position(|name| *name == row.instrument)
        .and_then(|at| INSTRUMENT.option_labels.get(at))
        .copied()
        .unwrap_or_default();
    let strikes = match (row.strike, row.lower_strike) {
        (Some(strike), Some(lower)) => format!(", strikes {}/{}", plain(strike), plain(lower)),
        (Some(strike), None) => format!(", strike {}", plain(strike)),
        (None, _) => String::new(),
    };
    let quote = row
        .price
        .map_or_else(String::new, |price| format!(", quote {}", plain(price)));
    format!(
        "{} × {label}{strikes}, {} days ({}){quote}",
        plain(row.quantity),
        plain(row.dte),
        words(expiry(row, as_of))
    )
}

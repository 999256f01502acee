//! Everything a person can set, in the units a person types: the one table that form, limits, links and
//! tests come from.

#[macro_use]
mod table;
#[cfg(feature = "study")]
pub mod systems;
#[cfg(any(feature = "study", feature = "evidence"))]
pub mod evidence;

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use serde::Serialize;

use crate::field::{Default, Field, Group, Problem};
use crate::format::{joined, plain};
use crate::raw::{Raw, shortened};
use table::{ADVANCED, PLAIN, Slot, WHOLE};
pub use table::{Entry, Scalar, Text};

/// The version of defaults and constants; a link names it and keeps what it meant.
pub const VERSION: u32 = 1;
/// Most layers, and most quotes of futures.
pub const MOST_ROWS: usize = 12;
/// Longer lists are not read at all; a few rows over the limit are kept so that the check can name them.
pub const MOST_READ: u32 = 100;

/// The groups of the form, in their order.
pub const GROUPS: &[Group] = &[
    Group {
        id: "market",
        title: "Market",
        help: "SPX, VIX and the VIX futures your broker quotes.",
    },
    Group {
        id: "condor",
        title: "Iron condor",
        help: "The short SPX condor: four strikes and what it paid.",
    },
    Group {
        id: "layers",
        title: "Hedge layers",
        help: "Priced on the VIX future of the same expiry until you type a quote.",
    },
    Group {
        id: "whatif",
        title: "What if",
        help: "A move of SPX and VIX, some days from now.",
    },
    Group {
        id: "response",
        title: "How VIX answers",
        help: "The line from SPX to VIX, and from VIX to its futures.",
    },
    Group {
        id: "costs",
        title: "Fees and slippage",
        help: "Charged once, at entry; these are ours, type your own.",
    },
    Group {
        id: "money",
        title: "Capital",
        help: "For financing cost, beta and required return.",
    },
];

/// Where the example comes from.
const EXAMPLE: &str = "A published example: SPX 7138.80, VIX 17.95";
const ASSUMED: &str = "Assumed for the example";
const OURS: &str = "Ours";

/// Names of the response rules, as typed.
pub const RESPONSES: [&str; 4] = ["kernel", "parallel", "sqrtTime", "custom"];
const RESPONSE_LABELS: [&str; 4] = [
    "Kernel, as measured",
    "Parallel, all alike",
    "Square root of time",
    "Custom betas",
];
/// Names of the instruments, as typed.
pub const INSTRUMENTS: [&str; 4] = ["vixCall", "vixFuture", "vixMini", "spxPutSpread"];
const VIX_INSTRUMENTS: &[&str] = &["vixCall", "vixFuture", "vixMini"];

table! {
    /// What a person types. Percent as 4.0, index points as 12.8; nothing is checked yet.
    pub struct Inputs at [];
    spx: Number = Some(7138.80), "spx", "S&P 500 index", "points", "market",
        (100.0..=100_000.0 step 1.0), PLAIN, EXAMPLE,
        "The S&P 500 index (SPX) now, as any quote page shows it; not the future, not SPY.";
    vix: Number = Some(17.95), "vix", "VIX", "VIX points", "market",
        (9.0..=150.0 step 0.05), PLAIN, EXAMPLE,
        "Spot VIX now. No option is priced on it: it is where the futures curve starts.";
    rate: Number = Some(4.0), "rate", "Interest rate", "%", "market",
        (-5.0..=20.0 step 0.05), ADVANCED, ASSUMED,
        "Yearly rate to the condor’s expiry, continuous: a Treasury bill’s yield will do.";
    dividend: Number = Some(1.2), "dividend", "Dividend yield", "%", "market",
        (0.0..=10.0 step 0.05), ADVANCED, ASSUMED,
        "Yearly dividend yield of the S&P 500, continuous.";
    vvix: Number = Some(95.0), "vvix", "VVIX", "points", "market",
        (20.0..=300.0 step 1.0), PLAIN, ASSUMED,
        "The VIX of VIX, quoted beside it: sets what VIX options cost until you type their quotes.";
    skew: Number = Some(1.0), "skew", "SPX skew", "x measured", "market",
        (0.5..=1.5 step 0.05), ADVANCED, "Measured on one day’s closing chain, 2026-01-30",
        "Strength of the SPX skew, 1 as measured: higher makes low strikes dearer.";
    vix_skew: Number = Some(0.31), "vixSkew", "VIX smile", "slope", "market",
        (0.0..=0.35 step 0.01), ADVANCED, "Measured on one day’s closing trades, 2024-06-03",
        "How much dearer far VIX calls are; above 0.35 call prices would rise with the strike.";
    atm_ratio: Number = Some(0.82), "atmRatio", "SPX vol over VIX", "ratio", "market",
        (0.3..=1.5 step 0.01), ADVANCED, "Measured on one day’s closing chain, 2026-01-30",
        "At-the-money SPX vol as a share of VIX; used only where the condor’s price gives no vol.";
    long_put: Number = Some(6600.0), "longPut", "Long put", "points", "condor",
        (1.0..=200_000.0 step 5.0), PLAIN, ASSUMED,
        "Strike of the put you bought: the lowest of the four.";
    short_put: Number = Some(6650.0), "shortPut", "Short put", "points", "condor",
        (1.0..=200_000.0 step 5.0), PLAIN, ASSUMED,
        "Strike of the put you sold.";
    short_call: Number = Some(7475.0), "shortCall", "Short call", "points", "condor",
        (1.0..=200_000.0 step 5.0), PLAIN, ASSUMED,
        "Strike of the call you sold.";
    long_call: Number = Some(7525.0), "longCall", "Long call", "points", "condor",
        (1.0..=200_000.0 step 5.0), PLAIN, ASSUMED,
        "Strike of the call you bought: the highest of the four.";
    credit: Number = Some(12.80), "credit", "Credit", "points", "condor",
        (0.01..=10_000.0 step 0.05), PLAIN, ASSUMED,
        "What one condor paid, in index points before fees: the net price on your fill.";
    condor_dte: Number = Some(45.0), "condorDte", "Days to expiry", "days", "condor",
        (0.02..=365.0 step 1.0), PLAIN, ASSUMED,
        "Calendar days to the condor’s expiry at 16:00 New York; the last session’s open is 0.27.";
    condors: Number = Some(10.0), "condors", "Condors", "contracts", "condor",
        (1.0..=10_000.0 step 1.0), WHOLE, "One set of layers for ten condors, as readers of the method do",
        "How many condors you sold.";
    mark: Maybe = None, "mark", "Price to close now", "points", "condor",
        (0.0..=10_000.0 step 0.05), ADVANCED, "Empty: just sold, at the credit",
        "For a condor opened earlier: what one costs to close now, in index points.";
    move_percent: Number = Some(-7.0), "move", "SPX move", "%", "whatif",
        (-60.0..=60.0 step 0.5), PLAIN, OURS,
        "How far SPX goes from today’s level.";
    vix_to: Maybe = None, "vixTo", "VIX goes to", "VIX points", "whatif",
        (9.0..=150.0 step 0.5), PLAIN, "Empty: on the line, from the SPX move",
        "Where VIX ends; leave it empty and it follows the line below.";
    day: Number = Some(1.0), "day", "Days from now", "days", "whatif",
        (0.0..=730.0 step 1.0), PLAIN, OURS,
        "When the what-if is valued: 0 is now, the condor’s expiry is its last day.";
    response: Choice = RESPONSES[0], "response", "VIX futures move", "", "response",
        (&RESPONSES, &RESPONSE_LABELS), PLAIN, "Kernel fitted to VIX futures 2004-2025 on days with VIX up 5 points or more",
        "As measured, longer futures move less; all alike is what most tools assume; custom takes each layer’s own beta.";
    vix_per_fall: Number = Some(1.50), "vixPerFall", "VIX per 1 % fall", "VIX points", "response",
        (0.0..=20.0 step 0.1), PLAIN, "Measured, 2004-2026, R\u{b2} 0.67 at one day",
        "VIX points gained per 1 % that SPX falls: 0.7 is muted, 1.5 typical, 2.4 sharp, 5 a volatility event.";
    vix_per_rise: Number = Some(1.06), "vixPerRise", "VIX per 1 % rise", "VIX points", "response",
        (0.0..=20.0 step 0.1), PLAIN, "Measured, 2004-2026",
        "VIX points lost per 1 % that SPX rises.";
    spx_fee: Number = Some(1.50), "spxFee", "Per SPX option", "$", "costs",
        (0.0..=100.0 step 0.05), ADVANCED, OURS,
        "Commission and exchange fees per SPX option contract; a condor has four.";
    vix_fee: Number = Some(1.50), "vixFee", "Per VIX option", "$", "costs",
        (0.0..=100.0 step 0.05), ADVANCED, OURS,
        "Commission and exchange fees per VIX option contract.";
    future_fee: Number = Some(2.50), "futureFee", "Per VIX future", "$", "costs",
        (0.0..=100.0 step 0.05), ADVANCED, OURS,
        "Commission and exchange fees per VIX future, of either size.";
    slippage: Number = Some(2.0), "slippage", "Slippage", "% of premium", "costs",
        (0.0..=50.0 step 0.5), ADVANCED, OURS,
        "Share of a layer’s premium lost between the quote and the fill.";
    wacc: Number = Some(8.0), "wacc", "Cost of capital", "% a year", "money",
        (0.0..=50.0 step 0.5), ADVANCED, OURS,
        "Weighted average cost of capital: E/V x cost of equity + D/V x cost of debt x (1 - tax).";
    equity_premium: Number = Some(5.0), "equityPremium", "Equity premium", "% a year", "money",
        (0.0..=20.0 step 0.5), ADVANCED, OURS,
        "What stocks are expected to earn above the interest rate.";
    capital: Number = Some(100_000.0), "capital", "Capital", "$", "money",
        (1.0..=1e12 step 1000.0), ADVANCED, OURS,
        "The account that carries the position.";
    + {
        /// Quotes of VIX futures, 1 to 12, in any order.
        futures: Vec<FutureRow> = default_futures();
        /// Layers of the hedge, 0 to 12.
        layers: Vec<LayerRow> = default_layers();
        /// The system asked about, and what each of them takes.
        #[cfg(feature = "study")]
        #[serde(flatten)]
        systems: systems::Systems = systems::Systems::default();
        /// What the evidence takes.
        #[cfg(any(feature = "study", feature = "evidence"))]
        #[serde(flatten)]
        evidence: evidence::Evidence = evidence::Evidence::default();
    }
}

/// Every value a person can set once, in the order of the form.
pub fn entries() -> impl Iterator<Item = &'static Entry> + Clone {
    let all = ENTRIES.iter();
    #[cfg(feature = "study")]
    let all = all.chain(systems::TABLES.iter().copied().flatten());
    #[cfg(any(feature = "study", feature = "evidence"))]
    let all = all.chain(evidence::TABLES.iter().copied().flatten());
    all
}

/// Those that are numbers.
pub fn scalars() -> impl Iterator<Item = &'static Scalar> + Clone {
    entries().filter_map(|entry| match entry {
        Entry::Number(scalar) => Some(scalar),
        Entry::Text(_) => None,
    })
}

/// Those that are words or dates.
pub fn texts() -> impl Iterator<Item = &'static Text> + Clone {
    entries().filter_map(|entry| match entry {
        Entry::Number(_) => None,
        Entry::Text(text) => Some(text),
    })
}

/// The fields of all, in the order of the form.
pub fn fields() -> impl Iterator<Item = &'static Field> + Clone {
    entries().map(Entry::field)
}

/// Every group of the form, in its order.
pub fn groups() -> impl Iterator<Item = &'static Group> + Clone {
    let all = GROUPS.iter();
    #[cfg(feature = "study")]
    let all = all.chain(systems::GROUPS);
    #[cfg(any(feature = "study", feature = "evidence"))]
    let all = all.chain(evidence::GROUPS);
    all
}

/// A quoted VIX future, as typed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FutureRow {
    /// Calendar days to settlement.
    pub dte: f64,
    /// VIX points.
    pub price: f64,
}

/// A layer, as typed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LayerRow {
    /// One of `INSTRUMENTS`.
    pub instrument: String,
    /// Contracts; negative = sold.
    pub quantity: f64,
    /// Calendar days to expiry.
    pub dte: f64,
    /// Strike; the upper one of a put spread.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strike: Option<f64>,
    /// Lower strike of a put spread.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lower_strike: Option<f64>,
    /// Quote now, points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<f64>,
    /// Paid earlier, points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<f64>,
    /// VIX level at which it is bought.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activate_at: Option<f64>,
    /// Its own beta, with the response rule "custom".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beta: Option<f64>,
}

impl LayerRow {
    /// A layer of VIX calls.
    pub fn vix_call(quantity: f64, dte: f64, strike: f64) -> Self {
        Self {
            strike: Some(strike),
            ..Self::bare(INSTRUMENTS[0], quantity, dte)
        }
    }

    /// A layer with nothing but what every layer has.
    pub fn bare(instrument: &str, quantity: f64, dte: f64) -> Self {
        Self {
            instrument: instrument.to_owned(),
            quantity,
            dte,
            strike: None,
            lower_strike: None,
            price: None,
            entry: None,
            activate_at: None,
            beta: None,
        }
    }
}

/// VIX futures of the example.
pub fn default_futures() -> Vec<FutureRow> {
    [(30.0, 19.0), (110.0, 20.5), (220.0, 21.3)]
        .map(|(dte, price)| FutureRow { dte, price })
        .to_vec()
}

/// Layers of the example: 4/4/2 at the tenors of document 001, struck at their futures in whole points.
pub fn default_layers() -> Vec<LayerRow> {
    vec![
        LayerRow::vix_call(4.0, 10.0, 18.0),
        LayerRow::vix_call(4.0, 37.0, 19.0),
        LayerRow::vix_call(2.0, 75.0, 20.0),
    ]
}

/// A number of a row with its place.
#[derive(Clone, Copy, Debug)]
pub struct Column<Row> {
    /// What the field is.
    pub field: Field,
    /// The value; `None` where it is left empty.
    pub get: fn(&Row) -> Option<f64>,
    /// Sets it.
    pub set: fn(&mut Row, Option<f64>),
}

const fn row_field(key: &'static str, label: &'static str, unit: &'static str, group: &'static str) -> Field {
    Field {
        key,
        label,
        unit,
        group,
        default: Default::Empty,
        min: 0.0,
        max: 0.0,
        step: 1.0,
        help: "",
        options: &[],
        option_labels: &[],
        date: false,
        whole: false,
        optional: false,
        advanced: false,
        source: OURS,
        instruments: &[],
    }
}

/// The numbers of a quoted future.
pub const FUTURE_COLUMNS: &[Column<FutureRow>] = &[
    Column {
        field: Field {
            default: Default::Number(30.0),
            min: 0.1,
            max: 730.0,
            source: ASSUMED,
            help: "Calendar days to the future’s settlement, a Wednesday morning.",
            ..row_field("dte", "Days", "days", "market")
        },
        get: |row| Some(row.dte),
        set: |row, value| Slot::set(&mut row.dte, value),
    },
    Column {
        field: Field {
            default: Default::Number(19.0),
            min: 5.0,
            max: 150.0,
            step: 0.05,
            source: ASSUMED,
            help: "Price of the VIX future (VX), from your broker or Cboe’s delayed quotes.",
            ..row_field("price", "Price", "VIX points", "market")
        },
        get: |row| Some(row.price),
        set: |row, value| Slot::set(&mut row.price, value),
    },
];

/// The instrument of a layer.
pub const INSTRUMENT: Field = Field {
    default: Default::Choice(INSTRUMENTS[0]),
    options: &INSTRUMENTS,
    option_labels: &[
        "VIX call",
        "VIX future (VX)",
        "Mini VIX future (VXM)",
        "SPX put spread",
    ],
    help: "VIX calls pay $100 a point, VX futures $1,000, VXM $100; a put spread is one SPX put bought, a lower one sold.",
    ..row_field("instrument", "Instrument", "", "layers")
};

/// The numbers of a layer.
pub const LAYER_COLUMNS: &[Column<LayerRow>] = &[
    Column {
        field: Field {
            default: Default::Number(1.0),
            min: -10_000.0,
            max: 10_000.0,
            whole: true,
            source: "4/4/2: document 001",
            help: "Whole contracts; a minus sign sells.",
            ..row_field("quantity", "Contracts", "", "layers")
        },
        get: |row| Some(row.quantity),
        set: |row, value| Slot::set(&mut row.quantity, value),
    },
    Column {
        field: Field {
            default: Default::Number(30.0),
            min: 0.1,
            max: 730.0,
            source: "7-14, 30-45, 60+ days: document 001",
            help: "Calendar days to the layer’s expiry.",
            ..row_field("dte", "Days", "days", "layers")
        },
        get: |row| Some(row.dte),
        set: |row, value| Slot::set(&mut row.dte, value),
    },
    Column {
        field: Field {
            optional: true,
            min: 1.0,
            max: 200_000.0,
            step: 0.5,
            instruments: &["vixCall", "spxPutSpread"],
            help: "Strike: VIX points for a call, index points for the put you buy.",
            source: "Ours: at the money, on the future in whole points",
            ..row_field("strike", "Strike", "points", "layers")
        },
        get: |row| row.strike,
        set: |row, value| row.strike = value,
    },
    Column {
        field: Field {
            optional: true,
            min: 1.0,
            max: 200_000.0,
            step: 5.0,
            instruments: &["spxPutSpread"],
            help: "Strike of the put you sell against it, index points.",
            ..row_field("lowerStrike", "Lower strike", "points", "layers")
        },
        get: |row| row.lower_strike,
        set: |row, value| row.lower_strike = value,
    },
    Column {
        field: Field {
            optional: true,
            min: 0.01,
            max: 10_000.0,
            step: 0.05,
            help: "Quote now, in points: the middle of bid and ask. Empty: the model’s price.",
            ..row_field("price", "Quote", "points", "layers")
        },
        get: |row| row.price,
        set: |row, value| row.price = value,
    },
    Column {
        field: Field {
            optional: true,
            advanced: true,
            min: 0.01,
            max: 10_000.0,
            step: 0.05,
            help: "For a layer you already hold: what you paid, in points. Profit counts from it.",
            ..row_field("entry", "Paid", "points", "layers")
        },
        get: |row| row.entry,
        set: |row, value| row.entry = value,
    },
    Column {
        field: Field {
            optional: true,
            advanced: true,
            min: 9.0,
            max: 150.0,
            step: 0.5,
            source: "Layers that come on at thresholds: document 003",
            help: "VIX level at which the layer is bought. Empty: bought now.",
            ..row_field("activateAt", "Buy at VIX", "VIX points", "layers")
        },
        get: |row| row.activate_at,
        set: |row, value| row.activate_at = value,
    },
    Column {
        field: Field {
            optional: true,
            advanced: true,
            min: 0.0,
            max: 2.0,
            step: 0.05,
            instruments: VIX_INSTRUMENTS,
            help: "Share of a VIX move, in logs, that reaches this layer’s future; with custom betas.",
            ..row_field("beta", "Beta", "", "layers")
        },
        get: |row| row.beta,
        set: |row, value| row.beta = value,
    },
];

impl Inputs {
    /// Reads inputs from values that may be anything.
    ///
    /// What is absent takes its default; what cannot be read takes it too, with a problem, as does every
    /// key that means nothing here. Values that are numbers are kept as they are, in range or not.
    pub fn read(raw: &Raw) -> (Self, Vec<Problem>) {
        let mut inputs = Self::default();
        let mut problems = Vec::new();
        let entries: &[(String, Raw)] = match raw {
            Raw::Record(entries) => entries,
            Raw::Absent => &[],
            other => {
                let message = alloc::format!(
                    "Inputs must be an object of named values; this is {}.",
                    other.what()
                );
                problems.push(Problem::new("", message));
                &[]
            }
        };
        for (key, value) in entries {
            inputs.read_entry(key, value, &mut problems);
        }
        (inputs, problems)
    }

    /// Reads whatever has the right type and leaves the rest at its default: for links, which also carry
    /// inputs that are not valid.
    pub fn read_loosely(raw: &Raw) -> Self {
        let (mut inputs, _) = Self::read(raw);
        let Raw::Record(entries) = raw else { return inputs };
        // Numbers that are not finite are of the right type; a link says so in words that read back as a problem.
        for (key, value) in entries {
            if let (Raw::Number(number), Some(scalar)) =
                (value, scalars().find(|scalar| scalar.field.key == key))
            {
                scalar.set(&mut inputs, Some(*number));
            }
        }
        inputs
    }

    fn read_entry(&mut self, key: &str, value: &Raw, problems: &mut Vec<Problem>) {
        if *value == Raw::Absent && is_key(key) {
            return;
        }
        if let Some(entry) = entry(key) {
            let read = match entry {
                Entry::Number(scalar) => {
                    read_number(&scalar.field, value).map(|number| scalar.set(self, number))
                }
                Entry::Text(text) => text.read(value).map(|words| text.set(self, words)),
            };
            if let Err(message) = read {
                problems.push(Problem::new(key, message));
            }
            return;
        }
        match key {
            "futures" => {
                if let Some(rows) = read_rows(key, value, problems) {
                    self.futures = rows
                        .iter()
                        .enumerate()
                        .map(|(index, row)| {
                            let start = FutureRow {
                                dte: 30.0,
                                price: 19.0,
                            };
                            let name = alloc::format!("futures[{index}]");
                            read_row(&name, row, start, FUTURE_COLUMNS, |_, _| None, problems)
                        })
                        .collect();
                }
            }
            "layers" => {
                if let Some(rows) = read_rows(key, value, problems) {
                    self.layers = rows
                        .iter()
                        .enumerate()
                        .map(|(index, row)| {
                            let start = LayerRow::bare(INSTRUMENTS[0], 1.0, 30.0);
                            let name = alloc::format!("layers[{index}]");
                            require_instrument(&name, row, problems);
                            read_row(&name, row, start, LAYER_COLUMNS, read_instrument, problems)
                        })
                        .collect();
                }
            }
            unknown => {
                let name = shortened(unknown);
                problems.push(Problem::new(
                    name.clone(),
                    alloc::format!("There is no input named {name}."),
                ));
            }
        }
    }
}

/// Whether a key names an input.
pub fn is_key(key: &str) -> bool {
    key == "futures" || key == "layers" || entry(key).is_some()
}

/// The value of a key.
pub fn entry(key: &str) -> Option<&'static Entry> {
    entries().find(|entry| entry.field().key == key)
}

fn read_number(field: &Field, value: &Raw) -> Result<Option<f64>, String> {
    match value {
        Raw::Number(number) if number.is_finite() => Ok(Some(*number)),
        Raw::Number(_) => Err(alloc::format!(
            "{} must be a finite number{}.",
            field.label,
            in_unit(field)
        )),
        Raw::Null if field.optional => Ok(None),
        Raw::Null => Err(alloc::format!(
            "{} is missing: type a number{}.",
            field.label,
            in_unit(field)
        )),
        Raw::Text(text) if text.trim().is_empty() => Err(alloc::format!(
            "{} is empty: type a number{}.",
            field.label,
            in_unit(field)
        )),
        Raw::Text(text) if text.contains(',') => Err(alloc::format!(
            "{} must be a number with a dot for decimals and no commas, like {}; {} is not.",
            field.label,
            plain(example_of(field)),
            value.what()
        )),
        other => Err(alloc::format!(
            "{} must be a number{}, like {}; {} is not.",
            field.label,
            in_unit(field),
            plain(example_of(field)),
            other.what()
        )),
    }
}

/// " in VIX points", or nothing for a bare number.
fn in_unit(field: &Field) -> String {
    if field.unit.is_empty() {
        String::new()
    } else {
        alloc::format!(" in {}", field.unit)
    }
}

fn example_of(field: &Field) -> f64 {
    match field.default {
        Default::Number(number) => number,
        _ => field.min + field.step,
    }
}

fn choice_message(field: &Field, value: &Raw) -> String {
    alloc::format!(
        "{} must be one of {}; {} is not.",
        field.label,
        joined(field.options, ", "),
        value.what()
    )
}

fn read_rows<'r>(key: &str, value: &'r Raw, problems: &mut Vec<Problem>) -> Option<&'r [Raw]> {
    match value {
        Raw::List(rows) if rows.len() <= MOST_READ as usize => Some(rows),
        Raw::List(_) => {
            let message =
                alloc::format!("{key} has more than {MOST_READ} rows; at most {MOST_ROWS} can be used.");
            problems.push(Problem::new(key, message));
            None
        }
        other => {
            problems.push(Problem::new(
                key,
                alloc::format!("{key} must be a list; {} is not.", other.what()),
            ));
            None
        }
    }
}

fn read_row<Row>(
    name: &str,
    raw: &Raw,
    mut row: Row,
    columns: &[Column<Row>],
    mut special: impl FnMut(&mut Row, (&str, &Raw)) -> Option<Result<(), String>>,
    problems: &mut Vec<Problem>,
) -> Row {
    let Raw::Record(entries) = raw else {
        problems.push(Problem::new(
            name,
            alloc::format!("{name} must be an object; {} is not.", raw.what()),
        ));
        return row;
    };
    for column in columns {
        let given = entries
            .iter()
            .any(|(key, value)| key == column.field.key && *value != Raw::Absent);
        if !given && !column.field.optional {
            let message = alloc::format!(
                "{} is missing: type a number{}.",
                column.field.label,
                in_unit(&column.field)
            );
            problems.push(Problem::new(
                alloc::format!("{name}.{}", column.field.key),
                message,
            ));
        }
    }
    for (key, value) in entries {
        let field = alloc::format!("{name}.{}", shortened(key));
        if let Some(outcome) = special(&mut row, (key, value)) {
            if let Err(message) = outcome {
                problems.push(Problem::new(field, message));
            }
            continue;
        }
        let Some(column) = columns.iter().find(|column| column.field.key == key) else {
            problems.push(Problem::new(
                field,
                alloc::format!("A row has no value named {}.", shortened(key)),
            ));
            continue;
        };
        if *value == Raw::Absent {
            continue;
        }
        // Null clears nothing in a row: what may be left out is left out.
        let strict = Field {
            optional: false,
            ..column.field
        };
        match read_number(&strict, value) {
            Ok(number) => (column.set)(&mut row, number),
            Err(message) => problems.push(Problem::new(field, message)),
        }
    }
    row
}

fn require_instrument(name: &str, raw: &Raw, problems: &mut Vec<Problem>) {
    let Raw::Record(entries) = raw else { return };
    if !entries
        .iter()
        .any(|(key, value)| key == INSTRUMENT.key && *value != Raw::Absent)
    {
        let message = alloc::format!(
            "Instrument is missing: choose one of {}.",
            joined(&INSTRUMENTS, ", ")
        );
        problems.push(Problem::new(alloc::format!("{name}.{}", INSTRUMENT.key), message));
    }
}

fn read_instrument(row: &mut LayerRow, (key, value): (&str, &Raw)) -> Option<Result<(), String>> {
    if key != INSTRUMENT.key {
        return None;
    }
    Some(match value {
        Raw::Absent => Ok(()),
        Raw::Text(text) if INSTRUMENTS.contains(&text.as_str()) => {
            row.instrument.clone_from(text);
            Ok(())
        }
        other => Err(choice_message(&INSTRUMENT, other)),
    })
}

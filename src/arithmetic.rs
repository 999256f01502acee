//! The arithmetic behind the headline figures: each with its formula, filled with the numbers it was computed from.
//!
//! Figures come from the report, letters from the functions that the report calls; a test works every filled
//! line out again and holds it against its figure.

mod break_even;
mod condor;
mod hedge;
mod layer;
mod money;
mod scenario;
mod what_if;

use crate::black76::Option76;
use crate::contract::SPX_OPTION;
use crate::difference::Differences;
use crate::market::{Market, SpxExpiry, State};
use crate::plan::Plan;
use crate::report::Report;
use crate::response::{DECAY, Response};
use crate::units::Days;
use crate::worksheet::{ABOVE, Arithmetic, Worksheets};
use alloc::vec::Vec;

/// Sources that several letters share, by the names they have below.
const SOURCES: &[(&str, &str)] = &[
    ("^", ABOVE),
    ("@cboe", "Cboe contract specification"),
    ("@cfe", "CFE contract specification"),
    ("@365", "Convention: actual/365"),
    (
        "@kernel",
        "Measured: VIX futures 2004-2025, days with VIX up 5 points or more",
    ),
    ("@skew", "Measured: SPX closing chain of 2026-01-30"),
    ("@smile", "Measured: closing trades of VIX options, 2024-06-03"),
    ("@line", "Measured: SPX and VIX, 2004-2026"),
    (
        "@model",
        "The model: Black-76 on this date\u{2019}s forward and vol",
    ),
    (
        "@clock",
        "Variance clock: whole days by the calendar, 64 % of a day\u{2019}s variance in its session (measured)",
    ),
    ("@futures", "Input: VIX futures"),
    (
        "@spread",
        "The kernel; a rise is spread over the days gone, a fall is not",
    ),
];

/// The arithmetic of every headline figure of a plan, each after those it uses.
pub fn arithmetic(plan: &Plan) -> Vec<Arithmetic> {
    let report = plan.figures();
    let mut book = Book {
        plan,
        report: &report,
        sheets: Worksheets::new(SOURCES),
    };
    book.condor_at_expiry();
    book.condor_today();
    for (index, layer) in plan.package().layers.iter().enumerate() {
        book.layer(index, layer);
    }
    book.hedge();
    book.what_if();
    book.layer_shares();
    book.scenarios();
    book.break_evens();
    book.money();
    book.sheets.finish()
}

/// The worksheets of one report.
struct Book<'p> {
    plan: &'p Plan,
    report: &'p Report,
    sheets: Worksheets,
}

/// How an option is called in a formula: its price's letter and where it stands among the legs.
const LEG_LETTERS: [(&str, &str); 4] = [
    ("p₁", "Price of the long put"),
    ("p₂", "Price of the short put"),
    ("c₃", "Price of the short call"),
    ("c₄", "Price of the long call"),
];
const LEG_STRIKES: [(&str, &str); 4] = [
    ("K₁", "longPut"),
    ("K₂", "shortPut"),
    ("K₃", "shortCall"),
    ("K₄", "longCall"),
];
const CLOSING: &str = "cost = p₂ − p₁ + c₃ − c₄";

impl<'p> Book<'p> {
    fn market(&self) -> &'p Market {
        &self.plan.package().market
    }

    fn open(&mut self, key: &str, title: &str, unit: &'static str, value: f64) -> &mut Worksheets {
        self.sheets.open(key, title, unit, Some(value))
    }

    /// Opens a figure of the condor in which dollars per point and condors are letters: "key|title|unit".
    fn open_sized(&mut self, head: &'static str, value: f64) -> &mut Worksheets {
        self.sheets.head(head, value);
        self.sizes()
    }

    /// Dollars per point and condors, in whatever worksheet is open.
    fn sizes(&mut self) -> &mut Worksheets {
        let condor = &self.plan.package().condor;
        self.sheets.write(
            "M|Dollars per point of an SPX option|@cboe\n\
             n|#condors",
            &[SPX_OPTION.get(), f64::from(condor.quantity)],
        )
    }

    /// As `Worksheets::figure`, with those letters.
    fn sized(&mut self, text: &'static str, value: f64, values: &[f64]) {
        let (head, lines) = text.split_once('\n').unwrap_or((text, ""));
        self.open_sized(head, value).write(lines, values);
    }

    fn strikes(&mut self, which: &[usize]) -> &mut Worksheets {
        let legs = self.plan.package().condor.legs();
        for &index in which {
            let (symbol, key) = LEG_STRIKES[index];
            self.sheets.input(symbol, key, legs[index].strike);
        }
        &mut self.sheets
    }

    fn around_vix(&mut self, around: Differences) -> &mut Worksheets {
        let model = "The model, with VIX so much higher and lower, SPX unchanged";
        self.sheets
            .given(
                "near",
                "Gain from a step below to a step above",
                around.near,
                model,
            )
            .given("far", "Gain from two steps below to two above", around.far, model)
            .given(
                "step",
                "Step of VIX, points",
                around.step,
                "Ours: 0.02 % of spot VIX",
            )
    }

    /// Letters of the SPX forward, in whatever worksheet is open.
    fn spx_forward(&mut self, spot: f64, options: &SpxExpiry) -> &mut Worksheets {
        let market = &self.plan.package().market;
        let (rate, dividend) = (market.rate.get(), market.dividend.get());
        if spot == market.spx {
            self.sheets.input("S", "spx", spot);
        } else {
            self.sheets.above("S", "SPX after the move", spot);
        }
        self.sheets.write(
            "r|#rate\n\
                q|#dividend\n\
                T|Years to expiry|@clock",
            &[rate, dividend, options.years.get()],
        )
    }

    /// d1 and d2 of an option whose letters F, K, σ, T stand above.
    fn black76(&mut self, option: &Option76) {
        // A vol and a time are above zero wherever this is asked.
        let (d1, d2) = option.d1_d2().unwrap_or_default();
        self.sheets.write(
            "d₁ = ln(F ÷ K) ÷ (σ × √T) + σ × √T ÷ 2|Black\u{2019}s d₁; N is the normal distribution\n\
                d₂ = d₁ − σ × √T|Black\u{2019}s d₂",
            &[d1, d2],
        );
    }

    fn kernel(&mut self, left: Days) {
        self.sheets.write(
            "k₁|Decay of the fast factor, a year|@kernel\n\
                k₂|Decay of the slow factor, a year|@kernel\n\
                τ|Years left|@365",
            &[DECAY[0], DECAY[1], left.years().get()],
        );
    }

    /// The line of a response rule that is no kernel: of the parallel one, or of square roots.
    fn simple_rule(&mut self, state: &State<'_>, left: Days, lines: [&'static str; 2]) -> &'static str {
        if state.response() == Response::Parallel {
            return lines[0];
        }
        self.sheets
            .given("days", "Days left", left.get(), "Input: Days, less the days gone");
        lines[1]
    }
}

const FORWARD: &str = "F = S × e^((r − q) × T)";
const CALL: &str = "price = e^(−r × T) × (F × N(d₁) − K × N(d₂))";
const PUT: &str = "price = e^(−r × T) × (K × N(−d₂) − F × N(−d₁))";
const VIX_VOL: &str = "σ = g × level × (1 + s ÷ 2 × (x + √(x^2 + c^2) − c))";
const COSTS: &str = "costs = contracts × legs × fee + slip × premium";

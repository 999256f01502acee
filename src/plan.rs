//! Inputs that have been checked: what every figure is computed from.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::condor::Condor;
use crate::contract::Costs;
use crate::curve::{Curve, Quote};
use crate::field::{Field, Problem};
use crate::format::{joined, number, plain};
use crate::inputs::{
    Column, Entry, FUTURE_COLUMNS, INSTRUMENTS, Inputs, LAYER_COLUMNS, LayerRow, MOST_ROWS, RESPONSES,
    entries, fields,
};
use crate::layer::{Instrument, Layer, Terms};
use crate::link::shortest;
use crate::market::{Line, Market, Shock};
use crate::math::round;
use crate::package::Package;
use crate::raw::Raw;
use crate::response::Rule;
use crate::skew::Skew;
use crate::units::{Days, Rate, Usd, Vol};
use crate::vol_of_vol::VolOfVol;

/// Checked inputs, turned into a market, a condor, a hedge and a what-if. Made only by [`Inputs::check`].
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    package: Package,
    what_if: Shock,
    vol: CondorVol,
    capital: Capital,
    costs: Costs,
    move_percent: f64,
    vix_typed: bool,
    mark: Option<f64>,
    #[cfg(feature = "study")]
    tenors: Vec<Days>,
    #[cfg(any(feature = "study", feature = "evidence"))]
    inputs: Inputs,
}

/// Where the condor's at-the-money vol comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CondorVol {
    /// The vol used.
    pub used: Vol,
    /// The vol that VIX alone implies.
    pub from_vix: Vol,
    /// Whether the condor's own price gave the vol used.
    pub solved: bool,
}

/// The money behind the position.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Capital {
    /// Weighted average cost of capital.
    pub wacc: Rate,
    /// Expected return of stocks above the interest rate.
    pub equity_premium: Rate,
    /// The account.
    pub account: Usd,
}

impl Plan {
    /// The market, the condor and the hedge.
    pub fn package(&self) -> &Package {
        &self.package
    }

    /// The shock the reader asks about.
    pub fn what_if(&self) -> Shock {
        self.what_if
    }

    /// The SPX move the reader asks about, percent as typed.
    pub fn move_percent(&self) -> f64 {
        self.move_percent
    }

    /// Whether the reader typed where VIX goes, instead of following the line.
    pub fn vix_typed(&self) -> bool {
        self.vix_typed
    }

    /// Where the condor's vol comes from.
    pub fn vol(&self) -> CondorVol {
        self.vol
    }

    /// Price to close one condor now, where the reader gave one.
    pub fn mark(&self) -> Option<f64> {
        self.mark
    }

    /// The money behind it.
    pub fn capital(&self) -> Capital {
        self.capital
    }

    /// What trading costs, for a layer that is built beside the reader's own.
    pub fn costs(&self) -> Costs {
        self.costs
    }

    /// Days to settlement of the quoted futures, in the order they were typed.
    #[cfg(feature = "study")]
    pub fn tenors(&self) -> &[Days] {
        &self.tenors
    }

    /// What was typed: for links to the same with something changed.
    #[cfg(any(feature = "study", feature = "evidence"))]
    pub fn inputs(&self) -> &Inputs {
        &self.inputs
    }

    /// The system the reader asks about, with what each of them takes.
    #[cfg(feature = "study")]
    pub fn systems(&self) -> &crate::inputs::systems::Systems {
        &self.inputs.systems
    }
}

/// Reads and checks inputs that may be anything: a plan, or every problem at once.
pub fn plan_of(raw: &Raw) -> Result<Plan, Vec<Problem>> {
    let (inputs, unread) = Inputs::read(raw);
    let found = match inputs.check_beside(&unread) {
        Ok(plan) if unread.is_empty() => return Ok(plan),
        Ok(_) => Vec::new(),
        Err(found) => found,
    };
    Err(in_form_order(unread.into_iter().chain(found)))
}

/// Problems in the order in which their fields stand in the form; those of the whole first, unknown keys last.
fn in_form_order(problems: impl Iterator<Item = Problem>) -> Vec<Problem> {
    let mut ordered: Vec<((usize, usize, usize), Problem)> = Vec::new();
    for problem in problems {
        let place = place_in_form(&problem.field);
        let at = ordered.partition_point(|(other, _)| *other <= place);
        ordered.insert(at, (place, problem));
    }
    ordered.into_iter().map(|(_, problem)| problem).collect()
}

/// Where a field stands in the form: its place or its list's, its row, its column.
fn place_in_form(field: &str) -> (usize, usize, usize) {
    // Each field has a place of its own; a list follows the last field of its group.
    let after = |group: &str| {
        fields()
            .enumerate()
            .filter(|(_, field)| field.group == group)
            .last()
            .map_or(0, |(at, _)| 2 * at + 3)
    };
    let (list, rest) = field.split_once('[').unwrap_or((field, ""));
    let (row, column) = rest.split_once(']').unwrap_or((rest, ""));
    let row = row.parse().unwrap_or(0);
    match list {
        "" => (0, 0, 0),
        "futures" => (
            after("market"),
            row,
            place_in_row(FUTURE_COLUMNS, column.trim_start_matches('.')),
        ),
        "layers" => (
            after("condor"),
            row,
            place_in_row(LAYER_COLUMNS, column.trim_start_matches('.')),
        ),
        key => (
            fields()
                .position(|field| field.key == key)
                .map_or(usize::MAX, |at| 2 * at + 2),
            0,
            0,
        ),
    }
}

/// Where a column stands in its row; an instrument, which is no number, stands first.
fn place_in_row<Row>(columns: &[Column<Row>], key: &str) -> usize {
    columns
        .iter()
        .position(|column| column.field.key == key)
        .map_or(0, |at| at + 1)
}

impl Inputs {
    /// Checks every value and every pair that must agree: a plan, or all problems.
    pub fn check(&self) -> Result<Plan, Vec<Problem>> {
        self.check_beside(&[])
    }

    /// As `check`, for inputs of which some fields could not be read: nothing is said of those again.
    fn check_beside(&self, unread: &[Problem]) -> Result<Plan, Vec<Problem>> {
        let mut checks = Checks {
            unread,
            found: Vec::new(),
        };
        for entry in entries() {
            self.check_entry(entry, &mut checks);
        }
        self.check_condor(&mut checks);
        self.check_futures(&mut checks);
        self.check_layers(&mut checks);
        #[cfg(feature = "study")]
        for problem in crate::inputs::systems::disagreements(self) {
            if checks.fine(&problem.field) {
                checks.found.push(problem);
            }
        }
        if checks.found.is_empty() {
            Ok(self.plan())
        } else {
            Err(in_form_order(checks.found.into_iter()))
        }
    }

    fn check_entry(&self, entry: &Entry, checks: &mut Checks<'_>) {
        match entry {
            Entry::Number(scalar) => {
                if let Some(value) = scalar.get(self) {
                    checks.range(scalar.field.key, &scalar.field, value);
                }
            }
            Entry::Text(text) => {
                let fits = text.get(self).is_none_or(|words| text.takes(words));
                if !fits && checks.fine(text.field.key) {
                    let message = format!("{} must be {}.", text.field.label, text.fits());
                    checks.say(text.field.key, message);
                }
            }
        }
    }

    fn check_condor(&self, checks: &mut Checks<'_>) {
        let order = [
            (
                "longPut",
                self.long_put,
                "shortPut",
                self.short_put,
                "The long put must lie below the short put",
            ),
            (
                "shortPut",
                self.short_put,
                "shortCall",
                self.short_call,
                "The short put must not lie above the short call",
            ),
            (
                "longCall",
                self.short_call,
                "shortCall",
                self.long_call,
                "The long call must lie above the short call",
            ),
        ];
        for (index, (key, lower, other, upper, words)) in order.into_iter().enumerate() {
            let wrong = if index == 1 { lower > upper } else { lower >= upper };
            if wrong && checks.fine(key) && checks.fine(other) {
                let (typed, limit) = if key == "longCall" {
                    (upper, lower)
                } else {
                    (lower, upper)
                };
                checks.say(
                    key,
                    format!(
                        "{words}: {} is not on that side of {}.",
                        number(typed, 2),
                        number(limit, 2)
                    ),
                );
            }
        }
        let strikes_fine = ["longPut", "shortPut", "shortCall", "longCall"]
            .iter()
            .all(|key| checks.fine(key));
        if strikes_fine {
            let width = (self.short_put - self.long_put).max(self.long_call - self.short_call);
            if checks.fine("credit") && self.credit >= width {
                checks.say(
                    "credit",
                    format!(
                        "A condor cannot pay more than its wider wing, {} points; a credit of {} does.",
                        plain(width),
                        plain(self.credit)
                    ),
                );
            }
            if let Some(mark) = self.mark
                && checks.fine("mark")
                && mark >= width
            {
                checks.say(
                    "mark",
                    format!(
                        "A condor cannot cost more than its wider wing, {} points, to close; {} does.",
                        plain(width),
                        plain(mark)
                    ),
                );
            }
        }
    }

    fn check_futures(&self, checks: &mut Checks<'_>) {
        if self.futures.is_empty() && checks.fine("futures") {
            let priced = self
                .layers
                .iter()
                .position(|layer| layer.instrument != INSTRUMENTS[3]);
            let message = match priced {
                Some(index) => format!(
                    "No VIX future is quoted: layer {} is priced on the one that settles in {} days, not on spot VIX, \
                     so type the price of the future nearest to that.",
                    index + 1,
                    plain(self.layers[index].dte)
                ),
                None => {
                    String::from("No VIX future is quoted: type at least one, with its days to settlement.")
                }
            };
            checks.say("futures", message);
        }
        if self.futures.len() > MOST_ROWS && checks.fine("futures") {
            checks.say(
                "futures",
                format!(
                    "At most {MOST_ROWS} VIX futures; these are {}.",
                    self.futures.len()
                ),
            );
        }
        for (index, row) in self.futures.iter().enumerate().take(MOST_ROWS) {
            checks.row(&format!("futures[{index}]"), row, FUTURE_COLUMNS);
            let twin = self.futures[..index]
                .iter()
                .any(|other| other.dte.to_bits() == row.dte.to_bits());
            let key = format!("futures[{index}].dte");
            if twin && checks.fine(&key) {
                let message = format!(
                    "Two futures settle in {} days: remove one or correct its days.",
                    plain(row.dte)
                );
                checks.say(&key, message);
            }
        }
    }

    fn check_layers(&self, checks: &mut Checks<'_>) {
        if self.layers.len() > MOST_ROWS && checks.fine("layers") {
            checks.say(
                "layers",
                format!("At most {MOST_ROWS} layers; these are {}.", self.layers.len()),
            );
        }
        for (index, row) in self.layers.iter().enumerate().take(MOST_ROWS) {
            self.check_layer(&format!("layers[{index}]"), row, checks);
        }
    }

    fn check_layer(&self, name: &str, row: &LayerRow, checks: &mut Checks<'_>) {
        let key = |column: &str| format!("{name}.{column}");
        let instrument = row.instrument.as_str();
        if !INSTRUMENTS.contains(&instrument) && checks.fine(&key("instrument")) {
            let choices = joined(&INSTRUMENTS, ", ");
            checks.say(
                &key("instrument"),
                format!("The instrument must be one of {choices}."),
            );
        }
        // Of an unknown instrument nothing more can be said than that its numbers are in range.
        let known = checks.fine(&key("instrument"));
        let words = instrument_words(instrument);
        for column in LAYER_COLUMNS {
            let field = &column.field;
            let takes = field.instruments.is_empty() || field.instruments.contains(&instrument);
            let needs = takes && matches!(field.key, "strike" | "lowerStrike");
            let label = field.label.to_ascii_lowercase();
            match (column.get)(row) {
                Some(_) if known && !takes => {
                    checks.say(&key(field.key), format!("{words} has no {label}: leave it out."));
                }
                Some(value) => checks.range(&key(field.key), field, value),
                None if known && needs && checks.fine(&key(field.key)) => {
                    let unit = if instrument == INSTRUMENTS[0] {
                        "VIX points"
                    } else {
                        "index points"
                    };
                    checks.say(&key(field.key), format!("{words} needs a {label}, in {unit}."));
                }
                None => {}
            }
        }
        if !known {
            return;
        }
        if let (Some(upper), Some(lower)) = (row.strike, row.lower_strike)
            && lower >= upper
            && instrument == INSTRUMENTS[3]
            && checks.fine(&key("lowerStrike"))
        {
            checks.say(
                &key("lowerStrike"),
                format!(
                    "The lower strike must lie below the strike, {}; {} does not.",
                    plain(upper),
                    plain(lower)
                ),
            );
        }
        if let (Some(strike), true) = (row.strike, instrument == INSTRUMENTS[0])
            && strike > 1000.0
            && checks.fine(&key("strike"))
        {
            checks.say(
                &key("strike"),
                format!(
                    "The strike of a VIX call is in VIX points, below 1,000; {} is not.",
                    plain(strike)
                ),
            );
        }
        if row.beta.is_some() && self.response != RESPONSES[3] && checks.fine(&key("beta")) {
            checks.say(
                &key("beta"),
                "A beta counts only with the response rule custom: choose it, or leave the beta out.",
            );
        }
        if row.entry.is_some() && row.activate_at.is_some() {
            checks.say(
                &key("activateAt"),
                "A layer already paid for cannot wait to be bought: leave out what was paid or the VIX level.",
            );
        }
    }

    /// The plan of inputs that have passed every check.
    fn plan(&self) -> Plan {
        let costs = Costs {
            spx_fee: Usd::new(self.spx_fee),
            vix_fee: Usd::new(self.vix_fee),
            future_fee: Usd::new(self.future_fee),
            slippage: Rate::from_percent(self.slippage),
        };
        let quotes = self.futures.iter().map(|row| Quote {
            tenor: Days::new(row.dte),
            price: row.price,
        });
        let from_vix = Vol::from_percent(self.atm_ratio * self.vix);
        let mut market = Market {
            spx: self.spx,
            rate: Rate::from_percent(self.rate),
            dividend: Rate::from_percent(self.dividend),
            skew: Skew::new(self.skew),
            atm: from_vix,
            curve: Curve::new(self.vix, quotes),
            vol_of_vol: VolOfVol::new(self.vvix, self.vix_skew),
            response: rule_of(&self.response),
            line: Line {
                per_fall: self.vix_per_fall,
                per_rise: self.vix_per_rise,
            },
        };
        let condor = Condor {
            long_put: self.long_put,
            short_put: self.short_put,
            short_call: self.short_call,
            long_call: self.long_call,
            expiry: Days::new(self.condor_dte),
            quantity: whole(self.condors).unsigned_abs(),
            credit: self.credit,
            fees: Usd::new(4.0 * self.spx_fee * self.condors),
        };
        let solved = condor.implied_atm(&market, self.mark.unwrap_or(self.credit));
        market.atm = solved.unwrap_or(from_vix);
        let vol = CondorVol {
            used: market.atm,
            from_vix,
            solved: solved.is_some(),
        };
        let layers = self
            .layers
            .iter()
            .map(|row| Layer::new(terms_of(row), &market, costs))
            .collect();
        let day = Days::new(self.day);
        let line = market.on_the_line(self.move_percent, day);
        let what_if = Shock {
            vix: self.vix_to.unwrap_or(line.vix),
            ..line
        };
        Plan {
            package: Package {
                market,
                condor,
                layers,
            },
            what_if,
            vol,
            capital: Capital {
                wacc: Rate::from_percent(self.wacc),
                equity_premium: Rate::from_percent(self.equity_premium),
                account: Usd::new(self.capital),
            },
            costs,
            move_percent: self.move_percent,
            vix_typed: self.vix_to.is_some(),
            mark: self.mark,
            #[cfg(feature = "study")]
            tenors: self.futures.iter().map(|row| Days::new(row.dte)).collect(),
            #[cfg(any(feature = "study", feature = "evidence"))]
            inputs: self.clone(),
        }
    }
}

/// What has been found wrong so far, beside what could not be read.
struct Checks<'p> {
    unread: &'p [Problem],
    found: Vec<Problem>,
}

impl Checks<'_> {
    fn say(&mut self, field: &str, message: impl Into<String>) {
        self.found.push(Problem::new(field, message));
    }

    /// Whether nothing is wrong with a field, or the row or list it stands in, so far.
    fn fine(&self, field: &str) -> bool {
        !self.unread.iter().chain(&self.found).any(|problem| {
            let rest = field.strip_prefix(problem.field.as_str());
            !problem.field.is_empty()
                && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        })
    }

    fn range(&mut self, key: &str, field: &Field, value: f64) {
        if !self.fine(key) {
            return;
        }
        if !value.is_finite() {
            self.say(key, format!("{} must be a finite number.", field.label));
        } else if value < field.min || value > field.max {
            let unit = if field.unit.is_empty() {
                String::new()
            } else {
                format!(" {}", field.unit)
            };
            let side = if value < field.min {
                "too small"
            } else {
                "too large"
            };
            let (low, high) = (number_short(field.min), number_short(field.max));
            self.say(
                key,
                format!(
                    "{} must lie between {low} and {high}{unit}; {} is {side}.",
                    field.label,
                    plain_or_short(value)
                ),
            );
        } else if field.whole && round(value).to_bits() != value.to_bits() && value != 0.0 {
            self.say(
                key,
                format!("{} must be a whole number; {} is not.", field.label, plain(value)),
            );
        }
    }

    fn row<Row>(&mut self, name: &str, row: &Row, columns: &[Column<Row>]) {
        for column in columns {
            if let Some(value) = (column.get)(row) {
                self.range(&format!("{name}.{}", column.field.key), &column.field, value);
            }
        }
    }
}

/// A limit as a person writes it.
fn number_short(value: f64) -> String {
    if value.abs() >= 1000.0 {
        number(value, 0)
    } else {
        plain(value)
    }
}

/// A typed value, however large.
fn plain_or_short(value: f64) -> String {
    if value == 0.0 || (1e-4..1e15).contains(&value.abs()) {
        plain(value)
    } else {
        shortest(value)
    }
}

fn instrument_words(instrument: &str) -> &'static str {
    match instrument {
        "vixCall" => "A VIX call",
        "vixFuture" => "A VIX future",
        "vixMini" => "A Mini VIX future",
        _ => "A put spread",
    }
}

fn rule_of(name: &str) -> Rule {
    match name {
        "parallel" => Rule::Parallel,
        "sqrtTime" => Rule::SqrtTime,
        "custom" => Rule::Custom,
        _ => Rule::Kernel,
    }
}

fn terms_of(row: &LayerRow) -> Terms {
    let strike = row.strike.unwrap_or_default();
    let instrument = match row.instrument.as_str() {
        "vixFuture" => Instrument::VixFuture,
        "vixMini" => Instrument::VixMini,
        "spxPutSpread" => Instrument::SpxPutSpread {
            upper: strike,
            lower: row.lower_strike.unwrap_or_default(),
        },
        _ => Instrument::VixCall { strike },
    };
    Terms {
        instrument,
        quantity: whole(row.quantity),
        expiry: Days::new(row.dte),
        quote: row.price,
        entry: row.entry,
        activate_at: row.activate_at,
        beta: row.beta,
    }
}

/// A whole number that has passed its check.
#[expect(
    clippy::cast_possible_truncation,
    reason = "checked to be whole and within ten thousand"
)]
fn whole(value: f64) -> i32 {
    round(value) as i32
}

//! Figures of a reader's own series: RSI, MACD, percentile, realised vol and its cone, daily range, breadth.
//!
//! A pasted text goes in; what was read, what was left out and the figures come out, each with what it is made of.
//! None of them acts by itself: a reader may put them into fields, and only fields move a system.

pub mod numeral;
pub mod moment;
pub mod options;
pub mod sheet;
pub mod columns;
pub mod series;
pub mod rsi;
pub mod macd;
pub mod percentile;
pub mod realised_vol;
pub mod vol_cone;
pub mod range;
pub mod breadth;
mod panel;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::field::Problem;
use crate::math::round;
use crate::panel::Panel;
use crate::raw::Raw;
use crate::sentence::Note;
use crate::signal::breadth::{Breadth, Divergence, advance_decline_line, breadth};
use crate::signal::macd::{Macd, macd};
use crate::signal::options::{Kind, Options, Subject};
use crate::signal::percentile::{Percentile, percentile};
use crate::signal::range::{Range, range};
use crate::signal::realised_vol::{annualised, log_returns};
use crate::signal::rsi::{Rsi, rsi};
use crate::signal::series::{Reading, Series, Spacing};
use crate::signal::vol_cone::{Horizon, vol_cone};
use crate::units::Vol;

/// What JavaScript sees of it.
pub const DECLARATIONS: &str = include_str!("signal.d.ts");

/// Returns in the realised vol that goes beside VIX: a month of sessions.
pub const VOL_DAYS: usize = 20;

/// What a pasted series comes to. A figure is `None` where the series has none, and a note says why.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Signals {
    /// What was read, and what was not.
    pub reading: Reading,
    /// The newest level.
    pub last: Option<f64>,
    /// RSI 14.
    pub rsi: Option<Rsi>,
    /// MACD 12/26/9.
    pub macd: Option<Macd>,
    /// Where the newest level stands among those before it.
    pub percentile: Option<Percentile>,
    /// Realised vol of the last 20 returns, a fraction a year.
    pub realised_vol: Option<Vol>,
    /// Realised vols over four horizons; those the series is long enough for.
    pub cone: Vec<Horizon>,
    /// Daily ranges, of highs and lows.
    pub range: Option<Range>,
    /// An index beside its advance-decline line.
    pub breadth: Option<Breadth>,
    /// Figures in the units of the fields they may be put into.
    pub offers: Vec<Offer>,
    /// Why a figure is missing.
    pub notes: Vec<Note>,
    /// How all this is shown; paths of its figures begin with `signals.`.
    pub panel: Panel,
}

/// A figure as a person would type it into a field.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Offer {
    /// Keys of the fields that take it; no system has all of them.
    pub keys: &'static [&'static str],
    /// What it is.
    pub label: &'static str,
    /// What is typed.
    pub value: Typed,
}

/// What is typed into a field.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Typed {
    /// A number, rounded to two decimals: more would be noise.
    Number(f64),
    /// One of the field's choices.
    Choice(&'static str),
}

/// Reads options that may be anything and computes, or names every problem with them.
pub fn signals(raw: &Raw) -> Result<Signals, Vec<Problem>> {
    Signals::of(&Options::read(raw)?)
}

impl Signals {
    /// The figures of a pasted text, or every problem with it.
    pub fn of(options: &Options) -> Result<Self, Vec<Problem>> {
        let Series {
            columns,
            spacing,
            reading,
            ..
        } = series::read(options)?;
        let mut signals = Self::bare(reading);
        match (options.kind, columns.as_slice()) {
            (Kind::HighLow, [highs, lows]) => signals.add_range(highs, lows, options),
            (Kind::Breadth, [index, line]) => signals.add_breadth(index, line, options),
            (Kind::Breadth, [index, advances, declines]) => {
                signals.add_breadth(index, &advance_decline_line(advances, declines), options);
            }
            _ => {}
        }
        if let (Kind::Close | Kind::Breadth, Some(levels)) = (options.kind, columns.first()) {
            signals.add_levels(levels, spacing, options);
        }
        signals.offers = offers(&signals, options.subject);
        signals.panel = signals.shown(options);
        Ok(signals)
    }

    fn bare(reading: Reading) -> Self {
        Self {
            reading,
            last: None,
            rsi: None,
            macd: None,
            percentile: None,
            realised_vol: None,
            cone: Vec::new(),
            range: None,
            breadth: None,
            offers: Vec::new(),
            notes: Vec::new(),
            panel: Panel::default(),
        }
    }

    fn add_levels(&mut self, levels: &[f64], spacing: Spacing, options: &Options) {
        let rows = levels.len();
        self.last = levels.last().copied();
        self.rsi = rsi(levels, options.rsi_bars, options.rsi_rise);
        if self.rsi.is_none() && rows > rsi::PERIOD {
            self.note("rsi", "RSI is a share of moves, and nothing has moved.");
        }
        self.long_enough("rsi", "RSI", rows, rsi::PERIOD + 1);
        self.macd = macd(levels);
        self.long_enough("macd", "MACD", rows, macd::SLOW + macd::SIGNAL - 1);
        self.percentile = percentile(levels, options.lookback);
        self.long_enough("percentile", "The percentile", rows, 2);
        self.add_vol(levels, spacing);
    }

    fn add_vol(&mut self, levels: &[f64], spacing: Spacing) {
        if matches!(spacing, Spacing::Intraday | Spacing::Longer) {
            self.note(
                "realisedVol",
                "Realised vol a year is computed from daily closes; these rows are not a day apart.",
            );
            return;
        }
        let Some(returns) = log_returns(levels) else {
            self.note("realisedVol", "Realised vol needs levels above 0; some are not.");
            return;
        };
        let last = returns
            .len()
            .checked_sub(VOL_DAYS)
            .and_then(|from| returns.get(from..));
        self.realised_vol = last.and_then(annualised);
        self.long_enough(
            "realisedVol",
            "Realised vol of 20 returns",
            levels.len(),
            VOL_DAYS + 1,
        );
        self.cone = vol_cone(&returns);
        for days in vol_cone::HORIZONS {
            if returns.len() <= days {
                let message = format!(
                    "The cone over {days} days needs {} closes; there are {}.",
                    days + 2,
                    levels.len()
                );
                self.notes.push(noted("cone", message));
                break;
            }
        }
    }

    fn add_range(&mut self, highs: &[f64], lows: &[f64], options: &Options) {
        self.range = range(highs, lows, options.lookback);
        if self.range.is_none() {
            self.note(
                "range",
                "Ranges are shares of the low; some lows are not above 0.",
            );
        }
    }

    fn add_breadth(&mut self, index: &[f64], line: &[f64], options: &Options) {
        self.breadth = breadth(index, line, options.window);
        self.long_enough("breadth", "Breadth over this window", index.len(), options.window);
    }

    fn long_enough(&mut self, field: &str, what: &str, rows: usize, needed: usize) {
        if rows < needed {
            let message = format!("{what} needs {needed} rows; there are {rows}.");
            self.notes.push(noted(field, message));
        }
    }

    fn note(&mut self, field: &str, message: &str) {
        self.notes.push(noted(field, String::from(message)));
    }
}

fn noted(field: &str, message: String) -> Note {
    Note {
        field: String::from(field),
        message,
    }
}

/// Days of the ring of the vol cone that has fields.
const RING: u32 = 20;

/// The figures that fields take, by what the series is of.
fn offers(signals: &Signals, subject: Subject) -> Vec<Offer> {
    let number = |keys, label, value: Option<f64>| {
        let value = Typed::Number(round(value? * 100.0) / 100.0);
        Some(Offer { keys, label, value })
    };
    let rsi = signals.rsi.as_ref();
    let breadth = signals.breadth.as_ref();
    let found = match subject {
        Subject::Spx => [
            number(
                &["rsiSpx", "regimeRsiSpx"],
                "RSI of SPX",
                rsi.map(|rsi| rsi.value),
            ),
            number(
                &["realisedVol"],
                "Realised vol of SPX over 20 days, percent",
                signals.realised_vol.map(|vol| vol.get() * 100.0),
            ),
            number(
                &["breadth"],
                "SPX above its breadth",
                breadth.and_then(|breadth| breadth.gap),
            ),
            breadth.map(|breadth| Offer {
                keys: &["breadthSplits"],
                label: "Breadth diverges from SPX",
                value: Typed::Choice(if breadth.divergence == Divergence::Bearish {
                    "yes"
                } else {
                    "no"
                }),
            }),
        ],
        Subject::Vix => [
            number(&["regimeRsiVix"], "RSI of VIX", rsi.map(|rsi| rsi.value)),
            number(&["rsiJump"], "Rise of RSI of VIX", rsi.and_then(|rsi| rsi.rise)),
            number(
                &["regimeMacdVix"],
                "MACD of VIX over its signal",
                signals.macd.as_ref().map(|macd| macd.histogram),
            ),
            None,
        ],
        Subject::Other => [None, None, None, None],
    };
    let of_spx = subject == Subject::Spx;
    let ring = signals.cone.iter().find(|ring| of_spx && ring.days == RING);
    let cone = ring.map(|ring| {
        [
            number(
                &["coneLow"],
                "Vol cone of SPX over 20 days, a tenth below",
                Some(ring.p10 * 100.0),
            ),
            number(
                &["coneMiddle"],
                "Vol cone of SPX over 20 days, half below",
                Some(ring.p50 * 100.0),
            ),
            number(
                &["coneHigh"],
                "Vol cone of SPX over 20 days, nine tenths below",
                Some(ring.p90 * 100.0),
            ),
        ]
    });
    let cone = cone.into_iter().flatten();
    found.into_iter().chain(cone).flatten().collect()
}

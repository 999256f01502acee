//! Prices a short SPX iron condor together with layers of VIX calls, VIX futures and put spreads.
//!
//! The way through the house: what a person types is an [`inputs::Inputs`]; checked, it is a [`plan::Plan`];
//! computed, a [`report::Report`].
//!
//! ```
//! let inputs = alvh::inputs::Inputs { move_percent: -4.0, ..Default::default() };
//! let report = inputs.check().expect("the example is valid").report();
//! assert!(report.hedge.share.upfront > 0.1, "the hedge costs more than a tenth of the credit");
//! ```
//!
//! The core needs only an allocator. Feature `chart` draws the report as SVG, feature `web` is the JavaScript
//! interface; both are on by default and link the standard library.
//!
//! The modules stand in the order of their dependence: each uses only those above it. `tests/layering.rs`
//! holds them to it.
#![no_std]
// A slice of a text by places, which may fail, brings the words of that failure and 4 kB of tables for them into the
// page's package.
#![cfg_attr(not(any(feature = "study", feature = "evidence")), warn(clippy::string_slice))]

extern crate alloc;
#[cfg(any(test, feature = "std"))]
extern crate std;

// Numbers.
mod mills;
pub mod math;
pub mod difference;
pub mod extremum;
pub mod root;
pub mod lowest_root;
pub mod nodes;
pub mod units;

// Options, and the market they are priced in.
pub mod black76;
pub mod implied_vol;
pub mod clock;
pub mod skew;
pub mod curve;
pub mod response;
pub mod vol_of_vol;
pub mod market;

// Positions, and what happens to them.
pub mod contract;
pub mod condor;
pub mod layer;
pub mod package;
pub mod hedge_cost;
pub mod break_even;
pub mod distribution;
pub mod format;
pub mod scenario;

// The systems’ own reckoning.
#[cfg(feature = "study")]
pub mod strike_rule;
#[cfg(feature = "study")]
pub mod whole_contracts;
#[cfg(feature = "study")]
pub mod sold_call;
#[cfg(feature = "study")]
pub mod budget;
#[cfg(feature = "study")]
pub mod rung;
#[cfg(feature = "study")]
pub mod call_set;
#[cfg(feature = "study")]
pub mod path;
#[cfg(feature = "study")]
pub mod walk;
#[cfg(feature = "study")]
pub mod nearest_break_even;
#[cfg(feature = "study")]
pub mod sizing;
#[cfg(feature = "study")]
pub mod affordable;
#[cfg(feature = "study")]
pub mod call_spread;
#[cfg(feature = "study")]
pub mod gamma_scalp;
#[cfg(feature = "study")]
pub mod contango;
#[cfg(feature = "study")]
pub mod exit_alarm;
#[cfg(feature = "study")]
pub mod alternative;
#[cfg(feature = "study")]
pub mod session;
#[cfg(feature = "study")]
pub mod multiplier;
#[cfg(feature = "study")]
pub mod expected_move;
#[cfg(feature = "study")]
pub mod impermanent_loss;
#[cfg(feature = "study")]
pub mod short_strikes;
#[cfg(feature = "study")]
pub mod tranches;

// What was recorded, and the same again on today’s position.
pub mod spike_record;
#[cfg(feature = "evidence")]
pub mod replay;

// One change at a time.
#[cfg(feature = "evidence")]
pub mod variation;
#[cfg(feature = "evidence")]
pub mod contract_mix;

// Thousands of futures.
#[cfg(feature = "evidence")]
pub mod standard_normal;
#[cfg(feature = "evidence")]
pub mod lower_root;
#[cfg(feature = "evidence")]
pub mod normal_table;
#[cfg(feature = "evidence")]
pub mod priced_law;
#[cfg(feature = "evidence")]
pub mod variance_driver;
#[cfg(feature = "evidence")]
pub mod estimate;
#[cfg(feature = "evidence")]
pub mod simulation;

// Dates.
#[cfg(any(feature = "study", feature = "evidence"))]
pub mod calendar;

// The money behind them.
#[cfg(feature = "study")]
pub mod cash_flow;
#[cfg(feature = "study")]
pub mod wacc;
#[cfg(feature = "study")]
pub mod capm;
#[cfg(feature = "study")]
pub mod liquidity;
#[cfg(feature = "study")]
pub mod fair_value;
#[cfg(feature = "study")]
pub mod parity;
#[cfg(feature = "study")]
pub mod forward_variance;
#[cfg(feature = "study")]
pub mod constant_maturity;
#[cfg(feature = "study")]
pub mod reserve;
#[cfg(feature = "study")]
pub mod regime;
#[cfg(feature = "study")]
pub mod daily_swing;
#[cfg(feature = "study")]
pub mod route;
#[cfg(feature = "study")]
pub mod book;
#[cfg(feature = "study")]
pub mod adjustment;
#[cfg(feature = "study")]
pub mod hedge_for_return;

// What a person types, until it is known to make sense.
pub mod raw;
pub mod field;
pub mod inputs;
pub mod link;
pub mod plan;

// The answer.
pub mod money;
pub mod sentence;
pub mod preset;
#[cfg(any(feature = "study", feature = "evidence"))]
pub mod panel;
#[cfg(any(feature = "study", feature = "evidence"))]
pub mod columns;
#[cfg(any(feature = "study", feature = "evidence"))]
pub mod signal;
#[cfg(feature = "study")]
pub mod order_text;
#[cfg(feature = "study")]
pub mod system;
#[cfg(feature = "study")]
pub mod sources;
pub mod report;
pub mod note;
pub mod answer;
pub mod evaluate;
#[cfg(feature = "study")]
pub mod worksheet;
#[cfg(feature = "study")]
pub mod arithmetic;
#[cfg(feature = "study")]
pub mod check;

// What takes more than a moment.
#[cfg(feature = "evidence")]
pub mod inquiry;
#[cfg(feature = "evidence")]
pub mod past_spikes;
#[cfg(feature = "evidence")]
pub mod odds;
#[cfg(feature = "evidence")]
pub mod past_sessions;
#[cfg(feature = "evidence")]
pub mod rolling_walk;
#[cfg(feature = "evidence")]
pub mod history;
#[cfg(feature = "evidence")]
pub mod sweep;
#[cfg(feature = "evidence")]
pub mod verdict;
#[cfg(feature = "evidence")]
pub mod evidence;

// Its ways out.
#[cfg(feature = "chart")]
pub mod chart;
#[cfg(feature = "web")]
pub mod web;

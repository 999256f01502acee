//! Prices a short SPX iron condor together with layers of VIX calls, VIX futures and put spreads.
#![no_std]

extern crate alloc;
#[cfg(any(test, feature = "std"))]
extern crate std;

pub mod answer;
pub mod black76;
pub mod break_even;
#[cfg(feature = "chart")]
pub mod chart;
pub mod clock;
pub mod condor;
pub mod contract;
pub mod curve;
pub mod difference;
pub mod distribution;
pub mod evaluate;
pub mod extremum;
pub mod field;
pub mod format;
pub mod hedge_cost;
pub mod implied_vol;
pub mod inputs;
pub mod layer;
pub mod link;
pub mod lowest_root;
pub mod market;
pub mod math;
mod mills;
pub mod money;
pub mod note;
pub mod package;
pub mod plan;
pub mod preset;
pub mod raw;
pub mod report;
pub mod response;
pub mod root;
pub mod scenario;
pub mod sentence;
pub mod skew;
pub mod units;
pub mod vol_of_vol;
#[cfg(feature = "web")]
pub mod web;

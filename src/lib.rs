//! Prices a short SPX iron condor together with layers of VIX calls, VIX futures and put spreads.
#![no_std]

extern crate alloc;
#[cfg(any(test, feature = "std"))]
extern crate std;

pub mod black76;
pub mod implied_vol;
pub mod math;
mod mills;
pub mod root;
pub mod units;

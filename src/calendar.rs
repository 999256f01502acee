//! The calendar of listed options: market holidays, sessions, and the days on which SPX and VIX contracts settle.
//!
//! Everything follows from the date by rule; only closures that no schedule named are data. Rules are those in
//! force now: expiries on every trading day since 2022, Juneteenth since the same year.

pub mod date;
pub mod expiry;
pub mod holiday;
pub mod listing;
pub mod session;

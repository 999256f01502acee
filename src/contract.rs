//! Contract sizes and what trading them costs.

use crate::units::{Rate, Usd};

/// Dollars per index point of one SPX option. Source: Cboe contract specification.
pub const SPX_OPTION: Usd = Usd::new(100.0);
/// Dollars per VIX point of one VIX option. Source: Cboe contract specification.
pub const VIX_OPTION: Usd = Usd::new(100.0);
/// Dollars per VIX point of one VIX future (VX). Source: CFE contract specification.
pub const VIX_FUTURE: Usd = Usd::new(1000.0);
/// Dollars per VIX point of one Mini VIX future (VXM). Source: CFE contract specification.
pub const VIX_MINI: Usd = Usd::new(100.0);

/// What trading costs: charged once, at entry; cash settlement is free.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Costs {
    /// Dollars per SPX option contract.
    pub spx_fee: Usd,
    /// Dollars per VIX option contract.
    pub vix_fee: Usd,
    /// Dollars per VIX future, of either size.
    pub future_fee: Usd,
    /// Share of a layer's premium lost between the quote and the fill.
    pub slippage: Rate,
}

//! What a broker asks for a VIX call that was sold without one bought against it.

use crate::contract::VIX_OPTION;
use crate::units::Usd;

/// Share of the index that is asked beside the premium. Source: Cboe, VIX options, strategy-based margin.
const BASIC: f64 = 0.20;
/// The least share, however far out of the money. Source: as above.
const LEAST: f64 = 0.10;

/// Margin of one uncovered sold VIX call, dollars.
///
/// Its premium plus 20 % of spot VIX less what it is out of the money, at least its premium plus 10 % of spot
/// VIX, times $100. Brokers may ask for more. The rule counts on spot VIX although the call is priced on its
/// future: it is a rule of margins, not of value. Source: Cboe's specification of VIX options.
pub fn uncovered_margin(spot_vix: f64, strike: f64, premium: f64) -> Usd {
    let out_of_the_money = (strike - spot_vix).max(0.0);
    VIX_OPTION * (premium + (BASIC * spot_vix - out_of_the_money).max(LEAST * spot_vix))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand, VIX 17.95: at 18, premium 1.20: 1.20 + 3.59 - 0.05 = 4.74; at 28, premium 0.30: 0.30 + 1.795.
    #[test]
    fn near_the_money_a_fifth_of_the_index_and_far_out_a_tenth() {
        let near = uncovered_margin(17.95, 18.0, 1.20).get();
        let far = uncovered_margin(17.95, 28.0, 0.30).get();
        assert!((near - 474.0).abs() < 1e-9, "{near}");
        assert!((far - 209.5).abs() < 1e-9, "{far}");
    }
}

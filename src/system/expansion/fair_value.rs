//! Levels people call fair, and the 30-day blend of futures.

use serde::Serialize;

use super::study::Study;
use crate::constant_maturity::Blend;
use crate::fair_value::{earnings_multiple, gordon};
use crate::inputs::systems::expansion::{Expansion, FAIR_VALUES};
use crate::plan::Plan;
use crate::units::Rate;

/// Levels people call SPX's fair value.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FairValues {
    /// The forward to the condor's expiry once volatility has expanded.
    pub forward: f64,
    /// Earnings times multiple.
    pub earnings: f64,
    /// Gordon's value of the dividends; `None` where they grow as fast as what is required.
    pub gordon: Option<f64>,
    /// The same with dividends growing half a percent faster.
    pub gordon_faster: Option<f64>,
    /// The one in force.
    pub used: Option<f64>,
}

/// The blend of two futures that keeps 30 days.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BlendFigures {
    /// Days from now to the nearer settlement.
    pub near: f64,
    /// To the farther one.
    pub far: f64,
    /// Share of the nearer one.
    pub near_share: f64,
    /// Level once volatility has expanded.
    pub level: f64,
    /// What holding it earns a day from the curve's slope, a fraction.
    pub roll_yield: Option<f64>,
}

impl Study<'_> {
    pub(super) fn blend(&self) -> Option<BlendFigures> {
        let blend: Blend = self.desk.blend()?;
        let state = self.desk.route().market.after(self.desk.route().via);
        let (near, far) = (state.future(blend.near, None), state.future(blend.far, None));
        Some(BlendFigures {
            near: blend.near.get(),
            far: blend.far.get(),
            near_share: blend.near_share,
            level: blend.level(near, far),
            roll_yield: blend.roll_yield(near, far),
        })
    }
}

/// The three levels once volatility has expanded, and the one in force.
pub(super) fn fair_values(plan: &Plan, typed: &Expansion) -> FairValues {
    let (package, via) = (plan.package(), plan.what_if());
    let market = &package.market;
    let forward = market.after(via).spx_expiry(package.condor.expiry).forward;
    let earnings = earnings_multiple(typed.earnings, typed.multiple);
    let required = Rate::new(market.rate.get() + plan.capital().equity_premium.get());
    // What the index pays a year is paid on today's level: an expansion cuts no dividend.
    let dividend = market.spx * market.dividend.get();
    let at = |growth: f64| gordon(dividend, required, Rate::from_percent(growth));
    let value = at(typed.dividend_growth);
    FairValues {
        forward,
        earnings,
        gordon: value,
        gordon_faster: at(typed.dividend_growth + 0.5),
        used: match typed.fair_value.as_str() {
            word if word == FAIR_VALUES[1] => Some(earnings),
            word if word == FAIR_VALUES[2] => value,
            _ => Some(forward),
        },
    }
}

//! The plan, what was typed, and the market of the expansion: what every part of the system works with.

use crate::adjustment::{Desk, Moves};
use crate::book::BookGreeks;
use crate::cash_flow::Return;
use crate::inputs::systems::expansion::{CONTRACTS, Expansion, KEEPS, MONTHS, STRUCK, WING_SIDES};
use crate::layer::Instrument;
use crate::market::Shock;
use crate::plan::Plan;
use crate::units::{Days, Usd};

use super::fair_value::fair_values;

/// The plan, what was typed, and the market of the expansion.
pub(super) struct Study<'p> {
    pub(super) plan: &'p Plan,
    pub(super) typed: &'p Expansion,
    pub(super) desk: Desk<'p>,
}

impl<'p> Study<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let typed = &plan.systems().expansion;
        let moves = Moves {
            wings: [WING_SIDES[2], WING_SIDES[1]].map(|other| {
                if typed.wing_side == other {
                    0.0
                } else {
                    typed.wing_step
                }
            }),
            strangle: typed.strangle_step,
            centre: fair_values(plan, typed).used,
            roll: Days::new(typed.roll_days),
            roll_with_forward: typed.roll_keeps == KEEPS[1],
            shift: Days::new(typed.shift_days),
            shift_to_future: typed.shift_struck == STRUCK[1],
            future: if typed.futures_contract == CONTRACTS[1] {
                Instrument::VixFuture
            } else {
                Instrument::VixMini
            },
            month: usize::from(typed.futures_month == MONTHS[1]),
            leg_slippage: typed.leg_slippage,
            leg_fee: plan.costs().spx_fee,
        };
        Self {
            plan,
            typed,
            desk: Desk::new(plan.package(), plan.what_if(), moves),
        }
    }

    pub(super) fn per_future(&self) -> Usd {
        Usd::new(self.plan.systems().money.vx_margin)
    }

    pub(super) fn of_capital(&self, dollars: f64) -> f64 {
        dollars / self.plan.capital().account.get()
    }

    /// Mean of the betas for a fall and a rise, VIX on the line from where it stands.
    pub(super) fn beta(&self, greeks: &BookGreeks, spx: f64) -> f64 {
        let (fall, rise) = self.plan.package().market.line.slopes(spx);
        let slope = f64::midpoint(fall, rise);
        self.of_capital((greeks.delta.get() + greeks.per_vix_point.get() * slope) * spx)
    }

    /// The day after a shock (the condor's last, if sooner), SPX moved on by so many percent, VIX on the line from there.
    pub(super) fn from(&self, via: Shock, percent: f64) -> Shock {
        let expiry = self.plan.package().condor.expiry;
        let left = expiry.since(via.day).get().clamp(0.0, 1.0);
        let line = self.plan.package().market.line;
        Shock {
            spx: via.spx * (1.0 + percent / 100.0),
            vix: line.vix(via.vix, percent, Days::ZERO),
            day: Days::new(via.day.get() + left),
        }
    }
}

/// A small count as a figure.
#[expect(clippy::cast_precision_loss, reason = "a few dozen")]
pub(super) fn whole(count: usize) -> f64 {
    count as f64
}

/// The only rate of several, where there is one.
pub(super) fn only(rates: &[Return]) -> Option<Return> {
    rates.first().filter(|_| rates.len() == 1).copied()
}

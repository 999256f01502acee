//! Where the package breaks even, and the VIX that takes.

use super::Book;
use crate::break_even::unhedged;
use crate::contract::SPX_OPTION;
use crate::market::Shock;
use crate::math::round;
use alloc::format;

/// A total this small is none.
const CENT: f64 = 0.01;

impl Book<'_> {
    /// A break-even level at expiry where each condor has also to earn `cost` points.
    pub(super) fn level(&mut self, key: &str, level: f64, cost: f64) {
        let condor = &self.plan.package().condor;
        let below = level <= condor.short_put;
        let net = condor.net_credit();
        let hedged = cost != 0.0;
        let title = match (below, hedged) {
            (true, false) => "Lower break-even at expiry",
            (false, false) => "Upper break-even at expiry",
            (true, true) => "Lower break-even if the hedge ends worthless",
            (false, true) => "Upper break-even if the hedge ends worthless",
        };
        self.open(key, title, "points", level);
        self.strikes(&[if below { 1 } else { 2 }]).above(
            "net",
            "Credit of one condor after fees, points",
            net,
        );
        if hedged {
            let hedge = &self.report.hedge;
            let size = [SPX_OPTION.get(), f64::from(condor.quantity)];
            self.sheets.write(
                "premium|Premium of the hedge|^\n\
                 costs|Fees and slippage of the hedge|^\n\
                 M|Dollars per point of an SPX option|@cboe\n\
                 n|#condors\n\
                 hedge = (premium + costs) ÷ (M × n)|The hedge\u{2019}s cost, points of each condor",
                &[hedge.premium.get(), hedge.costs.get(), size[0], size[1], cost],
            );
        }
        self.sheets.result(match (below, hedged) {
            (true, false) => "level = K₂ − net",
            (false, false) => "level = K₃ + net",
            (true, true) => "level = K₂ − (net − hedge)",
            (false, true) => "level = K₃ + (net − hedge)",
        });
    }

    pub(super) fn break_evens(&mut self) {
        let plan = self.plan;
        let package = plan.package();
        let (market, condor) = (&package.market, &package.condor);
        let levels = &self.report.combined.break_even;
        for (index, level) in unhedged(condor).into_iter().enumerate() {
            self.level(&format!("combined.breakEven.unhedged[{index}]"), level, 0.0);
        }
        let cost = condor.points(package.premium() + package.trading_costs());
        for (index, &level) in levels.hedge_worthless.iter().enumerate() {
            self.level(
                &format!("combined.breakEven.hedgeWorthless[{index}]"),
                level,
                cost,
            );
        }
        let both = |book: &mut Self, shock: Shock, least: bool| {
            let state = market.after(shock);
            let (alone, hedge) = (condor.gain(&state).get(), package.hedge_gain(&state).get());
            book.sheets.write(
                "VIX|VIX there|The line, or as solved for\n\
                    condor|Gain of the condors there|@model\n\
                    hedge|Gain of the hedge there|@model",
                &[shock.vix, to_the_cent(alone), to_the_cent(hedge)],
            );
            let total = alone + hedge;
            if total.abs() < CENT {
                book.sheets.equation("condor + hedge = 0");
            } else if least && total > 0.0 {
                book.sheets.equation("condor + hedge ≥ 0");
            } else {
                book.sheets
                    .words("condor + hedge changes its sign here in a jump, where a layer is bought at its VIX level");
            }
        };
        for (index, &level) in levels.hedge_at_model.iter().enumerate() {
            self.open(
                &format!("combined.breakEven.hedgeAtModel[{index}]"),
                "Break-even at the condor\u{2019}s expiry with VIX on the line and the hedge at model value",
                "points",
                level,
            );
            both(self, market.on_the_line_at(level, condor.expiry), false);
        }
        for (index, row) in self.report.combined.vix_needed.iter().enumerate() {
            let spx = row.spx;
            for (key, when, vix, day) in [
                ("vix", "on the what-if\u{2019}s day", row.vix, plan.what_if().day),
                (
                    "vixAtExpiry",
                    "at the condor\u{2019}s expiry",
                    row.vix_at_expiry,
                    condor.expiry,
                ),
            ] {
                let key = format!("combined.vixNeeded[{index}].{key}");
                let title = ["Lowest VIX at which the package does not lose ", when].concat();
                let moved = "Today\u{2019}s SPX moved by whole percents";
                self.sheets
                    .open(&key, &title, "VIX points", vix)
                    .given("S", "SPX there", spx, moved);
                match vix {
                    Some(vix) => both(self, Shock { spx, vix, day }, true),
                    None => self.sheets.words("condor + hedge < 0 at every VIX from 9 to 150"),
                }
            }
        }
    }
}

/// Two amounts that cancel show it only as far as they are printed alike.
fn to_the_cent(dollars: f64) -> f64 {
    round(dollars * 100.0) / 100.0
}

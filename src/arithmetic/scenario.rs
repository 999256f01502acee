//! The standing scenarios: what condor and hedge gain in each.

use super::Book;
use crate::market::Shock;
use crate::units::Days;
use alloc::format;
use alloc::vec::Vec;

impl Book<'_> {
    pub(super) fn scenarios(&mut self) {
        let condor = self.plan.package().condor;
        let market = self.market();
        for (index, of) in self.report.scenarios.iter().enumerate() {
            let base = format!("scenarios[{index}].");
            let key = |name: &str| [&base, name].concat();
            let title = |what: &str| [&of.title, ": ", what].concat();
            let state = market.after(Shock {
                spx: of.spx,
                vix: of.vix,
                day: Days::new(of.day),
            });
            let cost = if state.settled(condor.expiry) {
                condor.payoff(of.spx)
            } else {
                condor.cost_to_close(&state.spx_expiry(condor.expiry))
            };
            let (alone, hedge) = (of.condor.get(), of.hedge.get());
            self.open(&key("condor"), &title("condors"), "$", alone);
            self.sizes().write(
                "credit|#credit\n\
                cost|What one costs to close then, points|@model\n\
                fees|Fees|^\n\
                gain = M × n × (credit − cost) − fees",
                &[condor.credit, cost, condor.fees.get()],
            );
            let gains: Vec<f64> = of.layers.iter().map(|gain| gain.get()).collect();
            self.open(&key("hedge"), &title("hedge"), "$", hedge).sum(
                "hedge",
                "gain",
                "gain, fees and slippage paid|The model, in this scenario",
                &gains,
            );
            let both = "condor|Gain of the condors|^\n\
                hedge|Gain of the hedge|^\n";
            self.open(&key("total"), &title("together"), "$", of.total.get())
                .write(&[both, "total = condor + hedge"].concat(), &[alone, hedge]);
            if let Some(offset) = of.offset {
                self.open(
                    &key("offset"),
                    &title("share of the condors’ loss given back"),
                    "",
                    offset,
                )
                .write(&[both, "offset = hedge ÷ (−condor)"].concat(), &[alone, hedge]);
            }
        }
    }
}

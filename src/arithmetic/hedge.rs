//! The hedge as a whole: what it costs four ways, and what it takes away.

use super::Book;
use crate::hedge_cost::rolled_gain;
use crate::layer::Layer;
use crate::market::Shock;
use crate::response::Rule;
use crate::units::{Days, Usd};
use crate::worksheet::ABOVE;
use alloc::vec::Vec;

impl Book<'_> {
    /// One count of the hedge's cost, of what each layer loses: in dollars and as a share of the credit.
    pub(super) fn count(&mut self, key: &str, title: &str, lost: &[f64], cost: Usd, share: f64) {
        let hedge = &self.report.hedge;
        self.open(&["hedge.cost.", key].concat(), title, "$", cost.get());
        if key == "upfront" {
            self.sheets.write(
                "premium|Premium of the hedge|^\n\
                 costs|Fees and slippage of the hedge|^\n\
                 cost = premium + costs",
                &[hedge.premium.get(), hedge.costs.get()],
            );
        } else {
            self.sheets.sum(
                "cost",
                "loss",
                "loss, fees and slippage in it|The model, if nothing moves",
                lost,
            );
        }
        let gross = self.report.condor.credit.get();
        let of_credit = [title, ", share of the gross credit"].concat();
        self.open(&["hedge.share.", key].concat(), &of_credit, "", share)
            .above("cost", title, cost.get())
            .write("gross|Gross credit|^\nshare = cost ÷ gross", &[gross]);
    }

    pub(super) fn hedge(&mut self) {
        let (plan, of) = (self.plan, &self.report.hedge);
        let package = plan.package();
        let market = &package.market;
        let layers = &self.report.layers;
        let each = |of: &dyn Fn(&Layer) -> f64| package.layers.iter().map(of).collect::<Vec<f64>>();
        let premiums: Vec<f64> = layers.iter().map(|layer| layer.premium.get()).collect();
        let costs: Vec<f64> = layers.iter().map(|layer| layer.costs.get()).collect();
        self.open("hedge.premium", "Premium of the hedge", "$", of.premium.get())
            .sum("premium", "premium", "premium", &premiums);
        self.open(
            "hedge.costs",
            "Fees and slippage of the hedge",
            "$",
            of.costs.get(),
        )
        .sum("costs", "costs", "fees and slippage", &costs);

        let unchanged = |day: Days| {
            market.after(Shock {
                day,
                ..market.today()
            })
        };
        let life = package.condor.expiry;
        let lost = |day: Days| each(&|layer| -layer.gain(market, &unchanged(day)).get());
        let rolled = each(&|layer| -rolled_gain(layer, market, life).get());
        let (cost, share) = (of.cost, of.share);
        self.count("upfront", "Cost up front", &[], cost.upfront, share.upfront);
        self.count(
            "life",
            "Cost over the condor\u{2019}s life if nothing moves",
            &lost(life),
            cost.life,
            share.life,
        );
        self.count(
            "perDay",
            "Cost over a day if nothing moves",
            &lost(life.min(Days::new(1.0))),
            cost.per_day,
            share.per_day,
        );
        self.count(
            "rolled",
            "Cost over the condor\u{2019}s life, bought again at each expiry",
            &rolled,
            cost.rolled,
            share.rolled,
        );

        let slopes: Vec<f64> = layers
            .iter()
            .map(|layer| layer.dollars_per_vix_point.get())
            .collect();
        self.open(
            "hedge.dollarsPerVixPoint",
            "Dollars per VIX point, hedge",
            "$ per VIX point",
            of.dollars_per_vix_point.get(),
        )
        .sum("slope", "slope", "dollars per VIX point", &slopes);
        let parallel: f64 = each(&|layer| layer.dollars_per_vix_point(market, Rule::Parallel).get())
            .iter()
            .sum();
        let alike = "The model with every tenor moving alike";
        for (key, title, share, hedge, condor, source) in [
            (
                "response",
                "Share of the condors\u{2019} VIX risk taken away",
                of.neutralised.response,
                of.dollars_per_vix_point.get(),
                self.report.condor.dollars_per_vix_point,
                ABOVE,
            ),
            (
                "parallel",
                "The same if every future moved with VIX one for one",
                of.neutralised.parallel,
                parallel,
                package.condor.dollars_per_vix_point(market, Rule::Parallel),
                alike,
            ),
        ] {
            // Where the condors gain with VIX there is nothing to take away, and no figure.
            if let Some(share) = share {
                self.sheets
                    .open(&["hedge.neutralised.", key].concat(), title, "", Some(share))
                    .given("hedge", "Dollars per VIX point, hedge", hedge, source)
                    .given("condor", "Dollars per VIX point, condors", condor.get(), source)
                    .result("share = hedge ÷ (−condor)");
            }
        }
    }
}

//! Financing, beta, return and tail.

use super::Book;
use crate::money::{TAIL, hedge_delta};
use crate::units::DAYS_PER_YEAR;

impl Book<'_> {
    pub(super) fn betas(&mut self) {
        let (plan, of) = (self.plan, &self.report.money);
        let package = plan.package();
        let (market, capital) = (&package.market, plan.capital());
        let (report, hedge) = (&self.report.condor, &self.report.hedge);
        let slopes = market.line.slopes(market.spx);
        let combined = self.report.combined.dollar_beta;
        let per_point = report.dollars_per_vix_point.get() + hedge.dollars_per_vix_point.get();
        let hedge_delta = hedge_delta(package).get();
        for (key, way, field, line, slope, dollars, beta) in [
            (
                "fall",
                " for a fall",
                "vixPerFall",
                market.line.per_fall,
                slopes.0,
                combined.fall,
                of.beta.fall,
            ),
            (
                "rise",
                " for a rise",
                "vixPerRise",
                market.line.per_rise,
                slopes.1,
                combined.rise,
                of.beta.rise,
            ),
        ] {
            self.sheets
                .open(
                    &["combined.dollarBeta.", key].concat(),
                    &["Dollars per SPX point", way].concat(),
                    "$ per point",
                    Some(dollars),
                )
                .input("line", field, line)
                .write(
                    "S|#spx\n\
                    slope = −line × 100 ÷ S|VIX points per SPX point\n\
                    delta|Delta of the condors, VIX unchanged|@model\n\
                    spreads|Delta of put spreads in the hedge|@model\n\
                    vix|Dollars per VIX point, condors and hedge|^\n\
                    dollars = delta + spreads + vix × slope",
                    &[market.spx, slope, report.delta.get(), hedge_delta, per_point],
                );
            self.sheets
                .open(
                    &["money.beta.", key].concat(),
                    &["Beta of the capital to SPX", way].concat(),
                    "",
                    Some(beta),
                )
                .write(
                    "dollars|Dollars per SPX point|^\n\
                    S|#spx\n\
                    capital|#capital\n\
                    β = dollars × S ÷ capital",
                    &[dollars, market.spx, capital.account.get()],
                );
        }
    }

    pub(super) fn money(&mut self) {
        let (plan, of) = (self.plan, &self.report.money);
        let package = plan.package();
        let (market, condor, capital) = (&package.market, &package.condor, plan.capital());
        let (report, hedge) = (&self.report.condor, &self.report.hedge);
        self.sheets.figure(
            "money.financing|Cost of financing the margin|$\n\
            WACC|#wacc\n\
            margin|Margin|^\n\
            days|#condorDte\n\
            year|Days in a year|@365\n\
            cost = WACC × margin × days ÷ year",
            of.financing.get(),
            &[
                capital.wacc.get(),
                report.margin.get(),
                condor.expiry.get(),
                DAYS_PER_YEAR,
            ],
        );
        self.sized(
            "money.financingPoints|The same in points: how far it moves a break-even|points\n\
            cost|Cost of financing|^\n\
            shift = cost ÷ (M × n)",
            of.financing_points,
            &[of.financing.get()],
        );
        self.sheets.figure(
            "money.returnOnCapital|Most it can earn over what it ties up|\n\
            profit|Most the condors can earn|^\n\
            life|The hedge\u{2019}s cost over the condor\u{2019}s life|^\n\
            margin|Margin|^\n\
            premium|Premium of the hedge|^\n\
            return = (profit − life) ÷ (margin + max(0, premium))",
            of.return_on_capital,
            &[
                report.max_profit.get(),
                hedge.cost.life.get(),
                report.margin.get(),
                hedge.premium.get(),
            ],
        );
        self.betas();
        self.sheets.figure(
            "money.requiredReturn|Return that this beta asks for, a year|\n\
            r|#rate\n\
            down|Beta for a fall|^\n\
            up|Beta for a rise|^\n\
            premium|#equityPremium\n\
            required = r + (down + up) ÷ 2 × premium",
            of.required_return,
            &[
                market.rate.get(),
                of.beta.fall,
                of.beta.rise,
                capital.equity_premium.get(),
            ],
        );
        self.sheets.figure(
            "money.expectedShortfall|Mean of the worst 5 % of results at the condor\u{2019}s expiry|$\n\
            tail|Share of outcomes|Convention\n\
            atm|At-the-money vol of the distribution of SPX|Computed above; the rest is the model\u{2019}s own smile",
            of.expected_shortfall.get(),
            &[TAIL, report.atm])
        .words("ES = mean of condor + hedge where it lies in the lowest tail of outcomes, VIX on the line");
    }
}

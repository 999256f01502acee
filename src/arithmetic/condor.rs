//! The condor: its figures at expiry and today, each leg's vol and price.

use super::{Book, CALL, FORWARD, LEG_LETTERS, LEG_STRIKES, PUT};
use crate::black76::Kind;
use crate::distribution::probability_outside;
use crate::market::SpxExpiry;
use crate::math::{ln, sqrt};
use crate::report::LegReport;
use crate::skew;
use crate::units::TRADING_DAYS;
use crate::worksheet::{ABOVE, Worksheets};
use alloc::format;

impl Book<'_> {
    pub(super) fn condor_at_expiry(&mut self) {
        let (plan, of) = (self.plan, &self.report.condor);
        let condor = &plan.package().condor;
        let (credit, fees) = (condor.credit, condor.fees.get());
        self.sized(
            "condor.credit|Gross credit|$\n\
            credit|#credit\n\
            gross = M × n × credit",
            of.credit.get(),
            &[credit],
        );
        let legs = 4.0 * f64::from(condor.quantity);
        self.sheets.figure(
            "condor.fees|Fees of the condors|$\n\
            n|#condors\n\
            fee|#spxFee\n\
            fees = 4 × n × fee",
            fees,
            &[f64::from(condor.quantity), fees / legs],
        );
        self.sized(
            "condor.netCredit|Credit of one condor after fees|points\n\
            credit|#credit\n\
            fees|Fees|^\n\
            net = credit − fees ÷ (M × n)",
            of.net_credit,
            &[credit, fees],
        );
        self.sized(
            "condor.maxProfit|Most it can earn|$\n\
            credit|#credit\n\
            fees|Fees|^\n\
            profit = M × n × credit − fees",
            of.max_profit.get(),
            &[credit, fees],
        );
        self.open_sized("condor.margin|Margin, Reg T|$", of.margin.get());
        self.strikes(&[0, 1, 2, 3])
            .write(
                "width = max(K₂ − K₁, K₄ − K₃)|The wider side, points; one margin for both sides, none back for the hedge\n\
                margin = M × n × width",
                &[condor.width()]);
        self.sized(
            "condor.maxLoss|Most it can lose|$\n\
            width|The wider side, points|^\n\
            credit|#credit\n\
            fees|Fees|^\n\
            loss = M × n × (width − credit) + fees",
            of.max_loss.get(),
            &[condor.width(), credit, fees],
        );
        if let Some(levels) = of.break_even {
            self.level("condor.breakEven.lower", levels.lower, 0.0);
            self.level("condor.breakEven.upper", levels.upper, 0.0);
        }
    }

    pub(super) fn condor_today(&mut self) {
        let (plan, of) = (self.plan, &self.report.condor);
        let (market, condor, vol) = (self.market(), &plan.package().condor, plan.vol());
        let today = market.after(market.today());
        let options = today.spx_expiry(condor.expiry);
        let spot = market.spx;
        self.open(
            "condor.forward",
            "SPX forward at the condor\u{2019}s expiry",
            "points",
            of.forward,
        );
        self.spx_forward(spot, &options).result(FORWARD);
        self.open("condor.atm", "At-the-money SPX vol", "", of.atm);
        if of.atm_solved {
            let (key, quote) = match plan.mark() {
                Some(mark) => ("mark", mark),
                None => ("credit", condor.credit),
            };
            self.leg_prices(&of.legs, "The model\u{2019}s price at the vol solved for");
            self.sheets
                .input("quote", key, quote)
                .equation("p₂ − p₁ + c₃ − c₄ = quote");
        } else {
            self.sheets.write(
                "ratio|SPX vol over VIX|Input: SPX vol over VIX; no vol gives the condor\u{2019}s price\n\
                    VIX|#vix\n\
                    atm = ratio × VIX ÷ 100",
                &[
                    vol.from_vix.get() * 100.0 / market.curve.spot(),
                    market.curve.spot(),
                ],
            );
        }
        for (index, leg) in of.legs.iter().enumerate() {
            self.leg(index, leg, &options);
        }
        self.open_sized("condor.value|Cost to close, by the model|$", of.value.get());
        self.leg_prices(&of.legs, ABOVE)
            .result("value = M × n × (p₂ − p₁ + c₃ − c₄)");
        self.sheets.figure(
            "condor.expectedMove|Expected move to expiry|points\n\
            S|#spx\n\
            atm|At-the-money SPX vol|^\n\
            T|Years to expiry|@clock\n\
            move = S × atm × √T",
            of.expected_move,
            &[spot, of.atm, options.years.get()],
        );
        self.sheets.figure(
            "condor.expectedMoveVixRule|One day\u{2019}s move by the VIX rule|points\n\
            S|#spx\n\
            VIX|#vix\n\
            D|Trading days in a year|Rule of thumb\n\
            move = S × VIX ÷ 100 ÷ √D",
            of.expected_move_vix_rule,
            &[spot, market.curve.spot(), TRADING_DAYS],
        );
        let (below, above) = probability_outside(condor, &options);
        let smile = "The model\u{2019}s own smile: N(−d₂) + vega × the smile\u{2019}s slope in the strike";
        self.open(
            "condor.probabilityOfProfit",
            "Probability of profit, risk-neutral",
            "",
            of.probability_of_profit,
        )
        .given(
            "below",
            "Probability of ending below the lower break-even",
            below,
            smile,
        )
        .given("above", "Probability of ending above the upper one", above, smile)
        .result("P = max(0, 1 − below − above)");
        let around = condor.around_vix(market, market.response);
        self.open(
            "condor.dollarsPerVixPoint",
            "Dollars per VIX point, condors",
            "$ per VIX point",
            of.dollars_per_vix_point.get(),
        );
        self.around_vix(around)
            .result("slope = (8 × near − far) ÷ (12 × step)");
        let costs = [condor.cost_to_close(&options), condor.cost_tomorrow(market)];
        self.sized(
            "condor.theta|What a day that passes earns the condors|$ a day\n\
            now|What one costs to close now, points|@model\n\
            then|The same a day on, SPX and its vol unchanged|@model\n\
            theta = M × n × (now − then)",
            of.theta.get(),
            &costs,
        );
    }

    pub(super) fn leg_prices(&mut self, legs: &[LegReport], source: &str) -> &mut Worksheets {
        for ((symbol, name), leg) in LEG_LETTERS.into_iter().zip(legs) {
            self.sheets.given(symbol, name, leg.price, source);
        }
        &mut self.sheets
    }

    pub(super) fn leg(&mut self, index: usize, leg: &LegReport, options: &SpxExpiry) {
        let name = LEG_LETTERS[index].1;
        let base = format!("condor.legs[{index}].");
        let market = self.market();
        let (atm, rate, strength) = (options.atm, market.rate.get(), market.skew.strength());
        let kind = self.plan.package().condor.legs()[index].kind;
        let option = options.option(kind, leg.strike, 1.0);
        let years = options.years;
        let z = ln(leg.strike / options.forward) / (atm.get() * sqrt(years.get()));
        let bend = skew::bend(years);
        let strike_key = LEG_STRIKES[index].1;
        self.sheets
            .open(
                &[&base, "vol"].concat(),
                &name.replace("Price", "Vol"),
                "",
                Some(leg.vol),
            )
            .input("K", strike_key, leg.strike)
            .write(
                "F|SPX forward|^\n\
                atm|At-the-money SPX vol|^\n\
                T|Years to expiry|@clock\n\
                z = ln(K ÷ F) ÷ (atm × √T)|Standard deviations from the forward\n\
                k|#skew\n\
                a|Slope of the skew|@skew\n\
                b|Its bend at this tenor|@skew\n\
                c|Width of the bend|@skew\n\
                z₀|Where it bends|@skew\n\
                floor|Lowest share of the at-the-money vol|Ours\n\
                y = max(floor, 1 + k × (a × z + b × (√((z − z₀)^2 + c^2) − √(z₀^2 + c^2))))|This strike\u{2019}s vol over the at-the-money vol\n\
                σ = atm × y",
                &[options.forward, atm.get(), years.get(), z, strength, skew::SLOPE, bend, skew::WIDTH, skew::BEND_AT, skew::FLOOR, market.skew.ratio(z, bend)]);
        self.sheets
            .open(&[&base, "price"].concat(), name, "points", Some(leg.price))
            .input("K", strike_key, leg.strike)
            .write(
                "F|SPX forward|^\n\
                σ|Vol at this strike|^\n\
                T|Years to expiry|@clock\n\
                r|#rate",
                &[options.forward, leg.vol, years.get(), rate],
            );
        self.black76(&option);
        self.sheets.result(if kind == Kind::Call { CALL } else { PUT });
    }
}

//! The what-if: where the market goes and what each leg gains.

use super::{Book, CALL, CLOSING, COSTS, FORWARD, LEG_LETTERS};
use crate::black76::Kind;
use crate::layer::{Instrument, Layer};
use crate::market::{LINE_DECAY, LOWEST_VIX, State};
use crate::response::{Response, average};
use crate::units::Days;
use crate::worksheet::layer_number;
use alloc::format;
use alloc::vec::Vec;

impl Book<'_> {
    pub(super) fn what_if(&mut self) {
        let (plan, of) = (self.plan, &self.report.combined.what_if);
        let package = plan.package();
        let market = &package.market;
        let shock = plan.what_if();
        let (spot, day) = (market.curve.spot(), shock.day.get());
        self.sheets.figure(
            "combined.whatIf.spx|SPX after the move|points\n\
            S₀|#spx\n\
            move|#move\n\
            S = S₀ × (1 + move ÷ 100)",
            of.spx,
            &[market.spx, plan.move_percent()],
        );
        self.open("combined.whatIf.vix", "VIX after the move", "VIX points", of.vix);
        if plan.vix_typed() {
            self.sheets.write(
                "typed|#vixTo\n\
                VIX = typed",
                &[of.vix],
            );
        } else {
            let falls = plan.move_percent() < 0.0;
            let (key, slope) = if falls {
                ("vixPerFall", market.line.per_fall)
            } else {
                ("vixPerRise", market.line.per_rise)
            };
            self.sheets
                .write(
                    "X₀|#vix\n\
                    move|#move",
                    &[spot, plan.move_percent()]).input("slope", key, slope)
                .write(
                    "h|#day\n\
                    decay|How the slope shrinks with days|@line\n\
                    lowest|The line\u{2019}s lowest VIX|Below the lowest close since 1990, 9.14 (2017-11-03)\n\
                    VIX = max(lowest, X₀ − move × slope × max(1, h)^decay)",
                    &[day, LINE_DECAY, LOWEST_VIX]);
        }
        let state = market.after(shock);
        self.condor_gain(&state);
        for (index, layer) in package.layers.iter().enumerate() {
            let key = format!("combined.whatIf.layers[{index}]");
            let title = ["Layer ", &layer_number(index), ": gain in the what-if"].concat();
            self.sheets.open(&key, &title, "$", Some(of.layers[index].get()));
            self.layer_gain(&state, layer);
        }
        let gains: Vec<f64> = of.layers.iter().map(|gain| gain.get()).collect();
        let (condor, hedge) = (of.condor.get(), of.hedge.get());
        self.open("combined.whatIf.hedge", "Hedge in the what-if", "$", hedge)
            .sum("hedge", "gain", "gain in the what-if", &gains);
        self.sheets.figure(
            "combined.whatIf.total|Together in the what-if|$\n\
            condor|Gain of the condors|^\n\
            hedge|Gain of the hedge|^\n\
            total = condor + hedge",
            of.total.get(),
            &[condor, hedge],
        );
        if let Some(offset) = of.offset {
            self.sheets.figure(
                "combined.whatIf.offset|Share of the condors\u{2019} loss given back|\n\
                condor|Gain of the condors|^\n\
                hedge|Gain of the hedge|^\n\
                offset = hedge ÷ (−condor)",
                offset,
                &[condor, hedge],
            );
        }
    }

    /// VIX after the move and the future that was to settle on that day.
    pub(super) fn surprise(&mut self, state: &State<'_>) {
        let shock = state.shock();
        let expected = self.market().curve.future(shock.day);
        self.sheets.write(
            "X|VIX after the move|^\n\
            E|VIX\u{2019}s own future for that day|The quoted curve",
            &[shock.vix, expected],
        );
    }

    pub(super) fn condor_gain(&mut self, state: &State<'_>) {
        let condor = self.plan.package().condor;
        let shock = state.shock();
        let gain = self.report.combined.what_if.condor.get();
        self.open_sized("combined.whatIf.condor|Condors in the what-if|$", gain);
        if state.settled(condor.expiry) {
            self.strikes(&[0, 1, 2, 3]);
            self.sheets.write(
                "S|SPX after the move|^\n\
                cost = min(max(K₂ − S, 0), K₂ − K₁) + min(max(S − K₃, 0), K₄ − K₃)|What one costs at its expiry, points",
                &[shock.spx, condor.payoff(shock.spx)]);
        } else {
            let options = state.spx_expiry(condor.expiry);
            let left = condor.expiry.since(shock.day);
            self.surprise(state);
            let line = self.gamma(state, left);
            let gamma = state.response().gamma(left);
            let atm = self.report.condor.atm;
            self.sheets
                .step(
                    line,
                    "Share of a VIX move, in logs, that reaches the condor\u{2019}s vol",
                    gamma,
                )
                .write(
                    "atm₀|At-the-money SPX vol today|^\n\
                    atm = atm₀ × (X ÷ E)^γ|At-the-money SPX vol after the move",
                    &[atm, options.atm.get()],
                );
            self.spx_forward(shock.spx, &options).step(
                FORWARD,
                "SPX forward after the move",
                options.forward,
            );
            for ((symbol, name), leg) in LEG_LETTERS.into_iter().zip(condor.legs()) {
                let price = options.option(leg.kind, leg.strike, 1.0).price();
                self.sheets.given(symbol, name, price, "@model");
            }
            self.sheets.step(
                CLOSING,
                "What one costs to close, points",
                condor.cost_to_close(&options),
            );
        }
        self.sheets.write(
            "credit|#credit\n\
                fees|Fees|^\n\
                gain = M × n × (credit − cost) − fees",
            &[condor.credit, condor.fees.get()],
        );
    }

    /// Letters of gamma and its line.
    pub(super) fn gamma(&mut self, state: &State<'_>, left: Days) -> &'static str {
        let Response::Kernel { vol, .. } = state.response() else {
            return self.simple_rule(state, left, ["γ = 1", "γ = √(30 ÷ max(days, 5))"]);
        };
        self.kernel(left);
        self.sheets.write(
            "v₁|Weight of the fast factor in this move|@spread\n\
                v₂|Weight of the slow factor|@spread\n\
                a₁ = (1 − e^(−k₁ × τ)) ÷ (k₁ × τ)|The fast factor\u{2019}s average to expiry\n\
                a₂ = (1 − e^(−k₂ × τ)) ÷ (k₂ × τ)|The slow factor\u{2019}s",
            &[vol[0], vol[1], average(0, left.years()), average(1, left.years())],
        );
        "γ = v₁ × a₁ + v₂ × a₂"
    }

    pub(super) fn layer_gain(&mut self, state: &State<'_>, layer: &Layer) {
        let market = self.market();
        let Some(paid) = layer.paid(market, state) else {
            self.waiting(layer);
            self.sheets.result("gain = 0");
            return;
        };
        self.layer_price(state, layer);
        if layer.is_active(market) {
            self.paid_for(layer, paid);
            let costs = layer.trading_costs(market).get();
            self.sheets.above("costs", "Fees and slippage", costs);
        } else {
            self.waiting(layer);
            let bought = "The model, with VIX at the level at which it is bought";
            self.sheets.given("paid", "Price when bought", paid, bought);
            self.size(layer);
            let costs = layer.costs_at(paid).get();
            self.costs(layer, layer.premium_at(paid))
                .step(COSTS, "Fees and slippage", costs);
        }
        self.sheets.result("gain = q × M × (price − paid) − costs");
    }

    /// Lines that end in a layer's price in a state of the market.
    pub(super) fn layer_price(&mut self, state: &State<'_>, layer: &Layer) {
        let market = self.market();
        let terms = *layer.terms();
        let shock = state.shock();
        let price = layer.value(state);
        let words = "Price after the move";
        if state.settled(terms.expiry) {
            let name = "What it settles at";
            self.sheets.write(
                "t|#dte\n\
                    h|#day",
                &[terms.expiry.get(), shock.day.get()],
            );
            // No layer expires today, so a day has passed where one has settled.
            let part = terms.expiry.get() / shock.day.get();
            self.sheets
                .step("way = t ÷ h", "Share of the way gone by then", part);
            if let Instrument::SpxPutSpread { upper, lower } = terms.instrument {
                self.sheets
                    .write(
                        "S₀|#spx\n\
                        S|SPX after the move|^\n\
                        K₂|#strike\n\
                        K₁|#lowerStrike",
                        &[market.spx, shock.spx, upper, lower],
                    )
                    .step("V = S₀ + (S − S₀) × way", name, state.spx_at(terms.expiry))
                    .step("price = min(max(K₂ − V, 0), K₂ − K₁)", words, price);
                return;
            }
            self.sheets
                .write(
                    "X₀|#vix\n\
                    X|VIX after the move|^",
                    &[market.curve.spot(), shock.vix],
                )
                .step("V = X₀ + (X − X₀) × way", name, state.vix_at(terms.expiry));
            if let Instrument::VixCall { strike } = terms.instrument {
                self.sheets
                    .input("K", "strike", strike)
                    .step("price = max(V − K, 0)", words, price);
            } else {
                self.sheets.step("price = V", words, price);
            }
            return;
        }
        if !terms.instrument.is_vix() {
            let line = self.unopened(state, layer);
            self.sheets.step(line, words, price);
            return;
        }
        self.surprise(state);
        let line = self.beta(state, layer, false);
        let left = terms.expiry.since(shock.day);
        let beta = terms.beta.unwrap_or_else(|| state.response().beta(left));
        let forward = state.future(terms.expiry, terms.beta);
        self.sheets
            .step(
                line,
                "Share of the VIX move, in logs, that reaches its future",
                beta,
            )
            .write(
                "F₀|Its future today|The quoted curve\n\
                F = F₀ × (X ÷ E)^β|Its future after the move",
                &[market.curve.future(terms.expiry), forward],
            );
        let Instrument::VixCall { strike } = terms.instrument else {
            self.sheets
                .given(
                    "g",
                    "Your quote over the curve",
                    layer.factor(),
                    "Input: Quote, over the curve\u{2019}s future; 1 without one",
                )
                .step("price = g × F", words, price);
            return;
        };
        let option = state.vix_option(Kind::Call, strike, terms.expiry, terms.beta, layer.factor());
        self.sheets.input("K", "strike", strike);
        self.vix_vol(state, layer, &option);
        let rate = market.rate.get();
        self.sheets.write(
            "σ = g × level × (1 + s ÷ 2 × (x + √(x^2 + c^2) − c))|Its vol after the move\n\
                r|#rate",
            &[option.vol.get(), rate],
        );
        self.black76(&option);
        self.sheets.step(CALL, words, price);
    }
}

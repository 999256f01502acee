//! A layer: its future, vol, price, cost, and what it answers to.

use super::{Book, CALL, COSTS, FORWARD, VIX_VOL};
use crate::black76::{Kind, Option76};
use crate::layer::{Instrument, Layer};
use crate::market::State;
use crate::math::{ln, sqrt};
use crate::response::{Response, WEIGHT, WINDOW, average};
use crate::units::{DAYS_PER_YEAR, Days, Usd};
use crate::vol_of_vol;
use crate::worksheet::{Worksheets, layer_number};
use alloc::format;

impl Book<'_> {
    pub(super) fn layer(&mut self, index: usize, layer: &Layer) {
        let of = &self.report.layers[index];
        let market = self.market();
        let today = market.after(market.today());
        let terms = *layer.terms();
        let unit = if terms.instrument.is_vix() {
            "VIX points"
        } else {
            "points"
        };
        self.open_layer(index, "forward|forward", unit, Some(of.forward));
        match terms.instrument {
            Instrument::SpxPutSpread { .. } => {
                let spot = market.spx;
                self.spx_forward(spot, &today.spx_expiry(terms.expiry))
                    .result(FORWARD);
            }
            instrument => self.curve_future(terms.expiry, instrument.is_future().then(|| layer.factor())),
        }

        if let Some(beta) = of.beta {
            let head = "beta|share of a VIX move, in logs, that reaches its future";
            self.open_layer(index, head, "", Some(beta));
            let line = self.beta(&today, layer, true);
            self.sheets.result(line);
        }

        let option = match terms.instrument {
            Instrument::VixCall { strike } => {
                Some(today.vix_option(Kind::Call, strike, terms.expiry, terms.beta, layer.factor()))
            }
            _ => None,
        };
        if let Some(option) = &option {
            self.open_layer(index, "vol|vol of its future", "", of.vol);
            self.sheets.write(
                "F|Its VIX future|^\n\
                    K|#strike",
                &[option.forward, option.strike],
            );
            self.vix_vol(&today, layer, option);
            self.sheets.result(VIX_VOL);
        }

        self.open_layer(index, "price|price of one", unit, Some(of.price));
        match (&option, terms.instrument, terms.quote) {
            // A future's quote moves its forward; a quote that no vol explains stands for itself.
            (_, instrument, Some(quote)) if instrument.is_future() || !layer.explained() => {
                self.sheets.write(
                    "quote|#price\n\
                    price = quote",
                    &[quote],
                );
            }
            (Some(option), _, _) => {
                let rate = market.rate.get();
                self.sheets.write(
                    "F|Its VIX future|^\n\
                        K|#strike\n\
                        σ|Vol of its future|^\n\
                        T|Years to expiry|@365\n\
                        r|#rate",
                    &[
                        option.forward,
                        option.strike,
                        option.vol.get(),
                        option.years.get(),
                        rate,
                    ],
                );
                self.black76(option);
                self.sheets.result(CALL);
            }
            (None, _, _) => {
                let line = self.unopened(&today, layer);
                self.sheets.result(line);
            }
        }

        self.layer_dollars(index, layer);
    }

    /// Opens a figure of a layer: "key|title".
    pub(super) fn open_layer(&mut self, index: usize, head: &str, unit: &'static str, value: Option<f64>) {
        let (key, title) = head.split_once('|').unwrap_or((head, head));
        let key = format!("layers[{index}].{key}");
        let title = ["Layer ", &layer_number(index), ": ", title].concat();
        self.sheets.open(&key, &title, unit, value);
    }

    /// What a layer costs and what it answers to.
    pub(super) fn layer_dollars(&mut self, index: usize, layer: &Layer) {
        let of = &self.report.layers[index];
        let market = self.market();
        let terms = *layer.terms();
        self.open_layer(index, "premium|premium", "$", Some(of.premium.get()));
        let paid = layer.basis();
        if self.waiting(layer) || terms.instrument.is_future() {
            self.sheets.result("premium = 0");
        } else {
            self.paid_for(layer, paid).result("premium = q × M × paid");
        }

        self.open_layer(index, "costs|fees and slippage", "$", Some(of.costs.get()));
        if self.waiting(layer) {
            self.sheets.result("costs = 0");
        } else {
            self.costs(layer, of.premium).result(COSTS);
        }

        if let (Some(level), Instrument::VixCall { strike }) = (of.break_even_future, terms.instrument) {
            let head = "breakEvenFuture|break-even of its future";
            self.open_layer(index, head, "VIX points", Some(level));
            self.sheets.input("K", "strike", strike);
            self.paid(layer, paid).result("level = K + paid");
        }

        self.layer_delta(index, layer);

        let slope = of.dollars_per_vix_point.get();
        let head = "dollarsPerVixPoint|dollars per VIX point";
        self.open_layer(index, head, "$ per VIX point", Some(slope));
        if self.waiting(layer) {
            self.sheets.result("slope = 0");
        } else {
            self.around_vix(layer.around_vix(market, market.response));
            self.size(layer)
                .result("slope = q × M × (8 × near − far) ÷ (12 × step)");
        }
    }

    /// What a layer gains when its own future, or SPX’s forward, rises a point.
    fn layer_delta(&mut self, index: usize, layer: &Layer) {
        let market = self.market();
        let state = market.after(market.today());
        let terms = *layer.terms();
        let delta = self.report.layers[index].delta.get();
        self.open_layer(index, "delta|dollars per point of its future", "$", Some(delta));
        if self.waiting(layer) {
            self.sheets.result("delta = 0");
            return;
        }
        self.size(layer);
        match terms.instrument {
            Instrument::VixCall { strike } => {
                let option = state.vix_option(Kind::Call, strike, terms.expiry, terms.beta, layer.factor());
                self.sheets.write(
                    "F|Its VIX future|^\n\
                        K|#strike\n\
                        σ|Vol of its future|^\n\
                        T|Years to expiry|@365\n\
                        r|#rate",
                    &[
                        option.forward,
                        option.strike,
                        option.vol.get(),
                        option.years.get(),
                        market.rate.get(),
                    ],
                );
                self.black76(&option);
                self.sheets.result("delta = q × M × e^(−r × T) × N(d₁)");
            }
            Instrument::SpxPutSpread { upper, lower } => {
                let options = state.spx_expiry(terms.expiry);
                let put = |strike: f64| options.option(Kind::Put, strike, layer.factor()).greeks().delta;
                self.sheets.write(
                    "δ₁|Black’s delta of the put bought|@model\n\
                    δ₂|Black’s delta of the put sold|@model\n\
                    delta = q × M × (δ₁ − δ₂)",
                    &[put(upper), put(lower)],
                );
            }
            _ => self.sheets.result("delta = q × M"),
        }
    }

    /// What part of the whole hedge a layer is.
    pub(super) fn layer_shares(&mut self) {
        let report = self.report;
        let whole = [report.hedge.premium, report.combined.what_if.hedge];
        for (index, layer) in report.layers.iter().enumerate() {
            let gain = report.combined.what_if.layers[index];
            if let Some(share) = layer.share_of_premium {
                let head = "shareOfPremium|share of the hedge\u{2019}s premium";
                self.open_layer(index, head, "", Some(share));
                self.sheets.write(
                    "premium|Premium of the layer|^\n\
                    hedge|Premium of the hedge|^\n\
                    share = premium ÷ hedge",
                    &[layer.premium.get(), whole[0].get()],
                );
            }
            if let Some(share) = layer.share_of_offset {
                let head = "shareOfOffset|share of the hedge\u{2019}s gain in the what-if";
                self.open_layer(index, head, "", Some(share));
                self.sheets.write(
                    "gain|Gain of the layer in the what-if|^\n\
                    hedge|Gain of the hedge|^\n\
                    share = gain ÷ hedge",
                    &[gain.get(), whole[1].get()],
                );
            }
        }
    }

    /// Whether a layer waits for its VIX level; the level becomes a letter, to say so.
    pub(super) fn waiting(&mut self, layer: &Layer) -> bool {
        let waits = !layer.is_active(self.market());
        if let (true, Some(level)) = (waits, layer.terms().activate_at) {
            self.sheets.input("L", "activateAt", level);
        }
        waits
    }

    pub(super) fn size(&mut self, layer: &Layer) -> &mut Worksheets {
        let instrument = layer.terms().instrument;
        let source = if instrument.is_future() { "@cfe" } else { "@cboe" };
        self.sheets.input("q", "quantity", layer.contracts()).given(
            "M",
            "Dollars per point of one",
            instrument.multiplier().get(),
            source,
        )
    }

    /// What one was or is bought at.
    pub(super) fn paid(&mut self, layer: &Layer, paid: f64) -> &mut Worksheets {
        match layer.terms().entry {
            Some(entry) => self.sheets.input("paid", "entry", entry),
            None => self.sheets.above("paid", "Price of one", paid),
        }
    }

    pub(super) fn paid_for(&mut self, layer: &Layer, paid: f64) -> &mut Worksheets {
        self.paid(layer, paid);
        self.size(layer)
    }

    pub(super) fn costs(&mut self, layer: &Layer, premium: Usd) -> &mut Worksheets {
        let key = match layer.terms().instrument {
            Instrument::VixCall { .. } => "vixFee",
            Instrument::SpxPutSpread { .. } => "spxFee",
            _ => "futureFee",
        };
        let each = if key == "spxFee" { 2.0 } else { 1.0 };
        self.sheets
            .write(
                "contracts|#quantity\n\
                legs|Options in one|Two in a put spread, one in all else",
                &[layer.contracts().abs(), each],
            )
            .input("fee", key, layer.fee().get() / each)
            .write(
                "slip|#slippage\n\
                premium|Premium, without its sign|^",
                &[layer.slippage().get(), premium.get().abs()],
            )
    }

    /// The future of a tenor, off the quoted curve; `factor` where the layer's own quote stands off it.
    pub(super) fn curve_future(&mut self, tenor: Days, factor: Option<f64>) {
        let (left, right) = self.market().curve.around(tenor);
        let scaled = factor.filter(|&factor| factor != 1.0);
        let spot = left.tenor == Days::ZERO;
        self.sheets.given(
            "F₁",
            if tenor > right.tenor {
                "The last quoted future, held beyond it"
            } else if tenor == right.tenor {
                "The quoted future of its day"
            } else if spot {
                "Spot VIX, where the curve starts"
            } else {
                "Quoted future before it"
            },
            left.price,
            if spot { "Input: VIX" } else { "@futures" },
        );
        if let Some(factor) = scaled {
            self.sheets.given(
                "g",
                "Your quote over the curve",
                factor,
                "Input: Quote, over the curve\u{2019}s future",
            );
        }
        if left.tenor == right.tenor {
            self.sheets.result(if scaled.is_some() {
                "F = g × F₁"
            } else {
                "F = F₁"
            });
            return;
        }
        self.sheets
            .write(
                "t₁|Its days|@futures\n\
                F₂|Quoted future after it|@futures\n\
                t₂|Its days|@futures\n\
                t|#dte",
                &[left.tenor.get(), right.price, right.tenor.get(), tenor.get()],
            )
            .result(if scaled.is_some() {
                "F = g × (F₁ + (F₂ − F₁) × (t − t₁) ÷ (t₂ − t₁))"
            } else {
                "F = F₁ + (F₂ − F₁) × (t − t₁) ÷ (t₂ − t₁)"
            });
    }

    /// Letters of a layer's beta in a state of the market, and its last line; the kernel's weights are
    /// worked out where `opened`.
    pub(super) fn beta(&mut self, state: &State<'_>, layer: &Layer, opened: bool) -> &'static str {
        let left = layer.terms().expiry.since(state.shock().day);
        if let Some(own) = layer.terms().beta {
            self.sheets.input("own", "beta", own);
            return "β = own";
        }
        let Response::Kernel { future, .. } = state.response() else {
            return self.simple_rule(state, left, ["β = 1", "β = √(30 ÷ (30 + days))"]);
        };
        self.kernel(left);
        if opened {
            self.sheets.write(
                "w₁|Weight of the fast factor|@kernel\n\
                    w₂|Weight of the slow factor|@kernel\n\
                    m|VIX\u{2019}s own 30 days, in years|Definition of VIX\n\
                    A₁ = (1 − e^(−k₁ × m)) ÷ (k₁ × m)|The fast factor\u{2019}s average over them\n\
                    A₂ = (1 − e^(−k₂ × m)) ÷ (k₂ × m)|The slow factor\u{2019}s\n\
                    f₁ = w₁ × A₁ ÷ (w₁ × A₁ + w₂ × A₂)|Fast share of a VIX move\n\
                    f₂ = 1 − f₁|Slow share",
                &[
                    WEIGHT[0],
                    WEIGHT[1],
                    WINDOW.get(),
                    average(0, WINDOW),
                    average(1, WINDOW),
                    future[0],
                    future[1],
                ],
            );
        } else {
            self.sheets.write(
                "f₁|Fast share of this VIX move|@spread\n\
                    f₂|Slow share|@spread",
                &[future[0], future[1]],
            );
        }
        "β = f₁ × e^(−k₁ × τ) + f₂ × e^(−k₂ × τ)"
    }

    /// Letters of a VIX option's vol; F and K stand above.
    pub(super) fn vix_vol(&mut self, state: &State<'_>, layer: &Layer, option: &Option76) {
        let market = self.market();
        let surface = market.vol_of_vol;
        let (spot, vix) = (market.curve.spot(), state.shock().vix);
        let level = state.vol_of_vol().at_the_money(option.years).get();
        let x = ln(option.strike / option.forward) / (level * sqrt(option.years.get()));
        let (quoted, source) = if layer.terms().quote.is_some() && layer.explained() {
            (
                "Your quote\u{2019}s vol over the model\u{2019}s",
                "Input: Quote, solved by Black-76",
            )
        } else {
            (
                "Your quote\u{2019}s vol over the model\u{2019}s",
                "1: the model\u{2019}s own vol",
            )
        };
        let flat = vol_of_vol::FLAT_UNTIL.get() * DAYS_PER_YEAR;
        self.sheets.write(
            "share|At-the-money vol over VVIX|@smile\n\
                VVIX|#vvix\n\
                flat|Days up to which it holds|@smile\n\
                power|How it falls beyond|@smile\n\
                days|Days left|Input: Days, less the days gone\n\
                T|Years left|@365",
            &[
                vol_of_vol::SHARE_OF_VVIX,
                surface.vvix().get(),
                flat,
                vol_of_vol::DECLINE,
                option.years.get() * DAYS_PER_YEAR,
                option.years.get(),
            ],
        );
        let line = if vix == spot {
            "level = share × VVIX × min(1, flat ÷ days)^power"
        } else {
            self.sheets.write(
                "X|VIX after the move|^\n\
                    X₀|#vix",
                &[vix, spot],
            );
            "level = share × VVIX × min(1, flat ÷ days)^power × √(X ÷ X₀)"
        };
        self.sheets
            .step(line, "At-the-money vol of its future", level)
            .step(
                "x = ln(K ÷ F) ÷ (level × √T)",
                "Standard deviations from the future",
                x,
            )
            .given("g", quoted, layer.factor(), source)
            .write(
                "s|#vixSkew\n\
                c|Width of the smile\u{2019}s bend|@smile",
                &[surface.smile(), vol_of_vol::BEND],
            );
    }

    /// The line of a price that no option formula is opened for: a future's, or a put spread's.
    pub(super) fn unopened(&mut self, state: &State<'_>, layer: &Layer) -> &'static str {
        let terms = layer.terms();
        let Instrument::SpxPutSpread { upper, lower } = terms.instrument else {
            self.sheets.above("F", "Its VIX future", layer.value(state));
            return "price = F";
        };
        let options = state.spx_expiry(terms.expiry);
        let put = |strike: f64| options.option(Kind::Put, strike, layer.factor()).price();
        self.sheets.write(
            "p₁|Price of the put bought|@model\n\
                p₂|Price of the put sold|@model",
            &[put(upper), put(lower)],
        );
        "price = p₁ − p₂"
    }
}

//! The figures that section 8 of the model prints, typed from its table, and a few worked by hand from its formulas.
//!
//! A figure is right to half of its last printed digit. Costs are at 0 unless a test says otherwise.

use alvh::break_even::break_even;
use alvh::inputs::{Inputs, LayerRow};
use alvh::market::Shock;
use alvh::plan::Plan;
use alvh::preset::PRESETS;
use alvh::report::Report;
use alvh::response::Rule;
use alvh::units::{Days, Vol};

/// The inputs of section 8, every one typed here, so that a changed default cannot change what is tested.
fn example() -> Inputs {
    let future = |dte, price| alvh::inputs::FutureRow { dte, price };
    Inputs {
        spx: 7138.80,
        vix: 17.95,
        rate: 4.0,
        dividend: 1.2,
        vvix: 95.0,
        skew: 1.0,
        vix_skew: 0.31,
        atm_ratio: 0.82,
        futures: vec![future(30.0, 19.0), future(110.0, 20.5), future(220.0, 21.3)],
        long_put: 6600.0,
        short_put: 6650.0,
        short_call: 7475.0,
        long_call: 7525.0,
        credit: 12.80,
        condor_dte: 45.0,
        condors: 10.0,
        mark: None,
        layers: vec![
            LayerRow::vix_call(4.0, 10.0, 18.0),
            LayerRow::vix_call(4.0, 37.0, 19.0),
            LayerRow::vix_call(2.0, 75.0, 20.0),
        ],
        response: String::from("kernel"),
        vix_per_fall: 1.5,
        vix_per_rise: 1.06,
        move_percent: -7.0,
        vix_to: None,
        day: 1.0,
        spx_fee: 1.50,
        vix_fee: 1.50,
        future_fee: 2.50,
        slippage: 2.0,
        wacc: 8.0,
        equity_premium: 5.0,
        capital: 100_000.0,
        #[cfg(feature = "study")]
        systems: alvh::inputs::systems::Systems::default(),
        #[cfg(any(feature = "study", feature = "evidence"))]
        evidence: alvh::inputs::evidence::Evidence::default(),
    }
}

fn without_costs() -> Inputs {
    Inputs {
        spx_fee: 0.0,
        vix_fee: 0.0,
        future_fee: 0.0,
        slippage: 0.0,
        ..example()
    }
}

fn plan(inputs: &Inputs) -> Plan {
    inputs.check().expect("the example is valid")
}

fn report(inputs: &Inputs) -> Report {
    plan(inputs).report()
}

/// Whether a figure rounds to the printed one: within half of its last digit, and what doubles lose in a sum.
#[track_caller]
fn printed(found: f64, text: &str) {
    let digits = text.replace(',', "");
    let expected: f64 = digits.parse().expect("a printed figure");
    let decimals = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let half = (0..decimals).fold(0.5, |half, _| half / 10.0);
    let off = (found - expected).abs();
    assert!(off <= half + 1e-12 * expected.abs(), "{found} is not {text}");
}

/// VIX to a level with SPX at today's, now.
fn vix_alone(level: f64) -> Inputs {
    Inputs {
        move_percent: 0.0,
        vix_to: Some(level),
        day: 0.0,
        ..without_costs()
    }
}

fn spx_after_a_day(percent: f64) -> Inputs {
    Inputs {
        move_percent: percent,
        day: 1.0,
        ..without_costs()
    }
}

#[test]
fn the_defaults_are_those_of_section_8() {
    assert_eq!(Inputs::default(), example());
}

/// Section 8, rows "beta" and "gamma".
#[test]
fn betas_and_gammas_are_those_printed() {
    let response = Rule::Kernel.response(false, Days::ZERO);
    let days = [1.0, 7.0, 10.0, 30.0, 37.0, 75.0, 110.0, 220.0];
    let betas = [
        "0.967", "0.808", "0.750", "0.542", "0.504", "0.380", "0.303", "0.149",
    ];
    let gammas = [
        "1.647", "1.437", "1.353", "1.000", "0.927", "0.705", "0.600", "0.419",
    ];
    for (day, (beta, gamma)) in days.into_iter().zip(betas.into_iter().zip(gammas)) {
        printed(response.beta(Days::new(day)), beta);
        printed(response.gamma(Days::new(day)), gamma);
    }
    printed(response.gamma(Days::ZERO), "1.688");
    // Section 4: "beta(0) = 1", and "VIX9D moves 1.38 times VIX in logs".
    printed(response.beta(Days::ZERO), "1.000");
    printed(response.gamma(Days::new(9.0)), "1.38");
}

/// Section 4: "`beta_h(30 d)` = .542, .581, .659, .686 at h = 0, 7, 30, 45 days", for rises; a fall keeps beta.
#[test]
fn a_rise_spread_over_time_reaches_the_30_day_future_as_printed() {
    for (after, beta) in [(0.0, "0.542"), (7.0, "0.581"), (30.0, "0.659"), (45.0, "0.686")] {
        let rise = Rule::Kernel.response(true, Days::new(after));
        printed(rise.beta(Days::new(30.0)), beta);
        let fall = Rule::Kernel.response(false, Days::new(after));
        printed(fall.beta(Days::new(30.0)), "0.542");
    }
}

/// Section 4: beta = sqrt(30/(30 + tau)), gamma = sqrt(30/max(tau, 5)); parallel is 1.
#[test]
fn the_rules_for_comparison_are_what_they_say() {
    let root = Rule::SqrtTime.response(true, Days::new(3.0));
    // sqrt(30/120) and sqrt(30/60); sqrt(30/7.5) and, below five days, sqrt(30/5) = sqrt 6.
    printed(root.beta(Days::new(90.0)), "0.5000000000");
    printed(root.beta(Days::new(30.0)), "0.7071067812");
    printed(root.gamma(Days::new(7.5)), "2.0000000000");
    printed(root.gamma(Days::new(1.0)), "2.4494897428");
    let parallel = Rule::Parallel.response(true, Days::new(3.0));
    for days in [0.0, 10.0, 400.0] {
        printed(parallel.beta(Days::new(days)), "1.0000000000");
        printed(parallel.gamma(Days::new(days)), "1.0000000000");
    }
}

/// Section 8, row "futures at 10, 37, 75 days".
#[test]
fn the_futures_of_the_layers_are_those_printed() {
    let report = report(&without_costs());
    for (layer, future) in report.layers.iter().zip(["18.30", "19.13", "19.84"]) {
        printed(layer.forward, future);
    }
}

/// Section 8, row "atm solved from the credit".
#[test]
fn the_vol_solved_from_the_credit_is_the_printed_one() {
    let plan = plan(&without_costs());
    let condor = plan.report().condor;
    printed(100.0 * condor.atm, "14.805");
    assert!(condor.atm_solved);
    // 0.82 of 17.95 %.
    printed(100.0 * condor.atm_from_vix, "14.719");
    let market = &plan.package().market;
    let options = market
        .after(market.today())
        .spx_expiry(plan.package().condor.expiry);
    let at_vix = options.with_atm(Vol::new(0.82 * 0.1795));
    printed(plan.package().condor.cost_to_close(&at_vix), "12.643");
    // Solved: the model's value is the credit, to the digits of a sum of four prices of some hundred points.
    printed(condor.value.get(), "12800.00000000");
}

/// Section 8, row "price of the three calls; premium of the set".
#[test]
fn the_calls_cost_what_is_printed() {
    let report = report(&without_costs());
    for (layer, price) in report.layers.iter().zip(["1.16526", "2.11421", "2.60891"]) {
        printed(layer.price, price);
    }
    printed(report.hedge.premium.get(), "1833.57");
    printed(100.0 * report.hedge.share.upfront, "14.325");
}

/// Section 8, row "life, perDay, rolled".
#[test]
fn the_hedge_costs_what_is_printed_on_every_count() {
    let hedge = report(&without_costs()).hedge;
    printed(hedge.cost.upfront.get(), "1833.57");
    printed(hedge.cost.life.get(), "1522.86");
    printed(100.0 * hedge.share.life, "11.897");
    printed(hedge.cost.per_day.get(), "44.59");
    printed(100.0 * hedge.share.per_day, "0.348");
    printed(hedge.cost.rolled.get(), "3211.13");
    printed(100.0 * hedge.share.rolled, "25.087");
}

/// Section 8, row "VIX +1, SPX unchanged, now".
#[test]
fn one_point_of_vix_now_makes_what_is_printed() {
    let what = report(&vix_alone(18.95)).combined.what_if;
    printed(what.hedge.get(), "389.81");
    printed(what.condor.get(), "-1248.87");
}

/// Section 8, row "VIX +5, SPX unchanged, now".
#[test]
fn five_points_of_vix_now_make_what_is_printed() {
    let what = report(&vix_alone(22.95)).combined.what_if;
    printed(what.hedge.get(), "2216.92");
    printed(what.condor.get(), "-5531.81");
}

/// Section 8: "(parallel rule +$4,129.53)", and below the table "overstates +5 by 1.9 times (10/37/75)".
#[test]
fn the_parallel_rule_overstates_five_points_as_printed() {
    let inputs = Inputs {
        response: String::from("parallel"),
        ..vix_alone(22.95)
    };
    let naive = report(&inputs).combined.what_if.hedge.get();
    printed(naive, "4,129.53");
    printed(
        naive / report(&vix_alone(22.95)).combined.what_if.hedge.get(),
        "1.9",
    );
}

/// Section 8, row "SPX -4 %, VIX 23.95, after a day": "no loss to offset".
#[test]
fn a_fall_of_4_percent_makes_what_is_printed() {
    let what = report(&spx_after_a_day(-4.0)).combined.what_if;
    printed(what.vix, "23.95");
    printed(what.hedge.get(), "2738.92");
    printed(what.condor.get(), "163.21");
    assert_eq!(what.offset, None);
}

/// Section 8, row "SPX -7 %, VIX 28.45, after a day".
#[test]
fn a_fall_of_7_percent_makes_what_is_printed() {
    let what = report(&spx_after_a_day(-7.0)).combined.what_if;
    printed(what.vix, "28.45");
    // 7138.80 * 0.93.
    printed(what.spx, "6639.0840000");
    printed(what.hedge.get(), "4992.41");
    printed(what.condor.get(), "-6536.89");
    // 4992.41 / 6536.89.
    printed(what.offset.expect("the condor loses"), "0.76373");
}

/// Section 8, row "SPX +2 %, VIX 15.83, after a day": "both lose".
#[test]
fn a_rise_of_2_percent_makes_what_is_printed() {
    let what = report(&spx_after_a_day(2.0)).combined.what_if;
    printed(what.vix, "15.83");
    printed(what.hedge.get(), "-664.38");
    printed(what.condor.get(), "-6079.29");
}

/// Section 8, row "dollars per VIX point; neutralised".
#[test]
fn dollars_per_vix_point_are_those_printed() {
    let report = report(&without_costs());
    printed(report.hedge.dollars_per_vix_point.get(), "363.69");
    printed(report.condor.dollars_per_vix_point.get(), "-1289.15");
    printed(report.hedge.neutralised.response.expect("a share"), "0.2821");
    printed(report.hedge.neutralised.parallel.expect("a share"), "0.3962");
}

/// Section 8, row "max profit, max loss, margin".
#[test]
fn the_condor_s_limits_are_those_printed() {
    let condor = report(&without_costs()).condor;
    printed(condor.max_profit.get(), "12,800");
    printed(condor.max_loss.get(), "37,200");
    printed(condor.margin.get(), "50,000");
}

/// Section 8, row "break-even: unhedged, worthless, at model".
#[test]
fn the_break_evens_are_those_printed() {
    let levels = report(&without_costs()).combined.break_even;
    for (found, expected) in [
        (&levels.unhedged, ["6637.20", "7487.80"]),
        (&levels.hedge_worthless, ["6639.03", "7485.97"]),
        (&levels.hedge_at_model, ["6635.77", "7486.13"]),
    ] {
        assert_eq!(found.len(), 2, "{found:?}");
        printed(found[0], expected[0]);
        printed(found[1], expected[1]);
    }
}

/// Section 8, row "probability of profit; delta; theta; vega".
#[test]
fn the_condor_s_greeks_are_those_printed() {
    let condor = report(&without_costs()).condor;
    printed(condor.probability_of_profit, "0.7252");
    printed(condor.delta.get(), "-51.90");
    printed(condor.theta.get(), "329.22");
    printed(condor.vega.get(), "-1757");
}

/// Section 7 by hand: 4 x $1.50 on ten condors is $60, six cents of a point on each.
#[test]
fn fees_move_the_condor_s_limits_by_60_dollars() {
    let condor = report(&example()).condor;
    printed(condor.fees.get(), "60.00000");
    printed(condor.net_credit, "12.7400000");
    // 12,800 - 60; 50,000 - 12,800 + 60; the margin does not count fees.
    printed(condor.max_profit.get(), "12740.00000");
    printed(condor.max_loss.get(), "37260.00000");
    printed(condor.margin.get(), "50000.00000");
    // 6650 - 12.74 and 7475 + 12.74.
    let levels = condor.break_even.expect("two break-evens");
    printed(levels.lower, "6637.260000");
    printed(levels.upper, "7487.740000");
    // The value is the model's, fees or not.
    printed(condor.value.get(), "12800.00000000");
}

/// Section 7 by hand: $1.50 a call, and 2 % of 4 x 116.526, 4 x 211.421, 2 x 260.891 dollars.
#[test]
fn fees_and_slippage_are_charged_once_and_at_entry() {
    let report = report(&example());
    // 6 + 9.32208; 6 + 16.91368; 3 + 10.43564, each premium printed to a tenth of a cent.
    for (layer, costs) in report.layers.iter().zip(["15.32", "22.91", "13.44"]) {
        printed(layer.costs.get(), costs);
    }
    printed(report.hedge.costs.get(), "51.67");
    // The premium does not include them, every cost does: 1833.57 + 51.67.
    printed(report.hedge.premium.get(), "1833.57");
    printed(report.hedge.cost.upfront.get(), "1885.24");
    // 1522.86 + 51.67 and 44.59 + 51.67.
    printed(report.hedge.cost.life.get(), "1574.53");
    printed(report.hedge.cost.per_day.get(), "96.26");
    // 4992.41 - 51.67 and -6536.89 - 60.
    let what = &report.combined.what_if;
    printed(what.hedge.get(), "4940.74");
    printed(what.condor.get(), "-6596.89");
    printed(what.total.get(), "-1656.15");
}

/// Section 7 by hand: inward from 6637.26 and 7487.74 by (1833.57 + 51.67)/1000 points.
#[test]
fn a_worthless_hedge_moves_the_break_evens_inward_by_its_whole_cost() {
    let levels = break_even(plan(&example()).package());
    printed(levels.hedge_worthless[0], "6639.145");
    printed(levels.hedge_worthless[1], "7485.855");
}

/// Section 6: a spike that fades leaves what a day decays and what was paid to enter.
#[test]
fn a_spike_that_fades_leaves_a_day_s_decay_and_the_costs() {
    let report = report(&example());
    let fade = report
        .scenarios
        .iter()
        .find(|row| row.id == "fade")
        .expect("fade");
    // perDay of section 8, 44.59, and costs of 51.67.
    printed(fade.hedge.get(), "-96.26");
}

/// Section 6: VIX on the line is X0 - p s max(1, h)^-0.12, and not below 9.
#[test]
fn vix_follows_the_line_of_section_6() {
    let to = |percent: f64, day: f64| {
        let inputs = Inputs {
            move_percent: percent,
            day,
            ..without_costs()
        };
        report(&inputs).combined.what_if.vix
    };
    // 17.95 + 4 * 1.5 within the first day, 17.95 - 2 * 1.06, and 17.95 - 10.6 held at 9.
    printed(to(-4.0, 0.0), "23.9500000");
    printed(to(-4.0, 0.5), "23.9500000");
    printed(to(2.0, 1.0), "15.8300000");
    printed(to(10.0, 1.0), "9.0000000");
    // 21^-0.12 = e^(-0.12 * 3.044522) = e^-0.365343 = 0.693958: 17.95 + 10 * 1.5 * 0.693958.
    printed(to(-10.0, 21.0), "28.3594");
}

/// Section 6: the levels of the standing scenarios.
#[test]
fn the_standing_scenarios_stand_where_they_should() {
    let report = report(&without_costs());
    // From 17.95: +3, +6, +10.5 on the line, 1.2 times that beyond it; 7475 * 1.01 is 5.7558 % up.
    for (id, spx, vix) in [
        ("fall2", "6996.02", "20.95"),
        ("fall4", "6853.25", "23.95"),
        ("fall7", "6639.08", "28.45"),
        ("fall2beyond", "6996.02", "21.55"),
        ("fall4beyond", "6853.25", "25.15"),
        ("fall7beyond", "6639.08", "30.55"),
        ("fallFlat", "6853.25", "17.95"),
        ("riseThrough", "7549.75", "11.85"),
        ("spikeFlat", "7138.80", "22.95"),
        ("fade", "7138.80", "17.95"),
    ] {
        let row = report.scenarios.iter().find(|row| row.id == id).expect(id);
        printed(row.spx, spx);
        printed(row.vix, vix);
        printed(row.day, "1.0000000");
    }
    // The scenario and the what-if of the same shock are one answer.
    let fall = report
        .scenarios
        .iter()
        .find(|row| row.id == "fall7")
        .expect("fall7");
    printed(fall.hedge.get(), "4992.41");
    printed(fall.condor.get(), "-6536.89");
}

/// Section 7: expected move S atm sqrt(T), with 14.805 % and 45/365 years: 371.10; by the VIX rule S VIX/sqrt(252)/100.
#[test]
fn the_expected_moves_are_worked_by_hand() {
    let condor = report(&without_costs()).condor;
    // The vol is known to half of its last digit, 0.005 %, a point of SPX eighty times that: 0.013.
    assert!(
        (condor.expected_move - 371.102).abs() < 0.013,
        "{}",
        condor.expected_move
    );
    printed(condor.expected_move_vix_rule, "80.7215");
}

/// Section 7: WACC x margin x days/365 is 0.08 x 50,000 x 45/365 = 493.15, half a point of each of ten condors.
#[test]
fn financing_is_worked_by_hand() {
    let money = report(&without_costs()).money;
    printed(money.financing.get(), "493.1506849");
    printed(money.financing_points, "0.4931506849");
    // (12,800 - 1522.86) / (50,000 + 1833.57).
    printed(money.return_on_capital, "0.217564");
}

/// Section 7: "on a one-day condor about 0.002" points: 0.08 x 10 points / 365.
#[test]
fn financing_a_one_day_condor_is_a_five_hundredth_of_a_point() {
    let preset = PRESETS
        .iter()
        .find(|preset| preset.id == "one-day")
        .expect("the preset");
    let (inputs, problems) = alvh::link::from_link(preset.link);
    assert!(problems.is_empty());
    printed(report(&inputs).money.financing_points, "0.002");
    printed(report(&inputs).money.financing_points, "0.0021918");
}

/// Section 4: a settled layer is paid on VIX at its own expiry, X0 + (X - X0) T/h: 17.95 + 12 x 10/20 = 23.95.
#[test]
fn a_layer_settled_on_the_way_is_paid_on_a_straight_line() {
    let inputs = Inputs {
        layers: vec![LayerRow::vix_call(4.0, 10.0, 18.0)],
        day: 20.0,
        move_percent: 0.0,
        vix_to: Some(29.95),
        ..without_costs()
    };
    // 400 x (23.95 - 18 - 1.16526).
    printed(report(&inputs).combined.what_if.hedge.get(), "1913.90");
}

/// Section 7: "P/L is against entry": a layer held from 0.50 shows the 0.66526 it has gained since.
#[test]
fn a_layer_held_counts_from_what_was_paid() {
    let held = LayerRow {
        entry: Some(0.50),
        ..LayerRow::vix_call(4.0, 10.0, 18.0)
    };
    let inputs = Inputs {
        layers: vec![held],
        ..vix_alone(17.95)
    };
    let report = report(&inputs);
    // 400 x (1.16526 - 0.50), the price printed to five digits.
    assert!((report.combined.what_if.hedge.get() - 266.104).abs() < 0.002 + 1e-9);
    printed(report.hedge.premium.get(), "200.0000000");
}

/// Section 7: multipliers $1,000 for VX and $100 for VXM; section 4: the 30-day future moves by 0.542 in logs.
#[test]
fn futures_pay_a_thousand_and_a_hundred_dollars_a_point() {
    let with = |instrument: &str, fee: f64| {
        let inputs = Inputs {
            layers: vec![LayerRow::bare(instrument, 3.0, 30.0)],
            future_fee: fee,
            ..vix_alone(22.95)
        };
        report(&inputs).combined.what_if.hedge.get()
    };
    // 19 (22.95/17.95)^0.542 = 19 x 1.142467 = 21.70688, beta to half of its last digit: 0.0026 points.
    let gain = with("vixFuture", 0.0);
    assert!((gain - 3000.0 * 2.70688).abs() < 3000.0 * 0.0027, "{gain}");
    // The same move at a tenth of the size, to the rounding of two products.
    assert!((with("vixMini", 0.0) * 10.0 - gain).abs() < 1e-9, "{gain}");
    // Three contracts at $2.50, no slippage on a future: it has no premium.
    printed(with("vixFuture", 2.5) - gain, "-7.5000000");
}

/// Section 7: "`activateAt`: nothing is paid today; in a scenario with VIX at or above it the layer was bought at model
/// price with VIX at that level".
#[test]
fn a_waiting_layer_earns_only_what_vix_does_beyond_its_level() {
    let waiting = LayerRow {
        activate_at: Some(18.95),
        ..LayerRow::vix_call(4.0, 10.0, 18.0)
    };
    let bought = LayerRow::vix_call(4.0, 10.0, 18.0);
    let hedge = |layer: &LayerRow, vix: f64| {
        let inputs = Inputs {
            layers: vec![layer.clone()],
            ..vix_alone(vix)
        };
        report(&inputs).combined.what_if.hedge.get()
    };
    printed(hedge(&waiting, 18.90), "0.0000000");
    // From 18.95 on it makes what the bought one makes from there on: two differences of the same prices.
    let beyond = hedge(&bought, 22.95) - hedge(&bought, 18.95);
    assert!((hedge(&waiting, 22.95) - beyond).abs() < 1e-9, "{beyond}");
    let inputs = Inputs {
        layers: vec![waiting],
        ..without_costs()
    };
    printed(report(&inputs).hedge.premium.get(), "0.0000000");
}

/// The what-if is one of the shocks the core can be asked about.
#[test]
fn the_what_if_is_the_package_s_own_answer() {
    let plan = plan(&spx_after_a_day(-7.0));
    let shock = Shock {
        spx: 7138.80 * 0.93,
        vix: 28.45,
        day: Days::new(1.0),
    };
    // The levels differ by the rounding of a product, a cent is eleven digits away.
    let off = plan.package().total(shock) - plan.report().combined.what_if.total;
    assert!(off.get().abs() < 1e-6, "{off:?}");
}

//! The simulation: its laws, its reproducibility, and an independent model that walks day by day.

use alvh::black76::Kind;
use alvh::estimate::{Estimate, Mean};
use alvh::inputs::{Inputs, LayerRow};
use alvh::link::from_link;
use alvh::math::{exp, normal_pdf, sqrt};
use alvh::plan::{Plan, plan_of};
use alvh::priced_law::of_spx;
use alvh::simulation::{Assumptions, Simulated, Simulation};
use alvh::units::Rate;
use serde_json::Value;

use crate::fields::figure;
use crate::json::raw;

/// A law may miss by this many of its own standard errors.
const ERRORS: f64 = 3.0;

const READER_S: Assumptions = Assumptions {
    seed: 1,
    paths: 30_000,
    correlation: -0.82,
    drift: Rate::new(0.05),
    realised: 0.9,
    vix_premium: 0.04,
};

fn plan(link: &str) -> Plan {
    let (inputs, problems) = from_link(link);
    assert!(problems.is_empty(), "{link}: {problems:?}");
    inputs
        .check()
        .unwrap_or_else(|problems| panic!("{link}: {problems:?}"))
}

fn simulated(plan: &Plan, assumptions: Assumptions) -> Simulated {
    let mut simulation = Simulation::new(plan.package(), assumptions);
    assert_eq!(simulation.advance(assumptions.paths), assumptions.paths);
    simulation.figures()
}

fn near(found: Estimate, expected: f64, allowed: f64, what: &str) {
    assert!(
        (found.value - expected).abs() <= ERRORS * found.error + allowed,
        "{what}: {} ± {} is not {expected}",
        found.value,
        found.error
    );
}

const LINKS: [&str; 5] = [
    "v=1",
    "v=1&condorDte=7&credit=12&longPut=6850&shortPut=6900&shortCall=7300&longCall=7350",
    "v=1&vvix=140&vix=30",
    "v=1&condorDte=1&credit=1.1&longPut=7020&shortPut=7030&shortCall=7230&longCall=7240",
    "v=1&vixSkew=0&condorDte=120&credit=20",
];

#[test]
fn futures_are_martingales_at_every_tenor() {
    for link in LINKS {
        for future in simulated(&plan(link), READER_S).futures {
            let what = format!("{link}: the future of {} days", future.tenor.get());
            near(future.price.drawn, future.price.priced, 0.0, &what);
        }
    }
}

/// The law that paths are drawn from, integrated: it repays every option it was read from.
#[test]
fn the_law_of_spx_repays_its_options() {
    for link in LINKS {
        let plan = plan(link);
        let package = plan.package();
        let state = package.market.after(package.market.today());
        let options = state.spx_expiry(package.condor.expiry);
        let growth = exp(options.rate.get() * options.years.get());
        let law = of_spx(&options);
        let mean = |payoff: &dyn Fn(f64) -> f64| -> f64 {
            let steps = (-8 * 512..=8 * 512).map(|step| f64::from(step) / 512.0);
            steps.map(|z| payoff(law.at(z)) * normal_pdf(z) / 512.0).sum()
        };
        let near = |found: f64, priced: f64, what: &str| {
            // Straight lines between nodes of the law, bent most in its far lower tail: a hundred-thousandth of the level.
            assert!(
                (found - priced).abs() < 1e-5 * options.forward,
                "{link} {what}: {found} is not {priced}"
            );
        };
        near(mean(&|spx| spx), options.forward, "the forward");
        let deviation = options.atm.get() * sqrt(options.years.get());
        for x in [-5.0, -2.0, 0.0, 1.0, 2.0] {
            let strike = options.forward * exp(x * deviation);
            let priced = growth * options.price(Kind::Put, strike, 1.0);
            near(
                mean(&|spx| (strike - spx).max(0.0)),
                priced,
                &format!("the put {strike}"),
            );
        }
        let priced = growth * package.condor.cost_to_close(&options);
        let paid = mean(&|spx| package.condor.payoff(spx));
        assert!(
            (paid / priced - 1.0).abs() < 1e-3,
            "{link}: {paid} is not {priced}"
        );
    }
}

/// What straight lines between the nodes of a table leave, of the credit and of a VIX option, points.
#[test]
fn the_condor_s_credit_and_the_hedge_s_prices_are_repaid() {
    let mixed = "v=1&layers=4:vixCall:10d:k18,4:vixCall:37d:k19:p1.8,2:vixCall:75d:k32,1:spxPutSpread:20d:k6900:lo6800,1:spxPutSpread:80d:k6900:lo6700,1:vixFuture:30d";
    for link in LINKS.into_iter().chain([mixed]) {
        let Ok(plan) = from_link(link).0.check() else {
            panic!("{link}")
        };
        let found = simulated(&plan, READER_S);
        near(
            found.condor.drawn,
            found.condor.priced,
            0.001 * found.condor.priced,
            link,
        );
        for (index, layer) in found.layers.iter().enumerate() {
            let layer = layer.expect("none waits");
            near(
                layer.drawn,
                layer.priced,
                0.002 * layer.priced,
                &format!("{link}: layer {index}"),
            );
        }
    }
}

/// With a flat smile futures are log-normal, and their betas lie between the kernel's for a move at once and for one
/// spread over the condor's life. The smile steepens large rises: up to a twentieth on top.
#[test]
fn betas_by_tenor_lie_within_the_kernel_s() {
    for (smile, above) in [("0", 1.0), ("0.31", 1.05)] {
        for dte in ["7", "30", "45"] {
            let found = simulated(
                &plan(&format!("v=1&vixSkew={smile}&condorDte={dte}&credit=9")),
                READER_S,
            );
            let mut compared = 0;
            for future in &found.futures {
                let (Some(beta), Some(low), Some(high)) = (future.beta, future.at_once, future.spread) else {
                    continue;
                };
                compared += 1;
                assert!(
                    beta > low && beta < above * high,
                    "{} days after {dte}, smile {smile}: {beta} is not between {low} and {high}",
                    future.tenor.get()
                );
            }
            assert!(compared >= 2, "{compared} futures outlive {dte} days");
        }
    }
}

#[test]
fn probabilities_add_up_and_agree_with_the_report() {
    let plan = plan("v=1");
    let fair = simulated(&plan, READER_S.neutral());
    for histogram in &fair.histogram {
        let sum: f64 = histogram.shares.iter().sum();
        assert!((sum - 1.0).abs() < 1e-12, "{sum}");
    }
    let losses = &fair.hedge;
    assert!((losses.falls.share.value + losses.rises.share.value - losses.all.share.value).abs() < 1e-12);
    near(
        fair.unhedged.profit,
        plan.report().condor.probability_of_profit,
        0.0,
        "the report’s own probability",
    );
    // At the market's odds nothing is expected but interest on what is paid and received, and costs.
    near(fair.unhedged.mean, -60.0, 12_800.0 * 0.005, "the condor");
}

#[test]
fn the_tail_s_parts_make_up_the_shortfall() {
    let found = simulated(&plan("v=1"), READER_S);
    for (tail, shortfall) in found
        .tails
        .iter()
        .zip([found.hedged.shortfall95, found.hedged.shortfall99])
    {
        let sum: f64 = tail.of_hedged.iter().sum();
        assert!((sum - shortfall.value).abs() < 1e-6, "{sum} is not {shortfall:?}");
    }
    for (tail, shortfall) in found
        .tails
        .iter()
        .zip([found.unhedged.shortfall95, found.unhedged.shortfall99])
    {
        assert!((tail.of_unhedged[0] - shortfall.value).abs() < 1e-6);
    }
}

/// Over forty seeds the error named is the one made, and four times the paths halve it.
#[test]
fn errors_shrink_as_the_root_of_the_paths() {
    let plan = plan("v=1");
    let mut named = Vec::new();
    for paths in [1000, 4000] {
        let mut made = [Mean::default(), Mean::default()];
        let mut told = [Mean::default(), Mean::default()];
        for seed in 1..=40 {
            let found = simulated(
                &plan,
                Assumptions {
                    seed,
                    paths,
                    ..READER_S
                },
            );
            for ((made, told), estimate) in made
                .iter_mut()
                .zip(&mut told)
                .zip([found.hedged.mean, found.hedged.profit])
            {
                made.take(estimate.value);
                told.take(estimate.error);
            }
        }
        for (made, told) in made.iter().zip(&told) {
            // The deviation of forty deviations is one in sqrt(80), 11 %; three of those.
            let ratio = sqrt(made.variance()) / told.estimate().value;
            assert!((ratio - 1.0).abs() < 0.34, "{ratio} with {paths} paths");
        }
        named.push(told[0].estimate().value);
    }
    assert!((named[0] / named[1] - 2.0).abs() < 0.05, "{named:?}");
}

#[test]
fn the_same_seed_gives_the_same_bytes_in_whatever_turns() {
    let plan = plan("v=1");
    let assumptions = Assumptions {
        paths: 5000,
        ..READER_S
    };
    let text = |turns: &[u32], seed| {
        let mut simulation = Simulation::new(plan.package(), Assumptions { seed, ..assumptions });
        for &turn in turns {
            simulation.advance(turn);
        }
        assert_eq!(simulation.drawn(), 5000);
        serde_json::to_string(&simulation.figures()).expect("JSON")
    };
    let whole = text(&[5000], 3);
    assert_eq!(whole, text(&[1, 999, 4000], 3));
    assert_eq!(whole, text(&[2500, 2500, 2500], 3), "no more than asked for");
    assert_ne!(whole, text(&[5000], 4));
}

/// The reader's odds do what they say: SPX earns the drift, a future of 30 days loses the premium.
#[test]
fn beliefs_move_what_they_name_and_by_as_much() {
    let link = "v=1&condorDte=30&credit=9&futureFee=0&slippage=0&layers=1:vixFuture:30d";
    let found = simulated(&plan(link), READER_S);
    near(found.hedge.mean, -0.04 * 19_000.0, 0.5, "a future of 30 days");
    let calm = Assumptions {
        drift: Rate::ZERO,
        vix_premium: 0.0,
        ..READER_S
    };
    let still = simulated(&plan(link), calm);
    near(still.hedge.mean, 0.0, 0.5, "without a premium");
    let fair = simulated(&plan(link), READER_S.neutral());
    assert!(still.unhedged.profit.value > fair.unhedged.profit.value + 10.0 * fair.unhedged.profit.error);
    let soaring = Assumptions {
        drift: Rate::new(0.5),
        ..calm
    };
    let up = simulated(&plan(link), soaring);
    assert!(up.hedge.rises.share.value > still.hedge.rises.share.value);
    assert!(up.hedge.falls.share.value < still.hedge.falls.share.value);
}

#[test]
fn a_layer_that_waits_is_left_out() {
    let inputs = Inputs {
        layers: vec![LayerRow {
            activate_at: Some(40.0),
            ..LayerRow::vix_call(3.0, 60.0, 20.0)
        }],
        ..Inputs::default()
    };
    let found = simulated(&inputs.check().expect("valid"), READER_S);
    assert_eq!(found.layers, [None]);
    assert_eq!(found.hedge.mean.value, 0.0);
    assert_eq!(found.hedged, found.unhedged);
}

/// At the edges of the form every figure is a number.
#[test]
fn nothing_at_the_edges_is_not_a_number() {
    let edges = [
        "v=1&condorDte=0.02&credit=0.5",
        "v=1&condorDte=365&credit=20",
        "v=1&vvix=300&vixSkew=0.35",
        "v=1&vvix=20&vix=9",
        "v=1&vix=150",
        "v=1&skew=1.5&credit=40",
        "v=1&layers=none",
        "v=1&condors=10000&layers=-9000:vixCall:0.5d:k100,-5:vixFuture:700d,1:vixCall:45d:k18:p15",
    ];
    for link in edges {
        let (inputs, _) = from_link(link);
        let Ok(plan) = inputs.check() else {
            panic!("{link}: {:?}", inputs.check())
        };
        for (correlation, realised, vix_premium, drift) in
            [(-1.0, 0.3, 0.0, -0.5), (1.0, 1.5, 0.3, 0.5), (0.0, 1.0, 0.0, 0.0)]
        {
            let assumptions = Assumptions {
                seed: 9_007_199_254_740_991,
                paths: 500,
                correlation,
                realised,
                vix_premium,
                drift: Rate::new(drift),
            };
            let found = simulated(&plan, assumptions);
            // What is no number becomes null; only figures that may be missing are.
            let text = format!("{found:?}");
            assert!(!text.contains("NaN") && !text.contains("inf"), "{link}: {text}");
        }
        let empty = Simulation::new(plan.package(), READER_S).figures();
        let text = format!("{empty:?}");
        assert!(
            !text.contains("NaN") && !text.contains("inf"),
            "{link}, nothing drawn: {text}"
        );
    }
}

/// An independent model in `NumPy` that walks both factors and SPX day by day with draws of its own.
///
/// Four standard errors of both together: of about a hundred and fifty figures one in a hundred such tests would fail by chance.
#[test]
fn an_independent_walk_agrees_within_standard_errors() {
    let cases: Vec<Value> =
        serde_json::from_str(include_str!("golden/oracle/simulation.json")).expect("the oracle's cases");
    let (mut faults, mut compared) = (Vec::new(), 0);
    for case in &cases {
        let name = case["name"].as_str().expect("a name");
        let plan = plan_of(&raw(&case["inputs"])).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
        let given = |key: &str| case["assumptions"][key].as_f64().expect("a number");
        let found = simulated(
            &plan,
            Assumptions {
                seed: 2,
                paths: 60_000,
                correlation: given("correlation"),
                drift: Rate::from_percent(given("drift")),
                realised: given("realised") / 100.0,
                vix_premium: given("vixPremium") / 100.0,
            },
        );
        let report = serde_json::to_value(&found).expect("JSON");
        for (path, expected) in case["expect"].as_object().expect("figures") {
            let (value, error) = (
                expected[0].as_f64().expect("one"),
                expected[1].as_f64().expect("one"),
            );
            let figure = figure(&report, path).expect("a figure of the simulation");
            let (ours, ours_error) = match figure.as_f64() {
                // A regression's error is alike on both sides.
                Some(number) => (number, error),
                None => (
                    figure["value"].as_f64().expect("one"),
                    figure["error"].as_f64().expect("one"),
                ),
            };
            compared += 1;
            // Tables of the core are read by straight lines: a few ten-thousandths of a price, a cent of a dollar.
            let rounding = 2e-4 * value.abs() + 1e-9;
            if (ours - value).abs() > 4.0 * sqrt(error * error + ours_error * ours_error) + rounding {
                faults.push(format!(
                    "{name} {path}: {ours} ± {ours_error}, the walk says {value} ± {error}"
                ));
            }
        }
    }
    assert!(compared > 100, "{compared} figures");
    assert!(faults.is_empty(), "{faults:#?}");
}

/// Where many paths tie at the greatest loss, which of them are looked at must not matter.
#[test]
fn a_tail_full_of_equal_losses_averages_all_of_them() {
    let found = simulated(&plan("v=1"), READER_S);
    let [five, one] = found.tails.as_slice() else {
        panic!("two tails")
    };
    assert_eq!(
        five.of_unhedged[0], found.unhedged.worst,
        "more than a twentieth lose all there is to lose"
    );
    for (one, other) in five.of_unhedged.iter().zip(&one.of_unhedged) {
        assert!((one - other).abs() < 1e-9, "{one} is not {other}");
    }
}

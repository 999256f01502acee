//! The sweep: each change against the same position typed, mixes against the report, the frontier against all mixes.

use alvh::contract_mix::{Mix, frontier, mixes};
use alvh::evidence::Evidence;
use alvh::inputs::Inputs;
use alvh::link::from_link;
use alvh::plan::Plan;
use alvh::raw::Raw;
use alvh::variation::{Changed, variations};
use serde_json::Value;

use crate::fields::figure;

fn inputs(link: &str) -> Inputs {
    let (inputs, problems) = from_link(link);
    assert!(problems.is_empty(), "{link}: {problems:?}");
    inputs
}

fn plan(inputs: &Inputs) -> Plan {
    inputs.check().unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// One end of the change of this title.
fn changed(plan: &Plan, title: &str, end: usize) -> Changed {
    let all = variations(
        plan.package(),
        plan.what_if(),
        plan.move_percent(),
        plan.vix_typed(),
    );
    let found = all.into_iter().find(|variation| variation.title == title);
    let [down, up] = found.unwrap_or_else(|| panic!("no {title}")).ends;
    [down, up][end].clone().expect("there is one")
}

/// A changed position gains what the same position gains once it is typed, credit and premiums among it.
#[test]
fn a_change_is_the_same_position_typed() {
    let base = Inputs::default();
    let example = plan(&base);
    let is_typed = |title: &str, end: usize, edit: &dyn Fn(&mut Inputs)| {
        let change = changed(&example, title, end);
        let mut typed = base.clone();
        edit(&mut typed);
        typed.credit = change.package.condor.credit;
        let typed = plan(&typed);
        let (found, expected) = (
            change.package.outcome(change.shock),
            typed.package().outcome(typed.what_if()),
        );
        // The typed credit is solved for its vol again, to 1e-10 of a dollar.
        for (one, other) in [(found.condor, expected.condor), (found.hedge, expected.hedge)] {
            let off = (one.get() - other.get()).abs();
            assert!(off < 1e-6, "{title}, {}: {one:?} is not {other:?}", change.to);
        }
    };
    is_typed("Width of the wings", 1, &|typed| {
        typed.long_put = 6550.0;
        typed.long_call = 7575.0;
    });
    // 488.80 and 336.20 points away times 1.2: 6552.24 and 7542.24, in steps of five.
    is_typed("Short strikes nearer, further", 1, &|typed| {
        (typed.long_put, typed.short_put) = (6500.0, 6550.0);
        (typed.short_call, typed.long_call) = (7540.0, 7590.0);
    });
    // Times the root of two: 6447.53 and 7614.26.
    is_typed("Condor\u{2019}s days to expiry", 1, &|typed| {
        typed.condor_dte = 90.0;
        (typed.long_put, typed.short_put) = (6400.0, 6450.0);
        (typed.short_call, typed.long_call) = (7615.0, 7665.0);
    });
    is_typed("Strikes of the VIX calls", 0, &|typed| {
        for (layer, strike) in typed.layers.iter_mut().zip([16.0, 17.0, 18.0]) {
            layer.strike = Some(strike);
        }
    });
    is_typed("Days of the layers", 0, &|typed| {
        for layer in &mut typed.layers {
            layer.dte /= 2.0;
        }
    });
    is_typed("Contracts, and with them the budget", 1, &|typed| {
        for layer in &mut typed.layers {
            layer.quantity *= 2.0;
        }
    });
    is_typed("One layer less", 1, &|typed| {
        typed.layers.pop();
    });
    is_typed("What VIX options cost", 0, &|typed| typed.vvix = 76.0);
    is_typed("How VIX answers the fall", 1, &|typed| typed.vix_per_fall = 2.4);
}

#[test]
fn the_reader_s_mix_is_what_the_report_says() {
    let plan = plan(&Inputs::default());
    let report = plan.report();
    let all = mixes(plan.package(), plan.what_if());
    assert_eq!(all.len(), 9 * 9 * 5, "zero to twice 4/4/2");
    let yours = &all[0];
    assert_eq!(yours.contracts, [4, 4, 2]);
    let near = |one: f64, other: f64| assert!((one - other).abs() < 1e-12, "{one} is not {other}");
    near(yours.offset, report.combined.what_if.offset.expect("a loss"));
    near(yours.share.upfront, report.hedge.share.upfront);
    near(yours.share.life, report.hedge.share.life);
    near(yours.share.per_day, report.hedge.share.per_day);
    near(yours.share.rolled, report.hedge.share.rolled);
    let nothing = all
        .iter()
        .find(|mix| mix.contracts == [0, 0, 0])
        .expect("no hedge");
    assert_eq!((nothing.offset, nothing.share.life), (0.0, 0.0));
}

/// Every mix is beaten or on the frontier, and nothing on it is beaten: by looking at all pairs.
#[test]
fn nothing_beats_the_frontier() {
    let plan = plan(&inputs(
        "v=1&layers=4:vixCall:10d:k18,30:vixCall:37d:k24,2:vixFuture:75d,1:spxPutSpread:30d:k6800:lo6700",
    ));
    let all = mixes(plan.package(), plan.what_if());
    assert_eq!(all[0].contracts, [4, 30, 2]);
    let cost = |mix: &Mix| mix.share.upfront;
    let best = frontier(&all, cost);
    for mix in &all {
        let beaten = all.iter().any(|other| {
            (cost(other) < cost(mix) && other.offset >= mix.offset)
                || (cost(other) <= cost(mix) && other.offset > mix.offset)
        });
        // Of two alike one is told.
        let told = best
            .iter()
            .any(|one| cost(one) == cost(mix) && one.offset == mix.offset);
        assert_eq!(told, !beaten, "{:?}", mix.contracts);
    }
    assert!(best.windows(2).all(|pair| cost(pair[0]) < cost(pair[1])));
}

/// Words may not be missing, figures may only where a reason is given.
#[test]
fn every_cell_of_the_panels_is_a_figure_of_the_answer() {
    let links = [
        "v=1",
        "v=1&layers=none",
        "v=1&move=0",
        "v=1&move=3&layers=1:vixCall:10d:k18",
        "v=1&sweepMeasure=total&sweepCost=rolled&vixTo=40",
        "v=1&layers=-2:vixCall:10d:k18,3:vixCall:60d:k20:on30,1:vixMini:30d",
        "v=1&condorDte=0.5&credit=0.4&day=0&move=-4",
    ];
    for kind in ["sweep", "simulation", "verdict"] {
        for link in links {
            let typed = serde_json::to_value(inputs(link)).expect("JSON");
            let mut raw = crate::json::raw(&typed);
            if let Raw::Record(entries) = &mut raw {
                entries.push((String::from("simulationPaths"), Raw::Number(2000.0)));
                let mut last = None;
                entries.retain(|(key, _)| key != "simulationPaths" || last.replace(()).is_some());
            }
            let mut evidence =
                Evidence::begin(kind, &raw, &[]).unwrap_or_else(|problems| panic!("{link}: {problems:?}"));
            loop {
                let answer = serde_json::to_value(evidence.answer()).expect("JSON");
                is_told(&answer, &format!("{kind} {link}"));
                if evidence.progress() >= 1.0 {
                    break;
                }
                evidence.advance();
            }
        }
    }
}

fn is_told(answer: &Value, what: &str) {
    let cells = answer["panel"]["tables"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|table| table["rows"].as_array().into_iter().flatten())
        .flat_map(|row| row["cells"].as_array().into_iter().flatten());
    for cell in cells {
        let Some(key) = cell["key"].as_str() else { continue };
        let missing = figure(answer, key).is_none_or(Value::is_null);
        assert!(!missing || cell["why"].is_string(), "{what}: {key} is missing");
    }
    let parts = answer["panel"]["answer"].as_array().into_iter().flatten();
    for part in parts.flat_map(|paragraph| paragraph.as_array().into_iter().flatten()) {
        let Some(key) = part["key"].as_str() else { continue };
        let found = figure(answer, key).and_then(Value::as_f64);
        assert_eq!(found, part["value"].as_f64(), "{what}: {key}");
    }
}

//! The charts of two dimensions and of time: what they show is what the package computes.

use std::path::PathBuf;
use std::{env, fs};

use alvh::black76::{Kind, Option76};
use alvh::break_even::{HIGHEST_VIX, lowest_vix_at};
use alvh::chart::{Drawing, Frame, draw};
use alvh::link::from_link;
use alvh::market::Shock;
use alvh::plan::Plan;
use alvh::preset::PRESETS;
use alvh::spike_record::SPIKES;
use alvh::units::{Days, Vol};

/// States that give the map another shape: none of the hedge, day of expiry, a day after it, layers of every kind,
/// VIX off its line, a hedge that sees SPX.
const STATES: [&str; 8] = [
    "v=1",
    "v=1&layers=none&day=10",
    "v=1&day=45&move=-9",
    "v=1&day=60",
    "v=1&vixTo=60&move=-12&day=20",
    "v=1&layers=1:vixCall:9d:k18,-1:vixCall:150d:k30,2:vixFuture:30d,-2:vixMini:60d,2:spxPutSpread:30d:k6900:lo6700",
    "v=1&longPut=7035&shortPut=7045&shortCall=7215&longCall=7225&credit=1.15&condorDte=1&day=0",
    "v=1&spx=100&longPut=90&shortPut=95&shortCall=105&longCall=110&credit=1",
];

fn plan(link: &str) -> Plan {
    let (inputs, problems) = from_link(link);
    assert!(problems.is_empty(), "{link}: {problems:?}");
    inputs
        .check()
        .unwrap_or_else(|problems| panic!("{link}: {problems:?}"))
}

fn drawn(chart: &str, plan: &Plan) -> Drawing {
    draw(chart, plan, 720.0, 480.0, "light").expect("a checked plan can be drawn")
}

fn point(frame: &Frame, name: &str) -> (f64, f64) {
    let mark = frame.marks.iter().find(|mark| mark.name == name);
    let mark = mark.unwrap_or_else(|| panic!("no mark {name}"));
    (mark.x, mark.y.expect("a point"))
}

/// The points of every line drawn with these attributes, CSS pixels.
fn points_of(svg: &str, attributes: &str) -> Vec<(f64, f64)> {
    let lists = svg
        .split(attributes)
        .skip(1)
        .filter_map(|rest| rest.split(" points=\"").nth(1)?.split('"').next());
    let pairs = lists.flat_map(str::split_whitespace);
    pairs
        .map(|pair| {
            let (x, y) = pair.split_once(',').expect("a pair");
            let number = |text: &str| text.parse::<f64>().expect("a number") / 10.0;
            (number(x), number(y))
        })
        .collect()
}

#[test]
fn the_map_is_what_the_package_gains() {
    for link in STATES {
        let plan = plan(link);
        let frame = drawn("heatmap", &plan).frame;
        let grid = frame.grid.expect("a grid");
        let day = plan.what_if().day;
        assert!(grid.x.is_sorted() && grid.y.is_sorted(), "{link}");
        assert!(grid.values.len() <= 1300, "{link}: {}", grid.values.len());
        assert_eq!(grid.values.len(), grid.x.len() * grid.y.len(), "{link}");
        assert_eq!([grid.x[0], grid.x[grid.x.len() - 1]], frame.x, "{link}");
        assert_eq!([grid.y[0], grid.y[grid.y.len() - 1]], frame.y, "{link}");
        for (nth, &value) in grid.values.iter().enumerate() {
            let (spx, vix) = (grid.x[nth % grid.x.len()], grid.y[nth / grid.x.len()]);
            let total = plan.package().total(Shock { spx, vix, day }).get();
            // One state of the market for a whole row takes the same steps in the same order.
            assert!(
                value.to_bits() == total.to_bits(),
                "{link} at {spx}, {vix}: {value} against {total}"
            );
        }
    }
}

#[test]
fn zero_is_neutral_and_bands_nest_around_it() {
    for link in STATES {
        for theme in ["light", "dark"] {
            let drawing = draw("heatmap", &plan(link), 720.0, 480.0, theme).expect("it draws");
            let scale = drawing.frame.scale.expect("a scale");
            assert_eq!(scale.len(), 11, "{link}");
            for (nth, band) in scale.iter().enumerate() {
                let twin = &scale[10 - nth];
                assert_eq!(
                    band.from,
                    twin.to.map(|edge| -edge),
                    "{link}: not symmetric about zero"
                );
                assert_eq!(
                    band.to,
                    scale.get(nth + 1).and_then(|next| next.from),
                    "{link}: a gap"
                );
                if let (Some(from), Some(to)) = (band.from, band.to) {
                    assert!(from < to, "{link}");
                }
            }
            let middle = &scale[5];
            assert!(middle.from < Some(0.0) && middle.to > Some(0.0), "{link}");
            let parts =
                [1, 3, 5].map(|at| u8::from_str_radix(&middle.color[at..at + 2], 16).expect("a part"));
            let (least, most) = (
                parts.iter().min().expect("three"),
                parts.iter().max().expect("three"),
            );
            assert!(most - least <= 8, "{link}: {} is a hue", middle.color);
            // Losses are redder than gains, which are bluer: told apart by every kind of colour vision.
            for (nth, band) in scale.iter().enumerate() {
                let red = u8::from_str_radix(&band.color[1..3], 16).expect("red");
                let blue = u8::from_str_radix(&band.color[5..7], 16).expect("blue");
                assert!(nth == 5 || (red > blue) == (nth < 5), "{link}: {}", band.color);
            }
        }
    }
}

#[test]
fn at_most_a_dozen_shapes_are_filled() {
    for link in STATES {
        let svg = drawn("heatmap", &plan(link)).svg;
        let (_, bands) = svg.split_once("<g fill-rule=\"evenodd\">\n").expect("the bands");
        let bands = bands.split("</g>").next().expect("an end");
        let filled = bands.matches("<polygon").count() + bands.matches("<rect").count();
        assert!((1..=12).contains(&filled), "{link}: {filled}");
        assert_eq!(
            svg.matches("<polygon").count(),
            bands.matches("<polygon").count(),
            "{link}"
        );
    }
}

#[test]
fn the_package_neither_gains_nor_loses_on_its_contour() {
    // Not on the day of expiry: there the contour is a cliff of $1,000 a point.
    for link in ["v=1", "v=1&vixTo=60&move=-12&day=20", STATES[5], STATES[6]] {
        let plan = plan(link);
        let drawing = drawn("heatmap", &plan);
        let frame = &drawing.frame;
        let grid = frame.grid.as_ref().expect("a grid");
        let largest = grid
            .values
            .iter()
            .fold(0.0_f64, |most, value| most.max(value.abs()));
        let (plot, day) = (frame.plot, plan.what_if().day);
        // The rim of paper under the strong line is the line itself, wider.
        let points = points_of(&drawing.svg, "stroke=\"#FDFCFA\" stroke-width=\"46\"");
        assert!(points.len() > 20, "{link}: {}", points.len());
        for (x, y) in points {
            let spx = frame.x[0] + (x - plot.x) / plot.w * (frame.x[1] - frame.x[0]);
            let vix = frame.y[1] - (y - plot.y) / plot.h * (frame.y[1] - frame.y[0]);
            let total = plan.package().total(Shock { spx, vix, day }).get();
            // Half a tenth of a pixel is worth about 0.1 % of the range; the rest is what interpolation leaves.
            assert!(
                total.abs() < 0.003 * largest,
                "{link} at {spx}, {vix}: {total} of {largest}"
            );
        }
    }
}

#[test]
fn the_map_marks_the_what_if_and_every_scenario() {
    for link in STATES {
        let plan = plan(link);
        let frame = drawn("heatmap", &plan).frame;
        let shock = plan.what_if();
        assert_eq!(point(&frame, "What if"), (shock.spx, shock.vix), "{link}");
        for scenario in alvh::scenario::scenarios(plan.package()) {
            let at = (scenario.outcome.shock.spx, scenario.outcome.shock.vix);
            assert_eq!(point(&frame, scenario.id), at, "{link}: {}", scenario.id);
        }
        let on_line = frame
            .marks
            .iter()
            .filter(|mark| mark.name == "Break-even on the line");
        for mark in on_line {
            let shock = Shock {
                spx: mark.x,
                vix: mark.y.expect("a point"),
                day: shock.day,
            };
            assert!(
                plan.package().total(shock).get().abs() < 0.01,
                "{link} at {}",
                mark.x
            );
        }
    }
}

#[test]
fn the_vix_needed_is_the_lowest_that_will_do() {
    for link in STATES {
        let plan = plan(link);
        let frame = drawn("vixNeeded", &plan).frame;
        let days = [plan.what_if().day, plan.package().condor.expiry];
        for (series, day) in frame.series.iter().zip(days) {
            for (&spx, &vix) in frame.at.iter().zip(&series.values) {
                let lowest = lowest_vix_at(plan.package(), spx, day).unwrap_or(HIGHEST_VIX);
                assert!(
                    vix.to_bits() == lowest.to_bits(),
                    "{link}, {}: {vix} at {spx}",
                    series.name
                );
            }
        }
    }
}

#[test]
fn time_value_today_is_the_price_above_the_intrinsic_value() {
    // One call: what is paid above its discounted intrinsic value on its own future, not on spot VIX.
    for strike in [15.0, 18.0, 30.0] {
        let plan = plan(&format!("v=1&layers=3:vixCall:30d:k{strike}"));
        let (package, layer) = (plan.package(), plan.package().layers[0]);
        let option = Option76 {
            kind: Kind::Call,
            forward: 19.0,
            strike,
            years: Days::new(30.0).years(),
            vol: Vol::ZERO,
            rate: package.market.rate,
        };
        let by_hand = 300.0 * (layer.price() - option.price());
        let frame = drawn("decay", &plan).frame;
        let series = &frame.series[2];
        assert!(
            (series.values[0] - by_hand).abs() < 1e-6,
            "{strike}: {} against {by_hand}",
            series.values[0]
        );
        let (mut at, expired) = (frame.at.iter().zip(&series.values), 30.0);
        assert!(
            at.all(|(&day, &value)| value >= 0.0 && (day < expired || value == 0.0)),
            "{strike}"
        );
    }
    // All legs of the example's condor are out of the money: its price is time value, and it is owed.
    let plan = plan("v=1");
    let frame = drawn("decay", &plan).frame;
    assert!(
        (frame.series[0].values[0] + 12_800.0).abs() < 1e-6,
        "{}",
        frame.series[0].values[0]
    );
}

#[test]
fn time_values_add_up_and_run_out() {
    for link in STATES {
        let plan = plan(link);
        let frame = drawn("decay", &plan).frame;
        for nth in 0..frame.at.len() {
            let parts = frame
                .series
                .iter()
                .skip(2)
                .map(|layer| layer.values[nth])
                .sum::<f64>();
            let (condor, together) = (frame.series[0].values[nth], frame.series[1].values[nth]);
            assert!(
                (condor + parts - together).abs() < 0.005,
                "{link} on day {}",
                frame.at[nth]
            );
            if frame.at[nth] >= plan.package().condor.expiry.get() {
                assert_eq!(condor, 0.0, "{link}");
            }
        }
    }
}

#[test]
fn every_chart_is_summed_up_in_a_sentence() {
    for link in STATES.into_iter().chain(PRESETS.iter().map(|preset| preset.link)) {
        for chart in ["heatmap", "vixNeeded", "decay", "ladder"] {
            let summary = drawn(chart, &plan(link)).frame.summary;
            assert!(
                summary.ends_with('.') && summary.len() > 60,
                "{chart} of {link}: {summary}"
            );
            for word in ["NaN", "inf", "  ", " ,"] {
                assert!(!summary.contains(word), "{chart} of {link}: {summary}");
            }
        }
    }
    let summary = drawn("ladder", &plan("v=1")).frame.summary;
    assert!(
        summary.starts_with("SPX at 7,138.80 is 489 points above the short put at 6,650"),
        "{summary}"
    );
}

/// Dots of the spikes on record: each within the plot stands where its ratios put it, and no other is drawn.
#[test]
fn spikes_of_a_session_stand_where_they_would_lead() {
    let plan = plan("v=1");
    let drawing = drawn("heatmap", &plan);
    let (rect, [left, right], [low, high]) = (drawing.frame.plot, drawing.frame.x, drawing.frame.y);
    let expected: Vec<String> = SPIKES
        .iter()
        .filter(|spike| spike.one_session)
        .map(|spike| {
            (
                7138.80 * spike.spx[1] / spike.spx[0],
                17.95 * spike.vix[1] / spike.vix[0],
            )
        })
        .filter(|(spx, vix)| (left..=right).contains(spx) && (low..=high).contains(vix))
        .map(|(spx, vix)| {
            let x = rect.x + rect.w * (spx - left) / (right - left);
            let y = rect.y + rect.h * (high - vix) / (high - low);
            format!("M{:.0},{:.0}h0", 10.0 * x, 10.0 * y)
        })
        .collect();
    assert!(expected.len() > 10, "{} are in sight", expected.len());
    for dot in &expected {
        assert!(drawing.svg.contains(dot), "no {dot}");
    }
    assert_eq!(drawing.svg.matches("h0").count(), expected.len());
}

/// VIX off its line, three weeks on: as `charts::the_example_is_drawn_as_before`, in another state and size.
#[test]
fn another_state_is_drawn_as_before() {
    let plan = plan(STATES[4]);
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/charts");
    for chart in ["heatmap", "vixNeeded", "decay"] {
        for (theme, width, height) in [("light", 720.0, 480.0), ("dark", 360.0, 320.0)] {
            let svg = draw(chart, &plan, width, height, theme).expect("it draws").svg;
            assert!(svg.len() < 20_000, "{chart}, {theme}: {}", svg.len());
            let path = folder.join(format!("{chart}-typed-{theme}.svg"));
            if env::var_os("ALVH_BLESS").is_some() {
                fs::write(&path, &svg).expect("the drawing can be written");
            }
            let golden = fs::read_to_string(&path).unwrap_or_default();
            assert!(
                golden == svg,
                "{chart}, {theme}, is no longer drawn as in {}. If that is meant, look at the new drawing and run \
                 `cargo xtask bless`.",
                path.display()
            );
        }
    }
}

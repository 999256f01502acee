//! Charts: what is drawn is what the package computes, whatever the plan and the size; and the drawings of the
//! example, byte for byte.

use std::path::PathBuf;
use std::{env, fs};

use alvh::break_even::break_even;
use alvh::chart::{CHARTS, Drawing, Frame, Part, Series, draw, draw_part};
use alvh::link::from_link;
use alvh::market::Shock;
use alvh::plan::Plan;
use alvh::preset::PRESETS;

/// Plans that stretch a chart: no and many layers, expiries passed, levels far apart, VIX off its line or unmoved.
const EXTREMES: [&str; 17] = [
    "v=1&layers=none",
    "v=1&layers=1:vixCall:9d:k18,1:vixCall:30d:k19,1:vixCall:60d:k20,1:vixCall:90d:k20,1:vixCall:120d:k20,\
     -1:vixCall:150d:k30,1:vixCall:180d:k21,1:vixFuture:30d,-2:vixMini:60d,1:vixCall:200d:k21,1:vixCall:210d:k21,\
     1:vixCall:220d:k21",
    "v=1&layers=-4:vixCall:30d:k25",
    "v=1&longPut=7035&shortPut=7045&shortCall=7215&longCall=7225&credit=1.15&condorDte=1&day=0",
    "v=1&longPut=7135&shortPut=7137&shortCall=7140&longCall=7142&credit=1&condorDte=0.02&day=0",
    "v=1&day=0",
    "v=1&day=45",
    "v=1&day=400",
    "v=1&day=730&move=60",
    "v=1&move=-60",
    "v=1&vixTo=150",
    "v=1&vixTo=9&move=-20",
    "v=1&vixPerFall=0&vixPerRise=0",
    "v=1&vixPerFall=20&vixPerRise=20",
    "v=1&spx=100&longPut=90&shortPut=95&shortCall=105&longCall=110&credit=1",
    "v=1&spx=100000&longPut=90000&shortPut=95000&shortCall=105000&longCall=110000&credit=100&condors=10000",
    "v=1&spx=100",
];

fn plan(link: &str) -> Plan {
    let (inputs, problems) = from_link(link);
    assert!(problems.is_empty(), "{link}: {problems:?}");
    inputs
        .check()
        .unwrap_or_else(|problems| panic!("{link}: {problems:?}"))
}

/// The presets and the extremes.
fn plans() -> Vec<(&'static str, Plan)> {
    let links = PRESETS.iter().map(|preset| preset.link).chain(EXTREMES);
    links.map(|link| (link, plan(link))).collect()
}

fn drawn(chart: &str, plan: &Plan) -> Drawing {
    draw(chart, plan, 720.0, 405.0, "light").expect("a checked plan can be drawn")
}

fn values<'f>(frame: &'f Frame, name: &str) -> &'f [f64] {
    let named = |series: &&Series| series.name == name;
    &frame
        .series
        .iter()
        .find(named)
        .unwrap_or_else(|| panic!("no series {name}"))
        .values
}

fn marked(frame: &Frame, name: &str) -> Vec<f64> {
    frame
        .marks
        .iter()
        .filter(|mark| mark.name == name)
        .map(|mark| mark.x)
        .collect()
}

fn same(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits()
}

/// Every pair of numbers in the `points` of a drawing's lines and areas.
fn points(svg: &str) -> impl Iterator<Item = (f64, f64)> {
    let lists = svg
        .split(" points=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    lists.flat_map(str::split_whitespace).map(|pair| {
        let (x, y) = pair.split_once(',').expect("a pair");
        (x.parse().expect("a number"), y.parse().expect("a number"))
    })
}

#[test]
fn every_plan_can_be_drawn_in_every_size_and_both_themes() {
    let sizes = [
        (200.0, 60.0),
        (200.0, 100.0),
        (340.0, 191.25),
        (720.5, 405.0),
        (4000.0, 4000.0),
    ];
    for (link, plan) in plans() {
        for chart in CHARTS {
            for (width, height) in sizes {
                for theme in ["light", "dark"] {
                    let what = format!("{chart} of {link} at {width} x {height}, {theme}");
                    let drawing =
                        draw(chart, &plan, width, height, theme).unwrap_or_else(|e| panic!("{what}: {e:?}"));
                    check_frame(&drawing.frame, width, height, &what);
                    check_svg(&drawing.svg, width, height, &what);
                }
            }
        }
    }
}

fn check_frame(frame: &Frame, width: f64, height: f64, what: &str) {
    let plot = frame.plot;
    assert!(
        plot.x >= 0.0 && plot.y >= 0.0 && plot.w > 0.0 && plot.h > 0.0,
        "{what}: {plot:?}"
    );
    assert!(
        plot.x + plot.w <= width && plot.y + plot.h <= height,
        "{what}: {plot:?}"
    );
    assert!(
        frame.x[0] < frame.x[1] && frame.y[0] < frame.y[1],
        "{what}: {:?} {:?}",
        frame.x,
        frame.y
    );
    assert!(
        frame.at.is_sorted() && frame.at.len() <= 170,
        "{what}: {:?}",
        frame.at
    );
    for series in &frame.series {
        assert_eq!(series.values.len(), frame.at.len(), "{what}: {}", series.name);
        assert!(
            series.values.iter().all(|value| value.is_finite()),
            "{what}: {}",
            series.name
        );
        assert!(
            series.color.len() == 7 && series.color.starts_with('#'),
            "{what}: {}",
            series.color
        );
    }
    assert!(
        frame.at.iter().all(|at| *at >= frame.x[0] && *at <= frame.x[1]),
        "{what}: values beyond the plot"
    );
}

fn check_svg(svg: &str, width: f64, height: f64, what: &str) {
    assert!(
        svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" "),
        "{what}"
    );
    assert!(
        svg.ends_with("</svg>\n") && svg.matches("<svg").count() == 1,
        "{what}"
    );
    for word in ["NaN", "inf", "<script", " id=", " style=", "undefined"] {
        assert!(!svg.contains(word), "{what} holds {word}");
    }
    // A tenth of a pixel is the unit; half a one is rounding.
    let (right, bottom) = (10.0 * width + 0.5, 10.0 * height + 0.5);
    let out = points(svg).find(|&(x, y)| x < -0.5 || y < -0.5 || x > right || y > bottom);
    assert_eq!(out, None, "{what} draws outside itself");
}

#[test]
fn payoff_shows_what_the_package_gains_at_each_level() {
    for (link, plan) in plans() {
        let (package, market) = (plan.package(), &plan.package().market);
        let frame = drawn("payoff", &plan).frame;
        let (day, expiry) = (plan.what_if().day, package.condor.expiry);
        for (i, &spx) in frame.at.iter().enumerate() {
            let (now, later) = (
                market.on_the_line_at(spx, day),
                market.on_the_line_at(spx, expiry),
            );
            assert!(
                same(values(&frame, "Combined")[i], package.total(now).get()),
                "{link} at {spx}"
            );
            assert!(
                same(
                    values(&frame, "Combined at expiry")[i],
                    package.total(later).get()
                ),
                "{link} at {spx}"
            );
            let state = market.after(now);
            assert!(
                same(values(&frame, "Condor")[i], package.condor.gain(&state).get()),
                "{link} at {spx}"
            );
            assert!(
                same(values(&frame, "Hedge")[i], package.hedge_gain(&state).get()),
                "{link} at {spx}"
            );
        }
    }
}

/// A draft has fewer points, each of them the package's own figure, and the same break-evens and what-if.
#[test]
fn a_draft_is_as_exact_at_fewer_points() {
    let sketch = Part {
        draft: true,
        ..Part::default()
    };
    for (link, plan) in plans() {
        let (package, day) = (plan.package(), plan.what_if().day);
        let drafted = |chart: &str| {
            draw_part(chart, &plan, 720.0, 400.0, "light", sketch)
                .unwrap()
                .frame
        };
        let (draft, whole) = (drafted("payoff"), drawn("payoff", &plan).frame);
        assert!(draft.at.len() < whole.at.len(), "{link}");
        assert_eq!(
            (&draft.marks, &draft.summary),
            (&whole.marks, &whole.summary),
            "{link}"
        );
        for (&spx, &total) in draft.at.iter().zip(values(&draft, "Combined")) {
            let exact = package.total(package.market.on_the_line_at(spx, day));
            assert!(same(total, exact.get()), "{link} at {spx}");
        }
        let (draft, whole) = (drafted("heatmap"), drawn("heatmap", &plan).frame);
        let (grid, finer) = (draft.grid.unwrap(), whole.grid.unwrap());
        assert!(grid.values.len() < finer.values.len(), "{link}");
        // Its sentence names the extremes of the grid, so a page waits for the whole one.
        assert_eq!(draft.marks, whole.marks, "{link}");
        for (row, &vix) in grid.y.iter().enumerate() {
            for (column, &spx) in grid.x.iter().enumerate() {
                let exact = package.total(Shock { spx, vix, day });
                let value = grid.values[row * grid.x.len() + column];
                assert!(same(value, exact.get()), "{link} at {spx}, VIX {vix}");
            }
        }
    }
}

#[test]
fn condor_and_hedge_add_up_to_the_combined_curve() {
    for (link, plan) in plans() {
        let frame = drawn("payoff", &plan).frame;
        let legs = values(&frame, "Condor").iter().zip(values(&frame, "Hedge"));
        for ((condor, hedge), combined) in legs.zip(values(&frame, "Combined")) {
            assert!(
                (condor + hedge - combined).abs() < 0.005,
                "{link}: {condor} + {hedge} against {combined}"
            );
        }
    }
}

#[test]
fn payoff_marks_the_break_evens_of_the_report_and_the_what_if() {
    for (link, plan) in plans() {
        let frame = drawn("payoff", &plan).frame;
        let levels = break_even(plan.package());
        assert_eq!(
            marked(&frame, "Break-even at expiry"),
            levels.hedge_at_model,
            "{link}"
        );
        assert_eq!(
            marked(&frame, "Break-even of the condor alone"),
            levels.unhedged,
            "{link}"
        );
        let what_if = plan.package().outcome(plan.what_if());
        let mark = frame
            .marks
            .iter()
            .find(|mark| mark.name == "What if")
            .expect("the what-if is marked");
        assert!(same(mark.x, what_if.shock.spx), "{link}");
        assert_eq!(mark.y, Some(what_if.total.get()), "{link}");
    }
}

#[test]
fn the_curve_meets_zero_at_its_break_evens() {
    let plan = plan(PRESETS[0].link);
    let frame = drawn("payoff", &plan).frame;
    let (at, curve) = (&frame.at, values(&frame, "Combined at expiry"));
    for level in marked(&frame, "Break-even at expiry") {
        let right = at
            .iter()
            .position(|&x| x >= level)
            .expect("the example's break-evens are in sight");
        assert!(
            curve[right - 1] * curve[right] <= 0.0,
            "no change of sign around {level}"
        );
    }
}

#[test]
fn layers_stack_up_to_the_hedge() {
    for (link, plan) in plans() {
        let frame = drawn("offsets", &plan).frame;
        let layers: Vec<&Series> = frame.series.iter().skip(2).collect();
        assert_eq!(layers.len(), plan.package().layers.len(), "{link}");
        for (i, hedge) in values(&frame, "Hedge").iter().enumerate() {
            let sum: f64 = layers.iter().map(|layer| layer.values[i]).sum();
            assert!((sum - hedge).abs() < 0.005, "{link}: {sum} against {hedge}");
        }
    }
}

#[test]
fn offsets_follow_the_line() {
    for preset in PRESETS {
        let plan = plan(preset.link);
        let (package, market) = (plan.package(), &plan.package().market);
        let frame = drawn("offsets", &plan).frame;
        for (i, &vix) in frame.at.iter().enumerate() {
            // The fall that puts VIX there, from the line's own slope on that day.
            let day = plan.what_if().day;
            let spot = market.curve.spot();
            let fall = (vix - spot) / (market.on_the_line(-1.0, day).vix - spot);
            let outcome = package.outcome(Shock {
                vix,
                ..market.on_the_line(-fall, day)
            });
            assert!((values(&frame, "Condor\u{2019}s loss")[i] + outcome.condor.get()).abs() < 0.005);
            assert!((values(&frame, "Hedge")[i] - outcome.hedge.get()).abs() < 0.005);
        }
    }
}

#[test]
fn the_hedge_has_paid_for_itself_where_it_gains_nothing_more_and_nothing_less() {
    for preset in PRESETS {
        let plan = plan(preset.link);
        let market = &plan.package().market;
        let frame = drawn("offsets", &plan).frame;
        let paid = marked(&frame, "Hedge has paid for itself");
        assert_eq!(paid.len(), 1, "{}", preset.id);
        // These layers are VIX calls: their gain depends on VIX alone.
        let shock = Shock {
            vix: paid[0],
            day: plan.what_if().day,
            ..market.today()
        };
        assert!(
            plan.package().hedge_gain(&market.after(shock)).get().abs() < 0.005,
            "{}",
            preset.id
        );
    }
}

#[test]
fn the_ladder_stands_in_order() {
    for preset in PRESETS {
        let plan = plan(preset.link);
        let frame = draw("ladder", &plan, 300.0, 88.0, "light")
            .expect("it draws")
            .frame;
        let strikes =
            ["Long put", "Short put", "Short call", "Long call"].map(|name| marked(&frame, name)[0]);
        assert!(strikes.is_sorted());
        assert!(frame.x[0] < strikes[0] && strikes[3] < frame.x[1]);
    }
}

#[test]
fn a_legend_has_the_colours_of_the_drawing() {
    for preset in PRESETS {
        for chart in CHARTS {
            for theme in ["light", "dark"] {
                let drawing = draw(chart, &plan(preset.link), 720.0, 405.0, theme).expect("it draws");
                for series in &drawing.frame.series {
                    let color = format!("\"{}\"", series.color.to_uppercase());
                    assert!(
                        drawing.svg.contains(&color),
                        "{chart}: nothing of {} is {color}",
                        series.name
                    );
                }
            }
        }
    }
}

#[test]
fn drawings_stay_small() {
    for preset in PRESETS {
        for chart in CHARTS {
            let length = draw(chart, &plan(preset.link), 1200.0, 675.0, "dark")
                .expect("it draws")
                .svg
                .len();
            assert!(length < 25_000, "{chart} of {}: {length} bytes", preset.id);
        }
    }
}

#[test]
fn what_cannot_be_drawn_is_one_problem_at_its_place() {
    let plan = plan("v=1");
    let at = |chart: &str, width: f64, height: f64, theme: &str| {
        draw(chart, &plan, width, height, theme)
            .expect_err("it cannot be drawn")
            .field
    };
    assert_eq!(at("surface<script>", 720.0, 400.0, "light"), "chart");
    for wrong in [f64::NAN, f64::INFINITY, -1.0, 0.0, 199.0, 4001.0, 1e300] {
        assert_eq!(at("payoff", wrong, 400.0, "light"), "width");
    }
    for wrong in [f64::NAN, f64::NEG_INFINITY, -1.0, 0.0, 59.0, 4001.0, 1e300] {
        assert_eq!(at("offsets", 720.0, wrong, "light"), "height");
    }
    assert_eq!(at("ladder", 720.0, 100.0, "Light"), "theme");
}

#[test]
fn the_example_is_drawn_as_before() {
    let plan = plan(PRESETS[0].link);
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/charts");
    let bless = env::var_os("ALVH_BLESS").is_some();
    for chart in CHARTS {
        for (theme, width, height) in [("light", 720.0, 400.0), ("dark", 360.0, 300.0)] {
            let svg = draw(chart, &plan, width, height, theme).expect("it draws").svg;
            let path = folder.join(format!("{chart}-{theme}.svg"));
            if bless {
                fs::create_dir_all(&folder).expect("the folder can be made");
                fs::write(&path, &svg).expect("the drawing can be written");
                continue;
            }
            let golden = fs::read_to_string(&path).unwrap_or_default();
            if golden == svg {
                continue;
            }
            let line = golden
                .lines()
                .zip(svg.lines())
                .take_while(|(before, now)| before == now)
                .count();
            let (before, now) = (golden.lines().nth(line), svg.lines().nth(line));
            panic!(
                "{chart}, {theme}, is no longer drawn as in {chart}-{theme}.svg. If that is meant, look at the new \
                 drawing and run `cargo xtask bless`.\nline {}\n  before: {before:?}\n  now:    {now:?}",
                line + 1
            );
        }
    }
}

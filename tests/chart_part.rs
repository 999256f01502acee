//! Parts of charts: what is shown of a range is computed over it, exact where the whole is, and stays on the plot.

use alvh::break_even::break_even;
use alvh::chart::{CHARTS, Drawing, Frame, Full, Part, draw, draw_part};
use alvh::link::from_link;
use alvh::market::Shock;
use alvh::plan::Plan;

/// The example; put spreads and futures on the day of expiry; VIX off its line; a condor of one day; another index.
const STATES: [&str; 6] = [
    "v=1",
    "v=1&layers=1:vixCall:9d:k18,-1:vixCall:150d:k30,2:vixFuture:30d,-2:vixMini:60d,2:spxPutSpread:30d:k6900:lo6700&day=45",
    "v=1&vixTo=60&move=-12&day=20",
    "v=1&longPut=7035&shortPut=7045&shortCall=7215&longCall=7225&credit=1.15&condorDte=1&day=0",
    "v=1&vixPerFall=0&vixPerRise=0",
    "v=1&spx=100&longPut=90&shortPut=95&shortCall=105&longCall=110&credit=1&layers=none",
];
/// Where parts begin and end, as shares of the whole: within it, over its edges, and around it.
const PARTS: [[f64; 2]; 6] = [
    [0.1, 0.35],
    [0.42, 0.44],
    [0.6, 0.97],
    [-0.4, 0.3],
    [0.8, 1.2],
    [-0.2, 1.3],
];
const LOOK: (f64, f64) = (720.0, 405.0);

fn plan(link: &str) -> Plan {
    let (inputs, problems) = from_link(link);
    assert!(problems.is_empty(), "{link}: {problems:?}");
    inputs
        .check()
        .unwrap_or_else(|problems| panic!("{link}: {problems:?}"))
}

/// Every state and every chart that can be shown in part.
fn all() -> impl Iterator<Item = (&'static str, Plan, &'static str)> {
    let charts = || CHARTS.iter().filter(|&&chart| chart != "ladder");
    STATES
        .into_iter()
        .flat_map(move |link| charts().map(move |&chart| (link, plan(link), chart)))
}

fn whole(chart: &str, plan: &Plan) -> Drawing {
    draw(chart, plan, LOOK.0, LOOK.1, "light").expect("a checked plan can be drawn")
}

fn ranges(x: Option<[f64; 2]>, y: Option<[f64; 2]>) -> Part {
    Part {
        x,
        y,
        ..Part::default()
    }
}

fn part(chart: &str, plan: &Plan, x: Option<[f64; 2]>, y: Option<[f64; 2]>) -> Drawing {
    draw_part(chart, plan, LOOK.0, LOOK.1, "light", ranges(x, y))
        .unwrap_or_else(|problem| panic!("{chart}, {x:?}, {y:?}: {problem:?}"))
}

fn full(frame: &Frame) -> Full {
    frame.full.expect("it can be shown in part")
}

fn share([low, high]: [f64; 2], [from, to]: [f64; 2]) -> [f64; 2] {
    [low + (high - low) * from, low + (high - low) * to]
}

fn values<'f>(frame: &'f Frame, name: &str) -> &'f [f64] {
    let found = frame.series.iter().find(|series| series.name == name);
    &found.unwrap_or_else(|| panic!("no series {name}")).values
}

/// The numbers after each of these attributes.
fn numbers(svg: &str, attribute: &str) -> Vec<f64> {
    let opening = format!(" {attribute}=\"");
    let quoted = svg
        .split(&opening)
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    let lists = quoted.flat_map(|list| list.split([' ', ',']));
    lists
        .filter(|text| !text.is_empty())
        .map(|text| text.parse().expect("a number"))
        .collect()
}

#[test]
fn the_part_that_is_all_of_it_is_the_whole_to_the_byte() {
    for (link, plan, chart) in all() {
        let drawing = whole(chart, &plan);
        let Full { x, y } = full(&drawing.frame);
        assert_eq!((x, y), (drawing.frame.x, drawing.frame.y), "{chart} of {link}");
        for (x, y) in [(Some(x), None), (None, Some(y)), (Some(x), Some(y))] {
            assert!(
                part(chart, &plan, x, y) == drawing,
                "{chart} of {link}: {x:?}, {y:?}"
            );
        }
    }
}

#[test]
fn what_is_asked_for_is_shown_and_says_what_else_there_is() {
    for (link, plan, chart) in all() {
        let frame = whole(chart, &plan).frame;
        let Full { x, y } = full(&frame);
        for inner in PARTS
            .into_iter()
            .filter(|inner| inner[0] >= 0.0 && inner[1] <= 1.0)
        {
            let what = format!("{chart} of {link}, {inner:?}");
            let (asked_x, asked_y) = (share(x, inner), share(y, inner));
            let shown = part(chart, &plan, Some(asked_x), Some(asked_y)).frame;
            assert_eq!((shown.x, shown.y), (asked_x, asked_y), "{what}");
            assert_eq!(full(&shown).x, x, "{what}");
            assert_eq!(
                full(&part(chart, &plan, None, Some(asked_y)).frame),
                Full { x, y },
                "{what}"
            );
            let over = part(chart, &plan, Some(asked_x), None).frame;
            assert_eq!(full(&over).y, over.y, "{what}");
            // Finer than the whole is: as many points for a part of the range.
            let inside = frame
                .at
                .iter()
                .filter(|&&at| at >= asked_x[0] && at <= asked_x[1])
                .count();
            assert!(
                shown.at.len() > inside && shown.at.len() >= 29,
                "{what}: {} points",
                shown.at.len()
            );
            assert!(shown.at.is_sorted(), "{what}");
            assert_eq!(shown.at.first(), Some(&asked_x[0]), "{what}");
            assert_eq!(shown.at.last(), Some(&asked_x[1]), "{what}");
        }
    }
}

#[test]
fn nothing_but_texts_and_ticks_is_drawn_off_the_plot() {
    for (link, plan, chart) in all() {
        let Full { x, y } = full(&whole(chart, &plan).frame);
        for (nth, across) in PARTS.into_iter().enumerate() {
            let up = PARTS[(nth + 2) % PARTS.len()];
            for (x, y) in [
                (Some(share(x, across)), None),
                (None, Some(share(y, up))),
                (Some(share(x, across)), Some(share(y, up))),
            ] {
                let what = format!("{chart} of {link}, {x:?}, {y:?}");
                let Drawing { svg, frame } = part(chart, &plan, x, y);
                // Tenths of a pixel, rounded; a tick is 4 pixels long.
                let (left, right) = (
                    10.0 * frame.plot.x - 1.0,
                    10.0 * (frame.plot.x + frame.plot.w) + 1.0,
                );
                let (top, bottom) = (
                    10.0 * frame.plot.y - 1.0,
                    10.0 * (frame.plot.y + frame.plot.h) + 1.0,
                );
                for pair in numbers(&svg, "points").chunks(2) {
                    assert!(pair[0] >= left && pair[0] <= right, "{what}: {pair:?}");
                    assert!(pair[1] >= top && pair[1] <= bottom + 40.0, "{what}: {pair:?}");
                }
                for (x, y) in numbers(&svg, "cx").into_iter().zip(numbers(&svg, "cy")) {
                    assert!(
                        x >= left && x <= right && y >= top && y <= bottom,
                        "{what}: a point at {x}, {y}"
                    );
                }
                for word in ["NaN", "inf"] {
                    assert!(!svg.contains(word), "{what} holds {word}");
                }
            }
        }
    }
}

#[test]
fn ticks_lie_within_the_part_and_read_apart() {
    for (link, plan, chart) in all() {
        let Full { x, y } = full(&whole(chart, &plan).frame);
        for inner in [[0.5, 0.500_2], [0.3, 0.32], [0.1, 0.9]] {
            let Drawing { svg, frame } = part(chart, &plan, Some(share(x, inner)), Some(share(y, inner)));
            let right = 10.0 * (frame.plot.x + frame.plot.w);
            // Labels of y end to the left of the plot, one above another.
            let texts: Vec<(f64, f64, &str)> = svg
                .split("<text ")
                .skip(1)
                .filter_map(|rest| {
                    let at = |name: &str| {
                        numbers(&format!(" {}", rest.split('>').next()?), name)
                            .first()
                            .copied()
                    };
                    Some((at("x")?, at("y")?, rest.split('\n').nth(1)?))
                })
                .collect();
            let ticks: Vec<_> = texts
                .iter()
                .filter(|text| (text.0 - (10.0 * frame.plot.x - 80.0)).abs() < 1.0)
                .collect();
            let what = format!("{chart} of {link}, {inner:?}: {texts:?}");
            assert!(!ticks.is_empty(), "{what}");
            for pair in ticks.windows(2) {
                assert_ne!(pair[0].2, pair[1].2, "{what}");
                assert!((pair[0].1 - pair[1].1).abs() > 120.0, "{what}");
            }
            assert!(
                texts.iter().all(|text| text.0 >= 0.0 && text.0 <= right),
                "{what}"
            );
            assert!(frame.plot.w > LOOK.0 / 2.0, "{what}: labels take the room");
        }
    }
}

#[test]
fn a_part_of_the_payoff_is_what_the_package_gains_there() {
    for link in STATES {
        let plan = plan(link);
        let (package, market) = (plan.package(), &plan.package().market);
        let Full { x, .. } = full(&whole("payoff", &plan).frame);
        for inner in PARTS {
            let frame = part("payoff", &plan, Some(share(x, inner)), None).frame;
            for (nth, &spx) in frame.at.iter().enumerate() {
                let total = package
                    .total(market.on_the_line_at(spx, plan.what_if().day))
                    .get();
                assert_eq!(
                    values(&frame, "Combined")[nth].to_bits(),
                    total.to_bits(),
                    "{link} at {spx}"
                );
            }
            for kink in package.spx_kinks(plan.what_if().day) {
                let inside = kink >= frame.x[0] && kink <= frame.x[1];
                assert_eq!(frame.at.contains(&kink), inside, "{link}: the kink at {kink}");
            }
        }
    }
}

#[test]
fn close_to_a_break_even_the_curve_leads_to_it() {
    let plan = plan("v=1");
    let levels = break_even(plan.package()).hedge_at_model;
    assert!(!levels.is_empty());
    for level in levels {
        // Ten points either way: straight enough that two neighbours tell where the curve is zero to a hundredth of a
        // point, which on the whole chart is a hundredth of a pixel.
        let frame = part("payoff", &plan, Some([level - 10.0, level + 10.0]), None).frame;
        let curve = values(&frame, "Combined at expiry");
        let right = (1..curve.len())
            .find(|&nth| curve[nth - 1] * curve[nth] <= 0.0)
            .expect("it crosses zero");
        let (a, b) = (curve[right - 1], curve[right]);
        let crossing = frame.at[right - 1] + (frame.at[right] - frame.at[right - 1]) * a / (a - b);
        assert!((crossing - level).abs() < 0.01, "{crossing} against {level}");
    }
}

#[test]
fn a_part_of_the_map_is_what_the_package_gains_there() {
    for link in STATES {
        let plan = plan(link);
        let day = plan.what_if().day;
        let Full { x, y } = full(&whole("heatmap", &plan).frame);
        for inner in PARTS {
            let frame = part("heatmap", &plan, Some(share(x, inner)), Some(share(y, inner))).frame;
            let grid = frame.grid.expect("a grid");
            assert_eq!([grid.x[0], grid.x[grid.x.len() - 1]], frame.x, "{link}");
            assert_eq!([grid.y[0], grid.y[grid.y.len() - 1]], frame.y, "{link}");
            assert!(grid.x.is_sorted() && grid.y.is_sorted(), "{link}");
            for (nth, &value) in grid.values.iter().enumerate() {
                let (spx, vix) = (grid.x[nth % grid.x.len()], grid.y[nth / grid.x.len()]);
                let total = plan.package().total(Shock { spx, vix, day }).get();
                assert_eq!(value.to_bits(), total.to_bits(), "{link} at {spx}, {vix}");
            }
        }
    }
}

#[test]
fn a_part_of_the_offsets_follows_the_same_line() {
    for link in [
        "v=1",
        "v=1&vixPerFall=0&vixPerRise=0",
        "v=1&day=30&vixPerFall=2.4",
    ] {
        let plan = plan(link);
        let (package, market, day) = (plan.package(), &plan.package().market, plan.what_if().day);
        let Full { x, .. } = full(&whole("offsets", &plan).frame);
        for inner in PARTS {
            let frame = part("offsets", &plan, Some(share(x, inner)), None).frame;
            for (nth, &vix) in frame.at.iter().enumerate() {
                // The fall that puts VIX there, from the line's own slope on that day; none where the line is flat.
                let spot = market.curve.spot();
                let slope = market.on_the_line(-1.0, day).vix - spot;
                let fall = if slope > 0.0 { (vix - spot) / slope } else { 0.0 };
                let outcome = package.outcome(Shock {
                    vix,
                    ..market.on_the_line(-fall, day)
                });
                // Half a cent: an ulp of VIX is far less.
                for (name, gain) in [
                    ("Hedge", outcome.hedge),
                    ("Condor\u{2019}s loss", -outcome.condor),
                ] {
                    let drawn = values(&frame, name)[nth];
                    assert!(
                        (drawn - gain.get()).abs() < 0.005,
                        "{link} at {vix}: {drawn} against {gain:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn a_part_tells_the_same_of_the_whole() {
    for (link, plan, chart) in all() {
        let frame = whole(chart, &plan).frame;
        let Full { x, y } = full(&frame);
        for inner in PARTS {
            let shown = part(chart, &plan, Some(share(x, inner)), Some(share(y, [0.2, 0.9]))).frame;
            let what = format!("{chart} of {link}, {inner:?}");
            assert_eq!(shown.asides, frame.asides, "{what}");
            if chart == "heatmap" {
                // It names the least and the most of what is shown; where the line breaks even is told of all of it.
                let told = |frame: &Frame| frame.summary.rsplit("breaks even").next().map(String::from);
                assert_eq!(told(&shown), told(&frame), "{what}");
            } else {
                assert_eq!(shown.summary, frame.summary, "{what}");
                assert_eq!(shown.marks, frame.marks, "{what}");
            }
            let names = |frame: &Frame| {
                frame
                    .series
                    .iter()
                    .map(|one| one.name.clone())
                    .collect::<Vec<_>>()
            };
            assert_eq!(names(&shown), names(&frame), "{what}");
        }
    }
}

#[test]
fn a_range_goes_as_far_as_it_can_be_computed() {
    let plan = plan("v=1");
    let spx = plan.package().market.spx;
    for chart in ["payoff", "heatmap", "vixNeeded"] {
        assert_eq!(
            part(chart, &plan, Some([-1e9, 1e9]), None).frame.x,
            [0.4 * spx, 1.6 * spx],
            "{chart}"
        );
        assert_eq!(
            part(chart, &plan, Some([5000.0, 1e9]), None).frame.x,
            [5000.0, 1.6 * spx],
            "{chart}"
        );
    }
    assert_eq!(
        part("heatmap", &plan, None, Some([-5.0, 1e3])).frame.y,
        [9.0, 150.0]
    );
    assert_eq!(
        part("response", &plan, Some([-5.0, 100.0]), None).frame.x,
        [0.0, 100.0]
    );
    #[cfg(feature = "study")]
    assert_eq!(
        part("decay", &plan, Some([10.0, 1e6]), None).frame.x,
        [10.0, 120.0]
    );
    let dollars = part("payoff", &plan, None, Some([-50_000.0, 80_000.0])).frame.y;
    assert_eq!(dollars, [-50_000.0, 80_000.0], "dollars go as far as one likes");
}

#[test]
fn what_is_no_range_of_the_chart_is_a_problem_at_its_place() {
    let plan = plan("v=1");
    let problem = |chart: &str, x: Option<[f64; 2]>, y: Option<[f64; 2]>| {
        let drawn = draw_part(chart, &plan, LOOK.0, LOOK.1, "light", ranges(x, y));
        let problem = drawn.expect_err("it cannot be drawn");
        assert!(
            problem.message.ends_with('.') && problem.message.len() > 20,
            "{problem:?}"
        );
        problem.field
    };
    let none = [
        [f64::NAN, 7000.0],
        [7000.0, f64::NAN],
        [f64::NEG_INFINITY, 7000.0],
        [7000.0, f64::INFINITY],
        [-f64::MAX, f64::MAX],
        [7000.0, 7000.0],
        [7000.0, 6900.0],
        [7000.0, 7000.0 + 1e-6],
        [0.0, 0.0],
    ];
    for chart in CHARTS {
        for range in none {
            assert_eq!(problem(chart, Some(range), None), "look.x", "{chart}, {range:?}");
            assert_eq!(problem(chart, None, Some(range)), "look.y", "{chart}, {range:?}");
        }
    }
    for chart in ["payoff", "heatmap", "vixNeeded"] {
        for range in [[-100.0, 0.0], [0.0, 100.0], [20_000.0, 30_000.0]] {
            assert_eq!(problem(chart, Some(range), None), "look.x", "{chart}, {range:?}");
        }
    }
    assert_eq!(problem("heatmap", None, Some([200.0, 300.0])), "look.y");
    assert_eq!(problem("heatmap", None, Some([1.0, 8.0])), "look.y");
    assert_eq!(problem("offsets", Some([1.0, 5.0]), None), "look.x");
    assert_eq!(problem("response", Some([-9.0, -1.0]), None), "look.x");
    assert_eq!(problem("payoff", None, Some([1e13, 2e13])), "look.y");
    assert_eq!(problem("ladder", Some([6500.0, 7000.0]), None), "look.x");
    assert_eq!(problem("ladder", None, Some([0.0, 1.0])), "look.y");
}

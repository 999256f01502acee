//! `heatmap`: profit and loss over SPX and VIX together, on the what-if's day.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::axis::short_dollars;
use super::canvas::{Canvas, Point, ROUND, Side};
use super::clip::clipped;
use super::contour::Sheet;
use super::label::{Labels, around};
use super::payoff::{range, reach};
use super::plot::Plot;
use super::theme::hex;
use super::{
    Band, Drawing, Frame, Grid, Look, Mark, Series, at_levels, day_words, expected_move, level, spx_marks,
};
use crate::break_even::HIGHEST_VIX;
use crate::format::{dollars, number};
use crate::market::{LOWEST_VIX, Line, Shock};
use crate::math::exp;
use crate::nodes::{even, include};
use crate::package::Outcome;
use crate::plan::Plan;
use crate::root::roots_on;
use crate::scenario::{Scenario, scenarios};
use crate::spike_record::ONE_SESSION_RATIOS;

/// Equal steps of the grid along SPX, to which strikes are added, and along VIX: at most 1,300 points.
const STEPS: (u32, u32) = (36, 29);
/// How far the chart goes above the line's highest VIX in sight, the what-if's and today's.
const ABOVE: (f64, f64, f64) = (1.3, 1.06, 1.5);
/// Band edges go up in these ratios, from a dollar: 1, 2.5, 5, 10, 25, ...
const RATIOS: [f64; 3] = [2.5, 2.0, 2.0];
/// The highest band edge is at most this share of the largest gain or loss in sight.
const HIGHEST_EDGE: f64 = 0.8;
/// Slopes of the line, VIX points per 1 % of fall, between which most falls lie. Source: model, section 6.
const SLOPES: [(f64, &str, &str); 2] = [
    (0.7, "muted", "Muted: 0.7 VIX points per 1 % of fall"),
    (2.4, "sharp", "Sharp: 2.4 VIX points per 1 % of fall"),
];
/// Scenarios named in the drawing, as far as there is room.
const NAMES: [(&str, &str); 6] = [
    ("fall2", "SPX \u{2212}2\u{a0}%"),
    ("fall4", "SPX \u{2212}4\u{a0}%"),
    ("fall7", "SPX \u{2212}7\u{a0}%"),
    ("fallFlat", "VIX flat"),
    ("riseThrough", "SPX through the call"),
    ("spikeFlat", "VIX +5"),
];
/// Break-evens on the line are exact to this, index points.
const TOLERANCE: f64 = 1e-9;
/// How wide the dot of a spike on record is, CSS pixels.
const SPECK: f64 = 3.4;
/// A plot narrower than this, CSS pixels, leaves the dollars of its bands to the legend.
const WIDE: f64 = 420.0;
/// Attributes of groups, in units of the drawing.
const EVEN_ODD: &str = "fill-rule=\"evenodd\"";
const DASHED: &str = "stroke-dasharray=\"55 35\" stroke-linejoin=\"round\"";
const FINE_DASHED: &str = "stroke-dasharray=\"20 30\"";

/// What there is to draw.
struct Scene<'a> {
    plan: &'a Plan,
    look: &'a Look,
    plot: Plot,
    grid: Grid,
    /// The condor alone on the same grid.
    condor: Vec<f64>,
    /// VIX on the line at the grid's SPX levels.
    line: Vec<f64>,
    /// Edges of the bands, ascending.
    edges: [f64; 10],
    /// The lowest and the highest value on the grid.
    ends: (f64, f64),
    what_if: Outcome,
    scenarios: Vec<Scenario>,
    /// SPX levels at which the package breaks even with VIX on the line.
    on_line: Vec<f64>,
}

/// Draws the chart, with the spikes of a single session on record as small dots.
pub(super) fn draw(plan: &Plan, look: &Look) -> Drawing {
    let market = &plan.package().market;
    let spikes = |plot: &Plot, canvas: &mut Canvas| {
        let led = |[spx, vix]: [f64; 2]| plot.place(market.spx * spx, market.curve.spot() * vix);
        let places: Vec<_> = ONE_SESSION_RATIOS.into_iter().filter_map(led).collect();
        canvas.specks(&places, SPECK, look.theme.soft);
    };
    draw_with(plan, look, scenarios(plan.package()), &spikes)
}

/// Draws the chart with other points on it: scenarios, and whatever `points` paints.
pub(super) fn draw_with(
    plan: &Plan,
    look: &Look,
    scenarios: Vec<Scenario>,
    points: &dyn Fn(&Plot, &mut Canvas),
) -> Drawing {
    let package = plan.package();
    let market = &package.market;
    let what_if = package.outcome(plan.what_if());
    let day = what_if.shock.day;
    let expected_move = expected_move(plan);
    let full = range(plan, &what_if, expected_move);
    let x = look.across(full, reach(plan));
    let left = market.on_the_line_at(full[0], day).vix;
    let spot = market.curve.spot();
    let high = (left * ABOVE.0)
        .max(what_if.shock.vix * ABOVE.1)
        .max(spot * ABOVE.2);
    let plot = Plot::of_levels(look, x, LOWEST_VIX.min(spot), high.min(HIGHEST_VIX));
    let rows = even(plot.y[0], plot.y[1], look.steps(STEPS.1));
    let (grid, condor) = values(plan, levels(plan, x, look.steps(STEPS.0)), rows);
    let mut line = Vec::new();
    for &spx in &grid.x {
        line.push(market.on_the_line_at(spx, day).vix);
    }
    let horizon = package.by(day);
    let mut total = |spx: f64| package.total_in(&horizon.on_the_line_at(spx)).get();
    let on_line = roots_on(
        &levels(plan, full, STEPS.0),
        TOLERANCE,
        &mut total as &mut dyn FnMut(f64) -> f64,
    );
    let scene = Scene {
        plan,
        look,
        edges: edges(&grid.values),
        ends: ends(&grid.values),
        plot,
        grid,
        condor,
        line,
        what_if,
        scenarios,
        on_line,
    };
    let svg = scene.paint(points);
    let mut marks = scene.marks();
    marks.extend(spx_marks(plan, expected_move));
    let frame = Frame {
        plot: scene.plot.rect,
        x: scene.plot.x,
        y: scene.plot.y,
        full: Some(scene.plot.full(full)),
        series: Vec::from([Series::new(
            String::from("VIX on its line"),
            look.theme.ink,
            scene.line.clone(),
        )]),
        at: scene.grid.x.clone(),
        x_label: "SPX, index points",
        y_label: "VIX, points",
        marks,
        summary: scene.summary(),
        scale: Some(scene.scale()),
        grid: Some(scene.grid),
        ..Frame::default()
    };
    Drawing { svg, frame }
}

/// Levels of SPX over a range in equal steps, with the condor's strikes and the middles of its wings.
fn levels(plan: &Plan, [low, high]: [f64; 2], steps: u32) -> Vec<f64> {
    let mut x = even(low, high, steps);
    // Near its expiry the condor bends at its strikes and falls between them.
    let condor = &plan.package().condor;
    for (sold, bought) in [
        (condor.short_put, condor.long_put),
        (condor.short_call, condor.long_call),
    ] {
        for level in [sold, f64::midpoint(sold, bought), bought] {
            if level > low && level < high {
                include(&mut x, level);
            }
        }
    }
    x
}

/// What the package gains over a grid of levels on the what-if's day, and the condor alone.
pub(super) fn values(plan: &Plan, x: Vec<f64>, y: Vec<f64>) -> (Grid, Vec<f64>) {
    let package = plan.package();
    let (market, condor, day) = (&package.market, &package.condor, plan.what_if().day);
    let (mut totals, mut condors) = (Vec::new(), Vec::new());
    let follows_spx = package.hedge_follows_spx();
    let horizon = package.by(day);
    for &vix in &y {
        let row = horizon.after(market.spx, vix);
        // VIX products do not see SPX, and options of one expiry see it in their forward alone: one state a row.
        let hedge = package.hedge_gain(&row);
        let options = row.spx_expiry(condor.expiry);
        let growth = exp((market.rate.get() - market.dividend.get()) * options.years.get());
        for &spx in &x {
            let points = if row.settled(condor.expiry) {
                condor.payoff(spx)
            } else {
                let mut options = options;
                options.forward = spx * growth;
                condor.cost_to_close(&options)
            };
            let gain = condor.gain_at(points);
            let hedge = if follows_spx {
                package.hedge_gain(&horizon.after(spx, vix))
            } else {
                hedge
            };
            condors.push(gain.get());
            totals.push((gain + hedge).get());
        }
    }
    let grid = Grid { x, y, values: totals };
    (grid, condors)
}

/// The lowest and the highest of some values.
fn ends(values: &[f64]) -> (f64, f64) {
    let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
    for &value in values {
        least = least.min(value);
        most = most.max(value);
    }
    (least, most)
}

/// Round dollars, the same above zero and below, five of each, to fit the values.
fn edges(values: &[f64]) -> [f64; 10] {
    let (least, most) = ends(values);
    // $25 is the seventh edge from ten cents up, $1 the third: there is room for four below the highest.
    let (mut top, mut nth) = (25.0, 7);
    while top * RATIOS[nth % 3] <= HIGHEST_EDGE * most.max(-least) {
        top *= RATIOS[nth % 3];
        nth += 1;
    }
    let mut edges = [top; 10];
    for place in 0..5 {
        edges[place] = -top;
        edges[9 - place] = top;
        nth -= 1;
        top /= RATIOS[nth % 3];
    }
    edges
}

impl Scene<'_> {
    fn sheet<'s>(&'s self, values: &'s [f64]) -> Sheet<'s> {
        Sheet {
            x: &self.grid.x,
            y: &self.grid.y,
            values,
        }
    }

    fn scale(&self) -> Vec<Band> {
        let edge = |nth: usize| self.edges.get(nth).copied();
        let mut scale = Vec::new();
        for (nth, &color) in self.look.theme.heat.iter().enumerate() {
            scale.push(Band {
                from: nth.checked_sub(1).and_then(edge),
                to: edge(nth),
                color: hex(color),
            });
        }
        scale
    }

    /// The slopes between which most falls lie, and VIX at the chart's left edge for each; none where no fall is shown.
    fn slopes(&self) -> impl Iterator<Item = ((f64, &'static str, &'static str), f64)> {
        let falls = self.plot.x[0] < self.plan.package().market.spx;
        let slopes = SLOPES.into_iter().filter(move |_| falls);
        slopes.map(|slope| (slope, self.at_slope(slope.0)))
    }

    /// VIX at the chart's left edge for a slope of the line.
    fn at_slope(&self, per_fall: f64) -> f64 {
        let market = &self.plan.package().market;
        let percent = (self.plot.x[0] / market.spx - 1.0) * 100.0;
        let line = Line {
            per_fall,
            ..market.line
        };
        line.vix(market.curve.spot(), percent, self.what_if.shock.day)
    }

    fn marks(&self) -> Vec<Mark> {
        let (shock, market) = (self.what_if.shock, &self.plan.package().market);
        let mut marks = Vec::new();
        let mut mark = |name, spx, vix| marks.push(Mark::point(name, spx, vix));
        mark("What if", shock.spx, shock.vix);
        mark("SPX and VIX now", market.spx, market.curve.spot());
        for ((_, _, name), vix) in self.slopes() {
            mark(name, self.plot.x[0], vix);
        }
        for &spx in &self.on_line {
            mark(
                "Break-even on the line",
                spx,
                market.on_the_line_at(spx, shock.day).vix,
            );
        }
        for one in &self.scenarios {
            mark(one.id, one.outcome.shock.spx, one.outcome.shock.vix);
        }
        marks
    }

    fn summary(&self) -> String {
        let (shock, total) = (self.what_if.shock, self.what_if.total.get());
        let (least, most) = self.ends;
        format!(
            "With SPX at {} and VIX at {} {} the package {} {}; over the levels shown it ends between {} and {}, and \
             with VIX on its line it breaks even {}.",
            level(shock.spx),
            number(shock.vix, 2),
            day_words(shock.day),
            if total < 0.0 { "loses" } else { "gains" },
            dollars(total.abs()),
            dollars(least),
            dollars(most),
            at_levels(&self.on_line),
        )
    }

    fn paint(&self, points: &dyn Fn(&Plot, &mut Canvas)) -> String {
        let (look, plot) = (self.look, &self.plot);
        let mut canvas = plot.canvas(look);
        let mut labels = Labels::within(plot.rect);
        plot.axes(&mut canvas, look, ("SPX", "VIX"), number, None);
        self.paint_bands(&mut canvas);
        self.paint_line(&mut canvas, &mut labels);
        let (package, condor) = self.paint_contours(&mut canvas, &mut labels);
        points(plot, &mut canvas);
        self.paint_points(&mut canvas, &mut labels);
        let theme = look.theme;
        labels.put_on(&package, "break-even", theme.ink);
        labels.put_on(&condor, "condor alone", theme.soft);
        self.name_points(&mut labels);
        self.name_edges(&mut labels);
        labels.draw(&mut canvas, theme);
        canvas.finish()
    }

    /// Each band over the whole region of its values and higher ones: neighbours leave no seam.
    fn paint_bands(&self, canvas: &mut Canvas) {
        let (heat, plot) = (&self.look.theme.heat, &self.plot);
        let sheet = self.sheet(&self.grid.values);
        let lowest = self.ends.0;
        let below = self.edges.partition_point(|&edge| edge <= lowest);
        let corner = (plot.rect.x + plot.rect.w, plot.bottom());
        canvas.group(EVEN_ODD, &mut |pen| {
            pen.block((plot.rect.x, plot.rect.y), corner, heat[below], 1.0);
            for (nth, &edge) in self.edges.iter().enumerate().skip(below) {
                let region = sheet.region(plot, edge);
                if !region.is_empty() {
                    pen.fill(&region, heat[nth + 1], 1.0);
                }
            }
        });
    }

    /// The line VIX is expected on, and the slopes between which most falls lie.
    fn paint_line(&self, canvas: &mut Canvas, labels: &mut Labels) {
        let (theme, plot, market) = (self.look.theme, &self.plot, &self.plan.package().market);
        let now = (market.spx, market.curve.spot());
        let mut slopes = Vec::new();
        for (_, vix) in self.slopes() {
            slopes.push(self.in_sight(&[plot.x[0], now.0], &[vix, now.1]));
        }
        let line = [self.in_sight(&self.grid.x, &self.line)];
        canvas.strokes(FINE_DASHED, &slopes, theme.ink, 1.1);
        canvas.strokes(ROUND, &line, theme.ink, 1.3);
        labels.avoid_all(&line);
    }

    /// What of a curve lies within the plot.
    fn in_sight(&self, at: &[f64], values: &[f64]) -> Vec<Point> {
        let curve = self.plot.curve(at, values);
        clipped(&curve, Some(self.plot.rect), false).concat()
    }

    /// Where the package and the condor alone neither gain nor lose.
    fn paint_contours(&self, canvas: &mut Canvas, labels: &mut Labels) -> (Vec<Vec<Point>>, Vec<Vec<Point>>) {
        let theme = self.look.theme;
        let (whole, day) = (self.plan.package(), self.what_if.shock.day);
        let horizon = whole.by(day);
        let total = |spx: f64, vix: f64| whole.total_in(&horizon.after(spx, vix)).get();
        let package = self.sheet(&self.grid.values).lines(&self.plot, 0.0, Some(&total));
        let alone = |spx: f64, vix: f64| whole.condor.gain(&horizon.after(spx, vix)).get();
        let mut condor = Vec::new();
        if !whole.layers.is_empty() {
            condor = self.sheet(&self.condor).lines(&self.plot, 0.0, Some(&alone));
        }
        canvas.strokes(DASHED, &condor, theme.ink, 1.4);
        canvas.strokes(ROUND, &package, theme.paper, 4.6);
        canvas.strokes(ROUND, &package, theme.combined, 2.6);
        labels.avoid_all(&package);
        labels.avoid_all(&condor);
        (package, condor)
    }

    /// Where a shock lies, if that is on the plot.
    fn place(&self, shock: &Shock) -> Option<Point> {
        self.plot.place(shock.spx, shock.vix)
    }

    /// The scenarios, today and the what-if.
    fn paint_points(&self, canvas: &mut Canvas, labels: &mut Labels) {
        let theme = self.look.theme;
        canvas.group("", &mut |pen| {
            for scenario in &self.scenarios {
                if let Some(place) = self.place(&scenario.outcome.shock) {
                    pen.dot(place, 3.4, theme.paper);
                    pen.dot(place, 2.3, theme.ink);
                    labels.keep_clear(place, 3.0);
                }
            }
            if let Some(place) = self.place(&self.what_if.shock) {
                pen.dot(place, 8.0, theme.paper);
                pen.ring(place, 6.0, theme.ink, 2.4, theme.paper);
                pen.dot(place, 2.4, theme.ink);
                labels.keep_clear(place, 8.0);
            }
        });
        if let Some(place) = self.place(&self.what_if.shock) {
            labels.put(dollars(self.what_if.total.get()), theme.ink, &around(place, 12.0));
        }
    }

    fn name_points(&self, labels: &mut Labels) {
        let (theme, plot) = (self.look.theme, &self.plot);
        let market = &self.plan.package().market;
        if let Some(place) = self.place(&market.today()) {
            labels.put(String::from("now"), theme.ink, &around(place, 7.0));
        }
        for scenario in &self.scenarios {
            for (id, text) in NAMES {
                if id == scenario.id
                    && let Some(place) = self.place(&scenario.outcome.shock)
                {
                    labels.put(String::from(text), theme.soft, &around(place, 7.0));
                }
            }
        }
        let left = plot.x[0];
        for ((_, name, _), vix) in self.slopes() {
            let ends = self.in_sight(&[left, market.spx], &[vix, market.curve.spot()]);
            if let [(x, y), ..] = ends[..] {
                let places = [
                    ((x + 5.0, y + 16.0), Side::Right),
                    ((x + 10.0, y + 8.0), Side::Right),
                    ((x + 5.0, y - 9.0), Side::Right),
                ];
                labels.put(String::from(name), theme.soft, &places);
            }
        }
    }

    /// The dollars at the edges of the bands, where there is room.
    fn name_edges(&self, labels: &mut Labels) {
        if self.plot.rect.w < WIDE {
            return;
        }
        let (theme, sheet) = (self.look.theme, self.sheet(&self.grid.values));
        let mut all = Vec::new();
        for &edge in &self.edges {
            let lines = sheet.lines(&self.plot, edge, None);
            labels.avoid_all(&lines);
            all.push((edge, lines));
        }
        for (edge, lines) in &all {
            labels.put_on(lines, &short_dollars(*edge, self.edges[9]), theme.soft);
        }
    }
}

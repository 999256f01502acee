//! `payoff`: profit and loss against SPX, on the what-if's day and at the condor's expiry.

use alloc::string::String;
use alloc::vec::Vec;

use plotters::style::RGBColor;

use super::canvas::{Canvas, Point, ROUND, Side};
use super::label::Labels;
use super::plot::Plot;
use super::theme::hex;
use super::{Drawing, Frame, Look, Mark, Series, day_words, expected_move, spx_marks};
use crate::break_even::{BreakEven, break_even};
use crate::format::{dollars, number};
use crate::math::round;
use crate::nodes::include;
use crate::package::Outcome;
use crate::plan::Plan;
use crate::units::Days;

/// CSS pixels from one computed point of a curve to the next, and how many there are at least and at most.
const STRIDE: f64 = 7.0;
const POINTS: (f64, f64) = (40.0, 110.0);
/// How many expected moves are shown on either side of spot.
const MOVES: f64 = 1.6;
/// The what-if is shown if it lies within this share of spot.
const FAR: f64 = 0.2;
/// Room at either end, as a share of what is shown.
const ROOM: f64 = 0.03;
/// Dashes of the lines at expiry, in units of the drawing.
const DASHED: &str = "stroke-dasharray=\"55 35\" stroke-linejoin=\"round\"";
const FINE_DASHED: &str = "stroke-dasharray=\"25 30\"";

/// The curves, all at the same levels of SPX.
struct Curves {
    at: Vec<f64>,
    condor: Vec<f64>,
    hedge: Vec<f64>,
    combined: Vec<f64>,
    condor_later: Vec<f64>,
    combined_later: Vec<f64>,
}

impl Curves {
    fn lines(&self) -> [&Vec<f64>; 5] {
        [
            &self.condor,
            &self.hedge,
            &self.combined,
            &self.condor_later,
            &self.combined_later,
        ]
    }
}

/// What there is to draw.
struct Scene<'a> {
    plan: &'a Plan,
    look: &'a Look,
    plot: Plot,
    curves: Curves,
    what_if: Outcome,
    levels: BreakEven,
    /// One standard deviation to the condor's expiry, index points.
    expected_move: f64,
}

/// Draws the chart.
pub(super) fn draw(plan: &Plan, look: &Look) -> Drawing {
    let what_if = plan.package().outcome(plan.what_if());
    let expected_move = expected_move(plan);
    let x = range(plan, &what_if, expected_move);
    let curves = curves(plan, x, what_if.shock.spx, Plot::likely_width(look));
    // A VIX typed off the line puts the what-if off the curves.
    let shown = (what_if.shock.spx >= x[0] && what_if.shock.spx <= x[1]).then(|| what_if.total.get());
    let plot = Plot::new(
        look,
        x,
        curves.lines().into_iter().flatten().copied().chain(shown),
        1,
    );
    let levels = break_even(plan.package());
    let scene = Scene {
        plan,
        look,
        plot,
        curves,
        what_if,
        levels,
        expected_move,
    };
    let svg = scene.paint();
    let frame = Frame {
        plot: scene.plot.rect,
        x: scene.plot.x,
        y: scene.plot.y,
        series: scene.series(),
        marks: scene.marks(),
        at: scene.curves.at,
        x_label: "SPX, index points",
        y_label: "Profit or loss, dollars",
    };
    Drawing { svg, frame }
}

/// The levels of SPX shown: the strikes, the expected move with a margin, the what-if unless it is far away.
fn range(plan: &Plan, what_if: &Outcome, band: f64) -> [f64; 2] {
    let (spot, condor) = (plan.package().market.spx, &plan.package().condor);
    let mut low = condor.long_put.min(spot - MOVES * band);
    let mut high = condor.long_call.max(spot + MOVES * band);
    if (what_if.shock.spx / spot - 1.0).abs() <= FAR + 1e-9 {
        low = low.min(what_if.shock.spx);
        high = high.max(what_if.shock.spx);
    }
    let room = ROOM * (high - low);
    // SPX stays above zero however wide the expected move.
    [(low - room).max(0.05 * spot.min(condor.long_put)), high + room]
}

fn curves(plan: &Plan, [low, high]: [f64; 2], what_if: f64, width: f64) -> Curves {
    let package = plan.package();
    let (market, condor) = (&package.market, &package.condor);
    let steps = round((width / STRIDE).clamp(POINTS.0, POINTS.1));
    let mut at = Vec::new();
    let mut step = 0.0;
    while step <= steps {
        at.push(low + (high - low) * (step / steps));
        step += 1.0;
    }
    // Curves bend at these, so each is a point of its own.
    for kink in package.spx_kinks(plan.what_if().day).into_iter().chain([what_if]) {
        if (low..=high).contains(&kink) {
            include(&mut at, kink);
        }
    }
    let day = plan.what_if().day;
    let gains = |day: Days| -> (Vec<f64>, Vec<f64>, Vec<f64>) {
        let (mut condors, mut hedges, mut totals) = (Vec::new(), Vec::new(), Vec::new());
        for &spx in &at {
            let state = market.after(market.on_the_line_at(spx, day));
            let (condor, hedge) = (condor.gain(&state), package.hedge_gain(&state));
            condors.push(condor.get());
            hedges.push(hedge.get());
            totals.push((condor + hedge).get());
        }
        (condors, hedges, totals)
    };
    let (condors, hedges, totals) = gains(day);
    let (condor_later, _, combined_later) = gains(condor.expiry);
    Curves {
        at,
        condor: condors,
        hedge: hedges,
        combined: totals,
        condor_later,
        combined_later,
    }
}

impl Scene<'_> {
    fn series(&self) -> Vec<Series> {
        let (theme, curves) = (self.look.theme, &self.curves);
        let one = |name: &str, color: RGBColor, dash: bool, values: &[f64]| Series {
            name: String::from(name),
            color: hex(color),
            dash,
            area: false,
            values: values.to_vec(),
        };
        Vec::from([
            one("Combined", theme.combined, false, &curves.combined),
            one("Condor", theme.condor, false, &curves.condor),
            one("Hedge", theme.hedge, false, &curves.hedge),
            one(
                "Combined at expiry",
                theme.combined_later,
                true,
                &curves.combined_later,
            ),
            one("Condor at expiry", theme.condor_later, true, &curves.condor_later),
        ])
    }

    fn marks(&self) -> Vec<Mark> {
        let (what_if, levels) = (&self.what_if, &self.levels);
        let mut marks = Vec::from([Mark::point("What if", what_if.shock.spx, what_if.total.get())]);
        marks.extend(spx_marks(self.plan, self.expected_move));
        let (hedged, alone) = (levels.hedge_at_model.iter(), levels.unhedged.iter());
        marks.extend(hedged.map(|&spx| Mark::point("Break-even at expiry", spx, 0.0)));
        marks.extend(alone.map(|&spx| Mark::point("Break-even of the condor alone", spx, 0.0)));
        marks
    }

    fn paint(&self) -> String {
        let mut canvas = Canvas::new(self.look.width, self.look.height);
        let mut labels = Labels::within(self.plot.rect);
        self.paint_ground(&mut canvas);
        self.paint_curves(&mut canvas, &mut labels);
        self.paint_break_evens(&mut canvas, &mut labels);
        self.paint_what_if(&mut canvas, &mut labels);
        self.name_ground(&mut labels);
        labels.draw(&mut canvas, self.look.theme);
        canvas.finish()
    }

    /// The expected move's edges, where they lie on the plot.
    fn band(&self) -> (f64, f64) {
        let (plot, spot) = (&self.plot, self.plan.package().market.spx);
        let low = (spot - self.expected_move).max(plot.x[0]);
        let high = (spot + self.expected_move).min(plot.x[1]);
        (plot.across(low), plot.across(high))
    }

    /// What the curves are read against: expected move, axes, spot, strikes.
    fn paint_ground(&self, canvas: &mut Canvas) {
        let (theme, plot, package) = (self.look.theme, &self.plot, self.plan.package());
        let (top, bottom) = (plot.rect.y, plot.bottom());
        let (from, to) = self.band();
        canvas.group("", &mut |pen| {
            pen.block((from, top), (to, bottom), theme.hedge, theme.band);
        });
        plot.axes(canvas, self.look, ("SPX", "Profit or loss"), number, None);
        plot.zero_line(canvas, self.look);
        let spot = plot.across(package.market.spx);
        canvas.group(FINE_DASHED, &mut |pen| {
            pen.line(&[(spot, top), (spot, bottom)], theme.soft, 1.0);
        });
        canvas.group("", &mut |pen| {
            for leg in package.condor.legs() {
                let x = plot.across(leg.strike);
                pen.line(&[(x, bottom - 7.0), (x, bottom)], theme.condor, 2.0);
            }
        });
    }

    fn paint_curves(&self, canvas: &mut Canvas, labels: &mut Labels) {
        let (theme, curves) = (self.look.theme, &self.curves);
        let curve = |values: &[f64]| self.plot.curve(&curves.at, values);
        canvas.group(DASHED, &mut |pen| {
            pen.line(&curve(&curves.condor_later), theme.condor_later, 1.2);
            pen.line(&curve(&curves.combined_later), theme.combined_later, 1.8);
        });
        canvas.group(ROUND, &mut |pen| {
            pen.line(&curve(&curves.condor), theme.condor, 1.6);
            pen.line(&curve(&curves.hedge), theme.hedge, 1.6);
            pen.line(&curve(&curves.combined), theme.combined, 3.0);
        });
        for values in curves.lines() {
            labels.avoid(&curve(values));
        }
    }

    /// The break-even levels in sight, as points on the zero line.
    fn in_sight(&self, levels: &[f64]) -> Vec<Point> {
        levels
            .iter()
            .filter(|&&spx| self.plot.shows(spx))
            .map(|&spx| self.plot.at(spx, 0.0))
            .collect()
    }

    fn paint_break_evens(&self, canvas: &mut Canvas, labels: &mut Labels) {
        let theme = self.look.theme;
        canvas.group("", &mut |pen| {
            for place in self.in_sight(&self.levels.unhedged) {
                pen.ring(place, 3.0, theme.condor_later, 1.3, theme.paper);
                labels.keep_clear(place, 4.0);
            }
            for place in self.in_sight(&self.levels.hedge_at_model) {
                pen.dot(place, 4.6, theme.paper);
                pen.dot(place, 3.6, theme.combined_later);
                labels.keep_clear(place, 5.0);
            }
        });
    }

    fn paint_what_if(&self, canvas: &mut Canvas, labels: &mut Labels) {
        let (theme, plot, what_if) = (self.look.theme, &self.plot, &self.what_if);
        if !plot.shows(what_if.shock.spx) {
            return;
        }
        let (x, y) = plot.at(what_if.shock.spx, what_if.total.get());
        if self.plan.vix_typed() {
            // The result is off the curve, which has VIX on its line: hollow, and tied to the curve.
            let mut curve = self.curves.at.iter().zip(&self.curves.combined);
            let on_line = curve.find(|(at, _)| **at >= what_if.shock.spx);
            canvas.group(FINE_DASHED, &mut |pen| {
                if let Some((_, &total)) = on_line {
                    pen.line(&[(x, plot.down(total)), (x, y)], theme.combined, 1.2);
                }
            });
            canvas.group("", &mut |pen| {
                pen.ring((x, y), 5.0, theme.combined, 2.2, theme.paper);
            });
        } else {
            canvas.group("", &mut |pen| {
                pen.dot((x, y), 6.6, theme.paper);
                pen.dot((x, y), 5.2, theme.combined);
            });
        }
        labels.keep_clear((x, y), 7.0);
        let text = dollars(what_if.total.get()) + " " + &day_words(what_if.shock.day);
        labels.put(text, theme.ink, &around((x, y), 10.0, 14.0));
    }

    /// Words for spot, the expected move and the break-evens, as far as there is room.
    fn name_ground(&self, labels: &mut Labels) {
        let (theme, plot) = (self.look.theme, &self.plot);
        let (above, below) = (plot.rect.y + 8.0, plot.bottom() - 16.0);
        let spot = plot.across(self.plan.package().market.spx);
        let beside = [
            ((spot + 4.0, above), Side::Right),
            ((spot - 4.0, above), Side::Left),
        ];
        labels.put(String::from("now"), theme.soft, &beside);
        let (from, to) = self.band();
        let corners = [
            ((from + 4.0, above), Side::Right),
            ((to - 4.0, above), Side::Left),
            ((from + 4.0, below), Side::Right),
            ((to - 4.0, below), Side::Left),
        ];
        labels.put(String::from("expected move"), theme.soft, &corners);
        for &spx in self.levels.hedge_at_model.iter().filter(|&&spx| plot.shows(spx)) {
            labels.put(number(spx, 0), theme.ink, &around(plot.at(spx, 0.0), 6.0, 13.0));
        }
    }
}

/// Places for a text around a mark: beside it below and above, then straight below and above, then further off.
fn around((x, y): Point, beside: f64, off: f64) -> [(Point, Side); 10] {
    [
        ((x + beside, y + off), Side::Right),
        ((x + beside, y - off), Side::Right),
        ((x - beside, y - off), Side::Left),
        ((x - beside, y + off), Side::Left),
        ((x, y - off - 3.0), Side::Middle),
        ((x, y + off + 3.0), Side::Middle),
        ((x + beside, y - 2.0 * off), Side::Right),
        ((x + beside, y + 2.0 * off), Side::Right),
        ((x - beside, y - 2.0 * off), Side::Left),
        ((x - beside, y + 2.0 * off), Side::Left),
    ]
}

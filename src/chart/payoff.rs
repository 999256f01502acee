//! `payoff`: profit and loss against SPX, on the what-if's day, on the days around it and at the condor's expiry.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::axis::ticks;
use super::canvas::{Canvas, Point, Side};
use super::label::Labels;
use super::line::{Line, band, extent, legend, paint};
use super::plot::Plot;
use super::{Drawing, Frame, Look, Mark, at_levels, day_words, expected_move, spx_marks};
use crate::break_even::{BreakEven, break_even};
use crate::format::{dollars, number, plain};
use crate::layer::Instrument;
use crate::market::{self, LOWEST_VIX, Market};
use crate::math::{ceil, floor, round};
use crate::nodes::include;
use crate::package::Outcome;
use crate::plan::Plan;
use crate::units::Days;

/// CSS pixels from one computed point of a curve to the next, and how many there are at least and at most.
const STRIDE: f64 = 13.0;
const POINTS: (f64, f64) = (40.0, 80.0);
/// Below this width of the drawing, CSS pixels, it shows the what-if, the expiry and the condor alone.
const WIDE: f64 = 480.0;
/// The band around the what-if's line: VIX follows SPX so much less, so much more, than on its line.
///
/// Source: measured falls per 1 % of SPX are 0.7 (muted), 1.5 (typical) and 2.4 (sharp) VIX points; rises alike.
const BAND: [(&str, f64); 2] = [("VIX muted", 0.7 / 1.5), ("VIX sharper", 2.4 / 1.5)];
/// How strongly that band covers the paper.
const BAND_COVER: f64 = 0.17;
/// What a layer has where VIX on its line meets its strike, and its level to be bought at.
const ON_THE_LINE: [&str; 2] = [
    "VIX on its line meets a layer\u{2019}s strike",
    "VIX on its line buys a layer",
];
/// How the names of the lines on other days begin.
const ON_A_DAY: &str = "Combined ";
/// The days before expiry whose lines are shown, in thirds of the condor's life.
const THIRDS: [f64; 3] = [0.0, 1.0, 2.0];
/// How many expected moves are shown on either side of spot.
const MOVES: f64 = 1.6;
/// The what-if is shown if it lies within this share of spot.
const FAR: f64 = 0.2;
/// Room at either end, as a share of what is shown; and how many round levels there are, of which it ends at one.
const ROOM: f64 = 0.02;
const ENDS: f64 = 20.0;
/// How far the chart goes where it is asked to, as shares of spot.
const REACH: [f64; 2] = [0.4, 1.6];
const FINE_DASHED: &str = "stroke-dasharray=\"25 30\"";

/// A level that a layer of the hedge has.
struct Level {
    /// VIX points; `None` for a strike of a put spread.
    vix: Option<f64>,
    /// Where VIX on its line is there on the what-if's day, or the strike of a put spread.
    spx: f64,
    /// What the layer has there.
    name: &'static str,
}

/// What there is to draw.
struct Scene<'a> {
    plan: &'a Plan,
    look: &'a Look,
    plot: Plot,
    /// Levels of SPX at which the lines have values.
    at: Vec<f64>,
    /// The what-if's line first, the edges of its band last.
    lines: Vec<Line>,
    what_if: Outcome,
    levels: BreakEven,
    /// One standard deviation to the condor's expiry, index points.
    expected_move: f64,
    layer_levels: Vec<Level>,
}

/// Draws the chart.
pub(super) fn draw(plan: &Plan, look: &Look) -> Drawing {
    let what_if = plan.package().outcome(plan.what_if());
    let expected_move = expected_move(plan);
    let full = range(plan, &what_if, expected_move);
    let x = look.across(full, reach(plan));
    let (at, lines) = curves(plan, x, what_if.shock.spx, look);
    let mut range = extent(&lines, &[]);
    if what_if.shock.spx >= x[0] && what_if.shock.spx <= x[1] {
        // A VIX typed off the line puts the what-if off the curves.
        range = extent(&[], &[range[0], range[1], what_if.total.get()]);
    }
    let plot = Plot::new(look, x, range.into_iter(), 1);
    let levels = break_even(plan.package());
    let scene = Scene {
        plan,
        look,
        plot,
        at,
        lines,
        what_if,
        levels,
        expected_move,
        layer_levels: layer_levels(plan),
    };
    let svg = scene.paint();
    let frame = Frame {
        plot: scene.plot.rect,
        x: scene.plot.x,
        y: scene.plot.y,
        full: Some(scene.plot.full(full)),
        marks: scene.marks(),
        summary: scene.summary(),
        series: legend(scene.lines),
        at: scene.at,
        x_label: "SPX, index points",
        y_label: "Profit or loss, dollars",
        ..Frame::default()
    };
    Drawing { svg, frame }
}

/// The levels of SPX shown: the strikes, the expected move with a margin, the what-if unless it is far away.
pub(super) fn range(plan: &Plan, what_if: &Outcome, band: f64) -> [f64; 2] {
    let (spot, condor) = (plan.package().market.spx, &plan.package().condor);
    let mut low = condor.long_put.min(spot - MOVES * band);
    let mut high = condor.long_call.max(spot + MOVES * band);
    if (what_if.shock.spx / spot - 1.0).abs() <= FAR + 1e-9 {
        low = low.min(what_if.shock.spx);
        high = high.max(what_if.shock.spx);
    }
    let room = ROOM * (high - low);
    // Ends at round levels, so that the axis does not tremble while numbers change.
    let step = ticks(low, high, ENDS).step;
    let [low, high] = [
        floor((low - room) / step) * step,
        ceil((high + room) / step) * step,
    ];
    // SPX stays above zero however wide the expected move.
    [low.max(0.05 * spot.min(condor.long_put)), high]
}

/// The levels of SPX that can be shown: as far as the what-if goes.
pub(super) fn reach(plan: &Plan) -> [f64; 2] {
    REACH.map(|share| share * plan.package().market.spx)
}

/// The levels of SPX, and the lines through them.
fn curves(plan: &Plan, [low, high]: [f64; 2], what_if: f64, look: &Look) -> (Vec<f64>, Vec<Line>) {
    let theme = look.theme;
    let package = plan.package();
    let (market, condor) = (&package.market, &package.condor);
    let wide = look.width >= WIDE;
    let steps = look.steps_apart(STRIDE, POINTS);
    let mut at = Vec::new();
    let mut step = 0.0;
    while step <= steps {
        at.push(low + (high - low) * (step / steps));
        step += 1.0;
    }
    // Curves bend at these, so each is a point of its own.
    let mut kinks = package.spx_kinks(plan.what_if().day);
    kinks.push(what_if);
    for kink in kinks {
        if (low..=high).contains(&kink) {
            include(&mut at, kink);
        }
    }
    // The condor, the hedge and the two together, VIX following SPX so many times as far as on its line.
    let gains = |day: Days, follows: f64| -> [Vec<f64>; 3] {
        let line = market::Line {
            per_fall: market.line.per_fall * follows,
            per_rise: market.line.per_rise * follows,
        };
        let mut gains = [const { Vec::new() }; 3];
        let horizon = package.by(day);
        for &spx in &at {
            let state = horizon.on(line, spx);
            let (condor, hedge) = (condor.gain(&state), package.hedge_gain(&state));
            gains[0].push(condor.get());
            gains[1].push(hedge.get());
            gains[2].push((condor + hedge).get());
        }
        gains
    };
    let day = plan.what_if().day;
    let [condor_now, hedge_now, now] = gains(day, 1.0);
    let [condor_later, _, later] = gains(condor.expiry, 1.0);
    let mut lines = Vec::from([
        Line::new("Combined", theme.combined, 3.0, now),
        Line::new("Condor", theme.condor, 1.6, condor_now),
    ]);
    if wide {
        lines.push(Line::new("Hedge", theme.hedge, 1.6, hedge_now));
    }
    lines.push(Line::new("Combined at expiry", theme.combined_later, 1.8, later).dashed());
    lines.push(Line::new("Condor at expiry", theme.condor_later, 1.2, condor_later).dashed());
    if wide {
        for (nth, third) in THIRDS.into_iter().enumerate() {
            let day = readable(condor.expiry.get() * third / 3.0, condor.expiry);
            let [_, _, then] = gains(day, 1.0);
            let name = String::from(ON_A_DAY) + &day_words(day);
            lines.push(Line::new(&name, theme.combined_on(nth), 1.0, then));
        }
    }
    for (name, follows) in BAND {
        let [_, _, other] = gains(day, follows);
        lines.push(Line::edge(name, theme.combined_later, BAND_COVER, other));
    }
    (at, lines)
}

/// A day of a condor's life, whole where that is near enough, else in hundredths of what is left.
fn readable(day: f64, life: Days) -> Days {
    let parts = match life.get() {
        long if long >= 6.0 => 1.0,
        short if short >= 0.5 => 100.0,
        _ => 1e4,
    };
    Days::new(round(day * parts) / parts)
}

/// Where VIX on its line meets the layers' strikes and the levels at which they are bought; strikes of put spreads.
fn layer_levels(plan: &Plan) -> Vec<Level> {
    let (package, day) = (plan.package(), plan.what_if().day);
    let mut levels = Vec::new();
    for layer in &package.layers {
        let terms = layer.terms();
        let mut vix = [
            None,
            terms.activate_at.filter(|_| !layer.is_active(&package.market)),
        ];
        match terms.instrument {
            Instrument::VixCall { strike } => vix[0] = Some(strike),
            Instrument::SpxPutSpread { upper, lower } => {
                for spx in [upper, lower] {
                    levels.push(Level {
                        vix: None,
                        spx,
                        name: "Put spread\u{2019}s strike",
                    });
                }
            }
            Instrument::VixFuture | Instrument::VixMini => {}
        }
        for (vix, name) in vix.into_iter().zip(ON_THE_LINE) {
            if let Some(spx) = vix.and_then(|vix| spx_on_the_line(&package.market, vix, day)) {
                levels.push(Level { vix, spx, name });
            }
        }
    }
    levels
}

/// The SPX level at which VIX on its line is at `vix`; `None` where it never is.
fn spx_on_the_line(market: &Market, vix: f64, day: Days) -> Option<f64> {
    let percent = market.line.percent_to(market.curve.spot(), vix, day)?;
    (vix >= LOWEST_VIX && percent > -100.0).then(|| market.spx * (1.0 + percent / 100.0))
}

/// What each side gains: "the condor loses $6,537, the hedge gains $4,992 and together they lose $1,545".
pub(super) fn gains_in_words(what_if: &Outcome) -> String {
    let condor = what_if.condor.get();
    let first = format!("the condor {} {}", verb(condor, "s"), dollars(condor.abs()));
    if what_if.layers.is_empty() {
        return first + " and there is no hedge";
    }
    let (hedge, total) = (what_if.hedge.get(), what_if.total.get());
    format!(
        "{first}, the hedge {} {} and together they {} {}",
        verb(hedge, "s"),
        dollars(hedge.abs()),
        verb(total, ""),
        dollars(total.abs())
    )
}

fn verb(gain: f64, ending: &str) -> String {
    String::from(if gain < 0.0 { "lose" } else { "gain" }) + ending
}

impl Scene<'_> {
    fn is_wide(&self) -> bool {
        self.look.width >= WIDE
    }

    /// The what-if and the break-evens in one sentence.
    fn summary(&self) -> String {
        let shock = &self.what_if.shock;
        format!(
            "At SPX {} with VIX at {} {}, {}; at expiry, VIX on its line, the position breaks even {}.",
            number(shock.spx, 0),
            number(shock.vix, 2),
            day_words(shock.day),
            gains_in_words(&self.what_if),
            at_levels(&self.levels.hedge_at_model)
        )
    }

    fn marks(&self) -> Vec<Mark> {
        let (what_if, levels) = (&self.what_if, &self.levels);
        let mut marks = Vec::from([Mark::point("What if", what_if.shock.spx, what_if.total.get())]);
        marks.extend(spx_marks(self.plan, self.expected_move));
        for &spx in &levels.hedge_at_model {
            marks.push(Mark::point("Break-even at expiry", spx, 0.0));
        }
        for &spx in &levels.unhedged {
            marks.push(Mark::point("Break-even of the condor alone", spx, 0.0));
        }
        for level in &self.layer_levels {
            marks.push(Mark::level(level.name, level.spx));
        }
        marks
    }

    fn paint(&self) -> String {
        let mut canvas = self.plot.canvas(self.look);
        let mut labels = Labels::within(self.plot.rect);
        self.paint_ground(&mut canvas, &mut labels);
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
    fn paint_ground(&self, canvas: &mut Canvas, labels: &mut Labels) {
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
            for level in &self.layer_levels {
                if plot.shows(level.spx) {
                    let x = plot.across(level.spx);
                    pen.line(&[(x, top), (x, top + 7.0)], theme.hedge, 1.4);
                    labels.keep_clear((x, top + 3.0), 2.0);
                }
            }
        });
    }

    fn paint_curves(&self, canvas: &mut Canvas, labels: &mut Labels) {
        let [line, .., muted, sharper] = self.lines.as_slice() else {
            return;
        };
        // What VIX between muted and sharp makes of the line, which may be the worst or the best of the three.
        let (mut low, mut high) = (Vec::new(), Vec::new());
        for (nth, &value) in line.values().iter().enumerate() {
            let three = [value, muted.values()[nth], sharper.values()[nth]];
            let [least, most] = extent(&[], &three);
            low.push(least);
            high.push(most);
        }
        let outline = band(&self.plot, &self.at, &low, &high);
        canvas.group("", &mut |pen| pen.fill(&outline, muted.color, BAND_COVER));
        paint(canvas, labels, &self.plot, &self.at, 0, &self.lines);
    }

    /// The break-even levels in sight, as points on the zero line.
    fn in_sight(&self, levels: &[f64]) -> Vec<Point> {
        levels
            .iter()
            .filter_map(|&spx| self.plot.place(spx, 0.0))
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
        let Some((x, y)) = plot.place(what_if.shock.spx, what_if.total.get()) else {
            return;
        };
        if self.plan.vix_typed() {
            // The result is off the curve, which has VIX on its line: hollow, and tied to the curve.
            let mut curve = self.at.iter().zip(self.lines[0].values());
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
        for &spx in &self.levels.hedge_at_model {
            if let Some(place) = plot.place(spx, 0.0) {
                labels.put(number(spx, 0), theme.ink, &around(place, 6.0, 13.0));
            }
        }
        if self.is_wide() {
            self.name_layers(labels);
            self.name_days(labels);
        }
    }

    /// The VIX levels of the layers' ticks.
    fn name_layers(&self, labels: &mut Labels) {
        let mut ends: Option<[(f64, f64); 2]> = None;
        for level in &self.layer_levels {
            let Some(vix) = level.vix.filter(|_| self.plot.shows(level.spx)) else {
                continue;
            };
            let here = (vix, level.spx);
            let [low, high] = ends.unwrap_or([here; 2]);
            ends = Some([
                if vix < low.0 { here } else { low },
                if vix > high.0 { here } else { high },
            ]);
        }
        let Some([low, high]) = ends else { return };
        let mut text = String::from("VIX ") + &plain(low.0);
        if low.0 < high.0 {
            text = text + " to " + &plain(high.0);
        }
        let y = self.plot.rect.y + 8.0;
        let (left, right) = (self.plot.across(high.1), self.plot.across(low.1));
        let places = [
            ((left - 5.0, y), Side::Left),
            ((right + 5.0, y), Side::Right),
            ((left, y + 11.0), Side::Middle),
            ((left - 5.0, y + 13.0), Side::Left),
        ];
        labels.put(text, self.look.theme.hedge, &places);
    }

    /// The day of each line, from the middle of the plot outwards.
    fn name_days(&self, labels: &mut Labels) {
        for line in &self.lines {
            let words = match line.series.name.strip_prefix(ON_A_DAY) {
                // Where the what-if's day is the expiry, its own label says so.
                Some("at expiry") if self.what_if.shock.day == self.plan.package().condor.expiry => continue,
                Some(words) => words,
                None => continue,
            };
            let points = self.plot.curve(&self.at, line.values());
            let mut places = Vec::new();
            for step in 0..points.len() / 14 {
                let (right, left) = (points.len() / 2 + 5 * step, points.len() / 2 - 5 * step);
                for (x, y) in [points[right], points[left]] {
                    places.push(((x, y - 8.0), Side::Middle));
                }
            }
            let text = String::from(words.strip_prefix("on ").unwrap_or(words));
            labels.put(text, self.look.theme.soft, &places);
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

//! `offsets`: what each layer gains as VIX climbs its line, against what the condor loses.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::canvas::{Canvas, Point, ROUND, Side, text_width};
use super::label::Labels;
use super::line::extent;
use super::payoff::gains_in_words;
use super::plot::Plot;
use super::{Drawing, Frame, Look, Mark, Series, day_words};
use crate::break_even::HIGHEST_VIX;
use crate::format::{dollars, number, percent, plain};
use crate::layer::{Instrument, Layer};
use crate::market::Shock;
use crate::nodes::include;
use crate::package::Outcome;
use crate::plan::Plan;
use crate::root::{Bracket, root};

/// CSS pixels from one computed point of a curve to the next, and how many there are at least and at most.
const STRIDE: f64 = 9.0;
const POINTS: (f64, f64) = (30.0, 70.0);
/// Falls shown, percent: at least and at most.
const FALLS: (f64, f64) = (4.0, 66.0);
/// How far past the condor's lowest strike and past the what-if's VIX the chart goes.
const PAST_STRIKE: f64 = 0.98;
const PAST_VIX: f64 = 1.2;
/// A line that moves VIX less than this over the fall shown is no axis, VIX points.
const FLAT: f64 = 1.0;
/// Below this height of the drawing, CSS pixels, one row of labels has to do.
const TALL: f64 = 220.0;
/// Where the hedge has paid for itself, and where it outgrows the loss, is exact to this, as a share of the way up.
const TOLERANCE: f64 = 1e-12;
/// How strongly the layers cover the paper.
const COVER: f64 = 0.85;
/// A layer's share of the loss is written where its area is as high as this, CSS pixels.
const WRITTEN: f64 = 13.0;
/// How strongly the over-hedged zone covers the paper, against a soft band.
const OVER_COVER: f64 = 0.75;
const OVER: &str = "over-hedged";
const FINE_DASHED: &str = "stroke-dasharray=\"25 30\"";

/// How VIX rises along the chart.
#[derive(Clone, Copy)]
enum Climb {
    /// SPX falls by up to so many percent and VIX follows its line.
    OnTheLine(f64),
    /// The line is flat: VIX rises to this level by itself.
    Alone(f64),
}

impl Climb {
    fn of(plan: &Plan) -> Self {
        let package = plan.package();
        let (market, what_if) = (&package.market, plan.what_if());
        let spot = market.curve.spot();
        let at = |fall: f64| market.on_the_line(-fall, what_if.day).vix;
        let target = what_if.vix * PAST_VIX;
        let per_percent = at(1.0) - spot;
        let fall_to_target = if per_percent > 0.0 {
            (target - spot) / per_percent
        } else {
            0.0
        };
        let fall_to_strike = (1.0 - package.condor.long_put * PAST_STRIKE / market.spx) * 100.0;
        let fall = fall_to_target.max(fall_to_strike).clamp(FALLS.0, FALLS.1);
        if at(fall) - at(0.0) < FLAT {
            Climb::Alone(target.max(spot * PAST_VIX))
        } else {
            Climb::OnTheLine(fall)
        }
    }

    fn follows_the_line(self) -> bool {
        matches!(self, Climb::OnTheLine(_))
    }

    /// Rows of labels below the plot: VIX, and the SPX move that puts it there.
    fn rows(self, look: &Look) -> u8 {
        if look.height >= TALL && self.follows_the_line() {
            2
        } else {
            1
        }
    }

    /// The shares of the way at which curves are computed: equal steps from one to another, and where SPX meets a
    /// strike.
    fn shares(self, plan: &Plan, look: &Look, [from, to]: [f64; 2]) -> Vec<f64> {
        let steps = look.steps_apart(STRIDE, POINTS);
        let mut shares = Vec::new();
        let mut step = 0.0;
        while step <= steps {
            shares.push(from + (to - from) * (step / steps));
            step += 1.0;
        }
        if let Climb::OnTheLine(fall) = self {
            let package = plan.package();
            for kink in package.spx_kinks(plan.what_if().day) {
                let share = (1.0 - kink / package.market.spx) * 100.0 / fall;
                if (from..=to).contains(&share) {
                    include(&mut shares, share);
                }
            }
        }
        shares
    }

    /// How high VIX can be shown.
    fn highest(self, plan: &Plan) -> f64 {
        match self {
            Climb::OnTheLine(fall) => self.shock(plan, FALLS.1 / fall).vix,
            Climb::Alone(_) => HIGHEST_VIX,
        }
    }

    /// The shock a share of the way up.
    fn shock(self, plan: &Plan, share: f64) -> Shock {
        let (market, day) = (&plan.package().market, plan.what_if().day);
        match self {
            Climb::OnTheLine(fall) => market.on_the_line(-fall * share, day),
            Climb::Alone(top) => {
                let spot = market.curve.spot();
                Shock {
                    vix: spot + (top - spot) * share,
                    day,
                    ..market.today()
                }
            }
        }
    }
}

/// The curves, all at the same levels of VIX.
struct Curves {
    at: Vec<f64>,
    /// SPX move at each level, a fraction.
    moves: Vec<f64>,
    loss: Vec<f64>,
    /// By tenor: place in the plan, gains.
    layers: Vec<(usize, Vec<f64>)>,
    hedge: Vec<f64>,
    /// Level of VIX at which the hedge has paid for itself.
    paid: Option<f64>,
    /// Stretches of VIX in which the hedge gains, and more than the condor loses.
    over: Vec<[f64; 2]>,
}

impl Curves {
    /// The curves over a range of VIX; where the hedge has paid for itself and outgrows the loss stays told of all.
    fn part(self, plan: &Plan, look: &Look, climb: Climb, x: [f64; 2]) -> Self {
        let [low, high] = [0.0, 1.0].map(|share| climb.shock(plan, share).vix);
        let mut part = curves(plan, look, climb, x.map(|vix| (vix - low) / (high - low)));
        // The way back from a share is exact but for the last digit.
        if let [first, .., last] = part.at.as_mut_slice() {
            (*first, *last) = (x[0], x[1]);
        }
        Self {
            paid: self.paid,
            over: self.over,
            ..part
        }
    }
}

/// Draws the chart.
pub(super) fn draw(plan: &Plan, look: &Look) -> Drawing {
    let climb = Climb::of(plan);
    let what_if = plan.package().outcome(plan.what_if());
    let full = [0.0, 1.0].map(|share| climb.shock(plan, share).vix);
    let x = look.across(full, [full[0], climb.highest(plan)]);
    let whole = curves(plan, look, climb, [0.0, 1.0]);
    let curves = if x == full {
        whole
    } else {
        whole.part(plan, look, climb, x)
    };
    let [gains, losses] = stacks(&curves);
    let mut ends = Vec::from(extent(&[], &curves.loss));
    ends.extend(extent(&[], &gains));
    ends.extend(extent(&[], &losses));
    if what_if.shock.vix >= x[0] && what_if.shock.vix <= x[1] {
        ends.extend([what_if.hedge.get(), -what_if.condor.get()]);
    }
    let plot = Plot::new(look, x, extent(&[], &ends).into_iter(), climb.rows(look));
    let svg = paint(plan, look, &plot, &curves, &what_if, climb);
    let x_label = match climb {
        Climb::OnTheLine(_) => "VIX, on its line as SPX falls",
        Climb::Alone(_) => "VIX, SPX unchanged",
    };
    let mut marks = Vec::from([
        Mark::point("Hedge in the what-if", what_if.shock.vix, what_if.hedge.get()),
        Mark::point(
            "Condor\u{2019}s loss in the what-if",
            what_if.shock.vix,
            -what_if.condor.get(),
        ),
    ]);
    if let Some(share) = what_if.offset {
        marks.push(Mark::point("Share of the loss covered", what_if.shock.vix, share));
    }
    if let Some(vix) = curves.paid {
        marks.push(Mark::point("Hedge has paid for itself", vix, 0.0));
    }
    for &[from, to] in &curves.over {
        marks.push(Mark::level("Over-hedged from", from));
        marks.push(Mark::level("Over-hedged to", to));
    }
    let frame = Frame {
        summary: summary(&curves, &what_if),
        asides: layers_in_words(plan, &what_if, &curves),
        plot: plot.rect,
        x: plot.x,
        y: plot.y,
        full: Some(plot.full(full)),
        series: series(plan, look, &curves),
        at: curves.at,
        x_label,
        y_label: "Loss and gains, dollars",
        marks,
        ..Frame::default()
    };
    Drawing { svg, frame }
}

/// The layers' places in the plan, from the shortest tenor to the longest.
pub(super) fn by_tenor(plan: &Plan) -> Vec<usize> {
    let layers = &plan.package().layers;
    let tenor = |nth: usize| layers[nth].terms().expiry;
    let mut order: Vec<usize> = Vec::new();
    for nth in 0..layers.len() {
        let place = order.partition_point(|&other| tenor(other) <= tenor(nth));
        order.insert(place, nth);
    }
    order
}

fn curves(plan: &Plan, look: &Look, climb: Climb, part: [f64; 2]) -> Curves {
    let package = plan.package();
    let mut curves = Curves {
        at: Vec::new(),
        moves: Vec::new(),
        loss: Vec::new(),
        layers: by_tenor(plan).into_iter().map(|nth| (nth, Vec::new())).collect(),
        hedge: Vec::new(),
        paid: None,
        over: Vec::new(),
    };
    let shares = climb.shares(plan, look, part);
    for &share in &shares {
        let outcome = package.outcome(climb.shock(plan, share));
        curves.at.push(outcome.shock.vix);
        curves.moves.push(outcome.shock.spx / package.market.spx - 1.0);
        curves.loss.push(-outcome.condor.get());
        curves.hedge.push(outcome.hedge.get());
        for (nth, gains) in &mut curves.layers {
            gains.push(outcome.layers[*nth].get());
        }
    }
    let way = Way { plan, climb, shares };
    curves.paid = way.paid(&curves.hedge);
    curves.over = way.over_hedged(&curves.hedge, &curves.loss);
    curves
}

/// The way up, where something on it changes sign.
struct Way<'a> {
    plan: &'a Plan,
    climb: Climb,
    shares: Vec<f64>,
}

impl Way<'_> {
    fn vix(&self, share: f64) -> f64 {
        self.climb.shock(self.plan, share).vix
    }

    /// The lowest VIX from which the hedge gains, after a stretch in which it lost; `None` where it never turns.
    fn paid(&self, hedge: &[f64]) -> Option<f64> {
        let turn = hedge
            .windows(2)
            .position(|pair| pair[0] < 0.0 && pair[1] >= 0.0)?;
        self.crossing(turn, [hedge[turn], hedge[turn + 1]], &|gain, _| gain)
    }

    /// Where the hedge gains and more than the whole loss, or where it gains although there is no loss.
    fn over_hedged(&self, hedge: &[f64], loss: &[f64]) -> Vec<[f64; 2]> {
        let mut stretches = Vec::new();
        let mut start = None;
        let mut before = 0.0;
        for (nth, (&gain, &loss)) in hedge.iter().zip(loss).enumerate() {
            let now = excess(gain, loss);
            let edge = || {
                let crossing = nth
                    .checked_sub(1)
                    .and_then(|left| self.crossing(left, [before, now], &excess));
                crossing.unwrap_or_else(|| self.vix(self.shares[nth]))
            };
            if now > 0.0 && start.is_none() {
                start = Some(edge());
            } else if now <= 0.0
                && let Some(from) = start.take()
            {
                stretches.push([from, edge()]);
            }
            before = now;
        }
        stretches.extend(start.map(|from| [from, self.vix(1.0)]));
        stretches
    }

    /// The VIX between two neighbouring points at which something made of the hedge's gain and the condor's loss
    /// is nothing; its values at the two are known.
    fn crossing(&self, left: usize, values: [f64; 2], of: &dyn Fn(f64, f64) -> f64) -> Option<f64> {
        let bracket = Bracket {
            low: self.shares[left],
            high: self.shares[left + 1],
            at_low: values[0],
            at_high: values[1],
        };
        let found = root(bracket, TOLERANCE, |share| {
            let outcome = self.plan.package().outcome(self.climb.shock(self.plan, share));
            of(outcome.hedge.get(), -outcome.condor.get())
        });
        found.map(|share| self.vix(share))
    }
}

/// What the hedge gains beyond the loss; below zero while it gains nothing.
fn excess(gain: f64, loss: f64) -> f64 {
    gain - loss.max(0.0)
}

/// The what-if, and where the hedge has paid for itself and outgrows the loss.
fn summary(curves: &Curves, what_if: &Outcome) -> String {
    let mut text = format!(
        "With VIX at {} {}, {}",
        number(what_if.shock.vix, 2),
        day_words(what_if.shock.day),
        gains_in_words(what_if)
    );
    if let Some(share) = what_if.offset.filter(|&share| share > 0.0) {
        text += &[": ", &percent(share), " of the loss is covered"].concat();
    }
    if let Some(vix) = curves.paid {
        text += &["; the hedge has paid for itself from VIX ", &number(vix, 1)].concat();
    }
    for (nth, [from, to]) in curves.over.iter().enumerate() {
        text += if nth == 0 {
            "; it gains more than the condor loses from VIX "
        } else {
            " and from "
        };
        text += &[&number(*from, 1), " to ", &number(*to, 1)].concat();
    }
    text + "."
}

/// What each layer gains in the what-if: dollars, share of the loss, and per dollar spent on it.
fn layers_in_words(plan: &Plan, what_if: &Outcome, curves: &Curves) -> Vec<String> {
    let market = &plan.package().market;
    let mut sentences = Vec::new();
    for &(nth, _) in &curves.layers {
        let layer = &plan.package().layers[nth];
        let gain = what_if.layers[nth].get();
        let mut text = layer_name(layer) + ": " + &dollars(gain);
        if what_if.offset.is_some() {
            text = text + ", " + &percent(gain / -what_if.condor.get()) + " of the loss";
        }
        let spent = (layer.premium(market) + layer.trading_costs(market)).get();
        if spent > 0.005 && !layer.terms().instrument.is_future() {
            let sign = if gain < 0.0 { "\u{2212}$" } else { "$" };
            text = text + ", " + sign + &number(gain.abs() / spent, 2) + " per dollar spent";
        }
        sentences.push(text + ".");
    }
    sentences
}

/// The layers' gains added, and their losses added.
fn stacks(curves: &Curves) -> [Vec<f64>; 2] {
    PARTS.map(|part| {
        let mut sums = alloc::vec![0.0; curves.at.len()];
        for (_, gains) in &curves.layers {
            for (sum, &gain) in sums.iter_mut().zip(gains) {
                *sum += part(gain);
            }
        }
        sums
    })
}

/// The part of a layer's gain that is stacked upwards, and the part that is stacked downwards.
const PARTS: [fn(f64) -> f64; 2] = [gain_part, loss_part];

fn gain_part(value: f64) -> f64 {
    value.max(0.0)
}

fn loss_part(value: f64) -> f64 {
    value.min(0.0)
}

/// A layer's name in a legend: "4 × VIX call 19, 10 d".
pub(super) fn layer_name(layer: &Layer) -> String {
    let terms = layer.terms();
    let what = match terms.instrument {
        Instrument::VixCall { strike } => format!("VIX call {}", plain(strike)),
        Instrument::VixFuture => String::from("VIX future"),
        Instrument::VixMini => String::from("Mini VIX future"),
        Instrument::SpxPutSpread { upper, lower } => format!("put spread {}/{}", plain(upper), plain(lower)),
    };
    format!(
        "{} \u{d7} {what}, {} d",
        plain(f64::from(terms.quantity)),
        plain(terms.expiry.get())
    )
}

fn series(plan: &Plan, look: &Look, curves: &Curves) -> Vec<Series> {
    let theme = look.theme;
    let mut series = Vec::from([
        Series::new(
            String::from("Condor\u{2019}s loss"),
            theme.condor,
            curves.loss.clone(),
        ),
        Series::new(String::from("Hedge"), theme.hedge, curves.hedge.clone()),
    ]);
    let count = curves.layers.len();
    for (place, (nth, gains)) in curves.layers.iter().enumerate() {
        let name = layer_name(&plan.package().layers[*nth]);
        let mut layer = Series::new(name, theme.layer(place, count), gains.clone());
        layer.area = true;
        layer.cover = COVER;
        series.push(layer);
    }
    series
}

fn paint(plan: &Plan, look: &Look, plot: &Plot, curves: &Curves, what_if: &Outcome, climb: Climb) -> String {
    let theme = look.theme;
    let mut canvas = plot.canvas(look);
    canvas.group("", &mut |pen| {
        for &[from, to] in &curves.over {
            let corners = ((plot.across(from), plot.rect.y), (plot.across(to), plot.bottom()));
            pen.block(corners.0, corners.1, theme.combined, OVER_COVER * theme.band);
        }
    });
    let spx_move = |vix: f64| percent(between(&curves.at, &curves.moves, vix));
    let second: Option<&dyn Fn(f64) -> String> = if climb.rows(look) > 1 {
        Some(&spx_move)
    } else {
        None
    };
    plot.axes(
        &mut canvas,
        look,
        ("VIX", "Condor\u{2019}s loss and layers\u{2019} gains"),
        number,
        second,
    );
    if climb.rows(look) > 1 {
        let row = plot.bottom() + 27.5;
        canvas.group("", &mut |pen| {
            pen.text("SPX", (plot.rect.x + plot.rect.w, row), Side::Left, theme.soft);
        });
    }
    let count = curves.layers.len();
    canvas.group(theme.seam, &mut |pen| {
        for part in PARTS {
            let mut base = alloc::vec![0.0; curves.at.len()];
            for (place, (_, gains)) in curves.layers.iter().enumerate() {
                let mut top = base.clone();
                for (top, &gain) in top.iter_mut().zip(gains) {
                    *top += part(gain);
                }
                for outline in outlines(plot, &curves.at, &base, &top) {
                    pen.fill(&outline, theme.layer(place, count), COVER);
                }
                base = top;
            }
        }
    });
    plot.zero_line(&mut canvas, look);
    canvas.group(ROUND, &mut |pen| {
        if count > 0 {
            pen.line(&plot.curve(&curves.at, &curves.hedge), theme.hedge, 2.0);
        }
        pen.line(&plot.curve(&curves.at, &curves.loss), theme.condor, 3.0);
    });
    let mut labels = Labels::within(plot.rect);
    labels.avoid(&plot.curve(&curves.at, &curves.loss));
    labels.avoid(&plot.curve(&curves.at, &curves.hedge));
    if plot.shows(what_if.shock.vix) {
        // With VIX typed, or SPX moved where VIX does not follow, the what-if is off the curves.
        let on_curves = !plan.vix_typed() && climb.follows_the_line() && plan.move_percent() <= 0.0;
        paint_what_if(&mut canvas, &mut labels, look, plot, what_if, on_curves);
        if on_curves {
            name_shares(&mut labels, look, plot, what_if, curves);
        }
    }
    if let Some(vix) = curves.paid
        && let Some((x, y)) = plot.place(vix, 0.0)
    {
        canvas.group("", &mut |pen| {
            pen.ring((x, y), 3.6, theme.hedge, 1.8, theme.paper);
        });
        labels.keep_clear((x, y), 5.0);
        let places = [
            ((x + 4.0, y + 13.0), Side::Right),
            ((x - 4.0, y + 13.0), Side::Left),
            ((x + 4.0, y - 13.0), Side::Right),
            ((x + 4.0, y + 26.0), Side::Right),
            ((x + 4.0, y - 26.0), Side::Right),
            ((x + 4.0, y - 39.0), Side::Right),
        ];
        labels.put(format!("paid for at VIX {}", number(vix, 1)), theme.ink, &places);
    }
    let x = plot.x;
    for &[from, to] in &curves.over {
        let [from, to] = [from, to].map(|vix| plot.across(vix.clamp(x[0], x[1])));
        let middle = f64::midpoint(from, to);
        let places = [
            ((middle, plot.rect.y + 8.0), Side::Middle),
            ((middle, plot.bottom() - 8.0), Side::Middle),
        ];
        if to - from > text_width(OVER) {
            labels.put(String::from(OVER), theme.soft, &places);
        }
    }
    labels.draw(&mut canvas, theme);
    canvas.finish()
}

/// Each layer's share of the loss, in its area beside the what-if.
fn name_shares(labels: &mut Labels, look: &Look, plot: &Plot, what_if: &Outcome, curves: &Curves) {
    if what_if.offset.is_none() {
        return;
    }
    let x = plot.across(what_if.shock.vix);
    let mut base = 0.0;
    for (nth, _) in &curves.layers {
        let gain = gain_part(what_if.layers[*nth].get());
        let (low, high) = (plot.down(base), plot.down(base + gain));
        base += gain;
        if low - high >= WRITTEN {
            let middle = f64::midpoint(low, high);
            let places = [((x + 7.0, middle), Side::Right), ((x - 7.0, middle), Side::Left)];
            labels.put(percent(gain / -what_if.condor.get()), look.theme.ink, &places);
        }
    }
}

/// The condor's loss and the hedge's gain in the what-if, and the share covered.
fn paint_what_if(
    canvas: &mut Canvas,
    labels: &mut Labels,
    look: &Look,
    plot: &Plot,
    what_if: &Outcome,
    on_curves: bool,
) {
    let theme = look.theme;
    let (x, loss) = plot.at(what_if.shock.vix, -what_if.condor.get());
    let gain = plot.down(what_if.hedge.get());
    canvas.group(FINE_DASHED, &mut |pen| {
        pen.line(&[(x, plot.rect.y), (x, plot.bottom())], theme.soft, 1.0);
    });
    let mut points = Vec::from([(loss, theme.condor)]);
    if !what_if.layers.is_empty() {
        points.push((gain, theme.hedge));
    }
    canvas.group("", &mut |pen| {
        for &(y, color) in &points {
            if on_curves {
                pen.dot((x, y), 5.8, theme.paper);
                pen.dot((x, y), 4.6, color);
            } else {
                pen.ring((x, y), 4.4, color, 2.0, theme.paper);
            }
        }
    });
    for (y, _) in points {
        labels.keep_clear((x, y), 6.0);
    }
    if let Some(share) = what_if.offset.filter(|&share| share > 0.0) {
        let (upper, middle, lower) = (
            gain.min(loss) - 14.0,
            f64::midpoint(gain, loss),
            gain.max(loss) + 14.0,
        );
        let top = plot.rect.y + 8.0;
        let places = [
            ((x - 9.0, middle), Side::Left),
            ((x + 9.0, middle), Side::Right),
            ((x - 9.0, upper), Side::Left),
            ((x + 9.0, lower), Side::Right),
            ((x + 9.0, upper), Side::Right),
            ((x - 9.0, top), Side::Left),
            ((x + 9.0, top), Side::Right),
        ];
        labels.put(percent(share) + " covered", theme.ink, &places);
    }
}

/// The shapes between two curves, one for each stretch in which they are apart.
pub(super) fn outlines(plot: &Plot, at: &[f64], base: &[f64], top: &[f64]) -> Vec<Vec<Point>> {
    let mut shapes = Vec::new();
    let mut start = None;
    let apart = |i: usize| base[i].to_bits() != top[i].to_bits() && (base[i] - top[i]).abs() > 0.0;
    let last = at.len() - 1;
    for i in 0..=last {
        if apart(i) && start.is_none() {
            start = Some(i.saturating_sub(1));
        }
        if let Some(from) = start
            && (i == last || !apart(i))
        {
            let mut outline = plot.curve(&at[from..=i], &top[from..=i]);
            outline.extend(plot.curve(&at[from..=i], &base[from..=i]).into_iter().rev());
            shapes.push(outline);
            start = None;
        }
    }
    shapes
}

/// The value of a curve at `x`, straight between its points.
fn between(at: &[f64], values: &[f64], x: f64) -> f64 {
    let right = at.iter().position(|&at| at >= x).unwrap_or(at.len() - 1).max(1);
    let (a, b) = (at[right - 1], at[right]);
    let share = if b > a { (x - a) / (b - a) } else { 0.0 };
    values[right - 1] + (values[right] - values[right - 1]) * share
}

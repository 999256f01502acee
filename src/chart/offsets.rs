//! `offsets`: what each layer gains as VIX climbs its line, against what the condor loses.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::canvas::{Canvas, Point, ROUND, Side};
use super::label::Labels;
use super::plot::Plot;
use super::theme::hex;
use super::{Drawing, Frame, Look, Mark, Series};
use crate::format::{number, percent, plain};
use crate::layer::{Instrument, Layer};
use crate::market::Shock;
use crate::math::round;
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
/// Where the hedge has paid for itself is exact to this, as a share of the way up.
const TOLERANCE: f64 = 1e-12;
/// How strongly the layers cover the paper.
const COVER: f64 = 0.85;
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

    /// The shares of the way at which curves are computed: `steps` equal ones, and where SPX meets a strike.
    fn shares(self, plan: &Plan, steps: f64) -> Vec<f64> {
        let mut shares = Vec::new();
        let mut step = 0.0;
        while step <= steps {
            shares.push(step / steps);
            step += 1.0;
        }
        if let Climb::OnTheLine(fall) = self {
            let package = plan.package();
            for kink in package.spx_kinks(plan.what_if().day) {
                let share = (1.0 - kink / package.market.spx) * 100.0 / fall;
                if (0.0..=1.0).contains(&share) {
                    include(&mut shares, share);
                }
            }
        }
        shares
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
}

/// Draws the chart.
pub(super) fn draw(plan: &Plan, look: &Look) -> Drawing {
    let climb = Climb::of(plan);
    let what_if = plan.package().outcome(plan.what_if());
    let curves = curves(plan, climb, Plot::likely_width(look));
    let x = [curves.at[0], curves.at[curves.at.len() - 1]];
    let (gains, losses) = stacks(&curves);
    let mut values: Vec<f64> = [&gains, &losses, &curves.loss]
        .into_iter()
        .flatten()
        .copied()
        .collect();
    if what_if.shock.vix >= x[0] && what_if.shock.vix <= x[1] {
        values.extend([what_if.hedge.get(), -what_if.condor.get()]);
    }
    let plot = Plot::new(look, x, values.into_iter(), climb.rows(look));
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
    marks.extend(
        what_if
            .offset
            .map(|share| Mark::point("Share of the loss covered", what_if.shock.vix, share)),
    );
    marks.extend(
        curves
            .paid
            .map(|vix| Mark::point("Hedge has paid for itself", vix, 0.0)),
    );
    let frame = Frame {
        plot: plot.rect,
        x: plot.x,
        y: plot.y,
        series: series(plan, look, &curves),
        at: curves.at,
        x_label,
        y_label: "Loss and gains, dollars",
        marks,
    };
    Drawing { svg, frame }
}

fn curves(plan: &Plan, climb: Climb, width: f64) -> Curves {
    let package = plan.package();
    let tenor = |nth: usize| package.layers[nth].terms().expiry;
    let mut order: Vec<usize> = Vec::new();
    for nth in 0..package.layers.len() {
        let place = order.partition_point(|&other| tenor(other) <= tenor(nth));
        order.insert(place, nth);
    }
    let mut curves = Curves {
        at: Vec::new(),
        moves: Vec::new(),
        loss: Vec::new(),
        layers: order.into_iter().map(|nth| (nth, Vec::new())).collect(),
        hedge: Vec::new(),
        paid: None,
    };
    let shares = climb.shares(plan, round((width / STRIDE).clamp(POINTS.0, POINTS.1)));
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
    curves.paid = paid(plan, climb, &shares, &curves.hedge);
    curves
}

/// The lowest VIX from which the hedge gains, after a stretch in which it lost; `None` where it never turns.
fn paid(plan: &Plan, climb: Climb, shares: &[f64], hedge: &[f64]) -> Option<f64> {
    let package = plan.package();
    let turn = hedge
        .windows(2)
        .position(|pair| pair[0] < 0.0 && pair[1] >= 0.0)?;
    let gain = |share: f64| {
        package
            .hedge_gain(&package.market.after(climb.shock(plan, share)))
            .get()
    };
    let bracket = Bracket {
        low: shares[turn],
        high: shares[turn + 1],
        at_low: hedge[turn],
        at_high: hedge[turn + 1],
    };
    root(bracket, TOLERANCE, gain).map(|share| climb.shock(plan, share).vix)
}

/// The layers' gains added, and their losses added.
fn stacks(curves: &Curves) -> (Vec<f64>, Vec<f64>) {
    let sum = |part: fn(f64) -> f64| {
        (0..curves.at.len())
            .map(|i| curves.layers.iter().map(|(_, gains)| part(gains[i])).sum())
            .collect()
    };
    (sum(gain_part), sum(loss_part))
}

fn gain_part(value: f64) -> f64 {
    value.max(0.0)
}

fn loss_part(value: f64) -> f64 {
    value.min(0.0)
}

/// A layer's name in a legend: "4 × VIX call 19, 10 d".
fn layer_name(layer: &Layer) -> String {
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
        Series {
            name: String::from("Condor\u{2019}s loss"),
            color: hex(theme.condor),
            dash: false,
            area: false,
            values: curves.loss.clone(),
        },
        Series {
            name: String::from("Hedge"),
            color: hex(theme.hedge),
            dash: false,
            area: false,
            values: curves.hedge.clone(),
        },
    ]);
    let count = curves.layers.len();
    series.extend(
        curves
            .layers
            .iter()
            .enumerate()
            .map(|(place, (nth, gains))| Series {
                name: layer_name(&plan.package().layers[*nth]),
                color: hex(theme.layer(place, count)),
                dash: false,
                area: true,
                values: gains.clone(),
            }),
    );
    series
}

fn paint(plan: &Plan, look: &Look, plot: &Plot, curves: &Curves, what_if: &Outcome, climb: Climb) -> String {
    let theme = look.theme;
    let mut canvas = Canvas::new(look.width, look.height);
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
        for part in [gain_part, loss_part] {
            let mut base = alloc::vec![0.0; curves.at.len()];
            for (place, (_, gains)) in curves.layers.iter().enumerate() {
                let top: Vec<f64> = base
                    .iter()
                    .zip(gains)
                    .map(|(base, &gain)| base + part(gain))
                    .collect();
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
    }
    if let Some(vix) = curves.paid {
        let (x, y) = plot.at(vix, 0.0);
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
    labels.draw(&mut canvas, theme);
    canvas.finish()
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
fn outlines(plot: &Plot, at: &[f64], base: &[f64], top: &[f64]) -> Vec<Vec<Point>> {
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

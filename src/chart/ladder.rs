//! `ladder`: a strip that shows where the strikes lie against spot and the expected move.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::canvas::{Canvas, Side, TEXT, text_width};
use super::{Drawing, Frame, Look, Mark, Rect, at_levels, expected_move, level, spx_marks};
use crate::break_even::unhedged;
use crate::condor::Condor;
use crate::format::{joined, number};
use crate::nodes::include;
use crate::plan::Plan;
use crate::units::Usd;

/// Room at either end of the strip, CSS pixels.
const EDGE: f64 = 4.0;
/// Room at either end, as a share of what is shown.
const ROOM: f64 = 0.08;
/// Height of the strip itself.
const BAR: f64 = 14.0;
/// How strongly the zones cover the paper.
const COVER: f64 = 0.28;
const STRONG: f64 = 0.6;
/// Where the strip's middle lies, as a share of the drawing's height.
const MIDDLE: f64 = 0.46;

/// Where the strip lies.
struct Strip {
    low: f64,
    high: f64,
    rect: Rect,
}

impl Strip {
    fn across(&self, spx: f64) -> f64 {
        self.rect.x + (spx - self.low) / (self.high - self.low) * self.rect.w
    }

    fn bottom(&self) -> f64 {
        self.rect.y + self.rect.h
    }

    /// The line of the expected move's bracket.
    fn bracket(&self) -> f64 {
        self.bottom() + 9.0
    }
}

/// Draws the chart.
pub(super) fn draw(plan: &Plan, look: &Look) -> Drawing {
    let package = plan.package();
    let band = expected_move(plan);
    let levels = unhedged(&package.condor);
    let (low, high) = ends(
        package.condor.long_put,
        package.condor.long_call,
        package.market.spx,
        band,
    );
    // Strikes are named above the strip, spot and the expected move below it.
    let top = look.height * MIDDLE - BAR / 2.0;
    let strip = Strip {
        low,
        high,
        rect: Rect {
            x: EDGE,
            y: top,
            w: look.width - 2.0 * EDGE,
            h: BAR,
        },
    };
    let mut canvas = Canvas::new(look.width, look.height);
    paint_zones(&mut canvas, look, &strip, &package.condor, &levels);
    paint_spot(&mut canvas, look, &strip, package.market.spx, band);
    write_texts(&mut canvas, look, &strip, plan, band);
    let mut marks = spx_marks(plan, band);
    marks.extend(
        levels
            .iter()
            .map(|&spx| Mark::level("Break-even of the condor alone", spx)),
    );
    let frame = Frame {
        summary: summary(plan, band, &levels),
        plot: strip.rect,
        x: [low, high],
        y: [0.0, 1.0],
        series: Vec::new(),
        at: Vec::new(),
        x_label: "SPX, index points",
        y_label: "",
        marks,
        ..Frame::default()
    };
    Drawing {
        svg: canvas.finish(),
        frame,
    }
}

/// How far spot is from the sold strikes, against the move expected.
fn summary(plan: &Plan, band: f64, levels: &[f64]) -> String {
    let (spot, condor) = (plan.package().market.spx, &plan.package().condor);
    let beside = |distance: f64, below: &str, above: &str| {
        let side = if distance < 0.0 { below } else { above };
        format!("{} points {side}", number(distance.abs(), digits(distance.abs())))
    };
    format!(
        "SPX at {} is {} the short put at {} and {} the short call at {}; the move expected by the condor\u{2019}s expiry \
         is {} points either way, and the condor alone breaks even {}.",
        level(spot),
        beside(spot - condor.short_put, "below", "above"),
        level(condor.short_put),
        beside(spot - condor.short_call, "below", "above"),
        level(condor.short_call),
        number(band, digits(band)),
        at_levels(levels),
    )
}

/// Where the condor earns and loses at its expiry, and its strikes.
fn paint_zones(canvas: &mut Canvas, look: &Look, strip: &Strip, condor: &Condor, levels: &[f64]) {
    let theme = look.theme;
    let (top, bottom) = (strip.rect.y, strip.bottom());
    let mut cuts = Vec::from([strip.low, condor.long_put, condor.long_call, strip.high]);
    for &level in levels {
        include(&mut cuts, level);
    }
    canvas.group("", &mut |pen| {
        for zone in cuts.windows(2) {
            let middle = f64::midpoint(zone[0], zone[1]);
            let beyond = middle < condor.long_put || middle > condor.long_call;
            let earns = condor.gain_at(condor.payoff(middle)) > Usd::ZERO;
            let color = if earns { theme.hedge } else { theme.condor };
            // Beyond the bought strikes nothing more is lost: the loss is whole.
            let cover = if beyond && !earns { STRONG } else { COVER };
            let (from, to) = (strip.across(zone[0]), strip.across(zone[1]));
            if to - from > 0.05 {
                pen.block((from, top), (to, bottom), color, cover);
            }
        }
        for leg in condor.legs() {
            let x = strip.across(leg.strike);
            // Sold strikes stand taller than bought ones.
            let reach = if leg.side < 0.0 { 5.0 } else { 1.0 };
            pen.line(&[(x, top - reach), (x, bottom)], theme.ink, 1.6);
        }
    });
}

/// Spot as a pointer, the expected move as a bracket.
fn paint_spot(canvas: &mut Canvas, look: &Look, strip: &Strip, spot: f64, band: f64) {
    let (from, to) = (strip.across(spot - band), strip.across(spot + band));
    let (x, tip, line) = (strip.across(spot), strip.bottom() - 3.0, strip.bracket());
    canvas.group("", &mut |pen| {
        let bracket = [(from, line - 4.0), (from, line), (to, line), (to, line - 4.0)];
        pen.line(&bracket, look.theme.soft, 1.2);
        pen.fill(&[(x, tip), (x - 5.0, line), (x + 5.0, line)], look.theme.ink, 1.0);
    });
}

fn write_texts(canvas: &mut Canvas, look: &Look, strip: &Strip, plan: &Plan, band: f64) {
    let (theme, spot) = (look.theme, plan.package().market.spx);
    let above = (strip.rect.y - 6.0 - TEXT / 2.0).max(TEXT / 2.0 + 1.0);
    let below = (strip.bracket() + 5.0 + TEXT / 2.0).min(look.height - TEXT / 2.0 - 1.0);
    let strikes = plan.package().condor.legs().map(|leg| leg.strike);
    let texts = strike_texts(&strikes, strip, look.width);
    let reach = number(band, digits(band));
    let whole = format!("SPX {}, expected move \u{b1}{reach}", level(spot));
    let short = format!("{} \u{b1}{reach}", level(spot));
    let text = if text_width(&whole) <= strip.rect.w {
        whole
    } else {
        short
    };
    let half = text_width(&text) / 2.0;
    canvas.group("", &mut |pen| {
        for (text, x) in &texts {
            pen.text(text, (*x, above), Side::Middle, theme.soft);
        }
        if 2.0 * half <= strip.rect.w {
            let x = strip.across(spot).clamp(EDGE + half, EDGE + strip.rect.w - half);
            pen.text(&text, (x, below), Side::Middle, theme.ink);
        }
    });
}

/// The levels at the ends of the strip: all strikes and the expected move, with room.
fn ends(long_put: f64, long_call: f64, spot: f64, band: f64) -> (f64, f64) {
    let (low, high) = (long_put.min(spot - band), long_call.max(spot + band));
    let room = ROOM * (high - low);
    (low - room, high + room)
}

/// The strikes' labels and their middles: each by itself where there is room, else the two puts and the two calls
/// as one, else none.
fn strike_texts(strikes: &[f64; 4], strip: &Strip, width: f64) -> Vec<(String, f64)> {
    let singles: Vec<(String, f64)> = strikes
        .iter()
        .map(|&strike| (level(strike), strip.across(strike)))
        .collect();
    let pairs: Vec<(String, f64)> = [(strikes[0], strikes[1]), (strikes[2], strikes[3])]
        .iter()
        .map(|&(a, b)| {
            (
                format!("{}/{}", level(a), level(b)),
                f64::midpoint(strip.across(a), strip.across(b)),
            )
        })
        .collect();
    let whole = [(
        joined(&strikes.map(level).each_ref().map(String::as_str), "  "),
        width / 2.0,
    )];
    for texts in [singles, pairs, Vec::from(whole)] {
        let held: Vec<(String, f64)> = texts
            .into_iter()
            .map(|(text, x)| {
                let half = text_width(&text) / 2.0;
                let x = x.max(EDGE + half).min(width - EDGE - half);
                (text, x)
            })
            .collect();
        let free = |pair: &[(String, f64)]| {
            pair[1].1 - pair[0].1 > f64::midpoint(text_width(&pair[0].0), text_width(&pair[1].0)) + 6.0
        };
        let fits = held
            .iter()
            .all(|(text, _)| text_width(text) <= width - 2.0 * EDGE);
        if fits && held.windows(2).all(free) {
            return held;
        }
    }
    Vec::new()
}

/// Decimals of an expected move: whole points, but a digit more where that would say too little.
fn digits(band: f64) -> usize {
    usize::from(band < 20.0)
}

//! `ladder`: a strip that shows where the strikes lie against spot and the expected move.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::canvas::{Canvas, Side, TEXT, text_width};
use super::{Drawing, Frame, Look, Mark, Rect, expected_move, level};
use crate::break_even::break_even;
use crate::format::number;
use crate::plan::Plan;

/// Room at either end of the strip, CSS pixels.
const EDGE: f64 = 4.0;
/// Room at either end, as a share of what is shown.
const ROOM: f64 = 0.08;
/// Height of the strip itself.
const BAR: f64 = 14.0;
/// How strongly the zones cover the paper.
const COVER: f64 = 0.28;
const STRONG: f64 = 0.6;

/// Draws the chart.
pub(super) fn draw(plan: &Plan, look: &Look) -> Drawing {
    let (market, condor) = (&plan.package().market, &plan.package().condor);
    let theme = look.theme;
    let band = expected_move(plan);
    let strikes = condor.legs().map(|leg| leg.strike);
    let levels = break_even(plan.package()).unhedged;
    let (low, high) = ends(&[strikes[0], market.spx - band], &[strikes[3], market.spx + band]);
    let width = look.width - 2.0 * EDGE;
    let across = |spx: f64| EDGE + (spx - low) / (high - low) * width;
    // Strikes above the strip, spot and the expected move below it.
    let middle = look.height * 0.46;
    let (top, bottom) = (middle - BAR / 2.0, middle + BAR / 2.0);
    let mut canvas = Canvas::new(look.width, look.height);

    let inside = |spx: f64| spx.clamp(low, high);
    let (lower, upper) = (profit_from(&levels, strikes[1]), profit_to(&levels, strikes[2]));
    canvas.group("", |pen| {
        let zone = |from: f64, to: f64, color, cover| {
            let (from, to) = (across(inside(from)), across(inside(to)));
            if to - from > 0.05 {
                pen.block((from, top), (to, bottom), color, cover);
            }
        };
        zone(low, strikes[0], theme.condor, STRONG);
        match (lower, upper) {
            (Some(lower), Some(upper)) => {
                zone(strikes[0], lower, theme.condor, COVER);
                zone(lower, upper, theme.hedge, COVER);
                zone(upper, strikes[3], theme.condor, COVER);
            }
            // No level at which it earns anything.
            _ => zone(strikes[0], strikes[3], theme.condor, COVER),
        }
        zone(strikes[3], high, theme.condor, STRONG);
        for (nth, &strike) in strikes.iter().enumerate() {
            let x = across(strike);
            // Sold strikes stand taller than bought ones.
            let reach = if nth == 1 || nth == 2 { 5.0 } else { 1.0 };
            pen.line(&[(x, top - reach), (x, bottom)], theme.ink, 1.6);
        }
    });

    let from = across(market.spx - band);
    let to = across(market.spx + band);
    let spot = across(market.spx);
    let bracket = bottom + 9.0;
    canvas.group("", |pen| {
        pen.line(
            &[
                (from, bracket - 4.0),
                (from, bracket),
                (to, bracket),
                (to, bracket - 4.0),
            ],
            theme.soft,
            1.2,
        );
        pen.fill(
            &[(spot, bottom - 3.0), (spot - 5.0, bracket), (spot + 5.0, bracket)],
            theme.ink,
            1.0,
        );
    });

    let row = (top - 6.0 - TEXT / 2.0).max(TEXT / 2.0 + 1.0);
    let texts = strike_texts(&strikes, across, look.width);
    let below = (bracket + 5.0 + TEXT / 2.0).min(look.height - TEXT / 2.0 - 1.0);
    let whole = format!(
        "SPX {}, expected move \u{b1}{}",
        level(market.spx),
        number(band, digits(band))
    );
    let short = format!("{} \u{b1}{}", level(market.spx), number(band, digits(band)));
    let text = if text_width(&whole) <= width { whole } else { short };
    let half = text_width(&text) / 2.0;
    canvas.group(theme.halo, |pen| {
        for (text, x) in &texts {
            pen.text(text, (*x, row), Side::Middle, theme.soft);
        }
        if 2.0 * half <= width {
            let x = spot.clamp(EDGE + half, EDGE + width - half);
            pen.text(&text, (x, below), Side::Middle, theme.ink);
        }
    });

    let mut marks = Vec::from([
        Mark::level("Long put", strikes[0]),
        Mark::level("Short put", strikes[1]),
        Mark::level("Short call", strikes[2]),
        Mark::level("Long call", strikes[3]),
        Mark::level("SPX now", market.spx),
        Mark::level("Expected move down", market.spx - band),
        Mark::level("Expected move up", market.spx + band),
    ]);
    marks.extend(
        levels
            .iter()
            .map(|&spx| Mark::level("Break-even of the condor alone", spx)),
    );
    let frame = Frame {
        plot: Rect {
            x: EDGE,
            y: top,
            w: width,
            h: BAR,
        },
        x: [low, high],
        y: [0.0, 1.0],
        series: Vec::new(),
        at: Vec::new(),
        x_label: "SPX, index points",
        y_label: "",
        marks,
    };
    Drawing {
        svg: canvas.finish(),
        frame,
    }
}

/// The levels at the ends of the strip.
fn ends(lows: &[f64], highs: &[f64]) -> (f64, f64) {
    let low = lows.iter().copied().fold(f64::INFINITY, f64::min);
    let high = highs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let room = ROOM * (high - low);
    (low - room, high + room)
}

/// Where the zone of profit starts: the break-even at or below the short put; none below it: nowhere.
fn profit_from(levels: &[f64], short_put: f64) -> Option<f64> {
    levels.iter().copied().find(|&spx| spx <= short_put)
}

/// Where the zone of profit ends.
fn profit_to(levels: &[f64], short_call: f64) -> Option<f64> {
    levels.iter().copied().find(|&spx| spx >= short_call)
}

/// The strikes' labels and their middles: each by itself where there is room, else the two puts and the two calls
/// as one, else none.
fn strike_texts(strikes: &[f64; 4], across: impl Fn(f64) -> f64, width: f64) -> Vec<(String, f64)> {
    let singles: Vec<(String, f64)> = strikes
        .iter()
        .map(|&strike| (level(strike), across(strike)))
        .collect();
    let pairs: Vec<(String, f64)> = [(strikes[0], strikes[1]), (strikes[2], strikes[3])]
        .iter()
        .map(|&(a, b)| {
            (
                format!("{}/{}", level(a), level(b)),
                f64::midpoint(across(a), across(b)),
            )
        })
        .collect();
    let whole = [(strikes.map(level).join("  "), width / 2.0)];
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
            pair[1].1 - pair[0].1 > (text_width(&pair[0].0) + text_width(&pair[1].0)) / 2.0 + 6.0
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

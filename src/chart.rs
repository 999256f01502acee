//! Charts as SVG text, drawn with plotters, and where their plots lie.
//!
//! Titles, legends and read-outs are the page's: [`Frame`] holds what they need. The bytes of a drawing
//! are the same on every target, since places and ticks are made of sums, products and quotients alone.

mod axis;
mod canvas;
mod clip;
mod contour;
#[cfg(feature = "study")]
mod decay;
mod heatmap;
#[cfg(feature = "evidence")]
mod history;
#[cfg(feature = "study")]
mod impermanent_loss;
mod label;
mod ladder;
mod line;
#[cfg(feature = "evidence")]
mod frontier;
#[cfg(feature = "evidence")]
mod odds;
mod offsets;
#[cfg(feature = "evidence")]
mod past_spikes;
mod payoff;
mod plot;
mod response;
#[cfg(feature = "evidence")]
mod spike_plane;
mod theme;
#[cfg(feature = "evidence")]
mod tornado;
#[cfg(feature = "evidence")]
mod verdict;
mod vix_needed;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use plotters::style::RGBColor;
use serde::Serialize;

use crate::field::Problem;
use crate::format::{joined, number, plain};
use crate::math::{round, sqrt};
use crate::plan::Plan;
use crate::units::Days;
use theme::Theme;

/// Ids of the charts, in the order a page shows them.
pub const CHARTS: &[&str] = &[
    "payoff",
    "heatmap",
    "offsets",
    "response",
    "vixNeeded",
    #[cfg(feature = "study")]
    "decay",
    #[cfg(feature = "study")]
    "impermanentLoss",
    "ladder",
];
/// Widths a drawing can have, CSS pixels.
const WIDTHS: (f64, f64) = (200.0, 4000.0);
/// Heights a drawing can have, CSS pixels; the ladder is a strip.
const HEIGHTS: (f64, f64) = (60.0, 4000.0);

/// The ends of a range to show are at least this share of the greater one apart.
const NARROWEST: f64 = 1e-6;

/// A drawing with where its plot lies.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Drawing {
    /// The drawing as SVG text that stands alone: no background, no ids, no scripts.
    pub svg: String,
    /// Where its plot lies, and the numbers behind it.
    pub frame: Frame,
}

/// Where a drawing's plot lies, in CSS pixels, and what it shows. Every number is finite.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Frame {
    /// The plot within the drawing.
    pub plot: Rect,
    /// The values at the plot's left and right edge.
    pub x: [f64; 2],
    /// The values at the plot's lower and upper edge.
    pub y: [f64; 2],
    /// What is shown where no [`Part`] is asked for: of x, and of y over the x that is shown. `None` for a chart that
    /// is always shown whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full: Option<Full>,
    /// What is drawn against x, in the order of a legend.
    pub series: Vec<Series>,
    /// The x of each value of the series, ascending.
    pub at: Vec<f64>,
    /// What x is.
    pub x_label: &'static str,
    /// What y is.
    pub y_label: &'static str,
    /// Single points and levels, by name. Some may lie outside the plot.
    pub marks: Vec<Mark>,
    /// What the chart shows, in one sentence made of its numbers: its text alternative.
    pub summary: String,
    /// Of a chart of two dimensions: its values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grid: Option<Grid>,
    /// Of a chart with filled bands: what each colour stands for, from the lowest values up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<Vec<Band>>,
    /// Plain sentences that stand beside the chart.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub asides: Vec<String>,
}

/// The ranges of a chart that is shown whole.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Full {
    /// Of x.
    pub x: [f64; 2],
    /// Of y.
    pub y: [f64; 2],
}

/// The part of a chart to show: ranges of x and y, each its lower end first. `None` shows all of it.
///
/// Curves are computed over the part that is shown. Where a range goes beyond what can be computed, the chart ends
/// there: SPX 60 % either way, as the what-if does, VIX between 9 and 150, days at 0.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Part {
    /// In the units of x.
    pub x: Option<[f64; 2]>,
    /// In the units of y.
    pub y: Option<[f64; 2]>,
    /// Whether it will soon be drawn again, as while a slider moves: curves and grids then have fewer points,
    /// each of them as exact as ever.
    pub draft: bool,
}

/// A band of values with one colour.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Band {
    /// The lowest value in it, dollars; `None` for the lowest band.
    pub from: Option<f64>,
    /// The value at which the next band begins; `None` for the highest band.
    pub to: Option<f64>,
    /// The colour it is drawn in, `#rrggbb`.
    pub color: String,
}

/// Values over x and y, dollars.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Grid {
    /// Ascending.
    pub x: Vec<f64>,
    /// Ascending.
    pub y: Vec<f64>,
    /// One row for each y, one after another.
    pub values: Vec<f64>,
}

/// A rectangle within a drawing, CSS pixels from its upper left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

/// One line or area of a chart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Series {
    /// Its name in a legend.
    pub name: String,
    /// The colour it is drawn in, `#rrggbb`.
    pub color: String,
    /// Whether its line is dashed.
    pub dash: bool,
    /// Whether it is a filled area: stacked on those before it, or with its twin the edges of a band.
    pub area: bool,
    /// How strongly it covers the paper, from 0 (nothing) to 1 (opaque).
    pub cover: f64,
    /// Its values at [`Frame::at`], dollars.
    pub values: Vec<f64>,
}

/// A point or a level that a caption may name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mark {
    /// What it is.
    pub name: &'static str,
    /// Where it is, in the units of x.
    pub x: f64,
    /// Its value; `None` for a level of x.
    pub y: Option<f64>,
}

impl Series {
    fn new(name: String, color: RGBColor, values: Vec<f64>) -> Self {
        Self {
            name,
            color: theme::hex(color),
            dash: false,
            area: false,
            cover: 1.0,
            values,
        }
    }
}

impl Mark {
    fn level(name: &'static str, x: f64) -> Self {
        Self { name, x, y: None }
    }

    fn point(name: &'static str, x: f64, y: f64) -> Self {
        Self { name, x, y: Some(y) }
    }
}

/// How large a drawing is, in which colours, and of which part of the chart.
struct Look {
    width: f64,
    height: f64,
    theme: &'static Theme,
    part: Part,
}

/// Points of a draft for each point of a drawing.
const DRAFT: (u32, u32) = (3, 5);

impl Look {
    /// A look that is one, or what is wrong with it.
    fn of(width: f64, height: f64, theme: &str, part: Part) -> Result<Self, Problem> {
        let theme = Theme::named(theme)
            .ok_or_else(|| Problem::new("theme", "The theme of a chart must be light or dark."))?;
        Ok(Self {
            width: size("width", width, WIDTHS)?,
            height: size("height", height, HEIGHTS)?,
            theme,
            part: Part {
                x: range("look.x", part.x)?,
                y: range("look.y", part.y)?,
                draft: part.draft,
            },
        })
    }

    /// So many steps of a curve or a grid, fewer in a draft.
    fn steps(&self, all: u32) -> u32 {
        if self.part.draft {
            all * DRAFT.0 / DRAFT.1
        } else {
            all
        }
    }

    /// The steps of a curve whose points lie `stride` CSS pixels apart, within bounds; fewer in a draft.
    fn steps_apart(&self, stride: f64, (least, most): (f64, f64)) -> f64 {
        let all = (plot::Plot::likely_width(self) / stride).clamp(least, most);
        let share = if self.part.draft {
            f64::from(DRAFT.0) / f64::from(DRAFT.1)
        } else {
            1.0
        };
        round(all * share)
    }

    /// The range of x to show: what was asked for as far as `reach` goes, else all of it.
    fn across(&self, full: [f64; 2], reach: [f64; 2]) -> [f64; 2] {
        within(self.part.x, full, reach)
    }
}

/// A range that was asked for, as far as another reaches; the full one where none was, or they do not meet.
fn within(asked: Option<[f64; 2]>, full: [f64; 2], reach: [f64; 2]) -> [f64; 2] {
    let (least, most) = (full[0].min(reach[0]), full[1].max(reach[1]));
    match asked {
        Some([low, high]) if low < most && high > least => [low.max(least), high.min(most)],
        _ => full,
    }
}

/// Draws a chart of a plan.
///
/// `chart` is one of [`CHARTS`]; `width` (200 to 4000) and `height` (60 to 4000) are CSS pixels; `theme` is
/// "light" or "dark". Anything else is one problem, at "chart", "width", "height" or "theme".
pub fn draw(chart: &str, plan: &Plan, width: f64, height: f64, theme: &str) -> Result<Drawing, Problem> {
    draw_part(chart, plan, width, height, theme, Part::default())
}

/// Draws a part of a chart of a plan, as [`draw`] does the whole.
///
/// A range that is none, or that the chart cannot show, is a problem at "look.x" or "look.y".
pub fn draw_part(
    chart: &str,
    plan: &Plan,
    width: f64,
    height: f64,
    theme: &str,
    part: Part,
) -> Result<Drawing, Problem> {
    let painter = match chart {
        "payoff" => payoff::draw,
        "offsets" => offsets::draw,
        "response" => response::draw,
        "ladder" => ladder::draw,
        "heatmap" => heatmap::draw,
        "vixNeeded" => vix_needed::draw,
        #[cfg(feature = "study")]
        "decay" => decay::draw,
        #[cfg(feature = "study")]
        "impermanentLoss" => impermanent_loss::draw,
        _ => {
            let names = joined(CHARTS, ", ");
            return Err(Problem::new(
                "chart",
                format!("There is no chart of that name; there are {names}."),
            ));
        }
    };
    let look = Look::of(width, height, theme, part)?;
    let drawing = painter(plan, &look);
    drawing.frame.meets("look.x", part.x, |ranges| ranges.x)?;
    drawing.frame.meets("look.y", part.y, |ranges| ranges.y)?;
    bounded(drawing)
}

/// A drawing all of whose figures are finite.
fn bounded(drawing: Drawing) -> Result<Drawing, Problem> {
    if drawing.frame.is_finite() {
        Ok(drawing)
    } else {
        // No checked plan is known to do this; a page must get a sentence, not a hole in a line.
        Err(Problem::new(
            "chart",
            "The chart cannot be drawn: one of its figures is beyond all bounds.",
        ))
    }
}

/// Draws a chart of evidence, as far as it is worked out; sizes and theme as in [`draw`].
#[cfg(feature = "evidence")]
pub fn draw_evidence(
    chart: &str,
    evidence: &crate::evidence::Evidence,
    width: f64,
    height: f64,
    theme: &str,
) -> Result<Drawing, Problem> {
    use crate::evidence::Evidence;
    let look = Look::of(width, height, theme, Part::default())?;
    match (chart, evidence) {
        ("pastSpikes", Evidence::Spikes(spikes)) => bounded(past_spikes::draw(&spikes.figures, &look)),
        ("spikePlane", Evidence::Spikes(spikes)) => bounded(spike_plane::draw(spikes, &look)),
        ("verdict", Evidence::Verdict(verdict)) => bounded(verdict::draw(&verdict.figures(), &look)),
        ("tornado", Evidence::Sweep(sweep)) => bounded(tornado::draw(sweep, &look)),
        ("frontier", Evidence::Sweep(sweep)) => bounded(frontier::draw(sweep, &look)),
        ("odds", Evidence::Simulation(simulation)) => bounded(odds::draw(&simulation.figures, &look)),
        ("historyEquity", Evidence::History(past)) => bounded(history::equity(past, &look)),
        ("historyFalls", Evidence::History(past)) => bounded(history::falls(past, &look)),
        _ => Err(Problem::new(
            "chart",
            "There is no chart of that name of this evidence.",
        )),
    }
}

fn size(what: &str, value: f64, (least, most): (f64, f64)) -> Result<f64, Problem> {
    if value >= least && value <= most {
        return Ok(value);
    }
    let message = format!(
        "The {what} of a chart must lie between {} and {} pixels.",
        plain(least),
        plain(most)
    );
    Err(Problem::new(what, message))
}

/// A range that is one.
fn range(what: &str, asked: Option<[f64; 2]>) -> Result<Option<[f64; 2]>, Problem> {
    match asked {
        // Closer together, its ends would be the same to the eye and nearly so to a double.
        Some([low, high])
            if !(high - low >= NARROWEST * low.abs().max(high.abs())
                && high > low
                && high - low < f64::INFINITY) =>
        {
            Err(Problem::new(
                what,
                "A range to show must be two numbers, the lower one first, and not all but the same.",
            ))
        }
        _ => Ok(asked),
    }
}

impl Frame {
    /// A problem where nothing of the range that was asked for could be shown.
    fn meets(&self, what: &str, asked: Option<[f64; 2]>, of: fn(&Full) -> [f64; 2]) -> Result<(), Problem> {
        let Some([low, high]) = asked else { return Ok(()) };
        let Some(full) = &self.full else {
            return Err(Problem::new(what, "This chart is always shown whole."));
        };
        let [from, to] = of(&Full { x: self.x, y: self.y });
        if low < to && high > from {
            return Ok(());
        }
        let [from, to] = of(full).map(|end| number(end, 0));
        Err(Problem::new(
            what,
            format!("Nothing of that range can be shown; the whole chart goes from {from} to {to}."),
        ))
    }

    fn is_finite(&self) -> bool {
        let edges = self.x.iter().chain(&self.y).chain(&self.at);
        let values = self.series.iter().flat_map(|series| &series.values);
        edges.chain(values).all(|value| value.is_finite())
            && self
                .marks
                .iter()
                .all(|mark| mark.x.is_finite() && mark.y.is_none_or(f64::is_finite))
    }
}

/// Index points of one standard deviation to the condor's expiry.
fn expected_move(plan: &Plan) -> f64 {
    let market = &plan.package().market;
    let options = market
        .after(market.today())
        .spx_expiry(plan.package().condor.expiry);
    market.spx * plan.vol().used.get() * sqrt(options.years.get())
}

/// Levels of SPX that every chart against SPX marks.
fn spx_marks(plan: &Plan, expected_move: f64) -> Vec<Mark> {
    let (market, condor) = (&plan.package().market, &plan.package().condor);
    Vec::from([
        Mark::level("SPX now", market.spx),
        Mark::level("Expected move down", market.spx - expected_move),
        Mark::level("Expected move up", market.spx + expected_move),
        Mark::level("Long put", condor.long_put),
        Mark::level("Short put", condor.short_put),
        Mark::level("Short call", condor.short_call),
        Mark::level("Long call", condor.long_call),
    ])
}

/// "today", "on day 1", "on day 2.5".
fn day_words(day: Days) -> String {
    if day == Days::ZERO {
        String::from("today")
    } else {
        format!("on day {}", plain(day.get()))
    }
}

/// "at 6,637.20 and 7,487.80", "nowhere".
fn at_levels(levels: &[f64]) -> String {
    let mut text = String::new();
    for (nth, &spx) in levels.iter().enumerate() {
        text.push_str(match nth {
            0 => "at ",
            _ if nth + 1 == levels.len() => " and ",
            _ => ", ",
        });
        text.push_str(&level(spx));
    }
    if text.is_empty() {
        text.push_str("nowhere");
    }
    text
}

/// An index level: "6,600", "7,138.80".
fn level(spx: f64) -> String {
    let (whole, cents) = (number(spx, 0), number(spx, 2));
    if cents.strip_suffix(".00") == Some(whole.as_str()) {
        whole
    } else {
        cents
    }
}

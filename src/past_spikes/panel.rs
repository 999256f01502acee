//! How past spikes are shown.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Figures, PastSpikes, Spread};
use crate::format::{number, percent, plain};
use crate::layer::{Instrument, Layer};
use crate::panel::{Cell, Format, Panel, Picture, Row, Table};
use crate::sentence::{Part, Sentence};

const SOURCE: &str = "Closes of the S&P 500 and of VIX and settlement prices of monthly VIX futures, 2007 to 2025; the \
                      replay is ours";
const NO_LOSS: &str = "The condor does not lose in this spike: there is nothing to offset.";

/// Headings of the columns of layers, as many as there can be.
const NTH: [&str; 12] = [
    "Layer 1", "Layer 2", "Layer 3", "Layer 4", "Layer 5", "Layer 6", "Layer 7", "Layer 8", "Layer 9",
    "Layer 10", "Layer 11", "Layer 12",
];

pub(super) fn panel(spikes: &PastSpikes) -> Panel {
    let figures = &spikes.figures;
    let mut tables = Vec::from([every_spike(figures)]);
    if !figures.layers.is_empty() {
        tables.insert(0, by_layer(figures));
        tables.push(layers_of_every_spike(figures));
    }
    Panel {
        question: "Does it offset spikes? What the record says",
        source: SOURCE,
        groups: &["spikes"],
        answer: answer(figures),
        charts: charts(figures),
        tables,
        lists: Vec::new(),
        notes: notes(),
        actions: Vec::new(),
    }
}

/// What a layer is: "4 VIX calls 18, 10 days".
pub(crate) fn layer_title(layer: &Layer) -> String {
    let terms = layer.terms();
    let what = match terms.instrument {
        Instrument::VixCall { strike } => format!("VIX calls {}", plain(strike)),
        Instrument::VixFuture => String::from("VX futures"),
        Instrument::VixMini => String::from("Mini VX futures"),
        Instrument::SpxPutSpread { upper, lower } => {
            format!("SPX put spreads {}/{}", plain(upper), plain(lower))
        }
    };
    format!(
        "{} {what}, {} days",
        number(f64::from(terms.quantity), 0),
        plain(terms.expiry.get())
    )
}

fn answer(figures: &Figures) -> Vec<Vec<Part>> {
    let count = figures.spikes.len();
    let (Some(recorded), Some(kernel)) = (figures.recorded, figures.kernel) else {
        let words = if count == 0 {
            String::from("No spike has been replayed yet.")
        } else {
            format!(
                "In none of the {count} spikes replayed does this condor lose: there is nothing to offset."
            )
        };
        return Vec::from([Sentence::new().say(&words).parts()]);
    };
    let mut paragraphs = Vec::from([Sentence::new()
        .say("Had it gone through the ")
        .say(&format!(
            "{count} spikes replayed here, this condor would have lost in "
        ))
        .figure(
            "spikes.losing",
            f64::from(figures.losing),
            format!("{}", figures.losing),
        )
        .say(" of them. In the middle one of those the hedge returns ")
        .figure(
            "spikes.recorded.median.offset",
            recorded.median.offset,
            percent(recorded.median.offset),
        )
        .say(&format!(" of the loss ({}), in the best ", recorded.median.title))
        .figure(
            "spikes.recorded.best.offset",
            recorded.best.offset,
            percent(recorded.best.offset),
        )
        .say(&format!(" ({}), in the worst ", recorded.best.title))
        .figure(
            "spikes.recorded.worst.offset",
            recorded.worst.offset,
            percent(recorded.worst.offset),
        )
        .say(&format!(" ({}).", recorded.worst.title))
        .parts()]);
    if let (Some(pooled), Some(kernel_pooled)) = (figures.pooled, figures.kernel_pooled) {
        let all = Sentence::new()
            .say(
                "A share of a small loss is easily large. Of all that the condor loses in these spikes together the hedge \
                 returns ",
            )
            .figure("spikes.pooled", pooled, percent(pooled))
            .say("; the model would have said ")
            .figure("spikes.kernelPooled", kernel_pooled, percent(kernel_pooled))
            .say(".");
        paragraphs.push(all.parts());
    }
    paragraphs.push(judged(figures, &kernel));
    paragraphs
}

/// The model beside the record.
fn judged(figures: &Figures, kernel: &Spread) -> Vec<Part> {
    let sentence = Sentence::new()
        .say("Told only where SPX and VIX went, the model would have said ")
        .figure(
            "spikes.kernel.median.offset",
            kernel.median.offset,
            percent(kernel.median.offset),
        )
        .say(&format!(" in the middle one ({}).", kernel.median.title));
    let Some(ratio) = figures.ratio else {
        return sentence.parts();
    };
    sentence
        .say(" What the hedge gains as recorded is ")
        .figure("spikes.ratio.median", ratio.median, number(ratio.median, 2))
        .say(" times what the model says at the median, and in eight of ten between ")
        .figure("spikes.ratio.low", ratio.low, number(ratio.low, 2))
        .say(" and ")
        .figure("spikes.ratio.high", ratio.high, number(ratio.high, 2))
        .say(" times.")
        .parts()
}

fn charts(figures: &Figures) -> Vec<Picture> {
    if figures.losing == 0 {
        return Vec::new();
    }
    Vec::from([
        Picture {
            id: "pastSpikes",
            title: "Share of the loss returned, spike by spike",
            help: "From the spike in which the hedge returned least to the one in which it returned most. Bars: with the \
               futures as recorded; strokes: as the model says.",
        },
        Picture {
            id: "spikePlane",
            title: "Where the spikes on record lead",
            help: "Over what condor and hedge make on the day of the what-if, by the model. Dots: spikes of a single session; \
                   rings: of several. The line is where the model expects VIX.",
        },
    ])
}

fn by_layer(figures: &Figures) -> Table {
    let rows = figures.layers.iter().enumerate().map(|(nth, layer)| {
        let key = |name: &str| format!("spikes.layers[{nth}].{name}");
        Row::new(
            layer.title.clone(),
            [
                Cell::figure(key("median"), Format::Pl),
                Cell::figure(key("kernelMedian"), Format::Pl),
                Cell::maybe(
                    key("share"),
                    Format::Percent,
                    "The condor loses in none of these spikes.",
                ),
                Cell::figure(key("gains"), Format::Count),
            ],
        )
    });
    Table {
        id: "spikeLayers",
        title: "Layer by layer",
        help: "The middle one of all spikes replayed. Shares are of the condor’s loss, in the spikes in which it loses.",
        source: SOURCE,
        head: Vec::from([
            "Layer",
            "Recorded",
            "By the model",
            "Share of the loss",
            "Spikes in which it gains",
        ]),
        rows: rows.collect(),
    }
}

fn every_spike(figures: &Figures) -> Table {
    let rows = figures.spikes.iter().enumerate().map(|(nth, spike)| {
        let key = |name: &str| format!("spikes.spikes[{nth}].{name}");
        Row::new(
            spike.title,
            [
                Cell::figure(key("spxMove"), Format::Move),
                Cell::figure(key("vix"), Format::Vix),
                Cell::figure(key("condor"), Format::Pl),
                Cell::figure(key("recorded.hedge"), Format::Pl),
                Cell::figure(key("recorded.total"), Format::Pl),
                Cell::maybe(key("recorded.offset"), Format::Percent, NO_LOSS),
                Cell::figure(key("kernel.hedge"), Format::Pl),
                Cell::maybe(key("kernel.offset"), Format::Percent, NO_LOSS),
            ],
        )
    });
    Table {
        id: "spikeEach",
        title: "Every spike, on today’s numbers",
        help: "Profit and loss when the spike ends, fees and slippage paid. VIX is yours times the recorded ratio. A spike \
               named by one date took a single session.",
        source: SOURCE,
        head: Vec::from([
            "Spike",
            "SPX",
            "VIX",
            "Condor",
            "Hedge",
            "Combined",
            "Offset",
            "Hedge by the model",
            "Offset by the model",
        ]),
        rows: rows.collect(),
    }
}

fn layers_of_every_spike(figures: &Figures) -> Table {
    let count = figures.layers.len();
    let mut head = Vec::from(["Spike"]);
    for &nth in NTH.iter().take(count) {
        head.extend([nth, "Of the loss"]);
    }
    let rows = figures.spikes.iter().enumerate().map(|(nth, spike)| {
        let cells: Vec<Cell> = (0..count)
            .flat_map(|layer| {
                let key = |name: &str| format!("spikes.spikes[{nth}].recorded.{name}[{layer}]");
                [
                    Cell::figure(key("layers"), Format::Pl),
                    Cell::maybe(key("shares"), Format::Percent, NO_LOSS),
                ]
            })
            .collect();
        Row::new(spike.title, cells)
    });
    Table {
        id: "spikeLayersEach",
        title: "Every layer in every spike, as recorded",
        help: "Dollars, and the share of the condor’s loss.",
        source: SOURCE,
        head,
        rows: rows.collect(),
    }
}

fn notes() -> Vec<String> {
    Vec::from([
        String::from(
            "Only SPX, VIX and three futures are on record. The vols of the condor and of VIX calls follow the model, and \
             nothing is known here of what could be traded at which price on those days.",
        ),
        String::from(
            "These are the largest rises of VIX there were: they say what happens when the hedge is needed, not how often \
             that is, nor what it costs in between. Some spikes of several sessions hold others of one.",
        ),
        String::from(
            "VIX moves by the recorded share of itself, and so do its futures. Where a spike began at a VIX of 50, as some of \
             2008 and 2020 did, that share is small though the points were many.",
        ),
        String::from(
            "A future between two on record moves between them, in days; one beyond the third as the third. Since October \
             2020 futures settle a quarter of an hour before VIX closes: on 18 December 2024 most of the rise came after.",
        ),
    ])
}

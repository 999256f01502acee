//! `spikePlane`: the heat map of SPX and VIX, reaching as far as the spikes on record, with a point for each.

use alloc::format;
use alloc::vec::Vec;

use super::heatmap::draw_with;
use super::{Drawing, Frame, Look, Part};
use crate::market::LOWEST_VIX;
use crate::past_spikes::PastSpikes;

/// Room beyond the farthest spikes, as a share of SPX and of VIX.
const ROOM: (f64, f64) = (0.01, 1.04);
/// How far SPX is shown above today, as a share of itself.
const ABOVE: f64 = 1.03;

/// Draws the chart.
pub(super) fn draw(spikes: &PastSpikes, look: &Look) -> Drawing {
    let theme = look.theme;
    let market = &spikes.plan().package().market;
    let (mut lowest, mut highest) = (market.spx, market.curve.spot());
    for (_, replayed) in spikes.replayed() {
        lowest = lowest.min(replayed.spx);
        highest = highest.max(replayed.vix);
    }
    let wide = Look {
        part: Part {
            x: Some([lowest - ROOM.0 * market.spx, market.spx * ABOVE]),
            y: Some([LOWEST_VIX, highest * ROOM.1]),
            draft: false,
        },
        ..*look
    };
    let drawing = draw_with(spikes.plan(), &wide, Vec::new(), &|plot, canvas| {
        canvas.group("", &mut |pen| {
            for (record, replayed) in spikes.replayed() {
                let Some(place) = plot.place(replayed.spx, replayed.vix) else {
                    continue;
                };
                if record.one_session {
                    pen.dot(place, 4.4, theme.paper);
                    pen.dot(place, 3.2, theme.ink);
                } else {
                    pen.ring(place, 3.6, theme.ink, 1.6, theme.paper);
                }
            }
        });
    });
    let losing = spikes
        .replayed()
        .filter(|(_, replayed)| replayed.recorded.total.get() < 0.0);
    let summary = format!(
        "Condor and hedge together lose in {} of the {} spikes replayed, with the futures as recorded and each at its own \
         length.",
        losing.count(),
        spikes.figures.spikes.len(),
    );
    Drawing {
        frame: Frame {
            full: None,
            summary,
            ..drawing.frame
        },
        ..drawing
    }
}

//! The colours of the charts.
//!
//! Orange is the condor, blue the hedge, near-black (near-white) the two together: told apart by every kind of
//! colour vision, and by lightness on a grey print. Text has a contrast of at least 4.5 with the paper, lines of 3.

use alloc::format;
use alloc::string::String;

use plotters::style::RGBColor;

/// A set of colours.
#[derive(Debug)]
pub(super) struct Theme {
    /// What the drawing lies on; never painted over a whole drawing.
    pub(super) paper: RGBColor,
    /// Text that matters.
    pub(super) ink: RGBColor,
    /// Text beside it: ticks, axis titles.
    pub(super) soft: RGBColor,
    /// Grid lines.
    pub(super) grid: RGBColor,
    /// The line of zero profit.
    pub(super) zero: RGBColor,
    /// The condor.
    pub(super) condor: RGBColor,
    /// The condor at its expiry.
    pub(super) condor_later: RGBColor,
    /// The hedge.
    pub(super) hedge: RGBColor,
    /// Condor and hedge together.
    pub(super) combined: RGBColor,
    /// The two at the condor's expiry.
    pub(super) combined_later: RGBColor,
    /// Tints of the layers, from the shortest tenor to the longest.
    layers: [RGBColor; 4],
    /// Bands of a scale that runs from a loss through nothing, the one in the middle, to a gain.
    pub(super) heat: [RGBColor; 11],
    /// How strongly a soft band covers the paper.
    pub(super) band: f64,
    /// The paper's colour, as SVG writes it around letters and between areas.
    pub(super) halo: &'static str,
    /// The same for thin seams.
    pub(super) seam: &'static str,
}

const LIGHT: Theme = Theme {
    paper: RGBColor(0xfd, 0xfc, 0xfa),
    ink: RGBColor(0x1c, 0x1d, 0x1f),
    soft: RGBColor(0x5b, 0x5e, 0x63),
    grid: RGBColor(0xe9, 0xe6, 0xdf),
    zero: RGBColor(0x6c, 0x6a, 0x64),
    condor: RGBColor(0xc4, 0x4e, 0x0a),
    condor_later: RGBColor(0xbb, 0x7a, 0x52),
    hedge: RGBColor(0x0f, 0x6a, 0xa8),
    combined: RGBColor(0x1c, 0x1d, 0x1f),
    combined_later: RGBColor(0x6d, 0x70, 0x75),
    layers: [
        RGBColor(0x12, 0x6e, 0x82),
        RGBColor(0x4a, 0x9c, 0xc9),
        RGBColor(0x8d, 0x8f, 0xd0),
        RGBColor(0xbd, 0x9c, 0xd6),
    ],
    heat: [
        RGBColor(0xd0, 0x6a, 0x2a),
        RGBColor(0xe0, 0x8d, 0x52),
        RGBColor(0xec, 0xad, 0x7d),
        RGBColor(0xf4, 0xc9, 0xa6),
        RGBColor(0xf9, 0xe1, 0xcd),
        RGBColor(0xf7, 0xf5, 0xf1),
        RGBColor(0xd9, 0xe8, 0xf2),
        RGBColor(0xb9, 0xd6, 0xe9),
        RGBColor(0x93, 0xc0, 0xdd),
        RGBColor(0x6b, 0xa7, 0xcf),
        RGBColor(0x46, 0x8c, 0xbd),
    ],
    band: 0.055,
    halo: "paint-order=\"stroke\" stroke=\"#fdfcfa\" stroke-width=\"32\" stroke-linejoin=\"round\"",
    seam: "stroke=\"#fdfcfa\" stroke-width=\"7\" stroke-linejoin=\"round\"",
};

const DARK: Theme = Theme {
    paper: RGBColor(0x16, 0x18, 0x1b),
    ink: RGBColor(0xe9, 0xe8, 0xe4),
    soft: RGBColor(0xa6, 0xa9, 0xad),
    grid: RGBColor(0x2b, 0x2e, 0x33),
    zero: RGBColor(0x8d, 0x91, 0x97),
    condor: RGBColor(0xf2, 0x8c, 0x57),
    condor_later: RGBColor(0xa8, 0x77, 0x58),
    hedge: RGBColor(0x62, 0xb4, 0xe8),
    combined: RGBColor(0xf4, 0xf3, 0xef),
    combined_later: RGBColor(0x9b, 0x9f, 0xa4),
    layers: [
        RGBColor(0x3e, 0xa8, 0xa2),
        RGBColor(0x3f, 0x83, 0xc0),
        RGBColor(0x6c, 0x6f, 0xc2),
        RGBColor(0x96, 0x6c, 0xb4),
    ],
    heat: [
        RGBColor(0xb3, 0x5c, 0x2b),
        RGBColor(0x95, 0x4d, 0x26),
        RGBColor(0x78, 0x40, 0x22),
        RGBColor(0x5b, 0x34, 0x20),
        RGBColor(0x40, 0x2a, 0x20),
        RGBColor(0x25, 0x27, 0x2a),
        RGBColor(0x20, 0x33, 0x43),
        RGBColor(0x1f, 0x43, 0x5d),
        RGBColor(0x22, 0x55, 0x79),
        RGBColor(0x29, 0x68, 0x96),
        RGBColor(0x35, 0x7c, 0xb3),
    ],
    band: 0.075,
    halo: "paint-order=\"stroke\" stroke=\"#16181b\" stroke-width=\"32\" stroke-linejoin=\"round\"",
    seam: "stroke=\"#16181b\" stroke-width=\"7\" stroke-linejoin=\"round\"",
};

impl Theme {
    /// "light" or "dark".
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        match name {
            "light" => Some(&LIGHT),
            "dark" => Some(&DARK),
            _ => None,
        }
    }

    /// The tint of layer `nth` of `count`, spread evenly over the theme's four.
    pub(super) fn layer(&self, nth: usize, count: usize) -> RGBColor {
        let gaps = self.layers.len() - 1;
        // Whole numbers throughout: `of` steps from one tint to the next, `step` of them taken.
        let of = (count - 1).max(1);
        let (left, step) = ((nth * gaps) / of, (nth * gaps) % of);
        let (a, b) = (self.layers[left.min(gaps)], self.layers[(left + 1).min(gaps)]);
        between(a, b, step, of)
    }

    /// The two together on a day before the condor's expiry, `nth` of three: fainter the nearer to now.
    pub(super) fn combined_on(&self, nth: usize) -> RGBColor {
        between(self.combined_later, self.paper, 2 - nth.min(2), 8)
    }
}

/// A colour `step` of `of` steps from one to another.
fn between(a: RGBColor, b: RGBColor, step: usize, of: usize) -> RGBColor {
    let blend = |a: u8, b: u8| {
        let mixed = (usize::from(a) * (of - step) + usize::from(b) * step) / of;
        u8::try_from(mixed).unwrap_or(u8::MAX)
    };
    RGBColor(blend(a.0, b.0), blend(a.1, b.1), blend(a.2, b.2))
}

/// A colour as HTML and SVG write it.
pub(super) fn hex(color: RGBColor) -> String {
    format!("#{:02x}{:02x}{:02x}", color.0, color.1, color.2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::pow;

    /// Contrast of two colours as WCAG 2 counts it, 1 to 21.
    fn contrast(a: RGBColor, b: RGBColor) -> f64 {
        let light = |color: RGBColor| {
            let part = |value: u8| {
                let value = f64::from(value) / 255.0;
                if value <= 0.040_45 {
                    value / 12.92
                } else {
                    pow((value + 0.055) / 1.055, 2.4)
                }
            };
            0.2126 * part(color.0) + 0.7152 * part(color.1) + 0.0722 * part(color.2) + 0.05
        };
        let (a, b) = (light(a), light(b));
        a.max(b) / a.min(b)
    }

    #[test]
    fn texts_and_lines_stand_out_from_the_paper() {
        for theme in [&LIGHT, &DARK] {
            for text in [theme.ink, theme.soft] {
                assert!(contrast(text, theme.paper) >= 4.5, "{}", hex(text));
            }
            let lines = [
                theme.zero,
                theme.condor,
                theme.condor_later,
                theme.hedge,
                theme.combined,
                theme.combined_later,
            ];
            for line in lines {
                assert!(
                    contrast(line, theme.paper) >= 3.0,
                    "{}: {}",
                    hex(line),
                    contrast(line, theme.paper)
                );
            }
        }
    }

    #[test]
    fn a_line_can_be_followed_across_every_band() {
        for theme in [&LIGHT, &DARK] {
            let middle = theme.heat.len() / 2;
            for (nth, &band) in theme.heat.iter().enumerate() {
                assert!(
                    contrast(theme.ink, band) >= 3.0,
                    "{}: {}",
                    hex(band),
                    contrast(theme.ink, band)
                );
                // The further from zero, the further from the paper: the order shows without any hue.
                let inner = if nth < middle {
                    nth + 1
                } else {
                    nth.max(middle + 1) - 1
                };
                if inner != nth {
                    let (here, there) = (
                        contrast(band, theme.paper),
                        contrast(theme.heat[inner], theme.paper),
                    );
                    assert!(here > 1.08 * there, "{}: {here} after {there}", hex(band));
                }
            }
        }
    }

    #[test]
    fn a_dozen_layers_have_a_dozen_tints() {
        for theme in [&LIGHT, &DARK] {
            assert_eq!(theme.layer(0, 1), theme.layers[0]);
            assert_eq!(theme.layer(11, 12), theme.layers[3]);
            for count in 2..=12 {
                for nth in 1..count {
                    assert_ne!(theme.layer(nth, count), theme.layer(nth - 1, count));
                }
            }
        }
    }
}

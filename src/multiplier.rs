//! A bounded factor on a quantity: a straight line between two ends, flat beyond them.
//!
//! The documents let a hedge grow with signals and with the cost of capital, and give no formula. A factor makes
//! such a rule visible: what went in, what came out, and that it can go no further.

/// A factor that runs straight from one end to the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ramp {
    /// A reading and the factor there.
    pub from: (f64, f64),
    /// Another reading and the factor there; not the same reading.
    pub to: (f64, f64),
}

impl Ramp {
    /// The factor at a reading: between the two ends' factors always.
    pub fn at(&self, reading: f64) -> f64 {
        let share = (reading - self.from.0) / (self.to.0 - self.from.0);
        self.from.1 + (self.to.1 - self.from.1) * share.clamp(0.0, 1.0)
    }
}

/// `value` over `reference`, held between `least` and `most`; 1 where the reference is nothing.
pub fn proportion(value: f64, reference: f64, (least, most): (f64, f64)) -> f64 {
    if reference > 0.0 {
        (value / reference).clamp(least, most)
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ramp_is_straight_between_its_ends_and_flat_beyond() {
        // A weak index asks for more: RSI 40 for 1.25, RSI 70 for 0.75, whichever end is named first.
        let falling = Ramp {
            from: (40.0, 1.25),
            to: (70.0, 0.75),
        };
        let turned = Ramp {
            from: falling.to,
            to: falling.from,
        };
        for (rsi, factor) in [
            (0.0, 1.25),
            (40.0, 1.25),
            (55.0, 1.0),
            (64.0, 0.85),
            (70.0, 0.75),
            (100.0, 0.75),
        ] {
            assert!((falling.at(rsi) - factor).abs() < 1e-15, "RSI {rsi}");
            assert!((turned.at(rsi) - factor).abs() < 1e-15, "RSI {rsi}, turned");
        }
    }

    #[test]
    fn a_proportion_keeps_its_bounds() {
        let bounds = (0.5, 1.5);
        for (value, reference, factor) in [
            (8.0, 8.0, 1.0),
            (10.0, 8.0, 1.25),
            (1.0, 8.0, 0.5),
            (50.0, 8.0, 1.5),
            (8.0, 0.0, 1.0),
        ] {
            assert_eq!(
                proportion(value, reference, bounds),
                factor,
                "{value} over {reference}"
            );
        }
    }
}

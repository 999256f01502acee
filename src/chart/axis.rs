//! Ticks at round numbers, and their labels.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::format::number;
use crate::math::{ceil, floor, round};

/// Round steps within a decade, as whole multiples of a power of ten `shift` below it.
const STEPS: [(f64, usize); 4] = [(1.0, 0), (2.0, 0), (25.0, 1), (5.0, 0)];
/// Powers of ten that steps are made of: 10^-9 (`SMALLEST` below the middle) to 10^15.
const SMALLEST: usize = 9;
const DECADES: usize = 25;

/// Round numbers within a range.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ticks {
    /// The distance from one to the next.
    pub(super) step: f64,
    /// Decimals that tell them apart.
    pub(super) decimals: usize,
    /// The numbers, ascending.
    pub(super) values: Vec<f64>,
}

/// At most `most` gaps of 1, 2, 2.5 or 5 times a power of ten between `low` and `high`.
///
/// Only products and quotients of whole numbers: the same bits everywhere, and ticks that print as themselves.
pub(super) fn ticks(low: f64, high: f64, most: f64) -> Ticks {
    let span = high - low;
    let steps = (0..DECADES).flat_map(|decade| STEPS.map(|(multiple, shift)| (multiple, decade, shift)));
    for (multiple, decade, shift) in steps {
        let (over, under) = if decade >= SMALLEST + shift {
            (multiple * power_of_ten(decade - SMALLEST - shift), 1.0)
        } else {
            (multiple, power_of_ten(SMALLEST + shift - decade))
        };
        let step = over / under;
        if span / step <= most {
            let decimals = (SMALLEST + shift).saturating_sub(decade);
            let (mut nth, last) = (ceil(low / step - 1e-6), floor(high / step + 1e-6));
            let mut values = Vec::new();
            while nth <= last {
                values.push(nth * over / under);
                nth += 1.0;
            }
            return Ticks {
                step,
                decimals,
                values,
            };
        }
    }
    Ticks {
        step: span,
        decimals: 0,
        values: Vec::new(),
    }
}

/// Ten to a small whole power, exact up to 10^22.
fn power_of_ten(power: usize) -> f64 {
    (0..power).fold(1.0, |product, _| product * 10.0)
}

/// The range that holds all values and zero, its ends at half steps so that it does not tremble as values move.
pub(super) fn range_with_zero(values: impl Iterator<Item = f64>, most: f64) -> [f64; 2] {
    let (low, high) = values.fold((0.0_f64, 0.0_f64), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    // A flat line at zero still needs a plot.
    let high = if high - low < 1e-6 { 1.0 } else { high };
    let room = 0.04 * (high - low);
    let half = ticks(low, high, most).step / 2.0;
    let end = |value: f64, room: f64| if value == 0.0 { 0.0 } else { value + room };
    [
        floor(end(low, -room) / half) * half,
        ceil(end(high, room) / half) * half,
    ]
}

/// Dollars on an axis: "$500", "−$12.5k", "$1.2M"; `largest` on the axis decides for all.
pub(super) fn short_dollars(value: f64, largest: f64) -> String {
    let (unit, letter) = match largest {
        large if large >= 1e9 => (1e9, "B"),
        large if large >= 1e6 => (1e6, "M"),
        large if large >= 1e4 => (1e3, "k"),
        _ => (1.0, ""),
    };
    let amount = value.abs() / unit;
    let decimals = (0..6)
        .find(|&decimals| is_whole(amount * power_of_ten(decimals)))
        .unwrap_or(6);
    let text = number(amount, decimals);
    let sign = if value < 0.0 { "\u{2212}" } else { "" };
    if value == 0.0 {
        String::from("$0")
    } else {
        format!("{sign}${text}{letter}")
    }
}

fn is_whole(value: f64) -> bool {
    (value - round(value)).abs() < 1e-6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_within_the_range() {
        assert_eq!(
            ticks(6544.0, 7733.0, 6.0).values,
            [6600.0, 6800.0, 7000.0, 7200.0, 7400.0, 7600.0]
        );
        assert_eq!(ticks(-0.61, 0.3, 4.0).values, [-0.5, -0.25, 0.0, 0.25]);
        assert_eq!(ticks(0.0, 0.29, 3.0).values, [0.0, 0.1, 0.2]);
        assert_eq!(ticks(0.0, 0.29, 3.0).decimals, 1);
        assert_eq!(ticks(0.0, 0.7, 3.0).decimals, 2);
        assert_eq!(
            ticks(17.95, 34.1, 7.0).values,
            [20.0, 22.5, 25.0, 27.5, 30.0, 32.5]
        );
    }

    #[test]
    fn a_range_holds_zero_and_ends_at_half_steps() {
        assert_eq!(
            range_with_zero([-23_000.0, 12_000.0].into_iter(), 7.0),
            [-25_000.0, 15_000.0]
        );
        assert_eq!(range_with_zero([0.0].into_iter(), 5.0), [0.0, 1.1]);
        assert_eq!(range_with_zero([40.0].into_iter(), 5.0), [0.0, 45.0]);
    }

    #[test]
    fn dollars_on_an_axis_are_short() {
        assert_eq!(short_dollars(-12_500.0, 20_000.0), "\u{2212}$12.5k");
        assert_eq!(short_dollars(10_000.0, 20_000.0), "$10k");
        assert_eq!(short_dollars(2_500.0, 5_000.0), "$2,500");
        assert_eq!(short_dollars(0.0, 5e7), "$0");
        assert_eq!(short_dollars(1_250_000.0, 5e6), "$1.25M");
        assert_eq!(short_dollars(0.5, 1.0), "$0.5");
    }
}

//! Seeded draws of a standard normal number: the same on every target, and the same however they are taken in turns.

use rand_pcg::Pcg32;
use rand_pcg::rand_core::Rng;

use crate::math::inverse_normal_cdf;

/// The generator's stream, that of its reference implementation's example.
const STREAM: u64 = 54;
/// Width of the cells that the unit interval is cut into, 2^-52: their middles are doubles, none of them 0 or 1.
const CELL: f64 = 1.0 / 4_503_599_627_370_496.0;

/// A sequence of independent standard normal draws, given by its seed.
///
/// Each draw is the normal quantile of a uniform one, so it takes what [`crate::math`] takes and nothing of a
/// platform; ready-made samplers call the platform's logarithms. O'Neill, "PCG: A Family of Simple Fast
/// Space-Efficient Statistically Good Algorithms for Random Number Generation" (2014).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandardNormal {
    generator: Pcg32,
}

impl StandardNormal {
    /// The sequence of a seed.
    pub fn seeded(seed: u64) -> Self {
        Self {
            generator: Pcg32::new(seed, STREAM),
        }
    }

    /// The next draw, within 8.3 standard deviations.
    pub fn draw(&mut self) -> f64 {
        let high = u64::from(self.generator.next_u32());
        let low = u64::from(self.generator.next_u32());
        inverse_normal_cdf(middle_of_cell(((high << 32) | low) >> 12))
    }
}

#[expect(clippy::cast_precision_loss, reason = "52 bits and a half fit in a double")]
fn middle_of_cell(cell: u64) -> f64 {
    (cell as f64 + 0.5) * CELL
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first numbers of the reference implementation's demonstration, seed 42 on stream 54.
    #[test]
    fn the_generator_is_the_published_one() {
        let mut draws = StandardNormal::seeded(42);
        let numbers = [0; 6].map(|_: u32| draws.generator.next_u32());
        let published = [
            0xa15c_02b7,
            0x7b47_f409,
            0xba1d_3330,
            0x83d2_f293,
            0xbfa4_784b,
            0xcbed_606e,
        ];
        assert_eq!(numbers, published);
    }

    #[test]
    fn cells_stay_inside_the_unit_interval() {
        assert!(middle_of_cell(0) > 0.0 && middle_of_cell((1 << 52) - 1) < 1.0);
        assert!(inverse_normal_cdf(middle_of_cell(0)).is_finite());
        assert!(inverse_normal_cdf(middle_of_cell((1 << 52) - 1)).is_finite());
    }

    /// Mean, variance, third and fourth moment of 200,000 draws, each within four of its standard errors.
    #[test]
    fn draws_have_the_moments_of_the_normal_law() {
        let mut draws = StandardNormal::seeded(1);
        let count = 200_000;
        let mut sums = [0.0; 4];
        for _ in 0..count {
            let z = draws.draw();
            for (sum, power) in sums.iter_mut().zip([z, z * z, z * z * z, z * z * z * z]) {
                *sum += power / f64::from(count);
            }
        }
        // Variances of z, z^2, z^3, z^4: 1, 2, 15, 96.
        for ((found, expected), variance) in sums
            .into_iter()
            .zip([0.0, 1.0, 0.0, 3.0])
            .zip([1.0, 2.0, 15.0, 96.0])
        {
            let error = crate::math::sqrt(variance / f64::from(count));
            assert!(
                (found - expected).abs() < 4.0 * error,
                "{found} is not {expected}"
            );
        }
    }
}

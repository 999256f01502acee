//! Elementary functions and the normal law, the same bits on every target.
//!
//! The only module that may name `libm`: the standard library's `exp`, `ln` and `powf` differ between
//! a host and a browser in the last bit, `libm`'s do not. Products are never fused with sums for the same reason.
//!
//! All functions are total: outside a function's domain the answer is NaN, as in IEEE 754, and NaN gives NaN.

use crate::mills::Mills;

/// e to the power of `x`. Overflows to infinity above 709.78, underflows to 0 below -745.13.
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// `exp(x) - 1`, exact also where `x` is so small that the subtraction would leave nothing.
pub fn exp_m1(x: f64) -> f64 {
    libm::expm1(x)
}

/// Natural logarithm of `x`. Minus infinity at 0, NaN below.
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// `ln(1 + x)`, exact also where `x` is so small that the sum would be 1. Minus infinity at -1, NaN below.
pub fn ln_1p(x: f64) -> f64 {
    libm::log1p(x)
}

/// Square root of `x`, correctly rounded. NaN below 0.
#[cfg(feature = "std")]
#[expect(
    clippy::disallowed_methods,
    reason = "IEEE 754 rounds square roots correctly everywhere; one instruction"
)]
pub fn sqrt(x: f64) -> f64 {
    x.sqrt()
}

/// Square root of `x`, correctly rounded. NaN below 0.
#[cfg(not(feature = "std"))]
pub fn sqrt(x: f64) -> f64 {
    libm::sqrt(x)
}

/// `x`, above 0, to the power of `y`: to about `|y ln x|` times a double's precision.
///
/// The powers here are small (days to the -0.12), so nothing is lost; an exact one is 2 kB of code.
pub fn pow(x: f64, y: f64) -> f64 {
    exp(y * ln(x))
}

/// The largest whole number not above `x`.
pub fn floor(x: f64) -> f64 {
    libm::floor(x)
}

/// The smallest whole number not below `x`.
pub fn ceil(x: f64) -> f64 {
    libm::ceil(x)
}

/// `x` rounded to the nearest whole number, halves away from zero.
pub fn round(x: f64) -> f64 {
    libm::round(x)
}

/// The error function, 2/sqrt(pi) times the integral of exp(-t^2) from 0 to `x`. Between -1 and 1.
pub fn erf(x: f64) -> f64 {
    libm::erf(x)
}

/// The complementary error function, `1 - erf(x)` without the subtraction. Between 0 and 2.
pub fn erfc(x: f64) -> f64 {
    libm::erfc(x)
}

/// The scaled complementary error function, `exp(x^2) erfc(x)`.
///
/// Neither underflows for large `x`, where it falls like `1/(x sqrt(pi))`, nor loses digits there. Relative error
/// below 2e-15 for `x >= 0`. For negative `x` it grows like `2 exp(x^2)` and is infinite below -26.63.
pub fn erfcx(x: f64) -> f64 {
    let half = FRAC_SQRT_2_PI * Mills::at(x.abs() * core::f64::consts::SQRT_2).ratio;
    if x < 0.0 {
        let (square, rest) = exact_square(x);
        let grown = exp(square);
        // An overflow is the answer; its correction would be infinity times zero.
        let grown = if grown.is_finite() {
            grown + grown * rest
        } else {
            grown
        };
        2.0 * grown - half
    } else {
        half
    }
}

/// sqrt(2/pi).
pub(crate) const FRAC_SQRT_2_PI: f64 = 0.797_884_560_802_865_4;
/// 1/sqrt(2 pi), the normal density at 0.
pub(crate) const FRAC_1_SQRT_2PI: f64 = 0.398_942_280_401_432_7;

/// The standard normal density at `z`, 0 at the infinities. Full precision in the far tails as well.
pub fn normal_pdf(z: f64) -> f64 {
    FRAC_1_SQRT_2PI * gauss(z, 0.0)
}

/// The standard normal distribution function: the probability of a draw below `z`.
///
/// Relative error below 2e-15, in the lower tail as in the middle, down to where the answer leaves the normal
/// numbers at `z` = -37.5; below -38.6 it is 0.
pub fn normal_cdf(z: f64) -> f64 {
    // Exactly a half at 0. Further out the rounding of z/sqrt(2) would be squared into the exponent.
    if z.abs() < 0.7 {
        return 0.5 * erfc(-z * core::f64::consts::FRAC_1_SQRT_2);
    }
    let tail = normal_pdf(z) * Mills::at(z.abs()).ratio;
    if z > 0.0 { 1.0 - tail } else { tail }
}

/// The standard normal quantile: the `z` below which a share `p` of draws falls.
///
/// Minus infinity at 0, infinity at 1, NaN outside 0 to 1. Relative error below 1e-15 away from `p` = 1, where
/// the answer is as good as `p` itself. Wichura, "Algorithm AS 241", Applied Statistics 37 (1988) 477.
pub fn inverse_normal_cdf(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * horner(&CENTRE_OVER, r) / horner(&CENTRE_UNDER, r);
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    if tail == 0.0 {
        return if q < 0.0 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    let r = sqrt(-ln(tail));
    let z = if r <= 5.0 {
        horner(&MIDDLE_OVER, r - 1.6) / horner(&MIDDLE_UNDER, r - 1.6)
    } else {
        horner(&FAR_OVER, r - 5.0) / horner(&FAR_UNDER, r - 5.0)
    };
    if q < 0.0 { -z } else { z }
}

/// `exp(-(a^2 + b^2)/2)`, to the last bits even where the exponent is in the hundreds.
///
/// A rounded square would put an error of up to `a^2/2` ulps into the result; the part rounded off is kept.
pub(crate) fn gauss(a: f64, b: f64) -> f64 {
    let (aa, a_rest) = exact_square(a);
    let (bb, b_rest) = exact_square(b);
    let sum = aa + bb;
    // Beyond this the result is 0; leaving here also keeps infinities out of the corrections.
    if sum > 1500.0 {
        return 0.0;
    }
    let (large, small) = if aa > bb { (aa, bb) } else { (bb, aa) };
    let rest = (small - (sum - large)) + (a_rest + b_rest);
    let whole = exp(-0.5 * sum);
    whole - whole * (0.5 * rest)
}

/// `a^2` and what rounding took from it. The second part is exact for |a| between 1e-140 and 1e150.
///
/// Dekker, "A floating-point technique for extending the available precision", Numer. Math. 18 (1971) 224.
fn exact_square(a: f64) -> (f64, f64) {
    // 2^27 + 1 cuts 53 bits into two halves whose products are exact.
    let c = 134_217_729.0 * a;
    let high = c - (c - a);
    let low = a - high;
    let square = a * a;
    (square, ((high * high - square) + 2.0 * high * low) + low * low)
}

/// The polynomial with these coefficients, highest power first.
fn horner(coefficients: &[f64; 8], r: f64) -> f64 {
    coefficients.iter().fold(0.0, |sum, c| sum * r + c)
}

const CENTRE_OVER: [f64; 8] = [
    2.509_080_928_730_122_7e3,
    3.343_057_558_358_813e4,
    6.726_577_092_700_87e4,
    4.592_195_393_154_987e4,
    1.373_169_376_550_946e4,
    1.971_590_950_306_551_3e3,
    1.331_416_678_917_843_8e2,
    3.387_132_872_796_366_5,
];
const CENTRE_UNDER: [f64; 8] = [
    5.226_495_278_852_854e3,
    2.872_908_573_572_194_3e4,
    3.930_789_580_009_271e4,
    2.121_379_430_158_659_7e4,
    5.394_196_021_424_751e3,
    6.871_870_074_920_579e2,
    4.231_333_070_160_091e1,
    1.0,
];
const MIDDLE_OVER: [f64; 8] = [
    7.745_450_142_783_414e-4,
    2.272_384_498_926_918_4e-2,
    2.417_807_251_774_506e-1,
    1.270_458_252_452_368_4,
    3.647_848_324_763_204_5,
    5.769_497_221_460_691,
    4.630_337_846_156_546,
    1.423_437_110_749_683_5,
];
const MIDDLE_UNDER: [f64; 8] = [
    1.050_750_071_644_416_9e-9,
    5.475_938_084_995_345e-4,
    1.519_866_656_361_645_7e-2,
    1.481_039_764_274_800_8e-1,
    6.897_673_349_851e-1,
    1.676_384_830_183_803_8,
    2.053_191_626_637_759,
    1.0,
];
const FAR_OVER: [f64; 8] = [
    2.010_334_399_292_288_1e-7,
    2.711_555_568_743_487_6e-5,
    1.242_660_947_388_078_4e-3,
    2.653_218_952_657_612_4e-2,
    2.965_605_718_285_048_7e-1,
    1.784_826_539_917_291_3,
    5.463_784_911_164_114,
    6.657_904_643_501_103,
];
const FAR_UNDER: [f64; 8] = [
    2.044_263_103_389_939_8e-15,
    1.421_511_758_316_446e-7,
    1.846_318_317_510_054_8e-5,
    7.868_691_311_456_133e-4,
    1.487_536_129_085_061_5e-2,
    1.369_298_809_227_358e-1,
    5.998_322_065_558_88e-1,
    1.0,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_normal_law_keeps_its_edges() {
        assert!(normal_cdf(0.0).to_bits() == 0.5_f64.to_bits());
        assert!(normal_cdf(f64::NEG_INFINITY) == 0.0 && normal_cdf(f64::INFINITY) >= 1.0);
        assert!(normal_pdf(f64::INFINITY) == 0.0 && normal_pdf(-1e300) == 0.0);
        assert!(normal_cdf(f64::NAN).is_nan() && normal_pdf(f64::NAN).is_nan());
        assert!(inverse_normal_cdf(0.0) == f64::NEG_INFINITY && inverse_normal_cdf(1.0) == f64::INFINITY);
        assert!(inverse_normal_cdf(0.5) == 0.0);
        for outside in [-1e-300, 1.0 + f64::EPSILON, f64::NAN, f64::INFINITY] {
            assert!(inverse_normal_cdf(outside).is_nan());
        }
    }

    #[test]
    fn erfcx_neither_overflows_early_nor_turns_into_nothing() {
        assert!(erfcx(f64::INFINITY) == 0.0 && erfcx(f64::NEG_INFINITY) == f64::INFINITY);
        assert!(erfcx(-26.6).is_finite() && erfcx(-26.7) == f64::INFINITY);
        assert!(erfcx(1e308) > 0.0 && erfcx(f64::NAN).is_nan());
        // Where exp(x^2) is still of use, it is the product it is named after: three roundings and the exponent's.
        for i in -20..=20 {
            let x = f64::from(i) * 0.1;
            let product = exp(x * x) * erfc(x);
            assert!((erfcx(x) / product - 1.0).abs() < 8.0 * f64::EPSILON, "{x}");
        }
    }

    /// The table is cut in 32 pieces; a wrong coefficient would show as a step at a cut or a slope that is not the one given.
    #[test]
    fn the_mills_ratio_is_smooth_across_its_table() {
        for piece in 1..32 {
            let cut = 32.0 / f64::from(piece) - 1.0;
            let (below, above) = (Mills::at(cut * (1.0 - 1e-15)), Mills::at(cut * (1.0 + 1e-15)));
            // The two points themselves are 2e-15 apart, and neither part falls faster than by 2 in ln z.
            assert!((below.ratio / above.ratio - 1.0).abs() < 6e-15, "{cut}");
            assert!((below.fall / above.fall - 1.0).abs() < 1e-14, "{cut}");
            let fall = (Mills::at(cut - 1e-4).ratio - Mills::at(cut + 1e-4).ratio) / 2e-4;
            // A central difference leaves out 1e-8/6 of the third derivative, at most 2, and rounding over the step.
            assert!((fall - above.fall).abs() < 1e-8, "{cut}");
        }
    }

    #[test]
    fn exponents_in_the_hundreds_keep_their_last_digits() {
        // exp(-a^2/2) exp(a^2/2) with the square exact by choice of a; 27.25^2/2 = 371.28125.
        assert!((gauss(27.25, 0.0) * exp(371.281_25) - 1.0).abs() < 4.0 * f64::EPSILON);
        // Splitting the exponent between the two arguments changes nothing: 3-4-5.
        assert!((gauss(21.0, 28.0) / gauss(35.0, 0.0) - 1.0).abs() < 2.0 * f64::EPSILON);
        assert!(gauss(1e200, 1.0) == 0.0 && gauss(f64::INFINITY, 0.0) == 0.0);
    }
}

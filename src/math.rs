//! Elementary functions, the same bits on every target.
//!
//! The only module that may name `libm`: the standard library's `exp`, `ln` and `powf` differ between
//! a host and a browser in the last bit, `libm`'s do not.

/// e to the power of `x`.
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// Natural logarithm of `x`.
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// Square root of `x`.
pub fn sqrt(x: f64) -> f64 {
    libm::sqrt(x)
}

/// `x` to the power of `y`.
pub fn pow(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

/// The largest whole number not above `x`.
pub fn floor(x: f64) -> f64 {
    libm::floor(x)
}

/// `x` rounded to the nearest whole number, halves away from zero.
pub fn round(x: f64) -> f64 {
    libm::round(x)
}

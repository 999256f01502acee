//! Derivatives by central differences, for functions that only the whole model defines.

/// Differences of a function around a point: what its slope there is computed from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Differences {
    /// From one step below to one step above.
    pub near: f64,
    /// From two steps below to two steps above.
    pub far: f64,
    /// The step.
    pub step: f64,
}

impl Differences {
    /// Differences of `f` around `x`.
    pub fn around(f: &dyn Fn(f64) -> f64, x: f64, step: f64) -> Self {
        Self {
            near: f(x + step) - f(x - step),
            far: f(x + 2.0 * step) - f(x - 2.0 * step),
            step,
        }
    }

    /// The slope.
    ///
    /// The error falls with the fourth power of the step over the width on which `f` bends; rounding adds
    /// about 1e-16 of `f` over the step.
    pub fn slope(self) -> f64 {
        (8.0 * self.near - self.far) / (12.0 * self.step)
    }
}

/// First derivative of `f` at `x`, from four values `step` and two steps away on either side.
pub fn derivative(f: &dyn Fn(f64) -> f64, x: f64, step: f64) -> f64 {
    Differences::around(f, x, step).slope()
}

/// Second derivative of `f` at `x`, from five values; same order of error.
pub fn second_derivative(f: &dyn Fn(f64) -> f64, x: f64, step: f64) -> f64 {
    let here = f(x);
    let near = f(x + step) + f(x - step);
    let far = f(x + 2.0 * step) + f(x - 2.0 * step);
    (16.0 * near - far - 30.0 * here) / (12.0 * step * step)
}

/// First and second derivative of `f` at `x`, from the five values that the second one takes, and `f(x)` before them.
#[cfg(feature = "study")]
pub fn first_two_derivatives(f: &dyn Fn(f64) -> f64, x: f64, step: f64) -> [f64; 3] {
    let here = f(x);
    let [below, above] = [f(x - step), f(x + step)];
    let [further_below, further_above] = [f(x - 2.0 * step), f(x + 2.0 * step)];
    let around = Differences {
        near: above - below,
        far: further_above - further_below,
        step,
    };
    let bend = 16.0 * (above + below) - (further_above + further_below) - 30.0 * here;
    [here, around.slope(), bend / (12.0 * step * step)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polynomials_of_the_order_come_out_to_rounding() {
        let f = |x: f64| ((x - 2.0) * x + 3.0) * x * x;
        // By hand at 1: f' = 4 - 6 + 6 = 4, f'' = 12 - 12 + 6 = 6.
        assert!((derivative(&f, 1.0, 0.125) - 4.0).abs() < 1e-13);
        assert!((second_derivative(&f, 1.0, 0.125) - 6.0).abs() < 1e-12);
        #[cfg(feature = "study")]
        {
            let [here, slope, bend] = first_two_derivatives(&f, 1.0, 0.125);
            assert_eq!(here, 2.0);
            assert!((slope - 4.0).abs() < 1e-13 && (bend - 6.0).abs() < 1e-12);
        }
    }
}

//! The highest point of a function with one peak.

/// Golden-section steps: each keeps 0.618 of the interval, sixty of them leave a 3e-13th.
const STEPS: u32 = 60;
const GOLDEN: f64 = 0.618_033_988_749_894_9;

/// Where `f` is highest between `low` and `high`, for an `f` that rises to one peak and falls.
///
/// Near the peak `f` is flat, so the place is known to about the square root of a double's precision.
pub fn peak(f: impl Fn(f64) -> f64, low: f64, high: f64) -> f64 {
    climb(&f, low, high)
}

fn climb(f: &dyn Fn(f64) -> f64, low: f64, high: f64) -> f64 {
    let (mut a, mut b) = (low, high);
    let mut left = b - GOLDEN * (b - a);
    let mut right = a + GOLDEN * (b - a);
    let (mut at_left, mut at_right) = (f(left), f(right));
    for _ in 0..STEPS {
        if at_left >= at_right {
            b = right;
            (right, at_right) = (left, at_left);
            left = b - GOLDEN * (b - a);
            at_left = f(left);
        } else {
            a = left;
            (left, at_left) = (right, at_right);
            right = a + GOLDEN * (b - a);
            at_right = f(right);
        }
    }
    f64::midpoint(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_of_a_parabola_is_found() {
        // The square root of 2^-52 is 1.5e-8.
        assert!((peak(|x| 3.0 - (x - 1.25) * (x - 1.25), -4.0, 9.0) - 1.25).abs() < 1e-7);
    }
}

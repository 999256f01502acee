//! Ascending points at which a function is looked at.

use alloc::vec::Vec;

use crate::math::pow;

/// `steps` equal steps from `low` to `high`, the ends included.
pub fn even(low: f64, high: f64, steps: u32) -> Vec<f64> {
    (0..=steps)
        .map(|step| low + (high - low) * f64::from(step) / f64::from(steps))
        .collect()
}

/// `N` points in equal ratios from `low` to `high`, both above zero.
pub fn geometric<const N: usize>(low: f64, high: f64) -> [f64; N] {
    let mut share = 0.0;
    let step = 1.0 / (f64::from(u32::try_from(N).unwrap_or(u32::MAX)) - 1.0);
    core::array::from_fn(|_| {
        let point = low * pow(high / low, share);
        share += step;
        point
    })
}

/// Adds `point` where it belongs among ascending `nodes`, unless it is there already.
pub fn include(nodes: &mut Vec<f64>, point: f64) {
    let place = nodes.partition_point(|&node| node < point);
    if nodes.get(place) != Some(&point) {
        nodes.insert(place, point);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_put_in_order_and_once() {
        let mut nodes = even(0.0, 2.0, 2);
        for point in [1.5, -1.0, 3.0, 1.0] {
            include(&mut nodes, point);
        }
        assert_eq!(nodes, [-1.0, 0.0, 1.0, 1.5, 2.0, 3.0]);
    }
}

//! How many contracts of a hedge a target return leaves room for.

/// The whole numbers of contracts with which the target is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// At most so many.
    AtMost(i32),
    /// At least so many: in this ending the hedge earns.
    AtLeast(i32),
    /// Any number from what is held up: each one more earns.
    Any,
    /// None from nothing up to the most.
    Never,
}

/// Where a value that is worth nothing at the target's rate may lie.
///
/// `worth(q)` is the present value, at the target rate, of everything with `q` contracts in place of the `held` ones. It
/// is met where that is not below zero. Trading costs the same each way, so the value is two straight lines that meet at
/// `held`, bent down there; a contract's fees do not fall with their number. Looked at from 0 to `most`.
pub fn room(worth: impl Fn(i32) -> f64, held: i32, most: i32) -> Room {
    let here = worth(held);
    let up = worth(held.saturating_add(1)) - here;
    if here >= 0.0 {
        if up >= 0.0 {
            return Room::Any;
        }
        let most_more = f64::from(most.saturating_sub(held));
        let more = whole((here / -up).min(most_more));
        return Room::AtMost(settle(&worth, held.saturating_add(more), -1, held));
    }
    if held > 0 {
        let down = worth(held - 1) - here;
        let fewer = -here / down;
        if down > 0.0 && fewer <= f64::from(held) {
            let target = held.saturating_sub(whole(fewer)).min(held - 1);
            return Room::AtMost(settle(&worth, target, -1, 0));
        }
    }
    let more = -here / up;
    if up > 0.0 && more <= f64::from(most.saturating_sub(held)) {
        return Room::AtLeast(settle(&worth, held.saturating_add(whole(more)), 1, most));
    }
    Room::Never
}

/// The first number from `start` on, going by `step` no further than `last`, with which the target is met: rounding
/// leaves the quotient one off at most.
fn settle(worth: &impl Fn(i32) -> f64, start: i32, step: i32, last: i32) -> i32 {
    let mut at = start;
    while at != last && worth(at) < 0.0 {
        at += step;
    }
    at
}

/// The whole part of a number that is not negative and fits.
#[expect(clippy::cast_possible_truncation, reason = "held below the most contracts")]
fn whole(value: f64) -> i32 {
    value as i32
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;
    use proptest::prelude::*;

    /// By hand: 100 left over at 4 contracts, each one more takes 30: three more, seven in all.
    #[test]
    fn the_most_that_the_target_leaves_room_for() {
        let worth = |q: i32| 100.0 - 30.0 * f64::from(q - 4);
        assert_eq!(room(worth, 4, 1000), Room::AtMost(7));
        // 100 short at 4, each one fewer brings 30: four fewer is none at all, and it is met.
        assert_eq!(room(|q| worth(q) - 200.0, 4, 1000), Room::AtMost(0));
        assert_eq!(room(|q| worth(q) - 260.0, 4, 1000), Room::Never);
        // A hedge that earns.
        assert_eq!(room(|q| 30.0 * f64::from(q) - 100.0, 0, 1000), Room::AtLeast(4));
        assert_eq!(room(|q| 30.0 * f64::from(q), 0, 1000), Room::Any);
        // The quotient is whole: ten contracts are met exactly.
        assert_eq!(room(|q| 10.0 - f64::from(q), 0, 1000), Room::AtMost(10));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Against trying every number, for lines bent down at what is held.
        #[test]
        fn it_is_what_trying_every_number_finds(
            here in -900.0_f64..900.0, each in -60.0_f64..60.0, fee in 0.0_f64..9.0, held in 0_i32..40,
        ) {
            const MOST: i32 = 200;
            let worth = |q: i32| {
                let traded = f64::from(q - held);
                here + each * traded - fee * traded.abs()
            };
            let met: Vec<i32> = (0..=MOST).filter(|&q| worth(q) >= 0.0).collect();
            match room(worth, held, MOST) {
                Room::AtMost(q) => prop_assert_eq!(Some(&q), met.last()),
                Room::AtLeast(q) => prop_assert_eq!(Some(&q), met.first()),
                Room::Any => prop_assert!(met.contains(&held) && met.contains(&MOST)),
                Room::Never => prop_assert!(met.is_empty()),
            }
        }
    }
}

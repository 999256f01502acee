//! Whole contracts from a wanted mix: nobody trades a third of a call.

use crate::math::{floor, round};

/// A wanted number this close to a whole one is that whole one: a rounding must not cost a contract.
const WHOLE: f64 = 1e-9;
/// Most contracts of one kind, as many as a layer may hold.
const MOST: f64 = 10_000.0;

/// Whole contracts near a wanted mix, by largest remainder.
///
/// Every number is rounded down; then one contract at a time is added, first where most was cut off (of equals
/// the first), each kind once at most. `enough` ends the adding; a contract that `admits` refuses is left out
/// and the next is tried. Numbers below zero count as zero, above 10,000 as that.
pub fn whole_contracts<const N: usize>(
    wanted: [f64; N],
    admits: impl Fn(&[u32; N]) -> bool,
    enough: impl Fn(&[u32; N]) -> bool,
) -> [u32; N] {
    let wanted = wanted.map(|number| number.clamp(0.0, MOST));
    let mut found = wanted.map(|number| whole(floor(number + WHOLE)));
    let cut: [f64; N] = core::array::from_fn(|index| wanted[index] - f64::from(found[index]));
    let mut order: [usize; N] = core::array::from_fn(|index| index);
    order.sort_by(|&one, &other| cut[other].total_cmp(&cut[one]));
    for index in order.into_iter().filter(|&index| cut[index] > WHOLE) {
        if enough(&found) {
            break;
        }
        let mut more = found;
        more[index] += 1;
        if admits(&more) {
            found = more;
        }
    }
    found
}

/// The whole number nearest to one between zero and ten thousand.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "callers keep it between zero and ten thousand"
)]
pub fn whole(number: f64) -> u32 {
    round(number.clamp(0.0, MOST)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(contracts: &[u32; 3]) -> u32 {
        contracts.iter().sum()
    }

    #[test]
    fn a_whole_mix_stays_as_it_is() {
        let all = |_: &[u32; 3]| true;
        assert_eq!(whole_contracts([4.0, 4.0, 2.0], all, |_| false), [4, 4, 2]);
        // Seven tenths of ten contracts, as doubles have it.
        assert_eq!(
            whole_contracts([0.1 + 0.2 + 3.7, 4.0, 2.0], all, |_| false),
            [4, 4, 2]
        );
    }

    /// Seven of ten in 4/4/2 is 2.8/2.8/1.4: 2/2/1, then the two with 0.8 cut off.
    #[test]
    fn what_was_cut_off_most_comes_back_first() {
        let mix = [2.8, 2.8, 1.4];
        let seven = |contracts: &[u32; 3]| total(contracts) >= 7;
        assert_eq!(whole_contracts(mix, |_| true, seven), [3, 3, 1]);
        let six = |contracts: &[u32; 3]| total(contracts) >= 6;
        assert_eq!(
            whole_contracts(mix, |_| true, six),
            [3, 2, 1],
            "of equals the first"
        );
    }

    /// Prices 5, 3 and 1 against a budget of 21: 2/2/1 costs 17, a first more would cost 22, a second 20, a third 21.
    #[test]
    fn a_contract_that_does_not_fit_is_left_out_and_the_next_is_tried() {
        let cost = |contracts: &[u32; 3]| 5 * contracts[0] + 3 * contracts[1] + contracts[2];
        let found = whole_contracts([2.8, 2.8, 1.4], |more| cost(more) <= 21, |_| false);
        assert_eq!(found, [2, 3, 2]);
    }

    #[test]
    fn numbers_that_make_no_sense_are_held_to_what_a_layer_takes() {
        assert_eq!(
            whole_contracts([-3.0, f64::INFINITY, 0.4], |_| false, |_| false),
            [0, 10_000, 0]
        );
    }
}

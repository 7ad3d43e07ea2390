//! Rewards by weight: stake that is partly locked earns less of one index, and the others earn what it forgoes.

use crate::constants::{MAX_LOCKED_HAIRCUT_BPS, MIN_LOCKED_HAIRCUT_BPS};
use crate::math::testing::Seeded;
use crate::math::{reward_weight, Index, Q64};
use num_bigint::BigUint;
use proptest::prelude::*;

#[test]
fn locked_stake_weighs_less_by_the_haircut() {
    assert_eq!(reward_weight(1_000, 0, 2_000), Some(1_000));
    assert_eq!(reward_weight(1_000, 500, 2_000), Some(900));
    assert_eq!(reward_weight(1_000, 1_000, 2_000), Some(800));
    assert_eq!(reward_weight(1_000, 1_000, 0), Some(1_000));
    assert_eq!(reward_weight(u64::MAX, u64::MAX, 5_000), Some((u64::MAX >> 1) + 1));
}

#[test]
fn the_haircut_is_rounded_down() {
    assert_eq!([4, 5, 9, 10].map(|locked| reward_weight(10, locked, 2_000)), [10, 9, 9, 8].map(Some));
    assert_eq!((reward_weight(1, 1, 5_000), reward_weight(1, 1, 9_999)), (Some(1), Some(1)));
}

#[test]
fn more_haircut_than_stake_is_refused() {
    assert_eq!((reward_weight(1, 2, 5_000), reward_weight(1, 2, 10_000)), (Some(0), None));
    assert_eq!((reward_weight(5, 5, 10_000), reward_weight(5, 5, 10_001)), (Some(0), Some(0)));
    assert_eq!((reward_weight(0, u64::MAX, 1), reward_weight(u64::MAX, u64::MAX, u16::MAX)), (None, None));
}

#[test]
fn a_locked_share_earns_four_fifths_and_the_others_the_rest() {
    let mut index = Index::default();
    let [free, locked] = [0, 500].map(|locked| reward_weight(500, locked, 2_000).unwrap());
    assert_eq!(index.spread(900, free + locked), Some(()));
    let earned = [free, locked].map(|weight| index.earned_floor(Q64::default(), weight));
    assert_eq!(earned, [Some(500), Some(400)]);
}

fn any_haircut() -> impl Strategy<Value = u16> {
    let all = MIN_LOCKED_HAIRCUT_BPS..=MAX_LOCKED_HAIRCUT_BPS;
    prop_oneof![Just(2_000), Just(MIN_LOCKED_HAIRCUT_BPS), Just(MAX_LOCKED_HAIRCUT_BPS), all]
}

proptest! {
    #[test]
    fn a_weight_is_the_formula(staked: u64, locked: u64, haircut_bps in any_haircut()) {
        for locked in [locked % staked.max(1), staked] {
            let haircut = u128::from(locked) * u128::from(haircut_bps) / 10_000;
            let weight = reward_weight(staked, locked, haircut_bps).unwrap();
            prop_assert_eq!(u128::from(weight), u128::from(staked) - haircut);
            // with half of it at least, there is weight wherever there is stake
            prop_assert!(weight >= staked / 2 && (weight > 0) == (staked > 0));
        }
    }

    /// A share of every holder's stake that is locked: what it earns beside what all unlocked would.
    #[test]
    fn what_locked_stake_forgoes_goes_to_the_others(
        stakes in prop::collection::vec((1u64..1 << 56, any::<u64>()), 2..8),
        amounts in prop::collection::vec(0u64..1 << 56, 1..20),
        haircut_bps in any_haircut(),
    ) {
        let weight = |(staked, part): &(u64, u64)| reward_weight(*staked, part % staked, haircut_bps);
        let weights: Vec<u64> = stakes.iter().map(|stake| weight(stake).unwrap()).collect();
        let total: u64 = weights.iter().sum();
        let mut index = Index::default();
        for amount in &amounts {
            index.spread(*amount, total).unwrap();
        }
        let spread: u64 = amounts.iter().sum();
        let mut paid = 0;
        for weight in &weights {
            let earned = index.earned_floor(Q64::default(), *weight).unwrap();
            let exact = BigUint::from(spread) * *weight / total;
            let exact = u64::try_from(exact).unwrap();
            prop_assert!(earned <= exact && exact - earned <= 1);
            paid += earned;
        }
        prop_assert!(paid <= spread && spread - paid <= weights.len() as u64, "nothing is held back");
    }
}

/// Holders who lock, unlock, stake and leave, and the market's sum of their weights, kept by the change of each.
#[test]
fn the_sum_of_weights_pays_out_what_came_in_whatever_is_locked_when() {
    let mut rng = Seeded(19);
    for haircut_bps in [500, 2_000, 5_000].repeat(30) {
        let largest = rng.one_of(&[3, 1_000, 1 << 40, 1 << 58]);
        let (mut index, mut total) = (Index::default(), 0);
        let mut holders = [(0, Q64::default()); 4];
        let (mut spread, mut paid, mut settlements) = (0, 0, 0);
        for _ in 0..80 {
            let holder = rng.between(0, 3) as usize;
            let staked = rng.any_size(0, largest);
            let locked = rng.between(0, staked);
            let new = reward_weight(staked, rng.one_of(&[0, locked, staked]), haircut_bps).unwrap();
            let (weight, checkpoint) = holders[holder];
            paid += index.earned_floor(checkpoint, weight).unwrap();
            settlements += 1;
            holders[holder] = (new, index.per_share);
            total = total - weight + new;
            let amount = rng.any_size(0, 1 << 50);
            if index.spread(amount, total).is_some() {
                spread += amount;
            }
        }
        for (weight, checkpoint) in holders {
            paid += index.earned_floor(checkpoint, weight).unwrap();
            settlements += 1;
        }
        assert!(paid <= spread && spread - paid <= settlements, "{paid} of {spread}");
    }
}

//! [`RewardIndexes`]: the haircut, and that nothing is lost between the two indexes and the quota pool.

use super::{index_at, units};
use crate::math::index::{mul_bps_ceil, RewardIndexes};
use crate::math::{Index, Q64};
use num_bigint::BigUint;
use proptest::prelude::*;

fn growth(before: &Index, after: &Index) -> BigUint {
    after.per_share.bits().wrapping_sub(before.per_share.bits()).into()
}

#[derive(Clone, Copy, Debug)]
struct Stakes {
    total: u64,
    locked: u64,
}

fn any_stakes(largest: u64) -> impl Strategy<Value = Stakes> {
    let totals = prop_oneof![1..=largest, 1u64..1_000];
    totals.prop_flat_map(|total| {
        let locked = prop_oneof![Just(0), Just(total), 0..=total];
        locked.prop_map(move |locked| Stakes { total, locked })
    })
}

fn any_haircut() -> impl Strategy<Value = u16> {
    prop_oneof![Just(0u16), Just(2_000), Just(5_000), 0u16..=5_000]
}

proptest! {
    #[test]
    fn a_spread_loses_no_fraction(
        starts: (u128, u128),
        carries: (u64, u64),
        amount: u64,
        stakes in any_stakes(u64::MAX),
        haircut_bps in any_haircut(),
    ) {
        let Stakes { total, locked } = stakes;
        let before = RewardIndexes {
            unlocked: Index { carry: carries.0, ..index_at(starts.0) },
            locked: Index { carry: carries.1, ..index_at(starts.1) },
        };
        let mut after = before;
        let haircut = after.spread(amount, total, locked, haircut_bps);
        prop_assume!(haircut.is_some());

        let gross = growth(&before.unlocked, &after.unlocked);
        let net = growth(&before.locked, &after.locked);
        let carried = |indexes: &RewardIndexes| BigUint::from(indexes.unlocked.carry) + indexes.locked.carry;
        let earned = &gross * (total - locked) + &net * locked;
        prop_assert_eq!(
            units(amount) + carried(&before),
            earned + units(haircut.unwrap()) + carried(&after)
        );
        prop_assert_eq!(&net, &(&gross * (10_000 - haircut_bps) / 10_000u32));
        if haircut_bps == 0 {
            prop_assert_eq!(gross, net);
        }
    }

    /// With more shares than that, two full carries can make one base unit more of haircut than came in.
    #[test]
    fn a_haircut_is_at_most_the_amount_for_up_to_2_to_the_62_shares(
        carries in (0u64..1 << 62, any::<u64>()),
        amount in prop_oneof![1u64..10, 1..=u64::MAX],
        stakes in any_stakes(1 << 62),
        haircut_bps in any_haircut(),
    ) {
        let mut indexes = RewardIndexes::default();
        (indexes.unlocked.carry, indexes.locked.carry) = carries;
        let haircut = indexes.spread(amount, stakes.total, stakes.locked, haircut_bps);
        prop_assert!(haircut.is_some_and(|haircut| haircut <= amount), "{haircut:?}");
    }

    #[test]
    fn stakers_and_pool_together_get_what_was_spread(
        amounts in prop::collection::vec(1u64..1 << 50, 1..30),
        stakes in any_stakes(1 << 60),
        haircut_bps in any_haircut(),
    ) {
        let Stakes { total, locked } = stakes;
        let mut indexes = RewardIndexes::default();
        let mut pool = 0;
        for amount in &amounts {
            pool += indexes.spread(*amount, total, locked, haircut_bps).unwrap();
        }
        let unlocked = indexes.unlocked.earned_floor(Q64::default(), total - locked).unwrap();
        let earned = unlocked + indexes.locked.earned_floor(Q64::default(), locked).unwrap();
        let spread: u64 = amounts.iter().sum();
        prop_assert!(earned + pool <= spread);
        prop_assert!(spread - earned - pool <= 3); // two fractions of a unit and two carries
    }

    #[test]
    fn mul_bps_ceil_rounds_up(value: u128, shift in 0u32..128, bps: u16) {
        let value = value >> shift;
        let exact = (BigUint::from(value) * bps + 9_999u32) / 10_000u32;
        prop_assert_eq!(mul_bps_ceil(value, bps), u128::try_from(exact).ok());
    }
}

#[test]
fn a_haircut_above_the_whole_is_refused() {
    let spread = |bps| RewardIndexes::default().spread(1_000_000, 10, 10, bps);
    assert_eq!(spread(10_000), Some(1_000_000));
    assert_eq!(spread(10_001), None);
    assert_eq!(RewardIndexes::default().spread(1, 0, 0, 0), None);
}

#[test]
fn an_unlocked_share_earns_all_and_a_locked_share_four_fifths() {
    let mut indexes = RewardIndexes::default();
    assert_eq!(indexes.spread(1_000, 10, 5, 2_000), Some(100));
    assert_eq!(indexes.unlocked.earned_floor(Q64::default(), 5), Some(500));
    assert_eq!(indexes.locked.earned_floor(Q64::default(), 5), Some(400));
}

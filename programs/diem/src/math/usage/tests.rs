//! What counts as use: the formula against big integers, its edges, and that splitting use never makes it more.

use super::{price_step_floor, Contribution, Measure, Served};
use crate::constants::{BPS, CREDIT_UNIT};
use crate::math::paid_credits_floor;
use num_bigint::BigUint;
use proptest::prelude::*;

/// A million base units per credit, so that one base unit buys one micro-credit; a step of 5 %, and a match of 20 %.
const MEASURE: Measure =
    Measure { reference_price: 1_000_000, max_price_step_bps: 500, quota_match_bps: 2_000 };

fn served(diem: u64, bought: u64, quota: u64) -> Served {
    Served { diem, bought, quota }
}

fn count(diem: u64, bought: u64, quota: u64, capacity: u64) -> Contribution {
    MEASURE.contribution(&served(diem, bought, quota), capacity).unwrap()
}

fn any_size() -> impl Strategy<Value = u64> {
    let sizes = (0u32..64, any::<u64>()).prop_map(|(shift, word)| word >> shift);
    prop_oneof![8 => sizes, 1 => Just(u64::MAX), 1 => 0u64..3]
}

fn any_served() -> impl Strategy<Value = Served> {
    [any_size(), any_size(), any_size()].prop_map(|[diem, bought, quota]| Served { diem, bought, quota })
}

fn any_measure() -> impl Strategy<Value = Measure> {
    let bps = || prop_oneof![4 => 0u16..=BPS, 1 => any::<u16>()];
    let prices = prop_oneof![any_size(), 1u64..1 << 50];
    (prices.prop_map(|price| price.max(1)), bps(), bps()).prop_map(
        |(reference_price, max_price_step_bps, quota_match_bps)| Measure {
            reference_price,
            max_price_step_bps,
            quota_match_bps,
        },
    )
}

#[test]
fn at_the_reference_price_a_credit_counts_for_one() {
    let expected = Contribution { paid: 300, used: 400, rewardable: 60, price_sum: 300_000_000 };
    assert_eq!(count(300, 300, 100, 1_000), expected);
}

#[test]
fn below_it_for_what_was_paid_of_it_and_above_it_for_one() {
    let cheap = count(150, 300, 0, 1_000);
    assert_eq!((cheap.paid, cheap.used, cheap.price_sum), (150, 150, 150 * 950_000));
    let dear = count(600, 300, 0, 1_000);
    assert_eq!((dear.paid, dear.used, dear.price_sum), (300, 300, 300 * 1_050_000));
}

#[test]
fn within_a_step_the_price_is_what_was_paid() {
    let price = |diem| count(diem, 1_000, 0, 5_000).price_sum / u128::from(count(diem, 1_000, 0, 5_000).paid);
    assert_eq!(
        [949, 950, 951, 1_000, 1_049, 1_050, 1_051].map(price),
        [950_000, 950_000, 951_000, 1_000_000, 1_049_000, 1_050_000, 1_050_000]
    );
}

#[test]
fn what_was_free_counts_for_nothing() {
    assert_eq!(count(0, 0, 500, 1_000), Contribution::default(), "quota without payment");
    assert_eq!(count(0, 300, 500, 1_000), Contribution::default(), "credits without payment");
    assert_eq!(count(300, 0, 500, 1_000), Contribution::default(), "payment that bought nothing");
    let small = Measure { reference_price: 301_000_000, ..MEASURE };
    assert_eq!(
        small.contribution(&served(300, 300, 500), 1_000),
        Some(Contribution::default()),
        "less than a unit"
    );
}

#[test]
fn quota_at_most_doubles_what_was_paid_for() {
    let used = |quota| count(200, 200, quota, 1_000).used;
    assert_eq!([0, 100, 200, 201, u64::MAX].map(used), [200, 300, 400, 400, 400]);
}

#[test]
fn nothing_counts_past_the_capacity_and_rewards_follow_what_was_paid() {
    let all = |capacity| {
        let Contribution { paid, used, rewardable, price_sum } = count(600, 600, 600, capacity);
        (paid, used, rewardable, price_sum)
    };
    assert_eq!(all(1_200), (600, 1_200, 120, 600_000_000));
    assert_eq!(all(1_000), (600, 1_000, 120, 600_000_000));
    assert_eq!(all(500), (500, 500, 120, 500_000_000));
    assert_eq!(all(0), (0, 0, 120, 0));
}

#[test]
fn rewardable_is_the_match_of_what_was_paid_for() {
    let rewardable = |quota_match_bps, quota| {
        Measure { quota_match_bps, ..MEASURE }
            .contribution(&served(999, 999, quota), 5_000)
            .unwrap()
            .rewardable
    };
    assert_eq!([0, 1, 11, 2_000, 10_000].map(|bps| rewardable(bps, 5_000)), [0, 0, 1, 199, 999]);
    assert_eq!((rewardable(2_000, 198), rewardable(2_000, 199), rewardable(2_000, 0)), (198, 199, 0));
}

#[test]
fn the_largest_inputs_are_counted() {
    let most = served(u64::MAX, u64::MAX, u64::MAX);
    let whole = Contribution {
        paid: u64::MAX,
        used: u64::MAX,
        rewardable: u64::MAX / 5,
        price_sum: u128::from(u64::MAX) * 1_000_000,
    };
    assert_eq!(MEASURE.contribution(&most, u64::MAX), Some(whole));
    let dearest = Measure { reference_price: u64::MAX, max_price_step_bps: BPS, quota_match_bps: u16::MAX };
    let expected = Contribution {
        paid: CREDIT_UNIT,
        used: 2 * CREDIT_UNIT,
        rewardable: 6_553_500,
        price_sum: u128::from(CREDIT_UNIT) * u128::from(CREDIT_UNIT),
    };
    assert_eq!(dearest.contribution(&most, u64::MAX), Some(expected));
    let one = Measure { reference_price: 1, max_price_step_bps: 10, quota_match_bps: u16::MAX };
    let lowest = one.contribution(&served(u64::MAX, u64::MAX, u64::MAX), u64::MAX).unwrap();
    assert_eq!((lowest.rewardable, lowest.price_sum), (u64::MAX, 2 * u128::from(u64::MAX)));
}

#[test]
fn there_is_no_use_without_a_reference_price() {
    let none = Measure { reference_price: 0, ..MEASURE };
    assert_eq!(none.contribution(&served(5, 5, 5), 5), None);
}

#[test]
fn a_step_is_at_least_a_base_unit() {
    assert_eq!(
        [0, 1, 199, 200, 399, 400].map(|price| price_step_floor(price, 50)),
        [1, 1, 1, 1, 1, 2].map(Some)
    );
    assert_eq!(
        (price_step_floor(u64::MAX, BPS), price_step_floor(u64::MAX, BPS + 1)),
        (Some(u64::MAX), None)
    );
    assert_eq!(price_step_floor(u64::MAX, 0), Some(1));
}

/// The documented formula in big integers.
fn exact(measure: &Measure, served: &Served, capacity: u64) -> [BigUint; 4] {
    let Served { diem, bought, quota } = *served;
    let big = BigUint::from;
    let price_of = |credits: u64| big(diem) * CREDIT_UNIT / credits;
    let worth = price_of(measure.reference_price).min(big(bought));
    let paid = worth.clone().min(big(capacity));
    let used = (&worth + big(quota).min(worth.clone())).min(big(capacity));
    let rewardable = (worth * measure.quota_match_bps / BPS).min(big(quota));
    let step = (big(measure.reference_price) * measure.max_price_step_bps / BPS).max(big(1));
    let price_sum = if paid == BigUint::ZERO {
        BigUint::ZERO
    } else {
        let lowest = big(measure.reference_price) - step.clone().min(big(measure.reference_price));
        let highest = (big(measure.reference_price) + step).min(big(u64::MAX));
        &paid * price_of(bought).clamp(lowest, highest)
    };
    [paid, used, rewardable, price_sum]
}

proptest! {
    #[test]
    fn a_contribution_is_the_formula(
        measure in any_measure(),
        (served, capacity) in (any_served(), any_size()),
    ) {
        prop_assume!(price_step_floor(measure.reference_price, measure.max_price_step_bps).is_some());
        let counted = measure.contribution(&served, capacity).unwrap();
        let Contribution { paid, used, rewardable, price_sum } = counted;
        let counted = [paid, used, rewardable].map(BigUint::from);
        let [exact_paid, exact_used, exact_rewardable, exact_sum] = exact(&measure, &served, capacity);
        prop_assert_eq!(counted, [exact_paid, exact_used, exact_rewardable]);
        prop_assert_eq!(BigUint::from(price_sum), exact_sum);
        // what the records and the price rely on
        prop_assert!(paid <= used && u128::from(used) <= 2 * u128::from(paid));
        prop_assert!(used <= capacity && rewardable <= served.quota);
    }

    #[test]
    fn more_never_counts_for_less(
        measure in any_measure(),
        less in any_served(),
        (more, capacity) in (any_served(), any_size()),
    ) {
        prop_assume!(measure.max_price_step_bps <= BPS);
        let more = Served {
            diem: less.diem.saturating_add(more.diem),
            bought: less.bought.saturating_add(more.bought),
            quota: less.quota.saturating_add(more.quota),
        };
        let count = |served| measure.contribution(served, capacity).unwrap();
        let (less, more) = (count(&less), count(&more));
        prop_assert!(less.paid <= more.paid && less.used <= more.used && less.rewardable <= more.rewardable);
    }

    /// Use that is spread over two providers never counts for more than the same use of one.
    #[test]
    fn two_providers_gain_nothing_over_one(
        measure in any_measure(),
        (first, second) in (any_served(), any_served()),
        capacities in (any_size(), any_size()),
    ) {
        prop_assume!(measure.max_price_step_bps <= BPS);
        let half = |served: Served| [served.diem, served.bought, served.quota].map(|figure| figure >> 1);
        let ([d1, b1, q1], [d2, b2, q2]) = (half(first), half(second));
        let (c1, c2) = (capacities.0 >> 1, capacities.1 >> 1);
        let one = measure.contribution(&served(d1, b1, q1), c1).unwrap();
        let two = measure.contribution(&served(d2, b2, q2), c2).unwrap();
        let both = measure.contribution(&served(d1 + d2, b1 + b2, q1 + q2), c1 + c2).unwrap();
        prop_assert!(one.paid + two.paid <= both.paid);
        prop_assert!(one.used + two.used <= both.used);
        prop_assert!(one.rewardable + two.rewardable <= both.rewardable);
    }

    /// A channel counts what its running total bought, so that payments in pieces count as the one payment.
    #[test]
    fn pieces_count_as_the_whole(
        price in 1u64..1 << 50,
        payments in prop::collection::vec(0u64..1 << 40, 1..30),
        quota in any_size(),
        capacity in any_size(),
    ) {
        let mut pieces = Served::default();
        let mut settled = 0;
        for payment in &payments {
            let before = paid_credits_floor(settled, price);
            settled += payment;
            pieces.diem += payment;
            pieces.bought += paid_credits_floor(settled, price) - before;
        }
        pieces.quota = quota;
        let once = served(settled, paid_credits_floor(settled, price), quota);
        prop_assert_eq!(pieces, once);
        prop_assert_eq!(MEASURE.contribution(&pieces, capacity), MEASURE.contribution(&once, capacity));
    }

    #[test]
    fn no_input_panics(prices: (u64, u16, u16), figures: [u64; 3], capacity: u64) {
        let (reference_price, max_price_step_bps, quota_match_bps) = prices;
        let measure = Measure { reference_price, max_price_step_bps, quota_match_bps };
        let [diem, bought, quota] = figures;
        let counted = measure.contribution(&served(diem, bought, quota), capacity);
        let step = price_step_floor(reference_price, max_price_step_bps);
        prop_assert!(counted.is_some() || reference_price == 0 || step.is_none());
    }
}

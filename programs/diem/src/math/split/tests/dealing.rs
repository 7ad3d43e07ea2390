//! What a provider gains that pays itself, with any stake and quota of its own.

use super::{any_amount, any_shares, Shares, DEFAULT};
use crate::constants::{BPS, CREDIT_UNIT, MAX_REFERENCE_PRICE};
use crate::math::{paid_credits_floor, reward_pool_floor, FeeSplit, Measure, Served};
use proptest::prelude::*;

/// What comes back of `amount` to a provider that owns all stake: all but the parts of quota pool and treasury.
fn own_parts(shares: &Shares, amount: u64) -> (u64, u64) {
    let FeeSplit { provider, quota, treasury, stakers } = shares.split(amount).unwrap();
    (provider + stakers, quota + treasury)
}

/// A match and a cap that the law allows beside the shares: `match * cap <= (quota + treasury) * 10_000`.
fn any_rules() -> impl Strategy<Value = (Shares, u16, u16)> {
    (any_shares(), 0..=BPS, prop_oneof![1 => Just(u16::MAX), 3 => any::<u16>()]).prop_map(
        |(shares, match_bps, part)| {
            let law = u32::from(shares.quota_bps + shares.treasury_bps) * u32::from(BPS);
            let most = law.checked_div(match_bps.into()).map_or(BPS, |most| most.min(BPS.into()) as u16);
            let cap_bps = (u32::from(most) * u32::from(part) / u32::from(u16::MAX)) as u16;
            (shares, match_bps, cap_bps)
        },
    )
}

#[test]
fn every_payment_of_dust_costs_a_base_unit_or_more() {
    let costs: Vec<u64> = (1..=20).map(|amount| own_parts(&DEFAULT, amount).1).collect();
    assert_eq!(costs, [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3]);
}

proptest! {
    #[test]
    fn a_payment_to_oneself_loses_the_treasurys_part(amount in any_amount(), shares in any_shares()) {
        prop_assume!(amount > 0);
        let FeeSplit { provider, quota, treasury, stakers } = shares.split(amount).unwrap();
        prop_assert!(treasury > 0 && provider + quota + stakers < amount);
    }

    #[test]
    fn pieces_cost_no_less_than_the_whole(
        amounts in prop::collection::vec(0u64..1 << 58, 1..20),
        shares in any_shares(),
    ) {
        let pieces: u64 = amounts.iter().map(|amount| own_parts(&shares, *amount).1).sum();
        prop_assert!(pieces >= own_parts(&shares, amounts.iter().sum()).1);
    }

    /// With all stake, a pool that others filled, and any prices, quotas and reference: what the pool pays for quota that a
    /// payment to oneself makes rewardable is no more than what the payment gave to pool and treasury.
    #[test]
    fn rewards_never_pay_for_a_payment_to_oneself(
        (amount, rules) in (any_amount(), any_rules()),
        reference_price in prop_oneof![1..=MAX_REFERENCE_PRICE, 1u64..1_000_000],
        (price, quota, capacity) in (1u64..1 << 50, any::<u64>(), any::<u64>()),
    ) {
        let (shares, quota_match_bps, cap_bps) = rules;
        let (back, cost) = own_parts(&shares, amount);
        prop_assert_eq!(back + cost, amount);
        let bought = paid_credits_floor(amount, price);
        for bought in [bought, u64::MAX, CREDIT_UNIT] {
            let measure = Measure { reference_price, max_price_step_bps: 500, quota_match_bps };
            let served = Served { diem: amount, bought, quota };
            let counted = measure.contribution(&served, capacity).unwrap();
            let reward = reward_pool_floor(u64::MAX, counted.rewardable, cap_bps, reference_price);
            prop_assert!(reward <= cost, "{reward} for {cost}");
        }
    }
}

//! `index-golden.csv`: one spread of rewards a line, and what a holder earns by it.

use crate::math::index::RewardIndexes;
use crate::math::testing::{check_vectors, row, Seeded};
use crate::math::{Index, Q64};

const HEADER: &str = "unlocked_per_share,unlocked_carry,locked_per_share,locked_carry,\
    amount,total,locked,haircut_bps,shares,\
    unlocked_per_share_after,unlocked_carry_after,locked_per_share_after,locked_carry_after,\
    haircut,unlocked_earned,locked_earned";

struct Case {
    before: RewardIndexes,
    amount: u64,
    total: u64,
    locked: u64,
    haircut_bps: u16,
    shares: u64,
}

#[test]
fn index_golden_is_current() {
    let rows: Vec<String> = cases().iter().map(replay).collect();
    check_vectors("index-golden.csv", HEADER, &rows);
}

fn replay(case: &Case) -> String {
    let Case { before, amount, total, locked, haircut_bps, shares } = case;
    let inputs = [words(before), row(&[amount, total, locked, haircut_bps, shares])].join(",");
    let mut after = *before;
    let Some(haircut) = after.spread(*amount, *total, *locked, *haircut_bps) else {
        return inputs + ",,,,,,,";
    };
    let from_unlocked = after.unlocked.earned_floor(before.unlocked.per_share, *shares).unwrap();
    let from_locked = after.locked.earned_floor(before.locked.per_share, *shares).unwrap();
    [inputs, words(&after), row(&[&haircut, &from_unlocked, &from_locked])].join(",")
}

fn words(indexes: &RewardIndexes) -> String {
    let RewardIndexes { unlocked, locked } = indexes;
    row(&[&unlocked.per_share.bits(), &unlocked.carry, &locked.per_share.bits(), &locked.carry])
}

fn cases() -> Vec<Case> {
    let mut rng = Seeded(5);
    let any_index = |rng: &mut Seeded| {
        let any = (u128::from(rng.word()) << 64) | u128::from(rng.word());
        let bits = rng.one_of(&[0, 1, u128::MAX, u128::MAX - 1_000, any, any, any]);
        let any_carry = rng.any_size(0, 1 << 60);
        Index { per_share: Q64::from_bits(bits), carry: rng.one_of(&[0, any_carry]) }
    };
    let any_case = |rng: &mut Seeded| {
        let any_total = rng.any_size(1, 1 << 62);
        let total = rng.one_of(&[1, any_total, any_total, any_total, any_total]);
        let any_locked = rng.between(0, total);
        let any_haircut = rng.between(0, 5_000) as u16;
        Case {
            before: RewardIndexes { unlocked: any_index(rng), locked: any_index(rng) },
            amount: rng.any_size(0, u64::MAX),
            total,
            locked: rng.one_of(&[0, total, any_locked, any_locked]),
            haircut_bps: rng.one_of(&[0, 2_000, 5_000, any_haircut, any_haircut]),
            shares: rng.between(0, total),
        }
    };
    let mut cases: Vec<Case> = (0..400).map(|_| any_case(&mut rng)).collect();
    let before = RewardIndexes::default();
    cases.push(Case { before, amount: u64::MAX, total: 1, locked: 1, haircut_bps: 0, shares: 1 });
    cases.push(Case { before, amount: u64::MAX, total: 1, locked: 1, haircut_bps: 5_000, shares: 1 });
    cases.push(Case { before, amount: 1, total: u64::MAX, locked: 1, haircut_bps: 2_000, shares: 1 });
    cases.push(Case { before, amount: 1, total: 0, locked: 0, haircut_bps: 2_000, shares: 0 });
    cases.push(Case { before, amount: 1_000, total: 10, locked: 10, haircut_bps: 10_001, shares: 0 });
    cases
}

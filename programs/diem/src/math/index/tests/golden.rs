//! `index-golden.csv`: one spread, and what a holder earns by it, a line.

use crate::math::testing::{cell, check_vectors, row, Seeded};
use crate::math::{Index, Q64};

const HEADER: &str = "per_share,carry,amount,total,shares,per_share_after,carry_after,earned";

struct Case {
    before: Index,
    amount: u64,
    total: u64,
    shares: u64,
}

#[test]
fn index_golden_is_current() {
    let rows: Vec<String> = cases().iter().map(replay).collect();
    check_vectors("index-golden.csv", HEADER, &rows);
}

fn replay(case: &Case) -> String {
    let Case { before, amount, total, shares } = case;
    let inputs = [words(before), row(&[amount, total, shares])].join(",");
    let mut after = *before;
    if after.spread(*amount, *total).is_none() {
        return inputs + ",,,";
    }
    let earned = after.earned_floor(before.per_share, *shares);
    [inputs, words(&after), cell(earned)].join(",")
}

fn words(index: &Index) -> String {
    row(&[&index.per_share.bits(), &index.carry])
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
        let any_shares = rng.between(0, total);
        Case {
            before: any_index(rng),
            amount: rng.any_size(0, u64::MAX),
            total,
            shares: rng.one_of(&[0, total, any_shares, any_shares, any_shares]),
        }
    };
    let mut cases: Vec<Case> = (0..400).map(|_| any_case(&mut rng)).collect();
    let before = Index::default();
    cases.push(Case { before, amount: u64::MAX, total: 1, shares: 1 });
    cases.push(Case { before, amount: u64::MAX, total: 1, shares: 2 });
    cases.push(Case { before, amount: 1, total: u64::MAX, shares: u64::MAX });
    cases.push(Case { before, amount: 0, total: 5, shares: 5 });
    cases.push(Case { before, amount: 1, total: 0, shares: 0 });
    cases.push(Case { before: Index { carry: u64::MAX, ..before }, amount: u64::MAX, total: 1, shares: 1 });
    cases
}

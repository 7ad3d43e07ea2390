//! `bond-golden.csv`: one step of cooling bond a line.

use super::CoolingBond;
use crate::math::testing::{cell, check_vectors, row, Seeded};
use crate::math::Units;

const HEADER: &str = "operation,amount,shares,era,tickets,by,by_era,result,\
    amount_after,shares_after,era_after,tickets_after";

#[derive(Clone, Copy)]
enum Operation {
    Join { amount: u64 },
    Leave { shares: u64, era: u64 },
    Slash { amount: u64 },
}
use Operation::{Join, Leave, Slash};

#[test]
fn bond_golden_is_current() {
    let rows: Vec<String> = cases().into_iter().map(|(bond, operation)| replay(bond, operation)).collect();
    check_vectors("bond-golden.csv", HEADER, &rows);
}

fn replay(before: CoolingBond, operation: Operation) -> String {
    let mut after = before;
    let (name, inputs, result) = match operation {
        Join { amount } => ("join", format!("{amount},"), after.join(amount)),
        Leave { shares, era } => ("leave", row(&[&shares, &era]), after.leave(shares, era)),
        Slash { amount } => ("slash", format!("{amount},"), after.slash(amount).map(|()| amount)),
    };
    let outputs = if result.is_some() { cells(&after) } else { ",,,".into() };
    row(&[&name, &cells(&before), &inputs, &cell(result), &outputs])
}

fn cells(bond: &CoolingBond) -> String {
    let CoolingBond { amount, shares: Units { total, era }, tickets, padding: _ } = bond;
    row(&[amount, total, era, tickets])
}

fn cases() -> Vec<(CoolingBond, Operation)> {
    let mut rng = Seeded(24);
    let mut cases = Vec::new();
    for _ in 0..80 {
        let any_amount = rng.any_size(1, 1 << 60);
        let amount = rng.one_of(&[0, 1, any_amount, any_amount, any_amount, any_amount]);
        let above = rng.any_size(1, 1 << 62);
        let total = amount + rng.one_of(&[0, 1, above, above, amount]);
        let era = rng.one_of(&[0, 3, 70, 1 << 40]);
        let tickets = rng.one_of(&[1, 2, 9]);
        let bond = CoolingBond { amount, shares: Units { total, era }, tickets, padding: [0; 4] };

        let joined = rng.any_size(1, 1 << 60);
        cases.push((bond, Join { amount: joined }));
        let any_shares = rng.between(0, total);
        let shares = rng.one_of(&[0, total, any_shares, any_shares]);
        for by_era in [era, era.saturating_sub(rng.one_of(&[1, 2, 63, 64, 65]))] {
            cases.push((bond, Leave { shares, era: by_era }));
        }
        let slashed = rng.between(0, amount);
        cases.push((bond, Slash { amount: rng.one_of(&[slashed, amount, amount + 1]) }));
    }
    let none = CoolingBond::default();
    cases.extend([
        (none, Join { amount: 5 }),
        (none, Leave { shares: 0, era: 0 }),
        (none, Slash { amount: 1 }),
    ]);
    let full = CoolingBond {
        amount: 1 << 63,
        shares: Units { total: u64::MAX, era: 0 },
        tickets: 1,
        padding: [0; 4],
    };
    cases.extend([
        (full, Join { amount: 1 << 62 }),
        (full, Leave { shares: 1, era: 0 }),
        (full, Slash { amount: 1 }),
    ]);
    cases
}

//! All possible steps.

/// A step. A seat is one owner's place among the providers, taken or free.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    Join {
        seat: usize,
        bond: u64,
        capacity: u64,
        quota: u64,
    },
    Offer {
        seat: usize,
        capacity: u64,
        quota: u64,
    },
    AddBond {
        seat: usize,
        amount: u64,
    },
    Retire {
        seat: usize,
    },
    Slash {
        seat: usize,
        amount: u64,
    },
    AskForBond {
        seat: usize,
        amount: u64,
    },
    TakeBond {
        seat: usize,
    },
    Leave {
        seat: usize,
    },
    /// What one call of `settle` books: DIEM at a price, and quota of the running epoch and of the last.
    Serve {
        seat: usize,
        diem: u64,
        price: u64,
        quota: u64,
        last_quota: u64,
    },
    Distribute {
        seat: usize,
    },
    OpenRecord {
        epoch: u32,
    },
    Report {
        seat: usize,
        epoch: u32,
    },
    Roll,
    Claim {
        seat: usize,
        epoch: u32,
    },
    CloseRecord {
        epoch: u32,
    },
    FundRewards {
        amount: u64,
        duration_secs: i64,
    },
    FundQuota {
        amount: u64,
    },
    Mint {
        amount: u64,
    },
    Burn {
        most: u64,
    },
    ClaimStakers,
    TakeTreasury,
    /// New bounds of the target, match and bond, as governance may set them.
    Govern {
        target_floor: u64,
        target_cap: u64,
        quota_match_bps: u16,
        bond_per_credit: u64,
    },
}

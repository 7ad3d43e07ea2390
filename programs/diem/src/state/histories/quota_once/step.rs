//! All possible steps.

/// A step. Channels are named by their place among the live ones.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    Open {
        wallet: usize,
        provider: usize,
        credits_per_diem: u64,
        deposit: u64,
    },
    Deposit {
        nth: usize,
        amount: u64,
    },
    Stake {
        nth: usize,
        amount: u64,
    },
    Unstake {
        nth: usize,
        amount: u64,
    },
    Withdraw {
        nth: usize,
    },
    RequestClose {
        nth: usize,
    },
    /// The provider asks for the closing.
    Dismiss {
        nth: usize,
    },
    Close {
        nth: usize,
        consenting: bool,
    },
    Collect {
        nth: usize,
    },
    Transfer {
        from: usize,
        to: usize,
        amount: u64,
    },
    /// Of every channel of the provider: all of the epoch's credits that it gave and `beyond` more, and
    /// `diem` more of what was deposited.
    Settle {
        provider: usize,
        epoch: u32,
        beyond: u64,
        diem: u64,
    },
    Offer {
        provider: usize,
        quota: u64,
    },
    Retire {
        provider: usize,
    },
}

mod close_channel;
mod collect;
mod deposit;
mod open_channel;
mod request_close;
mod request_quota_unstake;
mod settle;
mod stake_quota;
mod withdraw_quota;

pub use close_channel::*;
pub use collect::*;
pub use deposit::*;
pub use open_channel::*;
pub use request_close::*;
pub use request_quota_unstake::*;
pub use settle::*;
pub use stake_quota::*;
pub use withdraw_quota::*;

//! One instruction a file: what it may be called with, and the call into DIEM.

mod burn;
mod claim;
mod mint;
mod open;
mod pay;
mod request_unstake;
mod settle;
mod stake;
mod withdraw_unstaked;

pub use burn::*;
pub use claim::*;
pub use mint::*;
pub use open::*;
pub use pay::*;
pub use request_unstake::*;
pub use settle::*;
pub use stake::*;
pub use withdraw_unstaked::*;

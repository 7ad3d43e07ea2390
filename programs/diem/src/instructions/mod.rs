//! One file per instruction: its arguments, its accounts, its handler. Every handler keeps one rhythm: guard,
//! effects in state, CPI, reload and compare, invariant, event.

pub mod channel;
pub mod diem;
pub mod epoch;
pub mod governance;
pub mod market;
pub mod provider;
pub mod staking;
mod transfer;
pub mod views;

pub use channel::*;
pub use diem::*;
pub use epoch::*;
pub use governance::*;
pub use market::*;
pub use provider::*;
pub use staking::*;
pub use views::*;

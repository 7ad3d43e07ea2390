mod cancel_unstake;
mod claim_rewards;
mod close_position;
mod compound_rewards;
mod open_position;
mod request_unstake;
mod stake;
mod withdraw_unstaked;

pub use cancel_unstake::*;
pub use claim_rewards::*;
pub use close_position::*;
pub use compound_rewards::*;
pub use open_position::*;
pub use request_unstake::*;
pub use stake::*;
pub use withdraw_unstaked::*;

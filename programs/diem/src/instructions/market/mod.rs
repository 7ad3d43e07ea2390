mod collect_treasury;
mod create_market;
mod fund_quota;
mod fund_rewards;

pub use collect_treasury::*;
pub use create_market::*;
pub use fund_quota::*;
pub use fund_rewards::*;

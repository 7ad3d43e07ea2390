mod claim_quota_reward;
mod close_epoch_record;
mod open_epoch_record;
mod report_usage;
mod roll_epoch;

pub use claim_quota_reward::*;
pub use close_epoch_record::*;
pub use open_epoch_record::*;
pub use report_usage::*;
pub use roll_epoch::*;

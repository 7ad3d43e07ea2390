//! Money maths: pure functions on plain integers. The rounding direction is in the name, and rounding is
//! always against the caller. `None` means that a result does not fit. Nothing here knows an account.

pub mod bond;
pub mod curve;
pub mod div;
pub mod epoch;
#[cfg(test)]
mod golden;
pub mod index;
pub mod mul_div;
pub mod price;
pub mod q64;
pub mod quota;
pub mod split;
pub mod stream;
pub mod target;
#[cfg(test)]
pub(crate) mod testing;
pub mod utilisation;

pub use bond::{bond_required_ceil, slash_cap_floor, CoolingBond};
pub use curve::Curve;
pub use epoch::{EpochClock, Scheduled};
pub use index::{Index, RewardIndexes};
pub use mul_div::{mul_div_ceil, mul_div_floor};
pub use price::reference_price_step;
pub use q64::Q64;
pub use quota::{paid_credits_floor, quota_credits_floor, reward_floor, reward_pool_floor};
pub use split::{split_fee, FeeSplit, ShareCurve};
pub use stream::Stream;
pub use target::{target_goal_floor, target_step};
pub use utilisation::{counted, ema_after_idle_floor, ema_bps, ema_floor, utilisation_bps_floor};

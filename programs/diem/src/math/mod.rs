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
pub mod units;
pub mod usage;
pub mod utilisation;

pub use bond::{bond_required_ceil, slash_cap_floor, CoolingBond};
pub use curve::Curve;
pub use epoch::{EpochClock, Scheduled};
pub use index::{reward_weight, Index};
pub use mul_div::{mul_div_ceil, mul_div_floor, product};
pub use price::next_reference_price;
pub use q64::Q64;
pub use quota::{
    paid_credits_floor, pool_overflow_floor, pro_rata_floor, quota_credits_floor, reward_floor,
    reward_pool_floor,
};
pub use split::{split_fee, FeeSplit};
pub use stream::Stream;
pub use target::{target_step, TargetGoal};
pub use units::Units;
pub use usage::{price_step_floor, Contribution, Measure, Served};
pub use utilisation::{ema_after_idle_floor, ema_bps, ema_floor, utilisation_bps_floor, utilisation_sample};

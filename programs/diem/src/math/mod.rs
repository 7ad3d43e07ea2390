//! Money maths: pure functions on plain integers. The rounding direction is in the name, and rounding is
//! always against the caller. `None` means that a result does not fit. Nothing here knows an account.

pub mod curve;
pub mod div;
pub mod index;
pub mod mul_div;
pub mod q64;
pub mod split;
pub mod stream;
#[cfg(test)]
mod testing;

pub use curve::Curve;
pub use index::{Index, RewardIndexes};
pub use mul_div::{mul_div_ceil, mul_div_floor};
pub use q64::Q64;
pub use split::{split_fee, FeeSplit, ShareCurve};
pub use stream::Stream;

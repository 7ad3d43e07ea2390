//! What a consumer signs, and how the program reads it from where the ed25519 precompile verified it.

pub mod message;
pub mod signatures;

pub use message::Voucher;
pub use signatures::SignedVouchers;

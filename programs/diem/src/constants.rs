//! Seeds, units and hard caps. A cap stands here, in code, so that no key can move it.

/// Layout version written into every account.
pub const ACCOUNT_VERSION: u8 = 1;

/// Decimals of every market's DIEM mint.
pub const DIEM_DECIMALS: u8 = 9;
/// DIEM base units in one whole DIEM.
pub const DIEM_UNIT: u64 = 1_000_000_000;
/// Fewest decimals of a VVV mint: rounding may cost or delay a base unit a call, which must be worth nothing.
pub const MIN_VVV_DECIMALS: u8 = 6;
/// The whole, in basis points.
pub const BPS: u16 = 10_000;

pub const MARKET_SEED: &[u8] = b"market";
pub const DIEM_MINT_SEED: &[u8] = b"diem-mint";
pub const STAKE_VAULT_SEED: &[u8] = b"stake-vault";
pub const BOND_VAULT_SEED: &[u8] = b"bond-vault";
pub const REWARD_VAULT_SEED: &[u8] = b"reward-vault";
pub const ESCROW_SEED: &[u8] = b"escrow";
pub const FEE_POOL_SEED: &[u8] = b"fee-pool";
pub const POSITION_SEED: &[u8] = b"position";
pub const TICKET_SEED: &[u8] = b"ticket";
pub const PROVIDER_SEED: &[u8] = b"provider";

const DAY_SECS: i64 = 24 * 60 * 60;

pub const MAX_EPOCH_SECS: i64 = 30 * DAY_SECS;
/// Shared by the stake and the bond cool-down.
pub const MAX_COOLDOWN_SECS: i64 = 90 * DAY_SECS;
pub const MAX_CHANNEL_GRACE_SECS: i64 = 30 * DAY_SECS;
pub const MAX_PARAMS_DELAY_SECS: i64 = 90 * DAY_SECS;
/// One year. Anyone may fund rewards, and a small amount over a long time delays what is already streaming: the
/// cap bounds that to 3.65 days for each per cent that the funder gives away.
pub const MAX_REWARD_DURATION_SECS: i64 = 365 * DAY_SECS;

pub const MAX_STEEPNESS_BPS: u16 = 40_000;
pub const MAX_TARGET_STEP_BPS: u16 = 500;
pub const MAX_LOCKED_HAIRCUT_BPS: u16 = 5_000;
pub const MIN_PROVIDER_SHARE_BPS: u16 = 5_000;
/// Above zero, so that trading with oneself always loses something.
pub const MIN_TREASURY_BPS: u16 = 100;
pub const MAX_TREASURY_BPS: u16 = 1_000;
pub const MAX_PRICE_STEP_BPS: u16 = 1_000;
pub const MAX_SLASH_BPS: u16 = 5_000;

/// Longest endpoint URI in bytes.
pub const MAX_ENDPOINT_LEN: usize = 128;

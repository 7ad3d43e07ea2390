//! Seeds, units and hard caps. A cap stands here, in code, so that no key can move it. The IDL has them all.

use anchor_lang::prelude::constant;

/// Layout version written into every account.
#[constant]
pub const ACCOUNT_VERSION: u8 = 1;

/// Decimals of every market's DIEM mint.
#[constant]
pub const DIEM_DECIMALS: u8 = 9;
/// DIEM base units in one whole DIEM.
#[constant]
pub const DIEM_UNIT: u64 = 1_000_000_000;
/// Fewest decimals of a VVV mint. Rounding may cost or delay one base unit per call, which must be worth almost
/// nothing.
#[constant]
pub const MIN_VVV_DECIMALS: u8 = 6;
/// Micro-credits in one whole credit.
#[constant]
pub const CREDIT_UNIT: u64 = 1_000_000;
/// The whole, in basis points.
#[constant]
pub const BPS: u16 = 10_000;

#[constant]
pub const MARKET_SEED: &[u8] = b"market";
#[constant]
pub const DIEM_MINT_SEED: &[u8] = b"diem-mint";
#[constant]
pub const STAKE_VAULT_SEED: &[u8] = b"stake-vault";
#[constant]
pub const BOND_VAULT_SEED: &[u8] = b"bond-vault";
#[constant]
pub const REWARD_VAULT_SEED: &[u8] = b"reward-vault";
#[constant]
pub const ESCROW_SEED: &[u8] = b"escrow";
#[constant]
pub const FEE_POOL_SEED: &[u8] = b"fee-pool";
#[constant]
pub const POSITION_SEED: &[u8] = b"position";
#[constant]
pub const TICKET_SEED: &[u8] = b"ticket";
#[constant]
pub const PROVIDER_SEED: &[u8] = b"provider";
#[constant]
pub const BOND_TICKET_SEED: &[u8] = b"bond-ticket";
#[constant]
pub const CHANNEL_SEED: &[u8] = b"channel";
#[constant]
pub const EPOCH_SEED: &[u8] = b"epoch";

const DAY_SECS: i64 = 24 * 60 * 60;

#[constant]
pub const MAX_EPOCH_SECS: i64 = 30 * DAY_SECS;
/// Shared by the stake and the bond cool-down.
#[constant]
pub const MAX_COOLDOWN_SECS: i64 = 90 * DAY_SECS;
#[constant]
pub const MAX_CHANNEL_GRACE_SECS: i64 = 30 * DAY_SECS;
#[constant]
pub const MAX_PARAMS_DELAY_SECS: i64 = 90 * DAY_SECS;
/// How long proposed parameters can be applied once their delay is over. After that a proposal needs no
/// watching.
#[constant]
pub const PARAMS_WINDOW_SECS: i64 = 14 * DAY_SECS;
/// One year. Anyone may fund rewards, and a small amount over a long time delays what is already streaming: the
/// cap bounds that to 3.65 days for each per cent that the funder gives away. The shortest time is the stake cool-down.
#[constant]
pub const MAX_REWARD_DURATION_SECS: i64 = 365 * DAY_SECS;

/// Longest time over which fees are streamed.
#[constant]
pub const MAX_FEE_STREAM_SECS: i64 = 365 * DAY_SECS;
/// Fees are streamed over at least so many stake cool-downs, so that stake which comes for one payment and
/// leaves earns little.
#[constant]
pub const FEE_STREAM_COOLDOWNS: i64 = 2;

#[constant]
pub const MIN_STEEPNESS_BPS: u16 = 10_000;
#[constant]
pub const MAX_STEEPNESS_BPS: u16 = 40_000;
/// The target's floor is at least one DIEM, and its cap at least ten times the floor.
#[constant]
pub const MIN_TARGET: u64 = DIEM_UNIT;
#[constant]
pub const MIN_TARGET_RANGE: u64 = 10;
#[constant]
pub const MIN_TARGET_SHARE_BPS: u16 = 1_000;
#[constant]
pub const MAX_USE_EMA_BPS: u16 = 2_000;
/// One per cent. The curve is steep at the target: around a larger step, a burn and a mint would free stake.
#[constant]
pub const MAX_TARGET_STEP_BPS: u16 = 100;
#[constant]
pub const MIN_LOCKED_HAIRCUT_BPS: u16 = 500;
#[constant]
pub const MAX_LOCKED_HAIRCUT_BPS: u16 = 5_000;
/// The bond behind the quota of one DIEM is at least 1 % of `base_rate`, which counts whole credits.
#[constant]
pub const MIN_BOND_PER_BASE_RATE: u64 = 10_000;
const _: () = assert!(MIN_BOND_PER_BASE_RATE * 100 == CREDIT_UNIT);

#[constant]
pub const MIN_PROVIDER_BPS: u16 = 5_000;
#[constant]
pub const MAX_PROVIDER_BPS: u16 = 8_500;
#[constant]
pub const MAX_QUOTA_BPS: u16 = 2_000;
/// Above zero, so that trading with oneself always loses something.
#[constant]
pub const MIN_TREASURY_BPS: u16 = 100;
#[constant]
pub const MAX_TREASURY_BPS: u16 = 1_000;
#[constant]
pub const MIN_STAKERS_BPS: u16 = 500;
#[constant]
pub const MIN_QUOTA_POOL_EPOCHS: u32 = 7;

#[constant]
pub const MAX_UTILISATION_EMA_BPS: u16 = 5_000;
#[constant]
pub const MIN_PRICE_STEP_BPS: u16 = 10;
#[constant]
pub const MAX_PRICE_STEP_BPS: u16 = 1_000;
/// DIEM base units per whole credit: a million DIEM.
#[constant]
pub const MAX_REFERENCE_PRICE: u64 = 1_000_000_000_000_000_u64;
/// The reference price's cap is at least so many times its floor.
#[constant]
pub const MIN_REFERENCE_PRICE_RANGE: u64 = 4;
#[constant]
pub const MIN_SLASH_BPS: u16 = 500;
#[constant]
pub const MAX_SLASH_BPS: u16 = 5_000;

/// Entries that can be paused. No exit has a bit.
#[constant]
pub const PAUSE_STAKE: u8 = 1 << 0;
#[constant]
pub const PAUSE_MINT: u8 = 1 << 1;
#[constant]
pub const PAUSE_OPEN: u8 = 1 << 2;
#[constant]
pub const PAUSE_DEPOSIT: u8 = 1 << 3;
#[constant]
pub const PAUSE_REGISTER: u8 = 1 << 4;
#[constant]
pub const PAUSE_ALL: u8 = PAUSE_STAKE | PAUSE_MINT | PAUSE_OPEN | PAUSE_DEPOSIT | PAUSE_REGISTER;

/// Epochs whose usage a provider remembers: the running one, the settling one, and six in which the quota reward
/// of a closed one can be claimed.
#[constant]
pub const USAGE_EPOCHS: u32 = 8;

/// Most micro-credits that one provider may offer per epoch: 17.6 million credits. The market's sum overflows
/// only with a million such providers.
#[constant]
pub const MAX_CAPACITY: u64 = 1_u64 << 44;

/// A channel's `opened_slot` must lie within so many slots before its opening. The channel closes only after
/// them, so that its address can never be opened again.
#[constant]
pub const OPENING_WINDOW_SLOTS: u64 = 150;

/// First bytes of a voucher.
#[constant]
pub const VOUCHER_TAG: [u8; 8] = *b"DIEMvch1";

/// Longest endpoint URI in bytes.
#[constant]
pub const MAX_ENDPOINT_LEN: u8 = 128;
/// The same, as an array's length.
pub const ENDPOINT_SPACE: usize = 128;
const _: () = assert!(MAX_ENDPOINT_LEN as usize == ENDPOINT_SPACE);

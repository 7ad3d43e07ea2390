/** Constants of the program, and the default parameters of a market. @module */
import { PublicKey } from "@solana/web3.js";
import type { MarketParams } from "./types";

const DAY_SECS = 86_400n;

export { TOKEN_METADATA_PROGRAM_ID } from "./token-metadata";

/** Layout version that this SDK reads. */
export const ACCOUNT_VERSION = 1;

/** Decimals of every market's DIEM mint. */
export const DIEM_DECIMALS = 9;
/** One whole DIEM in base units. */
export const DIEM_UNIT = 1_000_000_000n;
/** Minimum decimals of a VVV mint. */
export const MIN_VVV_DECIMALS = 6;
/** One whole credit in micro-credits. */
export const CREDIT_UNIT = 1_000_000n;
/** The whole, in basis points. */
export const BPS = 10_000;

/** Genesis hashes of the public clusters; a market stores the {@link clusterTag} of its own. */
export const PUBLIC_CLUSTERS = {
  mainnet: "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d",
  testnet: "4uhcVJyU9pJkvQyS88uRDiswHXSCkY3zQawwpjk2NsNY",
  devnet: "EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG",
} as const;

/** Seeds of the program's addresses. */
export const SEEDS = {
  market: "market",
  diemMint: "diem-mint",
  stakeVault: "stake-vault",
  bondVault: "bond-vault",
  rewardVault: "reward-vault",
  escrow: "escrow",
  feePool: "fee-pool",
  position: "position",
  ticket: "ticket",
  provider: "provider",
  bondTicket: "bond-ticket",
  channel: "channel",
  epoch: "epoch",
  eventAuthority: "__event_authority",
} as const;

// Hard caps in the program's code: no key can change them.

/** Longest epoch. */
export const MAX_EPOCH_SECS = 30n * DAY_SECS;
/** Longest cool-down of stakes and of bonds. */
export const MAX_COOLDOWN_SECS = 90n * DAY_SECS;
/** Longest time that a closing channel waits for the provider's last voucher. */
export const MAX_CHANNEL_GRACE_SECS = 30n * DAY_SECS;
/** Longest delay between the announcement of parameters and their use. */
export const MAX_PARAMS_DELAY_SECS = 90n * DAY_SECS;
/** How long announced parameters can be applied once their delay is over. */
export const PARAMS_WINDOW_SECS = 14n * DAY_SECS;
/** Longest time over which rewards can be streamed; the shortest is the stake cool-down. */
export const MAX_REWARD_DURATION_SECS = 365n * DAY_SECS;
/** Longest time over which fees are streamed. */
export const MAX_FEE_STREAM_SECS = 365n * DAY_SECS;
/** Minimum number of stake cool-downs over which fees are streamed. */
export const FEE_STREAM_COOLDOWNS = 2n;
/** Flattest and steepest mint curve: its k, in basis points. */
export const MIN_STEEPNESS_BPS = 10_000;
/** Largest k of the mint curve. */
export const MAX_STEEPNESS_BPS = 40_000;
/** Minimum floor of the target supply, in DIEM base units. */
export const MIN_TARGET = DIEM_UNIT;
/** The target supply's cap is at least this many times its floor. */
export const MIN_TARGET_RANGE = 10n;
/** Minimum part of the smoothed use that the target supply gives as quota. */
export const MIN_TARGET_SHARE_BPS = 1_000;
/** Maximum weight of the newest epoch in the smoothed use. */
export const MAX_USE_EMA_BPS = 2_000;
/** Maximum move of the target supply per epoch. */
export const MAX_TARGET_STEP_BPS = 100;
/** Minimum and maximum part of its VVV rewards that locked stake does not earn. */
export const MIN_LOCKED_HAIRCUT_BPS = 500;
/** Largest part of locked stake that earns no rewards. */
export const MAX_LOCKED_HAIRCUT_BPS = 5_000;
/** The bond behind the quota of one DIEM is at least 1 % of `baseRate`, which counts whole credits. */
export const MIN_BOND_PER_BASE_RATE = CREDIT_UNIT / 100n;
/** Minimum and maximum share of a provider in its revenue. */
export const MIN_PROVIDER_BPS = 5_000;
/** Largest share of a provider in its revenue. */
export const MAX_PROVIDER_BPS = 8_500;
/** Maximum share of the quota pool in revenue. */
export const MAX_QUOTA_BPS = 2_000;
/** Minimum and maximum share of the treasury in revenue. */
export const MIN_TREASURY_BPS = 100;
/** Largest share of the treasury in revenue. */
export const MAX_TREASURY_BPS = 1_000;
/** Minimum share of the stakers in revenue. */
export const MIN_STAKERS_BPS = 500;
/** Minimum number of epochs over which the surplus of the quota pool goes to the stakers. */
export const MIN_QUOTA_POOL_EPOCHS = 7;
/** Maximum weight of the newest epoch in the smoothed utilisation. */
export const MAX_UTILISATION_EMA_BPS = 5_000;
/** Minimum and maximum step of the reference price per epoch. */
export const MIN_PRICE_STEP_BPS = 10;
/** Maximum move of the reference price per epoch. */
export const MAX_PRICE_STEP_BPS = 1_000;
/** Highest cap of the reference price: a million DIEM per whole credit, in base units. */
export const MAX_REFERENCE_PRICE = 1_000_000n * DIEM_UNIT;
/** The reference price's cap is at least this many times its floor. */
export const MIN_REFERENCE_PRICE_RANGE = 4n;
/** Minimum and maximum of the part of a bond that can be slashed per epoch. */
export const MIN_SLASH_BPS = 500;
/** Largest part of a bond that may be slashed per epoch. */
export const MAX_SLASH_BPS = 5_000;
/** Longest endpoint URI in bytes. */
export const MAX_ENDPOINT_LEN = 128;

/** Entries that can be paused, and their bits in a market's `paused`. Exits cannot be paused. */
export const PAUSE = { stake: 1, mint: 2, open: 4, deposit: 8, register: 16 } as const;
/** Everything that can be paused. */
export const PAUSE_ALL = 31;
/** A name of something that can be paused. */
export type Entry = keyof typeof PAUSE;

/** The names of a market's or an event's `paused` bits. */
export function pausedEntries(bits: number): Entry[] {
  return (Object.keys(PAUSE) as Entry[]).filter((entry) => (bits & PAUSE[entry]) !== 0);
}

/**
 * Epochs whose usage a provider remembers: the running one, the settling one, and six in which the quota reward
 * of a closed one can be claimed.
 */
export const USAGE_EPOCHS = 8;
/** Maximum micro-credits that one provider may offer per epoch. */
export const MAX_CAPACITY = 1n << 44n;
/**
 * A channel's `openedSlot` must be within this many slots before its opening. The channel can close only after them, so
 * its address can never be opened again.
 */
export const OPENING_WINDOW_SLOTS = 150n;

/** Length of an epoch unless a market chooses another. */
export const DEFAULT_EPOCH_SECS = DAY_SECS;

/** Whole VVV per DIEM at supply zero, unless a market chooses another rate. */
const DEFAULT_BASE_RATE_VVV = 90n;
/** Whole VVV of bond per whole credit of capacity, unless a market chooses another bond. */
const DEFAULT_BOND_VVV = 2n;

/** The parameters that have a default for every market. The others depend on the market: {@link defaultParams}. */
export const DEFAULT_PARAMS = {
  stakeCooldownSecs: 7n * DAY_SECS,
  bondCooldownSecs: 7n * DAY_SECS,
  channelGraceSecs: DAY_SECS,
  paramsDelaySecs: 7n * DAY_SECS,
  feeStreamSecs: 21n * DAY_SECS,
  targetCap: 400_000n * DIEM_UNIT,
  creditsPerDiem: CREDIT_UNIT,
  quotaPoolEpochs: 30,
  steepnessBps: 20_000,
  targetShareBps: 4_000,
  useEmaBps: 200,
  maxTargetStepBps: 50,
  lockedHaircutBps: 2_000,
  providerBps: 7_500,
  quotaBps: 1_000,
  treasuryBps: 500,
  stakersBps: 1_000,
  quotaMatchBps: 2_000,
  quotaCapBps: 7_500,
  utilisationEmaBps: 1_000,
  maxPriceStepBps: 500,
  maxSlashBps: 2_000,
} as const satisfies Partial<MarketParams>;

/**
 * What a market must choose for itself. `targetFloor` is about 0.4 times the credits an epoch that are expected at the
 * opening, over those that a DIEM gives; `bondPerCredit` is 2 VVV by default.
 */
export type MarketChoices = Pick<
  MarketParams,
  "targetFloor" | "referencePriceFloor" | "referencePriceCap"
> &
  Partial<Pick<MarketParams, "bondPerCredit">> & { readonly vvvDecimals: number };

/**
 * The default parameters of a market: 90 VVV per DIEM at supply zero, in base units of a VVV mint of
 * `vvvDecimals`.
 *
 * @example
 * const params = constants.defaultParams({
 *   vvvDecimals: 9,
 *   targetFloor: 200_000_000_000n, // 200 DIEM
 *   referencePriceFloor: 60_000n, // 0.00006 DIEM per credit
 *   referencePriceCap: 6_000_000n,
 * });
 */
export function defaultParams({ vvvDecimals, ...chosen }: MarketChoices): MarketParams {
  const vvv = 10n ** BigInt(vvvDecimals);
  const bondPerCredit = DEFAULT_BOND_VVV * vvv;
  return { ...DEFAULT_PARAMS, baseRate: DEFAULT_BASE_RATE_VVV * vvv, bondPerCredit, ...chosen };
}

/** The first four bytes of a cluster's genesis hash (base58, as `connection.getGenesisHash()` gives it). */
export function clusterTag(genesisHash: string): Uint8Array {
  return new PublicKey(genesisHash).toBytes().slice(0, 4);
}

/** The UTC midnight at or before `now` (unix seconds): the genesis of a market with days as epochs. */
export function utcMidnight(now: bigint): bigint {
  return now - (((now % DAY_SECS) + DAY_SECS) % DAY_SECS);
}

/** Figures that the program fixes, and those that a market takes unless it chooses others. @module */
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
/** Fewest decimals of a VVV mint. */
export const MIN_VVV_DECIMALS = 6;
/** One whole credit in micro-credits. */
export const CREDIT_UNIT = 1_000_000n;
/** The whole, in basis points. */
export const BPS = 10_000;

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

// Hard caps in the program's code: no key can move them.

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
/** Longest time over which rewards can be streamed. */
export const MAX_REWARD_DURATION_SECS = 365n * DAY_SECS;
/** Steepest mint curve: its k, in basis points. */
export const MAX_STEEPNESS_BPS = 40_000;
/** Furthest that the target supply can move per epoch. */
export const MAX_TARGET_STEP_BPS = 500;
/** Most that locked stake can leave of its VVV rewards for served quota. */
export const MAX_LOCKED_HAIRCUT_BPS = 5_000;
/** Least that a provider keeps of its revenue. */
export const MIN_PROVIDER_SHARE_BPS = 5_000;
/** Least that the treasury takes of revenue. */
export const MIN_TREASURY_BPS = 100;
/** Most that the treasury takes of revenue. */
export const MAX_TREASURY_BPS = 1_000;
/** Furthest that the reference price can move per epoch. */
export const MAX_PRICE_STEP_BPS = 1_000;
/** Most of a bond that can be slashed per epoch. */
export const MAX_SLASH_BPS = 5_000;
/** Longest endpoint URI in bytes. */
export const MAX_ENDPOINT_LEN = 128;

/** What can be paused, and its bit in a market's `paused`: only what comes into a market. */
export const PAUSE = { stake: 1, mint: 2, open: 4, deposit: 8, register: 16 } as const;
/** Everything that can be paused. */
export const PAUSE_ALL = 31;
/** A name of something that can be paused. */
export type Entry = keyof typeof PAUSE;

/** The names of a market's or an event's `paused` bits. */
export function pausedEntries(bits: number): Entry[] {
  return (Object.keys(PAUSE) as Entry[]).filter((entry) => (bits & PAUSE[entry]) !== 0);
}

/** Utilisation within this band leaves the reference price where it is. */
export const PRICE_BAND_LOW_BPS = 4_000;
/** The upper end of the band: above it, the reference price rises. */
export const PRICE_BAND_HIGH_BPS = 6_000;
/**
 * Epochs whose usage a provider remembers: the running one, the settling one, and six in which the quota reward
 * of a closed one can be claimed.
 */
export const USAGE_EPOCHS = 8;
/** Most micro-credits that one provider may offer per epoch. */
export const MAX_CAPACITY = 1n << 44n;
/**
 * A channel's `openedSlot` must lie within so many slots before its opening, and the channel closes only after
 * them, so that its address can never be opened again.
 */
export const OPENING_WINDOW_SLOTS = 150n;

/** Length of an epoch unless a market chooses another. */
export const DEFAULT_EPOCH_SECS = DAY_SECS;

/** Whole VVV per DIEM at supply zero, unless a market chooses another rate. */
const DEFAULT_BASE_RATE_VVV = 90n;

/** The parameters that have a default for every market. The others depend on its tokens: {@link defaultParams}. */
export const DEFAULT_PARAMS = {
  stakeCooldownSecs: 7n * DAY_SECS,
  bondCooldownSecs: 7n * DAY_SECS,
  channelGraceSecs: DAY_SECS,
  paramsDelaySecs: 2n * DAY_SECS,
  targetFloor: 38_000n * DIEM_UNIT,
  targetCap: 400_000n * DIEM_UNIT,
  creditsPerDiem: CREDIT_UNIT,
  steepnessBps: 20_000,
  headroomBps: 10_000,
  maxTargetStepBps: 50,
  lockedHaircutBps: 2_000,
  providerIdleBps: 8_500,
  providerKinkBps: 8_000,
  providerFullBps: 7_000,
  utilisationKinkBps: 7_000,
  treasuryBps: 500,
  utilisationEmaBps: 1_000,
  maxPriceStepBps: 100,
} as const satisfies Partial<MarketParams>;

/** What a market must choose for itself; `maxSlashBps` is a tenth of the bond unless given. */
export type MarketChoices = Pick<
  MarketParams,
  "referencePriceFloor" | "referencePriceCap" | "bondPerCredit" | "rewardCap"
> &
  Partial<Pick<MarketParams, "maxSlashBps">> & { readonly vvvDecimals: number };

/**
 * The default parameters of a market: 90 VVV per DIEM at supply zero, in base units of a VVV mint of
 * `vvvDecimals`.
 *
 * @example
 * const params = constants.defaultParams({
 *   vvvDecimals: 9,
 *   referencePriceFloor: 100_000_000n, // 0.1 DIEM per credit
 *   referencePriceCap: 10_000_000_000n,
 *   bondPerCredit: 1_000_000_000n, // 1 VVV per credit of capacity
 *   rewardCap: 1_000_000_000n,
 * });
 */
export function defaultParams({
  vvvDecimals,
  maxSlashBps = 1_000,
  ...chosen
}: MarketChoices): MarketParams {
  const baseRate = DEFAULT_BASE_RATE_VVV * 10n ** BigInt(vvvDecimals);
  return { ...DEFAULT_PARAMS, ...chosen, baseRate, maxSlashBps };
}

/** The first four bytes of a cluster's genesis hash (base58, as `connection.getGenesisHash()` gives it). */
export function clusterTag(genesisHash: string): Uint8Array {
  return new PublicKey(genesisHash).toBytes().slice(0, 4);
}

/** The UTC midnight at or before `now` (unix seconds): the genesis of a market with days as epochs. */
export function utcMidnight(now: bigint): bigint {
  return now - (((now % DAY_SECS) + DAY_SECS) % DAY_SECS);
}

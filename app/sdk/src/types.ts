import type { Struct } from "./codec/types";

/**
 * Parameters that a market's authority may change after a delay, except `lockedHaircutBps`, which is fixed for a
 * market's life. Amounts in base units, times in seconds.
 */
export type MarketParams = Struct<"marketParams">;

/** The roles of a market and their keys. */
export type Roles = Struct<"roles">;

/** What a provider offers. Operator and endpoint count at once, price and price list from the next epoch on. */
export type ProviderTerms = Struct<"providerTerms">;

/**
 * What a provider served in one epoch: DIEM base units that were paid, and micro-credits that this bought at the
 * channels' prices and that were served as quota.
 */
export type Served = Struct<"served">;

/** A figure whose changes wait for the next epoch: in the epoch before `epoch`, in it, and in every later one. */
export type Scheduled = Struct<"scheduled">;

/** What staked DIEM gave in one epoch, and what was used of it: micro-credits. */
export type Quota = Struct<"quota">;

/** What wallets show of a mint: a name of at most 32 bytes, a symbol of at most 10 and a URI of at most 200. */
export type TokenMetadata = Struct<"tokenMetadata">;

import type { Struct } from "./codec/types";

/** What a market's authority may change under delay. Amounts in base units, times in seconds. */
export type MarketParams = Struct<"marketParams">;

/** Who may do what in a market. */
export type Roles = Struct<"roles">;

/** What a provider offers. A `price` of null follows the market's reference price. */
export type ProviderTerms = Struct<"providerTerms">;

/** A figure whose changes wait for the next epoch: in the epoch before `epoch`, in it, and in every later one. */
export type Scheduled = Struct<"scheduled">;

/** What staked DIEM gave in one epoch, and what was used of it: micro-credits. */
export type Quota = Struct<"quota">;

/** What wallets show of a mint: a name of at most 32 bytes, a symbol of at most 10 and a URI of at most 200. */
export type TokenMetadata = Struct<"tokenMetadata">;

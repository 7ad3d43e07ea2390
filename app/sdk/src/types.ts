import type { Struct } from "./codec/types";

/** What a market's authority may change under delay. Amounts in base units, times in seconds. */
export type MarketParams = Struct<"marketParams">;

/** Who may do what in a market. */
export type Roles = Struct<"roles">;

/** What a provider offers. A `price` of null follows the market's reference price. */
export type ProviderTerms = Struct<"providerTerms">;

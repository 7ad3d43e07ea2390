import type { Struct } from "../codec/types";
import { accountClient, type WithAddress } from "./client";

type Stored = Struct<"provider">;

/**
 * What a provider served in one epoch, and how much of it the epoch's record has: DIEM base units paid, micro-credits
 * bought with it, and micro-credits of quota. `capacity` is in micro-credits, and `rewarded` is the micro-credits of
 * quota whose reward was claimed. `distributed` is 1 where all that was settled by the end of the epoch was distributed
 * when its use was last reported, else 0: only then its quota earns a reward.
 */
export type UsageSlot = Struct<"usageSlot">;

/** A price in DIEM base units per whole credit, and the SHA-256 of its price list. */
export type PriceTerms = Struct<"priceTerms">;

/** What a provider asks in `epoch` (`current`) and in every later one (`next`). */
export type ScheduledTerms = Struct<"scheduledTerms">;

/**
 * A provider's fields. Amounts are base units, times unix seconds, capacities micro-credits per epoch. `totalSettled`
 * and `totalRevenue` are the DIEM base units settled and distributed over its life; `settledDistributed` is what of
 * the settled ones was distributed after it. The notice and `lastQuotaEpoch` count for a retiring provider alone.
 */
export type ProviderFields = Omit<
  Stored,
  "endpoint" | "endpointLen" | "retiring" | "underbonded"
> & {
  /** A URI. */
  readonly endpoint: string;
  /** Whether it takes no new channel, quota, bond or capacity, and leaves when its notice ends. */
  readonly retiring: boolean;
  /** Whether a slash left less bond than the capacity needs. */
  readonly underbonded: boolean;
  /** Eight epochs: epoch e is at index e modulo 8, until a later one takes the place. */
  readonly usage: readonly UsageSlot[];
};
/** A provider and its address. */
export type ProviderAccount = WithAddress<ProviderFields>;

function view({ endpoint, endpointLen, ...rest }: Stored): ProviderFields {
  return {
    ...rest,
    endpoint: new TextDecoder().decode(endpoint.subarray(0, endpointLen)),
    retiring: rest.retiring === 1,
    underbonded: rest.underbonded === 1,
  };
}

/**
 * The terms in `epoch`: what a provider sets counts from the next epoch on.
 *
 * @example
 * const offer = await accounts.provider.fetch(connection, address);
 * const { price } = accounts.provider.termsIn(offer, quotes.epochAt({ clock: market, now }));
 */
function termsIn({ terms }: Pick<ProviderFields, "terms">, epoch: number): PriceTerms {
  return epoch > terms.epoch ? terms.next : terms.current;
}

/**
 * Providers.
 *
 * @example
 * const offers = await accounts.provider.fetchAll(connection, { market });
 */
export const provider = {
  ...accountClient({ name: "provider", filterable: ["market", "owner", "operator"], view }),
  /** The terms in an epoch: what a provider sets counts from the next epoch on. */
  termsIn,
};

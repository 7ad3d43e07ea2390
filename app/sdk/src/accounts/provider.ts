import type { Struct } from "../codec/types";
import { accountClient, type WithAddress } from "./client";

type Stored = Struct<"provider">;
type StoredSlot = Struct<"usageSlot">;

/** What a provider served in one epoch, and how much of it the epoch's record has: micro-credits. */
export type UsageSlot = Omit<StoredSlot, "rewarded"> & {
  /** Whether the epoch's quota reward was claimed. */
  readonly rewarded: boolean;
};

/**
 * A provider's fields. Amounts are base units, times unix seconds, capacities micro-credits per epoch. The notice
 * and `lastQuotaEpoch` count for a retiring provider alone.
 */
export type ProviderFields = Omit<
  Stored,
  "endpoint" | "endpointLen" | "price" | "retiring" | "underbonded" | "usage"
> & {
  /** A URI. */
  readonly endpoint: string;
  /** DIEM base units per whole credit; null follows the market's reference price. */
  readonly price: bigint | null;
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
    price: rest.price === 0n ? null : rest.price,
    retiring: rest.retiring === 1,
    underbonded: rest.underbonded === 1,
    usage: rest.usage.map((slot) => ({ ...slot, rewarded: slot.rewarded === 1 })),
  };
}

/**
 * Providers.
 *
 * @example
 * const offers = await accounts.provider.fetchAll(connection, { market });
 */
export const provider = accountClient({
  name: "provider",
  filterable: ["market", "owner", "operator"],
  view,
});

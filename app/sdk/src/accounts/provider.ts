import type { Struct } from "../codec/types";
import { accountClient, type WithAddress } from "./client";

type Stored = Struct<"provider">;

/** A provider's fields. A `price` of null follows the market's reference price. */
export type ProviderFields = Omit<Stored, "endpoint" | "endpointLen" | "price"> & {
  /** A URI. */
  readonly endpoint: string;
  /** DIEM base units per whole credit. */
  readonly price: bigint | null;
};
/** A provider and its address. */
export type ProviderAccount = WithAddress<ProviderFields>;

function view({ endpoint, endpointLen, price, ...rest }: Stored): ProviderFields {
  return {
    ...rest,
    endpoint: new TextDecoder().decode(endpoint.subarray(0, endpointLen)),
    price: price === 0n ? null : price,
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

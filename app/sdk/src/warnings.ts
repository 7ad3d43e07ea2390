import { clusterTag } from "./constants";
import type { MarketParams } from "./types";

/** Genesis hashes of the clusters that strangers use. */
const PUBLIC_CLUSTERS = {
  mainnet: "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d",
  testnet: "4uhcVJyU9pJkvQyS88uRDiswHXSCkY3zQawwpjk2NsNY",
  devnet: "EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG",
} as const;

const LEAST_DELAY_SECS = 86_400n;

/**
 * What the program allows and users of a market should hear about, one sentence each; none if all is well.
 *
 * @example
 * const tag = constants.clusterTag(await connection.getGenesisHash());
 * for (const warning of marketWarnings({ params, clusterTag: tag })) console.warn(warning);
 */
export function marketWarnings({
  params: { paramsDelaySecs },
  clusterTag: tag,
}: {
  readonly params: Pick<MarketParams, "paramsDelaySecs">;
  readonly clusterTag: Uint8Array;
}): string[] {
  const same = (hash: string) => clusterTag(hash).every((byte, index) => byte === tag[index]);
  const [cluster] = Object.entries(PUBLIC_CLUSTERS).find(([, hash]) => same(hash)) ?? [];
  if (cluster === undefined || paramsDelaySecs >= LEAST_DELAY_SECS) return [];
  return [
    `paramsDelaySecs is ${paramsDelaySecs}: on ${cluster}, users need at least a day (${LEAST_DELAY_SECS}) to leave before parameters change`,
  ];
}

import { constants } from "@diem/sdk";

/** How wallets call a cluster, by the tag that a market keeps of it: one that is not public is a local network. */
export function walletChainOf(clusterTag: Uint8Array): `solana:${string}` {
  const found = Object.entries(constants.PUBLIC_CLUSTERS).find(([, genesisHash]) =>
    constants.clusterTag(genesisHash).every((byte, nth) => byte === clusterTag[nth]),
  );
  return `solana:${found === undefined ? "localnet" : found[0]}`;
}

import type { Connection, PublicKey } from "@solana/web3.js";
import { market as markets, type MarketAccount } from "../accounts/market";
import type { ReadOptions } from "../accounts/client";
import { clusterTag } from "../constants";

import { nodeUnreachable, wrongCluster } from "../errors/client-errors";
import { isDiemError } from "../errors/diem-error";

/** See {@link readMarket}. */
export interface MarketAt extends ReadOptions {
  readonly connection: Connection;
  readonly market: PublicKey;
  /** Whether the market must have been made for the connection's cluster, which takes one request more. */
  readonly checkCluster?: boolean;
}

/**
 * Reads a market that may not be one.
 *
 * @throws `AccountNotFound`, `WrongAccountType`, `WrongCluster`, `NodeUnreachable`.
 */
export async function readMarket({
  connection,
  market: address,
  checkCluster = false,
  ...options
}: MarketAt): Promise<MarketAccount> {
  const endpoint = connection.rpcEndpoint;
  let market: MarketAccount;
  let genesisHash: string | null;
  try {
    [market, genesisHash] = await Promise.all([
      markets.fetch(connection, address, options),
      checkCluster ? connection.getGenesisHash() : null,
    ]);
  } catch (cause) {
    if (isDiemError(cause)) throw cause;
    throw nodeUnreachable({ endpoint, cause });
  }
  const ours = genesisHash === null ? market.clusterTag : clusterTag(genesisHash);
  if (!ours.every((byte, index) => byte === market.clusterTag[index])) {
    throw wrongCluster({ market: address, endpoint });
  }
  return market;
}

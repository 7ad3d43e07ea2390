import type { Connection, PublicKey } from "@solana/web3.js";
import { market as markets, type MarketAccount } from "../accounts/market";
import type { ReadOptions } from "../accounts/client";
import { clusterTag } from "../constants";
import { AccountNotFoundError, AccountTypeError } from "../errors/account-errors";
import { NodeUnreachableError, WrongClusterError } from "../errors/client-errors";

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
 * @throws AccountNotFoundError, AccountTypeError, WrongClusterError, NodeUnreachableError.
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
    if (cause instanceof AccountNotFoundError || cause instanceof AccountTypeError) throw cause;
    throw new NodeUnreachableError({ endpoint, cause });
  }
  const ours = genesisHash === null ? market.clusterTag : clusterTag(genesisHash);
  if (!ours.every((byte, index) => byte === market.clusterTag[index])) {
    throw new WrongClusterError({ market: address, endpoint });
  }
  return market;
}

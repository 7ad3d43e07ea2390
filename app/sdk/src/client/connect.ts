import type { Connection, PublicKey } from "@solana/web3.js";
import { market as markets, type MarketAccount } from "../accounts/market";
import type { ReadOptions } from "../accounts/client";
import { clusterTag } from "../constants";
import { defined } from "../defined";
import { nodeUnreachable, wrongCluster } from "../errors/client-errors";
import { isDiemError } from "../errors/diem-error";
import { bondVault, diemMint, escrow, feePool, rewardVault, stakeVault } from "../pda";
import { marketStanding, type MarketStanding } from "./standing";

/** A market to read, and from where. */
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
export async function readMarket(at: MarketAt): Promise<MarketAccount> {
  const { connection, market, commitment, programId } = at;
  const options = { ...defined({ commitment }), ...defined({ programId }) };
  return onItsCluster(at, async () => {
    const found = await markets.fetch(connection, market, options);
    return { market: found, read: found };
  });
}

/**
 * Reads a market that may not be one as {@link marketStanding} does: at once, as its addresses follow from its own.
 *
 * @throws `AccountNotFound`, `WrongAccountType`, `WrongCluster`, `NodeUnreachable`.
 *
 * @example
 * const { market, supply } = await openMarket({ connection, market: address, checkCluster: true });
 */
export async function openMarket(at: MarketAt): Promise<MarketStanding> {
  const { connection, market, commitment, programId } = at;
  const of = { market, ...defined({ programId }) };
  const keys = {
    market,
    ...{ diemMint: diemMint(of), stakeVault: stakeVault(of), bondVault: bondVault(of) },
    ...{ rewardVault: rewardVault(of), escrow: escrow(of), feePool: feePool(of) },
  };
  const options = { ...defined({ commitment }), ...defined({ programId }) };
  return onItsCluster(at, async () => {
    const read = await marketStanding({ connection, market: keys, ...options });
    return { market: read.market, read };
  });
}

/** Reads a market, and refuses one that was made for another cluster where that is asked for. */
async function onItsCluster<Read>(
  { connection, market: address, checkCluster = false }: MarketAt,
  reading: () => Promise<{ readonly market: MarketAccount; readonly read: Read }>,
): Promise<Read> {
  const endpoint = connection.rpcEndpoint;
  try {
    const [{ market, read }, genesisHash] = await Promise.all([
      reading(),
      checkCluster ? connection.getGenesisHash() : null,
    ]);
    const ours = genesisHash === null ? market.clusterTag : clusterTag(genesisHash);
    if (ours.every((byte, index) => byte === market.clusterTag[index])) return read;
    throw wrongCluster({ market: address, endpoint });
  } catch (cause) {
    if (isDiemError(cause)) throw cause;
    throw nodeUnreachable({ endpoint, cause });
  }
}

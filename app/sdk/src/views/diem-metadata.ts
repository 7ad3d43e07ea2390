import type { Commitment, Connection } from "@solana/web3.js";
import type { MarketKeys } from "../pda";
import { decodeMetadata, metadataOf } from "../token-metadata";
import type { TokenMetadata } from "../types";

/** What wallets show of a market's DIEM, or null if nobody has set it. */
export async function diemMetadata({
  connection,
  market: { diemMint },
  commitment,
}: {
  readonly connection: Connection;
  readonly market: Pick<MarketKeys, "diemMint">;
  readonly commitment?: Commitment;
}): Promise<TokenMetadata | null> {
  const account = await connection.getAccountInfo(metadataOf(diemMint), commitment);
  return account === null ? null : decodeMetadata(account.data);
}

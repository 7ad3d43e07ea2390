import type { Connection } from "@solana/web3.js";
import type { ReadOptions } from "./accounts/client";
import { accountNotFound } from "./errors/account-errors";
import type { MarketKeys } from "./pda";
import { mintSupply } from "./tokens";

/**
 * The DIEM in existence, in base units: what the mint curve and every bill go by.
 *
 * @example
 * const supply = await diemSupply({ connection, market });
 * const { vvvLocked } = quotes.mintCost({ market, supply, amount, now });
 */
export async function diemSupply({
  connection,
  market: { diemMint: address },
  commitment,
}: Pick<ReadOptions, "commitment"> & {
  readonly connection: Connection;
  readonly market: Pick<MarketKeys, "diemMint">;
}): Promise<bigint> {
  const info = await connection.getAccountInfo(address, commitment);
  if (info === null) throw accountNotFound({ kind: "diemMint", address });
  return mintSupply(info.data);
}

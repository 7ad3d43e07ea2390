import type { AccountInfo, Connection, PublicKey } from "@solana/web3.js";
import type { ReadOptions } from "./accounts/client";
import { accountNotFound } from "./errors/account-errors";
import type { MarketKeys } from "./pda";
import { mintSupply } from "./tokens";

/**
 * The DIEM in existence, in base units: the input of the mint curve and of every bill.
 *
 * @example
 * const supply = await diemSupply({ connection, market });
 * const { vvvLocked } = quotes.mintQuote({ market, supply, amount, now });
 */
export async function diemSupply({
  connection,
  market: { diemMint: address },
  commitment,
}: Pick<ReadOptions, "commitment"> & {
  readonly connection: Connection;
  readonly market: Pick<MarketKeys, "diemMint">;
}): Promise<bigint> {
  return supplyOf(address, await connection.getAccountInfo(address, commitment));
}

/** The supply of the DIEM mint, as an account that was read. */
export function supplyOf(
  address: PublicKey,
  info: AccountInfo<Uint8Array> | null | undefined,
): bigint {
  if (info === null || info === undefined) throw accountNotFound({ kind: "diemMint", address });
  return mintSupply(info.data);
}

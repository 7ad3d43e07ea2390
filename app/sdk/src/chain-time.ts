import { type AccountInfo, type Connection, SYSVAR_CLOCK_PUBKEY } from "@solana/web3.js";
import type { ReadOptions } from "./accounts/client";
import { accountNotFound } from "./errors/account-errors";

/** Offset of the unix time (i64) in the clock sysvar. */
const UNIX_TIMESTAMP_OFFSET = 32;

/**
 * The chain's own clock, in unix seconds: the program uses it, and ignores the caller's clock.
 *
 * @example
 * const epoch = quotes.epochAt({ clock: market, now: await chainNow({ connection }) });
 */
export async function chainNow({
  connection,
  commitment,
}: Pick<ReadOptions, "commitment"> & { readonly connection: Connection }): Promise<bigint> {
  return timeOf(await connection.getAccountInfo(SYSVAR_CLOCK_PUBKEY, commitment));
}

/** The unix seconds of the clock sysvar, as an account that was read. */
export function timeOf(info: AccountInfo<Uint8Array> | null | undefined): bigint {
  const address = SYSVAR_CLOCK_PUBKEY;
  if (info === null || info === undefined) throw accountNotFound({ kind: "clock", address });
  const { buffer, byteOffset } = info.data;
  return new DataView(buffer, byteOffset).getBigInt64(UNIX_TIMESTAMP_OFFSET, true);
}

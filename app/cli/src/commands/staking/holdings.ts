import type { PublicKey } from "@solana/web3.js";
import { errors, type OwingPosition, pda } from "@diem/sdk";
import type { MarketContext } from "../../core";

/** The owner's position. Throws `AccountNotFound` if none is open. */
export async function requirePosition(
  { client, market, programId }: MarketContext,
  owner: PublicKey,
): Promise<OwingPosition> {
  const position = await client.read.position(owner);
  if (position !== null) return position;
  const address = pda.position({ market: market.address, owner, programId });
  throw errors.accountNotFound({ kind: "stakePosition", address });
}

import type { PublicKey } from "@solana/web3.js";
import type { OwingPosition } from "@diem/sdk";
import { type OnMarket, RefusedError, type Token } from "../../core";

/** Refuses what is more than there is, in figures, before anything is signed. */
export function requireEnough({
  name,
  token,
  held,
  amount,
  where,
  next,
}: {
  /** As the program would say it. */
  readonly name: "InsufficientBalance" | "InsufficientUnlockedStake";
  readonly token: Token;
  readonly held: bigint;
  readonly amount: bigint;
  /** What holds it: "the wallet". */
  readonly where: string;
  /** What to do about it. */
  readonly next: string;
}): void {
  if (held >= amount) return;
  throw new RefusedError({
    name,
    message: `${where} holds ${token.format(held)}, and ${token.format(amount)} are needed`,
    next,
  });
}

/** The owner's position. Throws a RefusedError `NoPosition` where none is open. */
export async function requirePosition(
  { client, market }: OnMarket,
  owner: PublicKey,
): Promise<OwingPosition> {
  const position = await client.read.position(owner);
  if (position !== null) return position;
  throw new RefusedError({
    name: "NoPosition",
    message: `${owner.toBase58()} has no position in the market ${market.address.toBase58()}`,
    next: "open one with `diem stake <vvv>`, or check --keypair and --market",
  });
}

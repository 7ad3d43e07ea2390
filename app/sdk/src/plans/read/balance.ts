import { DIEM, type Token, vvvOf } from "../../amounts";
import { of } from "../../errors/figures";
import { foreseen } from "../../errors/program-errors";
import { ata, tokenAmount } from "../../tokens";
import type { PlanContext } from "../plan";

/** Throws `InsufficientBalance` if an account holds less. */
export function requireHeld(held: bigint, needed: bigint, token: Token): void {
  if (held >= needed) return;
  throw foreseen("InsufficientBalance", of(token, { held, needed, mostPossible: held }));
}

/** DIEM base units of the owner's associated token account; null if there is none. */
export async function diemOf({
  connection,
  market: { diemMint },
  owner,
}: PlanContext): Promise<bigint | null> {
  const info = await connection.getAccountInfo(ata(diemMint, owner));
  return info === null ? null : tokenAmount(info.data);
}

/** Throws `InsufficientBalance` if the owner's associated token account has less DIEM. */
export async function requireDiem(context: PlanContext, amount: bigint): Promise<void> {
  requireHeld((await diemOf(context)) ?? 0n, amount, DIEM);
}

/** Throws `InsufficientBalance` if the owner's associated token account has less of the market's VVV. */
export async function requireVvv(
  { connection, market: { vvvMint }, owner }: PlanContext,
  amount: bigint,
  state: { readonly vvvDecimals: number },
): Promise<void> {
  const info = await connection.getAccountInfo(ata(vvvMint, owner));
  requireHeld(tokenAmount(info?.data), amount, vvvOf(state));
}

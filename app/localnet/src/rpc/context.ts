import type { Bank } from "../core/bank";
import { invalidParams, JsonRpcError, RpcErrorCode } from "./errors";
import type { ContextConfig } from "./params/configs";

export interface WithContext<T> {
  readonly context: { readonly slot: number };
  readonly value: T;
}

export function withContext<T>(bank: Bank, value: T): WithContext<T> {
  return { context: { slot: Number(bank.shownSlot) }, value };
}

/** Refuses to answer from a state that is older than the caller has seen (`minContextSlot`). */
export function requireContextSlot(
  bank: Bank,
  { minContextSlot = 0 }: Pick<ContextConfig, "minContextSlot"> = {},
): void {
  const contextSlot = Number(bank.shownSlot);
  if (minContextSlot <= contextSlot) return;
  const message = "Minimum context slot has not been reached";
  throw new JsonRpcError(RpcErrorCode.MinContextSlotNotReached, message, { contextSlot });
}

/** A validator keeps no history of blocks that are not confirmed yet. */
export function requireConfirmed({ commitment }: Pick<ContextConfig, "commitment"> = {}): void {
  if (commitment !== "processed") return;
  throw invalidParams("Method does not support commitment below `confirmed`");
}

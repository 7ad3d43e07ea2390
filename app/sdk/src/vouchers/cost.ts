import { CREDIT_UNIT } from "../constants";
import { callCost } from "./call-cost";
import { requireInteger } from "../codec/integers";
import { min, U64_MAX } from "../integers";
import type { Figures } from "./usage";

/** Of credits in micro-credits. */
export const CREDIT_DECIMALS = 6;

/**
 * What a call costs, or may cost at most: micro-credits, which are drawn from the quota first and paid for in DIEM at
 * the channel's price beyond it; or the two parts themselves.
 */
export type Cost = { readonly credits: bigint } | Partial<Figures>;

/**
 * A cost in its two parts, where so much quota is there to be drawn.
 *
 * @throws `InvalidAmount` for a figure that is no u64.
 */
export function partsOf(
  cost: Cost,
  { quota: free, price }: { readonly quota: bigint; readonly price: bigint },
): Figures {
  if (!("credits" in cost)) {
    const { quota = 0n, diem = 0n } = cost;
    requireInteger("u64", quota, "quota");
    requireInteger("u64", diem, "diem");
    return { quota, diem };
  }
  const { credits } = cost;
  requireInteger("u64", credits, "credits");
  const quota = min(credits, free);
  return { quota, diem: callCost({ credits: credits - quota, price }) };
}

/**
 * Micro-credits that figures pay for at a price: the quota, and what the DIEM buys, rounded down.
 *
 * @example
 * const left = ledger.available(channel, { now });
 * const credits = vouchers.creditsOf({ ...left, price: ledger.terms(channel).price });
 */
export function creditsOf({ quota, diem, price }: Figures & { readonly price: bigint }): bigint {
  return price === 0n ? U64_MAX : min(quota + (diem * CREDIT_UNIT) / price, U64_MAX);
}

import { CREDIT_UNIT } from "../constants";
import { requireU64 } from "./integers";

/**
 * DIEM base units that `credits` micro-credits cost at `price` DIEM base units per whole credit, rounded up.
 *
 * @throws `InvalidAmount` for a figure or a cost that is no u64.
 *
 * @example
 * const diem = vouchers.callCost({ credits: 12_500n, price: channel.price });
 */
export function callCost({
  credits,
  price,
}: {
  readonly credits: bigint;
  readonly price: bigint;
}): bigint {
  requireU64("credits", credits);
  requireU64("price", price);
  const cost = (credits * price + CREDIT_UNIT - 1n) / CREDIT_UNIT;
  requireU64("the call's cost", cost);
  return cost;
}

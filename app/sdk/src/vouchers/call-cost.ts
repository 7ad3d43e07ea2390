import { CREDIT_UNIT } from "../constants";
import { requireInteger } from "../codec/integers";
import { mulDivCeil } from "../quotes/math/integers";

/**
 * DIEM base units that `credits` micro-credits cost at `price` DIEM base units per whole credit, rounded up.
 *
 * @throws `InvalidAmount` for a figure that is no u64, `MathOverflow` for a cost that is none.
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
  requireInteger("u64", credits, "credits");
  requireInteger("u64", price, "price");
  return mulDivCeil(credits, price, CREDIT_UNIT);
}

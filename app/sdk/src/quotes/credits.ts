import { CREDIT_UNIT, DIEM_UNIT } from "../constants";
import { least, LOW_WORD, mulDivFloor } from "./integers";

/**
 * Micro-credits an epoch that `diem` staked base units give, at `creditsPerDiem` micro-credits per whole DIEM:
 * `floor(diem * creditsPerDiem / DIEM_UNIT)`. The program's `quota_credits_floor`.
 *
 * @throws QuoteError `MathOverflow` above 64 bits.
 *
 * @example
 * const perEpoch = quotes.quotaCredits({ diem, creditsPerDiem: market.params.creditsPerDiem });
 */
export function quotaCredits({
  diem,
  creditsPerDiem,
}: {
  readonly diem: bigint;
  readonly creditsPerDiem: bigint;
}): bigint {
  return mulDivFloor(diem, creditsPerDiem, DIEM_UNIT);
}

/**
 * Micro-credits that a payment of `diem` base units stands for, at `price` base units per whole credit:
 * `floor(diem * CREDIT_UNIT / price)`, and the last u64 for what passes it or was free. The program's
 * `paid_credits_floor`.
 */
export function paidCredits({
  diem,
  price,
}: {
  readonly diem: bigint;
  readonly price: bigint;
}): bigint {
  return price === 0n ? LOW_WORD : least((diem * CREDIT_UNIT) / price, LOW_WORD);
}

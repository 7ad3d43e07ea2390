import { CREDIT_UNIT, DIEM_UNIT } from "../../constants";
import { mathOverflow } from "../../errors/math-overflow";
import { min, U64_MAX } from "../../integers";
import { clamp, mulDivFloor } from "./integers";

/**
 * Micro-credits an epoch that `diem` staked base units give, at `creditsPerDiem` micro-credits per whole DIEM:
 * `floor(diem * creditsPerDiem / DIEM_UNIT)`. The program's `quota_credits_floor`.
 *
 * @throws `MathOverflow` above 64 bits.
 *
 * @example
 * const { creditsPerDiem } = market.params;
 * const perEpoch = quotes.quotaCreditsFloor({ diem, creditsPerDiem });
 */
export function quotaCreditsFloor({
  diem,
  creditsPerDiem,
}: {
  readonly diem: bigint;
  readonly creditsPerDiem: bigint;
}): bigint {
  return mulDivFloor(diem, creditsPerDiem, DIEM_UNIT);
}

/**
 * The part of an epoch's `credits` that is left with `secsLeft` of its `epochSecs`:
 * `floor(credits * secsLeft / epochSecs)`, the time left brought into `1..=epochSecs`. The program's
 * `pro_rata_floor`.
 *
 * @throws `MathOverflow` if an epoch has no second.
 */
export function proRataFloor({
  credits,
  secsLeft,
  epochSecs,
}: {
  readonly credits: bigint;
  readonly secsLeft: bigint;
  readonly epochSecs: bigint;
}): bigint {
  if (epochSecs < 1n) throw mathOverflow();
  return mulDivFloor(credits, clamp(secsLeft, 1n, epochSecs), epochSecs);
}

/**
 * Micro-credits that a payment of `diem` base units stands for, at `price` base units per whole credit:
 * `floor(diem * CREDIT_UNIT / price)`, and the last u64 for what passes it or was free. The program's
 * `paid_credits_floor`.
 */
export function paidCreditsFloor({
  diem,
  price,
}: {
  readonly diem: bigint;
  readonly price: bigint;
}): bigint {
  return price === 0n ? U64_MAX : min((diem * CREDIT_UNIT) / price, U64_MAX);
}

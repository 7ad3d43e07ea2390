import { BPS } from "../../constants";
import { mulDivFloor, u64 } from "./integers";

/**
 * VVV base units of stake that earn rewards: `staked - floor(locked * lockedHaircutBps / 10,000)`. What locked stake
 * forgoes goes to all others. The program's `reward_weight`.
 *
 * @example
 * const { lockedHaircutBps } = market.params;
 * const weight = quotes.rewardWeight({ ...position, lockedHaircutBps });
 */
export function rewardWeight({
  staked,
  locked,
  lockedHaircutBps,
}: {
  readonly staked: bigint;
  readonly locked: bigint;
  readonly lockedHaircutBps: number;
}): bigint {
  return u64(staked - mulDivFloor(locked, BigInt(lockedHaircutBps), BigInt(BPS)));
}

import { BPS, CREDIT_UNIT } from "../constants";
import type { MarketParams } from "../types";
import { bondRequiredCeil } from "./math/bond";
import { mulDivFloor } from "./math/integers";
import type { ClosableRecord } from "./record";
import { floorOf } from "./valuation";

/** A provider's income from serving, and the required bond. */
export interface ProviderReturn {
  /** The provider's share of new revenue, in basis points. */
  readonly revenueShareBps: number;
  /** DIEM base units that it keeps of one whole credit sold at its price, rounded down. */
  readonly revenuePerCredit: bigint;
  /** Credits of quota that can earn a reward, in basis points of the credits that it sells in the same epoch. */
  readonly quotaMatchBps: number;
  /** The newest closed epoch in which quota was rewardable, or null. */
  readonly rewardedEpoch: number | null;
  /** DIEM base units that a whole credit of rewardable quota earned in that epoch, rounded down. */
  readonly rewardPerCredit: bigint | null;
  /** VVV base units of bond for the capacity. */
  readonly bondRequired: bigint;
}

/**
 * A provider's outlook in the current market: its share of revenue, the newest quota reward, and the bond that
 * `capacity` (micro-credits an epoch) needs. `price` is in DIEM base units per whole credit.
 *
 * @example
 * const records = await accounts.epochRecord.fetchAll(connection, { market: market.address });
 * const capacity = 1_000n * constants.CREDIT_UNIT;
 * const price = quotes.referencePrice({ market, now });
 * const { revenuePerCredit } = quotes.providerReturn({ market, records, capacity, price });
 */
export function providerReturn({
  market: { params },
  records,
  capacity,
  price,
}: {
  readonly market: {
    readonly params: Pick<MarketParams, "providerBps" | "quotaMatchBps" | "bondPerCredit">;
  };
  readonly records: readonly ClosableRecord[];
  readonly capacity: bigint;
  readonly price: bigint;
}): ProviderReturn {
  const { providerBps, quotaMatchBps, bondPerCredit } = params;
  const rewarded = newest(records.filter(({ closed, rewardable }) => closed && rewardable > 0n));
  return {
    revenueShareBps: providerBps,
    revenuePerCredit: mulDivFloor(price, BigInt(providerBps), BigInt(BPS)),
    quotaMatchBps,
    rewardedEpoch: rewarded?.epoch ?? null,
    rewardPerCredit:
      rewarded === null
        ? null
        : floorOf({ over: rewarded.rewardPool, under: rewarded.rewardable }, CREDIT_UNIT),
    bondRequired: bondRequiredCeil({ capacity, bondPerCredit }),
  };
}

function newest(records: readonly ClosableRecord[]): ClosableRecord | null {
  return records.reduce<ClosableRecord | null>(
    (best, record) => (best === null || record.epoch > best.epoch ? record : best),
    null,
  );
}

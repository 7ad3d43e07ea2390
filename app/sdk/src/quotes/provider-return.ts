import { BPS, CREDIT_UNIT } from "../constants";
import type { MarketParams } from "../types";
import { bondRequired } from "./bond";
import { mulDivFloor } from "./integers";
import type { ClosableRecord } from "./record";
import { providerShareBps, type SplittingMarket } from "./split";
import { floorOf } from "./valuation";

/** What serving earns a provider, and what it must bond. */
export interface ProviderReturn {
  /** The provider's share of new revenue, in basis points. */
  readonly revenueShareBps: number;
  /** DIEM base units that it keeps of one whole credit sold at its price, rounded down. */
  readonly revenuePerCredit: bigint;
  /** The newest closed epoch in which quota was served, or null. */
  readonly rewardedEpoch: number | null;
  /** VVV base units that a whole credit of quota earned in that epoch, rounded down. */
  readonly rewardPerCredit: bigint | null;
  /** VVV base units of bond for the capacity. */
  readonly bondRequired: bigint;
}

/**
 * What a provider can expect of a market as it is: its share at the present utilisation average, the newest quota
 * reward, and the bond that `capacity` (micro-credits an epoch) needs. `price` is in DIEM base units per whole
 * credit; a provider without one (null) sells at the reference price.
 *
 * @example
 * const records = await accounts.epochRecord.fetchAll(connection, { market: market.address });
 * const capacity = 1_000n * constants.CREDIT_UNIT;
 * const { revenuePerCredit } = quotes.providerReturn({ market, records, capacity, price: null });
 */
export function providerReturn({
  market,
  records,
  capacity,
  price,
}: {
  readonly market: SplittingMarket & {
    readonly referencePrice: bigint;
    readonly params: Pick<MarketParams, "bondPerCredit">;
  };
  readonly records: readonly ClosableRecord[];
  readonly capacity: bigint;
  readonly price: bigint | null;
}): ProviderReturn {
  const revenueShareBps = providerShareBps(market);
  const rewarded = newest(records.filter(({ closed, quota }) => closed && quota > 0n));
  const sold = price ?? market.referencePrice;
  return {
    revenueShareBps,
    revenuePerCredit: mulDivFloor(sold, BigInt(revenueShareBps), BigInt(BPS)),
    rewardedEpoch: rewarded?.epoch ?? null,
    rewardPerCredit:
      rewarded === null
        ? null
        : floorOf({ over: rewarded.rewardPool, under: rewarded.quota }, CREDIT_UNIT),
    bondRequired: bondRequired({ capacity, bondPerCredit: market.params.bondPerCredit }),
  };
}

function newest(records: readonly ClosableRecord[]): ClosableRecord | null {
  return records.reduce<ClosableRecord | null>(
    (best, record) => (best === null || record.epoch > best.epoch ? record : best),
    null,
  );
}

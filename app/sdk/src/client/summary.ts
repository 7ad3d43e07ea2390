import type { EpochRecordAccount } from "../accounts/epoch-record";
import type { MarketAccount } from "../accounts/market";
import type { ProviderAccount } from "../accounts/provider";
import { isDiemError } from "../errors/diem-error";
import { type Apr, minterApr, stakerApr } from "../quotes/apr";
import { type Coverage, coverage } from "../quotes/coverage";
import { epochAt } from "../quotes/math/epoch";
import { utilisation, type Utilisation } from "../quotes/utilisation";
import type { PriceRatio } from "../quotes/valuation";
import { defined } from "../defined";

/** A summary of a market. The rates are current, not promised. */
export interface MarketSummary {
  readonly market: MarketAccount;
  /** The DIEM in existence, in base units. */
  readonly supply: bigint;
  /** Unix seconds of the chain, and the epoch that runs then. */
  readonly now: bigint;
  readonly epoch: number;
  readonly utilisation: Utilisation;
  readonly coverage: Coverage;
  readonly stakerApr: Apr;
  /** Of the next DIEM; null while nobody can mint. */
  readonly minterApr: Apr | null;
}

/** Combines what a market's accounts say at one moment. Payments in DIEM are valued if a price is given. */
export function summaryOf({
  market,
  supply,
  providers,
  records,
  vvvPerDiem,
  now,
}: {
  readonly market: MarketAccount;
  readonly supply: bigint;
  readonly providers: readonly ProviderAccount[];
  readonly records: readonly EpochRecordAccount[];
  readonly vvvPerDiem: PriceRatio | undefined;
  readonly now: bigint;
}): MarketSummary {
  const at = { market, now, ...defined({ vvvPerDiem }) };
  const epoch = epochAt({ clock: market, now });
  const record = records.find((one) => one.epoch === epoch) ?? null;
  return {
    market,
    supply,
    now,
    epoch,
    utilisation: utilisation({ market, record }),
    coverage: coverage({ ...at, providers, records }),
    stakerApr: stakerApr(at),
    minterApr: unlessClosed(() => minterApr({ ...at, supply })),
  };
}

/** What the quote gives; null if the supply is outside of the mint curve. */
function unlessClosed(quote: () => Apr): Apr | null {
  try {
    return quote();
  } catch (error) {
    if (isDiemError(error, "OutsideMintCurve")) return null;
    throw error;
  }
}

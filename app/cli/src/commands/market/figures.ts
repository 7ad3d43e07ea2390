import {
  type DiemClient,
  type EpochRecordAccount,
  errors,
  type MarketAccount,
  quotes,
} from "@diem/sdk";

/** Figures of a market at one moment, in base units. */
export interface Figures {
  readonly now: bigint;
  readonly epoch: number;
  readonly epochEndsTs: bigint;
  /** Epochs that wait to be closed; the rest is as if they were. */
  readonly due: number;
  readonly market: MarketAccount;
  /** DIEM in existence. */
  readonly supply: bigint;
  readonly targetSupply: bigint;
  /** Of the next epoch. */
  readonly nextTarget: bigint;
  /** VVV per DIEM; null outside the curve. */
  readonly marginalRate: bigint | null;
  readonly staker: quotes.Apr;
  readonly minter: quotes.Apr | null;
  readonly utilisation: quotes.Utilisation;
  /** Micro-credits an epoch, in the running one and the next. */
  readonly capacity: { readonly current: bigint; readonly next: bigint };
  readonly quotaCapacity: { readonly current: bigint; readonly next: bigint };
  /** DIEM base units per whole credit, in the running epoch and the next. */
  readonly referencePrice: { readonly current: bigint; readonly next: bigint };
  readonly coverage: quotes.Coverage;
}

/** Reads a market and what its figures depend on. */
export async function readFigures(client: DiemClient): Promise<Figures> {
  const [stored, records, providers, now, supply] = await Promise.all([
    client.read.market(),
    client.read.epochRecords(),
    client.read.providers(),
    client.read.now(),
    client.read.supply(),
  ]);
  const due = quotes.epochsDue({ market: stored, now });
  const rolled = due === 0 ? stored : quotes.rollPreview({ market: stored, records, now }).market;
  const market = quotes.accrue(rolled, now);
  const epoch = quotes.epochAt({ clock: market, now });
  const minting = { market, supply, now };
  const ahead = (figure: quotes.scheduled.Scheduled) => {
    const { current, next } = quotes.scheduled.advance({ figure, epoch });
    return { current, next };
  };
  return {
    now,
    epoch,
    epochEndsTs: quotes.epochStart({ clock: market, epoch: epoch + 1 }),
    due,
    market,
    supply,
    targetSupply: quotes.targetSupply(minting),
    nextTarget: quotes.targetInEpoch({ market, epoch: epoch + 1 }),
    marginalRate: insideCurve(() => quotes.marginalRate(minting)),
    staker: quotes.stakerApr(minting),
    minter: insideCurve(() => quotes.minterApr(minting)),
    utilisation: quotes.utilisation({ market, record: running(records, epoch) }),
    capacity: ahead(market.capacity),
    quotaCapacity: ahead(market.quotaCapacity),
    referencePrice: ahead(market.referencePrice),
    coverage: quotes.coverage({ market, records, providers, now }),
  };
}

function running(records: readonly EpochRecordAccount[], epoch: number): EpochRecordAccount | null {
  return records.find((record) => record.epoch === epoch) ?? null;
}

/** Null if nobody can mint. */
function insideCurve<Value>(quote: () => Value): Value | null {
  try {
    return quote();
  } catch (error) {
    if (errors.isDiemError(error, "OutsideMintCurve")) return null;
    throw error;
  }
}

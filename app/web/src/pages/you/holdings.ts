import { errors, type DiemErrorName, type MarketStanding, quotes } from "@diem/sdk";
import type { useMe } from "../../data/me";

/** What the connected wallet has, as the chain tells it. */
export type Me = NonNullable<ReturnType<typeof useMe>["data"]>;

/** The market as it stands, and what the wallet has in it. */
export interface Holder {
  readonly standing: MarketStanding;
  readonly me: Me;
}

/** What a position holds; all is 0 where none is open. */
export function stakeOf({ position }: Me) {
  const { staked = 0n, locked = 0n, cooling = 0n, bill = 0n } = position ?? {};
  return { ...{ staked, locked, cooling, bill }, unlocked: staked - locked };
}

/** What the wallet's channels hold, in DIEM base units, and the quota that is left in this epoch, in micro-credits. */
export function channelsOf({ me: { channels }, standing: { market, now } }: Holder) {
  const epoch = quotes.epochAt({ clock: market, now });
  const each = channels.map((channel) => ({
    ...quotes.channelBalance({ channel, epoch }),
    quotaLeft: quotes.quotaOf({ channel, epoch }).running.left,
  }));
  const sum = (name: keyof (typeof each)[number]) =>
    each.reduce((total, one) => total + one[name], 0n);
  return {
    ...{ count: channels.length, unspent: sum("unspent"), staked: sum("staked") },
    ...{ withdrawable: sum("withdrawable"), withdrawableNext: sum("withdrawableNext") },
    quotaLeft: sum("quotaLeft"),
  };
}

/**
 * What a claim would pay at `now` (unix seconds). Null where there is no position, or where position and market were read at
 * moments that do not go together, which the next reading mends.
 */
export function claimableOf({ me: { position }, standing: { market } }: Holder, now: bigint) {
  if (position === null) return null;
  return unlessRefused("MathOverflow", () => quotes.claimable({ market, position, now }));
}

/** What the next DIEM locks, in VVV base units; null while nobody can mint. */
export function marginalRateOf({ market, supply, now }: MarketStanding): bigint | null {
  return unlessRefused("OutsideMintCurve", () => quotes.marginalRate({ market, supply, now }));
}

function unlessRefused<Quote>(name: DiemErrorName, quote: () => Quote): Quote | null {
  try {
    return quote();
  } catch (error) {
    if (errors.isDiemError(error, name)) return null;
    throw error;
  }
}

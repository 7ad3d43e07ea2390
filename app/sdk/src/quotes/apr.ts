import { BPS, CREDIT_UNIT, DIEM_UNIT } from "../constants";
import type { MarketParams } from "../types";
import { accrue, type AccrualState } from "./accrue";
import { quotaCreditsFloor } from "./math/quota";
import type { EpochClock } from "./math/epoch";
import { marginalRate } from "./marginal-rate";
import type { MintingMarket } from "./mint";
import { referencePrice } from "./math/price";
import type { Scheduled } from "./math/scheduled";
import type { Stream } from "./math/stream";
import { floorOf, type Fraction, type PriceRatio, times, vvvPerDiemUnit } from "./valuation";

const YEAR_SECS = 365n * 86_400n;
const WHOLE = BigInt(BPS);
/** A second in units of 2^-32 s. */
const SECOND_Q32 = 1n << 32n;

/**
 * The yearly return at current rates, in basis points of the VVV, each part rounded down; `total` is their sum. The
 * parts that are paid in DIEM are null without a price of DIEM, and so is then the total.
 */
export interface Apr {
  readonly fees: bigint | null;
  readonly rewards: bigint;
  readonly quota: bigint | null;
  readonly total: bigint | null;
  /** The same two parts in DIEM base units a year per whole VVV, which needs no price. */
  readonly diem: { readonly fees: bigint; readonly quota: bigint };
}

/** What a staker's return depends on. */
export interface YieldingMarket extends AccrualState {
  readonly vvvDecimals: number;
}

/** What a minter's return depends on. */
export interface MintersMarket extends YieldingMarket, MintingMarket, EpochClock {
  readonly referencePrice: Scheduled;
  readonly params: MintingMarket["params"] &
    Pick<MarketParams, "creditsPerDiem" | "lockedHaircutBps">;
}

interface At<Market> {
  readonly market: Market;
  /** Whole VVV for one whole DIEM: values what is paid in DIEM. */
  readonly vvvPerDiem?: PriceRatio;
  /** Unix seconds. */
  readonly now: bigint;
}

/** VVV that is locked behind a debt, and the DIEM that clears it, both in base units. */
export interface Minted {
  readonly locked: bigint;
  readonly bill: bigint;
}

/**
 * What unlocked stake returns in a year, if both streams went on as they run at `now`: what remains of each over its
 * time left, the fees over all stake and the rewards over all weight; not compounded, and 0 while nobody is staked.
 *
 * These are current rates, not a promise. The fee stream spreads every payment over `feeStreamSecs`, so it follows use
 * with that delay; the reward stream ends unless it is funded again; and more stake lowers both.
 *
 * @example
 * const vvvPerDiem = { numerator: 5n, denominator: 2n }; // a DIEM is worth 2.5 VVV
 * const { fees, rewards, total } = quotes.stakerApr({ market, vvvPerDiem, now });
 */
export function stakerApr({ market, vvvPerDiem, now }: At<YieldingMarket>): Apr {
  const { fees, rewards } = yearly(market, now);
  return assemble({ fees, rewards, quota: { over: 0n, under: 1n } }, market, vvvPerDiem);
}

/**
 * What locked stake returns in a year: the fees of {@link stakerApr}, its rewards less the haircut, and the quota
 * of the DIEM that it stands behind. That quota is valued at the reference price, as if every credit were used;
 * the DIEM itself, which can be sold, counts for nothing more, and neither does the risk of its price.
 *
 * `minted` is the VVV that is locked behind an amount of DIEM: of a position and its bill, or of a `mintQuote`. Default:
 * one more DIEM on top of `supply` (of the DIEM mint, in base units), at the marginal rate.
 *
 * @throws `OutsideMintCurve` if the rate is asked for and nobody can mint.
 *
 * @example
 * const vvvPerDiem = { numerator: 5n, denominator: 2n };
 * const supply = await diemSupply({ connection, market });
 * const minted = { locked: position.locked, bill: quotes.billOf({ market, position, supply }) };
 * const { fees, rewards, quota } = quotes.minterApr({ market, supply, minted, vvvPerDiem, now });
 */
export function minterApr({
  market,
  supply,
  now,
  minted = { locked: marginalRate({ market, supply, now }), bill: DIEM_UNIT },
  vvvPerDiem,
}: At<MintersMarket> & { readonly supply: bigint; readonly minted?: Minted }): Apr {
  const { fees, rewards } = yearly(market, now);
  const { creditsPerDiem, lockedHaircutBps } = market.params;
  const kept = { over: BigInt(BPS - lockedHaircutBps), under: WHOLE };
  const credits = quotaCreditsFloor({ diem: minted.bill, creditsPerDiem });
  const quota = {
    over: credits * referencePrice({ market, now }) * YEAR_SECS,
    under: CREDIT_UNIT * market.epochSecs * minted.locked,
  };
  return assemble({ fees, rewards: times(rewards, kept), quota }, market, vvvPerDiem);
}

/** Base units a year for each base unit of stake. */
function yearly(market: AccrualState, now: bigint) {
  const { feeStream, rewardStream, totalStaked, rewardWeight } = accrue(market, now);
  const perShare = ({ remaining, leftQ32 }: Stream, shares: bigint): Fraction => ({
    over: remaining * YEAR_SECS * SECOND_Q32,
    under: leftQ32 * shares,
  });
  return { fees: perShare(feeStream, totalStaked), rewards: perShare(rewardStream, rewardWeight) };
}

type Parts = Readonly<Record<"fees" | "rewards" | "quota", Fraction>>;

function assemble(
  parts: Parts,
  { vvvDecimals }: YieldingMarket,
  ratio: PriceRatio | undefined,
): Apr {
  const wholeVvv = 10n ** BigInt(vvvDecimals);
  const diem = { fees: floorOf(parts.fees, wholeVvv), quota: floorOf(parts.quota, wholeVvv) };
  const rewards = floorOf(parts.rewards, WHOLE);
  if (ratio === undefined) return { fees: null, rewards, quota: null, total: null, diem };
  const price = vvvPerDiemUnit(ratio, vvvDecimals);
  const fees = floorOf(times(parts.fees, price), WHOLE);
  const quota = floorOf(times(parts.quota, price), WHOLE);
  return { fees, rewards, quota, total: fees + rewards + quota, diem };
}

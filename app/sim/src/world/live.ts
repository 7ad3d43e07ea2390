import { power } from "../elementary";
import type { MarketAccount, PositionAccount, ProviderAccount } from "@diem/sdk";
import { type Accounts, fromAccounts, newPosition, type Position } from "../rules";
import type { Beliefs } from "./beliefs";
import { spread } from "./spread";
import type { Minter, Provider, Stakers, World } from "./state";

/** What of a live market is read to begin a world from it, and what nobody can read: two prices and beliefs. */
export interface LiveInput extends Omit<Accounts, "market"> {
  readonly market: MarketAccount;
  readonly positions: readonly PositionAccount[];
  readonly providers: readonly ProviderAccount[];
  readonly beliefs: Omit<Beliefs, "demand" | "vvvPrice" | "creditPrice" | "providers" | "minters">;
  /** Credits a day that would be used at one dollar a credit. Default: what is used now. */
  readonly demand?: number | undefined;
  /** US dollars of today. */
  readonly diemPrice: number;
  readonly vvvPrice: number;
}

const DIEM_UNIT = 1e9;
const CREDIT_UNIT = 1e6;
/** Fewest credits a day that a market without use is believed to have demand for. */
const MIN_DEMAND = 1;

/**
 * A world that begins with a live market as it stands; an epoch of it is a day of the world. Demand is what is used now at today's price of a credit; positions
 * with a debt mint, all others are groups of equal stake; what minters, groups and providers differ in is spread as the beliefs
 * say.
 */
export function liveWorld(input: LiveInput): World {
  const { beliefs, diemPrice, vvvPrice, positions, providers } = input;
  const { market, params } = fromAccounts(input);
  const vvv = 10 ** input.market.vvvDecimals;
  const creditPrice = market.reference * diemPrice;
  const used = Math.max(market.served, MIN_DEMAND);
  const debtors = positions.filter(({ debtUnits }) => debtUnits > 0n);
  const lockCosts = spread(beliefs.lockCost, debtors.length);
  const minters = debtors.map((account, nth): Minter => {
    const lockCost = lockCosts[nth] ?? Number.NaN;
    return { lockCost, position: positionOf(account, market, vvv) };
  });
  const minted = minters.reduce((sum, { position }) => sum + position.staked, 0);
  const usual = (market.staked - minted) / beliefs.stakers;
  const stakers = spread(beliefs.stakeReturn, beliefs.stakers).map((wanted): Stakers => {
    return { position: { ...newPosition(market), staked: usual }, usual, wanted };
  });
  const active = providers.filter(({ retiring }) => !retiring);
  const capacity = Math.max(market.capacity, market.nextCapacity);
  const costs = spread(beliefs.servingCost, active.length);
  const sellers = active.map((account, nth): Provider => {
    const own = Number(account.capacity.next) / CREDIT_UNIT;
    return {
      capacity: own,
      offered: Number(account.quotaCapacity.next) / CREDIT_UNIT,
      cost: (costs[nth] ?? Number.NaN) * creditPrice,
      faithful: false,
      sold: capacity === 0 ? 0 : Math.min((used * own) / capacity, own),
      quota: 0,
      earned: 0,
    };
  });
  return {
    params,
    beliefs: {
      ...beliefs,
      demand: input.demand ?? used * power(creditPrice, beliefs.demandElasticity),
      vvvPrice,
      creditPrice,
      providers: sellers.length,
      minters: minters.length,
    },
    day: 0,
    market,
    around: { demand: 1, vvvPrice, funded: false },
    diemPrice,
    creditPrice,
    providers: sellers,
    minters,
    stakers,
    quotaStake: 0,
    paidIn: { diem: 0, vvv: 0 },
    coverage: params.quotaCap,
  };
}

function positionOf(account: PositionAccount, market: World["market"], vvv: number): Position {
  const { feeIndex, rewardIndex } = market;
  return {
    staked: Number(account.staked) / vvv,
    locked: Number(account.locked) / vvv,
    units: Number(account.debtUnits) / DIEM_UNIT,
    era: Number(account.debtEra),
    feeIndex,
    rewardIndex,
    fees: 0,
    rewards: 0,
  };
}

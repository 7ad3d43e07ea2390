import { power, log } from "../elementary";
import { billOf, releasedInEpoch } from "../rules";
import { EPOCHS_OF_YEAR, soldBy, type World } from "../world";

/** A year's income of the parties to a market at the rates of a day, in dollars. */
export interface Income {
  /** Fees and funded rewards. */
  readonly stakers: number;
  /** What sold DIEM returns, less what the lock of the VVV behind it costs. */
  readonly minters: number;
  /** Price of the calls that staked DIEM paid for. */
  readonly holders: number;
  /** Sales and rewards for quota, less the cost of serving. */
  readonly providers: number;
  /** Surplus of a demand of constant elasticity, but for a constant: only differences mean something. */
  readonly consumers: number;
  readonly treasury: number;
}

export const PARTIES = [
  "stakers",
  "minters",
  "holders",
  "providers",
  "consumers",
  "treasury",
] as const satisfies readonly (keyof Income)[];

/** Incomes at the rates of the last day. */
export function incomeOf(world: World): Income {
  const { params, market, providers, diemPrice, creditPrice, around, coverage, beliefs } = world;
  const sold = soldBy(world);
  let [rewarded, costs, quota, sale] = [0, 0, 0, 0];
  for (const provider of providers) {
    quota += provider.quota;
    rewarded += Math.min(provider.quota, provider.sold * params.quotaMatch);
    costs += (provider.sold + provider.quota) * provider.cost;
  }
  for (const { position, lockCost } of world.minters) {
    sale += billOf(market, position) * diemPrice * beliefs.minterReturn;
    sale -= position.locked * around.vvvPrice * lockCost;
  }
  const rewards = releasedInEpoch(market.rewardStream) * around.vvvPrice;
  const daily = {
    stakers: releasedInEpoch(market.feeStream) * diemPrice + rewards,
    minters: sale / EPOCHS_OF_YEAR,
    holders: quota * creditPrice,
    providers:
      sold * creditPrice * params.providerShare +
      rewarded * coverage * market.reference * diemPrice -
      costs,
    consumers: surplusOf(world),
    treasury: sold * creditPrice * params.treasuryShare,
  };
  return Object.fromEntries(
    PARTIES.map((party) => [party, daily[party] * EPOCHS_OF_YEAR]),
  ) as unknown as Income;
}

/** Integral of the demand over all dearer prices, but for a constant. */
function surplusOf({ beliefs, around, creditPrice }: World): number {
  const { demand, demandElasticity } = beliefs;
  const rest = 1 - demandElasticity;
  const whole = rest === 0 ? log(creditPrice) : power(creditPrice, rest) / rest;
  return -demand * around.demand * whole;
}

/** Paying oneself, and serving quota to oneself. @module */
import { payoutOf } from "../rules";
import { type Attack, attacked, DAYS, type Outcome, rewardFor, serveItself } from "./attack";
import { soldBy, type World } from "../world";

const DAYS_OF_YEAR = 365;

/** A provider that pays itself. `stakeShare` of what its payments give to the stakers comes back to it. */
export function selfDealer(stakeShare: number): Attack {
  return {
    name: `self-dealer-${stakeShare * 100}`,
    title: `A provider that owns ${stakeShare * 100} % of all stake pays itself for a fifth of the market's sales, and earns rewards for quota that it serves to itself.`,
    breakEven:
      "never for an owner of up to 94 % of all stake, because the program requires that match * cap is at most the quota and treasury shares",
    costs:
      "shares of its payments that do not come back; the return of the DIEM that it stakes is left out, in its favour",
    decidedBy: { param: "quotaMatch", least: 0, most: 4 },
    size: { of: "own payments, in parts of what the market sells", usual: 0.2, least: 0, most: 10 },
    run: (from, seed, size) => payItself(from, seed, size, stakeShare),
  };
}

function payItself(from: World, seed: number, size: number, stakeShare: number): Outcome {
  const { params } = from;
  const quotas = [0, 0];
  let [lost, gained, capital] = [0, 0, 0];
  // DIEM that the pool has more, or less, than without its payments and rewards: a part of it goes to stakers
  let extra = 0;
  const part = 1 - params.providerShare - stakeShare * params.stakersShare;
  const end = attacked(
    from,
    seed,
    DAYS,
    (world, day) => {
      const bought = day > DAYS - 2 ? 0 : soldBy(world) * size;
      const quota = bought * params.quotaMatch;
      const diem = bought * world.market.reference;
      serveItself(world, { diem, bought, quota });
      quotas.push(quota);
      extra += diem * params.quotaShare;
      lost += diem * part * world.diemPrice;
      capital = Math.max(capital, (quota / params.creditsPerDiem + diem) * world.diemPrice);
    },
    (world) => {
      const own = quotas[quotas.length - 2] ?? 0;
      gained += rewardFor(world, own) * world.diemPrice;
      extra = leftOf(world, 0, 0) - leftOf(world, own, extra);
      gained += (extra / params.quotaPoolEpochs) * stakeShare * world.diemPrice;
      extra -= extra / params.quotaPoolEpochs;
    },
  );
  // what is left of it goes to stakers later, as far as no quota needs it
  gained += Math.max(extra, 0) * stakeShare * end.diemPrice;
  return { days: DAYS, capital, cost: lost, gain: gained - lost };
}

/** DIEM that the closing of an epoch leaves in the pool, without `own` credits of its rewardable quota and `extra` DIEM of the pool. */
function leftOf({ params, market }: World, own: number, extra: number): number {
  const { before } = market;
  const pool = market.quotaPool - extra;
  if (before === null) return pool;
  return pool - payoutOf(params, { ...before, rewardable: before.rewardable - own }, pool);
}

/** An honest seller that fills what its sales reward with quota of its own idle DIEM, which costs it nothing to serve. */
export const quotaFarmer: Attack = {
  name: "quota-farmer",
  title:
    "A seller uses its own DIEM to fill the quota that its honest sales allow, and serves nothing for it.",
  breakEven:
    "if DIEM returns less to its holders than cap * reference price for each daily credit; the limit is match times its own sales",
  costs: "the return that holders want of the DIEM that it stakes; a holder of idle DIEM has none",
  decidedBy: { param: "holderReturn" },
  size: {
    of: "quota that it fills, in parts of what its sales allow",
    usual: 1,
    least: 0,
    most: 1,
  },
  run: (from, seed, size) => {
    const { params, beliefs } = from;
    const quotas = [0, 0];
    let [carry, gained, capital] = [0, 0, 0];
    attacked(
      from,
      seed,
      DAYS,
      (world) => {
        const [seller] = world.providers;
        if (seller === undefined) return;
        const quota = size * Math.max(seller.sold * params.quotaMatch - seller.quota, 0);
        const { running } = world.market;
        // its sales are reported by themselves: only quota is added to what they reward
        if (running !== null) {
          running.quota += quota;
          running.rewardable += quota;
        }
        quotas.push(quota);
        const stake = (quota / params.creditsPerDiem) * world.diemPrice;
        capital = Math.max(capital, stake);
        carry += (stake * beliefs.holderReturn) / DAYS_OF_YEAR;
      },
      (world) => {
        gained += rewardFor(world, quotas[quotas.length - 2] ?? 0) * world.diemPrice;
      },
    );
    return { days: DAYS, capital, cost: carry, gain: gained - carry };
  },
};

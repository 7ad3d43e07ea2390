/** Attacks by timing: of a stake, of a settlement. @module */
import { type Params, release, topUp } from "../rules";
import { soldBy, type World } from "../world";
import { type Attack, attacked, rewardFor, serveItself } from "./attack";

const MONTH = 30;
/** Stake that comes, in parts of all stake. */
const COMING = 0.1;

/** Stakes just before a payment of fees, for as long as that pays best, and leaves. */
export const justInTimeStaker: Attack = {
  name: "just-in-time-staker",
  title:
    "A tenth of all stake arrives just before revenue of some days is distributed, stays as long as it earns most, and leaves.",
  breakEven:
    "if revenue is distributed less often than every fee stream and cool-down together, by the ratio of these times at most",
  costs: "what the same stake would earn in the same days if it had always been there",
  decidedBy: { param: "feeStream", least: 1, most: 400 },
  size: { of: "days between two distributions of revenue", usual: 7, least: 1, most: 365 },
  run: (from, _, size) => {
    const { params, market, diemPrice, creditPrice, around } = from;
    const between = Math.round(size);
    const amount = market.staked * COMING;
    const share = amount / (market.staked + amount);
    const daily = soldBy(from) * (creditPrice / diemPrice) * params.stakersShare;
    const released = releases(params, daily * between, between);
    const cooling = Math.ceil(params.stakeCooldown);
    let [fees, days, earned] = [0, 0, 0];
    for (const [nth, each] of released.entries()) {
      fees += each;
      const tied = nth + 1 + cooling;
      // what it asks back earns nothing while it cools down
      if (days > 0 && fees - daily * tied <= earned - daily * days) continue;
      [earned, days] = [fees, tied];
    }
    const usd = share * diemPrice;
    const [cost, brought] = [daily * days * usd, earned * usd];
    return { days, capital: amount * around.vvvPrice, cost, gain: brought - cost };
  },
};

/** DIEM that the stakers get on each day from a payment of `lump` to the next, in a market that has long been paid so. */
function releases({ feeStream }: Params, lump: number, between: number): number[] {
  const stream = { remaining: 0, left: 0 };
  const cycles = Math.ceil((4 * feeStream) / between) + 1;
  let found: number[] = [];
  for (let cycle = 0; cycle < cycles; cycle++) {
    topUp(stream, lump, feeStream);
    found = Array.from({ length: between }, () => release(stream));
  }
  return found;
}

/** Settles and reports a month's sales at once instead of each day. */
export const lateSettler: Attack = {
  name: "late-settler",
  title: "A seller settles once in thirty days instead of each day.",
  breakEven:
    "never, because use above the capacity of one epoch counts for nothing, and quota of other epochs is not matched",
  costs: "quota rewards that it loses; its part of the sales is the same",
  decidedBy: null,
  size: { of: "days between two settlements", usual: MONTH, least: 1, most: 2 * MONTH },
  run: (from, seed, size) => {
    const every = Math.round(size);
    const [each, late] = [settled(from, seed, 1), settled(from, seed, every)];
    return { days: 2 * MONTH, capital: 0, cost: Math.max(each - late, 0), gain: late - each };
  },
};

/** Dollars of quota rewards of a seller that settles every so many days. */
function settled(from: World, seed: number, every: number): number {
  const { params } = from;
  const quotas = [0, 0];
  let rewards = 0;
  let due = 0;
  attacked(
    from,
    seed,
    2 * MONTH,
    (world, day) => {
      const sold = soldBy(world) / 10;
      const price = world.creditPrice / world.diemPrice;
      due += sold;
      const bought = day % every === 0 ? due : 0;
      // a day's capacity bounds what counts, and quota of the day alone can be matched
      const counted = Math.min(bought, sold * 1.25);
      const quota = Math.min(sold, counted) * params.quotaMatch;
      serveItself(world, { diem: counted * price, bought: counted, quota });
      if (bought > 0) due = 0;
      quotas.push(quota);
    },
    (world) => {
      rewards += rewardFor(world, quotas[quotas.length - 2] ?? 0) * world.diemPrice;
    },
  );
  return rewards;
}

/** Choosing the moment: of a stake, of a settlement. @module */
import { claim, newPosition, stake } from "../rules";
import { soldBy, type World } from "../world";
import { type Attack, attacked, rewardFor, serveItself } from "./attack";

const MONTH = 30;
const DAYS_OF_YEAR = 365;
/** Return that a staker wants of VVV that it ties up, a year. */
const WANTED = 0.1;

/** Stakes a tenth of all stake for a cool-down while a month's fees come in at once, and leaves. */
export const justInTimeStaker: Attack = {
  name: "just-in-time-staker",
  title:
    "A tenth of all stake arrives just before a month's revenue is distributed, and requests its withdrawal at once.",
  breakEven:
    "never, because it earns at most an honest staker's return of those days: cooling stake earns nothing, and fees are streamed over three cool-downs",
  size: { of: "stake that arrives, in parts of all stake", usual: 0.1, least: 0, most: 10 },
  run: (from, seed, size) => {
    const amount = from.market.staked * size;
    const position = newPosition(from.market);
    let [earned, capital] = [0, 0];
    const days = Math.ceil(from.params.stakeCooldown) + 1;
    attacked(
      from,
      seed,
      days,
      (world, day) => {
        const { params, market } = world;
        if (day === 1) {
          Object.assign(position, newPosition(market));
          stake(params, market, position, amount);
          capital = amount * world.around.vvvPrice;
          const price = world.creditPrice / world.diemPrice;
          serveItself(world, { diem: soldBy(world) * MONTH * price, bought: 0.001, quota: 0 });
        }
        if (day !== 2) return;
        // what it asks back earns nothing while it cools down
        claim(params, market, position);
        stake(params, market, position, -amount);
      },
      (world, day) => {
        if (day !== 1) return;
        const { feeStream, staked } = world.market;
        const released =
          feeStream.left <= 1 ? feeStream.remaining : feeStream.remaining / feeStream.left;
        earned += ((released * amount) / staked) * world.diemPrice;
      },
    );
    const carry = (capital * WANTED * days) / DAYS_OF_YEAR;
    return { days, capital, cost: carry, gain: earned - carry };
  },
};

/** Settles and reports a month's sales at once instead of each day. */
export const lateSettler: Attack = {
  name: "late-settler",
  title: "A seller settles once in thirty days instead of each day.",
  breakEven:
    "never, because use above the capacity of one epoch counts for nothing, and quota of other epochs is not matched",
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

/** Pushing what the market measures: its target supply, its capacity, its reference price. @module */
import {
  billOf,
  burn,
  copyMarket,
  type Market,
  mint,
  newPosition,
  nextEpoch,
  type Params,
  reportUse,
  stake,
} from "../rules";
import { runPath } from "../paths";
import { soldBy, type World } from "../world";
import { type Attack, attacked, DAYS, serveItself } from "./attack";

const DAYS_OF_YEAR = 365;

/** Owns the last tenth of the curve, creates false use so that the target rises, and mints again at the lower rate. */
export const targetSniper: Attack = {
  name: "target-sniper",
  title:
    "The owner of the debt behind the last tenth of the supply pays itself to raise the target, and mints again at a lower rate.",
  breakEven: "if the freed VVV saves more than the lost quarter of each payment",
  costs: "a quarter of its payments; what a lock costs in a year is what freed VVV saves",
  decidedBy: { param: "maxTargetStep", least: 0.00001, most: 0.05 },
  size: { of: "false use, in parts of what the market sells", usual: 0.2, least: 0, most: 10 },
  run: (from, seed, size) => {
    const pushed = snipe(from, seed, size);
    const [least, most] = from.beliefs.lockCost;
    // the freed VVV is its own, so it saves the cost of the lock as long as the push lasts
    const yearly = (least + most) / 2 + from.params.haircut * from.beliefs.fundedReturn;
    const saved = Math.max(pushed.freed - snipe(from, seed, 0).freed, 0) * yearly;
    const { capital, lost } = pushed;
    return { days: DAYS, capital, cost: lost, gain: saved - lost };
  },
};

/** Keeps the last tenth of the curve while it adds false use of `size` times the market's sales. Result in dollars. */
function snipe(from: World, seed: number, size: number) {
  const { params } = from;
  const position = newPosition(from.market);
  let [lost, freed, capital] = [0, 0, 0];
  const act = (world: World, day: number) => {
    const { market } = world;
    if (day === 1) {
      Object.assign(position, newPosition(market));
      stake(params, market, position, market.locked);
      mint(params, market, position, market.supply / 10);
      capital = position.locked * world.around.vvvPrice;
    }
    const bought = soldBy(world) * size;
    const diem = bought * market.reference;
    serveItself(world, { diem, bought, quota: bought });
    lost += diem * (1 - params.providerShare) * world.diemPrice;
    if (day !== DAYS) return;
    const before = position.locked;
    const bill = billOf(market, position);
    burn(params, market, position, bill);
    mint(params, market, position, bill);
    freed = (before - position.locked) * world.around.vvvPrice;
  };
  attacked(from, seed, DAYS, act, () => undefined);
  return { lost, freed, capital };
}

/** Declares twice the capacity that it has. */
export const overDeclarer: Attack = {
  name: "over-declarer",
  title: "A provider bonds and declares twice the capacity that it has, and serves as before.",
  breakEven:
    "never, because no share of revenue depends on capacity, and the bond for the declared capacity is locked",
  costs: "the return that a provider wants of the bond; a slash is left out, in its favour",
  decidedBy: null,
  size: {
    of: "capacity that it does not have, in parts of its own",
    usual: 1,
    least: 0,
    most: 100,
  },
  run: (from, seed, size) => {
    const [first] = from.providers;
    const declared = (first?.capacity ?? 0) * size;
    const capital = declared * from.params.bondPerCredit * from.around.vvvPrice;
    const usual = earnedBy(from, seed, 0);
    const over = earnedBy(from, seed, declared);
    const cost = (capital * from.beliefs.bondReturn * DAYS) / DAYS_OF_YEAR;
    return { days: DAYS, capital, cost, gain: over - usual - cost };
  },
};

/** Dollars that the first provider earns from the second day on, if it declares more capacity than it has. */
function earnedBy(from: World, seed: number, declared: number): number {
  const observe = ({ market }: World) => {
    market.nextCapacity += declared;
  };
  const after = runPath({ from, seed, days: DAYS, observe });
  return (after.providers[0]?.earned ?? 0) - (from.providers[0]?.earned ?? 0);
}

/** Pays a hundred times the price for almost nothing, to move the reference price. */
export const dustGriefer: Attack = {
  name: "dust-griefer",
  title:
    "An attacker pays a hundred times the price for a thousandth of a credit in every epoch, to move the reference price.",
  breakEven:
    "never, because a payment has the weight of what it bought, and small weights move the price only in proportion",
  costs:
    "its payments; the gain is what all pushes together add to all rewards, as if no push were undone, in its favour",
  decidedBy: null,
  size: {
    of: "price that it pays, in parts of the reference price",
    usual: 100,
    least: 1,
    most: 1e6,
  },
  run: (from, seed, size) => {
    let [lost, pushed] = [0, 1];
    // what its payments add to the record of today, and of the day before, which closes next
    let dust = [NOTHING, NOTHING];
    attacked(
      from,
      seed,
      DAYS,
      ({ params, market, diemPrice }) => {
        const { paid = 0, priceSum = 0 } = market.running ?? {};
        const bought = 0.001;
        const diem = bought * market.reference * size;
        reportUse(params, market, { diem, bought, quota: 0 }, 1);
        const after = market.running ?? NOTHING;
        dust = [...dust.slice(1), { paid: after.paid - paid, priceSum: after.priceSum - priceSum }];
        lost += diem * diemPrice;
      },
      ({ params, market }) => {
        const [closing = NOTHING] = dust;
        const [usual, moved] = [NOTHING, closing].map((left) => closed(params, market, left));
        if (moved !== undefined && usual !== undefined) pushed *= usual / moved;
      },
    );
    // a moved reference price can bring at most its part of the cap of all rewards
    const rewards = soldBy(from) * from.params.quotaMatch * from.params.quotaCap * DAYS;
    const gain = Math.abs(pushed - 1) * rewards * from.creditPrice - lost;
    return { days: DAYS, capital: 0, cost: lost, gain };
  },
};

const NOTHING = { paid: 0, priceSum: 0 };

/** The next reference price where a part of what was reported for the closing epoch is left out. */
function closed(params: Params, market: Market, left: typeof NOTHING): number {
  const copy = copyMarket(market);
  if (copy.before !== null) {
    copy.before.paid -= left.paid;
    copy.before.priceSum -= left.priceSum;
  }
  nextEpoch(params, copy);
  return copy.nextReference;
}

import { exp } from "../elementary";
import { nextEpoch, payoutOf, topUp } from "../rules";
import { paymentStock, quotaWorth, usefulStake } from "./consumers";
import { chooseDebts, chooseStake } from "./minters";
import { chooseOffers, serve } from "./providers";
import type { Surroundings, World } from "./state";

/** Epochs of each grant of rewards; a new one follows as it ends. */
const GRANT_EPOCHS = 30;
/** Largest change of DIEM's price in a day. */
const MAX_MOVE = 0.05;

/**
 * Lets a day pass, which is an epoch: the world is changed in place. `event` is what people do as the day begins, beyond
 * what they would do.
 */
export function passDay(world: World, around: Surroundings, event?: (world: World) => void): void {
  world.day += 1;
  world.around = around;
  world.coverage = coverageOf(world);
  nextEpoch(world.params, world.market);
  if (around.funded) fundRewards(world);
  event?.(world);
  world.quotaStake = Math.min(usefulStake(world), world.market.supply);
  serve(world);
  chooseOffers(world);
  chooseDebts(world);
  chooseStake(world);
  world.diemPrice = nextDiemPrice(world);
}

/** What the epoch that is about to close pays for a rewardable credit; as before where it has none. */
function coverageOf({ market: { before, quotaPool }, params, coverage }: World): number {
  if (before === null || before.rewardable === 0) return coverage;
  return payoutOf(params, before, quotaPool) / (before.rewardable * before.reference);
}

function fundRewards({ beliefs, stakers, market, paidIn }: World): void {
  if (market.epoch % GRANT_EPOCHS !== 1) return;
  const usual = stakers.reduce((sum, group) => sum + group.usual, 0);
  const amount = (beliefs.fundedReturn * usual * GRANT_EPOCHS) / 365;
  topUp(market.rewardStream, amount, GRANT_EPOCHS);
  paidIn.vvv += amount;
}

/** The price of DIEM follows what is wanted beyond what exists. */
function nextDiemPrice(world: World): number {
  const { beliefs, market, diemPrice } = world;
  if (market.supply === 0) return diemPrice;
  const cheap = quotaWorth(world) / diemPrice;
  const held = beliefs.speculation * market.target * Math.min(cheap * cheap, 10);
  const lack = (usefulStake(world) + held + paymentStock(world)) / market.supply - 1;
  return diemPrice * exp(Math.max(-MAX_MOVE, Math.min(MAX_MOVE, beliefs.priceSpeed * lack)));
}

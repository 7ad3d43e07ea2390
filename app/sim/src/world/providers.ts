/** Providers: what they sell, offer as quota, and own machines for. @module */
import { exp } from "../elementary";
import { distribute, reportUse } from "../rules";
import { wantedUse } from "./wanted-use";
import type { Provider, World } from "./state";

/** Part of its capacity that a faithful provider offers as quota. */
const FAITHFUL_SHARE = 0.35;
/** Use of its machines above which a provider buys more, below which it sells some. */
const BUSY = 0.8;
const IDLE = 0.6;
/** A credit never costs more, in dollars. */
const DEAREST = 10;
/** Changes of an offer in a day: most that is taken back, and most that is added. */
const WITHDRAWN = 0.1;
const ADDED = 0.25;

/** Credits of quota that all providers offer. */
export function quotaOffered({ providers }: Pick<World, "providers">): number {
  let offered = 0;
  for (const provider of providers) offered += provider.offered;
  return offered;
}

function capacityOf({ providers }: World): number {
  let capacity = 0;
  for (const provider of providers) capacity += provider.capacity;
  return capacity;
}

/** Consumers use what they can today: quota first, then for money. Providers report it and divide the revenue. */
export function serve(world: World): void {
  const { params, beliefs, market, diemPrice, creditPrice } = world;
  const capacity = capacityOf(world);
  const offered = quotaOffered(world);
  const used = Math.min(world.quotaStake * params.creditsPerDiem * beliefs.quotaUse, capacity);
  const wanted = Math.max(0, wantedUse(world) - used * beliefs.substitution);
  const free = Math.max(capacity - used, 0);
  const sold = Math.min(wanted, free);
  const price = creditPrice / diemPrice;
  distribute(params, market, sold * price);
  world.paidIn.diem += sold * price * (1 - params.providerShare);
  for (const provider of world.providers) {
    const quota = offered === 0 ? 0 : (used * provider.offered) / offered;
    const bought = free === 0 ? 0 : sold * (Math.max(provider.capacity - quota, 0) / free);
    reportUse(params, market, { diem: bought * price, bought, quota }, provider.capacity);
    const rewarded = Math.min(quota, bought * params.quotaMatch) * world.coverage;
    provider.sold = bought;
    provider.quota = quota;
    provider.earned +=
      bought * creditPrice * params.providerShare +
      rewarded * market.reference * diemPrice -
      (bought + quota) * provider.cost;
  }
  world.creditPrice = nextCreditPrice(world, wanted, free);
}

/** Where capacity is short the price of a credit rises, and falls to what the cheapest provider must have. */
function nextCreditPrice(
  { beliefs, params, providers, creditPrice }: World,
  wanted: number,
  free: number,
): number {
  if (providers.length === 0) return creditPrice;
  const lack = free === 0 ? 1 : Math.max(-0.5, Math.min(1, wanted / free - BUSY));
  let cheapest = DEAREST;
  for (const { cost } of providers) cheapest = Math.min(cheapest, cost);
  const moved = creditPrice * exp(beliefs.creditPriceSpeed * lack);
  return Math.min(DEAREST, Math.max(cheapest / params.providerShare, moved));
}

/** Providers choose what they offer from tomorrow on. */
export function chooseOffers(world: World): void {
  const { params, beliefs, market } = world;
  const bond = params.bondPerCredit * world.around.vvvPrice * (beliefs.bondReturn / 365);
  const kept = world.creditPrice * params.providerShare;
  const reward = world.coverage * market.reference * world.diemPrice;
  const offered = quotaOffered(world);
  const committed = offered === 0 ? 0 : (world.quotaStake * params.creditsPerDiem) / offered;
  let capacity = 0;
  for (const provider of world.providers) {
    const goal = provider.faithful
      ? provider.capacity * FAITHFUL_SHARE
      : rationalOffer(world, provider, reward, kept);
    const own = nextCapacity(world, provider, kept - bond, committed * provider.offered);
    provider.offered = Math.min(nextOffer(provider, goal), own);
    provider.capacity = own;
    capacity += own;
  }
  market.nextCapacity = capacity;
}

/** Quota that is worth serving: what its own sales reward, where that pays and no better buyer waits. */
function rationalOffer(
  { params, beliefs }: World,
  { sold, capacity, cost }: Provider,
  reward: number,
  kept: number,
): number {
  const willing = Math.max(0, Math.min(1, (reward / (cost * beliefs.idleSaving) - 0.9) / 0.2));
  const room = reward >= kept ? capacity : Math.max(capacity - sold, 0);
  return (willing * Math.min(sold * params.quotaMatch, room)) / beliefs.quotaUse;
}

/** An offer moves slowly: staked DIEM has to leave first, and new machines are tried. */
function nextOffer({ offered, capacity }: Provider, goal: number): number {
  const least = offered * (1 - WITHDRAWN);
  const most = offered + ADDED * Math.max(offered, capacity / 100);
  return Math.max(least, Math.min(most, goal));
}

/** Machines follow use, where a credit earns more than it costs. */
function nextCapacity(
  { beliefs }: World,
  { capacity, sold, quota, cost }: Provider,
  kept: number,
  committed: number,
): number {
  const use = (sold + quota) / capacity;
  const speed = beliefs.capacitySpeed;
  if (kept > cost && use > BUSY) return capacity * (1 + speed);
  if (use < IDLE || kept < cost) return Math.max(capacity * (1 - speed / 2), committed, 1);
  return capacity;
}

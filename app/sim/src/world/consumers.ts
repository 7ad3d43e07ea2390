/** Consumers who pay, and holders who stake DIEM for quota. @module */
import { power } from "../elementary";
import { quotaOffered } from "./providers";
import { wantedUse } from "./wanted-use";
import type { World } from "./state";

/** A day is an epoch, also for a market with longer or shorter epochs. */
export const EPOCHS_OF_YEAR = 365;

/** What the quota of a DIEM is worth to its holder for ever, in dollars: what it saves, at the return that holders want. */
export function quotaWorth(world: World): number {
  const { params, beliefs, creditPrice } = world;
  const saved = params.creditsPerDiem * beliefs.quotaUse * creditPrice * EPOCHS_OF_YEAR;
  return saved / beliefs.holderReturn;
}

/** DIEM that holders would like to stake for quota at today's price. */
export function wantedStake(world: World): number {
  const { params, beliefs, diemPrice } = world;
  const most =
    (beliefs.quotaAppetite * wantedUse(world)) / (params.creditsPerDiem * beliefs.quotaUse);
  const cheap = power(quotaWorth(world) / diemPrice, beliefs.holderElasticity);
  return (most * 2 * cheap) / (1 + cheap);
}

/** DIEM that can be staked for quota: what holders would like, within what providers offer. */
export function usefulStake(world: World): number {
  return Math.min(wantedStake(world), quotaOffered(world) / world.params.creditsPerDiem);
}

/** Credits that all providers sold on the last day. */
export function soldBy({ providers }: Pick<World, "providers">): number {
  let sold = 0;
  for (const provider of providers) sold += provider.sold;
  return sold;
}

/** DIEM that paying consumers hold for their next calls. */
export function paymentStock(world: World): number {
  return (world.beliefs.paymentDays * soldBy(world) * world.creditPrice) / world.diemPrice;
}

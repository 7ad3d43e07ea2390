import { expect } from "chai";
import { accounts, constants, quotes } from "@diem/sdk";
import * as channels from "./channels";
import * as epochs from "./epochs";
import type { MarketHistory } from "./history";
import { COOLDOWN_SECS, UNIT } from "./market";
import * as bonds from "./providers";
import type { Seller } from "./providers";
import type { World } from "./world";

/** DIEM base units. */
const DUST = 7n;

/** A provider without bond whose notice is over, in a market with the usual cool-down. */
export async function retiredProvider(world: World): Promise<Seller> {
  const seller = await world.provider(UNIT);
  await bonds.retire(world, seller);
  const id = await bonds.requestBondWithdrawal(world, seller, UNIT);
  await world.chain.advance(COOLDOWN_SECS + 1n);
  await bonds.withdrawBond(world, seller, id);
  return seller;
}

/** Closes the channels that are closing and may be closed. */
export async function closeChannels(history: MarketHistory): Promise<void> {
  const { world } = history;
  for (const [key, opened] of [...history.opened]) {
    if ((await channels.channelAccount(world, opened)).closesTs === null) continue;
    const close = () => channels.closeChannel(world, opened);
    if (await history.attempt("closeChannel", close)) history.opened.delete(key);
  }
}

/** Takes every provider whose notice is over as far out as it can come. */
export async function departProviders(history: MarketHistory): Promise<void> {
  const { world } = history;
  const now = await world.chain.now();
  for (const place of history.places) {
    const { seller } = place;
    if (seller === undefined) continue;
    const { retiring, noticeEndsTs } = await bonds.providerAccount(world, seller);
    if (!retiring || now < noticeEndsTs) continue;
    for (const opened of history.opened.values()) {
      if (opened.seller !== seller) continue;
      const request = () => channels.requestClose(world, opened, seller.operator);
      await history.attempt("requestClose", request);
    }
    await empty(history, seller, place.tickets);
    if (await history.attempt("closeProvider", () => closeProvider(history, seller))) {
      place.seller = undefined;
      history.departures += 1;
    }
  }
}

async function empty(history: MarketHistory, seller: Seller, tickets: bigint[]): Promise<void> {
  const { world } = history;
  const { bond } = await bonds.providerAccount(world, seller);
  if (bond > 0n) {
    await history.attempt("releaseBond", async () => {
      tickets.push(await bonds.requestBondWithdrawal(world, seller, bond));
    });
  }
  for (const id of [...tickets]) {
    const withdraw = () => bonds.withdrawBond(world, seller, id);
    if (await history.attempt("withdrawBond", withdraw)) tickets.splice(tickets.indexOf(id), 1);
  }
}

/** Closes a provider. Just before, somebody sends dust; the owner is paid all that it is owed, to the unit. */
async function closeProvider(history: MarketHistory, seller: Seller): Promise<void> {
  const { world } = history;
  const { owner, revenue } = seller;
  for (const sender of history.consumers) {
    if ((await world.balance(sender.diem)) < DUST) continue;
    await world.pay(sender, revenue, DUST);
    break;
  }
  const { claimable } = await bonds.providerAccount(world, seller);
  const amount = (await world.balance(revenue)) - claimable;
  const { provider: part } = quotes.splitFee({ market: await world.marketAccount(), amount });
  const before = await world.balance(owner.diem);
  await bonds.closeProvider(world, seller);
  expect((await world.balance(owner.diem)) - before).to.equal(claimable + part);
}

/** Closes the records that are no longer needed. */
export async function closeRecords(history: MarketHistory): Promise<void> {
  const { world } = history;
  const running = await epochs.epoch(world);
  const { market } = world.market;
  const records = await accounts.epochRecord.fetchAll(world.chain.connection, { market });
  for (const { epoch, closed, rewardable, rewarded } of records) {
    const lapsed = running - epoch >= constants.USAGE_EPOCHS;
    if (!closed) continue;
    const done = await history.attempt("closeRecord", () => epochs.closeRecord(world, epoch));
    expect(done).to.equal(lapsed || rewardable === rewarded);
  }
}

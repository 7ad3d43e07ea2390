import { expect } from "chai";
import { accounts, constants, instructions } from "@diem/sdk";
import * as channels from "./channels";
import * as epochs from "./epochs";
import type { MarketHistory } from "./history";
import * as bonds from "./providers";
import type { Seller } from "./providers";

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
    if (await history.attempt("closeProvider", () => bonds.closeProvider(world, seller))) {
      place.seller = undefined;
      history.departures += 1;
    }
  }
}

async function empty(history: MarketHistory, seller: Seller, tickets: bigint[]): Promise<void> {
  const { world } = history;
  const { owner, provider, revenue } = seller;
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
  await history.attempt("distribute", () => world.distribute(provider));
  const { claimable: amount } = await bonds.providerAccount(world, seller);
  expect(await world.balance(revenue)).to.equal(amount);
  if (amount === 0n) return;
  const payout = { market: world.market, owner: owner.address, provider, amount };
  await world.send([instructions.withdrawRevenue(payout)], [owner.keypair]);
}

/** Closes the records that nobody needs any more. */
export async function closeRecords(history: MarketHistory): Promise<void> {
  const { world } = history;
  const running = await epochs.epoch(world);
  const { market } = world.market;
  const records = await accounts.epochRecord.fetchAll(world.chain.connection, { market });
  for (const { epoch, closed, quota, quotaClaimed } of records) {
    const lapsed = running - epoch >= constants.USAGE_EPOCHS;
    if (!closed) continue;
    const done = await history.attempt("closeRecord", () => epochs.closeRecord(world, epoch));
    expect(done).to.equal(lapsed || quota === quotaClaimed);
  }
}

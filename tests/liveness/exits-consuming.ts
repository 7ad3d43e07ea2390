import { expect } from "chai";
import { instructions, quotes } from "@diem/sdk";
import { channelAccount, type Opened } from "../support/channels";
import { epoch } from "../support/epochs";
import type { Actor, World } from "../support/world";
import type { Exit } from "./exit";

const on = ({ market }: World, { channel, seller, consumer }: Opened) => ({
  market,
  provider: seller.provider,
  channel,
  consumer: consumer.address,
});

/** From the next epoch on all of it can be withdrawn. */
export async function requestQuotaUnstake(
  world: World,
  opened: Opened,
  amount: bigint,
): Promise<Exit> {
  const before = await balanceOf(world, opened);
  const check = async () => {
    const after = await balanceOf(world, opened);
    expect(after.staked).to.equal(before.staked - amount);
    expect(after.withdrawableNext).to.equal(before.withdrawableNext + amount);
  };
  const request = instructions.requestQuotaUnstake({ ...on(world, opened), amount });
  return { who: opened.consumer, instructions: [request], check };
}

export async function withdrawQuota(
  world: World,
  opened: Opened,
  who: Actor = opened.consumer,
): Promise<Exit> {
  const { withdrawable: diem } = await balanceOf(world, opened);
  const order = { ...on(world, opened), consumerDiem: who.diem };
  return { who, instructions: [instructions.withdrawQuota(order)], diem };
}

/** By the consumer, or by the provider, whose request leaves staked DIEM its quota to the end of the next epoch. */
export async function requestClose(
  world: World,
  opened: Opened,
  who: Actor = opened.consumer,
): Promise<Exit> {
  const { channel, seller, consumer } = opened;
  const before = await balanceOf(world, opened);
  const { graceSecs, lastQuotaEpoch } = await channelAccount(world, opened);
  const byConsumer = who.address.equals(consumer.address);
  const graceEndsTs = (await world.chain.now()) + graceSecs;
  const last = (await epoch(world)) + 1;
  const lapsesTs = quotes.epochStart({ clock: await world.marketAccount(), epoch: last + 1 });
  const later = lapsesTs > graceEndsTs ? lapsesTs : graceEndsTs;
  const closing = byConsumer
    ? { closing: 2, closesTs: graceEndsTs, lastQuotaEpoch }
    : { closing: 1, closesTs: later, lastQuotaEpoch: last };
  const check = async () => {
    expect(await channelAccount(world, opened)).to.include(closing);
    const { staked, withdrawableNext } = await balanceOf(world, opened);
    expect(staked).to.equal(byConsumer ? 0n : before.staked);
    const freed = byConsumer ? before.staked : 0n;
    expect(withdrawableNext).to.equal(before.withdrawableNext + freed);
  };
  const request = { provider: seller.provider, channel, closer: who.address };
  return { who, instructions: [instructions.requestClose(request)], check };
}

/** The consumer gets what is unspent and unstaked, the provider's revenue account what is settled. */
export async function closeChannel(
  world: World,
  opened: Opened,
  { who = opened.consumer, consumerDiem = opened.consumer.diem } = {},
): Promise<Exit> {
  const { seller, channel, consumer } = opened;
  const { unspent, uncollected, withdrawable } = await balanceOf(world, opened);
  const revenue = await world.balance(seller.revenue);
  const { rentPayer } = await channelAccount(world, opened);
  const refund = unspent + withdrawable;
  const isConsumer = who.address.equals(consumer.address);
  const check = async () => {
    expect((await world.balance(seller.revenue)) - revenue).to.equal(uncollected);
    expect(await world.chain.connection.getAccountInfo(channel)).to.equal(null);
  };
  const close = instructions.closeChannel({ ...on(world, opened), consumerDiem, rentPayer });
  return { who, instructions: [close], diem: isConsumer ? refund : 0n, check };
}

async function balanceOf(world: World, opened: Opened) {
  const channel = await channelAccount(world, opened);
  return quotes.channelBalance({ channel, epoch: await epoch(world) });
}

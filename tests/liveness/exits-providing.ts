import { expect } from "chai";
import { accounts, constants, instructions, pda, quotes } from "@diem/sdk";
import type { Opened } from "../support/channels";
import { epoch } from "../support/epochs";
import { providerAccount, type Seller } from "../support/providers";
import type { World } from "../support/world";
import type { Exit } from "./exit";

const on = ({ market }: World, { owner, provider }: Seller) => ({
  market,
  owner: owner.address,
  provider,
});

/** All revenue: what the channels have settled is collected and split in the same transaction, by the owner. */
export async function withdrawRevenue(
  world: World,
  seller: Seller,
  channels: readonly Opened[] = [],
): Promise<Exit> {
  const { owner: who, provider, revenue } = seller;
  const { market } = world;
  const { connection } = world.chain;
  const { claimable } = await providerAccount(world, seller);
  let fresh = (await world.balance(revenue)) - claimable;
  const steps = [];
  for (const { channel } of channels) {
    const { settled, collected } = await accounts.channel.fetch(connection, channel);
    if (settled === collected) continue;
    fresh += settled - collected;
    steps.push(instructions.collect({ market, provider, channel }));
  }
  if (fresh > 0n) steps.push(instructions.distributeRevenue({ market, provider }));
  const split = quotes.splitFee({ market: await world.marketAccount(), amount: fresh });
  const diem = claimable + split.provider;
  const order = { ...on(world, seller), amount: diem, ownerDiem: who.diem };
  return { who, instructions: [...steps, instructions.withdrawRevenue(order)], diem };
}

/** Puts bond on a ticket of its own. Nobody is left to slash it. */
export async function requestBondWithdrawal(
  world: World,
  seller: Seller,
  amount: bigint,
): Promise<Exit> {
  const before = await providerAccount(world, seller);
  const { nextTicketId: ticketId, retiring, noticeEndsTs } = before;
  const { params } = await world.marketAccount();
  const cooledTs = (await world.chain.now()) + params.bondCooldownSecs;
  const readyTs = retiring && noticeEndsTs > cooledTs ? noticeEndsTs : cooledTs;
  const check = async () => {
    const address = pda.bondTicket({ provider: seller.provider, id: ticketId });
    const ticket = await accounts.bondTicket.fetch(world.chain.connection, address);
    expect([ticket.requested, ticket.readyTs]).to.deep.equal([amount, readyTs]);
    expect((await providerAccount(world, seller)).bond).to.equal(before.bond - amount);
  };
  const request = instructions.requestBondWithdrawal({ ...on(world, seller), amount, ticketId });
  return { who: seller.owner, instructions: [request], check };
}

/** A ticket's part of the cooling bond: all of what was requested where nobody was slashed. */
export async function withdrawBond(world: World, seller: Seller, ticketId: bigint): Promise<Exit> {
  const { owner: who, provider } = seller;
  const address = pda.bondTicket({ provider, id: ticketId });
  const { requested: vvv } = await accounts.bondTicket.fetch(world.chain.connection, address);
  const order = { ...on(world, seller), ticketId, ownerVvv: who.vvv };
  return { who, instructions: [instructions.withdrawBond(order)], vvv };
}

/** Whether an epoch's quota reward can be claimed no more. */
export async function rewardLapsed(world: World, ofEpoch: number): Promise<boolean> {
  return (await epoch(world)) >= ofEpoch + constants.USAGE_EPOCHS;
}

/** Rolls what nobody has rolled, if anything, and claims. */
export async function claimQuotaReward(
  world: World,
  seller: Seller,
  ofEpoch: number,
): Promise<Exit> {
  const { owner: who, provider } = seller;
  const { market } = world;
  const before = await world.marketAccount();
  const now = await world.chain.now();
  let records = await accounts.epochRecord.fetchAll(world.chain.connection, {
    market: before.address,
  });
  const steps = [];
  if (quotes.epochsDue({ market: before, now }) > 0) {
    const recordOf = (nth: 0 | 1) =>
      before.hasRecord[nth]
        ? pda.epochRecord({ market: before.address, epoch: before.nextToClose + nth })
        : undefined;
    const toClose = { firstRecord: recordOf(0), secondRecord: recordOf(1) };
    steps.push(instructions.rollEpoch({ market, ...toClose }));
    records = [...quotes.rollPreview({ market: before, records, now }).records];
  }
  const record = records.find((each) => each.epoch === ofEpoch);
  if (record === undefined) throw new Error("no such record");
  const { usage } = await providerAccount(world, seller);
  const slot = usage.find((each) => each.epoch === ofEpoch);
  if (slot === undefined) throw new Error("nothing served in that epoch");
  const counted = { ...slot, served: slot.reported, measure: record };
  const { rewardable } = quotes.contribution(counted);
  const { rewardPool: pool, rewardable: totalRewardable } = record;
  const diem = quotes.rewardFloor({ pool, rewardable, totalRewardable });
  const claim = {
    market,
    providerOwner: who.address,
    provider,
    epoch: ofEpoch,
    ownerDiem: who.diem,
  };
  return { who, instructions: [...steps, instructions.claimQuotaReward(claim)], diem };
}

/** Takes back every offer that nobody has taken. */
export async function offerNoMore(world: World, seller: Seller): Promise<Exit> {
  const { committed } = await providerAccount(world, seller);
  const capacity = committed.next;
  const set = { ...on(world, seller), capacity, quotaCapacity: capacity };
  const check = async () => {
    expect((await providerAccount(world, seller)).capacity.next).to.equal(capacity);
  };
  return { who: seller.owner, instructions: [instructions.setCapacity(set)], check };
}

export async function retireProvider(world: World, seller: Seller): Promise<Exit> {
  const { params } = await world.marketAccount();
  const noticeEndsTs = (await world.chain.now()) + params.bondCooldownSecs;
  const check = async () => {
    const after = await providerAccount(world, seller);
    expect([after.retiring, after.noticeEndsTs]).to.deep.equal([true, noticeEndsTs]);
  };
  const retire = instructions.retireProvider(on(world, seller));
  return { who: seller.owner, instructions: [retire], check };
}

/** Pays what is claimable, and the owner's part of what nobody has distributed. */
export async function closeProvider(world: World, seller: Seller): Promise<Exit> {
  const { owner: who, provider, revenue } = seller;
  const { claimable, rentPayer } = await providerAccount(world, seller);
  const amount = (await world.balance(revenue)) - claimable;
  const { provider: part } = quotes.splitFee({ market: await world.marketAccount(), amount });
  const check = async () => {
    const left = await world.chain.connection.getMultipleAccountsInfo([provider, revenue]);
    expect(left).to.deep.equal([null, null]);
  };
  const close = { ...on(world, seller), ownerDiem: who.diem, rentPayer };
  return { who, instructions: [instructions.closeProvider(close)], diem: claimable + part, check };
}

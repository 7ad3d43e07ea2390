import { expect } from "chai";
import { accounts, diemSupply, instructions, pda, quotes } from "@diem/sdk";
import type { Actor, World } from "../support/world";
import type { Exit } from "./exit";

const on = ({ market }: World, { address: owner }: Actor) => ({ market, owner });

/** Puts unlocked stake on a ticket of its own, which will pay exactly that. */
export async function requestUnstake(world: World, who: Actor, amount: bigint): Promise<Exit> {
  const { nextTicketId: ticketId } = await world.position(who);
  const request = instructions.requestUnstake({ ...on(world, who), amount, ticketId });
  const readyTs =
    (await world.chain.now()) + (await world.marketAccount()).params.stakeCooldownSecs;
  const check = async () => {
    const { connection } = world.chain;
    const address = pda.ticket({ position: who.position, id: ticketId });
    const ticket = await accounts.ticket.fetch(connection, address);
    expect([ticket.amount, ticket.readyTs]).to.deep.equal([amount, readyTs]);
  };
  return { who, instructions: [request], settles: true, check };
}

export async function withdrawUnstaked(world: World, who: Actor, ticketId: bigint): Promise<Exit> {
  const address = pda.ticket({ position: who.position, id: ticketId });
  const { amount: vvv } = await accounts.ticket.fetch(world.chain.connection, address);
  const order = { ...on(world, who), ticketId, ownerVvv: who.vvv };
  return { who, instructions: [instructions.withdrawUnstaked(order)], vvv };
}

export async function claimRewards(world: World, who: Actor): Promise<Exit> {
  const [market, position] = [await world.marketAccount(), await world.position(who)];
  const now = await world.chain.now();
  const { fees: diem, rewards: vvv } = quotes.claimable({ market, position, now });
  const order = { ...on(world, who), ownerVvv: who.vvv, ownerDiem: who.diem };
  return { who, instructions: [instructions.claimRewards(order)], settles: true, vvv, diem };
}

/** A position, its bill, and what both are reckoned by. */
export async function debtor(world: World, who: Actor) {
  const { connection } = world.chain;
  const [market, position] = [await world.marketAccount(), await world.position(who)];
  const debt = { market, position, supply: await diemSupply({ connection, market }) };
  return { ...debt, bill: quotes.billOf(debt) };
}

/** Burns DIEM, at most the bill; the stake behind it is unlocked in the same moment. */
export async function burnDiem(world: World, who: Actor, amount: bigint): Promise<Exit> {
  const { position, ...debt } = await debtor(world, who);
  const quote = quotes.burnQuote({ ...debt, position, amount });
  const { diemBurned, vvvUnlocked: minVvvUnlocked } = quote;
  const order = { ...on(world, who), diemAmount: amount, minVvvUnlocked, ownerDiem: who.diem };
  const check = async () => {
    const after = await debtor(world, who);
    expect(after.position.locked).to.equal(position.locked - minVvvUnlocked);
    expect(after.position.locked).to.equal(quote.locked);
    expect(after.position.staked).to.equal(position.staked);
    expect(after.bill).to.equal(quote.bill);
    expect(after.supply).to.equal(debt.supply - diemBurned);
  };
  const burn = instructions.burnDiem(order);
  return { who, instructions: [burn], settles: true, diem: -diemBurned, check };
}

/** Gives the position's rent back, which its owner paid or, where `rentPayer` says so, somebody else. */
export async function closePosition(world: World, who: Actor): Promise<Exit> {
  const { connection } = world.chain;
  const { rentPayer } = await world.position(who);
  const rent = (await connection.getAccountInfo(who.position))?.lamports ?? 0;
  const before = await connection.getBalance(rentPayer);
  const check = async () => {
    expect(await connection.getAccountInfo(who.position)).to.equal(null);
    const fee = rentPayer.equals(who.address) ? 5_000 : 0;
    expect(await connection.getBalance(rentPayer)).to.equal(before + rent - fee);
  };
  const close = instructions.closePosition({ ...on(world, who), rentPayer });
  return { who, instructions: [close], check };
}

import { expect } from "chai";
import { accounts, instructions, plans } from "@diem/sdk";
import { startChain } from "../support/chain";
import { COOLDOWN_SECS, UNIT } from "../support/market";
import { type Actor, World } from "../support/world";
import { carriedOut, contextOf, refusal } from "./plans-market-support";
import { thrownBy } from "./support";

describe("sdk: plans of a staker", () => {
  let world: World;
  let staker: Actor;
  let context: plans.PlanContext;

  beforeEach(async () => {
    world = await World.create(await startChain());
    staker = await world.actor(100n * UNIT);
    context = contextOf(world, staker);
  });

  const sent = <Quote>(planned: Promise<plans.Plan<Quote>>) => carriedOut(world, staker, planned);
  const position = () => world.position(staker);
  const pause = async () => {
    const { market, creator } = world;
    const stop = { market, pauser: creator.publicKey, entries: ["stake"] as const };
    await world.send([instructions.pause(stop)], [creator]);
  };
  const missing = async (call: () => Promise<unknown>) => {
    expect(await thrownBy(call)).to.have.property("name", "AccountNotFound");
  };

  it("open the position with the first stake alone", async () => {
    expect(await sent(plans.stake(context, { amount: 40n * UNIT }))).to.deep.equal({
      opens: true,
      staked: 40n * UNIT,
      left: 60n * UNIT,
    });
    const second = await plans.stake(context, { amount: 60n * UNIT });
    expect(second.instructions).to.have.length(1);
    expect(second.quote).to.deep.equal({ opens: false, staked: 100n * UNIT, left: 0n });
    await world.send(second.instructions, [staker.keypair]);
    expect((await position()).staked).to.equal(100n * UNIT);
  });

  it("stake nothing, and no more than the wallet holds", async () => {
    expect(await refusal(() => plans.stake(context, { amount: 0n }))).to.equal("ZeroAmount");
    const negative = await thrownBy(() => plans.stake(context, { amount: -1n }));
    expect(negative).to.have.property("name", "InvalidAmount");
    const above = { amount: 100n * UNIT + 1n };
    expect(await refusal(() => plans.stake(context, above))).to.equal("InsufficientBalance");
    await sent(plans.stake(context, { amount: 100n * UNIT }));
    const empty = contextOf(world, { ...staker, address: world.treasury.publicKey });
    expect(await refusal(() => plans.stake(empty, { amount: 1n }))).to.equal("InsufficientBalance");
  });

  it("unstake as quoted: the ticket's number, when it is ready, and what stays", async () => {
    await missing(() => plans.requestUnstake(context, { amount: 1n }));
    await sent(plans.stake(context, { amount: 100n * UNIT }));
    await world.mint(staker, UNIT / 2n);
    const { locked } = await position();
    for (const ticketId of [0n, 1n]) {
      const quote = await sent(plans.requestUnstake(context, { amount: UNIT }));
      const [ticket] = (
        await accounts.ticket.fetchAll(world.chain.connection, { position: staker.position })
      ).filter(({ id }) => id === ticketId);
      const staked = 100n * UNIT - (ticketId + 1n) * UNIT;
      const unlocked = staked - locked;
      expect(quote).to.deep.equal({ ticketId, readyTs: ticket?.readyTs, staked, unlocked });
      expect((await position()).staked).to.equal(staked);
    }
    const unstake = (amount: bigint) => () => plans.requestUnstake(context, { amount });
    const most = 98n * UNIT - locked;
    expect(await refusal(unstake(0n))).to.equal("ZeroAmount");
    expect(await refusal(unstake(most + 1n))).to.equal("InsufficientUnlockedStake");
    expect((await sent(unstake(most)())).unlocked).to.equal(0n);
  });

  it("cancel a ticket, ready or not", async () => {
    await sent(plans.stake(context, { amount: 100n * UNIT }));
    await missing(() => plans.cancelUnstake(context, { ticketId: 0n }));
    const { ticketId } = await sent(plans.requestUnstake(context, { amount: 30n * UNIT }));
    const quote = await sent(plans.cancelUnstake(context, { ticketId }));
    expect(quote).to.deep.equal({ amount: 30n * UNIT, ticketIds: [0n] });
    expect((await position()).staked).to.equal(100n * UNIT);
  });

  it("pay out a ticket from its second on, and not before", async () => {
    await sent(plans.stake(context, { amount: 100n * UNIT }));
    const { ticketId } = await sent(plans.requestUnstake(context, { amount: 30n * UNIT }));
    await world.chain.advance(COOLDOWN_SECS - 1n);
    const withdraw = () => plans.withdrawUnstaked(context, { ticketId });
    expect(await refusal(withdraw)).to.equal("CooldownNotOver");
    expect(await plans.withdrawAllUnstaked(context)).to.deep.equal([]);
    await world.chain.advance(1n);
    expect(await sent(withdraw())).to.deep.equal({ amount: 30n * UNIT, ticketIds: [0n] });
    expect(await world.balance(staker.vvv)).to.equal(30n * UNIT);
    await missing(withdraw);
  });

  it("pay out all that are ready, in their order and in as many transactions as that takes", async () => {
    await sent(plans.stake(context, { amount: 100n * UNIT }));
    for (let n = 1n; n <= 17n; n += 1n) {
      await sent(plans.requestUnstake(context, { amount: n }));
    }
    await world.chain.advance(COOLDOWN_SECS);
    await sent(plans.requestUnstake(context, { amount: UNIT }));
    const all = await plans.withdrawAllUnstaked(context);
    expect(all.map(({ quote }) => quote.ticketIds.length)).to.deep.equal([8, 8, 1]);
    expect(all.flatMap(({ quote }) => quote.ticketIds)).to.deep.equal(
      Array.from({ length: 17 }, (_, id) => BigInt(id)),
    );
    for (const plan of all) await sent(Promise.resolve(plan));
    expect(await world.balance(staker.vvv)).to.equal((17n * 18n) / 2n);
    expect((await position()).openTickets).to.equal(1);
  });

  it("claim what they quote, into accounts that they create", async () => {
    await missing(() => plans.claimRewards(context));
    await sent(plans.stake(context, { amount: 100n * UNIT }));
    expect(await refusal(() => plans.claimRewards(context))).to.equal("NothingToClaim");
    await earn();
    const { embedded } = world.chain;
    for (const token of [staker.vvv, staker.diem]) {
      const account = embedded?.getAccount(token) ?? null;
      if (account !== null) embedded?.setAccount(token, { ...account, lamports: 0 });
    }
    const { diem, vvv } = await sent(plans.claimRewards(context));
    expect(diem > 0n && vvv > 0n).to.equal(true);
    expect(await world.balance(staker.vvv)).to.equal(vvv);
    expect(await world.balance(staker.diem)).to.equal(diem);
  });

  it("compound what they quote, and leave the fees", async () => {
    await missing(() => plans.compoundRewards(context));
    await sent(plans.stake(context, { amount: 100n * UNIT }));
    expect(await refusal(() => plans.compoundRewards(context))).to.equal("NothingToCompound");
    await earn();
    const fees = (await plans.claimRewards(context)).quote.diem;
    const { vvv, staked } = await sent(plans.compoundRewards(context));
    expect(staked).to.equal(100n * UNIT + vvv);
    expect((await position()).staked).to.equal(staked);
    expect((await plans.claimRewards(context)).quote).to.deep.equal({ diem: fees, vvv: 0n });
  });

  it("close an empty position alone, and give the rent back", async () => {
    await missing(() => plans.closePosition(context));
    await sent(plans.stake(context, { amount: UNIT }));
    const close = () => plans.closePosition(context);
    expect(await refusal(close)).to.equal("PositionNotEmpty");
    const { ticketId } = await sent(plans.requestUnstake(context, { amount: UNIT }));
    expect(await refusal(close)).to.equal("PositionNotEmpty");
    await world.chain.advance(COOLDOWN_SECS);
    await sent(plans.withdrawUnstaked(context, { ticketId }));
    const before = await world.chain.connection.getBalance(staker.address);
    const { rent } = await sent(close());
    const after = await world.chain.connection.getBalance(staker.address);
    expect(BigInt(after - before)).to.equal(rent);
  });

  it("stake nothing while that is paused, and lead out", async () => {
    await sent(plans.stake(context, { amount: UNIT }));
    const { ticketId } = await sent(plans.requestUnstake(context, { amount: 1n }));
    await pause();
    const entries = [
      () => plans.stake(context, { amount: 1n }),
      () => plans.cancelUnstake(context, { ticketId }),
      () => plans.compoundRewards(context),
    ];
    for (const entry of entries) expect(await refusal(entry)).to.equal("EntryPaused");
    await world.chain.advance(COOLDOWN_SECS);
    await sent(plans.withdrawUnstaked(context, { ticketId }));
    await sent(plans.requestUnstake(context, { amount: UNIT - 1n }));
  });

  /** Fees and rewards for the staker, half of them released. */
  async function earn(): Promise<void> {
    const consumer = await world.consumer(2n * UNIT);
    const { provider, revenue } = await world.provider();
    await world.pay(consumer, revenue, UNIT);
    await world.distribute(provider);
    await world.fundRewards(10n * UNIT, 10n);
    await world.chain.advance(2n);
  }
});

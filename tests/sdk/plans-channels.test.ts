import { createCloseAccountInstruction } from "@solana/spl-token";
import { Keypair, type PublicKey } from "@solana/web3.js";
import { expect } from "chai";
import { accounts, constants, plans, pda, quotes, transactions } from "@diem/sdk";
import { startChain } from "../support/chain";
import { GRACE_SECS, createFixture, type Fixture } from "../support/fixture";
import { nextEpoch } from "../support/epochs";
import { UNIT } from "../support/market";
import { retire } from "../support/providers";
import { serve } from "../support/trade";
import { type Actor, World } from "../support/world";
import { refusal } from "./plans-channels-support";

const CREDIT = constants.CREDIT_UNIT;

describe("sdk: plans of channels", () => {
  let fixture: Fixture;
  let world: World;
  let consumer: Actor;
  let provider: PublicKey;
  before(async () => {
    fixture = await createFixture(await startChain());
    ({ world, consumer } = fixture);
    ({ provider } = fixture.seller);
  });

  const as = ({ address: owner }: Pick<Actor, "address">): plans.PlanContext => ({
    connection: world.chain.connection,
    market: world.market,
    owner,
  });
  const send = (plan: plans.Plan<unknown>, signers: Keypair[] = [consumer.keypair]) =>
    transactions.send(world.chain.provider, { instructions: plan.instructions, signers });
  const channelAt = (address: PublicKey) => accounts.channel.fetch(world.chain.connection, address);
  const open = async (deposit: bigint, quotaStake = 0n) => {
    const plan = await plans.openChannel(as(consumer), { provider, deposit, quotaStake });
    await send(plan);
    return plan.quote.channel;
  };
  const outlast = () => {
    const clock = world.chain.embedded?.clock;
    clock?.warpToSlot(clock.slot() + constants.OPENING_WINDOW_SLOTS + 1n);
  };

  it("open one as quoted", async () => {
    const input = { provider, deposit: 3n * UNIT, quotaStake: 2n * UNIT };
    const plan = await plans.openChannel(as(consumer), input);
    await send(plan);
    const { channel, openedSlot, price, quota, graceSecs } = plan.quote;
    expect(
      channel.equals(pda.channel({ provider, consumer: consumer.address, openedSlot })),
    ).to.equal(true);
    const account = await channelAt(channel);
    expect(account).to.deep.include({ price, graceSecs, deposit: 3n * UNIT, staked: 2n * UNIT });
    expect(account.nextAllowance).to.equal(quota);
    expect(quota).to.equal(2n * CREDIT);
  });

  it("open one for somebody without a DIEM account, where nothing is deposited", async () => {
    const keypair = await world.chain.wallet();
    const poor = { address: keypair.publicKey };
    const plan = await plans.openChannel(as(poor), { provider, deposit: 0n });
    expect(plan.instructions).to.have.length(2);
    await send(plan, [keypair]);
    expect((await channelAt(plan.quote.channel)).deposit).to.equal(0n);
    const dear = plans.openChannel(as(poor), { provider, deposit: 1n });
    expect(await refusal(dear)).to.equal("InsufficientBalance");
  });

  it("refuse an opening that the program would refuse", async () => {
    const context = as(consumer);
    const opening = { provider, deposit: UNIT };
    const names = await Promise.all([
      refusal(plans.openChannel(context, { ...opening, deposit: 10_000n * UNIT })),
      refusal(plans.openChannel(context, { ...opening, quotaStake: 10_000n * UNIT })),
      refusal(plans.openChannel(context, { ...opening, maxPrice: UNIT - 1n })),
      refusal(plans.openChannel(context, { ...opening, provider: world.market.market })),
      refusal(plans.openChannel(context, { ...opening, provider: consumer.address })),
    ]);
    expect(names).to.deep.equal([
      "InsufficientBalance",
      "InsufficientBalance",
      "PriceAboveMaximum",
      "WrongAccountType",
      "WrongAccountType",
    ]);
    await plans.openChannel(context, { ...opening, maxPrice: UNIT });
    const leaving = await world.provider({ capacity: CREDIT });
    await retire(world, leaving);
    const late = plans.openChannel(context, { ...opening, provider: leaving.provider });
    expect(await refusal(late)).to.equal("ProviderRetiring");
    const other = await World.create(world.chain);
    const elsewhere = { ...context, market: other.market };
    expect(await refusal(plans.openChannel(elsewhere, opening))).to.equal("WrongMarket");
  });

  it("deposit, settle and collect as quoted", async () => {
    const channel = await open(UNIT);
    const more = await plans.deposit(as(consumer), { channel, amount: 2n * UNIT });
    await send(more);
    const opened = {
      ...{ channel, seller: fixture.seller, consumer, voucherSigner: consumer.keypair },
      openedSlot: 0n,
    };
    expect(await refusal(plans.collect(as(consumer), { channel }))).to.equal("NothingToCollect");
    await serve(world, opened, { diem: UNIT });
    const account = await channelAt(channel);
    expect(more.quote).to.deep.equal({ deposit: account.deposit, unspent: account.deposit });
    const again = await plans.deposit(as(consumer), { channel, amount: UNIT });
    expect(again.quote).to.deep.equal({ deposit: 4n * UNIT, unspent: 3n * UNIT });
    const collecting = await plans.collect(as(consumer), { channel });
    expect(collecting.quote).to.deep.equal({ amount: UNIT });
    await send(collecting, []);
    expect((await channelAt(channel)).collected).to.equal(UNIT);
    const dear = plans.deposit(as(consumer), { channel, amount: 10_000n * UNIT });
    expect(await refusal(dear)).to.equal("InsufficientBalance");
    const other = await World.create(world.chain);
    const elsewhere = { ...as(consumer), market: other.market };
    expect(await refusal(plans.deposit(elsewhere, { channel, amount: 1n }))).to.equal(
      "WrongMarket",
    );
  });

  it("stake and unstake a quota as quoted", async () => {
    const channel = await open(0n);
    const context = as(consumer);
    const staking = await plans.stakeQuota(context, { channel, amount: 3n * UNIT });
    await send(staking);
    const account = await channelAt(channel);
    expect(staking.quote).to.deep.equal({
      allowance: account.quota.allowance,
      nextAllowance: account.nextAllowance,
    });
    const leaving = await plans.requestQuotaUnstake(context, { channel, amount: UNIT });
    await send(leaving);
    const after = await channelAt(channel);
    const { readyTs, ...allowances } = leaving.quote;
    expect(allowances).to.deep.equal({
      allowance: after.quota.allowance,
      nextAllowance: after.nextAllowance,
    });
    // what cools gives this epoch's quota still
    const more = await plans.stakeQuota(context, { channel, amount: UNIT });
    expect(more.quote).to.deep.equal({ allowance: 4n * CREDIT, nextAllowance: 3n * CREDIT });
    const above = plans.requestQuotaUnstake(context, { channel, amount: 3n * UNIT });
    const names = await Promise.all([
      refusal(plans.withdrawQuota(context, { channel })),
      refusal(above),
      refusal(plans.stakeQuota(context, { channel, amount: 10_000n * UNIT })),
      refusal(plans.stakeQuota(as(fixture.seller.owner), { channel, amount: 1n })),
      refusal(plans.requestQuotaUnstake(as(fixture.seller.owner), { channel, amount: 1n })),
      refusal(plans.withdrawQuota(as(fixture.seller.owner), { channel })),
    ]);
    expect(names).to.deep.equal([
      "QuotaNotReady",
      "InsufficientQuotaStake",
      "InsufficientBalance",
      "WrongConsumer",
      "WrongConsumer",
      "WrongConsumer",
    ]);
    await world.chain.advance(readyTs - (await world.chain.now()));
    const withdrawal = await plans.withdrawQuota(context, { channel });
    expect(withdrawal.quote).to.deep.equal({ amount: UNIT });
    const before = await world.balance(consumer.diem);
    await send(withdrawal);
    expect(await world.balance(consumer.diem)).to.equal(before + UNIT);
  });

  it("stake a quota for the part that is left of the epoch", async () => {
    const context = as(consumer);
    await nextEpoch(world);
    const { epochSecs } = await world.marketAccount();
    await world.chain.advance(epochSecs / 4n);
    const input = { provider, deposit: 0n, quotaStake: 2n * UNIT };
    const opening = await plans.openChannel(context, input);
    expect([opening.quote.quota, opening.quote.quotaNow]).to.deep.equal([
      2n * CREDIT,
      (3n * CREDIT) / 2n,
    ]);
    await send(opening);
    const { channel } = opening.quote;
    expect((await channelAt(channel)).quota.allowance).to.equal(opening.quote.quotaNow);
    await world.chain.advance(epochSecs / 4n);
    const more = await plans.stakeQuota(context, { channel, amount: UNIT });
    expect(more.quote).to.deep.equal({ allowance: 2n * CREDIT, nextAllowance: 3n * CREDIT });
    await send(more);
    const { quota, nextAllowance } = await channelAt(channel);
    expect({ allowance: quota.allowance, nextAllowance }).to.deep.equal(more.quote);
  });

  describe("close one", () => {
    it("after the grace, and once what was staked is ready", async () => {
      const channel = await open(2n * UNIT, UNIT);
      outlast();
      const context = as(consumer);
      const early = () => refusal(plans.closeChannel(context, { channel }));
      expect(await early()).to.equal("CloseNotRequested");
      const request = await plans.requestClose(context, { channel });
      const { genesisTs, epochSecs } = await world.marketAccount();
      const now = await world.chain.now();
      const next = genesisTs + ((now - genesisTs) / epochSecs + 1n) * epochSecs;
      expect(request.quote).to.deep.equal({
        byProvider: false,
        closableTs: next,
        unstaked: UNIT,
      });
      await send(request);
      expect(await refusal(plans.requestClose(context, { channel }))).to.equal("ChannelClosing");
      const late = plans.deposit(context, { channel, amount: 1n });
      expect(await refusal(late)).to.equal("ChannelClosing");
      const more = plans.stakeQuota(context, { channel, amount: 1n });
      expect(await refusal(more)).to.equal("ChannelClosing");
      expect(await early()).to.equal("GraceNotOver");
      await world.chain.advance(GRACE_SECS);
      expect(await early()).to.equal("QuotaStillStaked");
      await nextEpoch(world);
      const closing = await plans.closeChannel(context, { channel });
      expect(closing.quote).to.deep.equal({ collected: 0n, refunded: 3n * UNIT });
      const before = await world.balance(consumer.diem);
      await send(closing);
      expect(await world.balance(consumer.diem)).to.equal(before + 3n * UNIT);
    });

    it("with the grace alone where nothing was staked, into an account that is missing", async () => {
      const someone = await world.consumer(UNIT);
      const deposit = { provider, deposit: UNIT };
      const plan = await plans.openChannel(as(someone), deposit);
      await send(plan, [someone.keypair]);
      const { channel } = plan.quote;
      const close = createCloseAccountInstruction(someone.diem, someone.address, someone.address);
      await world.send([close], [someone.keypair]);
      const request = await plans.requestClose(as(someone), { channel });
      const now = await world.chain.now();
      expect(request.quote).to.deep.equal({
        byProvider: false,
        closableTs: now + GRACE_SECS,
        unstaked: 0n,
      });
      await send(request, [someone.keypair]);
      await world.chain.advance(GRACE_SECS);
      expect(await refusal(plans.closeChannel(as(someone), { channel }))).to.equal(
        "ChannelTooYoung",
      );
      outlast();
      await send(await plans.closeChannel(as(someone), { channel }), [someone.keypair]);
      expect(await world.balance(someone.diem)).to.equal(UNIT);
    });

    it("at once where both agree: the consumer asks, and the provider signs", async () => {
      const channel = await open(UNIT);
      outlast();
      const operator = fixture.operator.publicKey;
      const close = () => plans.closeChannel(as(consumer), { channel, operator });
      expect(await refusal(close())).to.equal("CloseNotRequested");
      await send(await plans.requestClose(as(consumer), { channel }));
      await send(await close(), [consumer.keypair, fixture.operator]);
      expect(await accounts.channel.fetchNullable(world.chain.connection, channel)).to.equal(null);
    });

    it("by the provider, who leaves the quota its epoch and the next", async () => {
      const channel = await open(2n * UNIT, UNIT);
      outlast();
      const byOperator = { ...as(consumer), owner: fixture.operator.publicKey };
      const stranger = { ...as(consumer), owner: world.market.market };
      const ask = (context = byOperator) => plans.requestClose(context, { channel });
      expect(await refusal(ask(stranger))).to.equal("NotChannelParty");
      const market = await world.marketAccount();
      const epoch = quotes.epochAt({ clock: market, now: await world.chain.now() });
      const request = await ask();
      const endTs = quotes.epochStart({ clock: market, epoch: epoch + 2 });
      expect(request.quote).to.deep.equal({ byProvider: true, closableTs: endTs, unstaked: 0n });
      await send(request, [fixture.operator]);
      expect(await channelAt(channel)).to.deep.include({
        closing: 1,
        closesTs: endTs,
        lastQuotaEpoch: epoch + 1,
        staked: UNIT,
      });
      expect(await refusal(ask())).to.equal("ChannelClosing");
      const more = plans.stakeQuota(as(consumer), { channel, amount: 1n });
      expect(await refusal(more)).to.equal("ChannelClosing");
      // the provider's signature alone ends nothing
      const operator = fixture.operator.publicKey;
      const early = plans.closeChannel(as(consumer), { channel, operator });
      expect(await refusal(early)).to.equal("GraceNotOver");

      const last = await nextEpoch(world);
      const { running } = quotes.quotaOf({ channel: await channelAt(channel), epoch: last });
      expect(running.left).to.equal(CREDIT);
      expect(await refusal(plans.withdrawQuota(as(consumer), { channel }))).to.equal(
        "QuotaNotReady",
      );
      await nextEpoch(world);
      const withdrawal = await plans.withdrawQuota(as(consumer), { channel });
      expect(withdrawal.quote).to.deep.equal({ amount: UNIT });
      const closing = await plans.closeChannel(as(consumer), { channel });
      expect(closing.quote).to.deep.equal({ collected: 0n, refunded: 3n * UNIT });
      const before = await world.balance(consumer.diem);
      await send(closing);
      expect(await world.balance(consumer.diem)).to.equal(before + 3n * UNIT);
    });

    it("earlier than the provider asked for, where the consumer wants it so", async () => {
      const channel = await open(UNIT, UNIT);
      outlast();
      const byOperator = { ...as(consumer), owner: fixture.operator.publicKey };
      await send(await plans.requestClose(byOperator, { channel }), [fixture.operator]);
      const request = await plans.requestClose(as(consumer), { channel });
      expect(request.quote).to.deep.include({ byProvider: false, unstaked: UNIT });
      await send(request);
      const { closing, closesTs, staked, cooling } = await channelAt(channel);
      expect([closing, staked, cooling]).to.deep.equal([2, 0n, UNIT]);
      expect(closesTs).to.equal((await world.chain.now()) + GRACE_SECS);
      const again = plans.requestClose(as(consumer), { channel });
      expect(await refusal(again)).to.equal("ChannelClosing");
      await world.chain.advance(request.quote.closableTs - (await world.chain.now()));
      const done = await plans.closeChannel(as(consumer), { channel });
      expect(done.quote).to.deep.equal({ collected: 0n, refunded: 2n * UNIT });
      await send(done);
    });
  });
});

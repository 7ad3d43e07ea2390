import { expect } from "chai";
import type { Keypair } from "@solana/web3.js";
import { accounts, events, quotes } from "@diem/sdk";
import { expectSolvent, expectTotalsToAddUp } from "../../support/solvency";
import { startChain, TestChain } from "../../support/chain";
import {
  channelAccount,
  closeChannel,
  deposit,
  openChannel,
  type Opened,
  outlastWindow,
  requestClose,
  stakeQuota,
  withdrawQuota,
} from "../../support/channels";
import { epoch, nextEpoch } from "../../support/epochs";
import { UNIT } from "../../support/market";
import { providerAccount } from "../../support/providers";
import { expectNoTrace, reach } from "../../support/snapshot";
import { CREDIT, GRACE_SECS, createFixture, type Fixture } from "../../support/fixture";
import { serve } from "../../support/trade";

/** Long enough for what a test does within an epoch, on a validator too. */
const EPOCH_SECS = 10n;
const STAKED = 3n * UNIT;
const DEPOSIT = 5n * UNIT;

describe("closing by the provider", () => {
  let chain: TestChain;
  let fixture: Fixture;
  let opened: Opened;

  before(async () => {
    chain = await startChain();
    fixture = await createFixture(chain, { epochSecs: EPOCH_SECS });
  });

  /** A channel with a deposit and a quota stake that gives its whole quota. */
  beforeEach(async () => {
    const { world, seller: provider, consumer } = fixture;
    opened = await openChannel(world, { provider, consumer, deposit: DEPOSIT });
    await stakeQuota(world, opened, STAKED);
    await outlastWindow(world, opened);
    await nextEpoch(world);
  });

  afterEach(async () => {
    await expectSolvent(fixture.world);
    await expectTotalsToAddUp(fixture.world);
  });

  const startOf = async (ofEpoch: number) =>
    quotes.epochStart({ clock: await fixture.world.marketAccount(), epoch: ofEpoch });
  const refuses = (
    attempt: () => Promise<unknown>,
    error: Parameters<typeof expectNoTrace>[3],
    of = opened,
  ) => expectNoTrace(fixture.world, reach(fixture.world, of), attempt, error);
  const ask = (closer?: Keypair) => () => requestClose(fixture.world, opened, closer);
  const close = (operator?: Keypair) => () =>
    closeChannel(fixture.world, opened, operator === undefined ? {} : { operator });
  const committed = async () =>
    (await providerAccount(fixture.world, fixture.seller)).committed.next;

  it("leaves this epoch and the next, in which the quota is served, and then pays everything back", async () => {
    const { world, seller, operator, consumer } = fixture;
    const asked = await epoch(world);
    const [event] = await events.fetch(chain.connection, await ask(operator)());
    if (event?.name !== "CloseRequested") throw new Error(event?.name ?? "no event");
    const closesTs = await startOf(asked + 2);
    const told = { closesTs, closing: 1, lastQuotaEpoch: asked + 1, staked: STAKED };
    expect(event.data.byProvider).to.equal(true);
    expect(event.data.channel).to.include(told);
    expect(await channelAccount(world, opened)).to.include(told);

    await refuses(() => deposit(world, opened, 1n), "ChannelClosing");
    await refuses(() => stakeQuota(world, opened, UNIT), "ChannelClosing");
    for (const again of [operator, seller.owner.keypair])
      await refuses(ask(again), "ChannelClosing");
    for (const early of [close(), close(operator)]) await refuses(early, "GraceNotOver");
    await refuses(() => withdrawQuota(world, opened), "QuotaNotReady");
    await serve(world, opened, { diem: UNIT, quota: 3n * CREDIT }, { epoch: asked });

    await nextEpoch(world);
    await refuses(() => withdrawQuota(world, opened), "QuotaNotReady");
    await serve(world, opened, { quota: 2n * CREDIT }, { epoch: asked + 1 });
    await refuses(close(), "GraceNotOver");

    await nextEpoch(world);
    // the last quota settles as any does, and there is none after it
    await serve(world, opened, { quota: 3n * CREDIT }, { epoch: asked + 1 });
    const after = () => serve(world, opened, { quota: 1n }, { epoch: asked + 2 });
    await refuses(after, "ClaimAboveQuota");
    const purse = await world.balance(consumer.diem);
    await withdrawQuota(world, opened);
    expect(await world.balance(consumer.diem)).to.equal(purse + STAKED);
    const before = await committed();
    await close()();
    expect(await committed()).to.equal(before - 3n * CREDIT);
    expect(await world.balance(consumer.diem)).to.equal(purse + STAKED + DEPOSIT - UNIT);
    const { channel } = opened;
    expect(await accounts.channel.fetchNullable(chain.connection, channel)).to.equal(null);
  });

  it("pays a stake back that nobody withdrew, and releases what it had committed", async () => {
    const { world, seller, consumer } = fixture;
    await ask(seller.owner.keypair)();
    await nextEpoch(world, 2);
    const [purse, before] = [await world.balance(consumer.diem), await committed()];
    await close()();
    expect(await world.balance(consumer.diem)).to.equal(purse + STAKED + DEPOSIT);
    expect(await committed()).to.equal(before - 3n * CREDIT);
  });

  it("can be brought forward by the consumer, whose request takes the stake out, and by nobody again", async () => {
    const { world, operator, consumer } = fixture;
    const asked = await epoch(world);
    await ask(operator)();
    const before = await committed();
    const [event] = await events.fetch(chain.connection, await ask()());
    if (event?.name !== "CloseRequested") throw new Error(event?.name ?? "no event");
    const closesTs = event.data.stamp.timestamp + GRACE_SECS;
    expect(closesTs < (await startOf(asked + 2))).to.equal(true);
    const told = { closesTs, closing: 2, staked: 0n, cooling: STAKED, nextAllowance: 0n };
    expect(await channelAccount(world, opened)).to.include(told);
    expect(event.data.byProvider).to.equal(false);
    expect(await committed()).to.equal(before - 3n * CREDIT);
    for (const closer of [operator, consumer.keypair]) await refuses(ask(closer), "ChannelClosing");
    // both agree now, and the stake alone is waited for
    await refuses(close(operator), "QuotaStillStaked");
    await nextEpoch(world);
    await close(operator)();
  });

  it("is refused where the consumer asked before", async () => {
    const { seller, operator } = fixture;
    await ask()();
    const { closesTs } = await channelAccount(fixture.world, opened);
    for (const closer of [operator, seller.owner.keypair]) {
      await refuses(ask(closer), "ChannelClosing");
    }
    expect((await channelAccount(fixture.world, opened)).closesTs).to.equal(closesTs);
  });

  it("is for the consumer, the operator and the owner, and nobody else", async () => {
    const { world } = fixture;
    const strangers = [await chain.wallet(), world.creator, world.treasury];
    for (const stranger of strangers) await refuses(ask(stranger), "NotChannelParty");
  });

  it("waits for a grace that is longer than the epochs, which no later request shortens", async () => {
    const grace = 3_600n;
    const params = { channelGraceSecs: grace };
    const slow = await createFixture(chain, { epochSecs: EPOCH_SECS, params, offering: false });
    const { seller: provider, consumer, world } = slow;
    const other = await openChannel(world, { provider, consumer });
    const signature = await requestClose(world, other, slow.operator);
    const [event] = await events.fetch(chain.connection, signature);
    const closesTs = (event?.data.stamp.timestamp ?? 0n) + grace;
    expect((await channelAccount(world, other)).closesTs).to.equal(closesTs);
    const later = () => requestClose(world, other);
    await expectNoTrace(world, reach(world, other), later, "ChannelClosing");
  });
});

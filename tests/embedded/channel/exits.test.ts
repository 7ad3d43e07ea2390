import {
  createAssociatedTokenAccountIdempotentInstruction,
  createCloseAccountInstruction,
  createTransferInstruction,
} from "@solana/spl-token";
import { expect } from "chai";
import { type Keypair, SystemProgram } from "@solana/web3.js";
import type { EmbeddedChain } from "@diem/localnet";
import { instructions } from "@diem/sdk";
import { expectSolvent, expectTotalsToAddUp } from "../../support/solvency";
import { startChain, type TestChain } from "../../support/chain";
import {
  channelAccount,
  closeChannel,
  deposit,
  openChannel,
  outlastWindow,
  requestClose,
  stakeQuota,
  withdrawQuota,
} from "../../support/channels";
import { epoch, nextEpoch } from "../../support/epochs";
import { UNIT } from "../../support/market";
import { closeProvider, providerAccount, retire } from "../../support/providers";
import { claimOf, collect, settle, settleInstructions } from "../../support/settling";
import { expectNoTrace, reach } from "../../support/snapshot";
import { CREDIT, GRACE_SECS, createFixture, type Fixture } from "../../support/fixture";

/** Of the fixture. */
const EPOCH_SECS = 3_600n;

/** What could keep somebody's money in a channel, or put it into the wrong hands. */
describe("channels: exits", () => {
  let chain: TestChain;
  let clock: EmbeddedChain["clock"];
  let fixture: Fixture;

  beforeEach(async () => {
    chain = await startChain();
    if (chain.embedded === undefined) throw new Error("needs the embedded chain");
    clock = chain.embedded.clock;
    fixture = await createFixture(chain);
  });

  afterEach(async () => {
    await expectSolvent(fixture.world);
    await expectTotalsToAddUp(fixture.world);
  });

  const open = (amount = 0n) => {
    const { world, seller: provider, consumer } = fixture;
    return openChannel(world, { provider, consumer, deposit: amount });
  };

  it("give a consumer everything back from a provider that never settles", async () => {
    const { world, consumer } = fixture;
    const purse = await world.balance(consumer.diem);
    const lamports = await chain.connection.getBalance(consumer.address);
    const opened = await open(7n * UNIT + 1n);
    await requestClose(world, opened);
    clock.advance(GRACE_SECS);
    await outlastWindow(world, opened);
    await closeChannel(world, opened);
    expect(await world.balance(consumer.diem)).to.equal(purse);
    expect(await chain.connection.getBalance(consumer.address)).to.equal(lamports);
  });

  it("give the provider everything where everything is settled", async () => {
    const { world, seller, operator, consumer } = fixture;
    const opened = await open(7n * UNIT + 1n);
    const purse = await world.balance(consumer.diem);
    await settle(world, seller, [await claimOf(world, opened, { diem: 7n * UNIT + 1n })]);
    await requestClose(world, opened);
    await outlastWindow(world, opened);
    await closeChannel(world, opened, { operator });
    expect(await world.balance(seller.revenue)).to.equal(7n * UNIT + 1n);
    expect(await world.balance(consumer.diem)).to.equal(purse);
  });

  it("stay open where somebody donates to the escrow and to the revenue account", async () => {
    const { world, seller, operator, consumer } = fixture;
    const donor = await world.consumer(UNIT);
    const opened = await open(UNIT);
    for (const to of [world.market.escrow, seller.revenue]) {
      await world.send(
        [createTransferInstruction(donor.diem, to, donor.address, 1n)],
        [donor.keypair],
      );
    }
    const purse = await world.balance(consumer.diem);
    await settle(world, seller, [await claimOf(world, opened, { diem: 5n })]);
    await collect(world, opened);
    expect(await world.balance(seller.revenue)).to.equal(6n);
    await requestClose(world, opened);
    await outlastWindow(world, opened);
    await closeChannel(world, opened, { operator });
    expect(await world.balance(consumer.diem)).to.equal(purse + UNIT - 5n);
    expect(await world.balance(world.market.escrow)).to.equal(1n);
  });

  it("are not put off by a third party's deposits", async () => {
    const { world, consumer } = fixture;
    const pest = await world.consumer(10n);
    const opened = await open(UNIT);
    await deposit(world, opened, 3n, pest);
    await requestClose(world, opened);
    const { closesTs } = await channelAccount(world, opened);
    const more = () => deposit(world, opened, 1n, pest);
    await expectNoTrace(world, [...reach(world, opened), pest.diem], more, "ChannelClosing");
    if (closesTs === null) throw new Error("not closing");
    clock.set(closesTs);
    await outlastWindow(world, opened);
    const purse = await world.balance(consumer.diem);
    await closeChannel(world, opened);
    expect(await world.balance(consumer.diem)).to.equal(purse + UNIT + 3n);
    expect(await world.balance(pest.diem)).to.equal(7n);
  });

  it("wait for the consumer's token account alone, which anyone can make again", async () => {
    const { world, operator, seller } = fixture;
    const consumer = await world.consumer(UNIT);
    const opened = await openChannel(world, { provider: seller, consumer, deposit: UNIT });
    const drop = createCloseAccountInstruction(consumer.diem, world.payer, consumer.address);
    await world.send([drop], [consumer.keypair]);
    await requestClose(world, opened);
    await outlastWindow(world, opened);
    const close = () => closeChannel(world, opened, { operator });
    await expectNoTrace(world, reach(world, opened), close, /AccountNotInitialized/);
    const again = createAssociatedTokenAccountIdempotentInstruction(
      ...([world.payer, consumer.diem, consumer.address, world.market.diemMint] as const),
    );
    await world.send([again]);
    await close();
    expect(await world.balance(consumer.diem)).to.equal(UNIT);
  });

  it("cannot be undone by sending lamports to a channel as it closes", async () => {
    const { world, operator, seller, consumer } = fixture;
    const opened = await open(2n * UNIT);
    const entry = await claimOf(world, opened, { diem: 2n * UNIT });
    await requestClose(world, opened);
    await outlastWindow(world, opened);
    const revive = [
      instructions.closeChannel({
        ...{ market: world.market, provider: seller.provider, channel: opened.channel },
        ...{ consumer: consumer.address, operator: operator.publicKey },
      }),
      SystemProgram.transfer({
        ...{ fromPubkey: world.payer, toPubkey: opened.channel },
        lamports: 5_000_000,
      }),
    ];
    const settling = settleInstructions(seller, [entry], operator.publicKey);
    const attempt = () => world.send([...revive, ...settling], [operator]);
    await expectNoTrace(world, reach(world, opened), attempt, /AccountOwnedByWrongProgram/);
    await world.send(revive, [operator]);
    const info = await chain.connection.getAccountInfo(opened.channel);
    expect([info?.data.length, info?.owner.toBase58()]).to.deep.equal([
      0,
      SystemProgram.programId.toBase58(),
    ]);
  });

  it("leave no last voucher worth anything after the channel is closed", async () => {
    const { world, operator, seller } = fixture;
    const opened = await open(UNIT);
    const entry = await claimOf(world, opened, { diem: UNIT });
    await requestClose(world, opened);
    await outlastWindow(world, opened);
    await closeChannel(world, opened, { operator });
    const attempt = () => settle(world, seller, [entry]);
    await expectNoTrace(world, reach(world, opened), attempt, /AccountOwnedByWrongProgram/);
  });

  describe("from a retiring provider", () => {
    it("take no new channel and no new quota, and settle and close what there is", async () => {
      const { world, seller, operator } = fixture;
      const opened = await open(3n * UNIT);
      await stakeQuota(world, opened, UNIT);
      await retire(world, seller);
      const watched = reach(world, opened);
      await expectNoTrace(world, watched, () => open(), "ProviderRetiring");
      const stake = () => stakeQuota(world, opened, UNIT);
      await expectNoTrace(world, watched, stake, "ProviderRetiring");
      await deposit(world, opened, UNIT);
      const claim = { diem: 4n * UNIT, quota: CREDIT };
      await settle(world, seller, [await claimOf(world, opened, claim)]);
      await requestClose(world, opened);
      await outlastWindow(world, opened);
      await nextEpoch(world);
      await closeChannel(world, opened, { operator });
      expect(await world.balance(seller.revenue)).to.equal(4n * UNIT);
    });

    it("keep it from being closed until the last channel is", async () => {
      const { world, seller } = fixture;
      const opened = await open(UNIT);
      await retire(world, seller);
      const { noticeEndsTs } = await providerAccount(world, seller);
      expect(noticeEndsTs).to.equal(clock.now() + EPOCH_SECS); // the cool-down of bonds
      clock.set(noticeEndsTs);
      const early = () => closeProvider(world, seller);
      await expectNoTrace(world, reach(world, opened), early, "ProviderNotEmpty");
    });
  });

  describe("on the provider's request", () => {
    const asked = async (closer: Keypair) => {
      const opened = await open(2n * UNIT);
      await stakeQuota(fixture.world, opened, 3n * UNIT);
      await requestClose(fixture.world, opened, closer);
      return opened;
    };
    const endOf = async (ofEpoch: number) =>
      (await fixture.world.marketAccount()).genesisTs + BigInt(ofEpoch + 1) * EPOCH_SECS;

    it("are asked for by owner or operator at any time, and by no stranger", async () => {
      const { world, seller, operator } = fixture;
      const opened = await open(UNIT);
      for (const stranger of [await chain.wallet(), world.creator]) {
        const ask = () => requestClose(world, opened, stranger);
        await expectNoTrace(world, reach(world, opened), ask, "NotChannelParty");
      }
      for (const signer of [operator, seller.owner.keypair]) {
        const { closesTs, closing, lastQuotaEpoch } = await channelAccount(
          world,
          await asked(signer),
        );
        const running = await epoch(world);
        expect([closing, lastQuotaEpoch]).to.deep.equal([1, running + 1]);
        expect(closesTs).to.equal(await endOf(running + 1));
      }
    });

    it("wait for a grace that is longer than that", async () => {
      const graceSecs = 3n * EPOCH_SECS;
      fixture = await createFixture(chain, { params: { channelGraceSecs: graceSecs } });
      const opened = await asked(fixture.operator);
      const { closesTs } = await channelAccount(fixture.world, opened);
      expect(closesTs).to.equal(clock.now() + graceSecs);
    });

    it("take no deposit and no stake, and leave what is staked its quota of this epoch and the next", async () => {
      const { world, operator, seller } = fixture;
      const opened = await asked(operator);
      const watched = reach(world, opened);
      for (const entry of [deposit, stakeQuota]) {
        await expectNoTrace(world, watched, () => entry(world, opened, UNIT), "ChannelClosing");
      }
      const again = () => requestClose(world, opened, seller.owner.keypair);
      await expectNoTrace(world, watched, again, "ChannelClosing");
      const use = async (quota: bigint) =>
        settle(world, seller, [await claimOf(world, opened, { quota })]);
      await use(3n * CREDIT);
      await nextEpoch(world);
      await use(3n * CREDIT);
      await nextEpoch(world);
      await expectNoTrace(world, watched, () => use(1n), "ClaimAboveQuota");
    });

    it("give the whole stake back after the last epoch of its quota, and no second earlier", async () => {
      const { world, operator, consumer } = fixture;
      const opened = await asked(operator);
      const { lastQuotaEpoch } = await channelAccount(world, opened);
      clock.set((await endOf(lastQuotaEpoch)) - 1n);
      const withdraw = () => withdrawQuota(world, opened);
      await expectNoTrace(world, reach(world, opened), withdraw, "QuotaNotReady");
      clock.advance(1n);
      const purse = await world.balance(consumer.diem);
      await withdraw();
      expect((await world.balance(consumer.diem)) - purse).to.equal(3n * UNIT);
      const { staked, cooling, withdrawable } = await channelAccount(world, opened);
      expect([staked, cooling, withdrawable]).to.deep.equal([0n, 0n, 0n]);
    });

    it("close by anyone at their end, and release what was committed, though nobody consents earlier", async () => {
      const { world, operator, seller, consumer } = fixture;
      const opened = await asked(operator);
      const { closesTs } = await channelAccount(world, opened);
      await outlastWindow(world, opened);
      clock.set((closesTs ?? 0n) - 1n);
      for (const signer of [undefined, operator]) {
        const close = () => closeChannel(world, opened, signer && { operator: signer });
        await expectNoTrace(world, reach(world, opened), close, "GraceNotOver");
      }
      expect((await providerAccount(world, seller)).committed.next).to.equal(3n * CREDIT);
      clock.advance(1n);
      const purse = await world.balance(consumer.diem);
      await closeChannel(world, opened);
      expect((await world.balance(consumer.diem)) - purse).to.equal(5n * UNIT);
      expect((await providerAccount(world, seller)).committed.next).to.equal(0n);
    });

    it("end earlier where the consumer asks too, and at once where the provider then consents", async () => {
      const { world, operator } = fixture;
      const opened = await asked(operator);
      await outlastWindow(world, opened);
      await requestClose(world, opened);
      const { closing, closesTs, staked, cooling } = await channelAccount(world, opened);
      expect([closing, closesTs]).to.deep.equal([2, clock.now() + GRACE_SECS]);
      expect([staked, cooling]).to.deep.equal([0n, 3n * UNIT]);
      const close = () => closeChannel(world, opened, { operator });
      await expectNoTrace(world, reach(world, opened), close, "QuotaStillStaked");
      await nextEpoch(world);
      await close();
    });

    it("are not put off by a consumer that asks later", async () => {
      const { world, operator } = fixture;
      const opened = await asked(operator);
      const { closesTs } = await channelAccount(world, opened);
      clock.set((closesTs ?? 0n) - GRACE_SECS);
      const later = () => requestClose(world, opened);
      await expectNoTrace(world, reach(world, opened), later, "ChannelClosing");
      clock.advance(GRACE_SECS);
      await outlastWindow(world, opened);
      await closeChannel(world, opened);
    });
  });
});

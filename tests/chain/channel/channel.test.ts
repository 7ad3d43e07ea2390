import { expect } from "chai";
import { type Keypair, PublicKey } from "@solana/web3.js";
import { accounts, events, instructions, pda } from "@diem/sdk";
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
} from "../../support/channels";
import { nextEpoch } from "../../support/epochs";
import { U64_MAX, UNIT } from "../../support/market";
import { providerAccount, setTerms } from "../../support/providers";
import { expectSolvent, expectTotalsToAddUp } from "../../support/solvency";
import { claimOf, collect, settle } from "../../support/settling";
import { expectNoTrace, reach } from "../../support/snapshot";
import { CREDIT, GRACE_SECS, createFixture, type Fixture } from "../../support/fixture";
import { type Actor, World } from "../../support/world";

describe("channels", () => {
  let chain: TestChain;
  let fixture: Fixture;
  let world: World;
  let consumer: Actor;

  before(async () => {
    chain = await startChain();
    fixture = await createFixture(chain, { offering: false });
    ({ world, consumer } = fixture);
  });

  afterEach(async () => {
    await expectSolvent(world);
    await expectTotalsToAddUp(world);
  });

  const open = (options: object = {}) =>
    openChannel(world, { provider: fixture.seller, consumer, ...options });

  /** The only event of a transaction, which must be of the name. */
  const onlyEvent = async <Name extends events.DiemEventName>(signature: string, name: Name) => {
    const [event, ...others] = await events.fetch(chain.connection, signature);
    expect([event?.name, others.length]).to.deep.equal([name, 0]);
    return event as Extract<events.LocatedEvent, { name: Name }>;
  };

  describe("open_channel", () => {
    it("fixes the provider's price, whatever the reference price, and tells what payments buy at it", async () => {
      for (const price of [2n * UNIT, UNIT / 2n, 1n]) {
        const seller = await world.provider({ price });
        const opened = await open({ provider: seller, deposit: UNIT });
        await settle(world, seller, [await claimOf(world, opened, { diem: 999n })]);
        const bought = (999n * CREDIT) / price;
        expect(await channelAccount(world, opened)).to.include({ price, bought });
      }
    });

    it("takes the deposit, and tells of all the terms", async () => {
      const [before, seller] = [await world.marketAccount(), await world.provider()];
      const purse = await world.balance(consumer.diem);
      const openedSlot = BigInt(await chain.connection.getSlot());
      const address = { provider: seller.provider, consumer: consumer.address, openedSlot };
      const instruction = instructions.openChannel({
        ...{ ...address, market: world.market, deposit: 3n * UNIT, maxPrice: UNIT },
      });
      const signature = await world.send([instruction], [consumer.keypair]);
      const opened = pda.channel(address);
      const account = await accounts.channel.fetch(chain.connection, opened);
      expect(account).to.deep.include({
        ...{ deposit: 3n * UNIT, settled: 0n, collected: 0n, staked: 0n, closesTs: null },
        ...{ creditsPerDiem: CREDIT, graceSecs: GRACE_SECS, openedSlot, sequence: 1n },
        ...{ consumer: consumer.address, voucherSigner: consumer.address },
        ...{ provider: seller.provider, market: world.market.market },
        rentPayer: consumer.address,
        ...{ bought: 0n, closing: 0, lastQuotaEpoch: 2 ** 32 - 1 },
      });
      expect(await world.balance(consumer.diem)).to.equal(purse - 3n * UNIT);
      const { totalEscrowed } = await world.marketAccount();
      expect(totalEscrowed).to.equal(before.totalEscrowed + 3n * UNIT);
      const { openChannels, sequence } = await providerAccount(world, seller);
      expect([openChannels, sequence]).to.deep.equal([1, 1n]);

      const { data } = await onlyEvent(signature, "ChannelOpened");
      expect(data.address.equals(opened)).to.equal(true);
      expect(data.voucherSigner.equals(consumer.address)).to.equal(true);
      expect(data).to.include({ price: UNIT, graceSecs: GRACE_SECS });
      const closing = { bought: 0n, closing: 0, lastQuotaEpoch: 2 ** 32 - 1 };
      expect(data.channel).to.include(closing);
      expect([data.stamp.sequence, data.providerSequence]).to.deep.equal([1n, 1n]);
      expect(data.channel.deposit).to.equal(3n * UNIT);
    });

    it("opens with no deposit, for a session key, at a sponsor's cost", async () => {
      const [sponsor, session] = [await chain.wallet(), chain.keypair()];
      const openedSlot = BigInt(await chain.connection.getSlot());
      const address = {
        ...{ provider: fixture.seller.provider, consumer: consumer.address },
        openedSlot,
      };
      const instruction = instructions.openChannel({
        ...{ ...address, market: world.market, deposit: 0n, maxPrice: UNIT },
        ...{ payer: sponsor.publicKey, voucherSigner: session.publicKey },
      });
      const lamports = await chain.connection.getBalance(consumer.address);
      await world.send([instruction], [sponsor, consumer.keypair]);
      const account = await accounts.channel.fetch(chain.connection, pda.channel(address));
      expect(account.deposit).to.equal(0n);
      expect(account.voucherSigner.equals(session.publicKey)).to.equal(true);
      expect(account.rentPayer.equals(sponsor.publicKey)).to.equal(true);
      expect(account.consumer.equals(consumer.address)).to.equal(true);
      expect(await chain.connection.getBalance(consumer.address)).to.equal(lamports);
    });

    it("refuses a price above the consumer's maximum", async () => {
      for (const price of [7n * UNIT, 1n]) {
        const seller = await world.provider({ price });
        const watched = [...reach(world), seller.provider, consumer.diem];
        const attempt = () => open({ provider: seller, maxPrice: price - 1n, deposit: 1n });
        await expectNoTrace(world, watched, attempt, "PriceAboveMaximum");
        await open({ provider: seller, maxPrice: price });
      }
    });

    it("refuses a missing signer and a deposit above what is owned", async () => {
      const poor = await world.consumer(UNIT);
      const watched = [...reach(world), fixture.seller.provider, poor.diem];
      const nobody = { publicKey: PublicKey.default };
      const unsigned = () => open({ voucherSigner: nobody });
      await expectNoTrace(world, watched, unsigned, "VoucherSignerMissing");
      const attempt = () => open({ consumer: poor, deposit: UNIT + 1n });
      await expectNoTrace(world, watched, attempt, "InsufficientBalance");
      await open({ consumer: poor, deposit: UNIT });
      expect(await world.balance(poor.diem)).to.equal(0n);
    });

    it("takes another price of the provider's from the next epoch on, and never for an open channel", async () => {
      const short = await World.create(chain, { epochSecs: 8n });
      const buyer = await short.actor(0n);
      const seller = await short.provider({ price: UNIT });
      const priceNow = async () => {
        const opened = await openChannel(short, { provider: seller, consumer: buyer });
        return { opened, price: (await channelAccount(short, opened)).price };
      };
      await nextEpoch(short);
      await setTerms(short, seller, { price: 5n * UNIT });
      const early = await priceNow();
      expect(early.price).to.equal(UNIT);
      await nextEpoch(short);
      expect((await priceNow()).price).to.equal(5n * UNIT);
      expect((await channelAccount(short, early.opened)).price).to.equal(UNIT);
    });
  });

  describe("deposit", () => {
    it("takes DIEM of the consumer and of a third party, to the last unit", async () => {
      const opened = await open({ deposit: 1n });
      const friend = await world.consumer(2n * UNIT);
      const own = await onlyEvent(await deposit(world, opened, UNIT), "Deposited");
      expect(own.data.funder.equals(consumer.address)).to.equal(true);
      expect([own.data.amount, own.data.stamp.sequence]).to.deep.equal([UNIT, 2n]);

      const watched = [...reach(world, opened), friend.diem];
      const attempt = (amount: bigint) => () => deposit(world, opened, amount, friend);
      await expectNoTrace(world, watched, attempt(0n), "ZeroAmount");
      await expectNoTrace(world, watched, attempt(2n * UNIT + 1n), "InsufficientBalance");
      await expectNoTrace(world, watched, attempt(U64_MAX), "MathOverflow");
      const gift = await onlyEvent(await attempt(2n * UNIT)(), "Deposited");
      expect(gift.data.channel.deposit).to.equal(3n * UNIT + 1n);
      expect(await world.balance(friend.diem)).to.equal(0n);
      const account = await channelAccount(world, opened);
      expect([account.deposit, account.sequence]).to.deep.equal([3n * UNIT + 1n, 3n]);
    });
  });

  describe("collect", () => {
    it("pays exactly what is settled and not yet collected, to the provider, once", async () => {
      const seller = await world.provider();
      const opened = await open({ provider: seller, deposit: 10n * UNIT });
      const attempt = () => collect(world, opened);
      await expectNoTrace(world, reach(world, opened), attempt, "NothingToCollect");
      let paid = 0n;
      for (const diem of [1n, 4n * UNIT, 10n * UNIT]) {
        await settle(world, seller, [await claimOf(world, opened, { diem })]);
        const { data } = await onlyEvent(await collect(world, opened), "Collected");
        expect(data.amount).to.equal(diem - paid);
        paid = diem;
        expect(await world.balance(seller.revenue)).to.equal(paid);
        expect((await channelAccount(world, opened)).collected).to.equal(paid);
        await expectNoTrace(world, reach(world, opened), attempt, "NothingToCollect");
      }
    });
  });

  describe("request_close, close_channel", () => {
    const gone = async (opened: Opened) => {
      const { channel } = opened;
      expect(await accounts.channel.fetchNullable(chain.connection, channel)).to.equal(null);
      const again = () => closeChannel(world, opened);
      await expectNoTrace(world, reach(world, opened), again, /AccountOwnedByWrongProgram/);
    };

    it("pays the provider what is settled in the grace, the consumer the rest, and the rent back", async () => {
      const seller = await world.provider();
      const opened = await open({ provider: seller, deposit: 5n * UNIT });
      await settle(world, seller, [await claimOf(world, opened, { diem: UNIT })]);
      await outlastWindow(world, opened);
      const watched = reach(world, opened);
      const close = () => closeChannel(world, opened);
      await expectNoTrace(world, watched, close, "CloseNotRequested");

      const { data } = await onlyEvent(await requestClose(world, opened), "CloseRequested");
      expect(data.byProvider).to.equal(false);
      expect(data.channel).to.include({ closing: 2, lastQuotaEpoch: 2 ** 32 - 1 });
      const { closesTs, sequence } = await channelAccount(world, opened);
      expect(closesTs).to.equal(data.stamp.timestamp + GRACE_SECS);
      expect([data.channel.closesTs, data.stamp.sequence]).to.deep.equal([closesTs, sequence]);
      await expectNoTrace(world, watched, close, "GraceNotOver");
      const more = () => deposit(world, opened, 1n);
      await expectNoTrace(world, watched, more, "ChannelClosing");
      const stake = () => stakeQuota(world, opened, UNIT);
      await expectNoTrace(world, watched, stake, "ChannelClosing");
      const again = () => requestClose(world, opened);
      await expectNoTrace(world, watched, again, "ChannelClosing");
      await settle(world, seller, [await claimOf(world, opened, { diem: 2n * UNIT + 1n })]);

      await chain.advance(GRACE_SECS);
      const purse = await world.balance(consumer.diem);
      const lamports = await chain.connection.getBalance(consumer.address);
      const rent = await chain.connection.getBalance(opened.channel);
      const closed = await onlyEvent(await close(), "ChannelClosed");
      expect(closed.data).to.include({
        ...{ collected: 2n * UNIT + 1n, refunded: 3n * UNIT - 1n, providerSequence: 4n },
      });
      expect(closed.data.stamp.sequence).to.equal(sequence + 2n);
      expect(await world.balance(seller.revenue)).to.equal(2n * UNIT + 1n);
      expect(await world.balance(consumer.diem)).to.equal(purse + 3n * UNIT - 1n);
      expect(await chain.connection.getBalance(consumer.address)).to.equal(lamports + rent);
      expect((await providerAccount(world, seller)).openChannels).to.equal(0);
      await gone(opened);
    });

    it("closes at once where the consumer asked and the operator or the owner signs, and nobody else", async () => {
      const { seller, operator } = fixture;
      const early = await open({ deposit: UNIT });
      const late = await open({ deposit: UNIT });
      await outlastWindow(world, late);
      for (const [opened, signer] of [
        [early, operator],
        [late, seller.owner.keypair],
      ] as const) {
        const close = (by: Keypair) => () => closeChannel(world, opened, { operator: by });
        await expectNoTrace(world, reach(world, opened), close(signer), "CloseNotRequested");
        await requestClose(world, opened);
        await expectNoTrace(world, reach(world, opened), close(consumer.keypair), "NotOperator");
        await close(signer)();
        await gone(opened);
      }
    });

    it("never opens an address again: neither beside its channel nor after it", async () => {
      const opened = await open();
      const again = () => open({ openedSlot: opened.openedSlot });
      await expectNoTrace(world, reach(world, opened), again, /already in use/);
      await outlastWindow(world, opened);
      await requestClose(world, opened);
      await closeChannel(world, opened, { operator: fixture.operator });
      await expectNoTrace(world, reach(world, opened), again, "OpenedSlotOutOfRange");
    });
  });
});

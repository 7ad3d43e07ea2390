import {
  createAssociatedTokenAccountIdempotentInstruction,
  createCloseAccountInstruction,
  createTransferInstruction,
} from "@solana/spl-token";
import { expect } from "chai";
import { SystemProgram } from "@solana/web3.js";
import type { EmbeddedChain } from "@diem/localnet";
import { accounts, instructions } from "@diem/sdk";
import { expectSolvent, expectTotalsToAddUp } from "../support/books";
import { startChain, type TestChain } from "../support/chain";
import {
  channelAccount,
  closeChannel,
  deposit,
  openChannel,
  outlastWindow,
  requestClose,
  stakeQuota,
} from "../support/channels";
import { nextEpoch } from "../support/epochs";
import { COOLDOWN_SECS, UNIT } from "../support/market";
import { closeProvider, providerAccount, retire } from "../support/providers";
import { claimOf, collect, settle, settleInstructions } from "../support/settling";
import { expectNoTrace, reach } from "../support/snapshot";
import { CREDIT, GRACE_SECS, setStage, type Stage } from "../support/stage";

/** What could keep somebody's money in a channel, or put it into the wrong hands. */
describe("channels: exits", () => {
  let chain: TestChain;
  let clock: EmbeddedChain["clock"];
  let stage: Stage;

  beforeEach(async () => {
    chain = await startChain();
    if (chain.embedded === undefined) throw new Error("needs the embedded chain");
    clock = chain.embedded.clock;
    stage = await setStage(chain);
  });

  afterEach(async () => {
    await expectSolvent(stage.world);
    await expectTotalsToAddUp(stage.world);
  });

  const open = (amount = 0n) => {
    const { world, seller: provider, consumer } = stage;
    return openChannel(world, { provider, consumer, deposit: amount });
  };

  it("give a consumer everything back from a provider that never settles", async () => {
    const { world, consumer } = stage;
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
    const { world, seller, operator, consumer } = stage;
    const opened = await open(7n * UNIT + 1n);
    const purse = await world.balance(consumer.diem);
    await settle(world, seller, [await claimOf(world, opened, { diem: 7n * UNIT + 1n })]);
    await outlastWindow(world, opened);
    await closeChannel(world, opened, { operator });
    expect(await world.balance(seller.revenue)).to.equal(7n * UNIT + 1n);
    expect(await world.balance(consumer.diem)).to.equal(purse);
  });

  it("stay open where somebody donates to the escrow and to the revenue account", async () => {
    const { world, seller, operator, consumer } = stage;
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
    await outlastWindow(world, opened);
    await closeChannel(world, opened, { operator });
    expect(await world.balance(consumer.diem)).to.equal(purse + UNIT - 5n);
    expect(await world.balance(world.market.escrow)).to.equal(1n);
  });

  it("are not put off by a third party's deposits", async () => {
    const { world, consumer } = stage;
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
    const { world, operator, seller } = stage;
    const consumer = await world.consumer(UNIT);
    const opened = await openChannel(world, { provider: seller, consumer, deposit: UNIT });
    const drop = createCloseAccountInstruction(consumer.diem, world.payer, consumer.address);
    await world.send([drop], [consumer.keypair]);
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
    const { world, operator, seller, consumer } = stage;
    const opened = await open(2n * UNIT);
    const entry = await claimOf(world, opened, { diem: 2n * UNIT });
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
    const { world, operator, seller } = stage;
    const opened = await open(UNIT);
    const entry = await claimOf(world, opened, { diem: UNIT });
    await outlastWindow(world, opened);
    await closeChannel(world, opened, { operator });
    const attempt = () => settle(world, seller, [entry]);
    await expectNoTrace(world, reach(world, opened), attempt, /AccountOwnedByWrongProgram/);
  });

  describe("from a retiring provider", () => {
    it("take no new channel and no new quota, and settle and close what there is", async () => {
      const { world, seller, operator } = stage;
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

    it("let the provider request the closing once the notice is over, and no second earlier", async () => {
      const { world, seller, operator } = stage;
      const [byOwner, byOperator] = [await open(UNIT), await open(UNIT)];
      await stakeQuota(world, byOwner, UNIT);
      const ask = (signer = operator) => requestClose(world, byOperator, signer);
      await expectNoTrace(world, reach(world, byOperator), () => ask(), "WrongConsumer");
      await retire(world, seller);
      const { noticeEndsTs } = await providerAccount(world, seller);
      expect(noticeEndsTs).to.equal(clock.now() + COOLDOWN_SECS);
      clock.set(noticeEndsTs - 1n);
      for (const signer of [operator, seller.owner.keypair]) {
        const early = () => ask(signer);
        await expectNoTrace(world, reach(world, byOperator), early, "WrongConsumer");
      }
      clock.set(noticeEndsTs);
      const stranger = await chain.wallet();
      const byStranger = () => ask(stranger);
      await expectNoTrace(world, reach(world, byOperator), byStranger, "WrongConsumer");
      await requestClose(world, byOwner, seller.owner.keypair);
      await ask();

      await outlastWindow(world, byOperator);
      await nextEpoch(world); // both graces are over by then, and so is the quota's epoch
      const purse = await world.balance(stage.consumer.diem);
      for (const opened of [byOwner, byOperator]) await closeChannel(world, opened);
      expect(await world.balance(stage.consumer.diem)).to.equal(purse + 3n * UNIT);
      const { openChannels } = await accounts.provider.fetch(chain.connection, seller.provider);
      expect(openChannels).to.equal(0);
      await expectNoTrace(
        world,
        reach(world),
        () => closeProvider(world, seller),
        "ProviderNotEmpty",
      );
    });
  });
});

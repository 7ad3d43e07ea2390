import { expect } from "chai";
import { SystemProgram } from "@solana/web3.js";
import type { EmbeddedChain } from "@diem/localnet";
import { accounts, constants, pda } from "@diem/sdk";
import { startChain, type TestChain } from "../../support/chain";
import { channelAccount, closeChannel, openChannel, requestClose } from "../../support/channels";
import { UNIT } from "../../support/market";
import { expectNoTrace, reach } from "../../support/snapshot";
import { GRACE_SECS, createFixture, type Fixture } from "../../support/fixture";
import { claimOf, settle } from "../../support/settling";

const WINDOW = constants.OPENING_WINDOW_SLOTS;

/** Exact slots and seconds need a controllable clock: these run on the embedded chain alone. */
describe("channels: slots and seconds", () => {
  let chain: TestChain;
  let clock: EmbeddedChain["clock"];
  let fixture: Fixture;

  beforeEach(async () => {
    chain = await startChain();
    if (chain.embedded === undefined) throw new Error("needs the embedded chain");
    clock = chain.embedded.clock;
    fixture = await createFixture(chain);
    clock.warpToSlot(clock.slot() + 1_000n);
  });

  const open = (openedSlot: bigint, deposit = 0n) => {
    const { world, seller: provider, consumer } = fixture;
    return openChannel(world, { provider, consumer, openedSlot, deposit });
  };

  it("opens in a slot of the last 150 or the running one, and in no other", async () => {
    const { world, seller, consumer } = fixture;
    const watched = [...reach(world), seller.provider, consumer.diem, consumer.address];
    const refuses = (openedSlot: bigint) =>
      expectNoTrace(world, watched, () => open(openedSlot), "OpenedSlotOutOfRange");
    await refuses(clock.slot() + 1n);
    await open(clock.slot());
    await refuses(clock.slot() - WINDOW - 1n);
    const oldest = clock.slot() - WINDOW;
    const { channel } = await open(oldest);
    const account = await accounts.channel.fetch(chain.connection, channel);
    expect(account.openedSlot).to.equal(oldest);
    await refuses(0n);
    await refuses(2n ** 64n - 1n);
  });

  it("never lets a channel close in a slot in which its address could still be opened", async () => {
    const { world, operator } = fixture;
    const opened = await open(clock.slot());
    await requestClose(world, opened);
    const close = () => closeChannel(world, opened, { operator });
    clock.warpToSlot(opened.openedSlot + WINDOW);
    await expectNoTrace(world, reach(world, opened), close, "ChannelTooYoung");
    clock.warpToSlot(opened.openedSlot + WINDOW + 1n);
    await close();
    const again = () => open(opened.openedSlot);
    await expectNoTrace(world, reach(world, opened), again, "OpenedSlotOutOfRange");
    expect(await accounts.channel.fetchNullable(chain.connection, opened.channel)).to.equal(null);
  });

  it("is too young to close with any signature and any request", async () => {
    const { world, seller } = fixture;
    const opened = await open(clock.slot());
    await requestClose(world, opened);
    clock.set(clock.now() + GRACE_SECS);
    const watched = reach(world, opened);
    const byAnyone = () => closeChannel(world, opened);
    await expectNoTrace(world, watched, byAnyone, "ChannelTooYoung");
    const byOwner = () => closeChannel(world, opened, { operator: seller.owner.keypair });
    await expectNoTrace(world, watched, byOwner, "ChannelTooYoung");
  });

  it("closes from the second on at which the grace ends, not one earlier", async () => {
    const { world, consumer } = fixture;
    const opened = await open(clock.slot(), UNIT);
    clock.warpToSlot(opened.openedSlot + WINDOW + 1n);
    const requestedTs = clock.now();
    await requestClose(world, opened);
    const { closesTs } = await channelAccount(world, opened);
    expect(closesTs).to.equal(requestedTs + GRACE_SECS);
    const close = () => closeChannel(world, opened);
    clock.set(requestedTs + GRACE_SECS - 1n);
    await expectNoTrace(world, reach(world, opened), close, "GraceNotOver");
    clock.set(requestedTs + GRACE_SECS);
    const purse = await world.balance(consumer.diem);
    await close();
    expect(await world.balance(consumer.diem)).to.equal(purse + UNIT);
  });

  it("settles as long as the channel exists, also after the grace", async () => {
    const { world, seller } = fixture;
    const opened = await open(clock.slot(), 3n * UNIT);
    await requestClose(world, opened);
    clock.set(clock.now() + 100n * GRACE_SECS);
    await settle(world, seller, [await claimOf(world, opened, { diem: 3n * UNIT })]);
    await closeChannel(world, opened);
    expect(await world.balance(seller.revenue)).to.equal(3n * UNIT);
  });

  it("opens at an address to which somebody sent lamports before", async () => {
    const { world, seller, consumer } = fixture;
    const openedSlot = clock.slot();
    const key = { provider: seller.provider, consumer: consumer.address, openedSlot };
    const dust = SystemProgram.transfer({
      ...{ fromPubkey: world.payer, toPubkey: pda.channel(key) },
      lamports: 1_000_000,
    });
    await world.send([dust]);
    const opened = await open(openedSlot, UNIT);
    expect((await channelAccount(world, opened)).deposit).to.equal(UNIT);
    const full = SystemProgram.transfer({
      ...{ fromPubkey: world.payer, toPubkey: opened.channel },
      lamports: 1_000_000,
    });
    await world.send([full]);
    clock.warpToSlot(openedSlot + WINDOW + 1n);
    await requestClose(world, opened);
    const before = await chain.connection.getBalance(consumer.address);
    const held = await chain.connection.getBalance(opened.channel);
    await closeChannel(world, opened, { operator: fixture.operator });
    expect(await chain.connection.getBalance(consumer.address)).to.equal(before + held);
  });
});

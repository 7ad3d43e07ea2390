import { PublicKey, SYSVAR_INSTRUCTIONS_PUBKEY } from "@solana/web3.js";
import { expect } from "chai";
import { constants, instructions, pda } from "@diem/sdk";
import { fieldOffset } from "../../app/sdk/dist/codec/layout";
import { startChain, type TestChain } from "../support/chain";
import {
  channelAccount,
  closeChannel,
  openChannel,
  type Opened,
  outlastWindow,
  requestClose,
} from "../support/channels";
import { UNIT } from "../support/market";
import { claimOf, collect, settle, settleInstructions, signVoucher } from "../support/settling";
import { expectNoTrace, reach } from "../support/snapshot";
import { GRACE_SECS, createFixture, type Fixture } from "../support/fixture";
import { swap } from "../support/swap";

const DEPOSIT = 10n * UNIT;
/** A voucher that would empty any of the channels here. */
const ALL = { diem: DEPOSIT };

describe("adversarial: signatures", () => {
  let chain: TestChain;
  let fixture: Fixture;
  let opened: Opened;
  beforeEach(async () => {
    chain = await startChain();
    fixture = await createFixture(chain, { offering: false });
    opened = await open(fixture);
  });

  function open({ world, seller: provider, consumer }: Fixture): Promise<Opened> {
    return openChannel(world, { provider, consumer, deposit: DEPOSIT });
  }

  it("replay across programs: a channel of another program's is none, and its voucher settles nothing here", async () => {
    const { world, seller, consumer } = fixture;
    const programId = chain.keypair().publicKey;
    const { openedSlot } = opened;
    const address = { provider: seller.provider, consumer: consumer.address, openedSlot };
    const channel = pda.channel({ ...address, programId });
    expect(channel.equals(opened.channel)).to.equal(false);
    const signed = await signVoucher(world, { ...opened, channel }, ALL);
    const watched = reach(world, opened);
    const here = () => settle(world, seller, [{ signed, claim: ALL, channel: opened.channel }]);
    await expectNoTrace(world, watched, here, "VoucherChannelWrong");
    const real = chain.embedded?.getAccount(opened.channel);
    if (!real) throw new Error("needs the embedded chain");
    chain.embedded?.setAccount(channel, { ...real, owner: programId });
    const there = () => settle(world, seller, [{ signed, claim: ALL }]);
    await expectNoTrace(world, [...watched, channel], there, /AccountOwnedByWrongProgram/);
    await settle(world, seller, [await claimOf(world, opened, ALL)]);
  });

  it("replay across clusters: the same channel on another cluster does not pay this one's voucher", async () => {
    const twin = await startChain();
    const other = await createFixture(twin, { offering: false });
    const copied = await open(other);
    // the same keys act on both, so that the cluster's tag alone tells them apart
    expect(copied.channel.equals(opened.channel)).to.equal(true);
    const account = twin.embedded?.getAccount(other.seller.provider);
    if (!account) throw new Error("needs the embedded chain");
    account.data.set(Uint8Array.of(1, 2, 3, 4), fieldOffset("provider", "clusterTag"));
    twin.embedded?.setAccount(other.seller.provider, account);

    const entry = await claimOf(fixture.world, opened, ALL);
    await settle(fixture.world, fixture.seller, [entry]);
    const replay = () => settle(other.world, other.seller, [entry]);
    await expectNoTrace(other.world, reach(other.world, copied), replay, "VoucherClusterWrong");
  });

  it("replay across a reopened channel: the address is used once, and the next channel has another", async () => {
    const { world, seller, operator, consumer } = fixture;
    const old = await claimOf(world, opened, ALL);
    await outlastWindow(world, opened);
    const purse = await world.balance(consumer.diem);
    await requestClose(world, opened);
    await closeChannel(world, opened, { operator });
    expect(await world.balance(consumer.diem)).to.equal(purse + DEPOSIT);
    const again = () =>
      openChannel(world, {
        ...{ provider: seller, consumer, deposit: DEPOSIT },
        openedSlot: opened.openedSlot,
      });
    await expectNoTrace(world, reach(world, opened), again, "OpenedSlotOutOfRange");
    const next = await open(fixture);
    expect(next.channel.equals(opened.channel)).to.equal(false);
    const watched = reach(world, opened, next);
    const dead = () => settle(world, seller, [old]);
    await expectNoTrace(world, watched, dead, /AccountOwnedByWrongProgram/);
    const moved = () => settle(world, seller, [{ ...old, channel: next.channel }]);
    await expectNoTrace(world, watched, moved, "VoucherChannelWrong");
  });

  it("forged instructions sysvar: nobody proves a signature with another account", async () => {
    const { world, seller, operator } = fixture;
    const entry = await claimOf(world, opened, ALL);
    const [proof, call] = settleInstructions(seller, [entry], operator.publicKey);
    if (proof === undefined || call === undefined) throw new Error("no settlement");
    const real = chain.embedded?.getAccount(SYSVAR_INSTRUCTIONS_PUBKEY);
    const owner = real?.owner ?? new PublicKey("Sysvar1111111111111111111111111111111111111");
    const forged = chain.keypair().publicKey;
    // as the runtime lays it out: two instructions, of which the second runs
    const data = sysvarOf([proof.data, call.data], proof.programId);
    for (const program of [owner, operator.publicKey]) {
      const account = { data, owner: program, lamports: 10_000_000, executable: false };
      chain.embedded?.setAccount(forged, account);
      const attempt = swap(settleInstructions(seller, [entry], operator.publicKey)[1] ?? call, {
        instructions: forged,
      });
      const alone = () => world.send([attempt], [operator]);
      await expectNoTrace(world, reach(world, opened), alone, "WrongInstructionsSysvar");
      const behind = () => world.send([proof, attempt], [operator]);
      await expectNoTrace(world, reach(world, opened), behind, "WrongInstructionsSysvar");
    }
    await world.send([proof, call], [operator]);
  });

  it("operator signing for the consumer: no key of the provider's side moves a deposit", async () => {
    const { world, seller, operator } = fixture;
    for (const thief of [operator, seller.owner.keypair, await chain.wallet()]) {
      const signed = await signVoucher(world, opened, ALL, thief);
      const attempt = () => settle(world, seller, [{ signed, claim: ALL }]);
      await expectNoTrace(world, reach(world, opened), attempt, "VoucherSignerWrong");
    }
    expect((await channelAccount(world, opened)).settled).to.equal(0n);
  });

  it("closing before the provider's last voucher: the consumer cannot outrun the grace", async () => {
    const { world, seller, consumer } = fixture;
    const last = await claimOf(world, opened, ALL);
    await outlastWindow(world, opened);
    const { market } = world;
    const { channel } = opened;
    const named = { provider: seller.provider, channel };
    const run = [
      instructions.requestClose({ ...named, closer: consumer.address }),
      instructions.closeChannel({ ...named, market, consumer: consumer.address }),
    ];
    const watched = reach(world, opened);
    const dash = () => world.send(run, [consumer.keypair]);
    await expectNoTrace(world, watched, dash, "GraceNotOver");
    await requestClose(world, opened);
    const purse = await world.balance(consumer.diem);
    for (let left = GRACE_SECS; left > 0n; left--) {
      await expectNoTrace(world, watched, () => closeChannel(world, opened), "GraceNotOver");
      if (left > 1n) await chain.advance(1n);
    }
    await settle(world, seller, [last]);
    await chain.advance(1n);
    await closeChannel(world, opened);
    expect(await world.balance(consumer.diem)).to.equal(purse);
    expect(await world.balance(seller.revenue)).to.equal(DEPOSIT);
  });

  it("spending above the deposit: vouchers for more than there is pay what there is, once", async () => {
    const { world, seller, operator } = fixture;
    const sibling = await open(fixture);
    const escrow = await world.balance(world.market.escrow);
    const more = { diem: DEPOSIT + 1n };
    const entries = [await claimOf(world, opened, more), await claimOf(world, sibling, more)];
    const attempt = () => settle(world, seller, entries);
    await expectNoTrace(world, reach(world, opened, sibling), attempt, "ClaimAboveDeposit");
    const all = await claimOf(world, opened, ALL);
    const twice = [all, all].flatMap((entry) =>
      settleInstructions(seller, [entry], operator.publicKey),
    );
    const double = () => world.send(twice, [operator]);
    await expectNoTrace(world, reach(world, opened), double, "ClaimAlreadySettled");
    await settle(world, seller, [all]);
    await collect(world, opened);
    await expectNoTrace(
      world,
      reach(world, opened),
      () => collect(world, opened),
      "NothingToCollect",
    );
    expect(await world.balance(world.market.escrow)).to.equal(escrow - DEPOSIT);
    expect(await world.balance(seller.revenue)).to.equal(DEPOSIT);
  });

  it("closing before the window is over: not even both sides together can free an address early", async () => {
    const { world, operator } = fixture;
    const young = await open(fixture);
    const slot = BigInt(await chain.connection.getSlot());
    expect(slot <= young.openedSlot + constants.OPENING_WINDOW_SLOTS).to.equal(true);
    await requestClose(world, young);
    const attempt = () => closeChannel(world, young, { operator });
    await expectNoTrace(world, reach(world, young), attempt, "ChannelTooYoung");
  });
});

/** Bytes in the layout of the instructions sysvar: instructions without accounts, the last one current. */
function sysvarOf(datas: readonly Uint8Array[], programId: PublicKey): Buffer {
  const u16 = (value: number) => [value & 0xff, value >> 8];
  const bodies = datas.map((data) => [
    ...u16(0),
    ...programId.toBytes(),
    ...u16(data.length),
    ...data,
  ]);
  let at = 2 + 2 * bodies.length;
  const offsets = bodies.flatMap((body) => {
    const start = at;
    at += body.length;
    return u16(start);
  });
  return Buffer.from([
    ...u16(bodies.length),
    ...offsets,
    ...bodies.flat(),
    ...u16(bodies.length - 1),
  ]);
}

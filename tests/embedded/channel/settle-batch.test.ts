import { expect } from "chai";
import { errors, events } from "@diem/sdk";
import {
  badEntries,
  type Cast,
  DEPOSIT,
  type RawEntry,
  rawEntry,
  rawSettlement,
  SETTLED,
  usedChannel,
} from "../../support/bad-entries";
import { expectSolvent, expectTotalsToAddUp } from "../../support/solvency";
import { startChain, type TestChain } from "../../support/chain";
import { channelAccount, openChannel, type Opened } from "../../support/channels";
import { epoch, nextEpoch } from "../../support/epochs";
import { expectNoTrace, reach, snapshot } from "../../support/snapshot";
import { createFixture, type Fixture } from "../../support/fixture";

/** A bad voucher among several is skipped, with its error in the event; the others settle. */
describe("settle: several vouchers in one call", () => {
  let chain: TestChain;
  let fixture: Fixture;
  let cast: Cast;
  let first: Opened;
  let last: Opened;

  before(async () => {
    chain = await startChain();
    fixture = await createFixture(chain);
    const elsewhere = await createFixture(chain);
    const { world, seller, consumer } = fixture;
    const victim = await usedChannel(fixture);
    const open = (provider = seller) =>
      openChannel(world, { provider, consumer, deposit: DEPOSIT });
    first = await open();
    last = await open();
    cast = {
      ...{ victim, sibling: await open(), rivals: await open(await world.provider()) },
      session: await openChannel(world, {
        ...{ provider: seller, consumer, deposit: DEPOSIT },
        voucherSigner: chain.keypair(),
      }),
      foreign: await openChannel(elsewhere.world, {
        ...{ provider: elsewhere.seller, consumer: elsewhere.consumer, deposit: DEPOSIT },
      }),
      actor: elsewhere.consumer,
    };
  });

  afterEach(async () => {
    await expectSolvent(fixture.world);
    await expectTotalsToAddUp(fixture.world);
  });

  const good = async (opened: Opened, more = 1n): Promise<RawEntry> => {
    const { settled } = await channelAccount(fixture.world, opened);
    const signer = fixture.consumer.keypair;
    return rawEntry(fixture, opened, { diem: settled + more }, { signer });
  };

  const submit = async (entries: readonly RawEntry[]) => {
    const { world, operator } = fixture;
    const signature = await world.send(rawSettlement(fixture, entries), [operator]);
    const [event] = await events.fetch(chain.connection, signature);
    if (event?.name !== "VouchersSettled") throw new Error(event?.name ?? "no event");
    return event.data;
  };

  it("settles the good ones beside one bad one of every kind, which is skipped with its own code", async () => {
    const { victim, sibling, session, rivals, foreign, actor } = cast;
    const { world } = fixture;
    const bystanders = [
      ...[victim, sibling, session, rivals, foreign].map(({ channel }) => channel),
      ...[actor.position, actor.diem, actor.address, rivals.seller.provider],
      ...[world.market.market, world.market.escrow, foreign.seller.provider],
    ];
    for (const [nth, { what, error, code, make }] of badEntries(fixture, cast).entries()) {
      const entries = [await good(first), await good(last)];
      const at = nth % 3;
      entries.splice(at, 0, await make());
      const before = await snapshot(world, bystanders);
      const told = (await submit(entries)).entries;
      expect(told.map(({ errorCode }) => errorCode)).to.deep.equal(
        [0, 1, 2].map((each) => (each === at ? code : 0)),
        what,
      );
      if (typeof error === "string") expect(errors.fromCode(code)?.name).to.equal(error);
      const skipped = { errorCode: code, channelSequence: 0n, settled: 0n };
      expect(told[at]).to.deep.include({ ...skipped, quotaEpoch: 0, quotaUsed: 0n });
      expect(told[at]?.channel.equals(entries[at]?.channel ?? actor.address)).to.equal(true);
      expect(await snapshot(world, bystanders), what).to.deep.equal(before);
      for (const [index, entry] of entries.entries()) {
        if (index !== at) expect(told[index]?.settled, what).to.equal(entry.claim.diem);
      }
    }
    const settled = [first, last].map(async (each) => (await channelAccount(world, each)).settled);
    const count = BigInt(badEntries(fixture, cast).length);
    expect(await Promise.all(settled)).to.deep.equal([count, count]);
  });

  it("settles a channel that is named twice once, with the first of its vouchers", async () => {
    const before = await channelAccount(fixture.world, first);
    const entries = [await good(first), await good(first, 5n), await good(last)];
    const told = (await submit(entries)).entries;
    const codes = told.map(({ errorCode }) => errorCode);
    expect(codes).to.deep.equal([0, 6624, 0]);
    expect(errors.fromCode(6624)?.name).to.equal("ChannelRepeated");
    const after = await channelAccount(fixture.world, first);
    expect(after.settled).to.equal(before.settled + 1n);
    expect(after.sequence).to.equal(before.sequence + 1n);
  });

  it("refuses a repeated channel even where its first voucher was bad", async () => {
    const signer = fixture.consumer.keypair;
    const above = await rawEntry(fixture, first, { diem: DEPOSIT + 1n }, { signer });
    const told = (await submit([above, await good(first), await good(last)])).entries;
    expect(told.map(({ errorCode }) => errorCode)).to.deep.equal([6618, 6624, 0]);
  });

  it("fails with the first one's error where all are bad, and changes nothing", async () => {
    const { world, operator, consumer } = fixture;
    const signer = consumer.keypair;
    const above = await rawEntry(fixture, first, { diem: DEPOSIT + 1n }, { signer });
    const expired = await rawEntry(fixture, last, { diem: DEPOSIT }, { signer, expiry: 1n });
    const watched = reach(world, first, last);
    const attempt = (list: RawEntry[]) => () =>
      world.send(rawSettlement(fixture, list), [operator]);
    await expectNoTrace(world, watched, attempt([above, expired]), "ClaimAboveDeposit");
    await expectNoTrace(world, watched, attempt([expired, above]), "VoucherExpired");
    await expectNoTrace(world, watched, attempt([above, above]), "ClaimAboveDeposit");
  });

  it("lets a skipped channel see no more than that a new epoch has begun", async () => {
    const { world, consumer } = fixture;
    const { victim } = cast;
    await nextEpoch(world);
    const before = await channelAccount(world, victim);
    const signer = consumer.keypair;
    const replay = await rawEntry(fixture, victim, { diem: SETTLED }, { signer });
    const told = (await submit([replay, await good(first)])).entries;
    expect(told.map(({ errorCode }) => errorCode)).to.deep.equal([6622, 0]);
    const quota = { epoch: await epoch(world), allowance: before.nextAllowance, used: 0n };
    const moved = { ...before, quota, lastQuota: before.quota };
    expect(await channelAccount(world, victim)).to.deep.equal(moved);
  });
});

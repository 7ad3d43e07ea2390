import { expect } from "chai";
import { webcrypto } from "node:crypto";
import type { Keypair } from "@solana/web3.js";
import { errors, events, transactions, vouchers } from "@diem/sdk";
import { expectSolvent, expectTotalsToAddUp } from "../../support/solvency";
import { startChain, TestChain } from "../../support/chain";
import { channelAccount, openChannel, type Opened, stakeQuota } from "../../support/channels";
import { epoch } from "../../support/epochs";
import { CLUSTER_TAG, UNIT } from "../../support/market";
import { providerAccount } from "../../support/providers";
import { bare, deliver, lookupTable, writable } from "../../support/sending";
import { claimOf, type Entry, settle, settleInstructions } from "../../support/settling";
import { reach, snapshot } from "../../support/snapshot";
import { CREDIT, createFixture, type Fixture } from "../../support/fixture";
import type { World } from "../../support/world";

describe("settle", () => {
  let chain: TestChain;
  let fixture: Fixture;
  let world: World;
  let running: number;

  before(async () => {
    chain = await startChain();
    fixture = await createFixture(chain);
    ({ world } = fixture);
    running = await epoch(world);
  });

  afterEach(async () => {
    await expectSolvent(world);
    await expectTotalsToAddUp(world);
  });

  const open = (options: { deposit?: bigint; voucherSigner?: Keypair } = {}) => {
    const { seller: provider, consumer } = fixture;
    return openChannel(world, { provider, consumer, deposit: 10n * UNIT, ...options });
  };

  const openMany = async (count: number) => {
    const opened: Opened[] = [];
    while (opened.length < count) opened.push(await open());
    return opened;
  };

  const usage = async () => (await providerAccount(world, fixture.seller)).usage[running % 8];

  const settledEvent = async (signature: string) => {
    const [event, ...others] = await events.fetch(chain.connection, signature);
    if (event?.name !== "VouchersSettled") throw new Error(event?.name ?? "no event");
    expect(others).to.deep.equal([]);
    return event.data;
  };

  it("pays what a consumer signed off chain, and counts it as use", async () => {
    const opened = await open();
    const before = await usage();
    await settle(world, fixture.seller, [await claimOf(world, opened, { diem: 3n * UNIT })]);
    const account = await channelAccount(world, opened);
    expect(account).to.include({ settled: 3n * UNIT, collected: 0n });
    const after = await usage();
    expect(after?.epoch).to.equal(running);
    const { diem, bought } = before?.served ?? { diem: 0n, bought: 0n };
    const served = { diem: diem + 3n * UNIT, bought: bought + 3n * CREDIT };
    expect(after?.served).to.deep.include(served);
    expect(account.bought).to.equal(3n * CREDIT);
  });

  it("takes the signature of a WebCrypto key that never leaves its keeper", async () => {
    const pair = await webcrypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
    if (!("privateKey" in pair)) throw new Error("no pair");
    const signer = await vouchers.signerFromWebCrypto(pair);
    const opened = await open({ voucherSigner: signer as unknown as Keypair });
    const signed = await vouchers.sign({
      voucher: {
        ...{ clusterTag: CLUSTER_TAG, channel: opened.channel, epoch: running },
        ...{ quota: 0n, diem: UNIT, expiry: 0n },
      },
      signer,
    });
    await settle(world, fixture.seller, [{ signed, claim: { diem: UNIT } }]);
    expect((await channelAccount(world, opened)).settled).to.equal(UNIT);
  });

  it("takes the signature of a session key, and a call of the provider's owner", async () => {
    const opened = await open({ voucherSigner: chain.keypair() });
    const entry = await claimOf(world, opened, { diem: UNIT });
    const { keypair: operator } = fixture.seller.owner;
    await settle(world, fixture.seller, [entry], { operator });
    expect((await channelAccount(world, opened)).settled).to.equal(UNIT);
  });

  it("claims a voucher bit by bit, which buys as much as at once, and goes on with the next one", async () => {
    const opened = await open();
    const first = { diem: 5n * UNIT };
    const claims = [
      [{ diem: 1n }, first],
      [{ diem: 2n }, first],
      [{ diem: 5n * UNIT }, first],
      [{ diem: 5n * UNIT + 1n }, { diem: 10n * UNIT }],
      [{ diem: 10n * UNIT }, { diem: 10n * UNIT }],
    ] as const;
    const before = (await usage())?.served ?? { diem: 0n, bought: 0n };
    for (const [claim, figures] of claims) {
      await settle(world, fixture.seller, [await claimOf(world, opened, claim, figures)]);
      expect((await channelAccount(world, opened)).settled).to.equal(claim.diem);
    }
    // a thousand base units are a micro-credit here, and the first two claims are none
    const served = { diem: before.diem + 10n * UNIT, bought: before.bought + 10n * CREDIT };
    expect((await usage())?.served).to.deep.include(served);
    expect((await channelAccount(world, opened)).bought).to.equal(10n * CREDIT);
  });

  it("advances the DIEM and the quota each on its own", async () => {
    const opened = await open();
    await stakeQuota(world, opened, 5n * UNIT);
    const steps = [
      { claim: { diem: 2n * UNIT }, settled: 2n * UNIT, used: 0n },
      { claim: { quota: 1n }, settled: 2n * UNIT, used: 1n },
      { claim: { diem: 3n * UNIT, quota: CREDIT }, settled: 3n * UNIT, used: CREDIT },
      // one part stands still, or is even below
      { claim: { diem: 3n * UNIT, quota: 2n * CREDIT }, settled: 3n * UNIT, used: 2n * CREDIT },
      { claim: { diem: 4n * UNIT, quota: 2n * CREDIT }, settled: 4n * UNIT, used: 2n * CREDIT },
      { claim: { diem: 1n, quota: 3n * CREDIT }, settled: 4n * UNIT, used: 3n * CREDIT },
      { claim: { diem: 5n * UNIT, quota: 0n }, settled: 5n * UNIT, used: 3n * CREDIT },
    ];
    for (const { claim, settled, used } of steps) {
      await settle(world, fixture.seller, [await claimOf(world, opened, claim)]);
      const account = await channelAccount(world, opened);
      expect([account.settled, account.quota.used]).to.deep.equal([settled, used]);
    }
  });

  it("pays the DIEM of a voucher of an earlier epoch", async () => {
    const opened = await open();
    const entry = await claimOf(world, opened, { diem: UNIT }, { epoch: 0 });
    await settle(world, fixture.seller, [entry]);
    expect((await channelAccount(world, opened)).settled).to.equal(UNIT);
  });

  it("reports the result of each voucher, and numbers the events of provider and channel", async () => {
    const [first, second, third] = await openMany(3);
    if (!first || !second || !third) throw new Error("no channels");
    await stakeQuota(world, second, 2n * UNIT); // of which more than half is given in this epoch
    const sequence = async () => (await providerAccount(world, fixture.seller)).sequence;
    const before = await sequence();
    const entries = [
      await claimOf(world, first, { diem: UNIT }),
      await claimOf(world, third, { diem: 11n * UNIT }),
      await claimOf(world, second, { diem: 2n * UNIT, quota: CREDIT }),
    ];
    const data = await settledEvent(await settle(world, fixture.seller, entries));
    expect(data.epoch).to.equal(running);
    expect(data.provider.equals(fixture.seller.provider)).to.equal(true);
    expect(data.stamp.market.equals(world.market.market)).to.equal(true);
    expect(data.stamp.sequence).to.equal(before + 1n);
    expect(await sequence()).to.equal(before + 1n);
    const skipped = { channelSequence: 0n, settled: 0n, quotaEpoch: 0, quotaUsed: 0n };
    const told = data.entries.map(({ channel, ...rest }) => ({
      channel: String(channel),
      ...rest,
    }));
    expect(told).to.deep.equal([
      {
        ...{ channel: first.channel.toBase58(), errorCode: 0, channelSequence: 2n },
        ...{ settled: UNIT, quotaEpoch: running, quotaUsed: 0n },
      },
      { channel: third.channel.toBase58(), errorCode: 6618, ...skipped },
      {
        ...{ channel: second.channel.toBase58(), errorCode: 0, channelSequence: 3n },
        ...{ settled: 2n * UNIT, quotaEpoch: running, quotaUsed: CREDIT },
      },
    ]);
    expect(errors.fromCode(6618)?.name).to.equal("ClaimAboveDeposit");
    const sequences = [first, second, third].map(async (each) => channelAccount(world, each));
    const counts = (await Promise.all(sequences)).map((account) => account.sequence);
    expect(counts).to.deep.equal([2n, 3n, 1n]);
  });

  it("changes the provider and the channels that it names, and nothing else", async () => {
    const [first, second, bystander] = await openMany(3);
    if (!first || !second || !bystander) throw new Error("no channels");
    const rival = await world.provider();
    const watched = [
      ...reach(world, first, second, bystander),
      ...[rival.provider, rival.revenue, fixture.consumer.position, fixture.seller.owner.address],
    ];
    const before = await snapshot(world, watched);
    const entries = [first, second].map((each) => claimOf(world, each, { diem: UNIT }));
    await settle(world, fixture.seller, await Promise.all(entries));
    const after = await snapshot(world, watched);
    const changed = after.filter((each, index) => each.state?.data !== before[index]?.state?.data);
    const named = [first.channel, second.channel, fixture.seller.provider, fixture.seller.provider];
    const unique = new Set(changed.map(({ address }) => address));
    expect([...unique]).to.have.members([...new Set(named.map(String))]);
    const lamports = (list: typeof after) => list.map(({ state }) => state?.lamports);
    expect(lamports(after)).to.deep.equal(lamports(before));
  });

  describe("in one packet", () => {
    const claimAll = async (opened: readonly Opened[]) => {
      const entries: Entry[] = [];
      for (const each of opened) entries.push(await claimOf(world, each, { diem: UNIT }));
      return settleInstructions(fixture.seller, entries, fixture.operator.publicKey);
    };
    const expectAllSettled = async (opened: readonly Opened[]) => {
      for (const each of opened) {
        expect((await channelAccount(world, each)).settled).to.equal(UNIT);
      }
    };

    it("settles four vouchers with a compute-unit limit and without a lookup table", async () => {
      const opened = await openMany(4);
      const transaction = await transactions.build({
        ...{ connection: chain.connection, payer: fixture.operator.publicKey },
        ...{ instructions: await claimAll(opened), computeUnitLimit: 100_000 },
      });
      transaction.sign([fixture.operator]);
      const bytes = transaction.serialize().length;
      expect(bytes).to.equal(transactions.size(transaction));
      expect(bytes <= transactions.PACKET_LIMIT, `${bytes} bytes`).to.equal(true);
      const data = await settledEvent(await deliver(world, transaction));
      expect(data.entries.map(({ errorCode }) => errorCode)).to.deep.equal([0, 0, 0, 0]);
      await expectAllSettled(opened);
    });

    it("settles five with a lookup table and without the limit", async () => {
      const opened = await openMany(5);
      const list = await claimAll(opened);
      const signer = fixture.operator.publicKey;
      const others = list.flatMap(({ keys }) => keys.map(({ pubkey }) => pubkey));
      const addresses = others.filter((key) => !key.equals(signer));
      const table = await lookupTable(world, fixture.operator, addresses);
      const transaction = await bare(world, list, [fixture.operator], [table]);
      expect(transaction.message.addressTableLookups).to.have.length(1);
      const bytes = transaction.serialize().length;
      expect(bytes).to.equal(transactions.size(transaction));
      expect(bytes <= transactions.PACKET_LIMIT, `${bytes} bytes`).to.equal(true);
      await deliver(world, transaction);
      await expectAllSettled(opened);
    });
  });

  it("locks nothing that two providers share, so that both settle side by side", async () => {
    const rivalOperator = await chain.wallet();
    const rival = await world.provider({ operator: rivalOperator });
    const { consumer } = fixture;
    const ours = await open();
    const theirs = await openChannel(world, { provider: rival, consumer, deposit: UNIT });
    const transactionOf = async (opened: Opened, operator: Keypair) => {
      const entry = await claimOf(world, opened, { diem: UNIT });
      const list = settleInstructions(opened.seller, [entry], operator.publicKey);
      return bare(world, list, [operator]);
    };
    const [one, other] = [
      await transactionOf(ours, fixture.operator),
      await transactionOf(theirs, rivalOperator),
    ];
    const named = (opened: Opened, operator: Keypair) =>
      [operator.publicKey, opened.seller.provider, opened.channel].map(String);
    expect(writable(one)).to.have.members(named(ours, fixture.operator));
    expect(writable(other)).to.have.members(named(theirs, rivalOperator));
    expect(writable(one)).not.to.include.any.members(writable(other));
    await Promise.all([deliver(world, one), deliver(world, other)]);
    for (const each of [ours, theirs]) {
      expect((await channelAccount(world, each)).settled).to.equal(UNIT);
    }
  });

  it("reads the instruction directly before each of two settlements of one transaction", async () => {
    const rival = await world.provider({ operator: fixture.operator });
    const { consumer, operator } = fixture;
    const ours = await open();
    const theirs = await openChannel(world, { provider: rival, consumer, deposit: UNIT });
    const list = [];
    for (const each of [ours, theirs]) {
      const entry = await claimOf(world, each, { diem: UNIT });
      list.push(...settleInstructions(each.seller, [entry], operator.publicKey));
    }
    const signature = await world.send(list, [operator]);
    const told = await events.fetch(chain.connection, signature);
    expect(told.map(({ name }) => name)).to.deep.equal(["VouchersSettled", "VouchersSettled"]);
    expect((await channelAccount(world, theirs)).settled).to.equal(UNIT);
  });
});

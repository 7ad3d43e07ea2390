import type { Keypair } from "@solana/web3.js";
import { expect } from "chai";
import {
  constants,
  type ConsumerChannel,
  DiemClient,
  errors,
  keypairWallet,
  type ProviderDesk,
  quotes,
  vouchers,
} from "@diem/sdk";
import { startChain } from "../support/chain";
import {
  closeChannel,
  deposit,
  openChannel,
  outlastWindow,
  type Opened,
  requestClose,
  stakeQuota,
} from "../support/channels";
import { nextEpoch } from "../support/epochs";
import { UNIT } from "../support/market";
import type { Seller } from "../support/providers";
import { type Actor, World } from "../support/world";
import { thrownBy } from "./support";

const { CREDIT_UNIT } = constants;
const EPOCH_SECS = 3_600n;
/** Often enough for a test; a notification is sooner. */
const POLL_MS = 20;
const NEVER_MS = 2 ** 30;
const ALL = { leadSecs: 0n, diemAtLeast: 1n, quotaAtLeast: 1n };

/** Waits until the chain's news have arrived. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Lets `tell` know of every call of a method, until the returned function is called. */
function onCall<Name extends string>(
  object: Record<Name, (...args: never[]) => unknown>,
  name: Name,
  tell: () => void,
): () => void {
  const method = object[name];
  object[name] = function (this: unknown, ...args) {
    tell();
    return method.apply(this, args);
  };
  return () => Reflect.deleteProperty(object, name);
}

describe("sdk: ledgers that follow the chain", () => {
  let world: World;
  let seller: Seller;
  let operator: Keypair;
  let buyer: Actor;
  let opened: Opened;
  const stops: (() => Promise<void>)[] = [];

  before(async () => {
    world = await World.create(await startChain(73), { epochSecs: EPOCH_SECS });
    operator = await world.chain.wallet();
    const offer = { capacity: 40n * CREDIT_UNIT, quotaCapacity: 30n * CREDIT_UNIT, operator };
    seller = await world.provider(offer);
    await nextEpoch(world);
    buyer = await world.consumer(100n * UNIT);
  });
  beforeEach(async () => {
    opened = await openChannel(world, { provider: seller, consumer: buyer, deposit: UNIT });
  });
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
  });

  const client = (wallet: Keypair) =>
    DiemClient.connect({
      connection: world.chain.connection,
      market: world.market.market,
      wallet: keypairWallet(wallet),
    });
  async function consumer(pollMs = NEVER_MS, of = opened): Promise<ConsumerChannel> {
    const { vouchers: ledgers } = await client(buyer.keypair);
    const pay = await ledgers.consumer({
      channel: of.channel,
      signer: vouchers.signerFromKeypair(buyer.keypair),
      store: vouchers.memoryStore(),
      pollMs,
    });
    stops.push(() => pay.stop());
    return pay;
  }
  async function desk(pollMs = NEVER_MS, store = vouchers.memoryStore()): Promise<ProviderDesk> {
    const { vouchers: ledgers } = await client(operator);
    const made = await ledgers.provider({ provider: seller.provider, store, pollMs });
    stops.push(() => made.stop());
    return made;
  }
  /** One call from end to end. */
  async function call(
    pay: ConsumerChannel,
    at: ProviderDesk,
    credits: bigint,
  ): Promise<vouchers.Usage> {
    const open = await pay.open({ credits });
    const sent = vouchers.fromText(vouchers.toText(open.signed));
    const reserved = at.reserve(sent, { callId: open.callId, most: { credits } });
    const usage = await reserved.settle({ credits });
    await open.close(usage);
    return usage;
  }

  it("ask no node on the path of a call", async () => {
    const [pay, at] = [await consumer(), await desk()];
    const { embedded } = world.chain;
    if (embedded === undefined) throw new Error("needs the embedded chain");
    let asked = 0;
    const stop = [onCall(embedded, "getAccount", count), onCall(embedded.rpc, "serve", count)];
    function count(): void {
      asked += 1;
    }
    try {
      await call(pay, at, 1_000n);
      await Promise.all(Array.from({ length: 8 }, () => call(pay, at, 500n)));
      expect(asked).to.equal(0);
      await pay.refresh();
      expect(asked).to.be.greaterThan(0);
    } finally {
      for (const each of stop) each();
    }
  });

  it("hear of a deposit, of quota and of a new channel", async () => {
    const [pay, at] = [await consumer(), await desk()];
    expect(pay.ledger.terms.deposit).to.equal(UNIT);
    await deposit(world, opened, UNIT);
    await stakeQuota(world, opened, UNIT);
    await until(() => pay.ledger.terms.deposit === 2n * UNIT && pay.ledger.terms.allowance > 0n);
    await until(() => at.ledger.terms(opened.channel).deposit === 2n * UNIT);
    const quota = pay.ledger.terms.allowance;
    await until(() => at.ledger.terms(opened.channel).quotas.at(-1)?.allowance === quota);
    const usage = await call(pay, at, quota + CREDIT_UNIT);
    expect(usage).to.include({ quota, diem: pay.account.price });

    const another = await openChannel(world, { provider: seller, consumer: buyer, deposit: UNIT });
    await until(() => at.ledger.channels.some((one) => one.equals(another.channel)));
    await call(await consumer(NEVER_MS, another), at, 1_000n);
  });

  it("go on with the epochs, by the chain's clock", async () => {
    await stakeQuota(world, opened, UNIT);
    const [pay, at] = [await consumer(POLL_MS), await desk(POLL_MS)];
    const { clock } = { clock: await world.marketAccount() };
    const before = await call(pay, at, 1_000n);
    const stored = await pay.open({ credits: 500n });
    const late = at.reserve(stored.signed, { callId: stored.callId, most: { credits: 500n } });
    const turned = await nextEpoch(world);
    await until(() => quotes.epochAt({ clock, now: pay.now() }) === turned);
    await until(() => quotes.epochAt({ clock, now: at.now() }) === turned);
    const after = await call(pay, at, 1_000n);
    expect([before.epoch, after.epoch]).to.deep.equal([turned - 1, turned]);
    expect([before.quota, after.quota]).to.deep.equal([1_000n, 1_000n]);
    expect(pay.ledger.terms.epoch).to.equal(turned);
    // the call that was open is booked to the epoch in which it began
    expect(await late.settle({ credits: 500n })).to.include({ epoch: turned - 1, quota: 1_500n });
  });

  it("settle what is due, once, and what was refused again", async () => {
    const [pay, at] = [await consumer(), await desk()];
    const { diem } = await call(pay, at, CREDIT_UNIT / 2n);
    expect(await at.settleDue({ ...ALL, diemAtLeast: diem + 1n })).to.deep.equal([]);
    const refusedOnes = await at.settleDue({
      ...ALL,
      submit: (plans) => Promise.resolve(plans.map(() => null)),
    });
    expect(refusedOnes.map(({ signature }) => signature)).to.deep.equal([null]);
    const [first, second] = await Promise.all([at.settleDue(ALL), at.settleDue(ALL)]);
    expect(second).to.equal(first);
    expect(first.map(({ entries }) => entries.map(({ claim }) => claim))).to.deep.equal([
      [{ diem }],
    ]);
    expect(await at.settleDue(ALL)).to.deep.equal([]);
    await until(() => pay.account.settled === diem);
    const other = await consumer();
    expect(other.ledger.state).to.deep.include({ used: { diem, quota: 0n }, lost: true });
  });

  it("forget a channel that was closed", async () => {
    const at = await desk(POLL_MS);
    const { channel } = opened;
    await requestClose(world, opened);
    await until(() => at.ledger.terms(channel).closesTs !== null);
    const { closesTs } = at.ledger.terms(channel);
    await world.chain.advance((closesTs ?? 0n) - (await world.chain.now()));
    await outlastWindow(world, opened);
    await closeChannel(world, opened);
    await until(() => !at.ledger.channels.some((one) => one.equals(channel)));
    const error = await thrownBy(() => at.available(channel));
    expect(errors.isDiemError(error, "UnknownChannel")).to.equal(true);
  });

  it("are of their own market and provider alone", async () => {
    const other = await World.create(world.chain);
    const foreign = await DiemClient.connect({
      connection: world.chain.connection,
      market: other.market.market,
      wallet: keypairWallet(buyer.keypair),
    });
    const store = vouchers.memoryStore();
    const signer = vouchers.signerFromKeypair(buyer.keypair);
    const { channel } = opened;
    for (const open of [
      () => foreign.vouchers.consumer({ channel, signer, store }),
      () => foreign.vouchers.provider({ provider: seller.provider, store }),
    ]) {
      expect(errors.isDiemError(await thrownBy(open), "WrongMarket")).to.equal(true);
    }
    const rival = await world.provider();
    const theirs = await openChannel(world, { provider: rival, consumer: buyer, deposit: UNIT });
    const at = await desk();
    const track = () => at.track(theirs.channel);
    expect(errors.isDiemError(await thrownBy(track), "WrongProvider")).to.equal(true);
    await at.track(channel);
  });
});

import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import {
  DiemClient,
  type EventBatch,
  type EventCursor,
  type FollowedBatch,
  instructions,
  keypairWallet,
  transactions,
} from "@diem/sdk";
import type { EmbeddedChain } from "@diem/localnet";
import { startChain } from "../support/chain";
import { type Opened, openChannel } from "../support/channels";
import { UNIT } from "../support/market";
import type { Seller } from "../support/providers";
import { claimOf, settle } from "../support/settling";
import { type Actor, World } from "../support/world";
import { FaultyNetwork } from "./client-faults";
import { named, thrownBy } from "./support";

type Listed = { readonly signature: string }[];

/** Turns of the event loop in which what was begun would ask for more: the network answers within one. */
const QUIET_TURNS = 50;

describe("sdk: watching a market over a network that fails", () => {
  let world: World;
  let other: World;
  let chain: EmbeddedChain;
  let network: FaultyNetwork;
  let client: DiemClient;
  let staker: Actor;
  let seller: Seller;
  let opened: Opened;
  const stops: (() => Promise<void>)[] = [];

  before(async () => {
    const started = await startChain(72);
    if (started.embedded === undefined) throw new Error("the faults need the embedded chain");
    chain = started.embedded;
    world = await World.create(started);
    other = await World.create(started);
    staker = await world.staker(100_000n * UNIT, UNIT);
    seller = await world.provider();
    const consumer = await world.consumer(10n * UNIT);
    opened = await openChannel(world, { provider: seller, consumer, deposit: 10n * UNIT });
  });

  beforeEach(async () => {
    network = new FaultyNetwork(chain);
    const { connection } = network;
    client = await DiemClient.connect({ connection, market: world.market.market });
  });

  const stopAll = async () => {
    await Promise.all(stops.splice(0).map((stop) => stop()));
  };
  afterEach(stopAll);

  /** Waits until nothing is asked of the network any more. */
  async function quiet(): Promise<void> {
    for (let [turns, asked] = [0, 0]; turns < QUIET_TURNS; turns += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (network.calls.length > asked) [turns, asked] = [0, network.calls.length];
    }
  }
  /** Waits until what is told is as long as it should be, and for what should not come. */
  async function until(list: readonly unknown[], length: number): Promise<void> {
    while (list.length < length) await pause(10);
    await quiet();
  }

  const stake = (amount: bigint) => world.stake(staker, amount);
  /** Follows, and keeps what is told and what goes wrong. */
  const follow = async (options: { after?: EventCursor | "start"; pollMs?: number } = {}) => {
    const told: FollowedBatch[] = [];
    const wrong: unknown[] = [];
    const onError = (error: unknown) => wrong.push(error);
    const take = (batch: FollowedBatch) => {
      told.push(batch);
    };
    const stop = client.watch.transactions(take, { ...options, onError });
    stops.push(stop);
    await quiet();
    return { told, wrong };
  };
  const signatures = (told: readonly EventBatch[]) => told.map(({ signature }) => signature);
  const names = (told: readonly EventBatch[]) =>
    told.flatMap(({ events }) => events.map(({ name }) => name));

  it("tells each event of this market once, in order, and of no other", async () => {
    const { told, wrong } = await follow();
    const first = await stake(1n);
    await other.staker(UNIT, UNIT);
    const settled = await settle(world, seller, [await claimOf(world, opened, { diem: 1n })]);
    const last = await stake(2n);
    await until(told, 3);
    expect(signatures(told)).to.deep.equal([first, settled, last]);
    expect(names(told)).to.deep.equal(["Staked", "VouchersSettled", "Staked"]);
    expect(wrong).to.deep.equal([]);
  });

  it("tells events one by one, with their signatures", async () => {
    const told: unknown[] = [];
    const stop = client.watch.events(({ name }, signature) => {
      told.push([name, signature]);
    });
    stops.push(stop);
    await quiet();
    const signature = await world.send(
      [1n, 2n].map((amount) =>
        instructions.stake({ market: world.market, owner: staker.address, amount }),
      ),
      [staker.keypair],
    );
    await until(told, 2);
    expect(told).to.deep.equal([
      ["Staked", signature],
      ["Staked", signature],
    ]);
  });

  it("passes over failed transactions, the newest before it began too", async () => {
    const { market } = world;
    const wallet = keypairWallet(staker.keypair);
    const { connection } = chain;
    const staking = instructions.stake({ market, owner: staker.address, amount: 0n });
    const fail = async () => {
      const sender = { connection, wallet, opts: { skipPreflight: true } };
      const sent = transactions.send(sender, { instructions: [staking], computeUnitLimit: 50_000 });
      const error = await thrownBy(() => sent);
      expect(error).to.include({ name: "ZeroAmount" }).and.have.property("signature");
    };
    await fail();
    const { told, wrong } = await follow();
    await fail();
    const signature = await stake(1n);
    await until(told, 1);
    expect([signatures(told), wrong]).to.deep.equal([[signature], []]);
  });

  it("tells what a lost notification was about with the next one", async () => {
    const { told } = await follow();
    network.mute();
    const lost = await stake(1n);
    network.mute(false);
    const next = await stake(2n);
    await until(told, 2);
    expect(signatures(told)).to.deep.equal([lost, next]);
  });

  it("needs no notifications", async () => {
    network.mute();
    const { told } = await follow({ pollMs: 50 });
    const list = [await stake(1n), await stake(2n)];
    await until(told, 2);
    expect(signatures(told)).to.deep.equal(list);
  });

  it("tries again where the node fails, says so, and leaves nothing out", async () => {
    const { told, wrong } = await follow();
    network.fail("getSignaturesForAddress", "request lost");
    const first = await stake(1n);
    await until(told, 1);
    expect(wrong.length).to.equal(1);
    network.fail("getTransaction", { answer: null });
    const second = await stake(2n);
    await until(told, 2);
    expect(wrong.length).to.equal(2);
    expect(wrong[1]).to.have.property("name", "TransactionNotFound");
    expect(signatures(told)).to.deep.equal([first, second]);
  });

  it("waits for a transaction that is told of before it is listed", async () => {
    const { told } = await follow();
    network.fail("getSignaturesForAddress", { answer: [] });
    const signature = await stake(1n);
    await until(told, 1);
    expect(signatures(told)).to.deep.equal([signature]);
  });

  it("tells the same transaction again where the listener throws", async () => {
    const told: string[] = [];
    const wrong: unknown[] = [];
    const full = new Error("the disk is full");
    const take = ({ signature }: FollowedBatch) => {
      told.push(signature);
      if (told.length === 1) throw full;
    };
    stops.push(client.watch.transactions(take, { onError: (error) => wrong.push(error) }));
    await quiet();
    const list = [await stake(1n), await stake(2n)];
    await until(told, 3);
    expect(told).to.deep.equal([list[0], ...list]);
    expect(wrong).to.deep.equal([full]);
  });

  it("tells nothing more once it is stopped", async () => {
    const { told } = await follow({ pollMs: 10 });
    await stopAll();
    await stake(1n);
    await quiet();
    expect(told).to.deep.equal([]);
  });

  describe("whose history has holes", () => {
    /** Leaves the signature out of every list that the node gives, or of so many lists. */
    const hide = (hidden: string, times = Infinity) => {
      let left = times;
      network.change<Listed>("getSignaturesForAddress", (list) =>
        list.filter(({ signature }) => signature !== hidden || left-- <= 0),
      );
    };

    it("finds what was not listed, by the sequence numbers, and tells it in order", async () => {
      const { told, wrong } = await follow();
      const first = await stake(1n);
      await until(told, 1);
      network.mute();
      const hidden = await stake(2n);
      hide(hidden, 1);
      network.mute(false);
      const last = await stake(3n);
      await until(told, 3);
      expect(signatures(told)).to.deep.equal([first, hidden, last]);
      expect(wrong).to.deep.equal([]);
    });

    it("searches again later for what is not there yet", async () => {
      const { told, wrong } = await follow();
      const first = await stake(1n);
      await until(told, 1);
      network.mute();
      const hidden = await stake(2n);
      hide(hidden, 2);
      network.mute(false);
      const last = await stake(3n);
      await until(told, 3);
      expect(signatures(told)).to.deep.equal([first, hidden, last]);
      expect(wrong).to.deep.equal([]);
    });

    it("says what it cannot find, and goes on", async () => {
      const { told, wrong } = await follow();
      const first = await stake(1n);
      await until(told, 1);
      network.mute();
      hide(await stake(2n));
      network.mute(false);
      const last = await stake(3n);
      await until(told, 2);
      expect(signatures(told)).to.deep.equal([first, last]);
      const { sequence } = await world.marketAccount();
      expect(wrong.length).to.equal(1);
      const { context, message } = named(wrong[0], "MissedEvents");
      expect(context).to.include({ from: sequence - 1n, to: sequence - 1n });
      expect(context.account.equals(world.market.market)).to.equal(true);
      expect(message).to.match(/are missing: read the account itself/);
    });

    it("sees that a settlement's log was cut, by the provider's and the channel's numbers", async () => {
      const { told, wrong } = await follow();
      const pay = async (diem: bigint) =>
        settle(world, seller, [await claimOf(world, opened, { diem })]);
      await pay(10n);
      await until(told, 1);
      network.change<{ meta: { logMessages: string[] } }>("getTransaction", (found) => {
        network.change("getTransaction");
        found.meta.logMessages.splice(1, Infinity, "Log truncated");
        return found;
      });
      await pay(11n);
      await quiet();
      await pay(12n);
      await until(told, 2);
      expect(names(told)).to.deep.equal(["VouchersSettled", "VouchersSettled"]);
      const missed = wrong.map((error) => {
        const { account, from, to } = named(error, "MissedEvents").context;
        return [account.toBase58(), to - from];
      });
      expect(missed).to.deep.equal([
        [seller.provider.toBase58(), 0n],
        [opened.channel.toBase58(), 0n],
      ]);
    });
  });

  describe("after a restart", () => {
    it("goes on from a cursor, with nothing twice and nothing left out", async () => {
      const { told } = await follow();
      await stake(1n);
      await until(told, 1);
      await stopAll();
      const missed = [await stake(2n), await stake(3n)];
      const [last] = told;
      if (last === undefined) throw new Error("nothing was told");
      const again = await follow({ after: last });
      missed.push(await stake(4n));
      await until(again.told, 3);
      expect(signatures(again.told)).to.deep.equal(missed);
      expect(again.wrong).to.deep.equal([]);
    });

    it("finds what came late into the history before its cursor", async () => {
      const { told } = await follow();
      await stake(1n);
      await until(told, 1);
      const late = await stake(2n);
      const cursor = await stake(3n);
      await until(told, 3);
      await stopAll();
      const [first] = told;
      if (first === undefined) throw new Error("nothing was told");
      // a watch that stopped at the third never saw the second
      const again = await follow({ after: { signature: cursor, sequences: first.sequences } });
      const last = await stake(4n);
      await until(again.told, 3);
      expect(signatures(again.told)).to.deep.equal([late, cursor, last]);
      expect(again.wrong).to.deep.equal([]);
    });

    it("tells everything from the start, complete by every account's own count", async () => {
      const { told, wrong } = await follow({ after: "start" });
      const { sequence } = await world.marketAccount();
      const numbers = new Map<string, bigint>();
      const latest = await stake(1n);
      await quiet();
      while (told.at(-1)?.signature !== latest) await quiet();
      for (const batch of told) {
        for (const [account, number] of batch.sequences) numbers.set(account, number);
      }
      expect(names(told)[0]).to.equal("MarketCreated");
      expect(numbers.get(world.market.market.toBase58())).to.equal(sequence + 1n);
      const provider = await client.read.provider(seller.provider);
      expect(numbers.get(seller.provider.toBase58())).to.equal(provider.sequence);
      const channel = await client.read.channel(opened.channel);
      expect(numbers.get(opened.channel.toBase58())).to.equal(channel.sequence);
      expect(wrong).to.deep.equal([]);
    });
  });

  describe("and its history", () => {
    it("gives the newest transactions, the oldest of them first", async () => {
      const made = [await stake(1n), await stake(2n), await stake(3n)];
      await other.staker(UNIT, UNIT);
      const newest = await client.history.transactions({ limit: 2 });
      expect(signatures(newest)).to.deep.equal(made.slice(1));
      const [before] = signatures(newest);
      const older = await client.history.transactions({ limit: 1, ...(before && { before }) });
      expect(signatures(older)).to.deep.equal([made[0]]);
      const [after] = made;
      const since = await client.history.transactions(after === undefined ? {} : { after });
      expect(signatures(since)).to.deep.equal(made.slice(1));
      expect(names(since)).to.deep.equal(["Staked", "Staked"]);
    });
  });
});

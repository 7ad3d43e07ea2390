import { setTimeout as pause } from "node:timers/promises";
import { DiemClient, type EventBatch, type EventCursor, type FollowedBatch } from "@diem/sdk";
import type { EmbeddedChain } from "@diem/localnet";
import { startChain } from "../support/chain";
import { type Opened, openChannel } from "../support/channels";
import { UNIT } from "../support/market";
import type { Seller } from "../support/providers";
import { type Actor, World } from "../support/world";
import { FaultyNetwork } from "./client-faults";

/** What the tests watch, once one runs. */
interface Watched {
  world: World;
  other: World;
  chain: EmbeddedChain;
  network: FaultyNetwork;
  client: DiemClient;
  staker: Actor;
  seller: Seller;
  opened: Opened;
}

/** Turns of the event loop in which what was begun would ask for more: the network answers within one. */
const QUIET_TURNS = 50;

/** A market on a network that fails as it is told, for the tests of the describe that calls it. */
export function watchedMarket() {
  const at = {} as Watched;
  const stops: (() => Promise<void>)[] = [];

  before(async () => {
    const started = await startChain(72);
    if (started.embedded === undefined) throw new Error("the faults need the embedded chain");
    at.chain = started.embedded;
    at.world = await World.create(started);
    at.other = await World.create(started);
    at.staker = await at.world.staker(100_000n * UNIT, UNIT);
    at.seller = await at.world.provider();
    const consumer = await at.world.consumer(10n * UNIT);
    at.opened = await openChannel(at.world, { provider: at.seller, consumer, deposit: 10n * UNIT });
  });

  beforeEach(async () => {
    at.network = new FaultyNetwork(at.chain);
    const { connection } = at.network;
    at.client = await DiemClient.connect({ connection, market: at.world.market.market });
  });

  const stopAll = async () => {
    await Promise.all(stops.splice(0).map((stop) => stop()));
  };
  afterEach(stopAll);

  /** Waits until nothing is asked of the network any more. */
  async function quiet(): Promise<void> {
    for (let [turns, asked] = [0, 0]; turns < QUIET_TURNS; turns += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (at.network.calls.length > asked) [turns, asked] = [0, at.network.calls.length];
    }
  }
  /** Waits until what is told is as long as it should be, and for what should not come. */
  async function until(list: readonly unknown[], length: number): Promise<void> {
    while (list.length < length) await pause(10);
    await quiet();
  }

  const stake = (amount: bigint) => at.world.stake(at.staker, amount);
  /** Follows, and keeps what is told and what goes wrong. */
  const follow = async (options: { after?: EventCursor | "start"; pollMs?: number } = {}) => {
    const told: FollowedBatch[] = [];
    const wrong: unknown[] = [];
    const onError = (error: unknown) => wrong.push(error);
    const take = (batch: FollowedBatch) => {
      told.push(batch);
    };
    const stop = at.client.watch.transactions(take, { ...options, onError });
    stops.push(stop);
    await quiet();
    return { told, wrong };
  };
  return { at, stops, stopAll, quiet, until, stake, follow };
}

export const signatures = (told: readonly EventBatch[]) => told.map(({ signature }) => signature);
export const names = (told: readonly EventBatch[]) =>
  told.flatMap(({ events }) => events.map(({ name }) => name));

import { PROGRAM_ID } from "@diem/sdk";
import fc from "fast-check";
import { Connection } from "@solana/web3.js";
import { startChain } from "../../tests/support/chain";
import * as epochs from "../../tests/support/epochs";
import { ACTIONS, MarketHistory, type Step } from "../../tests/support/history";
import { UNIT } from "../../tests/support/market";
import { World } from "../../tests/support/world";

const STEPS_PER_EPOCH = 10;
const CONSUMERS = 3;
/** Most signatures that a node lists at once. */
const PAGE = 1_000;

/** What a node answered to everything that an indexer asks of a finished history. */
export interface Recording {
  /** Answers in JSON by method, or by method and signature. */
  readonly answers: ReadonlyMap<string, unknown>;
  readonly transactions: number;
}

/** Plays a market through many epochs, and records what a node says of it. */
export async function record(epochCount: number): Promise<Recording> {
  const chain = await startChain(401);
  const world = await World.create(chain, {
    epochSecs: 1_000n,
    params: { stakeCooldownSecs: 1_000n, bondCooldownSecs: 1_500n, channelGraceSecs: 300n },
  });
  const consumers = await Promise.all(
    Array.from({ length: CONSUMERS }, () => world.consumer(100n * UNIT)),
  );
  const history = new MarketHistory(world, consumers);
  for (const step of steps(epochCount * STEPS_PER_EPOCH)) {
    await history.take(step);
    await chain.advance(7n);
    if (Math.floor(Math.random() * STEPS_PER_EPOCH) > 0) continue;
    await epochs.nextEpoch(world);
    await epochs.rollEpoch(world).catch(() => undefined);
    await epochs.openRecord(world).catch(() => undefined);
  }
  const { embedded } = chain;
  if (embedded === undefined) throw new Error("the recording needs the embedded chain");
  const ask = (method: string, params: unknown[]) =>
    (
      JSON.parse(embedded.rpc.serve(JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }))) as {
        result: unknown;
      }
    ).result;
  const listed: { signature: string }[] = [];
  for (;;) {
    const before = listed.at(-1)?.signature;
    const range = before === undefined ? {} : { before };
    const page = ask("getSignaturesForAddress", [PROGRAM_ID.toBase58(), range]) as typeof listed;
    listed.push(...page);
    if (page.length < PAGE) break;
  }
  const answers = new Map<string, unknown>([
    ["getSlot", ask("getSlot", [{ commitment: "finalized" }])],
    ["getSignaturesForAddress", listed],
  ]);
  for (const { signature } of listed) {
    const options = { commitment: "finalized", maxSupportedTransactionVersion: 0 };
    answers.set(`getTransaction ${signature}`, ask("getTransaction", [signature, options]));
  }
  return { answers, transactions: listed.length };
}

function steps(count: number): readonly Step[] {
  const step = fc.record<Step>({
    action: fc.constantFrom(...Object.keys(ACTIONS)),
    seller: fc.nat(3),
    consumer: fc.nat(CONSUMERS - 1),
    perMille: fc.bigInt(0n, 1_000n),
  });
  return fc.sample(step, { numRuns: count, seed: 401 });
}

type Listed = readonly { readonly signature: string }[];

/** What a node lists at once of those before a signature. */
export function pageOf<Item extends Listed[number]>(
  list: readonly Item[],
  { before }: { readonly before?: string },
): readonly Item[] {
  const from = before === undefined ? 0 : 1 + list.findIndex((one) => one.signature === before);
  return list.slice(from, from + PAGE);
}

/** A connection that answers from a recording, and counts what it is asked. */
export function replay({ answers }: Recording): {
  readonly connection: Connection;
  readonly requests: Map<string, number>;
} {
  const requests = new Map<string, number>();
  const fetch = (_url: unknown, { body }: { body: string }) => {
    const { id, method, params } = JSON.parse(body) as {
      id: unknown;
      method: string;
      params: readonly unknown[];
    };
    requests.set(method, (requests.get(method) ?? 0) + 1);
    const listed = method === "getSignaturesForAddress";
    const key = method === "getTransaction" ? `${method} ${String(params[0])}` : method;
    const found = answers.get(key) ?? null;
    const result = listed ? pageOf(found as Listed, params[1] as { before?: string }) : found;
    const text = JSON.stringify({ jsonrpc: "2.0", id, result });
    return Promise.resolve({ ok: true, status: 200, text: () => Promise.resolve(text) });
  };
  const connection = new Connection("http://recording.invalid", {
    commitment: "finalized",
    fetch: fetch as unknown as typeof globalThis.fetch,
    httpAgent: false,
  });
  return { connection, requests };
}

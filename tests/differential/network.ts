import { once } from "node:events";

import { Connection } from "@solana/web3.js";
import WebSocket from "ws";

import { type Answer, normalised, notified } from "./compare";
import type { Request } from "./requests";
import { type Names, prepare, transact } from "./fixture";

/** Requests that are on their way at a time. */
const PARALLEL = 20;
/** Time between two looks at the newest root. */
const POLL_MS = 100;

type Members = Readonly<Record<string, unknown>>;

/** A network that answers requests. */
export class AskedNetwork {
  private constructor(
    private readonly url: string,
    private readonly wsUrl: string,
    private readonly names: Names,
    private readonly connection: Connection,
  ) {}

  static async open({ url, wsUrl }: { url: string; wsUrl: string }): Promise<AskedNetwork> {
    const connection = new Connection(url, { commitment: "confirmed", wsEndpoint: wsUrl });
    return new AskedNetwork(url, wsUrl, await prepare(connection), connection);
  }

  /** The answers by HTTP, in the order of the requests. */
  async answers(requests: readonly Request[]): Promise<Answer[]> {
    const found: Answer[] = [];
    let next = 0;
    const work = async () => {
      for (let index = next++; index < requests.length; index = next++) {
        const request = requests[index] as Request;
        const headers = { "content-type": "application/json" };
        const body = this.textOf(request, 1);
        const response = await fetch(this.url, { method: "POST", headers, body });
        const answer = (await response.json()) as Members;
        found[index] = normalised(request.method, answer, this.names);
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, work));
    return found;
  }

  /** The answers by WebSocket. What was subscribed to is ended at once. */
  async subscriptions(requests: readonly Request[]): Promise<Answer[]> {
    const socket = new WebSocket(this.wsUrl);
    await once(socket, "open");
    const waiting = new Map<number, (answer: Members) => void>();
    socket.on("message", (data: Buffer) => {
      const message = JSON.parse(data.toString()) as Members;
      waiting.get(message.id as number)?.(message);
    });
    let id = 0;
    const ask = (request: Request) => {
      id += 1;
      const answered = new Promise<Members>((resolve) => waiting.set(id, resolve));
      socket.send(this.textOf(request, id));
      return answered;
    };
    try {
      const found: Answer[] = [];
      for (const request of requests) {
        const answer = await ask(request);
        found.push(normalised(request.method, answer, this.names));
        if (typeof answer.result !== "number") continue;
        const method = request.method.replace("Subscribe", "Unsubscribe");
        await ask({ method, params: [answer.result] });
      }
      return found;
    } finally {
      socket.terminate();
    }
  }

  /** What each subscription tells while the same transactions land on every network. */
  async notifications(requests: readonly Request[]): Promise<unknown[]> {
    const socket = new WebSocket(this.wsUrl);
    await once(socket, "open");
    const told = new Map<number, unknown[]>();
    const ids: number[] = [];
    let ended = () => {};
    const end = new Promise<void>((resolve) => (ended = resolve));
    socket.on("message", (data: Buffer) => {
      const { id, result, params } = JSON.parse(data.toString()) as Members;
      if (id === requests.length) ended();
      else if (typeof id === "number") ids[id] = Number(result);
      const { subscription, result: value } = (params ?? {}) as Members;
      if (typeof subscription !== "number") return;
      told.set(subscription, [...(told.get(subscription) ?? []), value]);
    });
    try {
      for (const [index, request] of requests.entries()) socket.send(this.textOf(request, index));
      const signatures = await transact(this.connection);
      // what is told of the last root comes before the answer to what is asked now
      await this.rooted(told, ids);
      socket.send(this.textOf({ method: "slotUnsubscribe", params: [0] }, requests.length));
      await end;
      const acts = signatures.map((signature, nth) => [`$act${nth}`, signature] as const);
      const names = { ...this.names, ...Object.fromEntries(acts) };
      return requests.map(({ method }, index) =>
        notified(method, told.get(ids[index] ?? NaN) ?? [], names),
      );
    } finally {
      socket.terminate();
    }
  }

  /** Waits until a root follows that of the last transaction: the first subscription is to roots. */
  private async rooted(
    told: ReadonlyMap<number, unknown[]>,
    ids: readonly number[],
  ): Promise<void> {
    const last = await this.connection.getSlot("finalized");
    const newest = () => Number(told.get(ids[0] ?? NaN)?.at(-1) ?? 0);
    while (newest() <= last) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }

  private textOf({ method, params }: Request, id: number): string {
    return JSON.stringify({ jsonrpc: "2.0", id, method, params: named(params, this.names) });
  }
}

function named(value: unknown, names: Names): unknown {
  if (typeof value === "string") return names[value] ?? value;
  if (Array.isArray(value)) return value.map((item) => named(item, names));
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => [key, named(member, names)]);
  return Object.fromEntries(members) as unknown;
}

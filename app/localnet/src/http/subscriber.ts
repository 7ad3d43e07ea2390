import type { RawData, WebSocket } from "ws";

import { invalidParams, JsonRpcError, methodNotFound, RpcErrorCode } from "../rpc/errors";
import { toJson } from "../rpc/json";
import { u64 } from "../rpc/params/shape";
import { params as readerOf } from "../rpc/params/signature";
import { answer } from "../rpc/protocol";
import type { PubSub } from "../rpc/pubsub";
import { isDisabled, isTopic } from "../rpc/topics";

/** Subscriptions of one connection. */
const MAX_SUBSCRIPTIONS = 10_000;
/** Bytes that may wait for a reader that is slower than the chain. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024;
/**
 * How long notifications wait behind the answer to their subscription. Some clients, `@solana/kit`
 * among them, begin to listen a moment after they have read it, and miss what comes along with it.
 */
const HEAD_START_MS = 20;
const SUBSCRIBE = /^(\w+)Subscribe$/;
const UNSUBSCRIBE = /^(\w+)Unsubscribe$/;

const unsubscribed = readerOf([u64], []);

/** One WebSocket connection and what it subscribed to, which ends with it. */
export class Subscriber {
  /** The topic of each subscription, for example `account`. */
  private readonly topics = new Map<number, string>();

  constructor(
    private readonly socket: WebSocket,
    private readonly pubsub: PubSub,
  ) {
    socket.on("message", (data) => {
      this.send(answer(textOf(data), (method, params) => this.handle(method, params)));
    });
    socket.on("close", () => {
      for (const id of this.topics.keys()) pubsub.unsubscribe(id);
    });
    // A frame against the protocol or over the size limit: `ws` closes the connection by itself.
    socket.on("error", () => undefined);
  }

  private handle(method: string, params: unknown): unknown {
    const [, ended] = UNSUBSCRIBE.exec(method) ?? [];
    if (ended !== undefined && isTopic(`${ended}Subscribe`)) {
      const [id] = unsubscribed(params);
      if (isDisabled(`${ended}Subscribe`)) throw methodNotFound();
      return this.unsubscribe(ended, id);
    }
    const [, topic] = SUBSCRIBE.exec(method) ?? [];
    if (topic === undefined) {
      throw methodNotFound();
    }
    if (this.topics.size >= MAX_SUBSCRIPTIONS) {
      throw new JsonRpcError(
        RpcErrorCode.InternalError,
        "Internal Error: Subscription refused. Node subscription limit reached",
      );
    }
    const send = this.sendLater();
    const id = this.pubsub.subscribe(method, params, (result, last) => {
      if (last) this.topics.delete(id);
      const notification = { method: `${topic}Notification`, params: { result, subscription: id } };
      send(toJson({ jsonrpc: "2.0", ...notification }));
    });
    this.topics.set(id, topic);
    return id;
  }

  private unsubscribe(topic: string, id: number): true {
    if (this.topics.get(id) !== topic) throw invalidParams("Invalid subscription id.");
    this.topics.delete(id);
    this.pubsub.unsubscribe(id);
    return true;
  }

  /** Sends in order, but nothing before the head start is over. */
  private sendLater(): (text: string) => void {
    let waiting: string[] | null = [];
    setTimeout(() => {
      for (const text of waiting ?? []) this.send(text);
      waiting = null;
    }, HEAD_START_MS);
    return (text) => {
      if (waiting === null) this.send(text);
      else waiting.push(text);
    };
  }

  private send(text: string): void {
    if (text === "" || this.socket.readyState !== this.socket.OPEN) return;
    // A client that does not read would not read a close message either.
    if (this.socket.bufferedAmount > MAX_WAITING_BYTES) this.socket.terminate();
    else this.socket.send(text);
  }
}

function textOf(data: RawData): string {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as ArrayBuffer);
  return bytes.toString("utf8");
}

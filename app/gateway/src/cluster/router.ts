import { vouchers } from "@diem/sdk";
import type { PublicKey } from "@solana/web3.js";
import type { Exchange, Route } from "../http/server";
import { Refusal } from "../refusal";
import { FORWARDED, type Forwarder, MISPLACED } from "./forward";
import type { OwnedPartition } from "./owned";
import { moving, type Partitions } from "./partitions";

/** See {@link Router}. */
export interface RouterInput {
  readonly partitions: Pick<Partitions, "place" | "misplaced" | "timeoutMs">;
  readonly forwarder: Forwarder;
  /** Called for each request that was handed on. */
  readonly onForwarded: () => void;
}

/** Forwards requests to the gateway that owns their channel. */
export class Router {
  constructor(private readonly input: RouterInput) {}

  /** A route whose requests are answered where their channel is; those that name none, here. */
  shared(route: Route, channelOf: (exchange: Exchange) => PublicKey | null): Route {
    return {
      ...route,
      answer: (exchange) => {
        const channel = channelOf(exchange);
        if (channel === null) return route.answer(exchange);
        return this.#answer(exchange, vouchers.partitionOf(channel), route);
      },
    };
  }

  async #answer(exchange: Exchange, partition: number, route: Route): Promise<void> {
    const { partitions, forwarder, onForwarded } = this.input;
    const until = performance.now() + partitions.timeoutMs;
    let body: Buffer | undefined;
    while (performance.now() < until) {
      const place = await partitions.place(partition);
      if ("here" in place) {
        await served(body === undefined ? exchange : { ...exchange, body }, place.here, route);
        return;
      }
      if (exchange.request.headers[FORWARDED] !== undefined) throw misplaced();
      body ??= await forwarder.read(exchange);
      if (await forwarder.send(exchange, place.url, body)) {
        onForwarded();
        return;
      }
      partitions.misplaced(partition);
    }
    throw moving();
  }
}

async function served(exchange: Exchange, here: OwnedPartition, route: Route): Promise<void> {
  try {
    await route.answer(exchange);
  } catch (error) {
    // what is missing here is there with its new owner
    throw here.lost ? moving() : error;
  } finally {
    here.exit();
  }
}

function misplaced(): Refusal {
  const { message: detail, headers } = moving();
  return new Refusal("store-unavailable", { detail, headers: { ...headers, [MISPLACED]: "1" } });
}

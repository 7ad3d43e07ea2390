import { costCeil, payFor } from "@diem/wire";
import type { RequestBody } from "../calls/request-body";
import type { Offer } from "../offer";
import type { Health } from "./health";

/** What a channel that is open already changes about an offer: its own price, and quota that pays first. */
export interface Means {
  /** DIEM base units for a credit. */
  readonly price: bigint;
  /** Micro-credits. */
  readonly quota: bigint;
}

/** An offer with what a request would cost by it. */
export interface Ranked {
  readonly offer: Offer;
  /** DIEM base units that the request probably costs. */
  readonly cost: bigint;
}

/** Bytes of a token, and tokens of an answer, where only the order of costs counts. */
const BYTES_PER_TOKEN = 4;
const USUAL_ANSWER = 500;

/**
 * The offers of a request's model: those that answered last time before those that did not, then the cheapest, then the
 * fastest.
 */
export function rank(
  offers: readonly Offer[],
  {
    body,
    means,
    health,
  }: {
    readonly body: Pick<RequestBody, "text" | "model" | "limit">;
    /** Of the channel with an offer's provider; null if there is none yet. */
    readonly means: (offer: Offer) => Means | null;
    readonly health: Health;
  },
): readonly Ranked[] {
  const { model, text, limit } = body;
  const output = limit ?? USUAL_ANSWER;
  const input = Math.ceil(text.length / BYTES_PER_TOKEN);
  const ranked = offers.flatMap((offer) => {
    const price = Object.hasOwn(offer.prices.models, model)
      ? offer.prices.models[model]
      : undefined;
    if (price === undefined || health.isBanned(offer)) return [];
    const answer = Math.min(output, price.max_output ?? 0);
    const credits = costCeil(price, { input, output: answer, cachedInput: 0, images: 0 });
    const { diem: cost } = payFor({
      credits,
      ...(means(offer) ?? { price: offer.price, quota: 0n }),
    });
    return [{ offer, cost }];
  });
  return ranked.sort(
    (a, b) =>
      Number(health.isDown(a.offer)) - Number(health.isDown(b.offer)) ||
      compare(a.cost, b.cost) ||
      health.latencyMs(a.offer) - health.latencyMs(b.offer),
  );
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : Number(a > b);
}

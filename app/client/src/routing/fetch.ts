import type { Offer } from "../offer";
import { askedOf, paidPath, sharedOf } from "../pay-request";
import type { PayingFetch, PayingInput } from "../paying";
import { isLocal, type Unusable } from "./catalogue";
import { Router } from "./router";

/** Base URL of the router itself: each call goes to the best provider for it. */
const BASE_URL = "https://market.invalid/v1";

/** See `createDiemFetch`. */
export interface RoutedFetchInput extends PayingInput {
  /** A model that must be for sale; others may be asked for as well. */
  readonly model?: string;
  /** Whether endpoints without TLS are used. Default: on a local network only. */
  readonly insecure?: boolean;
}

/** A `fetch` that pays for calls to any provider of a market. */
export interface RoutedFetch extends PayingFetch {
  /** What is for sale. */
  readonly offers: readonly Offer[];
  /** Providers that sell nothing now, and why. */
  readonly unusable: readonly Unusable[];
}

/** See `createDiemFetch`. */
export async function createRoutedFetch(input: RoutedFetchInput): Promise<RoutedFetch> {
  const { client, model, insecure = isLocal(client) } = input;
  const shared = await sharedOf(input, client.market.market.toBase58());
  const { fetch, limit } = shared;
  const router = await Router.open(shared, { client, fetch, insecure });
  if (model !== undefined) router.requireSold(model);
  const diemFetch = async (target: string | URL | Request, init?: RequestInit) => {
    const request = new Request(target, init);
    if (request.method === "GET" && request.url === `${BASE_URL}/models`) return modelsOf(router);
    const path = paidPath(request, BASE_URL);
    return path === null ? fetch(request) : router.pay(await askedOf(request, path));
  };
  return Object.defineProperties(diemFetch, {
    baseUrl: { value: BASE_URL },
    offers: { get: () => router.offers },
    unusable: { get: () => router.unusable },
    left: { get: () => limit.left },
    receipts: { value: shared.receipts },
    store: { value: input.store },
    refresh: { value: () => router.refresh() },
    close: { value: () => router.stop() },
  }) as RoutedFetch;
}

/** The models of all providers, as clients of OpenAI list them. */
function modelsOf({ offers }: Router): Response {
  const ids = new Set(offers.flatMap(({ prices }) => Object.keys(prices.models)));
  const data = [...ids].map((id) => ({ id, object: "model", created: 0, owned_by: "diem" }));
  return Response.json({ object: "list", data });
}

import type { DiemClient } from "@diem/sdk";
import type { PublicKey } from "@solana/web3.js";
import {
  hashToText,
  isWireError,
  MAX_PRICE_LIST_BYTES,
  type PriceList,
  readPriceList,
  WireError,
} from "@diem/wire";
import { DiemClientError } from "./errors";

/** A provider's offer, checked against the chain. */
export interface Offer {
  readonly provider: PublicKey;
  /** Base of its API; ends in `/v1`. */
  readonly baseUrl: string;
  readonly prices: PriceList;
  /** SHA-256 of the price list, as the chain has it. */
  readonly hash: string;
  /** DIEM base units for a credit, of a channel that is opened now. */
  readonly price: bigint;
  /** Milliseconds that the gateway took to answer for its prices. */
  readonly latencyMs: number;
}

/** What of a provider's account an offer is made from. */
export type OnChain = Awaited<ReturnType<DiemClient["read"]["provider"]>>;

const PRICES_MS = 10_000;

/**
 * Reads what a provider sells now.
 *
 * @throws DiemClientError `PricesWrong`: its gateway does not answer, or its price list is not the one on chain.
 */
export async function offerOf(
  onChain: OnChain,
  { baseUrl, fetch }: { readonly baseUrl?: string; readonly fetch: typeof globalThis.fetch },
): Promise<Offer> {
  const base = (baseUrl ?? onChain.endpoint).replace(/\/$/, "");
  const began = performance.now();
  const prices = await pricesAt(`${base}/diem/prices`, onChain.priceListHash, fetch);
  return {
    ...{ provider: onChain.address, baseUrl: base, prices, price: onChain.price },
    hash: hashToText(onChain.priceListHash),
    latencyMs: performance.now() - began,
  };
}

async function pricesAt(
  url: string,
  hash: Uint8Array,
  fetch: typeof globalThis.fetch,
): Promise<PriceList> {
  const wrong = (said: string, cause?: unknown) => {
    const message = `${said}: choose another provider, or try again`;
    return new DiemClientError("PricesWrong", { message, cause });
  };
  const response = await fetch(url, { signal: AbortSignal.timeout(PRICES_MS) }).catch(
    (cause: unknown) => {
      throw wrong(`the provider does not answer at ${url}`, cause);
    },
  );
  if (!response.ok) throw wrong(`the provider answered ${response.status} at ${url}`);
  try {
    return readPriceList(await bytesOf(response), hash);
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    if (isWireError(cause)) throw new DiemClientError("PricesWrong", { message: said, cause });
    throw wrong(`the price list at ${url} was not read to its end (${said})`, cause);
  }
}

/** The body of an answer. Throws `PriceListTooLong` after as much as a price list may have. */
async function bytesOf({ body }: Response): Promise<Uint8Array> {
  const reader = (body as ReadableStream<Uint8Array> | null)?.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { value } = (await reader?.read()) ?? {};
    if (value === undefined) break;
    parts.push(value);
    length += value.length;
    if (length > MAX_PRICE_LIST_BYTES) {
      await reader?.cancel();
      const message = `the price list has more than ${MAX_PRICE_LIST_BYTES} bytes, and the rest was not read: choose another provider`;
      throw new WireError("PriceListTooLong", message);
    }
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

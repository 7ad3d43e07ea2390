import { isWireError, type PriceList, readPriceList } from "@diem/wire";
import { DiemClientError } from "./errors";

/** Reads a provider's price list, whose hash the chain has. Throws a DiemClientError `PricesWrong`. */
export async function fetchPrices({
  baseUrl,
  hash,
  fetch,
}: {
  /** Of the provider's API; ends in `/v1`. */
  readonly baseUrl: string;
  readonly hash: Uint8Array;
  readonly fetch: typeof globalThis.fetch;
}): Promise<PriceList> {
  const url = `${baseUrl}/diem/prices`;
  const response = await fetch(url);
  if (!response.ok) {
    const message = `the provider answered ${response.status} at ${url}: choose another one, or try again`;
    throw new DiemClientError("PricesWrong", { message });
  }
  try {
    return readPriceList(new Uint8Array(await response.arrayBuffer()), hash);
  } catch (cause) {
    if (!isWireError(cause)) throw cause;
    throw new DiemClientError("PricesWrong", { message: cause.message, cause });
  }
}

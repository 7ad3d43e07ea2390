import { useQuery } from "@tanstack/react-query";
import { offerOf } from "@diem/client";
import type { PricedProvider } from "@diem/sdk";
import { hashToText, isWireError, type PriceList } from "@diem/wire";
import { safeUrl } from "../format/text";
import { useNetwork } from "../network/network";
import { strangerFetch } from "./stranger-fetch";

/** The result of reading a provider's price list. */
export type Offered =
  | {
      readonly state: "verified";
      readonly prices: PriceList;
      readonly hash: string;
      /** Base of its API. */
      readonly baseUrl: string;
    }
  | {
      /** `another list`: it has another hash than the chain. `no price list`: the hash is right, and what has it is no list. */
      readonly state: "another list" | "no price list" | "not reachable" | "not asked";
      /** What is wrong, then what to do. */
      readonly reason: string;
      /** Of the error, where there is one. */
      readonly name: string | null;
    };

const MACHINE: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);
/** How long a list is cached: the chain has its hash, so a list with this hash cannot change. */
const FRESH_MS = 5 * 60_000;

/**
 * Why the page sends no request to a provider's gateway; null if it does. A stranger's endpoint may point to this
 * machine, whose servers must stay private. This is allowed on a local network only.
 */
export function refusalOf(endpoint: string, rpcUrl: string): string | null {
  const href = safeUrl(endpoint);
  if (href === null) return "its endpoint is not a web address, so it is not used";
  const { protocol, hostname, search, hash, username, password } = new URL(href);
  const isLocal = MACHINE.has(hostname);
  if (isLocal && !MACHINE.has(new URL(rpcUrl).hostname)) {
    return "its endpoint is on your own machine, so it is not used";
  }
  if (search + hash + username + password !== "") {
    return "its endpoint has more than a path, so it is not used";
  }
  if (protocol === "https:" || isLocal) return null;
  return "its endpoint has no TLS (plain http): others can read and change its traffic";
}

async function offered(
  provider: PricedProvider,
  rpcUrl: string,
  signal: AbortSignal,
): Promise<Offered> {
  const refusal = refusalOf(provider.endpoint, rpcUrl);
  if (refusal !== null) return { state: "not asked", reason: refusal, name: null };
  try {
    // which reads no more than a price list may have
    const { prices, hash, baseUrl } = await offerOf(provider, { fetch: strangerFetch({ signal }) });
    return { state: "verified", prices, hash, baseUrl };
  } catch (error) {
    if (signal.aborted || !(error instanceof Error)) throw error;
    const { cause, message: reason } = error;
    if (isWireError(cause, "PriceListHashWrong")) {
      return { state: "another list", reason, name: cause.name };
    }
    if (isWireError(cause)) {
      return { state: "no price list", reason, name: cause.name };
    }
    return { state: "not reachable", reason, name: error.name };
  }
}

/** The price list that a provider's gateway publishes, checked against the hash on chain. Null sends no request. */
export function useOffer(provider: PricedProvider | null) {
  const { rpcUrl } = useNetwork().config;
  const hash = provider === null ? "" : hashToText(provider.priceListHash);
  return useQuery({
    queryKey: ["offer", provider?.address.toBase58(), provider?.endpoint, hash],
    queryFn: ({ signal }) => (provider === null ? null : offered(provider, rpcUrl, signal)),
    enabled: provider !== null,
    staleTime: ({ state: { data } }) => (data?.state === "verified" ? FRESH_MS : 0),
    retry: false,
  });
}

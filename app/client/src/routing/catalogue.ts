import type { DiemClient } from "@diem/sdk";
import { DiemClientError } from "../errors";
import { type Offer, type OnChain, offerOf } from "../offer";

/** A provider that sells nothing now, and why. */
export interface Unusable {
  /** Its address. */
  readonly provider: string;
  readonly reason: string;
}

/** See {@link Catalogue.read}. */
export interface CatalogueInput {
  readonly client: DiemClient;
  readonly fetch: typeof globalThis.fetch;
  /** Whether endpoints without TLS count, beside those of this machine on a local network. */
  readonly insecure: boolean;
}

/** Everything that is for sale in a market, by price lists whose hash is on chain. */
export interface Catalogue {
  readonly offers: readonly Offer[];
  readonly unusable: readonly Unusable[];
}

/** Asks all providers of the market for their prices, side by side. */
export async function readCatalogue({
  client,
  fetch,
  insecure,
}: CatalogueInput): Promise<Catalogue> {
  const found = await Promise.all(
    (await client.read.providers()).map(async (onChain) => {
      const provider = onChain.address.toBase58();
      const reason = refusal(onChain, insecure);
      if (reason !== null) return { provider, reason };
      return offerOf(onChain, { fetch }).catch((error: unknown) => {
        if (error instanceof DiemClientError) return { provider, reason: error.message };
        throw error;
      });
    }),
  );
  return {
    offers: found.filter((one): one is Offer => "prices" in one),
    unusable: found.filter((one): one is Unusable => "reason" in one),
  };
}

/** Why a provider is not asked at all; null if it is. */
function refusal({ endpoint, retiring }: OnChain, insecure: boolean): string | null {
  if (retiring) return "it is leaving the market";
  const { protocol } = URL.canParse(endpoint) ? new URL(endpoint) : { protocol: "" };
  if (protocol === "https:" || (insecure && protocol === "http:")) return null;
  return `its endpoint ${endpoint.slice(0, 100)} is not an https address`;
}

/** Whether a connection goes to this machine, as on a local network. */
export function isLocal({ connection }: DiemClient): boolean {
  const { hostname } = new URL(connection.rpcEndpoint);
  return ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
}

import type { PublicKey } from "@solana/web3.js";
import type { PriceList } from "@diem/wire";
import type { Standing } from "./calls/payer";
import { offerOf } from "./offer";
import { askedOf, paidPath, sharedOf } from "./pay-request";
import type { PayingFetch, PayingInput } from "./paying";
import { type RoutedFetch, type RoutedFetchInput, createRoutedFetch } from "./routing/fetch";
import { Seller } from "./seller";

/** See {@link createDiemFetch}. */
export interface DiemFetchInput extends PayingInput {
  readonly provider: PublicKey;
  /** Base of the provider's API. Default: the endpoint on chain. */
  readonly baseUrl?: string;
}

/** A `fetch` that pays for calls to one provider. */
export interface DiemFetch extends PayingFetch {
  readonly channel: PublicKey;
  /** The provider's prices, checked against the chain. */
  readonly prices: PriceList;
  /** Where the vouchers of the channel stand now. */
  readonly standing: Standing;
  /**
   * Asks the gateway for the use of the channel, for example after a broken stream. Returns whether a call is still
   * open there. Use is trusted up to the signed amount. Throws a DiemClientError `GatewayLies`, and what `fetch`
   * throws.
   */
  recount(): Promise<boolean>;
}

/**
 * Makes a `fetch` that pays. Each request gets a voucher for what all open calls may cost together, its own ceiling and an
 * id of its own; what the call did cost is read from the answer. Opens a channel where there is none.
 *
 * With a `provider` it pays that one. Without one, each call goes to the cheapest provider of the market that sells its
 * model and answers: see {@link RoutedFetchInput}.
 *
 * @throws DiemClientError `NoChannel`, `PricesWrong` or `NoProvider`; what the SDK throws.
 *
 * @example
 * const fetch = await createDiemFetch({ client, provider, signer, store, budget: { perCall: 10_000_000n } });
 * const openai = new OpenAI({ baseURL: fetch.baseUrl, apiKey: "none", fetch });
 */
export function createDiemFetch(input: DiemFetchInput): Promise<DiemFetch>;
export function createDiemFetch(input: RoutedFetchInput): Promise<RoutedFetch>;
export function createDiemFetch(
  input: DiemFetchInput | RoutedFetchInput,
): Promise<DiemFetch | RoutedFetch> {
  return "provider" in input ? toOneProvider(input) : createRoutedFetch(input);
}

async function toOneProvider(input: DiemFetchInput): Promise<DiemFetch> {
  const { client, provider } = input;
  const shared = await sharedOf(input, provider.toBase58());
  const at = input.baseUrl === undefined ? {} : { baseUrl: input.baseUrl };
  const offer = await offerOf(await client.read.provider(provider), { ...at, fetch: shared.fetch });
  const seller = await Seller.open(shared, offer);
  const { baseUrl } = offer;
  const diemFetch = async (target: string | URL | Request, init?: RequestInit) => {
    const request = new Request(target, init);
    const path = paidPath(request, baseUrl);
    return path === null ? shared.fetch(request) : seller.pay(await askedOf(request, path));
  };
  return Object.defineProperties(diemFetch, {
    baseUrl: { value: baseUrl },
    channel: { value: seller.channel.address },
    prices: { get: () => seller.offer.prices },
    left: { get: () => seller.left },
    standing: { get: () => seller.standing },
    receipts: { value: shared.receipts },
    store: { value: input.store },
    refresh: { value: () => seller.refresh() },
    recount: { value: () => seller.recount() },
    close: { value: () => seller.stop() },
  }) as DiemFetch;
}

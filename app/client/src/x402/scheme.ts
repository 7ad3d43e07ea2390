import { PublicKey } from "@solana/web3.js";
import { X402_SCHEME, type X402Payload } from "@diem/wire";
import { heldIn } from "../calls/correction";
import { DiemClientError } from "../errors";
import { offerOf } from "../offer";
import { sharedOf } from "../pay-request";
import type { PayingInput } from "../paying";
import type { PaidCall } from "../receipts/paid-call";
import { type Answered, X402Channel } from "./channel";

/** Characters of the genesis hash that name a cluster in CAIP-2. */
const CAIP2_CHARACTERS = 32;

/** The required payment, as `@x402/core` passes it. */
interface Requirements {
  readonly network: string;
  readonly payTo: string;
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** The outcome of a payment, as `@x402/core` passes it. */
interface Outcome {
  readonly paymentPayload: { readonly payload: Readonly<Record<string, unknown>> };
  readonly requirements: Requirements;
  readonly settleResponse?: { readonly extensions?: Readonly<Record<string, unknown>> };
  readonly paymentRequired?: { readonly accepts: readonly Requirements[] };
}

/** A scheme for `@x402/fetch` and everything else that is built on `@x402/core`. */
export interface DiemX402Scheme {
  readonly scheme: string;
  readonly schemeHooks: {
    readonly onPaymentResponse: (outcome: Outcome) => Promise<{ recovered: true } | undefined>;
  };
  createPaymentPayload(
    x402Version: number,
    requirements: Requirements,
  ): Promise<{ x402Version: number; payload: Record<string, unknown> }>;
  /** CAIP-2 id of the market's cluster, to register the scheme for. */
  readonly network: `solana:${string}`;
  /** Mint of DIEM, which spend controls must allow. */
  readonly asset: string;
  /** The calls that were paid for since the start. Of streams the next call tells what was used. */
  readonly receipts: readonly PaidCall[];
  /** Ends the following of the chain. */
  close(): Promise<void>;
}

/**
 * Makes a scheme by which clients of x402 pay the gateways of a market. Each call is signed for what the budget leaves of
 * `perCall`, as x402 does not show the request to its schemes.
 *
 * @throws what the SDK throws.
 *
 * @example
 * const scheme = await createX402Scheme({ client, signer, store, budget, deposit });
 * const x402 = new x402Client().register(scheme.network, scheme);
 * x402.setSpendControls({ allowedAssets: [{ network: scheme.network, asset: scheme.asset }] });
 * const fetchWithPayment = wrapFetchWithPayment(fetch, x402);
 */
export async function createX402Scheme(input: PayingInput): Promise<DiemX402Scheme> {
  const { client } = input;
  const market = client.market.market.toBase58();
  const genesis = await client.connection.getGenesisHash();
  const network = `solana:${genesis.slice(0, CAIP2_CHARACTERS)}` as const;
  const shared = await sharedOf(input, `x402/${market}`);
  const channels = new Map<string, Promise<X402Channel>>();
  const channelOf = (requirements: Requirements): Promise<X402Channel> => {
    requireOwn(requirements, { network, market });
    const { payTo } = requirements;
    const known = channels.get(payTo);
    if (known !== undefined) return known;
    const opening = (async () => {
      const onChain = await client.read.provider(new PublicKey(payTo));
      const offer = await offerOf(onChain, { fetch: shared.fetch });
      return X402Channel.open(shared, offer);
    })();
    channels.set(payTo, opening);
    opening.catch(() => channels.delete(payTo));
    return opening;
  };
  return {
    ...{ scheme: X402_SCHEME, network, asset: client.market.diemMint.toBase58() },
    receipts: shared.receipts,
    createPaymentPayload: async (x402Version, requirements) => {
      const payload = await (await channelOf(requirements)).pay();
      return { x402Version, payload: { ...payload } };
    },
    schemeHooks: {
      onPaymentResponse: async (outcome) => {
        const { paymentPayload, requirements, settleResponse, paymentRequired } = outcome;
        const channel = await channelOf(requirements);
        const { call } = paymentPayload.payload as unknown as X402Payload;
        const figures = settleResponse?.extensions?.[X402_SCHEME];
        if (figures !== undefined) {
          await channel.answered(call, figures as Answered);
          return undefined;
        }
        const corrected = heldIn(paymentRequired?.accepts[0]?.extra ?? {});
        return (await channel.refused(call, corrected)) ? { recovered: true } : undefined;
      },
    },
    close: async () => {
      const settled = await Promise.allSettled(channels.values());
      const opened = settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
      await Promise.all(opened.map((channel) => channel.stop()));
    },
  };
}

/** Throws a DiemClientError `NoProvider` for a payment in another market or cluster. */
function requireOwn(
  { network, payTo, extra = {} }: Requirements,
  own: { readonly network: string; readonly market: string },
): void {
  if (network === own.network && extra.market === own.market) return;
  const message = `the payment to ${payTo} is for another market: use a client of that market`;
  throw new DiemClientError("NoProvider", { message, context: { provider: payTo } });
}

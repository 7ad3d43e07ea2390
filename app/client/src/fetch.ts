import { type ChannelAccount, type DiemClient, vouchers } from "@diem/sdk";
import type { PublicKey } from "@solana/web3.js";
import {
  affordFloor,
  type Figures,
  hashToText,
  HEADERS,
  payFor,
  PROBLEM_TYPE,
  type PriceList,
  type Problem,
  readProblem,
  type Receipt,
  type Usage,
  writeMost,
} from "@diem/wire";
import { isEventStream, costFromHeaders, withReceipt } from "./response";
import { type Budget, SpendingLimit } from "./budget";
import { DiemClientError } from "./errors";
import { Payer } from "./payer";
import { boundOf, readBody, type RequestBody } from "./request-body";
import { fetchPrices } from "./prices";
import type { PaidCall } from "./receipts";

/** Paths that are paid for, after the base of the API. */
const PAID = ["/chat/completions", "/completions", "/responses", "/embeddings"];

/** See {@link createDiemFetch}. */
export interface DiemFetchInput {
  /** With the consumer's wallet. */
  readonly client: DiemClient;
  readonly provider: PublicKey;
  /** Holds the channel's voucher signer key. */
  readonly signer: vouchers.VoucherSigner;
  readonly budget: Budget;
  /** Must be durable: what is signed and spent is kept there. */
  readonly store: vouchers.Store;
  /** DIEM base units to open a channel with, where there is none. Without it none is opened. */
  readonly deposit?: bigint;
  /** Asked before a channel is opened or topped up; where it is left out, `deposit` and `topUp` say so. */
  readonly confirm?: (paying: {
    readonly provider: PublicKey;
    readonly deposit: bigint;
  }) => boolean | Promise<boolean>;
  /** Base of the provider's API; what the chain says unless given. */
  readonly baseUrl?: string;
  /** Told of each call that was paid for. */
  readonly onReceipt?: (call: PaidCall) => void;
  /** DIEM base units to deposit where the channel holds too little for a call. Without it nothing is added. */
  readonly topUp?: bigint;
  /** Told where the chain cannot be followed; it is tried again. */
  readonly onError?: (error: unknown) => void;
  /** What sends the requests; the global one unless given. */
  readonly fetch?: typeof globalThis.fetch;
}

/** A `fetch` that pays for calls to a provider. Requests to anything else go out as they are. */
export interface DiemFetch {
  (input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** Base of the provider's API, for `baseURL` of a client of OpenAI. */
  readonly baseUrl: string;
  readonly channel: PublicKey;
  /** What the provider's calls cost, as the chain vouches for it. */
  readonly prices: PriceList;
  /** DIEM base units that the next call may cost within the budget. */
  readonly left: bigint;
  /** The calls that were paid for since the start. */
  readonly receipts: readonly PaidCall[];
  /** Reads the channel at once, instead of when it is due. */
  refresh(): Promise<void>;
  /** Ends the following of the chain. What was signed is stored already. */
  close(): Promise<void>;
}

/**
 * Makes a `fetch` that pays. Each request gets a voucher for what all open calls may cost together, its own ceiling and an
 * id of its own; what the call did cost is read from the answer. Opens a channel where there is none.
 *
 * @throws DiemClientError `NoChannel` or `PricesWrong`; what the SDK throws.
 *
 * @example
 * const fetch = await createDiemFetch({ client, provider, signer, store, budget: { perCall: 10_000_000n } });
 * const openai = new OpenAI({ baseURL: fetch.baseUrl, apiKey: "none", fetch });
 */
export async function createDiemFetch(input: DiemFetchInput): Promise<DiemFetch> {
  const { client, provider, signer, store, budget, onError, fetch = globalThis.fetch } = input;
  const offer = await client.read.provider(provider);
  const baseUrl = (input.baseUrl ?? offer.endpoint).replace(/\/$/, "");
  const prices = await fetchPrices({ baseUrl, hash: offer.priceListHash, fetch });
  const channel = await channelWith(input);
  const [payer, limit] = await Promise.all([
    Payer.open({
      client,
      channel: channel.address,
      signer,
      store,
      ...(onError === undefined ? {} : { onError }),
    }),
    SpendingLimit.open({ budget, store, key: channel.address.toBase58() }),
  ]);
  const hash = hashToText(offer.priceListHash);
  const paying = new PayingFetch({ input, payer, limit, fetch, channel, prices, hash });
  const paid = new Set(PAID.map((path) => `${baseUrl}${path}`));
  const diemFetch = (target: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(target, init);
    return paid.has(request.url) && request.method === "POST"
      ? paying.pay(request)
      : fetch(request);
  };
  return Object.defineProperties(diemFetch, {
    baseUrl: { value: baseUrl },
    channel: { value: channel.address },
    prices: { value: prices },
    left: { get: () => paying.left },
    receipts: { get: () => paying.receipts },
    refresh: { value: () => payer.refresh() },
    close: { value: () => payer.stop() },
  }) as DiemFetch;
}

/** The open channel with the provider, or a new one where that is allowed. */
async function channelWith({
  client,
  provider,
  signer,
  deposit,
  confirm = () => true,
}: DiemFetchInput): Promise<ChannelAccount> {
  const { owner: consumer } = client.context;
  const channels = await client.read.channels({ consumer, provider });
  const open = channels.find(
    ({ closesTs, voucherSigner }) => closesTs === null && voucherSigner.equals(signer.publicKey),
  );
  if (open !== undefined) return open;
  const name = provider.toBase58();
  if (deposit === undefined || !(await confirm({ provider, deposit }))) {
    const message = `there is no channel with the provider ${name}: name a deposit to open one with`;
    throw new DiemClientError("NoChannel", { message, context: { provider: name } });
  }
  const voucherSigner = signer.publicKey;
  const { quote } = await client.act.openChannel({ provider, deposit, voucherSigner });
  return client.read.channel(quote.channel);
}

interface Paying {
  readonly input: DiemFetchInput;
  readonly payer: Payer;
  readonly limit: SpendingLimit;
  readonly fetch: typeof globalThis.fetch;
  readonly channel: ChannelAccount;
  readonly prices: PriceList;
  /** Of the price list. */
  readonly hash: string;
}

/** One call on its way. */
interface Call {
  readonly id: string;
  readonly most: Figures;
  readonly body: RequestBody;
  /** As the ledger has it; null once its cost is known. */
  open: vouchers.OpenCall | null;
}

class PayingFetch {
  readonly receipts: PaidCall[] = [];
  #toppingUp: Promise<void> | null = null;

  constructor(private readonly paying: Paying) {}

  /** DIEM base units that the next call may cost. */
  get left(): bigint {
    const { payer, limit } = this.paying;
    const { diem } = payer.available;
    return diem < limit.left ? diem : limit.left;
  }

  /** Sends a request with a voucher. Throws a DiemClientError `OverBudget` or `GatewayLies`. */
  async pay(request: Request): Promise<Response> {
    const body = readBody(await request.text());
    const call = await this.#open(body);
    try {
      const first = await this.#send(request, call);
      const response = (await this.#correct(first, call)) ? await this.#send(request, call) : first;
      return await this.#taken(response, call);
    } catch (error) {
      // what it did cost, if anything, the next answer says
      await this.#close(call, null, null);
      throw error;
    }
  }

  /** Opens a call for its upper bound, within what is left, once no other call holds what it needs. */
  async #open(body: RequestBody): Promise<Call> {
    const { payer, limit, input, prices } = this.paying;
    const { price } = payer;
    const affordable = affordFloor({ diem: input.budget.perCall, quota: 0n }, price);
    const bound = boundOf(body, prices);
    const credits = bound === null || bound > affordable ? affordable : bound;
    for (;;) {
      if (payer.openCalls === 0) await this.#topUpFor(credits);
      // from here to the opening of the call nothing else happens
      const { quota, diem } = payFor({ credits, quota: payer.available.quota, price });
      const { left } = this;
      if (diem <= left || payer.openCalls === 0) {
        // what is left may be enough for a shorter answer
        const most = { diem: diem < left ? diem : left, quota };
        const id = crypto.randomUUID();
        limit.hold(most.diem);
        const open = await payer.openCall(most, id).catch(async (error: unknown) => {
          await limit.close(most.diem, 0n);
          throw error;
        });
        return { id, most, body, open };
      }
      await payer.oneEnded();
    }
  }

  /** Adds to the deposit where a call needs more than it holds, the budget allows it, and it is confirmed. */
  #topUpFor(credits: bigint): Promise<void> {
    this.#toppingUp ??= this.#topUp(credits).finally(() => (this.#toppingUp = null));
    return this.#toppingUp;
  }

  async #topUp(credits: bigint): Promise<void> {
    const { payer, limit, input, channel } = this.paying;
    const { topUp, client, provider, confirm = () => true } = input;
    const { quota, diem: held } = payer.available;
    const { diem: needed } = payFor({ credits, quota, price: payer.price });
    if (topUp === undefined || held >= needed || limit.left < needed) return;
    if (!(await confirm({ provider, deposit: topUp }))) return;
    await client.act.deposit({ channel: channel.address, amount: topUp });
    await payer.refresh();
  }

  #send(request: Request, { id, most, body, open }: Call): Promise<Response> {
    if (open === null) throw new TypeError(`the call ${id} has ended`);
    const headers = new Headers(request.headers);
    // meant for the clients' own servers
    headers.delete("authorization");
    headers.set(HEADERS.voucher, vouchers.toText(open.signed));
    headers.set(HEADERS.call, id);
    headers.set(HEADERS.most, writeMost(most));
    headers.set(HEADERS.prices, this.paying.hash);
    const { method, signal } = request;
    return this.paying.fetch(request.url, { method, headers, body: body.text, signal });
  }

  /**
   * Signs again where the gateway refuses a voucher as too low, and this ledger's own signature bears out why; whether it
   * did. Throws a DiemClientError `GatewayLies`.
   */
  async #correct(response: Response, call: Call): Promise<boolean> {
    const problem = await problemOf(response);
    const { open, most, id } = call;
    if (problem?.code !== "voucher-too-low" || open === null) return false;
    const { voucher, used } = problem;
    if (typeof voucher !== "string") return false;
    const { payer } = this.paying;
    await payer.restore(vouchers.fromText(voucher), usageOf(used));
    const before = vouchers.toText(open.signed);
    const again = payer.openCall(most, id);
    await payer.closeCall(open, null);
    call.open = await again;
    return vouchers.toText(call.open.signed) !== before;
  }

  async #taken(response: Response, call: Call): Promise<Response> {
    const told = costFromHeaders(call.id, response.headers);
    if (isEventStream(response.headers) && response.ok) {
      if (told.usage !== null) await this.paying.payer.believe(told.usage);
      return withReceipt(response, (receipt) => this.#close(call, receipt, null));
    }
    await this.#close(call, told.receipt, told.usage);
    return response;
  }

  /** Ends a call; nothing where it has ended. Throws a DiemClientError `GatewayLies`. */
  async #close(call: Call, receipt: Receipt | null, usage: Usage | null): Promise<void> {
    const { open, most, id, body } = call;
    if (open === null) return;
    call.open = null;
    const { payer, limit, input, channel } = this.paying;
    const cost = receipt?.cost.diem ?? 0n;
    await limit.close(most.diem, cost);
    await payer.closeCall(open, receipt?.usage ?? usage);
    if (cost > most.diem || (receipt !== null && receipt.call !== id)) {
      const message = `the gateway charged ${cost} DIEM base units for a call that may cost ${most.diem}, or for another call: sign no more for it`;
      throw new DiemClientError("GatewayLies", { message, context: { cost, most: most.diem } });
    }
    if (receipt === null) return;
    const paid: PaidCall = {
      ...receipt,
      ...{ at: Date.now(), model: body.model },
      ...{ provider: channel.provider.toBase58(), channel: channel.address.toBase58() },
    };
    this.receipts.push(paid);
    input.onReceipt?.(paid);
  }
}

async function problemOf(response: Response): Promise<Problem | null> {
  const type = response.headers.get("content-type") ?? "";
  if (response.status !== 402 || !type.startsWith(PROBLEM_TYPE)) return null;
  return readProblem(await response.clone().json());
}

function usageOf(used: unknown): Usage {
  const { epoch, quota, diem } = used as Readonly<Record<string, string>>;
  return { epoch: Number(epoch), quota: BigInt(quota ?? ""), diem: BigInt(diem ?? "") };
}

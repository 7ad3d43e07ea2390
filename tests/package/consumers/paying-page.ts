import { createDiemFetch, type DiemFetch } from "@diem/client";
import { DiemClient, keypairWallet, vouchers } from "@diem/sdk";
import { Connection, Keypair, PublicKey } from "@solana/web3.js";

export interface Given {
  readonly rpc: string;
  readonly market: string;
  readonly provider: string;
  readonly baseUrl: string;
  /** Secret key of the consumer's wallet. */
  readonly wallet: readonly number[];
}

/** What a page gets to see of an answer of another origin. */
export interface Seen {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const UNIT = 1_000_000_000n;

let paying: Promise<DiemFetch> | undefined;

/** The page's fetch that pays, with a channel that it opens. */
function payingFetch({ rpc, market, provider, baseUrl, wallet }: Given): Promise<DiemFetch> {
  paying ??= (async () => {
    const client = await DiemClient.connect({
      ...{ connection: new Connection(rpc, "confirmed"), market: new PublicKey(market) },
      wallet: keypairWallet(Keypair.fromSecretKey(Uint8Array.from(wallet))),
    });
    return createDiemFetch({
      ...{ client, provider: new PublicKey(provider), baseUrl },
      signer: vouchers.signerFromKeypair(Keypair.generate()),
      store: await vouchers.indexedDbStore("paying-page"),
      ...{ budget: { perCall: UNIT / 10n }, deposit: UNIT },
    });
  })();
  return paying;
}

/** What the test calls in the page. */
export const page = {
  /** Pays for an answer in JSON or a stream; returns its text and what the page's own receipt says that it cost. */
  async pay(
    given: Given,
    body: unknown,
  ): Promise<{ readonly text: string; readonly diem: string }> {
    const fetch = await payingFetch(given);
    const response = await fetch(`${fetch.baseUrl}/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    return { text, diem: String(fetch.receipts.at(-1)?.cost.diem) };
  },

  /** Sends a request without a library, and returns all that the browser shows of the answer. */
  async ask(_: Given, asked: { readonly url: string; readonly init: RequestInit }): Promise<Seen> {
    const response = await fetch(asked.url, asked.init);
    const headers = Object.fromEntries(response.headers.entries());
    return { status: response.status, headers, body: await response.text() };
  },

  /** Leaves a stream after its first piece, which it returns. */
  async leave(
    _: Given,
    asked: { readonly url: string; readonly init: RequestInit },
  ): Promise<string> {
    const leaving = new AbortController();
    const response = await fetch(asked.url, { ...asked.init, signal: leaving.signal });
    const reader = response.body?.getReader() as ReadableStreamDefaultReader<Uint8Array>;
    const first = await reader.read();
    leaving.abort();
    return new TextDecoder().decode(first.value);
  },
};

Object.assign(globalThis, { page });

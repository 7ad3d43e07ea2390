import { expect } from "chai";
import OpenAI from "openai";
import { createDiemFetch, DiemClientError, type RoutedFetch } from "@diem/client";
import { BUILTIN_MODEL } from "@diem/gateway";
import { DiemClient, keypairWallet, vouchers } from "@diem/sdk";
import { Keypair } from "@solana/web3.js";
import { GatewayFixture, PRICE, PRICES } from "../gateway/fixture";
import { chatOf, diemOf } from "../gateway/payer";
import { nextEpoch } from "../support/epochs";
import { UNIT } from "../support/market";
import { registerProvider, setTerms } from "../support/providers";
import { type SecondProvider, secondProvider } from "./second-provider";

const messages = [{ role: "user" as const, content: "What is compute?" }];

describe("a fetch that pays the cheapest provider of a market", () => {
  let fixture: GatewayFixture;
  let cheap: SecondProvider;
  let dear: SecondProvider;
  before(async () => {
    fixture = await GatewayFixture.start();
    const { world, seller, gateway } = fixture;
    await setTerms(world, seller, { endpoint: gateway.baseUrl });
    cheap = await secondProvider(fixture, { price: PRICE / 2n, prices: PRICES, name: "cheap" });
    const vectors = { ...PRICES, models: { vectors: { input: 1_000_000 } } };
    dear = await secondProvider(fixture, { price: PRICE * 2n, prices: vectors, name: "dear" });
    // its endpoint is nobody's
    const gone = await registerProvider(world, { price: PRICE / 10n });
    await setTerms(world, gone, { endpoint: "http://127.0.0.1:1/v1" });
    const plain = await registerProvider(world, { price: PRICE / 10n });
    await setTerms(world, plain, { endpoint: "ftp://provider.example/v1" });
    await nextEpoch(world);
    await Promise.all([gateway, cheap.gateway, dear.gateway].map((one) => one.refresh()));
  });
  after(async () => {
    await Promise.all([cheap.gateway.close(), dear.gateway.close()]);
    await fixture.end();
  });

  const open: RoutedFetch[] = [];
  afterEach(async () => {
    for (const fetch of open.splice(0)) await fetch.close();
  });
  async function routed(
    more: { fetch?: typeof globalThis.fetch; model?: string; total?: bigint } = {},
  ): Promise<RoutedFetch> {
    const { chain, world, consumer } = fixture;
    const { total, ...given } = more;
    const client = await DiemClient.connect({
      ...{ connection: chain.connection, market: world.market.market },
      wallet: keypairWallet(consumer.keypair),
    });
    const fetch = await createDiemFetch({
      ...{ client, insecure: true, deposit: UNIT / 10n },
      signer: vouchers.signerFromKeypair(Keypair.generate()),
      store: vouchers.memoryStore(),
      budget: { perCall: UNIT / 100n, ...(total === undefined ? {} : { total }) },
      ...given,
    });
    open.push(fetch);
    return fetch;
  }
  const clientOf = (fetch: RoutedFetch) =>
    new OpenAI({ baseURL: fetch.baseUrl, apiKey: "none", fetch, maxRetries: 0 });
  const paidTo = (fetch: RoutedFetch) => fetch.receipts.map(({ provider }) => provider);
  const of = ({ seller }: Pick<SecondProvider, "seller">) => seller.provider.toBase58();

  it("lists what is for sale, and says why providers are left out", async () => {
    const fetch = await routed();
    const models = await clientOf(fetch).models.list();
    expect(models.data.map(({ id }) => id).sort()).to.deep.equal([BUILTIN_MODEL, "vectors"]);
    expect(fetch.offers.map(({ provider }) => provider.toBase58()).sort()).to.deep.equal(
      [of(fixture), of(cheap), of(dear)].sort(),
    );
    const reasons = fetch.unusable.map(({ reason }) => reason).sort();
    expect(reasons[0]).to.equal("its endpoint ftp://provider.example/v1 is not an https address");
    expect(reasons[1]).to.match(/^the provider does not answer at http:\/\/127.0.0.1:1\/v1\/diem/);
  });

  it("pays the cheapest, and the next one where that does not answer before the first byte", async () => {
    const down = new Set<string>();
    const send: typeof globalThis.fetch = (target, init) => {
      const url = new URL(target instanceof Request ? target.url : String(target));
      if (down.has(url.origin)) {
        const cause = Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
        return Promise.reject(new TypeError("fetch failed", { cause }));
      }
      return fetch(target, init);
    };
    const paying = await routed({ fetch: send, model: BUILTIN_MODEL });
    const openai = clientOf(paying);
    const ask = () => openai.chat.completions.create({ model: BUILTIN_MODEL, messages });
    await ask();
    expect(paidTo(paying)).to.deep.equal([of(cheap)]);
    down.add(cheap.gateway.url);
    await ask();
    expect(paidTo(paying).at(-1)).to.equal(of(fixture));
    // who failed is asked last for a while, also where it answers again
    down.clear();
    await ask();
    expect(paidTo(paying).at(-1)).to.equal(of(fixture));
    const [first, second] = paying.receipts;
    expect(first?.cost.credits).to.equal(second?.cost.credits);
    expect(2n * (first?.cost.diem ?? 0n) - (second?.cost.diem ?? 0n)).to.be.oneOf([0n, 1n]);
  });

  it("asks nobody else once an answer has begun", async () => {
    const cut: typeof globalThis.fetch = async (target, init) => {
      const response = await fetch(target, init);
      const type = response.headers.get("content-type") ?? "";
      if (!type.startsWith("text/event-stream") || response.body === null) return response;
      // the first event alone, whatever arrives with it; the error when the reader asks for more
      const text = await response.text();
      let sent = false;
      const broken = new ReadableStream<Uint8Array>(
        {
          pull(controller) {
            if (sent) controller.error(new TypeError("terminated"));
            else controller.enqueue(Buffer.from(text.slice(0, text.indexOf("\n\n") + 2)));
            sent = true;
          },
        },
        { highWaterMark: 0 },
      );
      return new Response(broken, { status: response.status, headers: response.headers });
    };
    const total = UNIT / 100n;
    const paying = await routed({ fetch: cut, total });
    const stream = await clientOf(paying).chat.completions.create({
      ...{ model: BUILTIN_MODEL, messages, stream: true },
    });
    const error: unknown = await (async () => {
      for await (const { choices } of stream) expect(choices).to.be.an("array");
    })().then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).to.be.instanceOf(Error);
    expect(paying.receipts).to.deep.equal([]);
    // the next answer tells what the broken one has cost
    expect((await paying(`${paying.baseUrl}/embeddings`, vectors())).status).to.equal(200);
    const [receipt] = paying.receipts;
    expect(receipt?.usage.diem).to.equal(total - paying.left);
    expect((receipt?.usage.diem ?? 0n) > (receipt?.cost.diem ?? 0n)).to.equal(true);
  });

  it("pays by model, and refuses one that nobody sells", async () => {
    const paying = await routed();
    expect((await paying(`${paying.baseUrl}/embeddings`, vectors())).status).to.equal(200);
    expect(paidTo(paying)).to.deep.equal([of(cheap)]);
    const refused = await paying(`${paying.baseUrl}/chat/completions`, {
      ...{ method: "POST", body: JSON.stringify({ ...chatOf("hello"), model: "nothing" }) },
    }).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(refused).to.be.instanceOf(DiemClientError).and.have.property("name", "NoProvider");
    expect((refused as Error).message).to.equal(
      'none of the market\'s 5 providers sells the model "nothing": choose another model',
    );
    const missing = await routed({ model: "nothing" }).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(missing).to.have.property("name", "NoProvider");
  });

  it("keeps one budget for all providers", async () => {
    const total = diemOf(2_000n);
    const paying = await routed({ total });
    const openai = clientOf(paying);
    const ask = (model: string) =>
      openai.chat.completions.create({ model, messages, max_tokens: 5 }).then(
        () => null,
        (thrown: unknown) => thrown,
      );
    let refused: unknown = null;
    while (refused === null && paying.left > 0n) refused = await ask(BUILTIN_MODEL);
    const spent = paying.receipts.reduce((sum, { cost }) => sum + cost.diem, 0n);
    expect(spent > 0n && spent <= total).to.equal(true);
    expect(total - spent).to.equal(paying.left);
  });
});

function vectors(): RequestInit {
  const body = JSON.stringify({ model: "vectors", input: "one two three" });
  return { method: "POST", headers: { "content-type": "application/json" }, body };
}

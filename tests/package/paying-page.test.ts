import { join } from "node:path";
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { type Endpoint, serve } from "@diem/localnet";
import { HEADERS, readCost, readReceiptComment, readUsage, writeMost } from "@diem/wire";
import { GatewayFixture } from "../gateway/fixture";
import { chatOf, HandPayer } from "../gateway/payer";
import { CHROMIUM, startBrowser } from "../support/browser";
import { UNIT } from "../support/market";
import { mayUse } from "../support/tools";
import type { Given, page as functions, Seen } from "./consumers/paying-page";
import { project } from "./project";
import { servePage } from "./serve-page";

/** A function of the page, as the browser has it. */
type Call = (given: Given, argument: unknown) => Promise<unknown>;

describe("package: a page of another origin that pays a gateway in Chromium", () => {
  if (!mayUse(CHROMIUM)) return;
  let fixture: GatewayFixture;
  let payer: HandPayer;
  let endpoint: Endpoint;
  let server: Awaited<ReturnType<typeof servePage>>;
  let browser: Browser;
  let page: Page;
  let given: Given;

  const call = (name: keyof typeof functions, argument: unknown) =>
    page.evaluate(
      ([method, ...args]): Promise<unknown> =>
        (globalThis as unknown as { page: Record<keyof typeof functions, Call> }).page[method](
          ...args,
        ),
      [name, given, argument] as const,
    );
  /** A request with a good voucher, as a page sends it; a header of undefined is left out. */
  const asking = async (
    more: {
      readonly headers?: Readonly<Record<string, string | undefined>>;
      readonly body?: unknown;
      readonly method?: string;
      readonly path?: string;
    } = {},
  ) => {
    const { headers = {}, body = chatOf("hello"), method = "POST" } = more;
    const all = {
      ...{ "content-type": "application/json", [HEADERS.voucher]: await payer.signed() },
      [HEADERS.call]: crypto.randomUUID(),
      [HEADERS.most]: writeMost({ diem: UNIT / 10n, quota: 0n }),
      ...headers,
    };
    const sent = Object.entries(all).filter(([, value]) => value !== undefined);
    const content = method === "GET" ? {} : { body: JSON.stringify(body) };
    return {
      url: `${fixture.gateway.url}${more.path ?? "/v1/chat/completions"}`,
      init: { method, headers: Object.fromEntries(sent) as Record<string, string>, ...content },
    };
  };
  const ask = async (more: Parameters<typeof asking>[0] = {}) =>
    (await call("ask", await asking(more))) as Seen;

  before(async () => {
    const { folder } = await project();
    fixture = await GatewayFixture.start({ config: { limits: { bodyBytes: 100_000 } } });
    payer = await HandPayer.open(fixture);
    await fixture.gateway.refresh();
    const { embedded } = fixture.chain;
    if (embedded === undefined) throw new Error("unset ANCHOR_PROVIDER_URL for these tests");
    endpoint = await serve(embedded);
    server = await servePage(join(folder, "paying-page.ts"));
    browser = await startBrowser();
    page = await browser.newPage();
    await page.goto(server.url);
    given = {
      rpc: endpoint.url,
      market: fixture.world.market.market.toBase58(),
      provider: fixture.seller.provider.toBase58(),
      baseUrl: fixture.gateway.baseUrl,
      wallet: [...fixture.consumer.keypair.secretKey],
    };
  });

  after(async () => {
    await browser.close();
    server.close();
    await endpoint.close();
    await fixture.end();
  });

  it("pays by @diem/client for an answer in JSON and for a stream", async () => {
    for (const stream of [false, true]) {
      const { text, diem } = (await call("pay", chatOf("hello", { stream }))) as {
        readonly text: string;
        readonly diem: string;
      };
      expect(text).to.include("hello");
      expect(BigInt(diem) > 0n).to.equal(true);
    }
  });

  it("reads the headers of a receipt, and the comment of a stream", async () => {
    const whole = await ask();
    expect(whole.status).to.equal(200);
    const cost = readCost(whole.headers[HEADERS.cost] ?? "");
    const before = readUsage(whole.headers[HEADERS.usage] ?? "");
    expect(cost.diem > 0n && before.diem >= cost.diem).to.equal(true);

    const streamed = await ask({ body: chatOf("hello", { stream: true }) });
    expect(readUsage(streamed.headers[HEADERS.usage] ?? "")).to.deep.equal(before);
    const comments = streamed.body.split("\n").filter((line) => line.startsWith(":"));
    const receipt = readReceiptComment((comments.at(-1) ?? "").slice(1));
    expect(receipt?.usage.diem).to.equal(before.diem + (receipt?.cost.diem ?? 0n));
  });

  it("leaves a stream, which frees the server behind the gateway", async () => {
    const sent = await asking({ body: chatOf("word ".repeat(2_000), { stream: true }) });
    expect(await call("leave", sent)).to.include("data: ");
    while (fixture.builtin.open > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  });

  it("reads what is free, and raises a ceiling", async () => {
    const channel = payer.channel.address.toBase58();
    for (const path of ["/v1/models", "/v1/diem/prices", `/v1/diem/channels/${channel}`]) {
      expect((await ask({ method: "GET", path })).status, path).to.equal(200);
    }
    const raised = await ask({ path: "/v1/diem/vouchers" });
    expect(raised.status).to.equal(200);
    expect(raised.body).to.include('"voucher":"v1.');
  });

  it("reads every refusal, whether to try again, and what x402 needs", async () => {
    const id = crypto.randomUUID();
    expect((await ask({ headers: { [HEADERS.call]: id } })).status).to.equal(200);
    const cases: readonly (readonly [string, Parameters<typeof asking>[0]])[] = [
      ["payment-required", { headers: { [HEADERS.voucher]: undefined } }],
      ["bad-voucher", { headers: { [HEADERS.voucher]: "x" } }],
      [
        "bad-voucher",
        { headers: { [HEADERS.voucher]: await payer.signed({ diem: UNIT / 5n, expiry: 1n }) } },
      ],
      ["voucher-too-low", { headers: { [HEADERS.most]: writeMost({ diem: 1n, quota: 0n }) } }],
      ["over-deposit", { headers: { [HEADERS.voucher]: await payer.signed({ diem: UNIT * 2n }) } }],
      [
        "quota-epoch-passed",
        { headers: { [HEADERS.voucher]: await payer.signed({ diem: UNIT / 5n, epoch: 999 }) } },
      ],
      ["bad-header", { headers: { [HEADERS.most]: "x" } }],
      ["prices-changed", { headers: { [HEADERS.prices]: "0".repeat(64) } }],
      ["call-id-reused", { headers: { [HEADERS.call]: id }, body: chatOf("other") }],
      ["bad-request", { body: [] }],
      ["unsupported", { body: chatOf("", { model: "other" }) }],
      ["too-large", { body: chatOf("x".repeat(100_000)) }],
      ["headers-too-large", { headers: { "x-long": "x".repeat(20_000) } }],
      ["unsupported-media-type", { headers: { "content-type": "text/plain" } }],
      ["not-found", { path: "/v1/other" }],
      ["method-not-allowed", { path: "/v1/models" }],
    ];
    for (const [code, more] of cases) {
      const { status, headers, body } = await ask(more);
      const problem = JSON.parse(body) as { readonly code: string; readonly status: number };
      expect([problem.code, problem.status], body).to.deep.equal([code, status]);
      expect(headers["x-should-retry"], code).to.equal("false");
      const demand = headers["payment-required"] !== undefined;
      expect(demand, code).to.equal(code === "payment-required");
    }
  });

  it("reads when to ask again for a call that is being served", async () => {
    const sent = await asking({ body: chatOf("word ".repeat(2_000), { stream: true }) });
    const [first, second] = (await Promise.all([call("ask", sent), call("ask", sent)])) as Seen[];
    const refused = [first, second].find((seen) => seen?.status === 409);
    expect(refused?.headers["retry-after"]).to.equal("1");
    expect([first?.status, second?.status]).to.have.members([200, 409]);
  });
});

import { connect } from "node:net";
import { once } from "node:events";
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { vouchers } from "@diem/sdk";
import { HEADERS, hashToText, priceListBytes, priceListHash } from "@diem/wire";
import { Keypair } from "@solana/web3.js";
import { UNIT } from "../support/market";
import { chatOf, HandPayer, problemOf, type Sent } from "./payer";
import { PRICES, GatewayFixture } from "./fixture";

/** A voucher with another character in its signature. */
async function forged(payer: HandPayer): Promise<Sent> {
  const text = await payer.signed();
  const [at, other] = [180, text[180] === "A" ? "B" : "A"];
  const voucher = `${text.slice(0, at)}${other}${text.slice(at + 1)}`;
  return { headers: { [HEADERS.voucher]: voucher } };
}

describe("what a gateway refuses", () => {
  let fixture: GatewayFixture;
  let payer: HandPayer;
  before(async () => {
    fixture = await GatewayFixture.start({
      config: { limits: { bodyBytes: 100_000, requestSecs: 5 } },
    });
    payer = await HandPayer.open(fixture);
    await fixture.gateway.refresh();
  });
  after(() => fixture.end());

  it("asks for payment where there is no voucher, in the terms of x402 as well", async () => {
    const response = await fetch(`${fixture.gateway.baseUrl}/chat/completions`, { method: "POST" });
    const header = response.headers.get("payment-required") ?? "";
    const problem = await problemOf(response);
    const provider = fixture.seller.provider.toBase58();
    expect(problem.code).to.equal("payment-required");
    expect(problem.provider).to.equal(provider);
    expect(problem.market).to.equal(fixture.world.market.market.toBase58());
    expect(problem.priceList).to.deep.equal({
      ...{ url: "/v1/diem/prices", hash: hashToText(priceListHash(PRICES)) },
    });
    const x402 = JSON.parse(Buffer.from(header, "base64").toString()) as {
      readonly x402Version: number;
      readonly accepts: readonly Readonly<Record<string, unknown>>[];
    };
    expect([x402.x402Version, x402.accepts[0]?.scheme]).to.deep.equal([2, "diem-voucher"]);
    expect(x402.accepts[0]?.payTo).to.equal(provider);
  });

  it("takes a payment by x402 for its own offer alone, and says what differs", async () => {
    const asking = await fetch(`${fixture.gateway.baseUrl}/chat/completions`, { method: "POST" });
    const offers = asking.headers.get("payment-required") ?? "";
    const { accepts } = JSON.parse(Buffer.from(offers, "base64").toString()) as {
      readonly accepts: readonly [Readonly<Record<string, unknown>>];
    };
    const own = await HandPayer.open(fixture);
    const pay = async (changes: Readonly<Record<string, unknown>>, expiry = 0n) => {
      const voucher = await own.signed({ expiry });
      const payload = { voucher, call: randomUUID(), most: "d=1000000,q=0" };
      const payment = { x402Version: 2, accepted: { ...accepts[0], ...changes }, payload };
      return fetch(`${fixture.gateway.baseUrl}/chat/completions`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "payment-signature": Buffer.from(JSON.stringify(payment)).toString("base64"),
        },
        body: JSON.stringify(chatOf("hello")),
      });
    };
    const other = payer.channel.address.toBase58();
    for (const changes of [
      { network: "solana:another" },
      { asset: other },
      { payTo: other },
      { amount: "1000" },
      { amount: undefined },
    ]) {
      const response = await pay(changes);
      expect(response.headers.get("payment-required")).not.to.equal(null);
      const { code, detail } = await problemOf(response);
      const [name, value] = Object.entries(changes)[0] ?? [];
      expect(code).to.equal("payment-required");
      expect(detail).to.include(`the payment's ${name} is ${JSON.stringify(value ?? null)}, not`);
    }
    const expired = await problemOf(await pay({}, 1n));
    expect([expired.code, expired.rule]).to.deep.equal(["bad-voucher", "VoucherExpired"]);
    expect(await own.used()).to.equal(0n);
    expect((await pay({})).status).to.equal(200);
  });

  it("takes no expired voucher where a newer one covers the call: it may have leaked", async () => {
    const own = await HandPayer.open(fixture);
    expect((await own.send()).status).to.equal(200);
    const used = await own.used();
    const old = { diem: UNIT / 20n, expiry: 1n };
    const refused = await problemOf(await own.send({ voucher: old }));
    expect([refused.code, refused.rule]).to.deep.equal(["bad-voucher", "VoucherExpired"]);
    expect(await own.used()).to.equal(used);
    expect((await own.send({ voucher: { ...old, expiry: 0n } })).status).to.equal(200);
  });

  it("names what is wrong with a voucher, and charges nothing", async () => {
    const before = await payer.used();
    const epoch = 1_000;
    const cases: readonly (readonly [string, Sent, string, string])[] = [
      ["a text that is no voucher", header(HEADERS.voucher, "x"), "bad-voucher", ""],
      [
        "another cluster",
        { voucher: { clusterTag: Uint8Array.of(9, 9, 9, 9) } },
        "bad-voucher",
        "VoucherClusterWrong",
      ],
      ["a signature that is not good", await forged(payer), "bad-voucher", "BadSignature"],
      ["another signer", { signer: Keypair.generate() }, "bad-voucher", "VoucherSignerWrong"],
      ["a channel that is not there", otherChannel(), "bad-voucher", "UnknownChannel"],
      ["an expired one", { voucher: { expiry: 1n } }, "bad-voucher", "VoucherExpired"],
      ["an epoch to come", { voucher: { epoch } }, "quota-epoch-passed", "QuotaNotBegun"],
      ["more than the deposit", { voucher: { diem: 2n * UNIT } }, "over-deposit", "OverDeposit"],
      ["quota that is not there", { voucher: { quota: 1n } }, "bad-voucher", "OverQuota"],
      ["a ceiling that is too low", { voucher: { diem: 1n } }, "voucher-too-low", ""],
    ];
    for (const [name, sent, code, rule] of cases) {
      const response = await payer.send(sent);
      expect(response.status, name).to.equal(402);
      const problem = await problemOf(response);
      expect(problem.code, name).to.equal(code);
      expect(JSON.stringify(problem.rule) ?? "", name).to.include(rule);
      expect(problem.error.message, name).to.equal(problem.detail);
      // the newest voucher could be spent: it is not for somebody without the channel's key
      const proven = !["BadSignature", "VoucherSignerWrong", "VoucherClusterWrong"].includes(rule);
      if (!proven) expect(problem, name).not.to.have.property("voucher");
    }
    expect(await payer.used()).to.equal(before);
  });

  it("names what is wrong with a request, and charges nothing", async () => {
    const before = await payer.used();
    const big = chatOf("x".repeat(100_000));
    const prices = "0".repeat(64);
    const cases: readonly (readonly [string, Sent, string, number])[] = [
      ["a call id that is no UUID", header(HEADERS.call, "1"), "bad-header", 400],
      ["a ceiling that cannot be read", header(HEADERS.most, "d=x"), "bad-header", 400],
      ["a hash that cannot be read", header(HEADERS.prices, "x"), "bad-header", 400],
      ["other prices", header(HEADERS.prices, prices), "prices-changed", 412],
      ["a body that is too large", { body: big }, "too-large", 413],
      ["another type", header("content-type", "text/plain"), "unsupported-media-type", 415],
      ["a body in gzip", header("content-encoding", "gzip"), "unsupported-media-type", 415],
      ["no JSON", { body: "{" }, "bad-request", 400],
      ["no object", { body: "[]" }, "bad-request", 400],
      ["no model", { body: { messages: [] } }, "bad-request", 400],
      ["an unknown model", { body: chatOf("", { model: "other" }) }, "unsupported", 400],
      [
        "a name of an object's own",
        { body: chatOf("", { model: "toString" }) },
        "unsupported",
        400,
      ],
      ["two answers", { body: chatOf("", { n: 2 }) }, "unsupported", 400],
      ["a chat with embeddings", { body: chatOf("", { model: "vectors" }) }, "unsupported", 400],
      ["another path", { path: "/v1/other" }, "not-found", 404],
      ["another method", { path: "/v1/models" }, "method-not-allowed", 405],
    ];
    for (const [name, sent, code, status] of cases) {
      const response = await payer.send(sent);
      const retry = response.headers.get("x-should-retry");
      const problem = await problemOf(response);
      expect([problem.code, problem.status, retry], name).to.deep.equal([code, status, "false"]);
    }
    expect(await payer.used()).to.equal(before);
  });

  it("says what it takes where a ceiling is too low, and which voucher it holds", async () => {
    const good = await payer.send();
    expect(good.status).to.equal(200);
    const least = { [HEADERS.most]: "d=1,q=0" };
    const problem = await problemOf(await payer.send({ headers: least }));
    expect(problem.code).to.equal("voucher-too-low");
    expect(problem.voucher).to.equal(await payer.signed());
    expect(problem.used).to.deep.include({ diem: String(await payer.used()) });
    expect(problem.reserved).to.deep.equal({ diem: "0", quota: "0" });
    // an older voucher of the channel is as good as the newest: calls that overlap come in any order
    expect((await payer.send({ voucher: { diem: UNIT / 20n } })).status).to.equal(200);
  });

  it("cuts a request that comes too slowly", async () => {
    const { hostname, port } = new URL(fixture.gateway.url);
    const socket = connect(Number(port), hostname);
    let answer = "";
    socket.on("data", (bytes: Buffer) => (answer += bytes.toString()));
    const voucher = await payer.signed();
    const head = [
      "POST /v1/chat/completions HTTP/1.1",
      "host: x",
      "content-type: application/json",
      "content-length: 100",
      `${HEADERS.voucher}: ${voucher}`,
    ];
    socket.write(`${head.join("\r\n")}\r\n\r\n{`);
    await once(socket, "close");
    expect(answer).to.match(/^HTTP\/1.1 408 /);
  });

  it("has endpoints of its own", async () => {
    const get = (path: string) => fetch(`${fixture.gateway.url}${path}`);
    const hash = hashToText(priceListHash(PRICES));
    const canonical = Buffer.from(priceListBytes(PRICES)).toString();
    for (const path of ["/v1/diem/prices", `/v1/diem/prices/${hash}`]) {
      expect(await (await get(path)).text()).to.equal(canonical);
    }
    expect((await problemOf(await get("/v1/diem/prices/x"))).code).to.equal("not-found");
    const models = (await (await get("/v1/models")).json()) as { data: { id: string }[] };
    expect(models.data.map(({ id }) => id)).to.have.members(Object.keys(PRICES.models));
    const unknown = Keypair.generate().publicKey.toBase58();
    expect((await problemOf(await get(`/v1/diem/channels/${unknown}`))).code).to.equal("not-found");
    const raised = await payer.send({ path: "/v1/diem/vouchers", voucher: { diem: UNIT / 5n } });
    expect(((await raised.json()) as { voucher: string }).voucher).to.equal(
      await payer.signed({ diem: UNIT / 5n }),
    );
    for (const path of ["/healthz", "/readyz"]) expect((await get(path)).status).to.equal(200);
    const metrics = await (await get("/metrics")).text();
    expect(metrics).to.match(/diem_gateway_calls_total\{[^}]*outcome="served"\} [1-9]/);
    expect(metrics).to.match(/diem_gateway_refusals_total\{code="over-deposit"\} 1/);
    const asked = { "access-control-request-headers": "x-diem-voucher, x-stainless-os" };
    const page = await fetch(`${fixture.gateway.baseUrl}/chat/completions`, {
      ...{ method: "OPTIONS", headers: asked },
    });
    expect(page.headers.get("access-control-allow-origin")).to.equal("*");
    expect(page.headers.get("access-control-allow-headers")).to.include("x-stainless-os");
  });

  it("shows a channel's newest voucher to nobody but its consumer, as it could be spent", async () => {
    const address = payer.channel.address.toBase58();
    const path = `${fixture.gateway.url}/v1/diem/channels/${address}`;
    const open = (await (await fetch(path)).json()) as Record<string, unknown>;
    expect(open).to.include.keys("channel", "used", "reserved").and.not.have.property("voucher");
    const least = { [HEADERS.voucher]: await payer.signed({ diem: 1n }) };
    const own = (await (await fetch(path, { headers: least })).json()) as { voucher: string };
    expect(vouchers.fromText(own.voucher).voucher.diem >= UNIT / 10n).to.equal(true);
    const forged = { [HEADERS.voucher]: await payer.signed({}, Keypair.generate()) };
    const refused = await problemOf(await fetch(path, { headers: forged }));
    expect(refused.code).to.equal("bad-voucher");
    expect(refused).not.to.have.property("voucher");
  });

  const header = (name: string, value: string): Sent => ({ headers: { [name]: value } });
  const otherChannel = (): Sent => ({ voucher: { channel: Keypair.generate().publicKey } });

  it("serves a call id once", async () => {
    const id = { [HEADERS.call]: randomUUID() };
    const first = await payer.send({ voucher: { diem: UNIT / 5n }, headers: id });
    const answer = await first.text();
    const used = await payer.used();
    const again = await payer.send({ voucher: { diem: UNIT / 5n }, headers: id });
    expect(await again.text()).to.equal(answer);
    expect(again.headers.get(HEADERS.cost)).to.equal(first.headers.get(HEADERS.cost));
    const other = { voucher: { diem: UNIT / 5n }, headers: id, body: chatOf("another") };
    expect((await problemOf(await payer.send(other))).code).to.equal("call-id-reused");
    const stream = {
      voucher: { diem: UNIT / 5n },
      headers: { [HEADERS.call]: randomUUID() },
      body: chatOf("hello", { stream: true }),
    };
    expect(await (await payer.send(stream)).text()).to.include("data: [DONE]");
    const served = await payer.send(stream);
    expect(served.headers.get("x-should-retry")).to.equal("false");
    expect((await problemOf(served)).code).to.equal("call-served");
    expect((await payer.used()) > used).to.equal(true);
  });
});

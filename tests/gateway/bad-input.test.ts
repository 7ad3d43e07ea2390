import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { configSchema, startGateway } from "@diem/gateway";
import { HEADERS, type Problem } from "@diem/wire";
import { startChain } from "../support/chain";
import { openChannel } from "../support/channels";
import { UNIT } from "../support/market";
import { registerProvider } from "../support/providers";
import { World } from "../support/world";
import { beginStream, FaultyUpstream, whole } from "./faulty-upstream";
import { CREDIT, GatewayFixture, PRICE } from "./fixture";
import { chatOf, HandPayer, problemOf, type Sent } from "./payer";

const MEGABYTE = 1_000_000;
const USAGE = { prompt_tokens: 3, completion_tokens: 1 };
const STREAM = chatOf("hello", { stream: true });
/** Requests that come at once. */
const FLOOD = 300;

describe("bad input of a gateway", () => {
  let fixture: GatewayFixture;
  let upstream: FaultyUpstream;
  let payer: HandPayer;
  before(async () => {
    upstream = await FaultyUpstream.start();
    fixture = await GatewayFixture.start({ config: { upstream: { url: upstream.url } } });
    payer = await HandPayer.open(fixture);
    await fixture.gateway.refresh();
  });
  beforeEach(() => {
    upstream.fault = (response) => response.writeHead(200).end(whole("ok", USAGE));
  });
  after(async () => {
    await fixture.end();
    await upstream.close();
  });

  /** Sends something bad: it costs nothing, holds nothing back, and good calls go on. */
  async function harmless(bad: () => Promise<Partial<Problem>>): Promise<Partial<Problem>> {
    const [used, asked] = [await payer.used(), upstream.bodies.length];
    const problem = await bad();
    const status = await standing();
    expect(status.used.diem).to.equal(String(used));
    expect(status.reserved).to.deep.equal({ diem: "0", quota: "0" });
    expect(upstream.bodies.length - asked, "the upstream worked").to.equal(0);
    const good = await payer.send();
    expect(good.status, await good.text()).to.equal(200);
    return problem;
  }

  async function standing() {
    const url = `${fixture.gateway.url}/v1/diem/channels/${payer.channel.address.toBase58()}`;
    return (await (await fetch(url)).json()) as {
      readonly used: { readonly diem: string };
      readonly reserved: Readonly<Record<string, string>>;
    };
  }

  /** The problem that a gateway answers to bytes of a test's own. */
  const raw = (...pieces: readonly (string | Buffer)[]) => rawAt(fixture.gateway.url, ...pieces);
  async function rawAt(url: string, ...pieces: readonly (string | Buffer)[]) {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    let answer = "";
    socket.on("data", (bytes: Buffer) => (answer += bytes.toString()));
    socket.on("error", () => undefined); // cut while it still sends
    const closed = new Promise((resolve) => socket.once("close", resolve));
    for (const piece of pieces) {
      if (answer !== "" || !socket.writable) break;
      await Promise.race([closed, new Promise((resolve) => socket.write(piece, resolve))]);
    }
    await closed;
    const [head = "", body = ""] = answer.split("\r\n\r\n");
    const problem = JSON.parse(body) as Problem;
    expect(head).to.include(`HTTP/1.1 ${problem.status} `);
    expect(head.toLowerCase()).to.include("content-type: application/problem+json");
    return problem;
  }

  const head = async (...lines: readonly string[]) =>
    [
      "POST /v1/chat/completions HTTP/1.1",
      "host: x",
      "content-type: application/json",
      `${HEADERS.voucher}: ${await payer.signed()}`,
      ...lines,
      "",
      "",
    ].join("\r\n");

  it("is refused by name where a request is too large or no request", async () => {
    const piece = Buffer.alloc(MEGABYTE, "x");
    const chunkOf = (bytes: Buffer) =>
      Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from("\r\n")]);
    const fifty = Array.from({ length: 50 }, () => piece);
    const flood = Array.from({ length: 2_000 }, (_, nth) => `x-flood-${nth}: ${"y".repeat(20)}`);
    const cases: readonly (readonly [string, () => Promise<Partial<Problem>>, string])[] = [
      [
        "50 MB that are announced",
        async () => raw(await head(`content-length: ${50 * MEGABYTE}`), ...fifty),
        "too-large",
      ],
      [
        "50 MB that are not announced",
        async () => raw(await head("transfer-encoding: chunked"), ...fifty.map(chunkOf)),
        "too-large",
      ],
      ["a flood of headers", async () => raw(await head(...flood)), "headers-too-large"],
      ["no HTTP", () => raw("hello\r\n\r\n"), "bad-request"],
      [
        "two lengths",
        async () => raw(await head("content-length: 2", "content-length: 3"), "{}"),
        "bad-request",
      ],
    ];
    for (const [name, bad, code] of cases) {
      expect((await harmless(bad)).code, name).to.equal(code);
    }
  });

  it("is refused by name where a request is too slow", async () => {
    const impatient = await startGateway(
      configSchema.parse({
        ...{ ...fixture.config, store: join(fixture.folder, "impatient") },
        limits: { requestSecs: 1 },
      }),
      { connection: fixture.chain.connection },
    );
    try {
      const cases: readonly (readonly [string, string[]])[] = [
        ["a body that never ends", [await head("content-length: 9"), "{"]],
        ["a head that never ends", ["POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\n"]],
      ];
      for (const [name, pieces] of cases) {
        const { code } = await harmless(() => rawAt(impatient.url, ...pieces));
        expect(code, name).to.equal("request-timeout");
      }
    } finally {
      await impatient.close();
    }
  });

  it("is answered once, also where what follows the answer is no HTTP", async () => {
    const { hostname, port } = new URL(fixture.gateway.url);
    const socket = connect(Number(port), hostname);
    let answer = "";
    const answered = new Promise<void>((resolve) => {
      socket.on("data", (bytes: Buffer) => {
        answer += bytes.toString();
        if (/\r\n\r\n[^]/.test(answer)) resolve();
      });
    });
    const closed = once(socket, "close");
    socket.on("error", () => undefined); // cut while it still sends
    socket.write(await head("transfer-encoding: chunked", "content-encoding: br"));
    await answered;
    socket.write("no chunk\r\n");
    await closed;
    expect(answer.match(/HTTP\/1\.1/g)).to.have.length(1);
  });

  it("is refused by name where a body is no request that is sold", async () => {
    const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
    const bomb = (depth: number) =>
      JSON.stringify(chatOf("hello")).replace(/\}$/, `,"metadata":${nested(depth)}}`);
    const cases: readonly (readonly [string, Sent, string])[] = [
      ["JSON that is nested deeply", { body: bomb(100_000) }, "bad-request"],
      ["JSON that is nested and cut", { body: "[".repeat(100_000) }, "bad-request"],
      ["a form", { headers: { "content-type": "multipart/form-data" } }, "unsupported-media-type"],
      ["no type", { headers: { "content-type": "" } }, "unsupported-media-type"],
      ["compressed", { headers: { "content-encoding": "br" } }, "unsupported-media-type"],
      ["bytes that are no UTF-8", { body: "\u{d800}" + "{" }, "bad-request"],
      ["an unknown model", { body: chatOf("", { model: "__proto__" }) }, "unsupported"],
      ["a limit below one", { body: chatOf("", { max_tokens: 0 }) }, "bad-request"],
      ["a limit that is no number", { body: chatOf("", { max_tokens: "9" }) }, "bad-request"],
      ["a part of an unknown type", { body: chatOf([{ type: "video" }] as never) }, "unsupported"],
    ];
    for (const [name, sent, code] of cases) {
      const problem = await harmless(async () => problemOf(await payer.send(sent)));
      expect(problem.code, name).to.equal(code);
    }
  });

  it("is refused by name where a voucher is for somebody or something else", async () => {
    const { world, chain, consumer } = fixture;
    const offer = { capacity: 10n * CREDIT, price: PRICE };
    const rival = await registerProvider(world, offer);
    const elsewhere = await World.create(await startChain(1));
    const stranger = await registerProvider(elsewhere, offer);
    const buyer = await elsewhere.consumer(2n * UNIT);
    const another = await World.create(chain);
    const seller = await registerProvider(another, offer);
    const customer = await another.consumer(2n * UNIT);
    const order = { deposit: UNIT, voucherSigner: payer.signer };
    const { channel: ofRival } = await openChannel(world, { ...order, provider: rival, consumer });
    const { channel: ofMarket } = await openChannel(another, {
      ...order,
      provider: seller,
      consumer: customer,
    });
    const { channel: ofChain } = await openChannel(elsewhere, {
      ...order,
      provider: stranger,
      consumer: buyer,
    });
    const cases: readonly (readonly [string, Sent, string, string])[] = [
      ["another provider", { voucher: { channel: ofRival } }, "bad-voucher", "UnknownChannel"],
      ["another market", { voucher: { channel: ofMarket } }, "bad-voucher", "UnknownChannel"],
      ["another chain", { voucher: { channel: ofChain } }, "bad-voucher", "UnknownChannel"],
      [
        "no channel",
        { voucher: { channel: world.market.market } },
        "bad-voucher",
        "UnknownChannel",
      ],
      [
        "another cluster",
        { voucher: { clusterTag: Uint8Array.of(9, 9, 9, 9) } },
        "bad-voucher",
        "VoucherClusterWrong",
      ],
      [
        "an epoch to come",
        { voucher: { epoch: 1_000, diem: UNIT / 5n } },
        "quota-epoch-passed",
        "QuotaNotBegun",
      ],
      [
        "a voucher that has expired",
        { voucher: { expiry: 1n, diem: UNIT / 5n } },
        "bad-voucher",
        "VoucherExpired",
      ],
    ];
    for (const [name, sent, code, rule] of cases) {
      const problem = await harmless(async () => {
        const response = await payer.send(sent);
        expect(response.status, name).to.equal(402);
        return problemOf(response);
      });
      expect([problem.code, problem.rule], name).to.deep.equal([code, rule]);
    }
  });

  it("costs others nothing where it is a flood of bad signatures", async () => {
    const good = await payer.signed();
    const forged = `${good.slice(0, -20)}${"A".repeat(20)}`;
    const before = await payer.used();
    const codes = new Set<string>();
    const leaving = new AbortController();
    const flooding = Array.from({ length: FLOOD }, async () => {
      const sent = { headers: { [HEADERS.voucher]: forged }, signal: leaving.signal };
      await payer.send(sent).then(
        async (response) => codes.add((await problemOf(response)).code),
        () => undefined, // it still waits for its refusal
      );
    });
    let served = 0n;
    while (codes.size === 0 || served < 10n) {
      const response = await payer.send();
      expect(response.status, await response.text()).to.equal(200);
      served += 1n;
    }
    leaving.abort();
    await Promise.all(flooding);
    // the rest is answered late, so on a busy machine some of it is answered before the good calls have ended
    codes.delete("too-many-requests");
    expect([...codes]).to.deep.equal(["bad-voucher"]);
    // each good call, and nothing else
    expect((await payer.used()) - before).to.equal(served * 5n);
  });

  it("of an upstream is not handed on: redirects, and events that are cut anywhere", async () => {
    upstream.fault = (response) =>
      response.writeHead(307, { location: "http://127.0.0.1:1/" }).end();
    const before = await payer.used();
    expect((await problemOf(await payer.send())).code).to.equal("upstream-failed");
    expect(await payer.used()).to.equal(before);
    // CRLF, and each byte of an answer with characters of several bytes by itself
    const events = [
      `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: "g\u{fc}n\u{1f600}" } }] })}`,
      `data: ${JSON.stringify({ choices: [], usage: USAGE })}`,
      "data: [DONE]",
    ];
    const bytes = Buffer.from(events.map((event) => `${event}\r\n\r\n`).join(""));
    upstream.fault = (response) => {
      beginStream(response);
      void (async () => {
        for (const byte of bytes) {
          response.write(Buffer.of(byte));
          await pause(0);
        }
        response.end();
      })();
    };
    const text = await (await payer.send({ body: STREAM })).text();
    expect(text).to.include("g\u{fc}n\u{1f600}").and.to.include("data: [DONE]");
    expect((await payer.used()) - before).to.equal(5n);
  });
});

import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { HEADERS, writeMost } from "@diem/wire";
import { UNIT } from "../support/market";
import { beginStream, chunk, FaultyUpstream, whole } from "./faulty-upstream";
import { GatewayFixture } from "./fixture";
import { chatOf, HandPayer } from "./payer";

/** More than any buffer on the way holds when it was sent some times. */
const LONG = chunk("x".repeat(1_000_000));

/** DIEM base units that the call of a client that takes nothing may cost. */
const MAX_COST = UNIT / 10n;

/** Sends as long as the stream is taken, and then once it is taken again. */
function sendOn(response: ServerResponse): void {
  while (!response.destroyed) if (!response.write(LONG)) break;
  response.once("drain", () => {
    sendOn(response);
  });
}

/** DIEM base units that open calls of a channel hold. */
async function reservedOf({ channel, fixture }: HandPayer): Promise<bigint> {
  const { baseUrl } = fixture.gateway;
  const response = await fetch(`${baseUrl}/diem/channels/${channel.address.toBase58()}`);
  const { reserved } = (await response.json()) as { reserved: { diem: string } };
  return BigInt(reserved.diem);
}

describe("a client that takes nothing of its answer", () => {
  let fixture: GatewayFixture;
  let upstream: FaultyUpstream;
  let payer: HandPayer;
  before(async () => {
    upstream = await FaultyUpstream.start();
    const config = { upstream: { url: upstream.url, connections: 1 }, limits: { stallSecs: 1 } };
    fixture = await GatewayFixture.start({ config });
    payer = await HandPayer.open(fixture);
    await fixture.gateway.refresh();
  });
  after(async () => {
    await fixture.end();
    await upstream.close();
  });

  it("is cut off, frees the server and pays for what was sent", async () => {
    upstream.fault = (response) => {
      sendOn(beginStream(response));
    };
    const body = JSON.stringify(chatOf("hello", { stream: true }));
    const head = [
      ...["POST /v1/chat/completions HTTP/1.1", "host: x", "content-type: application/json"],
      `content-length: ${body.length}`,
      `${HEADERS.voucher}: ${await payer.signed()}`,
      `${HEADERS.call}: ${randomUUID()}`,
      `${HEADERS.most}: ${writeMost({ diem: MAX_COST, quota: 0n })}`,
    ];
    const socket = connect(Number(new URL(fixture.gateway.url).port), "127.0.0.1");
    socket.on("error", () => undefined); // it is cut
    try {
      await once(socket, "connect");
      socket.pause();
      socket.write(`${head.join("\r\n")}\r\n\r\n${body}`);
      while (upstream.bodies.length === 0) await pause(5);
      while (upstream.open > 0) await pause(5);
    } finally {
      socket.destroy();
    }
    let used = 0n;
    while (used === 0n) used = await payer.used();
    expect(used <= MAX_COST, `${used}`).to.equal(true);
  });

  it("costs nothing where it leaves before the server was asked", async () => {
    const held: ServerResponse[] = [];
    upstream.fault = (response) => void held.push(response);
    const own = await HandPayer.open(fixture);
    const headers = { [HEADERS.most]: writeMost({ diem: UNIT / 1_000n, quota: 0n }) };
    const asked = own.send({ headers });
    while (held.length === 0) await pause(5);
    const ofOne = await reservedOf(own);
    for (const body of [chatOf("hello"), chatOf("hello", { stream: true })]) {
      const leaving = new AbortController();
      const call = { ...headers, [HEADERS.call]: randomUUID() };
      const waiting = own.send({ body, headers: call, signal: leaving.signal }).catch(() => null);
      while ((await reservedOf(own)) === ofOne) await pause(5);
      leaving.abort();
      expect(await waiting).to.equal(null);
      while ((await reservedOf(own)) > ofOne) await pause(5);
    }
    expect(await own.used()).to.equal(0n);
    held[0]?.end(whole("ok", { prompt_tokens: 1, completion_tokens: 1 }));
    await (await asked).text();
    expect(held).to.have.length(1);
  });

  it("is not one that waits for a slow server", async () => {
    let answer = () => {};
    upstream.fault = (response) => {
      answer = () => response.end("data: [DONE]\n\n");
      beginStream(response).flushHeaders();
    };
    const before = upstream.bodies.length;
    const asked = payer.send({ body: chatOf("hello", { stream: true }) });
    while (upstream.bodies.length === before) await pause(5);
    await pause(2_000);
    answer();
    expect(await (await asked).text()).to.include("data: [DONE]");
  });
});

import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { expect } from "chai";
import { Refusal } from "../../app/gateway/src/refusal";
import { UpstreamBody } from "../../app/gateway/src/upstream/body";
import { NotAsked } from "../../app/gateway/src/upstream/exchange";
import { Upstream } from "../../app/gateway/src/upstream/upstream";
import { beginStream, chunk, FaultyUpstream } from "./faulty-upstream";

const KIB = Buffer.alloc(1024, "x");

/** A body with what it does to its connection. */
function tapped() {
  const done: string[] = [];
  const note = (what: string) => () => void done.push(what);
  const body = new UpstreamBody({ pause: note("pause"), resume: note("resume"), cut: note("cut") });
  return { body, done };
}

describe("the body of an upstream's answer", () => {
  it("gives all that came since the last time, then its end", async () => {
    const { body } = tapped();
    body.push(KIB);
    body.push(KIB);
    expect(await body.next()).to.deep.equal([KIB, KIB]);
    const next = body.next();
    body.push(KIB);
    expect(await next).to.deep.equal([KIB]);
    const end = body.next();
    body.end(null);
    expect(await end).to.equal(null);
  });

  it("gives the data before it broke off, and then the error", async () => {
    const { body } = tapped();
    const failure = new Error("cut");
    body.push(KIB);
    body.end(failure);
    expect(await body.next()).to.deep.equal([KIB]);
    const thrown: unknown = await body.next().catch((error: unknown) => error);
    expect(thrown).to.equal(failure);
  });

  it("buffers at most 256 KiB that are not read", async () => {
    const { body, done } = tapped();
    for (let count = 0; count < 256; count += 1) body.push(KIB);
    expect(done).to.deep.equal([]);
    body.push(KIB);
    expect(done).to.deep.equal(["pause"]);
    await body.next();
    expect(done).to.deep.equal(["pause", "resume"]);
  });

  it("refuses a whole body that is too long, and cuts it", async () => {
    const { body, done } = tapped();
    for (let count = 0; count < 3; count += 1) body.push(KIB);
    const thrown: unknown = await body.whole(2 * KIB.length).catch((error: unknown) => error);
    expect(thrown).to.be.instanceOf(Refusal);
    expect((thrown as Refusal).code).to.equal("upstream-failed");
    expect(done).to.deep.equal(["cut"]);
  });

  it("reads a short rest that is not needed, and cuts a long one", () => {
    const { body, done } = tapped();
    body.discard();
    for (let count = 0; count < 64; count += 1) body.push(KIB);
    expect(done).to.deep.equal([]);
    body.push(KIB);
    expect(done).to.deep.equal(["cut"]);
    body.end(null);
  });
});

describe("connections to the upstream", () => {
  let server: FaultyUpstream;
  let upstream: Upstream;
  before(async () => {
    server = await FaultyUpstream.start();
    const timeouts = { headersTimeoutMs: 60_000, bodyTimeoutMs: 60_000 };
    upstream = new Upstream({ url: server.url, ...timeouts, connections: 1 });
  });
  after(async () => {
    await upstream.close();
    await server.close();
  });

  const ask = () => upstream.ask("/v1/chat/completions", { body: "{}" });

  it("are used again after a stream whose end is not waited for", async () => {
    const ports = new Set<number | undefined>();
    server.fault = (response) => {
      ports.add(response.socket?.remotePort);
      beginStream(response).end(chunk("one"));
    };
    for (let count = 0; count < 3; count += 1) {
      const { body } = await ask();
      body.discard();
    }
    expect(ports.size).to.equal(1);
  });

  it("are cut where the upstream goes on after the end, so that the next call has one", async () => {
    let endless: ServerResponse | undefined;
    server.fault = (response) => {
      endless = beginStream(response);
      endless.write(chunk("one"));
    };
    const { body } = await ask();
    body.discard();
    const closed = once(endless as ServerResponse, "close");
    for (let count = 0; count < 65; count += 1) endless?.write(KIB);
    await closed;
    server.fault = (response) => response.writeHead(200).end("{}");
    const next = await ask();
    expect((await next.body.whole(2)).toString()).to.equal("{}");
  });

  it("are not waited for by a call that is cancelled", async () => {
    server.fault = (response) => beginStream(response).write(chunk("one"));
    const first = await ask();
    let cancel = () => undefined as void;
    const cancellation = { cancelled: true, onCancel: (task: () => void) => void (cancel = task) };
    const second = upstream.ask("/v1/chat/completions", { body: "{}", cancellation });
    cancel();
    const thrown: unknown = await second.catch((error: unknown) => error);
    expect(thrown).to.be.instanceOf(NotAsked);
    first.body.destroy();
  });
});

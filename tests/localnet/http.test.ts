import { expect } from "chai";
import { once } from "node:events";
import { request } from "node:http";
import { connect, createServer } from "node:net";
import WebSocket from "ws";

import { EmbeddedChain, type Endpoint, PortInUseError, serve } from "@diem/localnet";

import { GENESIS_TIME, rejection } from "./setup";

const TOKEN_PROGRAM = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA";
const JSON_TYPE = { "content-type": "application/json" };
/** What keeps this process going besides sockets. */
const activeTimers = () =>
  process.getActiveResourcesInfo().filter((resource) => resource === "Timeout").length;

const HEALTH = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "getHealth" });

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

describe("embedded chain: JSON-RPC over HTTP", () => {
  let chain: EmbeddedChain;
  let endpoint: Endpoint;
  before(async () => {
    chain = EmbeddedChain.start({ now: GENESIS_TIME });
    endpoint = await serve(chain);
  });
  after(() => endpoint.close());

  async function ask(init: RequestInit, path = "/"): Promise<Reply> {
    const response = await fetch(`${endpoint.url}${path}`, init);
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  const post = (body: string, headers: Record<string, string> = JSON_TYPE) =>
    ask({ method: "POST", headers, body });

  it("answers calls and batches, and nothing to notifications", async () => {
    expect(JSON.parse((await post(HEALTH)).text)).to.deep.equal({
      jsonrpc: "2.0",
      id: 1,
      result: "ok",
    });
    const batch = `[${HEALTH},{"jsonrpc":"2.0","method":"getHealth"},{"jsonrpc":"2.0","id":"two","method":"getSlot"}]`;
    const reply = await post(batch, { "content-type": "application/json; charset=utf-8" });
    expect(reply.headers.get("content-type")).to.equal("application/json; charset=utf-8");
    expect(JSON.parse(reply.text)).to.deep.equal([
      { jsonrpc: "2.0", id: 1, result: "ok" },
      { jsonrpc: "2.0", id: "two", result: Number(chain.clock.slot()) - 1 },
    ]);
    const silent = await post('{"jsonrpc":"2.0","method":"getHealth"}');
    expect([silent.status, silent.text]).to.deep.equal([200, ""]);
  });

  it("keeps idle connections open, and tells clients no time at which it would close them", async () => {
    const { headers } = await post(HEALTH);
    expect(headers.get("connection")).to.equal("keep-alive");
    expect(headers.get("keep-alive")).to.equal(null);
  });

  it("writes numbers of 64 bits in full", async () => {
    const params = ["SysvarC1ock11111111111111111111111111111111", { encoding: "base64" }];
    const { text } = await post(
      JSON.stringify({ jsonrpc: "2.0", id: 1, method: "getAccountInfo", params }),
    );
    expect(text).to.contain('"rentEpoch":18446744073709551615');
  });

  it("shows accounts in the frames that the Solana CLI asks for", async () => {
    const read = async (address: string, encoding: string) => {
      const call = {
        jsonrpc: "2.0",
        id: 1,
        method: "getAccountInfo",
        params: [address, { encoding }],
      };
      const { result } = JSON.parse((await post(JSON.stringify(call))).text) as {
        result: { value: { data: [string, string] } };
      };
      return Buffer.from(result.value.data[0], "base64");
    };
    // The bytecode of a program takes several blocks of a frame.
    for (const address of ["SysvarC1ock11111111111111111111111111111111", TOKEN_PROGRAM]) {
      const data = await read(address, "base64");
      const frame = await read(address, "base64+zstd");
      expect(frame.readUInt32LE(0)).to.equal(0xfd2fb528);
      expect(frame.readUInt32LE(5)).to.equal(data.length);
      const blocks: Buffer[] = [];
      for (let offset = 9; offset < frame.length;) {
        const header = frame.readUIntLE(offset, 3);
        const end = offset + 3 + (header >> 3);
        expect([(header >> 1) & 3, header & 1]).to.deep.equal([0, end === frame.length ? 1 : 0]);
        blocks.push(frame.subarray(offset + 3, end));
        offset = end;
      }
      expect(Buffer.concat(blocks).equals(data)).to.equal(true);
    }
  });

  it("answers what is no call with the standard's errors", async () => {
    for (const [body, code] of [
      ["", -32700],
      ["{", -32700],
      ["5", -32700],
      ["[5]", -32700],
      ["\u0000\uffff", -32700],
      ['{"jsonrpc":"2.0","id":1}', -32600],
      ['{"jsonrpc":"1.0","id":1,"method":"getHealth"}', -32600],
      ['{"jsonrpc":"2.0","id":1,"method":"getHealth","params":5}', -32600],
      ['{"jsonrpc":"2.0","id":1,"method":"constructor"}', -32601],
      ['{"jsonrpc":"2.0","id":1,"method":"accountSubscribe"}', -32601],
      ['{"jsonrpc":"2.0","id":1,"method":"getBalance","params":[]}', -32602],
    ] as const) {
      const { status, text } = await post(body);
      expect(status).to.equal(200);
      expect(JSON.parse(text)).to.have.nested.property("error.code", code);
    }
  });

  it("answers a validator's health check", async () => {
    const reply = await ask({ method: "GET" }, "/health?x=1");
    expect([reply.status, reply.text]).to.deep.equal([200, "ok"]);
  });

  it("refuses other methods, paths, types and lengths, and says why", async () => {
    const large = `{"jsonrpc":"2.0","id":1,"method":"getHealth","params":["${"a".repeat(51_200)}"]}`;
    for (const [reply, status, text] of [
      [await ask({ method: "GET" }), 405, "POST a JSON-RPC call to /, or GET /health\n"],
      [
        await ask({ method: "PUT", body: HEALTH }),
        405,
        "POST a JSON-RPC call to /, or GET /health\n",
      ],
      [await post(HEALTH, {}), 415, "Content-Type: application/json is required\n"],
      [
        await post(HEALTH, { "content-type": "text/plain" }),
        415,
        "Content-Type: application/json is required\n",
      ],
      [await post(large), 413, "the body is longer than 51200 bytes: split the batch\n"],
    ] as const) {
      expect([reply.status, reply.text]).to.deep.equal([status, text]);
    }
    expect((await post(HEALTH)).status).to.equal(200);
  });

  it("lets pages of this machine in, and no others", async () => {
    for (const origin of ["http://localhost:5173", "https://127.0.0.1", "http://app.localhost"]) {
      const reply = await post(HEALTH, { ...JSON_TYPE, origin });
      expect(reply.status).to.equal(200);
      expect(reply.headers.get("access-control-allow-origin")).to.equal(origin);
      expect(reply.headers.get("vary")).to.equal("Origin");
    }
    const preflight = await ask({
      method: "OPTIONS",
      headers: {
        origin: "http://localhost:5173",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type,solana-client",
      },
    });
    expect(preflight.status).to.equal(204);
    expect(preflight.headers.get("access-control-allow-origin")).to.equal("http://localhost:5173");
    expect(preflight.headers.get("access-control-allow-methods")).to.equal("POST, GET, OPTIONS");
    expect(preflight.headers.get("access-control-allow-headers")).to.equal(
      "content-type,solana-client",
    );
    expect(preflight.headers.get("access-control-max-age")).to.equal("86400");
    for (const origin of [
      "https://example.com",
      "http://localhost.example.com",
      "null",
      "file://",
    ]) {
      for (const method of ["POST", "OPTIONS"]) {
        const body = method === "POST" ? { body: HEALTH } : {};
        const reply = await ask({ method, headers: { ...JSON_TYPE, origin }, ...body });
        expect([reply.status, reply.text]).to.deep.equal([
          403,
          `pages of ${origin} may not use this chain: serve them on localhost\n`,
        ]);
        expect(reply.headers.get("access-control-allow-origin")).to.equal(null);
      }
    }
  });

  it("outlives callers that hang up or speak no HTTP", async () => {
    const port = Number(new URL(endpoint.url).port);
    const garbage = connect(port, "127.0.0.1").on("error", () => undefined);
    garbage.write("\u0016\u0003\u0001 no http\r\n\r\n");
    garbage.resume();
    await once(garbage, "close");
    const half = request(endpoint.url, {
      method: "POST",
      headers: { ...JSON_TYPE, "content-length": 1_000 },
    }).on("error", () => undefined);
    half.write('{"jsonrpc"');
    await once(half, "socket");
    const hungUp = new Promise((resolve) => half.on("close", resolve));
    half.destroy();
    await hungUp;
    expect((await post(HEALTH)).status).to.equal(200);
  });

  it("names a port that is taken, also the next one", async () => {
    const port = Number(new URL(endpoint.url).port);
    const taken = await rejection(serve(chain, { port }));
    expect(taken).to.be.instanceOf(PortInUseError);
    expect(taken.message).to.equal(
      `port ${port} is in use, perhaps by a validator or another local network: stop that, or choose another port`,
    );
    const pair = await serve(chain);
    const free = Number(new URL(pair.url).port);
    await pair.close();
    const other = createServer().listen(free + 1, "127.0.0.1");
    await once(other, "listening");
    const timers = activeTimers();
    const next = await rejection(serve(chain, { port: free }));
    expect(next.message).to.contain(`port ${free + 1} is in use`);
    expect(activeTimers()).to.equal(timers); // nothing is left that would keep a process
    other.close();
    await once(other, "close");
    // The first of the two ports was given back.
    await (await serve(chain, { port: free })).close();
  });

  it("refuses a port that is none", async () => {
    for (const port of [-1, 0.5, 65_535, NaN]) {
      const refused = await rejection(serve(chain, { port }));
      expect(refused).to.be.instanceOf(RangeError);
      expect(refused.message).to.equal(`port ${port} is none of 1 to 65534`);
    }
  });

  it("ends at once, with clients connected", async () => {
    const own = await serve(chain);
    const port = Number(new URL(own.url).port);
    const idle = connect(port, "127.0.0.1");
    await once(idle, "connect");
    const socket = new WebSocket(own.wsUrl);
    await once(socket, "open");
    await fetch(own.url, { method: "POST", headers: JSON_TYPE, body: HEALTH });
    // neither client would end its connection before the test's time is over
    await Promise.all([own.close(), once(idle, "close"), once(socket, "close")]);
    const refused = await rejection(fetch(own.url));
    expect((refused.cause as NodeJS.ErrnoException).code).to.equal("ECONNREFUSED");
  });
});

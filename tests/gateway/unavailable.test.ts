import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { configSchema, type Gateway, type GatewayConfigInput, startGateway } from "@diem/gateway";
import { HEADERS } from "@diem/wire";
import { type Connection, Keypair } from "@solana/web3.js";
import { FaultyUpstream, whole } from "./faulty-upstream";
import { GatewayFixture } from "./fixture";
import { chatOf, HandPayer, problemOf } from "./payer";

const USAGE = { prompt_tokens: 3, completion_tokens: 1 };

/** A connection whose reading fails while a test says so. */
class Breakable {
  down = false;
  readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = new Proxy(connection, {
      get: (target, name) => {
        const value = Reflect.get(target, name, target) as unknown;
        if (typeof value !== "function") return value;
        const reads = typeof name === "string" && name.startsWith("get");
        return (...input: unknown[]) =>
          this.down && reads
            ? Promise.reject(new Error("the node is down"))
            : (value as (...given: unknown[]) => unknown).apply(target, input);
      },
    });
  }
}

describe("a gateway that cannot serve", () => {
  let fixture: GatewayFixture;
  let upstream: FaultyUpstream;
  let payer: HandPayer;
  let node: Breakable;
  before(async () => {
    upstream = await FaultyUpstream.start();
    fixture = await GatewayFixture.start({ config: { upstream: { url: upstream.url } } });
    payer = await HandPayer.open(fixture);
    node = new Breakable(fixture.chain.connection);
  });
  beforeEach(() => {
    node.down = false;
    upstream.fault = (response) => response.writeHead(200).end(whole("ok", USAGE));
  });
  after(async () => {
    await fixture.end();
    await upstream.close();
  });

  /** Works with another gateway of the same provider, whose connection can break. */
  async function withGateway(
    name: string,
    chain: Partial<GatewayConfigInput["chain"]>,
    work: (gateway: Gateway) => Promise<void>,
  ): Promise<void> {
    const { config, folder } = fixture;
    const own = { store: join(folder, name), chain: { ...config.chain, ...chain } };
    const gateway = await startGateway(configSchema.parse({ ...config, ...own }), {
      connection: node.connection,
    });
    try {
      await work(gateway);
    } finally {
      node.down = false;
      await gateway.close();
    }
  }

  /** Sends until the answer has a status; returns its problem's code, if it is one. */
  async function until(status: number, url: string): Promise<string | null> {
    for (;;) {
      const response = await payer.send({ url });
      if (response.status !== status) await response.text();
      else if (status === 200) return response.text().then(() => null);
      else return (await problemOf(response)).code;
    }
  }

  it("refuses calls while it has not read the chain for too long, and serves again once it has", async () => {
    await withGateway("stale", { pollSecs: 0.1, staleSecs: 1 }, async ({ url }) => {
      await until(200, url);
      node.down = true;
      expect(await until(503, url)).to.equal("chain-unavailable");
      const asked = upstream.bodies.length;
      expect((await problemOf(await payer.send({ url }))).code).to.equal("chain-unavailable");
      expect((await problemOf(await fetch(`${url}/readyz`))).code).to.equal("chain-unavailable");
      expect(upstream.bodies.length).to.equal(asked);
      node.down = false;
      await until(200, url);
    });
  });

  it("does not take a channel that it cannot look up for one that is not there", async () => {
    await withGateway("unknown", {}, async ({ url }) => {
      const stranger = { voucher: { channel: Keypair.generate().publicKey }, url };
      node.down = true;
      expect((await problemOf(await payer.send(stranger))).code).to.equal("chain-unavailable");
      // calls of channels that it knows go on
      await until(200, url);
      node.down = false;
      expect((await problemOf(await payer.send(stranger))).rule).to.equal("UnknownChannel");
    });
  });

  it("answers the call that is open when it is stopped, and takes no further one", async () => {
    await withGateway("stopped", {}, async (gateway) => {
      let finish: () => void = () => undefined;
      const asked = new Promise<void>((resolve) => {
        upstream.fault = (response) => {
          finish = () => response.writeHead(200).end(whole("finished", USAGE));
          resolve();
        };
      });
      const { hostname, port } = new URL(gateway.url);
      const socket = connect(Number(port), hostname);
      await once(socket, "connect");
      const body = JSON.stringify(chatOf("hello"));
      const voucher = await payer.signed();
      const request = (...lines: readonly string[]) =>
        [
          "POST /v1/chat/completions HTTP/1.1",
          "host: x",
          "content-type: application/json",
          `${HEADERS.voucher}: ${voucher}`,
          `content-length: ${body.length}`,
          ...lines,
          "",
          body,
        ].join("\r\n");
      socket.write(request() + request("connection: close"));
      await asked;
      const answered = text(socket);
      const closed = gateway.close();
      finish();
      const all = await answered;
      await closed;
      expect(all).to.include("HTTP/1.1 200 ").and.to.include("finished");
      expect(all).to.include("HTTP/1.1 503 ").and.to.include('"code":"shutting-down"');
      expect(all.toLowerCase()).to.include("retry-after: 5");
      expect(upstream.open).to.equal(0);
    });
  });
});

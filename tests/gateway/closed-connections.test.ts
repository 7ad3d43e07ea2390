import { createServer, request as ask, type Server } from "node:http";
import type { Socket } from "node:net";
import type { Connection } from "@solana/web3.js";
import { expect } from "chai";
import { type Endpoint, serve } from "@diem/localnet";
import { configSchema, startGateway } from "@diem/gateway";
import { connectionOf } from "../../app/gateway/dist/chain/connection";
import { type Listening, listening } from "../support/listening";
import { hangUp } from "../support/sockets";
import { GatewayFixture } from "./fixture";
import { HandPayer } from "./payer";

/** How often that happened. */
let closed = 0;
/** Requests after which all connections are closed, the one with the last of them as well. */
const EVERY = 7;

/** Stands in front of a node, and closes the connections that were kept open now and then, as a restart does. */
function closing(node: string): Server {
  let requests = 0;
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    requests += 1;
    if (requests % EVERY === 0) {
      for (const socket of sockets) socket.destroy();
      closed += 1;
      return;
    }
    const onward = ask(node, { method: "POST", headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  return server;
}

describe("a gateway whose node closes connections that were kept open", () => {
  let fixture: GatewayFixture;
  let endpoint: Endpoint;
  let front: Listening;
  let connection: Connection;
  before(async () => {
    fixture = await GatewayFixture.start();
    if (fixture.chain.embedded === undefined) throw new Error("needs the embedded chain");
    endpoint = await serve(fixture.chain.embedded);
    front = await listening(closing(endpoint.url));
  });
  after(async () => {
    await fixture.end();
    await hangUp(connection);
    await front.close();
    await endpoint.close();
  });

  it("starts, serves and settles", async () => {
    await fixture.gateway.close();
    const chain = { ...fixture.config.chain, url: front.url, wsUrl: endpoint.wsUrl };
    const config = configSchema.parse({ ...fixture.config, chain });
    connection = connectionOf(config.chain);
    fixture.gateway = await startGateway(config, { connection });
    expect(closed > 0).to.equal(true);
    const payer = await HandPayer.open(fixture);
    expect((await payer.send()).status).to.equal(200);
    await fixture.gateway.settle();
    const { settled } = await fixture.channel(payer.channel.address);
    expect(settled).to.equal(await payer.used());
    expect(settled > 0n).to.equal(true);
  });
});

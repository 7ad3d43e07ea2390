import { createServer } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { letSocketEnd } from "@diem/sdk/node";
import { Connection } from "@solana/web3.js";
import { expect } from "chai";
import { listening } from "../support/listening";

/** Milliseconds in which web3.js has to connect many times, where it connects again after one. */
const LONG_MS = 100;
const MAX_ROUNDS = 20;

describe("sdk: the WebSocket of a connection", () => {
  it("is connected again and again where its node is gone, until it may end", async () => {
    let tries = 0;
    const server = createServer();
    server.on("upgrade", (_, socket) => {
      tries += 1;
      socket.destroy();
    });
    const node = await listening(server);
    try {
      const wsEndpoint = node.url.replace("http", "ws");
      const connection = new Connection(node.url, { wsEndpoint });
      const { _rpcWebSocket: client } = connection as unknown as {
        _rpcWebSocket: { reconnect_interval: number };
      };
      client.reconnect_interval = 1;
      const subscription = connection.onSlotChange(() => undefined);
      while (tries < 3) await pause(1);
      await connection.removeSlotChangeListener(subscription);
      letSocketEnd(connection);
      let before = 0;
      // one may be on its way, for longer than usual on a busy machine
      for (let round = 0; round < MAX_ROUNDS && tries !== before; round += 1) {
        before = tries;
        await pause(LONG_MS);
      }
      expect(tries).to.equal(before);
    } finally {
      await node.close();
    }
  });
});

import { Keypair, Transaction } from "@solana/web3.js";
import bs58 from "bs58";
import { expect } from "chai";
import { once } from "node:events";
import type { Socket } from "node:net";
import WebSocket from "ws";

import { EmbeddedChain, type Endpoint, serve } from "@diem/localnet";

import { GENESIS_TIME, transfer } from "./setup";

const SOME = 10_000_000n;

type Message = Record<string, unknown> & {
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
};

/** A connection that keeps what it is sent. */
class Client {
  readonly received: Message[] = [];
  /** The TCP connection under it. */
  transport: Socket | undefined;
  private id = 0;

  private constructor(readonly socket: WebSocket) {
    socket.on("message", (data: Buffer) =>
      this.received.push(JSON.parse(data.toString()) as Message),
    );
  }

  static async open(url: string): Promise<Client> {
    const client = new Client(new WebSocket(url));
    client.socket.on("upgrade", ({ socket }) => (client.transport = socket));
    await once(client.socket, "open");
    return client;
  }

  async call(method: string, params: unknown[] = []): Promise<Message> {
    this.id += 1;
    const id = this.id;
    this.socket.send(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
    return this.until((message) => message.id === id);
  }

  async until(wanted: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const found = this.received.find(wanted);
      if (found) return found;
      await once(this.socket, "message");
    }
  }

  async notified(method: string): Promise<unknown> {
    return (await this.until((message) => message.method === method)).params;
  }
}

describe("embedded chain: subscriptions over WebSocket", () => {
  let chain: EmbeddedChain;
  let endpoint: Endpoint;
  let client: Client;
  before(async () => {
    chain = EmbeddedChain.start({ now: GENESIS_TIME });
    endpoint = await serve(chain);
  });
  after(() => endpoint.close());
  beforeEach(async () => {
    client = await Client.open(endpoint.wsUrl);
  });
  afterEach(() => client.socket.terminate());

  it("notifies of every topic in a validator's form, until unsubscribed", async () => {
    const to = Keypair.generate().publicKey;
    const wallet = to.toBase58();
    const program = "11111111111111111111111111111111";
    const [account, ofProgram, logs, slot, root, updates] = await Promise.all([
      client.call("accountSubscribe", [wallet, { encoding: "base64" }]),
      client.call("programSubscribe", [program, { encoding: "base64" }]),
      client.call("logsSubscribe", [{ mentions: [wallet] }]),
      client.call("slotSubscribe"),
      client.call("rootSubscribe"),
      client.call("slotsUpdatesSubscribe"),
    ]);
    const signature = chain.airdrop(to, SOME);
    const context = { slot: Number(chain.clock.slot()) - 1 };
    const { slot: closed } = context;
    const funded = {
      lamports: Number(SOME),
      data: ["", "base64"],
      owner: program,
      executable: false,
      rentEpoch: 2 ** 64,
      space: 0,
    };
    expect(await client.notified("accountNotification")).to.deep.equal({
      result: { context, value: funded },
      subscription: account?.result,
    });
    expect(
      await client.until(
        ({ method, params }) =>
          method === "programNotification" && JSON.stringify(params).includes(wallet),
      ),
    ).to.deep.include({
      params: {
        result: { context, value: { pubkey: wallet, account: funded } },
        subscription: ofProgram?.result,
      },
    });
    expect(await client.notified("logsNotification")).to.deep.equal({
      result: {
        context,
        value: {
          signature,
          err: null,
          logs: [`Program ${program} invoke [1]`, `Program ${program} success`],
        },
      },
      subscription: logs?.result,
    });
    expect(await client.notified("slotNotification")).to.deep.equal({
      result: { slot: closed, parent: closed - 1, root: closed },
      subscription: slot?.result,
    });
    expect(await client.notified("rootNotification")).to.deep.equal({
      result: closed,
      subscription: root?.result,
    });
    expect(await client.notified("slotsUpdatesNotification")).to.deep.equal({
      result: { type: "root", slot: closed, timestamp: Number(GENESIS_TIME) * 1_000 },
      subscription: updates?.result,
    });
    for (const [topic, subscribed] of Object.entries({
      account,
      program: ofProgram,
      logs,
      slot,
      root,
      slotsUpdates: updates,
    })) {
      const ended = await client.call(`${topic}Unsubscribe`, [subscribed?.result]);
      expect(ended.result).to.equal(true);
    }
    client.received.length = 0;
    chain.airdrop(to, SOME);
    await client.call("slotSubscribe");
    expect(client.received).to.have.length(1);
  });

  it("notifies of a signature, and ends by itself", async () => {
    const other = await Client.open(endpoint.wsUrl);
    const landed = chain.airdrop(Keypair.generate().publicKey, SOME);
    const { result: subscription } = await client.call("signatureSubscribe", [landed]);
    expect(await client.notified("signatureNotification")).to.deep.equal({
      result: { context: { slot: Number(chain.clock.slot()) - 1 }, value: { err: null } },
      subscription,
    });
    const again = await client.call("signatureUnsubscribe", [subscription]);
    expect(again.error).to.deep.equal({ code: -32602, message: "Invalid subscription id." });
    other.socket.terminate();
  });

  it("notifies that a signature was received first, where that is asked for", async () => {
    const payer = Keypair.generate();
    chain.airdrop(payer.publicKey, 10n * SOME);
    const { connection } = chain;
    const latest = await connection.getLatestBlockhash();
    const payment = new Transaction({ feePayer: payer.publicKey, ...latest });
    payment.add(transfer(payer, Number(SOME))).sign(payer);
    const signature = bs58.encode(payment.signature ?? []);
    const options = { enableReceivedNotification: true };
    await client.call("signatureSubscribe", [signature, options]);
    await connection.sendRawTransaction(payment.serialize());
    await client.until(({ params }) => JSON.stringify(params)?.includes('"err":null') ?? false);
    const values = client.received.flatMap(({ params }) =>
      params === undefined ? [] : [(params as { result: { value: unknown } }).result.value],
    );
    expect(values).to.deep.equal(["receivedSignature", { err: null }]);
  });

  it("answers what it does not know, or cannot use, with the standard's errors", async () => {
    for (const [method, params, code, message] of [
      ["blockSubscribe", ["all"], -32601, "Method not found"],
      ["voteSubscribe", [], -32601, "Method not found"],
      ["blockUnsubscribe", [0], -32601, "Method not found"],
      ["getHealth", [], -32601, "Method not found"],
      ["accountSubscribe", [], -32602, "`params` should have at least 1 argument(s)"],
      ["accountSubscribe", ["zz"], -32602, "Invalid Request: Invalid pubkey provided"],
      ["accountUnsubscribe", [99_999], -32602, "Invalid subscription id."],
    ] as const) {
      const { error } = await client.call(method, [...params]);
      expect(error).to.deep.equal({ code, message });
    }
    client.socket.send("{");
    const broken = await client.until(({ id }) => id === null);
    expect(broken.error?.code).to.equal(-32700);
  });

  it("keeps one connection's subscriptions from another's", async () => {
    const other = await Client.open(endpoint.wsUrl);
    const { result } = await client.call("slotSubscribe");
    const foreign = await other.call("slotUnsubscribe", [result]);
    expect(foreign.error?.message).to.equal("Invalid subscription id.");
    const wrong = await client.call("rootUnsubscribe", [result]);
    expect(wrong.error?.message).to.equal("Invalid subscription id.");
    expect((await client.call("slotUnsubscribe", [result])).result).to.equal(true);
    other.socket.terminate();
  });

  it("answers no keep-alive notification, but frames of ping", async () => {
    client.socket.send('{"jsonrpc":"2.0","method":"ping"}');
    client.socket.ping();
    await once(client.socket, "pong");
    await client.call("slotSubscribe");
    expect(client.received).to.have.length(1);
  });

  it("ends a connection's subscriptions with it", async () => {
    const { pubsub } = chain;
    await client.call("slotSubscribe");
    await client.call("rootSubscribe");
    const before = pubsub.size;
    client.socket.terminate();
    while (pubsub.size !== before - 2) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it("ends a connection that does not read what it asked for", async () => {
    const { pubsub } = chain;
    const address = Keypair.generate().publicKey;
    const before = pubsub.size;
    await client.call("accountSubscribe", [address.toBase58(), { encoding: "base64" }]);
    client.transport?.pause();
    const data = Buffer.alloc(4 * 1024 * 1024);
    while (pubsub.size > before) {
      chain.setAccount(address, { lamports: 1, data, owner: address, executable: false });
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    client.transport?.resume();
    const [code] = (await once(client.socket, "close")) as [number];
    expect(code).to.equal(1006);
  });

  it("ends a connection that sends too much at once, and no other", async () => {
    const large = await Client.open(endpoint.wsUrl);
    large.socket.on("error", () => undefined);
    large.socket.send("a".repeat(64 * 1024 + 1));
    const [code] = (await once(large.socket, "close")) as [number];
    expect(code).to.equal(1009);
    expect((await client.call("slotSubscribe")).result).to.be.a("number");
  });

  it("refuses more subscriptions than a connection may have", async () => {
    const ten = `[${Array.from({ length: 500 }, (_, id) => `{"jsonrpc":"2.0","id":"${id}","method":"slotSubscribe"}`).join()}]`;
    for (let batch = 0; batch < 20; batch += 1) client.socket.send(ten);
    const { error } = await client.call("slotSubscribe");
    expect(error).to.deep.equal({
      code: -32603,
      message: "Internal Error: Subscription refused. Node subscription limit reached",
    });
  });

  it("lets pages of this machine in, and no others", async () => {
    const local = new WebSocket(endpoint.wsUrl, { origin: "http://localhost:3000" });
    await once(local, "open");
    local.terminate();
    const foreign = new WebSocket(endpoint.wsUrl, { origin: "https://example.com" });
    const [error] = (await once(foreign, "error")) as [Error];
    expect(error.message).to.equal("Unexpected server response: 401");
  });
});

import { Keypair, type PublicKey, SystemProgram } from "@solana/web3.js";
import { expect } from "chai";
import { once } from "node:events";
import WebSocket from "ws";

import { EmbeddedChain, type Endpoint, JsonRpcError, serve } from "@diem/localnet";

import { GENESIS_TIME, setUp, sign, transfer } from "./setup";

const SOME = 10_000_000;
const LARGE = 200;
const TOO_LONG = "error: data too large for bs58 encoding";

interface Message {
  readonly id?: number;
  readonly result?: unknown;
  readonly method?: string;
  readonly params?: { readonly subscription: number; readonly result: { readonly value: unknown } };
}

/** Puts an account at the address whose data is too long for base58. */
function fill(chain: EmbeddedChain, address: PublicKey, size = LARGE): void {
  chain.setAccount(address, {
    lamports: SOME,
    data: Buffer.alloc(size),
    owner: SystemProgram.programId,
    executable: false,
  });
}

/** What `process` warns of while the call runs, and a moment longer. */
async function warningsOf(call: () => Promise<void>): Promise<string[]> {
  const warnings: string[] = [];
  const listen = ({ message }: Error) => void warnings.push(message);
  process.on("warning", listen);
  try {
    await call();
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.off("warning", listen);
  }
  return warnings;
}

describe("embedded chain: one subscriber does not hurt another", () => {
  let chain: EmbeddedChain;
  let endpoint: Endpoint;
  const sockets: WebSocket[] = [];
  before(async () => {
    chain = EmbeddedChain.start({ now: GENESIS_TIME });
    endpoint = await serve(chain);
  });
  afterEach(() => sockets.splice(0).forEach((socket) => socket.terminate()));
  after(() => endpoint.close());

  /** Subscribes on a connection of its own; collects what it is notified of. */
  async function subscribe(method: string, params: unknown[]): Promise<unknown[]> {
    const socket = new WebSocket(endpoint.wsUrl);
    sockets.push(socket);
    await once(socket, "open");
    const notified: unknown[] = [];
    const answered = new Promise<Message>((resolve) => {
      socket.on("message", (data: Buffer) => {
        const message = JSON.parse(data.toString()) as Message;
        if (message.id === 1) resolve(message);
        else notified.push(message.params?.result.value);
      });
    });
    socket.send(JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }));
    expect(await answered).to.have.property("result");
    return notified;
  }

  async function until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  it("reports long data without an encoding as a validator does, and still notifies the others", async () => {
    const payer = Keypair.generate();
    chain.airdrop(payer.publicKey, 100 * SOME);
    const large = Keypair.generate().publicKey;
    fill(chain, large);
    const address = large.toBase58();
    const silent = await Promise.all([
      subscribe("accountSubscribe", [address]),
      subscribe("accountSubscribe", [address, { encoding: "base58" }]),
      subscribe("programSubscribe", [
        SystemProgram.programId.toBase58(),
        { filters: [{ dataSize: LARGE }] },
      ]),
    ]);
    const logs = await subscribe("logsSubscribe", ["all"]);
    const setup = { ...setUp(), chain, connection: chain.connection, payer };
    const wire = (await sign(setup, [transfer(payer, SOME, large)])).serialize();
    const signature = await chain.connection.sendRawTransaction(wire);
    const statuses = await subscribe("signatureSubscribe", [signature]);
    await until(() => logs.length > 0 && statuses.length > 0 && silent.every((n) => n.length > 0));
    expect(statuses).to.deep.equal([{ err: null }]);
    const shown = silent.map(([value]) => value as { data?: unknown; account?: unknown });
    expect(shown[0]?.data).to.equal(TOO_LONG);
    expect(shown[1]?.data).to.deep.equal([TOO_LONG, "base58"]);
    expect(shown[2]?.account).to.include({ data: TOO_LONG });
  });

  it("refuses bad options of every subscription when it is made", () => {
    const address = Keypair.generate().publicKey.toBase58();
    const signature = "1".repeat(64);
    const config = "Invalid params: invalid type: integer `5`, expected struct";
    for (const [method, params, message] of [
      ["accountSubscribe", [], "`params` should have at least 1 argument(s)"],
      ["accountSubscribe", ["x"], "Invalid Request: Invalid pubkey provided"],
      ["accountSubscribe", [address, 5], `${config} RpcAccountInfoConfig.`],
      [
        "accountSubscribe",
        [address, { encoding: "x" }],
        "Invalid params: unknown variant `x`, expected one of `binary`, `base58`, `base64`, `jsonParsed`, `base64+zstd`.",
      ],
      [
        "accountSubscribe",
        [address, { dataSlice: { offset: 0 } }],
        "Invalid params: missing field `length`.",
      ],
      [
        "accountSubscribe",
        [address, { dataSlice: { offset: -1, length: 1 } }],
        "Invalid params: invalid value: integer `-1`, expected usize.",
      ],
      [
        "accountSubscribe",
        [address, {}, 1],
        "Invalid parameters: Expected from 1 to 2 parameters.",
      ],
      ["programSubscribe", [address, 5], `${config} RpcProgramAccountsConfig.`],
      [
        "programSubscribe",
        [address, { filters: 5 }],
        "Invalid params: invalid type: integer `5`, expected a sequence.",
      ],
      [
        "programSubscribe",
        [address, { filters: [{ memcmp: { offset: 0, bytes: "0" } }] }],
        "Invalid params: Invalid param: Base58DecodeError(InvalidCharacter { character: '0', index: 0 })",
      ],
      [
        "programSubscribe",
        [address, { filters: Array(5).fill({ dataSize: 1 }) }],
        "Invalid params: Too many filters provided; max 4",
      ],
      [
        "programSubscribe",
        [address, { encoding: 5 }],
        "Invalid params: invalid type: integer `5`, expected string or map.",
      ],
      [
        "logsSubscribe",
        ["x"],
        "Invalid params: unknown variant `x`, expected one of `all`, `allWithVotes`, `mentions`.",
      ],
      ["logsSubscribe", [{ mentions: [] }], "Invalid Request: Only 1 address supported"],
      ["logsSubscribe", [{ mentions: ["x"] }], "Invalid Request: Invalid mentions provided"],
      ["logsSubscribe", ["all", 5], `${config} RpcTransactionLogsConfig.`],
      ["signatureSubscribe", ["x"], "Invalid Request: Invalid signature provided"],
      [
        "signatureSubscribe",
        [signature, { enableReceivedNotification: 5 }],
        "Invalid params: invalid type: integer `5`, expected a boolean.",
      ],
      ["slotSubscribe", [1], "Invalid parameters: No parameters were expected"],
      ["rootSubscribe", [1], "Invalid parameters: No parameters were expected"],
      ["slotsUpdatesSubscribe", [1], "Invalid parameters: No parameters were expected"],
    ] as const) {
      const subscribing = () => chain.pubsub.subscribe(method, params, () => undefined);
      expect(subscribing, `${method} ${JSON.stringify(params)}`)
        .to.throw(JsonRpcError)
        .with.property("message", message);
    }
  });

  it("keeps what one listener throws from the chain, from the sender and from the others", async () => {
    const setup = setUp();
    const wire = (await sign(setup, [transfer(setup.payer, SOME)])).serialize();
    const told: string[] = [];
    for (const method of ["logsSubscribe", "slotSubscribe"]) {
      const params = method === "logsSubscribe" ? ["all"] : [];
      setup.chain.pubsub.subscribe(method, params, () => {
        throw new Error(`a listener of ${method} failed`);
      });
      setup.chain.pubsub.subscribe(method, params, () => told.push(method));
    }
    const warnings = await warningsOf(async () => {
      const signature = await setup.connection.sendRawTransaction(wire);
      const { value } = await setup.connection.confirmTransaction(signature);
      expect(value.err).to.equal(null);
    });
    expect(told).to.deep.equal(["logsSubscribe", "slotSubscribe"]);
    expect(warnings).to.deep.equal([
      "a listener of logsSubscribe failed",
      "a listener of slotSubscribe failed",
    ]);
  });

  it("keeps what an observer of the chain throws from the sender and from the subscribers", async () => {
    const setup = setUp();
    const wire = (await sign(setup, [transfer(setup.payer, SOME)])).serialize();
    const fail = (what: string) => () => {
      throw new Error(`an observer of ${what} failed`);
    };
    const { bank } = setup.chain as unknown as {
      bank: { observers: object[]; observe(observer: object): void };
    };
    bank.observers.unshift({
      accountChanged: fail("accounts"),
      transactionLanded: fail("transactions"),
      slotClosed: fail("slots"),
    });
    const told: unknown[] = [];
    setup.chain.pubsub.subscribe("logsSubscribe", ["all"], (result) => told.push(result));
    const warnings = await warningsOf(async () => {
      const signature = await setup.connection.sendRawTransaction(wire);
      await setup.connection.confirmTransaction(signature);
    });
    expect(told.length).to.equal(1);
    expect(new Set(warnings)).to.deep.equal(
      new Set(["accounts", "transactions", "slots"].map((what) => `an observer of ${what} failed`)),
    );
  });
});

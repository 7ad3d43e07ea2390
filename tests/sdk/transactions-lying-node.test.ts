import { Connection, Keypair, SystemProgram } from "@solana/web3.js";
import { expect } from "chai";
import { errors, keypairWallet, transactions } from "@diem/sdk";
import { EmbeddedChain, type Endpoint, serve } from "@diem/localnet";
import {
  cut,
  cutInTheMiddle,
  type Lie,
  type LyingNode,
  lyingNode,
  saying,
  status,
} from "./lying-node";
import { thrownBy } from "./support";

const AMOUNT = 1_000_000;

const error = (code: number, message: string, data?: unknown): Lie =>
  saying({ error: { code, message, ...(data !== undefined && { data }) } });
const preflight = (message: string, err: unknown): Lie =>
  error(-32002, `Transaction simulation failed: ${message}`, { err, logs: [] });

/** Answers that say nothing of the transaction itself. */
const UNCLEAR: Readonly<Record<string, Lie>> = {
  "-32603, an internal error": error(-32603, "Internal error"),
  "-32000, a server error": error(-32000, "Server error"),
  "-32004, a block that is not available": error(-32004, "Block not available for slot 5"),
  "-32005, a node that is behind": error(-32005, "Node is behind by 61 slots", {
    numSlotsBehind: 61,
  }),
  "-32016, a context slot that was not reached": error(
    -32016,
    "Minimum context slot has not been reached",
    { contextSlot: 5 },
  ),
  "-32429, too many requests": error(-32429, "Too many requests"),
  "-32600, an invalid request": error(-32600, "Invalid request"),
  "-32601, an unknown method": error(-32601, "Method not found"),
  "-32602, a complaint about its options": error(-32602, "Invalid params: unknown field `x`."),
  "DuplicateSignature without data": error(
    -32002,
    "Transaction simulation failed: DuplicateSignature",
  ),
  "a preflight's DuplicateSignature": preflight("DuplicateSignature", "DuplicateSignature"),
  "a preflight's AlreadyProcessed": preflight(
    "This transaction has already been processed",
    "AlreadyProcessed",
  ),
  "a preflight's BlockhashNotFound": preflight("Blockhash not found", "BlockhashNotFound"),
  "a preflight that met a full block": preflight(
    "Transaction would exceed max Block Cost Limit",
    "WouldExceedMaxBlockCostLimit",
  ),
  "a preflight without an error": preflight("internal error", null),
  "a preflight without data": error(-32002, "Transaction simulation failed: insufficient funds"),
  "data that is a text": error(-32002, "Transaction simulation failed", "overloaded"),
  "an error that is a text": saying({ error: "overloaded" }),
  "an error without a code": saying({ error: { message: "overloaded" } }),
  "no signature": saying({ result: null }),
  "neither result nor error": saying({}),
  "HTTP 403": status(403),
  "HTTP 429": status(429),
  "HTTP 500": status(500),
  "HTTP 502": status(502),
  "HTTP 503": status(503),
  "a page instead of JSON": status(200),
  "an empty body": status(200, ""),
  "a connection that is cut": cut,
  "an answer that is cut": cutInTheMiddle,
};

/** Answers that say why no node can take the transaction. */
const REFUSALS: Readonly<Record<string, Lie>> = {
  "a preflight's error by name": preflight("Insufficient funds for fee", "InsufficientFundsForFee"),
  "a preflight's error of an instruction": preflight(
    "Error processing Instruction 0: custom program error: 0x1",
    { InstructionError: [0, { Custom: 1 }] },
  ),
  "a bad signature": error(-32003, "Transaction signature verification failure"),
  "a number of signatures that is wrong": error(-32013, "Transaction signature length mismatch"),
  "an unsanitary transaction": error(
    -32602,
    "invalid transaction: Transaction failed to sanitize accounts offsets correctly",
  ),
  "bytes that are no transaction": error(
    -32602,
    "failed to deserialize solana_transaction::versioned::VersionedTransaction: io error",
  ),
};

describe("sdk: sending through a node that lies", () => {
  let chain: EmbeddedChain;
  let endpoint: Endpoint;
  let node: LyingNode | undefined;
  before(async () => {
    chain = EmbeddedChain.start();
    endpoint = await serve(chain);
  });
  afterEach(async () => {
    await node?.close();
    node = undefined;
  });
  after(() => endpoint.close());

  /** A transfer to a new address, by its own wallet. */
  async function transfer(behaviour: Parameters<typeof lyingNode>[1]) {
    node = await lyingNode(endpoint.url, behaviour);
    const connection = new Connection(node.url, "confirmed");
    const payer = Keypair.generate();
    const receiver = Keypair.generate().publicKey;
    chain.airdrop(payer.publicKey, 10 * AMOUNT);
    const fromPubkey = payer.publicKey;
    const instruction = SystemProgram.transfer({
      fromPubkey,
      toPubkey: receiver,
      lamports: AMOUNT,
    });
    return {
      send: (options: Partial<transactions.SendInput> = {}) =>
        transactions.send(
          { connection, wallet: keypairWallet(payer) },
          { instructions: [instruction], computeUnitLimit: "runtime", ...options },
        ),
      received: () => chain.getAccount(receiver)?.lamports ?? 0,
      handed: () => new Set(node?.handed).size,
    };
  }

  for (const [title, lie] of Object.entries(UNCLEAR)) {
    it(`finds the transfer that landed behind ${title}`, async () => {
      const { send, received, handed } = await transfer({ lies: [lie], forwards: true });
      const signature = await send();
      const { value } = await chain.connection.getSignatureStatus(signature);
      expect(value?.err).to.equal(null);
      expect(received()).to.equal(AMOUNT);
      expect(handed()).to.equal(1);
    });

    it(`sends the same bytes again that got lost behind ${title}`, async () => {
      const { send, received, handed } = await transfer({ lies: [lie], forwards: false });
      await send();
      expect(received()).to.equal(AMOUNT);
      expect(handed()).to.equal(1);
    });
  }

  it("says that it expired only when no block can hold it any more", async () => {
    const lies = Array<Lie>(99).fill(error(-32603, "Internal error"));
    const { send, received } = await transfer({ lies, forwards: false });
    const expired = await thrownBy(() => send({ onSigned: () => chain.produceBlocks(151) }));
    expect(errors.isDiemError(expired, "TransactionExpired"), String(expired)).to.equal(true);
    expect((expired.cause as Error).message).to.equal("Internal error");
    expect(received()).to.equal(0);
  });

  for (const [title, lie] of Object.entries(REFUSALS)) {
    it(`is refused at once by ${title}`, async () => {
      const { send, received } = await transfer({ lies: [lie], forwards: false });
      const refused = await thrownBy(send);
      const named = errors.isDiemError(refused) ? refused.name : String(refused);
      expect(named).to.be.oneOf(["InsufficientSol", "ProgramFailed", "TransactionFailed"]);
      expect(node?.handed.length).to.equal(1);
      expect(received()).to.equal(0);
    });
  }

  it("believes no refusal after an answer that was unclear", async () => {
    const refusal = preflight("Insufficient funds for fee", "InsufficientFundsForFee");
    const { send, received } = await transfer({ lies: [cut, refusal], forwards: false });
    await send();
    expect(received()).to.equal(AMOUNT);
    expect(node?.handed.length).to.equal(3);
  });
});

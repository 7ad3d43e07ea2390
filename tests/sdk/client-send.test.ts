import { setTimeout as pause } from "node:timers/promises";
import { AnchorProvider, Wallet as AnchorWallet } from "@coral-xyz/anchor";
import { type Keypair, VersionedTransaction } from "@solana/web3.js";
import bs58 from "bs58";
import { expect } from "chai";
import {
  accounts,
  errors,
  instructions,
  keypairWallet,
  pda,
  PROGRAM_ID,
  transactions,
  type Wallet,
} from "@diem/sdk";
import type { EmbeddedChain } from "@diem/localnet";
import { startChain } from "../support/chain";
import { UNIT } from "../support/market";
import { type Actor, World } from "../support/world";
import { type Fault, FaultyNetwork } from "./client-faults";
import { named, offlineConnection, thrownBy } from "./support";

const LIMIT = { computeUnitLimit: 100_000 };

describe("sdk: sending over a network that fails", () => {
  let world: World;
  let chain: EmbeddedChain;
  let staker: Actor;
  let network: FaultyNetwork;
  let signed: number;
  let wallet: Wallet;

  before(async () => {
    const started = await startChain(71);
    if (started.embedded === undefined) throw new Error("the faults need the embedded chain");
    chain = started.embedded;
    world = await World.create(started);
    staker = await world.staker(1_000n * UNIT, UNIT);
  });

  beforeEach(() => {
    network = new FaultyNetwork(chain);
    signed = 0;
    wallet = counting(staker.keypair);
  });

  /** The staker's wallet, which counts what it signs. */
  const counting = (keypair: Keypair): Wallet => {
    const inner = keypairWallet(keypair);
    return {
      publicKey: inner.publicKey,
      signTransaction: (transaction) => {
        signed += 1;
        return inner.signTransaction(transaction);
      },
    };
  };
  const staking = (amount = UNIT) => ({
    instructions: [instructions.stake({ market: world.market, owner: staker.address, amount })],
    ...LIMIT,
  });
  const send = (input: Partial<Parameters<typeof transactions.send>[1]> = {}) =>
    transactions.send({ connection: network.connection, wallet }, { ...staking(), ...input });
  const staked = async () => (await world.position(staker)).staked;

  /** The call must stake exactly once, with one signature of the wallet. */
  const stakesOnce = async (call: () => Promise<string>) => {
    const before = await staked();
    const signature = await call();
    expect(await staked()).to.equal(before + UNIT);
    expect(signed).to.equal(1);
    const status = await chain.connection.getSignatureStatus(signature);
    expect(status.value?.err).to.equal(null);
  };
  /** The call must throw and leave the stake as it is. */
  const stakesNothing = async (call: () => Promise<string>): Promise<Error> => {
    const before = await staked();
    const error = await thrownBy(call);
    expect(await staked()).to.equal(before);
    return error;
  };

  it("sends once where nothing fails, and says beforehand what it will send", async () => {
    const told: unknown[] = [];
    await stakesOnce(() =>
      send({
        onSigned: (transaction) => {
          expect(network.sent("sendTransaction")).to.deep.equal([]);
          told.push(transaction);
        },
      }),
    );
    const [raw, ...again] = network.sent("sendTransaction");
    expect(again).to.deep.equal([]);
    const { signatures } = VersionedTransaction.deserialize(Buffer.from(String(raw), "base64"));
    const { result } = JSON.parse(
      chain.rpc.serve('{"jsonrpc":"2.0","id":1,"method":"getBlockHeight"}'),
    ) as { result: number };
    expect(told).to.deep.equal([
      { signature: bs58.encode(signatures[0] ?? []), lastValidBlockHeight: result - 1 + 150 },
    ]);
  });

  describe("the same order twice within a block, which would be one transaction", () => {
    /** As a node answers within a block: the same blockhash, so many times. */
    const holdBlockhash = (times: number) => {
      let held: unknown;
      let left = times;
      network.change("getLatestBlockhash", (result) => {
        held ??= result;
        left -= 1;
        return left < 0 ? result : held;
      });
    };

    it("is done twice: the second one waits for the next block", async () => {
      holdBlockhash(3);
      const before = await staked();
      const signatures = [await send(), await send()];
      expect(await staked()).to.equal(before + 2n * UNIT);
      expect(new Set(signatures).size).to.equal(2);
      expect(signed).to.equal(2);
    });

    it("is done twice where both are sent at once", async () => {
      holdBlockhash(3);
      const before = await staked();
      await Promise.all([send(), send()]);
      expect(await staked()).to.equal(before + 2n * UNIT);
    });

    it("waits no longer than it was told to, and sends nothing then", async () => {
      holdBlockhash(100);
      await send();
      const error = await stakesNothing(() => send({ patienceMs: 300 }));
      expect(error).to.deep.include({ name: "NodeUnreachable" });
      expect(error.message).to.match(
        /^no answer from http:..faulty.invalid \(it has no new block\)/,
      );
    });

    it("is sent at once where the first was refused", async () => {
      holdBlockhash(100);
      network.fail("sendTransaction", { error: { code: -32003, message: "bad signature" } });
      await stakesNothing(() => send());
      await send();
    });
  });

  it("takes an Anchor provider as it is", async () => {
    const provider = new AnchorProvider(network.connection, new AnchorWallet(staker.keypair), {});
    const before = await staked();
    await transactions.send(provider, staking());
    expect(await staked()).to.equal(before + UNIT);
  });

  it("has the signatures of all signers", async () => {
    const other = await world.chain.wallet();
    const opening = instructions.openPosition({
      market: world.market,
      owner: other.publicKey,
      payer: staker.address,
    });
    await send({ instructions: [opening], signers: [other] });
    const [raw] = network.sent("sendTransaction");
    const sent = VersionedTransaction.deserialize(Buffer.from(String(raw), "base64"));
    expect(sent.signatures.length).to.equal(2);
    const position = pda.position({ market: world.market.market, owner: other.publicKey });
    const opened = await accounts.position.fetch(chain.connection, position);
    expect(opened.owner.equals(other.publicKey)).to.equal(true);
  });

  it("signs and sends nothing that no packet holds", async () => {
    const [stake] = staking().instructions;
    if (stake === undefined) throw new Error("no instruction");
    const error = await stakesNothing(() => send({ instructions: Array(150).fill(stake) as [] }));
    expect(error).to.have.property("name", "TransactionTooLarge");
    expect(signed).to.equal(0);
  });

  it("looks up what it sent where the answer is lost", async () => {
    network.fail("sendTransaction", "answer lost");
    await stakesOnce(() => send());
    expect(network.sent("sendTransaction").length).to.equal(1);
  });

  it("sends the same bytes again where the request is lost", async () => {
    network.fail("sendTransaction", "request lost");
    await stakesOnce(() => send());
    const [first, second, ...more] = network.sent("sendTransaction");
    expect(first).to.equal(second);
    expect(more).to.deep.equal([]);
  });

  it("sends the same bytes again where a node took them and dropped them", async () => {
    network.fail("sendTransaction", { answer: "5".repeat(87) });
    await stakesOnce(() => send());
    const [first, second, ...more] = network.calls.filter(
      ({ method }) => method === "sendTransaction",
    );
    expect(first?.params[0]).to.equal(second?.params[0]);
    expect(first?.params[1]).to.include({ preflightCommitment: "confirmed" });
    expect(first?.params[1]).to.not.have.property("skipPreflight");
    expect(second?.params[1]).to.include({ skipPreflight: true, maxRetries: 0 });
    expect(more).to.deep.equal([]);
  });

  for (const message of [
    "Transaction simulation failed: Blockhash not found",
    "Node is behind by 61 slots",
    "Node is unhealthy",
    "Too many requests for a specific RPC call",
  ]) {
    it(`asks again where the node says: ${message}`, async () => {
      network.fail("sendTransaction", { error: { code: -32002, message } });
      await stakesOnce(() => send());
    });
  }

  it("does not mind questions without an answer while it waits", async () => {
    network.fail("sendTransaction", "answer lost");
    network.fail("getSignatureStatuses", "request lost", "answer lost", "request lost");
    await stakesOnce(() => send());
  });

  it("believes no refusal of what an earlier sending may have done", async () => {
    network.fail("sendTransaction", "answer lost", {
      error: { code: -32002, message: "Transaction simulation failed: insufficient funds" },
    });
    network.fail("getSignatureStatuses", "request lost", "request lost", "request lost");
    await stakesOnce(() => send());
    expect(network.sent("sendTransaction").length).to.equal(2);
  });

  it("throws a node's refusal at once, with nothing sent", async () => {
    const error = await stakesNothing(() => send(staking(1_000_000n * UNIT)));
    expect(named(error, "InsufficientBalance")).to.include({
      source: "simulation",
      signature: undefined,
    });
    expect(network.sent("sendTransaction").length).to.equal(1);
  });

  describe("of a transaction that failed in a block", () => {
    const failing = () => ({
      instructions: [
        instructions.mintDiem({
          market: world.market,
          owner: staker.address,
          diemAmount: UNIT / 100n,
          maxVvvLocked: 1n,
        }),
      ],
      ...LIMIT,
    });
    const sendUnchecked = () => {
      const { connection } = network;
      return transactions.send({ connection, wallet, opts: { skipPreflight: true } }, failing());
    };

    it("throws the program's error, with its signature and its logs", async () => {
      const error = await thrownBy(sendUnchecked);
      const { source, signature, logs } = named(error, "CostAboveMaximum");
      expect(source).to.equal("chain");
      expect(logs.some((line) => line.includes(PROGRAM_ID.toBase58()))).to.equal(true);
      const { value } = await chain.connection.getSignatureStatus(signature ?? "");
      expect(value?.err).to.not.equal(null);
    });

    it("asks again for logs that do not come at once", async () => {
      network.fail("getTransaction", { answer: null }, "request lost");
      expect((await thrownBy(sendUnchecked)).name).to.equal("CostAboveMaximum");
    });

    it("says that there are no logs where they never come", async () => {
      network.fail("getTransaction", "request lost", "request lost", "request lost");
      const { code, context } = named(await thrownBy(sendUnchecked), "ProgramFailed");
      expect(code).to.equal(6302);
      expect(context).to.deep.equal({ program: null, error: undefined });
    });
  });

  it("sends nothing that the wallet gave back unsigned", async () => {
    wallet = { ...wallet, signTransaction: (transaction) => Promise.resolve(transaction) };
    const error = await stakesNothing(() => send());
    expect(named(error, "TransactionUnsigned").source).to.equal("client");
    expect(network.sent("sendTransaction")).to.deep.equal([]);
  });

  describe("until it is too late", () => {
    const lostForGood = () => {
      network.fail("sendTransaction", { answer: "5".repeat(87) });
      return send({
        onSigned: () => {
          chain.produceBlocks(151);
        },
      });
    };

    it("says that nothing happened, so that it can be sent again", async () => {
      const error = await stakesNothing(lostForGood);
      expect(error).to.have.property("name", "TransactionExpired");
      expect(error.message).to.match(/reached no block .* nothing happened, so send it again/);
      expect(errors.from(error)).to.equal(error);
      signed = 0;
      await stakesOnce(() => send());
    });

    it("says so too where the wallet took its time", async () => {
      const quick = wallet;
      wallet = {
        ...quick,
        signTransaction: (transaction) => {
          chain.produceBlocks(151);
          return quick.signTransaction(transaction);
        },
      };
      const error = await stakesNothing(() => send());
      expect(error).to.have.property("name", "TransactionExpired");
    });

    it("goes by the blockhash that the wallet put in", async () => {
      const renew: Wallet["signTransaction"] = async (transaction) => {
        chain.produceBlocks(151);
        if (!(transaction instanceof VersionedTransaction)) throw new Error("legacy");
        const { blockhash } = await chain.connection.getLatestBlockhash();
        transaction.message.recentBlockhash = blockhash;
        transaction.sign([staker.keypair]);
        signed += 1;
        return transaction;
      };
      wallet = { ...wallet, signTransaction: renew };
      network.fail("sendTransaction", { answer: "5".repeat(87) });
      await stakesOnce(() => send());
    });
  });

  describe("until nobody answers", () => {
    it("says so before anything is signed", async () => {
      network.disconnect();
      const error = await stakesNothing(() => send());
      expect(error).to.have.property("name", "NodeUnreachable");
      expect(error.message).to.match(/^no answer from http:\/\/faulty\.invalid .*check the URL/);
      expect(signed).to.equal(0);
    });

    it("says that the outcome is unknown, and how to look it up", async () => {
      const before = await staked();
      network.fail("sendTransaction", "answer lost");
      const error = await thrownBy(() =>
        send({
          patienceMs: 500,
          onSigned: () => {
            network.fail("getSignatureStatuses", ...Array<"request lost">(99).fill("request lost"));
            network.fail("getEpochInfo", "request lost", "request lost");
          },
        }),
      );
      const unknown = named(error, "TransactionOutcomeUnknown");
      expect(error.message).to.match(/check its outcome before you send anything again/);
      expect(errors.from(error)).to.equal(error);
      expect(await transactions.outcome(chain.connection, unknown.context)).to.deep.equal({
        kind: "landed",
      });
      expect(await staked()).to.equal(before + UNIT);
    });

    it("says so where the waiting is ended", async () => {
      const reason = new Error("interrupted");
      const ending = new AbortController();
      network.fail("sendTransaction", { answer: "5".repeat(87) });
      const sending = async () => {
        const sent = send({ signal: ending.signal });
        while (network.sent("getSignatureStatuses").length === 0) await pause(5);
        ending.abort(reason);
        return sent;
      };
      const error = await stakesNothing(sending);
      expect(error).to.have.property("name", "TransactionOutcomeUnknown");
      expect(error.cause).to.equal(reason);
    });

    it("sends nothing where the waiting has ended before", async () => {
      const reason = new Error("interrupted");
      const ending = new AbortController();
      const error = await stakesNothing(() =>
        send({
          signal: ending.signal,
          onSigned: () => {
            ending.abort(reason);
          },
        }),
      );
      expect(error).to.equal(reason);
      expect(network.sent("sendTransaction")).to.deep.equal([]);
    });

    it("says so where a node kept complaining, with its complaint as the cause", async () => {
      const message = "Node is behind by 61 slots";
      network.fail(
        "sendTransaction",
        ...Array<Fault>(9).fill({ error: { code: -32005, message } }),
      );
      const error = await stakesNothing(() => send({ patienceMs: 500 }));
      expect(named(error, "TransactionOutcomeUnknown").cause).to.have.property("message", message);
    });
  });

  describe("and looking up what became of it", () => {
    const sent = { signature: "5".repeat(87), lastValidBlockHeight: 100 };
    const status = (confirmationStatus: string, err: object | null = null) => ({
      slot: 1,
      confirmations: null,
      err,
      confirmationStatus,
    });
    const err = { InstructionError: [0, { Custom: 1 }] };
    const table: [
      title: string,
      height: number,
      slot: number,
      value: object | null,
      outcome: object,
    ][] = [
      ["unknown, still valid", 100, 200, null, { kind: "pending" }],
      ["unknown, no longer valid", 101, 200, null, { kind: "expired" }],
      ["unknown to a node that is late", 101, 199, null, { kind: "pending" }],
      ["processed", 100, 200, status("processed"), { kind: "pending" }],
      [
        "processed, in a block that may be given up",
        101,
        200,
        status("processed"),
        { kind: "pending" },
      ],
      ["confirmed", 100, 200, status("confirmed"), { kind: "landed" }],
      ["finalized", 101, 200, status("finalized"), { kind: "landed" }],
      ["failed", 100, 200, status("confirmed", err), { kind: "failed", err }],
      [
        "failed, in a block that may be given up",
        100,
        200,
        status("processed", err),
        { kind: "pending" },
      ],
    ];
    for (const [title, blockHeight, slot, value, expected] of table) {
      it(title, async () => {
        const connection = offlineConnection({
          getEpochInfo: () => Promise.resolve({ blockHeight, absoluteSlot: 200 }),
          getSignatureStatus: (_: string, config: object) => {
            expect(config).to.deep.equal({ searchTransactionHistory: blockHeight > 100 });
            return Promise.resolve({ context: { slot }, value });
          },
        });
        expect(await transactions.outcome(connection, sent)).to.deep.equal(expected);
      });
    }

    it("confirmed, where finality is asked for", async () => {
      const connection = offlineConnection({
        getEpochInfo: () => Promise.resolve({ blockHeight: 1, absoluteSlot: 200 }),
        getSignatureStatus: () =>
          Promise.resolve({ context: { slot: 200 }, value: status("confirmed") }),
      });
      const found = await transactions.outcome(connection, sent, "finalized");
      expect(found).to.deep.equal({ kind: "pending" });
    });
  });
});

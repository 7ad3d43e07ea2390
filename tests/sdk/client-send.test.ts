import { AnchorProvider, Wallet as AnchorWallet } from "@coral-xyz/anchor";
import { VersionedTransaction } from "@solana/web3.js";
import bs58 from "bs58";
import { expect } from "chai";
import { accounts, instructions, pda, PROGRAM_ID, transactions } from "@diem/sdk";
import { UNIT } from "../support/market";
import { named, thrownBy } from "./support";
import { LIMIT, sendingStaker } from "./client-send-setup";

describe("sdk: sending over a network that fails", () => {
  const { at, staking, send, staked, stakesOnce, stakesNothing } = sendingStaker();

  it("sends once where nothing fails, and says beforehand what it will send", async () => {
    const told: unknown[] = [];
    await stakesOnce(() =>
      send({
        onSigned: (transaction) => {
          expect(at.network.sent("sendTransaction")).to.deep.equal([]);
          told.push(transaction);
        },
      }),
    );
    const [raw, ...again] = at.network.sent("sendTransaction");
    expect(again).to.deep.equal([]);
    const { signatures } = VersionedTransaction.deserialize(Buffer.from(String(raw), "base64"));
    const { result } = JSON.parse(
      at.chain.rpc.serve('{"jsonrpc":"2.0","id":1,"method":"getBlockHeight"}'),
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
      at.network.change("getLatestBlockhash", (result) => {
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
      expect(at.signed).to.equal(2);
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
      const error = await stakesNothing(() => send({ timeoutMs: 300 }));
      expect(error).to.deep.include({ name: "NodeUnreachable" });
      expect(error.message).to.match(
        /^no answer from http:..faulty.invalid \(it has no new block\)/,
      );
    });

    it("is sent at once where the first was refused", async () => {
      holdBlockhash(100);
      at.network.fail("sendTransaction", { error: { code: -32003, message: "bad signature" } });
      await stakesNothing(() => send());
      await send();
    });
  });

  it("takes an Anchor provider as it is", async () => {
    const provider = new AnchorProvider(
      at.network.connection,
      new AnchorWallet(at.staker.keypair),
      {},
    );
    const before = await staked();
    await transactions.send(provider, staking());
    expect(await staked()).to.equal(before + UNIT);
  });

  it("has the signatures of all signers", async () => {
    const other = await at.world.chain.wallet();
    const opening = instructions.openPosition({
      market: at.world.market,
      owner: other.publicKey,
      payer: at.staker.address,
    });
    await send({ instructions: [opening], signers: [other] });
    const [raw] = at.network.sent("sendTransaction");
    const sent = VersionedTransaction.deserialize(Buffer.from(String(raw), "base64"));
    expect(sent.signatures.length).to.equal(2);
    const position = pda.position({ market: at.world.market.market, owner: other.publicKey });
    const opened = await accounts.position.fetch(at.chain.connection, position);
    expect(opened.owner.equals(other.publicKey)).to.equal(true);
  });

  it("neither signs nor sends a transaction above the size of a packet", async () => {
    const [stake] = staking().instructions;
    if (stake === undefined) throw new Error("no instruction");
    const error = await stakesNothing(() => send({ instructions: Array(150).fill(stake) as [] }));
    expect(error).to.have.property("name", "TransactionTooLarge");
    expect(at.signed).to.equal(0);
  });

  it("looks up what it sent where the answer is lost", async () => {
    at.network.fail("sendTransaction", "answer lost");
    await stakesOnce(() => send());
    expect(at.network.sent("sendTransaction").length).to.equal(1);
  });

  it("sends the same bytes again where the request is lost", async () => {
    at.network.fail("sendTransaction", "request lost");
    await stakesOnce(() => send());
    const [first, second, ...more] = at.network.sent("sendTransaction");
    expect(first).to.equal(second);
    expect(more).to.deep.equal([]);
  });

  it("sends the same bytes again where a node took them and dropped them", async () => {
    at.network.fail("sendTransaction", { answer: "5".repeat(87) });
    await stakesOnce(() => send());
    const [first, second, ...more] = at.network.calls.filter(
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
      at.network.fail("sendTransaction", { error: { code: -32002, message } });
      await stakesOnce(() => send());
    });
  }

  it("continues to wait if requests have no answer", async () => {
    at.network.fail("sendTransaction", "answer lost");
    at.network.fail("getSignatureStatuses", "request lost", "answer lost", "request lost");
    await stakesOnce(() => send());
  });

  it("does not trust a refusal if an earlier sending may have succeeded", async () => {
    at.network.fail("sendTransaction", "answer lost", {
      error: { code: -32002, message: "Transaction simulation failed: insufficient funds" },
    });
    at.network.fail("getSignatureStatuses", "request lost", "request lost", "request lost");
    await stakesOnce(() => send());
    expect(at.network.sent("sendTransaction").length).to.equal(2);
  });

  it("throws a node's refusal at once, with nothing sent", async () => {
    const error = await stakesNothing(() => send(staking(1_000_000n * UNIT)));
    expect(named(error, "InsufficientBalance")).to.include({
      source: "simulation",
      signature: undefined,
    });
    expect(at.network.sent("sendTransaction").length).to.equal(1);
  });

  describe("of a transaction that failed in a block", () => {
    const failing = () => ({
      instructions: [
        instructions.mintDiem({
          market: at.world.market,
          owner: at.staker.address,
          diemAmount: UNIT / 100n,
          maxVvvLocked: 1n,
        }),
      ],
      ...LIMIT,
    });
    const sendUnchecked = () => {
      const { connection } = at.network;
      return transactions.send(
        { connection, wallet: at.wallet, opts: { skipPreflight: true } },
        failing(),
      );
    };

    it("throws the program's error, with its signature and its logs", async () => {
      const error = await thrownBy(sendUnchecked);
      const { source, signature, logs } = named(error, "CostAboveMaximum");
      expect(source).to.equal("chain");
      expect(logs.some((line) => line.includes(PROGRAM_ID.toBase58()))).to.equal(true);
      const { value } = await at.chain.connection.getSignatureStatus(signature ?? "");
      expect(value?.err).to.not.equal(null);
    });

    it("asks again for logs that do not come at once", async () => {
      at.network.fail("getTransaction", { answer: null }, "request lost");
      expect((await thrownBy(sendUnchecked)).name).to.equal("CostAboveMaximum");
    });

    it("says that there are no logs where they never come", async () => {
      at.network.fail("getTransaction", "request lost", "request lost", "request lost");
      const { code, context } = named(await thrownBy(sendUnchecked), "ProgramFailed");
      expect(code).to.equal(6302);
      expect(context).to.deep.equal({ program: null, error: undefined });
    });
  });

  it("sends nothing that the wallet gave back unsigned", async () => {
    at.wallet = { ...at.wallet, signTransaction: (transaction) => Promise.resolve(transaction) };
    const error = await stakesNothing(() => send());
    expect(named(error, "TransactionUnsigned").source).to.equal("client");
    expect(at.network.sent("sendTransaction")).to.deep.equal([]);
  });
});

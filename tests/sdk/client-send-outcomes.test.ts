import { setTimeout as pause } from "node:timers/promises";
import { VersionedTransaction } from "@solana/web3.js";
import { expect } from "chai";
import { errors, transactions, type Wallet } from "@diem/sdk";
import { UNIT } from "../support/market";
import { type Fault } from "./client-faults";
import { named, offlineConnection, thrownBy } from "./support";
import { sendingStaker } from "./client-send-setup";

describe("sdk: sending over a network that fails, with no outcome in sight", () => {
  const { at, send, staked, stakesOnce, stakesNothing } = sendingStaker();

  describe("until it is too late", () => {
    const lostForGood = () => {
      at.network.fail("sendTransaction", { answer: "5".repeat(87) });
      return send({
        onSigned: () => {
          at.chain.produceBlocks(151);
        },
      });
    };

    it("says that nothing happened, so that it can be sent again", async () => {
      const error = await stakesNothing(lostForGood);
      expect(error).to.have.property("name", "TransactionExpired");
      expect(error.message).to.match(
        /expired before it reached a block: nothing happened, so send it again/,
      );
      expect(errors.from(error)).to.equal(error);
      at.signed = 0;
      await stakesOnce(() => send());
    });

    it("says so too where the wallet took its time", async () => {
      const quick = at.wallet;
      at.wallet = {
        ...quick,
        signTransaction: (transaction) => {
          at.chain.produceBlocks(151);
          return quick.signTransaction(transaction);
        },
      };
      const error = await stakesNothing(() => send());
      expect(error).to.have.property("name", "TransactionExpired");
    });

    it("goes by the blockhash that the wallet put in", async () => {
      const renew: Wallet["signTransaction"] = async (transaction) => {
        at.chain.produceBlocks(151);
        if (!(transaction instanceof VersionedTransaction)) throw new Error("legacy");
        const { blockhash } = await at.chain.connection.getLatestBlockhash();
        transaction.message.recentBlockhash = blockhash;
        transaction.sign([at.staker.keypair]);
        at.signed += 1;
        return transaction;
      };
      at.wallet = { ...at.wallet, signTransaction: renew };
      at.network.fail("sendTransaction", { answer: "5".repeat(87) });
      await stakesOnce(() => send());
    });
  });

  describe("until nobody answers", () => {
    it("says so before anything is signed", async () => {
      at.network.disconnect();
      const error = await stakesNothing(() => send());
      expect(error).to.have.property("name", "NodeUnreachable");
      expect(error.message).to.match(/^no answer from http:\/\/faulty\.invalid .*check the URL/);
      expect(at.signed).to.equal(0);
    });

    it("says that the outcome is unknown, and how to look it up", async () => {
      const before = await staked();
      at.network.fail("sendTransaction", "answer lost");
      const error = await thrownBy(() =>
        send({
          timeoutMs: 500,
          onSigned: () => {
            at.network.fail(
              "getSignatureStatuses",
              ...Array<"request lost">(99).fill("request lost"),
            );
            at.network.fail("getEpochInfo", "request lost", "request lost");
          },
        }),
      );
      const unknown = named(error, "TransactionOutcomeUnknown");
      expect(error.message).to.match(/check its outcome before you send anything again/);
      expect(errors.from(error)).to.equal(error);
      expect(await transactions.outcome(at.chain.connection, unknown.context)).to.deep.equal({
        kind: "landed",
      });
      expect(await staked()).to.equal(before + UNIT);
    });

    it("says so where the waiting is ended", async () => {
      const reason = new Error("interrupted");
      const ending = new AbortController();
      at.network.fail("sendTransaction", { answer: "5".repeat(87) });
      const sending = async () => {
        const sent = send({ signal: ending.signal });
        while (at.network.sent("getSignatureStatuses").length === 0) await pause(5);
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
      expect(at.network.sent("sendTransaction")).to.deep.equal([]);
    });

    it("says so if a node kept returning errors, with the error as the cause", async () => {
      const message = "Node is behind by 61 slots";
      at.network.fail(
        "sendTransaction",
        ...Array<Fault>(9).fill({ error: { code: -32005, message } }),
      );
      const error = await stakesNothing(() => send({ timeoutMs: 500 }));
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

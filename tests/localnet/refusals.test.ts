import {
  Keypair,
  LAMPORTS_PER_SOL,
  PublicKey,
  TransactionExpiredBlockheightExceededError,
  TransactionInstruction,
  VersionedTransaction,
} from "@solana/web3.js";
import { expect } from "chai";

import { rejection, type Setup, setUp, sign, transfer } from "./setup";

const MEMO = new PublicKey("MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr");
const SOME = LAMPORTS_PER_SOL / 100;

describe("embedded chain: refused transactions", () => {
  let setup: Setup;
  beforeEach(() => {
    setup = setUp();
  });

  it("holds to the packet limit of 1,232 bytes", async () => {
    const { connection, payer } = setup;
    const memo = (length: number) =>
      new TransactionInstruction({ programId: MEMO, keys: [], data: Buffer.alloc(length, "a") });
    const empty = (await sign(setup, [memo(1_000)])).serialize().length - 1_000;
    const largest = (await sign(setup, [memo(1_232 - empty)])).serialize();
    expect(largest.length).to.equal(1_232);
    await connection.confirmTransaction(await connection.sendRawTransaction(largest));

    const { message } = new VersionedTransaction(
      (await sign(setup, [memo(1_233 - empty)])).compileMessage(),
    );
    const wire = Buffer.concat([Buffer.from([1]), Buffer.alloc(64, 1), message.serialize()]);
    expect(wire.length).to.equal(1_233);
    const sent = await rejection(connection.sendRawTransaction(wire));
    expect(sent.message).to.contain("too large: 1233 bytes (max: 1232 bytes)");
    expect(() =>
      setup.chain.rpc.handle("simulateTransaction", [
        wire.toString("base64"),
        { encoding: "base64" },
      ]),
    ).to.throw("too large: 1233 bytes (max: 1232 bytes)");
    const huge = await rejection(connection.sendRawTransaction(Buffer.alloc(1_500)));
    expect(huge.message).to.contain("too large: 2000 bytes (max: encoded/raw 1644/1232)");
    expect(await connection.getBalance(payer.publicKey)).to.be.greaterThan(0);
  });

  it("refuses a duplicate", async () => {
    const { connection, payer } = setup;
    const wire = (await sign(setup, [transfer(payer, SOME)])).serialize();
    const signature = await connection.sendRawTransaction(wire);
    const error = await rejection(connection.sendRawTransaction(wire));
    expect(error.message).to.contain("This transaction has already been processed");
    const count = await connection.getTransactionCount();
    expect(await connection.sendRawTransaction(wire, { skipPreflight: true })).to.equal(signature);
    expect(await connection.getTransactionCount()).to.equal(count);
  });

  it("accepts a blockhash for 150 blocks", async () => {
    const { chain, connection, payer } = setup;
    const latest = await connection.getLatestBlockhash();
    const first = await sign(setup, [transfer(payer, SOME)], latest.blockhash);
    const second = await sign(setup, [transfer(payer, SOME)], latest.blockhash);
    chain.produceBlocks(150);
    expect(await connection.getBlockHeight()).to.equal(latest.lastValidBlockHeight);
    expect((await connection.isBlockhashValid(latest.blockhash)).value).to.equal(true);
    const message = second.compileMessage();
    expect((await connection.getFeeForMessage(message)).value).to.equal(5_000);
    const signature = await connection.sendRawTransaction(first.serialize());
    expect((await connection.confirmTransaction({ signature, ...latest })).value.err).to.equal(
      null,
    );

    const error = await rejection(connection.sendRawTransaction(second.serialize()));
    expect(error.message).to.contain("Transaction simulation failed: Blockhash not found");
    expect((await connection.isBlockhashValid(latest.blockhash)).value).to.equal(false);
    expect((await connection.getFeeForMessage(message)).value).to.equal(null);
    const dropped = await connection.sendRawTransaction(second.serialize(), {
      skipPreflight: true,
    });
    const expired = await rejection(
      connection.confirmTransaction({ signature: dropped, ...latest }),
    );
    expect(expired).to.be.instanceOf(TransactionExpiredBlockheightExceededError);
  });

  it("refuses an unknown blockhash", async () => {
    const { connection, payer } = setup;
    const unknown = Keypair.generate().publicKey.toBase58();
    const wire = (await sign(setup, [transfer(payer, SOME)], unknown)).serialize();
    const error = await rejection(connection.sendRawTransaction(wire));
    expect(error.message).to.contain("Blockhash not found");
  });

  it("verifies signatures", async () => {
    const { connection, payer } = setup;
    const wire = (await sign(setup, [transfer(payer, SOME)])).serialize();
    wire[10] = (wire[10] ?? 0) ^ 1;
    const error = await rejection(connection.sendRawTransaction(wire));
    expect(error.message).to.contain("Transaction did not pass signature verification");
    wire.fill(0, 1, 65);
    const unsigned = await rejection(connection.sendRawTransaction(wire));
    expect(unsigned.message).to.contain("Transaction did not pass signature verification");
    const count = await connection.getTransactionCount();
    await connection.sendRawTransaction(wire, { skipPreflight: true });
    expect(await connection.getTransactionCount()).to.equal(count);
  });

  it("leaves no trace of a transaction whose payer cannot pay", async () => {
    const { connection } = setup;
    const payer = Keypair.generate();
    const transaction = await sign({ ...setup, payer }, [transfer(payer, 1)]);
    const error = await rejection(connection.sendRawTransaction(transaction.serialize()));
    expect(error.message).to.contain("found no record of a prior credit");
    const signature = await connection.sendRawTransaction(transaction.serialize(), {
      skipPreflight: true,
    });
    expect((await connection.getSignatureStatus(signature)).value).to.equal(null);
  });
});

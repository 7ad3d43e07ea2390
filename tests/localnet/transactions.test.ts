import { setTimeout as pause } from "node:timers/promises";
import {
  AddressLookupTableProgram,
  ComputeBudgetProgram,
  Ed25519Program,
  Keypair,
  LAMPORTS_PER_SOL,
  PublicKey,
  SendTransactionError,
  sendAndConfirmTransaction,
  SystemProgram,
  Transaction,
  TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import { expect } from "chai";

import { rejection, type Setup, setUp, sign, transfer } from "./setup";

const MEMO = new PublicKey("MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr");
const TOO_MUCH = 5_000 * LAMPORTS_PER_SOL;
const SOME = LAMPORTS_PER_SOL / 100;
const FEE = 5_000;

describe("embedded chain: transactions", () => {
  let setup: Setup;
  beforeEach(() => {
    setup = setUp();
  });

  it("runs Anchor's sendAndConfirm, sendAll and simulate", async () => {
    const { provider, payer, connection } = setup;
    const to = Keypair.generate().publicKey;
    const one = () => new Transaction().add(transfer(payer, SOME, to));
    await provider.sendAndConfirm(one());
    await provider.sendAndConfirm(one());
    expect(await connection.getBalance(to)).to.equal(2 * SOME);
    const other = new Transaction().add(transfer(payer, SOME + 1, to));
    await provider.sendAll([{ tx: one() }, { tx: other }]);
    expect(await connection.getBalance(to)).to.equal(4 * SOME + 1);
    const { logs, unitsConsumed } = await provider.simulate(one());
    expect(logs).to.include("Program 11111111111111111111111111111111 success");
    expect(unitsConsumed).to.equal(150);
    expect(await connection.getBalance(to)).to.equal(4 * SOME + 1);
  });

  it("runs web3.js's own sendTransaction with equal instructions in a row", async () => {
    const { connection, payer } = setup;
    const to = Keypair.generate().publicKey;
    for (let round = 0; round < 3; round += 1) {
      const transaction = new Transaction().add(transfer(payer, SOME, to));
      await sendAndConfirmTransaction(connection, transaction, [payer]);
    }
    expect(await connection.getBalance(to)).to.equal(3 * SOME);
  });

  it("runs a version 0 transaction through a lookup table", async () => {
    const { connection, payer, provider } = setup;
    const to = Keypair.generate().publicKey;
    const [create, table] = AddressLookupTableProgram.createLookupTable({
      authority: payer.publicKey,
      payer: payer.publicKey,
      recentSlot: await connection.getSlot(),
    });
    const extend = AddressLookupTableProgram.extendLookupTable({
      lookupTable: table,
      authority: payer.publicKey,
      payer: payer.publicKey,
      addresses: [to],
    });
    await provider.sendAndConfirm(new Transaction().add(create, extend));
    const { value: lookupTable } = await connection.getAddressLookupTable(table);
    if (!lookupTable) throw new Error("the lookup table is missing");
    const message = new TransactionMessage({
      payerKey: payer.publicKey,
      recentBlockhash: (await connection.getLatestBlockhash()).blockhash,
      instructions: [transfer(payer, SOME, to)],
    }).compileToV0Message([lookupTable]);
    expect(message.addressTableLookups).to.have.length(1);
    const signature = await provider.sendAndConfirm(new VersionedTransaction(message));
    expect(await connection.getBalance(to)).to.equal(SOME);

    const found = await connection.getTransaction(signature, { maxSupportedTransactionVersion: 0 });
    expect(found?.version).to.equal(0);
    expect(found?.meta?.loadedAddresses?.writable.map(String)).to.deep.equal([to.toBase58()]);
    expect(found?.meta?.postBalances).to.have.length(3);
    expect((await connection.getSignaturesForAddress(to)).length).to.equal(1);
    const refused = await rejection(connection.getTransaction(signature));
    expect(refused.code).to.equal(-32015);

    for (const [key, reason] of [
      [Keypair.generate().publicKey, "an address table account that doesn't exist"],
      [payer.publicKey, "an address table account with an invalid owner"],
    ] as const) {
      lookupTable.key = key;
      const unusable = new TransactionMessage({
        payerKey: payer.publicKey,
        recentBlockhash: (await connection.getLatestBlockhash()).blockhash,
        instructions: [transfer(payer, SOME, to)],
      }).compileToV0Message([lookupTable]);
      const error = await rejection(provider.sendAndConfirm(new VersionedTransaction(unusable)));
      expect(error.message).to.contain(reason);
    }
  });

  it("answers a failed preflight as a validator does", async () => {
    const { connection, payer } = setup;
    const wire = (await sign(setup, [transfer(payer, TOO_MUCH)])).serialize();
    const error = await rejection(connection.sendRawTransaction(wire));
    expect(error).to.be.instanceOf(SendTransactionError);
    expect((error as unknown as SendTransactionError).transactionError.message).to.equal(
      "Transaction simulation failed: Error processing Instruction 0: custom program error: 0x1",
    );
    expect((error as unknown as SendTransactionError).logs).to.include(
      "Program 11111111111111111111111111111111 failed: custom program error: 0x1",
    );
    const params = [wire.toString("base64"), { encoding: "base64" }];
    const body = { jsonrpc: "2.0", id: "1", method: "sendTransaction", params };
    const answer = JSON.parse(setup.chain.rpc.serve(JSON.stringify(body))) as {
      error: { code: number; data: Record<string, unknown> };
    };
    expect(answer.error.code).to.equal(-32002);
    expect(answer.error.data.err).to.deep.equal({ InstructionError: [0, { Custom: 1 }] });
    expect(answer.error.data.accounts).to.equal(null);
    expect(answer.error.data.unitsConsumed).to.equal(150);
    expect(await connection.getTransactionCount()).to.equal(1);
  });

  it("leaves no trace of a transaction that fails in its preflight, not even its fee", async () => {
    const { chain, connection, payer } = setup;
    const [to, nobody] = [Keypair.generate().publicKey, Keypair.generate()];
    const some = transfer(payer, SOME, to);
    const failing = await sign(setup, [some, transfer(payer, TOO_MUCH)]);
    const told: number[] = [];
    const listener = connection.onAccountChange(payer.publicKey, (account) => {
      told.push(account.lamports);
    });
    const before = [chain.getAccount(payer.publicKey), await connection.getBlockHeight()];
    await rejection(connection.sendRawTransaction(failing.serialize()));
    expect([chain.getAccount(payer.publicKey), await connection.getBlockHeight()]).to.deep.equal(
      before,
    );
    expect(chain.getAccount(to)).to.equal(null);
    // the state that the runtime reads is the same: all but the fee can be spent
    const { lamports } = chain.getAccount(payer.publicKey) ?? { lamports: 0 };
    await rejection(connection.sendRawTransaction(failing.serialize()));
    const all = await sign(setup, [transfer(payer, lamports - FEE, to)]);
    await connection.sendRawTransaction(all.serialize());
    expect(chain.getAccount(to)?.lamports).to.equal(lamports - FEE);
    while (told.length === 0) await pause(5);
    expect(told).to.deep.equal([0]);
    await connection.removeAccountChangeListener(listener);
    const unpaid = new Transaction({
      feePayer: nobody.publicKey,
      ...(await connection.getLatestBlockhash()),
    });
    unpaid.add(transfer(nobody, SOME, to)).sign(nobody);
    await rejection(connection.sendRawTransaction(unpaid.serialize()));
    expect(chain.getAccount(nobody.publicKey)).to.equal(null);
  });

  it("records a transaction that fails on chain", async () => {
    const { connection, payer } = setup;
    const before = await connection.getBalance(payer.publicKey);
    const transaction = await sign(setup, [transfer(payer, TOO_MUCH)]);
    const signature = await connection.sendRawTransaction(transaction.serialize(), {
      skipPreflight: true,
    });
    const err = { InstructionError: [0, { Custom: 1 }] };
    expect((await connection.confirmTransaction(signature)).value.err).to.deep.equal(err);
    expect((await connection.getSignatureStatus(signature)).value?.err).to.deep.equal(err);
    const found = await connection.getTransaction(signature);
    expect(found?.meta?.err).to.deep.equal(err);
    expect(found?.meta?.fee).to.equal(5_000);
    expect(found?.meta?.logMessages?.at(-1)).to.contain("failed: custom program error: 0x1");
    expect(await connection.getBalance(payer.publicKey)).to.equal(before - 5_000);
    const [newest] = await connection.getSignaturesForAddress(payer.publicKey);
    expect(newest?.signature).to.equal(signature);
    expect(newest?.err).to.deep.equal(err);
    const provided = await rejection(
      setup.provider.sendAndConfirm(new Transaction().add(transfer(payer, TOO_MUCH)), [], {
        skipPreflight: true,
      }),
    );
    expect(provided).to.be.instanceOf(SendTransactionError);
  });

  it("charges what getFeeForMessage says", async () => {
    const { connection, payer } = setup;
    const price = ComputeBudgetProgram.setComputeUnitPrice({ microLamports: 1_234_567 });
    const limit = ComputeBudgetProgram.setComputeUnitLimit({ units: 10_001 });
    const ed25519 = Ed25519Program.createInstructionWithPrivateKey({
      privateKey: payer.secretKey,
      message: Buffer.from("message"),
    });
    const memo = new TransactionInstruction({ programId: MEMO, keys: [], data: Buffer.from("hi") });
    const cases = [[price, limit], [price], [ed25519], [price, memo, ed25519]];
    for (const instructions of cases) {
      const transaction = await sign(setup, [...instructions, transfer(payer, SOME)]);
      const { value } = await connection.getFeeForMessage(transaction.compileMessage());
      const signature = await connection.sendRawTransaction(transaction.serialize());
      expect((await connection.getTransaction(signature))?.meta?.fee).to.equal(value);
    }
  });

  it("simulates without effect, with accounts and inner instructions", async () => {
    const { connection, payer } = setup;
    const to = Keypair.generate().publicKey;
    const message = new TransactionMessage({
      payerKey: payer.publicKey,
      recentBlockhash: Keypair.generate().publicKey.toBase58(),
      instructions: [transfer(payer, SOME, to)],
    }).compileToV0Message();
    const transaction = new VersionedTransaction(message);
    const stale = await connection.simulateTransaction(transaction);
    expect(stale.value.err).to.equal("BlockhashNotFound");
    const { value } = await connection.simulateTransaction(transaction, {
      replaceRecentBlockhash: true,
      innerInstructions: true,
      accounts: { encoding: "base64", addresses: [to.toBase58(), MEMO.toBase58()] },
    });
    expect(value.err).to.equal(null);
    expect(value.accounts?.[0]?.lamports).to.equal(SOME);
    expect(value.accounts?.[0]?.owner).to.equal(SystemProgram.programId.toBase58());
    expect(value.accounts?.[1]?.executable).to.equal(true);
    expect(value.innerInstructions).to.deep.equal([]);
    expect(await connection.getBalance(to)).to.equal(0);
    const refused = await rejection(
      connection.simulateTransaction(transaction, {
        sigVerify: true,
        replaceRecentBlockhash: true,
      }),
    );
    expect(refused.message).to.contain("sigVerify may not be used with replaceRecentBlockhash");
  });
});

import {
  Keypair,
  LAMPORTS_PER_SOL,
  NONCE_ACCOUNT_LENGTH,
  NonceAccount,
  SystemProgram,
  Transaction,
  type TransactionInstruction,
} from "@solana/web3.js";
import { expect } from "chai";

import { rejection, type Setup, setUp, transfer } from "./setup";

const SOME = LAMPORTS_PER_SOL / 100;

describe("embedded chain: durable nonces", () => {
  let setup: Setup;
  let nonce: Keypair;
  beforeEach(async () => {
    setup = setUp();
    nonce = Keypair.generate();
    const { connection, payer, provider, chain } = setup;
    const lamports = await connection.getMinimumBalanceForRentExemption(NONCE_ACCOUNT_LENGTH);
    const creation = SystemProgram.createNonceAccount({
      fromPubkey: payer.publicKey,
      noncePubkey: nonce.publicKey,
      authorizedPubkey: payer.publicKey,
      lamports,
    });
    await provider.sendAndConfirm(creation, [nonce]);
    chain.produceBlocks(1);
  });

  async function value(): Promise<string> {
    const account = await setup.connection.getNonce(nonce.publicKey);
    if (account === null) throw new Error("there is no nonce");
    return account.nonce;
  }

  /** Signed over the nonce, as web3.js does it. */
  async function signed(
    instructions: TransactionInstruction[],
    authority: Keypair = setup.payer,
  ): Promise<Transaction> {
    const transaction = new Transaction({
      feePayer: setup.payer.publicKey,
      nonceInfo: {
        nonce: await value(),
        nonceInstruction: SystemProgram.nonceAdvance({
          noncePubkey: nonce.publicKey,
          authorizedPubkey: authority.publicKey,
        }),
      },
      minContextSlot: await setup.connection.getSlot(),
    }).add(...instructions);
    transaction.sign(...new Set([setup.payer, authority]));
    return transaction;
  }

  const send = (transaction: Transaction, skipPreflight = false) =>
    setup.connection.sendRawTransaction(transaction.serialize(), { skipPreflight });

  it("lets a transaction land that is older than any blockhash, once", async () => {
    const { chain, connection, payer } = setup;
    const to = Keypair.generate().publicKey;
    const old = await signed([transfer(payer, SOME, to)]);
    const before = await value();
    chain.produceBlocks(500);
    const { value: fee } = await connection.getFeeForMessage(old.compileMessage());
    expect(fee).to.equal(5_000);
    const simulated = await connection.simulateTransaction(old);
    expect(simulated.value.err).to.equal(null);
    const signature = await send(old);
    const confirmed = await connection.confirmTransaction({
      signature,
      nonceAccountPubkey: nonce.publicKey,
      nonceValue: before,
      minContextSlot: 0,
    });
    expect(confirmed.value.err).to.equal(null);
    expect(await connection.getBalance(to)).to.equal(SOME);
    expect(await value()).to.not.equal(before);
    const again = await rejection(send(old));
    expect(again.message).to.contain("Blockhash not found");
    expect(await connection.getBalance(to)).to.equal(SOME);
    const { value: unknown } = await connection.getFeeForMessage(old.compileMessage());
    expect(unknown).to.equal(null);
  });

  it("advances once a block, and again in the next", async () => {
    const { chain, connection, payer } = setup;
    const stop = chain.run({ slotMs: 60_000 });
    try {
      await send(await signed([transfer(payer, SOME)]));
      const next = await signed([transfer(payer, SOME)]);
      const early = await rejection(send(next));
      expect(early.message).to.contain("Blockhash not found");
      chain.produceBlocks(1);
      const signature = await send(next);
      const { value: status } = await connection.getSignatureStatus(signature);
      expect(status?.err).to.equal(null);
    } finally {
      stop();
    }
  });

  it("is used up by a transaction that fails, which pays its fee", async () => {
    const { chain, connection, payer } = setup;
    const failing = await signed([transfer(payer, 5_000 * LAMPORTS_PER_SOL)]);
    const rival = await signed([transfer(payer, SOME)]);
    const before = await value();
    chain.produceBlocks(151);
    const balance = await connection.getBalance(payer.publicKey);
    const seen: string[] = [];
    connection.onAccountChange(nonce.publicKey, ({ data }) =>
      seen.push(NonceAccount.fromAccountData(data).nonce),
    );
    const signature = await send(failing, true);
    const { value: status } = await connection.getSignatureStatus(signature);
    expect(status?.err).to.deep.equal({ InstructionError: [1, { Custom: 1 }] });
    expect(await connection.getBalance(payer.publicKey)).to.equal(balance - 5_000);
    const after = await value();
    expect(after).to.not.equal(before);
    await connection.confirmTransaction(signature);
    expect(seen).to.deep.equal([after]);
    expect((await rejection(send(rival))).message).to.contain("Blockhash not found");
  });

  it("counts only with its authority's signature, and only as the first instruction", async () => {
    const { chain, payer } = setup;
    const stranger = Keypair.generate();
    const foreign = await signed([transfer(payer, SOME)], stranger);
    const late = await signed([transfer(payer, SOME)]);
    delete late.nonceInfo;
    late.recentBlockhash = await value();
    late.instructions.reverse();
    late.sign(payer);
    chain.produceBlocks(151);
    expect((await rejection(send(foreign))).message).to.contain("Blockhash not found");
    expect((await rejection(send(late))).message).to.contain("Blockhash not found");
  });

  it("can be closed once it was used", async () => {
    const { chain, connection, payer } = setup;
    const lamports = await connection.getBalance(nonce.publicKey);
    const closing = await signed([transfer(payer, SOME)]);
    chain.produceBlocks(151);
    await send(closing);
    chain.produceBlocks(1);
    const withdrawal = new Transaction().add(
      SystemProgram.nonceWithdraw({
        noncePubkey: nonce.publicKey,
        authorizedPubkey: payer.publicKey,
        toPubkey: payer.publicKey,
        lamports,
      }),
    );
    await setup.provider.sendAndConfirm(withdrawal);
    expect(await connection.getAccountInfo(nonce.publicKey)).to.equal(null);
  });
});

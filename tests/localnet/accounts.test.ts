import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";

import { DIEM_PROGRAM_PATH, EmbeddedChain } from "@diem/localnet";
import {
  Keypair,
  LAMPORTS_PER_SOL,
  PublicKey,
  sendAndConfirmTransaction,
  SystemProgram,
  Transaction,
  TransactionInstruction,
} from "@solana/web3.js";
import { expect } from "chai";

import bs58 from "bs58";
import { rejection, type Setup, setUp, transfer } from "./setup";

describe("embedded chain: accounts", () => {
  let setup: Setup;
  beforeEach(() => {
    setup = setUp();
  });

  const account = (owner: Keypair, data: Buffer) => ({
    lamports: LAMPORTS_PER_SOL,
    data,
    owner: owner.publicKey,
    executable: false,
  });

  it("filters and slices program accounts", async () => {
    const { chain, connection } = setup;
    const program = Keypair.generate();
    const [first, second, third] = [Keypair.generate(), Keypair.generate(), Keypair.generate()];
    chain.setAccount(first.publicKey, account(program, Buffer.from([1, 2, 3, 4])));
    chain.setAccount(second.publicKey, account(program, Buffer.from([9, 2, 3, 4])));
    chain.setAccount(third.publicKey, account(program, Buffer.from([1, 2, 3])));
    const find = async (filters: Parameters<typeof connection.getProgramAccounts>[1]) =>
      (await connection.getProgramAccounts(program.publicKey, filters)).map(({ pubkey }) =>
        pubkey.toBase58(),
      );
    const [a, b, c] = [first, second, third].map(({ publicKey }) => publicKey.toBase58());
    expect(await find({})).to.have.members([a, b, c]);
    expect(await find({ filters: [{ dataSize: 4 }] })).to.have.members([a, b]);
    const bytes = Buffer.from([2, 3, 4]);
    const base58 = { memcmp: { offset: 1, bytes: bs58.encode(bytes) } };
    expect(await find({ filters: [base58] })).to.have.members([a, b]);
    const base64 = {
      memcmp: {
        offset: 0,
        bytes: Buffer.from([1]).toString("base64"),
        encoding: "base64" as const,
      },
    };
    expect(await find({ filters: [base64, { dataSize: 4 }] })).to.deep.equal([a]);
    const sliced = await connection.getProgramAccounts(program.publicKey, {
      filters: [base64, { dataSize: 4 }],
      dataSlice: { offset: 1, length: 2 },
      withContext: true,
    });
    expect(sliced.context.slot).to.equal(await connection.getSlot());
    expect(sliced.value[0]?.account.data).to.deep.equal(Buffer.from([2, 3]));
  });

  it("keeps the index exact when accounts are edited, moved to another owner or removed", async () => {
    const { chain, connection } = setup;
    const [program, other, key] = [Keypair.generate(), Keypair.generate(), Keypair.generate()];
    const owned = async (owner: Keypair) =>
      (await connection.getProgramAccounts(owner.publicKey)).map(
        ({ account: found }) => found.data,
      );
    expect(await owned(program)).to.deep.equal([]);
    chain.setAccount(key.publicKey, account(program, Buffer.from([1])));
    expect(await owned(program)).to.deep.equal([Buffer.from([1])]);
    chain.setAccount(key.publicKey, account(program, Buffer.from([2])));
    expect(await owned(program)).to.deep.equal([Buffer.from([2])]);
    chain.setAccount(key.publicKey, account(other, Buffer.from([3])));
    expect(await owned(program)).to.deep.equal([]);
    expect(await owned(other)).to.deep.equal([Buffer.from([3])]);
    chain.setAccount(key.publicKey, { ...account(other, Buffer.from([3])), lamports: 0 });
    expect(await owned(other)).to.deep.equal([]);
    expect(chain.getAccount(key.publicKey)).to.equal(null);
    expect(await connection.getAccountInfo(key.publicKey)).to.equal(null);
  });

  it("indexes accounts that transactions create", async () => {
    const { connection, payer, provider } = setup;
    const [program, key] = [Keypair.generate().publicKey, Keypair.generate()];
    expect(await connection.getProgramAccounts(program)).to.deep.equal([]);
    const create = SystemProgram.createAccount({
      fromPubkey: payer.publicKey,
      newAccountPubkey: key.publicKey,
      lamports: await connection.getMinimumBalanceForRentExemption(8),
      space: 8,
      programId: program,
    });
    await provider.sendAndConfirm(new Transaction().add(create), [key]);
    const found = await connection.getProgramAccounts(program);
    expect(found.map(({ pubkey }) => pubkey.toBase58())).to.deep.equal([key.publicKey.toBase58()]);
    expect(found[0]?.account.data).to.deep.equal(Buffer.alloc(8));
  });

  it("hands out copies", () => {
    const { chain } = setup;
    const [program, key] = [Keypair.generate(), Keypair.generate()];
    const data = Buffer.from([1]);
    chain.setAccount(key.publicKey, account(program, data));
    data[0] = 7;
    chain.getAccount(key.publicKey)?.data.fill(9);
    expect(chain.getAccount(key.publicKey)?.data).to.deep.equal(Buffer.from([1]));
  });

  it("lets a donation be seen by the next transaction", async () => {
    const { chain, connection, provider } = setup;
    const donor = Keypair.generate();
    chain.setAccount(donor.publicKey, {
      lamports: LAMPORTS_PER_SOL,
      data: Buffer.alloc(0),
      owner: SystemProgram.programId,
      executable: false,
    });
    const to = Keypair.generate().publicKey;
    await provider.sendAndConfirm(new Transaction().add(transfer(donor, 2_000_000, to)), [donor]);
    const [left, gained, missing] = await connection.getMultipleAccountsInfo([
      donor.publicKey,
      to,
      Keypair.generate().publicKey,
    ]);
    expect(left?.lamports).to.equal(LAMPORTS_PER_SOL - 2_000_000);
    expect(gained?.lamports).to.equal(2_000_000);
    expect(missing).to.equal(null);
  });

  it("airdrops through ordinary transactions", async () => {
    const { chain, connection } = setup;
    const to = Keypair.generate().publicKey;
    const signature = await connection.requestAirdrop(to, LAMPORTS_PER_SOL);
    await connection.confirmTransaction(signature);
    chain.airdrop(to, 1n);
    expect(await connection.getBalance(to)).to.equal(LAMPORTS_PER_SOL + 1);
    expect((await connection.getTransaction(signature))?.meta?.err).to.equal(null);
    expect(() => chain.airdrop(Keypair.generate().publicKey, 1n)).to.throw(
      "insufficient funds for rent",
    );
  });

  it("deploys a program from bytes or a file, at the start or later", async () => {
    const memo = new PublicKey("MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr");
    // Owned by the second loader, so the account holds nothing but the code.
    const bytes = setup.chain.getAccount(memo)?.data;
    if (!bytes) throw new Error("the memo program's code is missing");
    const directory = mkdtempSync(join(tmpdir(), "localnet-"));
    const path = join(directory, "memo.so");
    writeFileSync(path, bytes);
    const ids = [1, 2, 3, 4].map(() => Keypair.generate().publicKey) as [
      PublicKey,
      PublicKey,
      PublicKey,
      PublicKey,
    ];
    const chain = EmbeddedChain.start({
      programs: [
        { programId: ids[0], bytes },
        { programId: ids[1], path },
      ],
    });
    chain.addProgram(ids[2], bytes);
    chain.addProgram(ids[3], path);
    rmSync(directory, { recursive: true });
    const payer = Keypair.generate();
    chain.airdrop(payer.publicKey, LAMPORTS_PER_SOL);
    for (const programId of ids) {
      const call = new TransactionInstruction({ programId, keys: [], data: Buffer.from("hi") });
      const signature = await sendAndConfirmTransaction(
        chain.connection,
        new Transaction().add(call),
        [payer],
      );
      const found = await chain.connection.getTransaction(signature);
      expect(found?.meta?.logMessages?.join()).to.contain(
        `Program ${programId.toBase58()} success`,
      );
    }
    expect(isAbsolute(DIEM_PROGRAM_PATH)).to.equal(true);
    expect(DIEM_PROGRAM_PATH.endsWith(join("app", "localnet", "program", "diem.so"))).to.equal(
      true,
    );
  });

  it("names an unknown method and refuses an unreached context slot", async () => {
    const { chain, connection, payer } = setup;
    const unknown = await rejection(connection.getStakeActivation(payer.publicKey));
    expect(unknown.code).to.equal(-32601);
    expect(unknown.message).to.contain("Method not found");
    const minContextSlot = (await connection.getSlot()) + 1;
    const early = await rejection(connection.getBalance(payer.publicKey, { minContextSlot }));
    expect(early.message).to.contain("Minimum context slot has not been reached");
    expect(JSON.parse(chain.rpc.serve("{"))).to.have.nested.property("error.code", -32700);
  });
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { EmbeddedChain } from "@diem/localnet";
import {
  getMint,
  createMint,
  TOKEN_2022_PROGRAM_ID,
  TOKEN_PROGRAM_ID,
  ASSOCIATED_TOKEN_PROGRAM_ID,
} from "@solana/spl-token";
import {
  AddressLookupTableProgram,
  Keypair,
  LAMPORTS_PER_SOL,
  PublicKey,
  StakeProgram,
  TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import { expect } from "chai";
import { LiteSvm } from "litesvm/dist/internal";

const MEMO = new PublicKey("MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr");
const OLD_MEMO = new PublicKey("Memo1UhkJRfHyvLMcVucJwxXeuD728EqVDDwQDxFMNo");
const LOADERS = [
  "BPFLoader1111111111111111111111111111111111",
  "BPFLoader2111111111111111111111111111111111",
  "BPFLoaderUpgradeab1e11111111111111111111111",
].map((text) => new PublicKey(text));
const PROGRAMS = [
  ...[TOKEN_PROGRAM_ID, TOKEN_2022_PROGRAM_ID, ASSOCIATED_TOKEN_PROGRAM_ID],
  ...[MEMO, OLD_MEMO, StakeProgram.programId, AddressLookupTableProgram.programId],
];

/** What LiteSVM itself bundles. */
const bundled = new LiteSvm();

/** Bytes of the programs and of the accounts with their code, by address. */
function bundledBy(loader: PublicKey): Record<string, Buffer> {
  const found = bundled.getProgramAccounts(loader.toBytes());
  return Object.fromEntries(
    found.map((each) => [
      new PublicKey(each.address).toBase58(),
      Buffer.from(each.account().data()),
    ]),
  );
}

describe("embedded chain: the programs that it bundles", () => {
  // the first chain of a process has them from the start, every later one as they are asked for
  before(() => EmbeddedChain.start());

  for (const loader of LOADERS) {
    it(`are all found by their loader ${loader.toBase58()}`, async () => {
      const { connection } = EmbeddedChain.start();
      const found = await connection.getProgramAccounts(loader);
      const data = found.map(({ pubkey, account }) => [pubkey.toBase58(), account.data]);
      expect(Object.fromEntries(data)).to.deep.equal(bundledBy(loader));
    });
  }

  it("are each found by their address, with their code", () => {
    for (const loader of LOADERS) {
      for (const [address, data] of Object.entries(bundledBy(loader))) {
        const account = EmbeddedChain.start().getAccount(new PublicKey(address));
        expect(account?.data.equals(data), address).to.equal(true);
        expect(account?.owner.toBase58()).to.equal(loader.toBase58());
      }
    }
  });

  it("can be simulated first of all", async () => {
    for (const programId of [MEMO, OLD_MEMO]) {
      const chain = EmbeddedChain.start();
      const memo = new TransactionInstruction({ programId, keys: [], data: Buffer.from("hello") });
      const { value } = await chain.connection.simulateTransaction(
        await transaction(chain, memo, Keypair.generate()),
      );
      expect(value.err).to.equal(null);
    }
  });

  it("run at a later time of the chain", async () => {
    const chain = EmbeddedChain.start();
    chain.produceBlocks(200);
    chain.clock.advance(1_000_000n);
    const payer = Keypair.generate();
    chain.airdrop(payer.publicKey, LAMPORTS_PER_SOL);
    for (const program of [TOKEN_PROGRAM_ID, TOKEN_2022_PROGRAM_ID]) {
      const { connection } = chain;
      const mint = await createMint(
        ...[connection, payer, payer.publicKey, null, 6, Keypair.generate(), undefined, program],
      );
      expect((await getMint(connection, mint, undefined, program)).decimals).to.equal(6);
    }
  });

  it("can be replaced before they are used", () => {
    const chain = EmbeddedChain.start();
    const code = chain.getAccount(OLD_MEMO)?.data;
    if (code === undefined) throw new Error("the memo program has no code");
    const other = EmbeddedChain.start();
    other.addProgram(MEMO, code);
    const replaced = other.getAccount(MEMO)?.data;
    expect(replaced?.equals(chain.getAccount(MEMO)?.data ?? Buffer.alloc(0))).to.equal(false);
  });

  it("are all in a saved chain that used none", async () => {
    const folder = mkdtempSync(join(tmpdir(), "diem-bundled-"));
    try {
      const file = join(folder, "chain");
      await EmbeddedChain.start().save(file);
      const loaded = EmbeddedChain.load(file);
      for (const program of PROGRAMS) {
        expect(loaded.getAccount(program)?.executable, program.toBase58()).to.equal(true);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

async function transaction(
  chain: EmbeddedChain,
  instruction: TransactionInstruction,
  payer: Keypair,
): Promise<VersionedTransaction> {
  chain.airdrop(payer.publicKey, LAMPORTS_PER_SOL);
  const { blockhash: recentBlockhash } = await chain.connection.getLatestBlockhash();
  const message = new TransactionMessage({
    payerKey: payer.publicKey,
    recentBlockhash,
    instructions: [instruction],
  });
  return new VersionedTransaction(message.compileToV0Message());
}

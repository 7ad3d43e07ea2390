import { createMint, getOrCreateAssociatedTokenAccount, mintTo } from "@solana/spl-token";
import { Keypair, LAMPORTS_PER_SOL, PublicKey, TransactionInstruction } from "@solana/web3.js";
import { expect } from "chai";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { EmbeddedChain, StateFileError } from "@diem/localnet";

import { GENESIS_TIME, rejection, type Setup, setUp, sign, transfer } from "./setup";

const MEMO = new PublicKey("MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr");
const SOME = LAMPORTS_PER_SOL / 100;

describe("embedded chain: state in a file", () => {
  let setup: Setup;
  let folder: string;
  let path: string;
  beforeEach(async () => {
    setup = setUp();
    folder = await mkdtemp(join(tmpdir(), "diem-state-"));
    path = join(folder, "chain.state");
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** The setup on a chain that was saved and loaded. */
  async function reload(): Promise<Setup> {
    await setup.chain.save(path);
    const chain = EmbeddedChain.load(path);
    return { ...setup, chain, connection: chain.connection };
  }

  async function send(on: Setup, instructions: TransactionInstruction[]): Promise<string> {
    const wire = (await sign(on, instructions)).serialize();
    const signature = await on.connection.sendRawTransaction(wire);
    const { value } = await on.connection.confirmTransaction(signature);
    expect(value.err).to.equal(null);
    return signature;
  }

  it("keeps accounts, programs, clock and slot, and goes on from there", async () => {
    const { chain, connection, payer } = setup;
    const mint = await createMint(connection, payer, payer.publicKey, null, 6);
    const owner = payer.publicKey;
    const { address } = await getOrCreateAssociatedTokenAccount(connection, payer, mint, owner);
    chain.clock.advance(1_000n);
    const before = await connection.getBalance(owner);
    const kept = await reload();
    expect(kept.chain.clock.now()).to.equal(GENESIS_TIME + 1_000n);
    expect(kept.chain.clock.slot()).to.equal(chain.clock.slot());
    expect(await kept.connection.getBalance(owner)).to.equal(before);
    expect(await kept.connection.getEpochInfo()).to.deep.equal(await connection.getEpochInfo());
    await mintTo(kept.connection, payer, mint, address, payer, 7n);
    const { value } = await kept.connection.getTokenAccountBalance(address);
    expect(value.amount).to.equal("7");
    expect(kept.chain.clock.slot()).to.equal(chain.clock.slot() + 1n);
    kept.chain.airdrop(Keypair.generate().publicKey, SOME);
  });

  it("keeps blockhashes: a signed transaction still lands, and only once", async () => {
    const { connection, payer } = setup;
    const early = await sign(setup, [transfer(payer, SOME)]);
    const landed = await sign(setup, [transfer(payer, SOME)]);
    await connection.sendRawTransaction(landed.serialize());
    const kept = await reload();
    expect(await kept.connection.getGenesisHash()).to.equal(await connection.getGenesisHash());
    expect(await kept.connection.getLatestBlockhash()).to.deep.equal(
      await connection.getLatestBlockhash(),
    );
    await kept.connection.sendRawTransaction(early.serialize());
    const again = await rejection(kept.connection.sendRawTransaction(landed.serialize()));
    expect(again.message).to.contain("already been processed");
    kept.chain.produceBlocks(151);
    const late = await sign(kept, [transfer(payer, SOME)], early.recentBlockhash);
    const stale = await rejection(kept.connection.sendRawTransaction(late.serialize()));
    expect(stale.message).to.contain("Blockhash not found");
  });

  it("keeps the history to the letter", async () => {
    const { connection, payer } = setup;
    const memo = (text: string) =>
      new TransactionInstruction({ programId: MEMO, keys: [], data: Buffer.from(text) });
    const mint = await createMint(connection, payer, payer.publicKey, null, 6);
    await getOrCreateAssociatedTokenAccount(connection, payer, mint, payer.publicKey);
    const [first, second] = [await send(setup, [memo("one")]), await send(setup, [memo("two")])];
    const failing = await sign(setup, [transfer(payer, 5_000 * LAMPORTS_PER_SOL)]);
    const failed = await connection.sendRawTransaction(failing.serialize(), {
      skipPreflight: true,
    });
    const kept = await reload();
    const listed = await connection.getSignaturesForAddress(payer.publicKey);
    expect(listed.map(({ signature }) => signature)).to.include.members([first, second, failed]);
    expect(await kept.connection.getSignaturesForAddress(payer.publicKey)).to.deep.equal(listed);
    for (const { signature } of listed) {
      const shown = await connection.getTransaction(signature, {
        maxSupportedTransactionVersion: 0,
      });
      const restored = await kept.connection.getTransaction(signature, {
        maxSupportedTransactionVersion: 0,
      });
      expect(restored).to.deep.equal(shown);
      const status = await kept.connection.getSignatureStatus(signature);
      expect(status.value?.confirmationStatus).to.equal("finalized");
    }
    const third = await send(kept, [memo("three")]);
    const newer = await kept.connection.getSignaturesForAddress(payer.publicKey, { until: second });
    expect(newer.map(({ signature }) => signature)).to.deep.equal([third, failed]);
    expect(await kept.connection.getTransactionCount()).to.equal(
      (await connection.getTransactionCount()) + 1,
    );
    await kept.chain.save(path);
    const twice = EmbeddedChain.load(path).connection;
    const all = await kept.connection.getSignaturesForAddress(payer.publicKey);
    expect(await twice.getSignaturesForAddress(payer.publicKey)).to.deep.equal(all);
  });

  it("writes for its owner alone, and leaves nothing else behind", async () => {
    await setup.chain.save(path);
    await setup.chain.save(path);
    expect((await stat(path)).mode & 0o777).to.equal(0o600);
    expect(await readdir(folder)).to.deep.equal(["chain.state"]);
    const nowhere = join(folder, "none", "chain.state");
    expect((await rejection(setup.chain.save(nowhere))).message).to.contain("ENOENT");
  });

  it("refuses by name what it cannot use, and says what to do", async () => {
    await setup.chain.save(path);
    const good = await readFile(path);
    // 64 bytes of it: another bit in packed zeros may unpack to the same zeros
    const flipped = good.map((byte, nth) => (nth >> 6 === good.length >> 7 ? byte ^ 0xff : byte));
    const next = "move it away to start a new chain, or choose another file";
    for (const [bytes, reason] of [
      [good.subarray(0, good.length - 100), `is damaged: ${next}`],
      [flipped, `is damaged: ${next}`],
      [Buffer.alloc(0), `was not written by a local network: ${next}`],
      [Buffer.from("{}"), `was not written by a local network: ${next}`],
      [gzipSync("something else"), `was not written by a local network: ${next}`],
      [gzipSync("diem-localnet-state\n"), `is incomplete: ${next}`],
    ] as const) {
      await writeFile(path, bytes);
      expect(() => EmbeddedChain.load(path)).to.throw(
        StateFileError,
        `the state file ${path} ${reason}`,
      );
    }
    const missing = join(folder, "none.state");
    expect(() => EmbeddedChain.load(missing)).to.throw(
      StateFileError,
      "cannot be read: check the path and its permissions",
    );
  });

  it("refuses the file of another version", async () => {
    const header = Buffer.from(JSON.stringify({ format: 9, runtime: "litesvm-9.9" }));
    const sections = [header, Buffer.alloc(0), Buffer.alloc(0)].flatMap((section) => {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(section.length);
      return [length, section];
    });
    const packed = gzipSync(Buffer.concat([Buffer.from("diem-localnet-state\n"), ...sections]));
    await writeFile(path, packed);
    expect(() => EmbeddedChain.load(path)).to.throw(
      StateFileError,
      "has format 9 for litesvm-9.9, and this version reads format 2 for litesvm-1.5: use the version that wrote it",
    );
  });
});

import { Keypair, LAMPORTS_PER_SOL } from "@solana/web3.js";
import { expect } from "chai";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { DIEM_PROGRAM_PATH, EmbeddedChain, type Recording, StateFileError } from "@diem/localnet";
import { PROGRAM_ID } from "@diem/sdk";

import { GENESIS_TIME, type Setup, setUp, sign, transfer } from "./setup";

const SOME = LAMPORTS_PER_SOL / 100;

describe("embedded chain: recorded as it goes", () => {
  let setup: Setup;
  let folder: string;
  let state: string;
  let recording: Recording | undefined;
  const failures: string[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "diem-recording-"));
    state = join(folder, "chain", "state");
    await mkdir(join(folder, "chain"));
    setup = setUp();
    recording = await record(setup.chain);
  });
  afterEach(async () => {
    await recording?.stop().catch(() => undefined);
    await rm(folder, { recursive: true });
  });

  const record = (chain: EmbeddedChain) =>
    chain.record({ path: state, onFailure: (error) => failures.push(String(error)) });

  let copies = 0;
  /** The files as they are at this moment: what a process that is killed now leaves. */
  async function killed(): Promise<string> {
    copies += 1;
    const copy = join(folder, `copy-${copies}`);
    await cp(join(folder, "chain"), copy, { recursive: true });
    return join(copy, "state");
  }

  async function pay(to = Keypair.generate()): Promise<[signature: string, to: Keypair]> {
    const wire = (await sign(setup, [transfer(setup.payer, SOME, to.publicKey)])).serialize();
    return [await setup.connection.sendRawTransaction(wire), to];
  }

  const journals = async () =>
    (await readdir(join(folder, "chain"))).filter((name) => name.endsWith(".journal"));

  it("has every transaction that was answered, with all that it did", async () => {
    const { chain, connection, payer } = setup;
    for (let round = 0; round < 5; round += 1) {
      const [signature, to] = await pay();
      if (round === 1) chain.clock.advance(100n);
      if (round === 2) chain.produceBlocks(3);
      if (round === 3) chain.addProgram(PROGRAM_ID, DIEM_PROGRAM_PATH);
      if (round === 4) {
        const [large] = [Keypair.generate().publicKey];
        chain.setAccount(large, {
          lamports: SOME,
          data: Buffer.from("set"),
          owner: PROGRAM_ID,
          executable: false,
        });
        expect(
          EmbeddedChain.load(await killed())
            .getAccount(large)
            ?.data.toString(),
        ).to.equal("set");
      }
      const kept = EmbeddedChain.load(await killed());
      expect(kept.getAccount(to.publicKey)?.lamports).to.equal(SOME);
      const status = await kept.connection.getSignatureStatus(signature);
      expect(status.value?.confirmationStatus).to.equal("finalized");
      expect(await kept.connection.getTransaction(signature)).to.deep.equal(
        await connection.getTransaction(signature),
      );
      expect(kept.clock.now()).to.equal(chain.clock.now());
      expect(kept.clock.slot()).to.equal(chain.clock.slot());
      expect(await kept.connection.getEpochInfo()).to.deep.equal(await connection.getEpochInfo());
      expect(await kept.connection.getLatestBlockhash()).to.deep.equal(
        await connection.getLatestBlockhash(),
      );
      expect(await kept.connection.getBalance(payer.publicKey)).to.equal(
        await connection.getBalance(payer.publicKey),
      );
    }
    const kept = EmbeddedChain.load(await killed());
    expect(kept.getAccount(PROGRAM_ID)?.executable).to.equal(true);
    expect(kept.clock.now()).to.equal(GENESIS_TIME + 100n);
    const late = await sign({ ...setup, connection: kept.connection }, [transfer(payer, SOME)]);
    await kept.connection.sendRawTransaction(late.serialize());
  });

  it("leaves out the record in whose middle it was killed, and nothing before", async () => {
    const [first] = await pay();
    const [name] = await journals();
    const before = (await readFile(join(folder, "chain", String(name)))).length;
    const [second] = await pay();
    const whole = await killed();
    const { length } = await readFile(`${whole}${String(name).slice("state".length)}`);
    for (const size of [before + 1, before + 5, before + 13, length - 1]) {
      const path = await killed();
      await truncate(`${path}${String(name).slice("state".length)}`, size);
      const { connection } = EmbeddedChain.load(path);
      const { value } = await connection.getSignatureStatuses([first, second]);
      const block = size === length - 1; // the cut one is the block behind the transaction
      expect(value.map((status) => status !== null)).to.deep.equal([true, block]);
    }
  });

  it("refuses a journal that is damaged before its end, and names it", async () => {
    await pay();
    await pay();
    const path = await killed();
    const [name] = await journals();
    const journal = `${path}${String(name).slice("state".length)}`;
    const bytes = await readFile(journal);
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    await writeFile(journal, bytes);
    expect(() => EmbeddedChain.load(path)).to.throw(
      StateFileError,
      `the state file ${journal} is damaged: move it away to start a new chain, or choose another file`,
    );
  });

  it("goes on over several journals, while a snapshot is being written", async () => {
    const before = await killed();
    const [old] = await journals();
    const [first] = await pay();
    const inner = recording as unknown as { begin(): Promise<void> };
    const beginning = inner.begin();
    const [second] = await pay();
    expect(await journals()).to.have.length(2);
    // As if the snapshot had never been written: the old one, and both journals.
    const path = await killed();
    await cp(before, path);
    const half = EmbeddedChain.load(path).connection;
    const found = await half.getSignatureStatuses([first, second]);
    expect(found.value.map((status) => status !== null)).to.deep.equal([true, true]);
    await beginning;
    expect(await journals()).to.have.length(1);
    expect(await journals()).to.not.include(old);
    const whole = EmbeddedChain.load(await killed()).connection;
    const kept = await whole.getSignatureStatuses([first, second]);
    expect(kept.value.map((status) => status !== null)).to.deep.equal([true, true]);
  });

  it("leaves one file behind when it is stopped", async () => {
    const [signature] = await pay();
    await recording?.stop();
    recording = undefined;
    expect(await readdir(join(folder, "chain"))).to.deep.equal(["state"]);
    const { connection } = EmbeddedChain.load(state);
    expect((await connection.getSignatureStatus(signature)).value).to.not.equal(null);
  });

  it("goes on with a chain that was killed, and leaves nothing of the old journal", async () => {
    const [first] = await pay();
    const path = await killed();
    const again = EmbeddedChain.load(path);
    const second = await again.record({ path, onFailure: (error) => failures.push(String(error)) });
    try {
      const [journal, ...more] = (await readdir(join(path, ".."))).filter((n) => n !== "state");
      expect([more, (await journals()).includes(String(journal))]).to.deep.equal([[], false]);
      const signature = again.airdrop(setup.payer.publicKey, SOME);
      const { connection } = EmbeddedChain.load(path);
      const { value } = await connection.getSignatureStatuses([first, signature]);
      expect(value.map((status) => status !== null)).to.deep.equal([true, true]);
    } finally {
      await second.stop();
    }
    expect(failures).to.deep.equal([]);
  });
});

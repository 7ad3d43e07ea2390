import {
  type AccountInfo,
  Keypair,
  LAMPORTS_PER_SOL,
  type Logs,
  SystemProgram,
  Transaction,
} from "@solana/web3.js";
import bs58 from "bs58";
import { expect } from "chai";

import { type Setup, setUp, sign, transfer } from "./setup";

const SOME = LAMPORTS_PER_SOL / 100;

describe("embedded chain: subscriptions", () => {
  let setup: Setup;
  beforeEach(() => {
    setup = setUp();
  });

  async function pay(to = Keypair.generate().publicKey, lamports = SOME): Promise<string> {
    const { payer, provider } = setup;
    return provider.sendAndConfirm(new Transaction().add(transfer(payer, lamports, to)));
  }

  it("delivers in order, before confirmation resolves, but never inside the send", async () => {
    const { chain, connection } = setup;
    const to = Keypair.generate().publicKey;
    const seen: string[] = [];
    connection.onAccountChange(to, ({ lamports }) => seen.push(`account ${lamports}`));
    connection.onLogs(to, () => seen.push("logs"));
    connection.onSlotChange(() => seen.push("slot"));
    const signature = chain.airdrop(to, SOME);
    expect(seen).to.deep.equal([]);
    await connection.confirmTransaction(signature);
    expect(seen).to.deep.equal([`account ${SOME}`, "logs", "slot"]);
  });

  it("delivers after the answer to the request that caused it", async () => {
    const { connection, payer } = setup;
    const seen: string[] = [];
    connection.onLogs("all", () => seen.push("logs"));
    const wire = (await sign(setup, [transfer(payer, SOME)])).serialize();
    const signature = await connection.sendRawTransaction(wire);
    seen.push("answer");
    await connection.confirmTransaction(signature);
    expect(seen).to.deep.equal(["answer", "logs"]);
  });

  it("onAccountChange, until removed", async () => {
    const { chain, connection } = setup;
    const to = Keypair.generate().publicKey;
    const seen: [AccountInfo<Buffer>, number][] = [];
    const id = connection.onAccountChange(to, (account, { slot }) => seen.push([account, slot]));
    await pay(to);
    await pay();
    expect(seen).to.have.length(1);
    expect(seen[0]?.[0].lamports).to.equal(SOME);
    expect(seen[0]?.[0].owner.equals(SystemProgram.programId)).to.equal(true);
    const change = { lamports: 0, data: Buffer.alloc(0), owner: to, executable: false };
    chain.setAccount(to, change);
    await pay();
    expect(seen[1]?.[0].lamports).to.equal(0);
    await connection.removeAccountChangeListener(id);
    await pay(to);
    expect(seen).to.have.length(2);
  });

  it("onProgramAccountChange with filters, until removed", async () => {
    const { connection, payer, provider } = setup;
    const program = Keypair.generate().publicKey;
    const create = async (space: number) => {
      const key = Keypair.generate();
      const instruction = SystemProgram.createAccount({
        fromPubkey: payer.publicKey,
        newAccountPubkey: key.publicKey,
        lamports: LAMPORTS_PER_SOL,
        space,
        programId: program,
      });
      await provider.sendAndConfirm(new Transaction().add(instruction), [key]);
      return key.publicKey.toBase58();
    };
    const all: string[] = [];
    const small: string[] = [];
    const first = connection.onProgramAccountChange(program, ({ accountId }) =>
      all.push(accountId.toBase58()),
    );
    const filters = [{ dataSize: 4 }, { memcmp: { offset: 0, bytes: "1111" } }];
    const second = connection.onProgramAccountChange(
      program,
      ({ accountId }) => small.push(accountId.toBase58()),
      { filters },
    );
    const [four, eight] = [await create(4), await create(8)];
    expect(all).to.deep.equal([four, eight]);
    expect(small).to.deep.equal([four]);
    await connection.removeProgramAccountChangeListener(first);
    await connection.removeProgramAccountChangeListener(second);
    await create(4);
    expect([all.length, small.length]).to.deep.equal([2, 1]);
  });

  it("onLogs for all and for one address, also of failures, until removed", async () => {
    const { connection, payer } = setup;
    const to = Keypair.generate().publicKey;
    const all: Logs[] = [];
    const mine: Logs[] = [];
    const ids = [
      connection.onLogs("all", (logs) => all.push(logs)),
      connection.onLogs(to, (logs) => mine.push(logs)),
    ];
    const signatures = [await pay(), await pay(to)];
    const failing = await sign(setup, [transfer(payer, 5_000 * LAMPORTS_PER_SOL, to)]);
    const failed = await connection.sendRawTransaction(failing.serialize(), {
      skipPreflight: true,
    });
    await connection.confirmTransaction(failed);
    expect(all.map(({ signature }) => signature)).to.deep.equal([...signatures, failed]);
    expect(mine.map(({ signature }) => signature)).to.deep.equal([signatures[1], failed]);
    expect(mine[0]?.logs[0]).to.equal("Program 11111111111111111111111111111111 invoke [1]");
    expect(mine[1]?.err).to.deep.equal({ InstructionError: [0, { Custom: 1 }] });
    await Promise.all(ids.map(async (id) => connection.removeOnLogsListener(id)));
    await pay(to);
    expect([all.length, mine.length]).to.deep.equal([3, 2]);
  });

  it("onSignature once, also for a transaction that has landed, unless removed", async () => {
    const { connection, payer } = setup;
    const transaction = await sign(setup, [transfer(payer, SOME)]);
    const wire = transaction.serialize();
    const signature = await connection.sendRawTransaction(wire);
    const late = await new Promise((resolve) => connection.onSignature(signature, resolve));
    expect(late).to.deep.equal({ err: null });

    const next = await sign(setup, [transfer(payer, SOME)]);
    const awaited = bs58.encode(next.signature ?? []);
    let removed = 0;
    const id = connection.onSignature(awaited, () => (removed += 1));
    const early = new Promise((resolve) => connection.onSignature(awaited, resolve));
    const confirmed = connection.confirmTransaction(awaited);
    await connection.removeSignatureListener(id);
    await connection.sendRawTransaction(next.serialize());
    expect(await early).to.deep.equal({ err: null });
    expect((await confirmed).value).to.deep.equal({ err: null });
    expect(removed).to.equal(0);
  });

  it("onSlotChange, onSlotUpdate and onRootChange, until removed", async () => {
    const { chain, connection } = setup;
    const seen: unknown[] = [];
    const slots = connection.onSlotChange(({ slot, parent, root }) =>
      seen.push([slot, parent, root]),
    );
    const roots = connection.onRootChange((root) => seen.push(root));
    const updates = connection.onSlotUpdate(({ type, slot }) => seen.push([type, slot]));
    const slot = Number(chain.clock.slot());
    chain.clock.advance(2n);
    await chain.pubsub.settled();
    const closed = slot + 4;
    expect(seen).to.deep.equal([[closed, slot - 1, closed], closed, ["root", closed]]);
    await connection.removeSlotChangeListener(slots);
    await connection.removeRootChangeListener(roots);
    await connection.removeSlotUpdateListener(updates);
    await pay();
    expect(seen).to.have.length(3);
  });
});

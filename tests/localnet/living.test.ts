import { Keypair, LAMPORTS_PER_SOL, Transaction } from "@solana/web3.js";
import { expect } from "chai";
import { setTimeout as pause } from "node:timers/promises";

import { EmbeddedChain } from "@diem/localnet";

import { sign, transfer } from "./setup";

const SOME = BigInt(LAMPORTS_PER_SOL / 100);
const wall = () => BigInt(Math.floor(Date.now() / 1_000));

describe("embedded chain: one that lives", () => {
  let stop: () => void = () => undefined;
  afterEach(() => stop());

  function living(config: { now?: bigint; slotMs?: number } = {}): EmbeddedChain {
    const { slotMs = 50, ...start } = config;
    const chain = EmbeddedChain.start(start);
    stop = chain.run({ slotMs });
    return chain;
  }

  it("produces blocks, and follows the wall clock", async () => {
    const chain = living({ now: 1_700_000_000n });
    const { connection } = chain;
    while (chain.clock.now() === 1_700_000_000n) await pause(20);
    const [slot, height] = [await connection.getSlot(), await connection.getBlockHeight()];
    const { blockhash } = await connection.getLatestBlockhash();
    const began = wall();
    while ((await connection.getSlot()) < slot + 3 || wall() === began) await pause(20);
    expect((await connection.getBlockHeight()) - height).to.be.at.least(3);
    expect((await connection.getLatestBlockhash()).blockhash).to.not.equal(blockhash);
    while (wall() - chain.clock.now() > 1n) await pause(20);
    expect(chain.clock.now() <= wall()).to.equal(true);
    const times = await Promise.all(
      (await connection.getBlocks(slot)).map((one) => connection.getBlockTime(one)),
    );
    expect(times).to.deep.equal([...times].sort((a, b) => Number(a) - Number(b)));
  });

  it("puts what is sent together into one block, at once visible", async () => {
    const chain = living({ slotMs: 60_000 });
    const { connection } = chain;
    const slot = Number(chain.clock.slot());
    const to = Keypair.generate();
    const signatures = [1n, 2n, 3n].map((times) => chain.airdrop(to.publicKey, times * SOME));
    expect(Number(chain.clock.slot())).to.equal(slot);
    expect(await connection.getBalance(to.publicKey)).to.equal(Number(6n * SOME));
    const statuses = await connection.getSignatureStatuses(signatures);
    expect(statuses.context.slot).to.equal(slot);
    expect(statuses.value.map((status) => status?.slot)).to.deep.equal([slot, slot, slot]);
    expect(await connection.getSlot()).to.equal(slot - 1);
    chain.produceBlocks(1);
    const block = await connection.getBlockSignatures(slot);
    expect(block.signatures).to.deep.equal(signatures);
    const history = await connection.getSignaturesForAddress(to.publicKey);
    expect(history.map(({ signature }) => signature)).to.deep.equal([...signatures].reverse());
    const older = await connection.getSignaturesForAddress(to.publicKey, {
      before: signatures[1] ?? "",
    });
    expect(older.map(({ signature }) => signature)).to.deep.equal([signatures[0]]);
  });

  it("pays the same airdrop twice in one block", async () => {
    const chain = living({ slotMs: 60_000 });
    const to = Keypair.generate().publicKey;
    const [first, second] = [chain.airdrop(to, SOME), chain.airdrop(to, SOME)];
    expect(second).to.not.equal(first);
    expect(await chain.connection.getBalance(to)).to.equal(Number(2n * SOME));
  });

  it("stays ahead of the wall clock by what its clock was moved, and never runs backwards", async () => {
    const chain = living();
    chain.clock.advance(86_400n);
    const before = chain.clock.now();
    while (chain.clock.now() === before) await pause(20);
    const began = wall();
    const after = chain.clock.now();
    expect(after > before).to.equal(true);
    // a busy machine moves the clock late, and never by more than passed
    while (chain.clock.now() === after) await pause(20);
    expect(chain.clock.now() - after <= wall() - began + 1n).to.equal(true);
    expect(chain.clock.now() - wall() <= 86_401n).to.equal(true);
  });

  it("keeps an open block's transactions when its clock is moved, and when it stands still again", async () => {
    const chain = living({ slotMs: 60_000 });
    const slot = Number(chain.clock.slot());
    const signature = chain.airdrop(Keypair.generate().publicKey, SOME);
    chain.clock.advance(10n);
    const moved = await chain.connection.getBlockSignatures(slot);
    expect(moved.signatures).to.deep.equal([signature]);
    const last = Number(chain.clock.slot());
    const other = chain.airdrop(Keypair.generate().publicKey, SOME);
    stop();
    const stopped = await chain.connection.getBlockSignatures(last);
    expect(stopped.signatures).to.deep.equal([other]);
    const still = chain.clock.slot();
    chain.airdrop(Keypair.generate().publicKey, SOME);
    expect(chain.clock.slot()).to.equal(still + 1n);
  });

  it("lets blockhashes expire", async () => {
    const chain = living({ slotMs: 5 });
    const payer = Keypair.generate();
    chain.airdrop(payer.publicKey, 100n * SOME);
    const { connection } = chain;
    const setup = { chain, connection, payer, provider: undefined as never };
    const payment: Transaction = await sign(setup, [transfer(payer, Number(SOME))]);
    const { blockhash = "" } = { blockhash: payment.recentBlockhash };
    while ((await connection.isBlockhashValid(blockhash)).value) await pause(20);
    const sent = connection.sendRawTransaction(payment.serialize());
    const refused = await sent.catch((error: Error) => error.message);
    expect(refused).to.contain("Blockhash not found");
  });
});

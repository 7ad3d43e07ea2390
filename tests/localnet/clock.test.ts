import { ClockError } from "@diem/localnet";
import { SYSVAR_CLOCK_PUBKEY, Transaction } from "@solana/web3.js";
import { expect } from "chai";

import { GENESIS_TIME, type Setup, setUp, sign, transfer } from "./setup";

describe("embedded chain: clock", () => {
  let setup: Setup;
  beforeEach(() => {
    setup = setUp();
  });

  async function sysvar() {
    const account = await setup.connection.getAccountInfo(SYSVAR_CLOCK_PUBKEY);
    if (!account) throw new Error("there is no Clock sysvar");
    return {
      slot: account.data.readBigUInt64LE(0),
      epoch: account.data.readBigUInt64LE(16),
      time: account.data.readBigInt64LE(32),
    };
  }

  it("stands still while transactions advance the slot by one", async () => {
    const { chain, connection, payer, provider } = setup;
    const slot = chain.clock.slot();
    const signature = await provider.sendAndConfirm(
      new Transaction().add(transfer(payer, 1_000_000)),
    );
    expect(chain.clock.now()).to.equal(GENESIS_TIME);
    expect(chain.clock.slot()).to.equal(slot + 1n);
    expect(await connection.getSlot()).to.equal(Number(slot));
    expect((await connection.getTransaction(signature))?.slot).to.equal(Number(slot));
    const { epoch, ...clock } = await sysvar();
    expect(clock).to.deep.equal({ slot: slot + 1n, time: GENESIS_TIME });
    const info = await connection.getEpochInfo();
    expect(info.epoch).to.equal(Number(epoch));
    expect(info.absoluteSlot).to.equal(Number(slot));
  });

  it("advances time and slots together, and expires no blockhash", async () => {
    const { chain, connection, payer } = setup;
    const transaction = await sign(setup, [transfer(payer, 1_000_000)]);
    const slot = chain.clock.slot();
    const height = await connection.getBlockHeight();
    chain.clock.advance(86_400n);
    expect(chain.clock.now()).to.equal(GENESIS_TIME + 86_400n);
    expect(chain.clock.slot()).to.equal(slot + 216_000n);
    expect(await sysvar()).to.include({ slot: slot + 216_000n, time: GENESIS_TIME + 86_400n });
    expect(await connection.getBlockHeight()).to.equal(height);
    const signature = await connection.sendRawTransaction(transaction.serialize());
    const found = await connection.getTransaction(signature);
    expect(found?.blockTime).to.equal(Number(GENESIS_TIME + 86_400n));
  });

  it("moves forward only", () => {
    const { clock } = setup.chain;
    clock.set(GENESIS_TIME);
    clock.set(GENESIS_TIME + 1n);
    expect(clock.now()).to.equal(GENESIS_TIME + 1n);
    expect(() => clock.set(GENESIS_TIME)).to.throw(ClockError, "forward only");
    expect(() => clock.advance(0n)).to.throw(ClockError);
    expect(() => clock.advance(-1n)).to.throw(ClockError);
    expect(() => clock.warpToSlot(clock.slot() - 1n)).to.throw(ClockError, "forward only");
  });

  it("warps to a slot without moving the time", async () => {
    const { clock } = setup.chain;
    const slot = clock.slot() + 1_000_000n;
    clock.warpToSlot(slot);
    expect(clock.slot()).to.equal(slot);
    expect(clock.now()).to.equal(GENESIS_TIME);
    expect(await sysvar()).to.include({ slot, time: GENESIS_TIME });
  });

  it("knows the time of every past slot", async () => {
    const { chain, connection } = setup;
    const first = Number(chain.clock.slot());
    chain.produceBlocks(10);
    chain.clock.advance(100n);
    chain.produceBlocks(10);
    chain.clock.set(chain.clock.now() + 1_000n);
    const times = async (...slots: number[]) =>
      Promise.all(slots.map(async (slot) => connection.getBlockTime(slot)));
    const start = Number(GENESIS_TIME);
    const moved = first + 10 + 250;
    expect(await times(first, first + 9, moved - 1, moved, moved + 9)).to.deep.equal([
      start,
      start,
      start + 100,
      start + 100,
      start + 100,
    ]);
    expect((await times(first + 9 + 125))[0]).to.equal(start + 50);
    expect((await times(await connection.getSlot()))[0]).to.equal(start + 1_100);
  });
});

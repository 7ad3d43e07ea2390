import { expect } from "chai";
import { PublicKey } from "@solana/web3.js";
import { pda, PROGRAM_ID } from "@diem/sdk";
import { Bench } from "../../../benches/bench";
import { measureStaking } from "../../../benches/staking";
import { startChain } from "../../support/chain";
import { UNIT } from "../../support/market";
import { Actor, World } from "../../support/world";

const POSITIONS = 10_000;

/** Copies a position to owners who never signed: what 10,000 of them would leave on the chain. */
function crowd({ chain, market }: World, model: Actor): void {
  const account = chain.embedded?.getAccount(model.position) ?? null;
  if (account === null) throw new Error("needs the embedded chain and a position on it");
  const ownerAt = account.data.indexOf(model.address.toBuffer());
  for (let index = 1; index <= POSITIONS; index++) {
    const key = Buffer.alloc(32);
    key.writeUInt32BE(index);
    const data = Buffer.from(account.data);
    key.copy(data, ownerAt);
    const position = pda.position({ market: market.market, owner: new PublicKey(key) });
    chain.embedded?.setAccount(position, { ...account, data });
  }
}

describe("scale", () => {
  it(`costs the same with ${POSITIONS} positions as with one`, async () => {
    // the embedded chain draws the same keys every time: two worlds differ in their crowd alone
    const [alone, crowded] = [
      await World.create(await startChain()),
      await World.create(await startChain()),
    ];
    await alone.staker(UNIT);
    crowd(crowded, await crowded.staker(UNIT));
    const { connection } = crowded.chain;
    const dataSlice = { offset: 0, length: 0 };
    const held = await connection.getProgramAccounts(PROGRAM_ID, { dataSlice });
    expect(held.length).to.be.greaterThan(POSITIONS);

    const [few, many] = [new Bench(alone), new Bench(crowded)];
    await measureStaking(few);
    await measureStaking(many);
    expect(few.readings.length).to.be.greaterThan(16);
    expect(many.readings).to.deep.equal(few.readings);
  });
});

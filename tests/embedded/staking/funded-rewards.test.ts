import { expect } from "chai";
import { startChain } from "../../support/chain";
import { EVEN_STAKE, UNIT } from "../../support/market";
import { World } from "../../support/world";

describe("rewards that are funded now", () => {
  it("are released from now on, however long nobody called", async () => {
    const world = await World.create(await startChain());
    const staker = await world.staker(EVEN_STAKE);
    await world.fundRewards(100n * UNIT, 100n);
    await world.chain.advance(100n);
    await world.fundRewards(100n * UNIT, 100n);
    await world.claim(staker);
    expect(await world.balance(staker.vvv)).to.equal(100n * UNIT);
    await world.chain.advance(50n);
    await world.claim(staker);
    expect(await world.balance(staker.vvv)).to.equal(150n * UNIT);
  });
});

import { expect } from "chai";
import { quotes } from "@diem/sdk";
import { startChain } from "../../support/chain";
import { UNIT } from "../../support/market";
import { expectNoTrace } from "../../support/snapshot";
import { World } from "../../support/world";

describe("stake that is locked already", () => {
  it("backs no more DIEM: the last unit that is missing is refused, and the stake that has it mints", async () => {
    const world = await World.create(await startChain());
    const minter = await world.staker(1_000n * UNIT, 500n * UNIT);
    await world.mint(minter, 5n * UNIT);
    const { staked, locked } = await world.position(minter);
    const market = await world.marketAccount();
    const now = await world.chain.now();
    const supply = await world.diemSupply();
    const { vvvLocked } = quotes.mintQuote({ market, supply, amount: UNIT, now });
    // what is missing is locked: there is stake enough, were it free
    expect(staked > vvvLocked && staked - locked < vvvLocked).to.equal(true);
    await world.stake(minter, vvvLocked - (staked - locked) - 1n);
    const watched = [world.market.market, minter.position, minter.diem, world.market.diemMint];
    const mint = () => world.mint(minter, UNIT);
    await expectNoTrace(world, watched, mint, "InsufficientUnlockedStake");
    await world.stake(minter, 1n);
    await mint();
    const after = await world.position(minter);
    expect(after).to.include({ staked: after.locked, debtUnits: 6n * UNIT });
  });

  it("does not leave: what is unlocked leaves to its last unit, and not one more", async () => {
    const world = await World.create(await startChain());
    const minter = await world.staker(500n * UNIT);
    await world.mint(minter, 5n * UNIT);
    const { staked, locked } = await world.position(minter);
    const watched = [world.market.market, minter.position];
    const leave = (amount: bigint) => () => world.requestUnstake(minter, amount);
    await expectNoTrace(world, watched, leave(staked - locked + 1n), "InsufficientUnlockedStake");
    await leave(staked - locked)();
    expect(await world.position(minter)).to.include({ staked: locked, locked });
  });
});

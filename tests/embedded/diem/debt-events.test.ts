import { expect } from "chai";
import { events, views } from "@diem/sdk";
import { startChain } from "../../support/chain";
import { UNIT } from "../../support/market";
import { type Actor, World } from "../../support/world";

/** Two positions that owe 100 DIEM each, and a third with stake alone; the second burns DIEM that clears nobody's debt. */
async function afterBurning(amount: bigint) {
  const world = await World.create(await startChain());
  const owing = await world.consumer(100n * UNIT);
  const burning = await world.consumer(100n * UNIT);
  const fresh = await world.staker(10_000n * UNIT);
  await world.splBurn(burning, amount);
  return { world, owing, burning, fresh };
}

describe("what is told of debts", () => {
  const told = async (world: World, signature: string) => {
    const [event, ...others] = await events.fetch(world.chain.connection, signature);
    expect(others).to.deep.equal([]);
    return event;
  };

  it("a mint tells bill and supply after it", async () => {
    const { world, owing } = await afterBurning(60n * UNIT);
    const event = await told(world, await world.mint(owing, UNIT));
    expect(event?.name).to.equal("DiemMinted");
    const [bill, supply] = [await world.bill(owing), await world.diemSupply()];
    expect(supply).to.equal(141n * UNIT);
    expect(event?.data).to.deep.include({ diemAmount: UNIT, bill, supply });
  });

  it("a burn tells what it burnt, and bill and supply after it", async () => {
    const { world, owing } = await afterBurning(60n * UNIT);
    const some = await told(world, await world.burn(owing, UNIT));
    const [bill, supply] = [await world.bill(owing), await world.diemSupply()];
    expect(supply).to.equal(139n * UNIT);
    expect(some?.data).to.deep.include({ diemAmount: UNIT, bill, supply });
    const rest = await told(world, await world.burn(owing, bill + UNIT));
    expect(rest?.data).to.deep.include({ diemAmount: bill, bill: 0n, supply: supply - bill });
  });

  it("a position's bill follows the eras that began since it was touched", async () => {
    const { world, owing, burning, fresh } = await afterBurning(100n * UNIT);
    await world.mint(fresh, UNIT);
    const billOf = async ({ address: owner }: Actor) => {
      const { chain, payer, market } = world;
      const asking = { connection: chain.connection, payer, market, owner };
      return (await views.position(asking)).bill;
    };
    const { debt } = await world.marketAccount();
    expect([debt.era, (await world.position(owing)).debtEra]).to.deep.equal([1n, 0n]);
    const bills = [await billOf(owing), await billOf(burning), await billOf(fresh)];
    expect(bills).to.deep.equal([50n * UNIT, 50n * UNIT, UNIT]);
  });
});

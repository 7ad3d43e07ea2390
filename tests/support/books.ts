import { expect } from "chai";
import { accounts, quotes } from "@diem/sdk";
import type { World } from "./world";

/** Every vault of the market must hold at least what the program owes from it, and the DIEM supply at most the debt. */
export async function expectSolvent(world: World): Promise<void> {
  const market = await world.marketAccount();
  for (const { vault, owed } of quotes.liabilities(market)) {
    const held = await world.balance(vault);
    expect(held >= owed, `vault ${vault.toBase58()} holds ${held}, owes ${owed}`).to.equal(true);
  }
  expect((await world.diemSupply()) <= market.diemOutstanding).to.equal(true);
}

/** The market's totals must be the sums over its positions and providers. */
export async function expectTotalsToAddUp(world: World): Promise<void> {
  const { connection } = world.chain;
  const market = await world.marketAccount();
  const positions = await accounts.position.fetchAll(connection, { market: market.address });
  const providers = await accounts.provider.fetchAll(connection, { market: market.address });
  const sum = <T>(items: T[], of: (item: T) => bigint) =>
    items.reduce((all, one) => all + of(one), 0n);
  expect(market.totalStaked).to.equal(sum(positions, (position) => position.staked));
  expect(market.totalLocked).to.equal(sum(positions, (position) => position.locked));
  expect(market.totalCooling).to.equal(sum(positions, (position) => position.cooling));
  expect(market.diemOutstanding).to.equal(sum(positions, (position) => position.outstanding));
  expect(market.totalBonded).to.equal(sum(providers, (provider) => provider.bond));
  expect(market.feesOwed >= sum(positions, (position) => position.unclaimedFees)).to.equal(true);
  const rewards = sum(positions, (position) => position.unclaimedRewards);
  expect(market.rewardsOwed >= rewards).to.equal(true);
}

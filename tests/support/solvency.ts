import { expect } from "chai";
import {
  accounts,
  type ChannelAccount,
  type MarketAccount,
  type PositionAccount,
  type ProviderAccount,
  quotes,
} from "@diem/sdk";
import { epoch } from "./epochs";
import type { World } from "./world";

/** What the program owes from each vault, written down once more. */
function obligations(market: MarketAccount) {
  const feeParts = [market.feesOwed, market.treasuryOwed, market.quotaPool];
  return [
    { vault: market.stakeVault, owed: market.totalStaked + market.totalCooling },
    { vault: market.bondVault, owed: market.totalBonded + market.totalBondCooling },
    { vault: market.rewardVault, owed: market.rewardsOwed + market.rewardStream.remaining },
    { vault: market.escrow, owed: market.totalEscrowed },
    {
      vault: market.feePool,
      owed: total(feeParts) + market.quotaRewardsOwed + market.feeStream.remaining,
    },
  ];
}

const total = (parts: readonly bigint[]) => parts.reduce((all, part) => all + part, 0n);
const sum = <T>(items: readonly T[], of: (item: T) => bigint) => total(items.map(of));

/** Every vault of the market must hold at least what the program owes from it, and the DIEM supply at most the units of debt. */
export async function expectSolvent(world: World): Promise<void> {
  const market = await world.marketAccount();
  const owing = obligations(market);
  expect(quotes.liabilities(market)).to.have.deep.members(owing);
  for (const { vault, owed } of owing) {
    const held = await world.balance(vault);
    expect(held >= owed, `vault ${vault.toBase58()} holds ${held}, owes ${owed}`).to.equal(true);
  }
  expect((await world.diemSupply()) <= market.debt.total).to.equal(true);
}

/** The market's totals must be the sums over its positions, providers, channels and records. */
export async function expectTotalsToAddUp(world: World): Promise<void> {
  const { connection } = world.chain;
  const market = await world.marketAccount();
  const ofMarket = { market: market.address };
  const positions = await accounts.position.fetchAll(connection, ofMarket);
  expect(market.totalStaked).to.equal(sum(positions, (position) => position.staked));
  expect(market.totalLocked).to.equal(sum(positions, (position) => position.locked));
  expect(market.totalCooling).to.equal(sum(positions, (position) => position.cooling));
  const { lockedHaircutBps } = market.params;
  const weight = ({ staked, locked }: PositionAccount) =>
    staked - (locked * BigInt(lockedHaircutBps)) / 10_000n;
  expect(market.rewardWeight).to.equal(sum(positions, weight));
  const units = sum(
    positions,
    ({ debtUnits, debtEra }) => debtUnits >> (market.debt.era - debtEra),
  );
  expect(units <= market.debt.total).to.equal(true);
  expect(market.feesOwed >= sum(positions, (position) => position.unclaimedFees)).to.equal(true);
  const rewards = sum(positions, (position) => position.unclaimedRewards);
  expect(market.rewardsOwed >= rewards).to.equal(true);

  const records = await accounts.epochRecord.fetchAll(connection, ofMarket);
  const unclaimed = sum(records, (record) => record.rewardPool - record.rewardsClaimed);
  expect(market.quotaRewardsOwed).to.equal(unclaimed);

  const channels = await accounts.channel.fetchAll(connection, ofMarket);
  expect(market.totalEscrowed).to.equal(sum(channels, heldIn));
  const providers = await accounts.provider.fetchAll(connection, ofMarket);
  expect(market.totalBonded).to.equal(sum(providers, ({ bond }) => bond));
  expect(market.totalBondCooling).to.equal(sum(providers, (each) => each.bondCooling.amount));
  expect(market.capacity.next).to.equal(sum(providers, ({ capacity }) => capacity.next));
  const offered = sum(providers, ({ quotaCapacity }) => quotaCapacity.next);
  expect(market.quotaCapacity.next).to.equal(offered);
  const running = await epoch(world);
  for (const provider of providers) {
    const own = channels.filter((channel) => channel.provider.equals(provider.address));
    expectCommitmentsToAddUp(provider, own, running);
    await expectProviderCovered(world, provider);
  }
}

/** What a channel holds of the escrow. */
function heldIn({ deposit, collected, staked, cooling, withdrawable }: ChannelAccount): bigint {
  return deposit - collected + staked + cooling + withdrawable;
}

/** A provider has committed what its channels may use, in the running epoch and in the ones after it. */
function expectCommitmentsToAddUp(
  { committed, openChannels }: ProviderAccount,
  channels: readonly ChannelAccount[],
  running: number,
): void {
  expect(openChannels).to.equal(channels.length);
  expect(committed.next).to.equal(sum(channels, ({ nextAllowance }) => nextAllowance));
  const now = committed.epoch === running ? committed.current : committed.next;
  const allowances = sum(channels, ({ quota, nextAllowance, lastQuotaEpoch }) =>
    quota.epoch === running && running <= lastQuotaEpoch ? quota.allowance : nextAllowance,
  );
  // what a closing releases is released from the next epoch on
  expect(now >= allowances, `${now} committed for ${allowances}`).to.equal(true);
}

/** The tickets share the cooling bond, and the revenue account covers what the owner may withdraw. */
async function expectProviderCovered(
  world: World,
  { address, bondCooling, revenue, claimable }: ProviderAccount,
): Promise<void> {
  const { connection } = world.chain;
  const tickets = await accounts.bondTicket.fetchAll(connection, { provider: address });
  const { amount, shares: units, tickets: count } = bondCooling;
  expect(count).to.equal(tickets.length);
  const shares = sum(tickets, ({ shares, era }) => shares >> (units.era - era));
  expect(shares <= units.total && amount <= units.total).to.equal(true);
  expect((await world.balance(revenue)) >= claimable).to.equal(true);
}

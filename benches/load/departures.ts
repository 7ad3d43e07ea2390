import { instructions, quotes } from "@diem/sdk";
import { nextEpoch } from "../../tests/support/epochs";
import { catchUp } from "../../tests/support/trade";
import { expectPaid } from "./solvency";
import type { Call } from "./meter";
import { tradeDebts } from "./debt-trades";
import {
  accountsOf,
  bondOf,
  COOLDOWN_SECS,
  FEE_STREAM_SECS,
  GRACE_SECS,
  POOL_EPOCHS,
  type Population,
  type Vendor,
} from "./population";
import { claims, distributeAll, takeSettled } from "./epochs";

/** Every channel is closed: each consumer gets what it did not spend and what it staked. */
export async function closeChannels(population: Population): Promise<void> {
  const { world, meter, stakers } = population;
  const { market } = world;
  const accounts = accountsOf(population);
  const requests = accounts.map(({ channel, seller: { provider }, consumer }) => {
    const request = instructions.requestClose({ provider, channel, closer: consumer.address });
    return { payer: consumer.keypair, instructions: [request] };
  });
  await meter.run("request_close", requests);
  await world.chain.advance(GRACE_SECS);
  await nextEpoch(world);
  await catchUp(world);
  const due = new Map(stakers.map(({ diem }) => [diem, 0n]));
  const closings = accounts.map((account) => {
    const { channel, consumer } = account;
    const { provider } = takeSettled(account);
    const refund = account.deposit - account.settled + account.quotaStake;
    due.set(consumer.diem, (due.get(consumer.diem) ?? 0n) + refund);
    const order = { market, provider, channel, consumer: consumer.address };
    return { payer: consumer.keypair, instructions: [instructions.closeChannel(order)] };
  });
  await expectPaid(world, due, () => meter.run("close_channel", closings));
}

/** Every provider retires, and gets its bond and its revenue. */
export async function closeProviders(population: Population): Promise<void> {
  const { world, meter, vendors } = population;
  const { market } = world;
  const run = async (name: string, of: (vendor: Vendor) => Call["instructions"][number]) => {
    const calls = vendors.map((vendor) => {
      return { payer: vendor.owner.keypair, instructions: [of(vendor)] };
    });
    await meter.run(name, calls);
  };
  const on = ({ owner, provider }: Vendor) => ({ market, owner: owner.address, provider });
  await distributeAll(population);
  await run("retire_provider", (vendor) => instructions.retireProvider(on(vendor)));
  const ticketId = 0n;
  await run("request_bond_withdrawal", (vendor) => {
    const amount = bondOf(vendor.capacity);
    return instructions.requestBondWithdrawal({ ...on(vendor), amount, ticketId });
  });
  await world.chain.advance(COOLDOWN_SECS);
  const bonds = new Map(vendors.map(({ owner, capacity }) => [owner.vvv, bondOf(capacity)]));
  const takeBonds = () =>
    run("withdraw_bond", (vendor) => instructions.withdrawBond({ ...on(vendor), ticketId }));
  await expectPaid(world, bonds, takeBonds);
  const revenue = new Map(vendors.map(({ owner, claimable }) => [owner.diem, claimable]));
  // half of it is withdrawn, and the closing pays the rest
  await expectPaid(world, revenue, async () => {
    await run("withdraw_revenue", (vendor) => {
      const amount = (vendor.claimable + 1n) / 2n;
      return instructions.withdrawRevenue({ ...on(vendor), amount });
    });
    await run("close_provider", (vendor) => instructions.closeProvider(on(vendor)));
  });
}

/** Stakers claim all that has streamed, buy the DIEM they owe from those who earned it, burn it and leave. */
export async function closePositions(population: Population): Promise<void> {
  const { world, meter, stakers, treasury } = population;
  const { market } = world;
  await nextEpoch(world, POOL_EPOCHS);
  await catchUp(world); // by then the quota pool has gone to the stakers
  await world.chain.advance(FEE_STREAM_SECS); // both streams end
  await expectPaid(world, await claimable(population), () =>
    meter.run("claim_rewards", claims(population)),
  );
  const collect = instructions.collectTreasury({ market, treasury: treasury.address });
  const { treasuryOwed } = await world.marketAccount();
  await expectPaid(world, new Map([[treasury.diem, treasuryOwed]]), () =>
    meter.run("collect_treasury", [{ payer: treasury.keypair, instructions: [collect] }]),
  );
  await tradeDebts(population);

  const ticketId = 0n;
  const unlocked = new Map<Population["stakers"][number]["vvv"], bigint>();
  const requests: Call[] = [];
  for (const staker of stakers) {
    const { staked, locked } = await world.position(staker);
    const [owner, amount] = [staker.address, staked - locked];
    if (amount === 0n) continue;
    unlocked.set(staker.vvv, amount);
    const request = instructions.requestUnstake({ market, owner, amount, ticketId });
    requests.push({ payer: staker.keypair, instructions: [request] });
  }
  await meter.run("request_unstake", requests);
  await world.chain.advance(COOLDOWN_SECS);
  const withdrawals = stakers.map(({ address: owner, keypair: payer }) => {
    return { payer, instructions: [instructions.withdrawUnstaked({ market, owner, ticketId })] };
  });
  await expectPaid(world, unlocked, () => meter.run("withdraw_unstaked", withdrawals));
  const closings: Call[] = [];
  for (const staker of stakers) {
    if ((await world.position(staker)).staked > 0n) continue;
    const close = instructions.closePosition({ market, owner: staker.address });
    closings.push({ payer: staker.keypair, instructions: [close] });
  }
  await meter.run("close_position", closings);
}

/** What the SDK says that each staker can claim now, of both tokens. */
async function claimable({ world, stakers }: Population) {
  const [market, now] = [await world.marketAccount(), await world.chain.now()];
  const due = new Map<Population["stakers"][number]["vvv"], bigint>();
  for (const staker of stakers) {
    const position = await world.position(staker);
    const { fees, rewards } = quotes.claimable({ market, position, now });
    due.set(staker.diem, fees).set(staker.vvv, rewards);
  }
  return due;
}

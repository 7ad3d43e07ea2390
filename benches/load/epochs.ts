import type { PublicKey } from "@solana/web3.js";
import { instructions, quotes, transactions } from "@diem/sdk";
import { epoch, nextEpoch, recordAccount } from "../../tests/support/epochs";
import { COMPUTE_UNIT_LIMIT, UNIT } from "../../tests/support/market";
import { providerAccount } from "../../tests/support/providers";
import { catchUp } from "../../tests/support/trade";
import { claimOf } from "../../tests/support/settling";
import { expectPaid } from "./solvency";
import type { Call } from "./meter";
import { type Account, accountsOf, EPOCH_SECS, type Population, type Vendor } from "./population";

/** VVV that are funded per staker and epoch: an odd number, so that nothing divides evenly. */
const REWARD = UNIT / 3n;

/** Calls are served, settled, collected, distributed and reported; everybody claims; the epoch ends. */
export async function runEpoch(population: Population): Promise<void> {
  const { world, meter, vendors, stakers } = population;
  const { market } = world;
  const { keypair: owner, address: funder } = population.treasury;
  await catchUp(world); // a record can be opened once the older epochs are closed
  const running = await epoch(world);
  const amount = REWARD * BigInt(stakers.length) + 1n;
  await world.actor(amount, owner);
  const fund = instructions.fundRewards({ market, funder, amount, durationSecs: EPOCH_SECS });
  await meter.run("fund_rewards", [{ payer: owner, instructions: [fund] }]);
  population.funded += amount;

  await meter.run("settle", settlements(population, running));
  await meter.run("collect", collections(population)); // quota counts only where it is done before the report
  await distributeAll(population);
  const open = instructions.openEpochRecord({ market, payer: funder, epoch: running });
  await meter.run("open_epoch_record", [{ payer: owner, instructions: [open] }]);
  const reports = vendors.map(({ operator: payer, provider }) => {
    const report = instructions.reportUsage({ market, provider, epoch: running });
    return { payer, instructions: [report] };
  });
  await meter.run("report_usage", reports);
  await world.chain.advance(EPOCH_SECS / 3n);
  await meter.run("claim_rewards", claims(population));
  await nextEpoch(world);
}

/** Vouchers of every channel for about a fifth of its deposit, and for a part of its quota, in batches that fit. */
async function* settlements(population: Population, running: number): AsyncGenerator<Call> {
  const { world, vendors, draw } = population;
  for (const { provider, operator, accounts } of vendors) {
    const entries = [];
    for (const account of accounts) {
      account.settled += draw(account.deposit / 8n, account.deposit / 4n);
      const quota = account.quotaStake / 2_000n; // half of what it gives, in micro-credits
      const claim = { diem: account.settled, ...(quota > 0n ? { quota } : {}) };
      entries.push(await claimOf(world, account, claim, { epoch: running }));
    }
    const batches = transactions.settle({
      ...{ provider, operator: operator.publicKey, entries },
      computeUnitLimit: COMPUTE_UNIT_LIMIT,
    });
    for (const { instructions: list } of batches) yield { payer: operator, instructions: list };
  }
}

/** What is settled will be in the seller's revenue account. */
export function takeSettled(account: Account): Vendor {
  account.seller.undistributed += account.settled - account.collected;
  account.collected = account.settled;
  return account.seller;
}

function* collections(population: Population): Generator<Call> {
  const { market } = population.world;
  for (const account of accountsOf(population)) {
    const { provider, operator: payer } = takeSettled(account);
    const collect = instructions.collect({ market, provider, channel: account.channel });
    yield { payer, instructions: [collect] };
  }
}

/** Every provider must be credited with what the SDK's own split says. */
export async function distributeAll({ world, meter, vendors }: Population): Promise<void> {
  const { market } = world;
  const state = await world.marketAccount();
  const due = vendors.filter(({ undistributed }) => undistributed > 0n);
  const calls = due.map(({ provider, operator: payer }) => {
    return { payer, instructions: [instructions.distributeRevenue({ market, provider })] };
  });
  await meter.run("distribute_revenue", calls);
  for (const vendor of due) {
    vendor.claimable += quotes.splitFee({ market: state, amount: vendor.undistributed }).provider;
    vendor.undistributed = 0n;
    const { claimable } = await providerAccount(world, vendor);
    if (claimable !== vendor.claimable) {
      throw new Error(`a provider may claim ${claimable}, not ${vendor.claimable}`);
    }
  }
}

export function claims({ world: { market }, stakers }: Population): Call[] {
  return stakers.map(({ keypair: payer, address: owner }) => {
    return { payer, instructions: [instructions.claimRewards({ market, owner })] };
  });
}

/** Rolls, pays the quota rewards of an epoch that this closed, and closes its record. */
export async function rewardEpoch(population: Population, closed: number): Promise<void> {
  const { world, meter, vendors } = population;
  const { market } = world;
  await catchUp(world);
  const record = await recordAccount(world, closed);
  const due = new Map<PublicKey, bigint>();
  const calls: Call[] = [];
  for (const vendor of vendors) {
    const { usage } = await providerAccount(world, vendor);
    const slot = usage.find((each) => each.epoch === closed);
    if (slot === undefined) continue;
    const counted = { ...slot, served: slot.reported, measure: record };
    const { rewardable } = quotes.contribution(counted);
    if (rewardable === 0n) continue;
    const { rewardPool: pool, rewardable: totalRewardable } = record;
    due.set(vendor.owner.diem, quotes.rewardFloor({ pool, rewardable, totalRewardable }));
    const { owner, provider, operator: payer } = vendor;
    const claim = { market, providerOwner: owner.address, provider, epoch: closed };
    calls.push({ payer, instructions: [instructions.claimQuotaReward(claim)] });
  }
  await expectPaid(world, due, () => meter.run("claim_quota_reward", calls));
  const { keypair: payer, address: rentPayer } = population.treasury;
  const close = instructions.closeEpochRecord({ market, epoch: closed, rentPayer });
  await meter.run("close_epoch_record", [{ payer, instructions: [close] }]);
}

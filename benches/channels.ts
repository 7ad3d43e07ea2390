import type { Wallet } from "@coral-xyz/anchor";
import type { TransactionInstruction } from "@solana/web3.js";
import { accounts, instructions, pda } from "@diem/sdk";
import { type Opened, openChannel, outlastWindow, stakeQuota } from "../tests/support/channels";
import { epoch, nextEpoch, rollEpoch } from "../tests/support/epochs";
import { UNIT } from "../tests/support/market";
import { type Entry, settleInstructions, signVoucher } from "../tests/support/settling";
import type { Bench } from "./bench";

const CREDIT = 1_000_000n;
const MAX_VOUCHERS = 4;

/** Channels, vouchers and epochs: quota is staked and used, paid for, reported and rewarded. */
export async function measureChannels(bench: Bench): Promise<void> {
  const { world } = bench;
  const { market, payer } = world;
  // who settles pays the fee, as operators do: that leaves room for four vouchers
  const { payer: operatorKey } = world.chain.provider.wallet as Wallet;
  const offer = { capacity: 100n * CREDIT, quotaCapacity: 50n * CREDIT };
  const seller = await world.provider({ ...offer, operator: operatorKey });
  const { owner, operator, provider } = seller;
  await nextEpoch(world);

  const channels: Opened[] = [];
  while (channels.length < MAX_VOUCHERS) {
    const consumer = await world.consumer(10n * UNIT);
    const opened = await openChannel(world, { provider: seller, consumer, deposit: UNIT });
    await stakeQuota(world, opened, UNIT);
    channels.push(opened);
  }
  const consumer = await world.consumer(10n * UNIT);
  const openedSlot = BigInt(await world.chain.connection.getSlot());
  const address = { provider, consumer: consumer.address, openedSlot };
  const channel = pda.channel(address);
  const mine = { market, provider, channel, consumer: consumer.address };
  const signers = [consumer.keypair];
  const open = instructions.openChannel({ market, ...address, deposit: UNIT, maxPrice: UNIT });
  await bench.measure("open_channel", [open], signers);
  const amount = UNIT;
  const top = instructions.deposit({ market, channel, funder: consumer.address, amount });
  await bench.measure("deposit", [top], signers);
  const stake = instructions.stakeQuota({ ...mine, amount: 2n * UNIT });
  await bench.measure("stake_quota", [stake], signers);

  await rollEpoch(world);
  const served = await epoch(world);
  const record = instructions.openEpochRecord({ market, payer, epoch: served });
  await bench.measure("open_epoch_record", [record]);
  let figure = 0n;
  // credits cost one DIEM, so that a thousand base units buy a micro-credit
  const settle = async (
    name: string,
    count: number,
    claimOf: (figure: bigint) => { diem?: bigint; quota?: bigint },
  ) => {
    figure += UNIT / 100n;
    const claim = claimOf(figure);
    const entries = await Promise.all(
      channels.slice(0, count).map(async (opened): Promise<Entry> => {
        return { signed: await signVoucher(world, opened, { ...claim, epoch: served }), claim };
      }),
    );
    await bench.measure(name, settleInstructions(seller, entries, operator.publicKey), [operator]);
  };
  await settle("settle, the epoch's first", 1, (diem) => ({ diem }));
  await settle("settle", 1, (diem) => ({ diem }));
  await settle("settle 2", 2, (diem) => ({ diem }));
  await settle("settle 4", MAX_VOUCHERS, (diem) => ({ diem }));
  await settle("settle, both parts", 1, (diem) => ({ diem, quota: diem / 1_000n }));
  await settle("settle, quota", 1, (diem) => ({ quota: diem / 1_000n }));

  const [first, ...others] = channels.map(({ channel: paid }) =>
    instructions.collect({ market, provider, channel: paid }),
  ) as [TransactionInstruction, ...TransactionInstruction[]];
  await bench.measure("collect", [first]);
  // quota counts for a reward where all that was settled is distributed before the report
  await world.send([...others, instructions.distributeRevenue({ market, provider })]);
  const report = instructions.reportUsage({ market, provider, epoch: served });
  await bench.measure("report_usage", [report]);
  const unstake = instructions.requestQuotaUnstake({ ...mine, amount: UNIT });
  await bench.measure("request_quota_unstake", [unstake], signers);
  await nextEpoch(world);
  await bench.measure("withdraw_quota", [instructions.withdrawQuota(mine)], signers);

  await rewardEpoch(bench, served, owner.address);
  const leave = instructions.requestClose({ provider, channel, closer: consumer.address });
  await bench.measure("request_close", [leave], signers);
  await nextEpoch(world);
  await outlastWindow(world, { openedSlot });
  const close = instructions.closeChannel({ ...mine, operator: operator.publicKey });
  await bench.measure("close_channel", [close], [operator]);
}

/** Closes an epoch that has a record, and a thousand that have none. */
async function rewardEpoch(
  bench: Bench,
  served: number,
  providerOwner: Parameters<typeof instructions.claimQuotaReward>[0]["providerOwner"],
): Promise<void> {
  const { world } = bench;
  const { market } = world;
  await nextEpoch(world);
  const { nextToClose } = await accounts.market.fetch(world.chain.connection, market.market);
  const record = pda.epochRecord({ market: market.market, epoch: served });
  const records = nextToClose === served ? { firstRecord: record } : { secondRecord: record };
  await bench.measure("roll_epoch", [instructions.rollEpoch({ market, ...records })]);
  const claim = instructions.claimQuotaReward({ market, providerOwner, epoch: served });
  await bench.measure("claim_quota_reward", [claim]);
  const close = { market, epoch: served, rentPayer: world.payer };
  await bench.measure("close_epoch_record", [instructions.closeEpochRecord(close)]);
  await nextEpoch(world, 1_000);
  await bench.measure("roll_epoch, 1,000 missed", [instructions.rollEpoch({ market })]);
}

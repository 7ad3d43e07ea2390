import { accounts, type DiemEvent, events, pda, quotes } from "@diem/sdk";

import type { Consumers } from "./consumers";
import { type Demand, serve, type Served } from "./demand";
import { chapter, credits, say, share, table, tokens } from "./format";
import { runKeeper } from "./keeper";
import type { Seller, Sellers } from "./providers";
import { type Moment, momentOf } from "./returns";
import type { Receipt, DemoMarket } from "./demo-market";

interface EpochStory {
  readonly number: number;
  readonly demand: Demand;
  readonly sellers: Sellers;
  readonly lines: Consumers;
  /** Whether to explain what the chapters after this one only show. */
  readonly explain: boolean;
}

/** One epoch of the market: jobs are served and settled, and its keepers do what is due. */
export async function runEpoch(
  demo: DemoMarket,
  { number, demand, sellers, lines, explain }: EpochStory,
): Promise<Moment> {
  const epoch = await demo.nextEpoch();
  const served = await serve(demo, sellers, lines, demand);
  const kept = await runKeeper(demo);
  chapter(`${number}. Epoch ${epoch}: ${demand.name}`, explain ? RULES : SERVED);
  await showUse(demo, Object.values(sellers), epoch);
  showRevenue(kept.flatMap((receipt) => receipt.events));
  if (explain) showJobs(served, lines);
  showSettlement(served, kept);
  return momentOf(demo, epoch, demand.name);
}

const SERVED = "What the providers served, as the program counts it:";
const RULES =
  `${SERVED} a credit was paid for when the reference price was\n` +
  "paid for it (so the cheap ones of Helios Farm count for less), and quota, which costs its holder nothing, may\n" +
  "at most double what was paid for. A transfer is revenue and no use: nothing says how many credits it paid for.\n" +
  "Quota is rewarded up to a fifth of what the same provider was paid for.";

async function showUse(demo: DemoMarket, sellers: readonly Seller[], epoch: number): Promise<void> {
  const { market, network } = demo;
  const { connection } = network;
  const address = pda.epochRecord({ market: market.market, epoch });
  const record = await accounts.epochRecord.fetch(connection, address);
  const rows = sellers.map(async ({ person, provider }) => {
    const { usage } = await accounts.provider.fetch(connection, provider);
    const slot = usage.find((each) => each.epoch === epoch);
    if (slot === undefined) return [person.name, "-", "-", "-", "-", "-"];
    const { capacity, reported } = slot;
    const part = { ...slot, served: reported, measure: record };
    const { used, rewardable } = quotes.contribution(part);
    const { bought, quota } = reported;
    return [person.name, ...[capacity, bought, quota, used, rewardable].map(credits)];
  });
  const { capacity, quota, used, rewardable } = record;
  const total = ["the market", credits(capacity), "", ...[quota, used, rewardable].map(credits)];
  const head = [
    ...["provider", "credits offered", "bought by voucher"],
    ...["quota served", "counted as use", "quota rewarded"],
  ];
  table(head, [...(await Promise.all(rows)), total]);
}

function showRevenue(happened: readonly DiemEvent[]): void {
  const collected = sum(events.named(happened, "Collected"), ({ data }) => data.amount);
  const splits = events.named(happened, "RevenueDistributed").map(({ data }) => data);
  const amount = sum(splits, (split) => split.amount);
  const part = (of: (split: (typeof splits)[number]) => bigint) => {
    const value = sum(splits, of);
    return `${tokens(value)} (${share(value, amount)})`;
  };
  say(
    `Revenue: ${tokens(collected)} DIEM by vouchers, ${tokens(amount - collected)} by transfer. Of it, to the ` +
      `providers ${part(({ toProvider }) => toProvider)},\nthe quota pool ${part(({ toQuota }) => toQuota)}, ` +
      `the treasury ${part(({ toTreasury }) => toTreasury)} and the stakers ${part(({ toStakers }) => toStakers)}.`,
  );
  const rewards = sum(events.named(happened, "QuotaRewardClaimed"), ({ data }) => data.amount);
  if (rewards === 0n) return;
  say(`For the quota of an epoch that is closed now, providers are paid ${tokens(rewards)} DIEM.`);
}

function sum<Item>(items: readonly Item[], of: (item: Item) => bigint): bigint {
  return items.reduce((total, item) => total + of(item), 0n);
}

function showJobs({ jobs }: Served, { chatHelios: { consumer, seller } }: Consumers): void {
  const own = jobs.get("chatHelios") ?? [];
  say(
    `\nHow a channel works, on ${own.length} jobs of the ${consumer.name} at ${seller.person.name}: before each, the consumer signs a voucher, a\n` +
      "ceiling for all jobs so far with the new one. The provider serves it and says what it did cost, and the next\n" +
      "ceiling starts from there. None of this is on chain; then the last voucher is settled, for what was used.",
  );
  const rows = own.map(({ voucher, cost, usage }, index) => [
    String(index + 1),
    tokens(voucher.diem),
    tokens(cost.diem),
    tokens(usage.diem),
  ]);
  table(["job", "DIEM signed for", "the job cost", "used so far"], rows);
}

function showSettlement(
  { jobs, settlement, transferBytes }: Served,
  kept: readonly Receipt[],
): void {
  const served = [...jobs.values()].flat().length;
  const { transactions, vouchers, bytes } = settlement;
  const collections = kept.filter(
    (receipt) => events.named(receipt.events, "Collected").length > 0,
  );
  const size = collections.reduce((total, collection) => total + collection.bytes, bytes);
  say(
    `${served} jobs, ${vouchers} vouchers: settled by ${transactions} transactions and collected by ${collections.length}, ` +
      `of ${size.toLocaleString("en-GB")} bytes in all.\nA transfer for each job would be ${served} transactions ` +
      `of ${(served * transferBytes).toLocaleString("en-GB")} bytes.`,
  );
}

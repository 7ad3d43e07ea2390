import { type ChannelAccount, quotes } from "@diem/sdk";
import { CREDITS, DIEM, type Fact, formatDue } from "../../core";

/** When a channel is looked at: unix seconds, and the epoch that runs then. */
export interface Moment {
  readonly now: bigint;
  readonly epoch: number;
}

/** What a channel holds and where it stands, for people. */
export function channelFacts(channel: ChannelAccount, { now, epoch }: Moment): Fact[] {
  const balance = quotes.channelBalance({ channel, epoch });
  const { running, previous } = quotes.quotaOf({ channel, epoch });
  const quotaOf = ({ epoch: of, used, allowance }: quotes.EpochQuota): Fact => [
    `quota of epoch ${String(of)}`,
    `${CREDITS.plain(used)} of ${CREDITS.format(allowance)} settled`,
  ];
  return [
    ["channel", channel.address.toBase58()],
    ["provider", channel.provider.toBase58()],
    ["consumer", channel.consumer.toBase58()],
    ["voucher signer", channel.voucherSigner.toBase58()],
    ["status", statusOf(channel, now)],
    ["price", `${DIEM.format(channel.price)} per credit`],
    ["deposit", DIEM.format(channel.deposit)],
    ["settled", DIEM.format(channel.settled)],
    ["unspent", DIEM.format(balance.unspent)],
    ["to collect", DIEM.format(balance.uncollected)],
    ["staked for quota", DIEM.format(balance.staked)],
    quotaOf(running),
    ...(previous === null || previous.allowance === 0n ? [] : [quotaOf(previous)]),
    ["withdrawable", DIEM.format(balance.withdrawable)],
    ["withdrawable next epoch", DIEM.format(balance.withdrawableNext - balance.withdrawable)],
    ...(lastQuotaOf(channel) === null
      ? []
      : [["last quota", `of epoch ${String(channel.lastQuotaEpoch)}`] as const]),
  ];
}

/** The same for scripts. */
export function channelJson(channel: ChannelAccount, { epoch }: Moment): object {
  const balance = quotes.channelBalance({ channel, epoch });
  const { running, previous } = quotes.quotaOf({ channel, epoch });
  const quotaOf = ({ epoch: of, used, allowance, left }: quotes.EpochQuota) => ({
    epoch: of,
    allowance: CREDITS.json(allowance),
    settled: CREDITS.json(used),
    left: CREDITS.json(left),
  });
  const { address, provider, consumer, voucherSigner, openedSlot, closesTs, graceSecs } = channel;
  return {
    address,
    provider,
    consumer,
    voucherSigner,
    openedSlot,
    status: closesTs === null ? "open" : "closing",
    closesTs,
    askedBy: ASKED_BY[channel.closing] ?? null,
    lastQuotaEpoch: lastQuotaOf(channel),
    graceSecs,
    price: DIEM.json(channel.price),
    deposit: DIEM.json(channel.deposit),
    settled: DIEM.json(channel.settled),
    collected: DIEM.json(channel.collected),
    unspent: DIEM.json(balance.unspent),
    uncollected: DIEM.json(balance.uncollected),
    staked: DIEM.json(balance.staked),
    withdrawable: DIEM.json(balance.withdrawable),
    withdrawableNext: DIEM.json(balance.withdrawableNext),
    quota: quotaOf(running),
    previousQuota: previous === null ? null : quotaOf(previous),
  };
}

/** `open`, or who asked for the closing, and since when or from when on the channel can be closed. */
export function statusOf({ closesTs, closing }: ChannelAccount, now: bigint): string {
  if (closesTs === null) return "open";
  const by = ASKED_BY[closing] ?? "nobody";
  return `closing, requested by the ${by}: can be closed from ${formatDue(closesTs, now)}`;
}

/** Who asked for a closing, by a channel's `closing`; nobody for 0. */
const ASKED_BY: Readonly<Record<number, "provider" | "consumer">> = {
  1: "provider",
  2: "consumer",
};

const NO_LAST_EPOCH = 2 ** 32 - 1;

/** The last epoch in which the stake gives a quota; null if none is set. */
function lastQuotaOf({ lastQuotaEpoch }: ChannelAccount): number | null {
  return lastQuotaEpoch === NO_LAST_EPOCH ? null : lastQuotaEpoch;
}

import type { ChannelAccount } from "../accounts/channel";
import { market as markets } from "../accounts/market";
import { collect } from "../instructions/channel";
import { defined } from "../defined";
import { pack } from "./pack";
import { count, type PlanInput, type Task } from "./task";

/** What decides which channels are collected. */
export interface Collecting {
  readonly channels: readonly ChannelAccount[];
  /** Minimum DIEM base units of a channel that are worth collecting; default: 1. */
  readonly minCollect?: bigint;
  /** Addresses of providers for which every settled amount is collected. */
  readonly waiting?: ReadonlySet<string>;
}

/** DIEM base units that were settled of a channel and not collected. */
export function uncollected({ settled, collected }: ChannelAccount): bigint {
  return settled - collected;
}

/** The channels from which something is to be collected, those of one provider together. */
export function collectable({ channels, minCollect = 1n, waiting }: Collecting): ChannelAccount[] {
  const byProvider = (channel: ChannelAccount) => channel.provider.toBase58();
  const least = (channel: ChannelAccount) =>
    waiting?.has(byProvider(channel)) === true ? 1n : minCollect;
  return channels
    .filter((channel) => uncollected(channel) > 0n && uncollected(channel) >= least(channel))
    .sort((a, b) => byProvider(a).localeCompare(byProvider(b)));
}

/** Moves channels' settled DIEM into their providers' revenue accounts. */
export function planCollect({
  market,
  payer,
  programId,
  ...collecting
}: PlanInput & Collecting): Task[] {
  const on = { market: markets.keys(market), ...defined({ programId }) };
  const items = collectable(collecting).map(({ address: channel, provider }) => [
    collect({ ...on, provider, channel }),
  ]);
  const reason = (channels: number) => `collect the settled DIEM of ${count(channels, "channel")}`;
  return pack({ payer, kind: "collect", items, reason });
}

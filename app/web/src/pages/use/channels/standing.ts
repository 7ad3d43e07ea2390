import { type ChannelAccount, constants, quotes } from "@diem/sdk";

/** When a channel is looked at. */
export interface Moment {
  /** Unix seconds of the chain. */
  readonly now: bigint;
  readonly epoch: number;
  readonly slot: number;
}

/** Who asked for a closing, by a channel's `closing`. */
const ASKED_BY: Readonly<Record<number, string>> = { 1: "the provider", 2: "you" };

/** Who asked for a channel's closing; null while it is open. */
export function closingOf({ closesTs, closing }: ChannelAccount): string | null {
  return closesTs === null ? null : (ASKED_BY[closing] ?? "nobody");
}

/** What a channel holds and gives at a moment. */
export function channelStanding(channel: ChannelAccount, { epoch }: Moment) {
  const balance = quotes.channelBalance({ channel, epoch });
  const { running } = quotes.quotaOf({ channel, epoch });
  return { ...balance, quota: running };
}

/** Unix seconds from which on a channel is old enough to be closed, by slots of 400 ms; null where it is. */
export function youngUntil({ openedSlot }: ChannelAccount, { now, slot }: Moment): bigint | null {
  const left = openedSlot + constants.OPENING_WINDOW_SLOTS - BigInt(slot);
  return left < 0n ? null : now + (left * 2n) / 5n + 1n;
}

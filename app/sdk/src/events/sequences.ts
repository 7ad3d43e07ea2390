import type { PublicKey } from "@solana/web3.js";
import { defined } from "../defined";
import { channel, provider, type ProgramOption } from "../pda";
import type { DiemEvent, DiemEventName } from "./decode";

/** Which event of which account an event is: a market, a provider or a channel counts its own by one each. */
export interface Sequenced {
  readonly account: PublicKey;
  /** 0 if the account begins to count, which a provider that comes back does anew. */
  readonly sequence: bigint;
}

/** Events whose stamp counts those of the provider. */
const BY_PROVIDER: readonly DiemEventName[] = [
  "ProviderUpdated",
  "RevenueWithdrawn",
  "UsageReported",
];

/**
 * The accounts that count an event, and its number with each. With all numbers of an account up to its `sequence` on
 * chain, none of its events is missing.
 *
 * @example
 * for (const { account, sequence } of events.sequencesOf(event)) {
 *   const last = stored.get(account.toBase58());
 *   if (last !== undefined && sequence > last + 1n) report(account, last, sequence);
 * }
 */
export function sequencesOf(event: DiemEvent, { programId }: ProgramOption = {}): Sequenced[] {
  const { market: account, sequence } = event.data.stamp;
  const options = defined({ programId });
  const providerOf = (owner: PublicKey) => provider({ market: account, owner, ...options });

  if (event.name === "VouchersSettled") {
    const settled = event.data.entries.filter(({ channelSequence }) => channelSequence > 0n);
    return [
      { account: event.data.provider, sequence },
      ...settled.map((entry) => ({ account: entry.channel, sequence: entry.channelSequence })),
    ];
  }
  if ("channel" in event.data) {
    const { data } = event;
    const own = { account: channel({ ...data.channel, ...options }), sequence };
    if (!("providerSequence" in data)) return [own];
    return [own, { account: data.channel.provider, sequence: data.providerSequence }];
  }
  if (!("provider" in event.data)) return [{ account, sequence }];
  const theirs = providerOf(event.data.provider.owner);
  if (BY_PROVIDER.includes(event.name)) return [{ account: theirs, sequence }];
  const counted = "providerSequence" in event.data ? event.data.providerSequence : 0n;
  return [
    { account, sequence },
    { account: theirs, sequence: counted },
  ];
}

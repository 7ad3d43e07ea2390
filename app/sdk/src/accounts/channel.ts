import type { Struct } from "../codec/types";
import { accountClient, type WithAddress } from "./client";

type Stored = Struct<"channel">;

/**
 * A channel's fields. Amounts are DIEM base units, times unix seconds, quotas micro-credits; `price` is in DIEM base
 * units per whole credit, for the channel's life. `deposit`, `settled` and `collected` count from the opening, and
 * `bought` is the micro-credits that `settled` buys at the price. The quotas are those of when the channel was last
 * touched. `closing` says who requested it: 0 nobody, 1 the provider, 2 the consumer. After `lastQuotaEpoch`, which is
 * the last u32 unless the provider asked, the quota stake gives nothing and can be withdrawn.
 */
export type ChannelFields = Omit<Stored, "closesTs"> & {
  /** From this second on the channel can be closed; null until closing is requested. */
  readonly closesTs: bigint | null;
};
/** A channel and its address. */
export type ChannelAccount = WithAddress<ChannelFields>;

/**
 * Channels.
 *
 * @example
 * const mine = await accounts.channel.fetchAll(connection, { consumer });
 */
export const channel = accountClient({
  name: "channel",
  filterable: ["market", "provider", "consumer", "voucherSigner"],
  view: (stored: Stored): ChannelFields =>
    Object.assign(stored, { closesTs: stored.closesTs === 0n ? null : stored.closesTs }),
});

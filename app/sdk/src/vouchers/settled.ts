import type { PublicKey } from "@solana/web3.js";
import type { EventData } from "../events/decode";
import type { Usage } from "./usage";

/** What is settled of a channel. */
export interface Settled {
  readonly channel: PublicKey;
  readonly usage: Usage;
}

/** What a settlement settled, without the vouchers that it skipped. */
export function settledBy({ entries }: EventData<"VouchersSettled">): Settled[] {
  return entries
    .filter(({ errorCode }) => errorCode === 0)
    .map(({ channel, quotaEpoch: epoch, quotaUsed: quota, settled: diem }) => ({
      channel,
      usage: { epoch, quota, diem },
    }));
}

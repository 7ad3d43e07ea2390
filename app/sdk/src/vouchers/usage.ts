import { requireU32, requireU64 } from "./integers";

/** Figures of a channel, each counted from its start. */
export interface Figures {
  /** Micro-credits. */
  readonly quota: bigint;
  /** DIEM base units. */
  readonly diem: bigint;
}

/** What was used, or settled, of a channel. */
export interface Usage extends Figures {
  /** Epoch of the quota part. */
  readonly epoch: number;
}

/** Throws `InvalidAmount` for figures that do not fit. */
export function requireUsage({ epoch, quota, diem }: Usage): void {
  requireU32("epoch", epoch);
  requireU64("quota", quota);
  requireU64("diem", diem);
}

import { requireInteger } from "../codec/integers";

/** Figures of a channel, each counted from its start. */
export interface Figures {
  /** Micro-credits. */
  readonly quota: bigint;
  /** DIEM base units. */
  readonly diem: bigint;
}

/** The figures in words, for messages. */
export function amounts({ diem, quota }: Figures): string {
  return `${diem.toString()} DIEM base units and ${quota.toString()} micro-credits of quota`;
}

/** What was used, or settled, of a channel. */
export interface Usage extends Figures {
  /** Epoch of the quota part. */
  readonly epoch: number;
}

/** Throws `InvalidAmount` for figures that do not fit. */
export function requireUsage({ epoch, quota, diem }: Usage): void {
  requireInteger("u32", epoch, "epoch");
  requireInteger("u64", quota, "quota");
  requireInteger("u64", diem, "diem");
}

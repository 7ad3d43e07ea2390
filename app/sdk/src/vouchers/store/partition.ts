import type { PublicKey } from "@solana/web3.js";

/** Parts into which channels are divided, so that several processes can share one store. */
export const PARTITIONS = 64;

/** The partition of a channel, from 0 to 63. A channel's address is a hash, so they are of one size. */
export function partitionOf(channel: PublicKey): number {
  return (channel.toBytes()[0] ?? 0) % PARTITIONS;
}

/** All of them. */
export const ALL_PARTITIONS: readonly number[] = Array.from({ length: PARTITIONS }, (_, at) => at);

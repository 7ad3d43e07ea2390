import type { PublicKey } from "@solana/web3.js";
import { requireU32, requireU64 } from "./integers";

/** What a consumer's ledger must know of its channel, as the chain has it. */
export interface ConsumerTerms {
  readonly channel: PublicKey;
  /** First four bytes of the cluster's genesis hash. */
  readonly clusterTag: Uint8Array;
  /** DIEM base units. */
  readonly deposit: bigint;
  /** DIEM base units per whole credit, fixed when the channel was opened: for `callCost`. */
  readonly price: bigint;
  /** The running epoch. */
  readonly epoch: number;
  /** Micro-credits of quota in that epoch. */
  readonly allowance: bigint;
}

/** Throws an `AmountError` for terms that do not fit. */
export function requireConsumerTerms({ deposit, price, epoch, allowance }: ConsumerTerms): void {
  requireU64("terms.deposit", deposit);
  requireU64("terms.price", price);
  requireU32("terms.epoch", epoch);
  requireU64("terms.allowance", allowance);
}

import type { PublicKey } from "@solana/web3.js";
import type { ChannelAccount } from "../../accounts/channel";
import { advanceChannel } from "../../quotes/channel-state";
import { requireInteger } from "../../codec/integers";

/** What a consumer's ledger must know of its channel, as the chain has it. */
export interface ConsumerChannelTerms {
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

/**
 * The terms of a fetched channel while `epoch` runs, exactly as the program will find it: without a transaction a
 * stored channel stays as it was last touched. An epoch before that (a clock behind the chain's) gives the stored
 * state.
 *
 * `clusterTag` is the market's. A retiring provider serves no quota of an epoch after its `lastQuotaEpoch`, even if
 * the channel has an allowance.
 *
 * @example
 * const account = await accounts.channel.fetch(connection, channel);
 * const epoch = quotes.epochAt({ clock: market, now });
 * const { clusterTag } = market;
 * const terms = vouchers.consumerChannelTerms({ channel: account, clusterTag, epoch });
 * const ledger = await vouchers.ConsumerLedger.open({ terms, signer, store });
 */
export function consumerChannelTerms({
  channel: account,
  clusterTag,
  epoch,
}: {
  readonly channel: ChannelAccount;
  readonly clusterTag: Uint8Array;
  readonly epoch: number;
}): ConsumerChannelTerms {
  const { address: channel, deposit, price, quota } = advanceChannel(account, epoch);
  return { channel, clusterTag, deposit, price, epoch: quota.epoch, allowance: quota.allowance };
}

/** Throws `InvalidAmount` for terms that do not fit. */
export function requireConsumerChannelTerms({
  deposit,
  price,
  epoch,
  allowance,
}: ConsumerChannelTerms): void {
  requireInteger("u64", deposit, "terms.deposit");
  requireInteger("u64", price, "terms.price");
  requireInteger("u32", epoch, "terms.epoch");
  requireInteger("u64", allowance, "terms.allowance");
}

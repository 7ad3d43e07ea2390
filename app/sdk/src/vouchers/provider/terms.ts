import type { PublicKey } from "@solana/web3.js";
import type { ChannelAccount } from "../../accounts/channel";
import { advanceChannel } from "../../quotes/channel-state";
import { requireI64, requireU32, requireU64 } from "../integers";

/** The quota of a channel in one epoch, in micro-credits, as the channel's account has it. */
export interface ChannelQuota {
  readonly epoch: number;
  readonly allowance: bigint;
  /** Settled so far. */
  readonly used: bigint;
}

/** What a provider's ledger must know of a channel, as the chain has it. */
export interface ProviderTerms {
  readonly channel: PublicKey;
  readonly voucherSigner: PublicKey;
  /** DIEM base units. */
  readonly deposit: bigint;
  /** DIEM base units. */
  readonly settled: bigint;
  /** DIEM base units per whole credit, fixed when the channel was opened. */
  readonly price: bigint;
  /** From this second (unix) on the channel can be closed; null until closing is requested. */
  readonly closesTs: bigint | null;
  /** Of the running epoch and the one before, as far as DIEM is staked. */
  readonly quotas: readonly ChannelQuota[];
}

/**
 * The terms of a fetched channel while `epoch` runs, exactly as the program will find it: without a transaction a
 * stored channel stays as it was last touched. An epoch before that (a clock behind the chain's) gives the stored
 * state.
 *
 * @example
 * const epoch = quotes.epochAt({ clock: market, now });
 * for (const channel of await accounts.channel.fetchAll(connection, { provider })) {
 *   await ledger.track(vouchers.providerTerms({ channel, epoch }));
 * }
 */
export function providerTerms({
  channel: account,
  epoch,
}: {
  readonly channel: ChannelAccount;
  readonly epoch: number;
}): ProviderTerms {
  const { address: channel, quota, lastQuota, ...rest } = advanceChannel(account, epoch);
  const { voucherSigner, deposit, settled, price, closesTs } = rest;
  // epoch 0 has none before it
  const quotas = lastQuota.epoch === quota.epoch ? [quota] : [lastQuota, quota];
  return { channel, voucherSigner, deposit, settled, price, closesTs, quotas };
}

/** Throws `InvalidAmount` for terms that do not fit. */
export function requireProviderTerms(terms: ProviderTerms): void {
  const { deposit, settled, price, closesTs, quotas } = terms;
  requireU64("terms.deposit", deposit);
  requireU64("terms.settled", settled);
  requireU64("terms.price", price);
  if (closesTs !== null) requireI64("terms.closesTs", closesTs);
  for (const quota of quotas) {
    requireU32("terms.quotas.epoch", quota.epoch);
    requireU64("terms.quotas.allowance", quota.allowance);
    requireU64("terms.quotas.used", quota.used);
  }
}

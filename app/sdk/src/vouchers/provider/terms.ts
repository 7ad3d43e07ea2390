import type { PublicKey } from "@solana/web3.js";
import type { ChannelAccount } from "../../accounts/channel";
import { advanceChannel } from "../../quotes/channel-state";
import { requireInteger } from "../../codec/integers";

/** The quota of a channel in one epoch, in micro-credits, as the channel's account has it. */
export interface ChannelQuota {
  readonly epoch: number;
  readonly allowance: bigint;
  /** Settled so far. */
  readonly used: bigint;
}

/** What a provider's ledger must know of a channel, as the chain has it. */
export interface ProviderChannelTerms {
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
 *   await ledger.track(vouchers.providerChannelTerms({ channel, epoch }));
 * }
 */
export function providerChannelTerms({
  channel: account,
  epoch,
}: {
  readonly channel: ChannelAccount;
  readonly epoch: number;
}): ProviderChannelTerms {
  const { address: channel, quota, lastQuota, ...rest } = advanceChannel(account, epoch);
  const { voucherSigner, deposit, settled, price, closesTs } = rest;
  // epoch 0 has none before it
  const quotas = lastQuota.epoch === quota.epoch ? [quota] : [lastQuota, quota];
  return { channel, voucherSigner, deposit, settled, price, closesTs, quotas };
}

/** Throws `InvalidAmount` for terms that do not fit. */
export function requireProviderChannelTerms(terms: ProviderChannelTerms): void {
  const { deposit, settled, price, closesTs, quotas } = terms;
  requireInteger("u64", deposit, "terms.deposit");
  requireInteger("u64", settled, "terms.settled");
  requireInteger("u64", price, "terms.price");
  if (closesTs !== null) requireInteger("i64", closesTs, "terms.closesTs");
  for (const quota of quotas) {
    requireInteger("u32", quota.epoch, "terms.quotas.epoch");
    requireInteger("u64", quota.allowance, "terms.quotas.allowance");
    requireInteger("u64", quota.used, "terms.quotas.used");
  }
}

import type { PublicKey } from "@solana/web3.js";
import { type ChannelAccount, errors, type ProviderAccount, quotes } from "@diem/sdk";
import { type MarketContext, RefusedError, type Session } from "../../core";
import type { Moment } from "./format";

/** The chain's own clock, and the epoch that runs by it. */
export async function momentOf({ client, market: clock }: MarketContext): Promise<Moment> {
  const now = await client.read.now();
  return { now, epoch: quotes.epochAt({ clock, now }) };
}

/** A channel of the market. Throws a `WrongMarket` for another one's. */
export async function channelOf(
  { client, market }: MarketContext,
  address: PublicKey,
): Promise<ChannelAccount> {
  const channel = await client.read.channel(address);
  if (!channel.market.equals(market.address)) throw errors.foreseen("WrongMarket");
  return channel;
}

/** Refuses a wallet, named by `option`, that is neither the provider's operator nor its owner. */
export function requireOperator(
  wallet: PublicKey,
  { operator, owner, address }: ProviderAccount,
  option: "--keypair" | "--provider-keypair" = "--keypair",
): void {
  if ([operator, owner].some((key) => key.equals(wallet))) return;
  throw new RefusedError({
    name: "NotOperator",
    message: `the wallet ${wallet.toBase58()} is neither operator nor owner of the provider ${address.toBase58()}`,
    next: `give the operator's key with ${option}: ${operator.toBase58()}`,
  });
}

/**
 * The provider that was named, or the one for which the wallet acts.
 *
 * @throws RefusedError `NotOperator`, `ProviderMissing` or `ProviderAmbiguous`; `AccountNotFound`.
 */
export async function providerFor(
  { wallet: { publicKey } }: Session,
  { client }: MarketContext,
  named: PublicKey | undefined,
): Promise<ProviderAccount> {
  if (named !== undefined) {
    const provider = await client.read.provider(named);
    requireOperator(publicKey, provider);
    return provider;
  }
  const all = await client.read.providers();
  const own = all.filter(({ operator, owner }) =>
    [operator, owner].some((key) => key.equals(publicKey)),
  );
  const [only, ...others] = own;
  if (only === undefined) {
    throw new RefusedError({
      name: "ProviderMissing",
      message: `the wallet ${publicKey.toBase58()} is not the operator or owner of any provider in this market`,
      next: "give the operator's key with --keypair; `diem provider list` shows the operators",
    });
  }
  if (others.length === 0) return only;
  throw new RefusedError({
    name: "ProviderAmbiguous",
    message: `the wallet ${publicKey.toBase58()} acts for ${String(own.length)} providers`,
    next: `choose one with --provider: ${own.map(({ address }) => address.toBase58()).join(", ")}`,
  });
}

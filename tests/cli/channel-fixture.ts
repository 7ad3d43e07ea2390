import type { Keypair } from "@solana/web3.js";
import { accounts, type ChannelAccount, constants } from "@diem/sdk";
import { nextEpoch } from "../support/epochs";
import { UNIT } from "../support/market";
import type { Seller } from "../support/providers";
import type { Actor } from "../support/world";
import { Cli, type CommandResult } from "./support";

export const CREDIT = constants.CREDIT_UNIT;
/** Long enough that no test crosses the end of an epoch unasked. */
export const EPOCH_SECS = 3_600n;
/** Seconds that a closing leaves for the last voucher. */
export const GRACE_SECS = 60n;

type Run = (...args: string[]) => Promise<CommandResult>;

/** A market with a provider, and a consumer with DIEM, each with a wallet file. */
export interface ChannelFixture {
  readonly cli: Cli;
  readonly seller: Seller;
  readonly consumer: Actor;
  /** Runs a command as the consumer, or as the provider's operator. */
  readonly buy: Run;
  readonly sell: Run;
  readonly operator: Keypair;
}

/** The provider offers its capacity already. */
export async function createChannelFixture(): Promise<ChannelFixture> {
  const params = { channelGraceSecs: GRACE_SECS };
  const cli = await Cli.start({ epochSecs: EPOCH_SECS, genesisAgo: EPOCH_SECS - 20n, params });
  const operator = await cli.chain.wallet();
  const offer = { capacity: 40n * CREDIT, quotaCapacity: 30n * CREDIT, operator };
  const seller = await cli.world.provider(offer);
  await nextEpoch(cli.world);
  const consumer = await cli.world.consumer(200n * UNIT);
  const sell = cli.as({ keypair: operator });
  return { cli, seller, consumer, buy: cli.as(consumer), sell, operator };
}

/** Opens a channel through the command, and returns its address. */
export async function open(
  { seller, buy }: ChannelFixture,
  deposit = "5",
  ...more: readonly string[]
): Promise<string> {
  const provider = seller.provider.toBase58();
  const result = await buy("channel", "open", provider, "--deposit", deposit, "--another", ...more);
  return result.json<{ channel: string }>().channel;
}

/** The channel of an address as the chain has it. */
export async function channelOf(
  { cli, consumer }: ChannelFixture,
  address: string,
): Promise<ChannelAccount> {
  const filter = { consumer: consumer.address };
  const all = await accounts.channel.fetchAll(cli.chain.connection, filter);
  const found = all.find((channel) => channel.address.toBase58() === address);
  if (found === undefined) throw new Error(`there is no channel ${address}`);
  return found;
}

/** What a command with a voucher for its result printed. */
export interface Paid {
  readonly voucher: string;
  readonly ceiling: { readonly baseUnits: string };
  readonly quota: { readonly baseUnits: string };
}

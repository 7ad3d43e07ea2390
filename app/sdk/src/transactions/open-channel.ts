import type { Connection, PublicKey, TransactionInstruction } from "@solana/web3.js";
import { provider as providers } from "../accounts/provider";
import { chainNow } from "../chain-time";
import {
  openChannel as openChannelInstruction,
  type OpenChannelInput,
} from "../instructions/channel";
import { stakeQuota } from "../instructions/quota";
import { defined } from "../defined";
import { channel as channelOf } from "../pda";
import { epochAt } from "../quotes/math/epoch";

/** See {@link openChannel}. */
export interface ChannelOpeningInput extends Omit<
  OpenChannelInput,
  "openedSlot" | "maxPrice" | "channel" | "consumerDiem"
> {
  readonly connection: Connection;
  /** DIEM base units to stake for quota as well; default: none. */
  readonly quotaStake?: bigint;
  /** Maximum DIEM base units per whole credit. Default: the provider's current price. */
  readonly maxPrice?: bigint;
  /**
   * A slot within the last 150; default: the connection's present one. Another try with the same one cannot
   * open a second channel.
   */
  readonly openedSlot?: bigint;
}

/** How to open a channel, and which one it will be. */
export interface ChannelOpening {
  /** For one transaction, which must land within 150 slots after `openedSlot`. */
  readonly instructions: TransactionInstruction[];
  readonly channel: PublicKey;
  /** The channel can be closed from slot `openedSlot + constants.OPENING_WINDOW_SLOTS + 1` on, and not before. */
  readonly openedSlot: bigint;
}

/**
 * Opens a consumer's channel with a provider at the price that it asks now, and no higher one: where the price rises
 * before the transaction lands, as an epoch begins, the program refuses it. Stakes DIEM for quota where `quotaStake`
 * says so.
 *
 * The consumer signs, and so does the payer. Even where both sides agree, nobody can close the channel within 150
 * slots (about a minute) after `openedSlot`.
 *
 * @throws `AccountNotFound` if there is no such provider.
 *
 * @example
 * const deposit = 5_000_000_000n; // 5 DIEM
 * const opening = { connection, market, provider, consumer, deposit };
 * const { instructions, channel } = await transactions.openChannel(opening);
 * await transactions.send(anchorProvider, { instructions });
 * const account = await accounts.channel.fetch(connection, channel);
 */
export async function openChannel({
  connection,
  quotaStake = 0n,
  ...input
}: ChannelOpeningInput): Promise<ChannelOpening> {
  const { market, provider, consumer, programId } = input;
  const [openedSlot, maxPrice] = await Promise.all([
    input.openedSlot ?? connection.getSlot().then(BigInt),
    input.maxPrice ?? priceOf(connection, input),
  ]);
  const address = { provider, consumer, openedSlot, ...defined({ programId }) };
  const channel = channelOf(address);
  const open = openChannelInstruction({ ...input, openedSlot, maxPrice, channel });
  const staking = {
    market,
    provider,
    channel,
    consumer,
    amount: quotaStake,
    ...defined({ programId }),
  };
  const stake = quotaStake === 0n ? [] : [stakeQuota(staking)];
  return { instructions: [open, ...stake], channel, openedSlot };
}

/** DIEM base units per whole credit that the provider asks now. */
async function priceOf(
  connection: Connection,
  { provider, programId }: Omit<ChannelOpeningInput, "connection">,
): Promise<bigint> {
  const [seller, now] = await Promise.all([
    providers.fetch(connection, provider, defined({ programId })),
    chainNow({ connection }),
  ]);
  return providers.termsIn(seller, epochAt({ clock: seller, now })).price;
}

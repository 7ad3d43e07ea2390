import type { PublicKey } from "@solana/web3.js";
import { OPENING_WINDOW_SLOTS } from "../constants";
import { QuoteError } from "../errors/quote-error";
import * as instructions from "../instructions/closing";
import { only } from "../only";
import { advanceChannel } from "../quotes/channel-state";
import { epochStart } from "../quotes/epoch";
import { createAtaIdempotent } from "../tokens";
import { readChannel, readClock } from "./channel-reading";
import type { Plan, PlanContext } from "./plan";

/** See {@link requestClose}. */
export interface RequestClosePlanInput {
  readonly channel: PublicKey;
}

/** What a request to close does. */
export interface RequestCloseQuote {
  /** From this second (unix) on anyone may close the channel: grace over, and quota stake withdrawable. */
  readonly closableTs: bigint;
  /** DIEM base units that leave the quota stake. */
  readonly unstaked: bigint;
}

/**
 * Starts the grace for the last voucher, and takes all DIEM out of the quota stake. The consumer signs; after a
 * retiring provider's notice also the provider's owner or operator.
 *
 * @throws AccountNotFoundError; QuoteError `WrongMarket` or `ChannelClosing`.
 *
 * @example
 * const { quote } = await plans.requestClose(context, { channel });
 * console.log(`close it from ${quote.closableTs} on`);
 */
export async function requestClose(
  context: PlanContext,
  { channel: address }: RequestClosePlanInput,
): Promise<Plan<RequestCloseQuote>> {
  const [channel, { state, now, epoch }] = await Promise.all([
    readChannel(context, address),
    readClock(context),
  ]);
  if (channel.closesTs !== null) throw new QuoteError("ChannelClosing");
  const { provider, graceSecs, staked } = channel;
  const cooling = staked + advanceChannel(channel, epoch).cooling > 0n;
  const [graceTs, readyTs] = [now + graceSecs, epochStart({ clock: state, epoch: epoch + 1 })];
  const { owner: closer, programId } = context;
  const order = { provider, channel: address, closer, ...only({ programId }) };
  return {
    instructions: [instructions.requestClose(order)],
    quote: { closableTs: cooling && readyTs > graceTs ? readyTs : graceTs, unstaked: staked },
  };
}

/** See {@link closeChannel}. */
export interface CloseChannelPlanInput {
  readonly channel: PublicKey;
  /** The provider's operator or owner, who gives up the grace and must sign too; nobody unless given. */
  readonly operator?: PublicKey;
}

/** What a closing pays out, in DIEM base units. */
export interface CloseChannelQuote {
  /** To the provider: what is settled and not collected. */
  readonly collected: bigint;
  /** To the consumer: the rest. */
  readonly refunded: bigint;
}

/**
 * Closes a channel: pays the provider what is settled, and the consumer the rest into the associated token account,
 * which is created where it is missing. Anyone may, once the grace is over.
 *
 * @throws AccountNotFoundError; QuoteError `WrongMarket`, `ChannelTooYoung`, `CloseNotRequested`, `GraceNotOver` or
 * `QuotaStillStaked`.
 *
 * @example
 * const { quote } = await plans.closeChannel(context, { channel });
 * console.log(quote.refunded);
 */
export async function closeChannel(
  context: PlanContext,
  { channel: address, operator }: CloseChannelPlanInput,
): Promise<Plan<CloseChannelQuote>> {
  const { connection, market, owner: payer, programId } = context;
  const [stored, { now, epoch }, slot] = await Promise.all([
    readChannel(context, address),
    readClock(context),
    connection.getSlot(),
  ]);
  const channel = advanceChannel(stored, epoch);
  const { provider, consumer, rentPayer, openedSlot, closesTs } = channel;
  if (BigInt(slot) <= openedSlot + OPENING_WINDOW_SLOTS) throw new QuoteError("ChannelTooYoung");
  if (operator === undefined) {
    if (closesTs === null) throw new QuoteError("CloseNotRequested");
    if (now < closesTs) throw new QuoteError("GraceNotOver");
  }
  if (channel.staked + channel.cooling > 0n) throw new QuoteError("QuotaStillStaked");
  const close = instructions.closeChannel({
    market,
    provider,
    channel: address,
    consumer,
    rentPayer,
    ...only({ operator, programId }),
  });
  const create = createAtaIdempotent({ payer, mint: market.diemMint, owner: consumer });
  const { deposit, settled, collected, withdrawable } = channel;
  return {
    instructions: [create, close],
    quote: { collected: settled - collected, refunded: deposit - settled + withdrawable },
  };
}

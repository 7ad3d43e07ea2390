import type { PublicKey } from "@solana/web3.js";
import { provider as providers } from "../accounts/provider";
import { OPENING_WINDOW_SLOTS } from "../constants";
import { foreseen } from "../errors/program-errors";
import * as instructions from "../instructions/closing";
import { defined } from "../defined";
import { advanceChannel } from "../quotes/channel-state";
import { epochStart } from "../quotes/math/epoch";
import { max } from "../integers";
import { createAtaIdempotent } from "../tokens";
import { readChannel } from "./read/channel";
import { readClock } from "./read/clock";
import type { Plan, PlanContext } from "./plan";

/** A channel's `closing` once its consumer asked for it. */
const CONSUMER_ASKED = 2;

/** See {@link requestClose}. */
export interface RequestClosePlanInput {
  readonly channel: PublicKey;
}

/** What a request to close does. */
export interface RequestCloseQuote {
  /** Whether the provider's owner or operator asks, and not the consumer. */
  readonly byProvider: boolean;
  /** From this second (unix) on anyone may close the channel: grace over, and quota stake withdrawable. */
  readonly closableTs: bigint;
  /** DIEM base units that leave the quota stake now: none if the provider asks. */
  readonly unstaked: bigint;
}

/**
 * Asks for a channel's closing. The owner of the context is its consumer, or the provider's owner or operator.
 *
 * A consumer's request starts the grace for the last voucher and takes all DIEM out of the quota stake; after the
 * provider's it is taken where it makes the end an earlier one. A provider's request leaves the grace, and at least the
 * rest of this epoch and the next one, in which the quota stake still counts.
 *
 * @throws `AccountNotFound`; `WrongMarket`, `NotChannelParty` or `ChannelClosing`.
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
  const { owner: closer, programId } = context;
  const { provider, graceSecs, consumer, closesTs } = channel;
  const byProvider = !consumer.equals(closer);
  if (byProvider) await requireOperator(context, provider);
  const graceTs = now + graceSecs;
  const earlier = !byProvider && closesTs !== null && graceTs < closesTs;
  if (closesTs !== null && !earlier) throw foreseen("ChannelClosing");
  const { staked, cooling } = advanceChannel(channel, epoch);
  const quotaEnds = epoch + (byProvider ? 2 : 1);
  const readyTs = epochStart({ clock: state, epoch: quotaEnds });
  const waits = byProvider || staked + cooling > 0n;
  const order = { provider, channel: address, closer, ...defined({ programId }) };
  return {
    instructions: [instructions.requestClose(order)],
    quote: {
      byProvider,
      closableTs: waits ? max(readyTs, graceTs) : graceTs,
      unstaked: byProvider ? 0n : staked,
    },
  };
}

/** Throws `NotChannelParty` unless the owner of the context is the provider's owner or operator. */
async function requireOperator(
  { connection, owner, programId }: PlanContext,
  address: PublicKey,
): Promise<void> {
  const provider = await providers.fetch(connection, address, defined({ programId }));
  const may = [provider.operator, provider.owner].some((key) => key.equals(owner));
  if (!may) throw foreseen("NotChannelParty");
}

/** See {@link closeChannel}. */
export interface CloseChannelPlanInput {
  readonly channel: PublicKey;
  /** The provider's operator or owner, who gives up the grace where the consumer asked, and must sign too. */
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
 * which is created if it is missing. Anyone may, once the grace is over; where the consumer asked for the closing, the
 * provider may agree to it before.
 *
 * @throws `AccountNotFound`; `WrongMarket`, `ChannelTooYoung`, `CloseNotRequested`, `GraceNotOver` or
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
  if (BigInt(slot) <= openedSlot + OPENING_WINDOW_SLOTS) throw foreseen("ChannelTooYoung");
  const bothAgree = operator !== undefined && channel.closing === CONSUMER_ASKED;
  if (!bothAgree) {
    if (closesTs === null) throw foreseen("CloseNotRequested");
    if (now < closesTs) throw foreseen("GraceNotOver", { now, readyTs: closesTs });
  }
  if (channel.staked + channel.cooling > 0n) throw foreseen("QuotaStillStaked");
  const close = instructions.closeChannel({
    market,
    provider,
    channel: address,
    consumer,
    rentPayer,
    ...defined({ operator, programId }),
  });
  const create = createAtaIdempotent({ payer, mint: market.diemMint, owner: consumer });
  const { deposit, settled, collected, withdrawable } = channel;
  return {
    instructions: [create, close],
    quote: { collected: settled - collected, refunded: deposit - settled + withdrawable },
  };
}

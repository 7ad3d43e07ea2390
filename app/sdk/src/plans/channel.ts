import type { PublicKey } from "@solana/web3.js";
import { provider as providers } from "../accounts/provider";
import { DIEM } from "../amounts";
import { of } from "../errors/figures";
import { foreseen } from "../errors/program-errors";
import * as instructions from "../instructions/channel";
import { defined } from "../defined";
import { quotaCreditsFloor } from "../quotes/math/quota";
import { createAtaIdempotent } from "../tokens";
import { openChannel as open } from "../transactions/open-channel";
import { proRata } from "../quotes/quota";
import { readChannel } from "./read/channel";
import { readClock } from "./read/clock";
import { requirePositive } from "../quotes/positive";
import type { Plan, PlanContext } from "./plan";
import { diemOf, requireDiem, requireHeld } from "./read/balance";

export * from "./closing";
export * from "./quota";
export * from "./settle";

/** See {@link openChannel}. */
export interface OpenChannelPlanInput {
  readonly provider: PublicKey;
  /** DIEM base units; zero for a channel that is to use quota only. */
  readonly deposit: bigint;
  /** DIEM base units to stake for quota as well; default: none. */
  readonly quotaStake?: bigint;
  /** Maximum DIEM base units per whole credit. Default: the provider's current price. */
  readonly maxPrice?: bigint;
  /** The key that will sign the vouchers; default: the consumer. */
  readonly voucherSigner?: PublicKey;
  /** A slot within the last 150; default: the connection's present one. */
  readonly openedSlot?: bigint;
}

/** What opening a channel does. */
export interface ChannelQuote {
  readonly channel: PublicKey;
  readonly openedSlot: bigint;
  /** DIEM base units per whole credit, for the channel's life. */
  readonly price: bigint;
  /** Micro-credits of quota in every later epoch. */
  readonly quota: bigint;
  /** Micro-credits of quota in the running epoch: by the part of it that is left. */
  readonly quotaNow: bigint;
  /** Seconds that a closing leaves for the last voucher. */
  readonly graceSecs: bigint;
}

/**
 * Opens the owner's channel with a provider, at the provider's price of now, and stakes DIEM for quota where
 * `quotaStake` says so. Creates the owner's DIEM account if it is missing, as the program asks for one even where
 * nothing is deposited.
 *
 * @throws `AccountNotFound` if there is no such provider; `WrongMarket`, `ProviderRetiring`,
 * `PriceAboveMaximum` or `InsufficientBalance`.
 *
 * @example
 * const plan = await plans.openChannel(context, { provider, deposit: 5_000_000_000n });
 * console.log(plan.quote.channel.toBase58(), plan.quote.price);
 */
export async function openChannel(
  context: PlanContext,
  { provider, deposit: amount, quotaStake = 0n, ...input }: OpenChannelPlanInput,
): Promise<Plan<ChannelQuote>> {
  const { connection, market, owner, programId } = context;
  const [seller, { state, now, epoch }, purse] = await Promise.all([
    providers.fetch(connection, provider, defined({ programId })),
    readClock(context),
    diemOf(context),
  ]);
  if (!seller.market.equals(market.market)) throw foreseen("WrongMarket");
  if (seller.retiring) throw foreseen("ProviderRetiring");
  const { price } = providers.termsIn(seller, epoch);
  const { maxPrice = price } = input;
  if (price > maxPrice) {
    throw foreseen("PriceAboveMaximum", of(DIEM, { value: price, limit: maxPrice }));
  }
  requireHeld(purse ?? 0n, amount + quotaStake, DIEM);
  const opening = await open({
    connection,
    market,
    provider,
    consumer: owner,
    deposit: amount,
    quotaStake,
    ...input,
    maxPrice,
    ...defined({ programId }),
  });
  const { channel, openedSlot } = opening;
  const { creditsPerDiem, channelGraceSecs: graceSecs } = state.params;
  const create = createAtaIdempotent({ payer: owner, mint: market.diemMint, owner });
  const quota = quotaCreditsFloor({ diem: quotaStake, creditsPerDiem });
  return {
    instructions: [...(purse === null ? [create] : []), ...opening.instructions],
    quote: {
      channel,
      openedSlot,
      price,
      quota,
      quotaNow: proRata({ clock: state, credits: quota, now }),
      graceSecs,
    },
  };
}

/** See {@link deposit}. */
export interface DepositPlanInput {
  readonly channel: PublicKey;
  /** DIEM base units. */
  readonly amount: bigint;
}

/** What a channel holds after a deposit, in DIEM base units. */
export interface DepositQuote {
  /** Over the channel's life. */
  readonly deposit: bigint;
  /** Of it, not settled yet. */
  readonly unspent: bigint;
}

/**
 * Adds the owner's DIEM to a channel's deposit; its consumer may be somebody else.
 *
 * @throws `AccountNotFound`; `ZeroAmount`, `WrongMarket`, `ChannelClosing` or `InsufficientBalance`.
 *
 * @example
 * const plan = await plans.deposit(context, { channel, amount: 2_000_000_000n });
 */
export async function deposit(
  context: PlanContext,
  { channel: address, amount }: DepositPlanInput,
): Promise<Plan<DepositQuote>> {
  requirePositive("amount", amount);
  const [channel] = await Promise.all([
    readChannel(context, address),
    requireDiem(context, amount),
  ]);
  if (channel.closesTs !== null) throw foreseen("ChannelClosing");
  const { market, owner: funder, programId } = context;
  const order = { market, channel: address, funder, amount, ...defined({ programId }) };
  const total = channel.deposit + amount;
  return {
    instructions: [instructions.deposit(order)],
    quote: { deposit: total, unspent: total - channel.settled },
  };
}

/** See {@link collect}. */
export interface CollectPlanInput {
  readonly channel: PublicKey;
}

/**
 * Moves a channel's settled DIEM into its provider's revenue account. Anyone may.
 *
 * @throws `AccountNotFound`; `WrongMarket` or `NothingToCollect`.
 *
 * @example
 * const { quote, instructions } = await plans.collect(context, { channel });
 */
export async function collect(
  context: PlanContext,
  { channel: address }: CollectPlanInput,
): Promise<Plan<{ readonly amount: bigint }>> {
  const { provider, settled, collected } = await readChannel(context, address);
  if (settled === collected) throw foreseen("NothingToCollect", of(DIEM, { mostPossible: 0n }));
  const { market, programId } = context;
  const order = { market, provider, channel: address, ...defined({ programId }) };
  return {
    instructions: [instructions.collect(order)],
    quote: { amount: settled - collected },
  };
}

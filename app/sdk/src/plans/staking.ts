import { position as positions } from "../accounts/position";
import { foreseen } from "../errors/program-errors";
import * as instructions from "../instructions/position";
import { requestUnstake as requestUnstakeInstruction } from "../instructions/unstake";
import { only } from "../only";
import { claimable } from "../quotes/claimable";
import { createAtaIdempotent } from "../tokens";
import { readClock } from "./channel-reading";
import type { Plan, PlanContext } from "./plan";
import {
  onPosition,
  positionAddress,
  readOwnPosition,
  requireAmount,
  unlockedOf,
} from "./position-reading";
import { requireVvv } from "./provider-reading";

export * from "./tickets";

/** See {@link stake}. */
export interface StakePlanInput {
  /** VVV base units. */
  readonly amount: bigint;
}

/** What a stake makes of the position. */
export interface StakeQuote {
  /** Whether the position is opened first, for a rent that its closing gives back. */
  readonly opens: boolean;
  /** VVV base units that are staked then. */
  readonly staked: bigint;
}

/**
 * Stakes VVV, after opening the owner's position where it does not exist yet.
 *
 * @throws `ZeroAmount`, `EntryPaused` or `InsufficientBalance`.
 *
 * @example
 * const { instructions, quote } = await plans.stake(context, { amount: 1_000_000_000_000n });
 */
export async function stake(
  context: PlanContext,
  { amount }: StakePlanInput,
): Promise<Plan<StakeQuote>> {
  requireAmount(amount);
  const { connection, programId } = context;
  const [existing, { state }] = await Promise.all([
    positions.fetchNullable(connection, positionAddress(context), only({ programId })),
    readClock(context),
    requireVvv(context, amount),
  ]);
  if (state.paused.includes("stake")) throw foreseen("EntryPaused");
  const on = onPosition(context);
  const staking = instructions.stake({ ...on, amount });
  const opens = existing === null;
  return {
    instructions: opens ? [instructions.openPosition(on), staking] : [staking],
    quote: { opens, staked: (existing?.staked ?? 0n) + amount },
  };
}

/** See {@link requestUnstake}. */
export interface RequestUnstakePlanInput {
  /** VVV base units, at most the unlocked stake. */
  readonly amount: bigint;
}

/** What a request makes of the position. */
export interface UnstakeQuote {
  /** Of the ticket that it opens. */
  readonly ticketId: bigint;
  /** Unix seconds from which on the ticket is paid out, if the request lands now. */
  readonly readyTs: bigint;
  /** VVV base units that stay staked, and how many of them nothing is locked for. */
  readonly staked: bigint;
  readonly unlocked: bigint;
}

/**
 * Takes unlocked VVV out of the stake and starts its cool-down on a ticket of its own.
 *
 * @throws `AccountNotFound` where the owner has no position; `ZeroAmount` or
 * `InsufficientUnlockedStake`.
 *
 * @example
 * const { quote } = await plans.requestUnstake(context, { amount: 100_000_000_000n });
 * console.log(quote.ticketId, quote.readyTs);
 */
export async function requestUnstake(
  context: PlanContext,
  { amount }: RequestUnstakePlanInput,
): Promise<Plan<UnstakeQuote>> {
  requireAmount(amount);
  const { position, state, now, on } = await readOwnPosition(context);
  const unlocked = unlockedOf(position) - amount;
  if (unlocked < 0n) throw foreseen("InsufficientUnlockedStake");
  const ticketId = position.nextTicketId;
  return {
    instructions: [requestUnstakeInstruction({ ...on, amount, ticketId })],
    quote: {
      ticketId,
      readyTs: now + state.params.stakeCooldownSecs,
      staked: position.staked - amount,
      unlocked,
    },
  };
}

/** What a claim pays. */
export interface ClaimQuote {
  /** Fees, in DIEM base units. */
  readonly diem: bigint;
  /** Rewards, in VVV base units. */
  readonly vvv: bigint;
}

/**
 * Pays the owner the position's fees and rewards, after creating the token accounts that it has not. The quote is of now:
 * by the time the transaction lands, a little more has been released.
 *
 * @throws `AccountNotFound` where the owner has no position; `NothingToClaim`.
 *
 * @example
 * const { quote } = await plans.claim(context); // quote.diem and quote.vvv in base units
 */
export async function claim(context: PlanContext): Promise<Plan<ClaimQuote>> {
  const { position, state, now, on } = await readOwnPosition(context);
  const { fees: diem, rewards: vvv } = claimable({ market: state, position, now });
  if (diem === 0n && vvv === 0n) throw foreseen("NothingToClaim");
  const { market, owner } = context;
  const creations = [market.diemMint, market.vvvMint].map((mint) =>
    createAtaIdempotent({ payer: owner, mint, owner }),
  );
  return { instructions: [...creations, instructions.claimRewards(on)], quote: { diem, vvv } };
}

/** What compounding stakes. */
export interface CompoundQuote {
  /** VVV base units of rewards, at least. */
  readonly vvv: bigint;
  /** VVV base units that are staked then. */
  readonly staked: bigint;
}

/**
 * Stakes the position's VVV rewards; its fees stay claimable.
 *
 * @throws `AccountNotFound` where the owner has no position; `EntryPaused` or `NothingToCompound`.
 *
 * @example
 * const { quote } = await plans.compound(context);
 */
export async function compound(context: PlanContext): Promise<Plan<CompoundQuote>> {
  const { position, state, now, on } = await readOwnPosition(context);
  if (state.paused.includes("stake")) throw foreseen("EntryPaused");
  const { rewards: vvv } = claimable({ market: state, position, now });
  if (vvv === 0n) throw foreseen("NothingToCompound");
  return {
    instructions: [instructions.compoundRewards(on)],
    quote: { vvv, staked: position.staked + vvv },
  };
}

/** What closing gives back. */
export interface ClosePositionQuote {
  /** Lamports of rent, which go to the account that paid them. */
  readonly rent: bigint;
}

/**
 * Closes the owner's empty position and gives its rent back.
 *
 * @throws `AccountNotFound` where the owner has no position; `PositionNotEmpty`.
 *
 * @example
 * const { instructions } = await plans.closePosition(context);
 */
export async function closePosition(context: PlanContext): Promise<Plan<ClosePositionQuote>> {
  const { connection } = context;
  const [{ position, on }, rent] = await Promise.all([
    readOwnPosition(context),
    connection.getBalance(positionAddress(context)),
  ]);
  const { staked, openTickets, unclaimedFees, unclaimedRewards, rentPayer } = position;
  const empty =
    staked === 0n && openTickets === 0 && unclaimedFees === 0n && unclaimedRewards === 0n;
  if (!empty) throw foreseen("PositionNotEmpty");
  return {
    instructions: [instructions.closePosition({ ...on, rentPayer })],
    quote: { rent: BigInt(rent) },
  };
}

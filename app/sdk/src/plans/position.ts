import type { PublicKey } from "@solana/web3.js";
import { position as positions } from "../accounts/position";
import { DIEM, vvvOf } from "../amounts";
import { of } from "../errors/figures";
import { foreseen } from "../errors/program-errors";
import * as instructions from "../instructions/position";
import { requestUnstake as requestUnstakeInstruction } from "../instructions/unstake";
import { defined } from "../defined";
import { claimable } from "../quotes/claimable";
import { ata, createAtaIdempotent, tokenAmount } from "../tokens";
import { readClock } from "./read/clock";
import { requirePositive } from "../quotes/positive";
import type { Plan, PlanContext } from "./plan";
import { onPosition, positionAddress, readOwnPosition, unlockedOf } from "./read/position";
import { requireHeld } from "./read/balance";

export * from "./unstake";

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
  /** VVV base units that the owner's token account holds then. */
  readonly left: bigint;
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
  requirePositive("amount", amount);
  const { programId } = context;
  const address = positionAddress(context);
  const purse = ata(context.market.vvvMint, context.owner);
  const { state, further } = await readClock(context, [address, purse]);
  const [info, tokens] = further;
  const existing = info === null ? null : positions.fromInfo(address, info, defined({ programId }));
  if (state.paused.includes("stake")) throw foreseen("EntryPaused");
  const held = tokenAmount(tokens?.data);
  requireHeld(held, amount, vvvOf(state));
  const on = onPosition(context);
  const staking = instructions.stake({ ...on, amount });
  const opens = existing === null;
  return {
    instructions: opens ? [instructions.openPosition(on), staking] : [staking],
    quote: { opens, staked: (existing?.staked ?? 0n) + amount, left: held - amount },
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
 * @throws `AccountNotFound` if the owner has no position; `ZeroAmount` or
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
  requirePositive("amount", amount);
  const { position, state, now, on } = await readOwnPosition(context);
  const held = unlockedOf(position);
  const unlocked = held - amount;
  if (unlocked < 0n) {
    const figures = of(vvvOf(state), { held, needed: amount, mostPossible: held });
    throw foreseen("InsufficientUnlockedStake", figures);
  }
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
 * @throws `AccountNotFound` if the owner has no position; `NothingToClaim`.
 *
 * @example
 * const { quote } = await plans.claimRewards(context); // quote.diem and quote.vvv in base units
 */
export async function claimRewards(context: PlanContext): Promise<Plan<ClaimQuote>> {
  const { position, state, now, on } = await readOwnPosition(context);
  const { fees: diem, rewards: vvv } = claimable({ market: state, position, now });
  if (diem === 0n && vvv === 0n) throw foreseen("NothingToClaim", of(DIEM, { mostPossible: 0n }));
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
 * @throws `AccountNotFound` if the owner has no position; `EntryPaused` or `NothingToCompound`.
 *
 * @example
 * const { quote } = await plans.compoundRewards(context);
 */
export async function compoundRewards(context: PlanContext): Promise<Plan<CompoundQuote>> {
  const { position, state, now, on } = await readOwnPosition(context);
  if (state.paused.includes("stake")) throw foreseen("EntryPaused");
  const { rewards: vvv } = claimable({ market: state, position, now });
  if (vvv === 0n) throw foreseen("NothingToCompound", of(vvvOf(state), { mostPossible: 0n }));
  return {
    instructions: [instructions.compoundRewards(on)],
    quote: { vvv, staked: position.staked + vvv },
  };
}

/** What closing gives back. */
export interface ClosePositionQuote {
  readonly position: PublicKey;
  /** Lamports of rent, which go to the account that paid them. */
  readonly rent: bigint;
}

/**
 * Closes the owner's empty position and gives its rent back.
 *
 * @throws `AccountNotFound` if the owner has no position; `PositionNotEmpty`.
 *
 * @example
 * const { instructions } = await plans.closePosition(context);
 */
export async function closePosition(context: PlanContext): Promise<Plan<ClosePositionQuote>> {
  const { connection } = context;
  const [{ position, state, on }, rent] = await Promise.all([
    readOwnPosition(context),
    connection.getBalance(positionAddress(context)),
  ]);
  const { staked, openTickets, unclaimedFees, unclaimedRewards, rentPayer } = position;
  const empty =
    staked === 0n && openTickets === 0 && unclaimedFees === 0n && unclaimedRewards === 0n;
  if (!empty) {
    const left = { staked, openTickets, unclaimedFees, unclaimedRewards };
    throw foreseen("PositionNotEmpty", of(vvvOf(state), left));
  }
  return {
    instructions: [instructions.closePosition({ ...on, rentPayer })],
    quote: { position: position.address, rent: BigInt(rent) },
  };
}

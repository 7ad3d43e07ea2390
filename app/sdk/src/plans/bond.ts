import type { PublicKey } from "@solana/web3.js";
import { bondTicket as tickets } from "../accounts/bond-ticket";
import { vvvOf } from "../amounts";
import { of } from "../errors/figures";
import { foreseen } from "../errors/program-errors";
import * as instructions from "../instructions/bond";
import { defined } from "../defined";
import { bondTicket } from "../pda";
import { slashCapFloor } from "../quotes/math/bond";
import { leave } from "../quotes/math/cooling-bond";
import { min, max } from "../integers";
import { requirePositive } from "../quotes/positive";
import { providerBondRequired } from "../quotes/provider-bond";
import { ticketReady } from "../quotes/ticket";
import { createAtaIdempotent } from "../tokens";
import { readClock } from "./read/clock";
import type { Plan, PlanContext } from "./plan";
import { readOwnProvider, readProvider } from "./read/provider";
import { requireVvv } from "./read/balance";

/** A bond, in VVV base units. */
export interface BondQuote {
  readonly bond: bigint;
  /** What the offered capacity needs of it. */
  readonly required: bigint;
}

/**
 * Adds the owner's VVV to its provider's bond.
 *
 * @throws `AccountNotFound`; `EntryPaused`, `ProviderRetiring`, `ZeroAmount` or `InsufficientBalance`.
 *
 * @example
 * const { quote } = await plans.addBond(context, { amount: 10_000_000_000n });
 */
export async function addBond(
  context: PlanContext,
  { amount }: { readonly amount: bigint },
): Promise<Plan<BondQuote>> {
  requirePositive("amount", amount);
  const { provider, state, epoch, on } = await readOwnProvider(context);
  if (state.paused.includes("register")) throw foreseen("EntryPaused");
  if (provider.retiring) throw foreseen("ProviderRetiring");
  await requireVvv(context, amount, state);
  return {
    instructions: [instructions.addBond({ ...on, amount })],
    quote: { bond: provider.bond + amount, required: providerBondRequired({ provider, epoch }) },
  };
}

/** What a request to withdraw bond does. */
export interface BondWithdrawalQuote extends BondQuote {
  readonly ticketId: bigint;
  /** From this second (unix) on the ticket can be paid out. */
  readonly readyTs: bigint;
}

/**
 * Takes VVV out of the owner's provider's bond, and starts its cool-down on a ticket of its own. What stays must cover
 * the capacity, unless the provider is retiring.
 *
 * @throws `AccountNotFound`; `ZeroAmount` or `BondTooSmall`.
 *
 * @example
 * const { quote } = await plans.requestBondWithdrawal(context, { amount: 10_000_000_000n });
 */
export async function requestBondWithdrawal(
  context: PlanContext,
  { amount }: { readonly amount: bigint },
): Promise<Plan<BondWithdrawalQuote>> {
  requirePositive("amount", amount);
  const { provider, state, now, epoch, on } = await readOwnProvider(context);
  const { retiring, nextTicketId: ticketId, noticeEndsTs } = provider;
  const required = retiring ? 0n : providerBondRequired({ provider, epoch });
  const bond = provider.bond - amount;
  if (bond < required) {
    const figures = { held: provider.bond, needed: required + amount };
    const mostPossible = max(provider.bond - required, 0n);
    throw foreseen("BondTooSmall", of(vvvOf(state), { ...figures, mostPossible }));
  }
  const cooledTs = now + state.params.bondCooldownSecs;
  return {
    instructions: [instructions.requestBondWithdrawal({ ...on, ticketId, amount })],
    quote: {
      bond,
      required,
      ticketId,
      readyTs: retiring ? max(cooledTs, noticeEndsTs) : cooledTs,
    },
  };
}

/**
 * Pays out a bond ticket whose cool-down is over, into the owner's associated token account, which is created where it
 * is missing. A slash since the request has made it worth less.
 *
 * @throws `AccountNotFound`; `CooldownNotOver`.
 *
 * @example
 * const { quote } = await plans.withdrawBond(context, { ticketId: 0n }); // quote.amount in VVV base units
 */
export async function withdrawBond(
  context: PlanContext,
  { ticketId }: { readonly ticketId: bigint },
): Promise<Plan<{ readonly amount: bigint }>> {
  const { connection, market, owner, programId } = context;
  const { provider, now, on } = await readOwnProvider(context);
  const options = defined({ programId });
  const address = bondTicket({ provider: provider.address, id: ticketId, ...options });
  const ticket = await tickets.fetch(connection, address, options);
  if (!ticketReady({ ticket, now })) {
    throw foreseen("CooldownNotOver", { now, readyTs: ticket.readyTs });
  }
  const { rentPayer } = ticket;
  const { paid: amount } = leave({ bond: provider.bondCooling, ticket });
  const create = createAtaIdempotent({ payer: owner, mint: market.vvvMint, owner });
  return {
    instructions: [create, instructions.withdrawBond({ ...on, ticketId, rentPayer })],
    quote: { amount },
  };
}

/** See {@link slashProvider}. */
export interface SlashProviderPlanInput {
  readonly provider: PublicKey;
  /** Maximum VVV base units to take; default: all that the cap of the epoch leaves. */
  readonly maxAmount?: bigint;
  /** A code that the arbiter publishes, 0 to 65,535. */
  readonly reason: number;
}

/** What a slash takes, in VVV base units, and where it goes. */
export interface SlashQuote {
  readonly amount: bigint;
  /** Bond and cooling bond before. */
  readonly whole: bigint;
  readonly treasury: PublicKey;
}

/**
 * Takes part of a provider's bond, cooling or not, for the treasury, whose associated token account is created where it
 * is missing. The owner of the context is the market's arbiter.
 *
 * @throws `AccountNotFound`; `WrongMarket`, `NotArbiter` or `SlashCapReached`.
 *
 * @example
 * const { quote } = await plans.slashProvider(context, { provider, reason: 3 });
 */
export async function slashProvider(
  context: PlanContext,
  { provider: address, maxAmount, reason }: SlashProviderPlanInput,
): Promise<Plan<SlashQuote>> {
  const { market, owner: arbiter, programId } = context;
  const [provider, { state, epoch }] = await Promise.all([
    readProvider(context, address),
    readClock(context),
  ]);
  const { treasury, arbiter: named } = state.roles;
  if (!named.equals(arbiter)) throw foreseen("NotArbiter", { expected: named });
  const whole = provider.bond + provider.bondCooling.amount;
  const taken = provider.slashEpoch < epoch ? 0n : provider.slashed;
  const maxSlashBps = Math.min(provider.maxSlashBps, state.params.maxSlashBps);
  const cap = max(slashCapFloor({ base: whole + taken, maxSlashBps }) - taken, 0n);
  const amount = min(cap, maxAmount ?? cap);
  if (amount === 0n) throw foreseen("SlashCapReached", of(vvvOf(state), { mostPossible: 0n }));
  const slash = instructions.slashProvider({
    market,
    arbiter,
    provider: address,
    maxAmount: amount,
    reason,
    treasury,
    ...defined({ programId }),
  });
  const create = createAtaIdempotent({ payer: arbiter, mint: market.vvvMint, owner: treasury });
  return { instructions: [create, slash], quote: { amount, whole, treasury } };
}

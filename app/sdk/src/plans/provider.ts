import type { PublicKey } from "@solana/web3.js";
import type { MarketAccount } from "../accounts/market";
import type { ProviderAccount } from "../accounts/provider";
import { CREDIT_UNIT, MAX_CAPACITY } from "../constants";
import { CREDITS, vvvOf } from "../amounts";
import { of } from "../errors/figures";
import { foreseen } from "../errors/program-errors";
import * as instructions from "../instructions/provider";
import { defined } from "../defined";
import { provider as providerOf } from "../pda";
import { min } from "../integers";
import { bondRequiredCeil } from "../quotes/math/bond";
import { mulDivFloor } from "../quotes/math/integers";
import { advance } from "../quotes/math/scheduled";
import type { ProviderTerms } from "../types";
import { readClock } from "./read/clock";
import { requirePositive } from "../quotes/positive";
import type { Plan, PlanContext } from "./plan";
import { readOwnProvider } from "./read/provider";
import { requireVvv } from "./read/balance";

export * from "./bond";
export * from "./provider-closing";
export * from "./revenue";

/** No price list: the program stores what it is given. */
const NO_PRICE_LIST = new Uint8Array(32);

/** What a provider offers, as people say it. */
export interface OfferInput {
  /** Serves the calls and settles; default: the owner. */
  readonly operator?: PublicKey;
  /** A URI of 1 to 128 bytes. */
  readonly endpoint: string;
  /** DIEM base units per whole credit, 1 or more. */
  readonly price: bigint;
  /** SHA-256 of the price list. Default: zeros. */
  readonly priceListHash?: Uint8Array;
}

/** See {@link registerProvider}. */
export interface RegisterProviderPlanInput extends OfferInput {
  /** Micro-credits per epoch from the next epoch on; default: none. */
  readonly capacity?: bigint;
  /** Of these, what is offered to staked DIEM; default: none. */
  readonly quotaCapacity?: bigint;
  /** VVV base units. Default: what the capacity needs. */
  readonly bond?: bigint;
}

/** What an offered capacity asks for. */
export interface CapacityQuote {
  /** VVV base units of bond that the capacity needs. */
  readonly required: bigint;
  /** VVV base units of bond. */
  readonly bond: bigint;
  /** The epoch from which on the capacity counts. */
  readonly fromEpoch: number;
}

/** What a registration does. */
export interface RegistrationQuote extends CapacityQuote {
  readonly provider: PublicKey;
  readonly terms: ProviderTerms;
}

function requirePrice(price: bigint): void {
  if (price <= 0n) throw foreseen("PriceOutOfRange");
}

function requireOffer(capacity: bigint, quota: bigint): void {
  if (capacity > MAX_CAPACITY) {
    const figures = of(CREDITS, { needed: capacity, mostPossible: MAX_CAPACITY });
    throw foreseen("CapacityOutOfRange", figures);
  }
  if (quota > capacity) {
    const figures = of(CREDITS, { needed: quota, mostPossible: capacity });
    throw foreseen("QuotaAboveCapacity", figures);
  }
}

/** Throws `BondTooSmall`, with the capacity that the bond covers, where it does not cover this one. */
function requireCovered(bond: bigint, capacity: bigint, state: MarketAccount): void {
  const { bondPerCredit } = state.params;
  const needed = bondRequiredCeil({ capacity, bondPerCredit });
  if (bond >= needed) return;
  const covered = mulDivFloor(bond, CREDIT_UNIT, bondPerCredit);
  const mostCapacity = min(covered, MAX_CAPACITY);
  throw foreseen("BondTooSmall", of(vvvOf(state), { held: bond, needed, mostCapacity }));
}

/**
 * Registers the owner as a provider, with the bond that its capacity needs or more.
 *
 * @throws `EntryPaused`, `PriceOutOfRange`, `CapacityOutOfRange`, `QuotaAboveCapacity`, `ZeroAmount` (no
 * bond), `BondTooSmall` or `InsufficientBalance`.
 *
 * @example
 * const capacity = 200n * constants.CREDIT_UNIT;
 * const offer = { capacity, endpoint: "https://compute.example/v1", price: 10_000_000n };
 * const { quote } = await plans.registerProvider(context, offer); // quote.bond in VVV base units
 */
export async function registerProvider(
  context: PlanContext,
  input: RegisterProviderPlanInput,
): Promise<Plan<RegistrationQuote>> {
  const { capacity = 0n, quotaCapacity = 0n, endpoint, price } = input;
  const { operator = context.owner, priceListHash = NO_PRICE_LIST } = input;
  requirePrice(price);
  requireOffer(capacity, quotaCapacity);
  const { state, epoch } = await readClock(context);
  if (state.paused.includes("register")) throw foreseen("EntryPaused");
  const { bondPerCredit } = state.params;
  const required = bondRequiredCeil({ capacity, bondPerCredit });
  const { bond = required } = input;
  requirePositive("bond", bond);
  requireCovered(bond, capacity, state);
  await requireVvv(context, bond, state);
  const { market, owner, programId } = context;
  const terms = { operator, endpoint, price, priceListHash };
  const order = { market, owner, bond, capacity, quotaCapacity, terms, ...defined({ programId }) };
  const provider = providerOf({ market: market.market, owner, ...defined({ programId }) });
  return {
    instructions: [instructions.registerProvider(order)],
    quote: { provider, terms, required, bond, fromEpoch: epoch + 1 },
  };
}

/** What a provider offers from the next epoch on, before and after a change. */
export interface TermsQuote {
  readonly before: ProviderTerms;
  readonly after: ProviderTerms;
  /** The epoch from which on price and price list count; operator and endpoint change at once. */
  readonly fromEpoch: number;
}

/** What a provider's account says that it offers from the next epoch on. */
function termsOf({ operator, endpoint, terms }: ProviderAccount): ProviderTerms {
  return { operator, endpoint, ...terms.next };
}

/**
 * Changes what the owner's provider offers: what is left out stays. Operator and endpoint change at once, price and price
 * list from the next epoch on. Channels keep the price at which they were opened.
 *
 * @throws `AccountNotFound` if the owner is no provider; `PriceOutOfRange`.
 *
 * @example
 * const { quote } = await plans.updateProvider(context, { price: 900_000n }); // from quote.fromEpoch on
 */
export async function updateProvider(
  context: PlanContext,
  changes: Partial<OfferInput>,
): Promise<Plan<TermsQuote>> {
  const { provider, epoch, on } = await readOwnProvider(context);
  const before = termsOf(provider);
  const after = { ...before, ...changes };
  requirePrice(after.price);
  return {
    instructions: [instructions.updateProvider({ ...on, terms: after })],
    quote: { before, after, fromEpoch: epoch + 1 },
  };
}

/** See {@link setCapacity}. */
export interface SetCapacityPlanInput {
  /** Micro-credits per epoch from the next epoch on. */
  readonly capacity: bigint;
  /** The part that is offered to staked DIEM. Default: today's part, at most the capacity. */
  readonly quotaCapacity?: bigint;
}

/** What another capacity does. */
export interface SetCapacityQuote extends CapacityQuote {
  readonly quotaCapacity: bigint;
}

/**
 * Offers another capacity from the next epoch on, which the bond must cover.
 *
 * @throws `AccountNotFound`; `ProviderRetiring`, `CapacityOutOfRange`, `QuotaAboveCapacity`,
 * `QuotaBelowCommitted` or `BondTooSmall`.
 *
 * @example
 * const { quote } = await plans.setCapacity(context, { capacity: 150n * constants.CREDIT_UNIT });
 */
export async function setCapacity(
  context: PlanContext,
  { capacity, ...input }: SetCapacityPlanInput,
): Promise<Plan<SetCapacityQuote>> {
  const { provider, state, epoch, on } = await readOwnProvider(context);
  if (provider.retiring) throw foreseen("ProviderRetiring");
  const offered = advance({ figure: provider.quotaCapacity, epoch }).next;
  const quotaCapacity = input.quotaCapacity ?? (offered < capacity ? offered : capacity);
  requireOffer(capacity, quotaCapacity);
  const { next: limit } = advance({ figure: provider.committed, epoch });
  if (quotaCapacity < limit) {
    throw foreseen("QuotaBelowCommitted", of(CREDITS, { value: quotaCapacity, limit }));
  }
  const { bond } = provider;
  const required = bondRequiredCeil({ capacity, bondPerCredit: state.params.bondPerCredit });
  requireCovered(bond, capacity, state);
  return {
    instructions: [instructions.setCapacity({ ...on, capacity, quotaCapacity })],
    quote: { quotaCapacity, required, bond, fromEpoch: epoch + 1 },
  };
}

import type { PublicKey } from "@solana/web3.js";
import { epochRecord as records } from "../accounts/epoch-record";
import type { MarketAccount } from "../accounts/market";
import { PARAMS_WINDOW_SECS } from "../constants";
import { foreseen } from "../errors/program-errors";
import * as instructions from "../instructions/governance";
import { planRollEpoch } from "../keepers/roll-epoch";
import { defined } from "../defined";
import { clamp } from "../quotes/math/integers";
import { epochsDue, rollPreview } from "../quotes/roll";
import { advance } from "../quotes/math/scheduled";
import type { MarketParams, Roles } from "../types";
import { bind, type BoundPlan } from "./bind";
import { readClock } from "./read/clock";
import type { Plan, PlanContext } from "./plan";

/** A plan of one instruction that is refused first where another key has to sign. */
function signedBy<Input>(
  plan: BoundPlan<Input>,
  requireSigner: (state: MarketAccount, owner: PublicKey) => void,
): BoundPlan<Input> {
  return async (context, ...input) => {
    const { state } = await readClock(context);
    requireSigner(state, context.owner);
    return plan(context, ...input);
  };
}

function requireAuthority({ roles: { authority: expected } }: MarketAccount, owner: PublicKey) {
  if (!expected.equals(owner)) throw foreseen("NotAuthority", { expected });
}

function requireGuardian({ roles }: MarketAccount, owner: PublicKey) {
  const { guardian, authority: expected } = roles;
  if (![guardian, expected].some((key) => key.equals(owner))) {
    throw foreseen("NotGuardian", { expected });
  }
}

function requireProposed({ pendingAuthority: expected }: MarketAccount, owner: PublicKey) {
  if (expected?.equals(owner) === true) return;
  throw foreseen("NotPendingAuthority", expected === null ? {} : { expected });
}

/** Proposes another authority; `PublicKey.default` takes an earlier proposal back. Throws `NotAuthority`. */
export const proposeAuthority = signedBy(
  bind(instructions.proposeAuthority, "authority"),
  requireAuthority,
);

/** Makes the owner, who was proposed, the authority. Throws `NotPendingAuthority`. */
export const acceptAuthority = signedBy(
  bind(instructions.acceptAuthority, "newAuthority"),
  requireProposed,
);

/** Stops what comes into the market; the owner is its guardian or its authority. Throws `NotGuardian`. */
export const pause = signedBy(bind(instructions.pause, "pauser"), requireGuardian);

/** Opens again what was paused. Throws `NotAuthority`. */
export const unpause = signedBy(bind(instructions.unpause, "authority"), requireAuthority);

/**
 * Sets what wallets show of DIEM; the first time, the owner pays for the metadata account. Throws `NotAuthority`.
 */
export const setDiemMetadata = signedBy(
  bind(instructions.setDiemMetadata, "authority"),
  requireAuthority,
);

async function readAsAuthority(context: PlanContext) {
  const clock = await readClock(context);
  requireAuthority(clock.state, context.owner);
  return clock;
}

/** See {@link setRoles}. A role that is left out stays. */
export type SetRolesPlanInput = Partial<Omit<Roles, "authority">>;

/** Roles before and after. */
export interface RolesQuote {
  readonly before: Roles;
  readonly after: Roles;
}

/**
 * Names guardian, arbiter or treasury, at once; a role that is not named stays.
 *
 * @throws `NotAuthority`.
 *
 * @example
 * const { quote } = await plans.setRoles(context, { guardian: keeper });
 */
export async function setRoles(
  context: PlanContext,
  input: SetRolesPlanInput,
): Promise<Plan<RolesQuote>> {
  const { state } = await readAsAuthority(context);
  const { market, owner: authority, programId } = context;
  const before = state.roles;
  const after = { ...before, ...input };
  const order = { ...after, market, authority, ...defined({ programId }) };
  return { instructions: [instructions.setRoles(order)], quote: { before, after } };
}

/** See {@link proposeParams}. */
export interface ProposeParamsPlanInput {
  /** All of them. */
  readonly params: MarketParams;
}

/** What an announcement does. */
export interface ProposalQuote {
  readonly before: MarketParams;
  readonly after: MarketParams;
  /** From this second (unix) on anyone may apply them. */
  readonly etaTs: bigint;
  /** After this one they have lapsed. */
  readonly lapsesTs: bigint;
  /** What was announced before, and is forgotten; null if nothing was. */
  readonly replaced: MarketParams | null;
}

/**
 * Announces parameters, which anyone can apply after the delay of today. The haircut of locked stake is fixed for the
 * market's life.
 *
 * @throws `NotAuthority` or `LockedHaircutFixed`.
 *
 * @example
 * const { vvvDecimals, epochSecs } = await client.read.market();
 * const params = marketFile.params({ file, vvvDecimals, epochSecs });
 * const { quote } = await plans.proposeParams(context, { params });
 */
export async function proposeParams(
  context: PlanContext,
  { params }: ProposeParamsPlanInput,
): Promise<Plan<ProposalQuote>> {
  const { state, now } = await readAsAuthority(context);
  if (params.lockedHaircutBps !== state.params.lockedHaircutBps) {
    throw foreseen("LockedHaircutFixed");
  }
  const { market, owner: authority, programId } = context;
  const etaTs = now + state.params.paramsDelaySecs;
  const propose = instructions.proposeParams({
    market,
    authority,
    params,
    ...defined({ programId }),
  });
  return {
    instructions: [propose],
    quote: {
      before: state.params,
      after: params,
      etaTs,
      lapsesTs: etaTs + PARAMS_WINDOW_SECS,
      replaced: state.proposal?.params ?? null,
    },
  };
}

/** What applying does. */
export interface AppliedQuote {
  readonly before: MarketParams;
  readonly after: MarketParams;
  /** DIEM base units per whole credit, in the running epoch and in the next one: the new bounds may move them. */
  readonly referencePrice: bigint;
  readonly nextReferencePrice: bigint;
  /** Epochs that are closed first. */
  readonly closed: number;
}

/**
 * Applies the announced parameters, after closing the epochs that wait for it. Anyone may.
 *
 * @throws `NoParamsProposed`, `ParamsDelayNotOver` or `ParamsProposalExpired`.
 *
 * @example
 * const { quote } = await plans.applyParams(context);
 */
export async function applyParams(context: PlanContext): Promise<Plan<AppliedQuote>> {
  const { state, now, epoch } = await readClock(context);
  const { connection, market, programId } = context;
  const { proposal, params: before } = state;
  if (proposal === null) throw foreseen("NoParamsProposed");
  if (now < proposal.etaTs) {
    throw foreseen("ParamsDelayNotOver", { now, readyTs: proposal.etaTs });
  }
  if (now > proposal.etaTs + PARAMS_WINDOW_SECS) throw foreseen("ParamsProposalExpired");
  const options = defined({ programId });
  const after = proposal.params;
  const closed = epochsDue({ market: state, now });
  const rolling = planRollEpoch({ market: state, now, ...options })?.instructions ?? [];
  const rolled =
    closed === 0
      ? state
      : rollPreview({
          market: state,
          records: await records.fetchAll(connection, { market: market.market }, options),
          now,
        }).market;
  const { referencePriceFloor: low, referencePriceCap: high } = after;
  const { current, next } = advance({ figure: rolled.referencePrice, epoch });
  return {
    instructions: [...rolling, instructions.applyParams({ market, ...options })],
    quote: {
      before,
      after,
      referencePrice: clamp(current, low, high),
      nextReferencePrice: clamp(next, low, high),
      closed,
    },
  };
}

/**
 * Takes the announced parameters back.
 *
 * @throws `NotAuthority` or `NoParamsProposed`.
 *
 * @example
 * const { quote } = await plans.cancelParams(context); // quote.cancelled
 */
export async function cancelParams(
  context: PlanContext,
): Promise<Plan<{ readonly cancelled: MarketParams }>> {
  const { state } = await readAsAuthority(context);
  if (state.proposal === null) throw foreseen("NoParamsProposed");
  const { market, owner: authority, programId } = context;
  const cancel = instructions.cancelParams({ market, authority, ...defined({ programId }) });
  return { instructions: [cancel], quote: { cancelled: state.proposal.params } };
}

import { PublicKey } from "@solana/web3.js";
import { constants } from "@diem/sdk";
import { due } from "./epoch";
import { advance, epochAt, inEpoch } from "./epochs";
import { emit, marketState, stampOf } from "./events";
import { clamp, later } from "./integers";
import { requireLegal } from "./params-bounds";
import { accrue } from "./market";
import { demand, refuse } from "./refusal";
import { copy, type Entry, type Market, type Params, type Roles, type State } from "./state";

/** In the order of their bits, as the market shows them. */
export const ENTRIES: readonly Entry[] = ["stake", "mint", "open", "deposit", "register"];

export function requireOpen({ paused }: Market, ...entries: readonly Entry[]): void {
  demand(!entries.some((entry) => paused.includes(entry)), "EntryPaused");
}

/** The bits of what is paused. */
const bitsOf = (entries: readonly Entry[]) =>
  entries.reduce((bits, entry) => bits | (1 << ENTRIES.indexOf(entry)), 0);

const isDefault = (key: PublicKey) => key.equals(PublicKey.default);

export interface ByAuthority {
  readonly authority: PublicKey;
}

export function requireAuthority({ roles }: Market, { authority }: ByAuthority): void {
  demand(roles.authority.equals(authority), "NotAuthority");
}

export function proposeAuthority(
  state: State,
  { newAuthority, ...by }: ByAuthority & { readonly newAuthority: PublicKey },
): void {
  const { market } = state;
  requireAuthority(market, by);
  const pendingBefore = market.pendingAuthority ?? PublicKey.default;
  market.pendingAuthority = isDefault(newAuthority) ? null : newAuthority;
  emit(state, "AuthorityProposed", {
    ...{ stamp: stampOf(state, market), ...by, pendingBefore, pending: newAuthority },
  });
}

export function acceptAuthority(state: State, newAuthority: PublicKey): void {
  const { market } = state;
  const pending = market.pendingAuthority;
  demand(pending !== null && pending.equals(newAuthority), "NotPendingAuthority");
  const before = market.roles.authority;
  market.roles.authority = newAuthority;
  market.pendingAuthority = null;
  emit(state, "AuthorityChanged", { stamp: stampOf(state, market), before, after: newAuthority });
}

export function setRoles(
  state: State,
  { authority, ...roles }: ByAuthority & Omit<Roles, "authority">,
): void {
  const { market } = state;
  requireAuthority(market, { authority });
  demand(!Object.values(roles).some(isDefault), "RoleMissing");
  const before = { ...market.roles };
  Object.assign(market.roles, roles);
  const stamp = stampOf(state, market);
  emit(state, "RolesChanged", { stamp, before, after: { ...market.roles } });
}

/** Changes what is paused, and tells of it. */
function setPaused(state: State, name: string, by: PublicKey, paused: readonly Entry[]): void {
  const { market } = state;
  const before = bitsOf(market.paused);
  market.paused = paused;
  emit(state, name, { stamp: stampOf(state, market), by, before, after: bitsOf(paused) });
}

export function pause(
  state: State,
  { pauser, entries }: { readonly pauser: PublicKey; readonly entries: readonly Entry[] },
): void {
  const { roles, paused } = state.market;
  demand(pauser.equals(roles.guardian) || pauser.equals(roles.authority), "NotGuardian");
  demand(entries.length > 0, "PauseBitsOutOfRange");
  const all = ENTRIES.filter((entry) => paused.includes(entry) || entries.includes(entry));
  setPaused(state, "EntriesPaused", pauser, all);
}

export function unpause(
  state: State,
  { entries, ...by }: ByAuthority & { readonly entries: readonly Entry[] },
): void {
  const { market } = state;
  requireAuthority(market, by);
  demand(entries.length > 0, "PauseBitsOutOfRange");
  const left = market.paused.filter((entry) => !entries.includes(entry));
  setPaused(state, "EntriesUnpaused", by.authority, left);
}

export function proposeParams(
  state: State,
  { params: proposed, ...by }: ByAuthority & { readonly params: Params },
): void {
  const { market, now } = state;
  requireAuthority(market, by);
  requireLegal(market, proposed);
  const etaTs = later(now, market.params.paramsDelaySecs);
  market.proposal = { params: copy(proposed), etaTs };
  emit(state, "ParamsProposed", {
    ...{ stamp: stampOf(state, market), current: market.params, proposed, etaTs },
  });
}

export function applyParams(state: State): void {
  const { market, now } = state;
  const { proposal, referencePrice } = market;
  if (proposal === null) refuse("NoParamsProposed");
  demand(now >= proposal.etaTs, "ParamsDelayNotOver");
  demand(now <= proposal.etaTs + constants.PARAMS_WINDOW_SECS, "ParamsProposalExpired");
  const epoch = epochAt(market, now);
  demand(due(market, epoch) === 0, "EpochsNotRolled");
  accrue(market, now);
  const before = market.params;
  const referencePriceBefore = inEpoch(referencePrice, epoch);
  market.params = proposal.params;
  market.proposal = null;
  const { referencePriceFloor: floor, referencePriceCap: cap } = market.params;
  advance(referencePrice, epoch);
  referencePrice.current = clamp(referencePrice.current, floor, cap);
  referencePrice.next = clamp(referencePrice.next, floor, cap);
  emit(state, "ParamsApplied", {
    ...{ stamp: stampOf(state, market), before, after: market.params, referencePriceBefore },
    ...{ referencePrice: referencePrice.current, nextReferencePrice: referencePrice.next },
    market: marketState(market),
  });
}

export function cancelParams(state: State, by: ByAuthority): void {
  const { market } = state;
  requireAuthority(market, by);
  if (market.proposal === null) refuse("NoParamsProposed");
  const { params: cancelled } = market.proposal;
  market.proposal = null;
  const stamp = stampOf(state, market);
  emit(state, "ParamsCancelled", { stamp, current: market.params, cancelled });
}

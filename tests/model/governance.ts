import { PublicKey } from "@solana/web3.js";
import { constants, quotes, type TokenMetadata } from "@diem/sdk";
import { due } from "./epoch";
import { epochAt } from "./epochs";
import { later, least, most, U64_MAX } from "./integers";
import { accrue } from "./market";
import { demand, refusalOf, refuse } from "./refusal";
import { copy, type Entry, type Market, type Params, type Roles, type State } from "./state";

const { BPS, MAX_COOLDOWN_SECS } = constants;

/** In the order of their bits, as the market shows them. */
export const ENTRIES: readonly Entry[] = ["stake", "mint", "open", "deposit", "register"];

export function requireOpen({ paused }: Market, ...entries: readonly Entry[]): void {
  demand(!entries.some((entry) => paused.includes(entry)), "EntryPaused");
}

const isDefault = (key: PublicKey) => key.equals(PublicKey.default);

interface ByAuthority {
  readonly authority: PublicKey;
}

function requireAuthority({ roles }: Market, { authority }: ByAuthority): void {
  demand(roles.authority.equals(authority), "NotAuthority");
}

export function proposeAuthority(
  { market }: State,
  { newAuthority, ...by }: ByAuthority & { readonly newAuthority: PublicKey },
): void {
  requireAuthority(market, by);
  market.pendingAuthority = isDefault(newAuthority) ? null : newAuthority;
  market.sequence += 1n;
}

export function acceptAuthority({ market }: State, newAuthority: PublicKey): void {
  const pending = market.pendingAuthority;
  demand(pending !== null && pending.equals(newAuthority), "NotPendingAuthority");
  market.roles.authority = newAuthority;
  market.pendingAuthority = null;
  market.sequence += 1n;
}

export function setRoles(
  { market }: State,
  { authority, ...roles }: ByAuthority & Omit<Roles, "authority">,
): void {
  requireAuthority(market, { authority });
  demand(!Object.values(roles).some(isDefault), "RoleMissing");
  Object.assign(market.roles, roles);
  market.sequence += 1n;
}

export function pause(
  { market }: State,
  { pauser, entries }: { readonly pauser: PublicKey; readonly entries: readonly Entry[] },
): void {
  const { guardian, authority } = market.roles;
  demand(pauser.equals(guardian) || pauser.equals(authority), "NotGuardian");
  demand(entries.length > 0, "PauseBitsOutOfRange");
  market.paused = ENTRIES.filter(
    (entry) => market.paused.includes(entry) || entries.includes(entry),
  );
  market.sequence += 1n;
}

export function unpause(
  { market }: State,
  { entries, ...by }: ByAuthority & { readonly entries: readonly Entry[] },
): void {
  requireAuthority(market, by);
  demand(entries.length > 0, "PauseBitsOutOfRange");
  market.paused = market.paused.filter((entry) => !entries.includes(entry));
  market.sequence += 1n;
}

export function proposeParams(
  { market, now }: State,
  { params, ...by }: ByAuthority & { readonly params: Params },
): void {
  requireAuthority(market, by);
  validate(params);
  const etaTs = later(now, market.params.paramsDelaySecs);
  market.proposal = { params: copy(params), etaTs };
  market.sequence += 1n;
}

export function applyParams({ market, now }: State): void {
  const { proposal } = market;
  if (proposal === null) refuse("NoParamsProposed");
  demand(now >= proposal.etaTs, "ParamsDelayNotOver");
  demand(now <= proposal.etaTs + constants.PARAMS_WINDOW_SECS, "ParamsProposalExpired");
  demand(due(market, epochAt(market, now)) === 0, "EpochsNotRolled");
  accrue(market, now);
  market.params = proposal.params;
  market.proposal = null;
  const { referencePriceFloor: floor, referencePriceCap: cap } = market.params;
  market.referencePrice = least(most(market.referencePrice, floor), cap);
  market.sequence += 1n;
}

export function cancelParams({ market }: State, by: ByAuthority): void {
  requireAuthority(market, by);
  demand(market.proposal !== null, "NoParamsProposed");
  market.proposal = null;
  market.sequence += 1n;
}

const isBetween = (text: string, low: number, high: number) =>
  !text.includes("\0") && Buffer.byteLength(text) >= low && Buffer.byteLength(text) <= high;

export function setDiemMetadata(
  state: State,
  { authority, ...metadata }: ByAuthority & TokenMetadata,
): void {
  requireAuthority(state.market, { authority });
  demand(isBetween(metadata.name, 1, 32), "DiemNameOutOfRange");
  demand(isBetween(metadata.symbol, 1, 10), "DiemSymbolOutOfRange");
  demand(isBetween(metadata.uri, 0, 200), "DiemUriOutOfRange");
  state.metadata = metadata;
  state.market.sequence += 1n;
}

const within = (value: bigint, low: bigint, high: bigint) => value >= low && value <= high;

/** The bounds of every parameter, in the order in which they are checked. */
function laws(params: Params): readonly (readonly [boolean, string])[] {
  const { treasuryBps, utilisationKinkBps: kinkAt, utilisationEmaBps: weight } = params;
  const cooldown = (secs: bigint) => within(secs, 0n, MAX_COOLDOWN_SECS);
  const grace = within(params.channelGraceSecs, 0n, constants.MAX_CHANNEL_GRACE_SECS);
  const delay = within(params.paramsDelaySecs, 0n, constants.MAX_PARAMS_DELAY_SECS);
  const { targetFloor, targetCap, referencePriceFloor, referencePriceCap } = params;
  const treasury =
    treasuryBps >= constants.MIN_TREASURY_BPS && treasuryBps <= constants.MAX_TREASURY_BPS;
  return [
    [cooldown(params.stakeCooldownSecs), "StakeCooldownOutOfRange"],
    [cooldown(params.bondCooldownSecs), "BondCooldownOutOfRange"],
    [grace, "ChannelGraceOutOfRange"],
    [delay, "ParamsDelayOutOfRange"],
    [params.baseRate > 0n, "BaseRateOutOfRange"],
    [params.steepnessBps <= constants.MAX_STEEPNESS_BPS, "SteepnessOutOfRange"],
    [within(targetFloor, 1n, targetCap), "TargetOutOfRange"],
    [targetCap * 3n <= U64_MAX, "TargetOutOfRange"],
    [params.headroomBps > 0, "HeadroomOutOfRange"],
    [params.maxTargetStepBps <= constants.MAX_TARGET_STEP_BPS, "TargetStepOutOfRange"],
    [params.lockedHaircutBps <= constants.MAX_LOCKED_HAIRCUT_BPS, "LockedHaircutOutOfRange"],
    [params.creditsPerDiem > 0n, "CreditsPerDiemOutOfRange"],
    [treasury, "TreasuryShareOutOfRange"],
    [kinkAt >= 1 && kinkAt < BPS, "UtilisationKinkOutOfRange"],
    [sharesFit(params), "ProviderShareOutOfRange"],
    [weight >= 1 && weight <= BPS, "UtilisationWeightOutOfRange"],
    [within(referencePriceFloor, 1n, referencePriceCap), "ReferencePriceOutOfRange"],
    [params.maxPriceStepBps <= constants.MAX_PRICE_STEP_BPS, "PriceStepOutOfRange"],
    [params.bondPerCredit > 0n, "BondPerCreditOutOfRange"],
    [params.maxSlashBps <= constants.MAX_SLASH_BPS, "SlashOutOfRange"],
  ];
}

/** The provider's share never rises with use, and leaves room for the treasury. */
function sharesFit({ treasuryBps, ...params }: Params): boolean {
  const { providerIdleBps: idle, providerKinkBps: kink, providerFullBps: full } = params;
  const falling = constants.MIN_PROVIDER_SHARE_BPS <= full && full <= kink && kink <= idle;
  return falling && idle + treasuryBps <= BPS;
}

function validate(params: Params): void {
  for (const [holds, error] of laws(params)) demand(holds, error);
  const { baseRate, steepnessBps, targetCap: target } = params;
  const curve = { baseRate, steepnessBps, target };
  const supply = quotes.curve.largestSupply(curve);
  const refusal = refusalOf(() => quotes.curve.costCeil({ ...curve, supply }));
  demand(refusal === null, "CurveTooExpensive");
}

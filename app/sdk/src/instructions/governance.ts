import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { type Entry, PAUSE } from "../constants";
import type { MarketKeys, ProgramOption } from "../pda";
import { metadataOf } from "../token-metadata";
import type { MarketParams, Roles, TokenMetadata } from "../types";
import { build } from "./build";

/** What the instructions of a market's authority take. */
export interface ByAuthority extends ProgramOption {
  readonly market: MarketKeys;
  /** The market's `roles.authority`; signs. */
  readonly authority: PublicKey;
}

const bits = (entries: readonly Entry[]) => entries.reduce((mask, entry) => mask | PAUSE[entry], 0);

const governed = ({ authority, market: { market } }: ByAuthority) => ({ authority, market });

/** See {@link proposeAuthority}. */
export interface ProposeAuthorityInput extends ByAuthority {
  /** `PublicKey.default` takes an earlier proposal back. */
  readonly newAuthority: PublicKey;
}

/** Proposes another authority. Nothing changes until it accepts: {@link acceptAuthority}. */
export function proposeAuthority({
  newAuthority,
  programId,
  ...by
}: ProposeAuthorityInput): TransactionInstruction {
  const args = { args: { newAuthority } };
  return build("proposeAuthority", { accounts: governed(by), args, programId });
}

/** See {@link acceptAuthority}. */
export interface AcceptAuthorityInput extends ProgramOption {
  readonly market: MarketKeys;
  /** The market's `pendingAuthority`; signs. */
  readonly newAuthority: PublicKey;
}

/** Makes the proposed key the authority. */
export function acceptAuthority({
  market: { market },
  newAuthority,
  programId,
}: AcceptAuthorityInput): TransactionInstruction {
  return build("acceptAuthority", { accounts: { newAuthority, market }, args: {}, programId });
}

/** See {@link setRoles}. */
export interface SetRolesInput extends ByAuthority, Omit<Roles, "authority"> {}

/** Names guardian, arbiter and treasury, at once. */
export function setRoles({
  guardian,
  arbiter,
  treasury,
  programId,
  ...by
}: SetRolesInput): TransactionInstruction {
  const args = { args: { guardian, arbiter, treasury } };
  return build("setRoles", { accounts: governed(by), args, programId });
}

/** See {@link pause}. */
export interface PauseInput extends ProgramOption {
  readonly market: MarketKeys;
  /** The market's guardian or its authority; signs. */
  readonly pauser: PublicKey;
  readonly entries: readonly Entry[];
}

/**
 * Stops what comes into the market, at once; what is paused already stays so. No exit can be paused.
 *
 * @example
 * instructions.pause({ market, pauser: guardian, entries: ["stake", "mint"] });
 */
export function pause({
  market: { market },
  pauser,
  entries,
  programId,
}: PauseInput): TransactionInstruction {
  const args = { args: { entries: bits(entries) } };
  return build("pause", { accounts: { pauser, market }, args, programId });
}

/** See {@link unpause}. */
export interface UnpauseInput extends ByAuthority {
  readonly entries: readonly Entry[];
}

/** Opens again what was paused. */
export function unpause({ entries, programId, ...by }: UnpauseInput): TransactionInstruction {
  const args = { args: { entries: bits(entries) } };
  return build("unpause", { accounts: governed(by), args, programId });
}

/** See {@link proposeParams}. */
export interface ProposeParamsInput extends ByAuthority {
  /** All of them: start from the market's own, `{ ...market.params, targetShareBps: 5_000 }`. */
  readonly params: MarketParams;
}

/** Announces parameters, which anyone can apply `params.paramsDelaySecs` of today later, and for 14 days. */
export function proposeParams({
  params,
  programId,
  ...by
}: ProposeParamsInput): TransactionInstruction {
  return build("proposeParams", {
    accounts: governed(by),
    args: { args: { params } },
    programId,
  });
}

/** See {@link applyParams}. */
export interface ApplyParamsInput extends ProgramOption {
  readonly market: MarketKeys;
}

/** Applies the announced parameters. Anyone may, once every epoch that can be closed is. */
export function applyParams({
  market: { market },
  programId,
}: ApplyParamsInput): TransactionInstruction {
  return build("applyParams", { accounts: { market }, args: {}, programId });
}

/** Takes the announced parameters back. */
export function cancelParams({ programId, ...by }: ByAuthority): TransactionInstruction {
  return build("cancelParams", { accounts: governed(by), args: {}, programId });
}

/** See {@link setDiemMetadata}. */
export interface SetDiemMetadataInput extends ByAuthority, TokenMetadata {
  /** Signs, and pays for the metadata account the first time; default: the authority. */
  readonly payer?: PublicKey;
}

/**
 * Sets what wallets show of DIEM, in its account of the Metaplex Token Metadata program. The first call creates the account,
 * which costs its rent and that program's fee of 0.01 SOL.
 *
 * @example
 * const uri = "https://diem.example/diem.json";
 * instructions.setDiemMetadata({ market, authority, name: "DIEM", symbol: "DIEM", uri });
 */
export function setDiemMetadata({
  name,
  symbol,
  uri,
  programId,
  payer,
  ...by
}: SetDiemMetadataInput): TransactionInstruction {
  const { diemMint } = by.market;
  const diemMetadata = metadataOf(diemMint);
  return build("setDiemMetadata", {
    accounts: { ...governed(by), payer: payer ?? by.authority, diemMint, diemMetadata },
    args: { metadata: { name, symbol, uri } },
    programId,
  });
}

import type { PublicKey } from "@solana/web3.js";
import {
  epochRecord,
  type MarketKeys,
  position,
  type ProgramOption,
  provider as providerOf,
} from "../pda";
import { defined } from "../defined";

/** What every instruction on a position takes. */
export interface OnPosition extends ProgramOption {
  readonly market: MarketKeys;
  /** Owner of the position; signs. */
  readonly owner: PublicKey;
  /** Default: the owner's position. */
  readonly position?: PublicKey;
}

/** The accounts that every instruction on a position names first. */
export function positionAccounts({ market: keys, owner, programId, ...given }: OnPosition) {
  const { market } = keys;
  return {
    owner,
    market,
    position: given.position ?? position({ market, owner, ...defined({ programId }) }),
  };
}

/** What the instructions of a provider's owner take. */
export interface OnProvider extends ProgramOption {
  readonly market: MarketKeys;
  /** Owner of the provider; signs. */
  readonly owner: PublicKey;
  /** Default: the owner's provider account. */
  readonly provider?: PublicKey;
}

export function providerAddress({ market, owner, provider, programId }: OnProvider): PublicKey {
  return provider ?? providerOf({ market: market.market, owner, ...defined({ programId }) });
}

/** The accounts that the instructions of a provider's owner name first. */
export function providerAccounts(input: OnProvider) {
  const { owner, market } = input;
  return { owner, market: market.market, provider: providerAddress(input) };
}

/** What every instruction on an epoch's record takes. */
export interface OnRecord extends ProgramOption {
  readonly market: MarketKeys;
  readonly epoch: number;
  /** Default: the epoch's record. */
  readonly record?: PublicKey;
}

export function recordAddress({ market: { market }, epoch, record, programId }: OnRecord) {
  return record ?? epochRecord({ market, epoch, ...defined({ programId }) });
}

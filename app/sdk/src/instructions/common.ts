import type { PublicKey } from "@solana/web3.js";
import { type MarketKeys, position, type ProgramOption } from "../pda";
import { only } from "../only";

/** What every instruction on a position takes. */
export interface OnPosition extends ProgramOption {
  readonly market: MarketKeys;
  /** Owner of the position; signs. */
  readonly owner: PublicKey;
  /** The owner's position unless given. */
  readonly position?: PublicKey;
}

/** The accounts that every instruction on a position names first. */
export function positionAccounts({ market: keys, owner, programId, ...given }: OnPosition) {
  const { market } = keys;
  return {
    owner,
    market,
    position: given.position ?? position({ market, owner, ...only({ programId }) }),
  };
}

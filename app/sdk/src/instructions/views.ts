import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { defined } from "../defined";
import { type MarketKeys, position as positionOf, type ProgramOption } from "../pda";
import { build } from "./build";

/** What every view of a market takes. */
export interface OfMarket extends ProgramOption {
  readonly market: MarketKeys;
}

/** What every view of a position takes. Nobody signs. */
export interface OfPosition extends OfMarket {
  /** Owner of the position. */
  readonly owner: PublicKey;
  /** Default: the owner's position. */
  readonly position?: PublicKey;
}

function ofPosition({ market: keys, owner, position, programId }: OfPosition) {
  const { market, diemMint } = keys;
  const derived = () => positionOf({ market, owner, ...defined({ programId }) });
  return { market, position: position ?? derived(), diemMint };
}

/** Returns what `mintDiem` would lock now for `diemAmount`: `views.quoteMint` asks and decodes. */
export function quoteMint({
  market: { market, diemMint },
  diemAmount,
  programId,
}: OfMarket & { readonly diemAmount: bigint }): TransactionInstruction {
  return build("quoteMint", {
    accounts: { market, diemMint },
    args: { args: { diemAmount } },
    programId,
  });
}

/** Returns what `burnDiem` would burn and unlock now for `diemAmount`: `views.quoteBurn` asks and decodes. */
export function quoteBurn({
  diemAmount,
  ...of
}: OfPosition & { readonly diemAmount: bigint }): TransactionInstruction {
  const { programId } = of;
  return build("quoteBurn", {
    accounts: ofPosition(of),
    args: { args: { diemAmount } },
    programId,
  });
}

/** Returns a position with its bill and all that it has earned up to now: `views.position` asks and decodes. */
export function viewPosition(of: OfPosition): TransactionInstruction {
  return build("viewPosition", {
    accounts: ofPosition(of),
    args: {},
    programId: of.programId,
  });
}

/** Returns a market's figures now: `views.market` asks and decodes. */
export function viewMarket({
  market: { market, diemMint },
  programId,
}: OfMarket): TransactionInstruction {
  return build("viewMarket", { accounts: { market, diemMint }, args: {}, programId });
}

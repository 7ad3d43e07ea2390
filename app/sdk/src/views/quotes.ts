import type { Struct } from "../codec/types";
import * as instructions from "../instructions/views";
import { simulateView, type ViewOptions } from "./simulate";

/** What a mint would do now: VVV and DIEM base units; the rate after it per whole DIEM, and the supply after it. */
export type MintQuoteView = Struct<"mintQuote">;

/** What a burn would do now: DIEM base units burnt and left of the bill, VVV base units unlocked and left locked. */
export type BurnQuoteView = Struct<"burnQuote">;

interface Amount {
  /** DIEM base units. */
  readonly amount: bigint;
}

/**
 * What minting `amount` would lock now, and the rate after it.
 *
 * @throws `ZeroAmount`, `OutsideMintCurve` or `MintTooSmall`, as `mintDiem` would.
 *
 * @example
 * const { vvvLocked } = await views.quoteMint({ connection, payer, market, amount: 5_000_000_000n });
 */
export function quoteMint({
  amount: diemAmount,
  ...input
}: ViewOptions & instructions.OfMarket & Amount): Promise<MintQuoteView> {
  const instruction = instructions.quoteMint({ ...input, diemAmount });
  return simulateView(input, { answer: "mintQuote", instruction });
}

/**
 * What burning at most `amount` would burn of a position's bill and unlock now, and what would be left.
 *
 * @throws `ZeroAmount`, `NothingToBurn` or `BurnTooSmall`, as `burnDiem` would.
 */
export function quoteBurn({
  amount: diemAmount,
  ...input
}: ViewOptions & instructions.OfPosition & Amount): Promise<BurnQuoteView> {
  const instruction = instructions.quoteBurn({ ...input, diemAmount });
  return simulateView(input, { answer: "burnQuote", instruction });
}

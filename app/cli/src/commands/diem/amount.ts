import { type OwingPosition, quotes, U64_MAX } from "@diem/sdk";
import { DIEM, type MarketContext } from "../../core";

/** Most DIEM base units to burn: an amount, or `all`, which leaves it to the bill of the moment in which it lands. */
export function burnCeiling(text: string): bigint {
  return text === "all" ? U64_MAX : DIEM.parsePositive(text);
}

/** What a burn of a position would do now. Throws `NothingToBurn` where nothing is owed or locked. */
export async function quoteOf(
  { client, market }: MarketContext,
  { position, ceiling }: { readonly position: OwingPosition; readonly ceiling: bigint },
): Promise<quotes.BurnQuote> {
  const supply = await client.read.supply();
  return quotes.burnQuote({ market, position, supply, amount: ceiling });
}

/** How a burn is told where others' burns have taken the whole debt. */
export const DEBT_GONE =
  "0 DIEM: burns by others have cleared the debt, and all locked VVV is released";

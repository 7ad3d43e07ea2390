import { type OwingPosition, quotes, U64_MAX } from "@diem/sdk";
import { DIEM, type MarketContext } from "../../core";

/** Maximum DIEM base units to burn: an amount, or `all`, which leaves it to the bill of the moment in which it lands. */
export function burnCeiling(text: string): bigint {
  return text === "all" ? U64_MAX : DIEM.parsePositive(text);
}

/** What a burn of a position would do now. Throws `NothingToBurn` if nothing is owed or locked. */
export async function quoteOf(
  { client, market }: MarketContext,
  { position, ceiling }: { readonly position: OwingPosition; readonly ceiling: bigint },
): Promise<quotes.BurnQuote> {
  const supply = await client.read.supply();
  return quotes.burnQuote({ market, position, supply, amount: ceiling });
}

/** The message of a burn if others' burns have reduced the debt to zero. */
export const DEBT_GONE =
  "0 DIEM: burns by others have cleared the debt, and all locked VVV is released";

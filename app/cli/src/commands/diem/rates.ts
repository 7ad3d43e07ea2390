import { changeBps, formatBps, type Token } from "../../core";

/** A rate of the mint curve. */
export function perDiem(vvv: Token, rate: bigint): string {
  return `${vvv.format(rate)} per DIEM`;
}

/** What an amount does to the rate of the next one. */
export function rateChange(
  vvv: Token,
  { rateBefore, rateAfter }: { readonly rateBefore: bigint; readonly rateAfter: bigint },
): string {
  const impact = formatBps(changeBps(rateBefore, rateAfter));
  return `${vvv.plain(rateBefore)} -> ${perDiem(vvv, rateAfter)} (impact ${impact})`;
}

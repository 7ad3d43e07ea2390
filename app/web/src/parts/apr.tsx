import { DIEM, type quotes } from "@diem/sdk";
import { percentOfBps, shownAmount } from "../format/amounts";

/** An APR; without a price of DIEM, what of it is paid in VVV. */
export function AprTotal({ apr: { total, rewards } }: { readonly apr: quotes.Apr }) {
  return total === null ? <>{percentOfBps(rewards)} and DIEM</> : <>{percentOfBps(total)}</>;
}

/** What it is made of: parts that are paid in DIEM are percentages only where a price is given. */
export function AprParts({ apr: { fees, rewards, quota, diem } }: { readonly apr: quotes.Apr }) {
  const paid = (bps: bigint | null, amount: bigint) =>
    bps === null ? `${shownAmount(amount, DIEM)} DIEM a year per VVV` : percentOfBps(bps);
  const parts = [`rewards ${percentOfBps(rewards)}`, `fees ${paid(fees, diem.fees)}`];
  if (diem.quota > 0n || (quota ?? 0n) > 0n) parts.push(`quota ${paid(quota, diem.quota)}`);
  return <>{parts.join(", ")}</>;
}

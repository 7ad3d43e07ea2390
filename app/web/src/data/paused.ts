import type { constants, MarketAccount } from "@diem/sdk";

/** Why an entry is not possible because the market's guardian paused it; null where it is not. */
export function pausedWhy(
  { paused }: Pick<MarketAccount, "paused">,
  entry: constants.Entry,
  what: string,
): string | null {
  if (!paused.includes(entry)) return null;
  return `The market's guardian has paused ${what}. Wait until it is unpaused; leaving is never paused.`;
}

import { type AccountInfo, type PublicKey, SYSVAR_CLOCK_PUBKEY } from "@solana/web3.js";
import { type MarketAccount, market as markets } from "../../accounts/market";
import { timeOf } from "../../chain-time";
import { defined } from "../../defined";
import { epochAt } from "../../quotes/math/epoch";
import type { PlanContext } from "../plan";

/** The market, what the chain's own clock says, and further accounts, all as they were at one moment. */
export async function readClock(
  { connection, market: { market }, programId }: PlanContext,
  further: readonly PublicKey[] = [],
): Promise<{
  readonly state: MarketAccount;
  readonly now: bigint;
  readonly epoch: number;
  /** In the order in which they were asked for. */
  readonly further: readonly (AccountInfo<Uint8Array> | null)[];
}> {
  const [info, clock, ...others] = await connection.getMultipleAccountsInfo([
    market,
    SYSVAR_CLOCK_PUBKEY,
    ...further,
  ]);
  const state = markets.fromInfo(market, info, defined({ programId }));
  const now = timeOf(clock);
  return { state, now, epoch: epochAt({ clock: state, now }), further: others };
}

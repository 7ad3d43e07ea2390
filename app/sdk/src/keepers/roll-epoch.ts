import { market as markets } from "../accounts/market";
import { rollEpoch } from "../instructions/epoch";
import { defined } from "../defined";
import { epochRecord } from "../pda";
import { epochsDue } from "../quotes/roll";
import { count, type PlanInput, type Task } from "./task";

/**
 * Closes every epoch that can be at `now` (unix seconds), with the records that the program asks for; null where
 * none can be.
 *
 * @example
 * const task = keepers.planRollEpoch({ market, now });
 * if (task !== null) await transactions.send(provider, { instructions: task.instructions });
 */
export function planRollEpoch({
  market,
  now,
  programId,
}: Omit<PlanInput, "payer"> & { readonly now: bigint }): Task | null {
  const due = epochsDue({ market, now });
  if (due === 0) return null;
  const program = defined({ programId });
  const recordOf = (nth: 0 | 1) => {
    if (nth >= due || !market.hasRecord[nth]) return undefined;
    return epochRecord({ market: market.address, epoch: market.nextToClose + nth, ...program });
  };
  const roll = rollEpoch({
    market: markets.keys(market),
    firstRecord: recordOf(0),
    secondRecord: recordOf(1),
    ...program,
  });
  const reason = `close ${count(due, "epoch")} from ${String(market.nextToClose)} on`;
  return { kind: "rollEpoch", reason, instructions: [roll] };
}

import { market as markets } from "../accounts/market";
import { PARAMS_WINDOW_SECS } from "../constants";
import { applyParams } from "../instructions/governance";
import { defined } from "../defined";
import { epochsDue } from "../quotes/roll";
import type { PlanInput, Task } from "./task";

/** See {@link planApplyParams}. */
export interface PlanApplyParamsInput extends Omit<PlanInput, "payer"> {
  /** Unix seconds. */
  readonly now: bigint;
  /** Whether the roll that is due is sent before: without it no parameters can be applied. */
  readonly rollsFirst?: boolean;
}

/** Applies announced parameters; null before their delay is over, after their 14 days, or where none are. */
export function planApplyParams({
  market,
  now,
  rollsFirst = false,
  programId,
}: PlanApplyParamsInput): Task | null {
  const { proposal } = market;
  if (proposal === null) return null;
  const { etaTs } = proposal;
  if (now < etaTs || now > etaTs + PARAMS_WINDOW_SECS) return null;
  if (!rollsFirst && epochsDue({ market, now }) > 0) return null;
  const apply = applyParams({ market: markets.keys(market), ...defined({ programId }) });
  return { kind: "applyParams", reason: "apply the announced parameters", instructions: [apply] };
}

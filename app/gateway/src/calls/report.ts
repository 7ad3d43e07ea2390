import type { Cost, Usage } from "@diem/wire";
import type { Tokens } from "../meters/tokens";

/** How a call ended: served completely, abandoned by its client, or broken off by the upstream. */
export type CallOutcome = "served" | "left" | "broken";

/** The result of a call that was charged, or released without a cost. */
export interface CallReport {
  readonly shape: string;
  readonly model: string;
  readonly stream: boolean;
  readonly channel: string;
  readonly call: string;
  readonly outcome: CallOutcome;
  readonly tokens: Tokens;
  /** Whether the upstream counted the tokens. */
  readonly counted: boolean;
  readonly cost: Cost;
  readonly usage: Usage;
  readonly durationMs: number;
}

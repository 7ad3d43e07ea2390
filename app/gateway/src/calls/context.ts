import type { Cost, Usage } from "@diem/wire";
import type { Refusal } from "../refusal";
import type { Tokens } from "../meters/tokens";
import type { PromptCounter } from "../upstream/prompt-counter";
import type { Upstream } from "../upstream/upstream";
import type { ProviderChannels } from "./channels";
import type { PriceLists } from "./price-lists";
import type { CallRecords } from "./records";

/** What calls are served with. */
export interface CallContext {
  readonly channels: ProviderChannels;
  readonly prices: PriceLists;
  readonly records: CallRecords;
  readonly upstream: Upstream;
  /** Counts prompts; null where bytes are the bound. */
  readonly promptCounter: PromptCounter | null;
  /** Most bytes of a request's body. */
  readonly bodyBytes: number;
  /** Most bytes of an answer in JSON. */
  readonly answerBytes: number;
  /** What becomes of a call whose client has left: the upstream stops, or answers to the end. Both are charged. */
  readonly onDisconnect: "cancel" | "drain";
  /** Milliseconds of silence after which a stream gets a comment that keeps it open. */
  readonly keepAliveMs: number;
  /** What a client without a voucher is told at a path. */
  readonly demand: (path: string) => Refusal;
  readonly observe: (report: CallReport) => void;
}

/** How a call ended: served whole, left by its client, or broken off by the upstream. */
export type CallOutcome = "served" | "left" | "broken";

/** What came of a call that was charged, or released at no cost. */
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

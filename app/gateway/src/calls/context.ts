import type { X402Payment } from "@diem/wire";
import type { Refusal } from "../refusal";
import type { PromptCounter } from "../upstream/prompt-counter";
import type { Traces } from "../traces/traces";
import type { Upstream } from "../upstream/upstream";
import type { ProviderChannels } from "./channels";
import type { PriceLists } from "./price-lists";
import type { CallRecords } from "./records";
import type { CallReport } from "./report";
import type { UnbookedCalls } from "./unbooked";

/** What calls are served with. */
export interface CallContext {
  readonly channels: ProviderChannels;
  readonly prices: PriceLists;
  readonly records: CallRecords;
  readonly unbooked: UnbookedCalls;
  readonly upstream: Upstream;
  /** Counts prompts; null where bytes are the bound. */
  readonly promptCounter: PromptCounter | null;
  /** Most bytes of a request's body. */
  readonly bodyBytes: number;
  /** Most bytes of an answer in JSON. */
  readonly answerBytes: number;
  /** What happens to a call whose client has left: the upstream stops, or answers to the end. Both are charged. */
  readonly onDisconnect: "cancel" | "drain";
  /** Milliseconds of silence after which a stream gets a comment that keeps it open. */
  readonly keepAliveMs: number;
  readonly traces: Traces;
  /** What a client without a voucher is told at a path. */
  readonly demand: (path: string) => Refusal;
  /** Throws a Refusal `payment-required` for a payment by x402 that is for another offer than that at a path. */
  readonly requireOffered: (payment: X402Payment, path: string) => void;
  readonly observe: (report: CallReport) => void;
}

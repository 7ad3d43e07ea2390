import type { SpendingLimit } from "./budget";
import type { CallNotes } from "./calls/notes";
import type { PayingInput } from "./paying";
import type { PaidCall } from "./receipts/paid-call";

/** Shared state of all sellers of one `fetch`. */
export interface FetchContext {
  readonly input: PayingInput;
  readonly limit: SpendingLimit;
  readonly notes: CallNotes;
  readonly fetch: typeof globalThis.fetch;
  /** Called with each call that was paid for. */
  readonly paid: (call: PaidCall) => void;
}

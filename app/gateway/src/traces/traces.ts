import type { IncomingHttpHeaders } from "node:http";
import type { CallReport } from "../calls/report";

/**
 * A part of a call: what it may cost is reserved, the upstream is asked (of a stream, until it begins), the stream is
 * handed on, the cost is booked.
 */
export type CallPart = "reserve" | "upstream" | "stream" | "book";

/** One call, as traces tell of it. */
export interface CallTrace {
  /** Runs a part. `headers` say to the upstream of which trace it is, names and values in turn. */
  part<Value>(name: CallPart, work: (headers: readonly string[]) => Promise<Value>): Promise<Value>;
  /** Tells what the call cost. */
  charged(report: CallReport): void;
  /** Ends it; `error` is why it was not served. */
  end(error?: unknown): void;
}

/** Traces of calls. */
export interface Traces {
  /** Begins the trace of a call at a path, or goes on with the one that its headers name. */
  begin(path: string, headers: IncomingHttpHeaders): CallTrace;
  /** Sends what is left. */
  close(): Promise<void>;
}

const NO_HEADERS: readonly string[] = [];
const UNTRACED_CALL: CallTrace = {
  part: (_, work) => work(NO_HEADERS),
  charged: () => undefined,
  end: () => undefined,
};

/** Used if no traces are configured. */
export const UNTRACED: Traces = {
  begin: () => UNTRACED_CALL,
  close: () => Promise.resolve(),
};

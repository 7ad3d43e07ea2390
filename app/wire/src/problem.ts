import { WireError } from "./errors";

/** Media type of a refusal (RFC 9457). */
export const PROBLEM_TYPE = "application/problem+json";

interface Kind {
  readonly status: number;
  readonly title: string;
  /** Whether the same request may be sent again: clients of OpenAI ask `x-should-retry`. */
  readonly retry: boolean;
}

const kind = (status: number, title: string, retry = false): Kind => ({ status, title, retry });

/** Every refusal of a gateway, by its code. */
export const PROBLEMS = {
  "payment-required": kind(402, "The call must be paid for"),
  "voucher-too-low": kind(402, "The voucher does not cover the call"),
  "bad-voucher": kind(402, "The voucher does not count here"),
  "quota-epoch-passed": kind(402, "The voucher's epoch has passed"),
  "over-deposit": kind(402, "The voucher passes the channel's deposit"),
  "channel-closing": kind(402, "The channel closes"),
  "bad-header": kind(400, "A header cannot be read"),
  "bad-request": kind(400, "The request cannot be read"),
  unsupported: kind(400, "The request asks for what this gateway does not sell"),
  "not-found": kind(404, "There is nothing here"),
  "method-not-allowed": kind(405, "The path takes another method"),
  "request-timeout": kind(408, "The request came too slowly", true),
  "call-in-progress": kind(409, "The call is being served", true),
  "call-served": kind(409, "The call was served"),
  "prices-changed": kind(412, "The prices have changed"),
  "too-large": kind(413, "The body is too large"),
  "headers-too-large": kind(431, "The headers are too large"),
  "unsupported-media-type": kind(415, "The body is not JSON"),
  "too-many-requests": kind(429, "Too many requests", true),
  "call-id-reused": kind(422, "The call id was used for another body"),
  "internal-error": kind(500, "The gateway failed", true),
  "upstream-failed": kind(502, "The server behind the gateway failed", true),
  "store-unavailable": kind(503, "The gateway cannot keep its books", true),
  "settlement-pending": kind(503, "The provider must settle first", true),
  "chain-unavailable": kind(503, "The gateway does not know the chain's state", true),
  "shutting-down": kind(503, "The gateway is shutting down", true),
  "upstream-timeout": kind(504, "The server behind the gateway is too slow", true),
} as const satisfies Readonly<Record<string, Kind>>;

/** A code of a refusal. */
export type ProblemCode = keyof typeof PROBLEMS;

/** The fields of a refusal besides its code. */
export interface ProblemInput {
  /** What is wrong, then what to do. */
  readonly detail: string;
  /** What a client needs to go on. Amounts are texts. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** The body of a refusal. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  /** For clients of OpenAI, which show its message. */
  readonly error: { readonly message: string; readonly type: string; readonly code: ProblemCode };
  readonly [member: string]: unknown;
}

/**
 * The body of a refusal.
 *
 * @example
 * const body = wire.problem("prices-changed", { detail, members: { wanted, current } });
 */
export function problem(code: ProblemCode, { detail, members = {} }: ProblemInput): Problem {
  const { status, title } = PROBLEMS[code];
  return {
    ...members,
    type: `urn:diem:problem:${code}`,
    title,
    status,
    detail,
    code,
    error: { message: detail, type: errorType(status), code },
  };
}

/**
 * Reads the body of a refusal.
 *
 * @throws WireError `ProblemWrong` for one without a known code.
 */
export function readProblem(value: unknown): Problem {
  const code =
    typeof value === "object" && value !== null && "code" in value ? value.code : undefined;
  if (typeof code === "string" && Object.hasOwn(PROBLEMS, code)) return value as Problem;
  throw new WireError("ProblemWrong", "the refusal has no known code: check the address");
}

/** What clients of OpenAI call the kind of an error. */
function errorType(status: number): string {
  if (status === 402) return "payment_error";
  return status < 500 ? "invalid_request_error" : "server_error";
}

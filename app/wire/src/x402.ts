import { WireError } from "./errors";
import { HEADERS, type Usage, writeCost, writeUsage } from "./headers";
import type { Receipt } from "./receipt";

/** Name of the scheme by which x402 pays with vouchers. */
export const X402_SCHEME = "diem-voucher";

/** Names of x402's headers, in small letters: base64 of JSON. */
export const X402_HEADERS = {
  /** Of a refusal: how to pay. */
  required: "payment-required",
  /** Of a request: the payment. */
  payment: "payment-signature",
  /** Of an answer: what became of the payment. */
  response: "payment-response",
} as const;

/** What is to be paid, as a gateway asks for it. */
export interface X402Requirements {
  readonly scheme: string;
  /** CAIP-2 id of the cluster. */
  readonly network: string;
  /** DIEM base units: 0, as the voucher has the amount. */
  readonly amount: string;
  /** Mint of DIEM. */
  readonly asset: string;
  /** Address of the provider. */
  readonly payTo: string;
  readonly maxTimeoutSeconds: number;
  /** Program, market and price list; after a voucher that was too low, `used` and `voucher` as well. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** The payload of a payment: what stands in the headers of the same names else. */
export interface X402Payload {
  readonly voucher: string;
  readonly call: string;
  readonly most: string;
  readonly prices?: string;
}

/** A payment as it came. */
export interface X402Payment {
  readonly accepted: X402Requirements;
  readonly payload: X402Payload;
}

/** How to pay: of the refusal of a request to a path. */
export function writeX402Required(
  accepts: X402Requirements,
  { error, path }: { readonly error: string; readonly path: string },
): string {
  return encoded({ x402Version: 2, error, resource: { url: path }, accepts: [accepts] });
}

/**
 * Reads a payment; null for one of another scheme.
 *
 * @throws WireError `PaymentWrong`.
 */
export function readX402Payment(header: string): X402Payment | null {
  const { accepted, payload } = decoded(header);
  if (!isObject(accepted) || !isObject(payload)) throw unreadable();
  if (accepted.scheme !== X402_SCHEME) return null;
  const texts = ["network", "asset", "payTo"].map((name) => accepted[name]);
  const { voucher, call, most, prices = "" } = payload;
  if (![...texts, voucher, call, most, prices].every((text) => typeof text === "string")) {
    throw unreadable();
  }
  return { accepted, payload } as unknown as X402Payment;
}

/** The headers that a payload stands for. */
export function headersOfX402({
  voucher,
  call,
  most,
  prices,
}: X402Payload): Readonly<Record<string, string>> {
  const own = prices === undefined ? {} : { [HEADERS.prices]: prices };
  return { [HEADERS.voucher]: voucher, [HEADERS.call]: call, [HEADERS.most]: most, ...own };
}

/** What became of a payment: what was used of the channel, and what the call cost where that is known. */
export function writeX402Response(
  { accepted, payload }: X402Payment,
  { usage, cost }: { readonly usage: Usage } & Partial<Pick<Receipt, "cost">>,
): string {
  const figures = {
    [HEADERS.call]: payload.call,
    [HEADERS.usage]: writeUsage(usage),
    ...(cost === undefined ? {} : { [HEADERS.cost]: writeCost(cost) }),
  };
  return encoded({
    // settled later, with other calls
    ...{ success: true, transaction: "", network: accepted.network },
    extensions: { [X402_SCHEME]: figures },
  });
}

function encoded(value: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return btoa(String.fromCharCode(...bytes));
}

function decoded(header: string): Readonly<Record<string, unknown>> {
  try {
    const bytes = Uint8Array.from(atob(header), (character) => character.charCodeAt(0));
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (isObject(value)) return value;
  } catch {
    // told below
  }
  throw unreadable();
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function unreadable(): WireError {
  const message = `${X402_HEADERS.payment} cannot be read: send base64 of JSON with accepted and payload, as docs/wire.md says`;
  return new WireError("PaymentWrong", message);
}

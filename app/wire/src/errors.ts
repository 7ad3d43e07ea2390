/**
 * What was refused.
 *
 * - `PriceListWrong`: a price list that does not follow the schema; the message names the place.
 * - `PriceListNotCanonical`: bytes that are no canonical JSON of a price list, so that their hash says nothing.
 * - `PriceListTooLong`: an answer with more bytes than a price list may have.
 * - `PriceListHashWrong`: a price list of another hash than the provider's on chain.
 * - `CallIdWrong`, `MostWrong`, `PricesWrong`: a header of a request that cannot be read.
 * - `UsageWrong`, `CostWrong`, `ReceiptWrong`: what an answer says of its cost, and cannot be read.
 * - `PaymentWrong`: a payment by x402 that cannot be read.
 * - `ProblemWrong`: a refusal that does not say what it must.
 */
export type WireErrorName =
  | "PriceListWrong"
  | "PriceListNotCanonical"
  | "PriceListTooLong"
  | "PriceListHashWrong"
  | "CallIdWrong"
  | "MostWrong"
  | "PricesWrong"
  | "UsageWrong"
  | "CostWrong"
  | "ReceiptWrong"
  | "PaymentWrong"
  | "ProblemWrong";

/** A message does not follow the protocol. The message says what is wrong, then what to do. */
export class WireError extends Error {
  override readonly name: WireErrorName;

  constructor(name: WireErrorName, message: string, { cause }: { cause?: unknown } = {}) {
    super(message, { cause });
    this.name = name;
  }
}

/** Whether something thrown is a {@link WireError}, of any copy of this package, and of a name where one is given. */
export function isWireError(thrown: unknown, name?: WireErrorName): thrown is WireError {
  if (!(thrown instanceof Error) || !NAMES.has(thrown.name)) return false;
  return name === undefined || thrown.name === name;
}

const NAMES: ReadonlySet<string> = new Set<WireErrorName>([
  "PriceListWrong",
  "PriceListNotCanonical",
  "PriceListTooLong",
  "PriceListHashWrong",
  "CallIdWrong",
  "MostWrong",
  "PricesWrong",
  "UsageWrong",
  "CostWrong",
  "ReceiptWrong",
  "PaymentWrong",
  "ProblemWrong",
]);

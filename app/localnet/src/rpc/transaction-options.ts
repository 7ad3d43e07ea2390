import { invalidParams } from "./errors";
import { type Options, optionsAt } from "./method";

const ENCODINGS: ReadonlySet<unknown> = new Set([
  "binary",
  "base58",
  "base64",
  "json",
  "jsonParsed",
]);
const DETAILS: ReadonlySet<unknown> = new Set(["full", "accounts", "signatures", "none"]);

/**
 * How getTransaction and getBlock are to show transactions. Older clients name the encoding alone.
 * @throws JsonRpcError for an encoding or a `transactionDetails` that there is not
 */
export function transactionOptionsAt(params: readonly unknown[], index: number): Options {
  const given = params[index];
  const options = typeof given === "string" ? { encoding: given } : optionsAt(params, index);
  const { encoding = "json", transactionDetails = "full" }: Options = options;
  if (ENCODINGS.has(encoding) && DETAILS.has(transactionDetails)) return options;
  throw invalidParams(
    "Invalid params: data did not match any variant of untagged enum RpcEncodingConfigWrapper.",
  );
}

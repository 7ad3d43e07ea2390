import fc from "fast-check";
import { ADDRESSES } from "./fixture";
import type { Argument, Signature, Values } from "./methods";

/** One call: its parameters may hold names of a network's own values, such as `$landed`. */
export interface Request {
  readonly method: string;
  readonly params: unknown;
}

const { wallet } = ADDRESSES;

/** What no parameter is meant to be. */
const WRONG: Values = [
  null,
  true,
  5,
  -1,
  1.5,
  300,
  999_999_999_999,
  2 ** 52,
  "",
  "x",
  "0",
  "confirmed",
  "base64",
  wallet,
  [],
  [5],
  ["x"],
  [null],
  {},
  { x: 1 },
  { base64: null },
  { base64: 5 },
];
const wrong = fc.constantFrom(...WRONG);

/** Mostly good, now and then not. */
function valueOf(values: Values): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...values) },
    { weight: 1, arbitrary: wrong },
  );
}

function argumentOf(argument: Argument): fc.Arbitrary<unknown> {
  if (!("options" in argument)) return valueOf(argument);
  const fields = Object.entries(argument.options).map(
    ([name, values]) => [name, valueOf(values)] as const,
  );
  const options = fc.record(Object.fromEntries(fields), { requiredKeys: [] });
  return fc.oneof({ weight: 12, arbitrary: options }, { weight: 1, arbitrary: wrong });
}

/** Good calls, odd ones, and wrong ones: arguments that are of another kind, are left out, or are too many. */
function paramsOf({ required, optional }: Signature): fc.Arbitrary<unknown> {
  const all = [...required, ...optional].map(argumentOf);
  const some = fc
    .integer({ min: required.length, max: all.length })
    .chain((count) => fc.tuple(...all.slice(0, count)));
  return fc.oneof(
    { weight: 12, arbitrary: some },
    { weight: 1, arbitrary: fc.tuple(...all, wrong) },
    { weight: 1, arbitrary: fc.constantFrom([], {}, null, undefined, { x: 1 }) },
  );
}

/** The same requests for the same seed: as many of each method. */
export function requestsOf(
  signatures: Readonly<Record<string, Signature>>,
  { seed, each }: { seed: number; each: number },
): Request[] {
  return Object.entries(signatures).flatMap(([method, signed]) => {
    const params = fc.sample(paramsOf(signed), { seed, numRuns: each });
    const known = new Set<string>();
    return params
      .map((given) => ({ method, params: given }))
      .filter((request) => {
        const text = JSON.stringify(request);
        return known.has(text) ? false : known.add(text);
      });
  });
}

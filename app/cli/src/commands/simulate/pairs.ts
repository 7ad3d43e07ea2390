import { UsageError } from "../../core";

/** An option that may be given several times: `--shock demand=0.2 --shock run=0.5`. */
export function collected(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/**
 * What such an option says, by the names: numbers, two numbers as `0.4,0.6`, and `true` or `false`; any other text as it
 * is.
 *
 * @throws UsageError `PairInvalid` for a text without a name or a value, and for a name that is given twice.
 */
export function pairsOf(
  texts: readonly string[] = [],
  option: string,
): { readonly [name: string]: unknown } {
  const pairs = textPairsOf(texts, option);
  return Object.fromEntries(Object.entries(pairs).map(([name, text]) => [name, valueOf(text)]));
}

/** The same with all values as texts. */
export function textPairsOf(
  texts: readonly string[] = [],
  option: string,
): { readonly [name: string]: string } {
  const pairs = texts.map((text) => {
    const [, name, value] = /^([^=]+)=(.+)$/.exec(text) ?? [];
    if (name !== undefined && value !== undefined) return [name, value] as const;
    throw wrong(`invalid ${option} "${text}"`, `write a name and a value, such as ${option} a=1`);
  });
  const names = pairs.map(([name]) => name);
  const twice = names.find((name, nth) => names.indexOf(name) !== nth);
  if (twice !== undefined) throw wrong(`${option} ${twice} is given twice`, "give it once");
  return Object.fromEntries(pairs);
}

const NUMBER = /^-?\d+(\.\d+)?$/;

function valueOf(text: string): unknown {
  if (text === "true" || text === "false") return text === "true";
  const parts = text.split(",");
  if (!parts.every((part) => NUMBER.test(part))) return text;
  return parts.length === 1 ? Number(text) : parts.map(Number);
}

function wrong(message: string, next: string): UsageError {
  return new UsageError({ name: "PairInvalid", message, next });
}

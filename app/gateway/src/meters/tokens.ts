import { isJsonObject, type JsonObject } from "../requests/json-object";

/** What a server counted of a call. */
export interface Tokens {
  readonly input: number;
  /** Of the input, what came from a cache. */
  readonly cachedInput: number;
  readonly output: number;
}

/** Two counts of one call together. */
export function sumOf(a: Tokens | null, b: Tokens): Tokens {
  if (a === null) return b;
  return {
    input: a.input + b.input,
    cachedInput: a.cachedInput + b.cachedInput,
    output: a.output + b.output,
  };
}

/** `usage` of chat, completions and embeddings; null where there is none. Zeros are a count. */
export function completionUsage(usage: unknown): Tokens | null {
  if (!isJsonObject(usage)) return null;
  return tokensOf(usage.prompt_tokens, usage.completion_tokens, usage.prompt_tokens_details);
}

/** The counts of a usage as {@link completionUsage} reads it. */
export function completionCounts({ input, output }: Tokens): JsonObject {
  return { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
}

/** The counts of a usage as {@link responseUsage} reads it. */
export function responseCounts({ input, output }: Tokens): JsonObject {
  return { input_tokens: input, output_tokens: output, total_tokens: input + output };
}

/** `usage` of responses; null where there is none. Zeros are a count. */
export function responseUsage(usage: unknown): Tokens | null {
  if (!isJsonObject(usage)) return null;
  return tokensOf(usage.input_tokens, usage.output_tokens, usage.input_tokens_details);
}

function tokensOf(input: unknown, output: unknown, details: unknown): Tokens | null {
  if (!isCount(input) || !(output === undefined || isCount(output))) return null;
  const cached = isJsonObject(details) ? details.cached_tokens : undefined;
  return { input, cachedInput: isCount(cached) ? cached : 0, output: output ?? 0 };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** Bytes of a text per charged token, if there is no count. */
const BYTES_PER_TOKEN = 4;

/** Estimated tokens of a text without a count. */
export function estimateTokens(bytes: number): number {
  return Math.ceil(bytes / BYTES_PER_TOKEN);
}

/** Bytes of the texts among some values. */
export function textBytes(values: readonly unknown[]): number {
  return values.reduce<number>(
    (sum, value) => sum + (typeof value === "string" ? Buffer.byteLength(value) : 0),
    0,
  );
}

/** The usage of an answer with the members of a receipt. */
export function usageWith(usage: unknown, receipt: JsonObject): JsonObject {
  return { ...(isJsonObject(usage) ? usage : {}), ...receipt };
}

import { type PriceList, requestBound, type RequestBound } from "@diem/wire";

type Members = Readonly<Record<string, unknown>>;

/** The body of a request, as far as its price depends on it. */
export interface RequestBody {
  readonly text: string;
  readonly model: string;
  /** Most tokens of the answer that it names; null for none. */
  readonly limit: number | null;
  /** Whether it may have images, whose size is the gateway's to count. */
  readonly images: boolean;
}

const LIMITS = ["max_tokens", "max_completion_tokens", "max_output_tokens"];

/** Reads a body; one that is no JSON object is the gateway's to refuse. */
export function readBody(text: string): RequestBody {
  const members = membersOf(text);
  const limits = LIMITS.map((name) => members[name]).filter((value) => typeof value === "number");
  return {
    text,
    model: typeof members.model === "string" ? members.model : "",
    limit: limits.length === 0 ? null : Math.min(...limits),
    images: /"(image_url|input_image)"/.test(text),
  };
}

/** What a request takes at most; null if the price list does not say. */
export function boundOf(
  { text, model, limit, images }: RequestBody,
  { models }: PriceList,
): RequestBound | null {
  const price = Object.hasOwn(models, model) ? models[model] : undefined;
  if (price === undefined || images) return null;
  const bytes = new TextEncoder().encode(text).length;
  return requestBound(price, { bytes, images: 0, limit });
}

function membersOf(text: string): Members {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Members) : {};
  } catch {
    return {};
  }
}

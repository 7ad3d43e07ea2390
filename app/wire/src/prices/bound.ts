import { costCeil, outputFloor } from "./cost";
import type { ModelPrice } from "./price-list";

/** Tokens that a server's template may put around the messages, such as a system prompt of its own. */
const TEMPLATE_TOKENS = 256;
/** Tokens by which a server's count of a call may exceed that of its tokenizer. */
const COUNT_MARGIN = 16;
/** Most tokens that a server counts for an image. */
const IMAGE_TOKENS = 4_096;

/** The parts of a request that determine its price. */
export interface RequestSize {
  /** Bytes of the body, without the images that stand in it. */
  readonly bytes: number;
  /** Tokens of the prompt as the server's own tokenizer counts them, which then count in place of the bytes. */
  readonly tokens?: number | undefined;
  readonly images: number;
  /** Most tokens of the answer that the request names; null for none. */
  readonly limit: number | null;
}

/** The maximum use of a request, known before it runs. */
export interface RequestBound {
  /** Tokens of the prompt. */
  readonly input: number;
  readonly images: number;
  /** Tokens of the answer: what the request names, and no more than the model's longest. */
  readonly output: number;
  /** Micro-credits of all of it. */
  readonly credits: bigint;
  /** Micro-credits of the prompt and the shortest answer: with less a call does not begin. */
  readonly least: bigint;
}

/**
 * The upper bound of a request: no tokenizer makes more tokens of a text than it has bytes.
 *
 * @example
 * const { credits } = wire.requestBound(price, { bytes: body.length, images: 0, limit: 200 });
 */
export function requestBound(
  price: ModelPrice,
  { bytes, tokens: counted, images, limit }: RequestSize,
): RequestBound {
  const longest = price.max_output ?? 0;
  const text = counted === undefined ? bytes + TEMPLATE_TOKENS : counted + COUNT_MARGIN;
  const input = text + images * IMAGE_TOKENS;
  const output = Math.min(limit ?? longest, longest);
  const shortest = Math.min(output, 1);
  return {
    input,
    images,
    output,
    credits: costCeil(price, { input, cachedInput: 0, output, images }),
    least: costCeil(price, { input, cachedInput: 0, output: shortest, images }),
  };
}

/** Most tokens of the answer that `credits` micro-credits pay for, within the bound; null for too few. */
export function affordedOutput(
  price: ModelPrice,
  credits: bigint,
  { input, images, output, least }: RequestBound,
): number | null {
  if (credits < least) return null;
  const most = outputFloor(price, credits, { input, cachedInput: 0, images });
  return most === null ? null : Math.min(most, output);
}

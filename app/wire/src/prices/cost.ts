import type { ModelPrice } from "./price-list";

/** What a call took of a model. */
export interface CallTokens {
  /** Tokens of the prompt, those from a cache among them. */
  readonly input: number;
  /** Tokens of the prompt that came from a cache. */
  readonly cachedInput: number;
  readonly output: number;
  readonly images: number;
}

/** Tokens that a price of the list is for. */
const MILLION = 1_000_000n;

/**
 * Micro-credits that a call costs, rounded up once, in the provider's favour.
 *
 * @example
 * const credits = wire.costCeil(price, { input: 1_200, cachedInput: 0, output: 350, images: 0 });
 */
export function costCeil(price: ModelPrice, tokens: CallTokens): bigint {
  const { input, cachedInput, output, images } = tokens;
  const cached = cachedInput < input ? cachedInput : input;
  const parts =
    of(input - cached, price.input) +
    of(cached, price.cached_input ?? price.input) +
    of(output, price.output ?? 0);
  const whole = BigInt(price.request ?? 0) + of(images, price.image ?? 0);
  return whole + (parts + MILLION - 1n) / MILLION;
}

/**
 * Most tokens of an answer whose call costs no more than `credits` micro-credits, with the prompt of `tokens`: rounded
 * down. Null if they do not pay for the prompt; `Number.MAX_SAFE_INTEGER` where the answer is free.
 */
export function outputFloor(
  price: ModelPrice,
  credits: bigint,
  tokens: Omit<CallTokens, "output">,
): number | null {
  const { input, cachedInput, images } = tokens;
  if (costCeil(price, { input, cachedInput, output: 0, images }) > credits) return null;
  const perMillion = BigInt(price.output ?? 0);
  if (perMillion === 0n) return Number.MAX_SAFE_INTEGER;
  const cached = cachedInput < input ? cachedInput : input;
  const whole = BigInt(price.request ?? 0) + of(images, price.image ?? 0);
  const prompt = of(input - cached, price.input) + of(cached, price.cached_input ?? price.input);
  const most = ((credits - whole) * MILLION - prompt) / perMillion;
  return most > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(most);
}

function of(count: number, price: number): bigint {
  return BigInt(count) * BigInt(price);
}

import { type Cost, costCeil, type ModelPrice } from "@diem/wire";

/** How charges are compared with the client's own count. */
export interface ChargeCheck {
  /** How far above its own count a charge may be, as a part of it: 1 allows twice as much, which is the default. */
  readonly tolerance?: number;
  /** Tokens of a text by the model's own tokenizer. Default: a token for each four bytes. */
  readonly countTokens?: (text: string, model: string) => number;
}

/** A charge that is far above what the client counts. */
export interface ChargeWarning {
  readonly call: string;
  readonly model: string;
  readonly provider: string;
  /** Micro-credits that were charged, and that the client counts. */
  readonly charged: bigint;
  readonly counted: bigint;
}

/** The parts of a call that determine its cost, as far as the client sees them. */
export interface Seen {
  readonly model: string;
  readonly price: ModelPrice;
  /** The body of the request. */
  readonly asked: string;
  /** All texts of the answer. */
  readonly answered: string;
  /** Pieces of a stream, which have a token each at least. */
  readonly pieces: number;
  readonly images: boolean;
}

const BYTES_PER_TOKEN = 4;
const TOLERANCE = 1;
/** Tokens that a server's template may add to any prompt and answer. */
const TEMPLATE_TOKENS = 64;
const HUNDRED = 100n;

/**
 * Micro-credits that a call costs by the client's own count, where it was charged more than that and the tolerance. Null for
 * a charge that is all right, and where it cannot be told, as with images.
 */
export function overcharged(
  { credits }: Pick<Cost, "credits">,
  { model, price, asked, answered, pieces, images }: Seen,
  { tolerance = TOLERANCE, countTokens = tokensByBytes }: ChargeCheck,
): bigint | null {
  if (images) return null;
  const tokens = {
    input: countTokens(asked, model) + TEMPLATE_TOKENS,
    output: Math.max(countTokens(answered, model), pieces) + TEMPLATE_TOKENS,
    ...{ cachedInput: 0, images: 0 },
  };
  const counted = costCeil(price, tokens);
  const percent = BigInt(Math.round((1 + tolerance) * Number(HUNDRED)));
  return credits * HUNDRED > counted * percent ? counted : null;
}

function tokensByBytes(text: string): number {
  return Math.ceil(new TextEncoder().encode(text).length / BYTES_PER_TOKEN);
}

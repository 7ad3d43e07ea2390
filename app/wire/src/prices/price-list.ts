/** What calls of one model cost, in micro-credits. */
export interface ModelPrice {
  /** For a million tokens of the prompt. */
  readonly input: number;
  /** For a million tokens of the prompt that came from a cache; default: as `input`. */
  readonly cached_input?: number;
  /** For a million tokens of the answer. A model without it answers embeddings alone. */
  readonly output?: number;
  /** For each call. Default: 0. */
  readonly request?: number;
  /** For an image of the prompt. Where it is not given, prompts with images are refused. */
  readonly image?: number;
  /** Most tokens of an answer. Goes with `output`: a call that names no limit of its own reserves for so many. */
  readonly max_output?: number;
}

/** What a provider's calls cost. The sha256 of its canonical JSON is the provider's `price_list_hash` on chain. */
export interface PriceList {
  readonly version: 1;
  /** By the model's id in requests. */
  readonly models: Readonly<Record<string, ModelPrice>>;
}

/** Layout version of price lists. */
export const PRICE_LIST_VERSION = 1;
/** Most models of a price list. */
export const MAX_MODELS = 10_000;
/** Most characters of a model's id. */
export const MAX_MODEL_ID_CHARACTERS = 256;
/** Maximum bytes of a price list. */
export const MAX_PRICE_LIST_BYTES = 4 * 1024 * 1024;

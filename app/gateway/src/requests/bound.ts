import { type ModelPrice, requestBound, type RequestBound } from "@diem/wire";
import { Refusal } from "../refusal";
import type { PricedRequest, Api } from "./api";

/**
 * The upper bound of a request.
 *
 * @throws Refusal `unsupported` for a model that is not sold for this shape, or not with images.
 */
export function boundOf({
  shape,
  asked: { images, imageCharacters, limit },
  price,
  model,
  bodyBytes,
  promptTokens,
}: {
  readonly shape: Api;
  readonly asked: PricedRequest;
  readonly price: ModelPrice;
  readonly model: string;
  /** Bytes of the body as it came. */
  readonly bodyBytes: number;
  /** Of the server's tokenizer; null where it does not say. */
  readonly promptTokens: number | null;
}): RequestBound {
  if (shape.answers && price.max_output === undefined) {
    const detail = `the model ${model} answers embeddings alone: use another one at ${shape.path}`;
    throw new Refusal("unsupported", { detail });
  }
  if (images > 0 && price.image === undefined) {
    const detail = `the model ${model} takes no images: send text alone, or use another model`;
    throw new Refusal("unsupported", { detail });
  }
  const bytes = Math.max(bodyBytes - imageCharacters, 0);
  const tokens = promptTokens ?? undefined;
  return requestBound(price, { bytes, tokens, images, limit: shape.answers ? limit : 0 });
}

/** An answer that had more bytes than the page takes. */
export class AnswerTooLong extends Error {
  override readonly name = "AnswerTooLong";

  constructor(most: number) {
    super(`the answer has more than ${most} bytes: the rest was not read`);
  }
}

/**
 * A `fetch` for hosts of strangers: it sends no cookies and no referrer, follows no redirect, and cuts an answer off with
 * {@link AnswerTooLong} after `most` bytes, so that none fills the page's memory.
 */
export function boundedFetch({
  most,
  signal: outer,
}: {
  readonly most: number;
  readonly signal?: AbortSignal;
}): typeof globalThis.fetch {
  return async (target, init = {}) => {
    const signals = [outer, init.signal].filter((one) => one instanceof AbortSignal);
    const response = await fetch(target, {
      ...init,
      ...{ credentials: "omit", referrerPolicy: "no-referrer", redirect: "error" },
      signal: AbortSignal.any(signals),
    });
    if (response.body === null) return response;
    const { status, statusText, headers } = response;
    let left = most;
    const cut = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        left -= chunk.byteLength;
        if (left < 0) controller.error(new AnswerTooLong(most));
        else controller.enqueue(chunk);
      },
    });
    return new Response(response.body.pipeThrough(cut), { status, statusText, headers });
  };
}

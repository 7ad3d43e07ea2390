/** An answer that had more bytes than the page takes. */
class AnswerTooLong extends Error {
  override readonly name = "AnswerTooLong";

  constructor(most: number) {
    super(`the answer has more than ${most} bytes: the rest was not read`);
  }
}

/** See {@link strangerFetch}. */
interface StrangerFetchInput {
  /** Bytes of an answer after which it is cut off; without it, the caller bounds what it reads. */
  readonly most?: number;
  readonly signal?: AbortSignal;
}

/**
 * A `fetch` for hosts of strangers: it sends no cookies and no referrer, follows no redirect, and cuts an answer off with
 * `AnswerTooLong` after `most` bytes, so that none fills the page's memory.
 */
export function strangerFetch({
  most,
  signal: outer,
}: StrangerFetchInput): typeof globalThis.fetch {
  return async (target, init = {}) => {
    const signals = [outer, init.signal].filter((one) => one instanceof AbortSignal);
    const response = await fetch(target, {
      ...init,
      ...{ credentials: "omit", referrerPolicy: "no-referrer", redirect: "error" },
      signal: AbortSignal.any(signals),
    });
    if (response.body === null || most === undefined) return response;
    const { status, statusText, headers } = response;
    const body = response.body.pipeThrough(cutAfter(most));
    return new Response(body, { status, statusText, headers });
  };
}

function cutAfter(most: number): TransformStream<Uint8Array, Uint8Array> {
  let left = most;
  return new TransformStream({
    transform(chunk, controller) {
      left -= chunk.byteLength;
      if (left < 0) controller.error(new AnswerTooLong(most));
      else controller.enqueue(chunk);
    },
  });
}

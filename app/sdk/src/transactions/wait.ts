/** A request that takes longer counts as one without an answer. */
export const ANSWER_MS = 15_000;

/** Resolves after so many milliseconds, or as soon as the signal aborts. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener("abort", end);
    if (signal?.aborted === true) end();
  });
}

/** What the call resolves to; throws where it takes longer than `ms`, or when the signal aborts. */
export async function within<Value>(
  ms: number,
  call: Promise<Value>,
  signal?: AbortSignal,
): Promise<Value> {
  let timer: unknown;
  let abort: () => void = () => undefined;
  const stopped = new Promise<never>((_, reject) => {
    abort = () => {
      const reason: unknown = signal?.reason;
      reject(reason instanceof Error ? reason : new Error(String(reason)));
    };
    timer = setTimeout(() => {
      reject(new Error(`the node gave no answer within ${ms} ms`));
    }, ms);
    signal?.addEventListener("abort", abort);
    if (signal?.aborted === true) abort();
  });
  try {
    return await Promise.race([call, stopped]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

/** A function that is run at once, and then not again for a while, however often it is called; the last call is never lost. */
export function throttled(run: () => void, ms: number) {
  let resting: ReturnType<typeof setTimeout> | undefined;
  let called = false;
  const call = (): void => {
    called = true;
    if (resting !== undefined) return;
    called = false;
    run();
    resting = setTimeout(() => {
      resting = undefined;
      if (called) call();
    }, ms);
  };
  /** Ends it: what was called meanwhile is not run any more. */
  const stop = (): void => clearTimeout(resting);
  return { call, stop };
}

/**
 * Runs something while no other tab of this browser runs anything of the same name, and tells it whether it had to wait. Two
 * tabs that make the same transaction within a block would make one, and both would take it for their own.
 */
export async function alone<Result>(
  name: string,
  {
    onWait,
    signal,
  }: {
    /** Called where another tab is busy. */
    readonly onWait: () => void;
    readonly signal: AbortSignal;
  },
  run: (waited: boolean) => Promise<Result>,
): Promise<Result> {
  // browsers have locks in secure contexts alone
  const locks = (navigator as { readonly locks?: LockManager }).locks;
  if (locks === undefined) return run(false);
  const atOnce = await locks.request(name, { ifAvailable: true }, async (lock) =>
    lock === null ? null : { result: await run(false) },
  );
  if (atOnce !== null) return atOnce.result;
  onWait();
  return locks.request(name, { signal }, () => run(true));
}

/**
 * Runs a function while no other tab of this browser runs one with the same name, and passes whether it had to wait. If
 * two tabs made the same transaction within a block, there would be one transaction, and both would treat it as their
 * own.
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

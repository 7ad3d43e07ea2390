/** Runs a task after what the event loop has at hand now. */
export function afterTurn(task: () => void): void {
  const { setImmediate } = globalThis as {
    readonly setImmediate?: (task: () => void) => unknown;
  };
  if (setImmediate === undefined) setTimeout(task, 0);
  else setImmediate(task);
}

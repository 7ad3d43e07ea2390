/** Thrown for a state file that cannot be used. The file is left as it is. */
export class StateFileError extends Error {
  override readonly name = "StateFileError";

  constructor(
    readonly path: string,
    reason: string,
    next = "move it away to start a new chain, or choose another file",
    options?: ErrorOptions,
  ) {
    super(`the state file ${path} ${reason}: ${next}`, options);
  }
}

/** Thrown when a local network cannot be started; the message says what to do about it. */
export class StartError extends Error {
  constructor(
    override readonly name: StartErrorName,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export type StartErrorName =
  | "InUse"
  | "KeyFileUnusable"
  | "ModelUnavailable"
  | "PageNotBuilt"
  | "PathUnusable"
  | "PortInUse"
  | "ValidatorNotFound"
  | "ValidatorFailed";

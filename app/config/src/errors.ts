/** A configuration that cannot be used. The message names the place, and says what to do. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";

  constructor(message: string, { cause }: { cause?: unknown } = {}) {
    super(message, { cause });
  }
}

import { UsageError } from "../core";

/** The result of a call. A configuration that it refuses is a usage error. `check` checks the file again. */
export async function usage<Value>(
  check: string,
  call: () => Value | Promise<Value>,
): Promise<Value> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ConfigError") throw error;
    const { name, message } = error;
    throw new UsageError({
      name,
      message,
      next: `correct the configuration, and run \`${check}\``,
    });
  }
}

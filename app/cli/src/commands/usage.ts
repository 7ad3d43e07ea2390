import { UsageError } from "../core";

/** What a call returns; a configuration that it refuses is wrong use of the command. `check` checks the file anew. */
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

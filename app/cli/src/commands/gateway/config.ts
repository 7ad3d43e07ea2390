import { resolve } from "node:path";
import type { GatewayConfig } from "@diem/gateway";
import { type Session, UsageError } from "../../core";

/** Where a configuration is looked for. */
export const CONFIG_FILE = "gateway.yaml";

/** The package of the gateway, which no other command needs. */
export const gatewayPackage = () => import("@diem/gateway");

/** Reads a configuration file. Throws a UsageError `ConfigError`, which names the line. */
export async function configOf({ io }: Session, file: string): Promise<GatewayConfig> {
  const { readConfig } = await gatewayPackage();
  return usage(() => readConfig(resolve(io.cwd, file)));
}

/** What a call returns; a configuration that it refuses is wrong use of the command. */
export async function usage<Value>(call: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ConfigError") throw error;
    const { name, message } = error;
    const next = "mend the configuration, and run `diem gateway check`";
    throw new UsageError({ name, message, next });
  }
}

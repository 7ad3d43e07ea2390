import { resolve } from "node:path";
import type { GatewayConfig } from "@diem/gateway";
import type { Session } from "../../core";
import { usage } from "../usage";

/** Where a configuration is looked for. */
export const CONFIG_FILE = "gateway.yaml";
/** What checks it. */
export const CHECK = "diem gateway check";

/** The package of the gateway, which no other command needs. */
export const gatewayPackage = () => import("@diem/gateway");

/** Reads a configuration file. Throws a UsageError `ConfigError`, which names the line. */
export async function configOf({ io }: Session, file: string): Promise<GatewayConfig> {
  const { readConfig } = await gatewayPackage();
  return usage(CHECK, () => readConfig(resolve(io.cwd, file)));
}

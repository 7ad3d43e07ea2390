import { readFileSync } from "node:fs";
import { isBlank } from "../blanks";
import { UsageError } from "../errors";
import { fileFault } from "./paths";

/** Where the Solana CLI keeps its configuration. */
export const SOLANA_CONFIG = "~/.config/solana/cli/config.yml";
/** Where it keeps the wallet, where nothing is configured. */
export const SOLANA_KEYPAIR = "~/.config/solana/id.json";

const KEYS = ["json_rpc_url", "websocket_url", "keypair_path", "commitment"] as const;

/** What this command uses of the Solana CLI's configuration. */
export type SolanaConfig = Readonly<Partial<Record<(typeof KEYS)[number], string>>>;

/**
 * Reads the Solana CLI's configuration. Where the file is missing, `required` decides whether that is an error.
 *
 * @throws UsageError `ConfigUnreadable`.
 */
export function readSolanaConfig(path: string, required: boolean): SolanaConfig {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    if (!required && (cause as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw unreadable(path, fileFault(cause), cause);
  }
  const parsed = parsedYaml(path, text);
  const found = KEYS.flatMap((key) => {
    const value = parsed[key];
    if (value === undefined || value === null) return [];
    if (typeof value !== "string") throw unreadable(path, `${key} is not text`);
    // the Solana CLI writes an empty URL of subscriptions where the other URL decides it
    if (key === "websocket_url" && value === "") return [];
    if (isBlank(value)) throw unreadable(path, `${key} is empty`);
    return [[key, value]];
  });
  return Object.fromEntries(found) as SolanaConfig;
}

function parsedYaml(path: string, text: string): Readonly<Record<string, unknown>> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a tenth of a start, and most users have no such file
  const { parse } = require("yaml") as typeof import("yaml");
  let parsed: unknown;
  try {
    parsed = parse(text);
  } catch (cause) {
    throw unreadable(path, "it is not YAML", cause);
  }
  if (parsed === null) return {};
  if (typeof parsed === "object" && !Array.isArray(parsed)) {
    return parsed as Readonly<Record<string, unknown>>;
  }
  throw unreadable(path, "it is not a map of keys and values");
}

function unreadable(path: string, reason: string, cause?: unknown): UsageError {
  return new UsageError({
    name: "ConfigUnreadable",
    message: `the configuration ${path} cannot be used: ${reason}`,
    next: "write it with `solana config set --url localhost`, or choose another one with --config",
    cause,
  });
}

import type { Commitment, PublicKey } from "@solana/web3.js";
import { PROGRAM_ID } from "@diem/sdk";
import { isBlank } from "../blanks";
import { UsageError } from "../errors";
import type { Io } from "../io";
import { parseAddress, parseChoice, parseWhole } from "../parse";
import { clusterUrl, DEFAULT_URL } from "./cluster";
import { userPath } from "./paths";
import {
  readSolanaConfig,
  SOLANA_CONFIG,
  SOLANA_KEYPAIR,
  type SolanaConfig,
} from "./solana-config";

/** The options that every command takes, as they were given. */
export interface GlobalOptions {
  readonly url?: string;
  readonly keypair?: string;
  readonly config?: string;
  readonly market?: string;
  readonly programId?: string;
  readonly commitment?: string;
  readonly output?: string;
  readonly priorityFee?: string;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly color?: boolean;
}

/** An effective value, and where it came from: an option, a variable, a file, or nowhere. */
export interface Setting<Value> {
  readonly value: Value;
  readonly origin: string;
}

/** The effective configuration of a command. */
export interface Settings {
  readonly config: Setting<string>;
  readonly url: Setting<string>;
  /** The URL of subscriptions, if it cannot be derived from the RPC URL. */
  readonly wsUrl: string | undefined;
  readonly keypair: Setting<string>;
  readonly market: Setting<PublicKey> | undefined;
  readonly programId: Setting<PublicKey>;
  readonly commitment: Setting<Commitment>;
  /** Micro-lamports per compute unit. */
  readonly priorityFee: bigint | undefined;
  readonly yes: boolean;
  readonly dryRun: boolean;
}

const DEFAULT = "default";
const COMMITMENTS = ["processed", "confirmed", "finalized"] as const;

/** The variables that a command reads, before the Solana CLI's configuration. */
export const VARIABLES = [
  "DIEM_URL",
  "DIEM_KEYPAIR",
  "DIEM_MARKET",
  "DIEM_PROGRAM_ID",
  "DIEM_HOME",
] as const;

/** Refuses an empty variable. Otherwise another source would replace it without notice. */
function requireVariables(env: NodeJS.ProcessEnv): void {
  const empty = VARIABLES.find((name) => isBlank(env[name]));
  if (empty === undefined) return;
  throw new UsageError({
    name: "VariableEmpty",
    message: `the variable ${empty} is set, but empty`,
    next: `give it a value, or remove it with \`unset ${empty}\``,
  });
}

/** The first of the sources that is there. */
function firstOf(
  ...sources: readonly (readonly [origin: string, value: string | undefined])[]
): Setting<string> | undefined {
  for (const [origin, value] of sources) {
    if (value !== undefined) return { value, origin };
  }
  return undefined;
}

function map<From, To>({ value, origin }: Setting<From>, to: (value: From) => To): Setting<To> {
  return { value: to(value), origin };
}

/**
 * The effective configuration: an option before a variable, a variable before the Solana CLI's configuration.
 *
 * @throws UsageError for a value that cannot be used, by its name.
 */
export function resolveSettings(options: GlobalOptions, io: Io): Settings {
  requireVariables(io.env);
  const config = configOf(options, io);
  const inFile = config.value;
  const file = config.origin;
  const { env } = io;
  const url = firstOf(
    ["--url", options.url],
    ["DIEM_URL", env.DIEM_URL],
    [file, inFile.json_rpc_url],
  ) ?? { value: DEFAULT_URL, origin: DEFAULT };
  const keypair = firstOf(
    ["--keypair", options.keypair],
    ["DIEM_KEYPAIR", env.DIEM_KEYPAIR],
    [file, inFile.keypair_path],
  ) ?? { value: SOLANA_KEYPAIR, origin: DEFAULT };
  const market = firstOf(["--market", options.market], ["DIEM_MARKET", env.DIEM_MARKET]);
  const programId = firstOf(
    ["--program-id", options.programId],
    ["DIEM_PROGRAM_ID", env.DIEM_PROGRAM_ID],
  );
  const commitment = firstOf(["--commitment", options.commitment], [file, inFile.commitment]) ?? {
    value: "confirmed",
    origin: DEFAULT,
  };
  return {
    config: { value: config.path, origin: config.from },
    url: map(url, clusterUrl),
    wsUrl: url.origin === file ? inFile.websocket_url : undefined,
    keypair,
    market: market && map(market, (text) => parseAddress(text, "market")),
    programId: programId
      ? map(programId, (text) => parseAddress(text, "program"))
      : { value: PROGRAM_ID, origin: DEFAULT },
    commitment: map(commitment, (text) =>
      parseChoice(text, { what: "commitment", choices: COMMITMENTS }),
    ),
    priorityFee:
      options.priorityFee === undefined
        ? undefined
        : parseWhole(options.priorityFee, "priority fee"),
    yes: options.yes === true,
    dryRun: options.dryRun === true,
  };
}

interface Config {
  readonly value: SolanaConfig;
  readonly path: string;
  /** How the file is named where something in it is effective. */
  readonly origin: string;
  /** Why it is this file. */
  readonly from: string;
}

function configOf({ config }: GlobalOptions, io: Io): Config {
  const named = config !== undefined;
  const origin = config ?? SOLANA_CONFIG;
  const path = userPath(origin, io);
  const value = readSolanaConfig(path, named);
  return { value, path, origin, from: named ? "--config" : DEFAULT };
}

/** The market that the user named. */
export function requireMarket({ market }: Settings): PublicKey {
  if (market !== undefined) return market.value;
  throw new UsageError({
    name: "MarketMissing",
    message: "no market is named",
    next: "name one with --market <address> or DIEM_MARKET; `diem market list` shows those of the cluster",
  });
}

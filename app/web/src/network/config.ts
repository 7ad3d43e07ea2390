import { PublicKey } from "@solana/web3.js";
import { keep, readKeptJson } from "../data/kept";

/** The configuration of the page: `config.json` beside the page, or the user's input. */
export interface PageConfig {
  /** URL of the JSON-RPC. */
  readonly rpcUrl: string;
  /** URL of the WebSocket. Default: derived from the JSON-RPC's URL. */
  readonly wsUrl?: string;
  /** Address of the market. */
  readonly market: string;
  /** The program, where it is another than the SDK's. */
  readonly programId?: string;
  /** Base URL of an indexer; without one there is no history. */
  readonly indexerUrl?: string;
  /** What people call the cluster, such as `devnet`. */
  readonly cluster?: string;
  /** Whether the server of this page signs for the wallets of a local network. */
  readonly localWallets?: boolean;
}

/** A configuration that cannot be used; the message says what is wrong and what to do. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

const KEY = "diem:network";

const MEMBERS = {
  rpcUrl: urlOf("http:", "https:"),
  wsUrl: urlOf("ws:", "wss:"),
  market: address,
  programId: address,
  indexerUrl: urlOf("http:", "https:"),
  cluster: label,
  localWallets: flag,
} as const;
const REQUIRED = ["rpcUrl", "market"] as const;

/** Checks a configuration. Throws {@link ConfigError}, which names the member that is wrong. */
export function checkConfig(given: unknown): PageConfig {
  if (typeof given !== "object" || given === null) {
    throw new ConfigError('not a JSON object: write {"rpcUrl": …, "market": …}');
  }
  const entries = Object.entries(given).filter(([, value]) => value !== undefined && value !== "");
  for (const [name, value] of entries) {
    const check = (MEMBERS as Record<string, (value: unknown) => string | null>)[name];
    if (check === undefined) {
      throw new ConfigError(
        `unknown member ${JSON.stringify(name)}: use ${Object.keys(MEMBERS).join(", ")}`,
      );
    }
    const wrong = check(value);
    if (wrong !== null) throw new ConfigError(`${name} is ${JSON.stringify(value)}: ${wrong}`);
  }
  for (const name of REQUIRED) {
    if (!entries.some(([one]) => one === name)) throw new ConfigError(`${name} is missing: add it`);
  }
  return Object.fromEntries(entries) as unknown as PageConfig;
}

function urlOf(...protocols: string[]) {
  return (value: unknown): string | null => {
    const url = typeof value === "string" ? URL.parse(value) : null;
    return url !== null && protocols.includes(url.protocol)
      ? null
      : `write a URL that begins with ${protocols.map((one) => `${one}//`).join(" or ")}`;
  };
}

function address(value: unknown): string | null {
  try {
    new PublicKey(String(value));
    return null;
  } catch {
    return "write an address in base58";
  }
}

function label(value: unknown): string | null {
  return typeof value === "string" && value.length <= 40 ? null : "write up to 40 characters";
}

function flag(value: unknown): string | null {
  return typeof value === "boolean" ? null : "write true or false";
}

/** What the user chose instead of the server's configuration; null where nothing is. */
export function chosenConfig(): PageConfig | null {
  const chosen = readKeptJson(KEY);
  try {
    return chosen === null ? null : checkConfig(chosen);
  } catch {
    return null;
  }
}

/** Keeps the user's choice in this browser; null goes back to the server's configuration. */
export function choose(config: PageConfig | null): void {
  keep(KEY, config === null ? null : JSON.stringify(config));
}

/** The user's choice, or else the server's `config.json`; null where there is neither. */
export async function readConfig(): Promise<PageConfig | null> {
  const chosen = chosenConfig();
  if (chosen !== null) return chosen;
  const response = await fetch("./config.json", { cache: "no-store" });
  if (!response.ok) return null;
  let json: unknown;
  try {
    json = await response.json();
  } catch (cause) {
    throw new ConfigError("config.json of this page's server is not JSON: correct or remove it", {
      cause,
    });
  }
  return checkConfig(json);
}

import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

import type { Keypair } from "@solana/web3.js";

import { generateKeypair, keypairFromSecretKey } from "@diem/sdk/node";

import { StartError } from "./errors";

/** The wallets of a network, and what each is for. */
export const WALLETS = {
  authority: "has every role in the market, and may mint VVV",
  staker: "holds VVV to stake",
  consumer: "holds DIEM to pay with",
  provider: "offers compute",
  operator: "serves the provider's calls, and settles",
} as const;

export type WalletName = keyof typeof WALLETS;
export type Wallets = Readonly<Record<WalletName, Keypair>>;

/** The files of a network. */
export interface NetworkFiles {
  readonly folder: string;
  readonly wallets: Readonly<Record<WalletName, string>>;
  /** The key of the VVV mint, which makes the market's address the same in every run. */
  readonly vvvMint: string;
  /** In the format of the Solana CLI, for the staker. */
  readonly config: string;
  /** To be sourced by a shell. */
  readonly env: string;
  /** Where the `diem` command keeps vouchers. */
  readonly home: string;
}

const FOLDER = ".diem";

/** @param dir - the folder in which `.diem` is */
export function networkFiles(dir: string): NetworkFiles {
  const at = (...names: string[]) => join(resolve(dir, FOLDER), ...names);
  const names = Object.keys(WALLETS) as WalletName[];
  const wallets = names.map((name) => [name, at("wallets", `${name}.json`)]);
  return {
    folder: at(),
    wallets: Object.fromEntries(wallets) as NetworkFiles["wallets"],
    vvvMint: at("vvv-mint.json"),
    config: at("config.yml"),
    env: at("env"),
    home: at("home"),
  };
}

/** The keys of all wallets; see {@link keypairIn}. */
export function walletsIn(files: NetworkFiles): Wallets {
  const keypairs = Object.entries(files.wallets).map(([name, path]) => [name, keypairIn(path)]);
  return Object.fromEntries(keypairs) as Wallets;
}

/**
 * The key in a file of the Solana CLI's format; a new one where there is no file yet.
 *
 * @throws StartError `KeyFileUnusable`
 */
export function keypairIn(path: string): Keypair {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw unusable(path, cause);
    const keypair = generateKeypair();
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeAtomically(path, JSON.stringify([...keypair.secretKey]), 0o600);
    return keypair;
  }
  try {
    return keypairFromSecretKey(Uint8Array.from(JSON.parse(text) as number[]));
  } catch (cause) {
    throw unusable(path, cause);
  }
}

function unusable(path: string, cause: unknown): StartError {
  const next = "remove it to get a new key and with it new addresses";
  return new StartError("KeyFileUnusable", `${path} holds no usable key: ${next}`, { cause });
}

/** Writes the file in one step. */
export function writeAtomically(path: string, text: string, mode: number): void {
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  writeFileSync(temporary, text, { mode });
  renameSync(temporary, path);
}

/** Of a network, what shells and the Solana CLI are told. */
export interface Pointers {
  readonly url: string;
  readonly wsUrl: string;
  readonly market: string;
  readonly provider: string;
}

/** Writes `config.yml` and `env`. */
export function writePointers(
  files: NetworkFiles,
  { url, wsUrl, market, provider }: Pointers,
): void {
  const keypair = files.wallets.staker;
  const config = [
    "---",
    `json_rpc_url: ${url}`,
    `websocket_url: ${wsUrl}`,
    `keypair_path: ${JSON.stringify(keypair)}`,
    "address_labels: {}",
    "commitment: confirmed",
  ];
  const variables = {
    DIEM_URL: url,
    DIEM_KEYPAIR: keypair,
    DIEM_MARKET: market,
    DIEM_PROVIDER: provider,
    DIEM_HOME: files.home,
  };
  const exports = Object.entries(variables).map(
    ([name, value]) => `export ${name}=${quoted(value)}`,
  );
  writeAtomically(files.config, `${config.join("\n")}\n`, 0o644);
  writeAtomically(files.env, `${exports.join("\n")}\n`, 0o644);
}

/** A text as one word of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

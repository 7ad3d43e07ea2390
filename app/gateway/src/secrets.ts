import { readFileSync } from "node:fs";
import { ConfigError } from "@diem/config";
import { keypairFromSecretKey } from "@diem/sdk/node";
import type { Keypair } from "@solana/web3.js";
import type { GatewayConfig } from "./config/schema";

/** The upstream's API key; undefined where none is configured. Throws a ConfigError. */
export function upstreamKey({
  keyFile,
  keyVariable,
}: GatewayConfig["upstream"]): string | undefined {
  if (keyFile !== undefined) return nonEmpty(textOf(keyFile).trim(), keyFile);
  if (keyVariable === undefined) return undefined;
  return nonEmpty(process.env[keyVariable] ?? "", `the variable ${keyVariable}`);
}

/** The connection string of the database. Throws a ConfigError. */
export function databaseUrl({
  urlFile,
  urlVariable,
}: NonNullable<GatewayConfig["postgres"]>): string {
  if (urlFile !== undefined) return nonEmpty(textOf(urlFile).trim(), urlFile);
  return nonEmpty(process.env[urlVariable] ?? "", `the variable ${urlVariable}`);
}

/** The operator's wallet. Throws a ConfigError. */
export function operatorKeypair(file: string): Keypair {
  const text = textOf(file);
  try {
    return keypairFromSecretKey(Uint8Array.from(JSON.parse(text) as number[]));
  } catch {
    // the cause would quote the key
    const message = `${file} has no key: choose a file that solana-keygen wrote`;
    throw new ConfigError(message);
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new ConfigError(`${file} cannot be read: choose a file that exists and is readable`, {
      cause,
    });
  }
}

function nonEmpty(key: string, where: string): string {
  if (key !== "") return key;
  throw new ConfigError(
    `${where} is empty: write the key or URL there, or choose another file or variable`,
  );
}

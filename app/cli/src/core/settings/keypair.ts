import { readFileSync } from "node:fs";
import { keypairFromSecretKey } from "@diem/sdk/node";
import type { Keypair } from "@solana/web3.js";
import { isBlank } from "../blanks";
import { UsageError } from "../errors";
import type { Io } from "../io";
import { fileFault, userPath } from "./paths";

const SECRET_LENGTH = 64;
/** Signers of the Solana CLI that are not files. */
const NO_FILE = /^(?:[a-z]+:|ASK$|-$)/;

/** A file as a URI, with or without a host, which names nothing here. The Solana CLI takes neither query nor escapes. */
const FILE_URI = /^file:(?:\/\/[^/?#]*)?([^?#]*)/i;

/** The path in what names a key file: a path itself, or a URI of one. */
function pathIn(text: string): string {
  const [, path = text] = FILE_URI.exec(text) ?? [];
  if (!isBlank(path)) return path;
  throw new UsageError({
    name: "KeypairMissing",
    message: `invalid keypair path "${text}"`,
    next: "write file:wallet.json, file:///folder/wallet.json, or the path alone",
  });
}

/**
 * Reads a wallet as `solana-keygen` writes it. It is named as the Solana CLI takes it: by a path or a `file:` URI.
 *
 * @throws UsageError `KeypairUnsupported`, `KeypairMissing`, `KeypairUnreadable` or `KeypairInvalid`.
 */
export function readKeypair(text: string, io: Pick<Io, "home" | "cwd">): Keypair {
  const named = pathIn(text);
  if (NO_FILE.test(named)) {
    throw new UsageError({
      name: "KeypairUnsupported",
      message: `the keypair "${text}" is not a file: hardware wallets and seed phrases are not supported`,
      next: "name a file wallet with --keypair, made by `solana-keygen new --outfile wallet.json`",
    });
  }
  const path = userPath(named, io);
  let content: string;
  try {
    content = readFileSync(path, "utf8");
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    throw new UsageError({
      name: missing ? "KeypairMissing" : "KeypairUnreadable",
      message: `the wallet ${path} cannot be read: ${fileFault(cause)}`,
      next: `name your wallet with --keypair, or make one with \`solana-keygen new --outfile ${path}\``,
      cause,
    });
  }
  return parseKeypair(content, path);
}

/** The content is never shown, because it may be a key in another form. */
function parseKeypair(content: string, path: string): Keypair {
  try {
    const bytes: unknown = JSON.parse(content);
    if (!isSecret(bytes)) throw new RangeError(`not ${SECRET_LENGTH} bytes`);
    return keypairFromSecretKey(Uint8Array.from(bytes));
  } catch {
    throw new UsageError({
      name: "KeypairInvalid",
      message: `the file ${path} is not a wallet: it must contain the ${SECRET_LENGTH} bytes of a key as a JSON list`,
      next: "name a file that `solana-keygen` wrote with --keypair",
    });
  }
}

function isSecret(value: unknown): value is number[] {
  const isByte = (byte: unknown) =>
    Number.isInteger(byte) && Number(byte) >= 0 && Number(byte) < 256;
  return Array.isArray(value) && value.length === SECRET_LENGTH && value.every(isByte);
}

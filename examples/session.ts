import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DiemFetch } from "@diem/client";
import { Keypair } from "@solana/web3.js";

/** A key that signs vouchers and holds nothing: made once in a folder, as it is its channel's for life. */
export function sessionKey(folder: string): Keypair {
  const file = join(folder, "session.json");
  if (existsSync(file)) {
    const bytes = JSON.parse(readFileSync(file, "utf8")) as number[];
    return Keypair.fromSecretKey(Uint8Array.from(bytes));
  }
  const made = Keypair.generate();
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify([...made.secretKey]), { mode: 0o600 });
  return made;
}

/** The first model of a price list that chats. */
export function chatModel({ models }: DiemFetch["prices"]): string {
  const chats = Object.entries(models).filter(([, { output }]) => output !== undefined);
  const [model = ""] = chats.map(([id]) => id);
  return model;
}

import { sha256 } from "@noble/hashes/sha2";

/** Bytes of an account's, an event's and an instruction's discriminator. */
export const DISCRIMINATOR_LENGTH = 8;

/** The first bytes of the hash of a name, by which Anchor distinguishes accounts, events and instructions. */
function discriminator(kind: "account" | "event" | "global", name: string): Uint8Array {
  return sha256(new TextEncoder().encode(`${kind}:${name}`)).slice(0, DISCRIMINATOR_LENGTH);
}

/** What the data of an account begins with, by the name of its struct in camelCase. */
export function accountDiscriminator(structName: string): Uint8Array {
  return discriminator("account", structName.charAt(0).toUpperCase() + structName.slice(1));
}

/** What an event begins with, by its name as the program writes it. */
export function eventDiscriminator(name: string): Uint8Array {
  return discriminator("event", name);
}

/** What the data of an instruction begins with, by its name in camelCase. */
export function instructionDiscriminator(name: string): Uint8Array {
  const inRust = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return discriminator("global", inRust);
}

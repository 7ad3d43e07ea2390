import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { constants, gunzipSync, gzip } from "node:zlib";

import { StateFileError } from "./errors";

// A state file is gzip, whose checksum covers everything, around: the magic, then each section behind its length.

const MAGIC = Buffer.from("diem-localnet-state\n");
const LENGTH_SIZE = 4;
/** Maximum bytes that a file may unpack to. */
const MAX_UNPACKED = 2 ** 30;

/** Packs the sections, off the event loop. */
export async function packSections(sections: readonly Uint8Array[]): Promise<Uint8Array> {
  const parts: Uint8Array[] = [MAGIC];
  for (const section of sections) {
    const length = Buffer.alloc(LENGTH_SIZE);
    length.writeUInt32LE(section.length);
    parts.push(length, section);
  }
  return promisify(gzip)(Buffer.concat(parts), { level: constants.Z_BEST_SPEED });
}

/**
 * @throws StateFileError when the file cannot be read, is damaged or is no state file
 */
export function readSections(path: string): Uint8Array[] {
  const unpacked = unpack(path, read(path));
  if (!unpacked.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new StateFileError(path, "was not written by a local network");
  }
  const sections: Uint8Array[] = [];
  for (let offset = MAGIC.length; offset < unpacked.length;) {
    const start = offset + LENGTH_SIZE;
    const end = start + unpacked.readUInt32LE(offset);
    sections.push(unpacked.subarray(start, end));
    offset = end;
  }
  return sections;
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new StateFileError(path, "cannot be read", "check the path and its permissions", {
      cause,
    });
  }
}

function unpack(path: string, packed: Buffer): Buffer {
  const [first, second] = packed;
  if (first !== 0x1f || second !== 0x8b) {
    throw new StateFileError(path, "was not written by a local network");
  }
  try {
    return gunzipSync(packed, { maxOutputLength: MAX_UNPACKED });
  } catch (cause) {
    throw new StateFileError(path, "is damaged", undefined, { cause });
  }
}

/**
 * Replaces the file in one step: a process that is killed in the middle leaves the old one. What it writes
 * is on the disk when it returns.
 */
export async function writeAtomically(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const file = await open(temporary, "wx", 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Makes the rename itself durable, where the system lets a folder be synced. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

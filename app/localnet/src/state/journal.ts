import { createHash } from "node:crypto";
import { closeSync, fdatasyncSync, openSync, readFileSync, writeSync } from "node:fs";

import { StateFileError } from "./errors";

// A journal is a row of records. Each is: its length, the beginning of its hash, its bytes.

const LENGTH_SIZE = 4;
const HASH_SIZE = 8;
const HEAD_SIZE = LENGTH_SIZE + HASH_SIZE;

/** Where the journal of that id is, beside the snapshot. */
export function journalPath(path: string, id: string): string {
  return `${path}.${id}.journal`;
}

/** A file that only grows, by whole records. */
export class Journal {
  private size = 0;

  private constructor(
    readonly path: string,
    private readonly file: number,
  ) {}

  /** @throws Error when the file cannot be created, or is there already */
  static create(path: string): Journal {
    return new Journal(path, openSync(path, "wx", 0o600));
  }

  /** Bytes that were appended. */
  get length(): number {
    return this.size;
  }

  /**
   * Appends a record.
   * @param durable - whether it has to be on the disk before this returns; if not, the system has it, which is enough
   * to survive the end of this process
   * @throws Error when the disk does not take it
   */
  append(record: Uint8Array, durable: boolean): void {
    const head = Buffer.alloc(HEAD_SIZE);
    head.writeUInt32LE(record.length);
    hashOf(record).copy(head, LENGTH_SIZE);
    const framed = Buffer.concat([head, record]);
    for (let written = 0; written < framed.length;) {
      written += writeSync(this.file, framed, written);
    }
    if (durable) fdatasyncSync(this.file);
    this.size += framed.length;
  }

  close(): void {
    closeSync(this.file);
  }
}

/**
 * The records of a journal, oldest first. The last one may be cut off, by the end of the process that wrote it: it was
 * never acknowledged, so it is ignored.
 * @throws StateFileError when a record before the last one is damaged
 */
export function readJournal(path: string): readonly Uint8Array[] {
  const bytes = readFileSync(path);
  const records: Uint8Array[] = [];
  for (let offset = 0; offset < bytes.length;) {
    const start = offset + HEAD_SIZE;
    const end = start > bytes.length ? Infinity : start + bytes.readUInt32LE(offset);
    if (end > bytes.length) break;
    const record = bytes.subarray(start, end);
    if (!hashOf(record).equals(bytes.subarray(offset + LENGTH_SIZE, start))) {
      if (end === bytes.length) break;
      throw new StateFileError(path, "is damaged");
    }
    records.push(record);
    offset = end;
  }
  return records;
}

function hashOf(record: Uint8Array): Buffer {
  return createHash("sha256").update(record).digest().subarray(0, HASH_SIZE);
}

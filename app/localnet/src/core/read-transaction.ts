import { MessageV0, PublicKey, VersionedTransaction } from "@solana/web3.js";

import { encodeAddress } from "./addresses";

const VERSION_0 = 0x80;
const KEY_SIZE = 32;
const SIGNATURE_SIZE = 64;
/** Seven bits of a length are in each of its bytes; the eighth says that more follow. */
const [LENGTH_BITS, MORE] = [7, 0x80];
/** Most bytes of a length. */
const LENGTH_BYTES = 3;

/** Thrown for bytes that are no version 0 transaction, or one that nobody would write like this. */
class Irregular extends Error {}
const irregular = new Irregular("not a version 0 transaction");

/** Public keys by their bytes, as a chain meets the same ones again and again; then it begins anew. */
const keys = new Map<string, PublicKey>();
const CAPACITY = 10_000;

class Reader {
  private readonly bytes: Buffer;
  private at = 0;

  constructor(wire: Uint8Array) {
    this.bytes = Buffer.from(wire.buffer, wire.byteOffset, wire.byteLength);
  }

  get finished(): boolean {
    return this.at === this.bytes.length;
  }

  byte(): number {
    const value = this.bytes[this.at];
    if (value === undefined) throw irregular;
    this.at += 1;
    return value;
  }

  /** A copy. */
  take(length: number): Uint8Array {
    const end = this.at + length;
    if (end > this.bytes.length) throw irregular;
    const taken = new Uint8Array(this.bytes.subarray(this.at, end));
    this.at = end;
    return taken;
  }

  key(): PublicKey {
    const end = this.at + KEY_SIZE;
    const name = this.bytes.toString("latin1", this.at, end);
    const known = keys.get(name);
    if (known === undefined) {
      const key = new PublicKey(this.take(KEY_SIZE));
      if (keys.size >= CAPACITY) keys.clear();
      keys.set(name, key);
      return key;
    }
    this.at = end;
    return known;
  }

  length(): number {
    let length = 0;
    for (let read = 0; read < LENGTH_BYTES; read += 1) {
      const byte = this.byte();
      length |= (byte & (MORE - 1)) << (LENGTH_BITS * read);
      if ((byte & MORE) === 0) return length;
    }
    throw irregular;
  }

  list<Item>(read: () => Item): Item[] {
    const items: Item[] = [];
    for (let left = this.length(); left > 0; left -= 1) items.push(read());
    return items;
  }
}

/**
 * Reads a version 0 transaction, in a tenth of the time that web3.js takes.
 * @returns `undefined` for any other bytes, of which web3.js says what they are or what is wrong with them
 */
export function readTransaction(wire: Uint8Array): VersionedTransaction | undefined {
  try {
    return read(new Reader(wire));
  } catch (error) {
    if (error === irregular) return undefined;
    throw error;
  }
}

function read(reader: Reader): VersionedTransaction {
  const signatures = reader.list(() => reader.take(SIGNATURE_SIZE));
  if (reader.byte() !== VERSION_0) throw irregular;
  const header = {
    numRequiredSignatures: reader.byte(),
    numReadonlySignedAccounts: reader.byte(),
    numReadonlyUnsignedAccounts: reader.byte(),
  };
  if (signatures.length !== header.numRequiredSignatures) throw irregular;
  const indexes = () => reader.list(() => reader.byte());
  const message = new MessageV0({
    header,
    staticAccountKeys: reader.list(() => reader.key()),
    recentBlockhash: encodeAddress(reader.take(KEY_SIZE)),
    compiledInstructions: reader.list(() => ({
      programIdIndex: reader.byte(),
      accountKeyIndexes: indexes(),
      data: reader.take(reader.length()),
    })),
    addressTableLookups: reader.list(() => ({
      accountKey: reader.key(),
      writableIndexes: indexes(),
      readonlyIndexes: indexes(),
    })),
  });
  if (!reader.finished) throw irregular;
  return new VersionedTransaction(message, signatures);
}

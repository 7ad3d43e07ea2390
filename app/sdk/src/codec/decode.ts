import { PublicKey } from "@solana/web3.js";
import { fieldsOf, type IdlType, isFiller } from "./idl";
import type { Struct, StructName } from "./types";

/** Reads little-endian Borsh values one after the other. Throws `RangeError` if the bytes end. */
class Reader {
  private readonly view: DataView;
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  private take(length: number): number {
    const start = this.at;
    if (start + length > this.bytes.length) throw new RangeError("the data ends too early");
    this.at += length;
    return start;
  }

  raw(length: number): Uint8Array {
    const start = this.take(length);
    return new Uint8Array(this.bytes.subarray(start, start + length));
  }

  unsigned(length: 1 | 2 | 4): number {
    const start = this.take(length);
    if (length === 1) return this.view.getUint8(start);
    return length === 2 ? this.view.getUint16(start, true) : this.view.getUint32(start, true);
  }

  u64(): bigint {
    return this.view.getBigUint64(this.take(8), true);
  }

  i64(): bigint {
    return this.view.getBigInt64(this.take(8), true);
  }

  /** Two words, low first: `u128` and the stored form of Q64.64 alike. */
  u128(): bigint {
    const low = this.u64();
    return low | (this.u64() << 64n);
  }

  get finished(): boolean {
    return this.at === this.bytes.length;
  }
}

function readValue(reader: Reader, type: IdlType): unknown {
  switch (type) {
    case "u8":
      return reader.unsigned(1);
    case "u16":
      return reader.unsigned(2);
    case "u32":
      return reader.unsigned(4);
    case "u64":
      return reader.u64();
    case "i64":
      return reader.i64();
    case "u128":
      return reader.u128();
    case "bool":
      return reader.unsigned(1) !== 0;
    case "pubkey":
      return new PublicKey(reader.raw(32));
    case "string":
      return new TextDecoder().decode(reader.raw(reader.unsigned(4)));
  }
  if (typeof type === "object") {
    if ("option" in type) return reader.unsigned(1) === 0 ? null : readValue(reader, type.option);
    if ("vec" in type) return readItems(reader, type.vec, reader.unsigned(4));
    if ("array" in type) {
      const [item, length] = type.array;
      return item === "u8" ? reader.raw(length) : readItems(reader, item, length);
    }
    if ("defined" in type) {
      return type.defined.name === "q64" ? reader.u128() : readStruct(reader, type.defined.name);
    }
  }
  throw new TypeError(`cannot read ${JSON.stringify(type)}`);
}

/** Ends with the bytes, even if they claim a greater length. */
function readItems(reader: Reader, type: IdlType, length: number): unknown[] {
  const items: unknown[] = [];
  while (items.length < length) items.push(readValue(reader, type));
  return items;
}

function readStruct(reader: Reader, structName: string): Record<string, unknown> {
  const struct: Record<string, unknown> = {};
  for (const { name, type } of fieldsOf(structName)) {
    const value = readValue(reader, type);
    if (!isFiller(name)) struct[name] = value;
  }
  return struct;
}

/** Reads a struct of the IDL that fills `bytes` to the end. Throws `RangeError` if it does not. */
export function decodeStruct<Name extends StructName>(name: Name, bytes: Uint8Array): Struct<Name> {
  const reader = new Reader(bytes);
  const struct = readStruct(reader, name);
  if (!reader.finished) throw new RangeError("the data goes on after its end");
  return struct as Struct<Name>;
}

/** A section of an ELF file. */
export interface Section {
  readonly name: string;
  readonly bytes: Buffer;
}

const MAGIC = "\x7fELF";
/** In the file's header: where the table of sections begins, how many there are, and which one holds their names. */
const TABLE_AT = 0x28;
const COUNT_AT = 0x3c;
const NAMES_AT = 0x3e;
const ENTRY_SIZE = 64;
const SYMBOL_SIZE = 24;

/** The sections of a 64-bit little-endian ELF file. */
export function sectionsOf(file: Buffer): Section[] {
  if (file.toString("latin1", 0, MAGIC.length) !== MAGIC) throw new Error("no ELF file");
  const table = Number(file.readBigUInt64LE(TABLE_AT));
  const entries = Array.from({ length: file.readUInt16LE(COUNT_AT) }, (_, index) => {
    const at = table + index * ENTRY_SIZE;
    const offset = Number(file.readBigUInt64LE(at + 24));
    const size = Number(file.readBigUInt64LE(at + 32));
    return { nameAt: file.readUInt32LE(at), bytes: file.subarray(offset, offset + size) };
  });
  const names = entries[file.readUInt16LE(NAMES_AT)]?.bytes ?? Buffer.alloc(0);
  return entries.map(({ nameAt, bytes }) => ({ name: textAt(names, nameAt), bytes }));
}

export function section(file: Buffer, wanted: string): Buffer {
  const found = sectionsOf(file).find(({ name }) => name === wanted);
  if (found === undefined) throw new Error(`the file has no section ${wanted}`);
  return found.bytes;
}

/** Names of what the file offers to the loader or asks of it. */
export function dynamicSymbols(file: Buffer): string[] {
  const [symbols, names] = [section(file, ".dynsym"), section(file, ".dynstr")];
  const count = Math.floor(symbols.length / SYMBOL_SIZE);
  const all = Array.from({ length: count }, (_, index) =>
    textAt(names, symbols.readUInt32LE(index * SYMBOL_SIZE)),
  );
  return all.filter((name) => name !== "");
}

/** Every 64-bit constant of the code: what the instruction `lddw`, of two slots of eight bytes, loads. */
export function codeConstants(file: Buffer): Buffer[] {
  const LDDW = 0x18;
  const SLOT = 8;
  const code = section(file, ".text");
  const found = new Map<string, Buffer>();
  for (let at = 0; at + 2 * SLOT <= code.length; at += SLOT) {
    if (code[at] !== LDDW) continue;
    const constant = Buffer.concat([
      code.subarray(at + 4, at + 8),
      code.subarray(at + 12, at + 16),
    ]);
    found.set(constant.toString("hex"), constant);
    at += SLOT;
  }
  return [...found.values()];
}

function textAt(bytes: Buffer, at: number): string {
  return bytes.toString("latin1", at, bytes.indexOf(0, at));
}

import { PublicKey } from "@solana/web3.js";

/** Thrown for an instruction that is none of its program's: it is shown unparsed. */
export class UnparsableError extends Error {
  override readonly name = "UnparsableError";
}

/** An instruction to be parsed: its accounts by address, its data from the first byte on. */
export class InstructionReader {
  private offset = 0;

  constructor(
    private readonly accounts: readonly string[],
    private readonly data: Buffer,
  ) {}

  get accountCount(): number {
    return this.accounts.length;
  }

  get isAtEnd(): boolean {
    return this.offset === this.data.length;
  }

  account(index: number): string {
    const address = this.accounts[index];
    if (address === undefined) throw new UnparsableError(`there is no account ${index}`);
    return address;
  }

  accountsFrom(index: number): readonly string[] {
    return this.accounts.slice(index);
  }

  u8(): number {
    return this.take(1).readUInt8();
  }

  u16(): number {
    return this.take(2).readUInt16LE();
  }

  u32(): number {
    return this.take(4).readUInt32LE();
  }

  u64(): bigint {
    return this.take(8).readBigUInt64LE();
  }

  address(): string {
    return new PublicKey(this.take(32)).toBase58();
  }

  /** An address behind a byte that says whether there is one. */
  optionalAddress(): string | null {
    return this.u8() === 1 ? this.address() : null;
  }

  /** A text behind its length in eight bytes. */
  text(): string {
    return this.take(Number(this.u64())).toString("utf8");
  }

  rest(): Buffer {
    return this.take(this.data.length - this.offset);
  }

  private take(size: number): Buffer {
    const end = this.offset + size;
    if (!(end <= this.data.length)) throw new UnparsableError("the data is too short");
    const bytes = this.data.subarray(this.offset, end);
    this.offset = end;
    return bytes;
  }
}

/** An instruction by name. */
export interface Parsed {
  readonly type: string;
  readonly info: Readonly<Record<string, unknown>>;
}

/** Reads one kind of instruction behind its number, and names its parts as a validator does. */
export type Parser = (instruction: InstructionReader) => Parsed;

export function parserAt(parsers: readonly Parser[], tag: number): Parser {
  const parser = parsers[tag];
  if (!parser) throw new UnparsableError(`there is no instruction ${tag}`);
  return parser;
}

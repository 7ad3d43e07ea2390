// Loaded by fast-keys.ts: web3.js makes a layout for every message that it writes, and one for every instruction in it, and a
// sender writes each message four times. The bytes are the same ones; what does not fit a packet goes to web3.js, which refuses it.
import { createRequire } from "node:module";
import { Message, MessageV0, PACKET_DATA_SIZE, VersionedTransaction } from "@solana/web3.js";

/** web3.js's own base58. */
const base58 = createRequire(require.resolve("@solana/web3.js"))("bs58") as {
  decode: (text: string) => Uint8Array;
};

const VERSION_0 = 0x80;
const HASH_BYTES = 32;
const SIGNATURE_BYTES = 64;
/** Seven bits of a length are in each of its bytes; the eighth says that more follow. */
const [LENGTH_BITS, MORE] = [7, 0x80];

/** Bytes of at most a packet, written one after the other. */
class Writer {
  private readonly bytes = new Uint8Array(PACKET_DATA_SIZE);
  private at = 0;
  private fits = true;

  begin(): this {
    this.at = 0;
    this.fits = true;
    return this;
  }

  /** What was written since {@link begin}; null where it did not fit, or was no bytes. */
  get written(): Uint8Array | null {
    return this.fits ? this.bytes.slice(0, this.at) : null;
  }

  byte(value: number): void {
    if ((value & 0xff) !== value || this.at >= PACKET_DATA_SIZE) this.fits = false;
    else this.bytes[this.at++] = value;
  }

  all(values: Uint8Array, length = values.length): void {
    if (values.length !== length || this.at + length > PACKET_DATA_SIZE) {
      this.fits = false;
      return;
    }
    this.bytes.set(values, this.at);
    this.at += length;
  }

  length(value: number): void {
    let rest = value;
    for (; rest >= MORE; rest >>= LENGTH_BITS) this.byte((rest & (MORE - 1)) | MORE);
    this.byte(rest);
  }

  indexes(values: readonly number[]): void {
    this.length(values.length);
    for (const value of values) this.byte(value);
  }

  data(values: Uint8Array): void {
    this.length(values.length);
    this.all(values);
  }
}

const writer = new Writer();

/** What both kinds of messages begin with: header, keys and blockhash. */
function writeHead({ header, recentBlockhash, staticAccountKeys }: Message | MessageV0): void {
  writer.byte(header.numRequiredSignatures);
  writer.byte(header.numReadonlySignedAccounts);
  writer.byte(header.numReadonlyUnsignedAccounts);
  writer.length(staticAccountKeys.length);
  for (const key of staticAccountKeys) writer.all(key.toBytes());
  writer.all(base58.decode(recentBlockhash), HASH_BYTES);
}

function versioned(message: MessageV0): Uint8Array | null {
  writer.begin().byte(VERSION_0);
  writeHead(message);
  writer.length(message.compiledInstructions.length);
  for (const { programIdIndex, accountKeyIndexes, data } of message.compiledInstructions) {
    writer.byte(programIdIndex);
    writer.indexes(accountKeyIndexes);
    writer.data(data);
  }
  writer.length(message.addressTableLookups.length);
  for (const { accountKey, writableIndexes, readonlyIndexes } of message.addressTableLookups) {
    writer.all(accountKey.toBytes());
    writer.indexes(writableIndexes);
    writer.indexes(readonlyIndexes);
  }
  return writer.written;
}

function legacy(message: Message): Uint8Array | null {
  writer.begin();
  writeHead(message);
  writer.length(message.instructions.length);
  for (const { programIdIndex, accounts, data } of message.instructions) {
    writer.byte(programIdIndex);
    writer.indexes(accounts);
    writer.data(base58.decode(data));
  }
  return writer.written;
}

function signed(signatures: readonly Uint8Array[], message: Uint8Array): Uint8Array | null {
  writer.begin().length(signatures.length);
  for (const signature of signatures) writer.all(signature, SIGNATURE_BYTES);
  writer.all(message);
  return writer.written;
}

interface Prototype<Of, Bytes> {
  readonly serialize: (this: Of) => Bytes;
}

/** What web3.js does itself. */
export const usual = {
  versioned: (MessageV0.prototype as Prototype<MessageV0, Uint8Array>).serialize,
  legacy: (Message.prototype as Prototype<Message, Buffer>).serialize,
  signed: (VersionedTransaction.prototype as Prototype<VersionedTransaction, Uint8Array>).serialize,
};

MessageV0.prototype.serialize = function serialize() {
  return versioned(this) ?? usual.versioned.call(this);
};
Message.prototype.serialize = function serialize() {
  const bytes = legacy(this);
  return bytes === null ? usual.legacy.call(this) : Buffer.from(bytes.buffer);
};
VersionedTransaction.prototype.serialize = function serialize() {
  return signed(this.signatures, this.message.serialize()) ?? usual.signed.call(this);
};

import bs58 from "bs58";

/** What is wrong with a text that should be base58 or base64, in the words of Agave's decoders. */
export class TextFault {
  constructor(readonly reason: string) {}
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** Bits of a text's last symbol that have to be zero, by the symbols behind the last four whole ones. */
const TRAILING_BITS = [0, 0, 0b1111, 0b11];

export function decodeBase58(text: string): Uint8Array | TextFault {
  const bytes = bs58.decodeUnsafe(text);
  if (bytes) return bytes;
  const index = text.search(/[^1-9A-HJ-NP-Za-km-z]/);
  return new TextFault(`InvalidCharacter { character: '${text.charAt(index)}', index: ${index} }`);
}

export function decodeBase64(text: string): Uint8Array | TextFault {
  const symbols = text.replace(/={1,2}$/, "");
  const index = symbols.search(/[^A-Za-z0-9+/]/);
  if (index >= 0) return new TextFault(`InvalidByte(${index}, ${symbols.charCodeAt(index)})`);
  const behind = symbols.length % 4;
  if (behind === 1) return new TextFault(`InvalidLength(${symbols.length})`);
  const last = symbols.length - 1;
  if (ALPHABET.indexOf(symbols.charAt(last)) & (TRAILING_BITS[behind] ?? 0)) {
    return new TextFault(`InvalidLastSymbol(${last}, ${symbols.charCodeAt(last)})`);
  }
  if (text.length % 4 !== 0) return new TextFault("InvalidPadding");
  return Buffer.from(text, "base64");
}

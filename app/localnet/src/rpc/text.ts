import bs58 from "bs58";

/** What is wrong with a text that should be base58 or base64, in the words of Agave's decoders. */
export class TextFault {
  constructor(readonly reason: string) {}
}

export function decodeBase58(text: string): Uint8Array | TextFault {
  const bytes = bs58.decodeUnsafe(text);
  if (bytes) return bytes;
  const index = text.search(/[^1-9A-HJ-NP-Za-km-z]/);
  return new TextFault(`InvalidCharacter { character: '${text.charAt(index)}', index: ${index} }`);
}

export function decodeBase64(text: string): Uint8Array | TextFault {
  const index = text.search(/[^A-Za-z0-9+/=]/);
  if (index >= 0) return new TextFault(`InvalidByte(${index}, ${text.charCodeAt(index)})`);
  if (text.length % 4 !== 0) return new TextFault("InvalidPadding");
  return Buffer.from(text, "base64");
}

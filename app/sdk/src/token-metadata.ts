import { PublicKey } from "@solana/web3.js";
import type { TokenMetadata } from "./types";

/** Metaplex's program, from which wallets read a mint's name and symbol. */
export const TOKEN_METADATA_PROGRAM_ID = new PublicKey(
  "metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s",
);

/** Before the name: the account's kind, its update authority and its mint. */
const HEADER_LENGTH = 1 + 32 + 32;

/** The metadata account of a mint. */
export function metadataOf(mint: PublicKey): PublicKey {
  const [program, key] = [TOKEN_METADATA_PROGRAM_ID.toBytes(), mint.toBytes()];
  const seeds = [new TextEncoder().encode("metadata"), program, key];
  return PublicKey.findProgramAddressSync(seeds, TOKEN_METADATA_PROGRAM_ID)[0];
}

/** Reads the texts of a metadata account, which zero bytes fill up. Throws `RangeError` if they are cut. */
export function decodeMetadata(data: Uint8Array): TokenMetadata {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  let at = HEADER_LENGTH;
  const text = () => {
    const start = at + 4;
    at = start + view.getUint32(at, true);
    if (at > data.length) throw new RangeError("the data ends too early");
    return new TextDecoder().decode(data.subarray(start, at)).replace(/\0+$/, "");
  };
  return { name: text(), symbol: text(), uri: text() };
}

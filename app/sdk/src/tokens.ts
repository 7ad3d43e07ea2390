import { Buffer } from "buffer";
import { PublicKey, SystemProgram, TransactionInstruction } from "@solana/web3.js";

// What the SDK needs of the token programs; the package for all of them is larger than this
// SDK, and does not load in a browser without a global `Buffer`.

export const TOKEN_PROGRAM_ID = new PublicKey("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA");
export const ASSOCIATED_TOKEN_PROGRAM_ID = new PublicKey(
  "ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL",
);

/** Number of the associated token program's `CreateIdempotent`. */
const CREATE_IDEMPOTENT = 1;

/** The associated token account of any owner, on or off the curve. */
export function ata(mint: PublicKey, owner: PublicKey): PublicKey {
  const seeds = [owner, TOKEN_PROGRAM_ID, mint].map((key) => key.toBytes());
  return PublicKey.findProgramAddressSync(seeds, ASSOCIATED_TOKEN_PROGRAM_ID)[0];
}

/** Creates an owner's associated token account, unless it exists. */
export function createAtaIdempotent({
  payer,
  mint,
  owner,
}: {
  readonly payer: PublicKey;
  readonly mint: PublicKey;
  readonly owner: PublicKey;
}): TransactionInstruction {
  const readonly = [owner, mint, SystemProgram.programId, TOKEN_PROGRAM_ID];
  return new TransactionInstruction({
    programId: ASSOCIATED_TOKEN_PROGRAM_ID,
    keys: [
      { pubkey: payer, isSigner: true, isWritable: true },
      { pubkey: ata(mint, owner), isSigner: false, isWritable: true },
      ...readonly.map((pubkey) => ({ pubkey, isSigner: false, isWritable: false })),
    ],
    data: Buffer.from([CREATE_IDEMPOTENT]),
  });
}

/** Offset of the amount (u64) in a token account. */
const AMOUNT_OFFSET = 64;

/** What a token account holds, in base units, by its data; 0 if there is no account. */
export function tokenAmount(data: Uint8Array | undefined): bigint {
  if (data === undefined) return 0n;
  return new DataView(data.buffer, data.byteOffset).getBigUint64(AMOUNT_OFFSET, true);
}

/** Offset of the supply (u64) in a mint. */
const SUPPLY_OFFSET = 36;

/** How much of a mint exists, in base units, by the mint's data. */
export function mintSupply(data: Uint8Array): bigint {
  return new DataView(data.buffer, data.byteOffset).getBigUint64(SUPPLY_OFFSET, true);
}

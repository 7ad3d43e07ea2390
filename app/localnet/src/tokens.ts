/** What a program needs of the token programs to give a test network tokens: amounts are base units. @module */
import { PublicKey, SystemProgram, TransactionInstruction } from "@solana/web3.js";

import { MINT_SIZE } from "./core/token-layout";
import { ASSOCIATED_TOKEN_PROGRAM, TOKEN_PROGRAM } from "./core/token-programs";

const TOKEN_PROGRAM_ID = new PublicKey(TOKEN_PROGRAM);
const ASSOCIATED_TOKEN_PROGRAM_ID = new PublicKey(ASSOCIATED_TOKEN_PROGRAM);

/** Numbers of the token program's instructions. */
const [TRANSFER, MINT_TO, BURN, INITIALIZE_MINT_2] = [3, 7, 8, 20];
/** Number of the associated token program's `CreateIdempotent`. */
const CREATE_IDEMPOTENT = 1;

/** Lamports that a mint's account must hold. */
const MINT_RENT = 1_461_600;

/** The associated token account of an owner. */
export function ata(mint: PublicKey, owner: PublicKey): PublicKey {
  const seeds = [owner, TOKEN_PROGRAM_ID, mint].map((key) => key.toBytes());
  return PublicKey.findProgramAddressSync(seeds, ASSOCIATED_TOKEN_PROGRAM_ID)[0];
}

/** Creates a mint without a freeze authority. `payer` and `mint` sign. */
export function createMint({
  payer,
  mint,
  decimals,
  authority,
}: {
  readonly payer: PublicKey;
  readonly mint: PublicKey;
  readonly decimals: number;
  readonly authority: PublicKey;
}): TransactionInstruction[] {
  const account = { newAccountPubkey: mint, space: MINT_SIZE, lamports: MINT_RENT };
  const noFreezeAuthority = 0;
  const data = [INITIALIZE_MINT_2, decimals, ...authority.toBytes(), noFreezeAuthority];
  return [
    SystemProgram.createAccount({ fromPubkey: payer, programId: TOKEN_PROGRAM_ID, ...account }),
    instruction([writable(mint)], Buffer.from(data)),
  ];
}

/** Creates an owner's associated token account, unless it exists. */
export function createAta({
  payer,
  mint,
  owner,
}: {
  readonly payer: PublicKey;
  readonly mint: PublicKey;
  readonly owner: PublicKey;
}): TransactionInstruction {
  const others = [owner, mint, SystemProgram.programId, TOKEN_PROGRAM_ID];
  return new TransactionInstruction({
    programId: ASSOCIATED_TOKEN_PROGRAM_ID,
    keys: [
      { pubkey: payer, isSigner: true, isWritable: true },
      writable(ata(mint, owner)),
      ...others.map((pubkey) => ({ pubkey, isSigner: false, isWritable: false })),
    ],
    data: Buffer.from([CREATE_IDEMPOTENT]),
  });
}

/** Mints to the token account `to`. `authority`, the mint's, signs. */
export function mintTo({
  mint,
  to,
  authority,
  amount,
}: {
  readonly mint: PublicKey;
  readonly to: PublicKey;
  readonly authority: PublicKey;
  readonly amount: bigint;
}): TransactionInstruction {
  return instruction([writable(mint), writable(to), signer(authority)], numbered(MINT_TO, amount));
}

/** Transfers between token accounts. `owner`, of `from`, signs. */
export function transfer({
  from,
  to,
  owner,
  amount,
}: {
  readonly from: PublicKey;
  readonly to: PublicKey;
  readonly owner: PublicKey;
  readonly amount: bigint;
}): TransactionInstruction {
  return instruction([writable(from), writable(to), signer(owner)], numbered(TRANSFER, amount));
}

/** Burns from the token account `from`. `owner`, of `from`, signs. */
export function burn({
  from,
  mint,
  owner,
  amount,
}: {
  readonly from: PublicKey;
  readonly mint: PublicKey;
  readonly owner: PublicKey;
  readonly amount: bigint;
}): TransactionInstruction {
  return instruction([writable(from), writable(mint), signer(owner)], numbered(BURN, amount));
}

function instruction(
  keys: { pubkey: PublicKey; isSigner: boolean; isWritable: boolean }[],
  data: Buffer,
): TransactionInstruction {
  return new TransactionInstruction({ programId: TOKEN_PROGRAM_ID, keys, data });
}

function numbered(number: number, amount: bigint): Buffer {
  const data = Buffer.alloc(9);
  data.writeUInt8(number, 0);
  data.writeBigUInt64LE(amount, 1);
  return data;
}

const writable = (pubkey: PublicKey) => ({ pubkey, isSigner: false, isWritable: true });
const signer = (pubkey: PublicKey) => ({ pubkey, isSigner: true, isWritable: false });

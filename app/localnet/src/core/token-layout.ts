import bs58 from "bs58";

// The accounts of the token programs, read from their bytes. The base layout is the same in both; what Token-2022 adds
// stands behind it.

export const MINT_SIZE = 82;
const TOKEN_ACCOUNT_SIZE = 165;
export const MULTISIG_SIZE = 355;
const MULTISIG_SIGNERS = 11;

// Offsets of a token account.
export const TOKEN_MINT_OFFSET = 0;
export const TOKEN_OWNER_OFFSET = 32;
const AMOUNT_OFFSET = 64;
const DELEGATE_TAG_OFFSET = 72;
export const TOKEN_DELEGATE_OFFSET = 76;
const STATE_OFFSET = 108;
const NATIVE_TAG_OFFSET = 109;
const DELEGATED_OFFSET = 121;
const CLOSE_AUTHORITY_TAG_OFFSET = 129;

// Offsets of a mint.
const MINT_AUTHORITY_TAG_OFFSET = 0;
const SUPPLY_OFFSET = 36;
const DECIMALS_OFFSET = 44;
const INITIALISED_OFFSET = 45;
const FREEZE_AUTHORITY_TAG_OFFSET = 46;

/** Bytes of the tag before an optional value. */
const TAG_SIZE = 4;
const KEY_SIZE = 32;
const FROZEN = 2;
/** Token-2022 marks what an extended account is in the byte after the layout of a token account. */
const [TYPE_MINT, TYPE_ACCOUNT] = [1, 2];

/** Addresses are base58, amounts base units. */
export interface TokenAccount {
  readonly mint: string;
  readonly owner: string;
  readonly amount: bigint;
  readonly delegate: string | null;
  readonly delegatedAmount: bigint;
  readonly isFrozen: boolean;
  /** Lamports of a wrapped SOL account that are its rent; null for other tokens. */
  readonly rentExemptReserve: bigint | null;
  readonly closeAuthority: string | null;
}

export interface Mint {
  readonly mintAuthority: string | null;
  readonly supply: bigint;
  readonly decimals: number;
  readonly isInitialized: boolean;
  readonly freezeAuthority: string | null;
}

/** Whether the bytes have the size and type of a token account that is initialised. */
export function hasTokenAccountShape(data: Uint8Array): boolean {
  return hasShape(data, TOKEN_ACCOUNT_SIZE, TYPE_ACCOUNT) && data[STATE_OFFSET] !== 0;
}

/** Whether the bytes have the size and type of a mint. */
export function hasMintShape(data: Uint8Array): boolean {
  return hasShape(data, MINT_SIZE, TYPE_MINT);
}

function hasShape(data: Uint8Array, size: number, type: number): boolean {
  if (data.length === size) return true;
  const extended = data.length > TOKEN_ACCOUNT_SIZE && data.length !== MULTISIG_SIZE;
  return extended && data[TOKEN_ACCOUNT_SIZE] === type;
}

export function hasDelegate(data: Uint8Array): boolean {
  return data[DELEGATE_TAG_OFFSET] === 1;
}

/** Reads what {@link hasTokenAccountShape}. */
export function readTokenAccount(data: Uint8Array): TokenAccount {
  return {
    mint: keyAt(data, TOKEN_MINT_OFFSET),
    owner: keyAt(data, TOKEN_OWNER_OFFSET),
    amount: u64At(data, AMOUNT_OFFSET),
    delegate: optionAt(data, DELEGATE_TAG_OFFSET, keyAt),
    delegatedAmount: u64At(data, DELEGATED_OFFSET),
    isFrozen: data[STATE_OFFSET] === FROZEN,
    rentExemptReserve: optionAt(data, NATIVE_TAG_OFFSET, u64At),
    closeAuthority: optionAt(data, CLOSE_AUTHORITY_TAG_OFFSET, keyAt),
  };
}

/** Reads what {@link hasMintShape}. */
export function readMint(data: Uint8Array): Mint {
  return {
    mintAuthority: optionAt(data, MINT_AUTHORITY_TAG_OFFSET, keyAt),
    supply: u64At(data, SUPPLY_OFFSET),
    decimals: data[DECIMALS_OFFSET] ?? 0,
    isInitialized: data[INITIALISED_OFFSET] === 1,
    freezeAuthority: optionAt(data, FREEZE_AUTHORITY_TAG_OFFSET, keyAt),
  };
}

/** Reads an account of {@link MULTISIG_SIZE} bytes. */
export function readMultisig(data: Uint8Array) {
  const [required = 0, valid = 0, initialised = 0] = data;
  const at = (nth: number) => keyAt(data, 3 + nth * KEY_SIZE);
  return {
    numRequiredSigners: required,
    numValidSigners: valid,
    isInitialized: initialised === 1,
    signers: Array.from({ length: Math.min(valid, MULTISIG_SIGNERS) }, (_, nth) => at(nth)),
  };
}

/** The bytes of a mint that has no authority. */
export function mintWithoutAuthority(decimals: number): Uint8Array {
  const data = new Uint8Array(MINT_SIZE);
  data[DECIMALS_OFFSET] = decimals;
  data[INITIALISED_OFFSET] = 1;
  return data;
}

function keyAt(data: Uint8Array, offset: number): string {
  return bs58.encode(data.subarray(offset, offset + KEY_SIZE));
}

function u64At(data: Uint8Array, offset: number): bigint {
  return new DataView(data.buffer, data.byteOffset).getBigUint64(offset, true);
}

function optionAt<Value>(
  data: Uint8Array,
  offset: number,
  read: (data: Uint8Array, offset: number) => Value,
): Value | null {
  return data[offset] === 1 ? read(data, offset + TAG_SIZE) : null;
}

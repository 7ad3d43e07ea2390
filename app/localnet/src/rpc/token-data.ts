import {
  type Account,
  AccountState,
  type Mint,
  unpackAccount,
  unpackMint,
  unpackMultisig,
} from "@solana/spl-token";
import { PublicKey } from "@solana/web3.js";

import type { AccountStore, ChainAccount } from "../core/accounts";
import { isTokenProgram, TOKEN_PROGRAMS } from "../core/token-programs";

// Offsets of the token account layout, the same in both token programs.
export const TOKEN_MINT_OFFSET = 0;
export const TOKEN_OWNER_OFFSET = 32;
const STATE_OFFSET = 108;
const DELEGATE_TAG_OFFSET = 72;
export const TOKEN_DELEGATE_OFFSET = 76;
const TOKEN_ACCOUNT_SIZE = 165;
const MULTISIG_SIZE = 355;
/** Token-2022 marks what an extended account is in the byte after the base layout. */
const ACCOUNT_TYPE_TOKEN = 2;

export interface TokenAmount {
  readonly amount: string;
  readonly decimals: number;
  readonly uiAmount: number;
  readonly uiAmountString: string;
}

export function isTokenAccount({ owner, data }: ChainAccount): boolean {
  if (!isTokenProgram(owner) || data.length < TOKEN_ACCOUNT_SIZE) return false;
  if (data.length === MULTISIG_SIZE) return false;
  if (data.length > TOKEN_ACCOUNT_SIZE && data[TOKEN_ACCOUNT_SIZE] !== ACCOUNT_TYPE_TOKEN) {
    return false;
  }
  return data[STATE_OFFSET] !== AccountState.Uninitialized;
}

export function hasDelegate({ data }: ChainAccount): boolean {
  return data[DELEGATE_TAG_OFFSET] === 1;
}

/** `null` when the account is not an initialised token account. */
export function decodeTokenAccount(account: ChainAccount): Account | null {
  if (!isTokenAccount(account)) return null;
  return unpackAccount(PublicKey.default, toAccountInfo(account), new PublicKey(account.owner));
}

/** `null` when the address does not hold an initialised mint. */
export function decodeMint(address: string, accounts: AccountStore): Mint | null {
  const account = accounts.get(address);
  if (!account || !isTokenProgram(account.owner) || isTokenAccount(account)) return null;
  try {
    const info = toAccountInfo(account);
    const mint = unpackMint(new PublicKey(address), info, new PublicKey(account.owner));
    return mint.isInitialized ? mint : null;
  } catch {
    return null;
  }
}

export function toTokenAmount(amount: bigint, decimals: number): TokenAmount {
  const digits = amount.toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, "");
  const uiAmountString = fraction ? `${whole}.${fraction}` : whole;
  return {
    amount: amount.toString(),
    decimals,
    uiAmount: Number(uiAmountString),
    uiAmountString,
  };
}

/** The `jsonParsed` data of a token account or mint; `null` for anything else. */
export function parseTokenAccountData(account: ChainAccount, accounts: AccountStore) {
  const program = TOKEN_PROGRAMS.get(account.owner);
  if (program === undefined) return null;
  const parsed =
    parseTokenAccount(account, accounts) ?? parseMultisig(account) ?? parseMint(account);
  return parsed && { program, parsed, space: account.data.length };
}

function parseTokenAccount(account: ChainAccount, accounts: AccountStore) {
  const token = decodeTokenAccount(account);
  const decimals = token && decodeMint(token.mint.toBase58(), accounts)?.decimals;
  if (!token || decimals === undefined || decimals === null) return null;
  return {
    type: "account",
    info: {
      isNative: token.isNative,
      mint: token.mint.toBase58(),
      owner: token.owner.toBase58(),
      state: token.isFrozen ? "frozen" : "initialized",
      tokenAmount: toTokenAmount(token.amount, decimals),
      ...(token.delegate && {
        delegate: token.delegate.toBase58(),
        delegatedAmount: toTokenAmount(token.delegatedAmount, decimals),
      }),
      ...(token.rentExemptReserve !== null && {
        rentExemptReserve: toTokenAmount(token.rentExemptReserve, decimals),
      }),
      ...(token.closeAuthority && { closeAuthority: token.closeAuthority.toBase58() }),
    },
  };
}

function parseMultisig(account: ChainAccount) {
  if (account.data.length !== MULTISIG_SIZE) return null;
  const { owner } = account;
  const info = unpackMultisig(PublicKey.default, toAccountInfo(account), new PublicKey(owner));
  const signers = Array.from(
    { length: info.n },
    (_, index) => info[`signer${index + 1}` as "signer1"],
  );
  return {
    type: "multisig",
    info: {
      numRequiredSigners: info.m,
      numValidSigners: info.n,
      isInitialized: info.isInitialized,
      signers: signers.map((signer) => signer.toBase58()),
    },
  };
}

function parseMint(account: ChainAccount) {
  if (isTokenAccount(account)) return null;
  let mint: Mint;
  try {
    mint = unpackMint(PublicKey.default, toAccountInfo(account), new PublicKey(account.owner));
  } catch {
    return null;
  }
  return {
    type: "mint",
    info: {
      mintAuthority: mint.mintAuthority?.toBase58() ?? null,
      supply: mint.supply.toString(),
      decimals: mint.decimals,
      isInitialized: mint.isInitialized,
      freezeAuthority: mint.freezeAuthority?.toBase58() ?? null,
    },
  };
}

function toAccountInfo({ lamports, data, owner, executable }: ChainAccount) {
  return {
    lamports: Number(lamports),
    data: Buffer.from(data.buffer, data.byteOffset, data.byteLength),
    owner: new PublicKey(owner),
    executable,
  };
}

import type { AccountStore, ChainAccount } from "../core/accounts";
import {
  hasMintShape,
  hasTokenAccountShape,
  type Mint,
  MULTISIG_SIZE,
  readMint,
  readMultisig,
  readTokenAccount,
  type TokenAccount,
} from "../core/token-layout";
import { isTokenProgram, TOKEN_PROGRAMS } from "../core/token-programs";

export interface TokenAmount {
  readonly amount: string;
  readonly decimals: number;
  readonly uiAmount: number;
  readonly uiAmountString: string;
}

export function isTokenAccount({ owner, data }: ChainAccount): boolean {
  return isTokenProgram(owner) && hasTokenAccountShape(data);
}

/** `null` when the account is not an initialised token account. */
export function decodeTokenAccount(account: ChainAccount): TokenAccount | null {
  return isTokenAccount(account) ? readTokenAccount(account.data) : null;
}

/** `null` when the address does not hold an initialised mint. */
export function decodeMint(address: string, accounts: AccountStore): Mint | null {
  const account = accounts.get(address);
  if (!account || !isTokenProgram(account.owner) || !hasMintShape(account.data)) return null;
  const mint = readMint(account.data);
  return mint.isInitialized ? mint : null;
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
  const decimals = token && decodeMint(token.mint, accounts)?.decimals;
  if (!token || decimals === undefined || decimals === null) return null;
  const { mint, owner, amount, delegate, delegatedAmount, isFrozen } = token;
  const { rentExemptReserve, closeAuthority } = token;
  return {
    type: "account",
    info: {
      isNative: rentExemptReserve !== null,
      mint,
      owner,
      state: isFrozen ? "frozen" : "initialized",
      tokenAmount: toTokenAmount(amount, decimals),
      ...(delegate !== null && {
        delegate,
        delegatedAmount: toTokenAmount(delegatedAmount, decimals),
      }),
      ...(rentExemptReserve !== null && {
        rentExemptReserve: toTokenAmount(rentExemptReserve, decimals),
      }),
      ...(closeAuthority !== null && { closeAuthority }),
    },
  };
}

function parseMultisig({ data }: ChainAccount) {
  if (data.length !== MULTISIG_SIZE) return null;
  return { type: "multisig", info: readMultisig(data) };
}

function parseMint({ data }: ChainAccount) {
  if (!hasMintShape(data)) return null;
  const { supply, ...info } = readMint(data);
  return { type: "mint", info: { ...info, supply: supply.toString() } };
}

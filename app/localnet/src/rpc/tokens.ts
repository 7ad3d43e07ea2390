import bs58 from "bs58";

import type { ChainAccount } from "../core/accounts";
import type { Bank } from "../core/bank";
import {
  hasDelegate,
  type Mint,
  TOKEN_DELEGATE_OFFSET,
  TOKEN_MINT_OFFSET,
  TOKEN_OWNER_OFFSET,
} from "../core/token-layout";
import { isTokenProgram, TOKEN_PROGRAMS } from "../core/token-programs";
import { encodeAccount } from "./account-encoding";
import { invalidParams } from "./errors";
import { type AccountFilter, memcmp } from "./filters";
import { addressAt, type Methods, optionsAt, parseAddress, withContext } from "./method";
import { decodeMint, decodeTokenAccount, isTokenAccount, toTokenAmount } from "./token-data";

const LARGEST_ACCOUNTS = 20;

export const tokenMethods: Methods = {
  getTokenAccountsByOwner: (bank, params) =>
    tokenAccountsWhere(bank, params, memcmp(TOKEN_OWNER_OFFSET, bs58.decode(addressAt(params, 0)))),

  getTokenAccountsByDelegate: (bank, params) => {
    const delegatesTo = memcmp(TOKEN_DELEGATE_OFFSET, bs58.decode(addressAt(params, 0)));
    return tokenAccountsWhere(
      bank,
      params,
      (account) => hasDelegate(account.data) && delegatesTo(account),
    );
  },

  getTokenAccountBalance: (bank, params) => {
    const account = bank.accounts.get(addressAt(params, 0));
    if (!account) throw invalidParams("Invalid param: could not find account");
    const token = decodeTokenAccount(account);
    if (!token) throw invalidParams("Invalid param: not a Token account");
    const { decimals } = requireMint(bank, token.mint);
    return withContext(bank, toTokenAmount(token.amount, decimals));
  },

  getTokenSupply: (bank, params) => {
    const address = addressAt(params, 0);
    const account = bank.accounts.get(address);
    if (!account) throw invalidParams("Invalid param: could not find account");
    if (!isTokenProgram(account.owner)) throw invalidParams("Invalid param: not a Token mint");
    const mint = decodeMint(address, bank.accounts);
    if (!mint) throw invalidParams("Invalid param: mint could not be unpacked");
    return withContext(bank, toTokenAmount(mint.supply, mint.decimals));
  },

  getTokenLargestAccounts: (bank, params) => {
    const address = addressAt(params, 0);
    const { decimals } = requireMint(bank, address);
    const program = bank.accounts.get(address)?.owner ?? "";
    const ofMint = memcmp(TOKEN_MINT_OFFSET, bs58.decode(address));
    const holders = tokenAccounts(bank, program, ofMint).map(([holder, account]) => ({
      address: holder,
      amount: decodeTokenAccount(account)?.amount ?? 0n,
    }));
    holders.sort((a, b) => (a.amount === b.amount ? 0 : a.amount < b.amount ? 1 : -1));
    const largest = holders.slice(0, LARGEST_ACCOUNTS);
    return withContext(
      bank,
      largest.map(({ address: holder, amount }) => ({
        address: holder,
        ...toTokenAmount(amount, decimals),
      })),
    );
  },
};

/** Parameter 1 names either a mint or a token program; parameter 2 holds the encoding. */
function tokenAccountsWhere(bank: Bank, params: readonly unknown[], matches: AccountFilter) {
  if (params.length < 2) throw invalidParams("`params` should have at least 2 argument(s)");
  const { mint, programId } = optionsAt(params, 1);
  if ((mint === undefined) === (programId === undefined)) {
    throw invalidParams("Invalid params: invalid value: map, expected map with a single key.");
  }
  const options = optionsAt(params, 2);
  let program: string;
  let ofMint: AccountFilter = () => true;
  if (mint !== undefined) {
    const address = parseAddress(mint);
    requireMint(bank, address);
    program = bank.accounts.get(address)?.owner ?? "";
    ofMint = memcmp(TOKEN_MINT_OFFSET, bs58.decode(address));
  } else {
    program = parseAddress(programId);
    if (!TOKEN_PROGRAMS.has(program)) {
      throw invalidParams("Invalid param: unrecognized Token program id");
    }
  }
  const found = tokenAccounts(bank, program, (account) => matches(account) && ofMint(account));
  return withContext(
    bank,
    found.map(([pubkey, account]) => ({
      pubkey,
      account: encodeAccount(account, options, bank.accounts),
    })),
  );
}

function tokenAccounts(bank: Bank, program: string, matches: AccountFilter) {
  const found: [string, ChainAccount][] = [];
  for (const [address, account] of bank.accounts.ownedBy(program)) {
    if (matches(account) && isTokenAccount(account)) found.push([address, account]);
  }
  return found;
}

function requireMint(bank: Bank, address: string): Mint {
  if (!bank.accounts.get(address)) throw invalidParams("Invalid param: could not find mint");
  const mint = decodeMint(address, bank.accounts);
  if (!mint) throw invalidParams("Invalid param: Token mint could not be unpacked");
  return mint;
}

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
import { requireAddress } from "./addresses";
import { requireContextSlot, withContext } from "./context";
import { accountConfig, type AccountConfig, commitmentConfig } from "./params/configs";
import { tagged } from "./params/compound";
import { type Read, text } from "./params/shape";
import { method, type Methods } from "./params/signature";
import { decodeMint, decodeTokenAccount, isTokenAccount, toTokenAmount } from "./token-data";

const LARGEST_ACCOUNTS = 20;

/** Of which mint, or of which token program. */
const tokenFilter = tagged({ mint: text, programId: text });

export const tokenMethods: Methods = {
  getTokenAccountsByOwner: method(
    [text, tokenFilter],
    [accountConfig],
    (bank, owner, filter, config) => {
      const search = searchOf(bank, owner, filter, config);
      const ofOwner = memcmp(TOKEN_OWNER_OFFSET, bs58.decode(owner));
      return tokenAccountsWhere(bank, search, ofOwner);
    },
  ),

  getTokenAccountsByDelegate: method(
    [text, tokenFilter],
    [accountConfig],
    (bank, delegate, filter, config) => {
      const search = searchOf(bank, delegate, filter, config);
      const delegatesTo = memcmp(TOKEN_DELEGATE_OFFSET, bs58.decode(delegate));
      const matches = (account: ChainAccount) => hasDelegate(account.data) && delegatesTo(account);
      return tokenAccountsWhere(bank, search, matches);
    },
  ),

  getTokenAccountBalance: method([text], [commitmentConfig], (bank, address) => {
    requireAddress(address);
    const account = bank.accounts.get(address);
    if (!account) throw invalidParams("Invalid param: could not find account");
    const token = decodeTokenAccount(account);
    if (!token) throw invalidParams("Invalid param: not a Token account");
    const { decimals } = requireMint(bank, token.mint);
    return withContext(bank, toTokenAmount(token.amount, decimals));
  }),

  getTokenSupply: method([text], [commitmentConfig], (bank, address) => {
    requireAddress(address);
    const account = bank.accounts.get(address);
    if (!account) throw invalidParams("Invalid param: could not find account");
    if (!isTokenProgram(account.owner)) throw invalidParams("Invalid param: not a Token mint");
    const mint = decodeMint(address, bank.accounts);
    if (!mint) throw invalidParams("Invalid param: mint could not be unpacked");
    return withContext(bank, toTokenAmount(mint.supply, mint.decimals));
  }),

  getTokenLargestAccounts: method([text], [commitmentConfig], (bank, address) => {
    requireAddress(address);
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
  }),
};

interface Search {
  readonly program: string;
  readonly ofMint: AccountFilter;
  readonly config: Partial<AccountConfig>;
}

/** @throws JsonRpcError for an address that is none, for no mint, and for no token program */
function searchOf(
  bank: Bank,
  holder: string,
  { tag, value: address }: Read<typeof tokenFilter>,
  config: AccountConfig = {},
): Search {
  requireAddress(holder);
  requireAddress(address);
  requireContextSlot(bank, config);
  if (tag === "mint") {
    requireMint(bank, address);
    const program = bank.accounts.get(address)?.owner ?? "";
    return { program, ofMint: memcmp(TOKEN_MINT_OFFSET, bs58.decode(address)), config };
  }
  if (!TOKEN_PROGRAMS.has(address)) {
    throw invalidParams("Invalid param: unrecognized Token program id");
  }
  return { program: address, ofMint: () => true, config };
}

function tokenAccountsWhere(
  bank: Bank,
  { program, ofMint, config }: Search,
  matches: AccountFilter,
) {
  const found = tokenAccounts(bank, program, (account) => matches(account) && ofMint(account));
  return withContext(
    bank,
    found.map(([pubkey, account]) => ({
      pubkey,
      account: encodeAccount(account, config, bank.accounts),
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

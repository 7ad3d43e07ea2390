import type { Bank } from "../core/bank";
import { encodeAccount } from "./account-encoding";
import { invalidParams } from "./errors";
import { parseFilters } from "./filters";
import {
  addressAt,
  integerAt,
  type Methods,
  type Options,
  optionsAt,
  parseAddress,
  stringsAt,
  withContext,
} from "./method";

const MAX_MULTIPLE_ACCOUNTS = 100;

export const accountMethods: Methods = {
  getAccountInfo: (bank, params) =>
    withContext(bank, readAccount(bank, addressAt(params, 0), optionsAt(params, 1))),

  getMultipleAccounts: (bank, params) => {
    const addresses = stringsAt(params, 0);
    if (addresses.length > MAX_MULTIPLE_ACCOUNTS) {
      throw invalidParams(`Too many inputs provided; max ${MAX_MULTIPLE_ACCOUNTS}`);
    }
    const options = optionsAt(params, 1);
    const read = (address: string) => readAccount(bank, parseAddress(address), options);
    return withContext(bank, addresses.map(read));
  },

  getProgramAccounts: (bank, params) => {
    const options = optionsAt(params, 1);
    const matches = parseFilters(options.filters);
    const found = [];
    for (const [pubkey, account] of bank.accounts.ownedBy(addressAt(params, 0))) {
      if (!matches(account)) continue;
      found.push({ pubkey, account: encodeAccount(account, options, bank.accounts) });
    }
    return options.withContext === true ? withContext(bank, found) : found;
  },

  getBalance: (bank, params) =>
    withContext(bank, Number(bank.accounts.get(addressAt(params, 0))?.lamports ?? 0n)),

  getMinimumBalanceForRentExemption: (bank, params) =>
    Number(bank.svm.minimumBalanceForRentExemption(BigInt(integerAt(params, 0)))),
};

function readAccount(bank: Bank, address: string, options: Options) {
  const account = bank.accounts.get(address);
  return account && encodeAccount(account, options, bank.accounts);
}

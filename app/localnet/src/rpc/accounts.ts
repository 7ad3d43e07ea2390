import type { Bank } from "../core/bank";
import { encodeAccount } from "./account-encoding";
import { invalidParams, JsonRpcError, RpcErrorCode } from "./errors";
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
const MAX_DATA_LENGTH = 10 * 1024 * 1024;

export const accountMethods: Methods = {
  getAccountInfo: (bank, params) =>
    withContext(bank, readAccount(bank, addressAt(params, 0), optionsAt(params, 1))),

  getMultipleAccounts: (bank, params) => {
    const addresses = stringsAt(params, 0);
    if (addresses.length > MAX_MULTIPLE_ACCOUNTS) {
      throw invalidParams(`Too many inputs provided; max ${MAX_MULTIPLE_ACCOUNTS}`);
    }
    // The only method whose accounts are not in base58 unless asked.
    const options = { encoding: "base64", ...optionsAt(params, 1) };
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
    Number(bank.svm.minimumBalanceForRentExemption(BigInt(dataLengthAt(params, 0)))),
};

function dataLengthAt(params: readonly unknown[], index: number): number {
  const length = integerAt(params, index, "usize");
  if (length <= MAX_DATA_LENGTH) return length;
  throw new JsonRpcError(RpcErrorCode.InvalidRequest, "Invalid request");
}

function readAccount(bank: Bank, address: string, options: Options) {
  const account = bank.accounts.get(address);
  return account && encodeAccount(account, options, bank.accounts);
}

import type { Bank } from "../core/bank";
import { type AccountView, encodeAccount } from "./account-encoding";
import { requireAddress } from "./addresses";
import { requireContextSlot, withContext } from "./context";
import { invalidParams, JsonRpcError, RpcErrorCode } from "./errors";
import { predicateOf } from "./filters";
import {
  accountConfig,
  commitmentConfig,
  contextConfig,
  programAccountsConfig,
} from "./params/configs";
import { list, text, usize } from "./params/shape";
import { method, type Methods } from "./params/signature";

const MAX_MULTIPLE_ACCOUNTS = 100;
const MAX_DATA_LENGTH = 10 * 1024 * 1024;

export const accountMethods: Methods = {
  getAccountInfo: method([text], [accountConfig], (bank, address, config) => {
    requireAddress(address);
    requireContextSlot(bank, config);
    return withContext(bank, readAccount(bank, address, config ?? {}));
  }),

  getMultipleAccounts: method([list(text)], [accountConfig], (bank, addresses, config) => {
    if (addresses.length > MAX_MULTIPLE_ACCOUNTS) {
      throw invalidParams(`Too many inputs provided; max ${MAX_MULTIPLE_ACCOUNTS}`);
    }
    addresses.forEach(requireAddress);
    requireContextSlot(bank, config);
    // The only method whose accounts are not in base58 unless asked.
    const view = { ...config, encoding: config?.encoding ?? "base64" };
    return withContext(
      bank,
      addresses.map((address) => readAccount(bank, address, view)),
    );
  }),

  getProgramAccounts: method([text], [programAccountsConfig], (bank, program, config) => {
    requireAddress(program);
    const matches = predicateOf(config?.filters);
    requireContextSlot(bank, config);
    const found = [];
    for (const [pubkey, account] of bank.accounts.ownedBy(program)) {
      if (!matches(account)) continue;
      found.push({ pubkey, account: encodeAccount(account, config ?? {}, bank.accounts) });
    }
    return config?.withContext ? withContext(bank, found) : found;
  }),

  getBalance: method([text], [contextConfig], (bank, address, config) => {
    requireAddress(address);
    requireContextSlot(bank, config);
    return withContext(bank, Number(bank.accounts.get(address)?.lamports ?? 0n));
  }),

  getMinimumBalanceForRentExemption: method([usize], [commitmentConfig], (bank, length) => {
    if (length > MAX_DATA_LENGTH) {
      throw new JsonRpcError(RpcErrorCode.InvalidRequest, "Invalid request");
    }
    return Number(bank.svm.minimumBalanceForRentExemption(BigInt(length)));
  }),
};

function readAccount(bank: Bank, address: string, view: AccountView) {
  const account = bank.accounts.get(address);
  return account && encodeAccount(account, view, bank.accounts);
}

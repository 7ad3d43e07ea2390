import bs58 from "bs58";

import type { AccountStore } from "./accounts";

const UPGRADEABLE_LOADER = "BPFLoaderUpgradeab1e11111111111111111111111";
/** What each account counts for besides its data (SIMD-186). */
const ACCOUNT_OVERHEAD = 64;
/** A program account is a tag and the address of the account that holds the bytes. */
const PROGRAM_TAG_SIZE = 4;

/** The bytes that loading the accounts takes; an upgradeable program brings its bytecode along. */
export function loadedAccountsDataSize(keys: readonly string[], accounts: AccountStore): number {
  const sizeOf = (address: string) => {
    const account = accounts.get(address);
    return account ? account.data.length + ACCOUNT_OVERHEAD : 0;
  };
  return keys.reduce((total, key) => {
    const account = accounts.get(key);
    const bytecode =
      account?.executable && account.owner === UPGRADEABLE_LOADER
        ? sizeOf(bs58.encode(account.data.subarray(PROGRAM_TAG_SIZE)))
        : 0;
    return total + sizeOf(key) + bytecode;
  }, 0);
}

import { SystemProgram } from "@solana/web3.js";

import { decodeAddress, encodeAddress } from "./addresses";
import type { BundledPrograms } from "./bundled-programs";
import { type LiteSvm, NativeAccount } from "./svm";

/** An account as the chain stores it. `null` stands for an address that holds nothing. */
export interface ChainAccount {
  readonly lamports: bigint;
  readonly data: Uint8Array;
  readonly owner: string;
  readonly executable: boolean;
}

export const SYSTEM_PROGRAM = SystemProgram.programId.toBase58();

/** The account that subscribers receive for an emptied address; the runtime stores no such account. */
export const EMPTY_ACCOUNT: ChainAccount = {
  lamports: 0n,
  data: new Uint8Array(),
  owner: SYSTEM_PROGRAM,
  executable: false,
};

export const SYSVAR_OWNER = "Sysvar1111111111111111111111111111111111111";

/**
 * The chain's accounts, mirrored in JavaScript: a read out of LiteSVM costs tens of microseconds
 * and a scan of a program with 10,000 accounts a quarter of a second. Every change of an account
 * goes through {@link put}, {@link reload} or {@link forgetAll}, so the mirror is exact. Sysvars are
 * the exception: LiteSVM writes them by itself, so they are never kept.
 */
export class AccountStore {
  private readonly mirror = new Map<string, ChainAccount | null>();
  /** Accounts by owner, for the owners that somebody has asked for. */
  private readonly byOwner = new Map<string, Map<string, ChainAccount>>();

  constructor(
    private readonly svm: LiteSvm,
    private readonly programs: BundledPrograms,
  ) {}

  get(address: string): ChainAccount | null {
    const known = this.mirror.get(address);
    if (known !== undefined) return known;
    const account = this.read(address);
    if (account?.owner !== SYSVAR_OWNER) this.mirror.set(address, account);
    return account;
  }

  /** Reads the account again after LiteSVM may have changed it. */
  reload(address: string): ChainAccount | null {
    const before = this.mirror.get(address);
    const after = this.read(address);
    if (before) this.byOwner.get(before.owner)?.delete(address);
    if (after?.owner === SYSVAR_OWNER) return after;
    if (after) this.byOwner.get(after.owner)?.set(address, after);
    this.mirror.set(address, after);
    return after;
  }

  put(address: string, account: ChainAccount): void {
    // Known before it is overwritten, so that `reload` can take it out of its old owner's index.
    this.get(address);
    const { lamports, data, owner, executable } = account;
    const native = new NativeAccount(lamports, data, decodeAddress(owner), executable, 0n);
    this.svm.setAccount(decodeAddress(address), native);
    this.reload(address);
  }

  ownedBy(owner: string): ReadonlyMap<string, ChainAccount> {
    const known = this.byOwner.get(owner);
    if (known) return known;
    this.programs.requireOwnedBy(owner);
    const accounts = new Map<string, ChainAccount>();
    for (const found of this.svm.getProgramAccounts(decodeAddress(owner))) {
      const account = fromNative(found.account());
      if (!account) continue;
      const address = encodeAddress(found.address);
      accounts.set(address, account);
      if (owner !== SYSVAR_OWNER) this.mirror.set(address, account);
    }
    if (owner !== SYSVAR_OWNER) this.byOwner.set(owner, accounts);
    return accounts;
  }

  /** Drops the mirror, after a change that touched accounts which the caller does not know. */
  forgetAll(): void {
    this.mirror.clear();
    this.byOwner.clear();
  }

  private read(address: string): ChainAccount | null {
    this.programs.require(address);
    const found = this.svm.getAccount(decodeAddress(address));
    return found && fromNative(found);
  }
}

/** `null` for an account without lamports: LiteSVM can hold one, a validator purges it. */
export function fromNative(account: NativeAccount): ChainAccount | null {
  const lamports = account.lamports();
  if (lamports === 0n) return null;
  return {
    lamports,
    data: account.data(),
    owner: encodeAddress(account.owner()),
    executable: account.executable(),
  };
}

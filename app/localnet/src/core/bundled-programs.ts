import { decodeAddress, encodeAddress } from "./addresses";
import { LiteSvm, NativeAccount } from "./svm";

/** The loaders, which own programs and the accounts with their bytes. */
const LOADERS = [
  "BPFLoader1111111111111111111111111111111111",
  "BPFLoader2111111111111111111111111111111111",
  "BPFLoaderUpgradeab1e11111111111111111111111",
];
const LOADER_SET: ReadonlySet<string> = new Set(LOADERS);
/** An upgradeable program is a tag and the address of the account that holds its bytes. */
const TAG_SIZE = 4;
const KEY_SIZE = 32;

/** A program's accounts, the one with its bytes first: LiteSVM compiles the program when it is given the other. */
type Program = readonly (readonly [address: string, account: NativeAccount])[];

/** A new LiteSVM without its programs, and these programs. */
interface Origin {
  readonly bytes: Uint8Array;
  readonly programs: readonly Program[];
}

let started = false;
let origin: Origin | undefined;

/**
 * The programs that LiteSVM bundles, such as SPL Token: compiling them takes nine tenths of a new chain's time, and most
 * chains call two of them. The first chain of a process has them from the start; every later one gets a program when it
 * is first asked for.
 */
export class BundledPrograms {
  private readonly absent = new Map<string, Program>();

  private constructor(
    private readonly svm: LiteSvm,
    programs: readonly Program[],
  ) {
    for (const program of programs) {
      for (const [address] of program) this.absent.set(address, program);
    }
  }

  /** A new LiteSVM, which is the same one whenever its programs are loaded. */
  static genesis(): { readonly svm: LiteSvm; readonly programs: BundledPrograms } {
    if (!started) {
      started = true;
      const svm = new LiteSvm();
      return { svm, programs: BundledPrograms.complete(svm) };
    }
    origin ??= readOrigin();
    const svm = LiteSvm.fromBytes(origin.bytes);
    return { svm, programs: new BundledPrograms(svm, origin.programs) };
  }

  /** Those of a LiteSVM that has all of them. */
  static complete(svm: LiteSvm): BundledPrograms {
    return new BundledPrograms(svm, []);
  }

  /** Loads the program to which the address belongs, if there is one that is not loaded. */
  require(address: string): void {
    const program = this.absent.get(address);
    if (program === undefined) return;
    for (const [own] of program) this.absent.delete(own);
    for (const [own, account] of program) this.svm.setAccount(decodeAddress(own), account);
  }

  /** Loads all programs that the account may own. */
  requireOwnedBy(owner: string): void {
    if (LOADER_SET.has(owner)) this.requireAll();
  }

  requireAll(): void {
    for (const address of [...this.absent.keys()]) this.require(address);
  }
}

function readOrigin(): Origin {
  const svm = new LiteSvm();
  const accounts = new Map<string, NativeAccount>();
  for (const loader of LOADERS) {
    for (const found of svm.getProgramAccounts(decodeAddress(loader))) {
      accounts.set(encodeAddress(found.address), found.account());
    }
  }
  const programs = [...accounts]
    .filter(([, account]) => account.executable())
    .map(([address, account]): Program => {
      const at = encodeAddress(account.data().slice(TAG_SIZE, TAG_SIZE + KEY_SIZE));
      const held = accounts.get(at);
      return held === undefined
        ? [[address, account]]
        : [
            [at, held],
            [address, account],
          ];
    });
  const none = new NativeAccount(0n, new Uint8Array(), new Uint8Array(KEY_SIZE), false, 0n);
  for (const address of accounts.keys()) svm.setAccount(decodeAddress(address), none);
  return { bytes: svm.toBytes(), programs };
}

import type { EmbeddedChain } from "@diem/localnet";
import { type ChainAccount, EMPTY_ACCOUNT } from "@diem/localnet/dist/core/accounts";
import type { Bank } from "@diem/localnet/dist/core/bank";

/**
 * Remembers all accounts and the time of an embedded chain. What it returns brings them back as often as it is called, so that
 * tests share what takes long to set up. Slots, blocks and the ledger go on.
 */
export function checkpoint(chain: EmbeddedChain): () => void {
  const { bank } = chain as unknown as { readonly bank: Bank };
  const { mirror } = bank.accounts as unknown as {
    readonly mirror: ReadonlyMap<string, ChainAccount | null>;
  };
  const kept = new Map(mirror);
  const { now } = bank;
  return () => {
    for (const [address, account] of [...mirror]) {
      const before = kept.get(address);
      // a program that was called since was there before
      if (account === before || account?.executable === true) continue;
      bank.accounts.put(address, before ?? EMPTY_ACCOUNT);
    }
    const clock = bank.svm.getClock();
    clock.unixTimestamp = now;
    bank.svm.setClock(clock);
  };
}

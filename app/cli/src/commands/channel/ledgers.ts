import { existsSync } from "node:fs";
import { type PublicKey } from "@solana/web3.js";
import { type ChannelAccount, vouchers } from "@diem/sdk";
import type { OnMarket, Session } from "../../core";
import { dataFolder, storeFolder, type StoreOwner, withStore } from "../../stores";
import { momentOf } from "./scene";

/** The folder of a store, by what the market is on. */
export function folderOf(
  { io }: Session,
  { market: { clusterTag } }: OnMarket,
  owner: Omit<StoreOwner, "clusterTag">,
): string {
  return storeFolder(dataFolder(io), { clusterTag, ...owner });
}

/**
 * Works with a store as it is on disk. A dry run works with a copy of it, which is forgotten.
 *
 * @throws StoreBusyError while another process holds it.
 */
export function inStore<Result>(
  { settings }: Session,
  folder: string,
  work: (store: vouchers.Store) => Promise<Result>,
): Promise<Result> {
  if (!settings.dryRun) return withStore({ folder }, work);
  if (!existsSync(folder)) return work(vouchers.memoryStore());
  return withStore({ folder }, async (store) => {
    const copy = vouchers.memoryStore();
    for (const key of await store.keys()) {
      const value = await store.get(key);
      if (value !== null) await copy.set(key, value);
    }
    return work(copy);
  });
}

/** A consumer's ledger of a channel, with what the chain says is settled. */
export async function consumerLedger(
  on: OnMarket,
  {
    channel,
    signer,
    store,
  }: {
    readonly channel: ChannelAccount;
    readonly signer: vouchers.VoucherSigner;
    readonly store: vouchers.Store;
  },
): Promise<vouchers.ConsumerLedger> {
  const { clusterTag } = on.market;
  const { epoch } = await momentOf(on);
  const terms = vouchers.consumerTerms({ channel, clusterTag, epoch });
  const ledger = await vouchers.ConsumerLedger.open({ terms, signer, store });
  const { lastQuota, quota, settled: diem } = channel;
  for (const { epoch: of, used } of [lastQuota, quota]) {
    await ledger.settled({ epoch: of, quota: used, diem });
  }
  return ledger;
}

/** DIEM base units that were signed for a channel with this machine's store, and known to be used; null for none. */
export async function signedSoFar(
  session: Session,
  on: OnMarket,
  channel: ChannelAccount,
): Promise<{ readonly signed: bigint; readonly used: bigint } | null> {
  const folder = folderOf(session, on, { side: "consumer", address: channel.consumer });
  if (!existsSync(folder)) return null;
  const signer = onlyReading(channel.voucherSigner);
  const { state } = await withStore({ folder }, (store) =>
    consumerLedger(on, { channel, signer, store: readingOf(store) }),
  );
  return state.signed.diem === 0n ? null : { signed: state.signed.diem, used: state.used.diem };
}

function onlyReading(publicKey: PublicKey): vouchers.VoucherSigner {
  return { publicKey, signMessage: () => Promise.reject(new TypeError("nothing is signed here")) };
}

/** A store that takes nothing. */
function readingOf(store: vouchers.Store): vouchers.Store {
  const nothing = () => Promise.resolve();
  return { ...store, set: nothing, delete: nothing };
}

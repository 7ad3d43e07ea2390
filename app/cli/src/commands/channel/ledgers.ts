import { existsSync } from "node:fs";
import { type PublicKey } from "@solana/web3.js";
import { type ChannelAccount, vouchers } from "@diem/sdk";
import { withFileStore } from "@diem/sdk/node";
import type { MarketContext, Session } from "../../core";
import { dataFolder, storeFolder, type StoreOwner } from "../../stores";
import { momentOf } from "./context";

/** A provider's ledger for one command: it reads the chain once, and keeps all calls that ended. */
export const REMEMBERED = { live: false, remembered: Number.MAX_SAFE_INTEGER };

/** The folder of a store, by the cluster of the market. */
export function folderOf(
  { io }: Session,
  { market: { clusterTag } }: MarketContext,
  owner: Omit<StoreOwner, "clusterTag">,
): string {
  return storeFolder(dataFolder(io), { clusterTag, ...owner });
}

/**
 * Works with a store as it is on disk. A dry run works with a copy of it, which is forgotten.
 *
 * @throws `StoreBusy` while another process holds it.
 */
export function inStore<Result>(
  { settings }: Session,
  folder: string,
  work: (store: vouchers.Store) => Promise<Result>,
): Promise<Result> {
  if (!settings.dryRun) return withFileStore({ folder }, work);
  if (!existsSync(folder)) return work(vouchers.memoryStore());
  return withFileStore({ folder }, async (store) => {
    return work(await copyOf(store));
  });
}

/** A consumer's ledger of a channel, with what the chain says is settled. */
export async function consumerLedger(
  on: MarketContext,
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
  const terms = vouchers.consumerChannelTerms({ channel, clusterTag, epoch });
  const ledger = await vouchers.ConsumerLedger.open({ terms, signer, store });
  const { lastQuota, quota, settled: diem } = channel;
  for (const { epoch: of, used } of [lastQuota, quota]) {
    await ledger.settled({ epoch: of, quota: used, diem });
  }
  return ledger;
}

/** A channel in this machine's stores. */
export interface Known {
  /** DIEM base units that were signed for it, and are known to be used; null for none. */
  readonly signed: { readonly signed: bigint; readonly used: bigint } | null;
  /** The newest voucher that its provider holds here; null for none. */
  readonly held: vouchers.SignedVoucher | null;
}

/** Reads a channel from this machine's stores, as its consumer or as its provider. It changes nothing. */
export async function knownOf(
  session: Session,
  on: MarketContext,
  channel: ChannelAccount,
): Promise<Known> {
  const { clusterTag } = on.market;
  const signer = onlyReading(channel.voucherSigner);
  const consumer = await reading(
    folderOf(session, on, { side: "consumer", address: channel.consumer }),
    (store) => consumerLedger(on, { channel, signer, store }),
  );
  const held = await reading(
    folderOf(session, on, { side: "provider", address: channel.provider }),
    (store) => vouchers.ProviderLedger.open({ store, clusterTag, clock: on.market }),
  );
  const { signed, used } = consumer?.state ?? { signed: { diem: 0n }, used: { diem: 0n } };
  const tracked = held?.channels.some((one) => one.equals(channel.address)) ?? false;
  return {
    signed: signed.diem === 0n ? null : { signed: signed.diem, used: used.diem },
    held: (tracked ? held?.latest(channel.address)?.signed : null) ?? null,
  };
}

/** Works with a copy of a store; null if there is none. */
async function reading<Result>(
  folder: string,
  work: (store: vouchers.Store) => Promise<Result>,
): Promise<Result | null> {
  if (!existsSync(folder)) return null;
  return withFileStore({ folder }, async (store) => work(await copyOf(store)));
}

async function copyOf(store: vouchers.Store): Promise<vouchers.Store> {
  const copy = vouchers.memoryStore();
  for await (const [key, value] of store.entries("")) {
    await copy.commit({ changes: [{ key, value }] });
  }
  return copy;
}

/** A signer of which only the key is needed. */
export function onlyReading(publicKey: PublicKey): vouchers.VoucherSigner {
  return { publicKey, signMessage: () => Promise.reject(new TypeError("nothing is signed here")) };
}

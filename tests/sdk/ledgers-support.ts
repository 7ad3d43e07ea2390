import { randomUUID } from "node:crypto";
import type { PublicKey } from "@solana/web3.js";
import { expect } from "chai";
import { errors, vouchers } from "@diem/sdk";
import { key, keypair, thrownBy } from "./support";

export const TAG = new Uint8Array([1, 2, 3, 4]);
export const CHANNEL = key(7);
export const SIGNER = vouchers.signerFromKeypair(keypair(8));
/** Epoch 10 runs from 2,000 to 2,100. */
export const CLOCK = { genesisTs: 1_000n, epochSecs: 100n };
export const NOW = 2_000n;

export const consumerTerms: vouchers.ConsumerChannelTerms = {
  channel: CHANNEL,
  clusterTag: TAG,
  deposit: 1_000n,
  price: 3n,
  epoch: 10,
  allowance: 500n,
};

export const providerTerms: vouchers.ProviderChannelTerms = {
  channel: CHANNEL,
  voucherSigner: SIGNER.publicKey,
  deposit: 1_000n,
  settled: 0n,
  price: 3n,
  closesTs: null,
  quotas: [
    { epoch: 9, allowance: 400n, used: 0n },
    { epoch: 10, allowance: 500n, used: 0n },
  ],
};

/** A voucher for the channel, of epoch 10 and over nothing unless told otherwise. */
export function signed(
  fields: Partial<vouchers.Voucher> = {},
  signer = SIGNER,
): Promise<vouchers.SignedVoucher> {
  const blank = { clusterTag: TAG, channel: CHANNEL, epoch: 10, quota: 0n, diem: 0n, expiry: 0n };
  return vouchers.sign({ voucher: { ...blank, ...fields }, signer });
}

/** The name of the refusal of `call`, whose message must match. */
export async function refusal(call: () => unknown, message = /: /): Promise<string> {
  const error = await thrownBy(call);
  expect(errors.isVoucherError(error), String(error)).to.equal(true);
  expect(error.message).to.match(message);
  return error.name;
}

/** Signs for a call that is over at once, and cost nothing as far as its consumer knows. */
export async function authorize(
  ledger: vouchers.ConsumerLedger,
  { expiry, ...most }: Partial<vouchers.Figures> & { readonly expiry?: bigint },
): Promise<vouchers.SignedVoucher> {
  const call = await ledger.open(most, expiry === undefined ? {} : { expiry });
  await call.close();
  return call.signed;
}

/** A call of the channel's newest voucher that costs all that it may. */
export async function use(
  ledger: vouchers.ProviderLedger,
  channel: PublicKey,
  { now, ...cost }: Partial<vouchers.Figures> & vouchers.At,
): Promise<vouchers.Usage> {
  return ledger.reserve(channel, { callId: randomUUID(), most: cost, now }).settle(cost);
}

export function put(store: vouchers.Store, key: string, value: string): Promise<void> {
  return store.commit({ changes: [{ key, value }] });
}

/** All that a store holds of channels; calls that ended have random ids. */
export async function contents(store: vouchers.Store): Promise<vouchers.StoreEntry[]> {
  const found: vouchers.StoreEntry[] = [];
  for await (const entry of store.entries("")) {
    if (!/\/[0-9a-f-]{36}$/.test(entry[0])) found.push(entry);
  }
  return found.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A store whose `commit` fails while `broken`. */
export function fragileStore(): vouchers.Store & { broken: boolean } {
  const inner = vouchers.memoryStore();
  const store = {
    ...inner,
    broken: false,
    commit: (batch: vouchers.Batch) =>
      store.broken ? Promise.reject(new Error("the disk is full")) : inner.commit(batch),
  };
  return store;
}

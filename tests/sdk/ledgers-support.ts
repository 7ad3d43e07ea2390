import { expect } from "chai";
import { errors, vouchers } from "@diem/sdk";
import { key, keypair, thrownBy } from "./support";

export const TAG = new Uint8Array([1, 2, 3, 4]);
export const CHANNEL = key(7);
export const SIGNER = vouchers.signerFromKeypair(keypair(8));
/** Epoch 10 runs from 2,000 to 2,100. */
export const CLOCK = { genesisTs: 1_000n, epochSecs: 100n };
export const NOW = 2_000n;

export const consumerTerms: vouchers.ConsumerTerms = {
  channel: CHANNEL,
  clusterTag: TAG,
  deposit: 1_000n,
  price: 3n,
  epoch: 10,
  allowance: 500n,
};

export const providerTerms: vouchers.ProviderTerms = {
  channel: CHANNEL,
  voucherSigner: SIGNER.publicKey,
  deposit: 1_000n,
  settled: 0n,
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

/** All that a store holds. */
export async function contents(store: vouchers.Store): Promise<(string | null)[][]> {
  const keys = [...(await store.keys())].sort();
  return Promise.all(keys.map(async (name) => [name, await store.get(name)]));
}

/** A store whose `set` fails while `broken`. */
export function fragileStore(): vouchers.Store & { broken: boolean } {
  const inner = vouchers.memoryStore();
  const store = {
    ...inner,
    broken: false,
    set: (name: string, value: string) =>
      store.broken ? Promise.reject(new Error("the disk is full")) : inner.set(name, value),
  };
  return store;
}

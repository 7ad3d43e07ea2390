import { expect } from "chai";
import { vouchers } from "@diem/sdk";
import {
  CHANNEL,
  CLOCK,
  contents,
  NOW,
  providerTerms,
  refusal,
  signed,
  TAG,
  use,
} from "./ledgers-support";

const { ProviderLedger } = vouchers;
export type Ledger = vouchers.ProviderLedger;
const now = NOW;

export function reopened(store: vouchers.Store): Promise<Ledger> {
  return ProviderLedger.open({ store, clusterTag: TAG, clock: CLOCK, marginSecs: 10n });
}

export async function opened({
  store = vouchers.memoryStore(),
  ...terms
}: Partial<vouchers.ProviderChannelTerms> & { store?: vouchers.Store } = {}) {
  const ledger = await reopened(store);
  await ledger.track({ ...providerTerms, ...terms });
  return { ledger, store };
}

/** A ledger with a voucher for 100 DIEM base units and 50 micro-credits, of which 40 and 20 are used. */
export async function used(input: Parameters<typeof opened>[0] = {}) {
  const { ledger, store } = await opened(input);
  await ledger.accept(await signed({ diem: 100n, quota: 50n }), { now });
  await use(ledger, CHANNEL, { diem: 40n, quota: 20n, now });
  return { ledger, store };
}

/** The name of a refusal that changed nothing, in the ledger or in its store. */
export async function refused(
  { ledger, store }: { ledger: Ledger; store: vouchers.Store },
  call: () => unknown,
  message?: RegExp,
): Promise<string> {
  const seen = async () => [ledger.channels, ledger.latest(CHANNEL), await contents(store)];
  const before = await seen();
  const name = await refusal(call, message);
  expect(await seen()).to.deep.equal(before);
  return name;
}

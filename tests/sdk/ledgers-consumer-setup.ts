import { expect } from "chai";
import { vouchers } from "@diem/sdk";
import { authorize, consumerTerms, contents, refusal, SIGNER } from "./ledgers-support";

const { ConsumerLedger } = vouchers;

export async function opened(input: Partial<vouchers.ConsumerLedgerInput> = {}) {
  const store = vouchers.memoryStore();
  const terms = consumerTerms;
  const ledger = await ConsumerLedger.open({ terms, signer: SIGNER, store, ...input });
  return { ledger, store: input.store ?? store };
}

/** A ledger that signed for 100 DIEM base units and 50 micro-credits, of which 40 and 20 are used. */
export async function used(input: Partial<vouchers.ConsumerLedgerInput> = {}) {
  const { ledger, store } = await opened(input);
  await authorize(ledger, { diem: 100n, quota: 50n });
  await ledger.acknowledge({ epoch: 10, quota: 20n, diem: 40n });
  return { ledger, store };
}

export type Ledger = vouchers.ConsumerLedger;

/** The name of a refusal that changed nothing, in the ledger or in its store. */
export async function refused(
  { ledger, store }: { ledger: Ledger; store: vouchers.Store },
  call: (ledger: Ledger) => unknown,
  message?: RegExp,
): Promise<string> {
  const before = [ledger.state, ledger.terms, await contents(store)];
  const name = await refusal(() => call(ledger), message);
  expect([ledger.state, ledger.terms, await contents(store)]).to.deep.equal(before);
  return name;
}

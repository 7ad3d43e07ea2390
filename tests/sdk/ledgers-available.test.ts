import { expect } from "chai";
import fc from "fast-check";
import { vouchers } from "@diem/sdk";
import { authorize, consumerTerms, refusal, SIGNER } from "./ledgers-support";

async function opened(budget?: bigint) {
  const store = vouchers.memoryStore();
  const terms = consumerTerms;
  const given = budget === undefined ? {} : { budget };
  return vouchers.ConsumerLedger.open({ terms, signer: SIGNER, store, ...given });
}

/** Within what this signed for, so much is used. */
async function used(ledger: vouchers.ConsumerLedger) {
  await authorize(ledger, { diem: 100n, quota: 50n });
  await ledger.acknowledge({ epoch: 10, quota: 20n, diem: 40n });
}

const upTo = (max: bigint) => fc.bigInt({ min: 0n, max });
const figures = fc.record({
  deposit: upTo(300n),
  allowance: upTo(100n),
  budget: fc.option(upTo(400n), { nil: undefined }),
});
const history = fc.record({
  before: figures,
  diem: upTo(300n),
  quota: upTo(100n),
  percent: upTo(100n),
  after: figures,
  epoch: fc.integer({ min: 9, max: 11 }),
});

const seen = new Map<string, number>();
const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);

describe("sdk: what a consumer may still sign for", () => {
  it("is what is unused of the deposit and of the epoch's quota", async () => {
    const ledger = await opened();
    expect(ledger.available).to.deep.equal({ quota: 500n, diem: 1_000n });
    await used(ledger);
    expect(ledger.available).to.deep.equal({ quota: 480n, diem: 960n });
    ledger.setTerms({ ...consumerTerms, epoch: 11, allowance: 60n });
    expect(ledger.available).to.deep.equal({ quota: 60n, diem: 960n });
  });

  it("stops at the budget, and at the deposit where that is less", async () => {
    const ledger = await opened(300n);
    await used(ledger);
    expect(ledger.available.diem).to.equal(260n);
    ledger.setBudget(5_000n);
    expect(ledger.available.diem).to.equal(960n);
  });

  it("is never less than what is signed already and not used", async () => {
    const ledger = await opened();
    await used(ledger);
    ledger.setBudget(5n);
    ledger.setTerms({ ...consumerTerms, allowance: 5n });
    expect(ledger.available).to.deep.equal({ quota: 30n, diem: 60n });
  });

  it("is nothing where the terms are of an epoch that has passed", async () => {
    const ledger = await opened();
    ledger.setTerms({ ...consumerTerms, epoch: 11 });
    await authorize(ledger, { quota: 1n });
    ledger.setTerms(consumerTerms);
    expect(ledger.available).to.deep.equal({ quota: 0n, diem: 0n });
  });

  it("is what authorize signs for, to the unit", async () => {
    await fc.assert(
      fc.asyncProperty(history, async ({ before, diem, quota, percent, after, epoch }) => {
        const ledger = await opened(before.budget);
        const { deposit, allowance } = before;
        ledger.setTerms({ ...consumerTerms, deposit, allowance });
        const first = ledger.available;
        const min = (a: bigint, b: bigint) => (a < b ? a : b);
        const request = { diem: min(diem, first.diem), quota: min(quota, first.quota) };
        if (request.diem + request.quota > 0n) await authorize(ledger, request);
        const part = (figure: bigint) => (figure * percent) / 100n;
        const usage = { diem: part(request.diem), quota: part(request.quota) };
        await ledger.acknowledge({ epoch: 10, ...usage });
        const now = { ...consumerTerms, deposit: after.deposit, allowance: after.allowance };
        ledger.setTerms({ ...now, epoch });
        ledger.setBudget(after.budget);
        await requireExact(ledger, after.budget);
      }),
      { numRuns: 200 },
    );
    for (const name of ["OverBudget", "OverDeposit", "OverQuota", "EpochPassed", "signed"]) {
      expect(seen.get(name) ?? 0, name).to.be.above(0);
    }
  });

  /** One more of either part is refused, for its own reason; then exactly what is available is signed. */
  async function requireExact(ledger: vouchers.ConsumerLedger, budget: bigint | undefined) {
    const { available, terms, state } = ledger;
    const passed = terms.epoch < state.epoch;
    const overMoney =
      budget !== undefined && state.used.diem + available.diem + 1n > budget
        ? "OverBudget"
        : "OverDeposit";
    for (const [request, reason] of [
      [{ ...available, diem: available.diem + 1n }, overMoney],
      [{ ...available, quota: available.quota + 1n }, "OverQuota"],
    ] as const) {
      const expected = passed ? "EpochPassed" : reason;
      expect(await refusal(() => authorize(ledger, request))).to.equal(expected);
      count(expected);
    }
    if (passed) {
      expect(available).to.deep.equal({ quota: 0n, diem: 0n });
      return;
    }
    if (available.diem + available.quota === 0n) return;
    const { voucher } = await authorize(ledger, available);
    const usedQuota = state.epoch === terms.epoch ? state.used.quota : 0n;
    expect(voucher.diem).to.equal(state.used.diem + available.diem);
    // money alone needs no voucher of the new epoch while an older one covers it
    const again = available.quota === 0n && voucher.epoch < terms.epoch;
    if (!again) expect(voucher.quota).to.equal(usedQuota + available.quota);
    count("signed");
  }
});

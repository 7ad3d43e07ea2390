import { expect } from "chai";

import { Ledger, LEDGER_CAPACITY, type LedgerEntry } from "@diem/localnet/dist/core/ledger";

describe("embedded chain: ledger", () => {
  it("makes room for new transactions by forgetting the oldest", () => {
    const ledger = new Ledger();
    const entry = (signature: number, keys: string[]) =>
      ({
        slot: BigInt(signature),
        transaction: { signature: String(signature), keys },
      }) as unknown as LedgerEntry;
    ledger.add(entry(0, ["all", "first"]));
    for (let index = 1; index < LEDGER_CAPACITY; index += 1) ledger.add(entry(index, ["all"]));
    expect(ledger.get("0")).to.not.equal(undefined);
    ledger.add(entry(LEDGER_CAPACITY, ["all"]));
    expect(ledger.get("0")).to.equal(undefined);
    expect(ledger.mentioning("first")).to.deep.equal([]);
    expect(ledger.mentioning("all")).to.have.length(LEDGER_CAPACITY);
    expect(ledger.mentioning("all")[0]?.transaction.signature).to.equal("1");
    expect(ledger.transactionCount).to.equal(LEDGER_CAPACITY + 1);
    expect(ledger.firstWholeSlot).to.equal(1n);
    expect(ledger.ordinal("0")).to.equal(undefined);
    expect(ledger.ordinal("1")).to.equal(2);
  });
});

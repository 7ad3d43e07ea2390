import { events, transactions } from "@diem/sdk";

import type { Seller } from "./providers";
import type { DemoMarket } from "./demo-market";

/** What a settlement took. */
export interface Settlement {
  readonly transactions: number;
  readonly vouchers: number;
  readonly bytes: number;
}

const NOTHING: Settlement = { transactions: 0, vouchers: 0, bytes: 0 };

export function sumSettlements(a: Settlement, b: Settlement): Settlement {
  return {
    transactions: a.transactions + b.transactions,
    vouchers: a.vouchers + b.vouchers,
    bytes: a.bytes + b.bytes,
  };
}

/** Settles all that a provider has served: of every channel the newest voucher of each epoch. */
export async function settleDue(
  demo: DemoMarket,
  { person, provider, ledger }: Seller,
): Promise<Settlement> {
  const { payer, clock, network } = demo;
  const rules = { leadSecs: clock.epochSecs, diemAtLeast: 1n, quotaAtLeast: 1n };
  const due = ledger.due({ now: await network.now(), ...rules });
  const entries = due.flatMap((channel) => channel.entries);
  let done = NOTHING;
  for (const { instructions } of transactions.settle({
    provider,
    operator: person.address,
    payer,
    entries,
  })) {
    const receipt = await demo.receipt(await demo.act(person, ...instructions));
    for (const { data } of events.named(receipt.events, "VouchersSettled")) {
      const skipped = data.entries.find(({ errorCode }) => errorCode !== 0);
      if (skipped) throw new Error(`a voucher was skipped with error ${skipped.errorCode}`);
      await ledger.adopt(data);
      const settled = { transactions: 1, vouchers: data.entries.length, bytes: receipt.bytes };
      done = sumSettlements(done, settled);
    }
  }
  return done;
}

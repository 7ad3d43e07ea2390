import { instructions, vouchers } from "@diem/sdk";

import { named } from "./happened";
import type { Seller } from "./providers";
import type { Stage } from "./stage";

/** What a settlement took. */
export interface Settlement {
  readonly transactions: number;
  readonly vouchers: number;
  readonly bytes: number;
}

const NOTHING: Settlement = { transactions: 0, vouchers: 0, bytes: 0 };

export function together(a: Settlement, b: Settlement): Settlement {
  return {
    transactions: a.transactions + b.transactions,
    vouchers: a.vouchers + b.vouchers,
    bytes: a.bytes + b.bytes,
  };
}

/** Settles all that a provider has served: the newest voucher of every channel, in one transaction. */
export async function settleDue(stage: Stage, seller: Seller): Promise<Settlement> {
  const entries = await dueEntries(stage, seller);
  if (entries.length === 0) return NOTHING;
  const { person, provider, ledger } = seller;
  const settle = instructions.settle({
    provider,
    operator: person.address,
    entries: entries.map(({ signed, claim }) => ({ channel: signed.voucher.channel, claim })),
  });
  const signatures = vouchers.signatureInstruction(entries.map(({ signed }) => signed));
  const { events, bytes } = await stage.receipt(await stage.act(person, signatures, settle));
  for (const settled of named(events, "VouchersSettled").flatMap((event) => event.entries)) {
    const { channel, errorCode, settled: diem, quotaEpoch: epoch, quotaUsed: quota } = settled;
    if (errorCode !== 0) throw new Error(`a voucher was skipped with error ${errorCode}`);
    await ledger.settled(channel, { epoch, quota, diem });
  }
  const done = { transactions: 1, vouchers: entries.length, bytes };
  // a channel whose vouchers are of two epochs has another one
  return together(done, await settleDue(stage, seller));
}

async function dueEntries(stage: Stage, { ledger }: Seller) {
  const now = await stage.network.now();
  const leadSecs = stage.clock.epochSecs;
  const due = ledger.due({ now, leadSecs, diemAtLeast: 1n, quotaAtLeast: 1n });
  return due.flatMap(({ entries }) => entries.slice(0, 1));
}

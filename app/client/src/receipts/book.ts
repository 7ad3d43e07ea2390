import type { vouchers } from "@diem/sdk";
import { type PaidCall, readPaidCall, writePaidCall } from "./paid-call";

const PREFIX = "diem-client/receipt/";

/** Which receipts: milliseconds since 1970, `since` with and `before` without that moment. */
export interface Period {
  readonly since?: number;
  readonly before?: number;
}

/** What keeps a receipt in a store: one for each call, however often it is answered. */
export function receiptChange(call: PaidCall): vouchers.Change {
  return { key: `${PREFIX}${call.call}`, value: writePaidCall(call) };
}

/**
 * The receipts that a store has of a period (default: all), oldest first.
 *
 * @example
 * const today = await readReceipts(store, { since: Date.now() - 86_400_000 });
 * writeFileSync("receipts.csv", toCsv(today));
 */
export async function readReceipts(
  store: vouchers.Store,
  { since = 0, before = Infinity }: Period = {},
): Promise<PaidCall[]> {
  const found: PaidCall[] = [];
  for await (const [, value] of store.entries(PREFIX)) {
    const call = readPaidCall(value);
    if (call.at >= since && call.at < before) found.push(call);
  }
  return found.sort((a, b) => a.at - b.at);
}

/** Takes the receipts of a period out of a store, which otherwise keeps them for good; how many there were. */
export async function forgetReceipts(store: vouchers.Store, period: Period): Promise<number> {
  const calls = await readReceipts(store, period);
  const changes = calls.map((call) => ({ ...receiptChange(call), value: null }));
  await store.commit({ changes });
  return calls.length;
}

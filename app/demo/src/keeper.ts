import { errors, keepers } from "@diem/sdk";

import type { Receipt, DemoMarket } from "./demo-market";

/** What one round makes due, the next finds: a roll frees rewards and old records. */
const MAX_ROUNDS = 6;

/** Does all that anyone may do for the market until nothing is due, and returns the receipts. */
export async function runKeeper(demo: DemoMarket): Promise<Receipt[]> {
  const found: Receipt[] = [];
  const { market, network, payer } = demo;
  const reading = { connection: network.connection, market: market.market, payer };
  let refusal: unknown = new Error(`something is still due after ${MAX_ROUNDS} rounds`);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const tasks = await keepers.due(reading);
    if (tasks.length === 0) return found;
    try {
      for (const { instructions } of tasks) {
        found.push(await demo.receipt(await demo.send(instructions)));
      }
    } catch (error) {
      // the epoch may have turned since the reading: ask again
      if (!errors.isDiemError(error)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

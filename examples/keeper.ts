import { errors, keepers } from "@diem/sdk";
import { clientOf, type Network, type Say } from "./network";

/** Does once what a market waits for, which anyone may: collects and distributes, closes epochs, reports usage. */
export async function keepMarket(network: Network, say: Say): Promise<void> {
  const { connection, market } = network;
  const client = await clientOf(network, network.wallets.operator);
  const payer = client.context.owner;
  // One round makes the next one's work: a roll frees rewards and old records.
  for (;;) {
    const due = await keepers.due({ connection, market, payer });
    let done = 0;
    for (const task of due) {
      try {
        say(`${task.reason}: ${await client.send(task)}`);
        done += 1;
      } catch (error) {
        // Somebody else was faster, or it needs what comes first: the next round knows.
        if (!errors.isDiemError(error)) throw error;
        say(`${task.reason}: not now (${error.name})`);
      }
    }
    if (done === 0) return;
  }
}

import type { Command } from "commander";
import { keepers } from "@diem/sdk";
import { type Io, perform, type Session, withExamples } from "../../core";
import { carryOut, nothingToDo } from "../carry-out";
import { namedProvider } from "./own";

/** `diem provider rewards`: VVV for the quota that was served. */
export function rewardsCommand(parent: Command, io: Io): void {
  const command = parent
    .command("rewards")
    .description("pay a provider's owner the quota rewards of closed epochs; anyone may")
    .argument("[provider]", "address of the provider; your own unless given")
    .action(perform(io, rewards));
  withExamples(command, "diem provider rewards");
}

async function rewards(session: Session, text?: string): Promise<void> {
  const on = await session.acting();
  const { client, vvv } = on;
  const provider = await namedProvider(session, on, text);
  const records = await client.read.epochRecords();
  if (keepers.unclaimedRewards({ providers: [provider], records }).length === 0) {
    return nothingToDo(session, "no closed epoch has an unclaimed reward for the provider");
  }
  const plan = await client.plan.claimQuotaRewards({ provider: provider.address });
  const { rewards: due } = plan.quote;
  const total = due.reduce((sum, { amount }) => sum + amount, 0n);
  const epochs = due.map(({ record, amount }) => ({
    epoch: record.epoch,
    amount: vvv.json(amount),
  }));
  await carryOut(session, {
    plan,
    summary: [
      {
        head: ["epoch", "reward"],
        rows: epochs.map(({ epoch, amount }) => [String(epoch), `${amount.amount} VVV`]),
      },
      ["paid to", provider.owner.toBase58()],
    ],
    json: { provider: provider.address, owner: provider.owner, total: vvv.json(total), epochs },
    done: [["paid", vvv.format(total)]],
  });
}

import type { Command } from "commander";
import type { PublicKey } from "@solana/web3.js";
import { errors } from "@diem/sdk";
import {
  type WalletContext,
  DIEM,
  type Io,
  inSession,
  type Session,
  withExamples,
} from "../../core";
import { submit, nothingToDo } from "../submit";
import { namedProvider } from "./context";

/** `diem provider rewards`: DIEM for the quota that was served. */
export function rewardsCommand(parent: Command, io: Io): void {
  const command = parent
    .command("rewards")
    .description("pay a provider's owner the quota rewards (DIEM) of closed epochs; anyone may")
    .argument("[provider]", "address of the provider (default: your own)")
    .action(inSession(io, rewards));
  withExamples(command, "diem provider rewards");
}

async function rewards(session: Session, text?: string): Promise<void> {
  const on = await session.walletContext();
  const provider = await namedProvider(session, on, text);
  const plan = await planOf(on, provider.address);
  if (plan === null) {
    return nothingToDo(session, "no closed epoch has an unclaimed reward for the provider");
  }
  const { rewards: due } = plan.quote;
  const total = due.reduce((sum, { amount }) => sum + amount, 0n);
  const epochs = due.map(({ record, amount }) => ({
    epoch: record.epoch,
    amount: DIEM.json(amount),
  }));
  await submit(session, {
    plan,
    summary: [
      {
        head: ["epoch", "reward"],
        rows: epochs.map(({ epoch, amount }) => [String(epoch), `${amount.amount} DIEM`]),
      },
      ["paid to", provider.owner.toBase58()],
    ],
    json: {
      provider: provider.address,
      owner: provider.owner,
      total: DIEM.json(total),
      epochs,
    },
    done: [["paid", DIEM.format(total)]],
  });
}

/** Null if there is no reward, for another reason than revenue that was not shared out in time. */
function planOf({ client }: WalletContext, provider: PublicKey) {
  return client.plan.claimQuotaRewards({ provider }).catch((error: unknown) => {
    if (errors.isDiemError(error, "NothingToReward")) return null;
    throw error;
  });
}

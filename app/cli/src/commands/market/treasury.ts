import type { Command } from "commander";
import { DIEM, type Io, inSession, type Session, withExamples } from "../../core";
import { submit, nothingToDo } from "../submit";

/** `diem market treasury`: what the treasury is owed. */
export function treasuryCommands(parent: Command, io: Io): void {
  const treasury = parent.command("treasury").description("pay out the treasury");
  const command = treasury
    .command("collect")
    .description("pay the treasury all the DIEM that it is owed; anyone may")
    .action(inSession(io, collect));
  withExamples(command, "diem market treasury collect");
}

async function collect(session: Session): Promise<void> {
  const { client, market } = await session.walletContext();
  if (market.treasuryOwed === 0n) return nothingToDo(session, "the treasury is owed nothing now");
  const plan = await client.plan.collectTreasury();
  const { treasury, amount } = plan.quote;
  await submit(session, {
    plan,
    summary: [
      ["treasury", treasury.toBase58()],
      ["is paid", DIEM.format(amount)],
    ],
    json: { treasury, amount: DIEM.json(amount) },
    done: [["paid", DIEM.format(amount)]],
  });
}

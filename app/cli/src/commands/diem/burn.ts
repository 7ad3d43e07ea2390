import type { Command } from "commander";
import { DIEM, type Io, inSession, type Session, withExamples } from "../../core";
import { burnCeiling, DEBT_GONE } from "./amount";
import { type BoundOptions, boundOption, readBounds, slippageOption } from "./bounds";

/** `diem burn`. */
export function burnCommand(parent: Command, io: Io): void {
  const command = parent
    .command("burn")
    .description("burn DIEM to unlock VVV by your own average rate, up to your bill")
    .argument("<diem|all>", "maximum DIEM to burn, or all that you owe")
    .addOption(slippageOption())
    .addOption(boundOption("--min-vvv <vvv>", "minimum VVV to unlock, instead of --slippage"))
    .action(inSession(io, burn));
  withExamples(command, "diem burn 2", "diem burn all", "diem burn 2 --min-vvv 180");
}

async function burn(session: Session, text: string, options: BoundOptions): Promise<void> {
  const { client, vvv } = await session.walletContext();
  const ceiling = burnCeiling(text);
  const bounds = readBounds(options, vvv);
  const plan = await client.plan.burnDiem({ diemAmount: ceiling, ...bounds });
  const { quote } = plan;
  const sent = await session.send({
    plan,
    summary: [
      ["burn", quote.diemAmount === 0n ? DEBT_GONE : DIEM.format(quote.diemAmount)],
      ["unlocks", vvv.format(quote.vvvUnlocked)],
      ["at least", vvv.format(quote.minVvvUnlocked)],
      ["bill then", DIEM.format(quote.bill)],
      ["unlocked then", vvv.format(quote.unlocked)],
    ],
    json: {
      amount: DIEM.json(quote.diemAmount),
      vvvUnlocked: vvv.json(quote.vvvUnlocked),
      minVvvUnlocked: vvv.json(quote.minVvvUnlocked),
    },
  });
  if (sent === null) return;
  const burned = await session.event(sent, "DiemBurned");
  const { diemAmount, vvvUnlocked, bill, position: after } = burned;
  session.print({
    text: [
      `burned ${DIEM.format(diemAmount)}, which unlocked ${vvv.format(vvvUnlocked)}`,
      ["bill", DIEM.format(bill)],
      ["unlocked", vvv.format(after.staked - after.locked)],
    ],
    json: {
      ...sent,
      amount: DIEM.json(diemAmount),
      vvvUnlocked: vvv.json(vvvUnlocked),
      bill: DIEM.json(bill),
      unlocked: vvv.json(after.staked - after.locked),
    },
  });
}

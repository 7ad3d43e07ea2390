import type { Command } from "commander";
import { DIEM, type Io, perform, type Session, withExamples } from "../../core";
import { requireEnough, requirePosition } from "../staking/holdings";
import { burnAmount } from "./amount";
import { type BoundOptions, boundOption, readBounds, slippageOption } from "./bounds";

/** `diem burn`. */
export function burnCommand(parent: Command, io: Io): void {
  const command = parent
    .command("burn")
    .description("burn DIEM, which unlocks VVV at your own average rate")
    .argument("<diem|all>", "whole DIEM, or all that you owe")
    .addOption(slippageOption())
    .addOption(boundOption("--min-vvv <vvv>", "least VVV that must unlock, in place of a slippage"))
    .action(perform(io, burn));
  withExamples(command, "diem burn 2", "diem burn all", "diem burn 2 --min-vvv 180");
}

async function burn(session: Session, text: string, options: BoundOptions): Promise<void> {
  const acting = await session.acting();
  const { client, vvv, owner } = acting;
  const bounds = readBounds(options, vvv);
  const [position, held] = await Promise.all([
    requirePosition(acting, owner),
    client.read.balances(),
  ]);
  const diemAmount = burnAmount(text, position);
  requireEnough({
    name: "InsufficientBalance",
    token: DIEM,
    held: held.diem,
    amount: diemAmount,
    where: "the wallet",
    next: "burn less, or get DIEM back first: any DIEM counts, not only what you minted",
  });
  const plan = await client.plan.burn({ diemAmount, ...bounds });
  const { quote } = plan;
  const sent = await session.send({
    plan,
    summary: [
      ["burn", DIEM.format(diemAmount)],
      ["unlocks", vvv.format(quote.vvvUnlocked)],
      ["at least", vvv.format(quote.minVvvUnlocked)],
      ["outstanding then", DIEM.format(quote.outstanding)],
      ["unlocked then", vvv.format(quote.unlocked)],
    ],
    json: {
      amount: DIEM.json(diemAmount),
      vvvUnlocked: vvv.json(quote.vvvUnlocked),
      minVvvUnlocked: vvv.json(quote.minVvvUnlocked),
    },
  });
  if (sent === null) return;
  const { vvvUnlocked, position: after } = await session.event(sent, "DiemBurned");
  session.print({
    text: [
      `burned ${DIEM.format(diemAmount)}, which unlocked ${vvv.format(vvvUnlocked)}`,
      ["outstanding", DIEM.format(after.outstanding)],
      ["unlocked", vvv.format(after.staked - after.locked)],
    ],
    json: {
      ...sent,
      amount: DIEM.json(diemAmount),
      vvvUnlocked: vvv.json(vvvUnlocked),
      outstanding: DIEM.json(after.outstanding),
      unlocked: vvv.json(after.staked - after.locked),
    },
  });
}

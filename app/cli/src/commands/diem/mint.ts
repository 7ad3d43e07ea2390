import type { Command } from "commander";
import { DIEM, type Io, inSession, type Session, withExamples } from "../../core";
import { type BoundOptions, boundOption, readBounds, slippageOption } from "./bounds";
import { perDiem, rateChange } from "./rates";

/** `diem mint`. */
export function mintCommand(parent: Command, io: Io): void {
  const command = parent
    .command("mint")
    .description("mint DIEM and lock a part of your stake for it")
    .argument("<diem>", "whole DIEM, exactly")
    .addOption(slippageOption())
    .addOption(boundOption("--max-vvv <vvv>", "maximum VVV to lock, instead of --slippage"))
    .action(inSession(io, mint));
  withExamples(command, "diem mint 5", "diem mint 5 --slippage 100", "diem mint 5 --max-vvv 470");
}

async function mint(session: Session, text: string, options: BoundOptions): Promise<void> {
  const { client, vvv } = await session.walletContext();
  const diemAmount = DIEM.parsePositive(text);
  const bounds = readBounds(options, vvv);
  const plan = await client.plan.mintDiem({ diemAmount, ...bounds });
  const { quote } = plan;
  const sent = await session.send({
    plan,
    summary: [
      ["mint", DIEM.format(diemAmount)],
      ["locks", vvv.format(quote.vvvLocked)],
      ["at most", vvv.format(quote.maxVvvLocked)],
      ["average rate", perDiem(vvv, quote.averageRate)],
      ["rate", rateChange(vvv, quote)],
      ["unlocked then", vvv.format(quote.unlocked)],
    ],
    json: {
      amount: DIEM.json(diemAmount),
      vvvLocked: vvv.json(quote.vvvLocked),
      maxVvvLocked: vvv.json(quote.maxVvvLocked),
      averageRate: vvv.json(quote.averageRate),
    },
  });
  if (sent === null) return;
  const { vvvLocked, bill, position } = await session.event(sent, "DiemMinted");
  session.print({
    text: [
      `minted ${DIEM.format(diemAmount)}, which locked ${vvv.format(vvvLocked)}`,
      ["bill", DIEM.format(bill)],
      ["unlocked", vvv.format(position.staked - position.locked)],
    ],
    json: {
      ...sent,
      amount: DIEM.json(diemAmount),
      vvvLocked: vvv.json(vvvLocked),
      bill: DIEM.json(bill),
      unlocked: vvv.json(position.staked - position.locked),
    },
  });
}

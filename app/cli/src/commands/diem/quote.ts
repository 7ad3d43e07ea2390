import type { Command } from "commander";
import { quotes } from "@diem/sdk";
import {
  changeBps,
  DIEM,
  formatBps,
  type Io,
  parseBps,
  perform,
  type Session,
  withExamples,
} from "../../core";
import { requirePosition } from "../staking/holdings";
import { burnAmount } from "./amount";
import { slippageOption } from "./bounds";
import { perDiem, rateChange } from "./rates";

interface Options {
  readonly slippage: string;
}

/** `diem quote mint` and `diem quote burn`. */
export function quoteCommands(parent: Command, io: Io): void {
  const quote = parent.command("quote").description("what a mint or a burn would do now");

  const minting = quote
    .command("mint")
    .description("what minting would lock, by the program's own maths; no wallet is needed")
    .argument("<diem>", "whole DIEM")
    .addOption(slippageOption())
    .action(perform(io, quoteMint));
  withExamples(minting, "diem quote mint 5", "diem quote mint 5 --output json");

  const burning = quote
    .command("burn")
    .description("what burning would unlock, at the position's own average rate")
    .argument("<diem|all>", "whole DIEM, or all that the position owes")
    .argument("[owner]", "whose position; the wallet's unless given")
    .addOption(slippageOption())
    .action(perform(io, quoteBurn));
  withExamples(burning, "diem quote burn 2", "diem quote burn all");
}

async function quoteMint(session: Session, text: string, { slippage }: Options): Promise<void> {
  const { client, market, vvv } = await session.reading();
  const amount = DIEM.parsePositive(text);
  const now = await client.read.now();
  const at = { market, now };
  const { vvvLocked, averageRate, ratio } = quotes.mintCost({ ...at, amount });
  const rateBefore = quotes.marginalRate(at);
  const rateAfter = quotes.marginalRate({ ...at, supply: market.diemOutstanding + amount });
  const { max } = quotes.withSlippage({ amount: vvvLocked, bps: parseBps(slippage) });
  const rates = { rateBefore, rateAfter };
  session.print({
    text: [
      ["mint", DIEM.format(amount)],
      ["locks", vvv.format(vvvLocked)],
      [`at most (slippage ${formatBps(parseBps(slippage))})`, vvv.format(max)],
      ["average rate", perDiem(vvv, averageRate)],
      ["rate", rateChange(vvv, rates)],
      ["supply then", `${formatBps(ratio)} of the target supply`],
    ],
    json: {
      amount: DIEM.json(amount),
      vvvLocked: vvv.json(vvvLocked),
      maxVvvLocked: vvv.json(max),
      averageRate: vvv.json(averageRate),
      rateBefore: vvv.json(rateBefore),
      rateAfter: vvv.json(rateAfter),
      impactBps: changeBps(rateBefore, rateAfter),
      supplyOverTargetBps: ratio,
    },
  });
}

async function quoteBurn(
  session: Session,
  text: string,
  ownerText: string | undefined,
  { slippage }: Options,
): Promise<void> {
  const owner = session.addressOr(ownerText, "owner");
  const on = await session.reading();
  const { vvv } = on;
  const position = await requirePosition(on, owner);
  const amount = burnAmount(text, position);
  const unlocks = quotes.burnUnlock({ position, amount });
  const { min } = quotes.withSlippage({ amount: unlocks, bps: parseBps(slippage) });
  const outstanding = position.outstanding - amount;
  session.print({
    text: [
      ["burn", DIEM.format(amount)],
      ["unlocks", vvv.format(unlocks)],
      [`at least (slippage ${formatBps(parseBps(slippage))})`, vvv.format(min)],
      ["outstanding then", DIEM.format(outstanding)],
      ["locked then", vvv.format(position.locked - unlocks)],
    ],
    json: {
      amount: DIEM.json(amount),
      vvvUnlocked: vvv.json(unlocks),
      minVvvUnlocked: vvv.json(min),
      outstanding: DIEM.json(outstanding),
      locked: vvv.json(position.locked - unlocks),
    },
  });
}

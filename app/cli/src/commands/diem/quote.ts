import type { Command } from "commander";
import { quotes } from "@diem/sdk";
import {
  changeBps,
  DIEM,
  formatBps,
  type Io,
  parseBps,
  inSession,
  type Session,
  withExamples,
} from "../../core";
import { requirePosition } from "../staking/holdings";
import { burnCeiling, DEBT_GONE, quoteOf } from "./amount";
import { slippageOption } from "./bounds";
import { perDiem, rateChange } from "./rates";

interface Options {
  readonly slippage: string;
}

/** `diem quote mint` and `diem quote burn`. */
export function quoteCommands(parent: Command, io: Io): void {
  const quote = parent.command("quote").description("show the result of a mint or a burn");

  const minting = quote
    .command("mint")
    .description("show how much VVV a mint would lock; needs no wallet")
    .argument("<diem>", "whole DIEM")
    .addOption(slippageOption())
    .action(inSession(io, quoteMint));
  withExamples(minting, "diem quote mint 5", "diem quote mint 5 --output json");

  const burning = quote
    .command("burn")
    .description("show how much VVV a burn would unlock, at the position's average rate")
    .argument("<diem|all>", "maximum DIEM to burn, or all that the position owes")
    .argument("[owner]", "owner of the position (default: the wallet)")
    .addOption(slippageOption())
    .action(inSession(io, quoteBurn));
  withExamples(burning, "diem quote burn 2", "diem quote burn all");
}

async function quoteMint(session: Session, text: string, { slippage }: Options): Promise<void> {
  const { client, market, vvv } = await session.marketContext();
  const amount = DIEM.parsePositive(text);
  const [now, supply] = await Promise.all([client.read.now(), client.read.supply()]);
  const at = { market, supply, now };
  const { vvvLocked, averageRate, ratio } = quotes.mintQuote({ ...at, amount });
  const rateBefore = quotes.marginalRate(at);
  const rateAfter = quotes.marginalRate({ ...at, supply: supply + amount });
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
  const on = await session.marketContext();
  const { vvv } = on;
  const ceiling = burnCeiling(text);
  const position = await requirePosition(on, owner);
  const { diemBurned, vvvUnlocked, locked, bill } = await quoteOf(on, { position, ceiling });
  const { min } = quotes.withSlippage({ amount: vvvUnlocked, bps: parseBps(slippage) });
  session.print({
    text: [
      ["burn", diemBurned === 0n ? DEBT_GONE : DIEM.format(diemBurned)],
      ["unlocks", vvv.format(vvvUnlocked)],
      [`at least (slippage ${formatBps(parseBps(slippage))})`, vvv.format(min)],
      ["bill then", DIEM.format(bill)],
      ["locked then", vvv.format(locked)],
    ],
    json: {
      amount: DIEM.json(diemBurned),
      vvvUnlocked: vvv.json(vvvUnlocked),
      minVvvUnlocked: vvv.json(min),
      bill: DIEM.json(bill),
      locked: vvv.json(locked),
    },
  });
}

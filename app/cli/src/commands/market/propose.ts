import type { Command } from "commander";
import type { MarketAccount } from "@diem/sdk";
import * as marketFile from "@diem/sdk/market-file";
import { paramChanges } from "@diem/sdk/text";
import {
  formatDue,
  type Io,
  inSession,
  type Session,
  type Text,
  UsageError,
  withExamples,
} from "../../core";
import { submit } from "../submit";
import { inFile, readMarketFile } from "./file";
import { changesTable } from "./params-text";
import { simulated } from "./simulated";
import type { WorldOptions } from "../simulate/world";
import { readVvvPrice, vvvPriceOption } from "./vvv-price";

interface Options extends WorldOptions {
  readonly file: string;
  readonly simulate?: boolean;
}

/** `diem market params propose`: announces what is to change. */
export function proposeCommand(parent: Command, io: Io): void {
  const command = parent
    .command("propose")
    .description("announce the parameters of a file, as the authority")
    .requiredOption("--file <json>", "market file")
    .addOption(vvvPriceOption())
    .option("--simulate", "first simulate the effects of the parameters; requires both prices")
    .option("--diem-price <usd>", "price of DIEM in US dollars, for --simulate")
    .option("--beliefs <json>", "file with beliefs that replace the default ones, for --simulate")
    .action(inSession(io, propose));
  withExamples(
    command,
    "diem market params propose --file params.json",
    "diem market params propose --file params.json --simulate --vvv-price 2.5 --diem-price 800",
  );
}

async function propose(session: Session, options: Options): Promise<void> {
  const file = readMarketFile(session, options.file);
  const on = await session.walletContext();
  const { client, market } = on;
  requireSameMarket(options.file, file, market);
  const { vvvDecimals, epochSecs, params: before, clusterTag, proposal } = market;
  const params = inFile(options.file, () => marketFile.params({ file, vvvDecimals, epochSecs }));
  const changes = paramChanges({ before, after: params, vvvDecimals });
  if (changes.length === 0) {
    throw new UsageError({
      name: "NothingToChange",
      message: `${options.file} has the current parameters`,
      next: "edit the file; `diem market params cancel` cancels an announcement",
    });
  }
  const quotaCapacity = market.quotaCapacity.next;
  const warnings = marketFile.marketWarnings({
    params,
    clusterTag,
    vvvDecimals,
    quotaCapacity,
    ...readVvvPrice(options),
  });
  const plan = await client.plan.proposeParams({ params });
  const lab = options.simulate === true ? await simulated(session, on, { params, options }) : null;
  const { etaTs, lapsesTs } = plan.quote;
  const now = await client.read.now();
  const replacing: Text = proposal === null ? [] : ["this replaces what is announced already"];
  await submit(session, {
    plan,
    summary: [
      changesTable(changes),
      ["applicable from", `${formatDue(etaTs, now)}, by anyone`],
      ["lapses", formatDue(lapsesTs, now)],
      ...replacing,
      ...warnings.map((warning) => `warning: ${warning}`),
      ...(lab?.text ?? []),
    ],
    json: {
      changes,
      etaTs,
      lapsesTs,
      replaces: proposal !== null,
      warnings,
      simulation: lab?.json ?? null,
    },
    done: [["applicable from", formatDue(etaTs, now)]],
  });
}

/** A file that opens a market of other epochs is another market's. */
function requireSameMarket(
  path: string,
  { opening }: marketFile.MarketFile,
  { epochSecs }: MarketAccount,
): void {
  if (opening === null || opening.epochSecs === epochSecs) return;
  throw new UsageError({
    name: "FileOfAnotherMarket",
    message: `${path} is the file of a market with epochs of ${opening.epochSecs} s, and this one has ${epochSecs} s`,
    next: "check --market and --file; the length of an epoch is fixed for a market's life",
  });
}

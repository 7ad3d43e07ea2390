import type { Command } from "commander";
import { errors } from "@diem/sdk";
import * as marketFile from "@diem/sdk/market-file";
import {
  CREDITS,
  DIEM,
  type Fact,
  formatDuration,
  formatTime,
  type Io,
  parseAddress,
  inSession,
  RefusedError,
  type Session,
  withExamples,
} from "../../core";
import { submit } from "../submit";
import { fileFailure, readMarketFile } from "./file";
import { roleFacts } from "./roles-text";
import { readVvvPrice, vvvPriceOption } from "./vvv-price";

interface Options {
  readonly file: string;
  readonly vvvMint: string;
  readonly vvvPrice?: string;
  readonly quotaCapacity?: string;
}

/** `diem market create`: opens the market of a file. */
export function createCommand(parent: Command, io: Io): void {
  const command = parent
    .command("create")
    .description("create a market from a file; your key becomes part of its address")
    .requiredOption("--file <json>", "market file")
    .requiredOption("--vvv-mint <address>", "mint of VVV")
    .addOption(vvvPriceOption())
    .option(
      "--quota-capacity <credits>",
      "quota per epoch that providers will offer, to warn about a target floor above it",
    )
    .action(inSession(io, create));
  withExamples(
    command,
    "diem market create --file market.json --vvv-mint 7vfCXTUXx5WJV5JADk17DUJ4ksgau7utNKj4b963voxs --dry-run",
  );
}

async function create(session: Session, options: Options): Promise<void> {
  const file = readMarketFile(session, options.file);
  const vvvMint = parseAddress(options.vvvMint, "mint");
  const { quotaCapacity } = options;
  const plan = await planOf(session, {
    file,
    vvvMint,
    ...readVvvPrice(options),
    ...(quotaCapacity === undefined ? {} : { quotaCapacity: CREDITS.parse(quotaCapacity) }),
  }).catch((error: unknown) => {
    throw failure(options.file, error);
  });
  const { keys, input, vvvDecimals, warnings } = plan.quote;
  const { params, roles, epochSecs, genesisTs, referencePrice } = input;
  const market = keys.market.toBase58();
  const words = marketFile.texts({ params, vvvDecimals });
  const paramFacts = marketFile.PARAM_NAMES.map((name): Fact => [
    marketFile.fileName(name),
    words[name],
  ]);
  await submit(session, {
    plan,
    summary: [
      `create the market ${market}`,
      ["VVV mint", `${vvvMint.toBase58()} (${vvvDecimals} decimals)`],
      ["DIEM mint", keys.diemMint.toBase58()],
      [
        "epochs",
        `of ${formatDuration(epochSecs)} from ${formatTime(genesisTs)} on, for the market's life`,
      ],
      ["reference price", `${DIEM.format(referencePrice)} per credit at first`],
      ...roleFacts(roles),
      "parameters:",
      ...paramFacts,
      ...warnings.map((warning) => `warning: ${warning}`),
    ],
    json: { market, vvvMint, diemMint: keys.diemMint, warnings },
    done: [
      ["market", market],
      ["DIEM mint", keys.diemMint.toBase58()],
      ["next", `export DIEM_MARKET=${market}`],
    ],
  });
}

function planOf(
  { connection, wallet, settings }: Session,
  order: Omit<marketFile.MarketCreationInput, "connection" | "creator" | "programId">,
) {
  const creator = wallet.publicKey;
  return marketFile.creation({
    connection,
    creator,
    programId: settings.programId.value,
    ...order,
  });
}

function failure(path: string, error: unknown): unknown {
  if (!errors.isDiemError(error, "MarketExists")) return fileFailure(path, error);
  return new RefusedError({
    name: error.name,
    message: `you have created a market for this VVV already: ${error.context.market.toBase58()}`,
    next: "use it with --market, or create another one with another --keypair",
    cause: error,
  });
}

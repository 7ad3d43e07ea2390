import { resolve } from "node:path";
import type { Command } from "commander";
import type { PriceTable } from "@diem/gateway";
import {
  CREDITS,
  type Io,
  parseWhole,
  inSession,
  type Session,
  UsageError,
  withExamples,
} from "../../core";
import { namedProvider } from "../provider/context";
import { usage } from "../usage";
import { CHECK, gatewayPackage } from "./config";

interface InitOptions {
  readonly upstream: string;
  readonly input?: string;
  readonly out?: string;
  readonly maxOutput: string;
  readonly table?: string;
  readonly provider?: string;
  readonly operator?: string;
  readonly keyFile?: string;
  readonly keyVariable?: string;
}

/** `diem gateway init`. */
export function initCommand(parent: Command, io: Io): void {
  const command = parent
    .command("init")
    .description("write a gateway's configuration, and a price list of the upstream's models")
    .argument("[folder]", "where the files are written", ".")
    .requiredOption("--upstream <url>", "OpenAI-compatible API to sell; ends in /v1")
    .option("--input <credits>", "price of a million tokens of the prompt, of every model")
    .option(
      "--out <credits>",
      "price of a million tokens of the answer; not needed for embeddings only",
    )
    .option("--max-output <tokens>", "maximum tokens of an answer", "4096")
    .option(
      "--table <file>",
      "prices in US dollars, YAML, JSON or CSV, in place of --input and --out",
    )
    .option("--provider <address>", "provider that sells (default: the wallet's own)")
    .option("--operator <path>", "key file that signs settlements (default: the wallet)")
    .option("--key-file <path>", "file that holds the upstream's API key")
    .option("--key-variable <name>", "environment variable that holds the upstream's API key")
    .action(inSession(io, init));
  withExamples(
    command,
    "diem gateway init --upstream http://127.0.0.1:11434/v1 --input 0.15 --out 0.6",
    "diem gateway init shop --upstream https://api.example/v1 --key-variable API_KEY --input 3 --out 15",
  );
}

async function init(session: Session, folder: string, options: InitOptions): Promise<void> {
  const { io, settings } = session;
  const on = await session.marketContext();
  const provider = await namedProvider(session, on, options.provider);
  const { initGateway, readPriceTable } = await gatewayPackage();
  const at = (path: string) => resolve(io.cwd, path);
  const { keyFile, keyVariable, operator = settings.keypair.value } = options;
  const wsUrl = settings.wsUrl;
  const written = await usage(CHECK, () =>
    initGateway({
      folder: at(folder),
      chain: {
        url: settings.url.value,
        ...(wsUrl === undefined ? {} : { wsUrl }),
        market: on.market.address.toBase58(),
        provider: provider.address.toBase58(),
        program: settings.programId.value.toBase58(),
        operator: at(operator),
      },
      upstream: {
        url: options.upstream,
        ...(keyFile === undefined ? {} : { keyFile: at(keyFile) }),
        ...(keyVariable === undefined ? {} : { keyVariable }),
      },
      table: tableOf(options, (file) => readPriceTable(at(file))),
    }),
  );
  session.print({
    text: [
      ["configuration", written.config],
      ["price list", written.prices],
      ["models", written.models.join(", ")],
      ["hash", written.hash],
      ["next", `diem provider update --price-list ${written.prices}`],
      ["then", `diem gateway check ${written.config}`],
    ],
    json: written,
  });
}

/** The same prices for every model, unless a table has them. */
function tableOf(options: InitOptions, read: (file: string) => PriceTable): PriceTable {
  const { table, input } = options;
  if (table !== undefined && input === undefined) return read(table);
  if (table === undefined && input !== undefined) return new Map([["*", priceOf(input, options)]]);
  throw new UsageError({
    name: "PricesMissing",
    message: "the prices come either from --input and --out or from --table",
    next: "give one of both",
  });
}

function priceOf(input: string, { out, maxOutput }: InitOptions) {
  const perMillion = (text: string) => Number(CREDITS.parse(text));
  if (out === undefined) return { input: perMillion(input) };
  return {
    input: perMillion(input),
    output: perMillion(out),
    max_output: Number(parseWhole(maxOutput, "longest answer")),
  };
}

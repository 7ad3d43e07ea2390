import { resolve } from "node:path";
import type { Command } from "commander";
import { inSession, type Io, type Session, withExamples } from "../../core";
import { usage } from "../usage";
import { CHECK, gatewayPackage } from "./config";

interface PricesOptions {
  readonly upstream: string;
  readonly table: string;
  readonly keyFile?: string;
  readonly keyVariable?: string;
}

/** `diem gateway prices`. */
export function pricesCommand(parent: Command, io: Io): void {
  const command = parent
    .command("prices")
    .description("write a price list of the upstream's models from a table in US dollars")
    .argument("[file]", "price list to write; an existing file is replaced", "prices.json")
    .requiredOption("--upstream <url>", "OpenAI-compatible API to sell; ends in /v1")
    .requiredOption(
      "--table <file>",
      "prices in US dollars, YAML, JSON or CSV: see docs/gateway.md",
    )
    .option("--key-file <path>", "file that holds the upstream's API key")
    .option("--key-variable <name>", "environment variable that holds the upstream's API key")
    .action(inSession(io, prices));
  withExamples(
    command,
    "diem gateway prices --upstream http://127.0.0.1:11434/v1 --table usd.yaml",
  );
}

async function prices(session: Session, file: string, options: PricesOptions): Promise<void> {
  const { io } = session;
  const { readPriceTable, writePrices } = await gatewayPackage();
  const at = (path: string) => resolve(io.cwd, path);
  const { upstream: url, table, keyFile, keyVariable } = options;
  const written = await usage(CHECK, () =>
    writePrices({
      file: at(file),
      table: readPriceTable(at(table)),
      upstream: {
        url,
        ...(keyFile === undefined ? {} : { keyFile: at(keyFile) }),
        ...(keyVariable === undefined ? {} : { keyVariable }),
      },
    }),
  );
  session.print({
    text: [
      ["price list", at(file)],
      ["models", written.models.join(", ")],
      ["hash", written.hash],
      ["changed", written.changed ? "yes" : "no"],
      ["next", `diem provider update --price-list ${at(file)}`],
    ],
    json: written,
  });
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError, Option } from "commander";
import { requireNoBlanks } from "./blanks";
import type { Io } from "./io";
import { widthOf } from "./output/width";
import type { GlobalOptions } from "./settings/settings";

const MANIFEST = join(__dirname, "..", "..", "package.json");

function version(): string {
  return (JSON.parse(readFileSync(MANIFEST, "utf8")) as { version: string }).version;
}

const DESCRIPTION = `Stake VVV, mint DIEM, sell and buy AI compute, and keep a market's books.

The effective configuration: an option, else DIEM_URL, DIEM_KEYPAIR, DIEM_MARKET or DIEM_PROGRAM_ID, else the
Solana CLI's configuration. \`diem config\` shows it.`;

const EXIT_CODES = `
Exit codes: 0 done; 1 the chain or the program refused; 2 wrong use;
3 network or market; 130 interrupted.`;

/** The command without its subcommands: options that all of them take, and how it speaks. */
export function rootCommand(io: Io): Command {
  const root = new Command("diem");
  root
    .description(DESCRIPTION)
    .version(version(), "-V, --version", "show the version")
    .helpOption("-h, --help", "show help")
    .helpCommand(false)
    .option("-u, --url <url|name>", "cluster: localhost, devnet, testnet, mainnet-beta or a URL")
    .option("-k, --keypair <path>", "wallet file")
    .option("-C, --config <path>", "configuration of the Solana CLI")
    .option("-m, --market <address>", "market")
    .option("--commitment <level>", "processed, confirmed or finalized")
    .addOption(new Option("-o, --output <form>", "how to print").choices(["text", "json"]))
    .option("-y, --yes", "send without asking")
    .option("--dry-run", "show what would happen and send nothing")
    .option("--priority-fee <micro-lamports>", "price of a compute unit")
    .option("--program-id <address>", "address of another deployment of the program")
    .option("--no-color", "no colours")
    .addHelpText("after", EXIT_CODES)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => {
        io.stdout.write(text);
      },
      writeErr: (text) => {
        io.stderr.write(text);
      },
      // Told by `report`, in the form of all other errors.
      outputError: () => undefined,
      getOutHelpWidth: () => widthOf(io.stdout),
      getErrHelpWidth: () => widthOf(io.stderr),
      getOutHasColors: () => io.stdout.isTTY === true,
      getErrHasColors: () => io.stderr.isTTY === true,
    })
    .exitOverride()
    .hook("preAction", (_, command) => {
      requireNoBlanks(command);
    });
  return root;
}

/** The effective options for all commands, as far as they could be read. */
export function globalOptions(root: Command): GlobalOptions {
  return root.opts<GlobalOptions>();
}

/** commander's codes for help and version that were asked for. */
const SHOWN = ["commander.helpDisplayed", "commander.version"];

/** Whether something was thrown only because help or the version is all that was asked for. */
export function isShown(error: unknown): boolean {
  return error instanceof CommanderError && SHOWN.includes(error.code);
}

import type { Command } from "commander";
import { type TokenMetadata, views } from "@diem/sdk";
import { type Fact, type Io, inSession, type Session, UsageError, withExamples } from "../../core";
import { submit, nothingToDo } from "../submit";
import { readMarketFile } from "./file";

const FIELDS = ["name", "symbol", "uri"] as const;

interface Options {
  readonly file?: string;
  readonly name?: string;
  readonly symbol?: string;
  readonly uri?: string;
}

/** `diem market metadata`: what wallets show of DIEM. */
export function metadataCommand(parent: Command, io: Io): void {
  const command = parent
    .command("metadata")
    .description("show DIEM's name, symbol and URI, or set them as the authority")
    .option("--name <text>", "name, up to 32 bytes")
    .option("--symbol <text>", "symbol, up to 10 bytes")
    .option("--uri <address>", "URI of a JSON file with the image, up to 200 bytes")
    .option("--file <json>", "market file with a token")
    .action(inSession(io, metadata));
  withExamples(
    command,
    "diem market metadata",
    "diem market metadata --name DIEM --symbol DIEM --uri https://diem.example/diem.json",
  );
}

async function metadata(session: Session, options: Options): Promise<void> {
  const { file, name, symbol, uri } = options;
  const setting = [file, name, symbol, uri].some((value) => value !== undefined);
  const { client } = await (setting ? session.walletContext() : session.marketContext());
  const { connection } = session;
  const before = await views.diemMetadata({ connection, market: client.market });
  if (!setting) {
    session.print({
      text: before === null ? ["DIEM has no name, symbol or URI yet"] : facts(before),
      json: { metadata: before },
    });
    return;
  }
  const inFile = file === undefined ? null : readMarketFile(session, file).token;
  const given = Object.entries({ name, symbol, uri }).filter(([, text]) => text !== undefined);
  const token: Partial<TokenMetadata> = {
    uri: "",
    ...before,
    ...inFile,
    ...Object.fromEntries(given),
  };
  if (!isComplete(token)) {
    throw new UsageError({
      name: "MetadataIncomplete",
      message: "DIEM has no name or symbol yet",
      next: "give --name and --symbol, or a --file with a token",
    });
  }
  const same = before !== null && FIELDS.every((field) => before[field] === token[field]);
  if (same) return nothingToDo(session, "DIEM already has this name, symbol and URI");
  await submit(session, {
    plan: await client.plan.setDiemMetadata(token),
    summary: facts(token),
    json: { before, after: token },
    done: facts(token),
  });
}

function isComplete(token: Partial<TokenMetadata>): token is TokenMetadata {
  return token.name !== undefined && token.symbol !== undefined;
}

function facts({ name, symbol, uri }: TokenMetadata): Fact[] {
  return [
    ["name", name],
    ["symbol", symbol],
    ["URI", uri || "none"],
  ];
}

import { readFileSync } from "node:fs";
import { errors } from "@diem/sdk";
import * as marketFile from "@diem/sdk/market-file";
import { type Session, UsageError } from "../../core";
import { fileFault, userPath } from "../../core/settings/paths";

/**
 * Reads a market file.
 *
 * @throws UsageError `FileUnreadable` or `InvalidMarketFile`.
 */
export function readMarketFile({ io }: Session, name: string): marketFile.MarketFile {
  const path = userPath(name, io);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw new UsageError({
      name: "FileUnreadable",
      message: `the file ${path} cannot be read: ${fileFault(cause)}`,
      next: "give a market file; `diem market params show` prints the parameters of a market as one",
      cause,
    });
  }
  return inFile(path, () => marketFile.parse(text));
}

/** Names the file to correct if its contents are invalid. */
export function inFile<Result>(path: string, use: () => Result): Result {
  try {
    return use();
  } catch (cause) {
    throw fileFailure(path, cause);
  }
}

/** The message for an unusable file; any other failure is unchanged. */
export function fileFailure(path: string, cause: unknown): unknown {
  if (!errors.isDiemError(cause, "InvalidMarketFile")) return cause;
  const message = `in ${path}: ${cause.reason}`;
  return new UsageError({ name: cause.name, message, next: cause.next, cause });
}

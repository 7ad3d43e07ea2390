import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

const SHIPPED = join(__dirname, "..", "program", "diem.so");

/**
 * Absolute path of the compiled program: the one that this package ships, or the file that the variable `DIEM_PROGRAM`
 * names, such as a build of one's own.
 */
export const DIEM_PROGRAM_PATH = programPath(process.env.DIEM_PROGRAM);

/** Address of that program, in base58. */
export const DIEM_PROGRAM_ID = "dieMWpqtXzxfXTSx52v6qTTzCYZn3whh2NAMxSEnWPM";

function programPath(named: string | undefined): string {
  if (named === undefined) return SHIPPED;
  const path = resolve(named);
  if (named !== "" && existsSync(path)) return path;
  throw new Error(
    `DIEM_PROGRAM names no file: "${named}"; build the program by \`anchor build\` and name target/deploy/diem.so, or unset the variable`,
  );
}

import { join } from "node:path";

/** Absolute path of the compiled program that this package ships. */
export const DIEM_PROGRAM_PATH = join(__dirname, "..", "program", "diem.so");

/** Address of that program, in base58. */
export const DIEM_PROGRAM_ID = "dieMWpqtXzxfXTSx52v6qTTzCYZn3whh2NAMxSEnWPM";

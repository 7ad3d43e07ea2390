import { join } from "node:path";

/** Absolute path of the compiled program that this package ships. */
export const DIEM_PROGRAM_PATH = join(__dirname, "..", "program", "diem.so");

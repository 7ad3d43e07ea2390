import { resolve } from "node:path";
import type { Io } from "../io";

/** A path as shells read it: `~` is the home directory, anything relative starts where the user is. */
export function userPath(text: string, { home, cwd }: Pick<Io, "home" | "cwd">): string {
  if (text === "~") return home;
  return text.startsWith("~/") ? resolve(home, text.slice(2)) : resolve(cwd, text);
}

/** What went wrong with a file, in words. */
export function fileFault(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return "there is no such file";
  if (code === "EACCES" || code === "EPERM") return "it may not be read";
  if (code === "EISDIR") return "it is a directory";
  if (code === "ENOSPC") return "there is no space left on the disk";
  return error instanceof Error ? error.message : String(error);
}

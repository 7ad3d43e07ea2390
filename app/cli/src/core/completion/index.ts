import type { Command } from "commander";
import { bashCompletion } from "./bash";
import { fishCompletion } from "./fish";
import { completionTree } from "./nodes";
import { zshCompletion } from "./zsh";

const SHELLS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

export type Shell = keyof typeof SHELLS;
export const SHELL_NAMES = Object.keys(SHELLS) as Shell[];

/** A shell's script that completes a command tree's commands and options. */
export function completion(root: Command, shell: Shell): string {
  return SHELLS[shell](completionTree(root));
}

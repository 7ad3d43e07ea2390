import type { Command } from "commander";
import { UsageError } from "./errors";

/** Whether a value is blank: often a script's variable that was never set. */
export function isBlank(value: unknown): boolean {
  return typeof value === "string" && value.trim() === "";
}

/** The same for each value of an option that may be repeated. */
function someBlank(value: unknown): boolean {
  return Array.isArray(value) ? value.some(isBlank) : isBlank(value);
}

/**
 * Refuses arguments and options that are given but empty. If they were ignored, a command could act with another
 * wallet, on another cluster, or on everything.
 *
 * @throws UsageError `ArgumentEmpty` or `OptionEmpty`.
 */
export function requireNoBlanks(command: Command): void {
  for (const [index, argument] of command.registeredArguments.entries()) {
    if (!someBlank(command.processedArgs[index])) continue;
    throw new UsageError({
      name: "ArgumentEmpty",
      message: `the argument <${argument.name()}> is given, but empty`,
      next: "give it a value",
    });
  }
  for (let at: Command | null = command; at !== null; at = at.parent) {
    for (const option of at.options) {
      if (!someBlank(at.getOptionValue(option.attributeName()))) continue;
      throw new UsageError({
        name: "OptionEmpty",
        message: `the option ${option.long ?? option.flags} is given, but empty`,
        next: "give it a value, or leave it out",
      });
    }
  }
}

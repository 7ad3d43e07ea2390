import { readFileSync } from "node:fs";
import { isNode, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { ConfigError } from "./errors";

/** What a service expects of its configuration file. */
export interface ConfigFile<Schema extends z.ZodType> {
  readonly schema: Schema;
  /** What to do where there is no such file. */
  readonly missing: string;
  /** The page that says what may be in it. */
  readonly manual: string;
}

/**
 * Reads a configuration file, YAML or JSON.
 *
 * @throws ConfigError, which names the line.
 */
export function readConfigFile<Schema extends z.ZodType>(
  file: string,
  { schema, missing, manual }: ConfigFile<Schema>,
): z.output<Schema> {
  const text = textOf(file, missing);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken !== undefined) {
    const [message = ""] = broken.message.split("\n");
    throw new ConfigError(`${file}: ${message}: mend the YAML`);
  }
  const found = schema.safeParse(document.toJS());
  if (found.success) return found.data;
  const told = found.error.issues.map(({ path, message }) => {
    const line = lineOf(document, path, lines);
    const name = path.length === 0 ? "the configuration" : path.map(String).join(".");
    return `${file}${line === null ? "" : `:${line}`}: ${name}: ${message}`;
  });
  throw new ConfigError(`${told.join("\n")}\nmend it as ${manual} says`);
}

function textOf(file: string, missing: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const message = `the configuration ${file} cannot be read (${String(cause)}): ${missing}`;
    throw new ConfigError(message, { cause });
  }
}

/** The line of a member, or of the nearest one around it that is there. */
function lineOf(
  document: ReturnType<typeof parseDocument>,
  path: readonly PropertyKey[],
  lines: LineCounter,
): number | null {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range != null) return lines.linePos(node.range[0]).line;
  }
  return null;
}

import { readFileSync } from "node:fs";
import { isNode, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { ConfigError } from "./errors";
import { membersSet, type Variables, wantedAsText, withMembers } from "./variables";

/** What a service expects of its configuration file. */
export interface ConfigFile<Schema extends z.ZodType> {
  readonly schema: Schema;
  /** What to do where there is no such file. */
  readonly missing: string;
  /** The page that says what may be in it. */
  readonly manual: string;
  /** Environment variables that stand in for members, or for the whole file. */
  readonly variables?: Variables;
}

/**
 * Reads a configuration file, YAML or JSON, and the environment variables that stand in for its members: they count
 * more than the file.
 *
 * @throws ConfigError, which names the line, or the variable.
 */
export function readConfigFile<Schema extends z.ZodType>(
  file: string,
  { schema, missing, manual, variables }: ConfigFile<Schema>,
): z.output<Schema> {
  const set = variables === undefined ? [] : membersSet(variables);
  const text = textOf(file, missing, set.length > 0);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken !== undefined) {
    const [message = ""] = broken.message.split("\n");
    throw new ConfigError(`${file}: ${message}: correct the YAML`);
  }
  const written: unknown = document.toJS();
  const first = schema.safeParse(withMembers(written, set, new Set()));
  if (first.success) return first.data;
  const texts = wantedAsText(first.error.issues, set);
  const found = texts.size === 0 ? first : schema.safeParse(withMembers(written, set, texts));
  if (found.success) return found.data;
  const told = found.error.issues.map((issue) => {
    const { path, message } = issue;
    const name = path.length === 0 ? "the configuration" : path.map(String).join(".");
    const variable = set.find((one) => isOf(issue, one.path))?.name;
    const line = lineOf(document, path, lines);
    const where = variable ?? `${file}${line === null ? "" : `:${line}`}`;
    return `${where}: ${name}: ${message}`;
  });
  throw new ConfigError(`${told.join("\n")}\ncorrect it as ${manual} says`);
}

function textOf(file: string, missing: string, replaced: boolean): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    if (replaced && (cause as NodeJS.ErrnoException).code === "ENOENT") return "";
    const message = `the configuration ${file} cannot be read (${String(cause)}): ${missing}`;
    throw new ConfigError(message, { cause });
  }
}

/** Whether an issue is of a member that a variable sets, or of its name. */
function isOf(issue: z.core.$ZodIssue, path: readonly string[]): boolean {
  const names = issue.code === "unrecognized_keys" ? issue.keys.map((key) => [key]) : [[]];
  return names.some((rest) => [...issue.path, ...rest].join(".") === path.join("."));
}

/** The line of a member, or of the nearest one around it that is there; null for none. */
export function lineOf(
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

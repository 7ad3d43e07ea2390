import { parse } from "yaml";
import type { z } from "zod";

/** Environment variables that stand in for members of a configuration. */
export interface Variables {
  /** What their names begin with: `DIEM_GATEWAY_`. */
  readonly prefix: string;
  readonly values: Readonly<Record<string, string | undefined>>;
}

/** A member that a variable sets. */
export interface SetByVariable {
  readonly name: string;
  readonly path: readonly string[];
  readonly text: string;
}

/** The members that variables set: `DIEM_GATEWAY_UPSTREAM__KEY_FILE` is `upstream.keyFile`. */
export function membersSet({ prefix, values }: Variables): readonly SetByVariable[] {
  return Object.entries(values).flatMap(([name, text]) =>
    text === undefined || !name.startsWith(prefix)
      ? []
      : [{ name, text, path: name.slice(prefix.length).split("__").map(camelCase) }],
  );
}

/** A configuration with the members that are set, each read as YAML; as text where `texts` names its variable. */
export function withMembers(
  config: unknown,
  members: readonly SetByVariable[],
  texts: ReadonlySet<string>,
): unknown {
  return members.reduce<unknown>((whole, { name, path, text }) => {
    return withMember(whole, path, texts.has(name) ? text : valueOf(text));
  }, config);
}

/** The variables whose values must be taken as text: `1` is a number elsewhere. */
export function wantedAsText(
  issues: readonly z.core.$ZodIssue[],
  members: readonly SetByVariable[],
): ReadonlySet<string> {
  const wanted = issues.filter(
    (issue) => issue.code === "invalid_type" && issue.expected === "string",
  );
  const paths = new Set(wanted.map(({ path }) => path.join(".")));
  return new Set(members.filter(({ path }) => paths.has(path.join("."))).map(({ name }) => name));
}

function withMember(whole: unknown, [first, ...rest]: readonly string[], value: unknown): unknown {
  if (first === undefined) return value;
  const members = typeof whole === "object" && whole !== null ? whole : {};
  const inner = (members as Readonly<Record<string, unknown>>)[first];
  return { ...members, [first]: withMember(inner, rest, value) };
}

function valueOf(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return text;
  }
}

function camelCase(name: string): string {
  return name.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

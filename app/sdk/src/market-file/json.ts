import { invalidMarketFile } from "../errors/market-file-errors";

/** Parses JSON in which no object has a key twice: of two, a reviewer may read the one that does not count. */
export function readJson(text: string): unknown {
  const value = parsed(text);
  const left = keysOf(value);
  for (const [, literal = "", colon] of text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?/g)) {
    if (colon === undefined) continue;
    const key = JSON.parse(literal) as string;
    const at = left.indexOf(key);
    if (at < 0) {
      throw invalidMarketFile({
        path: key,
        problem: "is given twice",
        next: "remove one of them",
      });
    }
    left.splice(at, 1);
  }
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw invalidMarketFile({
      path: "file",
      problem: `is not JSON (${reason})`,
      next: "correct it and try again",
      cause,
    });
  }
}

function keysOf(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = Array.isArray(value) ? [] : Object.keys(value);
  return [...own, ...Object.values(value).flatMap(keysOf)];
}

/**
 * Texts that the browser does not store, for example because it blocks all cookies. They are kept until the tab is
 * closed.
 */
const memory = new Map<string, string>();

/** A text that this browser keeps for the page; null where it keeps none. */
export function readKept(key: string): string | null {
  const newest = memory.get(key);
  if (newest !== undefined) return newest;
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** What {@link readKept} reads, as JSON; null for what is none, as others may have written it. */
export function readKeptJson(key: string): unknown {
  try {
    return JSON.parse(readKept(key) ?? "null");
  } catch {
    return null;
  }
}

/** Keeps a text in this browser, or no longer. */
export function keep(key: string, text: string | null): void {
  memory.delete(key);
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    if (text !== null) memory.set(key, text);
  }
}

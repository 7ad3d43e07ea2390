import { readFileSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(__dirname, "..", "..");

/** One fenced block of a page. */
export interface Block {
  /** The line of the page on which it starts. */
  readonly line: number;
  readonly text: string;
}

const FENCE = /^```(\w*)\n([\s\S]*?)^```$/gm;

/** The fenced blocks in one language of a page of the project. */
export function blocks(page: string, language: string): Block[] {
  const text = readFileSync(join(ROOT, page), "utf8");
  return [...text.matchAll(FENCE)]
    .filter(([, tag]) => tag === language)
    .map(({ index, 2: body = "" }) => ({
      line: text.slice(0, index).split("\n").length,
      text: body,
    }));
}

/** Everything that a page tells a terminal to do. */
export function scriptOf(page: string): string {
  return blocks(page, "sh")
    .map(({ text }) => text)
    .join("\n");
}
